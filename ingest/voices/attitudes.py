"""How an author treats a voice: approval and contradiction in the sentences around a quotation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.domain import Attitude
from ingest.voices.attitude_words import (
    AGREES,
    APPROVING,
    CONTRADICTING,
    DISCOVERED,
    DISTANCING,
    IMPERSONAL,
    NEGATED,
    OPENS_APPROVING,
    OPENS_CONTRADICTING,
    OPPOSING,
    PARTLY,
    REFERRING,
    REJECTS,
    STYLE,
    SUPPOSED,
    THOUGHT_BY,
    TURNING,
)
from ingest.voices.page import Sentence

_AIMED = re.compile(r" ?(?:\w+ )?(?:with|in|here)\b")
_AS_SAID = re.compile(r"as (?:\S+ ){1,6}(?:puts?|says?|said|wrote|writes) it\b")
_SHORT = 4  # tokens; so short a sentence behind a quotation can only be about it


@dataclass(frozen=True, slots=True)
class Cue:
    """One sign of approval (+1) or contradiction (-1), and whom the sentence aims it at."""

    sign: int
    target: str  # "" where the sentence names nobody
    of_style: bool = False  # it praises the wording, which says little of the matter


def attitude(name: str, own: Sequence[Sentence], after: Sequence[Sentence]) -> Attitude | None:
    """What the sentences show that introduce or hold a quotation, and those behind it.

    None where they show nothing, or both.
    """
    found = [cue for sentence in own for cue in cues(sentence) if cue.target in {"", name}]
    borrowed = bool(own) and _AS_SAID.match(_line(own[-1])[0]) is not None
    for sentence in after:
        if not _refers_back(sentence, name):
            break
        answer = [cue for cue in cues(sentence, True) if cue.target in {"", name}]
        if TURNING.search(_line(sentence)[0]):  # "But it is a very good argument for the contrary."
            answer = [cue for cue in answer if cue.sign < 0]
        if borrowed:  # "As X put it": what is contradicted behind it is somebody else's
            answer = [cue for cue in answer if cue.target == name or cue.sign > 0]
        found += answer
        if any(not cue.of_style for cue in answer):
            break
    signs = {cue.sign for cue in found}
    if -1 in signs:
        signs = {cue.sign for cue in found if not cue.of_style}
    if not signs and own and after and _is_turned_against(name, own, after):
        return "rebuts"
    if signs == {1}:
        return "endorses"
    return "rebuts" if signs == {-1} else None


def _is_turned_against(name: str, own: Sequence[Sentence], after: Sequence[Sentence]) -> bool:
    """Whether the author keeps his distance, or is contradicted, and answers with a "But"."""
    if DISTANCING.search(_line(own[-1])[0]):
        return TURNING.search(_line(after[0])[0]) is not None
    if not any(OPPOSING.search(_line(sentence)[0]) for sentence in own):
        return False
    for sentence in after:
        if TURNING.search(_line(sentence)[0]):
            return True
        if not _refers_back(sentence, name):
            return False
    return False


def cues(sentence: Sentence, answering: bool = False) -> list[Cue]:
    """The signs in one sentence; what it quotes does not count, nor what it only asks.

    `answering`: the sentence follows a quotation, so that "Exactly." is about it.
    """
    line, names = _line(sentence)
    if line.endswith("?"):
        return []
    found: list[Cue] = []
    for pattern, sign in ((APPROVING, 1), (CONTRADICTING, -1)):
        for match in pattern.finditer(line):
            before = line[: match.start()]
            thinker = THOUGHT_BY.search(before.rstrip() + " ") if match["verdict"] else None
            if SUPPOSED.search(before) or (thinker and thinker[1] not in {"i", "we"}):
                continue
            if DISCOVERED.search(before):
                continue
            if IMPERSONAL.search(f"{before}\x00{line[match.end() :]}"):
                continue
            negated = match["negated"] or NEGATED.search(before)
            if negated and PARTLY.search(match.group()):
                continue
            of_style = STYLE.search(match.group()) is not None
            found.append(Cue(-sign if negated else sign, _target(match, line, names), of_style))
    if answering and (OPENS_APPROVING.search(line) or AGREES.search(line)):
        found.append(Cue(1, ""))
    if answering and (OPENS_CONTRADICTING.search(line) or REJECTS.search(line)):
        found.append(Cue(-1, ""))
    return found


def _line(sentence: Sentence) -> tuple[str, list[tuple[int, str]]]:
    """The sentence as the patterns want it, and where in that line each name begins."""
    line = ""
    names: list[tuple[int, str]] = []
    for token in sentence.tokens:
        mention = sentence.names.get(token.i)
        if token.text in {"“", "”"} or (token.i - 1 in sentence.quotes and token.text in ",.?!"):
            continue
        low = token.lower_.replace("’", "'")
        word = "…" if token.i in sentence.quotes else {"n't": "not", "ca": "can"}.get(low, low)
        clitic = word.startswith("'") or (word == "not" and line.endswith("can"))
        line += word if clitic or not line else f" {word}"
        if mention is not None and mention.start == token.i:
            names.append((len(line) - len(word), mention.name))
    return line, names


def _target(match: re.Match[str], line: str, names: Sequence[tuple[int, str]]) -> str:
    """Whom a sign is aimed at: the name before it, or behind "with"."""
    behind = [name for at, name in names if at >= match.end() - 1]
    before = [name for at, name in names if at <= match.start()]
    if behind and (match.group().endswith(" with") or _AIMED.match(line[match.end() :])):
        return behind[0]
    return before[-1] if before else ""


def _refers_back(sentence: Sentence, name: str) -> bool:
    """Whether a sentence behind a quotation can be about it or its speaker."""
    if any(mention.name == name for mention in sentence.mentions):
        return True
    if any(mention.person for mention in sentence.mentions):
        return False
    line = _line(sentence)[0]
    return sentence.end - sentence.start <= _SHORT or bool(
        REFERRING.search(line) or REJECTS.search(line)
    )
