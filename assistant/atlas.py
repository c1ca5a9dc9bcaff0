"""The atlas: what every question needs to know of a debate, worked out once per opened index."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from assistant import cues
from assistant.domain import Essay, Sentence
from assistant.index import Index
from assistant.understanding.described import genres
from assistant.understanding.intent import Intents
from assistant.understanding.names import Names
from assistant.understanding.old_sides import SideWords, side_words
from assistant.understanding.own_question import SideVectors, encode_sides
from assistant.words import content_stems

if TYPE_CHECKING:
    from numpy.typing import NDArray


ANNOUNCES = 16  # words up to which a sentence before a colon may only announce who speaks
_OPEN_END = re.compile(r"[\w,]$")
INTRODUCES = 9  # words up to which a sentence may do no more than say who speaks


class Atlas:
    """Rows of the index with their meaning: who counts for which side, what is mentioned where."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.debate = index.debate
        self.names = Names(self.debate)
        self.sides: SideWords = side_words(self.debate)
        self.stem_number = {stem: number for number, stem in enumerate(index.stems)}

    @cached_property
    def side_vectors(self) -> SideVectors:
        """The sides as vectors; needs the model, so it waits for the first question."""
        return encode_sides(self.debate, self.sides, self.index.embedder)

    @cached_property
    def intents(self) -> Intents:
        """Reads what kind of thing a question asks for."""
        return Intents(self.debate, self.sides, self.index.embedder)

    @cached_property
    def genres(self) -> dict[str, list[str]]:
        """The slugs of the essays that are each kind of text: the memo, the letter."""
        found: dict[str, list[str]] = defaultdict(list)
        for essay in self.debate.essays:
            for genre in genres(essay):
                found[genre].append(essay.slug)
        return found

    @cached_property
    def passage_of(self) -> NDArray[np.int32]:
        """[rows] the passage row that each sentence row lies in."""
        found = np.zeros(len(self.index.rows), dtype=np.int32)
        for number, row in enumerate(self.index.passage_rows):
            first = self.index.row_of(row.essay.slug, row.passage.first)
            found[first : first + row.passage.last - row.passage.first + 1] = number
        return found

    @cached_property
    def passage_rows_of(self) -> list[range]:
        """For each passage row, the sentence rows that it holds."""
        found = []
        for row in self.index.passage_rows:
            first = self.index.row_of(row.essay.slug, row.passage.first)
            found.append(range(first, first + row.passage.last - row.passage.first + 1))
        return found

    @cached_property
    def stems(self) -> list[frozenset[str]]:
        """The content stems of each row's own words."""
        return [frozenset(content_stems(row.text)) for row in self.index.rows]

    @cached_property
    def context_numbers(self) -> list[NDArray[np.int32]]:
        """The vocabulary numbers of each row's words, its heading's and its list's introduction."""
        return [
            np.array(
                sorted(
                    self.stem_number[stem]
                    for stem in self.stems[number] | self._above(row.essay, row.sentence)
                    if stem in self.stem_number
                ),
                dtype=np.int32,
            )
            for number, row in enumerate(self.index.rows)
        ]

    def _above(self, essay: Essay, sentence: Sentence) -> set[str]:
        above = sentence.heading
        if sentence.lead_in is not None:
            above += " " + essay.quote(essay.sentences[sentence.lead_in])
        return set(content_stems(above))

    @cached_property
    def citable(self) -> NDArray[np.bool_]:
        """[rows] whether the speaker is known and the sentence says something by itself."""
        return np.array(
            [
                row.sentence.voice.role != "uncertain"
                and len(self.stems[number]) >= 2
                and len(row.text.split()) >= 4
                and not self._introduces(number)
                and not cues.LETTERHEAD.match(row.text)
                for number, row in enumerate(self.index.rows)
            ],
            dtype=bool,
        )

    def _introduces(self, number: int) -> bool:
        """Whether a row only says who speaks next to it: "I commented to Gord:", "she said."."""
        rows = self.index.rows
        row = rows[number]
        if self._breaks_off(number):
            return True
        long = len(row.text.split())
        announces = long <= ANNOUNCES and row.text.endswith(":")
        if not announces and (long > INTRODUCES or not cues.SAYS.search(row.text)):
            return False
        beside = [rows[at] for at in (number - 1, number + 1) if 0 <= at < len(rows)]
        return any(
            other.essay.slug == row.essay.slug
            and other.sentence.voice.name != row.sentence.voice.name
            for other in beside
        )

    def _breaks_off(self, number: int) -> bool:
        """Whether an author's row ends where a quotation goes on: "She likes to say that"."""
        row, behind = self.index.rows[number], self.index.rows[number + 1 : number + 2]
        return (
            row.sentence.voice.role == "author"
            and _OPEN_END.search(row.text) is not None
            and any(
                other.essay.slug == row.essay.slug and other.sentence.voice.role != "author"
                for other in behind
            )
        )

    def rows_of_voice(self, voice: str) -> list[int]:
        """Rows that this person speaks, in any essay."""
        return self._by_voice.get(voice, [])

    def rows_of_essay(self, slug: str) -> range:
        """All rows of an essay, whoever speaks."""
        first = self.index.row_of(slug, 0) if self.debate.essay(slug).sentences else 0
        return range(first, first + len(self.debate.essay(slug).sentences))

    @cached_property
    def _by_voice(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        for number, row in enumerate(self.index.rows):
            if row.sentence.voice.name and row.sentence.voice.role != "uncertain":
                found[row.sentence.voice.name].append(number)
        return dict(found)

    def called(self, row: int) -> str | None:
        """The one side whose label a row spells out ("customer focus"), or None."""
        pairs = set(pairwise(content_stems(self.index.rows[row].text)))
        found = [
            side
            for side, own in self.sides.own.items()
            if any((word, other) in pairs for word in own for other in self.sides.shared)
        ]
        return found[0] if len(found) == 1 else None

    def essays_of_voice(self, voice: str) -> list[Essay]:
        """The essays that this person wrote."""
        return [essay for essay in self.debate.essays if essay.author == voice]

    def essays_answering_for(self, voices: Iterable[str], slugs: Iterable[str] = ()) -> list[Essay]:
        """The essays named, those that these people wrote, and those that endorse them."""
        found = [*slugs]
        for voice in voices:
            found += [essay.slug for essay in self.essays_of_voice(voice)]
            rows = (self.index.rows[row] for row in self.rows_of_voice(voice))
            found += [row.essay.slug for row in rows if row.sentence.voice.attitude == "endorses"]
        return [self.debate.essay(slug) for slug in dict.fromkeys(found)]

    @cached_property
    def mentioning(self) -> frozenset[int]:
        """Rows that mention any thing by name."""
        return frozenset(row for rows in self.mentions.values() for row in rows)

    @cached_property
    def mentions(self) -> dict[str, list[int]]:
        """Rows that mention a thing, by the thing's name; a maker's products count as the maker."""
        found: dict[str, set[int]] = defaultdict(set)
        products: dict[str, set[str]] = defaultdict(set)
        for number, row in enumerate(self.index.rows):
            text = row.text
            here = [m for m in self.names.find(text, fuzzy=False) if m.name.kind == "thing"]
            for one in here:
                found[one.name.key].add(number)
            for maker in here:
                owns = text[maker.end - 2 : maker.end] in ("'s", "’s")
                listed = cues.LISTED.search(text[maker.end :])
                if owns and listed:
                    products[maker.name.key] |= {
                        m.name.key for m in here if m.start >= maker.end + listed.end()
                    }
        for owner, made in products.items():
            for product in made - {owner}:
                found[owner] |= found.get(product, set())
        return {thing: sorted(rows) for thing, rows in found.items()}
