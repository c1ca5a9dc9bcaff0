"""The kind of a question decides what evidence it gets."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial

from assistant import cues
from assistant.atlas import Atlas
from assistant.checking.checker import Checker
from assistant.clashes import Clashes
from assistant.domain import Essay
from assistant.evidence import Evidence, Excerpt
from assistant.retrieval import backing, compared, narrow, overview, seated
from assistant.retrieval.camps import Camps
from assistant.retrieval.granted import denial
from assistant.retrieval.premise import correction
from assistant.retrieval.ranking import ranked
from assistant.retrieval.refusal import refuse
from assistant.retrieval.search import Search
from assistant.retrieval.verdict import verdict
from assistant.scoring import Scored
from assistant.strength import Strength
from assistant.understanding.reading import Understood

MATTER = 0.33  # cosine below which a comparison turns on no matter that the parties speak of
TREATED = 0.45  # and from which an essay treats a matter that a summary is asked of
SEAT_FLOOR = 0.50  # share of the best score below which an essay is silent on the matter


class Retriever:
    """Holds what was worked out once of an index; one call for each question."""

    def __init__(self, atlas: Atlas) -> None:
        self.atlas = atlas
        self.strength = Strength(atlas)
        self.clashes = Clashes(atlas, self.strength)
        self.checker = Checker(atlas, self.strength)
        self.camps = Camps(atlas, self.strength)

    def retrieve(self, understood: Understood, without: Collection[str] = ()) -> Evidence:
        """The evidence for a question, or why there is none."""
        search = Search(understood, self.atlas, without)
        question = search.question
        if question.kind == "verdict":
            return (
                refuse(search, None)
                or correction(search, search.score(), self.strength)
                or verdict(search, self.strength, self.clashes)
            )
        named = bool(question.voices or question.essays)
        pool = search.pool(question.voices, question.essays) if named else None
        scored = search.score(pool)
        if corrected := correction(search, scored, self.strength):
            return corrected
        if refused := refuse(search, scored):
            others = named and refused.refusal == "not_in_essays"
            denied = others and denial(search, scored, self.checker, self.strength, elsewhere=True)
            return denied or refused
        found = denial(search, scored, self.checker, self.strength)
        found = found or self._narrow(search, scored, pool)
        if not found.found:  # whatever was looked for, nothing can be quoted: say so
            return Evidence(question, refusal="not_in_essays")
        return found

    def _narrow(self, search: Search, scored: Scored, pool: list[int] | None) -> Evidence:
        question = search.question
        if question.kind == "summary" and pool and not self._one_matter(search, scored):
            found = overview.summary(search, self.strength, pool, self._theses(search))
        elif question.kind == "compare" or (question.kind == "agree" and pool is not None):
            found = self._compared(search, scored)
        elif question.kind == "agree":
            return self._agreement(search, scored)
        elif question.kind == "define":
            found = seated.meanings(search, scored) if pool is None else ()
            found = found or narrow.of_voices(search, scored)
        elif question.kind == "example" and pool is None:
            found = seated.examples(search, scored)
        elif question.kind == "advice":
            found = narrow.for_business(search, scored)
        elif pool is not None:
            found = narrow.of_voices(search, scored)
        elif question.opposing:
            found = self.camps.other(search, scored) or narrow.of_opponents(search, scored)
        elif question.about:
            found = self.camps.beside(search) or backing.beside(search, scored)
        else:
            found = narrow.of_anyone(search, scored)
        silent = seated.silent_essays(search.essays, found)
        return Evidence(question, found=found, silent=silent)

    def _one_matter(self, search: Search, scored: Scored) -> bool:
        """Whether a summary is asked of one matter that the essay treats, not of the whole."""
        question = search.question
        narrow = bool(question.left) or len(question.sides) == 1
        return narrow and search.nearest_focus(scored.rows) >= TREATED

    def _theses(self, search: Search) -> list[Excerpt]:
        """The theses of the essays that were asked about, whole or through their author."""
        question = search.question
        slugs = [*question.essays]
        slugs += [e.slug for v in question.voices for e in self.atlas.essays_of_voice(v)]
        theses = [self.strength.thesis(self.atlas.debate.essay(s)) for s in dict.fromkeys(slugs)]
        return [thesis for thesis in theses if thesis]

    def _compared(self, search: Search, scored: Scored) -> tuple[Excerpt, ...]:
        question = search.question
        parties: list[tuple[str, list[int]]] = [
            (voice, search.pool([voice], [])) for voice in question.voices
        ]
        parties += [(slug, search.pool([], [slug])) for slug in question.essays]
        if not parties:
            return seated.seats(
                search, ranked(scored), scored, floor=scored.score.max(initial=0.0) * SEAT_FLOOR
            )
        if len(parties) > 1:  # a quoted voice that is a party itself does not speak for another
            named = set(question.voices)
            rows = self.atlas.index.rows
            parties = [
                (
                    key,
                    [
                        r
                        for r in pool
                        if rows[r].sentence.voice.name in (key, None)
                        or rows[r].sentence.voice.name not in named
                    ],
                )
                for key, pool in parties
            ]
        topic = bool(question.words) and search.nearest_focus(scored.rows) >= MATTER
        central: Callable[[int], float] = self._position_strength
        if len(question.sides) == 1 and len(question.left) <= 2:
            defining = seated.defining(search, weight=5.0 if not question.left else 3.0)
            central = defining
            if not question.left and not cues.ASKS_MEANING.search(question.text):
                central = partial(self._stands_and_defines, defining)
        return compared.comparison(search, scored, parties, central, topic=topic)

    def _stands_and_defines(self, defining: Callable[[int], float], row: int) -> float:
        return defining(row) + 2.0 * self._position_strength(row)

    def _position_strength(self, row: int) -> float:
        essay: Essay = self.atlas.index.rows[row].essay
        thesis = self.strength.thesis(essay)
        number = self.atlas.index.rows[row].number
        bonus = 0.5 if thesis and thesis.first <= number <= thesis.last else 0.0
        return self.strength.argues(row, essay.position) + bonus

    def _agreement(self, search: Search, scored: Scored) -> Evidence:
        if search.question.things:
            found = seated.examples(search, scored)
            silent = seated.silent_essays(search.essays, found)
            return Evidence(search.question, found=found, silent=silent)
        if search.question.own_question or not search.question.left:
            theses = {e.slug: t for e in search.essays if (t := self.strength.thesis(e))}
            return Evidence(search.question, found=tuple(theses.values()), theses=theses)
        floor = float(scored.score.max(initial=0.0)) * SEAT_FLOOR
        found = seated.seats(search, ranked(scored), scored, floor=floor, by_voice=False)
        silent = seated.silent_essays(search.essays, found)
        heard = {excerpt.essay.slug: excerpt for excerpt in found}
        return Evidence(search.question, found=found, theses=heard, silent=silent)
