"""Campaigns against the assistant: odd questions and statements by the thousand.

Whatever comes in, an answer or a UserError comes out, and never anything else.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from assistant.asked import LONGEST_QUESTION, checked_question
from assistant.debate import DebateAssistant
from assistant.errors import UserError

_ALPHABETS = (
    "abcdefghijklmnopqrstuvwxyz ",
    " \t\n\r\u00a0\u2003\u3000",
    "\u200b\u200c\u200d\u2060\ufeff\u00ad\u202e",  # seen by nobody
    "?!.,;:-–—…|#*_~`'\"“”‘’«»()[]{}<>/\\@&%$^=+",
    "\u0300\u0301\u0308\u20dd\ufe0f\u0489",  # marks on the letter before
    "\uff9e\uff9f\uff76\uff8a\uff65\u3099\u309b",
    "\u115f\u1160\u3164\uffa0\u2800",  # letters to Unicode, and blank
    "0123456789٣५Ⅷ½²",
    "ßſﬁǅİıΣςÅÅ",
    "中文字あア한글عربيעברिहिन्दी",
    "😀👩‍👩‍👧🏳️‍🌈",
    "\x00\x01\x1b\x7f\ud800\udfff\ue000\U0010ffff",
)
_PIECES = (
    "Who says that ", "What does ", " think of ", "Apple", "Max Kalehoff", "customers", " and ",
    "[1]", "[[1]]", "“", "”", "’s", " not ", "only ", "everybody ", "agrees with ", "\n\n", "?",
    "<b>", "</script>", "{{x}}", "%s", "SELECT *", "../", "https://a.b/?c=d", "1984", "$1,000",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Uncaught:
    """An input that ended in something else than an answer or a UserError."""

    kind: str  # "question" or "statement"
    text: str
    error: str


def odd_inputs(count: int, seed: int = 0) -> Iterator[str]:
    """So many inputs, the same for the same seed: of one alphabet, of several, and of phrases."""
    chance = random.Random(seed)
    for _ in range(count):
        if chance.random() < 0.4:
            parts = [chance.choice(_PIECES) for _ in range(chance.randint(1, 8))]
            for _ in range(chance.randint(0, 3)):
                mark = chance.choice(chance.choice(_ALPHABETS))
                parts.insert(chance.randint(0, len(parts)), mark)
            yield "".join(parts)
            continue
        chosen = chance.sample(_ALPHABETS, chance.choice((1, 1, 2, 3)))
        length = min(LONGEST_QUESTION, int(chance.expovariate(1 / 25)) + 1)
        yield "".join(chance.choice(chance.choice(chosen)) for _ in range(length))


def fuzz(assistant: DebateAssistant, count: int = 10_000, seed: int = 0) -> list[Uncaught]:
    """What escaped, of `count` inputs asked as questions and as many checked as statements."""
    ways: tuple[tuple[str, Callable[[str], object]], ...] = (
        ("question", lambda text: assistant.ask(checked_question(text)).to_json()),
        (
            "statement",
            lambda text: assistant.check(checked_question(text, "the statement")).to_json(),
        ),
    )
    found: list[Uncaught] = []
    for text in odd_inputs(count, seed):
        for kind, reply in ways:
            try:
                reply(text)
            except UserError:
                continue
            except Exception as error:  # that anything may come is what is being tested
                found.append(Uncaught(kind, text, f"{type(error).__name__}: {error}"))
    return found
