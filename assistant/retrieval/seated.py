"""Questions that give every essay a seat: agreement, meaning, example, comparison."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from assistant import cues
from assistant.domain import Essay, Voice
from assistant.evidence import Excerpt
from assistant.excerpts import grow
from assistant.retrieval.ranking import NARROW_WORDS, ranked
from assistant.retrieval.search import Search
from assistant.scoring import Scored
from assistant.understanding.kinds import read_cues
from assistant.words import content_stems, fold, stem, word_spans

ENTRY = 1.00  # what a row gains that opens the entry of the term asked for
TERM = 4  # words of a term at most
NAMED = 0.06  # what a row gains that names the thing of which a narrower matter is asked
UNNAMED = 0.75  # share of the best score below which an essay's example is not the one asked for
Seat = tuple[str, str | None]  # an essay's slug and the voice that speaks in it


def seats(
    search: Search,
    order: Sequence[tuple[int, float]],
    scored: Scored,
    *,
    floor: float,
    most: int = 6,
    words: int = NARROW_WORDS,
    by_voice: bool = True,
    onward: Callable[[int], bool] | None = None,
) -> tuple[Excerpt, ...]:
    """The best row of every essay (and endorsed voice in it) that has one above the floor.

    Every seat gets an equal share of the words; seats in the order of their scores. Rows of which
    `onward` is true are quoted with the sentences that follow them.
    """
    cosine = dict(zip(scored.rows.tolist(), scored.cosine.tolist(), strict=True))
    taken: dict[Seat, tuple[int, float]] = {}
    for row, value in order:
        place = search.atlas.index.rows[row]
        voice: Voice = place.sentence.voice
        seat = (place.essay.slug, voice.name if by_voice else None)
        if value >= floor and seat not in taken:
            taken[seat] = (row, value)
    chosen = list(taken.values())[:most]
    if not chosen:
        return ()
    each = max(words // len(chosen), 16)
    found: list[Excerpt] = []
    for row, _ in chosen:
        if onward and onward(row):
            place = search.atlas.index.rows[row]
            grown = grow(
                place.essay,
                place.number,
                lambda number, first=place.number: number > first,  # type: ignore[misc]
                most_words=max(each, 30),
                similarity=cosine[row],
                reason="seat",
            )
        else:
            grown = search.around(row, reason="seat", most_words=each, similarity=cosine[row])
        if not any(grown.overlaps(other) for other in found):
            found.append(grown)
    return tuple(found)


def meanings(search: Search, scored: Scored) -> tuple[Excerpt, ...]:
    """What each essay means by a term: its own defining sentence, none for essays without one."""
    question = search.question
    atlas = search.atlas
    terms = {stem(word) for word in question.words}
    side = question.sides[0] if len(question.sides) == 1 else None
    own = atlas.sides.own.get(side, frozenset()) if side else frozenset()
    others = (
        frozenset().union(*(o for s, o in atlas.sides.own.items() if s != side))
        if side
        else frozenset()
    )
    narrow = {stem(word) for word in question.left} & terms
    needed = narrow or own or terms
    asked = set(content_stems(question.standalone))

    def fit(row: int) -> float | None:
        place = atlas.index.rows[row]
        opened = entry(search, row)
        if opened & needed and opened <= asked:
            return ENTRY
        here = atlas.stems[row]
        above = set(content_stems(place.sentence.heading))
        if not needed & (here | above):
            return None
        if side and atlas.called(row) not in (side, None):
            return None  # it speaks of the other side by name
        subject = set(content_stems(_subject(place.text)))
        if side and not (needed & subject or cues.DEFINITION.search(place.text)):
            return None
        value = 0.20 if cues.DEFINITION.search(place.text) else 0.0
        value += 0.08 if needed & here else 0.0
        value += 0.15 if needed & subject else 0.0
        value -= 0.25 if others & subject and not needed & subject else 0.0
        return value

    pairs = [(row, value + more) for row, value in ranked(scored) if (more := fit(row)) is not None]
    order = sorted(pairs, key=lambda pair: (-pair[1], pair[0]))
    if not order:
        return ()
    floor = max(order[0][1] * 0.55, 0.45)

    def goes_on(row: int) -> bool:
        """The meaning stands, or goes on, in the sentences behind."""
        return bool(entry(search, row) or cues.SENSES.search(atlas.index.rows[row].text))

    return seats(search, order, scored, floor=floor, most=5, onward=goes_on)


def entry(search: Search, row: int) -> frozenset[str]:
    """The stems of the term whose entry in a glossary a row opens; empty where it opens none.

    Its heading is the term, or a word or two in front: "**Ramp.** The stretch between …".
    """
    place = search.atlas.index.rows[row]
    essay, number = place.essay, place.number
    before = essay.sentences[number - 1] if number else None
    lead = ""
    if before is not None and before.block == place.sentence.block:
        lead = essay.quote(before)
    elif before is None or before.heading != place.sentence.heading:
        lead = place.sentence.heading
    if not lead or len(lead.split()) > TERM or cues.QUESTION.search(lead):
        return frozenset()
    return frozenset(content_stems(lead))


def defining(search: Search, *, weight: float = 1.0) -> Callable[[int], float]:
    """How plainly a row says what the side means that the question names."""
    atlas = search.atlas
    wanted = frozenset().union(*(atlas.sides.own[side] for side in search.question.sides))

    def value(row: int) -> float:
        text = atlas.index.rows[row].text
        subject = set(content_stems(_subject(text)))
        return weight * (0.20 * bool(cues.DEFINITION.search(text)) + 0.15 * bool(wanted & subject))

    return value


def _subject(text: str) -> str:
    """The head of a sentence, where the term stands that it defines."""
    found = cues.DEFINITION.search(text)
    return " ".join((text[: found.start()] if found else text).split()[:6])


def examples(search: Search, scored: Scored) -> tuple[Excerpt, ...]:
    """How each essay uses a thing: the sentence that labels it, by seat."""
    atlas = search.atlas
    side_stems = atlas.sides.every
    named = {thing: set(atlas.mentions.get(thing, ())) for thing in search.question.things}
    told = {row for mentioned in named.values() for row in mentioned}
    its_name = {stem(fold(word)) for thing in named for word, _, _ in word_spans(thing)}
    further = {stem(word) for word in search.question.left} - its_name
    narrow = bool(told and further) and "example" not in read_cues(search.question.text).kinds
    if narrow:  # what became of it may be told behind its name
        named = {thing: _told_of(search, mentioned) for thing, mentioned in named.items()}
    rows = set().union(*named.values()) if named else set()

    def bonus(row: int) -> float:
        if narrow:
            return NAMED * (row in told)
        place = atlas.index.rows[row]
        found = [m for m in atlas.names.find(place.text, fuzzy=False) if m.name.key in named]
        value = 0.15 if found else 0.0
        value += 0.10 if side_stems & atlas.stems[row] else 0.0
        value += 0.08 if cues.EXAMPLE.search(place.text) else 0.0
        value += 0.12 if any(m.start < 12 for m in found) else 0.0
        return value

    order = [(row, value) for row, value in ranked(scored, bonus) if not rows or row in rows]
    if len(named) > 1:  # each of them by itself, where an essay speaks of it by name
        found: list[Excerpt] = []
        share, most = NARROW_WORDS // len(named), max(6 // len(named), 1)
        for thing, mentioned in named.items():
            others = set().union(*(rows for other, rows in named.items() if other != thing))
            own = [pair for pair in order if pair[0] in mentioned - others]
            own = own or [pair for pair in order if pair[0] in mentioned]
            for one in seats(
                search, own, scored, floor=-1.0, most=most, words=share, onward=search.tells_on
            ):
                if not any(one.overlaps(other) for other in found):
                    found.append(one)
        return tuple(found)
    floor = -1.0 if named else UNNAMED * max((value for _, value in order), default=0.0)
    return seats(search, order, scored, floor=floor, most=6, onward=search.tells_on)


def _told_of(search: Search, mentioned: Iterable[int]) -> set[int]:
    """The rows that name a thing, and those behind them in the same block."""
    index = search.atlas.index
    found = set(mentioned)
    for row in mentioned:
        place = index.rows[row]
        behind = place.essay.sentences[place.number + 1 :]
        for step, sentence in enumerate(behind, start=1):
            if sentence.block != place.sentence.block:
                break
            found.add(row + step)
    return found


def silent_essays(essays: Sequence[Essay], found: Iterable[Excerpt]) -> tuple[str, ...]:
    """The slugs of the essays that none of the excerpts comes from."""
    heard = {excerpt.essay.slug for excerpt in found}
    return tuple(essay.slug for essay in essays if essay.slug not in heard)
