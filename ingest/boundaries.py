"""Where sentences begin and end in one paragraph: sentencex, with its few habits put right."""

from __future__ import annotations

import re
from collections.abc import Iterator

SHORT_TITLES = frozenset(  # before a name
    """
    Dr Mr Mrs Ms Messrs Mme Mlle Prof Rev Revd Ven Msgr Fr Hon Gen Brig Col Maj Capt Lt Lieut Sgt
    Cpl Pvt Pte Adm Cmdr Cdr Sen Sens Rep Reps Assemb Gov Pres Amb Atty Asst Dist Treas Supt Insp
    Det Cllr Ald
    """.split()
)
# Short forms that stand before a name or a number, never at the end of a sentence.
_LEADS_ON = re.compile(
    rf"(?<![\w.])(?:{'|'.join(sorted(SHORT_TITLES))}|Wm|Chas|Geo|Jas|Jos|Thos|Robt|Benj|Edw"
    r"|Vol|Fig|Eq|Ch|cf|vs|viz|e\.g|i\.e)\.\s*$"
)
# sentencex looks for the other mark of every opening one, and takes longer than the text grows
# where there is none: a paragraph that nobody writes is cut at a white space before it is read.
_MOST_AT_ONCE = 4_000  # characters
_BRACKETED = re.compile(r"\([^()]*[.!?…]['\"”’]?\)\s+(?=[“‘\"'(\[]*[^\W\d_a-z])")


def boundaries(text: str) -> Iterator[tuple[int, int]]:
    """The offsets of each sentence; together they cover the whole text."""
    start = position = 0
    for part in _segments(text):
        position += len(part)
        if position < len(text) and _LEADS_ON.search(
            text, max(start, position - len(part)), position
        ):
            continue
        yield from _brackets_apart(text, start, position)
        start = position
    if start < len(text):
        yield start, len(text)


def _segments(text: str) -> Iterator[str]:
    """The sentences that sentencex finds, in stretches that end where a sentence does."""
    import sentencex

    start = 0
    while len(text) - start > _MOST_AT_ONCE:
        parts = sentencex.segment("en", text[start : start + _MOST_AT_ONCE])
        for part in parts[:-1] or parts:  # the last may have been cut short
            start += len(part)
            yield part
    yield from sentencex.segment("en", text[start:])


def _brackets_apart(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence in brackets of its own parts from the one that follows it."""
    bracketed = _BRACKETED.match(text, start, end)
    if bracketed and bracketed.end() < end:
        yield start, bracketed.end()
        start = bracketed.end()
    yield start, end
