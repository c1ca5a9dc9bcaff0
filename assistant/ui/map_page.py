"""The map: who stands where on which sub-question; a cell opens the words."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from assistant.domain import CONDITIONAL, SILENT, Debate, Essay, Point
from assistant.ui.citations import essay_link
from assistant.ui.markup import Markup, join, tag
from assistant.ui.names import essay_names, position_label, position_mark, voice_line, written_by
from assistant.ui.sub_questions import (
    SubQuestion,
    accords,
    leaning,
    shared_examples,
    sub_questions,
)
from assistant.ui.visit import Visit

_VIEWS = ("Where they clash", "What they speak of", "Where they agree", "Shared examples")
_SHOWN = 8  # points in one cell's quotations


def draw_map(visit: Visit) -> None:
    """The whole page."""
    debate = visit.debate
    st.html(
        join(
            [
                tag("h1", "The map of the debate", cls="d-title"),
                tag("p", debate.gist, cls="d-note") if debate.gist else None,
            ]
        )
    )
    views = _views(visit)
    if not views:
        text = (
            "Nobody has read these essays into points yet: there is nothing to lay side by side. "
            "Whoever runs this site can have them read: python -m ingest read."
        )
        st.html(tag("p", text, cls="d-notice"))
        return
    chosen = st.segmented_control(
        "What to lay side by side",
        list(views),
        default=next(iter(views)),
        key="map-view",
        label_visibility="collapsed",
    )
    st.html(map_html(views[chosen or next(iter(views))], debate))


def _views(visit: Visit) -> dict[str, list[SubQuestion]]:
    """Each way to look at the debate that has something to show."""
    debate = visit.debate
    rows = (
        accords(debate, "clash"),
        _matters(visit.assistant.index.info.version, visit),
        accords(debate, "agreement"),
        shared_examples(debate),
    )
    return {name: found for name, found in zip(_VIEWS, rows, strict=True) if found}


@st.cache_data(max_entries=32, show_spinner=False)
def _matters(version: str, _visit: Visit) -> list[SubQuestion]:
    """The matters of points, worked out once for each version of an index."""
    return sub_questions(_visit.debate, _visit.assistant.index.embedder.encode_query)


def in_order(debate: Debate) -> list[Essay]:
    """The essays from one side to the other, those that say it depends between them."""
    sides = [side.id for side in debate.sides]
    order: list[str | None] = [*sides[:1], CONDITIONAL, None, *sides[1:]]
    known = [essay.position if essay.position in order else None for essay in debate.essays]
    paired = sorted(zip(known, debate.essays, strict=True), key=lambda pair: order.index(pair[0]))
    return [essay for _, essay in paired]


def map_html(rows: Sequence[SubQuestion], debate: Debate) -> Markup:
    """A row a matter, a column an essay; only essays that speak of some of it have a column."""
    speaking = {slug for row in rows for slug in row.points}
    essays = [essay for essay in in_order(debate) if essay.slug in speaking]
    heads = join(_column(essay, debate) for essay in essays)
    body = join(_row(number, row, essays, debate) for number, row in enumerate(rows))
    table = tag(
        "table",
        tag("caption", _legend(debate), cls="d-legend"),
        tag("thead", tag("tr", tag("td"), heads)),
        tag("tbody", body),
        cls="d-map-table",
    )
    return tag("div", table, cls="d-map-scroll", tabindex="0", role="region", aria_label="The map")


def _legend(debate: Debate) -> Markup:
    told = [(side.id, f"speaks for {side.label}") for side in debate.sides]
    told += [(CONDITIONAL, "for several of them"), (SILENT, "takes no side there")]
    return join(
        (
            tag(
                "span",
                tag("span", f"{position_mark(debate, side)} ", cls="d-mark", aria_hidden="true"),
                words,
            )
            for side, words in told
        ),
        " ",
    )


def _column(essay: Essay, debate: Debate) -> Markup:
    name = essay_names(debate)[essay.slug]
    return tag(
        "th",
        tag("a", name.short, href=essay_link(essay.slug), target="_self"),
        tag("span", position_label(debate, essay.position), cls="d-stands"),
        scope="col",
        cls=f"d-hue{name.hue}",
        title=written_by(essay),
    )


def _row(number: int, row: SubQuestion, essays: Sequence[Essay], debate: Debate) -> Markup:
    head = row.name[:1].upper() + row.name[1:]
    cells = (
        _cell(f"map-{number}-{place}", row, essay, debate) for place, essay in enumerate(essays)
    )
    return tag("tr", tag("th", head, scope="row"), join(cells))


def _cell(key: str, row: SubQuestion, essay: Essay, debate: Debate) -> Markup:
    """What an essay says on a matter, in a line or two; all of it, and the words, behind it."""
    points = row.points.get(essay.slug, ())
    name = essay_names(debate)[essay.slug]
    if not points:
        return tag("td", tag("span", "silent", cls="d-hidden"), cls="d-none")
    side = leaning(points)
    mark = position_mark(debate, side)
    first = points[0]
    more = f"+{len(points) - 1}" if len(points) > 1 else None
    button = tag(
        "button",
        tag("span", mark, tag("span", more, cls="d-more") if more else None, cls="d-mark"),
        tag("span", name.short, cls="d-cell-name"),
        tag("span", first.says or essay.quote(first), cls="d-gist"),
        type="button",
        popovertarget=key,
        cls="d-cell",
        aria_label=f"{name.short} on {row.name}: {first.says or essay.quote(first)}",
    )
    return tag("td", button, _card(key, row, essay, points, debate), cls=f"d-hue{name.hue}")


def _card(
    key: str, row: SubQuestion, essay: Essay, points: Sequence[Point], debate: Debate
) -> Markup:
    name = essay_names(debate)[essay.slug]
    close = tag(
        "button",
        "×",
        type="button",
        cls="d-close",
        popovertarget=key,
        popovertargetaction="hide",
        aria_label="Close the quotations",
    )
    said = (point_html(essay, point, debate) for point in points[:_SHOWN])
    title = f"{written_by(essay)} on {row.name.rstrip('.')}"
    return tag(
        "div",
        tag("div", tag("span", title, cls="d-voice"), close, cls="d-card-head"),
        tag("p", row.says, cls="d-source") if row.says and row.says != row.name else None,
        tag("div", join(said), cls="d-card-points", tabindex="0", role="group", aria_label=title),
        cls=f"d-card d-hue{name.hue}",
        id=key,
        popover="auto",
        role="dialog",
        aria_label=title,
    )


def point_html(essay: Essay, point: Point, debate: Debate) -> Markup:
    """A point: its gist, then its words under whoever speaks them, which lead into the essay."""
    voice = essay.voice(point)
    quoted = voice.role != "author"
    line = voice_line(voice.name, voice.role, voice.attitude, essay.author) if quoted else None
    side = point.speaks_for
    stands = f"{position_mark(debate, side)} {position_label(debate, side)}" if side else None
    return tag(
        "div",
        tag("p", point.says, " ", tag("span", stands, cls="d-stands") if stands else None)
        if point.says
        else None,
        tag("span", line, cls="d-speaker") if line else None,
        tag(
            "p",
            tag(
                "a",
                tag("q", f"“{essay.quote(point).rstrip(' :;,')}”", cls="d-quote"),
                href=essay_link(essay.slug, point.start, point.end),
                target="_self",
            ),
        ),
        cls="d-point",
    )
