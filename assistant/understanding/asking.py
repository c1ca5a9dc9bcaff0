"""What a question wants to hear: how the essays are divided, who is right, what they report."""

from __future__ import annotations

import re

# Asking how the essays as a whole are divided.
_DIVISION = re.compile(
    r"\b(where (?:(?:do|does) )?(?:(?:the|each|these|your|all|every|of)\b ?)*(?:\w+ )?(?:essays?"
    r"|authors?|writers?|they|everyone|everybody|each|five|texts?|sources?|people)\b[^?.]*"
    r"\b(?:stands?|comes? (?:down|out)|lands?|leans?)\b"
    r"|who (?:is|stands) (?:for|on)\b|who (?:backs|supports|favou?rs|is for"
    r"|sides with)\b[^?]*\bwho\b"
    r"|(?:better|stronger|best|strongest) (?:case|argument)|how (?:do|does|are|is) [^?]*\b(?:split"
    r"|divided?|line up|lined up)"
    r"|who(?:'s| is| are)? (?:for|on) what|odd one out|who(?:['’]?s| is) (?:right|wrong)"
    r"|which side\b|whose side|roll call|the verdict|overall (?:verdict|conclusion|answer)"
    r"|lay out the debate|both sides"
    r"|how many (?:of the )?(?:essays|authors)[^?]*\b(?:for|favou?r|support|back)|who wins"
    r"|who is right|who's right"
    r"|(?:arguing|debating|fighting|disagreeing|quarrell?ing) (?:about|over)"
    r"|what(?:['’]s| is) (?:the|this) (?:whole )?(?:debate|argument|quarrel|fuss|disagreement))\b",
    re.I,
)
# "What do the essays say about …": a matter is named, however little is left of it.
_REPORTS = re.compile(
    r"^\W*what (?:do|does|did) .{0,40}\b(?:say|think|write|mention|make of)\b", re.I
)
# "Do any of them mention …", "is there anything on …": it is open whether they speak of it.
_THEY = r"(?:they|any(?:one|body)?|somebody|someone|either|the|these|those|your|one)\b[^?.,]{0,40}?"
_SAY = (
    r"\b(?:says?|mentions?|advises?|recommends?|suggests?|talks?|discuss|thinks?|writes?|make of"
    r"|brings? up|covers?|treats?|address(?:es)?)\b"
)
_OPEN = re.compile(
    rf"\b(?:do|does|did|would|has|have|can|could) {_THEY}{_SAY}"
    rf"|\bwhich (?:of them|of the|of these|essays?|authors?|writers?)\b[^?.,]{{0,30}}?\b"
    r"(?:recommend|mention|advise|suggest|discuss|address)"
    r"|\b(?:is|are) (?:there )?(?:anything|something) (?:said |written )?(?:on|about)\b"
    r"|\b(?:is|are) [^?.,]{1,40}? (?:mentioned|discussed|covered|addressed)\b",
    re.I,
)
# Asking who of two is right: the asker's own house is divided, or somebody has said something.
_JUDGEMENT = re.compile(
    r"\b(?:which of us|who of (?:us|the two)|(?:he|she|they|(?:my|our|the) \w+) (?:is |are )?right"
    r"|(?:is|are|am|was) (?:he|she|they|i|my \w+) (?:right|wrong)|who(?:['’]?s| is) (?:right|wrong)"
    r"|whose \w+ should|where should (?:i|we) lean|has the better of|settle (?:it|this|our))\b",
    re.I,
)


def asking_sentence(text: str) -> str:
    """The sentence of a question that asks: its last with a question mark, or else its last."""
    parts = [part for part in re.split(r"(?<=[.!?;:])\s+", text.strip()) if part] or [text]
    return ([part for part in parts if "?" in part] or parts)[-1]


def reports(question: str) -> bool:
    """Whether it asks what the essays say about a matter that it names."""
    return bool(_REPORTS.search(question))


def asks_whether_said(question: str) -> bool:
    """Whether it leaves open if the essays speak of its matter at all."""
    return bool(_OPEN.search(question))


def asks_judgement(text: str) -> bool:
    """Whether a text wants to hear who of two is right, or whether somebody is."""
    return bool(_JUDGEMENT.search(text))


def divides(question: str) -> bool:
    """Whether the question asks how the essays as a whole are divided."""
    return bool(_DIVISION.search(question))
