"""HTML pages: trafilatura finds the article on the page, our own walk keeps its structure.

trafilatura alone drops headings and lists from pages of plain paragraphs, and calls preformatted
text a quotation; but it knows where an article ends and a page begins.
"""

from __future__ import annotations

import re
from typing import Any

from ingest.formats.html_blocks import html_pieces
from ingest.formats.html_text import SILENT
from ingest.formats.unreadable import Unreadable
from ingest.source import LeftOut, Piece, clean

_FURNITURE = ("nav", "footer", "button", "select", "textarea", "menu")
_BESIDE = ("aside", "form", "dialog")  # furniture, unless most of the page stands in it
_NAMED = re.compile(
    r"(?:^|[\s_-])(?:comments?|respond|share|sharing|social|related|newsletter|subscribe|cookies?|"
    r"sidebar|breadcrumbs?|widget|promo\w*|advert\w*|pagination|tags|footer|navbar|menu|skip-link|"
    r"sign-?up|signups?|opt-?in|mailing-?list|email-?form|subscri\w+|marketing|sponsor\w*|consent|"
    r"onetrust\S*|cmp|gdpr|paywall|regwall|donat\w+|membership|cta|call-?to-?action|recirc\w*|"
    r"recommend\w*|more-?(?:from|stories|on)|read-?(?:more|next)|also-?read|trending|most-?read|"
    r"teasers?|outbrain|taboola|discussion|disqus\S*|replies|author-?bio|app-?banner|popup|modal)"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)

_NEVER = frozenset(
    {"html", "body", "article", "main", "p", "a", "span", "em", "strong", "blockquote"}
)
_LEAST = 10  # an article is at least this part of what a reader sees of its page
_SHORT = 400  # characters: a page on which little can be missed, or a box
_ROW = 3  # boxes of one make are a row of teasers


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
    for element in list(page.iter(*SILENT)):
        element.drop_tree()
    visible = len(clean(page.text_content()))
    left_out = left_out or LeftOut()
    _without_furniture(page, left_out)
    _without_teasers(page, left_out)
    article = _article(page, content)
    _note_outside(article, left_out)
    pieces = list(html_pieces(article, left_out))
    if sum(len(clean(piece.text)) for piece in pieces) * _LEAST < visible > _SHORT:
        raise Unreadable(
            "hardly any of the page's text could be told from its menus and boxes",
            "Save the article alone, or supply it as Markdown or plain text.",
        )
    titles = [clean(heading.text_content()) for heading in page.iter("h1")]
    if titles and titles[0] and all(piece.text != titles[0] for piece in map(_tidy, pieces)):
        pieces.insert(0, Piece("heading", titles[0], 1))
    return pieces


def _tidy(piece: Piece) -> Piece:
    return Piece(piece.kind, clean(piece.text), piece.level)


def _without_furniture(page: Any, left_out: LeftOut) -> None:
    size = len(page.text_content())
    gone: set[Any] = set()  # what went with an element around it
    for element in list(page.iter()):
        if element in gone:
            gone.update(element)
            continue
        if not isinstance(element.tag, str) or element.getparent() is None:
            continue
        named = f"{element.get('class') or ''} {element.get('id') or ''}"
        hidden = element.get("hidden") is not None or "display:none" in (
            (element.get("style") or "").replace(" ", "").lower()
        )
        if element.tag == "footer" and any(
            above.tag in {"blockquote", "figure"} for above in element.iterancestors()
        ):
            continue  # it says whose words these are
        small = len(element.text_content()) * 3 < size
        children = list(element)
        kind = ""
        if element.tag in _FURNITURE or hidden:
            kind = "menu, footer or hidden part of the page"
        elif small and element.tag in _BESIDE:
            kind = "text beside the article"
        # a theme may name the body or the article after the comments it allows
        elif small and _NAMED.search(named) and element.tag not in _NEVER:
            kind = "box of the page"
        elif element.tag == "input" and element.get("type") in {"email", "password"}:
            box = _box_around(element, size)
            if box is not None:
                element, kind = box, "box of the page"
                children = list(box)
        if kind:
            if words := clean(element.text_content()):
                left_out.add(kind, words)
            gone.update(children)
            element.drop_tree()


def _without_teasers(page: Any, left_out: LeftOut) -> None:
    """Drops rows of boxes that each begin with a linked heading, away from the page's title."""
    titles = list(page.iter("h1"))
    if not titles:
        return
    titled = {titles[0], *titles[0].iterancestors()}
    for row in list(page.iter()):
        boxes = [box for box in row if _is_teaser(box)]
        if len(boxes) >= _ROW and row not in titled:
            for box in boxes:
                left_out.add("box of the page", box.text_content())
                box.drop_tree()


def _is_teaser(box: Any) -> bool:
    heading = next((e for e in box.iter("h2", "h3", "h4", "h5", "h6")), None)
    if box.tag not in {"div", "li", "article", "section"} or heading is None:
        return False
    words = clean(heading.text_content())
    linked = clean("".join(a.text_content() for a in box.iter("a")))
    return bool(words) and words in linked and len(box.text_content()) < _SHORT


def _note_outside(article: Any, left_out: LeftOut) -> None:
    """Notes what stands around the article and is not read; the page's title is."""
    inside = article
    while (around := inside.getparent()) is not None and around.tag != "html":
        for beside in around:
            words = clean(beside.text_content()) if isinstance(beside.tag, str) else ""
            if beside is not inside and beside.tag != "h1" and words:
                left_out.add("text beside the article", words)
        inside = around


def _box_around(field: Any, size: int) -> Any:
    """The innermost box around a field to fill in, if it is a small part of the page."""
    for above in field.iterancestors("div", "section", "form", "aside"):
        return above if 0 < len(above.text_content()) * 5 < size else None
    return None


def _article(page: Any, content: bytes) -> Any:
    """The one `article` with the title, or the smallest element with all trafilatura takes for it.

    trafilatura prefers the longer block, so that a short article would lose to what is beside it.
    """
    import trafilatura

    body = page.find("body")
    body = page if body is None else body
    marked = [e for e in body.iter("article") if e.find(".//p") is not None]
    if len(marked) == 1 and marked[0].find(".//h1") is not None:
        return marked[0]
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
