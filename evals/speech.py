"""How a text quotes, credits and denies: what it puts between quotation marks, and who says it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from evals.folding import fold

_OPEN, _CLOSE = "“„«", "”»"
_TURNS = re.compile(rf'\n\n|[{_OPEN}{_CLOSE}"]')  # where a quotation may begin or end
_SAYS = (
    r"(?:argu|claim|believ|maintain|contend|assert|insist|conced|support|accept|warn|advis|defin|add)"
    r"(?:e|es|ed|s|ing)?|sa(?:y|ys|id|ying)|holds?|held|thinks?|thought|writes?|wrote|puts?"
    r"|stat(?:e|es|ed)"
)
_NOT = r"(?:not|never|n't|n’t|nobody|no one|none|neither|hardly|refuses? to|fails? to)"
_SAYING = re.compile(
    rf"(?P<no>\b{_NOT}\s+(?:\w+\s+){{0,2}}?|n't\s+(?:\w+\s+){{0,1}}?)?\b(?:{_SAYS})\b"
    r"|(?P<reject>\b(?:den(?:y|ies|ied)|rejects?|rejected|disput(?:e|es|ed))\b)",
    re.IGNORECASE,
)
_CREDITS = re.compile(rf"\b(?:{_SAYS}|according to|in the view of)\b", re.IGNORECASE)
_DENIES = re.compile(rf"\b(?:{_NOT}|nothing|without)\b|n't\b", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")


def quoted_spans(text: str) -> Iterator[tuple[int, int]]:
    """The outermost quotations of a text as offsets, their marks left out.

    Double marks only, curly, angled or straight; single ones are apostrophes too often. A straight
    mark opens where no word ends before it and one begins behind it. A quotation ends with its
    paragraph; one that is never closed is none.
    """
    depth, start = 0, 0
    for found in _TURNS.finditer(text):
        at, character = found.start(), found.group()
        if character == "\n\n":
            depth = 0
        elif _opens(text, at, character):
            start = start if depth else at + 1
            depth += 1
        elif depth and (character in _CLOSE or character == '"'):
            depth -= 1
            if not depth:
                yield start, at


def _opens(text: str, at: int, character: str) -> bool:
    if character != '"':
        return character in _OPEN
    before, behind = text[at - 1 : at], text[at + 1 : at + 2]
    return (not before or before.isspace() or before in '([{—–-"“') and behind.strip() != ""


@lru_cache(maxsize=65536)
def denies(statement: str, quote: str = "") -> bool:
    """True where the verb of saying that introduces a quotation, or a gist, is negated.

    "Mark does not argue: “…”" denies; "Mark does not say that; he writes: “…”" does not, and
    neither does a statement in which the quotation stands first.
    """
    told = fold(statement)
    at = told.find(fold(quote)) if quote else -1
    if at == 0:
        return False
    framing = told[:at].rsplit(". ", 1)[-1] if at > 0 else told
    framing = re.sub(r"'[^']{12,}'", " ", framing)
    verbs = list(_SAYING.finditer(framing))
    if not verbs:
        return False
    decisive = verbs[-1] if at > 0 else verbs[0]  # a gist follows its first verb of saying
    return bool(decisive.group("no") or (at > 0 and decisive.group("reject")))


def credited(text: str, names: Iterable[str]) -> Iterator[str]:
    """The sentences that have one of these people say something; questions and denials do not."""
    anybody = name_pattern(part for name in names for part in (name, *name.split()))
    for sentence in _SENTENCE.split(text):
        folded = fold(sentence)
        if folded.endswith("?") or _DENIES.search(folded) or not anybody.search(folded):
            continue
        if _CREDITS.search(folded):
            yield sentence


def name_pattern(parts: Iterable[str]) -> re.Pattern[str]:
    """What finds any of these words or names, folded; words of one or two letters are left out."""
    known = sorted({re.escape(fold(part)) for part in parts if len(part) > 2}) or ["(?!)"]
    return re.compile(rf"\b(?:{'|'.join(known)})\b")
