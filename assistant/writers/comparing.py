"""Voices set beside each other: where they differ, what they share, who stands with whom."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.domain import CONDITIONAL, Accord, Debate
from assistant.naming import capitalised, essay_name, listed, number, side_label, some, takes
from assistant.points import PointRow
from assistant.retrieval.choosing import argues, is_lent, position_of, speaks
from assistant.retrieval.comparing import WEIGHED, weighed_sides
from assistant.retrieval.evidence import Evidence
from assistant.understanding.question import STANCES, Question
from assistant.writers.draft import shows
from assistant.writers.telling import MANNERS, Teller, by_voice, called, tell_accord
from assistant.writers.verdict import split_sentence

_PRESUMES = 0.15  # probability from which agreement is taken for granted rather than asked about
# What the way somebody is quoted says to "do they agree?"; and what that is to "do they differ?".
_AGREEING = {"endorses": "Yes: ", "rebuts": "No: "}
_APART = "Not on the question itself: "
_TURNED = {"Yes: ": "No: ", "No: ": "Yes: ", _APART: "Yes: "}


def compare(teller: Teller, evidence: Evidence) -> None:
    """The clash between the parties, if the reading has one; then each one's words on it.

    Sides that are weighed get what is said for them, and against.
    """
    if sides := weighed_sides(evidence.question, teller.draft.debate):
        _weigh(teller, evidence, sides)
        return
    if clash := _clash(evidence):
        tell_accord(teller.draft, clash)
    _side_by_side(teller, evidence, contrast=not teller.draft.statements)


def _clash(evidence: Evidence) -> Accord | None:
    """The clash of those who are compared, or over the company that is."""
    question = evidence.question
    clashes = [a for a in _in_order(evidence) if a.kind == "clash"]
    if len(question.parties) < 2:
        things = question.things
        clashes = [a for a in clashes if things and all(t in a.says for t in things)]
    return clashes[0] if clashes else None


def _weigh(teller: Teller, evidence: Evidence, sides: Sequence[str]) -> None:
    """Each side's good, then its bad, each under a heading of its own."""
    debate = teller.draft.debate
    left = list(evidence.points)
    for side in sides:
        for stance in STANCES:
            rows = [row for row in left if argues(row, side, stance, debate)][:WEIGHED]
            left = [row for row in left if row not in rows]
            for group in by_voice(rows):
                teller.tell(group, part=f"{stance.capitalize()} {side_label(debate, side)}")


def _side_by_side(teller: Teller, evidence: Evidence, *, contrast: bool = False) -> None:
    """Each party's words on the matter; who has none is named."""
    told = tuple(teller.draft.citations)
    rows = [row for row in evidence.points if not any(shows(c, row) for c in told)]
    groups = by_voice(rows)
    for number_, group in enumerate(groups):
        opposed = contrast and _opposed(group[0], groups[0][0], teller.draft.debate)
        teller.tell(group, opening="By contrast, " if number_ == 1 and opposed else "")
    _say_silent(teller, evidence)


def _say_silent(teller: Teller, evidence: Evidence, opening: str = "") -> bool:
    """Who of the parties has nothing on the matter; whether there is anybody.

    Whom somebody quotes with approval speaks for him, too, unless both are asked about.
    """
    parties, rows = evidence.question.parties, evidence.points
    lent = [row for row in rows if row.speaker not in parties]
    silent = [
        party
        for party in parties
        if not any(speaks(row, party) for row in rows)
        and not any(is_lent(row, party) for row in lent)
    ]
    for party in silent:
        text = f"{opening}{party_name(teller.draft.debate, party)} says nothing on it."
        teller.draft.say(capitalised(text), kind="fact")
    return bool(silent)


def _opposed(row: PointRow, other: PointRow, debate: Debate) -> bool:
    """Whether two voices stand on different sides."""
    stand = {position_of(row, debate), position_of(other, debate)}
    return len(stand - {None, CONDITIONAL}) == 2


def party_name(debate: Debate, party: str) -> str:
    """What a voice or an essay is called in a sentence."""
    return next((essay_name(e) for e in debate.essays if e.slug == party), party)


def agree(teller: Teller, evidence: Evidence) -> None:
    """Who stands with whom; between parties or among all: what they share, or clash over."""
    parties = evidence.question.parties
    if len(parties) == 1:
        _allies(teller, evidence)
    elif parties:
        _between(teller, evidence)
    else:
        _among(teller, evidence)


def _between(teller: Teller, evidence: Evidence) -> None:
    """Whether the parties agree: where they stand, what the reading finds, their own words."""
    question, draft = evidence.question, teller.draft
    accords = _in_order(evidence)[:2]
    opening = ""
    if held := _quotes(evidence):
        draft.say(held, kind="fact")
    elif question.matter and _say_silent(teller, evidence, "No: " if question.yes_no else ""):
        for group in by_voice(evidence.points):
            teller.tell(group)
        return
    elif not question.matter or not accords:
        stands_ = {
            party: row
            for row in evidence.points
            for party in question.parties
            if speaks(row, party) or is_lent(row, party)
        }
        found = [(p, position_of(row, draft.debate)) for p, row in stands_.items()]
        places = [(party, place) for party, place in found if place]
        if len(places) == len(found) > 1:
            shared = any(accord.kind == "agreement" for accord in accords)
            opening_ = _yes_or_no(places, question, shared=shared) if question.yes_no else ""
            draft.say(_places(draft.debate, places, opening_), kind="fact")
    elif question.yes_no:
        both = "In part: " if _parted(evidence, draft.debate) else "Yes: "
        opening = _turned(both if accords[0].kind == "agreement" else "No: ", question)
    for accord in accords:
        tell_accord(draft, accord, opening=opening)
        opening = ""
    _side_by_side(teller, evidence)


def _parted(evidence: Evidence, debate: Debate) -> bool:
    """Whether one of the parties does not stand on the side that they are said to agree on."""
    question = evidence.question
    held = [r for r in evidence.points if any(speaks(r, party) for party in question.parties)]
    return len(question.sides) == 1 and any(
        position_of(row, debate) not in (None, question.side) for row in held
    )


def _quotes(evidence: Evidence) -> str:
    """How one of the parties quotes the other one, where that shows whether they agree."""
    for row in evidence.points:
        agrees = _AGREEING.get(row.voice.attitude)
        if (
            agrees
            and row.voice.role == "quoted"
            and row.speaker in evidence.question.parties
            and {row.essay.author, row.essay.slug} & {*evidence.question.parties}
        ):
            opening = _turned(agrees, evidence.question) if evidence.question.yes_no else ""
            manner = MANNERS[row.voice.attitude]
            return f"{opening}{essay_name(row.essay)} quotes {row.voice.name}{manner}."
    return ""


def _turned(opening: str, question: Question) -> str:
    """What is said to "do they agree?", or where that is asked to "do they differ?"."""
    return _TURNED.get(opening, opening) if question.stance == "against" else opening


def _yes_or_no(places: Sequence[tuple[str, str]], question: Question, *, shared: bool) -> str:
    """Whether parties agree that stand at these places, and may share something all the same."""
    if len({place for _, place in places}) == 1:
        return _turned("Yes: ", question)
    return "In part: " if shared else _turned(_APART, question)


def _places(debate: Debate, places: Sequence[tuple[str, str]], opening: str) -> str:
    """On which sides the parties stand, in one sentence."""
    names = [party_name(debate, party) for party, _ in places]
    sides = [place for _, place in places]
    if len(set(sides)) == 1:
        text = f"{listed(names)} both {takes(debate, sides[0], several=True)}"
    else:
        told = [f"{n} {takes(debate, s)}" for n, s in zip(names, sides, strict=True)]
        text = " and ".join(told)
    return capitalised(f"{opening}{text}.")


def _among(teller: Teller, evidence: Evidence) -> None:
    """What all of them share or clash over; without a matter also how they split."""
    question, draft = evidence.question, teller.draft
    debate = draft.debate
    accords = _in_order(evidence)
    opening = ""
    if question.sides and not question.matter:
        split = split_sentence(debate, [essay.slug for essay in debate.essays])
        one = len({essay.position for essay in debate.essays}) == 1
        opening = _turned("Yes: " if one else "No: ", question) if question.yes_no else ""
        if not (one or opening) and question.stance == "for" and question.premise >= _PRESUMES:
            opening = "Not so: "  # it takes for granted that they are of one mind
        draft.say(f"{opening}{split[:1].lower() + split[1:] if opening else split}", kind="fact")
        accords, opening = [a for a in accords if a.kind == "clash"][:1], ""
    elif question.yes_no and accords:
        agreed = [accord.kind == "agreement" for accord in accords[:2]]
        opening = _turned(_how_far(accords, agreed, debate), question)
    elif accords and accords[0].kind == "agreement" and not question.matter:
        every = len(debate.essays)
        if every > 2 and all(len({slug for slug, _, _ in a.spans}) < every for a in accords):
            text = f"No one point is shared by all {number(every)}; most share these."
            draft.say(text, kind="fact")
    for accord in accords[: 2 if question.matter else 3]:
        tell_accord(draft, accord, opening=opening)
        opening = ""
    if not question.matter and accords:
        return
    cited = {citation.essay for citation in draft.citations}
    rows = [row for row in evidence.points if row.essay.slug not in cited]
    speaking = {row.essay.slug for row in rows}
    if not accords and len(speaking) == 1 and len(debate.essays) > 1:
        opening = "Only one essay speaks of it: "
    for group in by_voice(rows):
        teller.tell(group, opening=opening)
        opening = ""


def _how_far(accords: Sequence[Accord], agreed: Sequence[bool], debate: Debate) -> str:
    """Whether they agree: all of them, those who speak of it, some of them, or nobody."""
    if not all(agreed):
        return "In part: " if any(agreed) else "No: "
    whole = max(len({slug for slug, _, _ in accord.spans}) for accord in accords)
    if whole == len(debate.essays):
        return "Yes, on this: "
    return f"Not all {number(len(debate.essays))} at once, but most of them: "


def _in_order(evidence: Evidence) -> list[Accord]:
    """Agreements and clashes, those of the wanted sort first where no matter decides."""
    question = evidence.question
    wanted = "clash" if question.stance == "against" else "agreement"
    if question.matter and not question.parties:
        return list(evidence.accords)
    spread = {a: len({slug for slug, _, _ in a.spans}) for a in evidence.accords}
    if not question.parties:  # the widest first; between two the one with the fewest others
        spread = {accord: -width for accord, width in spread.items()}
    return sorted(evidence.accords, key=lambda a: (a.kind != wanted, spread[a]))


def _allies(teller: Teller, evidence: Evidence) -> None:
    """Who stands with a party or against it, by position, or on one matter by their words."""
    debate, question = teller.draft.debate, evidence.question
    own, *others = by_voice(evidence.points)
    with_it = question.stance == "for"
    if question.matter and others and with_it:
        for rows in (own, *others):
            teller.tell(rows)
        return
    party, word = called(own[0]), "with" if with_it else "against"
    if names := list(dict.fromkeys(called(rows[0]) for rows in others)):
        verb = "stands" if len(names) == 1 else "stand"
        text = f"{some(names)} {verb} {word} {party} in this debate."
    else:
        text = f"no other essay of the {number(len(debate.essays))} stands plainly {word} {party}."
    teller.draft.say(capitalised(text), kind="fact")
    for rows in (own, *others) if with_it else (*others, own):
        teller.tell(rows)
