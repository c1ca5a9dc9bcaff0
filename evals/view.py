"""What the metrics look at: one case, its reply, and every citation looked up in the essays.

Here stands, once, which citations count: those that a statement uses, that `text` marks with [n],
whose number is theirs alone, and that are not noise. Noise is a quotation of more than 60 words,
and every quotation (in the order of the markers) with which an answer quotes more than 1,500
characters in all, or 3,000 in a verdict.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from assistant.domain import Voice
from evals.cases import Case
from evals.reply import Cited, Reply
from evals.stored import Span, Stored

LONGEST_QUOTE_WORDS = 60
QUOTED_CHARACTERS_NARROW = 1500
QUOTED_CHARACTERS_VERDICT = 3000
MARKER = re.compile(r"\[(\d{1,6})\]")


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


@dataclass(frozen=True)
class View:
    """A case and its reply, side by side."""

    case: Case
    reply: Reply
    stored: Stored

    @cached_property
    def markers(self) -> tuple[int, ...]:
        """Every number that `text` marks, in order."""
        return tuple(int(match.group(1)) for match in MARKER.finditer(self.reply.text))

    @cached_property
    def citations(self) -> tuple[Looked, ...]:
        """Every citation of the reply, looked up, in the order given."""
        noisy = self._noise()
        numbers = Counter(cited.number for cited in self.reply.citations)
        used = {number for said in self.reply.statements for number in said.citations}
        return tuple(
            self._look_up(
                cited,
                used=cited.number in used,
                marked=cited.number in self.markers,
                double=cited.number is None or numbers[cited.number] > 1,
                noise=at in noisy,
            )
            for at, cited in enumerate(self.reply.citations)
        )

    @cached_property
    def counted(self) -> tuple[Looked, ...]:
        """The citations that count as evidence; none in a failed or refused reply."""
        if self.reply.failed or self.reply.refused:
            return ()
        return tuple(looked for looked in self.citations if looked.counts)

    @cached_property
    def retrieved(self) -> tuple[tuple[Cited, Span | None], ...]:
        """What was retrieved, best first, looked up in the essays; empty where nobody noted it."""
        return tuple(
            (cited, self.stored.resolve(cited.essay, cited.quote, cited.start, cited.end))
            for cited in self.reply.retrieved
        )

    def by_number(self, number: int) -> Looked | None:
        """The one citation with that number, or None."""
        found = [looked for looked in self.citations if looked.cited.number == number]
        return found[0] if len(found) == 1 else None

    def _look_up(
        self, cited: Cited, *, used: bool, marked: bool, double: bool, noise: bool
    ) -> Looked:
        span = self.stored.resolve(cited.essay, cited.quote, cited.start, cited.end)
        home = span
        for slug in self.stored.slugs if home is None else ():
            home = home or self.stored.resolve(slug, cited.quote, None, None)
        speakers = self.stored.speakers(home) if home else frozenset[Voice | None]()
        return Looked(cited, span, home, speakers, used, marked, double, noise)

    def _noise(self) -> frozenset[int]:
        """Which citations, by place in the list, are noise."""
        limit = QUOTED_CHARACTERS_VERDICT if self.case.is_verdict else QUOTED_CHARACTERS_NARROW
        first_marked = {number: at for at, number in reversed(list(enumerate(self.markers)))}
        order = sorted(
            range(len(self.reply.citations)),
            key=lambda at: first_marked.get(self.reply.citations[at].number or -1, 10**9),
        )
        noisy, quoted = set(), 0
        for at in order:
            quote = self.reply.citations[at].quote
            quoted += len(quote)
            if len(quote.split()) > LONGEST_QUOTE_WORDS or quoted > limit:
                noisy.add(at)
        return frozenset(noisy)
