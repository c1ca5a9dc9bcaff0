"""The form of an answer: valid, of one piece, safe, beginning with the answer, and short enough."""

from __future__ import annotations

import re

from evals.folding import fold
from evals.metrics.marks import QUOTED_WORDS
from evals.metrics.measured import NOTHING, Measured, share, yes
from evals.speech import credited, quoted_spans
from evals.view import MARKER, Looked, View

Check = tuple[bool, str]
_MARKUP = re.compile(
    r"!?\[[^\]\n]*\]\(|<[a-zA-Z/!][^>\n]*>|\b(?:https?|javascript|data):|(?<!\w)//\w"
)
_ASKERS = re.compile(r"(?<!\w)['‘].+?['’](?!\w)")  # what the asker told stands between these
_HEADS = re.compile(r"\*\*[^*\n]+\*\*|^#+ .*$|^\|.*\|$", re.MULTILINE)


def answer_sound(view: View) -> Measured:
    """Checks of a whole answer that hold: schema, numbers, statements and text, layers, safety."""
    reply = view.reply
    valid = _problems(view)
    checks: list[Check] = [(not valid, valid)]
    if not reply.failed:
        checks += [*_numbers(view), *_statements(view), _safe(view)]
        checks += [_clean(view)] if reply.refused else []
    return share(checks)


def first_sentence(view: View) -> Measured:
    """Answers whose first sentence matches what the case says that it must."""
    if view.case.first is None:
        return NOTHING
    told = _first(view.reply.text)
    holds = not view.reply.failed and bool(re.search(view.case.first, told, re.IGNORECASE))
    return yes(holds, f"begins “{told[:100]}”, which does not match {view.case.first}")


def over_length(view: View) -> Measured:
    """Answers of more words than the case allows."""
    most = view.case.most_words
    if view.reply.failed:
        return NOTHING
    over = view.words > most
    return Measured(over, 1, (f"{view.words} words, {most} are allowed",) if over else ())


def latency_ms(view: View) -> Measured:
    """Milliseconds in all, by the answer's own account."""
    total = dict(view.reply.timings_ms).get("total")
    return NOTHING if total is None or view.reply.failed else Measured(total, 1)


def _first(text: str) -> str:
    """The first sentence of a text, without marks and markup."""
    from ingest.boundaries import boundaries

    plain = MARKER.sub("", text).replace("*", "").strip().lstrip("#>-•| ")
    paragraph = " ".join(plain.split("\n", 1)[0].split())
    start, end = next(iter(boundaries(paragraph)), (0, len(paragraph)))
    return paragraph[start:end].strip()


def _problems(view: View) -> str:
    problems = [view.reply.failed] if view.reply.failed else []
    problems += view.reply.defects
    if not problems and fold(view.reply.question) != fold(view.case.question):
        problems.append(f"answers another question: “{view.reply.question[:60]}”")
    return "; ".join(str(problem) for problem in problems)


def _numbers(view: View) -> list[Check]:
    """Every number leads to one citation, and every citation is used and marked."""
    numbers = [
        *((number, "`text` marks") for number in view.markers),
        *((n, "a statement uses") for said in view.reply.statements for n in said.citations),
        *((e.citation, "the roll call rests on") for e in view.reply.roll_call),
    ]
    checks = [
        (view.by_number(number) is not None, f"{by} [{number}], which is no citation")
        for number, by in numbers
        if number is not None
    ]
    for looked in view.citations:
        own = not looked.double and (looked.cited.number or 0) >= 1
        checks.append((own, f"{looked.at}: number not its own"))
        checks.append((looked.used, f"{looked.at} is used by no statement"))
        checks.append((looked.marked, f"{looked.at} is not marked in the text"))
    return checks


def _statements(view: View) -> list[Check]:
    """Statements stand in the text, nothing else does, and the assistant's own cite nobody."""
    checks: list[Check] = []
    answered_for = [False] * len(view.letters.text)
    for said, places in view.placed:
        stands = bool(places) or not any(map(str.isalnum, said.text))
        checks.append((stands, f"not in the text: “{said.text[:80]}”"))
        for start, end in places:
            answered_for[start:end] = [True] * (end - start)
        if said.layer == "assistant":
            own = _ASKERS.sub("", MARKER.sub("", said.text))
            credits_ = any(credited(own, view.stored.voice_names))
            apart = not said.citations and not (credits_ and not view.reply.refused)
            checks.append((apart, f"the assistant's own, but it cites: “{said.text[:80]}”"))
        elif any(said.side == side.id for side in view.stored.debate.sides):
            cited = [c for n in said.citations if (c := view.by_number(n)) is not None]
            filed = all(_speaks_for(view, looked, said.side) for looked in cited)
            checks.append((filed, f"filed under {said.side}: “{said.text[:80]}”"))
        elif view.reply.refused:
            checks.append((False, f"a refusal says something of the essays: “{said.text[:60]}”"))
    for head in _HEADS.finditer(view.reply.text):
        for at, offset in enumerate(view.letters.offsets):
            if head.start() <= offset < head.end():
                answered_for[at] = True
    loose = "".join(
        letter for letter, held in zip(view.letters.text, answered_for, strict=True) if not held
    )
    checks.append((not loose, f"in the text, but in no statement: “{loose[:80]}”"))
    return checks


def _speaks_for(view: View, looked: Looked, side: str | None) -> bool:
    """Whether a citation's essay is on a side, or the point that it shows speaks for it."""
    essay, span = view.stored.essay(looked.cited.essay), looked.span
    if essay is None or span is None or essay.position == side:
        return True
    return any(
        point.speaks_for == side and point.start < span.end and point.end > span.start
        for point in essay.points
    )


def _safe(view: View) -> Check:
    """No link, image, address or HTML: what essays and questions say is never markup."""
    unquoted = re.sub(r"\\.", "", view.reply.text)
    found = _MARKUP.search(unquoted)
    return not found, f"markup in the text: {found.group()[:40] if found else ''}"


def _clean(view: View) -> Check:
    """A refusal cites, marks and quotes nothing, calls no roll and credits nobody."""
    reply = view.reply
    told = "\n".join([reply.text, *(said.text for said in reply.statements)])
    bare = fold(told)
    for question in reply.suggestions:
        bare = bare.replace(fold(question), " ")
    quotes = any(
        len(told[a:b].split()) >= QUOTED_WORDS and view.stored.says(fold(told[a:b]))
        for a, b in quoted_spans(told)
    )
    claims = reply.citations or view.markers or reply.roll_call or quotes
    credits_ = any(credited(bare, view.stored.voice_names))
    return not (claims or credits_), "a refusal that cites, quotes or credits"
