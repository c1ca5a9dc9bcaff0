"""A verdict in words: how the essays split, each side's best, the clashes, the conditions."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.domain import CONDITIONAL, Accord, Debate, Essay
from assistant.naming import (
    MOST_NAMED,
    capitalised,
    essay_name,
    listed,
    number,
    read_by_us,
    side_label,
)
from assistant.points import PointRow
from assistant.retrieval.evidence import Evidence
from assistant.writers.draft import Draft
from assistant.writers.inferring import infer, referred
from assistant.writers.telling import Teller, by_voice, tell_accord

_POINTS = 3  # of each side
_CLASHES = 1  # that a verdict tells
_HINGES = 2  # conditions on which it turns
_ESSAYS = 5  # of each side whose theses are told, of more only the strongest points


def split_sentence(debate: Debate, slugs: Sequence[str]) -> str:
    """Who stands where, the contrarian marked; of very many essays how many."""
    wanted = set(slugs)
    essays = [essay for essay in debate.essays if essay.slug in wanted]
    contrarian = debate.contrarian
    groups: list[str] = []
    order = [side.id for side in debate.sides]
    held = {side: [e for e in essays if e.position == side] for side in order}
    for side in sorted(order, key=lambda s: (-len(held[s]), order.index(s))):
        if not held[side]:
            continue
        label, names = side_label(debate, side), _named(held[side], essays)
        if contrarian and held[side] == [contrarian]:
            groups.append(f"one, the contrarian, stands with {label} ({essay_name(contrarian)})")
        else:
            verb = "stands" if len(held[side]) == 1 else "stand"
            groups.append(f"{number(len(held[side]))} {verb} with {label}{names}")
    torn = [essay for essay in essays if essay.position == CONDITIONAL]
    if torn:
        verb = "says" if len(torn) == 1 else "say"
        groups.append(f"{number(len(torn))} {verb} it depends{_named(torn, essays)}")
    total = number(len(essays), "essay")
    if len(essays) == 1 and groups:
        return capitalised(f"one essay speaks: {listed(groups)}.")
    unclear = [essay_name(essay) for essay in essays if essay.position is None]
    if unclear:
        many = len(essays) > MOST_NAMED
        who = f"{number(len(unclear))} of them" if many else listed(unclear)
        told = [f"of {total}, {listed(groups)}."] if groups else []
        return " ".join(map(capitalised, [*told, f"it is not plain where {who} stand."]))
    how = "split" if len(groups) > 1 else "are of one mind"
    return capitalised(f"the {total} {how}: {listed(groups)}.")


def _named(those: Sequence[Essay], essays: Sequence[Essay]) -> str:
    """Their names in brackets, unless there are too many essays to name them all."""
    names = listed([essay_name(essay) for essay in those])
    return f" ({names})" if len(essays) <= MOST_NAMED else ""


def write_verdict(teller: Teller, evidence: Evidence) -> None:
    """All parts of a verdict that have evidence; the contrarian's side comes first.

    Whoever tells of a business hears first what comes nearest to it.
    """
    draft = teller.draft
    debate = draft.debate
    slugs = list(evidence.theses)
    draft.say(split_sentence(debate, slugs), kind="fact")
    if unsure := read_by_us([debate.essay(slug) for slug in slugs]):
        draft.say(unsure, kind="inference")
    contrarian = debate.contrarian
    sides = sorted(
        (side.id for side in debate.sides),
        key=lambda side: not (contrarian and contrarian.position == side),
    )
    told: list[PointRow] = []
    _fitting(teller, evidence, told)
    for side in sides:
        _side(teller, evidence, side, told)
    if not evidence.fitting:
        _clashes(teller, evidence)
    conditions = _depends(teller, evidence, told)
    _settle(draft, evidence, conditions)


def _fitting(teller: Teller, evidence: Evidence, told: list[PointRow]) -> None:
    """What comes nearest to the asker's own business, before all that is said of any."""
    for group in by_voice(evidence.fitting):
        teller.tell(group, part="Nearest to your business")
        told += group


def _most(evidence: Evidence, debate: Debate) -> int:
    """How many essays of one position are told; of very many so few that ten are named in all."""
    large = len(evidence.theses) > MOST_NAMED
    return MOST_NAMED // (len(debate.sides) + 1) if large else _ESSAYS


def _side(teller: Teller, evidence: Evidence, side: str, told: list[PointRow]) -> None:
    label = side_label(teller.draft.debate, side)
    theses = [row for slug, row in evidence.theses.items() if row.essay.position == side]
    most = _most(evidence, teller.draft.debate)
    theses = [row for row in theses if row not in told] if len(theses) <= most else []
    more = [
        row
        for row in evidence.by_side.get(side, ())
        if not any(row.overlaps(other) for other in (*theses, *told))
    ]
    room = max(1, min(most, _POINTS) - len(theses))
    rows = [*theses, *more[:room]]
    order = list(dict.fromkeys(row.essay.slug for row in rows))
    rows.sort(key=lambda row: order.index(row.essay.slug))
    for group in by_voice(rows):
        teller.tell(group[:2], part=f"For {label}", side=side)
        told += group[:2]


def _clashes(teller: Teller, evidence: Evidence) -> None:
    draft = teller.draft
    told = [(c.essay, c.start, c.end) for c in draft.citations]

    def fresh(accord: Accord) -> int:
        """How many of its quotations have not been told yet."""
        return sum(
            not any(slug == e and start < t and end > s for e, s, t in told)
            for slug, start, end in accord.spans
        )

    clashes = [a for a in evidence.accords if a.kind == "clash" and 2 * fresh(a) >= len(a.spans)]
    for accord in clashes[:_CLASHES]:
        tell_accord(draft, accord, part="Where they clash")


def _depends(teller: Teller, evidence: Evidence, told: list[PointRow]) -> list[PointRow]:
    """What those say for whom it depends; the conditions among it."""
    rows = [
        row
        for row in evidence.theses.values()
        if row.essay.position == CONDITIONAL and row not in told
    ]
    most = _most(evidence, teller.draft.debate)
    if len(rows) > most and evidence.ranking:
        wanted = {row.row for row in rows}
        rows = [row for row in evidence.ranking.rows if row.row in wanted][: min(most, _POINTS)]
    torn = {row.essay.slug for row in rows}
    conditions = [
        row
        for row in evidence.hinges
        if row.essay.slug in torn and not any(row.overlaps(other) for other in (*told, *rows))
    ][:_HINGES]
    for group in by_voice([*rows, *conditions]):
        teller.tell(group[:2], part="It depends")
    return conditions


def _settle(draft: Draft, evidence: Evidence, conditions: Sequence[PointRow]) -> None:
    """What the assistant itself makes of it: tied to the asker's business where one is told."""
    part = "Settle this first"
    if evidence.fitting:
        infer(draft, evidence, evidence.fitting, part)
        return
    labels = listed([side_label(draft.debate, side.id) for side in draft.debate.sides])
    first = listed([referred(row) for row in conditions]) or "which of these reasons fits you"
    text = f"your own case decides between {labels}, not the count of essays; begin with {first}."
    if evidence.question.case_vector is None:
        more = "Tell me what you do, and for whom, and I can say which way that leans."
        text = f"My inference: {text} {more}"
    else:
        text = f"My inference: no essay tells of a case like yours, so {text}"
    draft.say(text, kind="inference", part=part)
