"""A small debate made by hand, independent of ingest, and sound answers about it."""

from __future__ import annotations

import copy
import json
from typing import Any

from assistant.domain import Block, Debate, Essay, Sentence, Side, Voice
from evals.answers import AnswersFile
from evals.cases import Case
from evals.reply import read_reply
from evals.scoring import Scored, score_all
from evals.stored import Debates, Stored

ADA, BEA, CYR = Voice("Ada Ash"), Voice("Bea Birch"), Voice("Cyr Cedar", "quoted", "rebuts")
NOBODY = Voice(None)
NOBODY_DOES = "Nobody speaks of that."


def _essay(
    slug: str, title: str, position: str, author: str | None, said: list[tuple[str, Voice | None]]
) -> Essay:
    """An essay of one paragraph a sentence; a sentence that nobody speaks is a heading."""
    text, blocks, sentences, heading = "", [], [], ""
    for words, voice in said:
        start = len(text) + (2 if text else 0)
        text += ("\n\n" if text else "") + words
        kind = "heading" if voice is None else "quote" if voice.role == "quoted" else "paragraph"
        blocks.append(Block(kind, start, len(text), 1 if voice is None else 0))  # type: ignore[arg-type]
        if voice is None:
            heading = words
        else:
            sentences.append(Sentence(start, len(text), len(blocks) - 1, voice, heading))
    return Essay(
        slug,
        title,
        text,
        author=author,
        position=position,
        blocks=tuple(blocks),
        sentences=tuple(sentences),
    )


DEBATE = Debate(
    "Should a town plant trees or lay lawns?",
    (Side("trees", "Trees", "Plant trees."), Side("lawns", "Lawns", "Lay lawns.")),
    (
        _essay(
            "ash",
            "Shade First",
            "trees",
            "Ada Ash",
            [
                ("Why shade matters", None),
                ("Trees cool a street by several degrees in “high summer” alone.", ADA),
                ("A lawn is a desert that somebody waters.", ADA),
                ("Nothing is cheaper to keep than grass, and children need it.", CYR),
                ("That is simply wrong about the cost of water.", ADA),
            ],
        ),
        _essay(
            "birch",
            "Room to Play",
            "lawns",
            "Bea Birch",
            [
                ("Children run on lawns, and they do not run in groves.", BEA),
                ("A lawn can be laid in a single day.", BEA),
            ],
        ),
        _essay(
            "notes",
            "Notes on Green Towns",
            "lawns",
            None,
            [("Open grass keeps a square safe after dark.", NOBODY)],
        ),
    ),
)
STORED = Stored(DEBATE)
DEBATES = Debates.single(STORED)


def evidence(essay: str, voice: str | None, words: str) -> dict[str, Any]:
    return {"essay": essay, "voice": voice, "evidence": words}


def nugget(
    id: str, side: str | None, *any_of: dict[str, Any], vital: bool = True
) -> dict[str, Any]:
    return {"id": id, "vital": vital, "side": side, "any_of": list(any_of)}


COOL = evidence("ash", "Ada Ash", "Trees cool a street by several degrees")
CHEAP = evidence("ash", "Cyr Cedar", "Nothing is cheaper to keep than grass")
RUN = evidence("birch", "Bea Birch", "Children run on lawns")
SAFE = evidence("notes", None, "Open grass keeps a square safe after dark.")


def case(**changes: Any) -> Case:
    """A verdict on the debate's question, with a nugget for each side and one that is not vital."""
    return Case.model_validate_json(
        json.dumps(
            {
                "id": "v1",
                "kind": "verdict_short",
                "family": "v",
                "question": "Trees or lawns?",
                "history": [],
                "status": "answered",
                "nuggets": [
                    nugget("cool", "trees", COOL),
                    nugget("run", "lawns", RUN),
                    nugget("safe", "lawns", SAFE, vital=False),
                ],
                "roll_call": {"ash": "trees", "birch": "lawns", "notes": "lawns"},
                "reference": "Ash wants trees for shade; Birch wants lawns for children.",
                **changes,
            }
        )
    )


UNANSWERABLE: dict[str, Any] = {
    "id": "u1",
    "kind": "near_miss",
    "family": "u",
    "question": "What do they say about ponds?",
    "status": "refused",
    "nuggets": [],
    "roll_call": None,
}


def cite(number: int, essay: str, quote: str, **changes: Any) -> dict[str, Any]:
    """A sound citation of a quotation that stands in the essay."""
    source = DEBATE.essay(essay)
    start = source.text.index(quote)
    sentence = next(s for s in source.sentences if s.start <= start < s.end)
    return {
        "number": number,
        "essay": essay,
        "title": source.title,
        "author": source.author,
        "voice": sentence.voice.name,
        "role": sentence.voice.role,
        "attitude": sentence.voice.attitude,
        "heading": sentence.heading,
        "quote": quote,
        "start": start,
        "end": start + len(quote),
        **changes,
    }


def answer(case: Case, *citations: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """A sound answer that quotes each citation in a statement of its own."""
    said = [f"{c['voice'] or 'The notes'} holds: “{c['quote']}”" for c in citations]
    marked = [f"{s} [{c['number']}]" for s, c in zip(said, citations, strict=True)]
    return {
        "schema": 1,
        "id": case.id,
        "question": case.question,
        "standalone_question": case.question,
        "status": case.status,
        "reason": "not_in_essays" if case.status == "refused" else None,
        "text": "\n\n".join(marked) or NOBODY_DOES,
        "statements": [
            {"text": s, "layer": "essays", "citations": [c["number"]], "kind": "quote"}
            for s, c in zip(said, citations, strict=True)
        ]
        or [{"text": NOBODY_DOES, "layer": "assistant", "citations": [], "kind": "talk"}],
        "citations": copy.deepcopy(list(citations)),
        "roll_call": [],
        "gate": {"checked": len(citations), "failures": []},
        "writer": "quoting",
        "timings_ms": {"total": 12.5},
        **changes,
    }


def three() -> tuple[dict[str, Any], ...]:
    """Citations that prove all three nuggets of `case()`."""
    return (
        cite(1, "ash", "Trees cool a street by several degrees in “high summer” alone."),
        cite(2, "birch", "Children run on lawns, and they do not run in groves."),
        cite(3, "notes", "Open grass keeps a square safe after dark."),
    )


def calls(trees: str = "trees") -> list[dict[str, Any]]:
    """A roll call that goes with `three()`."""
    return [
        {"essay": "ash", "author": "Ada Ash", "position": trees, "citation": 1},
        {"essay": "birch", "author": "Bea Birch", "position": "lawns", "citation": 2},
        {"essay": "notes", "author": None, "position": "lawns", "citation": 3},
    ]


def scored(*pairs: tuple[Case, Any]) -> tuple[Scored, ...]:
    """Cases with their answers, or lines of results, scored together."""
    replies = {case.id: read_reply(data) for case, data in pairs}
    return score_all([case for case, _ in pairs], AnswersFile(replies), DEBATES)[0]


def value(metric: str, case: Case, data: Any) -> float | None:
    """What one metric gives for one answer."""
    return scored((case, data))[0].value(metric)
