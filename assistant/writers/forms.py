"""An answer in another form: shorter, one sentence, a list, a table, a memo, plainer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answer import Citation, Statement
from assistant.domain import Debate
from assistant.naming import essay_name
from assistant.understanding.question import Form
from assistant.writers.draft import Draft, as_text

MOST_SHORT = 120  # words of a shortened answer, and at most half of the answer before
_MARK = re.compile(r"\[(\d+)\]")


def reshape(
    debate: Debate,
    statements: Sequence[Statement],
    citations: Sequence[Citation],
    form: Form,
    *,
    again: bool = True,
    limit: int | None = None,
) -> Draft:
    """The same statements and citations in that form, numbered anew by first use.

    `again`: they were told before, so that shorter means half as long. `limit`: how many
    sentences or items were asked for.
    """
    draft = Draft(debate)
    told = [
        replace(s, text=s.text.removeprefix("- "))  # of a list that is to be something else now
        for whole in ([s for s in statements if s.kind in ("gist", "quote", "fact")] or statements)
        for s in _rows(whole)
    ]
    if form == "one_sentence":
        shaped = told[: limit or 1]
    elif form == "simpler":
        shaped = _within(told, MOST_SHORT)[:limit]
    elif form == "shorter":
        half = len(as_text(statements).split()) // 2
        room = min(MOST_SHORT, half) if again and limit is None else MOST_SHORT
        shaped = _shortened(told, citations, room)[:limit]
    elif form == "list":
        proven = [s for s in told if s.citations]
        # What leads up to so many items is none of them, where they are all there are.
        kept = proven if limit and len(proven) == limit else told[:limit]
        shaped = [replace(s, text=f"- {s.text}", part="") for s in kept]
    elif form == "table":
        shaped = [_table(debate, told, citations)]
    else:
        head = Statement(f"**Memo: {debate.question}**", "assistant", (), "talk")
        body = [replace(s, text=f"- {s.text}", part="") for s in told]
        last = [s for s in statements if s.kind == "inference"][:1]
        shaped = [head, *body, *(replace(s, text=f"- {s.text}", part="") for s in last)]
    renumber(draft, shaped, citations)
    return draft


def _shortened(
    told: Sequence[Statement], citations: Sequence[Citation], room: int
) -> list[Statement]:
    """What leads, and what each voice says first, within so many words; one statement at least."""
    speakers = {c.number: (c.essay, c.voice) for c in citations}
    kept: list[tuple[Statement, Statement]] = []  # as told, and up to the first mark
    heard: set[tuple[str, str | None]] = set()
    spent = 0
    for statement in told:
        who = {speakers[number] for number in statement.citations}
        short = _cut(statement) if len(who) == 1 else statement
        words = len(short.text.split())
        if spent + words > room or (who and who <= heard):
            continue
        heard |= who
        kept.append((statement, short))
        spent += words
    voices = {key for key in speakers.values() if key not in heard}
    if voices and len(heard) == 1 and kept[0][0].kind == "fact":
        kept = kept[:1]  # one voice alone would speak for all
    found = []
    for whole, short in kept:  # what room is left brings back what was cut
        more = len(whole.text.split()) - len(short.text.split())
        fits = spent + more <= room
        spent += more if fits else 0
        found.append(replace(whole if fits else short, part=""))
    return found or [_cut(told[0])]


def _within(told: Sequence[Statement], room: int) -> list[Statement]:
    """As many statements as have so many words; one at least, cut where it is longer."""
    kept: list[Statement] = []
    spent = 0
    for statement in told:
        spent += len(statement.text.split())
        if spent > room:
            break
        kept.append(replace(statement, part=""))
    return kept or [_cut(told[0])]


def _cut(statement: Statement) -> Statement:
    """A statement up to its first mark."""
    mark = _MARK.search(statement.text)
    if mark is None or mark.end() >= len(statement.text) - 1:
        return statement
    text = f"{statement.text[: mark.end()]}."
    return replace(statement, text=text, citations=(int(mark[1]),))


def _table(debate: Debate, told: Sequence[Statement], citations: Sequence[Citation]) -> Statement:
    """One row a statement that cites: who speaks, where, what is said; of sides first which."""
    by_number = {citation.number: citation for citation in citations}
    told = [statement for statement in told if statement.citations]
    sided = any(statement.part for statement in told)
    head = [*(["Side"] if sided else []), "Who", "Essay", "What"]
    rows = [_row(head), f"|{'---|' * len(head)}"]
    marks: list[int] = []
    for statement in told:
        cited = [by_number[number] for number in statement.citations]
        essays = [debate.essay(citation.essay) for citation in cited]
        who = [c.voice or essay_name(e) for c, e in zip(cited, essays, strict=True)]
        told_in = [essay.title for essay in essays]
        cells = (", ".join(dict.fromkeys(who)), ", ".join(dict.fromkeys(told_in)), statement.text)
        rows.append(_row([*([statement.part] if sided else []), *cells]))
        marks += statement.citations
    return Statement("\n".join(rows), "essays", tuple(dict.fromkeys(marks)), "gist")


def _row(cells: Sequence[str]) -> str:
    """A line of a Markdown table."""
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"


def _rows(statement: Statement) -> list[Statement]:
    """The sentences of a table; any other statement is one."""
    if not statement.text.startswith("| "):
        return [statement]
    said = [line.strip("| ").split(" | ")[-1] for line in statement.text.splitlines()[2:]]
    return [
        replace(statement, text=text, citations=tuple(map(int, _MARK.findall(text))))
        for text in said
    ]


def renumber(draft: Draft, shaped: Sequence[Statement], citations: Sequence[Citation]) -> None:
    """Give the citations that are still used the numbers 1, 2, 3 … in the order of the text."""
    by_number = {citation.number: citation for citation in citations}
    new: dict[int, int] = {}
    for statement in shaped:
        for found in _MARK.finditer(statement.text):
            new.setdefault(int(found[1]), len(new) + 1)
    for old, number in new.items():
        draft.citations.append(replace(by_number[old], number=number))
    for statement in shaped:
        text = _MARK.sub(lambda found: f"[{new[int(found[1])]}]", statement.text)
        marks = tuple(new[number] for number in statement.citations if number in new)
        draft.statements.append(replace(statement, text=text, citations=marks))
