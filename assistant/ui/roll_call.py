"""The roll call: one chip an essay, saying where it stands, each opening its proof."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.answer import RollCallEntry
from assistant.domain import SILENT, Debate
from assistant.ui.citations import ShownCitation
from assistant.ui.markup import Markup, join, tag
from assistant.ui.names import (
    NEUTRAL,
    EssayName,
    essay_names,
    named_entries,
    position_label,
    position_mark,
)

LABEL = "Roll call: where each essay stands"


def roll_call(
    entries: Sequence[RollCallEntry],
    cited: Mapping[int, ShownCitation],
    debate: Debate,
    scope: str,
) -> Markup:
    """The labelled list of chips, or nothing where the question called for none."""
    if not entries:
        return Markup("")
    names = essay_names(debate)
    alone = contrarian(entries)
    chips = [
        tag("li", _chip(entry, names, cited, debate, scope, entry.essay == alone))
        for entry in named_entries(entries)
    ]
    if len(entries) > len(chips):
        chips.append(tag("li", f"and {len(entries) - len(chips)} more", cls="d-chip"))
    return tag(
        "div",
        tag("p", "Roll call", cls="d-kicker", aria_hidden="true"),
        tag("ul", join(chips), role="list", cls="d-roll", aria_label=LABEL),
        role="group",
        aria_label="Roll call",
        cls="d-roll-call",
    )


def contrarian(entries: Sequence[RollCallEntry]) -> str | None:
    """The one essay alone on its side while another side has more, as the roll call has it."""
    sides: dict[str, list[str]] = {}
    for entry in entries:
        if entry.position not in {"conditional", SILENT}:
            sides.setdefault(entry.position, []).append(entry.essay)
    alone = [essays[0] for essays in sides.values() if len(essays) == 1]
    return alone[0] if len(alone) == 1 and any(len(e) > 1 for e in sides.values()) else None


def _chip(
    entry: RollCallEntry,
    names: Mapping[str, EssayName],
    cited: Mapping[int, ShownCitation],
    debate: Debate,
    scope: str,
    alone: bool,
) -> Markup:
    name = names.get(entry.essay, EssayName(entry.author or entry.essay, NEUTRAL))
    stands = position_label(debate, entry.position)
    proof = cited.get(entry.citation) if entry.citation is not None else None
    inside = join(
        [
            tag("span", position_mark(debate, entry.position), cls="d-mark", aria_hidden="true"),
            tag("span", name.short, cls="d-name"),
            tag("span", stands, cls="d-stands"),
            tag("span", "contrarian", cls="d-contrarian") if alone else None,
        ]
    )
    silent = " d-silent" if entry.position == SILENT else ""
    who = entry.author or f"the essay “{name.short}”"
    spoken = f"{who}: {stands}{', the contrarian' if alone else ''}"
    if proof is None:
        return tag("span", inside, cls=f"d-chip d-hue{name.hue}{silent}", title=spoken)
    return tag(
        "button",
        inside,
        type="button",
        cls=f"d-chip d-hue{name.hue}{silent}",
        popovertarget=f"quote-{scope}-{proof.citation.number}",
        aria_label=f"{spoken}. Open the sentence that shows it",
    )
