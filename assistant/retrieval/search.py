"""One question's search: scored rows on demand, and excerpts grown around the best of them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from assistant import cues
from assistant.atlas import Atlas
from assistant.domain import Essay
from assistant.evidence import Excerpt
from assistant.excerpts import MAX_WORDS, grow
from assistant.scoring import Scored, candidates, score
from assistant.understanding.reading import Understood
from assistant.words import stem

if TYPE_CHECKING:
    from numpy.typing import NDArray

ASPECT = 0.06  # what wording adds to a score where the question asks for that aspect
COMPOUND = 0.65  # what a row gains that writes a rare compound of the question ("by-product")
FEW_ROWS = 4  # rows that may write it; what stands in more tells little
SHORT = 8  # sentences of a quotation that is told whole to whoever asks for it
NEIGHBOUR = 0.80  # share of a sentence's score that a neighbour needs to be quoted with it


_COMPOUND = re.compile(r"\b[a-z]+-[a-z]+\b")


class Search:
    """Scores of one question, with essays left out where the reader unticked them."""

    def __init__(self, understood: Understood, atlas: Atlas, without: Collection[str] = ()) -> None:
        self.question = understood.question
        self.asked = understood.asked
        self.atlas = atlas
        self.without = frozenset(without)
        self._scores: dict[int, float] = {}

    @cached_property
    def essays(self) -> list[Essay]:
        """The essays at the table, in the debate's order."""
        return [e for e in self.atlas.debate.essays if e.slug not in self.without]

    @property
    def text(self) -> str:
        """The words that BM25 looks for."""
        return " ".join(self.asked.words) or self.question.standalone

    def score(self, within: Collection[int] | None = None) -> Scored:
        """Scores of the rows `within`, or of the candidates from everywhere."""
        rows = self.at_table(candidates(self.atlas, self.asked, self.text, within))
        scored = score(self.atlas, self.asked, self.text, rows)
        self._scores.update(scored.by_row())
        return scored

    def at_table(self, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        """Those of the rows whose essay the reader left in."""
        if not self.without:
            return rows
        index = self.atlas.index
        keep = [row for row in rows.tolist() if index.rows[row].essay.slug not in self.without]
        return np.array(keep, dtype=np.int64)

    def nearest_focus(self, rows: NDArray[np.int64]) -> float:
        """The best cosine of what the question turns on with any of the rows; 0 without rows."""
        if not len(rows):
            return 0.0
        return float((np.asarray(self.atlas.index.sentence_vectors[rows]) @ self.asked.focus).max())

    def around(
        self, row: int, *, reason: str, most_words: int = MAX_WORDS, similarity: float = 0.0
    ) -> Excerpt:
        """The excerpt around a row: with neighbours that score nearly as well as it does."""
        place = self.atlas.index.rows[row]
        least = self._scores.get(row, 0.0) * NEIGHBOUR
        first = row - place.number

        goes_on = self.tells_on(row)
        whole = self._is_short_quotation(row)

        def wanted(number: int) -> bool:
            told = goes_on and number > place.number
            return whole or told or self._scores.get(first + number, -1.0) >= max(least, 0.05)

        return grow(
            place.essay,
            place.number,
            wanted,
            most_words=most_words,
            similarity=similarity,
            reason=reason,
        )

    def _is_short_quotation(self, row: int) -> bool:
        """Whether a row is of somebody asked about who is quoted with a few sentences.

        Whoever asks for their words wants all of them.
        """
        place = self.atlas.index.rows[row]
        voice = place.sentence.voice
        if voice.role != "quoted" or voice.name not in self.question.voices:
            return False
        return sum(other.voice == voice for other in place.essay.sentences) <= SHORT

    def tells_on(self, row: int) -> bool:
        """Whether a row only brings up a thing asked about: what it shows is told behind it."""
        if not any(row in self.atlas.mentions.get(thing, ()) for thing in self.question.things):
            return False
        text = self.atlas.index.rows[row].text
        return not (self.atlas.sides.every & self.atlas.stems[row]) and not cues.EXAMPLE.search(
            text
        )

    def pool(self, voices: Iterable[str], essays: Iterable[str]) -> list[int]:
        """Rows of the named voices and essays; an author's essay brings the voices it endorses."""
        atlas = self.atlas
        rows: set[int] = set()
        for voice in voices:
            rows.update(atlas.rows_of_voice(voice))
            for essay in atlas.essays_of_voice(voice):
                rows.update(
                    row
                    for row in atlas.rows_of_essay(essay.slug)
                    if atlas.index.rows[row].sentence.voice.attitude == "endorses"
                    and not self.question.own_words
                )
        for slug in essays:
            rows.update(atlas.rows_of_essay(slug))
        index = atlas.index
        return sorted(row for row in rows if index.rows[row].essay.slug not in self.without)

    def items(self, row: int) -> list[int]:
        """The rows of the list that a row introduces, one for each item."""
        place = self.atlas.index.rows[row]
        found: dict[int, int] = {}
        for number in range(place.number + 1, len(place.essay.sentences)):
            sentence = place.essay.sentences[number]
            if sentence.lead_in != place.number:
                break
            found.setdefault(sentence.block, row + number - place.number)
        return list(found.values())

    def aspect(self, row: int) -> float:
        """What a row gains where it tells the side of a matter that the question wants to hear."""
        text = self.question.text
        said = self.atlas.index.rows[row].text
        heading = self.atlas.index.rows[row].sentence.heading
        value = 0.0
        if cues.ASKS_DOWN.search(text):
            value += ASPECT * bool(cues.TELLS_DOWN.search(said))
            value += ASPECT * bool(cues.ASKS_DOWN.search(heading))
        if cues.ASKS_UP.search(text):
            value += ASPECT * bool(cues.TELLS_UP.search(said))
            value += ASPECT * bool(cues.ASKS_UP.search(heading))
        if cues.ASKS_EXAMPLE.search(text) and row in self.atlas.mentioning:
            value += 2 * ASPECT
        if not self.question.describes:
            value += COMPOUND * sum(row in rows for _, rows in self.compounds)
        return value

    @cached_property
    def compounds(self) -> list[tuple[str, frozenset[int]]]:
        """Hyphened words of the question with the few rows that write them, in one word or two."""
        named = self.atlas.sides.every
        found = []
        for word in dict.fromkeys(_COMPOUND.findall(self.question.standalone.lower())):
            parts = word.split("-")
            if stem(parts[0]) in named:
                continue  # "product-focused": a side's label stands everywhere
            written = re.compile(rf"\b{'[- ]?'.join(map(re.escape, parts))}s?\b", re.I)
            rows = [n for n, row in enumerate(self.atlas.index.rows) if written.search(row.text)]
            if rows and len(rows) <= FEW_ROWS:
                found.append((word, frozenset(rows)))
        return found

    def cue(self, row: int, pattern: str) -> bool:
        """Whether a row's wording fits one of the patterns of `assistant.cues`, by name."""
        return bool(getattr(cues, pattern).search(self.atlas.index.rows[row].text))
