"""The map of the debate: essays under their positions, and the matters they speak of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from assistant.domain import CONDITIONAL, Debate, Essay
from assistant.ui.names import HUES, essay_names, position_label, position_mark
from assistant.ui.topics import Topic

if TYPE_CHECKING:
    import altair

# The style sheet's hues, which a drawing cannot read.
LIGHT = ("#2456a6", "#8a2f6b", "#805300", "#a63a22", "#0c6470", "#5b3fa8", "#4f6210", "#4a5568")
DARK = ("#8db4f2", "#e79ccb", "#e5b65c", "#f2997f", "#6cc8d0", "#b9a5f2", "#b7cf6c", "#aebbd0")

_ROW = 30  # pixels of height for one matter


def in_order(debate: Debate) -> list[Essay]:
    """The essays from one side to the other, those that say it depends between them."""
    sides = [side.id for side in debate.sides]
    order: list[str | None] = [*sides[:1], CONDITIONAL, None, *sides[1:]]
    known = [essay.position if essay.position in order else None for essay in debate.essays]
    paired = sorted(zip(known, debate.essays, strict=True), key=lambda pair: order.index(pair[0]))
    return [essay for _, essay in paired]


def rows(debate: Debate, topics: Sequence[Topic]) -> list[dict[str, Any]]:
    """One row for every essay that speaks of a matter."""
    names = essay_names(debate)
    return [
        {
            "matter": topic.word,
            "essay": _column(essay, debate),
            "short": names[essay.slug].short,
            "stands": position_label(debate, essay.position),
            "sentences": len(topic.spoken[essay.slug]),
            "first": essay.quote(topic.spoken[essay.slug][0]),
        }
        for topic in topics
        for essay in debate.essays
        if essay.slug in topic.spoken
    ]


def debate_map(debate: Debate, topics: Sequence[Topic], dark: bool) -> altair.Chart:
    """Who speaks of what, from which position; a bigger circle, more sentences."""
    import altair

    names = essay_names(debate)
    columns = [_column(essay, debate) for essay in in_order(debate)]
    palette = DARK if dark else LIGHT
    hues = [palette[names[essay.slug].hue % HUES] for essay in in_order(debate)]
    ink, line = ("#e4ebe7", "#33403b") if dark else ("#17211e", "#d3dad5")
    longest = max((len(held) for t in topics for held in t.spoken.values()), default=2)
    base = altair.Chart(altair.Data(values=rows(debate, topics)))
    return (
        base.mark_circle(opacity=0.85)
        .encode(
            x=altair.X("essay:N")
            .sort(columns)
            .scale(domain=columns)
            .axis(
                orient="top",
                title=None,
                labelAngle=0,
                labelExpr="split(datum.label, '|')",
                labelLimit=140,
                labelLineHeight=16,
                labelFontSize=13,
                labelPadding=22,
                domain=False,
                ticks=False,
                grid=True,
            ),
            y=altair.Y("matter:N")
            .sort([topic.word for topic in topics])
            .axis(title=None, labelFontSize=13, domain=False, ticks=False, grid=True),
            size=altair.Size("sentences:Q")
            .scale(type="sqrt", domain=[1, longest], range=[50, 620])
            .legend(None),
            color=altair.Color("essay:N").scale(domain=columns, range=hues).legend(None),
            tooltip=[
                altair.Tooltip("short:N", title="Essay"),
                altair.Tooltip("stands:N", title="Stands for"),
                altair.Tooltip("sentences:Q", title="Sentences"),
                altair.Tooltip("first:N", title="First"),
            ],
        )
        .properties(height=_ROW * len(topics) + 40, background="transparent")
        .configure_axis(labelColor=ink, gridColor=line)
        .configure_view(strokeWidth=0)
    )


def _column(essay: Essay, debate: Debate) -> str:
    """A column's label in two lines, parted by a bar: the essay, and its position's mark."""
    return f"{essay_names(debate)[essay.slug].short}|{position_mark(debate, essay.position)}"
