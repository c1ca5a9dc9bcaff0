"""A text's words with the sign that negation gives each of them, and its numbers."""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass
from functools import lru_cache

from assistant.words import STOPWORDS, fold, stem, word_spans

DENIERS = frozenset("no never none nobody nothing without against".split())  # told by their sign
_NEGATORS = frozenset(
    """
    no without neither nor nothing nobody none lack lacks lacking not never hardly scarcely barely
    rarely seldom cannot against unable stop stops avoid avoids skip skips refuse refuses fail fails
    doubts denies
    """.split()
)
_SCANT = frozenset("little few".split())  # "sees little difference", "few leaders can"
_A_LITTLE = frozenset("a an the my our his her its their your as how too these those".split())
# Words after which a negator denies nothing: "not only", "no longer", "without a doubt".
_HARMLESS = frozenset("only merely just simply necessarily until doubt question".split())
_CUTS = frozenset("because when if unless while but yet so".split())
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
_DENYING = {word for word in STOPWORDS if word.endswith("n't")} | {"needn't", "mustn't"}
_HASTY = {word.replace("'", ""): word for word in _DENYING}
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
    governed, filled = 0, False  # words that the last negator still reaches; whether one mattered
    conditional, clause = False, 0
    text = plain(text)
    spans = list(word_spans(text))
    folded = [fold(word).removesuffix("'s") for word, _, _ in spans]
    for at, word in enumerate(folded):
        gap = text[spans[at - 1][2] : spans[at][1]] if at else ""
        if _CLAUSE.search(gap):
            governed, conditional, clause = 0, False, clause + 1
        if word in _TURNS:
            clause += 1
        if word == "then":
            conditional = False
        conditional = conditional or word in _IF
        governed = 0 if filled and word in _CUTS else governed - 1
        denies = _denies(folded, at)
        if denies:
            governed, filled = _REACH, False
        if word not in KEPT and (denies or word in STOPWORDS):
            continue
        filled = filled or governed > 0
        negated = governed > 0 and not denies
        found.append(Token(stem(word), word, at, negated, conditional, clause))
    return tuple(found)


@lru_cache(maxsize=8192)
def negations(text: str) -> int:
    """How many words of the text deny."""
    folded = [fold(word) for word, _, _ in word_spans(plain(text))]
    return sum(_denies(folded, at) for at in range(len(folded)))


def _denies(folded: list[str], at: int) -> bool:
    """Whether the word denies what stands behind it."""
    word = folded[at]
    rest = folded[at + 1 : at + 3]
    if any(other in _HARMLESS for other in rest[:1]) or rest == ["a", "doubt"]:
        return False
    if word in _SCANT and (not at or folded[at - 1] not in _A_LITTLE) and rest[:1] != ["more"]:
        return True
    if (word == "rather" and rest[:1] == ["than"]) or (word == "instead" and rest[:1] == ["of"]):
        return True
    if word in ("stop", "stops") and not any(other.endswith("ing") for other in rest[:1]):
        return False  # "a lamp stops a thief" tells what it does
    if word == "no" and rest[:1] == ["longer"]:
        return False
    return word in _NEGATORS or word.endswith("n't")


_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_OTHER = {
    "hundred": "100",
    "thousand": "1000",
    "million": "1000000",
    "billion": "1000000000",
    "twice": "x2",
    "double": "x2",
    "triple": "x3",
    "half": "1/2",
    "third": "1/3",
    "quarter": "1/4",
    "fifth": "1/5",
    "tenth": "1/10",
    "dozen": "12",
    "percent": "%",
    "cent": "%",
}
_ONE_IN = re.compile(r"(?i)\bone (?:\w+ )?in (?:every )?(\w+)\b")  # "one day in five"
_SHARES = {"1/2": "50", "1/4": "25", "1/5": "20", "1/10": "10"}
_IDLE = frozenset({"0", "1", "2"})  # "one of the two" counts nothing


@lru_cache(maxsize=16384)
def figures(text: str) -> frozenset[str]:
    """Every number of a text, in one spelling; "one" and "two" are left out."""
    found: set[str] = set()
    previous = ""
    for word, _, _ in word_spans(text.replace(",", "")):
        folded = fold(word)
        value = _value(folded, previous)
        if value:
            found.add(value)
        previous = folded
    found |= {"%"} if "%" in text else set()
    return frozenset(found - _IDLE)


def gives(text: str, wanted: Set[str]) -> bool:
    """Whether a text gives these numbers; a fifth is also one in five, or 20 per cent."""
    given = set(figures(text))
    given |= {f"1/{_value(fold(match.group(1)), '')}" for match in _ONE_IN.finditer(text)}
    if "%" in given:
        given |= {part for part, share in _SHARES.items() if share in given}
    return wanted <= given


def _value(word: str, previous: str) -> str:
    if re.fullmatch(r"\d+(?:\.\d+)?", word):
        return word
    if word in _SMALL:
        if previous in _TENS:
            return str((_TENS.index(previous) + 2) * 10 + _SMALL.index(word))
        return str(_SMALL.index(word))
    if word in _TENS:
        return str((_TENS.index(word) + 2) * 10)
    if word == "third" and previous not in ("a", "one", "two"):
        return ""
    if word in ("fifth", "tenth", "quarter") and previous not in (
        "a",
        "one",
        "two",
        "three",
        "every",
    ):
        return ""
    return _OTHER.get(word, "")
