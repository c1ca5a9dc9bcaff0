"""Faults in how an answer hangs together: numbers, markers, sides, roll call, length."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from evals.mutants.fault import (
    Answer,
    Fault,
    World,
    answered,
    drop_citations,
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


def one_essay_dropped(world: World) -> Sequence[Answer]:
    """Nothing is cited from one side's essays in questions that set the sides side by side."""
    sides = {essay.slug: essay.position for essay in world.stored.debate.essays}
    first = world.stored.debate.sides[-1].id
    changed = {}
    for _, answer in answered(world):
        drop_citations(answer, lambda c: sides[c["essay"]] != first)
        changed[answer["id"]] = answer
    return merge(world, changed)


def contrarian_dropped(world: World) -> Sequence[Answer]:
    """Nothing is cited from the contrarian's essay."""
    contrarian = world.stored.debate.contrarian
    changed = {}
    for _, answer in answered(world):
        drop_citations(answer, lambda c: contrarian is None or c["essay"] != contrarian.slug)
        changed[answer["id"]] = answer
    return merge(world, changed)


def sides_flipped(world: World) -> Sequence[Answer]:
    """In every roll call the two sides change places."""
    one, other = (side.id for side in world.stored.debate.sides[:2])
    exchange = {one: other, other: one}
    answers = world.copies()
    for answer in answers:
        for entry in answer["roll_call"]:
            entry["position"] = exchange.get(entry["position"], entry["position"])
    return answers


def absent_from_the_roll_call(world: World) -> Sequence[Answer]:
    """The last essay of every roll call is not called."""
    answers = world.copies()
    for answer in answers:
        answer["roll_call"] = answer["roll_call"][:-1]
    return answers


def called_twice(world: World) -> Sequence[Answer]:
    """The first essay of every roll call is called twice, the second time as silent."""
    answers = world.copies()
    for answer in answers:
        if answer["roll_call"]:
            again = {**answer["roll_call"][0], "position": "silent", "citation": None}
            answer["roll_call"].append(again)
    return answers


def proofs_exchanged(world: World) -> Sequence[Answer]:
    """Every essay's position is proved by a citation from another essay."""
    answers = world.copies()
    for answer in answers:
        proofs = [entry["citation"] for entry in answer["roll_call"]]
        for entry, proof in zip(answer["roll_call"], proofs[1:] + proofs[:1], strict=True):
            entry["citation"] = proof
    return answers


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


def filed_under_the_other_side(world: World) -> Sequence[Answer]:
    """Statements filed under one side are filed under the other."""
    one, other = (side.id for side in world.stored.debate.sides[:2])
    exchange = {one: other, other: one}
    answers = world.copies()
    for answer in answers:
        for statement in answer["statements"]:
            statement["side"] = exchange.get(statement.get("side"), statement.get("side"))
    return answers


def called_under_another_name(world: World) -> Sequence[Answer]:
    """The roll call names every essay's author wrong."""
    answers = world.copies()
    for answer in answers:
        for entry in answer["roll_call"]:
            entry["author"] = "Ada Lovelace"
    return answers


_WORDS = ("verbatim_rate", "voice_accuracy", "essay_accuracy")

FAULTS = (
    Fault(markers_removed, "citations_anchored", (*_WORDS, "refusal_recall")),
    Fault(statements_use_nothing, "citations_anchored", (*_WORDS, "quotes_in_text")),
    Fault(numbers_dangle, "references_resolve", (*_WORDS, "nugget_recall_vital")),
    Fault(numbers_shared, "references_resolve", _WORDS),
    Fault(everything_cited, "citation_precision", (*_WORDS, "citation_recall")),
    Fault(contexts_dumped, "length_ok", (*_WORDS, "nugget_recall_vital", "refusal_recall")),
    Fault(one_essay_dropped, "side_coverage", (*_WORDS, "refusal_recall")),
    Fault(contrarian_dropped, "contrarian_coverage", (*_WORDS, "refusal_recall")),
    Fault(
        sides_flipped,
        "roll_call_accuracy",
        (*_WORDS, "nugget_recall_vital", "side_coverage", "roll_call_proof"),
    ),
    Fault(absent_from_the_roll_call, "roll_call_accuracy", (*_WORDS, "nugget_recall_vital")),
    Fault(called_twice, "roll_call_accuracy", (*_WORDS, "nugget_recall_vital")),
    Fault(
        proofs_exchanged,
        "roll_call_proof",
        (*_WORDS, "nugget_recall_vital", "roll_call_accuracy"),
    ),
    Fault(assistant_cites, "layers_apart", (*_WORDS, "roll_call_accuracy")),
    Fault(statements_replaced, "statements_in_text", (*_WORDS, "nugget_recall_vital")),
    Fault(inference_as_the_essays, "statements_cited", (*_WORDS, "nugget_recall_vital")),
    Fault(padded_with_repeats, "repetition_rate", (*_WORDS, "refusal_recall")),
    Fault(cut_inside_a_word, "quotes_well_cut", (*_WORDS, "quotes_in_text")),
    Fault(link_planted, "text_safe", (*_WORDS, "nugget_recall_vital", "refusal_recall")),
    Fault(filed_under_the_other_side, "side_labels", (*_WORDS, "roll_call_accuracy")),
    Fault(called_under_another_name, "source_accuracy", (*_WORDS, "roll_call_accuracy")),
    Fault(slow, "latency_ms", (*_WORDS, "nugget_recall_vital", "refusal_recall")),
)
