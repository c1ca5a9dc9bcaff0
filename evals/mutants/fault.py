"""What a planted fault is, and the small tools that planting one takes."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from evals.cases import Case
from evals.stored import Stored

Answer = dict[str, Any]
Plant = Callable[["World"], Sequence[Answer | str]]
SEED = 7


@dataclass(slots=True)
class World:
    """What a fault is planted into: sound answers, their cases, and the corpus.

    `lines` are those of a results file, in the order of the cases, each holding an answer and what
    was noted beside it. Planting works on copies; `dice` always falls the same way. A fault gives
    the lines of the damaged file: objects, or raw text where the line itself is damaged.
    """

    cases: tuple[Case, ...]
    lines: tuple[Answer, ...]
    stored: Stored
    dice: random.Random = field(default_factory=lambda: random.Random(SEED))

    def copies(self) -> list[Answer]:
        """The answers alone."""
        return [copy.deepcopy(line["answer"]) for line in self.lines]

    def copied_lines(self) -> list[Answer]:
        return copy.deepcopy(list(self.lines))

    def pairs(self) -> Iterator[tuple[Case, Answer]]:
        return zip(self.cases, self.copies(), strict=True)


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault, the metric whose business it is, and those that it must leave alone.

    `stays`: metrics that must not move at all, because the fault is none of theirs. `rises` in
    place of a fall is implied by the metric: one that is better when lower must rise.
    """

    plant: Plant
    noticed_by: str
    stays: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return self.plant.__name__

    @property
    def what(self) -> str:
        """Its docstring's first line."""
        return (self.plant.__doc__ or "").strip().split("\n")[0]


def answered(world: World) -> Iterator[tuple[Case, Answer]]:
    """The pairs whose answer cites something; the others, untouched, come from `merge`."""
    return ((case, answer) for case, answer in world.pairs() if answer["citations"])


def merge(world: World, changed: dict[str, Answer]) -> list[Answer]:
    """All answers, those that were changed in the place of their originals."""
    return [changed.get(answer["id"], answer) for answer in world.copies()]


def each_citation(world: World, change: Callable[[Answer, dict[str, Any]], None]) -> list[Answer]:
    """All answers after a change to each of their citations.

    A quotation that is part of another one stays: its words could not be changed alone.
    """
    changed = {}
    for _, answer in answered(world):
        quotes = [citation["quote"] for citation in answer["citations"]]
        for citation in answer["citations"]:
            if sum(citation["quote"] in quote for quote in quotes) == 1:
                change(answer, citation)
        changed[answer["id"]] = answer
    return merge(world, changed)


def rewrite(answer: Answer, old: str, new: str) -> None:
    """The same change of words in the text and in the statements."""
    answer["text"] = answer["text"].replace(old, new)
    for statement in answer["statements"]:
        statement["text"] = statement["text"].replace(old, new)


def requote(answer: Answer, citation: dict[str, Any], quote: str) -> None:
    """Puts another quote in the place of a citation's, wherever the answer shows it."""
    rewrite(answer, citation["quote"], quote)
    citation["quote"] = quote


def drop_citations(answer: Answer, keep: Callable[[dict[str, Any]], bool]) -> None:
    """Drops citations with everything that refers to them: markers, statements, proofs."""
    gone = {c["number"] for c in answer["citations"] if not keep(c)}
    answer["citations"] = [c for c in answer["citations"] if c["number"] not in gone]
    statements = []
    for statement in answer["statements"]:
        had = bool(statement["citations"])
        statement["citations"] = [n for n in statement["citations"] if n not in gone]
        if statement["citations"] or not had:
            statements.append(statement)
    answer["statements"] = statements
    for number in gone:
        answer["text"] = answer["text"].replace(f"[{number}]", "")
    for entry in answer["roll_call"]:
        if entry["citation"] in gone:
            entry["citation"] = None


def refuse(answer: Answer) -> Answer:
    """The answer as a clean refusal."""
    return {
        **answer,
        "status": "refused",
        "reason": "not_in_essays",
        "text": "None of the essays speaks of that.",
        "statements": [],
        "citations": [],
        "roll_call": [],
    }
