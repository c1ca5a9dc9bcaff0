"""Citations as they are shown: a badge in the text, and the quotation in its paragraph behind it.

What a badge shows is fixed when the answer is given (`ShownCitation`) and kept with the turn, so
that a conversation looks the same after the corpus has changed.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlencode

from assistant.answer import Citation
from assistant.domain import Debate, Essay
from assistant.ui.markup import Markup, join, tag
from assistant.ui.names import NEUTRAL, EssayName, essay_names, owner, voice_line

CONTEXT = 420  # characters of the paragraph shown on either side of the quotation


@dataclass(frozen=True, slots=True)
class ShownCitation:
    """A citation with all that its badge needs, independent of the corpus."""

    citation: Citation
    short: str
    hue: int
    before: str = ""  # the same paragraph, up to the quotation
    after: str = ""

    def to_json(self) -> dict[str, Any]:
        """JSON-ready data that `from_json` reads back."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> ShownCitation:
        return cls(**{**data, "citation": Citation(**data["citation"])})


def shown(citations: tuple[Citation, ...], debate: Debate) -> dict[int, ShownCitation]:
    """Every citation with its essay's name and colour and the paragraph around it, by number."""
    names = essay_names(debate)
    essays = {essay.slug: essay for essay in debate.essays}
    found = {}
    for citation in citations:
        name = names.get(citation.essay, EssayName(citation.author or citation.essay, NEUTRAL))
        before, after = _paragraph(essays.get(citation.essay), citation)
        found[citation.number] = ShownCitation(citation, name.short, name.hue, before, after)
    return found


def _paragraph(essay: Essay | None, citation: Citation) -> tuple[str, str]:
    """The text before and after the quotation, within the blocks that hold it."""
    if essay is None or essay.text[citation.start : citation.end] != citation.quote:
        return "", ""
    touched = [b for b in essay.blocks if b.start < citation.end and citation.start < b.end]
    start = min((b.start for b in touched), default=citation.start)
    end = max((b.end for b in touched), default=citation.end)
    before = essay.text[min(start, citation.start) : citation.start]
    after = essay.text[citation.end : max(end, citation.end)]
    if len(before) > CONTEXT:
        before = "… " + before[-CONTEXT:].partition(" ")[2]
    if len(after) > CONTEXT:
        after = after[:CONTEXT].rpartition(" ")[0] + " …"
    return before, after


def label(citation: Citation) -> str:
    """The badge's accessible name, such as "Citation 1: Gord Hotchkiss in Max Kalehoff's essay"."""
    where = owner(citation.author, citation.title)
    if citation.role == "author":
        who = f"{citation.author}, author of “{citation.title}”" if citation.author else where
    else:
        who = f"{citation.voice or 'speaker unclear'} in {where}"
    return f"Citation {citation.number}: {who}"


def badge(item: ShownCitation, scope: str) -> Markup:
    """The numbered button in the text; `scope` keeps the turns of a page apart."""
    return tag(
        "button",
        tag("span", str(item.citation.number), cls="d-number"),
        tag("span", item.short, cls="d-name"),
        type="button",
        cls=f"d-badge d-hue{item.hue}",
        popovertarget=_id(item, scope),
        aria_label=label(item.citation),
    )


def popover(item: ShownCitation, scope: str) -> Markup:
    """What a badge opens: voice, attitude, the quotation marked in its paragraph, the way in."""
    citation = item.citation
    return tag(
        "div",
        tag(
            "div",
            tag("span", str(citation.number), cls="d-number"),
            tag(
                "span",
                voice_line(citation.voice, citation.role, citation.attitude, citation.author),
                cls="d-voice",
            ),
            tag(
                "button",
                "×",
                type="button",
                cls="d-close",
                popovertarget=_id(item, scope),
                popovertargetaction="hide",
                aria_label="Close the quotation",
            ),
            cls="d-card-head",
        ),
        tag("p", tag("cite", citation.title), _under(citation.heading), cls="d-source"),
        tag(
            "blockquote",
            join([item.before, tag("mark", citation.quote), item.after]),
            tabindex="0",
            aria_label="The quotation in its paragraph",
            role="group",
        ),
        tag(
            "a",
            "Read it in the full essay →",
            href=essay_link(citation.essay, citation.start, citation.end),
            target="_self",
            cls="d-way-in",
        ),
        cls=f"d-card d-hue{item.hue}",
        id=_id(item, scope),
        popover="auto",
        role="dialog",
        aria_label=label(citation),
    )


def essay_link(slug: str, start: int | None = None, end: int | None = None) -> str:
    """The address of an essay on the essays page, with a span to highlight."""
    query: dict[str, str | int] = {"essay": slug}
    if start is not None and end is not None:
        query |= {"from": start, "to": end}
    return f"essays?{urlencode(query)}#span" if start is not None else f"essays?{urlencode(query)}"


def _under(heading: str) -> Markup | None:
    return tag("span", f" · {heading}") if heading else None


def _id(item: ShownCitation, scope: str) -> str:
    return f"quote-{scope}-{item.citation.number}"
