"""Faults in who is said to speak, and in which essay."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from evals.mutants.fault import Answer, Fault, World, answered, each_citation, merge

OTHER_ATTITUDE = {"own": "reports", "endorses": "rebuts", "rebuts": "endorses", "reports": "own"}


def author_and_quoted_exchanged(world: World) -> Sequence[Answer]:
    """Whom an essay quotes is taken for its author, and the author for the one quoted."""

    def change(_: Answer, citation: dict[str, Any]) -> None:
        essay = world.stored.debate.essay(citation["essay"])
        quoted = [s.voice.name for s in essay.sentences if s.voice.role == "quoted"]
        if citation["role"] == "quoted":
            citation["voice"] = essay.author
        elif quoted:
            citation["voice"] = quoted[0]

    return each_citation(world, change)


def voice_of_another_essay(world: World) -> Sequence[Answer]:
    """Every citation is credited to a voice that speaks only in another essay."""
    by_essay = {
        essay.slug: {s.voice.name for s in essay.sentences if s.voice.name}
        for essay in world.stored.debate.essays
    }
    everyone = sorted(world.stored.voice_names)

    def change(_: Answer, citation: dict[str, Any]) -> None:
        others = [name for name in everyone if name not in by_essay[citation["essay"]]]
        citation["voice"] = world.dice.choice(others)

    return each_citation(world, change)


def voice_dropped(world: World) -> Sequence[Answer]:
    """No citation says any more who speaks."""

    def change(_: Answer, citation: dict[str, Any]) -> None:
        citation["voice"] = None

    return each_citation(world, change)


def voice_half_named(world: World) -> Sequence[Answer]:
    """Voices lose their first names in the citations."""

    def change(_: Answer, citation: dict[str, Any]) -> None:
        citation["voice"] = citation["voice"].split()[-1] if citation["voice"] else None

    return each_citation(world, change)


def role_exchanged(world: World) -> Sequence[Answer]:
    """Author's words have the role of quoted ones and the reverse, the names being right."""

    def change(_: Answer, citation: dict[str, Any]) -> None:
        citation["role"] = "author" if citation["role"] == "quoted" else "quoted"

    return each_citation(world, change)


def attitude_inverted(world: World) -> Sequence[Answer]:
    """What the author endorses is said to be rebutted, and so on."""

    def change(_: Answer, citation: dict[str, Any]) -> None:
        citation["attitude"] = OTHER_ATTITUDE[citation["attitude"]]

    return each_citation(world, change)


def names_gone_from_the_text(world: World) -> Sequence[Answer]:
    """The text says "somebody" wherever it named a voice; the citations are right."""
    parts = {part for name in world.stored.voice_names for part in (name, *name.split())}
    return _renamed(world, {part: "somebody" for part in parts})


def names_exchanged_in_the_text(world: World) -> Sequence[Answer]:
    """The text credits every named voice's words to another voice; the citations are right."""
    names = sorted(world.stored.voice_names)
    exchange = dict(zip(names, names[1:] + names[:1], strict=True))
    parts = {part: new for old, new in exchange.items() for part in (old, *old.split())}
    return _renamed(world, parts)


def _renamed(world: World, names: Mapping[str, str]) -> list[Answer]:
    """Answers whose text says other names, in what it does not quote."""
    longest_first = sorted(names, key=len, reverse=True)
    pattern = re.compile(r"\b(?:" + "|".join(map(re.escape, longest_first)) + r")\b")
    changed = {}
    for _, answer in answered(world):
        quotes = [citation["quote"] for citation in answer["citations"]]
        text = answer["text"]
        for at, quote in enumerate(quotes):
            text = text.replace(quote, f"\x00{at}\x00")
        text = pattern.sub(lambda found: names[found.group()], text)
        for at, quote in enumerate(quotes):
            text = text.replace(f"\x00{at}\x00", quote)
        answer["text"] = text
        changed[answer["id"]] = answer
    return merge(world, changed)


def essays_permuted(world: World) -> Sequence[Answer]:
    """Every citation names the next essay as its source; voice and quote are right."""
    slugs = world.stored.slugs

    def change(_: Answer, citation: dict[str, Any]) -> None:
        citation["essay"] = slugs[(slugs.index(citation["essay"]) + 1) % len(slugs)]

    return each_citation(world, change)


def titles_permuted(world: World) -> Sequence[Answer]:
    """Every citation bears the title and author of the next essay."""
    essays = world.stored.debate.essays
    slugs = world.stored.slugs

    def change(_: Answer, citation: dict[str, Any]) -> None:
        other = essays[(slugs.index(citation["essay"]) + 1) % len(slugs)]
        citation["title"], citation["author"] = other.title, other.author

    return each_citation(world, change)


_NOT_THEIRS = ("verbatim_rate", "evidence_recall", "essay_accuracy", "quotes_in_text")

FAULTS = (
    Fault(author_and_quoted_exchanged, "voice_accuracy", _NOT_THEIRS),
    Fault(voice_of_another_essay, "voice_accuracy", (*_NOT_THEIRS, "refusal_recall")),
    Fault(voice_dropped, "voice_accuracy", _NOT_THEIRS),
    Fault(voice_half_named, "voice_accuracy", _NOT_THEIRS),
    Fault(role_exchanged, "role_accuracy", (*_NOT_THEIRS, "attitude_accuracy")),
    Fault(attitude_inverted, "attitude_accuracy", (*_NOT_THEIRS, "voice_accuracy")),
    Fault(
        names_gone_from_the_text,
        "voice_named_rate",
        (*_NOT_THEIRS, "voice_accuracy", "nugget_recall_vital"),
    ),
    Fault(
        names_exchanged_in_the_text,
        "voice_named_rate",
        (*_NOT_THEIRS, "voice_accuracy", "nugget_recall_vital"),
    ),
    Fault(essays_permuted, "essay_accuracy", ("voice_accuracy", "quotes_in_text")),
    Fault(
        titles_permuted,
        "source_accuracy",
        (*_NOT_THEIRS, "voice_accuracy", "nugget_recall_vital"),
    ),
)
