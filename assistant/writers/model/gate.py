"""The gate for a sentence in a model's own words.

In order: the sentences it names exist; nothing in it is more than words; what it says nobody says,
nobody says; whoever it credits speaks there; its quotations, names and numbers stand there; and
the words it rests on bear it out. Each failure comes with a reason in plain words, for the repair.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from assistant.answer import Failure
from assistant.index import Index
from assistant.rows import Row
from assistant.understanding.entities import Directory
from assistant.words import content_stems
from assistant.writers.model.claims import bare_claim
from assistant.writers.model.ground import QUOTED, Ground, around
from assistant.writers.model.material import Material
from assistant.writers.model.parsing import (
    MOST_SENTENCES,
    Proposed,
    mark_groups,
    parts_by_marks,
    without_marks,
)
from assistant.writers.model.parties import Parties, Party, callings
from assistant.writers.model.positions import without_sides, wrong_position
from assistant.writers.model.silence import Silence, Silent, front_matter, is_negative
from assistant.writers.model.support import Read, Support

# Shares of the support check, chosen on tests/data/gate_cases.jsonl so that true sentences pass
# first; `python tests/gate_curve.py` prints what other values would do.
BORNE_OUT = 0.05  # from which a sentence is borne out
DENIED = 0.5  # from which it is denied
SURE = 0.6  # from which a sentence that passes is not looked at again, where that is asked for
LEANS = 0.03  # from which a part of a sentence may lean on the rest of it
_ABOUT = 0.75  # share of a sentence's words that speak of texts, where it is a fact about them
# What a reader's browser or eye might take for more than words.
_UNSAFE = re.compile(
    r"(?i)https?:|www\.|\]\(|[<>`{}\\]|\bjavascript\b|\w@\w|!\[|\b[\w-]+\.(?:com|example|org|net|io)\b"
    r"|[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069]"
)
# Words that speak of texts and not of their matter, as the front matter's keys and roles do.
_ABOUT_TEXTS = """
essay essays author authors unsigned signed anonymous title titled date dated undated publish
published publisher name names voice voices quote quotes quoted position positions side sides stand
stands conditional depends neither middle entry source debate question five written writer wrote
blog consultant editor between among together take takes split nobody alone other
"""
_ASSISTANT = "English JSON Hello Hi Sorry"  # what small talk may open with


@dataclass(frozen=True, slots=True)
class Judged:
    """What the gate makes of a proposed statement; `reason` is for whoever mends it.

    `text` is the statement with its quotations exactly as they stand in the essay.
    """

    text: str
    failure: Failure | None = None
    reason: str = ""
    usable: tuple[int, ...] = ()  # sentences that may bear it out
    supports: float = 1.0  # the share of the part that is borne out least


class ModelGate:
    """Judges statements against one debate. Safe to share by threads."""

    def __init__(self, index: Index, directory: Directory, support: Support) -> None:
        self.index = index
        self.debate = index.debate
        self.support = support
        self.parties = Parties(index.debate, directory)
        self._ground = Ground(index, directory, self.parties)
        self._silence = Silence(index, self.parties)
        told = " ".join(
            f"{e.author or ''} {e.slug} {e.publisher or ''} {e.date or ''} {e.note or ''}"
            for e in index.debate.essays
        )
        voices = {s.voice.name or "" for e in index.debate.essays for s in e.sentences}
        told = f"{told} {' '.join(sorted(voices))} {_ABOUT_TEXTS}"
        self._about_texts = frozenset(content_stems(told))

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
        silences = self._silence.claims(proposed, text, rows, without)
        found = self._broken(text, silences, material)
        if found:
            return found
        named = self.parties.find(text)
        wrong = wrong_position(text, named, self.debate)
        if wrong:
            return Judged(text, "inverted_stance", wrong)
        if not rows:
            return self._fact(proposed, text, bool(silences), material, question)
        silent = {party.start for claim in silences for party in claim.parties}
        heard = [party for party in named if party.start not in silent]
        found = self._credit(text, rows, heard, material)
        if found:
            return found
        usable = self._usable(proposed, text, material)
        exact = self._ground.quotations(text, rows, question)
        if exact is None:
            reason = "words in quotation marks do not stand in the sentences it names"
            return Judged(text, "fabricated", reason, usable)
        beyond = self._ground.beyond(text, rows, question)
        if beyond:
            return Judged(text, "fabricated", beyond, usable)
        return self._borne_out(proposed, text, exact, material, silences)

    # -- silence and facts ---------------------------------------------------------------------

    def _broken(self, text: str, silences: Sequence[Silent], material: Material) -> Judged | None:
        """What nobody, or nobody else, is said to speak of is spoken of."""
        for claim in silences:
            broken = self._silence.broken_by(claim)
            if broken is None:
                continue
            matter, number = broken
            speaking = callings([self.index.rows[number - 1]])
            reason = f"{speaking} does speak of “{matter}”, in sentence {number}"
            usable = (number,) if number in material.rows else ()
            return Judged(text, "fabricated", reason, usable)
        return None

    def _fact(
        self, proposed: Proposed, text: str, silent: bool, material: Material, question: str
    ) -> Judged:
        """A sentence that rests on none: silence, looked up before, or what the folder says."""
        if proposed.kind != "fact":
            reason = "it names no sentence that it rests on"
            return Judged(text, "fabricated", reason, self._nearest(text, material))
        exact = self._ground.quotations(text, (), question)
        if exact is None:
            return Judged(text, "fabricated", "quote only words of a sentence that you name")
        headings = {s.heading for e in self.debate.essays for s in e.sentences}
        counts = (len(self.debate.essays), *self._ground.standing().values())
        ground = "\n".join(
            (
                front_matter(self.debate),
                self._ground.common(question),
                *sorted(headings),
                *proposed.absent,
                *map(str, counts),
            )
        )
        strange = [*self._ground.strange(text, ground), *self._ground.figures_beyond(text, ground)]
        if strange:
            return Judged(text, "fabricated", f"“{strange[0]}” is no fact about the essays")
        if not (silent and is_negative(text)) and not self._is_about_texts(text):
            reason = (
                "a fact tells who wrote what, where they stand, or what they do not speak of "
                "(name that under `absent`); what somebody holds names its sentence"
            )
            return Judged(text, "fabricated", reason, self._nearest(text, material))
        return Judged(exact)

    def _is_about_texts(self, text: str, whole: str = "") -> bool:
        """Whether hardly a word of a sentence is about anything but texts, names and positions."""
        own = content_stems(without_sides(QUOTED.sub(" ", text), self.debate, whole))
        return sum(stem in self._about_texts for stem in own) >= _ABOUT * len(own)

    # -- whose words ---------------------------------------------------------------------------

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
            others = credited[:number]
            if any(self.parties.speaks(other, row) for other in others for row in rows) and (
                self._ground.stands_there(party.key, rows)
            ):
                continue  # whom the speaker himself speaks of
            reason = (
                f"{party.key} does not speak in the sentences it names; {callings(rows)} does. "
                f"Credit whoever speaks, or name a sentence of {party.key}"
            )
            essays = {row.essay.slug for row in rows}
            own = [row for row in material.rows.values() if self.parties.speaks(party, row)]
            elsewhere = not essays & {row.essay.slug for row in own}
            failure: Failure = "wrong_essay" if elsewhere else "wrong_voice"
            return Judged(text, failure, reason, self._nearest(text, material, party))
        unnamed = [row for row in rows if not self.parties.is_named(row, text)]
        if len(unnamed) < len(rows) and any(r.sentence.voice.role == "quoted" for r in unnamed):
            reason = f"it rests on words of {callings(unnamed)} without naming whose they are"
            return Judged(text, "wrong_voice", reason)
        return None

    # -- what the words bear out ---------------------------------------------------------------

    def _borne_out(
        self,
        proposed: Proposed,
        text: str,
        exact: str,
        material: Material,
        silences: Sequence[Silent],
    ) -> Judged:
        """Every part of it, up to its mark, is borne out by the sentences that it marks.

        A part may lean on the rest of its sentence: if its own words bear out hardly enough of it,
        they may do so together with the part before it, or with the whole.
        """
        before: tuple[str, tuple[int, ...]] | None = None
        least = 1.0
        for part, numbers in self.segments(proposed):
            claim, silent = self._without_silences(part, silences)
            named = self.parties.find(claim)
            bare = bare_claim(claim, named)
            rows = [material.rows[number] for number in numbers]
            if silent and self._silence.says_only(silent, bare):  # "…, while Mark does"
                if all(self._silence.is_told(silent, row) for row in rows):
                    continue
                reason = f"not all of {callings(rows)} speak there of what others leave out"
                return Judged(text, "fabricated", reason, tuple(numbers))
            if named and self._is_about_texts(bare, text):
                continue  # who takes which side: seen to before
            read = self._read(claim, named, rows)
            leans = [(text, proposed.sentences)] if len(numbers) < len(proposed.sentences) else []
            if before:
                leans.append((f"{before[0]}, {part}", (*before[1], *numbers)))
            before = (part, numbers)
            least = min(least, read.supports)
            if _passes(read) or (
                read.supports >= LEANS
                and read.denies < DENIED
                and any(self._holds(*lean, material) for lean in leans)
            ):
                continue
            usable = self._usable(proposed, text, material)
            if read.denies >= DENIED:
                reason = f"the sentences it names say the opposite of “{part}”"
                return Judged(text, "inverted_stance", reason, usable)
            reason = f"the sentences it names do not say as much as “{part}”"
            return Judged(text, "fabricated", reason, usable)
        return Judged(exact, supports=least)

    def _holds(self, text: str, numbers: Sequence[int], material: Material) -> bool:
        rows = [material.rows[number] for number in dict.fromkeys(numbers)]
        return _passes(self._read(text, self.parties.find(text), rows))

    @staticmethod
    def _without_silences(part: str, silences: Sequence[Silent]) -> tuple[str, Silent | None]:
        """A part without the clauses that say nothing but a silence, and the last such claim."""
        found = None
        for claim in silences:
            if claim.clause and claim.clause in part:
                part, found = part.replace(claim.clause, " "), claim
        return part.strip(" ,;:"), found

    def segments(self, proposed: Proposed) -> list[tuple[str, tuple[int, ...]]]:
        """A statement in parts, each with the sentences it rests on; whole where none is marked.

        A part that only names somebody goes with the part behind it.
        """
        found: list[tuple[str, tuple[int, ...]]] = []
        marked = {number for group in mark_groups(proposed.text) for number in group}
        rest = tuple(number for number in proposed.sentences if number not in marked)
        text = ""
        numbers: tuple[int, ...] = ()
        for more, ending in parts_by_marks(proposed.text):
            text, numbers = f"{text}{more}", (*numbers, *ending)
            empty = not content_stems(bare_claim(text, self.parties.find(text)))
            if empty or not ending:
                continue
            found.append((text, numbers))
            text, numbers = "", ()
        if text.strip(" .") or not found:
            before, known = found.pop() if found else ("", ())
            found.append((f"{before}{text}", (*known, *numbers)))
        return [(part.strip(" ,;:"), (*own, *rest)) for part, own in found]

    def _read(self, text: str, named: Sequence[Party], rows: Sequence[Row]) -> Read:
        """What sentences make of a claim, in the light of what stands around them."""
        context = "\n".join(dict.fromkeys(around(row) for row in rows))
        claim = bare_claim(text, named)
        spans = [row.text for row in rows]
        return self.support.read(claim, spans, context=context, gist=self._gist(rows))

    def _gist(self, rows: Sequence[Row]) -> str:
        """The points of sentences in other words, where the essay has been read."""
        says = [
            point.says
            for row in rows
            for point in row.essay.points
            if point.says and point.first <= row.number <= point.last
        ]
        return " ".join(dict.fromkeys(says))

    # -- the assistant's own -------------------------------------------------------------------

    def _own(self, proposed: Proposed, text: str, question: str) -> Judged:
        """An inference or small talk credits nobody, and brings in no name and no number."""
        inference = proposed.kind == "inference"
        named = [party for party in self.parties.find(text) if party.kind == "voice"]
        if proposed.sentences or (named and inference):
            reason = "an inference of yours is nobody's view: name nobody, and no sentence"
            return Judged(text, "wrong_voice", reason)
        if inference and QUOTED.search(text):
            return Judged(text, "fabricated", "an inference of yours quotes nothing")
        ground = "\n".join(
            (self._ground.common(question), *(e.text for e in self.debate.essays), _ASSISTANT)
        )
        strange = self._ground.strange(text, ground) if inference else []
        strange += self._ground.figures_beyond(text, ground)
        if strange:
            reason = f"“{strange[0]}” is neither asked about nor in the essays"
            return Judged(text, "fabricated", reason)
        return Judged(text)

    # -- what may be used instead --------------------------------------------------------------

    def _usable(self, proposed: Proposed, text: str, material: Material) -> tuple[int, ...]:
        own = [n for n in proposed.sentences if n in material.rows]
        return tuple(dict.fromkeys((*own, *self._nearest(text, material))))[:6]

    def _nearest(
        self, text: str, material: Material, party: Party | None = None
    ) -> tuple[int, ...]:
        """The numbers of the sentences nearest to a text, of one party where it is given."""
        vector = self.index.embedder.encode_query([text])[0]
        near = self.index.sentence_vectors @ vector
        own = [
            number
            for number, row in material.rows.items()
            if party is None or self.parties.speaks(party, row)
        ]
        own.sort(key=lambda number: (-round(float(near[number - 1]), 4), number))
        return tuple(own[:4])


def _passes(read: Read) -> bool:
    return read.supports >= BORNE_OUT and read.denies < DENIED
