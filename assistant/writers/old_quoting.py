"""The quoting writer: verbatim sentences and plain facts of the corpus, the same every time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant import cues
from assistant.domain import CONDITIONAL, Debate
from assistant.evidence import Evidence, Excerpt
from assistant.polarity import opposed
from assistant.understanding.old_question import Question
from assistant.writers.correcting import write_correction
from assistant.writers.draft import Draft, as_text
from assistant.writers.naming import (
    again,
    capitalised,
    essay_name,
    introduced,
    listed,
    number,
    side_label,
    speaker,
    stands,
)
from assistant.writers.old_refusing import write_refusal
from assistant.writers.old_verdict import split_sentence, write_verdict

MOST_WORDS = 148  # of a narrow answer's text
MOST_CITATIONS = 6
_CLOSE = 0.60  # cosine from which an excerpt is said to argue what was asked
_FIRST = ("says", "puts it this way", "writes")
_NEXT = ("adds", "goes on", "also says", "says further")


def write(evidence: Evidence, debate: Debate) -> Draft:
    """The draft of an answer to the evidence's question; a narrow one says no more than it may."""
    draft = _write(evidence, debate)
    while evidence.question.kind != "verdict" and len(evidence.found) > 1:
        words = len(as_text(draft.statements).split())
        if words <= MOST_WORDS and len(draft.citations) <= MOST_CITATIONS:
            break
        evidence = replace(evidence, found=evidence.found[:-1])
        draft = _write(evidence, debate)
    return draft


def _write(evidence: Evidence, debate: Debate) -> Draft:
    draft = Draft(debate)
    kind = evidence.question.kind
    if evidence.refusal:
        write_refusal(draft, evidence)
    elif evidence.corrects:
        write_correction(draft, evidence)
    elif kind == "verdict":
        write_verdict(draft, evidence)
    else:
        _WRITERS.get(kind, _plain)(draft, evidence)
    return draft


def _quotes(draft: Draft, excerpts: Sequence[Excerpt], *, part: str = "") -> None:
    """Excerpts one after the other, each beside its speaker's name."""
    said: dict[str, int] = {}
    last = ""
    for excerpt in excerpts:
        name = speaker(excerpt)
        times = said.get(name, 0)
        if times:
            lead = f"{again(name) if name == last else name} {_NEXT[(times - 1) % len(_NEXT)]}:"
        else:
            lead = f"{introduced(excerpt)}{',' if ',' in introduced(excerpt) else ''} {_FIRST[0]}:"
        said[name], last = times + 1, name
        draft.quote(capitalised(lead), excerpt, part=part)


def _plain(draft: Draft, evidence: Evidence) -> None:
    _second_hand(draft, evidence)
    _quotes(draft, evidence.found)


def _second_hand(draft: Draft, evidence: Evidence) -> None:
    """Say so where the person asked about leaves the matter to a voice that they quote."""
    asked = set(evidence.question.voices)
    heard = {excerpt.voice.name for excerpt in evidence.found}
    hosts = {e.essay.author for e in evidence.found if e.voice.role == "quoted"}
    for name in evidence.question.voices:
        if name not in heard and name in hosts and not heard & asked:
            quoted = listed(
                list(dict.fromkeys(speaker(e) for e in evidence.found if e.essay.author == name))
            )
            draft.say(f"{name} leaves this to {quoted}.")


def _who(draft: Draft, evidence: Evidence) -> None:
    """Who argues something: the nearest first, told apart from those who only come close."""
    question = evidence.question
    groups: dict[str, list[Excerpt]] = {}
    for excerpt in evidence.found:
        groups.setdefault(speaker(excerpt), []).append(excerpt)
    others = [e for e in evidence.found if not _asked_about(e, question)]
    if question.about and not question.left and others:
        draft.say(_positions(draft.debate, others) + ".")
    for at, (name, excerpts) in enumerate(groups.items()):
        first = introduced(excerpts[0])
        comma = "," if "," in first else ""
        plainly = excerpts[0].similarity >= _CLOSE and not opposed(
            question.focus, excerpts[0].quote
        )
        plain = question.opposing or question.kind != "who_argues"
        told = question.about and not question.left
        if plain or (at == 0 and (told or _asked_about(excerpts[0], question))):
            lead = f"{first}{comma} says:"
        elif at == 0:
            lead = f"{first}{comma} {'does' if plainly else 'comes closest'}:"
        else:  # nearness is no agreement: never "also"
            lead = f"On the same matter, {first}:"
        draft.quote(capitalised(lead), excerpts[0])
        for turn, excerpt in enumerate(excerpts[1:]):
            draft.quote(capitalised(f"{again(name)} {_NEXT[turn % len(_NEXT)]}:"), excerpt)
    if question.about and not others:
        draft.say("I find no other voice that comes near it.", layer="assistant")


def _asked_about(excerpt: Excerpt, question: Question) -> bool:
    """Whether those speak whom others were to be set beside."""
    return (excerpt.voice.name or excerpt.essay.slug) in question.about


def _summary(draft: Draft, evidence: Evidence) -> None:
    essays = list(dict.fromkeys(e.essay.slug for e in evidence.found))
    for slug in essays:
        essay = draft.debate.essay(slug)
        if slug in evidence.question.essays or essay.author in evidence.question.voices:
            name = essay_name(essay)
            title = "" if essay.title in name else f", in “{essay.title},”"
            draft.say(capitalised(f"{name}{title} {stands(draft.debate, essay)}."))
    _quotes(draft, evidence.found)


def _compare(draft: Draft, evidence: Evidence) -> None:
    essays = {e.essay.slug for e in evidence.found}
    if len(essays) > 1:
        contrarian = draft.debate.contrarian
        text = _positions(draft.debate, evidence.found)
        if contrarian and contrarian.slug in essays:
            text += f" ({essay_name(contrarian)} is the contrarian)"
        draft.say(text + ".")
    _quotes(draft, evidence.found)


def _positions(debate: Debate, found: Sequence[Excerpt]) -> str:
    """Where each of the essays stands that are quoted."""
    essays = {e.essay.slug: e.essay for e in found}
    told = [f"{essay_name(essay)} {stands(debate, essay)}" for essay in essays.values()]
    return capitalised("; ".join(told))


def _agree(draft: Draft, evidence: Evidence) -> None:
    if evidence.theses and not evidence.silent and evidence.question.sides:
        draft.say(split_sentence(draft.debate, list(evidence.theses)))
    elif evidence.found and not (evidence.question.voices or evidence.question.essays):
        heard = len({e.essay.slug for e in evidence.found})
        quiet = [essay_name(draft.debate.essay(slug)) for slug in evidence.silent]
        text = (
            f"{capitalised(number(heard, 'essay'))} {'speaks' if heard == 1 else 'speak'} to this"
        )
        if quiet:
            text += f"; {listed(quiet)} {'is' if len(quiet) == 1 else 'are'} silent on it"
        draft.say(text + ".")
    _quotes(draft, evidence.found)


def _define(draft: Draft, evidence: Evidence) -> None:
    _second_hand(draft, evidence)
    for excerpt in evidence.found:
        draft.quote(capitalised(f"{introduced(excerpt)}:"), excerpt)


def _example(draft: Draft, evidence: Evidence) -> None:
    things = listed([f"{thing}" for thing in evidence.question.things])
    essays = len({e.essay.slug for e in evidence.found})
    if things and essays > 1:
        draft.say(f"{number(essays, 'essay').capitalize()} use {things} as an example.")
    for excerpt in evidence.found:
        draft.quote(capitalised(f"{introduced(excerpt)}:"), excerpt)


def _advice(draft: Draft, evidence: Evidence) -> None:
    _quotes(draft, evidence.found)
    sides = list(dict.fromkeys(e.essay.position for e in evidence.found if e.essay.position))
    taken = [side_label(draft.debate, s) for s in sides if s != CONDITIONAL]
    asks = next((e for e in evidence.found if _turns_on_reader(e)), None)
    steps = []
    if asks:
        steps.append("see first whether the condition quoted above is yours")
    if len(taken) > 1:
        steps.append(f"weigh both sides, since {listed(taken)} both speak here")
    if evidence.found:
        advice = ", then ".join(steps or ["ask which of these reasons holds for you"])
        draft.say(
            f"My own inference, not the essays': {advice}.",
            layer="assistant",
            part="For your case",
        )


def _turns_on_reader(excerpt: Excerpt) -> bool:
    return bool(cues.CONDITION.search(excerpt.quote) and cues.ASKS_READER.search(excerpt.quote))


_WRITERS: dict[str, Callable[[Draft, Evidence], None]] = {
    "who_argues": _who,
    "summary": _summary,
    "compare": _compare,
    "agree": _agree,
    "define": _define,
    "example": _example,
    "advice": _advice,
}
