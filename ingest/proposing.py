"""Proposes a position for an essay whose owner gave none, with the sentences that it rests on.

What the author says or endorses is held against each side's statement, and against the statement
that it depends. Where that is not clear no position is proposed, and the owner is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from assistant.domain import CONDITIONAL, Debate, Essay, Sentence
from ingest.summary import Proposal

if TYPE_CHECKING:
    from numpy.typing import NDArray

Encode = Callable[[Sequence[str]], "NDArray[np.float32]"]

DEPENDS = "Which of them is better depends on your situation."
SHOWN = 3  # sentences that a proposal rests on
SPEAKING = 12  # sentences nearest to the sides, which decide: the rest is about other things
FEWEST = 6  # sentences under which an essay is too short to be judged
# Cosines, measured on the essays in the repository (`tests/data/positions.yaml` and the debates
# beside it) so that no essay reaches a position that is not its own.
CLEAR = 0.039  # how much nearer to one side than to the others the sentences are, in the mean
DEPENDING = 0.36  # nearness to DEPENDS of one sentence
TORN = 0.35  # from which it may depend, so that no side is proposed


def propose_positions(debate: Debate, encode: Encode) -> tuple[Debate, tuple[Proposal, ...]]:
    """The debate with the positions that are clear, and a proposal for each essay without one."""
    proposals = tuple(
        propose(essay, debate, encode)
        for essay in debate.essays
        if essay.position is None and essay.sentences
    )
    by_slug = {proposal.essay: proposal for proposal in proposals if proposal.position}
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
    """The position that the essay's own sentences speak for plainly, or None."""
    own = [sentence for sentence in essay.sentences if _is_own(essay, sentence)]
    if len(own) < FEWEST:
        return Proposal(essay.slug, None, ())
    vectors = encode([essay.quote(sentence) for sentence in own])
    aims = encode([*(side.statement for side in debate.sides), DEPENDS])
    near = np.round(vectors @ aims.T, 4)  # [sentences, sides + 1]
    depends, near = near[:, -1], near[:, :-1]
    if depends.max() >= DEPENDING:
        return _proposal(essay, own, CONDITIONAL, depends)
    nearest = np.argsort(-near.max(axis=1), kind="stable")[:SPEAKING]
    best, second = np.argsort(-near[nearest].mean(axis=0), kind="stable")[:2]
    lead = near[:, best] - near[:, second]
    if lead[nearest].mean() < CLEAR or depends.max() >= TORN:
        return Proposal(essay.slug, None, ())
    return _proposal(essay, own, debate.sides[best].id, near[:, best] + lead)


def _is_own(essay: Essay, sentence: Sentence) -> bool:
    """Whether the author says it, or endorses who does; a question says nothing."""
    voice = sentence.voice
    asks = essay.quote(sentence).rstrip("”\"'’)] ").endswith("?")
    return voice.role != "uncertain" and voice.attitude in ("own", "endorses") and not asks


def _proposal(
    essay: Essay, own: Sequence[Sentence], position: str, strength: NDArray[np.float32]
) -> Proposal:
    """The proposal with the strongest sentences, in the essay's order."""
    strongest = np.argsort(-strength, kind="stable")[:SHOWN].tolist()
    thesis = own[strongest[0]]
    return Proposal(
        essay.slug,
        position,
        tuple(essay.quote(own[number]) for number in sorted(strongest)),
        (thesis.start, thesis.end),
    )
