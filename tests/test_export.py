from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from assistant.export import answer_markdown, literal, to_json, to_markdown
from assistant.history import Conversation, Turn

CONVERSATION = Conversation("id", "What $5 *buys*", datetime(2026, 3, 1, 12, 30, tzinfo=UTC))


def citation(**changed: Any) -> dict[str, Any]:
    return {
        "number": 1,
        "essay": "kalehoff",
        "title": "Product Focus",
        "author": "Max Kalehoff",
        "voice": "Gord Hotchkiss",
        "role": "quoted",
        "attitude": "endorses",
        "heading": "",
        "quote": "It’s not a goal, it’s a by-product.",
        "start": 812,
        "end": 847,
        **changed,
    }


def answer(**changed: Any) -> dict[str, Any]:
    quote = citation()["quote"]
    return {
        "status": "answered",
        "text": f"Gord Hotchkiss: “{quote}” [1]",
        "statements": [
            {
                "text": f"Gord Hotchkiss: “{quote}” [1]",
                "layer": "essays",
                "citations": [1],
                "part": "For product focus",
            },
            {"text": "Decide first.", "layer": "assistant", "citations": [], "part": "Settle"},
        ],
        "citations": [citation()],
        "roll_call": [
            {
                "essay": "kalehoff",
                "author": "Max Kalehoff",
                "position": "product",
                "citation": 1,
            },
            {"essay": "glossary", "author": None, "position": "silent", "citation": None},
        ],
        "gate": {
            "checked": 2,
            "failures": [{"statement": "Mark said so.", "failure": "wrong_voice", "citation": 2}],
        },
        **changed,
    }


def test_every_quotation_keeps_essay_author_voice_attitude_and_offsets() -> None:
    page = "\n".join(answer_markdown(answer()))
    (source,) = [line for line in page.splitlines() if line.startswith("- [1]")]
    for part in (
        "“It’s not a goal, it’s a by-product.”",
        "Voice: Gord Hotchkiss, quoted with approval",
        "*Product Focus* (Max Kalehoff)",
        "`kalehoff` characters 812–847",
    ):
        assert part in source


def test_an_unsigned_author_and_an_unclear_speaker_are_said_to_be_so() -> None:
    unsigned = answer(
        citations=[citation(author=None, voice=None, role="author", attitude="own", heading="H")]
    )
    page = "\n".join(answer_markdown(unsigned))
    assert "Voice: the author, in the author's own words" in page
    assert "(unsigned), under “H”" in page
    unclear = answer(citations=[citation(voice=None, role="uncertain", attitude="reports")])
    assert "Voice: unclear" in "\n".join(answer_markdown(unclear))


def test_inference_roll_call_and_struck_statements_are_marked() -> None:
    page = "\n".join(answer_markdown(answer()))
    assert "*(the assistant's own)* Decide first." in page
    assert "### For product focus" in page
    assert "- Max Kalehoff: product [1]" in page
    assert "- unsigned (glossary): silent\n" in page + "\n"
    assert "wrong\\_voice: Mark said so." in page


def test_markdown_marks_in_words_stay_words() -> None:
    assert literal("a *b* [c](d) <img> $5 `x` #1") == (
        "a \\*b\\* \\[c\\](d) \\<img\\> \\$5 \\`x\\` \\#1"
    )
    hostile = answer(
        statements=[
            {
                "text": "![x](http://evil/x.png) <script> [1] [7]",
                "layer": "essays",
                "citations": [1],
                "part": "",
            }
        ]
    )
    page = "\n".join(answer_markdown(hostile))
    assert "!\\[x\\](http://evil/x.png) \\<script\\> [1] \\[7\\]" in page


def test_a_citation_that_the_sentence_does_not_mark_is_still_marked() -> None:
    statement = {"text": "So it is.", "layer": "essays", "citations": [1], "part": ""}
    assert "So it is. [1]" in answer_markdown(answer(statements=[statement]))


def test_the_whole_conversation_as_markdown() -> None:
    turns = [
        Turn("1", "First?", answer(), {}, {"without": ["mark"], "business": "a bakery"}),
        Turn("2", "Second?", None),
    ]
    page = to_markdown(CONVERSATION, turns)
    assert page.startswith("# What \\$5 \\*buys\\*\n\n*01 March 2026, 12:30 UTC*")
    assert "*Without: mark*" in page
    assert "*For this business: a bakery*" in page
    assert page.index("## First?") < page.index("## Second?") < page.index("Stopped before")


def test_json_holds_the_answers_unchanged() -> None:
    turns = [Turn("1", "First?", answer(), {"x": 1}, {"without": ["mark"]}), Turn("2", "2?", None)]
    data = json.loads(to_json(CONVERSATION, turns))
    assert data["schema"] == 1
    assert data["turns"][0] == {
        "question": "First?",
        "asked_with": {"without": ["mark"]},
        "answer": answer(),
    }
    assert data["turns"][1]["answer"] is None
