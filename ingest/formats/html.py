"""HTML pages: trafilatura finds the article on the page, our own walk keeps its structure.

trafilatura alone drops headings and lists from pages of plain paragraphs, and calls preformatted
text a quotation; but it knows where an article ends and a page begins.
"""

from __future__ import annotations

import re
from typing import Any

from ingest.formats.html_blocks import html_pieces
from ingest.formats.html_text import SILENT
from ingest.source import LeftOut, Piece, clean

_FURNITURE = ("nav", "footer", "aside", "form", "button", "select", "textarea", "menu", "dialog")
_NAMED = re.compile(
    r"(?:^|[\s_-])(?:comments?|respond|share|sharing|social|related|newsletter|subscribe|cookies?|"
    r"sidebar|breadcrumbs?|widget|promo|advert\w*|pagination|tags|footer|navbar|menu|skip-link)"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)


def read_html(text: str, left_out: LeftOut | None = None) -> list[Piece]:
    """The pieces of the page's article; scripts, menus, forms and comments are left out."""
    from lxml import etree, html

    # As bytes, because lxml refuses a string that declares its own encoding.
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    content = text.encode("utf-8")
    try:
        page = html.document_fromstring(content, parser=parser)
    except etree.ParserError:  # nothing but white space or comments
        return []
    _without_furniture(page)
    article = _article(page, content)
    pieces = list(html_pieces(article))
    titles = [clean(heading.text_content()) for heading in page.iter("h1")]
    if titles and titles[0] and all(piece.text != titles[0] for piece in map(_tidy, pieces)):
        pieces.insert(0, Piece("heading", titles[0], 1))
    return pieces


def _tidy(piece: Piece) -> Piece:
    return Piece(piece.kind, clean(piece.text), piece.level)


def _without_furniture(page: Any) -> None:
    size = len(page.text_content())
    for element in list(page.iter()):
        if not isinstance(element.tag, str) or element.getparent() is None:
            continue
        named = f"{element.get('class') or ''} {element.get('id') or ''}"
        hidden = element.get("hidden") is not None or "display:none" in (
            (element.get("style") or "").replace(" ", "").lower()
        )
        if (
            element.tag in SILENT
            or element.tag in _FURNITURE
            or hidden
            # a theme may name the body or the article after the comments it allows
            or (_NAMED.search(named) and len(element.text_content()) * 3 < size)
        ):
            element.drop_tree()


def _article(page: Any, content: bytes) -> Any:
    """The smallest element that holds all that trafilatura takes for the article."""
    import trafilatura

    body = page.find("body")
    body = page if body is None else body
    found = trafilatura.bare_extraction(content, include_comments=False, favor_recall=True)
    kept = (
        {clean(" ".join(e.itertext())) for e in found.body.iter()} if found is not None else set()
    )
    holders = [e for e in body.iter("p", "li", "blockquote") if clean(e.text_content()) in kept]
    if not holders:
        named = [*body.iter("article"), *body.iter("main")]
        return named[0] if named else body
    shared = [holders[0], *holders[0].iterancestors()]
    for holder in holders[1:]:
        above = {id(element) for element in holder.iterancestors()}
        shared = [element for element in shared if id(element) in above]
    return next((e for e in shared if e.tag not in {"p", "li", "ul", "ol", "blockquote"}), body)
