"""What the metrics look at: one case, its reply, and every citation looked up in the essays.

Here stands, once, which citations count: those that a statement uses, that `text` marks with [n],
whose number is theirs alone, and that are not noise. Noise is a quotation of more than 60 words,
every one (in the order of the marks) with which an answer quotes more than 1,500 characters in
all, or 3,000 in a verdict, and one that repeats most of an earlier one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from assistant.domain import Voice
from evals.cases import Case
from evals.reply import Cited, Reply, Said
from evals.stored import Span, Stored
from evals.support import shared_words

LONGEST_QUOTE_WORDS = 60
QUOTED_CHARACTERS_NARROW = 1500
QUOTED_CHARACTERS_VERDICT = 3000
REPEATED = 0.5  # the share of a quotation that an earlier one may show already
MARKER = re.compile(r"\[(\d{1,6})\]")
_GROUP = re.compile(r"(?:\s*\[\d{1,6}\])+")
Support = Callable[[str, Sequence[str]], bool]  # does this follow from these quotations?


@dataclass(frozen=True, slots=True)
class Looked:
    """A citation with what the corpus knows about it.

    `span`: where the cited essay holds the quote, None where it does not. `home`: the same, or the
    quote's place in another essay. `speakers`: who speaks at `home`, None standing for a heading.
    """

    cited: Cited
    span: Span | None
    home: Span | None
    speakers: frozenset[Voice | None]
    used: bool
    marked: bool
    double: bool
    noise: bool

    @property
    def counts(self) -> bool:
        return self.used and self.marked and not self.double and not self.noise

    @property
    def at(self) -> str:
        """How complaints name this citation."""
        number = "?" if self.cited.number is None else self.cited.number
        return f"[{number}] “{self.cited.quote[:60]}”"


@dataclass(frozen=True, slots=True)
class Claim:
    """What a statement says up to a group of marks, and the numbers of the group.

    `text`: its words since the group before; `whole`: those from its beginning.
    """

    text: str
    numbers: tuple[int, ...]
    whole: str


class Letters:
    """A text's letters and digits alone, case folded, and where between them its marks stand.

    Whoever compares letters minds neither spaces nor marks of any sort: Markdown's, quotation
    marks, or those of citations.
    """

    def __init__(self, text: str) -> None:
        kept: list[str] = []
        self.offsets: list[int] = []  # where in `text` each letter stands
        self.marks: list[tuple[int, int]] = []  # how many letters stand before it, its number
        last = 0
        for found in MARKER.finditer(text):
            self._take(text, last, found.start(), kept)
            self.marks.append((len(kept), int(found.group(1))))
            last = found.end()
        self._take(text, last, len(text), kept)
        self.text = "".join(kept)

    def _take(self, text: str, start: int, end: int, kept: list[str]) -> None:
        for at in range(start, end):
            for letter in text[at].casefold():
                if letter.isalnum():
                    kept.append(letter)
                    self.offsets.append(at)

    def places(self, part: str) -> list[tuple[int, int]]:
        """Where another text's letters stand among these."""
        found, at = [], self.text.find(part) if part else -1
        while at >= 0:
            found.append((at, at + len(part)))
            at = self.text.find(part, at + 1)
        return found


@lru_cache(maxsize=4096)
def letters_of(text: str) -> Letters:
    """The letters of a text, which is often met again."""
    return Letters(text)


@dataclass(frozen=True)
class View:
    """A case and its reply, side by side; `support` judges whether quotations bear a claim."""

    case: Case
    reply: Reply
    stored: Stored
    support: Support = shared_words

    @cached_property
    def markers(self) -> tuple[int, ...]:
        """Every number that `text` marks, in order."""
        return tuple(int(match.group(1)) for match in MARKER.finditer(self.reply.text))

    @cached_property
    def words(self) -> int:
        """How long `text` is, marks left out."""
        return len(MARKER.sub(" ", self.reply.text).split())

    @cached_property
    def letters(self) -> Letters:
        """The letters of `text`."""
        return letters_of(self.reply.text)

    @cached_property
    def placed(self) -> tuple[tuple[Said, tuple[tuple[int, int], ...]], ...]:
        """Each statement with the places among the letters of `text` where it stands."""
        return tuple(
            (said, tuple(self.letters.places(letters_of(said.text).text)))
            for said in self.reply.statements
        )

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """What the statements say up to each group of marks, with the group's numbers.

        A statement without marks of its own is one claim, which all its citations bear.
        """
        claims = []
        for said in self.reply.statements:
            text, last = _without_head(said.text), 0
            groups = list(_GROUP.finditer(text))
            if not groups and said.citations:
                claims.append(Claim(text, said.citations, text))
            for group in groups:
                numbers = tuple(int(n) for n in MARKER.findall(group.group()))
                whole = MARKER.sub("", text[: group.start()])
                claims.append(Claim(text[last : group.start()].strip(), numbers, whole))
                last = group.end()
        return tuple(claims)

    @cached_property
    def citations(self) -> tuple[Looked, ...]:
        """Every citation of the reply, looked up, in the order given."""
        spans = [self.stored.resolve(c.essay, c.quote, c.start, c.end) for c in self.cited]
        noisy = self._noise(spans)
        numbers = Counter(cited.number for cited in self.cited)
        used = {number for said in self.reply.statements for number in said.citations}
        looked = []
        for at, (cited, span) in enumerate(zip(self.cited, spans, strict=True)):
            home = span
            for slug in self.stored.slugs if home is None else ():
                home = home or self.stored.resolve(slug, cited.quote, None, None)
            looked.append(
                Looked(
                    cited,
                    span,
                    home,
                    self.stored.speakers(home) if home else frozenset(),
                    used=cited.number in used,
                    marked=cited.number in self.markers,
                    double=cited.number is None or numbers[cited.number] > 1,
                    noise=at in noisy,
                )
            )
        return tuple(looked)

    @property
    def cited(self) -> tuple[Cited, ...]:
        return self.reply.citations

    @cached_property
    def counted(self) -> tuple[Looked, ...]:
        """The citations that count as evidence; none in a failed or refused reply."""
        if self.reply.failed or self.reply.refused:
            return ()
        return tuple(looked for looked in self.citations if looked.counts)

    @cached_property
    def _numbered(self) -> dict[int | None, Looked]:
        return {looked.cited.number: looked for looked in self.citations if not looked.double}

    def by_number(self, number: int | None) -> Looked | None:
        """The one citation with that number, or None."""
        return self._numbered.get(number)

    def _noise(self, spans: Sequence[Span | None]) -> frozenset[int]:
        """Which citations, by place in the list, are noise."""
        limit = QUOTED_CHARACTERS_VERDICT if self.case.is_verdict else QUOTED_CHARACTERS_NARROW
        first_marked = {number: at for at, number in reversed(list(enumerate(self.markers)))}
        order = sorted(
            range(len(self.cited)),
            key=lambda at: first_marked.get(self.cited[at].number or -1, 10**9),
        )
        noisy: set[int] = set()
        shown: list[Span] = []
        quoted = 0
        for at in order:
            quote, span = self.cited[at].quote, spans[at]
            quoted += len(quote)
            again = span is not None and any(
                span.overlap(other) > REPEATED * (span.end - span.start) for other in shown
            )
            if again or len(quote.split()) > LONGEST_QUOTE_WORDS or quoted > limit:
                noisy.add(at)
            if span is not None:
                shown.append(span)
        return frozenset(noisy)


def _without_head(text: str) -> str:
    """A statement's text; of a table, its rows as lines of words, without the head."""
    if not text.lstrip().startswith("|"):
        return text
    rows = [line.strip().strip("|").replace("|", " ") for line in text.splitlines()]
    return "\n".join(row for row in rows[1:] if row.strip(" -:"))
