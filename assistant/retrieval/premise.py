"""False premises: the question credits a voice with what its own words contradict."""

from __future__ import annotations

import numpy as np

from assistant.atlas import Atlas
from assistant.clashes import Clashes
from assistant.domain import CONDITIONAL, Essay
from assistant.evidence import Evidence, Excerpt
from assistant.excerpts import within_budget
from assistant.polarity import negated, opposed, shared_stems
from assistant.retrieval.search import Search
from assistant.scoring import Scored
from assistant.strength import Strength
from assistant.understanding.presumption import (
    claim_in,
    claims_all,
    of_everyone,
    prefers,
    stance_in,
    takes_for_granted,
)
from assistant.understanding.sides import lean
from assistant.words import content_stems, stem

SAME_MATTER = 0.45  # cosine from which a sentence and the presumed claim speak of one thing
SAID_SO = 0.62  # cosine from which a voice's sentence may itself be the claim
PLAINLY_SO = 0.70  # and from which it is
SHORT = 2  # content words of a claim that a single shared word identifies
WORDS = 90
ABOUT = 0.25  # cosine with the debate's question or a side from which a claim is about it
MEANT = 0.35  # cosine of a claim and a side from which it may mean that side
MEANT_APART = 0.12  # and by which it must be nearer to it than to any other


def correction(
    search: Search, scored: Scored, strength: Strength, clashes: Clashes
) -> Evidence | None:
    """Evidence that contradicts what the question presumes, or None where nothing does."""
    question = search.question
    text = question.standalone
    granted = takes_for_granted(text) or takes_for_granted(question.text)
    if not granted or question.injection or question.unknown:
        return None
    claim = claim_in(question.focus)
    if not claim:
        return None
    checker = _Checker(search, scored, strength, clashes, claim)
    parties = len(question.voices) + len(question.essays)
    if not parties or parties > 1 or of_everyone(text):
        found = checker.group() if parties > 1 or of_everyone(text) else ()
    else:
        found = checker.label() or checker.rebutted() or checker.side() or checker.polarity()
    if not found:
        return None
    return Evidence(question, found=within_budget(found, most=3, words=WORDS), corrects=True)


class _Checker:
    """The checks of one presumed claim against the words of those it is credited to."""

    def __init__(
        self, search: Search, scored: Scored, strength: Strength, clashes: Clashes, claim: str
    ) -> None:
        self.search = search
        self.atlas = search.atlas
        self.strength = strength
        self.clashes = clashes
        self.claim = claim
        self.stanced = f"{stance_in(search.question.text)} {claim}".strip()
        self.axis = atlas_words(search.atlas)
        self.question = search.question
        self.cosine = dict(zip(scored.rows.tolist(), scored.cosine.tolist(), strict=True))
        self.fused = scored.by_row()

    def _own_rows(self) -> list[int]:
        """Rows of the voices that were asked about, or of the essay's author."""
        rows = self.atlas.index.rows
        asked = set(self.question.voices)
        own = []
        for row in self.cosine:
            voice = rows[row].sentence.voice
            if (asked and voice.name in asked) or (
                not asked and voice.attitude in ("own", "endorses")
            ):
                own.append(row)
        return sorted(own, key=lambda row: (-self.fused[row], row))

    def _positions(self) -> list[tuple[Essay, str]]:
        """The essays that speak for the party asked about, with the side each takes."""
        question, atlas = self.question, self.atlas
        slugs = [*question.essays]
        for voice in question.voices:
            slugs += [e.slug for e in atlas.essays_of_voice(voice)]
            slugs += [
                atlas.index.rows[row].essay.slug
                for row in atlas.rows_of_voice(voice)
                if atlas.index.rows[row].sentence.voice.attitude == "endorses"
            ]
        essays = [atlas.debate.essay(slug) for slug in dict.fromkeys(slugs)]
        return [(essay, essay.position) for essay in essays if essay.position]

    def side(self) -> tuple[Excerpt, ...]:
        """The claim leans to a side that the party does not take."""
        leaning = lean(self.claim, self.atlas.sides) or self._leaning_of_meaning()
        positions = self._positions()
        if not positions or any(p == leaning for _, p in positions):
            return ()
        torn = all(position == CONDITIONAL for _, position in positions)
        sweeping = claims_all(self.claim) and self._near_the_debate()
        if leaning is None and not (torn and sweeping):
            return ()
        if torn and not sweeping and not prefers(self.claim):
            return ()  # an essay that takes no side may well say this of one of them
        own = self._own_rows()
        for row in own:
            text = self.atlas.index.rows[row].text
            if self.cosine[row] >= SAID_SO and not opposed(self.claim, text):
                plainly = self.cosine[row] >= PLAINLY_SO
                if plainly or lean(text, self.atlas.sides) == leaning:
                    return ()  # it does say so, here
        essay = positions[0][0]
        found: list[Excerpt] = []
        thesis = self.strength.thesis(essay)
        spoken = set(self.question.voices)
        if thesis and (not spoken or thesis.voice.name in spoken):
            found.append(thesis)
        against = [row for row in own if self.strength.argues(row, essay.position) > 0]
        best = sorted(
            against,
            key=lambda row: (
                -self.fused[row] - 0.5 * self.strength.argues(row, essay.position),
                row,
            ),
        )
        for row in best[:2]:
            found.append(self.search.around(row, reason="contradicts", most_words=40))
        return _apart(found)

    def _near_the_debate(self) -> bool:
        """Whether the claim is about what the debate is about."""
        vectors = self.atlas.side_vectors
        focus = self.search.asked.focus
        return max(float((vectors.sides @ focus).max()), float(vectors.question @ focus)) >= ABOUT

    def _leaning_of_meaning(self) -> str | None:
        """The side that a claim without any side's word plainly means, as two vectors tell."""
        if any(own & set(content_stems(self.claim)) for own in self.atlas.sides.own.values()):
            return None
        near = self.search.asked.focus @ self.atlas.side_vectors.sides.T
        order = np.argsort(-near)
        if len(order) < 2 or float(near[order[0]]) < MEANT or negated(self.claim):
            return None
        if float(near[order[0]] - near[order[1]]) < MEANT_APART:
            return None
        return self.atlas.debate.sides[int(order[0])].id

    def polarity(self) -> tuple[Excerpt, ...]:
        """The party's nearest sentence says the opposite of the claim."""
        own = self._own_rows()
        rows = self.atlas.index.rows
        near = sorted(own, key=lambda row: (-self.cosine[row], row))[:4]
        near.sort(key=lambda row: -len(shared_stems(self.claim, rows[row].text) - self.axis))
        for row in near:
            text = self.atlas.index.rows[row].text
            shared = shared_stems(self.claim, text) - self.axis
            short = (
                len(set(content_stems(self.claim))) <= SHORT
                and self.cosine[row] >= SAME_MATTER + 0.1
            )
            if self.cosine[row] < SAME_MATTER or len(shared) < (
                1 if short or near_sure(self.cosine[row]) else 2
            ):
                continue
            if opposed(self.stanced, text):
                return (self.search.around(row, reason="contradicts", most_words=45),)
            return ()
        return ()

    def label(self) -> tuple[Excerpt, ...]:
        """The claim puts an example on the side where the party does not have it."""
        rows = set(self._own_rows())
        named = [
            s for s, own in self.atlas.sides.own.items() if own & set(content_stems(self.claim))
        ]
        if len(named) != 1:
            return ()
        for thing in self.question.things:
            told = []
            for row in self.atlas.mentions.get(thing, ()):
                found = [
                    s for s, own in self.atlas.sides.own.items() if own & self.atlas.stems[row]
                ]
                text = self.atlas.index.rows[row].text
                place = text.find(thing)
                if row in rows and len(found) == 1 and 0 <= place < 40:
                    told.append((row, found[0]))
            if told and all(label != named[0] for _, label in told):
                row = min(told, key=lambda pair: (-self.fused[pair[0]], pair[0]))[0]
                return (self.search.around(row, reason="contradicts", most_words=45),)
        return ()

    def rebutted(self) -> tuple[Excerpt, ...]:
        """The claim is what the party quotes in order to disagree."""
        essays = [essay for essay, _ in self._positions()]
        own = self._own_rows()
        if not own:
            return ()
        vectors = self.atlas.index.sentence_vectors
        mine = max(self.cosine[row] for row in own)
        for essay in essays:
            for row in self.atlas.rows_of_essay(essay.slug):
                voice = self.atlas.index.rows[row].sentence.voice
                if voice.attitude != "rebuts" or voice.name in self.question.voices:
                    continue
                near = float(np.dot(vectors[row], self.search.asked.focus))
                if near >= 0.5 and near > mine + 0.02:
                    return tuple(
                        self.search.around(best, reason="contradicts", most_words=40)
                        for best in own[:2]
                    )
        return ()

    def group(self) -> tuple[Excerpt, ...]:
        """The claim credits several essays with one side, and some of them take another."""
        leaning = lean(self.claim, self.atlas.sides)
        if leaning is None:
            return ()
        essays = [essay for essay, _ in self._positions()] or self.search.essays
        if len(essays) < 2:
            return ()
        others = [essay for essay in essays if essay.position != leaning]
        if not others:
            return ()
        plainly = [e for e in others if e.position != CONDITIONAL] or others
        theses = [self.strength.thesis(essay) for essay in plainly]
        found = [thesis for thesis in theses if thesis]
        for essay in plainly[:1]:
            endorsed = [
                n
                for n in self.strength.for_essay(essay)
                if essay.sentences[n].voice.attitude == "endorses"
            ]
            row = self.atlas.index.row_of(essay.slug, endorsed[0]) if endorsed else None
            if row is not None:
                found.append(self.search.around(row, reason="contradicts", most_words=40))
        return _apart(found)


def near_sure(cosine: float) -> bool:
    """Whether two texts are so near that one shared word is enough."""
    return cosine >= SAID_SO


def atlas_words(atlas: Atlas) -> set[str]:
    """The sides' own and shared stems: they stand everywhere and identify nothing."""
    return set(atlas.sides.shared).union(*atlas.sides.own.values()) | {stem("driven")}


def _apart(found: list[Excerpt]) -> tuple[Excerpt, ...]:
    kept: list[Excerpt] = []
    for excerpt in found:
        if not any(excerpt.overlaps(other) for other in kept):
            kept.append(excerpt)
    return tuple(kept)
