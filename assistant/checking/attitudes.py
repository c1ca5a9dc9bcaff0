"""Statements about how one voice treats another: who quotes whom, to agree or to disagree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.checking.result import Finding
from assistant.checking.speaker import Claim
from assistant.understanding.entities import Name
from assistant.words import content_stems

if TYPE_CHECKING:
    from assistant.checking.checker import Checker


FEW = 2  # words of matter that only say which of the words are meant


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
        told = _rows(heard & written, claim.speakers, checker)
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
    if not heard:
        return None
    wrong = _attitude(claim, heard, (target,), checker)
    if wrong:
        return wrong
    if len(content_stems(claim.body)) <= FEW:
        return Finding("supported", tuple(_rows(heard, (target,), checker)[:2]), reason="attitude")
    return None


def _attitude(
    claim: Claim, slugs: set[str], speakers: tuple[Name, ...], checker: Checker
) -> Finding | None:
    """An attitude that is said to be the opposite of what it is there."""
    if claim.attitude is None:
        return None
    rows = _rows(slugs, speakers, checker)
    actual = {checker.ground.places[row].voice.attitude for row in rows}
    opposite = {"endorses": "rebuts", "rebuts": "endorses"}[claim.attitude]
    if actual == {opposite}:
        return Finding("inverted_stance", tuple(rows[:2]), reason="attitude", detail=opposite)
    if claim.attitude == "rebuts" and actual == {"reports"} and not content_stems(claim.body):
        return Finding("fabricated", tuple(rows[:2]), reason="reports")
    return None


def _rows(slugs: set[str], speakers: tuple[Name, ...], checker: Checker) -> list[int]:
    rows = checker.index.rows
    return [row for row in checker.speakers.rows(speakers) if rows[row].essay.slug in slugs]
