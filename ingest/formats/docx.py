"""Word documents: styles and numbering tell headings, lists and quotations apart."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from ingest.formats.unreadable import Unreadable
from ingest.source import LeftOut, Piece

_MOST_ENTRIES = 5_000
_MOST_BYTES = 200 * 1024 * 1024  # of the unpacked document: a bomb is refused before it unpacks
_INDENT = 0.3 * 914_400  # from here on (in English Metric Units) a paragraph stands in
_QUOTE_STYLES = ("quote", "block text", "citation")


def read_docx(content: bytes, left_out: LeftOut | None = None) -> list[Piece]:
    """The pieces of the document's body: no headers, footers, comments or deleted text."""
    import docx

    _refuse_bombs(content)
    document = docx.Document(io.BytesIO(content))
    return list(_pieces(document.element.body, document))


def _refuse_bombs(content: bytes) -> None:
    if content.startswith(b"\xd0\xcf\x11\xe0"):  # Word's older container, also of encrypted files
        raise Unreadable(
            "it is an encrypted or an old Word document", "Save it as .docx without a password."
        )
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = archive.infolist()
    if len(entries) > _MOST_ENTRIES or sum(entry.file_size for entry in entries) > _MOST_BYTES:
        raise Unreadable("it unpacks to too much data", "Save a smaller document.")


def _pieces(parent: Any, document: Any) -> Iterator[Piece]:
    for child in parent:
        tag = str(child.tag).rpartition("}")[2]
        if tag == "p":
            yield _paragraph(child, document)
        elif tag == "tbl":
            for row in child.iter(child.tag.replace("tbl", "tr")):
                cells = [_words(cell).strip() for cell in row if str(cell.tag).endswith("}tc")]
                yield Piece("paragraph", "; ".join(cell for cell in cells if cell))
        elif tag in {"sdt", "sdtContent", "customXml", "ins"}:
            yield from _pieces(child, document)


def _paragraph(element: Any, document: Any) -> Piece:
    from docx.text.paragraph import Paragraph

    paragraph = Paragraph(element, document)
    text = _words(element)
    style = ((paragraph.style.name if paragraph.style is not None else "") or "").lower()
    if style.startswith("heading ") and style[8:9].isdigit():
        return Piece("heading", text, min(6, int(style[8:9])))
    if style == "title":
        return Piece("heading", text, 1)
    numbering = element.xpath("./w:pPr/w:numPr")
    if numbering or style.startswith("list "):
        depth = element.xpath("./w:pPr/w:numPr/w:ilvl/@w:val")
        digits = [c for c in style if c.isdigit()]  # `List Bullet 2`
        level = int(depth[0]) + 1 if depth else int(digits[0]) if digits else 1
        return Piece("item", text, level)
    indent = paragraph.paragraph_format.left_indent or 0
    if any(name in style for name in _QUOTE_STYLES) or indent >= _INDENT:
        return Piece("quote", text)
    return Piece("paragraph", text)


def _words(element: Any) -> str:
    """The text of a paragraph or cell, insertions included; text boxes stand elsewhere."""
    parts: list[str] = []
    for node in element.iter():
        tag = str(node.tag).rpartition("}")[2]
        if tag in {"tab", "br", "cr", "p"}:
            parts.append(" ")
        elif tag == "t" and not node.xpath("ancestor::w:txbxContent"):
            parts.append(node.text or "")
        elif tag == "noBreakHyphen":
            parts.append("-")
    return "".join(parts)
