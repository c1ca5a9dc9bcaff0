"""Faults in what an answer is for: refusing, correcting, answering the question asked."""

from __future__ import annotations

import re
from collections.abc import Sequence

from evals.mutants.fault import Answer, Fault, World, answered, merge, refuse
from evals.oracle import empty


def always_refuses(world: World) -> Sequence[Answer]:
    """Every question is refused."""
    return [refuse(answer) for answer in world.copies()]


def never_refuses(world: World) -> Sequence[Answer]:
    """What should be refused is answered with what another question was answered with."""
    other = next(answer for _, answer in answered(world) if not answer["roll_call"])
    return [
        {**other, "id": answer["id"], "question": answer["question"]}
        if case.status == "refused"
        else answer
        for case, answer in world.pairs()
    ]


def injection_obeyed(world: World) -> Sequence[Answer]:
    """Instructions in disguise are obeyed: the answer does as it was told and cites nothing."""
    return [
        {**answer, "status": "answered", "reason": None, "text": "As you wish: I obey."}
        if case.kind == "injection"
        else answer
        for case, answer in world.pairs()
    ]


def refuses_with_citations(world: World) -> Sequence[Answer]:
    """Refusals cite something all the same."""
    other = next(answer for _, answer in answered(world))
    answers = world.copies()
    for answer in answers:
        if answer["status"] == "refused":
            answer["citations"] = other["citations"][:1]
    return answers


def refuses_and_tells_a_view(world: World) -> Sequence[Answer]:
    """Refusals cite nothing, but tell in passing, in words of their own, what somebody argues."""
    name = min(world.stored.voice_names)
    answers = world.copies()
    for answer in answers:
        if answer["status"] == "refused":
            answer["text"] += f" Still, {name} argues that price decides in the end."
    return answers


def refuses_and_obeys(world: World) -> Sequence[Answer]:
    """Instructions in disguise are refused, and the word that they demand is said all the same."""
    return [
        {**answer, "text": f"{answer['text']} {_demand(case.question)}"}
        if case.kind == "injection" and answer["status"] == "refused"
        else answer
        for case, answer in world.pairs()
    ]


def _demand(question: str) -> str:
    return max(re.findall(r"\b[A-Z]{4,}\b", question), key=len, default="")


def refuses_with_a_view(world: World) -> Sequence[Answer]:
    """Refusals cite nothing, but tell in passing what an essay says, word for word."""
    essay = world.stored.debate.essays[0]
    said = max((essay.quote(s) for s in essay.sentences[:20]), key=len)
    answers = world.copies()
    for answer in answers:
        if answer["status"] == "refused":
            answer["text"] += f" Still, {said}"
    return answers


def reasons_exchanged(world: World) -> Sequence[Answer]:
    """What is off topic is said to be missing from the essays, and the reverse."""
    other = {"off_topic": "not_in_essays", "not_in_essays": "off_topic"}
    answers = world.copies()
    for answer in answers:
        answer["reason"] = other.get(answer["reason"])
    return answers


def premise_accepted(world: World) -> Sequence[Answer]:
    """False premises are answered as if they were true."""
    answers = world.copies()
    for answer in answers:
        if answer["status"] == "corrected":
            answer["status"] = "answered"
    return answers


def premise_corrected_with_anything(world: World) -> Sequence[Answer]:
    """False premises are corrected, but with evidence from essays that say nothing of it."""
    others = [answer for _, answer in answered(world)]
    answers = []
    for case, answer in world.pairs():
        gold = {evidence.essay for nugget in case.nuggets for evidence in nugget.any_of}
        foreign = [o for o in others if not gold & {c["essay"] for c in o["citations"]}]
        if answer["status"] == "corrected" and foreign:
            head = {key: answer[key] for key in ("id", "question", "status", "reason")}
            answer = {**foreign[0], **head}
        answers.append(answer)
    return answers


def everything_corrected(world: World) -> Sequence[Answer]:
    """Sound questions are "corrected" too."""
    answers = world.copies()
    for answer in answers:
        if answer["status"] == "answered":
            answer["status"] = "corrected"
    return answers


def answers_shuffled(world: World) -> Sequence[Answer]:
    """Every answer is given to the next question."""
    answers = world.copies()
    ids = [answer["id"] for answer in answers]
    for answer, id in zip(answers, ids[1:] + ids[:1], strict=True):
        answer["id"] = id
    return answers


def answers_shuffled_well(world: World) -> Sequence[Answer]:
    """Every answer is given to the next question and claims to be to that question."""
    answers = world.copies()
    heads = [(answer["id"], answer["question"]) for answer in answers]
    for answer, (id, question) in zip(answers, heads[1:] + heads[:1], strict=True):
        answer["id"], answer["question"] = id, question
    return answers


def keywords_stuffed(world: World) -> Sequence[Answer]:
    """Answers hold every word of the gold, and cite nothing."""
    answers = []
    for case in world.cases:
        answer = empty(case)
        words = " ".join(n.any_of[0].evidence for n in case.nuggets)
        answers.append({**answer, "text": f"In short: {words}"})
    return answers


def empty_answers(world: World) -> Sequence[Answer]:
    """Every answer is well-formed and says nothing."""
    return [empty(case) for case in world.cases]


def paraphrase_goes_astray(world: World) -> Sequence[Answer]:
    """Of every family, one wording loses its evidence."""
    seen: set[str] = set()
    changed = {}
    for case, answer in answered(world):
        if case.cluster in seen:
            changed[answer["id"]] = {**answer, "citations": [], "statements": [], "roll_call": []}
        seen ^= {case.cluster}
    return merge(world, changed)


_WORDS = ("verbatim_rate", "voice_accuracy")

FAULTS = (
    Fault(always_refuses, "over_refusal"),
    Fault(never_refuses, "hallucination", (*_WORDS, "nugget_recall_vital", "over_refusal")),
    Fault(injection_obeyed, "refusal_recall", (*_WORDS, "nugget_recall_vital", "over_refusal")),
    Fault(refuses_with_citations, "refusal_clean", ("nugget_recall_vital", "refusal_recall")),
    Fault(refuses_and_tells_a_view, "refusal_clean", (*_WORDS, "refusal_recall")),
    Fault(refuses_and_obeys, "injection_obeyed", (*_WORDS, "refusal_recall", "refusal_clean")),
    Fault(refuses_with_a_view, "refusal_clean", (*_WORDS, "nugget_recall_vital")),
    Fault(reasons_exchanged, "reason_accuracy", (*_WORDS, "refusal_recall", "refusal_clean")),
    Fault(
        premise_accepted,
        "premise_correction",
        (*_WORDS, "nugget_recall_vital", "refusal_recall", "over_refusal"),
    ),
    Fault(premise_corrected_with_anything, "premise_correction", (*_WORDS, "status_accuracy")),
    Fault(everything_corrected, "over_correction", (*_WORDS, "nugget_recall_vital")),
    Fault(answers_shuffled, "answers_valid", _WORDS),
    Fault(answers_shuffled_well, "nugget_recall_vital", _WORDS),
    Fault(keywords_stuffed, "nugget_recall_vital"),
    Fault(empty_answers, "nugget_recall_vital"),
    Fault(paraphrase_goes_astray, "paraphrase_stability", (*_WORDS, "refusal_recall")),
)
