"""Puts together what a PDF draws piece by piece: words on one line, lines in columns."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.formats.pdf_layout import COLUMN, Line

_WIDTH = 0.5  # of a letter, in font sizes; a guess, for PDF files tell where words begin only
_GUTTER = 2.5  # font sizes of white between two columns
_GLYPHS = 0.12  # font sizes of white that part two words
_FEWEST = 8  # lines of a page by which columns are told
_COLUMN_TEXT = 20  # characters: shorter lines in columns are a table


def as_rows(lines: Sequence[Line]) -> list[Line]:
    """One page's lines in reading order; words drawn one by one are lines again."""
    drawn = list(lines)
    if _at_random(drawn):
        drawn = _joined(_from_the_top(drawn))
    elif len(drawn) >= _FEWEST and statistics.median(len(x.text.split()) for x in drawn) <= 1.5:
        drawn = _joined(drawn)
    return _by_column(drawn)


def _at_random(lines: Sequence[Line]) -> bool:
    """Whether what is drawn next stands higher, time and again, and begins no other column."""
    higher = sum(
        after.y > before.y + before.size and after.x < before.x + COLUMN
        for before, after in pairwise(lines)
    )
    return higher > max(1, len(lines) * 0.12)


def _from_the_top(lines: Sequence[Line]) -> list[Line]:
    """Row by row, from left to right."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: -line.y):
        if rows and _same_row(rows[-1][0], line):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [line for row in rows for line in sorted(row, key=lambda line: line.x)]


def _joined(lines: Sequence[Line]) -> list[Line]:
    rows: list[Line] = []
    ends: list[float] = []  # where each row's last word is thought to end
    letters = statistics.median(len(line.text) for line in lines) <= 1
    for line in lines:
        above = rows[-1] if rows else None
        if above is not None and _same_row(above, line) and line.x >= above.x:
            gap = line.x - ends[-1]
            if gap < _GUTTER * line.size:
                apart = not letters or gap > _GLYPHS * line.size
                text = f"{above.text}{' ' if apart else ''}{line.text}"
                rows[-1] = replace(above, text=text, bold=above.bold and line.bold)
                ends[-1] = line.x + _width(line)
                continue
        rows.append(line)
        ends.append(line.x + _width(line))
    return rows


def _same_row(one: Line, other: Line) -> bool:
    return abs(one.y - other.y) < 0.3 * max(one.size, other.size)


def _width(line: Line) -> float:
    narrow = sum(c in "iljtfrI.,;:'’!| " for c in line.text)
    wide = sum(c in "mwMW—%@" or (c.isupper() and c != "I") for c in line.text)
    plain = len(line.text) - narrow - wide
    return line.size * (0.28 * narrow + _WIDTH * plain + 0.75 * wide)


def _by_column(lines: list[Line]) -> list[Line]:
    """Lines drawn across two columns, row by row, one column after the other."""
    if len(lines) < _FEWEST:
        return lines
    across = [
        (left, right)
        for left, right in pairwise(lines)
        if _same_row(left, right) and right.x - left.x > 8 * left.size
    ]
    text = [len(line.text) for pair in across for line in pair]
    if len(across) * 4 < len(lines) or statistics.mean(text) < _COLUMN_TEXT:
        return lines
    split = min(right.x for _, right in across)
    ordered: list[Line] = []
    left: list[Line] = []
    right: list[Line] = []
    for line in lines:
        if line.x >= split - 2:
            right.append(line)
        elif line.x + 0.8 * _width(line) > split:  # across the page: a title between two parts
            ordered += [*left, *right, line]
            left, right = [], []
        else:
            left.append(line)
    return [*ordered, *left, *right]
