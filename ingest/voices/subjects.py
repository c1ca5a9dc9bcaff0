"""Who the subject of a verb of saying is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.voices.clauses import clause_start, main_subject
from ingest.voices.doubts import auxiliaries_doubt
from ingest.voices.function_words import (
    ADVERBS,
    AUXILIARIES,
    BE,
    CONJUNCTIONS,
    DETERMINERS,
    FIRST,
    NEGATIONS,
    PREPOSITIONS,
    SUBJECT_PRONOUNS,
)
from ingest.voices.hints import Hint
from ingest.voices.phrases import (
    governed,
    is_role,
    named,
    noun_phrase,
    role_hint,
    singular,
    subjects,
)
from ingest.voices.speech_words import EPONYMOUS, SPEECH_NOUNS
from ingest.voices.tokens import DASHES, Token
from ingest.voices.verbs import continues

_LINKS = CONJUNCTIONS | frozenset("then to by of as in without".split())


def subject(tokens: Sequence[Token], verb: int) -> Hint | None:
    """Who does the saying at token `verb`; None where the sentence leaves it open."""
    i = verb - 1
    while i >= 0 and (tokens[i].low in AUXILIARIES | ADVERBS | NEGATIONS or _goes_on(tokens, i)):
        i -= 1
    between = [token.low for token in tokens[i + 1 : verb]]
    participle = tokens[verb].low.endswith(("ed", "told", "written", "said"))
    agent = _agent(tokens, verb) if participle else None
    if agent is not None or (participle and set(between) & BE):
        return agent or Hint("generic", verb, word="somebody")
    hint = _ending_at(tokens, i, verb)
    if hint is None:
        return None
    as_clause = any(token.low == "as" for token in tokens[max(0, i - 4) : i])
    told = any(singular(token.low) in SPEECH_NOUNS for token in tokens[: max(0, i)])
    doubt = auxiliaries_doubt(between, as_clause or told)  # "in his memoir, X would write"
    on = continues(tokens[verb]) or "on" in between
    return replace(hint, disputed=doubt, continues=on)


def _goes_on(tokens: Sequence[Token], i: int) -> bool:
    """Whether token `i` is part of "goes on to say"."""
    going = {"go", "goes", "going", "went", "gone"}
    if tokens[i].low == "on":
        return i > 0 and tokens[i - 1].low in going
    return tokens[i].low in going and i + 1 < len(tokens) and tokens[i + 1].low == "on"


def _agent(tokens: Sequence[Token], verb: int) -> Hint | None:
    """Who is behind a passive: "was told by X", "was once asked by X"."""
    for i in range(verb + 1, min(len(tokens), verb + 3)):
        if tokens[i].kind == "quote" or tokens[i].text == ",":
            return None
        if tokens[i].low == "by":
            return noun_phrase(tokens, i + 1, len(tokens))
    return None


def _ending_at(tokens: Sequence[Token], i: int, verb: int) -> Hint | None:
    """The subject whose last word is token `i`."""
    start = clause_start(tokens, verb)
    start = next((k + 1 for k in range(i, start - 1, -1) if tokens[k].text == ":"), start)
    if i < start:
        return None
    token = tokens[i]
    if token.low in SUBJECT_PRONOUNS:
        return Hint("pronoun", i, word=token.low)
    if token.low in FIRST:
        return Hint("first", i)
    if token.kind == "name":
        if token.possessive:
            return None
        who = next((k for k in range(i - 1, max(start, i - 8), -1) if tokens[k].low == "who"), None)
        if who is not None and all(t.kind != "punctuation" for t in tokens[who:i]) and who + 1 < i:
            return _ending_at(tokens, who - 1, verb)  # "a friend who runs X says"
        if tokens[verb].low.endswith("ing") and i + 1 == verb:
            return _with_partner(tokens, i, start)  # "with X claiming", "a letter from X saying"
        link = i - 1
        while link > start and tokens[link].low in DETERMINERS:
            link -= 1
        if link > start and tokens[link].low in PREPOSITIONS:
            return _behind_preposition(tokens, i, link, start, verb)
        return _with_partner(tokens, i, start)
    if token.low in {"who", "which", "that"}:
        return _relative(tokens, i, start)
    if token.text == "," and tokens[verb].low.endswith("ing"):
        source = tokens[i - 1]
        if source.kind == "name" and not source.possessive and tokens[i - 2].low in {"from", "by"}:
            return named(tokens, i - 1)  # "a note from X, saying"
        return main_subject(tokens, start, i)  # "X praised Y, telling him"
    if token.text in {",", ")"} | DASHES:
        return _before_apposition(tokens, i, start) or main_subject(tokens, start, i)
    if token.low in _LINKS:
        return main_subject(tokens, start, i)
    if token.kind == "punctuation":
        return None if token.text == ":" else main_subject(tokens, start, i)
    return _phrase(tokens, i, start, verb)


def _relative(tokens: Sequence[Token], i: int, start: int) -> Hint | None:
    """The head of "X, who said" or "it was X who said"; a `who` without a name is anybody."""
    j = i - 2 if i and tokens[i - 1].text == "," else i - 1
    if j >= start and tokens[j].kind == "name" and not tokens[j].possessive:
        if tokens[i].low != "who" or not governed(tokens, j):
            return named(tokens, j)
        head = _before_apposition(tokens, j, start)  # "X, a partner of Y, who": X or Y?
        if head is None:
            return named(tokens, j)
        return Hint("generic", i, word="who") if tokens[j].person else head
    if tokens[i].low != "who":  # "the rhyme that begins"
        return role_hint(tokens, max(start, j - 1), j + 1) if j >= start else None
    return _before_apposition(tokens, i, start) or Hint("generic", i, word="who")


def _behind_preposition(
    tokens: Sequence[Token], i: int, link: int, start: int, verb: int
) -> Hint | None:
    """The head before "of": Bloom in "Bloom of Stanford", nobody in "a friend of Drucker"."""
    head = tokens[link - 1]
    if head.kind == "name" or head.text == ",":
        return _ending_at(tokens, link - 1, verb)
    if tokens[link].low in {"of", "by", "from"} and singular(head.low) in SPEECH_NOUNS:
        return named(tokens, i)
    if is_role(head.low):
        first = link - 1
        while first > start and tokens[first].low not in DETERMINERS and first > i - 6:
            first -= 1
        return role_hint(tokens, first, link)
    return main_subject(tokens, start, i)


def _with_partner(tokens: Sequence[Token], i: int, start: int) -> Hint:
    if i - 2 >= start and tokens[i - 1].low in {"and", "&"} and tokens[i - 2].kind == "name":
        partner = tokens[i - 2]
        if not partner.possessive and not governed(tokens, i - 2):
            return Hint("named", i, names=(partner.text, tokens[i].text))
    return named(tokens, i)


def _before_apposition(tokens: Sequence[Token], comma: int, start: int) -> Hint | None:
    """The head before an apposition: "X, the founder of Y, wrote" or "its founder, X, wrote"."""
    parting = {",", "("} | DASHES
    for i in subjects(tokens, start, comma):
        if tokens[i + 1].text in parting:
            return _with_partner(tokens, i, start)
    pronouns = [i for i in range(start, comma) if tokens[i].low in SUBJECT_PRONOUNS | FIRST]
    if len(pronouns) == 1 and tokens[pronouns[0] + 1].text in parting:
        i = pronouns[0]
        return Hint("first" if tokens[i].low in FIRST else "pronoun", i, word=tokens[i].low)
    return None


def _phrase(tokens: Sequence[Token], i: int, start: int, verb: int) -> Hint | None:
    """A phrase without a name at its end: "Drucker's book says", "the book by Drucker says"."""
    j = i
    while j > start and tokens[j - 1].kind in {"word", "name"}:
        if tokens[j - 1].low in CONJUNCTIONS | BE | AUXILIARIES or tokens[j].low in DETERMINERS:
            break
        if tokens[j - 1].low in PREPOSITIONS and i - j > 5:
            break
        j -= 1
    if j - 2 >= start and tokens[j - 1].low in PREPOSITIONS and tokens[j - 2].kind == "name":
        return _ending_at(tokens, j - 2, verb)  # "Jane Doe of the local paper says"
    plain = tokens[j].kind == "name" and not tokens[j].possessive
    if plain and j + 1 <= i and tokens[j + 1].low in PREPOSITIONS:
        return _ending_at(tokens, j, verb)
    head = next((k for k in range(j + 1, i + 1) if tokens[k].low in PREPOSITIONS), i + 1) - 1
    owners = [k for k in range(j, i + 1) if tokens[k].kind == "name" and tokens[k].possessive]
    if owners and singular(tokens[head].low) in EPONYMOUS:
        return Hint("generic", i, word=tokens[head].low)
    if owners and singular(tokens[head].low) in SPEECH_NOUNS:
        return named(tokens, owners[-1])
    return role_hint(tokens, j, head + 1)
