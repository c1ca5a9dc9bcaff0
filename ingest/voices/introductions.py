"""Who a sentence says is speaking in a quotation that it contains, or that follows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.voices.clauses import clause_start
from ingest.voices.colons import by_colon
from ingest.voices.doubts import EITHER, sentence_doubt
from ingest.voices.first_person import has_others, says_i, subordinate
from ingest.voices.function_words import (
    ADVERBS,
    BE,
    CONJUNCTIONS,
    DETERMINERS,
    FIRST,
    SUBJECT_PRONOUNS,
)
from ingest.voices.hints import Hint
from ingest.voices.owners import handed_over, noun_owner, part_of, quoted_person, source_name
from ingest.voices.phrases import governed, is_role, noun_phrase, singular
from ingest.voices.speech_words import NAMING, QUOTING, SAYING, SPEECH_NOUNS, WEAK_SAYING
from ingest.voices.subjects import subject
from ingest.voices.tokens import DASHES, Token
from ingest.voices.verbs import beside, is_verb, relative_clause

_HEARING = frozenset("hear hears heard".split())
_PERCEIVING = _HEARING | frozenset(
    """
    read reads reading hearing see sees saw learn learned learnt find finds found show shows
    """.split()
)
_THIS = frozenset({"this", "these"})
_TELLING = frozenset("tell tells told telling inform informs informed".split())  # whom
_TO_WHOM = frozenset("me us him her them".split())
_REFLEXIVE = frozenset("ourselves themselves yourself yourselves".split())


def before(tokens: Sequence[Token], quote: int, colon: bool = True) -> Hint | None:
    """The speaker that the words before a quotation name, in the quotation's own sentence.

    Where they speak of somebody else, the author is heard only if they plainly say so.
    """
    hint = _before(tokens, quote, colon)
    if hint is None or hint.kind != "first" or not has_others(tokens[:quote]):
        return hint
    if says_i(tokens, hint.at, quote):
        return hint
    return replace(hint, kind="speech", disputed=EITHER)


def _before(tokens: Sequence[Token], quote: int, colon: bool) -> Hint | None:
    """The speaker named nearest before a quotation, in its own sentence.

    Read from the quotation leftwards, so that what stands nearest counts. `colon`: whether a mere
    colon makes its sentence's subject speak ("X disagrees:").
    """
    floor = clause_start(tokens, quote)
    if colon and quote > floor and tokens[quote - 1].text == ":":
        quoted = quoted_person(tokens, floor, quote, by_author=True)
        quoted = quoted or _announcing(tokens, floor, quote) or handed_over(tokens, floor, quote)
        if quoted is not None:
            return replace(quoted, adjacent=True)
    weak: Hint | None = None  # taken if nothing better stands further left
    cue = False
    clause = floor
    skip = quote  # a relative clause whose verb says nothing of the speaker: down to here
    for k in range(quote - 1, floor - 1, -1):
        token = tokens[k]
        if _another_clause(tokens, k, floor, quote):
            clause = k + 1
            break
        hint: Hint | None = None
        if token.kind == "name":
            hint = source_name(tokens, k, floor, quote)
        elif token.low == "according" and k - floor <= 1:
            hint = noun_phrase(tokens, k + 2, quote)
        elif token.low in _HEARING and beside(tokens, k, quote):
            hint = Hint("generic", k, word="somebody", adjacent=True)
        elif is_verb(tokens, k, quote) and (skip == quote or k < skip):
            described = relative_clause(tokens, k, floor)
            if described:
                skip = described
                continue
            hint = _by_verb(tokens, k, floor, quote)
            vague = hint.kind == "speech" and not hint.adjacent
            if subordinate(tokens, k, hint, floor):
                continue
            if vague or (token.low in WEAK_SAYING and hint.kind in {"generic", "speech"}):
                weak, hint = weak or hint, None
        elif singular(token.low) in SPEECH_NOUNS and token.kind == "word":
            hint = noun_owner(tokens, k, floor, quote)
            if hint is not None and governed(tokens, hint.at) and not part_of(tokens, hint.at):
                weak, hint = weak or hint, None
            elif hint is not None and _addressed(tokens, hint.at, floor):
                continue
            cue = cue or beside(tokens, k, quote) or tokens[k + 1].low in BE
        if hint is not None:
            return hint
    if colon and quote > floor and tokens[quote - 1].text in {":"} | DASHES:
        weak = weak or quoted_person(tokens, clause, quote, by_author=False)
        weak = weak or by_colon(tokens, clause, quote - 1)
        if weak is None and not _has_people(tokens[clause:quote]):  # "…, and it goes like this:"
            weak = by_colon(tokens, floor, quote - 1)
        weak = weak or Hint("speech", quote - 1)
        return replace(weak, adjacent=True, by_colon=True)
    return weak or (Hint("speech", floor) if cue else None)


def _another_clause(tokens: Sequence[Token], k: int, floor: int, quote: int) -> bool:
    """Whether token `k` parts the quotation's clause from the one before: ", but …"."""
    if tokens[k].low not in CONJUNCTIONS or k <= floor or tokens[k - 1].text != ",":
        return False
    return not (k + 1 < quote and tokens[k + 1].low == "that")


def _addressed(tokens: Sequence[Token], owner: int, floor: int) -> bool:
    """Whether a noun's owner is only told something: "she told the society's newsletter:"."""
    i = owner - 1
    while i > floor and tokens[i].low in DETERMINERS:
        i -= 1
    return tokens[i].low in _TELLING


def _announcing(tokens: Sequence[Token], floor: int, quote: int) -> Hint | None:
    """Who says "this" in an earlier clause: "X wrote this to me, and I may print it:"."""
    verbs = [
        k for k in range(floor, quote - 1) if tokens[k].low in SAYING and is_verb(tokens, k, quote)
    ]
    for k in verbs[-1:]:  # another verb of saying behind it brings another speaker
        if not any(_another_clause(tokens, i, floor, quote) for i in range(k, quote)):
            continue
        objects = [token.low for token in tokens[k + 1 : k + 3]]
        if objects[0] in _THIS or (objects[0] in _TO_WHOM and objects[1:2] and objects[1] in _THIS):
            return subject(tokens, k)
    return None


def _has_people(clause: Sequence[Token]) -> bool:
    return any(token.kind == "name" or is_role(token.low) for token in clause)


def _by_verb(tokens: Sequence[Token], k: int, floor: int, quote: int) -> Hint:
    """The subject of the verb of saying at token `k`, or that it has none."""
    adjacent = beside(tokens, k, quote) or tokens[quote - 1].text == ":"
    if tokens[k].low == "believe" and [t.low for t in tokens[k - 2 : k]] == ["have", "us"]:
        claimed = subject(tokens, k - 2)  # "X would have us believe"
        if claimed is not None:
            return replace(claimed, disputed="", adjacent=adjacent)
    if tokens[k].low in QUOTING and _shows_words(tokens, k, quote):
        return Hint("speech", k, adjacent=adjacent)  # "everybody quotes the same paragraph:"
    hint = subject(tokens, k)
    first = next((i for i in range(floor, k) if tokens[i].kind != "punctuation"), k)
    if first == k or (hint is None and tokens[first].low in {"as", "so", "thus"}):
        hint = noun_phrase(tokens, k + 1, quote) or hint  # "said X, “…”", "as says X"
    naming = tokens[k].low in NAMING
    if naming and tokens[k + 1].low == "as" and not _has_subject(tokens, k):
        return Hint("generic", k, word="somebody", adjacent=adjacent, naming=True)
    if hint is None or (hint.kind == "first" and tokens[k].low in _PERCEIVING):
        return Hint("speech", k, adjacent=adjacent, naming=naming)
    if tokens[k + 1].low in _REFLEXIVE:  # "we tell ourselves"
        return Hint("generic", k + 1, word=tokens[k + 1].low, adjacent=True)
    doubt = hint.disputed or sentence_doubt(tokens, floor, k, quote, hint.at)
    return replace(hint, adjacent=adjacent, naming=naming, disputed=doubt)


def _shows_words(tokens: Sequence[Token], k: int, quote: int) -> bool:
    """Whether the object of the verb at token `k` are words of somebody else."""
    near = tokens[k + 1 : min(quote, k + 5)]
    mine = near and near[0].low in {"my", "our"}
    return not mine and any(singular(token.low) in SPEECH_NOUNS for token in near)


def _has_subject(tokens: Sequence[Token], k: int) -> bool:
    """Whether somebody does the describing: not so in "a drink, often described as …"."""
    i = k - 1
    while i >= 0 and tokens[i].low in ADVERBS | {"has", "have", "had"}:
        i -= 1
    return i >= 0 and (tokens[i].kind == "name" or tokens[i].low in SUBJECT_PRONOUNS | FIRST)
