"""Statements about voices among each other: who quotes whom and how, and how many say something."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from assistant.checking.crediting import MENTIONS
from assistant.checking.result import CheckVerdict, Finding
from assistant.checking.senses import plain
from assistant.checking.speaker import EVERYBODY, Claim, as_many
from assistant.domain import CONDITIONAL
from assistant.understanding.entities import Name
from assistant.words import content_stems, words

if TYPE_CHECKING:
    from assistant.checking.checker import Checker

_NEVER = re.compile(r"(?i)\b(?:not|never)\b|\w+n['’]t\b")
_STATED = re.compile(r"(?i)\bthat\b")
_ON_MATTER, _WORDS = 0.4, 0.15  # cosine of a clash on the matter; what sharing all words adds
FEW = 2  # words of matter that may only say which of somebody's words are meant


def check_attitude(claim: Claim, checker: Checker) -> Finding | None:
    """What is wrong with who quotes whom; supported only where nothing else is claimed."""
    if claim.hosts:
        return _hosted(claim, checker)
    if claim.target and claim.attitude:
        return _towards(claim, claim.target, checker)
    return None


def _hosted(claim: Claim, checker: Checker) -> Finding | None:
    parties = checker.speakers
    written = {essay.slug for essay in parties.written(claim.hosts)}
    heard = parties.heard_in(claim.speakers)
    if heard & written:
        wrong = _attitude(claim, heard & written, claim.speakers, checker)
        if wrong or claim.quotations or len(content_stems(claim.body)) > 0:
            return wrong
        told = parties.rows_in(heard & written, claim.speakers)
        return Finding("supported", tuple(told[:2]), reason="attitude")
    if not heard:
        return None
    rows = tuple(parties.rows(claim.speakers)[:1])
    hosts_there = parties.heard_in(claim.hosts) & heard
    return Finding("wrong_voice" if hosts_there else "wrong_essay", rows, reason="host")


def _towards(claim: Claim, target: Name, checker: Checker) -> Finding | None:
    parties = checker.speakers
    written = {essay.slug for essay in parties.written(claim.speakers)}
    heard = parties.heard_in([target]) & written
    matter = {*content_stems(claim.body)}
    if not heard:
        return _apart(claim, target, checker) if matter else None
    wrong = _attitude(claim, heard, (target,), checker)
    if wrong:
        return wrong
    told = parties.rows_in(heard, (target,))
    spoken = {*content_stems(" ".join(checker.ground.places[row].text for row in told))}
    stated = _STATED.search(claim.text)  # "that …" is a claim of its own, "on leadership" is none
    if len(matter) <= FEW and (matter <= spoken or not stated):
        return Finding("supported", tuple(told[:2]), reason="attitude")
    return None


def _apart(claim: Claim, target: Name, checker: Checker) -> Finding:
    """Whether somebody holds, or denies, what one says whom he never quotes.

    Who stand together hold it together, if one of them says it; who stand apart differ on it.
    """
    rebuts = claim.attitude == "rebuts"
    theirs = checker.find(replace(claim, speakers=(target,), target=None, attitude=None))
    if theirs.verdict != "supported":
        return replace(theirs, party=(target,))
    both = replace(claim, speakers=(*claim.speakers, target), target=None, attitude="rebuts")
    if rebuts and (clash := check_difference(both, checker)).verdict == "supported":
        return clash
    denied = claim.denied != rebuts
    own = checker.find(replace(claim, target=None, attitude=None, denied=denied))
    held = [{*checker.speakers.positions(names).values()} for names in (claim.speakers, (target,))]
    alike, apart = held[0] & held[1], held[0].isdisjoint(held[1]) and CONDITIONAL not in held[0]
    if own.verdict == "inverted_stance" or not (apart if rebuts else alike):
        return own if own.verdict == "supported" else replace(own, party=claim.speakers)
    return theirs


def _attitude(
    claim: Claim, slugs: set[str], speakers: tuple[Name, ...], checker: Checker
) -> Finding | None:
    """An attitude that is said to be the opposite of what it is there."""
    if claim.attitude is None:
        return None
    rows = checker.speakers.rows_in(slugs, speakers)
    actual = {checker.ground.places[row].voice.attitude for row in rows}
    opposite = {"endorses": "rebuts", "rebuts": "endorses"}[claim.attitude]
    if actual == {opposite}:
        return Finding("inverted_stance", tuple(rows[:2]), reason="attitude", detail=opposite)
    if claim.attitude == "rebuts" and actual == {"reports"} and not content_stems(claim.body):
        return Finding("fabricated", tuple(rows[:2]), reason="reports")
    return None


def check_mention(claim: Claim, checker: Checker) -> Finding | None:
    """Whether a party speaks of a thing at all, where nothing more is claimed of it.

    What it does not speak of is left to the paraphrase, which tells who does.
    """
    told = (*claim.things, *claim.unknown)
    if not (claim.speakers and told) or claim.quotations:
        return None
    body = plain(claim.body)
    if not _only_names(_NEVER.sub(" ", body), told):
        return None
    denied = claim.denied != bool(_NEVER.search(body))
    own = checker.speakers.rows(claim.speakers)
    rows = [] if claim.unknown else _naming(claim.things, own, checker)
    if rows:
        verdict: CheckVerdict = "inverted_stance" if denied else "supported"
        return Finding(verdict, tuple(rows[:1]), reason="said")
    return Finding("supported", reason="silent") if denied else None


def check_counted(claim: Claim, checker: Checker) -> Finding:
    """Whether as many say so as the statement says; those who do, or do not, are the proof."""
    fact = checker.positions.true(claim)
    if fact is not None:
        rows = checker.theses(replace(claim, speakers=()))
        return Finding("supported" if fact else "inverted_stance", rows, reason="position")
    if claim.unknown:
        gone = claim.quantity == "none"
        return Finding(
            "supported" if gone else "fabricated", reason="name", detail=claim.unknown[0]
        )
    named = _quoting(claim, checker) or _mentioning(claim, checker)
    who = named if named is not None else _saying(claim, checker)
    return _fits(claim, who, checker)


def _quoting(claim: Claim, checker: Checker) -> dict[str, int] | None:
    """Essay to a row in which it quotes somebody; None where more is claimed than that."""
    if EVERYBODY not in claim.hosts or content_stems(claim.body):
        return None
    quoted = [place for place in checker.ground.places if place.voice.role == "quoted"]
    names = {name.key for name in claim.speakers}
    return {place.essay.slug: place.number for place in quoted if place.voice.name in names}


def _mentioning(claim: Claim, checker: Checker) -> dict[str, int] | None:
    """Essay to a row that names the thing; None where more is claimed than a mention."""
    if not MENTIONS.search(claim.rest):
        return None
    if voices := checker.speakers.directory.find(claim.rest).keys("voice"):
        return _of_people(voices, checker) if _only_names(claim.rest, voices) else None
    if not claim.things or not _only_names(claim.body, claim.things):
        return None
    places = checker.ground.places
    found: dict[str, int] = {}
    for row in _naming(claim.things, range(len(places)), checker):
        own = {word.removesuffix("'s") for word in words(places[row].text)}
        if all(checker.ground.names_it(thing, own) for thing in claim.things):
            found.setdefault(places[row].essay.slug, row)  # not only what a reader knows of it
    return found


def _of_people(voices: Sequence[str], checker: Checker) -> dict[str, int]:
    """Essay to a row that is theirs or names them, where somebody else writes of these people."""
    found: dict[str, int] = {}
    for place in checker.ground.places:
        told = {*words(place.text), *words(place.voice.name or "")}
        if place.essay.author not in voices and all(words(v)[-1] in told for v in voices):
            found.setdefault(place.essay.slug, place.number)
    return found


def _only_names(body: str, things: Sequence[str]) -> bool:
    """Whether a claim's body says no more than that these are mentioned."""
    bare = MENTIONS.sub(" ", body)
    for thing in things:
        bare = re.sub(rf"(?i)\b{re.escape(thing)}\b", " ", bare)
    return not content_stems(bare)


def check_difference(claim: Claim, checker: Checker) -> Finding:
    """Whether several differ on a matter: where the debate's reading names that clash of theirs.

    Who stand on one side of the debate are not told apart by a clash between the sides.
    """
    index, debate = checker.index, checker.debate
    wanted = {name.key for name in claim.speakers}
    held = checker.speakers.positions(claim.speakers)
    sided = [place for place in held.values() if place != CONDITIONAL]
    if len(sided) > 1 and len(set(sided)) == 1:
        return Finding("fabricated", reason="unsaid")
    near = np.asarray(index.accord_vectors) @ checker.support.near.read(claim.body)
    stems = {*content_stems(claim.body)}
    found: tuple[float, tuple[int, ...]] = (0.0, ())
    for accord, cosine in zip(debate.accords, near.tolist(), strict=True):
        rows = {}
        for span in accord.spans:
            essay = debate.essay(span[0])
            number = essay.sentences.index(essay.sentence_at(span[1]))
            who = wanted.intersection(debate.who_says(span))
            rows.update({name: index.row_of(essay.slug, number) for name in who})
        shared = len(stems & {*content_stems(f"{accord.on} {accord.says}")})
        score = round(cosine + _WORDS * shared / max(1, len(stems)), 4)
        if rows.keys() >= wanted and score > found[0]:
            found = (score, tuple(rows.values()) if accord.kind == "clash" else ())
    if found[0] >= _ON_MATTER and found[1]:
        return Finding("supported", found[1], reason="clash")
    return Finding("fabricated", reason="unsaid")


def _naming(things: tuple[str, ...], rows: Iterable[int], checker: Checker) -> list[int]:
    """Those of the rows that speak of the things, first those that name them in their own words."""
    places = checker.ground.places
    spoken = checker.ground.speaking_of(things, "", list(rows))
    return sorted(spoken, key=lambda row: not all(thing in places[row].text for thing in things))


def _saying(claim: Claim, checker: Checker) -> dict[str, int]:
    """Essay to the row of it, of whichever voice, that says so, in the very words if quoted."""
    if claim.quotations:
        spans = [span for words in claim.quotations for span in checker.verbatim.find(words)]
        index = checker.index
        return {s.essay.slug: index.row_of(s.essay.slug, s.sentences[0]) for s in spans}
    weighing = checker.weigh(claim)
    found = {}
    for essay in checker.debate.essays:
        rows = checker.speakers.by_essay.get(essay.slug, [])
        held = weighing.said_by(checker.ground.speaking_of(claim.things, claim.body, rows))
        if held is not None and held.says_so and not weighing.against(held):
            found[essay.slug] = held.row
    return found


def _fits(claim: Claim, who: dict[str, int], checker: Checker) -> Finding:
    every = len(checker.debate.essays)
    count = len(who)
    if claim.quantity == "only":
        meant = {essay.slug for essay in checker.speakers.written(claim.speakers)}
        meant |= checker.speakers.heard_in(claim.speakers)
        if not meant & set(who):
            finding = checker.find(replace(claim, quantity=""))
            return finding
        others = [row for slug, row in who.items() if slug not in meant]
        if others:
            return Finding("inverted_stance", tuple(others), reason="others")
        return Finding("supported", tuple(who.values()), reason="said")
    rows = tuple(who.values())
    if claim.quantity == "none":
        return Finding("inverted_stance" if who else "supported", rows, reason="others")
    wanted = {"all": every, "most": every // 2 + 1, "some": 1}.get(claim.quantity)
    enough = count >= wanted if wanted is not None else as_many(count, claim.quantity)
    if enough:
        return Finding("supported", rows, reason="said")
    return Finding("fabricated", instead=rows, reason="count", detail=str(count))
