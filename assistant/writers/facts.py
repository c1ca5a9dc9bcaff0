"""Facts about the corpus: who wrote what, when, how long, who is quoted, who stands where."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence

from assistant.answer import Answer
from assistant.domain import Attitude, Debate, Essay
from assistant.naming import (
    MOST_NAMED,
    capitalised,
    essay_name,
    listed,
    number,
    side_label,
    some,
    stands,
    takes,
)
from assistant.points import PointRow
from assistant.retrieval.choosing import WEIGHT, position_of
from assistant.understanding.question import Question
from assistant.writers.draft import Draft
from assistant.writers.telling import MANNERS, Teller, by_voice
from assistant.writers.verdict import split_sentence

_PROVEN = 4  # quotations that prove an answer
_FIGURE = re.compile(r"\d")


def state(
    draft: Draft, question: Question, points: Sequence[PointRow], without: Collection[str] = ()
) -> None:
    """The fact that was asked for, of the essays named or of all that are not left out."""
    essays = [essay for essay in draft.debate.essays if essay.slug not in without]
    named = [e for e in essays if e.slug in question.essays or e.author in question.voices]
    _FACTS.get(question.fact, _authors)(draft, named or essays, question, points)


def prove(draft: Draft, last: Answer) -> None:
    """Where the last answer's words stand: each citation's words, speaker and essay."""
    if not last.citations:
        draft.say("That answer rested on no quotation.", kind="fact")
    for citation in last.citations[:_PROVEN]:
        essay = draft.debate.essay(citation.essay)
        mark = draft.cite_span(essay, citation.start, citation.end)
        who = citation.voice or "the author, who is not named"
        where = f"in “{essay.title}”" + (
            f", under “{citation.heading}”" if citation.heading else ""
        )
        draft.say(
            f"{capitalised(who)} {where}: “{citation.quote}” [{mark}]",
            kind="quote",
            citations=(mark,),
        )


def _short_title(essay: Essay) -> str:
    return f"“{essay.title}”"


def _authors(
    draft: Draft, essays: Sequence[Essay], question: Question, points: Sequence[PointRow]
) -> None:
    if question.voices and not any(essay.author in question.voices for essay in essays):
        _who_is(draft, essays, question, points)  # of somebody who is quoted
        return
    if len(essays) == 1:
        author = essays[0].author
        wrote = f"{author} wrote" if author else "nobody is named as the author of"
        _say(draft, f"{wrote} {_short_title(essays[0])}.")
        return
    signed = [f"{e.author} ({_short_title(e)})" for e in essays if e.author]
    unsigned = [_short_title(e) for e in essays if not e.author]
    parts = []
    if signed:
        verb = "is" if len(signed) == 1 else "are"
        parts.append(f"{number(len(signed))} {verb} signed: {some(signed)}")
    if unsigned:
        verb = "names" if len(unsigned) == 1 else "name"
        parts.append(f"{number(len(unsigned))} {verb} no author: {some(unsigned)}")
    whole = len(essays) == len(draft.debate.essays)
    head = f"Of the {number(len(essays), 'essay')}, " if whole else ""
    _say(draft, f"{head}{'; '.join(parts)}.")
    if any(_quoted_in(essay) for essay in essays):
        _quoted(draft, essays, question, points)


def _count(
    draft: Draft, essays: Sequence[Essay], question: Question, points: Sequence[PointRow]
) -> None:
    debate = draft.debate
    voices = {s.voice.name for e in debate.essays for s in e.sentences if s.voice.name}
    quoted = sorted(voices - {essay.author for essay in debate.essays})
    text = f"{number(len(debate.essays), 'essay')}"
    if quoted:
        text += f", which quote {number(len(quoted), 'more voice')} ({some(quoted)})"
    _say(draft, f"{text}.")
    signed = list(dict.fromkeys(essay.author for essay in debate.essays if essay.author))
    if signed:
        rest = sum(not essay.author for essay in debate.essays)
        others = f"; {number(rest)} {'is' if rest == 1 else 'are'} unsigned" if rest else ""
        _say(draft, f"the authors named are {some(signed)}{others}.")


def _dates(
    draft: Draft, essays: Sequence[Essay], question: Question, points: Sequence[PointRow]
) -> None:
    dated = [f"{essay_name(e)} ({e.date})" for e in essays if e.date]
    undated = [essay_name(e) for e in essays if not e.date]
    if not dated:
        only = essay_name(essays[0]) if len(essays) == 1 else f"none of the {number(len(essays))}"
        text = f"{only} bears {'no' if len(essays) == 1 else 'a'} date."
    else:
        text = f"dated: {some(dated)}."
        if undated:
            text += f" Undated: {some(undated)}."
    _say(draft, text)


def _publishers(
    draft: Draft, essays: Sequence[Essay], question: Question, points: Sequence[PointRow]
) -> None:
    known = [
        f"{essay_name(e)} in {e.publisher}" if e.publisher else f"{essay_name(e)} at {e.url}"
        for e in essays
        if e.publisher or e.url
    ]
    others = [essay_name(e) for e in essays if not (e.publisher or e.url)]
    text = f"{some(known)}. " if known else ""
    if others:
        text += f"No place of publication is given for {some(others)}."
    _say(draft, text)


def _quoted_in(essay: Essay) -> dict[str, Attitude]:
    """The people whom an essay quotes by name, and how its author treats each."""
    return {
        s.voice.name: s.voice.attitude
        for s in essay.sentences
        if s.voice.role == "quoted" and s.voice.name
    }


def _by_how(people: Mapping[str, Attitude]) -> str:
    """The people by how they are quoted: "X and Y with approval and Z"."""
    names: dict[str, list[str]] = {}
    for name, attitude in people.items():
        names.setdefault(MANNERS.get(attitude, ""), []).append(name)
    return listed([listed(some) + manner for manner, some in names.items()])


def _quoted(
    draft: Draft, essays: Sequence[Essay], question: Question, points: Sequence[PointRow]
) -> None:
    told = [
        f"{essay_name(essay)} quotes {_by_how(people)}"
        for essay in essays
        if (people := _quoted_in(essay))
    ]
    if not told:
        subject = essay_name(essays[0]) if len(essays) == 1 else "none of the essays"
        told = [f"{subject} quotes nobody by name"]
    _say(draft, f"{'; '.join(told[:MOST_NAMED])}.")


def _data(
    draft: Draft, essays: Sequence[Essay], question: Question, points: Sequence[PointRow]
) -> None:
    figures = [
        row
        for row in points
        if _FIGURE.search(row.quote) and row.essay in essays and row.point.says
    ]
    if not figures:
        subject = (
            essay_name(essays[0]) if len(essays) == 1 else f"none of the {number(len(essays))}"
        )
        _say(draft, f"No: {subject} gives figures, studies or sources; they argue from reasons.")
        return
    row = figures[0]
    mark = draft.cite(row)
    name = row.voice.name or essay_name(row.essay)
    _say(draft, f"Hardly any; {name} gives a figure: “{row.quote.rstrip(':;,')}” [{mark}]", (mark,))


def _length(
    draft: Draft, essays: Sequence[Essay], question: Question, points: Sequence[PointRow]
) -> None:
    by_length = sorted(essays, key=lambda e: -len(e.text.split()))
    told = [f"{essay_name(e)} ({len(e.text.split()):,} words)" for e in by_length]
    if len(told) == 1:
        _say(draft, f"{told[0]}.")
    else:
        _say(
            draft,
            f"the longest is {told[0]}, the shortest {told[-1]}; between them {some(told[1:-1])}."
            if len(told) > 2
            else f"the longer is {told[0]}, the other {told[1]}.",
        )


def _companies(
    draft: Draft, essays: Sequence[Essay], question: Question, points: Sequence[PointRow]
) -> None:
    """The names that each voice speaks of, where it speaks of them: not what the author quotes."""
    people = {s.voice.name for e in draft.debate.essays for s in e.sentences}
    teller = Teller(draft)
    heard = [row for row in points if row.essay in essays and row.voice.role != "uncertain"]
    told = 0
    for rows in by_voice(heard):
        known = set(people)
        named: list[str] = []
        marks: list[int] = []
        for row in rows:
            words = f"{row.lead} {row.quote}"
            borne = [
                thing
                for thing in dict.fromkeys(row.point.things)
                if thing not in known
                and any(name in words for name in (thing, *draft.debate.names.get(thing, ())))
            ]
            if borne and len(known) - len(people) < MOST_NAMED:
                known.update(borne)
                marks.append(draft.cite(row))
                named.append(f"{listed(borne)} [{marks[-1]}]")
        if named and told < MOST_NAMED:
            told += 1
            _say(draft, f"{teller.name(rows[0])} names {listed(named)}.", tuple(marks))
    if not told:
        _say(draft, "no company is named in them.")


def _positions(
    draft: Draft, essays: Sequence[Essay], question: Question, points: Sequence[PointRow]
) -> None:
    """Where the essays, or the voices that are named, stand; of one side, who stands with it."""
    debate = draft.debate
    quoted = [r for r in points if r.voice.role == "quoted" and r.voice.name in question.voices]
    if quoted:
        place, name = position_of(quoted[0], debate), quoted[0].voice.name
        where = takes(debate, place) if place else "takes no plain side"
        _say(draft, f"{name}, whom {essay_name(quoted[0].essay)} quotes, {where}.")
        Teller(draft).lead(max(quoted, key=_telling))
    elif len(essays) == 1 and len(debate.essays) > 1:
        _say(draft, f"{essay_name(essays[0])} {stands(debate, essays[0])}.")
        own = [r for r in points if r.essay == essays[0] and r.voice.attitude == "own"]
        if own:
            Teller(draft).lead(max(own, key=_telling))
    elif len(question.sides) == 1:
        held = [essay for essay in essays if essay.position == question.sides[0]]
        verb = "stands" if len(held) == 1 else "stand"
        label = side_label(debate, question.sides[0])
        names = f": {some([essay_name(essay) for essay in held])}" if held else ""
        _say(draft, f"{number(len(held)) if held else 'none'} {verb} with {label}{names}.")
        _say(draft, split_sentence(debate, [essay.slug for essay in essays]))
    else:
        _say(draft, split_sentence(debate, [essay.slug for essay in essays]))


def _titles(
    draft: Draft, essays: Sequence[Essay], question: Question, points: Sequence[PointRow]
) -> None:
    told = [f"{_short_title(e)}{f' by {e.author}' if e.author else ' (unsigned)'}" for e in essays]
    head = "" if len(told) == 1 else f"{number(len(told))}: "
    _say(draft, f"{head}{some(told)}.")


def _who_is(
    draft: Draft, essays: Sequence[Essay], question: Question, points: Sequence[PointRow]
) -> None:
    """What the folder tells of an author, or of a person who is quoted, and what either holds."""
    if not question.voices:
        _authors(draft, essays, question, points)
        return
    teller = Teller(draft)
    for voice in question.voices[:_PROVEN]:
        own = next((e for e in draft.debate.essays if e.author == voice), None)
        heard = [row for row in points if row.voice.name == voice]
        spoken = [row for row in heard if row.point.says] or heard
        if own:
            _say(draft, _wrote(draft.debate, own, voice))
        elif host := next((e for e in draft.debate.essays if voice in _quoted_in(e)), None):
            where = f"is quoted in {_short_title(host)}" if not spoken else "is only quoted"
            no = "No: " if question.yes_no else ""
            _say(draft, f"{no}{voice} wrote none of the essays, but {where}.")
        if spoken:
            teller.lead(max(spoken, key=_telling))


def _telling(row: PointRow) -> tuple[bool, float, int]:
    """What tells best what somebody holds: the essay's thesis, else by a point's role."""
    start, end = row.essay.thesis or (0, 0)
    is_thesis = row.point.start < end and row.point.end > start
    return is_thesis, WEIGHT[row.point.role], -row.row


def _wrote(debate: Debate, essay: Essay, author: str) -> str:
    """Whose essay it is; of the contrarian, that it stands alone."""
    text = f"wrote {_short_title(essay)}{_note(essay)}"
    if essay != debate.contrarian or essay.position is None:
        return f"{author} {text}."
    alone = f"alone of the {number(len(debate.essays))} it {takes(debate, essay.position)}"
    return f"{author}, the contrarian, {text}; {alone}."


def _note(essay: Essay) -> str:
    """Where it was published, and what front matter notes."""
    place = f", published by {essay.publisher}" if essay.publisher else ""
    return f"{place} ({essay.note.rstrip('.')})" if essay.note else place


def _say(draft: Draft, text: str, citations: tuple[int, ...] = ()) -> None:
    draft.say(capitalised(text), kind="fact", citations=citations)


Fact = Callable[[Draft, Sequence[Essay], Question, Sequence[PointRow]], None]
_FACTS: Mapping[str, Fact] = {
    "authors": _authors,
    "count": _count,
    "dates": _dates,
    "publishers": _publishers,
    "quoted": _quoted,
    "data": _data,
    "length": _length,
    "companies": _companies,
    "positions": _positions,
    "titles": _titles,
    "who_is": _who_is,
}
KINDS = tuple(_FACTS)
