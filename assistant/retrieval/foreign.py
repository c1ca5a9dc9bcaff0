"""A matter foreign to the essays: they have no word for it, and say nothing that comes near it.

Only where it is open whether they speak of it at all: "do they mention grants?", "what do they say
about refunds?". Who asks which of them says something knows that one does, and may well use words
that no essay has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from assistant import cues
from assistant.retrieval.search import Search
from assistant.scoring import Scored
from assistant.understanding.asking import asks_whether_said
from assistant.understanding.focus import is_scaffold
from assistant.understanding.intent import intent_model
from assistant.words import STOPWORDS, fold, stem, word_spans

# How near a word comes to what the essays say, in its context and by itself, both together, below
# which it is foreign to them; neither may come as near as `EITHER`.
BOTH, EITHER = 1.14, 0.64
_SHORTEST = 4  # letters of a word that names a matter

# "the author of the diary", "in one of the essays": it speaks of something that it has read.
_READ = re.compile(
    r"\b(?:the|that|this|one of (?:the|these|your)) (?:author|writer|speaker|essay|article|piece"
    r"|text|post)s?\b(?! (?:say|think|mention|suggest|recommend|advise|make|write)\b)",
    re.I,
)
# Words behind which a noun stands: what an essay speaks of is a thing, not how it is done.
_BEFORE_NOUN = frozenset(
    """
    a an the any some no my our your their his her its this that these those which each every
    about of on with for from into in at by without or and than via against like as per between
    mention mentions discuss discusses recommend recommends think thinks say says whether cover
    """.split()
)


def foreign_matter(search: Search, scored: Scored) -> str | None:
    """The word, or two words, of the question that are foreign; None where there are none.

    Also None where it presumes that the essays speak of its matter.
    """
    question = search.question
    if question.describes or question.previous or question.own_question:
        return None
    if question.kind != "topic" and not asks_whether_said(question.text):
        return None
    if _READ.search(question.text):
        return None
    strange = _strange_words(search)
    near = _nearness(search, scored, strange)
    far = [at for at, value in enumerate(near) if value < EITHER]
    if not far:
        return None
    alone = search.atlas.index.embedder.encode_query([fold(strange[at][0]) for at in far])
    known = (np.asarray(search.atlas.index.vocabulary_vectors) @ alone.T).max(axis=0).tolist()
    far = [at for at, k in zip(far, known, strict=True) if k < EITHER and near[at] + k < BOTH]
    if not far:
        return None
    first = last = far[0]
    if last + 1 < len(strange) and strange[last][2] + 1 == strange[last + 1][1]:
        last += 1
    elif first and strange[first - 1][2] + 1 == strange[first][1]:
        first -= 1
    return search.question.standalone[strange[first][1] : strange[last][2]]


def _strange_words(search: Search) -> list[tuple[str, int, int]]:
    """Words of the question's matter that no essay uses, and that people do not use of anything."""
    text, atlas = search.question.standalone, search.atlas
    mentions, common = atlas.names.find(text), intent_model().common
    return [
        (word, start, end)
        for word, start, end in _nouns(text)
        if len(word) >= _SHORTEST
        and not word.isdigit()
        and (folded := fold(word)) not in STOPWORDS
        and not is_scaffold(folded)
        and not cues.ASKS_DOWN.search(word)
        and not cues.ASKS_UP.search(word)
        and stem(folded) not in atlas.stem_number
        and stem(folded) not in common
        and not any(start < mention.end and end > mention.start for mention in mentions)
    ]


def _nouns(text: str) -> Iterator[tuple[str, int, int]]:
    """Words that stand where a noun stands, alone or the second of two: "a bank loan"."""
    before, stood = "", False
    for word, start, end in word_spans(text):
        opens = fold(before) in _BEFORE_NOUN
        if opens or stood:
            yield word, start, end
        before, stood = word, opens and fold(word) not in STOPWORDS


def _nearness(search: Search, scored: Scored, words: list[tuple[str, int, int]]) -> list[float]:
    """How near any token of the candidates comes to each word's tokens, on average; 1 unknown."""
    asked, tokens = search.asked, search.atlas.index.tokens
    if tokens is None or asked.tokens is None or not words:
        return [1.0] * len(words)
    best = tokens.best(scored.rows, asked.tokens)
    found = []
    for _, start, end in words:
        pieces = [at for at, (a, b) in enumerate(asked.token_offsets) if start <= a < b <= end]
        found.append(float(best[pieces].mean()) if pieces else 1.0)
    return found
