"""A sentence without whoever says it: names, verbs of speech and framing words are no claim."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.writers.model.parties import Party

_NAME = "\x00"  # stands for a party's name
_ESSAY = rf"(?:the )?{_NAME}(?: essay)?"
_INTRODUCED = re.compile(
    rf",? whom {_ESSAY}[^,:;]*,?|,? (?:as )?(?:quoted|cited)\b[^,:;]*?{_NAME},?"
    rf"|, who quotes {_NAME},?",
    re.I,
)
_SPEECH = (
    r"(?:say|hold|argue|warn|think|note|add|believe|claim|insist|maintain|observe|conclude|concede"
    r"|grant|explain|advise|find|point|write|state|agree|admit|reckon|stress|remark|recall)s?"
    r"(?: out)?"
)
# Framing in front; then a party with its verb of speech: before what is said, in the middle of
# it, behind it, or as whose view it is.
_FRAMES = (
    re.compile(
        rf"^(?:[\w ]{{0,16}}, )?(?:unlike|against|contrary to|in contrast to) {_ESSAY}[^,]*, ", re.I
    ),
    re.compile(
        r"^(?:even so|by contrast|still|likewise|also|in turn|here|yet|but|and|while"
        r"|for [a-z]+ part),? ",
        re.I,
    ),
    re.compile(rf",? ?{_ESSAY},? (?:also |too |even )?{_SPEECH}(?: that\b)?,?", re.I),
    re.compile(rf",? ?{_SPEECH} {_ESSAY},?", re.I),
    re.compile(
        rf",? ?\b(?:according to|in|for|by) (?:the )?{_NAME}(?:['’]s?)?(?: essay(?:['’]s)?)?"
        r"(?: (?:view|eyes|words|account|opinion))?,?",
        re.I,
    ),
)
_LEFT = re.compile(rf"(?:\b(?:the|by|of|in|for) )?{_NAME}(?:['’]s?\b)?(?: essay\b)?")


def bare_claim(text: str, named: Sequence[Party]) -> str:
    """What is claimed, without the names of those who claim it and the verb by which they do."""
    for party in reversed(named):
        text = f"{text[: party.start]}{_NAME}{text[party.end :]}"
    text = _INTRODUCED.sub(" ", text)
    for frame in _FRAMES:
        text = frame.sub(" ", text)
    text = _LEFT.sub(" ", text)
    return " ".join(re.sub(r"\s+([,.;:])", r"\1", text).split()).strip(" ,;:")
