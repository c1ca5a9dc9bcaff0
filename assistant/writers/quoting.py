"""The quoting writer: evidence to an answer, without a model. Its first sentence answers.

One small function an intent; all of them tell points by `telling.Teller`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from assistant.domain import CONDITIONAL, Accord, Debate
from assistant.naming import capitalised, essay_name, listed, number, side_label, some, takes
from assistant.points import PointRow
from assistant.retrieval.choosing import position_of, speaks
from assistant.retrieval.evidence import Evidence
from assistant.understanding.question import Intent
from assistant.writers.draft import Draft, shows
from assistant.writers.inferring import infer
from assistant.writers.refusing import refuse
from assistant.writers.telling import MANNERS, Teller, by_voice, called, tell_accord
from assistant.writers.verdict import split_sentence, write_verdict

# What the way somebody is quoted says to "do they agree?".
_AGREEING = {"endorses": "Yes: ", "rebuts": "No: "}


@dataclass(frozen=True, slots=True)
class Context:
    """What the writer knows of the debate besides the evidence."""

    debate: Debate
    small: frozenset[str]  # folded words that the essays write small


def write(evidence: Evidence, context: Context) -> Draft:
    """The answer to a question that asks something of the essays."""
    draft = Draft(context.debate)
    if evidence.refusal:
        refuse(draft, evidence)
        return draft
    teller = Teller(draft, context.small)
    if evidence.corrects:
        _correct(teller, evidence)
    else:
        _WRITERS.get(evidence.question.intent, _topic)(teller, evidence)
    return draft


def _topic(teller: Teller, evidence: Evidence) -> None:
    """The nearest point answers; then whoever else speaks of it, each voice once."""
    first, *others = by_voice(evidence.points)
    _answer_first(teller, first, _yes_no(evidence))
    for rows in others:
        teller.tell(rows)
    _silent(teller, evidence)


def _answer_first(teller: Teller, rows: Sequence[PointRow], opening: str = "") -> None:
    """One point with its speaker behind it; of several the speaker is named once, in front."""
    if len(rows) == 1 and not opening:
        teller.lead(rows[0])
    else:
        teller.tell(rows, opening=opening)


def _yes_no(evidence: Evidence) -> str:
    """The word that a yes-or-no question wants to hear first, where the points give it."""
    if not evidence.question.yes_no or evidence.stand is None:
        return ""
    return {
        "yes": "Yes: ",
        "no": "No: ",
        "both": "It depends on whom you ask: ",
    }[evidence.stand]


def _who_argues(teller: Teller, evidence: Evidence) -> None:
    """Each voice as the subject of a sentence."""
    opening = _yes_no(evidence)
    for rows in by_voice(evidence.points):
        teller.tell(rows, opening=opening)
        opening = ""


def _voice(teller: Teller, evidence: Evidence) -> None:
    """What a party says, of a side first where it stands; else whom its author quotes on it."""
    opening = _yes_no(evidence)
    debate, parties = teller.draft.debate, evidence.question.parties
    if stands := _stands(evidence, debate):
        teller.draft.say(stands, kind="fact")
    speaks = {row.voice.name for row in evidence.points} | {r.essay.slug for r in evidence.points}
    if parties and parties[0] not in speaks:
        opening = f"{capitalised(_party_name(debate, parties[0]))} says nothing on it directly; "
    for rows in by_voice(evidence.points):
        teller.tell(rows, opening=opening)
        opening = ""


def _stands(evidence: Evidence, debate: Debate) -> str:
    """Where an author stands who is asked about a side, unless that is only our own reading."""
    row, question = evidence.points[0], evidence.question
    place = position_of(row, debate)
    if place is None or row.voice.role != "author" or row.essay.position_is_proposed:
        return ""
    if not question.sides or question.matter or len(question.parties) != 1:
        return ""
    return capitalised(f"{called(row)} {takes(debate, place)}.")


def _compare(teller: Teller, evidence: Evidence) -> None:
    """The clash between the parties, if the reading has one; then each one's words on it."""
    clashes = [a for a in _in_order(evidence) if a.kind == "clash"]
    if evidence.question.parties and clashes:
        tell_accord(teller.draft, clashes[0])
    _side_by_side(teller, evidence, contrast=not teller.draft.statements)


def _side_by_side(teller: Teller, evidence: Evidence, *, contrast: bool = False) -> None:
    """Each party's words on the matter; who has none is named."""
    told = tuple(teller.draft.citations)
    rows = [row for row in evidence.points if not any(shows(c, row) for c in told)]
    groups = by_voice(rows)
    heard = {party for row in evidence.points for party in (row.speaker, row.essay.slug)}
    for number_, group in enumerate(groups):
        opposed = contrast and _opposed(group[0], groups[0][0], teller.draft.debate)
        teller.tell(group, opening="By contrast, " if number_ == 1 and opposed else "")
    for party in evidence.question.parties:
        if party not in heard:
            name = _party_name(teller.draft.debate, party)
            teller.draft.say(f"{capitalised(name)} says nothing on it.", kind="fact")


def _opposed(row: PointRow, other: PointRow, debate: Debate) -> bool:
    """Whether two voices stand on different sides."""
    stand = {position_of(row, debate), position_of(other, debate)}
    return len(stand - {None, CONDITIONAL}) == 2


def _party_name(debate: Debate, party: str) -> str:
    return next((essay_name(e) for e in debate.essays if e.slug == party), party)


def _agree(teller: Teller, evidence: Evidence) -> None:
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
    elif not question.matter or not accords:
        stands_ = {p: row for row in evidence.points for p in question.parties if speaks(row, p)}
        found = [(p, position_of(row, draft.debate)) for p, row in stands_.items()]
        places = [(party, place) for party, place in found if place]
        if len(places) == len(found) > 1:
            shared = any(accord.kind == "agreement" for accord in accords)
            opening_ = _yes_or_no(places, shared=shared) if question.yes_no else ""
            draft.say(_places(draft.debate, places, opening_), kind="fact")
    elif question.yes_no:
        opening = "Yes: " if accords[0].kind == "agreement" else "No: "
    for accord in accords:
        tell_accord(draft, accord, opening=opening)
        opening = ""
    _side_by_side(teller, evidence)


def _quotes(evidence: Evidence) -> str:
    """How one of the parties quotes the other one, where that shows whether they agree."""
    for row in evidence.points:
        agrees = _AGREEING.get(row.voice.attitude)
        if (
            agrees
            and row.voice.role == "quoted"
            and {row.essay.author, row.essay.slug} & {*evidence.question.parties}
        ):
            opening = agrees if evidence.question.yes_no else ""
            manner = MANNERS[row.voice.attitude]
            return f"{opening}{essay_name(row.essay)} quotes {row.voice.name}{manner}."
    return ""


def _yes_or_no(places: Sequence[tuple[str, str]], *, shared: bool) -> str:
    """Whether parties agree that stand at these places, and may share something all the same."""
    if len({place for _, place in places}) == 1:
        return "Yes: "
    return "In part: " if shared else "Not on the question itself: "


def _places(debate: Debate, places: Sequence[tuple[str, str]], opening: str) -> str:
    """On which sides the parties stand, in one sentence."""
    names = [_party_name(debate, party) for party, _ in places]
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
        opening = ("Yes: " if one else "No: ") if question.yes_no else ""
        draft.say(f"{opening}{split[:1].lower() + split[1:] if opening else split}", kind="fact")
        accords, opening = [a for a in accords if a.kind == "clash"][:1], ""
    elif question.yes_no and accords:
        agreed = [accord.kind == "agreement" for accord in accords[:2]]
        opening = "Yes, on this: " if all(agreed) else "In part: " if any(agreed) else "No: "
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
    if question.matter and others:
        for rows in (own, *others):
            teller.tell(rows)
        return
    party = called(own[0])
    names = list(dict.fromkeys(called(rows[0]) for rows in others))
    if names:
        verb = "stands" if len(names) == 1 else "stand"
        word = "with" if question.stance == "for" else "against"
        teller.draft.say(
            capitalised(f"{some(names)} {verb} {word} {party} in this debate."), kind="fact"
        )
    else:
        word = "with" if question.stance == "for" else "against"
        text = f"No other essay of the {number(len(debate.essays))} stands plainly {word} {party}."
        teller.draft.say(text, kind="fact")
    for rows in (own, *others):
        teller.tell(rows)


def _camp(teller: Teller, evidence: Evidence) -> None:
    """Who stands with a side, or against it, then a point of each."""
    debate, question = teller.draft.debate, evidence.question
    side = question.side or debate.sides[0].id
    groups = by_voice(evidence.points)
    names = [called(rows[0]) for rows in groups]
    verb = "stands" if len(names) < 2 else "stand"
    word = "with" if question.stance == "for" else "against"
    who = some(names) if names else f"none of the {number(len(evidence.theses))}"
    opening = ("Yes: " if names else "No: ") if question.yes_no else ""
    text = f"{who} {verb} {word} {side_label(debate, side)}."
    teller.draft.say(capitalised(f"{opening}{text}"), kind="fact")
    for rows in groups:
        teller.tell(rows)


def _middle(teller: Teller, evidence: Evidence) -> None:
    """Who stands between the sides, then what they say of it."""
    debate, question = teller.draft.debate, evidence.question
    torn = [e for e in debate.essays if e.position == CONDITIONAL and e.slug in evidence.theses]
    every = number(len(evidence.theses))
    if torn:
        names = some([essay_name(essay) for essay in torn])
        depends = takes(debate, CONDITIONAL, several=len(torn) > 1)
        opening, text = "Some say so: ", f"{number(len(torn))} of the {every} {depends}, {names}."
    else:
        opening, text = "Hardly: ", f"none of the {every} stands between the sides."
    teller.draft.say(capitalised(f"{opening if question.yes_no else ''}{text}"), kind="fact")
    for rows in by_voice(evidence.points):
        teller.tell(rows)


def _define(teller: Teller, evidence: Evidence) -> None:
    first, *others = by_voice(evidence.points)
    _answer_first(teller, first)
    for rows in others:
        teller.tell(rows)


def _example(teller: Teller, evidence: Evidence) -> None:
    groups = by_voice(evidence.points)
    things = evidence.question.things
    labels = {row.point.speaks_for for row in evidence.points if row.point.speaks_for}
    several = bool(things) and len(groups) > 1 and len(labels) > 1
    opening = f"{listed(list(things))} stands for different things: " if several else ""
    _answer_first(teller, groups[0], opening)
    for rows in groups[1:]:
        teller.tell(rows)


def _case(teller: Teller, evidence: Evidence) -> None:
    """One side's strongest points."""
    question = evidence.question
    label = side_label(teller.draft.debate, question.side or "")
    word = "for" if question.stance == "for" else "against"
    groups = by_voice(evidence.points)
    opening = f"The strongest case {word} {label}: "
    for rows in groups:
        place = position_of(rows[0], teller.draft.debate)
        rival = place not in (None, CONDITIONAL) and (place == question.side) != (word == "for")
        teller.tell(rows, opening=opening + ("even " if opening else "Even ") if rival else opening)
        opening = ""


def _advice(teller: Teller, evidence: Evidence) -> None:
    """The nearest advice or condition first, then each side's; last what follows for the asker."""
    groups = by_voice(evidence.points)
    _answer_first(teller, groups[0], _yes_no(evidence))
    for rows in groups[1:]:
        teller.tell(rows)
    if evidence.fits:  # what is tied to nothing that was told is no advice
        infer(teller.draft, evidence, evidence.points)


def _overview(teller: Teller, evidence: Evidence) -> None:
    """The whole debate: who stands where, then one point an essay; or one essay's main points."""
    debate, question = teller.draft.debate, evidence.question
    if not question.parties:
        teller.draft.say(split_sentence(debate, list(evidence.theses)), kind="fact")
    for rows in by_voice(evidence.points):
        teller.tell(rows)


def _correct(teller: Teller, evidence: Evidence) -> None:
    """What somebody is wrongly taken to say, put right with their own words."""
    first, *others = by_voice(evidence.points)
    teller.tell(first, opening="Not so: ")
    for rows in others[:1]:
        teller.tell(rows)


def _silent(teller: Teller, evidence: Evidence) -> None:
    """Who says nothing on the matter, where the answer rests on few and the contrarian is one."""
    debate = teller.draft.debate
    contrarian = debate.contrarian
    if evidence.question.parties or not contrarian or contrarian.slug not in evidence.silent:
        return
    if len(debate.essays) - len(evidence.silent) < 2:
        return
    names = some([essay_name(debate.essay(slug)) for slug in evidence.silent])
    verb = "says" if len(evidence.silent) == 1 else "say"
    teller.draft.say(f"{capitalised(names)} {verb} nothing on it.", kind="fact")


Writer = Callable[[Teller, Evidence], None]
_WRITERS: Mapping[Intent, Writer] = {
    "verdict": write_verdict,
    "topic": _topic,
    "figures": _topic,
    "who_argues": _who_argues,
    "voice": _voice,
    "compare": _compare,
    "camp": _camp,
    "agree": _agree,
    "middle": _middle,
    "define": _define,
    "example": _example,
    "case": _case,
    "advice": _advice,
    "overview": _overview,
}
