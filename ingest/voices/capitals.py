"""Tells names from other words with a capital: sentence openings, titles, months, emphasis."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.words import STOPWORDS, fold
from ingest.voices.function_words import ADVERBS, AUXILIARIES, BE, CONJUNCTIONS, PREPOSITIONS
from ingest.voices.given_names import GIVEN_NAMES
from ingest.voices.people_words import (
    COLLECTIVES,
    GENERIC_SUBJECTS,
    HONORIFICS,
    MONTHS_AND_DAYS,
    ORGANISATION_WORDS,
    ORGANISATIONS,
    PARTICLES,
    PLACE_WORDS,
    ROLES,
    TITLES,
)
from ingest.voices.speech_words import NAMING, SAYING, SPEECH_NOUNS, TERMS, WEAK_SAYING, WORKS
from ingest.voices.tokens import Token

_SMALL_WORDS = STOPWORDS | ADVERBS | CONJUNCTIONS | PREPOSITIONS | GENERIC_SUBJECTS
_NO_NAMES = (
    _SMALL_WORDS | ROLES | COLLECTIVES | SAYING | WEAK_SAYING | MONTHS_AND_DAYS | set(HONORIFICS)
    | SPEECH_NOUNS | WORKS | TERMS
)  # fmt: skip
_PREDICATES = SAYING | WEAK_SAYING | NAMING | BE | AUXILIARIES - {"to", "of"}
_HEADED_BY_OF = frozenset(  # "Duke of Wellington", "Bank of England"
    """
    duke earl bishop archbishop prince marquess bank university institute department ministry
    chamber federation school board council league college office church museum house academy
    """.split()
)
_IMPERATIVES = frozenset(  # "Compare X": a capital of place, then a name
    """
    compare consider take ask tell meet read imagine remember contrast enter recall note see watch
    hear listen suppose picture forget quote cite blame thank credit introduce call say give let
    add try look follow study witness behold credit praise ignore trust believe welcome dear
    """.split()
)
_DIRECTIONS = frozenset("north south east west northern southern eastern western".split())
_BEFORE_NAMES = (TITLES | ROLES | MONTHS_AND_DAYS | set(HONORIFICS)) - GIVEN_NAMES


class Capitals:
    """Judges capitalised words by the essay's own spelling of them elsewhere."""

    def __init__(self, lower_case: frozenset[str]) -> None:
        self._lower_case = lower_case  # words that the essay also spells without a capital
        self._inside: set[str] = set()  # words that bear one inside a sentence

    def learn(self, sentence: Sequence[Token]) -> None:
        words = [i for i, token in enumerate(sentence) if token.kind != "punctuation"]
        self._inside |= {
            sentence[i].low
            for i in words[1:]
            if sentence[i].capital and sentence[i - 1].text not in {":", "—", "–"}
        }

    def runs(self, sentence: Sequence[Token]) -> Iterator[tuple[int, int, int]]:
        """Capitalised words in a row: where a run begins, where its name does, where it ends."""
        i = 0
        while i < len(sentence):
            if sentence[i].kind != "word" or not sentence[i].capital:
                i += 1
                continue
            end = i + 1
            while end < len(sentence) and not sentence[end - 1].possessive:
                token = sentence[end]
                after = sentence[end + 1] if end + 1 < len(sentence) else None
                if (token.kind == "word" and token.capital) or (
                    token.low in PARTICLES and self._leads_to_capital(sentence, end)
                ):
                    end += 1
                elif token.low == "of" and after is not None and after.capital:
                    if sentence[end - 1].low not in _HEADED_BY_OF:
                        break
                    end += 2
                else:
                    break
            opens = all(token.kind == "punctuation" for token in sentence[:i])
            opens = opens or sentence[i - 1].text in {":", "—", "–"}
            run = [token.low.strip(".") for token in sentence[i:end]]
            yield i, i + self._titles(run, opens), end
            i = end

    def _leads_to_capital(self, sentence: Sequence[Token], i: int) -> bool:
        """Whether the particles from token `i` on lead to the rest of a name: "van der Rohe"."""
        while i < len(sentence) and sentence[i].low in PARTICLES and sentence[i].kind == "word":
            i += 1
        return i < len(sentence) and sentence[i].capital

    def _titles(self, run: Sequence[str], opens: bool) -> int:
        """How many words at the head of a run are titles or ordinary words, not the name."""
        if len(run) == 2 and run[0] == "the" and run[1] in ORGANISATION_WORDS:
            return 0  # The Economist, The Guardian
        titles = [i + 1 for i, word in enumerate(run[:-1]) if word in _BEFORE_NAMES]
        skipped = titles[-1] if titles else 0
        while skipped < len(run) and run[skipped] in _SMALL_WORDS:
            skipped += 1
        if len(run) > skipped + 1 and run[skipped] in ORGANISATIONS:
            return skipped + int(run[skipped + 1] in GIVEN_NAMES)  # "At Intel Andy Grove said"
        if skipped == 0 and opens and len(run) > 1 and run[0] not in GIVEN_NAMES:
            ordinary = run[0] in self._lower_case | _IMPERATIVES or run[0].endswith("ing")
            named_behind = len(run) > 2 and len(run[0]) > 1 and run[1] in GIVEN_NAMES
            return int(ordinary or named_behind)
        return skipped

    def is_name(self, parts: Sequence[str], doubtful: bool) -> bool:
        """Whether unknown capitalised words are a name; `doubtful`: any word may stand there."""
        folded = [fold(part).strip(".") for part in parts]
        if len(parts) == 2 and folded[0] == "the" and folded[1] in ORGANISATION_WORDS:
            return True
        if len(parts) > 1 and folded[0] in GIVEN_NAMES:
            return True
        place = bool(set(folded) & PLACE_WORDS) or folded[0] in _DIRECTIONS
        if place and not set(folded) & ORGANISATION_WORDS:
            return False
        plain = [word for word in folded if word in self._lower_case or word in _NO_NAMES]
        if len(parts) > 1:
            return len(plain) < len(folded) / 2
        word = folded[0]
        if word in MONTHS_AND_DAYS or (plain and word not in GIVEN_NAMES):
            return False
        if word.endswith("ly") and word not in GIVEN_NAMES and doubtful:
            return False  # an adverb: "Similarly, …"
        return not doubtful or word in self._inside | ORGANISATIONS | GIVEN_NAMES

    def doubtful(self, sentence: Sequence[Token], first: int, end: int) -> bool:
        """Whether a word may owe its capital to its place alone.

        Not so where an owner's 's or a verb of saying behind it speaks for a name.
        """
        opening = all(token.kind == "punctuation" for token in sentence[:first])
        if not opening and sentence[first - 1].text not in {":", "—"}:
            return False
        if first >= end or sentence[end - 1].possessive:
            return False
        last = sentence[end - 1].low
        after = next((token for token in sentence[end:] if token.low not in ADVERBS), None)
        verb = after is not None and (after.low in _PREDICATES or after.low.endswith("ed"))
        return (last.endswith("s") and not last.endswith("ss")) or not verb
