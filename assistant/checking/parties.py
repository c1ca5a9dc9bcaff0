"""Whose words count for a party that a statement names, and who else there is to have said it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.atlas import Atlas
from assistant.domain import Essay, Voice
from assistant.understanding.mention import Name

_THIRD = re.compile(r"\b(?:he|she|his|her|him)\b")


class Parties:
    """Rows by party. An essay speaks through its author and the voices that the author endorses."""

    def __init__(self, atlas: Atlas) -> None:
        self.atlas = atlas
        self.known = [
            number
            for number, row in enumerate(atlas.index.rows)
            if row.sentence.voice.role != "uncertain"
        ]

    def voice(self, row: int) -> Voice:
        return self.atlas.index.rows[row].sentence.voice

    def rows(self, names: Iterable[Name]) -> list[int]:
        """The rows that these parties speak."""
        found: set[int] = set()
        for name in names:
            if name.kind == "voice":
                found.update(self.atlas.rows_of_voice(name.key))
            else:
                found.update(
                    row
                    for row in self.atlas.rows_of_essay(name.key)
                    if self.voice(row).attitude in ("own", "endorses")
                    and self.voice(row).role != "uncertain"
                )
        return sorted(found)

    def stands_for(self, names: Iterable[Name]) -> list[int]:
        """The rows that these parties answer for: their own, and those that they endorse."""
        found = set(self.rows(names))
        for essay in self.written(names):
            found.update(self.rows([Name("essay", essay.slug)]))
        return sorted(found)

    def others(self, rows: Iterable[int]) -> list[int]:
        """All rows with a known speaker but these."""
        own = set(rows)
        return [row for row in self.known if row not in own]

    def written(self, names: Iterable[Name]) -> list[Essay]:
        """The essays that these parties wrote, or are."""
        found: list[Essay] = []
        for name in names:
            if name.kind == "essay":
                found.append(self.atlas.debate.essay(name.key))
            else:
                found += self.atlas.essays_of_voice(name.key)
        return found

    def heard_in(self, names: Iterable[Name]) -> set[str]:
        """The slugs of the essays in which these parties speak."""
        return {self.atlas.index.rows[row].essay.slug for row in self.rows(names)}

    def telling_of(self, names: Iterable[Name], *, by_name: bool = False) -> list[int]:
        """Rows in the essays that quote these parties, in passages that name them.

        With `by_name`, only those that have the name themselves.
        """
        found: list[int] = []
        for name in names:
            if name.kind != "voice" or self.atlas.essays_of_voice(name.key):
                continue
            parts = {part.lower() for part in name.key.split()}
            for row in (
                r for slug in self.heard_in([name]) for r in self.atlas.rows_of_essay(slug)
            ):
                passage = self.atlas.index.passage_rows[
                    int(self.atlas.passage_of[row])
                ].text.lower()
                own = self.atlas.index.rows[row].text.lower()
                names_them = any(part in own for part in parts)
                if by_name:
                    if names_them:
                        found.append(row)
                elif names_them or (_THIRD.search(own) and any(part in passage for part in parts)):
                    found.append(row)
        return found

    def strangers(self, name: str) -> list[int]:
        """Rows with an open speaker in the blocks next to one that names this person."""
        known = [n for n, row in enumerate(self.atlas.index.rows) if name in row.text]
        found = []
        for number, row in enumerate(self.atlas.index.rows):
            if row.sentence.voice.role != "uncertain":
                continue
            near = (self.atlas.index.rows[k] for k in known)
            if any(
                place.essay is row.essay and abs(place.sentence.block - row.sentence.block) <= 1
                for place in near
            ):
                found.append(number)
        return found

    def positions(self, names: Iterable[Name]) -> dict[str, str]:
        """Where these parties stand, by essay: where they write, and where they are endorsed."""
        found = {}
        for row in self.rows(names):
            essay = self.atlas.index.rows[row].essay
            if essay.position and self.voice(row).attitude in ("own", "endorses"):
                found[essay.slug] = essay.position
        return found
