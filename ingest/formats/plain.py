"""Plain text: paragraphs, headings, lists and quotations from how the lines lie on the page.

Two habits exist and are told apart by the line lengths: lines broken by hand at a certain width,
which belong together, and one line to a paragraph.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from ingest.formats.heading import looks_like_heading
from ingest.source import LeftOut, Piece

_LONG_LINE = 120  # nobody breaks lines by hand beyond this width
_BULLET = re.compile(r"^(\s*)(?:[•‣▪◦·●○∙–—*+-]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s+(?=\S)")
_RULE = re.compile(r"^\s*([=\-_*~#])\1{2,}\s*$|^\s*([*\-_]\s){2,}[*\-_]\s*$")
_BYLINE = re.compile(r"^(?:[Ww]ritten )?[Bb]y:? [A-Z]")
_QUOTED = re.compile(r"^\s{0,3}>\s?")


def read_plain(text: str, left_out: LeftOut | None = None) -> list[Piece]:
    """The pieces of a plain text; a short line that stands alone above a text is a heading."""
    runs = list(_runs(text))
    depths = sorted({len(match[1]) for run in runs if (match := _BULLET.match(run[0]))})
    pieces: list[Piece] = []
    for run, following in itertools.zip_longest(runs, runs[1:]):
        pieces.extend(_pieces_of(run, following, pieces, depths))
    while pieces and pieces[-1].kind == "heading":  # nothing follows: it heads nothing
        pieces[-1] = Piece("paragraph", pieces[-1].text)
    return pieces


def _runs(text: str) -> Iterator[list[str]]:
    """Lines that belong together."""
    lines = [line.expandtabs(4).rstrip() for line in text.split("\n")]
    long = sum(len(line) for line in lines if len(line) > _LONG_LINE)
    wrapped = long * 2 < sum(map(len, lines))
    width = max((len(line) for line in lines if len(line) <= _LONG_LINE), default=0)
    run: list[str] = []
    for line in lines:
        rule = _RULE.match(line)
        if run and (not line.strip() or rule or not wrapped or _begins_anew(run, line, width)):
            yield run
            run = []
        if line.strip() and not rule:
            run.append(line)
    if run:
        yield run


def _begins_anew(run: list[str], line: str, width: int) -> bool:
    """Whether a line starts a paragraph of its own although no blank line says so."""
    last = run[-1]
    if _QUOTED.match(line) or _QUOTED.match(last):
        return bool(_QUOTED.match(line)) != bool(_QUOTED.match(last))
    if _BULLET.match(line):
        return bool(_BULLET.match(run[0])) or last.endswith(":")
    if len(run) == 1 and _BYLINE.match(line) and looks_like_heading(last):
        return True
    room = width - len(last) > max(len(line.split()[0]) + 1, width * 0.4)
    return room and not line.lstrip()[:1].islower() and not last.endswith((",", ";", "-"))


def _pieces_of(
    run: list[str], following: list[str] | None, before: list[Piece], depths: list[int]
) -> Iterator[Piece]:
    if all(_QUOTED.match(line) for line in run):
        inner = "\n".join(_QUOTED.sub("", line) for line in run)
        for paragraph in re.split(r"\n\s*\n", inner):
            yield Piece("quote", " ".join(paragraph.split("\n")))
        return
    text = " ".join(line.strip() for line in run)
    bullet = _BULLET.match(run[0])
    if marks := re.match(r"(#{1,6}) (?=\S)", text):
        yield Piece("heading", text.strip("# "), len(marks[1]))
    elif len(run) == 1 and following and _is_heading(text, bullet, following, before):
        yield Piece("heading", text, 2 if before else 1)
    elif bullet:
        level = min(6, 1 + depths.index(len(bullet[1])))
        yield Piece("item", run[0][bullet.end() :] + text[len(run[0].strip()) :], level)
    elif _stands_in(run) and before and _introduces(before[-1]):
        yield Piece("quote", text)
    else:
        yield Piece("paragraph", text)


def _is_heading(
    text: str, bullet: re.Match[str] | None, following: list[str], before: list[Piece]
) -> bool:
    """A numbered line heads a section unless it stands in a row of such lines."""
    if bullet is not None:
        numbered = any(c.isalnum() for c in bullet[0])
        in_a_row = _BULLET.match(following[0]) or (before and before[-1].kind == "item")
        if not numbered or in_a_row:
            return False
    return looks_like_heading(text)


def _stands_in(run: list[str]) -> bool:
    return all(line.startswith("  ") for line in run)


def _introduces(piece: Piece) -> bool:
    return piece.kind == "quote" or piece.text.endswith((":", "：", ":—", ": —"))
