"""Faults in how the text tells what the citations quote."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from evals.mutants.fault import Answer, Fault, World, answered, each_citation, merge, rewrite


def misquoted_in_the_text_only(world: World) -> Sequence[Answer]:
    """The citations are right, but the text that people read quotes them with a word changed."""

    def change(answer: Answer, citation: dict[str, Any]) -> None:
        words = citation["quote"].split(" ")
        words[len(words) // 2] = "allegedly"
        answer["text"] = answer["text"].replace(citation["quote"], " ".join(words))

    return each_citation(world, change)


def quotation_missing_from_the_text(world: World) -> Sequence[Answer]:
    """The text has the markers, but the quotations are gone from it."""

    def change(answer: Answer, citation: dict[str, Any]) -> None:
        answer["text"] = answer["text"].replace(citation["quote"], "so it is said")

    return each_citation(world, change)


def quotation_invented_in_the_text(world: World) -> Sequence[Answer]:
    """The text ends with a quotation that nobody ever wrote and no citation holds."""
    changed = {}
    for _, answer in answered(world):
        answer["text"] += "\n\nAnd as they all say: “Nothing sells like a very good lunch.”"
        changed[answer["id"]] = answer
    return merge(world, changed)


def markers_exchanged(world: World) -> Sequence[Answer]:
    """The text's markers [1] and [2] change places."""
    changed = {}
    for _, answer in answered(world):
        if len(answer["citations"]) >= 2:
            text = answer["text"].replace("[1]", "[0]").replace("[2]", "[1]")
            answer["text"] = text.replace("[0]", "[2]")
            changed[answer["id"]] = answer
    return merge(world, changed)


def quotation_denied(world: World) -> Sequence[Answer]:
    """Every quotation is introduced by "does not argue"."""
    changed = {}
    for _, answer in answered(world):
        for citation in answer["citations"]:
            name = citation["voice"] or "The essay"
            quoted = f"“{citation['quote']}”"
            denial = f"{name} does not argue: {quoted}"
            for statement in answer["statements"]:
                if citation["number"] in statement["citations"]:
                    statement["text"] = denial
            rewrite(answer, quoted, denial)
        changed[answer["id"]] = answer
    return merge(world, changed)


def denied_in_the_text_only(world: World) -> Sequence[Answer]:
    """The text, not the statements, introduces every quotation by "does not argue"."""
    changed = {}
    for _, answer in answered(world):
        for citation in answer["citations"]:
            name = citation["voice"] or "The essay"
            quoted = f"“{citation['quote']}”"
            denial = f"{name} does not argue: {quoted}"
            answer["text"] = answer["text"].replace(quoted, denial)
        changed[answer["id"]] = answer
    return merge(world, changed)


def claim_added_to_the_text(world: World) -> Sequence[Answer]:
    """The text ends with a claim that no statement holds and no citation carries."""
    changed = {}
    for _, answer in answered(world):
        answer["text"] += "\n\nAll in all, everybody agrees that price decides."
        changed[answer["id"]] = answer
    return merge(world, changed)


def assistant_credits(world: World) -> Sequence[Answer]:
    """The assistant adds, as its own inference, what somebody is said to argue."""
    name = min(world.stored.voice_names)
    said = f"As {name} argues, price decides in the end."
    changed = {}
    for _, answer in answered(world):
        answer["statements"].append({"text": said, "layer": "assistant", "citations": []})
        answer["text"] += f"\n\n{said}"
        changed[answer["id"]] = answer
    return merge(world, changed)


def claim_hung_on_a_citation(world: World) -> Sequence[Answer]:
    """Every answer adds a claim of its own and hangs it on its first citation."""
    changed = {}
    for _, answer in answered(world):
        number = answer["citations"][0]["number"]
        said = "In the end it is the price that decides."
        answer["statements"].append({"text": said, "layer": "essays", "citations": [number]})
        answer["text"] += f"\n\n{said} [{number}]"
        changed[answer["id"]] = answer
    return merge(world, changed)


FAULTS = (
    Fault(
        claim_added_to_the_text,
        "text_in_statements",
        ("verbatim_rate", "voice_accuracy", "statements_in_text", "nugget_recall_vital"),
    ),
    Fault(
        assistant_credits,
        "layers_apart",
        ("verbatim_rate", "voice_accuracy", "text_in_statements", "nugget_recall_vital"),
    ),
    Fault(
        claim_hung_on_a_citation,
        "citation_recall",
        ("verbatim_rate", "voice_accuracy", "text_in_statements", "nugget_recall_vital"),
    ),
    Fault(
        misquoted_in_the_text_only,
        "quotes_in_text",
        ("verbatim_rate", "voice_accuracy", "nugget_recall_vital", "citations_anchored"),
    ),
    Fault(
        quotation_missing_from_the_text,
        "quotes_in_text",
        ("verbatim_rate", "voice_accuracy", "citations_anchored", "references_resolve"),
    ),
    Fault(
        quotation_invented_in_the_text,
        "text_quotes_verbatim",
        ("verbatim_rate", "quotes_in_text", "nugget_recall_vital", "voice_accuracy"),
    ),
    Fault(
        markers_exchanged,
        "quotes_in_text",
        ("verbatim_rate", "voice_accuracy", "references_resolve", "citations_anchored"),
    ),
    Fault(
        quotation_denied,
        "nugget_recall_vital",
        ("verbatim_rate", "voice_accuracy", "quotes_in_text", "refusal_recall"),
    ),
    Fault(
        denied_in_the_text_only,
        "nugget_recall_vital",
        ("verbatim_rate", "voice_accuracy", "quotes_in_text", "refusal_recall"),
    ),
)
