"""From the words of a question, and the ones before it, to a `Question` and its vectors."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.atlas import Atlas
from assistant.understanding import followups
from assistant.understanding.described import GENRES, named
from assistant.understanding.focus import focus_phrase, focus_words, situation
from assistant.understanding.follow import Answerer, follow
from assistant.understanding.kinds import read_cues
from assistant.understanding.reading import Understood, named_in, read_alone
from assistant.understanding.spelling import repair
from assistant.words import STOPWORDS, stem, word_spans

MEMORY = 3  # earlier questions that a follow-up may lean on


def understand(
    text: str,
    history: Sequence[str],
    atlas: Atlas,
    *,
    business: str = "",
    answered_by: Answerer = lambda _: (),
) -> Understood:
    """Read a question; where it leans on the one before, that one is read too."""
    text = _spelt(re.sub(r"\s+", " ", text).strip(), atlas)
    mentions = named(text, atlas)
    words = focus_words(text, mentions)
    if history and followups.leans_back(text, mentions, words):
        before = understand(history[-1], history[:-1][-MEMORY:], atlas, answered_by=answered_by)
        return follow(text, mentions, words, before, atlas, business, answered_by)
    lately = _lately(history, atlas)
    cues = read_cues(text)
    if cues.describes_business and not any(m.name.kind != "thing" for m in mentions):
        told = situation(text)
        if told != text:
            inside = atlas.names.find(told)
            return read_alone(
                text,
                mentions,
                focus_phrase(told, inside),
                focus_words(told, inside),
                atlas,
                business,
            )
    read = read_alone(text, mentions, focus_phrase(text, mentions), words, atlas, business)
    if lately and not (read.question.voices or read.question.essays):
        return Understood(replace(read.question, lately=lately), read.asked)
    return read


def _lately(history: Sequence[str], atlas: Atlas) -> tuple[str, ...]:
    """Whom the question before named."""
    if not history:
        return ()
    voices, essays, _ = named_in(atlas.names.find(history[-1]))
    return (*voices, *essays)


def _spelt(text: str, atlas: Atlas) -> str:
    """The question with its misspelt words put right; names are left to `Names`."""
    named = atlas.names.find(text)
    strange = [
        word
        for word, start, end in word_spans(text)
        if word == word.lower()
        and stem(word) not in atlas.stem_number
        and word not in STOPWORDS
        and not any(start < m.end and end > m.start for m in named)
    ]
    for wrong, right in repair(
        strange, [*atlas.index.vocabulary, *STOPWORDS, *GENRES], atlas.index.embedder.is_word
    ).items():
        text = re.sub(rf"\b{re.escape(wrong)}\b", right, text)
    return text
