"""Who a sentence says is speaking in a quotation that it contains, or that follows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.voices.hints import Hint
from ingest.voices.lexicon import (
    ADVERBS,
    BE,
    CONJUNCTIONS,
    DETERMINERS,
    DISPUTES,
    EPONYMOUS,
    FIRST_PERSON,
    GIVING,
    NAMING,
    NOUN_LIKE,
    PREPOSITIONS,
    PRONOUNS,
    ROLES,
    SAYING,
    SPEECH_NOUNS,
    WEAK_SAYING,
)
from ingest.voices.phrases import (
    _main_subject,
    governed,
    clause_start,
    noun_phrase,
    role_hint,
    singular,
    subject,
    subjects,
)
from ingest.voices.tokens import Token

_DASHES = frozenset({"—", "–", "-"})
_BESIDE = (
    ADVERBS | _DASHES
    | frozenset("that : , ( it this things way like as follows so how thus me us him her them to".split())
)  # fmt: skip
_QUOTING = frozenset(
    "quote quotes quoted quoting cite cites cited citing paraphrase paraphrases paraphrasing "
    "borrow borrowing channel channelling channeling misquote echo".split()
)
_POINTING = frozenset(
    "is was are were be here's here take consider enter cue hear meet remember".split()
)
_SOURCES = frozenset({"from", "by"})
_PERCEIVING = frozenset(
    "read reads reading hear hears heard hearing see sees saw learn learned learnt found find "
    "finds show shows".split()
)


def is_verb(tokens: Sequence[Token], k: int, quote: int) -> bool:
    """Whether token `k` is a verb by which the words of the quotation are said."""
    low = tokens[k].low
    if tokens[k].kind != "word" or low not in SAYING | NAMING | WEAK_SAYING:
        return False
    if low in NOUN_LIKE and k and _noun_before(tokens, k):
        return False
    following = tokens[k + 1].low if k + 1 < len(tokens) else ""
    if low in {"put", "puts", "putting"}:
        return following in {"it", "this", "things", "the"}
    if low in {"go", "goes", "going", "went"}:
        return following in {"on", ",", ":", ""} or k + 1 == quote
    if low.startswith(("agree", "disagree")):
        return following != "with"
    return low in SAYING | NAMING or beside(tokens, k, quote)


def _noun_before(tokens: Sequence[Token], k: int) -> bool:
    before = tokens[k - 1]
    if before.kind == "quote" or before.kind == "punctuation":
        return False
    if before.possessive or before.low in (DETERMINERS - {"that", "this", "those"}):
        return True
    if before.low in PREPOSITIONS:
        return True
    plain = before.kind == "word" and before.low not in ADVERBS | PRONOUNS | FIRST_PERSON
    return (
        plain
        and k > 1
        and (tokens[k - 2].possessive or tokens[k - 2].low in DETERMINERS)
        and (before.low not in ROLES and singular(before.low) not in ROLES)
    )


def beside(tokens: Sequence[Token], k: int, quote: int) -> bool:
    """Whether nothing of weight stands between token `k` and the quotation behind it."""
    return all(token.low in _BESIDE or token.text in _BESIDE for token in tokens[k + 1 : quote])


def before(tokens: Sequence[Token], quote: int) -> Hint | None:
    """The speaker that the words before a quotation name, in the quotation's own sentence."""
    floor = clause_start(tokens, quote)
    cue = False
    weak: Hint | None = None
    skip = 0  # where a relative clause begins whose verb is no news of the speaker
    for k in range(quote - 1, floor - 1, -1):
        token = tokens[k]
        if token.low in CONJUNCTIONS and k > floor and tokens[k - 1].text == ",":
            if k + 1 < quote and tokens[k + 1].low == "that":
                continue
            break
        if token.kind == "name":
            hint = _source_name(tokens, k, floor, quote)
            if hint is not None:
                return hint
        if token.low in {"hear", "hears", "heard"} and beside(tokens, k, quote):
            return Hint("generic", k, word="somebody", adjacent=True)
        if k < skip:
            skip = 0
        if is_verb(tokens, k, quote) and not skip:
            skip = _relative_to_noun(tokens, k, floor)
            if skip:
                continue  # "a claim that every founder repeats": the claim counts
            hint = _by_verb(tokens, k, floor, quote)
            if tokens[k].low in SAYING | NAMING or hint.kind not in {"generic", "speech"}:
                return hint
            weak = weak or hint
            continue
        if token.low == "according" and k - floor <= 1:
            hint = noun_phrase(tokens, k + 2, quote)
            return replace(hint, adjacent=True) if hint else Hint("speech", k)
        if singular(token.low) in SPEECH_NOUNS and token.kind == "word":
            hint = _by_noun(tokens, k, floor, quote)
            if hint is not None and not governed(tokens, hint.at):
                return hint
            weak = weak or hint
            cue = cue or beside(tokens, k, quote) or tokens[k + 1].low in BE
    if quote > floor and tokens[quote - 1].text in {":"} | _DASHES:
        hint = weak or _by_colon(tokens, floor, quote - 1)
        return replace(hint, adjacent=True) if hint else Hint("speech", quote - 1, adjacent=True)
    return weak or (Hint("speech", floor) if cue else None)


def _relative_to_noun(tokens: Sequence[Token], verb: int, floor: int) -> int:
    """Where the relative clause begins that holds the verb and describes a noun of speech, or 0."""
    for i in range(verb - 1, max(floor, verb - 6), -1):
        if tokens[i].kind == "name" or tokens[i].kind == "punctuation":
            return 0
        if tokens[i].low in {"that", "which"}:
            return i if singular(tokens[i - 1].low) in SPEECH_NOUNS and i > floor else 0
    return 0


def _by_verb(tokens: Sequence[Token], k: int, floor: int, quote: int) -> Hint:
    verb = tokens[k]
    if verb.low == "believe" and [t.low for t in tokens[k - 2 : k]] in (
        ["have", "us"],
        ["have", "you"],
    ):
        believed = subject(tokens, k - 2)
        if believed is not None:
            return replace(believed, disputed="", adjacent=beside(tokens, k, quote))
    adjacent = beside(tokens, k, quote)
    naming = verb.low in NAMING
    hint = subject(tokens, k)
    first_word = next((i for i in range(floor, k) if tokens[i].kind != "punctuation"), k)
    inverted = first_word == k or (
        tokens[first_word].low in {"as", "so", "thus"} and k == first_word + 1
    )
    if inverted and (hint is None or first_word == k):
        hint = noun_phrase(tokens, k + 1, quote) or hint
    if hint is None:
        return Hint("speech", k, adjacent=adjacent, naming=naming)
    if hint.kind == "first" and verb.low in _PERCEIVING:
        return Hint("speech", k, adjacent=adjacent)
    if tokens[k + 1].low in {"ourselves", "themselves", "yourself"}:
        return Hint("generic", k + 1, word=tokens[k + 1].low, adjacent=True)
    disputed = hint.disputed or _dispute(tokens, floor, quote, hint)
    if not disputed and tokens[-1].text == "?" and tokens[floor].low in {"did", "does", "would"}:
        disputed = "the sentence asks whether these words were said"
    return replace(hint, adjacent=adjacent, naming=naming, disputed=disputed)


def _dispute(tokens: Sequence[Token], floor: int, quote: int, hint: Hint) -> str:
    words = {token.low for token in tokens[floor:quote]}
    if words & DISPUTES:
        return "the sentence does not vouch for who said it"
    conditional = "if" in words and words & {"would", "might", "could", "'d"}
    if conditional or (words & {"imagine", "suppose", "picture"} and hint.kind != "first"):
        return "these words are imagined, not reported"
    return ""


def _source_name(tokens: Sequence[Token], k: int, floor: int, quote: int) -> Hint | None:
    """A name that phrases such as "according to X" or "to quote X" make the speaker."""
    head = k
    while head > floor and k - head < 5 and tokens[head - 1].kind in {"word", "name"}:
        if tokens[head - 1].low in PREPOSITIONS | {"to", "per"} | _QUOTING | BE | CONJUNCTIONS:
            break
        head -= 1
    before_it = [token.low for token in tokens[max(floor, head - 6) : head]]
    name = tokens[k].text
    named = Hint("named", k, names=(name,), adjacent=beside(tokens, k, quote))
    if before_it[-2:] == ["according", "to"] or before_it[-1:] == ["per"]:
        opens = head - len(before_it) == floor and len(before_it) <= 3
        return named if opens or named.adjacent else None
    if before_it and before_it[-1] in _QUOTING and not tokens[k].possessive and head == k:
        return replace(named, adjacent=True)
    if len(before_it) >= 2 and before_it[-1] in {"of", "by", "from"}:
        if singular(before_it[-2]) in SPEECH_NOUNS and _bridges(tokens, k, quote):
            return named
    if len(before_it) == 1 and before_it[0] == "for" and tokens[k + 1].text == ",":
        return replace(named, adjacent=False)
    return None


def _bridges(tokens: Sequence[Token], k: int, quote: int) -> bool:
    """Whether no other name, and no "by", stands between an owner and the quotation."""
    between = tokens[k + 1 : quote]
    return not any(t.kind == "name" or t.low == "by" or t.text == ";" for t in between)


def _by_noun(tokens: Sequence[Token], k: int, floor: int, quote: int) -> Hint | None:
    """The owner of a noun of speech before a quotation: "X's line", "my reply", "its motto"."""
    if singular(tokens[k].low) in EPONYMOUS:
        return None
    linked = beside(tokens, k, quote) or tokens[quote - 1].text in {":"} | _DASHES
    linked = linked or tokens[k + 1].low in BE
    if not linked or not _bridges(tokens, k, quote):
        return None
    for i in range(k - 1, max(floor, k - 6) - 1, -1):
        token = tokens[i]
        if token.kind == "name" and token.possessive:
            return Hint("named", i, names=(token.text,), adjacent=True)
        if token.low in {"my", "our"}:
            return Hint("first", i, adjacent=True)
        if token.low in {"his", "her", "their"}:
            return Hint("pronoun", i, word=token.low, adjacent=True)
        if token.low in {"whose", "its", "your"}:
            return Hint("generic", i, word=token.low)
        if token.possessive:
            first = max(floor, i - 1)
            return role_hint(tokens, first, i + 1) or Hint("generic", i, word=token.low)
        if token.low in GIVING:
            return subject(tokens, i)
        if token.kind != "word" or token.low in PREPOSITIONS | BE | CONJUNCTIONS:
            return None
    return None


def _by_colon(tokens: Sequence[Token], floor: int, colon: int) -> Hint | None:
    """Who speaks behind a colon in a sentence without a verb of saying: "X disagrees:"."""
    last = tokens[colon - 1] if colon > floor else None
    if last is not None and last.kind == "name":
        named = Hint("named", colon - 1, names=(last.text,))
        link = tokens[colon - 2].low if colon - 2 >= floor else ""
        agreeing = any(
            t.low.startswith(("agree", "side", "concur", "right", "disagree"))
            for t in tokens[floor:colon]
        )
        if link in _SOURCES | _POINTING or not link or last.possessive:
            return named
        if link == "than" or (link in {"with", "to"} and agreeing):
            return named
    opening = [token.low for token in tokens[floor : floor + 3]]
    pointing = bool(opening) and (
        opening[0] in {"here's", "take", "consider", "enter", "meet", "hear", "cue"}
        or opening[:2] in (["here", "is"], ["this", "is"], ["listen", "to"], ["here", "are"])
    )
    names = {token.text for token in tokens[floor:colon] if token.kind == "name"}
    if pointing:
        near = subjects(tokens, floor, colon) or [
            i for i in range(floor, colon) if tokens[i].kind == "name" and opening[0] == "listen"
        ]
        return Hint("named", near[0], names=(tokens[near[0]].text,)) if len(near) == 1 else None
    kept = _without_appositions(tokens, floor, colon)
    clause = [tokens[i] for i in kept]
    hint = _main_subject(clause, 0, len(clause))
    if hint is None:
        return None
    if hint.kind == "first":
        return None if names else hint
    if hint.kind == "named":
        if len({clause[i].text for i in subjects(clause, 0, len(clause))}) > 1:
            return None
        if _passive(clause, hint.at, len(clause)):
            return None
    return replace(hint, at=kept[hint.at])


def _without_appositions(tokens: Sequence[Token], start: int, end: int) -> list[int]:
    """The clause without what stands between commas behind a name: "X, who runs Y, …"."""
    kept: list[int] = []
    i = start
    while i < end:
        kept.append(i)
        if tokens[i].kind == "name" and i + 2 < end and tokens[i + 1].text in {",", "("}:
            if tokens[i + 2].low not in CONJUNCTIONS and tokens[i + 2].kind == "word":
                closers = {",", ")"} if tokens[i + 1].text == "," else {")"}
                close = next((j for j in range(i + 2, end) if tokens[j].text in closers), None)
                i = close if close is not None else i
        i += 1
    return kept


def _passive(tokens: Sequence[Token], start: int, end: int) -> bool:
    participles = {"sent", "told", "shown", "given", "taught", "written", "met"}
    for i in range(start + 1, end - 1):
        if tokens[i].low in BE:
            following = [t.low for t in tokens[i + 1 : i + 3] if t.low not in ADVERBS]
            return bool(following) and (
                following[0] in participles
                or (following[0].endswith("ed") and "by" in [t.low for t in tokens[i:end]])
            )
    return False
