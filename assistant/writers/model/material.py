"""What lies before the model: the essays as numbered sentences, all of them while they fit."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import groupby

from assistant.domain import CONDITIONAL, Debate, Essay, Sentence
from assistant.index import Index
from assistant.naming import essay_name
from assistant.retrieval.rank import Ranking
from assistant.rows import Row
from assistant.writers.model.orders import orders_about

LETTERS_A_TOKEN = 3.6  # of English in the tokenizers of today, on the careful side
SELECTED_TOKENS = 12_000  # of a debate that does not fit whole
_NEIGHBOURS = 2  # sentences shown before and behind a chosen one
_HOW = {
    "endorses": "quoted by {host}, who agrees",
    "rebuts": "quoted by {host}, who disagrees",
    "reports": "quoted by {host}",
    "own": "quoted by {host}",
}


@dataclass(frozen=True, slots=True)
class Material:
    """The sentences that the model may use, by the numbers it knows them by, and their text."""

    text: str
    rows: dict[int, Row]
    whole: bool  # every essay from end to end

    def quote(self, number: int) -> str:
        """The exact words of a sentence."""
        return self.rows[number].text


def tokens(text: str) -> int:
    """About how many tokens a text has."""
    return int(len(text) / LETTERS_A_TOKEN) + 1


def material_for(
    index: Index, ranking: Ranking | None, without: Collection[str], most_tokens: int
) -> Material:
    """The whole debate while it fits, else what ranks best with what stands around it.

    The whole depends on the debate alone, so that a provider can keep it between questions.
    """
    rows = {n: row for n, row in enumerate(index.rows, 1) if row.essay.slug not in without}
    whole = _material(index.debate, rows, whole=True)
    if tokens(whole.text) <= most_tokens:
        return whole
    chosen = _chosen(index, ranking, rows, min(most_tokens, SELECTED_TOKENS))
    return _material(index.debate, {n: rows[n] for n in sorted(chosen)}, whole=False)


def _chosen(
    index: Index, ranking: Ranking | None, rows: Mapping[int, Row], most_tokens: int
) -> set[int]:
    """Numbers of the best points' sentences and their neighbours, as many as the budget holds."""
    points = ranking.rows if ranking else index.points
    found: set[int] = set()
    spent = 0
    for point in points:
        first = index.row_of(point.essay.slug, 0) + 1
        last = first + len(point.essay.sentences) - 1
        start = max(first, first + point.point.first - _NEIGHBOURS)
        end = min(last, first + point.point.last + _NEIGHBOURS)
        fresh = {number for number in range(start, end + 1) if number in rows} - found
        spent += sum(tokens(rows[number].text) + 8 for number in fresh)
        if found and spent > most_tokens:
            break
        found |= fresh
    return found


def _material(debate: Debate, rows: Mapping[int, Row], *, whole: bool) -> Material:
    known: dict[int, Row] = {}
    parts = []
    for _, group in groupby(rows.items(), key=lambda item: item[1].essay.slug):
        own = list(group)
        lines = [_head(own[0][1].essay, debate)]
        heading = ""
        before: int | None = None
        for number, row in own:
            sentence = row.sentence
            if sentence.heading != heading:
                heading = sentence.heading
                lines.append(f"# {as_data(heading)}")
            if before is not None and row.number != before + 1:
                lines.append("(…)")
            before = row.number
            if orders_about(row.text):
                continue  # it speaks to a machine, not to the essay's readers
            known[number] = row
            lines.append(f"[{number}] {speaker(row.essay, sentence)}: {as_data(row.text)}")
        parts.append("\n".join([*lines, "</essay>"]))
    return Material("\n\n".join(parts), known, whole)


def speaker(essay: Essay, sentence: Sentence) -> str:
    """Who speaks a sentence, and for a quoted voice where."""
    voice = sentence.voice
    if voice.role == "uncertain":
        return "speaker unclear, do not use"
    if voice.role == "author":
        return essay_name(essay)
    host = essay_name(essay)
    return f"{voice.name or 'somebody unnamed'}, {_HOW[voice.attitude].format(host=host)}"


def _head(essay: Essay, debate: Debate) -> str:
    labels = {side.id: f"stands with {side.label}" for side in debate.sides}
    labels[CONDITIONAL] = "says that it depends, or takes neither side"
    told = {
        "id": essay.slug,
        "called": essay_name(essay),
        "title": essay.title,
        "author": essay.author or "not named",
        "publisher": essay.publisher,
        "date": essay.date or "not given",
        "note": essay.note,
        "position": labels.get(essay.position or "", "not given"),
    }
    marks = " ".join(f'{key}="{as_data(value)}"' for key, value in told.items() if value)
    return f"<essay {marks}>"


def as_data(text: str) -> str:
    """Text in which no mark of ours can be forged."""
    return re.sub(r"\s+", " ", text).replace("<", "‹").replace(">", "›").replace('"', "”")
