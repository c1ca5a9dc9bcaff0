"""Answers as stored, read back into the object that the screens draw."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assistant.answer import (
    Answer,
    Citation,
    GateFailure,
    GateReport,
    RollCallEntry,
    Statement,
)
from assistant.ui.citations import ShownCitation


def read_answer(data: Mapping[str, Any]) -> Answer:
    """The answer that `Answer.to_json` wrote, of this version or an earlier one.

    Raises:
        KeyError, TypeError, ValueError, AttributeError: it is something else, as damage leaves it.
    """
    gate = data["gate"]
    return Answer(
        id=data["id"],
        question=data["question"],
        standalone_question=data["standalone_question"],
        status=data["status"],
        text=data["text"],
        reason=data["reason"],
        statements=tuple(
            Statement(**{**_kind(item), "citations": tuple(item["citations"])})
            for item in data["statements"]
        ),
        citations=tuple(Citation(**item) for item in data["citations"]),
        roll_call=tuple(RollCallEntry(**item) for item in data["roll_call"]),
        gate=GateReport(gate["checked"], tuple(GateFailure(**item) for item in gate["failures"])),
        writer=data["writer"],
        suggestions=tuple(data.get("suggestions", ())),
        timings_ms=data["timings_ms"],
    )


def _kind(item: Mapping[str, Any]) -> Mapping[str, Any]:
    """A statement with its kind, which version 0.1 did not store."""
    if "kind" in item:
        return item
    kind = "inference" if item["layer"] == "assistant" else "quote" if item["citations"] else "fact"
    return {**item, "kind": kind}


def read_shown(data: Mapping[str, Any]) -> dict[int, ShownCitation]:
    """The badges as they were when the answer was given, by number."""
    items = [ShownCitation.from_json(item) for item in data.get("citations", ())]
    return {item.citation.number: item for item in items}
