"""The debate's own question: every essay's thesis, each side's strongest, clashes, conditions."""

from __future__ import annotations

from itertools import islice

from assistant import cues
from assistant.clashes import Clashes
from assistant.domain import CONDITIONAL, Essay
from assistant.evidence import Clash, Evidence, Excerpt
from assistant.excerpts import grow, halves, word_count
from assistant.retrieval.case import nearest_case
from assistant.retrieval.search import Search
from assistant.strength import Strength

MOST_CITATIONS = 12
MOST_WORDS = 268  # quoted words of a verdict, so that the whole stays under 400
MOST_EACH = 32
MOST_CASE = 2


def verdict(search: Search, strength: Strength, clashes: Clashes) -> Evidence:
    """Evidence for a verdict; the essays' sides decide the seats, not the question's wording."""
    essays = search.essays
    theses = {e.slug: t for e in _seated(search, essays) if (t := strength.thesis(e))}
    spent = _Spent()
    for thesis in theses.values():
        spent.take(thesis)
    case = tuple(islice((found for found in nearest_case(search) if spent.take(found)), MOST_CASE))
    strongest = {
        side.id: tuple(
            _for_side(search, strength, [e for e in essays if e.position == side.id], spent)
        )
        for side in search.atlas.debate.sides
    }
    clashing = _clashing(search, clashes)
    shown = [c for c in clashing if c.kind == "example" and spent.take_all(c.excerpts)]
    stated = _conditions(search, strength, essays)
    conditions = tuple(islice((found for found in stated if spent.take(found)), 1))
    shown += [c for c in clashing if c.kind == "meaning" and spent.take_all(c.excerpts)]
    asks = tuple(found for found in _asks(search, essays)[:1] if spent.take(found))
    return Evidence(
        search.question,
        theses=theses,
        strongest=strongest,
        clashes=tuple(shown),
        conditions=conditions,
        case=case,
        asks=asks,
        silent=tuple(e.slug for e in essays if e.slug not in theses),
    )


def _seated(search: Search, essays: list[Essay]) -> list[Essay]:
    """The essays that get a seat: all of them, or the first of each position where too many."""
    if len(essays) <= 7:
        return essays
    positions = [*(side.id for side in search.atlas.debate.sides), CONDITIONAL]
    share = max(7 // len(positions), 1)
    seated = [e for p in positions for e in [e for e in essays if e.position == p][:share]]
    return [essay for essay in essays if essay in seated]


class _Spent:
    """The words and citations of a verdict, so that its last part never pushes it over."""

    def __init__(self) -> None:
        self.taken: list[Excerpt] = []

    def take(self, excerpt: Excerpt) -> bool:
        return self.take_all((excerpt,))

    def take_all(self, excerpts: tuple[Excerpt, ...]) -> bool:
        """All or none, where they fit; an excerpt that is quoted already costs nothing."""
        new = [e for e in excerpts if not any(e.overlaps(t) for t in self.taken)]
        if len(new) < len(excerpts):
            return False
        words = sum(sum(h.words for h in halves(e)) for e in [*self.taken, *new])
        if len(self.taken) + len(new) > MOST_CITATIONS or words > MOST_WORDS:
            return False
        self.taken += new
        return True


def _for_side(
    search: Search, strength: Strength, essays: list[Essay], spent: _Spent
) -> list[Excerpt]:
    """One more sentence for the side: of a voice that its essay endorses, where there is one.

    Each side gets one, so that a crowded side is not louder than a lonely one.
    """
    found: list[Excerpt] = []
    for essay in essays:
        for number in strength.for_essay(essay):
            sentence = essay.sentences[number]
            endorsed = [s for s in essay.sentences if s.voice.attitude == "endorses"]
            if endorsed and sentence.voice.attitude != "endorses":
                continue
            if word_count(essay.quote(sentence)) > MOST_EACH or cues.QUESTION.search(
                essay.quote(sentence)
            ):
                continue

            def nearby(other: int, first: int = number) -> bool:
                return abs(other - first) <= 1

            words = MOST_EACH + (12 if endorsed else 0)
            wanted = nearby if endorsed else (lambda _: False)
            grown = grow(essay, number, wanted, most_words=words, reason="strongest")
            if not found and spent.take(grown):
                found.append(grown)
            break
    return found


def _clashing(search: Search, clashes: Clashes) -> list[Clash]:
    """The clearest clash of each kind among the essays at the table."""

    def at_table(clash: Clash) -> bool:
        return not any(e.essay.slug in search.without for e in clash.excerpts)

    example = next((c for c in clashes.examples if at_table(c)), None)
    meaning = next((c for c in clashes.meanings if at_table(c)), None)
    return [clash for clash in (example, meaning) if clash]


def _conditions(search: Search, strength: Strength, essays: list[Essay]) -> list[Excerpt]:
    """Sentences that say when which side applies: of conditional essays first, two at the most."""
    atlas = search.atlas
    found: list[tuple[float, str, int, Essay]] = []
    for essay in essays:
        rows = atlas.rows_of_essay(essay.slug)
        for row in rows:
            place = atlas.index.rows[row]
            text = place.text
            if place.sentence.voice.attitude != "own" or not atlas.citable[row]:
                continue
            if not cues.CONDITION.search(text) or cues.QUESTION.search(text):
                continue
            if not 8 <= word_count(text) <= MOST_EACH + 4:
                continue
            named = sum(bool(own & atlas.stems[row]) for own in atlas.sides.own.values())
            value = 0.45 * bool(cues.IF.search(text)) + 0.15 * bool(cues.CONDITION.match(text))
            value += 0.2 * (essay.position == CONDITIONAL) + 0.15 * (named == 1)
            value += 0.15 * bool(cues.CLAIM.search(text))
            value += float(strength.leaning[row].max())
            found.append((-value, essay.slug, place.number, essay))
    order = sorted(found, key=lambda entry: entry[:3])
    chosen: list[Excerpt] = []
    for _, _, number, essay in order:
        grown = grow(essay, number, lambda _: False, most_words=MOST_EACH, reason="condition")
        if len(chosen) < 2 and not any(grown.overlaps(other) for other in chosen):
            chosen.append(grown)
    return chosen


def _asks(search: Search, essays: list[Essay]) -> list[Excerpt]:
    """Questions that an essay puts to the reader's own business, conditional essays first."""
    found = []
    for essay in essays:
        for number, sentence in enumerate(essay.sentences):
            text = essay.quote(sentence)
            if sentence.voice.attitude != "own" or not cues.ASKS_READER.search(text):
                continue
            if 6 <= word_count(text) <= MOST_EACH and cues.QUESTION.search(text):
                row = search.atlas.index.row_of(essay.slug, number)
                sides = sum(
                    bool(o & search.atlas.stems[row]) for o in search.atlas.sides.own.values()
                )
                rank = (essay.position != CONDITIONAL, -sides, essay.slug, number)
                found.append((rank, essay, number))
    found.sort(key=lambda entry: entry[0])
    return [
        grow(essay, number, lambda _: False, most_words=MOST_EACH, reason="asks")
        for _, essay, number in found
    ]
