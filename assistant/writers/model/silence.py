"""Claims of silence: that an essay, nobody, or nobody else speaks of something; looked up."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

import numpy as np

from assistant.index import Index
from assistant.points import words_of
from assistant.rows import Row
from assistant.words import content_stems, fold, stem, words

SPEAKS_OF = 0.6  # cosine of a matter with a point that is about it
# Closed classes: quantifiers that deny or exclude, as the subject of a clause.
_NOBODY = re.compile(
    r"(?:^|[.;:,—–] ?|\b(?:but|and|while|though|that) )"
    r"(?:no[- ]?one|nobody|none|neither|no (?:other )?(?:essays?|authors?|voices?|writers?|text"
    r"|source|side)s?)\b",
    re.I,
)
_ONLY = re.compile(
    r"(?:^|[.;:,—–] ?|\b(?:but|and|while|though|that) )only (?:the )?[\w’' -]{1,40}?\b(?:\w+s)\b"
    r"|\b(?:is|are|stands?) (?:the only|the sole|alone)\b|\balone (?:\w+s)\b",
    re.I,
)
_SILENT = re.compile(
    r"\b(?:(?:does|do|did)(?: not|n[’']t)|never) (?:\w+ )?(?:mention|say|speak|address|discuss|name"
    r"|give|offer|touch|cover|quote|cite)s?\b|\b(?:says?|offers?|gives?) (?:nothing|no|little)\b"
    r"|\b(?:is|are|stays?|remains?) silent\b|\bnot mentioned\b|\bwithout (?:naming|mentioning)\b",
    re.I,
)
_ELSE = re.compile(
    r"\bonly\b|\balone\b|\bsole\b|\b(?:no|nobody|no one|none) (?:else|other)\b", re.I
)
# Without one of these words a sentence says of nobody that he is silent.
_NEGATIVE = re.compile(
    r"\b(?:no|not|nobody|none|nor|neither|never|nothing|nowhere|silent|silence|without|missing|lacks?"
    r"|only|alone|sole|absent|little|few|leaves? out)\b|n['’]t\b|\bcannot\b",
    re.I,
)
# Words of speech and of texts, that are no matter to look for.
_SPEECH = frozenset(
    stem(word)
    for word in """
    mention mentions speak speaks address addresses discuss discusses name names offer offers touch
    cover covers quote quotes cite cites silent essay essays author authors voice voices writer
    sole alone text source side nothing anything word words argue argues hold holds claim claims
    write writes point points question answer matter topic subject directly explicitly debate five
    """.split()
)


def claims_silence(text: str) -> bool:
    """Whether a sentence says that somebody, or everybody, does not speak of something."""
    return bool(_NOBODY.search(text) or _ONLY.search(text) or _SILENT.search(text))


def is_negative(text: str) -> bool:
    """Whether a sentence has a word by which it could say so at all."""
    return bool(_NEGATIVE.search(text))


def excludes_others(text: str) -> bool:
    """Whether it says so of everybody but those whom it names."""
    return bool(_ELSE.search(text))


def matter_of(text: str, names: Collection[str]) -> list[str]:
    """What a claim of silence is about, where it does not say so apart: its own content words."""
    called = {stem(word) for name in names for word in words(name)}
    found = [w for w in words(text) if content_stems(w)]
    return [w for w in found if stem(w) not in called and stem(w) not in _SPEECH and w.isalpha()]


class Silence:
    """Looks up who speaks of a matter, in words and by meaning."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._stems = [
            set(content_stems(f"{row.text} {row.sentence.heading} {row.essay.title}"))
            for row in index.rows
        ]
        self._read = [set(content_stems(words_of(row))) for row in index.points]

    def broken_by(self, matters: Sequence[str], rows: Collection[int]) -> tuple[str, int] | None:
        """A matter, and the number of a sentence among `rows` (from 1) that does speak of it."""
        plain = [matter for matter in dict.fromkeys(matters) if matter.strip()]
        for matter in plain:
            stems = set(content_stems(matter)) - _SPEECH
            if not stems:
                continue
            for number in sorted(rows):
                if stems <= self._stems[number - 1]:
                    return matter, number
            for point, held in zip(self._index.points, self._read, strict=True):
                number = self._index.row_of(point.essay.slug, point.point.first) + 1
                if number in rows and stems <= held:
                    return matter, number
        # A name is looked up in words only: names of a kind lie near to each other.
        return self._near([matter for matter in plain if matter == fold(matter)], rows)

    def _near(self, matters: Sequence[str], rows: Collection[int]) -> tuple[str, int] | None:
        """The same by meaning, over everything by which a point is found."""
        if not matters:
            return None
        index = self._index
        vectors = index.embedder.encode_query(list(matters))
        near = np.asarray(index.point_vectors) @ vectors.T
        for column, matter in enumerate(matters):
            order = np.argsort(-near[:, column], kind="stable")[:40]
            for place in order:
                if near[place, column] < SPEAKS_OF:
                    break
                point = index.points[int(index.point_places[place, 0])]
                number = index.row_of(point.essay.slug, point.point.first) + 1
                if number in rows:
                    return matter, number
        return None


def rows_of(index: Index, essays: Collection[str], known: Collection[int]) -> set[int]:
    """The numbers of the sentences of essays; of all of them where none is named."""
    numbered: list[tuple[int, Row]] = list(enumerate(index.rows, 1))
    return {n for n, row in numbered if n in known and (not essays or row.essay.slug in essays)}
