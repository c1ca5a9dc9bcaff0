"""What an ingest did, for whoever started it: counts, and what it was unsure of."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from assistant.domain import Debate
from ingest.voice_doubts import UncertainVoice, UnheardVoice

Progress = Callable[[str, int, int], None]  # what is being counted, how many are done, of how many


@dataclass(frozen=True, slots=True)
class Proposal:
    """A position that ingest proposes for an essay, and the sentences that it rests on."""

    essay: str
    position: str | None  # None: not clear, so its owner is asked
    sentences: tuple[str, ...]
    thesis: tuple[int, int] | None = None  # offsets of the sentence that states it best


def unpack_proposal(packed: dict[str, Any]) -> Proposal:
    """The proposal that `dataclasses.asdict` and JSON made of one."""
    thesis = packed["thesis"]
    return Proposal(
        packed["essay"],
        packed["position"],
        tuple(packed["sentences"]),
        (thesis[0], thesis[1]) if thesis else None,
    )


@dataclass(frozen=True, slots=True)
class Summary:
    """One ingest in figures."""

    essays: int
    voices: int
    sentences: int
    seconds: float
    up_to_date: bool  # nothing had changed: the index was left as it is
    analysed: int  # essays read anew; the others were taken from the index before
    encoded: int  # texts that the model had to encode; all others came from the vector cache
    reused: int
    uncertain: tuple[UncertainVoice, ...] = ()
    unheard: tuple[UnheardVoice, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()  # an essay's slug, or a file's name, and a note
    warnings: tuple[str, ...] = ()


def same_texts(debate: Debate) -> Iterator[str]:
    """A warning for each essay that says word for word what an earlier one says."""
    first: dict[str, str] = {}
    for essay in debate.essays:
        words = " ".join(re.findall(r"\w+", essay.text.casefold()))
        earlier = first.setdefault(words, essay.slug)
        if earlier != essay.slug:
            yield (
                f"the essays {earlier} and {essay.slug} have the same text, and count twice. "
                "Remove one of them."
            )


def voice_count(debate: Debate) -> int:
    """How many voices can be told apart; the author of each unsigned essay is one of them."""
    return len(
        {
            (sentence.voice.name or essay.slug, sentence.voice.name is None)
            for essay in debate.essays
            for sentence in essay.sentences
            if sentence.voice.role != "uncertain"
        }
    )
