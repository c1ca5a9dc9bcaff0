"""Examples and their labels: on which side a voice puts a company."""

from __future__ import annotations

import re

from assistant.atlas import Atlas
from assistant.checking.subjects import rows_about
from assistant.words import fold, stem, word_spans

KIND = frozenset(
    "focus focused driven centric centricity centred centered oriented led first minded"
    " only".split()
)
_SUBJECT = 40  # characters from the head of a sentence within which its subject stands


def label(text: str, atlas: Atlas) -> str | None:
    """The one side that a text names as a kind ("customer-driven"), else the one it names."""
    words = [fold(word).removesuffix("'s") for word, _, _ in word_spans(text)]
    sides = atlas.sides
    kinds = KIND | {word for word in words if stem(word) in sides.shared}
    as_kind, named = set(), set()
    for at, word in enumerate(words):
        for side, own in sides.own.items():
            if stem(word) in own:
                named.add(side)
                if at + 1 < len(words) and words[at + 1] in kinds:
                    as_kind.add(side)
    found = as_kind or named
    return next(iter(found)) if len(found) == 1 else None


def labels_of(thing: str, rows: list[int], atlas: Atlas) -> dict[str, list[int]]:
    """Side to the rows that put a thing there; sentences whose subject it is come before others."""
    about = sorted(rows_about(thing, atlas) & set(rows))
    names = "|".join(re.escape(name) for name in (thing, *atlas.debate.names.get(thing, ())))
    subject = [
        row
        for row in about
        if re.search(rf"(?i)^.{{0,{_SUBJECT}}}\b(?:{names})\b", atlas.index.rows[row].text)
    ]
    found: dict[str, list[int]] = {}
    for row in subject or about:
        side = label(atlas.index.rows[row].text, atlas)
        if side:
            found.setdefault(side, []).append(row)
    return found
