"""The gate for a sentence in a model's own words.

In order: the sentences it names exist; nothing in it is more than words; whoever it credits speaks
there; its quotations, names and numbers stand there; what it says nobody says, nobody says; and
the words it rests on bear it out. Each failure comes with a reason in plain words, for the repair.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.answer import Failure
from assistant.domain import CONDITIONAL
from assistant.gate import squeeze
from assistant.index import Index
from assistant.rows import Row
from assistant.understanding.entities import Directory
from assistant.words import STOPWORDS, content_stems, fold, stem, word_spans
from assistant.writers.model.material import Material
from assistant.writers.model.orders import orders_about
from assistant.writers.model.parsing import (
    MOST_SENTENCES,
    Proposed,
    mark_groups,
    parts_by_marks,
    without_marks,
)
from assistant.writers.model.parties import Parties, Party, called, callings
from assistant.writers.model.positions import wrong_position
from assistant.writers.model.silence import (
    Silence,
    claims_silence,
    excludes_others,
    is_negative,
    matter_of,
    rows_of,
)
from assistant.writers.model.support import Support

_BEFORE = 2  # sentences before one whose names and numbers it may lean on
_FEWEST_WORDS = 3  # of a quotation that must stand in what is cited; a term may stand anywhere
# What a reader's browser or eye might take for more than words.
_UNSAFE = re.compile(
    r"(?i)https?:|www\.|\]\(|[<>`{}\\]|\bjavascript\b|\w@\w|!\[|\b[\w-]+\.(?:com|example|org|net|io)\b"
    r"|[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069]"
)
_QUOTED = re.compile(r"“([^”]+)”|\"([^\"]+)\"")
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_COUNTS = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve".split()
    )
}
_COUNTED = frozenset(
    stem(word)
    for word in "essays voices authors sides texts pieces writers others people statements".split()
)
# How a quoted person is introduced, once the names are out.
_QUOTED_BY = re.compile(
    r",? whom\s+(?:quotes|cites)[^,:;]*,?|,? (?:as )?(?:quoted|cited)\b[^,:;]*?\b(?:by|in)\b\s*,?",
    re.I,
)
_NARRATION = re.compile(r"\b(?:My inference:)\s*", re.I)


@dataclass(frozen=True, slots=True)
class Judged:
    """What the gate makes of a proposed statement; `reason` is for whoever mends it.

    `text` is the statement with its quotations exactly as they stand in the essay.
    """

    text: str
    failure: Failure | None = None
    reason: str = ""
    usable: tuple[int, ...] = ()  # sentences that may bear it out


class ModelGate:
    """Judges one answer's statements against one debate."""

    def __init__(
        self, index: Index, directory: Directory, support: Support, silence: Silence | None = None
    ) -> None:
        self.index = index
        self.debate = index.debate
        self.parties = Parties(index.debate, directory)
        self.directory = directory
        self.support = support
        self.silence = silence or Silence(index)

    def judge(
        self, proposed: Proposed, material: Material, question: str, without: Collection[str] = ()
    ) -> Judged:
        """Whether a statement may be shown.

        `question`: the asker's own words, whose names and numbers may be taken up; `without`: the
        slugs of essays that are left out.
        """
        text = without_marks(proposed.text)
        if _UNSAFE.search(text):
            return Judged(text, "fabricated", "it holds a link or signs that are no plain words")
        if proposed.is_own:
            return self._own(proposed, text, question)
        unknown = [n for n in proposed.sentences if n not in material.rows]
        if unknown:
            reason = f"there is no sentence {', '.join(map(str, unknown))}"
            return Judged(text, "fabricated", reason, self._nearest(text, material))
        if len(proposed.sentences) > MOST_SENTENCES:
            return Judged(text, "fabricated", f"it rests on more than {MOST_SENTENCES} sentences")
        rows = [material.rows[number] for number in proposed.sentences]
        if any(row.sentence.voice.role == "uncertain" for row in rows):
            return Judged(text, "wrong_voice", "it is not clear who speaks that sentence")
        named = self.parties.find(text)
        found = self._silence(proposed, text, named, material, without)
        if found:
            return found
        if not rows:
            return self._fact(proposed, text, named, material, question)
        found = self._credit(text, rows, named, material) or self._positions(text, named)
        if found:
            return found
        exact = self._quotations(text, rows, question)
        if exact is None:
            reason = "words in quotation marks do not stand in the sentences it names"
            return Judged(text, "fabricated", reason, self._usable(proposed, text, material, rows))
        beyond = self._beyond(text, rows, question)
        if beyond:
            usable = self._usable(proposed, text, material, rows)
            return Judged(text, "fabricated", beyond, usable)
        return self._borne_out(proposed, text, exact, rows, material)

    # -- whose words -------------------------------------------------------------------------

    def _credit(
        self, text: str, rows: Sequence[Row], named: Sequence[Party], material: Material
    ) -> Judged | None:
        """Whoever is named as saying something speaks in one of the sentences."""
        credited = [party for party in named if not party.in_passing]
        for number, party in enumerate(credited):
            if any(self.parties.speaks(party, row) for row in rows):
                continue
            quoted = [row for row in rows if self.parties.hosts(party, row)]
            if any(self.parties.is_named(row, text) for row in quoted):
                continue  # named as the one who quotes
            others = any(
                self.parties.speaks(other, row) for other in credited[:number] for row in rows
            )
            if others and self._stands_there(party, rows):
                continue  # whom the speaker himself speaks of
            reason = (
                f"{party.key} does not speak in the sentences it names; {callings(rows)} does. "
                "Credit whoever speaks, or name a sentence of "
                f"{party.key}"
            )
            essays = {row.essay.slug for row in rows}
            heard = {
                row.essay.slug for row in material.rows.values() if self.parties.speaks(party, row)
            }
            failure: Failure = "wrong_voice" if essays & heard else "wrong_essay"
            return Judged(text, failure, reason, self._nearest(text, material, party))
        strangers = [row for row in rows if not self.parties.is_named(row, text)]
        if (
            strangers
            and len(strangers) < len(rows)
            and any(row.sentence.voice.role == "quoted" for row in strangers)
        ):
            reason = f"it rests on words of {callings(strangers)} without naming whose they are"
            return Judged(text, "wrong_voice", reason, ())
        return None

    def _stands_there(self, party: Party, rows: Sequence[Row]) -> bool:
        words = {fold(word) for row in rows for word, _, _ in word_spans(self._ground(row))}
        return any(fold(part) in words for part in party.key.split())

    def _positions(self, text: str, named: Sequence[Party]) -> Judged | None:
        """An essay that is said to take a side takes it."""
        wrong = wrong_position(text, named, self.debate)
        return Judged(text, "inverted_stance", wrong) if wrong else None

    # -- what stands there -------------------------------------------------------------------

    def _quotations(self, text: str, rows: Sequence[Row], question: str) -> str | None:
        """The text with its quotations as they stand in the essay; None where one does not.

        A term of a word or two may be quoted from the question, or from anywhere in the debate.
        """
        pieces: list[str] = []
        at = 0
        for found in _QUOTED.finditer(text):
            words = (found[1] or found[2]).strip()
            exact = next((e for row in rows if (e := verbatim(words, row.text))), None)
            if exact is None and (
                len(words.split()) < _FEWEST_WORDS or squeeze(words) in squeeze(question)
            ):
                bare = squeeze(words.strip(" ,.;:!?"))
                texts = [squeeze(question), *(squeeze(e.text) for e in self.debate.essays)]
                titles = [squeeze(e.title) for e in self.debate.essays]
                exact = words if any(bare in told for told in (*texts, *titles)) else None
            if exact is None and any(
                squeeze(words) in squeeze(e.title) for e in self.debate.essays
            ):
                exact = words
            if exact is None:
                return None
            pieces += [text[at : found.start()], f"“{exact}”"]
            at = found.end()
        return "".join((*pieces, text[at:]))

    def _beyond(self, text: str, rows: Sequence[Row], question: str) -> str:
        """What is named or counted that does not stand there; "" where nothing is."""
        ground = "\n".join((*(self._ground(row) for row in rows), self._common(question)))
        known = {stem(fold(word)) for word, _, _ in word_spans(ground)}
        known |= {part for word in known for part in word.split("-")}
        strange = [word for word in self._names(text) if not self._is_known(word, known)]
        if strange:
            return f"“{strange[0]}” does not stand in the sentences it names, nor around them"
        for figure in _FIGURE.findall(text):
            if figure not in ground:
                return f"the number {figure} does not stand in the sentences it names"
        return self._miscounted(text, rows, ground)

    def _miscounted(self, text: str, rows: Sequence[Row], ground: str) -> str:
        """A count in words stands there, or counts what is in this debate."""
        spans = [(fold(word), start) for word, start, _ in word_spans(text)]
        there = {fold(word) for word, _, _ in word_spans(ground)}
        held = {called(row) for row in rows}
        totals = {len(self.debate.essays), len(held), len({row.essay.slug for row in rows})}
        totals |= set(self._standing().values())
        for at, (word, _) in enumerate(spans):
            count = _COUNTS.get(word, 0)
            if count < 2 or word in there:
                continue
            after = {stem(later) for later, _ in spans[at + 1 : at + 4]}
            of_them = bool(after & _COUNTED) or count in totals
            if not of_them or count not in totals | {len(self.debate.sides)}:
                return f"the number “{word}” does not stand in the sentences it names"
        return ""

    def _standing(self) -> dict[str, int]:
        """How many essays take each position."""
        held = [essay.position or CONDITIONAL for essay in self.debate.essays]
        return {position: held.count(position) for position in held}

    def _ground(self, row: Row) -> str:
        """All that may be taken up with a sentence: what stands before, over and about it."""
        essay = row.essay
        told = (essay.title, essay.author, essay.publisher, essay.date, essay.note)
        return "\n".join((_around(row), row.text, *(one for one in told if one)))

    def _common(self, question: str) -> str:
        """What anybody may name: the debate, its sides, who is in it, and what was asked."""
        sides = " ".join(f"{side.label} {side.statement}" for side in self.debate.sides)
        names = self.debate.names
        asked = fold(question)
        alike = [
            form
            for name, others in names.items()
            for form in (name, *others)
            if any(fold(one) in asked for one in (name, *others))
        ]
        return "\n".join((self.debate.question, sides, self.parties.words, question, *alike))

    def _names(self, text: str) -> list[str]:
        """Capitalised words inside sentences, and openings that the essays write large only."""
        found = []
        for word, start, _ in word_spans(text):
            if not any(c.isupper() for c in word) or word in ("I", "A"):
                continue
            head = text[:start].rstrip(" \"'“‘(-")
            opens = not head or head[-1] in ".?!:;—–" or text[start - 1] in '“"‘'
            bare = fold(word).removesuffix("'s")
            if opens and (bare in STOPWORDS or bare in self._small or bare not in self._large):
                continue
            found.append(word)
        return found

    @cached_property
    def _small(self) -> set[str]:
        return self.directory.common_words()

    @cached_property
    def _large(self) -> set[str]:
        """The folded words that the essays write large inside a sentence."""
        texts = (row.text for row in self.index.rows)
        return {
            fold(word).removesuffix("'s")
            for text in texts
            for word, start, _ in word_spans(text)
            if word[0].isupper() and text[:start].rstrip(" \"'“‘(")[-1:] not in (*".?!:;", "")
        }

    def _is_known(self, word: str, known: Collection[str]) -> bool:
        """Whether a name stands in the ground, also under another name of the same thing."""
        bare = fold(word)
        parts = [stem(part) for part in re.split(r"[-.&]", bare) if part]
        if stem(bare) in known or all(part in known for part in parts):
            return True
        for name, others in self.debate.names.items():
            forms = [{stem(fold(w)) for w, _, _ in word_spans(form)} for form in (name, *others)]
            if any(stem(bare) in form for form in forms) and any(
                form <= set(known) for form in forms
            ):
                return True
        return False

    # -- silence and facts -------------------------------------------------------------------

    def _silence(
        self,
        proposed: Proposed,
        text: str,
        named: Sequence[Party],
        material: Material,
        without: Collection[str],
    ) -> Judged | None:
        """What nobody, or nobody else, is said to speak of is looked up in every essay."""
        if not proposed.absent and not claims_silence(_QUOTED.sub(" ", text)):
            return None
        matters = list(proposed.absent)
        if not matters:
            names = self.parties.words.split()
            found = matter_of(_QUOTED.sub(" ", text), names)
            matters = [" ".join(found)] if proposed.sentences else found
        if not matters:
            return (
                None
                if proposed.sentences
                else Judged(
                    text,
                    "fabricated",
                    "name under `absent`, in plain words, what they do not speak of",
                )
            )
        numbers = {n for n, row in enumerate(self.index.rows, 1) if row.essay.slug not in without}
        cited = [material.rows[n] for n in proposed.sentences]
        speaking = {(row.essay.slug, row.sentence.voice) for row in cited}
        silent = [p for p in named if not any(self.parties.speaks(p, row) for row in cited)]
        if proposed.essays:
            numbers = rows_of(self.index, proposed.essays, numbers)
        elif excludes_others(text) or not silent:
            numbers = {
                n
                for n in numbers
                if (self.index.rows[n - 1].essay.slug, self.index.rows[n - 1].sentence.voice)
                not in speaking
                and not (cited and self._told_by(self.index.rows[n - 1], named))
            }
        else:
            numbers = {
                n
                for n in numbers
                if any(
                    self.parties.speaks(p, self.index.rows[n - 1])
                    for p in silent
                    if not p.in_passing
                )
            }
        broken = self.silence.broken_by(matters, numbers)
        if broken is None:
            return None
        matter, number = broken
        row = self.index.rows[number - 1]
        reason = f"{called(row)} does speak of “{matter}”, in sentence {number}"
        return Judged(text, "fabricated", reason, (number,) if number in material.rows else ())

    def _told_by(self, row: Row, named: Sequence[Party]) -> bool:
        return any(self.parties.speaks(party, row) for party in named)

    def _fact(
        self,
        proposed: Proposed,
        text: str,
        named: Sequence[Party],
        material: Material,
        question: str,
    ) -> Judged:
        """A sentence that rests on none: silence, looked up before, or what the folder says."""
        if proposed.kind != "fact":
            reason = "it names no sentence that it rests on"
            return Judged(text, "fabricated", reason, self._nearest(text, material))
        wrong = self._positions(text, named)
        if wrong:
            return wrong
        exact = self._quotations(text, (), question)
        if exact is None:
            return Judged(text, "fabricated", "quote only words of a sentence that you name")
        told = [
            " ".join(one for one in (e.title, e.author, e.publisher, e.date, e.note, e.url) if one)
            for e in self.debate.essays
        ]
        headings = {s.heading for e in self.debate.essays for s in e.sentences}
        ground = "\n".join((*told, *sorted(headings), self._common(question), *proposed.absent))
        known = {stem(fold(word)) for word, _, _ in word_spans(ground)}
        strange = [word for word in self._names(text) if not self._is_known(word, known)]
        if strange:
            return Judged(text, "fabricated", f"“{strange[0]}” is no fact about the essays")
        for figure in _FIGURE.findall(text):
            counts = {str(n) for n in (len(self.debate.essays), *self._standing().values())}
            if figure not in ground and figure not in counts:
                return Judged(
                    text, "fabricated", f"the number {figure} is no fact about the essays"
                )
        silent = is_negative(text) and (bool(proposed.absent) or claims_silence(text))
        if not silent and not self._is_about_texts(text, named):
            reason = "what somebody holds must name the sentence it rests on"
            return Judged(text, "fabricated", reason, self._nearest(text, material))
        return Judged(exact)

    def _is_about_texts(self, text: str, named: Sequence[Party]) -> bool:
        """Whether nothing is left of a sentence beside names, positions and words about texts."""
        sides = " ".join(f"{side.id} {side.label} {side.statement}" for side in self.debate.sides)
        told = " ".join(
            f"{e.title} {e.publisher or ''} {e.date or ''} {e.note or ''}"
            for e in self.debate.essays
        )
        common = f"{sides} {told} {self.parties.words} {self.debate.question} {_ABOUT_TEXTS}"
        known = set(content_stems(common))
        own = content_stems(_QUOTED.sub(" ", text))
        return sum(stem in known for stem in own) >= 0.75 * len(own)

    # -- what the words bear out -------------------------------------------------------------

    def _borne_out(
        self,
        proposed: Proposed,
        text: str,
        exact: str,
        rows: Sequence[Row],
        material: Material,
    ) -> Judged:
        """Every part of it, up to its mark, is borne out by the sentences that it marks."""
        usable = self._usable(proposed, text, material, rows)
        for part, numbers in segments(proposed):
            some = [material.rows[number] for number in numbers]
            here = self.parties.find(part)
            if here and self._is_about_texts(part, here):
                continue  # who takes which side: seen to above
            context = "\n".join(dict.fromkeys(_around(row) for row in some))
            claim = _bare_claim(part, here)
            read = self.support.read(claim, [row.text for row in some], context)
            if read.verdict == "denies":
                reason = f"the sentences it names say the opposite of “{part}”"
                return Judged(text, "inverted_stance", reason, usable)
            if read.verdict == "neither":
                reason = f"the sentences it names do not say as much as “{part}”"
                return Judged(text, "fabricated", reason, usable)
        return Judged(exact)

    # -- the assistant's own -----------------------------------------------------------------

    def _own(self, proposed: Proposed, text: str, question: str) -> Judged:
        """An inference or small talk credits nobody, and brings in no name and no number."""
        named = [party for party in self.parties.find(text) if party.kind == "voice"]
        if proposed.sentences or (named and proposed.kind == "inference"):
            return Judged(
                text, "wrong_voice", "an inference of yours is nobody's view: name nobody"
            )
        if proposed.kind == "inference" and _QUOTED.search(text):
            return Judged(text, "fabricated", "an inference of yours quotes nothing")
        ground = "\n".join(
            (self._common(question), *(essay.text for essay in self.debate.essays), *_ASSISTANT)
        )
        known = {stem(fold(word)) for word, _, _ in word_spans(ground)}
        foreign = [w for w in self._names(text) if w.isascii() and not self._is_known(w, known)]
        if foreign and proposed.kind == "inference":
            return Judged(
                text, "fabricated", f"“{foreign[0]}” is neither asked about nor in the essays"
            )
        if any(figure not in ground for figure in _FIGURE.findall(text)):
            return Judged(
                text, "fabricated", "a number in it is neither asked about nor in the essays"
            )
        return Judged(text)

    # -- what may be used instead ------------------------------------------------------------

    def _usable(
        self, proposed: Proposed, text: str, material: Material, rows: Sequence[Row]
    ) -> tuple[int, ...]:
        own = [n for n in proposed.sentences if n in material.rows]
        return tuple(dict.fromkeys((*own, *self._nearest(text, material))))[:6]

    def _nearest(
        self, text: str, material: Material, party: Party | None = None
    ) -> tuple[int, ...]:
        """The numbers of the sentences nearest to a text, of one party where it is given."""
        vector = self.index.embedder.encode_query([text])[0]
        near = self.index.sentence_vectors @ vector
        order = sorted(
            (
                number
                for number, row in material.rows.items()
                if party is None or self.parties.speaks(party, row)
            ),
            key=lambda number: (-round(float(near[number - 1]), 4), number),
        )
        return tuple(order[:4])


# Words that speak of texts and not of their matter, as the front matter's keys and roles do.
_ABOUT_TEXTS = """
essay essays author authors unsigned signed anonymous title titled date dated undated publish
published publisher name names voice voices quote quotes quoted position positions side sides stand
stands conditional depends neither middle entry source debate question five written writer wrote
blog consultant editor between among together take takes split
"""
_ASSISTANT = ("English", "JSON", "Hello", "Hi")


def segments(proposed: Proposed) -> list[tuple[str, tuple[int, ...]]]:
    """A statement in parts, each with the sentences that it rests on; whole where none is marked.

    A part with hardly a word of its own goes with the part before it.
    """
    found: list[tuple[str, tuple[int, ...]]] = []
    marked = {number for group in mark_groups(proposed.text) for number in group}
    rest = tuple(number for number in proposed.sentences if number not in marked)
    for text, numbers in parts_by_marks(proposed.text):
        few = len(content_stems(text)) < _FEWEST_WORDS
        if found and (few or not numbers):
            before, known = found.pop()
            found.append((f"{before}{text}", (*known, *numbers)))
        else:
            found.append((text, tuple(numbers)))
    return [(text.strip(" ,;:"), (*numbers, *rest)) for text, numbers in found]


def _over(row: Row) -> str:
    """The heading over a sentence, and what leads its list in."""
    lead = row.sentence.lead_in
    led = row.essay.quote(row.essay.sentences[lead]) if lead is not None else ""
    return "\n".join(line for line in (row.sentence.heading, led) if line)


def _around(row: Row) -> str:
    """What a reader of a sentence has in mind: heading, lead-in, and what stands before it."""
    essay = row.essay
    before = essay.sentences[max(0, row.number - _BEFORE) : row.number]
    told = [essay.quote(sentence) for sentence in before]
    return "\n".join((_over(row), *(words for words in told if not orders_about(words))))


def verbatim(words: str, text: str) -> str | None:
    """The text's own words for a quotation that differs in typography or first capital only."""
    bare = words.strip(" ,.;:")
    if not bare:
        return None
    pattern = r"\s+".join(_typography(word) for word in bare.split())
    found = re.search(rf"(?<!\w){pattern}(?!\w)", text, re.I)
    if found is None:
        return None
    tail = words.rstrip()[len(words.rstrip().rstrip(" ,.;:")) :]
    end = found.end() + (len(tail) if text[found.end() :].startswith(tail) else 0)
    return text[found.start() : end]


def _typography(word: str) -> str:
    escaped = re.escape(word)
    return re.sub(r"[’'‘]", "[’'‘]", escaped).replace("–", "[–—-]").replace("—", "[–—-]")


def _bare_claim(text: str, named: Sequence[Party]) -> str:
    """What is claimed, without the names of those who claim it."""
    for party in reversed(named):
        text = text[: party.start] + text[party.end :]
    return " ".join(_NARRATION.sub("", _QUOTED_BY.sub(" ", text)).split())
