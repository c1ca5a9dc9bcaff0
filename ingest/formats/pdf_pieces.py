"""Tells a PDF's headings, list items and quotations by size, weight and how far they stand in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from assistant.words import STOPWORDS
from ingest.formats.english import is_word
from ingest.formats.heading import looks_like_heading
from ingest.formats.pdf_layout import BULLET, Line, Paragraph, body_size, gather_paragraphs
from ingest.source import Piece

_STANDS_IN = 12.0  # points
_LARGER = 1.1  # times the body's size: a heading
_ENDINGS = ("s", "es", "ed", "d", "ing", "ly", "ness")
_LONGEST_HEADING = 24  # words


def pieces_of_lines(lines: Sequence[Line]) -> list[Piece]:
    """The pieces that the lines of a document make up, in reading order."""
    if not lines:
        return []
    body = body_size(lines)
    paragraphs = gather_paragraphs(lines)
    _mark_lists(paragraphs)
    known = Counter(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", " ".join(x.text for x in lines)))
    texts = [_joined(paragraph.lines, known) for paragraph in paragraphs]
    sizes = [
        _heading_size(paragraph.lines[0], text, body)
        for paragraph, text in zip(paragraphs, texts, strict=True)
    ]
    ranks = sorted({size for size in sizes if size is not None}, reverse=True)
    pieces: list[Piece] = []
    for paragraph, text, size in zip(paragraphs, texts, sizes, strict=True):
        if size is not None:
            pieces.append(Piece("heading", text, min(6, ranks.index(size) + 1)))
        elif paragraph.item:
            pieces.append(Piece("item", BULLET.sub("", text), 1))
        elif paragraph.inset >= _STANDS_IN and (len(paragraph.lines) > 1 or _introduced(pieces)):
            pieces.append(Piece("quote", text))
        else:
            pieces.append(Piece("paragraph", text))
    return pieces


def _mark_lists(paragraphs: Sequence[Paragraph]) -> None:
    """Calls short paragraphs items that stand in together without space between them.

    Their bullets may be drawn, not written; the paragraphs of a quotation are longer or apart.
    """
    group: list[Paragraph] = []
    for paragraph in [*paragraphs, None]:
        if paragraph is not None and paragraph.tight and paragraph.inset >= _STANDS_IN:
            group.append(paragraph)
            continue
        if len(group) > 1 and sum(len(p.lines) for p in group) <= 2 * len(group):
            for member in group:
                member.item = True
        group = [] if paragraph is None else [paragraph]


def _heading_size(first: Line, text: str, body: float) -> float | None:
    """The size of a heading, None for a text that is none; bold counts a little more."""
    size = round(first.size, 1) + 0.05 * first.bold
    short = len(text.split()) <= _LONGEST_HEADING and not text.endswith((".", ",", ";", ":"))
    if short and first.size > body * _LARGER:
        return size
    return size if first.bold and looks_like_heading(text) else None


def _introduced(before: Sequence[Piece]) -> bool:
    return bool(before) and (before[-1].kind == "quote" or before[-1].text.endswith(":"))


def _joined(lines: Sequence[Line], known: Counter[str]) -> str:
    """One text of several lines; a word parted at a line's end is whole again."""
    text = lines[0].text
    for line in lines[1:]:
        left = re.search(r"(\w+)[-\u00ad\u2010]$", text)
        right = re.match(r"\w+", line.text)
        if left and right and left[1].isalpha() and right[0].isalpha() and right[0][0].islower():
            soft = text.endswith("\u00ad")
            keeps = not soft and _keeps_hyphen(left[1], right[0], known)
            # Of `pre- and post-war` the first hyphen waits for the second.
            waits = keeps and re.match(r"(?:and|or|to) ", line.text)
            text = (text if keeps else text[:-1]) + (" " if waits else "") + line.text
        elif left and right:
            text += line.text  # a name such as Jean-/Paul, or a 20-/year lease
        elif re.search(r"\S—$", text) or re.match(r"—\S", line.text):
            text += line.text  # a dash set without spaces
        else:
            text = f"{text} {line.text}"
    return text


def _keeps_hyphen(left: str, right: str, known: Counter[str]) -> bool:
    """Whether the hyphen belongs to the word: by the same document, then by common English.

    A wrong hyphen would print words that nobody wrote, and so would a wrong joining: two whole
    words whose joining is none, such as `well` and `known`, are a compound.
    """
    if known[f"{left}-{right}"] or known[left + right]:
        return bool(known[f"{left}-{right}"])
    whole = (left + right).lower()
    if left[-1] == right[0] and left[-1] in "aeiou" and is_word(right):
        return True  # re-elected, co-operate: the hyphen parts what would be read as one sound
    if is_word(whole) or any(is_word(whole.removesuffix(end)) for end in _ENDINGS):
        return False
    if known[left] and known[right] > 1:
        return True
    # Two letters are an ending (dark-en), unless they are a word of grammar (follow-up).
    compound = len(left) > 1 and (len(right) > 2 or right in STOPWORDS)
    return compound and is_word(left.lower()) and is_word(right)
