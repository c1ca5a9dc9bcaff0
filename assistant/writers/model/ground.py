"""What stands there: names, numbers and quotations of a sentence, against what it rests on."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import cached_property

from assistant.gate import squeeze
from assistant.index import Index
from assistant.rows import Row
from assistant.understanding.entities import Directory
from assistant.words import STOPWORDS, fold, stem, word_spans
from assistant.writers.model.orders import orders_about
from assistant.writers.model.parties import Parties, called

BEFORE = 2  # sentences before one whose names and numbers it may lean on
# Every pair of marks by which a model may quote; an apostrophe inside a word closes none.
QUOTED = re.compile(
    r"[“„]([^“”„]+)[”“]|\"([^\"]+)\"|[«»]([^«»]+)[«»]"
    r"|‘((?:[^‘’]|(?<=\w)’(?=\w))+)’(?!\w)|(?<!\w)'((?:[^']|(?<=\w)'(?=\w))+)'(?!\w)"
)
_FEWEST_WORDS = 3  # of a quotation that must stand in what is cited; a term may stand anywhere
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


class Ground:
    """Looks up what one debate's sentences hold."""

    def __init__(self, index: Index, directory: Directory, parties: Parties) -> None:
        self._index = index
        self._debate = index.debate
        self._directory = directory
        self._parties = parties

    def quotations(self, text: str, rows: Sequence[Row], question: str) -> str | None:
        """The text with its quotations as they stand in the essay; None where one does not.

        A term of a word or two may be quoted from the question, or from anywhere in the debate.
        """
        pieces: list[str] = []
        at = 0
        for found in QUOTED.finditer(text):
            words = next(group for group in found.groups() if group).strip()
            exact = next((e for row in rows if (e := verbatim(words, row.text))), None)
            if exact is None and self._is_term(words, question):
                exact = words
            if exact is None:
                return None
            pieces += [text[at : found.start()], f"“{exact}”"]
            at = found.end()
        return "".join((*pieces, text[at:]))

    def _is_term(self, words: str, question: str) -> bool:
        bare = squeeze(words.strip(" ,.;:!?"))
        titles = [squeeze(essay.title) for essay in self._debate.essays]
        if any(bare in told for told in (squeeze(question), *titles)):
            return True
        short = len(words.split()) < _FEWEST_WORDS
        return short and any(bare in squeeze(essay.text) for essay in self._debate.essays)

    def beyond(self, text: str, rows: Sequence[Row], question: str) -> str:
        """What is named or counted that does not stand there; "" where nothing is."""
        ground = "\n".join((*(self._of(row) for row in rows), self.common(question)))
        strange = self.strange(text, ground)
        if strange:
            return f"“{strange[0]}” does not stand in the sentences it names, nor around them"
        for figure in _FIGURE.findall(text):
            if figure not in ground:
                return f"the number {figure} does not stand in the sentences it names"
        return self._miscounted(text, rows, ground)

    def figures_beyond(self, text: str, ground: str) -> list[str]:
        """The figures of a text that a ground does not have."""
        return [figure for figure in _FIGURE.findall(text) if figure not in ground]

    def stands_there(self, name: str, rows: Sequence[Row]) -> bool:
        """Whether a name, or a part of it, stands in sentences or around them."""
        words = {fold(word) for row in rows for word, _, _ in word_spans(self._of(row))}
        return any(fold(part) in words for part in name.split())

    def _miscounted(self, text: str, rows: Sequence[Row], ground: str) -> str:
        """A count in words stands there, or counts what is in this debate."""
        spans = [(fold(word), start) for word, start, _ in word_spans(text)]
        there = {fold(word) for word, _, _ in word_spans(ground)}
        totals = {len({called(row) for row in rows}), len({row.essay.slug for row in rows})}
        totals |= {len(self._debate.essays), *self.standing().values()}
        others = len(self._debate.essays) - len({row.essay.slug for row in rows})
        for at, (word, _) in enumerate(spans):
            count = _COUNTS.get(word, 0)
            if count < 2 or word in there:
                continue
            after = {stem(later) for later, _ in spans[at + 1 : at + 4]}
            if count not in totals and not (
                after & _COUNTED and count in (others, len(self._debate.sides))
            ):
                return f"the number “{word}” does not stand in the sentences it names"
        return ""

    def standing(self) -> dict[str, int]:
        """How many essays take each position."""
        held = [essay.position for essay in self._debate.essays if essay.position]
        return {position: held.count(position) for position in held}

    def _of(self, row: Row) -> str:
        """All that may be taken up with a sentence: what stands before, over and about it."""
        essay = row.essay
        told = (essay.title, essay.author, essay.publisher, essay.date, essay.note)
        return "\n".join((around(row), row.text, *(one for one in told if one)))

    def common(self, question: str) -> str:
        """What anybody may name: the debate, its sides, who is in it, and what was asked."""
        sides = " ".join(f"{side.label} {side.statement}" for side in self._debate.sides)
        asked = fold(question)
        alike = [
            form
            for name, others in self._debate.names.items()
            for form in (name, *others)
            if any(fold(one) in asked for one in (name, *others))
        ]
        return "\n".join((self._debate.question, sides, self._parties.words, question, *alike))

    def strange(self, text: str, ground: str) -> list[str]:
        """The names in a text that a ground does not have."""
        known = {stem(fold(word)) for word, _, _ in word_spans(ground)}
        known |= {part for word in known for part in word.split("-")}
        return [word for word in self._names(text) if not self._is_known(word, known)]

    def _names(self, text: str) -> list[str]:
        """Capitalised words inside sentences, and openings that the essays write large only."""
        found = []
        for word, start, _ in word_spans(text):
            if not any(c.isupper() for c in word) or word in ("I", "A"):
                continue
            bare = fold(word).removesuffix("'s")
            common = bare in STOPWORDS or bare in self._small or bare not in self._large
            if _opens(text, start) and common:
                continue
            found.append(word)
        return found

    @cached_property
    def _small(self) -> set[str]:
        return self._directory.common_words()

    @cached_property
    def _large(self) -> set[str]:
        """The folded words that the essays write large inside a sentence."""
        return {
            fold(word).removesuffix("'s")
            for row in self._index.rows
            for word, start, _ in word_spans(row.text)
            if word[0].isupper() and not _opens(row.text, start)
        }

    def _is_known(self, word: str, known: Collection[str]) -> bool:
        """Whether a name stands in the ground, also under another name of the same thing."""
        bare = fold(word).removesuffix("'s")
        parts = [stem(part) for part in re.split(r"[-.&]", bare) if part]
        if stem(bare) in known or all(part in known for part in parts):
            return True
        for name, others in self._debate.names.items():
            forms = [{stem(fold(w)) for w, _, _ in word_spans(form)} for form in (name, *others)]
            if any(stem(bare) in form for form in forms) and any(f <= set(known) for f in forms):
                return True
        return False


def _opens(text: str, start: int) -> bool:
    """Whether a sentence or a quotation begins there."""
    head = text[:start].rstrip(" \"'“‘(-")
    return not head or head[-1] in ".?!:;—–" or text[start - 1] in '“"‘'


def around(row: Row) -> str:
    """What a reader of a sentence has in mind: heading, lead-in, and what stands before it."""
    essay = row.essay
    lead = row.sentence.lead_in
    led = essay.quote(essay.sentences[lead]) if lead is not None else ""
    before = essay.sentences[max(0, row.number - BEFORE) : row.number]
    told = [essay.quote(sentence) for sentence in before]
    lines = (row.sentence.heading, led, *(words for words in told if not orders_about(words)))
    return "\n".join(line for line in lines if line)


def verbatim(words: str, text: str) -> str | None:
    """The text's own words for a quotation that differs in typography or first capital only."""
    tail = words[len(words.rstrip(" ,.;:")) :]
    bare = words.strip(" ,.;:")
    if not bare:
        return None
    pattern = r"\s+".join(_typography(word) for word in bare.split())
    found = re.search(rf"(?<!\w){pattern}(?!\w)", text, re.I)
    if found is None:
        return None
    end = found.end() + (len(tail) if text[found.end() :].startswith(tail) else 0)
    return text[found.start() : end]


def _typography(word: str) -> str:
    escaped = re.escape(word)
    return re.sub(r"[’'‘]", "[’'‘]", escaped).replace("–", "[–—-]").replace("—", "[–—-]")
