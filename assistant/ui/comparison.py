"""Whether the verdict holds when essays are left out: the roll call before, and the one after."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from assistant.answer import RollCallEntry
from assistant.domain import SILENT, Debate
from assistant.ui.markup import Markup, join, tag
from assistant.ui.names import essay_names, position_label


def standing(entries: Sequence[RollCallEntry]) -> dict[str, str]:
    """Where each essay stands, by slug: what a later asking is compared with."""
    return {entry.essay: entry.position for entry in entries}


def leaders(positions: Mapping[str, str]) -> frozenset[str]:
    """The positions that most essays hold; silence is none."""
    counts = Counter(position for position in positions.values() if position != SILENT)
    most = max(counts.values(), default=0)
    return frozenset(position for position, count in counts.items() if count == most)


def comparison_html(
    before: Mapping[str, str] | None, after: Sequence[RollCallEntry], debate: Debate
) -> Markup:
    """One line on what leaving essays out has changed; nothing where nothing was left out."""
    if not before or not after:
        return Markup("")
    now = standing(after)
    names = essay_names(debate)
    gone = [slug for slug in before if slug not in now]
    left_out = ", ".join(names[slug].short if slug in names else slug for slug in gone)
    silenced = [p for p in set(before.values()) - {SILENT} if p not in now.values()]
    lead, led = _spoken(leaders(now), debate), _spoken(leaders(before), debate)
    if leaders(before) == leaders(now):
        verdict = f"The verdict holds: {lead} still {_has(leaders(now))} the most essays."
    else:
        verdict = (
            f"The verdict changes: {led} had the most essays, now {lead} {_has(leaders(now))} them."
        )
    lost = [
        f"“{position_label(debate, position)}” rested on {left_out} alone." for position in silenced
    ]
    return tag(
        "p",
        tag("strong", f"Without {left_out}. "),
        join([verdict, *lost], " "),
        cls="d-comparison",
        role="note",
    )


def _spoken(positions: frozenset[str], debate: Debate) -> str:
    return " and ".join(sorted(f"“{position_label(debate, p)}”" for p in positions))


def _has(positions: frozenset[str]) -> str:
    return "has" if len(positions) == 1 else "have"
