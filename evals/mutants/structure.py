"""Faults in how an answer hangs together: numbers, markers, statements, length."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from evals.mutants.fault import (
    Answer,
    Fault,
    World,
    answered,
    each_citation,
    merge,
    requote,
)


def markers_removed(world: World) -> Sequence[Answer]:
    """The text marks no citation any more."""
    changed = {}
    for _, answer in answered(world):
        for citation in answer["citations"]:
            answer["text"] = answer["text"].replace(f"[{citation['number']}]", "")
        changed[answer["id"]] = answer
    return merge(world, changed)


def statements_use_nothing(world: World) -> Sequence[Answer]:
    """No statement says any more which citations it rests on."""
    changed = {}
    for _, answer in answered(world):
        for statement in answer["statements"]:
            statement["citations"] = []
        changed[answer["id"]] = answer
    return merge(world, changed)


def numbers_dangle(world: World) -> Sequence[Answer]:
    """Statements and text also refer to citation 97, which does not exist."""
    changed = {}
    for _, answer in answered(world):
        answer["text"] += " [97]"
        answer["statements"][0]["citations"].append(97)
        changed[answer["id"]] = answer
    return merge(world, changed)


def framing_as_inference(world: World) -> Sequence[Answer]:
    """What frames the quotations, names included, is passed off as the assistant's inference."""
    changed = {}
    for _, answer in answered(world):
        for statement in answer["statements"]:
            if not statement["citations"]:
                statement["layer"] = "assistant"
        changed[answer["id"]] = answer
    return merge(world, changed)


def numbers_shared(world: World) -> Sequence[Answer]:
    """The second citation bears the first one's number."""
    changed = {}
    for _, answer in answered(world):
        if len(answer["citations"]) >= 2:
            answer["citations"][1]["number"] = answer["citations"][0]["number"]
            changed[answer["id"]] = answer
    return merge(world, changed)


def everything_cited(world: World) -> Sequence[Answer]:
    """Every statement also cites a passage of every essay that it does not need."""
    changed = {}
    for _, answer in answered(world):
        number = max(c["number"] for c in answer["citations"])
        for essay in world.stored.debate.essays:
            sentence = essay.sentences[len(essay.sentences) // 2]
            number += 1
            answer["citations"].append(
                {
                    "number": number,
                    "essay": essay.slug,
                    "title": essay.title,
                    "author": essay.author,
                    "voice": sentence.voice.name,
                    "role": sentence.voice.role,
                    "attitude": sentence.voice.attitude,
                    "heading": sentence.heading,
                    "quote": essay.quote(sentence),
                    "start": sentence.start,
                    "end": sentence.end,
                }
            )
            answer["text"] += f" [{number}]"
            for statement in answer["statements"]:
                if statement["citations"]:
                    statement["citations"].append(number)
        changed[answer["id"]] = answer
    return merge(world, changed)


def contexts_dumped(world: World) -> Sequence[Answer]:
    """Each answer is followed by every essay it cites from, whole."""
    changed = {}
    for _, answer in answered(world):
        for slug in sorted({c["essay"] for c in answer["citations"]}):
            answer["text"] += "\n\n" + world.stored.debate.essay(slug).text
        changed[answer["id"]] = answer
    return merge(world, changed)


def assistant_cites(world: World) -> Sequence[Answer]:
    """What essays say is passed off as the assistant's own inference."""
    changed = {}
    for _, answer in answered(world):
        for statement in answer["statements"]:
            statement["layer"] = "assistant"
        changed[answer["id"]] = answer
    return merge(world, changed)


def slow(world: World) -> Sequence[Answer]:
    """Every answer took ten times as long."""
    answers = world.copies()
    for answer in answers:
        for stage in answer["timings_ms"] or {}:
            answer["timings_ms"][stage] *= 10
    return answers


def statements_replaced(world: World) -> Sequence[Answer]:
    """Every statement that cites nothing says something else than the text."""
    answers = world.copies()
    for answer in answers:
        for statement in answer["statements"]:
            if not statement["citations"]:
                statement["text"] = "All of them agree on everything."
    return answers


def inference_as_the_essays(world: World) -> Sequence[Answer]:
    """What the assistant infers is passed off as what the essays say."""
    answers = world.copies()
    for answer in answers:
        for statement in answer["statements"]:
            statement["layer"] = "essays"
    return answers


def padded_with_repeats(world: World) -> Sequence[Answer]:
    """Every answer cites its first quotation once more, under a new number."""
    changed = {}
    for _, answer in answered(world):
        first = answer["citations"][0]
        number = max(c["number"] for c in answer["citations"]) + 1
        answer["citations"].append({**first, "number": number})
        said = f"Once more: “{first['quote']}”"
        answer["statements"].append({"text": said, "layer": "essays", "citations": [number]})
        answer["text"] += f"\n\n{first['voice'] or 'The essay'}. {said} [{number}]"
        changed[answer["id"]] = answer
    return merge(world, changed)


def cut_inside_a_word(world: World) -> Sequence[Answer]:
    """Every quotation loses its first letter, in citation, offsets, statement and text."""

    def change(answer: Answer, citation: dict[str, Any]) -> None:
        requote(answer, citation, citation["quote"][1:])
        citation["start"] += 1

    return each_citation(world, change)


def link_planted(world: World) -> Sequence[Answer]:
    """Every text ends with an image that would tell a stranger what was asked."""
    answers = world.copies()
    for answer in answers:
        answer["text"] += "\n\n![more](//example.org/log?q=all)"
    return answers


_WORDS = ("verbatim_rate", "voice_accuracy", "essay_accuracy")

FAULTS = (
    Fault(markers_removed, "citations_anchored", (*_WORDS, "refusal_recall")),
    Fault(statements_use_nothing, "citations_anchored", (*_WORDS, "quotes_in_text")),
    Fault(numbers_dangle, "references_resolve", (*_WORDS, "nugget_recall_vital")),
    Fault(framing_as_inference, "layers_apart", (*_WORDS, "nugget_recall_vital")),
    Fault(numbers_shared, "references_resolve", _WORDS),
    Fault(everything_cited, "citation_precision", (*_WORDS, "citation_recall")),
    Fault(contexts_dumped, "length_ok", (*_WORDS, "nugget_recall_vital", "refusal_recall")),
    Fault(assistant_cites, "layers_apart", (*_WORDS, "roll_call_accuracy")),
    Fault(statements_replaced, "statements_in_text", (*_WORDS, "nugget_recall_vital")),
    Fault(inference_as_the_essays, "statements_cited", (*_WORDS, "nugget_recall_vital")),
    Fault(padded_with_repeats, "repetition_rate", (*_WORDS, "refusal_recall")),
    Fault(cut_inside_a_word, "quotes_well_cut", (*_WORDS, "quotes_in_text")),
    Fault(link_planted, "text_safe", (*_WORDS, "nugget_recall_vital", "refusal_recall")),
    Fault(slow, "latency_ms", (*_WORDS, "nugget_recall_vital", "refusal_recall")),
)
