"""A conversation as a file: Markdown to read and share, JSON to process.

Every quotation keeps essay, author, voice, attitude and offsets, also when a single answer is
copied out of the file: attribution must survive the leaving of the screen.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from assistant.answer import Answer, Citation
from assistant.history.records import Conversation, Turn

SCHEMA = 1
_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~$])")
_ATTITUDES = {
    "own": "in the author's own words",
    "endorses": "quoted with approval",
    "rebuts": "quoted in order to disagree",
    "reports": "quoted without taking sides",
}


def to_json(conversation: Conversation, turns: Sequence[Turn]) -> str:
    """The conversation with its answers in schema 1, unchanged; open turns have answer null."""
    data = {
        "schema": SCHEMA,
        "title": conversation.title,
        "updated": conversation.updated.isoformat(),
        "turns": [
            {"question": turn.question, "asked_with": turn.asked_with, "answer": turn.answer}
            for turn in turns
        ],
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def to_markdown(conversation: Conversation, turns: Sequence[Turn]) -> str:
    """The conversation as Markdown: each answer, then its sources with voice and offsets."""
    pieces = [f"# {literal(conversation.title)}", f"*{conversation.updated:%d %B %Y, %H:%M} UTC*"]
    for turn in turns:
        pieces.append(f"## {literal(turn.question)}")
        pieces += _asked_with(turn.asked_with)
        pieces += answer_markdown(turn.answer) if turn.answer else ["*Stopped before an answer.*"]
    return "\n\n".join(pieces) + "\n"


def answer_markdown(answer: Mapping[str, Any]) -> list[str]:
    """One answer as Markdown paragraphs, sources included."""
    pieces = _statements(answer)
    if answer.get("roll_call"):
        pieces.append("**Roll call**")
        pieces.append("\n".join(_roll_call_line(entry) for entry in answer["roll_call"]))
    if answer.get("citations"):
        pieces.append("**Sources**")
        pieces.append("\n".join(_source_line(citation) for citation in answer["citations"]))
    failures = answer.get("gate", {}).get("failures", [])
    if failures:
        pieces.append("**Struck by the gate**")
        pieces.append(
            "\n".join(
                f"- {literal(failure['failure'])}: {literal(failure['statement'])}"
                for failure in failures
            )
        )
    return pieces


def answer_text(answer: Answer) -> str:
    """One answer as plain text to paste: its sentences, then each source with its speaker."""
    paragraphs: list[str] = []
    part = ""
    for statement in answer.statements:
        if statement.part != part:
            part = statement.part
            if part:
                paragraphs.append(part.rstrip("."))
        paragraphs.append(re.sub(r"\*\*(.+?)\*\*", r"\1", statement.text))
    if answer.citations:
        paragraphs.append("\n".join(["Sources:", *map(_source_text, answer.citations)]))
    return "\n\n".join(paragraphs)


def _source_text(citation: Citation) -> str:
    speaker = citation.voice or "the author, who is not named"
    if citation.role == "uncertain":
        speaker = "speaker unclear"
    host = f"{citation.author}, " if citation.author and citation.author != speaker else ""
    how = f", {_ATTITUDES[citation.attitude]}" if citation.attitude != "own" else ""
    return f"[{citation.number}] “{citation.quote}” ({speaker}{how}; {host}“{citation.title}”)"


def literal(text: str) -> str:
    """Text that Markdown shows as it stands."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def _statements(answer: Mapping[str, Any]) -> list[str]:
    """The statements in order under their parts; the assistant's own are marked as such."""
    pieces: list[str] = []
    part = ""
    for statement in answer.get("statements", []):
        if statement.get("part", "") != part:
            part = statement["part"]
            if part:
                pieces.append(f"### {literal(part.rstrip('.'))}")
        text = _marked(statement["text"], statement["citations"])
        inferred = statement["layer"] == "assistant"
        pieces.append(f"*(the assistant's own)* {text}" if inferred else text)
    return pieces or [literal(answer.get("text", ""))]


def _marked(text: str, numbers: Sequence[int]) -> str:
    """The sentence as literal text, with its own citation markers."""
    escaped = literal(text)
    for number in numbers:
        escaped = escaped.replace(rf"\[{number}\]", f"[{number}]")
    missing = [f"[{number}]" for number in numbers if f"[{number}]" not in escaped]
    return " ".join([escaped, *missing])


def _source_line(citation: Mapping[str, Any]) -> str:
    author = citation["author"] or "unsigned"
    voice = citation["voice"] or ("unclear" if citation["role"] == "uncertain" else "the author")
    under = f", under “{literal(citation['heading'])}”" if citation["heading"] else ""
    return (
        f"- [{citation['number']}] “{literal(citation['quote'])}” "
        f"Voice: {literal(voice)}, {_ATTITUDES[citation['attitude']]}. "
        f"Essay: *{literal(citation['title'])}* ({literal(author)}){under}, "
        f"`{citation['essay']}` characters {citation['start']}–{citation['end']}."
    )


def _roll_call_line(entry: Mapping[str, Any]) -> str:
    who = entry["author"] or f"unsigned ({entry['essay']})"
    proof = f" [{entry['citation']}]" if entry["citation"] is not None else ""
    return f"- {literal(who)}: {literal(entry['position'])}{proof}"


def _asked_with(asked_with: Mapping[str, Any]) -> list[str]:
    pieces = []
    if asked_with.get("without"):
        pieces.append(f"*Without: {literal(', '.join(asked_with['without']))}*")
    if asked_with.get("business"):
        pieces.append(f"*For this business: {literal(asked_with['business'])}*")
    return pieces
