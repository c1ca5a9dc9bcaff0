"""Who stands on the other side of a question, or beside somebody: whole camps of essays."""

from __future__ import annotations

from collections.abc import Collection

from assistant.atlas import Atlas
from assistant.domain import CONDITIONAL, Essay
from assistant.evidence import Excerpt
from assistant.excerpts import within_budget
from assistant.retrieval.ranking import NARROW_WORDS, choose, ranked
from assistant.retrieval.search import Search
from assistant.scoring import Scored
from assistant.strength import Strength
from assistant.understanding.kinds import asks_opponents
from assistant.understanding.old_sides import lean


class Camps:
    """The essays that stand together, and what they hold."""

    def __init__(self, atlas: Atlas, strength: Strength) -> None:
        self.atlas = atlas
        self.strength = strength

    def other(self, search: Search, scored: Scored) -> tuple[Excerpt, ...]:
        """What the essays of the other side hold, where the question before was of one side."""
        question = search.question
        previous = question.previous
        if previous is None:
            return ()
        essays = self.atlas.essays_answering_for(previous.voices, previous.essays)
        if previous.things:
            return self._of_things(search, scored, essays)
        narrow = len(previous.left) > 1
        if narrow and question.answered is None:
            return ()
        leaning = lean(previous.standalone, self.atlas.sides)
        named = previous.sides[0] if len(previous.sides) == 1 else None
        taken = {essay.position for essay in essays}
        side = next(iter(taken)) if len(taken) == 1 else question.answered or leaning or named
        if side in (None, CONDITIONAL):
            return ()
        camp = [e for e in search.essays if e.position not in (side, CONDITIONAL, None)]
        if not narrow:
            return self._theses_and_more(search, camp)
        slugs = {essay.slug for essay in camp}
        rows = self.atlas.index.rows
        order = [pair for pair in ranked(scored) if rows[pair[0]].essay.slug in slugs]
        return choose(search, order, scored, ratio=0.70, most=4, most_each=40)

    def _of_things(
        self, search: Search, scored: Scored, own: Collection[Essay]
    ) -> tuple[Excerpt, ...]:
        """What other essays say of the things that the question before was about."""
        previous = search.question.previous
        things = previous.things if previous else ()
        named = {row for thing in things for row in self.atlas.mentions.get(thing, ())}
        rows = self.atlas.index.rows
        order = [p for p in ranked(scored) if p[0] in named and rows[p[0]].essay not in own]
        return choose(search, order, scored, ratio=0.0, most=4, most_each=60)

    def beside(self, search: Search) -> tuple[Excerpt, ...]:
        """Who stands where somebody stands, or against them, where no more is asked."""
        question = search.question
        named = [e.slug for e in self.atlas.debate.essays if e.slug in question.about]
        voices = set(question.about) - set(named)
        taken = {e.position for e in self.atlas.essays_answering_for(voices, named)}
        if question.left or question.things or len(taken) != 1:
            return ()
        own = {e.slug for voice in voices for e in self.atlas.essays_of_voice(voice)} | {*named}
        side, against = next(iter(taken)), asks_opponents(question.text)
        others = [e for e in search.essays if e.slug not in own and e.position]
        if against:
            return self._theses_and_more(
                search, [e for e in others if e.position not in (side, CONDITIONAL)]
            )
        same = [e for e in others if e.position == side]
        return self._theses_and_more(search, same) or self._endorsed(search, own)

    def _endorsed(self, search: Search, own: Collection[str]) -> tuple[Excerpt, ...]:
        """Strong sentences of those whom these essays quote with approval."""
        atlas = self.atlas
        found = []
        for essay in (essay for essay in search.essays if essay.slug in own):
            for number in self.strength.for_essay(essay):
                voice = essay.sentences[number].voice
                if voice.attitude == "endorses" and voice.name not in search.question.about:
                    row = atlas.index.row_of(essay.slug, number)
                    found.append(search.around(row, reason="answers", most_words=40))
        return within_budget(found, most=2, words=NARROW_WORDS)

    def _theses_and_more(self, search: Search, essays: list[Essay]) -> tuple[Excerpt, ...]:
        """The theses of these essays, then another strong sentence of each."""
        found = [thesis for essay in essays if (thesis := self.strength.thesis(essay))]
        for essay in essays:
            for number in self.strength.for_essay(essay):
                row = self.atlas.index.row_of(essay.slug, number)
                more = search.around(row, reason="answers", most_words=30)
                if not any(more.overlaps(other) for other in found):
                    found.append(more)
                    break
        return within_budget(found, most=5, words=NARROW_WORDS)
