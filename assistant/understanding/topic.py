"""The matter that a question names outright: "say about X", "which of them mentions X"."""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import pairwise

from assistant.understanding.names import Names
from assistant.words import STOPWORDS, fold, word_spans, words

_ASKED_OF = re.compile(
    r"\b(?:(?:say|says|said|think|thinks|thought|write|writes|wrote|talks?|speaks?|advises?|argues?"
    r"|opinions?|views?|takes?|comments?|position|stance|anything|something|feel)"
    r"(?: anything| something| much)? (?:about|on|regarding|concerning)"
    r"|make of|brings? up|mentions?|mentioned|discuss(?:es|ed)?|recommends?|addresses)"
    r" +(?!(?:what|how|why|whether|if|when|where|who|that)\b)(?P<topic>[^?.,;:!]+)",
    re.I,
)
_LEAD = re.compile(r"^(?:(?:the|a|an|any|using|having|doing|raising|moving to|going for) +)+", re.I)
_TAIL = re.compile(r" +(?:in|as|for|at|when|if|after|before|among|that|which|who)\b.*$", re.I)
_HEAD = re.compile(r" +(?:with|to|and|by|from|than|of|on)\b.*$", re.I)


def named_topic(text: str) -> tuple[str, str] | None:
    """The topic as the question words it, and its head noun, folded; None where it names none."""
    match = _ASKED_OF.search(text)
    if match is None:
        return None
    topic = _TAIL.sub("", _LEAD.sub("", match["topic"].strip()))
    head = [fold(word) for word, _, _ in word_spans(_HEAD.sub("", topic))]
    return (topic, head[-1]) if head and head[-1] not in STOPWORDS else None


def has_phrase_of(text: str, left: Collection[str], meant: Collection[str], names: Names) -> bool:
    """Whether a text names its matter in two words as the essays do: "customer research".

    One of the two is a word of a side (`meant`), the other a word of a matter of its own (`left`).
    """
    return any(
        ((one in left and two in meant) or (one in meant and two in left))
        and names.has_phrase(f"{one} {two}")
        for one, two in pairwise(words(text))
    )
