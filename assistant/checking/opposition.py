"""The sentence that a party answers for and that says the opposite of a claim, if there is one."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.checking.contrast import Contrast, contrast
from assistant.checking.orders import compare_orders, orders
from assistant.checking.probe import Match, Probe
from assistant.checking.senses import negations, tokens
from assistant.checking.swaps import swapped
from assistant.words import stem, words

SAME_MATTER = 0.48  # score from which an opposite is an opposite of this claim
CLOSE = 0.15  # rows within this of the best are read too
DENIED = 0.65  # share of its words that a denied claim must have in the denial
NEARER = 0.10  # lead by which a party's own sentence outweighs one that seems to oppose
ORDERED = 0.40  # score from which a sentence that turns an order round is read
ALONE = 0.15  # lead by which a sentence is the only one on its matter
HELD = 0.85  # share of a claim that is all hearsay
PART = 0.80  # share of a clause's words from which a sentence speaks of the clause
HEARSAY = "it only reports what others think"
TAKEN_BACK = "it takes it back in the next sentence"
_PARTS = re.compile(
    r"(?i)[,;:]|\s[–—-]\s|\b(?:because|while|whereas|although|though|since|so that|that|which|who"
    r"|and|but|if|when|once|as)\b"
)
_HEARSAY = re.compile(
    r"(?i)^\W*(?:and |but |yes,? )?(?:(?:people|everybody|everyone|somebody|someone|some|many"
    r"|others|critics|enthusiasts|consultants)(?: \w+)? (?:will |would |like to |always |often "
    r"|still )?(?:says?|tells? (?:me|us)|thinks?|claims?|believes?|argues?|warned|assumes?)"
    r"|I (?:keep|kept) hearing"
    r"|I (?:usually |always |often )?(?:begin|began|start|started) by saying"
    r"|I (?:used to|once) (?:think|thought|believed?)"
    r"|(?:we|you) are (?:often |always )?told)\b"
)


# "I was asked whether this worried me. It did not.": a short sentence that takes back the last.
_TAKEN_BACK = re.compile(
    r"(?i)^\W*(?:but |and |yet )?(?:(?:it|that|this|they|he|she|i|we) (?:\w+ )?(?:(?:did|do|does"
    r"|was|were|is|are|has|have|had)(?: not|n['’]t)|(?:was|were|is|are) (?:\w+ )?(?:wrong|mistaken"
    r"|nonsense|false|untrue))|not so|no|nonsense|wrong)\W*$"
)


@dataclass(frozen=True, slots=True)
class Opposed:
    """The sentence, and why it is the opposite."""

    match: Match
    why: Contrast


class Opposition:
    """A claim held against rows, whole and clause by clause."""

    def __init__(self, probe: Probe, *, denied: bool) -> None:
        self.probe = probe
        self.denied = denied
        self.body = probe.body
        self.rows = probe.atlas.index.rows
        self.answered: list[int] = []

    def against(self, row: int) -> Contrast | None:
        """Why that sentence says the opposite of the claim."""
        return contrast(self.body, self.rows[row].text, denied=self.denied)

    def find(self, answered: list[int]) -> Opposed | None:
        """The nearest of these rows that says the opposite."""
        self.answered = answered
        near = self.probe.best(answered, 4)
        return (
            self._ordered(answered)
            or self._swapped(answered)
            or self._whole(near)
            or self._taken_back(near)
            or self._hearsay(near)
            or self._clauses(answered)
        )

    def _ordered(self, answered: list[int]) -> Opposed | None:
        """An order may be turned round in words of its own; the nearest sentence on it decides."""
        ordered = orders(self.body)
        if not ordered:
            return None
        for match in self.probe.best(answered, 16):
            compared = compare_orders(ordered, orders(self.rows[match.row].text))
            if not compared or match.score < ORDERED:
                continue
            why = self.against(match.row)
            return Opposed(match, why) if why and why.kind == "order" else None
        return None

    def _swapped(self, answered: list[int]) -> Opposed | None:
        """Two things each of which is given what belongs to the other."""
        if self.denied:
            return None
        for match in self.probe.best(answered, 6):
            why = swapped(self.body, self.rows[match.row].text, self.probe.atlas)
            if why is not None and match.score >= SAME_MATTER:
                return Opposed(match, why) if why.kind == "swap" else None
        return None

    def _whole(self, near: list[Match]) -> Opposed | None:
        for match in near:
            why = self.against(match.row)
            if why is None or why.kind == "order":
                continue
            if match.score < max(SAME_MATTER, near[0].score - CLOSE):
                continue
            if why.kind == "negation" and self._denied_beside(match.row):
                continue
            if why.kind != "negation" or self._tight(match, near[0]):
                return Opposed(match, why)
        return None

    def _denied_beside(self, row: int) -> bool:
        """Whether the sentence before denies the very word that the claim denies."""
        denied = {t.stem for t in tokens(self.body, denied=self.denied) if t.negated}
        if not denied or not self.probe.ground.joined[row]:
            return False
        return any(t.negated and t.stem in denied for t in tokens(self.rows[row - 1].text))

    def _tight(self, match: Match, best: Match) -> bool:
        """A denial counts only in the nearest sentence, or in one that holds more of the claim."""
        if match.row == best.row and match.coverage >= DENIED and self._alone(match):
            return True
        if not self.probe.holds_heaviest(match.row):
            return False
        if match.row == best.row:
            return match.coverage >= DENIED
        holds_as_much = match.coverage >= max(DENIED, best.coverage)
        return holds_as_much and match.score >= best.score - NEARER / 2

    def _alone(self, match: Match) -> bool:
        """Whether no other sentence of the party comes anywhere near."""
        others = [m for m in self.probe.best(self.answered, 2) if m.row != match.row]
        return not others or match.score >= others[0].score + ALONE

    def _taken_back(self, near: list[Match]) -> Opposed | None:
        """The nearest sentence says so, and the next one takes it back."""
        if not near or self.denied or negations(self.body) % 2 or near[0].coverage < DENIED:
            return None
        row = self.rows[near[0].row]
        behind = row.number + 1
        if behind >= len(row.essay.sentences) or negations(row.text) % 2:
            return None
        said = row.essay.quote(row.essay.sentences[behind])
        if near[0].score < SAME_MATTER or not _TAKEN_BACK.search(said):
            return None
        return Opposed(near[0], Contrast("hearsay", TAKEN_BACK))

    def _hearsay(self, near: list[Match]) -> Opposed | None:
        """What the party only reports others to think, in order to answer them."""
        if not near or self.denied or near[0].score < 0.6:
            return None
        match = near[0]
        held = self.probe.weights @ self.probe.said[:, match.row]
        if held < HELD * self.probe.weights.sum():
            return None
        if _HEARSAY.search(self.rows[match.row].text) and not _HEARSAY.search(self.body):
            return Opposed(match, Contrast("hearsay", HEARSAY))
        return None

    def _clauses(self, answered: list[int]) -> Opposed | None:
        """One clause of several, which a sentence holds nearly word for word but denies."""
        parts = [part for part in _PARTS.split(self.body) if part and part.strip()]
        if len(parts) < 2 or self.denied:  # who denies the whole need not deny each part
            return None
        for part in parts:
            stems = {stem(word) for word in words(part)}
            chosen = [n for n, word in enumerate(self.probe.words) if stem(word) in stems]
            if len(chosen) < 2:
                continue
            weights = self.probe.weights[chosen]
            held = weights @ self.probe.said[chosen] / weights.sum()
            for row in sorted(answered, key=lambda row: (-held[row], row))[:2]:
                if held[row] < PART:
                    break
                text = self.rows[row].text
                if len(chosen) > 2 and _HEARSAY.search(text) and not self.denied:
                    return Opposed(self.probe.match(row), Contrast("hearsay", HEARSAY))
                why = contrast(part, text, denied=self.denied)
                if why and why.kind != "order":
                    return Opposed(self.probe.match(row), why)
        return None
