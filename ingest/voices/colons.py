"""Who speaks behind a colon in a sentence without a verb of saying: "X disagrees: “…”"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.voices.clauses import main_subject
from ingest.voices.function_words import ADVERBS, BE, CONJUNCTIONS, DETERMINERS, PRONOUNS
from ingest.voices.hints import Hint
from ingest.voices.phrases import named, singular, subjects
from ingest.voices.speech_words import SPEECH_NOUNS
from ingest.voices.tokens import Token

_LINKING = BE | frozenset("from by than here's here take consider enter cue hear meet".split())
_POINTING = frozenset("here's take consider enter meet hear cue".split())
_AGREEING = ("agree", "side", "concur", "right", "disagree")
_SHOWING = _POINTING | BE | frozenset("here there so and but".split())
_HAVING = frozenset("has have had".split())
_RECEIVING = frozenset(
    """
    listened listens heard hears read reads saw watched watches found finds noticed notices
    spotted spots received receives kept keeps hung hangs pinned pins framed frames wore wears
    painted paints printed prints carved carves tattooed stuck engraved opened unfolded
    """.split()
)
_MINDING = frozenset(  # with an object: "X hates the line"; but "X remembers: …"
    """
    likes liked loves loved hates hated dislikes disliked admires admired resents resented
    remembers remembered forgets forgot knows knew ignores ignored underlines underlined marks
    marked cherishes cherished despises despised detests detested enjoys enjoyed fears feared
    """.split()
)
_PARTICIPLES = frozenset("sent told shown given taught written met handed".split())


def by_colon(tokens: Sequence[Token], floor: int, colon: int) -> Hint | None:
    """The speaker whom the clause before the colon makes speak; None where it leaves it open."""
    clause = tokens[floor:colon]
    last = clause[-1] if clause else None
    if last is not None and last.kind == "name":
        link = clause[-2].low if len(clause) > 1 else ""
        agreeing = any(token.low.startswith(_AGREEING) for token in clause)
        if not link or link in _LINKING or last.possessive:
            return named(tokens, colon - 1)
        if link in {"with", "to"} and agreeing:
            return named(tokens, colon - 1)
    opening = [token.low for token in clause[:2]]
    if (opening[:1] and opening[0] in _POINTING) or opening in _HERE_IS:
        near = subjects(tokens, floor, colon)
        near = near or [
            i for i in range(floor, colon) if tokens[i].kind == "name" and opening[0] == "listen"
        ]
        return named(tokens, near[0]) if len(near) == 1 else None
    if opening[:1] in (["from"], ["in"]):  # "From X's Zero to One:"
        owners = [i for i in range(floor, colon) if tokens[i].person and tokens[i].possessive]
        verbs = any(token.low in BE | _HAVING for token in clause)
        if len(owners) == 1 and not verbs:
            return named(tokens, owners[0])
    return _main(tokens, floor, colon)


_HERE_IS = (["here", "is"], ["here", "are"], ["this", "is"], ["listen", "to"])


def _main(tokens: Sequence[Token], floor: int, colon: int) -> Hint | None:
    if presents_words(tokens, floor, colon):
        return None
    kept = _without_appositions(tokens, floor, colon)
    clause = [tokens[i] for i in kept]
    hint = main_subject(clause, 0, len(clause))
    if hint is None:
        return None
    others = (t.kind == "name" or t.low in PRONOUNS for t in tokens[floor:colon])
    if hint.kind == "first" and any(others):
        return None  # "I emailed X about this:" may bring the mail or the answer
    if hint.kind == "named":
        rivals = {clause[i].text for i in subjects(clause, 0, len(clause))}
        if len(rivals) > 1 or _is_passive(clause, hint.at):
            return None
    if _receives(clause, hint.at):
        return None
    return replace(hint, at=kept[hint.at])


def presents_words(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether a clause only shows words that somebody said elsewhere: "The line I love is this".

    Whoever loves, underlines or forwards them is not the one who speaks.
    """
    i = start
    while i < end and (tokens[i].kind == "punctuation" or tokens[i].low in _SHOWING):
        i += 1
    if i + 1 < end and tokens[i].low in {"this", "that", "these", "those"}:
        i += 2 if tokens[i + 1].low in BE | {"are"} else 0
    if i >= end or tokens[i].low not in DETERMINERS - {"my", "our", "his", "her", "their"}:
        return False
    phrase = []
    for token in tokens[i + 1 : min(end, i + 5)]:
        if token.kind != "word" or token.low in PRONOUNS | BE:
            break
        phrase.append(singular(token.low))
    return any(word in SPEECH_NOUNS for word in phrase)


def _without_appositions(tokens: Sequence[Token], start: int, end: int) -> list[int]:
    """The clause without what stands between commas behind a name: "X, who runs Y, …"."""
    kept: list[int] = []
    i = start
    while i < end:
        kept.append(i)
        opener = tokens[i + 1].text if i + 2 < end else ""
        described = opener in {",", "("} and tokens[i + 2].kind == "word"
        if tokens[i].kind == "name" and described and tokens[i + 2].low not in CONJUNCTIONS:
            closers = {",", ")"} if opener == "," else {")"}
            i = next((j for j in range(i + 2, end) if tokens[j].text in closers), i)
        i += 1
    return kept


def _receives(clause: Sequence[Token], start: int) -> bool:
    """Whether the subject only hears, reads or keeps the words: "X has it painted on the door"."""
    verb = start + 1
    while verb < len(clause) and clause[verb].low in ADVERBS | _HAVING | {"it", "this", "that"}:
        verb += 1
    beyond = clause[verb + 1].low if verb + 1 < len(clause) else ""
    if beyond in {"it", "things", "no"}:
        return False  # "X sees it differently"
    if verb >= len(clause):
        return False
    return clause[verb].low in _RECEIVING or (bool(beyond) and clause[verb].low in _MINDING)


def _is_passive(clause: Sequence[Token], start: int) -> bool:
    """Whether the subject only suffers what the clause tells: "X was sent this by a reader"."""
    for i in range(start + 1, len(clause) - 1):
        if clause[i].low in BE:
            after = [token.low for token in clause[i + 1 : i + 3] if token.low not in ADVERBS]
            by = any(token.low == "by" for token in clause[i:])
            return bool(after) and (after[0] in _PARTICIPLES or (after[0].endswith("ed") and by))
    return False
