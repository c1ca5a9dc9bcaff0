"""Questions that want a figure, and texts that give one of that kind."""

from __future__ import annotations

import re

_ASKS = re.compile(
    r"\b(what (?:(?!(?:do|does|did|say|think|about|on|of)\b)[\w'’&]+ ){0,4}?(?:share|rate|revenues?"
    r"|turnover|price|budget|percentage|valuation"
    r"|salary|fee|headcount|margin|roi)\b(?! of (?:change|growth))|how many|how much"
    r"|what percent\w*|how large a share|what (?:share|fraction|proportion|number|figure|amount|sum"
    r"|rate|factor)"
    r"|by (?:how much|what factor|how many)|many percent|per ?cent|percentage|how expensive"
    r"|what price|how often"
    r"|how long|how large|how big|how old|how tall|how far|statistics?|what date|which year"
    r"|what year)\b",
    re.I,
)
_DIGITS = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen"
    r"|sixteen"
    r"|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred"
    r"|thousand|million"
    r"|billion|dozen|twice|double|triple|half|quarter|third|fourth|fifth|sixth|tenth)s?\b",
    re.I,
)
_PERCENT = re.compile(r"%|\bper ?cent|percentage|\bthird|\bhalf|\bquarter", re.I)
_MONEY = re.compile(r"[$€£¥]|\b(?:dollars?|euros?|pounds?|usd|eur|million|billion|grand)\b", re.I)
_ASKS_PERCENT = re.compile(r"\bper ?cent|percentage|\bshare\b|\bfraction|\bproportion", re.I)
_ASKS_MONEY = re.compile(
    r"\b(?:dollars?|euros?|pounds?|how expensive|price|charge|fee|commission|salary"
    r"|how much (?:does|do|did|is|are|was|would|money)"
    r"[^?]*\b(?:cost|charge|pay|earn|spend|price|worth))\b",
    re.I,
)


def asks_figure(question: str) -> bool:
    """Whether the question wants a number."""
    return bool(_ASKS.search(question))


def gives_figure(question: str, text: str) -> bool:
    """Whether a text holds a number of the kind that the question wants."""
    if _ASKS_PERCENT.search(question):
        return bool(_PERCENT.search(text))
    if _ASKS_MONEY.search(question):
        return bool(_MONEY.search(text))
    return bool(_DIGITS.search(text))
