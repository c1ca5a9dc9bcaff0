"""The words of an HTML fragment: tags gone, scripts and styles with all they hold."""

from __future__ import annotations

from html.parser import HTMLParser

SILENT = frozenset({"script", "style", "template", "noscript", "svg", "iframe", "object"})


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in SILENT
        self.parts.append(" ")

    def handle_endtag(self, tag: str) -> None:
        self.silent = max(0, self.silent - (tag in SILENT))
        self.parts.append(" ")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.parts.append(data)


def words_of_html(fragment: str) -> str:
    """The fragment's text."""
    reader = _Words()
    reader.feed(fragment)
    reader.close()
    return "".join(reader.parts)
