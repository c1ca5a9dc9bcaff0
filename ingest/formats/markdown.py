"""Markdown, parsed by markdown-it: marks, links, images and inline HTML leave plain text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

from assistant.domain import BlockKind
from ingest.formats.html_text import SILENT, words_of_html
from ingest.formats.markdown_dialects import plain_markdown
from ingest.source import LeftOut, Piece

_QUOTING = re.compile(r"<blockquote\b.*</blockquote>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<\s*(/?)\s*([a-zA-Z][\w-]*)")


def read_markdown(text: str, left_out: LeftOut | None = None) -> list[Piece]:
    """The pieces of a Markdown text (without its front matter)."""
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    left_out = left_out or LeftOut()
    tokens = parser.parse(plain_markdown(text, left_out))
    return [piece for piece in _pieces(tokens, left_out) if piece.text]


def _pieces(tokens: Iterable[Token], left_out: LeftOut) -> Iterator[Piece]:
    quotes = items = heading = 0
    cells: list[str] | None = None
    for token in tokens:
        match token.type:
            case "blockquote_open" | "blockquote_close":
                quotes += token.nesting
            case "list_item_open" | "list_item_close":
                items += token.nesting
            case "heading_open":
                heading = int(token.tag[1])
            case "heading_close":
                heading = 0
            case "tr_open":
                cells = []
            case "tr_close":
                row = "; ".join(cell for cell in cells or [] if cell)
                yield _piece(row, quotes, items, heading)
                cells = None
            case "inline":
                plain = _plain(token.children or [])
                if cells is None:
                    yield _piece(plain, quotes, items, heading)
                else:
                    cells.append(plain.strip())
            case "fence" | "code_block":
                yield _piece(token.content, quotes, items, heading)
            case "html_block":
                if _QUOTING.search(token.content):
                    yield from _html_pieces(token.content, left_out)
                else:
                    yield _piece(words_of_html(token.content), quotes, items, heading)


def _html_pieces(fragment: str, left_out: LeftOut) -> Iterator[Piece]:
    """The blocks of an HTML fragment that holds a whole quotation."""
    from lxml import html

    from ingest.formats.html_blocks import html_pieces

    yield from html_pieces(html.fragment_fromstring(fragment, create_parent="div"), left_out)


def _piece(text: str, quotes: int, items: int, heading: int) -> Piece:
    kind: BlockKind = "paragraph"
    level = 0
    if quotes:  # whatever stands in a block quote is somebody's words before it is anything else
        kind = "quote"
    elif heading:
        kind, level = "heading", heading
    elif items:
        kind, level = "item", items
    return Piece(kind, text, level)


def _plain(children: Iterable[Token]) -> str:
    parts: list[str] = []
    silent = 0
    for token in children:
        if token.type == "html_inline":
            tag = _TAG.match(token.content)
            if tag and tag[2].lower() in SILENT:
                silent = max(0, silent + (-1 if tag[1] else 1))
            elif tag and tag[2].lower() in {"br", "hr"}:
                parts.append(" ")
        elif not silent:
            if token.type in {"softbreak", "hardbreak"}:
                parts.append(" ")
            elif token.type != "image":  # a caption is not part of the sentence around it
                parts.append(token.content)
    return "".join(parts)
