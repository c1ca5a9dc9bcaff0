"""A verdict with the spans that prove it, before it is put into words."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.checking.result import CheckVerdict
from assistant.checking.verbatim import Span
from assistant.understanding.entities import Name


@dataclass(frozen=True, slots=True)
class Finding:
    """`rows` prove the verdict, best first; `instead` are what the named party does say.

    `spans` are exact words where a quotation was looked up; `reason` says in a phrase what
    decided; `detail` holds the words that did.
    """

    verdict: CheckVerdict
    rows: tuple[int, ...] = ()
    instead: tuple[int, ...] = ()
    spans: tuple[Span, ...] = ()
    reason: str = ""
    detail: str = ""
    party: tuple[Name, ...] = ()  # of several that are named, the one that decided
    half: str = ""  # the part of the claim that nobody bears out, where the rest is borne out
    score: float = 1.0  # how plainly a paraphrase is borne out, 0 to 1; 1 where that is no question
