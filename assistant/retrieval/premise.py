"""False premises: the question credits a voice with what its own words contradict."""

from __future__ import annotations

import numpy as np

from assistant.domain import CONDITIONAL
from assistant.evidence import Evidence, Excerpt
from assistant.excerpts import apart, within_budget
from assistant.polarity import opposed, shared_stems
from assistant.retrieval.presumed import Presumed
from assistant.retrieval.search import Search
from assistant.scoring import Scored
from assistant.strength import Strength
from assistant.understanding.old_sides import lean
from assistant.understanding.presumption import (
    claim_in,
    claims_all,
    of_everyone,
    prefers,
    takes_for_granted,
)
from assistant.words import content_stems

SAME_MATTER = 0.45  # cosine from which a sentence and the presumed claim speak of one thing
SAID_SO = 0.62  # cosine from which a voice's sentence may itself be the claim
PLAINLY_SO = 0.70  # and from which it is
SHORT = 2  # content words of a claim that a single shared word identifies
WORDS = 90


def correction(search: Search, scored: Scored, strength: Strength) -> Evidence | None:
    """Evidence that contradicts what the question presumes, or None where nothing does."""
    question = search.question
    text = question.standalone
    granted = takes_for_granted(text) or takes_for_granted(question.text)
    if not granted or question.injection or question.unknown:
        return None
    claim = claim_in(question.focus)
    if not claim:
        return None
    presumed = Presumed(search, scored, claim)
    parties = len(question.voices) + len(question.essays)
    if not parties or parties > 1 or of_everyone(text):
        found = _group(presumed, strength) if parties > 1 or of_everyone(text) else ()
    else:
        found = (
            _label(presumed)
            or _rebutted(presumed)
            or _side(presumed, strength)
            or _polarity(presumed)
        )
    if not found:
        return None
    return Evidence(question, found=within_budget(found, most=3, words=WORDS), corrects=True)


def _side(presumed: Presumed, strength: Strength) -> tuple[Excerpt, ...]:
    """The claim leans to a side that the party does not take."""
    leaning = presumed.leaning()
    positions = presumed.positions()
    if not positions or any(p == leaning for _, p in positions):
        return ()
    torn = all(position == CONDITIONAL for _, position in positions)
    sweeping = claims_all(presumed.claim) and presumed.near_the_debate()
    if leaning is None and not (torn and sweeping):
        return ()
    if torn and not sweeping and not prefers(presumed.claim):
        return ()  # an essay that takes no side may well say this of one of them
    own = presumed.own_rows()
    for row in own:
        text = presumed.atlas.index.rows[row].text
        if presumed.cosine[row] >= SAID_SO and not opposed(presumed.claim, text):
            plainly = presumed.cosine[row] >= PLAINLY_SO
            if plainly or lean(text, presumed.atlas.sides) == leaning:
                return ()  # it does say so, here
    essay = positions[0][0]
    found: list[Excerpt] = []
    thesis = strength.thesis(essay)
    spoken = set(presumed.question.voices)
    if thesis and (not spoken or thesis.voice.name in spoken):
        found.append(thesis)
    against = [row for row in own if strength.argues(row, essay.position) > 0]
    best = sorted(
        against,
        key=lambda row: (
            -presumed.fused[row] - 0.5 * strength.argues(row, essay.position),
            row,
        ),
    )
    for row in best[:2]:
        found.append(presumed.search.around(row, reason="contradicts", most_words=40))
    return apart(found)


def _polarity(presumed: Presumed) -> tuple[Excerpt, ...]:
    """The party's nearest sentence says the opposite of the claim."""
    own = presumed.own_rows()
    rows = presumed.atlas.index.rows
    near = sorted(own, key=lambda row: (-presumed.cosine[row], row))[:4]
    near.sort(key=lambda row: -len(shared_stems(presumed.claim, rows[row].text) - presumed.axis))
    for row in near:
        text = presumed.atlas.index.rows[row].text
        shared = shared_stems(presumed.claim, text) - presumed.axis
        short = (
            len(set(content_stems(presumed.claim))) <= SHORT
            and presumed.cosine[row] >= SAME_MATTER + 0.1
        )
        if presumed.cosine[row] < SAME_MATTER or len(shared) < (
            1 if short or presumed.cosine[row] >= SAID_SO else 2
        ):
            continue
        if opposed(presumed.stanced, text):
            return (presumed.search.around(row, reason="contradicts", most_words=45),)
        return ()
    return ()


def _label(presumed: Presumed) -> tuple[Excerpt, ...]:
    """The claim puts an example on the side where the party does not have it."""
    rows = set(presumed.own_rows())
    named = [
        s for s, own in presumed.atlas.sides.own.items() if own & set(content_stems(presumed.claim))
    ]
    if len(named) != 1:
        return ()
    for thing in presumed.question.things:
        told = []
        for row in presumed.atlas.mentions.get(thing, ()):
            found = [
                s for s, own in presumed.atlas.sides.own.items() if own & presumed.atlas.stems[row]
            ]
            text = presumed.atlas.index.rows[row].text
            place = text.find(thing)
            if row in rows and len(found) == 1 and 0 <= place < 40:
                told.append((row, found[0]))
        if told and all(label != named[0] for _, label in told):
            row = min(told, key=lambda pair: (-presumed.fused[pair[0]], pair[0]))[0]
            return (presumed.search.around(row, reason="contradicts", most_words=45),)
    return ()


def _rebutted(presumed: Presumed) -> tuple[Excerpt, ...]:
    """The claim is what the party quotes in order to disagree."""
    essays = [essay for essay, _ in presumed.positions()]
    own = presumed.own_rows()
    if not own:
        return ()
    vectors = presumed.atlas.index.sentence_vectors
    mine = max(presumed.cosine[row] for row in own)
    for essay in essays:
        for row in presumed.atlas.rows_of_essay(essay.slug):
            voice = presumed.atlas.index.rows[row].sentence.voice
            if voice.attitude != "rebuts" or voice.name in presumed.question.voices:
                continue
            near = float(np.dot(vectors[row], presumed.search.asked.focus))
            if near >= 0.5 and near > mine + 0.02:
                return tuple(
                    presumed.search.around(best, reason="contradicts", most_words=40)
                    for best in own[:2]
                )
    return ()


def _group(presumed: Presumed, strength: Strength) -> tuple[Excerpt, ...]:
    """The claim credits several essays with one side, and some of them take another."""
    leaning = lean(presumed.claim, presumed.atlas.sides)
    if leaning is None:
        return ()
    essays = [essay for essay, _ in presumed.positions()] or presumed.search.essays
    if len(essays) < 2:
        return ()
    others = [essay for essay in essays if essay.position != leaning]
    if not others:
        return ()
    plainly = [e for e in others if e.position != CONDITIONAL] or others
    theses = [strength.thesis(essay) for essay in plainly]
    found = [thesis for thesis in theses if thesis]
    for essay in plainly[:1]:
        endorsed = [
            n for n in strength.for_essay(essay) if essay.sentences[n].voice.attitude == "endorses"
        ]
        row = presumed.atlas.index.row_of(essay.slug, endorsed[0]) if endorsed else None
        if row is not None:
            found.append(presumed.search.around(row, reason="contradicts", most_words=40))
    return apart(found)
