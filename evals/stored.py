"""What the essays really say: spans and speakers looked up in the analysed debate."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from assistant.domain import Debate, Essay, Sentence, Voice
from assistant.errors import UserError
from assistant.settings import Settings
from evals.folding import Folded, fold, fold_with_offsets

DEBATES = Path(__file__).resolve().parents[1] / "tests" / "data" / "debates"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of one essay's stored text; `exact` where a quote equals it to the character."""

    essay: str
    start: int
    end: int
    exact: bool = True

    def overlap(self, other: Span) -> int:
        """How many characters the two spans share; 0 in different essays."""
        if self.essay != other.essay:
            return 0
        return max(0, min(self.end, other.end) - max(self.start, other.start))


@dataclass(slots=True)
class Stored:
    """The stored texts of one debate, with their voices."""

    debate: Debate
    _folded: dict[str, Folded] = field(default_factory=dict)
    _found: dict[tuple[str, str], tuple[Span, ...]] = field(default_factory=dict)

    @property
    def slugs(self) -> tuple[str, ...]:
        return tuple(essay.slug for essay in self.debate.essays)

    @property
    def voice_names(self) -> frozenset[str]:
        """The name of everybody who speaks anywhere in the debate."""
        return frozenset(
            sentence.voice.name
            for essay in self.debate.essays
            for sentence in essay.sentences
            if sentence.voice.name is not None
        )

    def essay(self, slug: str) -> Essay | None:
        """The essay with that slug, or None."""
        return next((essay for essay in self.debate.essays if essay.slug == slug), None)

    def says(self, folded: str) -> bool:
        """Whether any essay holds a folded text."""
        return any(folded in self._fold(essay).text for essay in self.debate.essays)

    def _fold(self, essay: Essay) -> Folded:
        if essay.slug not in self._folded:
            self._folded[essay.slug] = fold_with_offsets(essay.text)
        return self._folded[essay.slug]

    def occurrences(self, slug: str, quote: str) -> tuple[Span, ...]:
        """Everywhere the essay holds the quote, folded; in order."""
        if (slug, quote) not in self._found:
            essay = self.essay(slug)
            self._found[slug, quote] = tuple(
                Span(slug, start, end, exact=essay.text[start:end] == quote)
                for start, end in (self._fold(essay).find(fold(quote)) if essay else ())
                if essay
            )
        return self._found[slug, quote]

    def resolve(self, slug: str, quote: str, start: int | None, end: int | None) -> Span | None:
        """The span that a citation means, or None where the essay does not hold its quote.

        It is the one at the offsets if the quote stands there, else the occurrence nearest to them.
        """
        essay = self.essay(slug)
        if essay is None or not quote.strip():
            return None
        inside = start is not None and end is not None and 0 <= start < end <= len(essay.text)
        if inside and essay.text[start:end] == quote:
            assert start is not None and end is not None
            return Span(slug, start, end)
        return min(
            self.occurrences(slug, quote),
            key=lambda span: abs(span.start - (start or 0)),
            default=None,
        )

    def sentences(self, span: Span) -> tuple[Sentence, ...]:
        """The sentences that a span touches with more than white space."""
        essay = self.essay(span.essay)
        return tuple(
            sentence
            for sentence in (essay.sentences if essay else ())
            if sentence.start < span.end
            and span.start < sentence.end
            and essay
            and _touches(essay.text, sentence, span)
        )

    def speakers(self, span: Span) -> frozenset[Voice | None]:
        """Everybody who speaks in a span; None stands for words that nobody speaks (a heading)."""
        essay = self.essay(span.essay)
        if essay is None:
            return frozenset()
        touched = self.sentences(span)
        bare = any(
            character.isalnum() and not any(s.start <= at < s.end for s in touched)
            for at, character in enumerate(essay.text[span.start : span.end], span.start)
        )
        voices: set[Voice | None] = {sentence.voice for sentence in touched}
        return frozenset(voices | {None} if bare else voices)


def _touches(text: str, sentence: Sentence, span: Span) -> bool:
    start, end = max(sentence.start, span.start), min(sentence.end, span.end)
    return any(character.isalnum() for character in text[start:end])


def open_stored(corpus: Path | None, settings: Settings) -> Stored:
    """The debate of a folder (default: the settings'), freshly analysed from its essays."""
    from ingest.essays import analyse_folder

    return Stored(analyse_folder(corpus or settings.corpus, settings))


class HasCorpus(Protocol):
    """What is about one debate: `corpus` names its folder in `DEBATES`, None the usual debate."""

    @property
    def corpus(self) -> str | None: ...


class Debates:
    """The debates that cases are about, each analysed at its first use.

    Cases without a `corpus` are about the settings' debate, the others about a folder of
    `DEBATES`. Where a folder is named (`only`), just the cases about it count: those that bear its
    name, or where none does, those without a `corpus`.
    """

    def __init__(self, only: Path | None, settings: Settings) -> None:
        self.only, self.settings = only, settings
        self._stored: dict[str | None, Stored] = {}

    @classmethod
    def single(cls, stored: Stored) -> Debates:
        """One debate that is analysed already, for every case."""
        debates = cls(None, Settings())
        debates._stored[None] = stored
        return debates

    def chosen(self, corpora: Set[str | None]) -> Set[str | None]:
        """Which of the values of `corpus` that occur belong to what is asked."""
        if self.only is None:
            return corpora
        named = self.only.resolve()
        if named.name in corpora and named != self.settings.corpus.resolve():
            return {named.name}
        return {None}

    def folder(self, corpus: str | None) -> Path:
        """The debate's folder; a UserError where there is none of that name."""
        if corpus is None or (self.only and self.only.resolve().name == corpus):
            return self.only or self.settings.corpus
        folder = DEBATES / corpus
        if not (folder / "debate.yaml").is_file():
            raise UserError(f"no debate {corpus} in {DEBATES}", "Correct the case's `corpus`.")
        return folder

    def of(self, case: HasCorpus) -> Stored:
        """The stored texts that a case is about."""
        if case.corpus not in self._stored:
            self._stored[case.corpus] = open_stored(self.folder(case.corpus), self.settings)
        return self._stored[case.corpus]
