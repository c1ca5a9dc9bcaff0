"""Faults in what is quoted."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from typing import Any

from evals.mutants.fault import (
    Answer,
    Fault,
    World,
    each_citation,
    requote,
)


def one_word_changed(world: World) -> Sequence[Answer]:
    """One word is exchanged inside every second quotation, in citation, statement and text."""
    turn = itertools.count()

    def change(answer: Answer, citation: dict[str, Any]) -> None:
        if next(turn) % 2:
            return
        words = citation["quote"].split(" ")
        at = world.dice.randrange(len(words))
        words[at] = "absolutely" if words[at] != "absolutely" else "hardly"
        requote(answer, citation, " ".join(words))

    return each_citation(world, change)


def offsets_off_by_one(world: World) -> Sequence[Answer]:
    """Every citation's offsets are one character too far right."""

    def change(_: Answer, citation: dict[str, Any]) -> None:
        citation["start"] += 1
        citation["end"] += 1

    return each_citation(world, change)


def end_cut_short(world: World) -> Sequence[Answer]:
    """Every citation's end lies one character too early, its quote being whole."""

    def change(_: Answer, citation: dict[str, Any]) -> None:
        citation["end"] -= 1

    return each_citation(world, change)


def stitched_from_two_essays(world: World) -> Sequence[Answer]:
    """Every quotation gets a clause of another essay sewn to its end."""
    essays = world.stored.debate.essays

    def change(answer: Answer, citation: dict[str, Any]) -> None:
        other = next(essay for essay in essays if essay.slug != citation["essay"])
        sentence = next(s for s in other.sentences if s.end - s.start > 40)
        requote(answer, citation, f"{citation['quote']} {other.quote(sentence)}")

    return each_citation(world, change)


def ellipsis_in_the_middle(world: World) -> Sequence[Answer]:
    """The middle of every long quotation is replaced by an ellipsis."""

    def change(answer: Answer, citation: dict[str, Any]) -> None:
        words = citation["quote"].split(" ")
        if len(words) >= 6:
            requote(answer, citation, " ".join([*words[:2], "…", *words[-2:]]))

    return each_citation(world, change)


def quoted_at_great_length(world: World) -> Sequence[Answer]:
    """Every quotation grows, verbatim, to more than sixty words of its essay."""

    def change(answer: Answer, citation: dict[str, Any]) -> None:
        text = world.stored.debate.essay(citation["essay"]).text
        start, end = citation["start"], citation["end"]
        while len(text[start:end].split()) <= 60 and (start > 0 or end < len(text)):
            start, end = max(0, start - 50), min(len(text), end + 50)
        requote(answer, citation, text[start:end])
        citation["start"], citation["end"] = start, end

    return each_citation(world, change)


def in_capitals(world: World) -> Sequence[Answer]:
    """Every quotation shouts, in citation, statement and text."""
    return each_citation(world, lambda answer, c: requote(answer, c, c["quote"].upper()))


def broken_off(world: World) -> Sequence[Answer]:
    """Every quotation breaks off after half its words; its offsets are right."""

    def change(answer: Answer, citation: dict[str, Any]) -> None:
        words = list(re.finditer(r"\S+", citation["quote"]))
        if len(words) >= 4:
            requote(answer, citation, citation["quote"][: words[len(words) // 2].end()])
            citation["end"] = citation["start"] + len(citation["quote"])

    return each_citation(world, change)


def neighbour_cited(world: World) -> Sequence[Answer]:
    """Each quotation is replaced by a far sentence of the same voice and essay, verbatim."""

    def change(answer: Answer, citation: dict[str, Any]) -> None:
        essay = world.stored.debate.essay(citation["essay"])
        same = [
            s
            for s in essay.sentences
            if s.voice.name == citation["voice"]
            and s.voice.role == citation["role"]
            and (s.end <= citation["start"] or s.start >= citation["end"])
            and s.end - s.start > 40
            and essay.quote(s) not in answer["text"]
        ]
        if same:
            sentence = world.dice.choice(same)
            requote(answer, citation, essay.quote(sentence))
            citation["start"], citation["end"] = sentence.start, sentence.end
            citation["heading"] = sentence.heading

    return each_citation(world, change)


FAULTS = (
    Fault(
        one_word_changed,
        "verbatim_rate",
        ("voice_accuracy", "roll_call_accuracy", "refusal_recall", "references_resolve"),
    ),
    Fault(
        offsets_off_by_one,
        "verbatim_rate",
        ("quote_found_rate", "nugget_recall_vital", "voice_accuracy", "quotes_in_text"),
    ),
    Fault(
        end_cut_short,
        "verbatim_rate",
        ("quote_found_rate", "nugget_recall_vital", "voice_accuracy", "quotes_in_text"),
    ),
    Fault(stitched_from_two_essays, "quote_found_rate", ("refusal_recall", "over_refusal")),
    Fault(ellipsis_in_the_middle, "quote_found_rate", ("refusal_recall", "roll_call_accuracy")),
    Fault(in_capitals, "quote_found_rate", ("refusal_recall", "roll_call_accuracy")),
    Fault(
        broken_off,
        "quotes_whole",
        ("verbatim_rate", "voice_accuracy", "essay_accuracy", "quotes_in_text"),
    ),
    Fault(quoted_at_great_length, "noise_rate", ("verbatim_rate", "essay_accuracy")),
    Fault(
        neighbour_cited,
        "nugget_recall_vital",
        ("verbatim_rate", "voice_accuracy", "essay_accuracy", "quotes_in_text", "refusal_recall"),
    ),
)
