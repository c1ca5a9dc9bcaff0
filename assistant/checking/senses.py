"""A text's words with the sign that negation gives each of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from assistant.words import STOPWORDS, fold, stem, word_spans

DENIERS = frozenset("no never none nobody nothing without against".split())  # told by their sign
_BEFORE_NOUN = frozenset("no without neither nor nothing nobody none lack lacks lacking".split())
_BEFORE_VERB = frozenset(
    """
    not never hardly scarcely barely rarely seldom cannot against unable stop stops avoid avoids
    refuse refuses
    fail fails doubts denies
    """.split()
)
_SCANT = frozenset("little few".split())  # "sees little difference", "few leaders can"
_A_LITTLE = frozenset("a an the my our his her its their your as how too these those".split())
# Words after which a negator denies nothing: "not only", "no longer", "without a doubt".
_HARMLESS = frozenset("only merely just simply necessarily until doubt question".split())
_FINITE = frozenset(
    "is are was were will would should must has have had does do did shall may might"
    " can could".split()
)
_BELIEF = frozenset("believe think claim say mean want suppose feel see find consider".split())
_CUTS_NOUN = frozenset("for from of in to with at on by that who which because when if".split())
_CUTS_VERB = frozenset("because when if unless while but yet so".split())
_IF = frozenset("if when whenever unless once without".split())
_TURNS = frozenset("but while whereas although though yet".split())
_REACH = 8  # words that a negation may govern
_CLAUSE = re.compile(r"[.;:!?()—–]|,|\s-\s")
# Small words that carry a direction or a quantity; they are kept where others are dropped.
KEPT = frozenset(
    "more less most least first last before after never always all every none no only both "
    "neither either few many"
    " little above below up down early late like against".split()
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word that matters, its place among all words, and whether a negation governs it."""

    stem: str
    word: str
    at: int
    negated: bool
    conditional: bool = False  # inside an if-clause
    clause: int = 0


_IDIOMS = (
    (re.compile(r"(?i)\bcan(?:['’]t|not) (?:stand|bear)\b"), "dislike"),
    (re.compile(r"(?i)\b(?:go|goes|going|gone|went) up\b"), "rise"),
    (re.compile(r"(?i)\b(?:go|goes|going|gone|went|come|came) down\b"), "fall"),
    (re.compile(r"(?i)\b(?:put|puts|putting) off\b"), "delay"),
    (re.compile(r"(?i)\b(?:give|gives|gave|given|giving) up\b"), "abandon"),
    (re.compile(r"(?i)\bha(?:ve|s|d) (?:got )?to\b"), "need to"),
    (re.compile(r"(?i)\bha(?:ve|s|d) no (?:idea|clue|inkling|notion)\b(?: of)?"), "not understand"),
    (re.compile(r"(?i)\bone-(?:off|time)\b"), "onetime"),
    (re.compile(r"(?i)\bcosts? (?:(?:very|so|too) )?little\b"), "low cost"),
    (re.compile(r"(?i)\bcosts? (?:(?:very|so|too) )?(?:much|a lot|a fortune)\b"), "high cost"),
    (re.compile(r"(?i)\b(?:is|are|be|remains?|stays?) cheap\b"), "low cost"),
    (re.compile(r"(?i)\b(?:is|are|be|remains?|stays?) (?:expensive|costly|dear)\b"), "high cost"),
    (
        re.compile(
            r"(?i)\b(?:set|pit|weigh|measure|play|hold)(?:s|ting|ing|ed)?"
            r" ((?:[\w-]+ ){1,4})against\b"
        ),
        r"compares \1with",
    ),
)
# Denials as hasty people type them: "doesnt".
_HASTY = {word.replace("'", ""): word for word in STOPWORDS if word.endswith("n't")}
_DENIED_IN_HASTE = re.compile(rf"(?i)\b(?:{'|'.join(sorted(_HASTY))})\b")


def plain(text: str) -> str:
    """The text with denials spelt out, and idioms that only look like denials put plainly."""
    text = _DENIED_IN_HASTE.sub(lambda found: _HASTY[found[0].lower()], text)
    for pattern, meaning in _IDIOMS:
        text = pattern.sub(meaning, text)
    return text


@lru_cache(maxsize=8192)
def tokens(text: str) -> tuple[Token, ...]:
    """The words that carry matter or direction, each with its sign."""
    found: list[Token] = []
    scope = _Scope()
    conditional, clause = False, 0
    text = plain(text)
    spans = list(word_spans(text))
    folded = [fold(word).removesuffix("'s") for word, _, _ in spans]
    for at, word in enumerate(folded):
        gap = text[spans[at - 1][2] : spans[at][1]] if at else ""
        if _CLAUSE.search(gap):
            scope.close()
            conditional, clause = False, clause + 1
        if word in _TURNS:
            clause += 1
        if word == "then":
            conditional = False
        conditional = conditional or word in _IF
        scope.pass_over(word)
        kind = _negator(folded, at)
        if kind:
            scope.open(kind, folded[at + 1] if at + 1 < len(folded) else "")
        if (word in STOPWORDS and word not in KEPT) or (kind and word not in KEPT):
            continue
        if scope.is_open:
            scope.filled = True
        found.append(Token(stem(word), word, at, scope.is_open and not kind, conditional, clause))
    return tuple(found)


@lru_cache(maxsize=8192)
def negations(text: str) -> int:
    """How many words of the text deny."""
    folded = [fold(word) for word, _, _ in word_spans(plain(text))]
    return sum(bool(_negator(folded, at)) for at in range(len(folded)))


class _Scope:
    """How far the last negator reaches."""

    def __init__(self) -> None:
        self.kind, self.before = "", ""
        self.left = self.words = 0
        self.belief = self.filled = False

    @property
    def is_open(self) -> bool:
        return self.left > 0

    def open(self, kind: str, following: str) -> None:
        self.kind, self.left, self.words, self.filled = kind, _REACH, 0, False
        self.belief = following in _BELIEF

    def close(self) -> None:
        self.left = 0

    def pass_over(self, word: str) -> None:
        self.left -= 1
        if self.filled and self.kind == "noun" and word in _CUTS_NOUN:
            self.close()
        if self.filled and self.kind == "verb" and word in _CUTS_VERB:
            self.close()
        if (
            (self.words > 1 or self.filled)
            and word in _FINITE
            and self.before != "to"
            and not self.belief
        ):
            self.close()
        self.before, self.words = word, self.words + 1


def _negator(folded: list[str], at: int) -> str:
    """What the word denies, as "noun" or "verb"; "" where it denies nothing."""
    word = folded[at]
    rest = folded[at + 1 : at + 3]
    if any(other in _HARMLESS for other in rest[:1]) or rest == ["a", "doubt"]:
        return ""
    if word in _SCANT and (not at or folded[at - 1] not in _A_LITTLE) and rest[:1] != ["more"]:
        return "noun"
    if (word == "rather" and rest[:1] == ["than"]) or (word == "instead" and rest[:1] == ["of"]):
        return "noun"
    if word in ("stop", "stops") and not any(other.endswith("ing") for other in rest[:1]):
        return ""  # "a lamp stops a thief" tells what it does
    if word in _BEFORE_NOUN:
        return "" if word == "no" and rest[:1] == ["longer"] else "noun"
    return "verb" if word.endswith("n't") or word in _BEFORE_VERB else ""
