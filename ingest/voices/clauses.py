"""Clauses of a sentence: where they begin, and who the subject of a whole one is."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.voices.function_words import FIRST, SUBJECT_PRONOUNS, SUBORDINATORS
from ingest.voices.hints import Hint
from ingest.voices.phrases import governed, is_role, role_hint, subjects, with_partners
from ingest.voices.tokens import Token


def clause_start(tokens: Sequence[Token], before: int) -> int:
    """Where the clause that holds token `before` begins: behind a semicolon or quotation."""
    for i in range(before - 1, -1, -1):
        if tokens[i].kind == "quote" or tokens[i].text == ";":
            return i + 1
    return 0


def main_subject(tokens: Sequence[Token], start: int, end: int) -> Hint | None:
    """The subject of a whole clause, as in "X met Y and wrote": the first that can be one."""
    for i in range(_main_clause(tokens, start, end), end):
        token = tokens[i]
        if token.low in FIRST:
            return Hint("first", i)
        if token.low in SUBJECT_PRONOUNS:
            return Hint("pronoun", i, word=token.low)
        if i in subjects(tokens, i, i + 1):
            return with_partners(tokens, i, end)
        if is_role(token.low) and not governed(tokens, i):
            following = tokens[i + 1 : i + 3]
            if len(following) > 1 and following[0].text == ",":
                following = following[1:]  # "my manager, Lucy Tan, gave …": the name follows
            if not following or following[0].kind != "name":
                return role_hint(tokens, max(start, i - 2), i + 1)
    return None


def _main_clause(tokens: Sequence[Token], start: int, end: int) -> int:
    """Where the main clause begins behind a subordinate one: "While X slept, Y wrote"."""
    if start >= end or tokens[start].low not in SUBORDINATORS:
        return start
    return next((i + 1 for i in range(start, end - 1) if tokens[i].text == ","), start)
