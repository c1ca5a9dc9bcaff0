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
    """The pieces of the document's body as Word prints it.

    Neither headers, footers and comments, nor what was deleted, moved away or hidden.
    """
    import docx

    _refuse_bombs(content)
    document = docx.Document(io.BytesIO(content))
    reader = _Reader(document, left_out or LeftOut())
    return list(reader.pieces(document.element.body))


def _refuse_bombs(content: bytes) -> None:
    if content.startswith(b"\xd0\xcf\x11\xe0"):  # Word's older container, also of encrypted files
        raise Unreadable(
            "it is an encrypted or an old Word document", "Save it as .docx without a password."
        )
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = archive.infolist()
    if len(entries) > _MOST_ENTRIES or sum(entry.file_size for entry in entries) > _MOST_BYTES:
        raise Unreadable("it unpacks to too much data", "Save a smaller document.")


class _Reader:
    """Walks one document's body."""

    def __init__(self, document: Any, left_out: LeftOut) -> None:
        self._document = document
        self._left_out = left_out
        self._hidden_styles = _hidden_styles(document)

    def pieces(self, parent: Any) -> Iterator[Piece]:
        for child in parent:
            tag = _name(child)
            if tag == "p":
                yield self._paragraph(child)
            elif tag == "tbl":
                for row in child.xpath("./w:tr | .//w:sdtContent/w:tr"):
                    cells = [self._words(cell).strip() for cell in row if _name(cell) == "tc"]
                    yield Piece("paragraph", "; ".join(cell for cell in cells if cell))
            elif tag in {"sdt", "sdtContent", "customXml", "ins", "moveTo"}:
                yield from self.pieces(child)
            elif tag == "altChunk":
                self._left_out.add("embedded document")

    def _paragraph(self, element: Any) -> Piece:
        from docx.text.paragraph import Paragraph

        paragraph = Paragraph(element, self._document)
        text = self._words(element)
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

    def _words(self, element: Any) -> str:
        """The text of a paragraph or cell, insertions included."""
        parts: list[str] = []
        self._gather(element, parts, self._hides(element))
        return "".join(parts)

    def _gather(self, element: Any, parts: list[str], hidden: bool) -> None:
        for node in element:
            tag = _name(node)
            if tag in {"del", "moveFrom", "Fallback", "pPr", "rPr", "rt"}:
                continue  # a fallback says what stands beside it once more
            if tag == "txbxContent":
                self._left_out.add("text box", _all_words(node))
            elif tag in {"footnoteReference", "endnoteReference"}:
                self._left_out.add("footnote")
            elif tag in {"tab", "br", "cr", "p"}:
                parts.append(" ")
                self._gather(node, parts, hidden or self._hides(node))
            elif tag == "t":
                if hidden:
                    self._left_out.add("hidden text", node.text or "")
                else:
                    parts.append(node.text or "")
            elif tag == "noBreakHyphen":
                parts.append("-")
            else:
                self._gather(node, parts, self._hides(node) if tag == "r" else hidden)

    def _hides(self, element: Any) -> bool:
        """Whether a run, or a paragraph's style, keeps its text from being printed."""
        tag = _name(element)
        if tag == "r":
            own = element.xpath("./w:rPr/w:vanish")
            if own:
                return _is_on(own[0])
            styles = element.xpath("./w:rPr/w:rStyle/@w:val")
            styles += element.xpath("ancestor::w:p[1]/w:pPr/w:pStyle/@w:val")
            return any(style in self._hidden_styles for style in styles)
        return False


def _hidden_styles(document: Any) -> set[str]:
    """The ids of the styles that hide what is set in them, whether themselves or by inheritance."""
    hidden: set[str] = set()
    based: dict[str, str] = {}
    for style in document.styles.element.xpath("./w:style"):
        name = style.get(style.tag.replace("style", "styleId"))
        own = style.xpath("./w:rPr/w:vanish")
        if own and _is_on(own[0]):
            hidden.add(name)
        elif not own:
            based.update((name, above) for above in style.xpath("./w:basedOn/@w:val"))
    for style in based:
        seen = {style}
        above = based[style]
        while above in based and above not in seen:
            seen.add(above)
            above = based[above]
        if above in hidden:
            hidden.add(style)
    return hidden


def _is_on(element: Any) -> bool:
    value = element.get(element.tag.replace("vanish", "val"))
    return value not in {"0", "false", "off"}


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _all_words(element: Any) -> str:
    return " ".join(node.text or "" for node in element.iter() if _name(node) == "t")
