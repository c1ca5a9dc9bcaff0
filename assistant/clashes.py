"""Where essays clash: the same example under opposite labels, the same word in other senses."""

from __future__ import annotations

from functools import cached_property
from itertools import combinations

import numpy as np

from assistant import cues
from assistant.atlas import Atlas
from assistant.evidence import Clash, Excerpt
from assistant.excerpts import excerpt, word_count
from assistant.strength import Strength
from assistant.words import content_stems

MOST_WORDS = 34  # a quotation in a clash
TELLING = 0.05  # cosine by which a sentence must lean to one side to be labelled by it


class Clashes:
    """Found once per opened index; the essays alone decide, no question is needed."""

    def __init__(self, atlas: Atlas, strength: Strength) -> None:
        self.atlas = atlas
        self.strength = strength

    def label(self, row: int) -> str | None:
        """The side that a row puts its example on: by name, by its heading, or by its leaning."""
        place = self.atlas.index.rows[row]
        for stems in (self.atlas.stems[row], set(content_stems(place.sentence.heading))):
            named = [side for side, own in self.atlas.sides.own.items() if own & stems]
            if len(named) == 1:
                return named[0]
            if len(named) > 1:
                return self.atlas.called(row)
        leaning = self.strength.leaning[row]
        order = np.argsort(-leaning)
        if len(order) > 1 and float(leaning[order[0]] - leaning[order[1]]) >= TELLING:
            return self.atlas.debate.sides[int(order[0])].id
        return None

    @cached_property
    def examples(self) -> tuple[Clash, ...]:
        """Things that two essays put on different sides, the most widely used first."""
        found: list[tuple[int, float, Clash]] = []
        for thing, rows in self.atlas.mentions.items():
            best: dict[tuple[str, str], tuple[float, int]] = {}
            essays = set()
            for row in rows:
                place = self.atlas.index.rows[row]
                if place.sentence.voice.attitude == "rebuts" or not self.atlas.citable[row]:
                    continue
                label = self.label(row)
                essays.add(place.essay.slug)
                if label is None:
                    continue
                value = self._telling(row, thing)
                key = (label, place.essay.slug)
                best[key] = max(best.get(key, (-9.0, -1)), (value, -row))
            pairs = [
                (one, two)
                for one, two in combinations(sorted(best), 2)
                if one[0] != two[0] and one[1] != two[1]
            ]
            if not pairs:
                continue
            one, two = max(pairs, key=lambda pair: best[pair[0]][0] + best[pair[1]][0])
            value = best[one][0] + best[two][0]
            excerpts = (self._quote(-best[one][1]), self._quote(-best[two][1]))
            clash = Clash(thing, "example", excerpts, (one[0], two[0]))
            found.append((len(essays), value, clash))
        found.sort(key=lambda entry: (-entry[0], -entry[1], entry[2].subject))
        return tuple(clash for _, _, clash in found)

    def _telling(self, row: int, thing: str) -> float:
        place = self.atlas.index.rows[row]
        side_stems = self.atlas.sides.every
        value = 0.5 * bool(side_stems & self.atlas.stems[row])
        value += 0.3 * bool(cues.EXAMPLE.search(place.text))
        found = [m for m in self.atlas.names.find(place.text, fuzzy=False) if m.name.key == thing]
        value += 0.2 * bool(found) + 0.1 * any(m.start < 12 for m in found)
        return value - 0.01 * max(word_count(place.text) - 25, 0)

    def _quote(self, row: int) -> Excerpt:
        place = self.atlas.index.rows[row]
        return excerpt(place.essay, place.number, place.number, reason="clash")

    @cached_property
    def meanings(self) -> tuple[Clash, ...]:
        """For each side, the two essays that define it most differently."""
        found = []
        for side in self.atlas.debate.sides:
            defining = self._defining(side.id)
            rows = [row for row, _ in defining]
            vectors = np.asarray(self.atlas.index.sentence_vectors)[rows]
            alike = (vectors @ vectors.T).tolist()
            slugs = [self.atlas.index.rows[row].essay.slug for row in rows]
            pairs = [
                (alike[one][two] - 0.2 * (first + second), rows[one], rows[two])
                for (one, (_, first)), (two, (_, second)) in combinations(enumerate(defining), 2)
                if slugs[one] != slugs[two]
            ]
            if pairs:
                _, one, two = min(pairs)
                excerpts = (self._quote(one), self._quote(two))
                found.append(Clash(side.label, "meaning", excerpts, (side.id, side.id)))
        return tuple(found)

    def _defining(self, side: str) -> list[tuple[int, float]]:
        """Rows whose subject is the side's word together with a word of all sides' labels."""
        own = self.atlas.sides.own[side]
        others = frozenset().union(*(s for o, s in self.atlas.sides.own.items() if o != side))
        found = []
        for row, place in enumerate(self.atlas.index.rows):
            cue = cues.DEFINITION.search(place.text)
            if not cue or not self.atlas.citable[row] or word_count(place.text) > MOST_WORDS:
                continue
            head = set(content_stems(place.text[: cue.start()]))
            if own & head and not others & head and len(head) <= 5 and cue.start() < 60:
                found.append((row, float(bool(self.atlas.sides.shared & head))))
        return found
