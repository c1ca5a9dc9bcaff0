"""Plain text: paragraphs, headings, lists and quotations from how the lines lie on the page.

Two habits exist and are told apart by the line lengths: lines broken by hand at a certain width,
which belong together, and one line to a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.formats.heading import looks_like_heading
from ingest.source import Piece

_LONG_LINE = 120  # nobody breaks lines by hand beyond this width
_BULLET = re.compile(r"^(\s*)(?:[•‣▪◦·●○∙–—*+-]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s+(?=\S)")
_RULE = re.compile(r"^\s*([=\-_*~#])\1{2,}\s*$|^\s*([*\-_]\s){2,}[*\-_]\s*$")
_QUOTED = re.compile(r"^\s{0,3}>\s?")


def read_plain(text: str) -> list[Piece]:
    """The pieces of a plain text; a short line that stands alone above a text is a heading."""
    runs = list(_runs(text))
    pieces: list[Piece] = []
    for number, run in enumerate(runs):
        more = number + 1 < len(runs)
        pieces.extend(_pieces_of(run, pieces, more))
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
    room = width - len(last) > max(len(line.split()[0]) + 1, width * 0.4)
    return room and not line.lstrip()[:1].islower() and not last.endswith((",", ";", "-"))


def _pieces_of(run: list[str], before: list[Piece], more: bool) -> Iterator[Piece]:
    if all(_QUOTED.match(line) for line in run):
        inner = "\n".join(_QUOTED.sub("", line) for line in run)
        for paragraph in re.split(r"\n\s*\n", inner):
            yield Piece("quote", " ".join(paragraph.split("\n")))
        return
    text = " ".join(line.strip() for line in run)
    bullet = _BULLET.match(run[0])
    numbered = bullet is not None and run[0].strip()[0] in "(0123456789abcdefghijklmnopqrstuvwxyz"
    if re.match(r"#{1,6} \S", text):
        level = len(text) - len(text.lstrip("#"))
        yield Piece("heading", text.strip("# "), level)
    elif len(run) == 1 and more and not (bullet and not numbered) and looks_like_heading(text):
        yield Piece("heading", text, 2 if before else 1)
    elif bullet:
        yield Piece("item", text[len(bullet[0].lstrip()) :], 1 + min(5, len(bullet[1]) // 2))
    elif _stands_in(run) and before and _introduces(before[-1]):
        yield Piece("quote", text)
    else:
        yield Piece("paragraph", text)


def _stands_in(run: list[str]) -> bool:
    return all(line.startswith("  ") for line in run)


def _introduces(piece: Piece) -> bool:
    return piece.kind == "quote" or piece.text.endswith((":", "：", ":—", ": —"))
