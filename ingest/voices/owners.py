"""Who owns the words before a quotation: "according to X", "X's line", "my reply", "its motto"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.voices.function_words import (
    BE,
    CONJUNCTIONS,
    FIRST_PERSON,
    NEGATIONS,
    PREPOSITIONS,
)
from ingest.voices.hints import Hint
from ingest.voices.phrases import is_role, named, role_hint, singular
from ingest.voices.speech_words import EPONYMOUS, GIVING, QUOTING, SPEECH_NOUNS
from ingest.voices.subjects import subject
from ingest.voices.tokens import DASHES, Token
from ingest.voices.verbs import beside

_HEADS = PREPOSITIONS | QUOTING | BE | CONJUNCTIONS | {"to", "per", "that", "which", "who"}
_PARTS = frozenset(
    "rest half part end start beginning opening close remainder all most some whole bulk".split()
)
_GIVING_WAY = frozenset("floor word words hand over listen".split())
_HAVING = frozenset("have had heard hear got".split())
_SPEAKING = frozenset("speak answer say tell explain finish reply".split())
_PRINTING = frozenset("print printed give reprint reproduce copy publish share".split())
_ASKING_FOR = frozenset("ask asked beg begged persuaded got".split())
_NOTING = frozenset("set write put note say tell explain describe".split())
_NEAR = 6  # words between an owner and his noun: "Drucker's much quoted and famous line"


def source_name(tokens: Sequence[Token], k: int, floor: int, quote: int) -> Hint | None:
    """The hint of a name that a phrase makes the source: "according to X", "to quote X"."""
    head = k  # where the name's own phrase begins, behind its preposition or verb
    while head > floor and k - head < 5:
        token = tokens[head - 1]
        owner = token.kind == "name" and (token.possessive or not token.person)
        if token.low in _HEADS or not (token.kind == "word" or owner):
            break
        head -= 1
    link = tokens[head - 1].low if head > floor else ""
    noun = tokens[head - 2].low if head - 1 > floor else ""
    if k + 1 < quote and is_role(tokens[k + 1].low) and not tokens[k].person:
        return None  # "according to ESPN journalist X": not ESPN
    hint = replace(named(tokens, k), adjacent=beside(tokens, k, quote))
    if link == "per" or (link, noun) == ("to", "according"):
        opens = head - floor <= 3
        alone = sum(token.person for token in tokens[floor:quote]) <= 1
        return hint if opens or alone or hint.adjacent else None
    if link in QUOTING and not tokens[k].possessive and head == k:
        close = hint.adjacent or tokens[k + 1].low in {"as", "saying", "on", "who", ","}
        return replace(hint, adjacent=True) if close else None
    if link in {"from", "by"} and noun in {"comes", "came", "come"}:
        return hint
    if link in {"of", "by", "from"} and singular(noun) in SPEECH_NOUNS:
        return hint if _bridges(tokens, k, quote) and k + 1 < quote else None
    if link == "than" and {"better", "more"} & {token.low for token in tokens[floor:head]}:
        return hint  # "nobody has put it better than X"
    if link == "for" and head - 1 == floor and tokens[k + 1].text == ",":
        return replace(hint, adjacent=False)  # "For Drucker, “…”"
    return None


def quoted_person(tokens: Sequence[Token], floor: int, quote: int, by_author: bool) -> Hint | None:
    """Whom the sentence announces to quote, however long it goes on: "I'll quote him, since …"."""
    for k in range(floor + 1, quote - 1):
        beyond = tokens[k + 1]
        before = {token.low for token in tokens[max(floor, k - 5) : k]}
        if tokens[k].low not in QUOTING or before & NEGATIONS:
            continue
        if by_author and not before & FIRST_PERSON:
            continue
        if beyond.low in {"him", "her"} and not _owns(tokens, k + 1):
            return Hint("pronoun", k + 1, word=beyond.low)
        if beyond.kind == "name" and beyond.person and not beyond.possessive:
            return named(tokens, k + 1)
    return None


def handed_over(tokens: Sequence[Token], floor: int, quote: int) -> Hint | None:
    """To whom the author gives the word: "I leave the last word to X:", "I print her letter:"."""
    shown = _printed(tokens, floor, quote)
    if shown is not None:
        return shown
    people = [k for k in range(floor + 1, quote) if tokens[k].person and not tokens[k].possessive]
    if len(people) != 1:
        return None
    (k,) = people
    before = {token.low for token in tokens[floor:k]}
    behind = {token.low for token in tokens[k + 1 : quote]}
    link = tokens[k - 1].low
    given = link == "to" and before & _GIVING_WAY
    had = link == "from" and before & _HAVING and before & FIRST_PERSON
    left = link == "let" and behind & _SPEAKING
    return named(tokens, k) if given or had or left else None


def _printed(tokens: Sequence[Token], floor: int, quote: int) -> Hint | None:
    """Whose words the author prints, or asked for: "I give her letter", "I asked X to write"."""
    for k in range(floor + 1, quote - 2):
        mine = {token.low for token in tokens[max(floor, k - 4) : k]}
        if not mine & FIRST_PERSON or mine & NEGATIONS:
            continue
        whose, noun = tokens[k + 1], tokens[k + 2]
        asked = tokens[k].low in _ASKING_FOR and noun.low == "to"
        if asked and tokens[k + 3].low not in _NOTING:
            continue
        if not asked and not (tokens[k].low in _PRINTING and singular(noun.low) in SPEECH_NOUNS):
            continue
        if whose.low in {"his", "her", "their", "him", "them"}:
            return Hint("pronoun", k + 1, word=whose.low)
        if whose.person and whose.possessive != asked:
            return named(tokens, k + 1)
    return None


def _owns(tokens: Sequence[Token], i: int) -> bool:
    """Whether "her" at token `i` owns what stands behind it."""
    beyond = tokens[i + 1] if i + 1 < len(tokens) else None
    return beyond is not None and beyond.kind == "word" and beyond.low not in PREPOSITIONS


def noun_owner(tokens: Sequence[Token], k: int, floor: int, quote: int) -> Hint | None:
    """The owner of the noun of speech at token `k`, if the quotation is what that noun means."""
    linked = beside(tokens, k, quote) or tokens[quote - 1].text in {":"} | DASHES
    linked = linked or tokens[k + 1].low in BE
    if not linked or singular(tokens[k].low) in EPONYMOUS:
        return None
    if not _bridges(tokens, k, quote):
        mine = tokens[k - 1].low in {"my", "our"} and tokens[k + 1].low in {"to", "for"}
        return Hint("first", k - 1, adjacent=True) if k > floor and mine else None
    for i in range(k - 1, max(floor, k - _NEAR) - 1, -1):
        token = tokens[i]
        if token.kind == "name" and token.possessive:
            return replace(named(tokens, i), adjacent=True)
        if token.low in {"my", "our"}:
            return Hint("first", i, adjacent=True)
        if token.low in {"his", "her", "their"}:
            return Hint("pronoun", i, word=token.low, adjacent=True)
        if token.low in {"whose", "its", "your"}:
            return Hint("generic", i, word=token.low)
        if token.possessive:  # "its founder's wisdom"
            return role_hint(tokens, max(floor, i - 1), i + 1)
        if token.low in GIVING:
            return subject(tokens, i)
        if token.kind != "word" or token.low in PREPOSITIONS | BE | CONJUNCTIONS:
            return None
    return None


def part_of(tokens: Sequence[Token], owner: int) -> bool:
    """Whether the words owned are announced by a part of them: "the rest of his remark"."""
    return owner > 1 and tokens[owner - 1].low == "of" and tokens[owner - 2].low in _PARTS


def _bridges(tokens: Sequence[Token], k: int, quote: int) -> bool:
    """Whether no other name, and no "by", stands between an owner and the quotation."""
    between = tokens[k + 1 : quote]
    return not any(t.kind == "name" or t.low == "by" or t.text == ";" for t in between)
