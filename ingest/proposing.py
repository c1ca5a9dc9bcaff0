"""Proposes a position for an essay whose owner gave none, with the sentences that it rests on.

Three signs are read off each sentence that the author speaks or endorses: which side's statement
its meaning is closer to, which side a comparison or a piece of advice leans to, and whether it
says that the answer depends. A sentence that the author rebuts counts the other way round. It is a
proposal, shown as one: front matter has the last word.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from assistant.domain import CONDITIONAL, Debate, Essay
from assistant.words import content_stems
from ingest.depends import says_it_depends
from ingest.leaning import SideWords, lean, side_words, sides_named
from ingest.summary import Proposal

if TYPE_CHECKING:
    from numpy.typing import NDArray

Encode = Callable[[Sequence[str]], "NDArray[np.float32]"]

SHOWN = 3  # sentences that a proposal rests on
SPEAKING = 8  # sentences that decide for a side: the rest of an essay is not about that
LEANING = 0.15  # what taking a side is worth in a sentence or the title, in units of cosine
CLOSE = 0.3  # how much louder an essay's first and last sentences speak
DEPENDS = 0.9  # "it depends" said once at the close, or anywhere of both sides by name
RELATED = 0.3  # what a side is worth, or costs, whose essay's author is quoted to agree or rebut
CLEAR = 0.25  # a lead this large is not undone by one such sentence

_HEARD = {"own": 1.0, "endorses": 1.0, "reports": 0.0, "rebuts": -0.7}


@dataclass(frozen=True, slots=True)
class _Signs:
    """What an essay's sentences say; all arrays have a row a sentence."""

    weight: NDArray[np.float32]  # how much it counts; negative where the author rebuts it
    sides: NDArray[np.float32]  # [n, sides] how far it speaks for each, against the others
    depends: NDArray[np.float32]  # how plainly it says that it depends


def propose_positions(debate: Debate, encode: Encode) -> tuple[Debate, tuple[Proposal, ...]]:
    """The debate with a position for every essay that has none, and what each rests on."""
    proposals = tuple(
        propose(essay, debate, encode)
        for essay in debate.essays
        if essay.position is None and essay.sentences
    )
    by_slug = {proposal.essay: proposal for proposal in proposals}
    essays = tuple(
        replace(
            essay,
            position=by_slug[essay.slug].position,
            position_is_proposed=True,
            thesis=essay.thesis or by_slug[essay.slug].thesis,
        )
        if essay.slug in by_slug
        else essay
        for essay in debate.essays
    )
    return replace(debate, essays=essays), proposals


def propose(essay: Essay, debate: Debate, encode: Encode) -> Proposal:
    """The position that the essay's own sentences speak for most."""
    signs = _read_signs(essay, debate, encode)
    spoken = signs.sides * signs.weight[:, None]
    loudest = np.argsort(-np.abs(spoken).max(axis=1), kind="stable")[:SPEAKING]
    total = spoken[loudest].sum(axis=0) / max(1e-9, float(np.abs(signs.weight[loudest]).sum()))
    total += _leaning(essay.title, debate, side_words(debate)) + _company(essay, debate)
    best, second = np.argsort(-total, kind="stable")[:2]
    depends = float((signs.depends * (signs.weight > 0)).sum())
    clear = total[best] - total[second] >= CLEAR
    if depends >= (2 * DEPENDS if clear else DEPENDS):
        return _proposal(essay, CONDITIONAL, signs.depends * (signs.weight > 0))
    return _proposal(essay, debate.sides[best].id, spoken[:, best])


def _company(essay: Essay, debate: Debate) -> NDArray[np.float32]:
    """RELATED for a side whose essays it agrees with, less RELATED for those it contradicts.

    Agreement and contradiction are how either treats the other's author where it quotes them.
    """
    votes = np.zeros(len(debate.sides), dtype=np.float32)
    for other in debate.essays:
        attitudes = {_treats(essay, other.author), _treats(other, essay.author)}
        for at, side in enumerate(debate.sides):
            if other.position == side.id and other.slug != essay.slug:
                votes[at] += RELATED * (("endorses" in attitudes) - ("rebuts" in attitudes))
    return votes


def _treats(essay: Essay, author: str | None) -> str | None:
    """How an essay treats somebody whom it quotes; None where it does not, or only reports."""
    heard = {s.voice.attitude for s in essay.sentences if author and s.voice.name == author}
    return next((one for one in ("rebuts", "endorses") if one in heard), None)


def _proposal(essay: Essay, position: str, strength: NDArray[np.float32]) -> Proposal:
    """The proposal with the author's strongest sentences, in the essay's order."""
    strongest = [
        number
        for number in np.argsort(-strength, kind="stable").tolist()
        if strength[number] > 0 and essay.sentences[number].voice.attitude in ("own", "endorses")
    ][:SHOWN]
    thesis = essay.sentences[strongest[0]] if strongest else None
    return Proposal(
        essay.slug,
        position,
        tuple(essay.quote(essay.sentences[number]) for number in sorted(strongest)),
        (thesis.start, thesis.end) if thesis else None,
    )


def _read_signs(essay: Essay, debate: Debate, encode: Encode) -> _Signs:
    words = side_words(debate)
    texts = [essay.quote(sentence) for sentence in essay.sentences]
    statements = encode([side.statement for side in debate.sides])
    closeness = np.clip(encode(texts) @ statements.T, 0, None)
    sides = closeness - closeness.mean(axis=1, keepdims=True)
    sides = sides + np.stack([_leaning(text, debate, words) for text in texts])
    heard = [
        0.0 if sentence.voice.role == "uncertain" else _HEARD[sentence.voice.attitude]
        for sentence in essay.sentences
    ]
    places = np.linspace(0, 1, len(texts))
    loudness = 1 + CLOSE * ((places < 0.1) | (places > 0.85))
    relevance = closeness.max(axis=1) ** 2
    depends = np.array([_dependence(text, words) for text in texts])
    return _Signs(np.array(heard) * relevance, sides * loudness[:, None], depends * loudness)


def _leaning(text: str, debate: Debate, words: SideWords) -> NDArray[np.float32]:
    """LEANING for the side that the text takes, against the others; zeros where it takes none."""
    side = lean(text, words)
    votes = np.array([LEANING * (side == other.id) for other in debate.sides], dtype=np.float32)
    against: NDArray[np.float32] = votes - votes.mean()
    return against


def _dependence(text: str, words: SideWords) -> float:
    """How plainly a sentence says that it depends; more if it does so of both sides by name."""
    if not says_it_depends(text):
        return 0.0
    return 1.0 if len(sides_named(content_stems(text), words)) > 1 else 0.7
