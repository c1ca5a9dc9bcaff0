"""What a planted fault is, and the small tools that planting one takes."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

from evals.cases import Case
from evals.stored import Debates, Span, Stored

Answer = dict[str, Any]
SEED = 7
STATUS = "refusal_recall over_refusal over_correction"  # what few faults may move


@dataclass(slots=True)
class World:
    """What a fault is planted into: sound answers, their cases, and the debate of all of them.

    `lines` are those of a results file, in the order of the cases. Planting works on copies;
    `dice` falls the same way for every fault.
    """

    cases: tuple[Case, ...]
    lines: tuple[Answer, ...]
    debates: Debates
    dice: random.Random = field(default_factory=lambda: random.Random(SEED))

    @property
    def stored(self) -> Stored:
        return self.debates.of(self.cases[0])

    def copied_lines(self) -> list[Answer]:
        return copy.deepcopy(list(self.lines))


Plant = Callable[[World], Sequence[Answer | str]]


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault; the metrics that must all get worse for it, and those that must not move at all.

    Both are names, parted by spaces. The fault's own name is that of the function that plants it.
    """

    what: str
    plant: Plant
    noticed_by: str
    stays: str = ""

    @property
    def name(self) -> str:
        return self.plant.__name__.strip("_")


def each_case(change: Callable[[World, Case, Answer], Answer | None]) -> Plant:
    """Plants by a change to the answer to each case, in place or by what it returns."""

    @wraps(change)
    def plant(world: World) -> Sequence[Answer]:
        lines = world.copied_lines()
        for case, line in zip(world.cases, lines, strict=True):
            line["answer"] = change(world, case, line["answer"]) or line["answer"]
        return lines

    return plant


def each_citing(change: Callable[[World, Answer], None]) -> Plant:
    """Plants by a change, in place, to each answer that cites something."""

    @wraps(change)
    def plant(world: World, _: Case, answer: Answer) -> None:
        if answer.get("citations"):
            change(world, answer)

    return each_case(plant)


def each_citation(change: Callable[[World, Answer, Answer], None]) -> Plant:
    """Plants by a change, in place, to each citation: the answer, and the citation in it.

    A quotation that is part of another one stays: its words could not be changed alone.
    """

    @wraps(change)
    def plant(world: World, answer: Answer) -> None:
        quotes = [citation["quote"] for citation in answer["citations"]]
        for citation in answer["citations"]:
            if sum(citation["quote"] in quote for quote in quotes) == 1:
                change(world, answer, citation)

    return each_citing(plant)


def rewrite(answer: Answer, change: Callable[[str], str]) -> None:
    """The same change of words in the text and in the statements."""
    answer["text"] = change(answer["text"])
    for statement in answer["statements"]:
        statement["text"] = change(statement["text"])


def requote(answer: Answer, citation: Answer, quote: str) -> None:
    """Puts another quote in the place of a citation's, wherever the answer shows it."""
    rewrite(answer, lambda text: text.replace(citation["quote"], quote))
    citation["quote"] = quote


def add(answer: Answer, text: str, numbers: Sequence[int] = (), **more: Any) -> None:
    """A further statement at the end, in a paragraph of its own, its marks behind it."""
    text += "".join(f" [{number}]" for number in numbers)
    statement = {"text": text, "layer": "essays", "citations": list(numbers), "kind": "gist"}
    answer["statements"].append({**statement, **more})
    answer["text"] += f"\n\n{text}"


def citation_of_span(stored: Stored, span: Span, number: int) -> Answer:
    """A sound citation of a span of one voice."""
    essay, sentence = stored.debate.essay(span.essay), stored.sentences(span)[0]
    return {
        "number": number,
        "essay": essay.slug,
        "title": essay.title,
        "author": essay.author,
        "voice": sentence.voice.name,
        "role": sentence.voice.role,
        "attitude": sentence.voice.attitude,
        "heading": sentence.heading,
        "quote": essay.text[span.start : span.end],
        "start": span.start,
        "end": span.end,
    }


def without(answer: Answer, slug: str) -> None:
    """Drops an essay's citations, and every statement that rests on one."""
    gone = {c["number"] for c in answer["citations"] if c["essay"] == slug}
    lost = [s for s in answer["statements"] if gone & set(s["citations"])]
    for statement in lost:
        answer["text"] = answer["text"].replace(statement["text"], "")
    answer["statements"] = [s for s in answer["statements"] if s not in lost]
    used = {n for s in answer["statements"] for n in s["citations"]}
    answer["citations"] = [c for c in answer["citations"] if c["number"] in used - gone]
    for entry in answer["roll_call"]:
        if entry["citation"] not in used:
            entry["citation"] = None


def refuse(answer: Answer) -> Answer:
    """The answer as a clean refusal."""
    text = "None of the essays speaks of that."
    return {
        **answer,
        "status": "refused",
        "reason": "not_in_essays",
        "text": text,
        "statements": [{"text": text, "layer": "assistant", "citations": [], "kind": "talk"}],
        "citations": [],
        "roll_call": [],
    }
