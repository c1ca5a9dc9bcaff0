"""HTML that cannot be injected into: every string is text until this module made it markup.

The screens show essays, uploads, questions and model output. All of it passes through `tag`,
which escapes whatever is not already `Markup`; there is no other way to build a fragment.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

Child = "str | Markup | None"

_VOID = frozenset({"br", "hr"})
_PUNCTUATION = re.compile(r"([!\"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~])")
_SHORTCODE = re.compile(r":(?=[\w/+-]+:)")
_EMPHASIS = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*|(?<!\*)\*(?=[^\s*])(.+?)(?<=[^\s*])\*(?!\*)")


class Markup(str):
    """A string that is HTML already; only this module makes them."""

    __slots__ = ()


def text(value: str | None) -> Markup:
    """A value as literal text; Markup passes unchanged, None is nothing."""
    if value is None:
        return Markup("")
    return value if isinstance(value, Markup) else Markup(html.escape(value, quote=True))


def join(parts: Iterable[str | None], between: str = "") -> Markup:
    """Several pieces in a row, each escaped unless it is Markup."""
    return Markup(text(between).join(text(part) for part in parts))


def tag(name: str, *children: str | None, **attributes: str | int | bool | None) -> Markup:
    """One element. `cls` is the class; underscores in names become hyphens; None leaves out."""
    written = []
    for key, value in attributes.items():
        if value is None or value is False:
            continue
        attribute = "class" if key == "cls" else key.rstrip("_").replace("_", "-")
        written.append(f" {attribute}" if value is True else f' {attribute}="{text(str(value))}"')
    opening = f"<{name}{''.join(written)}>"
    return Markup(opening if name in _VOID else f"{opening}{join(children)}</{name}>")


def emphasised(value: str) -> Markup:
    """Text whose **bold** and *italic* are shown; any other mark-up in it stays literal."""
    pieces: list[str] = []
    position = 0
    for match in _EMPHASIS.finditer(value):
        pieces.append(value[position : match.start()])
        bold, italic = match.groups()
        pieces.append(tag("strong", bold) if bold is not None else tag("em", italic))
        position = match.end()
    pieces.append(value[position:])
    return join(pieces)


def whole_words(value: str) -> Markup:
    """Text whose hyphenated words are not broken at the hyphen, for titles."""
    words = value.split(" ")
    whole = (tag("span", w, cls="d-whole") if "-" in w and len(w) < 24 else w for w in words)
    return join(whole, " ")


def plain(value: str) -> str:
    """Text for a Streamlit label, which is Markdown: shows exactly these characters.

    Shortcodes (`:name:`) are replaced after Markdown has been parsed, where no escape reaches;
    an invisible word joiner breaks them.
    """
    broken = _SHORTCODE.sub(":\u2060", " ".join(value.split()))
    return _PUNCTUATION.sub(r"\\\1", broken)
