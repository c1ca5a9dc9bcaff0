"""What a sentence tells about the speaker of a quotation, before anybody is chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

HintKind = Literal[
    "named",  # a name
    "first",  # I, we, my
    "pronoun",  # he, her, they
    "described",  # "its founder", "the Stanford economist": a certain person, not named
    "work",  # "the memo says": speaks for whoever wrote it
    "generic",  # "critics", "my boss", "you": nobody whom one could name
    "speech",  # a verb or noun of speech without an owner
]


@dataclass(frozen=True, slots=True)
class Hint:
    """Who a sentence says is speaking; `at` is the token where it says so."""

    kind: HintKind
    at: int = -1
    names: tuple[str, ...] = ()
    word: str = ""  # the pronoun, the role, the work
    adjacent: bool = False  # the verb of saying or colon stands right beside the quotation
    disputed: str = ""  # why the sentence itself does not vouch for these words
    naming: bool = False  # the verb gives a name ("calls it …") rather than reports words
    by_colon: bool = False  # there is no verb of saying, only the colon
    continues: bool = False  # "goes on", "adds": the one who spoke last
