"""Noun phrases beside a verb: who the subject of a verb of saying is."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.voices.hints import Hint
from ingest.voices.lexicon import (
    ADVERBS,
    ANYBODY,
    AUXILIARIES,
    BE,
    COLLECTIVES,
    CONJUNCTIONS,
    DETERMINERS,
    EPONYMOUS,
    FIRST_PERSON,
    GENERIC_SUBJECTS,
    HYPOTHETICAL,
    NEGATIONS,
    PREPOSITIONS,
    ROLES,
    SPEECH_NOUNS,
    SUBJECT_PRONOUNS,
)
from ingest.voices.tokens import Token

_DEFINITE = frozenset("the its that this".split())
_CONTINUING = frozenset(
    "adds added adding continues continued continuing concludes concluded goes went go going".split()
)


def continues(verb: Token) -> bool:
    """Whether the verb says that somebody speaks on."""
    return verb.low in _CONTINUING


def singular(word: str) -> str:
    """A role or noun of speech without a plural ending."""
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def is_role(word: str) -> bool:
    """Whether the word means people without naming them."""
    return word in ROLES or singular(word) in ROLES or word in COLLECTIVES


def noun_phrase(tokens: Sequence[Token], start: int, end: int) -> Hint | None:
    """The speaker whom a phrase reading rightwards from `start` names, as in "says X"."""
    i = start
    while i < end and (tokens[i].low in ADVERBS or tokens[i].text in {",", "—", "–"}):
        i += 1
    if i >= end:
        return None
    token = tokens[i]
    if token.low in SUBJECT_PRONOUNS or (token.low in {"him", "her"} and i + 1 == end):
        return Hint("pronoun", i, word=token.low)
    if token.low in FIRST_PERSON and token.low not in {"my", "our"}:
        return Hint("first", i)
    first_word = i
    while i < end and i - first_word < 9:
        token = tokens[i]
        if token.kind == "name" and not token.possessive:
            return _with_partner(tokens, i, end)
        if token.kind == "quote" or (token.kind == "punctuation" and token.text != "-"):
            break
        if token.low in PREPOSITIONS | CONJUNCTIONS | BE:
            break
        i += 1
    return _unnamed(tokens, first_word, i, end)


def _unnamed(tokens: Sequence[Token], start: int, stop: int, end: int) -> Hint | None:
    words = [token.low for token in tokens[start:stop]]
    if not words:
        return None
    # "the author of Rework, Jason Fried": the apposition gives the name
    if words[0] in _DEFINITE or any(token.possessive for token in tokens[start:stop]):
        for i in range(stop, min(end - 1, stop + 8)):
            if tokens[i].text == "," and tokens[i + 1].kind == "name":
                closed = i + 2 >= end or tokens[i + 2].text in ",.;:!?—–"
                if closed and not tokens[i + 1].possessive and any(is_role(w) for w in words):
                    return Hint("named", i + 1, names=(tokens[i + 1].text,))
    return role_hint(tokens, start, stop)


def role_hint(tokens: Sequence[Token], start: int, stop: int) -> Hint | None:
    """A phrase without a name: a certain person described, a work, or just anybody."""
    words = [token.low for token in tokens[start:stop]]
    if not words:
        return None
    last = words[-1]
    owned = words[0] in _DEFINITE or any(
        token.possessive or token.kind == "name" for token in tokens[start:stop]
    )
    if singular(last) in SPEECH_NOUNS and words[0] in {"the", "this", "that", "its"}:
        return Hint("work", stop - 1, word=last)
    if owned and last in ROLES:
        return Hint("described", stop - 1, word=last)
    generic = (
        is_role(last) or words[0] in DETERMINERS | ANYBODY | GENERIC_SUBJECTS or last in ANYBODY
    )
    if words[0] in {"my", "our"} and last in SPEECH_NOUNS:
        return Hint("first", start)
    return Hint("generic", start, word=" ".join(words[-3:])) if generic or words else None


def _with_partner(tokens: Sequence[Token], i: int, end: int) -> Hint:
    names = [tokens[i].text]
    while i + 2 < end and tokens[i + 1].low in {"and", "&"} and tokens[i + 2].kind == "name":
        i += 2
        if not tokens[i].possessive:
            names.append(tokens[i].text)
    return Hint("named", i, names=tuple(names))


def governed(tokens: Sequence[Token], i: int) -> bool:
    """Whether a preposition governs the name at `i` ("unlike X", "in the book by X")."""
    j = i - 1
    while j >= 0 and (tokens[j].kind == "word" and tokens[j].low not in PREPOSITIONS):
        if tokens[j].low in BE | CONJUNCTIONS | AUXILIARIES or i - j > 4:
            return False
        j -= 1
    if j >= 0 and tokens[j].low in {"and", "&"} and j > 0 and tokens[j - 1].kind == "name":
        return governed(tokens, j - 1)
    return j >= 0 and tokens[j].low in PREPOSITIONS and tokens[j].kind == "word"


def clause_start(tokens: Sequence[Token], before: int) -> int:
    """Where the clause that holds token `before` begins: behind a semicolon or quotation."""
    for i in range(before - 1, -1, -1):
        if tokens[i].kind == "quote" or tokens[i].text == ";":
            return i + 1
    return 0


def subjects(tokens: Sequence[Token], start: int, end: int) -> list[int]:
    """The names in a stretch that can be its subject: neither owners nor behind a preposition."""
    return [
        i
        for i in range(start, end)
        if tokens[i].kind == "name" and not tokens[i].possessive and not governed(tokens, i)
    ]


def subject(tokens: Sequence[Token], verb: int) -> Hint | None:
    """Who does the saying at token `verb`; None where the sentence leaves it open."""
    i = verb - 1
    disputed = ""
    while i >= 0 and (tokens[i].low in AUXILIARIES | ADVERBS | NEGATIONS | {"not"}):
        if tokens[i].low in NEGATIONS:
            disputed = "the sentence denies that these words were said"
        i -= 1
    auxiliaries = [token.low for token in tokens[i + 1 : verb]]
    if not disputed and _hypothetical(tokens, i, verb, auxiliaries):
        disputed = "these words are imagined, not reported"
    hint = _subject_at(tokens, i, verb)
    if hint is None:
        return None
    passive = bool(set(auxiliaries) & BE) and tokens[verb].low.endswith(("ed", "told"))
    if passive and hint.kind != "first":
        agent = verb + 1 < len(tokens) and tokens[verb + 1].low == "by"
        named = noun_phrase(tokens, verb + 2, len(tokens)) if agent else None
        return named or Hint("generic", hint.at, word="somebody")
    return Hint(
        hint.kind,
        hint.at,
        hint.names,
        hint.word,
        disputed=disputed,
        continues=continues(tokens[verb]),
    )


def _hypothetical(
    tokens: Sequence[Token], subject_end: int, verb: int, auxiliaries: Sequence[str]
) -> bool:
    if not set(auxiliaries) & HYPOTHETICAL:
        return False
    habitual = set(auxiliaries) & {"often", "always", "later", "famously", "sometimes", "usually"}
    as_clause = any(token.low == "as" for token in tokens[max(0, subject_end - 4) : subject_end])
    would = set(auxiliaries) & {"would", "'d", "'ll", "will", "might", "can"}
    return not ((habitual or as_clause) and would and "have" not in auxiliaries)


def _subject_at(tokens: Sequence[Token], i: int, verb: int) -> Hint | None:
    start = clause_start(tokens, verb)
    if i < start:
        return None
    token = tokens[i]
    if token.low in SUBJECT_PRONOUNS:
        return Hint("pronoun", i, word=token.low)
    if token.low in {"i", "we", "i've", "i'd", "i'll", "we've", "we'd", "we'll", "i'm", "we're"}:
        return Hint("first", i)
    if token.kind == "name":
        if token.possessive:
            return None
        if i - 1 > start and tokens[i - 1].low in PREPOSITIONS:
            return _before_preposition(tokens, i, start)
        return _partners_left(tokens, i, start)
    if token.low in {"who", "which", "that"}:
        j = i - 2 if i > 0 and tokens[i - 1].text == "," else i - 1
        if j >= start and tokens[j].kind == "name" and not tokens[j].possessive:
            return Hint("named", j, names=(tokens[j].text,))
        if token.low == "who":
            named = _behind_comma(tokens, i, start)
            return named or Hint("generic", i, word="who")
        return _main_subject(tokens, start, i)
    if token.text in {",", "—", "–", ")"} and i > start:
        return _behind_comma(tokens, i, start) or _main_subject(tokens, start, i)
    if token.low in CONJUNCTIONS or token.low in {"then", "to", "by", "of", "as", "in", "without"}:
        return _main_subject(tokens, start, i)
    if token.kind == "punctuation":
        return _main_subject(tokens, start, i) if token.text != ":" else None
    return _phrase_left(tokens, i, start, verb)


def _before_preposition(tokens: Sequence[Token], i: int, start: int) -> Hint | None:
    """ "Bloom of Stanford says": Bloom; "a friend of Drucker says": nobody in particular."""
    head = tokens[i - 2]
    if head.kind == "name":
        return _subject_at(tokens, i - 2, i)
    if tokens[i - 1].low in {"of", "by", "from"} and singular(head.low) in SPEECH_NOUNS:
        return Hint("named", i, names=(tokens[i].text,))
    if is_role(head.low):
        first = i - 2
        while first > start and tokens[first - 1].kind == "word" and first > i - 6:
            first -= 1
            if tokens[first].low in DETERMINERS:
                break
        return role_hint(tokens, first, i - 1)
    return _main_subject(tokens, start, i)


def _partners_left(tokens: Sequence[Token], i: int, start: int) -> Hint:
    if i - 2 >= start and tokens[i - 1].low in {"and", "&"} and tokens[i - 2].kind == "name":
        first = tokens[i - 2]
        if not first.possessive and not governed(tokens, i - 2):
            return Hint("named", i, names=(first.text, tokens[i].text))
    return Hint("named", i, names=(tokens[i].text,))


def _behind_comma(tokens: Sequence[Token], comma: int, start: int) -> Hint | None:
    """The head before an apposition: "X, the founder of Y, wrote" or "its founder, X, wrote"."""
    heads = [
        i
        for i in subjects(tokens, start, comma)
        if i + 1 <= comma and tokens[i + 1].text in {",", "—", "–", "("}
    ]
    if not heads:
        pronouns = [
            i for i in range(start, comma) if tokens[i].low in SUBJECT_PRONOUNS | {"i", "we"}
        ]
        if len(pronouns) == 1 and tokens[pronouns[0] + 1].text in {",", "—", "–"}:
            i = pronouns[0]
            first = tokens[i].low in {"i", "we"}
            return Hint("first" if first else "pronoun", i, word=tokens[i].low)
        return None
    return Hint("named", heads[0], names=(tokens[heads[0]].text,))


def _main_subject(tokens: Sequence[Token], start: int, end: int) -> Hint | None:
    """The subject of "X met Y and wrote": only where one name, or pronoun, can be meant."""
    for i in range(start, end):
        if tokens[i].low in {"i", "we"}:
            return Hint("first", i)
        if tokens[i].low in SUBJECT_PRONOUNS:
            return Hint("pronoun", i, word=tokens[i].low)
        if tokens[i].kind == "name" and not governed(tokens, i) and not tokens[i].possessive:
            return Hint("named", i, names=(tokens[i].text,))
        if is_role(tokens[i].low) and not governed(tokens, i):
            following = tokens[i + 1 : i + 3]
            if following and following[0].text == "," and len(following) > 1:
                following = following[1:]  # "my manager, Lucy Tan, gave …": the name follows
            if not following or following[0].kind != "name":
                return role_hint(tokens, max(start, i - 2), i + 1)
    return None


def _phrase_left(tokens: Sequence[Token], i: int, start: int, verb: int) -> Hint | None:
    """The phrase that ends at `i`, right before its verb: "Drucker's book says"."""
    j = i
    while j > start and tokens[j - 1].kind in {"word", "name"}:
        if tokens[j - 1].low in CONJUNCTIONS | BE | AUXILIARIES or tokens[j].low in DETERMINERS:
            break
        if tokens[j - 1].low in PREPOSITIONS and i - j > 5:
            break
        j -= 1
    phrase = list(range(j, i + 1))
    head_end = next((k for k in phrase if tokens[k].low in PREPOSITIONS and k > j), i + 1)
    owners = [k for k in phrase if tokens[k].kind == "name" and tokens[k].possessive]
    head = tokens[head_end - 1]
    if owners and singular(head.low) in EPONYMOUS:
        return Hint("generic", i, word=head.low)
    if owners and singular(head.low) in SPEECH_NOUNS:
        return Hint("named", owners[-1], names=(tokens[owners[-1]].text,))
    if singular(head.low) in SPEECH_NOUNS:
        sources = [
            k
            for k in phrase
            if tokens[k].kind == "name" and tokens[k - 1].low in {"of", "by", "from"}
        ]
        if len(sources) == 1:
            return Hint("named", sources[0], names=(tokens[sources[0]].text,))
    return role_hint(tokens, j, head_end)
