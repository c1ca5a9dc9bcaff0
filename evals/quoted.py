"""Finds what a text puts between quotation marks; nested ones and apostrophes do not mislead."""

from __future__ import annotations

import re

_OPEN, _CLOSE = "“„«", "”»"


def quoted_spans(text: str) -> list[str]:
    """The outermost quotations of a text, in order, without their marks.

    Double marks only, curly, angled or straight; single ones are apostrophes too often. A straight
    mark opens where no word ends before it and one begins behind it. A quotation ends with its
    paragraph; one that is never closed is none.
    """
    found = []
    for paragraph in re.split(r"\n\s*\n", text):
        found += _in_paragraph(paragraph)
    return found


def _in_paragraph(text: str) -> list[str]:
    found, depth, start = [], 0, 0
    for at, character in enumerate(text):
        if _opens(text, at, character):
            start = start if depth else at + 1
            depth += 1
        elif depth and (character in _CLOSE or character == '"'):
            depth -= 1
            if not depth:
                found.append(text[start:at])
    return found


def _opens(text: str, at: int, character: str) -> bool:
    if character != '"':
        return character in _OPEN
    before, behind = text[at - 1 : at], text[at + 1 : at + 2]
    return (not before or before.isspace() or before in '([{—–-"“') and behind.strip() != ""
