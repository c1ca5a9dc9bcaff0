"""PDF files: pypdf gives each line with its place and size; what repeats on every page goes."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from ingest.formats.pdf_layout import Line
from ingest.formats.pdf_pieces import pieces_of_lines
from ingest.formats.pdf_rows import as_rows
from ingest.formats.unreadable import Unreadable
from ingest.source import LeftOut, Piece

_MANY = 40  # pieces of a word each: nobody writes so
_MOST_PAGES = 2_000
_NO_TEXT = (
    "it holds no text, only pictures",
    "Run it through text recognition (OCR), or supply the text itself.",
)
_PAGE_NUMBER = re.compile(
    r"^\W*(?:(?:page|seite|p\.)\s*)?(?:\d{1,4}|[ivxl]{1,6})(?:\s*(?:/|of|von|\|)\s*\d{1,4})?\W*$",
    re.IGNORECASE,
)
_PRINTED = re.compile(  # what a browser prints at a page's edge: address, date and time
    r"^(?:(?:file|https?)://\S+|\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4},? \d{1,2}:\d\d.*)$"
    r"|^(?:file|https?)://\S+ \d+/\d+$"
)
_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
)
_BOLD = re.compile("bold|black|heavy", re.IGNORECASE)


def read_pdf(content: bytes, left_out: LeftOut | None = None) -> list[Piece]:
    """The pieces of the document, without running heads, footers and page numbers."""
    import pypdf
    from pypdf.errors import PdfReadError

    reader = pypdf.PdfReader(io.BytesIO(content))
    try:
        opened = not reader.is_encrypted or reader.decrypt("")
    except (PdfReadError, NotImplementedError) as error:  # a cipher that is not to be had
        raise _locked() from error
    if not opened:
        raise _locked()
    if len(reader.pages) > _MOST_PAGES:
        raise Unreadable(f"it has more than {_MOST_PAGES} pages", "Supply the essay's pages only.")
    pages = _without_running_heads(
        [as_rows(_lines(page, n)) for n, page in enumerate(reader.pages)]
    )
    pieces = pieces_of_lines([line for page in pages for line in page])
    if not pieces:
        raise Unreadable(*_NO_TEXT)
    words = [len(piece.text.split()) for piece in pieces]
    if len(words) >= _MANY and sum(words) < 2 * len(words):
        raise Unreadable(
            "its words cannot be put together to lines",
            "Supply the text itself, as Markdown or plain text.",
        )
    if left_out is not None:
        for page in reader.pages:
            for annotation in page.get("/Annots") or ():
                noted = annotation.get_object()
                if noted.get("/Subtype") in {"/Text", "/FreeText", "/Highlight"}:
                    left_out.add("comment", str(noted.get("/Contents") or ""))
    return pieces


def _locked() -> Unreadable:
    return Unreadable("it is encrypted", "Save a copy without a password.")


def _lines(page: Any, number: int) -> list[Line]:
    lines: list[Line] = []
    parts: list[str] = []
    place: list[tuple[float, float, float, bool]] = []

    def visit(text: str, cm: Any, tm: Any, font: Any, size: float) -> None:
        for part in re.split(r"(\n)", text):
            if part == "\n":
                close()
            elif part:
                if part.strip():
                    x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
                    y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
                    scale = abs(tm[3] * cm[3]) or abs(tm[1] * cm[2]) or 1.0
                    name = str((font or {}).get("/BaseFont", ""))
                    if place and abs(y - place[-1][1]) > 0.5 * size * scale:
                        close()  # drawn elsewhere, though no line end was told
                    place.append((x, y, size * scale, bool(_BOLD.search(name))))
                parts.append(part)

    def close() -> None:
        text = "".join(parts).strip().translate(_LIGATURES)
        if text and place:
            x, y, size, bold = place[0]
            lines.append(Line(text, number, x, y, size, bold and all(p[3] for p in place)))
        parts.clear()
        place.clear()

    page.extract_text(visitor_text=visit)
    close()
    return lines


def _without_running_heads(pages: Sequence[list[Line]]) -> list[list[Line]]:
    """The pages without what comes back at their edges, digits aside, and without page numbers."""
    edges = [_edges(page) for page in pages]
    seen = Counter(mask for lines in edges for mask in {_mask(line) for line in lines})
    often = max(2, len(pages) * 0.5)

    def is_furniture(line: Line) -> bool:
        alone = _PAGE_NUMBER.match(line.text) or _PRINTED.match(line.text)
        return bool(alone) or seen[_mask(line)] >= often

    return [
        [line for line in page if line not in lines or not is_furniture(line)]
        for page, lines in zip(pages, edges, strict=True)
    ]


def _edges(page: Sequence[Line]) -> list[Line]:
    """The two uppermost and the two lowest lines."""
    by_height = sorted(page, key=lambda line: line.y)
    return by_height[:2] + by_height[2:][-2:]


def _mask(line: Line) -> tuple[str, int]:
    return re.sub(r"\d+", "#", line.text), round(line.y / 4)
