"""The companies, people and things that a claim names, and the rows that speak of them."""

from __future__ import annotations

import re

from assistant.atlas import Atlas
from assistant.words import STOPWORDS, fold, word_spans


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
