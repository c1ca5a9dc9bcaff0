"""The companies, people, things and numbers of a claim, and the rows that speak of them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.atlas import Atlas
from assistant.checking.figures import figures, gives
from assistant.words import STOPWORDS, fold, word_spans

_BOTH = re.compile(r"(?i)\b(?:both|each|alike|as well as|and)\b")


def things_in(text: str, atlas: Atlas) -> tuple[str, ...]:
    """Things that the debate knows by name, and words that the essays only capitalise."""
    mentions = [m for m in atlas.names.find(text) if not m.fuzzy]
    found = [m.name.key for m in mentions if m.name.kind == "thing"]
    for word, start, end in word_spans(text):
        folded = fold(word).removesuffix("'s")
        if any(m.start < end and start < m.end for m in mentions) or folded in STOPWORDS:
            continue
        if word[0].isupper() and folded in atlas.names.seen and not atlas.names.vocabulary[folded]:
            found.append(re.sub(r"['’]s$", "", word))
    return tuple(dict.fromkeys(found))


def rows_about(thing: str, atlas: Atlas) -> set[int]:
    """Rows that name a thing, or stand under a heading that does."""
    named = re.compile(rf"(?i)\b{re.escape(thing)}\b")
    rows = set(atlas.mentions.get(thing, ()))
    for number, row in enumerate(atlas.index.rows):
        if named.search(row.text) or named.search(row.sentence.heading):
            rows.add(number)
    return rows


def fitting(atlas: Atlas, body: str, things: Iterable[str], rows: list[int]) -> list[int]:
    """Those of the rows that speak of the things and give the numbers that a claim does.

    What is said of two things at once ("Apple and Nike both …") may be said of one after the other.
    """
    each = [_speaking_of(thing, atlas, rows) for thing in things]
    if each:
        together = set.intersection(*each)
        apart = set.union(*each) if all(each) and _BOTH.search(body) else set[int]()
        rows = [row for row in rows if row in (together or apart)]
    wanted = figures(body)
    return [row for row in rows if gives(_around(atlas, row), wanted)] if wanted else rows


def _speaking_of(thing: str, atlas: Atlas, rows: list[int]) -> set[int]:
    passages = atlas.passage_of
    about = rows_about(thing, atlas)
    near = {int(passages[row]) for row in about}
    return {row for row in rows if row in about or int(passages[row]) in near}


def _around(atlas: Atlas, row: int) -> str:
    """A sentence with its neighbours in the passage, where its numbers may stand."""
    rows = atlas.index.rows
    near = [n for n in (row - 1, row, row + 1) if 0 <= n < len(rows)]
    return " ".join(rows[n].text for n in near if atlas.passage_of[n] == atlas.passage_of[row])
