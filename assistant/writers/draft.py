"""A draft: statements and the citations they rest on, numbered by first use."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer import Citation, Kind, Layer, Statement
from assistant.domain import Debate, Essay
from assistant.points import PointRow


class Draft:
    """Collects an answer part by part; the same words are never cited under two numbers."""

    def __init__(self, debate: Debate) -> None:
        self.debate = debate
        self.statements: list[Statement] = []
        self.citations: list[Citation] = []

    def cite(self, row: PointRow) -> int:
        """The number of the citation that shows a point's words."""
        return self.cite_span(row.essay, row.point.start, row.point.end)

    def cite_span(self, essay: Essay, start: int, end: int) -> int:
        """The number of the citation of a span of one voice; a closing colon is not quoted."""
        end = start + len(essay.text[start:end].rstrip(" :;,"))
        first = essay.sentence_at(start)
        for known in self.citations:
            if (known.essay, known.start, known.end) == (essay.slug, start, end):
                return known.number
        self.citations.append(Citation.of(essay, start, end, first, len(self.citations) + 1))
        return len(self.citations)

    def say(
        self,
        text: str,
        *,
        layer: Layer = "essays",
        citations: Sequence[int] = (),
        kind: Kind = "gist",
        part: str = "",
        side: str | None = None,
    ) -> None:
        """Add a statement; an inference and talk are the assistant's own."""
        layer = "assistant" if kind in ("inference", "talk") else layer
        self.statements.append(Statement(text, layer, tuple(citations), kind, part, side))


def shows(citation: Citation, row: PointRow) -> bool:
    """Whether a citation quotes some of a point's words."""
    point = row.point
    same = citation.essay == row.essay.slug
    return same and citation.start < point.end and citation.end > point.start


def as_text(statements: Sequence[Statement]) -> str:
    """The statements as Markdown: a paragraph a part, its name in bold before it."""
    paragraphs: list[tuple[str, list[str]]] = []
    for statement in statements:
        if not paragraphs or paragraphs[-1][0] != statement.part:
            paragraphs.append((statement.part, []))
        paragraphs[-1][1].append(statement.text)
    return "\n\n".join(
        (f"**{part}.** " if part else "") + _joined(texts) for part, texts in paragraphs
    )


def _joined(texts: Sequence[str]) -> str:
    """Sentences run on; the entries of a list stand on lines of their own."""
    return "".join(
        text if number == 0 else ("\n" if text.startswith("- ") else " ") + text
        for number, text in enumerate(texts)
    )
