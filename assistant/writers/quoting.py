"""The quoting writer: evidence to an answer, without a model. Its first sentence answers.

One small function an intent; all of them tell points by `telling.Teller`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.domain import CONDITIONAL, Debate
from assistant.naming import capitalised, essay_name, listed, number, side_label, some, takes
from assistant.points import PointRow
from assistant.retrieval.choosing import argues, position_of
from assistant.retrieval.evidence import Evidence
from assistant.understanding.question import Intent
from assistant.writers.comparing import agree, compare, party_name
from assistant.writers.draft import Draft
from assistant.writers.inferring import infer
from assistant.writers.refusing import refuse
from assistant.writers.telling import TOGETHER, Teller, by_voice, called
from assistant.writers.verdict import split_sentence, write_verdict

_OF_ALL = 0.1  # probability of agreement from which who stands with a side is asked of all


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
    itemised = evidence.question.form == "list"  # each point is an item of its own then
    teller = Teller(draft, context.small, together=1 if itemised else TOGETHER)
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
        opening = f"{capitalised(party_name(debate, parties[0]))} says nothing on it directly; "
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


def _camp(teller: Teller, evidence: Evidence) -> None:
    """Who stands with a side, or with its rival, then a point of each.

    Whoever puts one side first need not be against the other.
    """
    debate, question = teller.draft.debate, evidence.question
    side = question.side or debate.sides[0].id
    groups = by_voice(evidence.points)
    names = [called(rows[0]) for rows in groups]
    verb = "stands" if len(names) < 2 else "stand"
    rivals = [other.id for other in debate.sides if other.id != side]
    label = side_label(debate, side)
    place = f"with {label}" if question.stance == "for" else f"against {label}"
    if question.stance == "against" and names and len(rivals) == 1:
        place = f"with {side_label(debate, rivals[0])}, not with {label}"
    who = some(names) if names else f"none of the {number(len(evidence.theses))}"
    opening = ("Yes: " if names else "No: ") if question.yes_no else ""
    some_only = 0 < len({rows[0].essay.slug for rows in groups}) < len(evidence.theses)
    if opening and some_only and question.intents.get("agree", 0.0) >= _OF_ALL:
        opening = "Not all: "  # it may well ask whether all of them do
    text = f"{who} {verb} {place}."
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
    several = bool(things) and len(groups) > 1 and evidence.stand == "both"
    opening = f"{listed(list(things))} stands for different things: " if several else ""
    if evidence.stand != "both":
        opening = _yes_no(evidence)
    _answer_first(teller, groups[0], opening)
    for rows in groups[1:]:
        teller.tell(rows)


def _case(teller: Teller, evidence: Evidence) -> None:
    """One side's strongest points; where each side's are wanted, one side after the other."""
    question, debate = evidence.question, teller.draft.debate
    if question.each:
        for side in debate.sides:
            rows = [row for row in evidence.points if argues(row, side.id, "for", debate)]
            asked = replace(question, side=side.id, stance="for", each=False)
            _case(teller, replace(evidence, question=asked, points=tuple(rows)))
        return
    label = side_label(debate, question.side or "")
    word = "for" if question.stance == "for" else "against"
    groups = by_voice(evidence.points)
    opening = f"The strongest case {word} {label}: "
    for rows in groups:
        place = position_of(rows[0], debate)
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
    "compare": compare,
    "camp": _camp,
    "agree": agree,
    "middle": _middle,
    "define": _define,
    "example": _example,
    "case": _case,
    "advice": _advice,
    "overview": _overview,
}
