"""The quoting writer: evidence to an answer, without a model. Its first sentence answers.

One small function an intent; all of them tell points by `telling.Teller`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from assistant.domain import CONDITIONAL, Debate
from assistant.points import PointRow
from assistant.retrieval.plans import Evidence
from assistant.understanding.question import Intent
from assistant.words import content_stems
from assistant.writers.draft import Draft
from assistant.writers.naming import capitalised, essay_name, listed, number, side_label, some
from assistant.writers.refusing import refuse
from assistant.writers.telling import Teller, by_voice, tell_accord
from assistant.writers.verdict import split_sentence, write_verdict


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
    opening = "Yes: " if evidence.question.yes_no else ""
    for rows in by_voice(evidence.points):
        teller.tell(rows, opening=opening)
        opening = ""


def _voice(teller: Teller, evidence: Evidence) -> None:
    """What a party says; where only somebody else does, whom its author quotes."""
    opening = _yes_no(evidence)
    debate, parties = teller.draft.debate, evidence.question.parties
    speaks = {row.voice.name for row in evidence.points} | {r.essay.slug for r in evidence.points}
    if parties and parties[0] not in speaks:
        opening = f"{capitalised(_party_name(debate, parties[0]))} says nothing on it directly; "
    for rows in by_voice(evidence.points):
        teller.tell(rows, opening=opening)
        opening = ""


def _compare(teller: Teller, evidence: Evidence) -> None:
    """Each party's words on the matter, set against each other."""
    groups = by_voice(evidence.points)
    heard = {row.speaker for rows in groups for row in rows} | {
        row.essay.slug for rows in groups for row in rows
    }
    for number_, rows in enumerate(groups):
        alike = rows[0].essay.position == groups[0][0].essay.position
        teller.tell(rows, opening="By contrast, " if number_ == 1 and not alike else "")
    for party in evidence.question.parties:
        if party not in heard:
            name = _party_name(teller.draft.debate, party)
            teller.draft.say(f"{capitalised(name)} says nothing on it.", kind="fact")


def _party_name(debate: Debate, party: str) -> str:
    return next((essay_name(e) for e in debate.essays if e.slug == party), party)


def _agree(teller: Teller, evidence: Evidence) -> None:
    """What the debate's reading says that they share; else who stands together."""
    shared = [a for a in evidence.accords if a.kind == "agreement"]
    clashes = [a for a in evidence.accords if a.kind == "clash"]
    question = evidence.question
    if len(question.parties) == 1:
        _allies(teller, evidence)
        return
    if question.parties or not (shared or clashes):
        if not question.stems and not question.parties:
            slugs = [essay.slug for essay in teller.draft.debate.essays]
            teller.draft.say(split_sentence(teller.draft.debate, slugs), kind="fact")
        _compare(teller, evidence)
        return
    parted = question.stance == "against" and clashes
    nearest = evidence.accords[0].kind == "agreement" and shared[:3]
    for accord in clashes[:3] if parted else nearest or [*clashes[:1], *shared[:2]]:
        tell_accord(teller.draft, accord)


def _allies(teller: Teller, evidence: Evidence) -> None:
    """Who stands with a party or against it, by position, then what they say on the matter."""
    debate, question = teller.draft.debate, evidence.question
    own, *others = by_voice(evidence.points)
    party = own[0].voice.name or essay_name(own[0].essay)
    names = list(dict.fromkeys(rows[0].voice.name or essay_name(rows[0].essay) for rows in others))
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


def _define(teller: Teller, evidence: Evidence) -> None:
    groups = by_voice(evidence.points)
    _answer_first(teller, groups[0])
    for rows in groups[1:]:
        teller.tell(rows)


def _example(teller: Teller, evidence: Evidence) -> None:
    groups = by_voice(evidence.points)
    things = evidence.question.things
    labels = {row.point.speaks_for for row in evidence.points if row.point.speaks_for}
    opening = ""
    if things and len(groups) > 1 and len(labels) > 1:
        opening = f"{listed(list(things))} stands for different things: "
    if opening:
        teller.tell(groups[0], opening=opening)
    else:
        _answer_first(teller, groups[0])
    for rows in groups[1:]:
        teller.tell(rows)


def _case(teller: Teller, evidence: Evidence) -> None:
    """One side's strongest points."""
    question = evidence.question
    label = side_label(teller.draft.debate, question.side or "")
    word = "for" if question.stance == "for" else "against"
    groups = by_voice(evidence.points)
    teller.tell(groups[0], opening=f"The strongest case {word} {label}: ")
    for rows in groups[1:]:
        teller.tell(rows)


def _advice(teller: Teller, evidence: Evidence) -> None:
    """The nearest advice or condition first, then each side's; last what follows for the asker."""
    debate = teller.draft.debate
    groups = by_voice(evidence.points)
    _answer_first(teller, groups[0])
    for rows in groups[1:]:
        teller.tell(rows)
    _infer(teller, evidence, debate)


def _infer(teller: Teller, evidence: Evidence, debate: Debate) -> None:
    """What the assistant itself makes of the case: which point fits, and what it would mean."""
    question = evidence.question
    told = set(content_stems(f"{question.text} {question.business}"))
    best, shared = None, set[str]()
    for row in evidence.points:
        words = [a for a in row.point.about if set(content_stems(a)) & told]
        if len(words) > len(shared) or best is None:
            best, shared = row, set(words)
    if best is None:
        return
    matter = listed(sorted(shared)) or (best.point.about[0] if best.point.about else "this")
    side = best.point.speaks_for or (
        best.essay.position if best.essay.position != CONDITIONAL else None
    )
    name = best.voice.name or essay_name(best.essay)
    lean = f", and it speaks for {side_label(debate, side)}" if side else ""
    teller.draft.say(
        f"My inference: what {name} says on {matter} comes closest to your case{lean}; check first "
        "whether it holds for you, because the rest weighs less if it does not.",
        kind="inference",
    )


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
    names = [essay_name(essay) for essay in debate.essays if essay.slug in evidence.silent]
    verb = "says" if len(names) == 1 else "say"
    teller.draft.say(f"{capitalised(some(names))} {verb} nothing on it.", kind="fact")


Writer = Callable[[Teller, Evidence], None]
_WRITERS: Mapping[Intent, Writer] = {
    "verdict": write_verdict,
    "topic": _topic,
    "figures": _topic,
    "who_argues": _who_argues,
    "voice": _voice,
    "compare": _compare,
    "agree": _agree,
    "define": _define,
    "example": _example,
    "case": _case,
    "advice": _advice,
    "overview": _overview,
}
