"""Feedback as draft cases of the eval suite: what a reader missed becomes a question to answer.

A draft is one line of the suite's form. What a reader found right is taken over as evidence; what
they found wrong is left for whoever reviews the draft, with the reader's own words beside it.
"""

from __future__ import annotations

import json
from typing import Any

from assistant.history.records import JudgedTurn


def draft_cases(judged: list[JudgedTurn]) -> list[dict[str, Any]]:
    """One draft for every judged answer, in the suite's form plus a `draft` note."""
    return [_draft(item) for item in judged]


def as_jsonl(cases: list[dict[str, Any]]) -> str:
    """One case a line."""
    return "".join(json.dumps(case, ensure_ascii=False) + "\n" for case in cases)


def _draft(item: JudgedTurn) -> dict[str, Any]:
    answer = item.turn.answer or {}
    trusted = item.feedback.helpful is not False and not item.feedback.faults
    nuggets = [
        {
            "id": f"n{citation['number']}",
            "vital": True,
            "side": None,
            "any_of": [
                {
                    "essay": citation["essay"],
                    "voice": citation["voice"],
                    "evidence": citation["quote"],
                }
            ],
        }
        for citation in (answer.get("citations", []) if trusted else [])
    ]
    roll = {entry["essay"]: entry["position"] for entry in answer.get("roll_call", [])}
    return {
        "id": f"feedback-{item.turn.id}",
        "kind": "feedback",
        "family": "feedback",
        "question": item.turn.question,
        "history": list(item.history),
        "status": answer.get("status", "answered"),
        "nuggets": nuggets,
        "roll_call": roll if trusted and roll else None,
        "reference": answer.get("text", "") if trusted else "",
        "draft": {
            "helpful": item.feedback.helpful,
            "faults": list(item.feedback.faults),
            "note": item.feedback.note,
            "answer": answer,
        },
    }
