"""What a question takes for granted: "why does Mark put products first" presumes that he does."""

from __future__ import annotations

import re

_TAKES_FOR_GRANTED = re.compile(
    r"^\W*(?:so |and |but |then |ok(?:ay)?,? )*(?:why|how come|explain|given|since|considering"
    r"|now that|seeing that|because"
    r"|what makes|for what reasons?|on what grounds|what (?:are|is|were) [^?]{0,40}\b(?:reasons?"
    r"|grounds|arguments?) (?:for|to|why)"
    r"|how (?:does|do|can|could|did) [^?]*\b(?:justif\w+|defend\w*|support\w*|explain\w*|square"
    r"|reconcile|arrive|come to|back up)"
    r"|what (?:leads?|drives?|brings?|prompts?) [^?]*\b(?:to|into)\b|isn['’]t it true|is it true)\b"
    r"|\b(?:claim|belief|view|conviction|insistence|idea|argument|assertion|contention"
    r"|point) that\b"
    r"|,\s*(?:right|correct|isn['’]t it|doesn['’]t (?:he|she|it)|don['’]t they|true)\s*\?"
    r"|\b(?:why|how so|what for|how come)(?: (?:is|does|do) (?:that|this|he|she|it"
    r"|they)(?: so)?)?\s*\?\s*$"
    r"|\b(?:on what grounds|for what reasons?)\b"
    r"|\bwhat (?:are|were) (?:his|her|their|its|the) (?:reasons?|grounds|arguments?)\b"
    r"|\b(?:which|what) reasons (?:does|do|did)\b|\bhow (?:do|does) (?:they|he|she|it) justify\b",
    re.I,
)
_ALL = re.compile(
    r"\b(?:all|every|each|both)(?: of)?(?: the| these| those)?(?: (?:two|three|four|five|six|seven"
    r"|\d+))?"
    r"\s*(?:authors?|essays?|writers?|articles?|sources?|texts?|pieces?|voices?|sides?|of them)\b"
    r"|\beverybody\b|\beveryone\b"
    r"|\b(?:the|these) (?:two|three|four|five|six|seven|\d+)? ?(?:authors|essays|writers) (?:all"
    r"|unanimously|agree)\b"
    r"|\bno (?:author|essay|writer)\b|\bnone of the\b",
    re.I,
)
_TAIL = re.compile(
    r"[.,;]\s*(?:what|which|how|why|on what|for what|right|correct|isn['’]t|doesn['’]t"
    r"|is that)\b[^?]*\??\s*$|\?\s*why\??\s*$",
    re.I,
)
_HEAD = re.compile(
    r"^\W*(?:(?:since|given that|given|because|considering that|so|explain(?: to me)?|the (?:claim"
    r"|belief|view|idea) that"
    r"|claim that|convinced that|sure that|say(?:s|ing)? that|think(?:s)? that|believe(?:s)? that"
    r"|claim(?:s)? that"
    r"|is|are|does|do|so|such|why|how come)\b\W*)+",
    re.I,
)


def takes_for_granted(question: str) -> bool:
    """Whether the question asks for the reasons of something rather than whether it is so."""
    return bool(_TAKES_FOR_GRANTED.search(question))


def of_everyone(question: str) -> bool:
    """Whether it speaks of all essays or authors at once."""
    return bool(_ALL.search(question))


_EVERY = re.compile(r"\b(?:every|all|always|any|everything|everybody|each|never|only)\b", re.I)


def claims_all(claim: str) -> bool:
    """Whether a claim admits no exception."""
    return bool(_EVERY.search(claim))


_PREFERS = re.compile(
    r"\b(?:better|best|beats?|superior|inferior|worse|wins?|over|above|first|outranks?|trumps?"
    r"|prefers?"
    r"|favou?rs?|sides? with|rather than|instead of|more important|matters? more|outweighs?)\b",
    re.I,
)


def prefers(claim: str) -> bool:
    """Whether a claim sets one thing above another."""
    return bool(_PREFERS.search(claim))


_STANCE = re.compile(
    r"\b(?:advis|recommend|urg|prais|credit|lov|lik|hat|reject|regret|defend|attack|admir|oppos"
    r"|favou?r|endors)\w*\b",
    re.I,
)


def stance_in(question: str) -> str:
    """The verb by which the question says how somebody stands to the claim, or ""."""
    found = _STANCE.search(question)
    return found.group() if found else ""


def claim_in(focus: str) -> str:
    """The claim that a focus makes, without what the question asks about it."""
    return _HEAD.sub("", _TAIL.sub("", focus)).strip(" .?!,")
