"""A sentence without whoever says it: names, verbs of speech and framing words are no claim."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.checking.senses import negations
from assistant.writers.model.parties import Party

_NAME = "\x00"  # stands for a party's name
_ESSAY = rf"(?:the )?{_NAME}(?: essay)?"
# A party that is named to say where another one's words are found: in an aside behind that one
# ("…, whom X quotes with approval, …"), or as the doer of a participle ("quoted by X").
_ASIDE = re.compile(
    rf"(?<={_NAME}), (?!the )[a-z][^,:;{_NAME}]*{_ESSAY}[^,:;{_NAME}]*(?:,|(?=\.?$))"
    rf"|,? (?:as )?\w+ed by {_ESSAY},?"
)
# A party, a verb and "that": whatever the verb, what follows is what the party says.
_REPORTED = re.compile(rf",? ?{_ESSAY},? (?:\w+ly |also |too |even )?\w+ that\b,?", re.I)
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
_LEFT = re.compile(rf"(?:\b(?:the|by|of|in|for) )?{_NAME}(?:['’]s?\b)?(?: essay\b)?", re.I)


def bare_claim(text: str, named: Sequence[Party]) -> str:
    """What is claimed, without the names of those who claim it and the verb by which they do."""
    for party in reversed(named):
        text = f"{text[: party.start]}{_NAME}{text[party.end :]}"
    text = " ".join(_ASIDE.sub(" ", text).split())
    for frame in _FRAMES:
        text = frame.sub(" ", text)
    text = _REPORTED.sub(lambda told: told[0] if negations(told[0]) else " ", text)
    text = _LEFT.sub(" ", text)
    return " ".join(re.sub(r"\s+([,.;:])", r"\1", text).split()).strip(" ,;:")
