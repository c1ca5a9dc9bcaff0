"""A verdict in words: how the essays split, each side's best, the clashes, the conditions."""

from __future__ import annotations

from assistant.domain import CONDITIONAL, Debate, Essay
from assistant.evidence import Clash, Evidence, Excerpt
from assistant.writers.draft import Draft
from assistant.writers.naming import (
    again,
    capitalised,
    essay_name,
    introduced,
    listed,
    number,
    read_by_us,
    side_label,
    speaker,
)


def split_sentence(debate: Debate, slugs: list[str]) -> str:
    """Who stands where, the contrarian marked: plain facts of the corpus."""
    essays = [essay for essay in debate.essays if essay.slug in slugs]
    contrarian = debate.contrarian
    groups: list[str] = []
    sides = [side.id for side in debate.sides]
    by_size = sorted(sides, key=lambda s: (-sum(e.position == s for e in essays), sides.index(s)))
    for side in by_size:
        held = [essay for essay in essays if essay.position == side]
        if not held:
            continue
        names = listed([essay_name(essay) for essay in held])
        label = side_label(debate, side)
        verb = "stands" if len(held) == 1 else "stand"
        if contrarian and held == [contrarian]:
            groups.append(f"one, the contrarian, {verb} with {label} ({names})")
        else:
            groups.append(f"{number(len(held))} {verb} with {label} ({names})")
    torn = [essay for essay in essays if essay.position in (None, CONDITIONAL)]
    if torn:
        names = listed([essay_name(essay) for essay in torn])
        groups.append(
            f"{number(len(torn))} {'says' if len(torn) == 1 else 'say'} it depends ({names})"
        )
    total = number(len(essays), "essay")
    if len(essays) == 1:
        return capitalised(f"one essay speaks: {listed(groups)}.")
    if len(groups) < 2:
        return capitalised(f"the {total} are of one mind: {listed(groups)}.")
    return capitalised(f"the {total} split: {listed(groups)}.")


def write_verdict(draft: Draft, evidence: Evidence) -> None:
    """All parts of a verdict that have evidence; the contrarian's side comes first."""
    debate = draft.debate
    slugs = list(evidence.theses)
    draft.say(split_sentence(debate, slugs))
    if unsure := read_by_us([debate.essay(slug) for slug in slugs]):
        draft.say(unsure, layer="assistant")
    for side in _sides_in_order(debate):
        label = capitalised(side_label(debate, side))
        _side(draft, evidence, side, f"For {label[:1].lower()}{label[1:]}")
    said: list[str] = []
    for excerpt in evidence.case:
        _one(draft, excerpt, "Nearest to what you describe", None, said, debate.contrarian)
    for clash in evidence.clashes:
        _clash(draft, clash)
    _depends(draft, evidence)
    _settle(draft, evidence)


def _sides_in_order(debate: Debate) -> list[str]:
    contrarian = debate.contrarian
    sides = [side.id for side in debate.sides]
    return sorted(sides, key=lambda side: not (contrarian and contrarian.position == side))


def _side(draft: Draft, evidence: Evidence, side: str, part: str) -> None:
    debate = draft.debate
    contrarian = debate.contrarian
    said: list[str] = []
    for slug, thesis in evidence.theses.items():
        essay = debate.essay(slug)
        if essay.position != side:
            continue
        excerpts = [thesis, *(e for e in evidence.strongest.get(side, ()) if e.essay.slug == slug)]
        for excerpt in excerpts:
            _one(draft, excerpt, part, side, said, contrarian)


def _one(
    draft: Draft,
    excerpt: Excerpt,
    part: str,
    side: str | None,
    said: list[str],
    contrarian: Essay | None,
) -> None:
    name = speaker(excerpt)
    if name in said:
        lead = f"{again(name) if said[-1] == name else name} adds:"
    elif contrarian and excerpt.essay.slug == contrarian.slug and excerpt.voice.role == "author":
        lead = f"{name}, the contrarian:"
    else:
        lead = f"{introduced(excerpt)}:"
    said.append(name)
    draft.quote(capitalised(lead), excerpt, part=part, side=side)


def _clash(draft: Draft, clash: Clash) -> None:
    part = "Where they clash"
    one, two = clash.excerpts
    if clash.kind == "example":
        first, second = (side_label(draft.debate, label or "") for label in clash.labels)
        lead = f"{clash.subject} is an example of {first} in one essay and of {second} in another."
    else:
        side = capitalised(side_label(draft.debate, clash.labels[0] or ""))
        lead = f"{side} does not mean the same to all."
    marks = [draft.cite(one), draft.cite(two)]
    draft.say(
        f"{lead} {capitalised(introduced(one))}: “{one.quote}” [{marks[0]}] "
        f"{capitalised(introduced(two))}: “{two.quote}” [{marks[1]}]",
        citations=marks,
        part=part,
    )


def _depends(draft: Draft, evidence: Evidence) -> None:
    said: list[str] = []
    for slug, thesis in evidence.theses.items():
        if draft.debate.essay(slug).position in (None, CONDITIONAL):
            _one(draft, thesis, "It depends", None, said, None)
    for excerpt in evidence.conditions:
        _one(draft, excerpt, "It depends", None, said, None)


def _settle(draft: Draft, evidence: Evidence) -> None:
    part = "Settle this first"
    labels = [side_label(draft.debate, side.id) for side in draft.debate.sides]
    for excerpt in evidence.asks:
        draft.quote(f"{capitalised(introduced(excerpt))} asks you:", excerpt, part=part)
    text = f"Before you choose between {listed(labels)}, decide "
    text += (
        "whether the condition quoted above is yours"
        if evidence.conditions
        else "which of the reasons above holds for your own case"
    )
    draft.say(text + "; that is my own reading, not an essay's.", layer="assistant", part=part)
