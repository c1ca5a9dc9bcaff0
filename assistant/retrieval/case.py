"""What comes nearest to the case that the asker tells of, in the question or of their business."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.evidence import Excerpt
from assistant.retrieval.ranking import ranked
from assistant.retrieval.search import Search
from assistant.scoring import Scored, candidates, encode, score
from assistant.understanding.focus import focus_words
from assistant.words import stem

NEAR = 0.33  # cosine of the case and a sentence, below which it says nothing of the case
REACHED = 0.35  # share of the case's own words that a sentence must come near to
MOST_EACH = 32
_LABEL = re.compile(r"(?:^|(?<=\. ))[^.:]{1,40}: ")  # of a form's field: "Who buys it: "


def told(search: Search) -> Scored | None:
    """The rows scored by the asker's own case; None where they tell of none.

    The words in which the debate's own question is asked are not the case's, nor are words that
    stand in every tenth sentence: all rows come near to them.
    """
    question, atlas = search.question, search.atlas
    text, words = "", []
    if question.describes:
        text, words = question.focus, [*question.left]
    if question.business:
        business = _LABEL.sub("", question.business)
        text = ". ".join(part for part in (text, business) if part)
        words += focus_words(business, [])
    sides = atlas.sides.every
    often = len(atlas.index.rows) / 10
    frequency = atlas.index.document_frequency
    stems = {word: stem(word) for word in words}
    words = [w for w, s in stems.items() if s not in sides and frequency.get(s, 0) <= often]
    if not words:
        return None
    asked, lexical = encode(atlas, text, text, words), " ".join(words)
    return score(atlas, asked, lexical, search.at_table(candidates(atlas, asked, lexical)))


def nearest_case(search: Search) -> Iterator[Excerpt]:
    """Sentences that speak to the case, conditions first; one of an essay."""
    scored = told(search)
    if scored is None:
        return
    at = {row: place for place, row in enumerate(scored.rows.tolist())}

    def bonus(row: int) -> float:
        condition = search.cue(row, "CONDITION")
        return 0.06 * condition + 0.04 * (condition and search.cue(row, "ASKS_READER"))

    heard: set[str] = set()
    for row, _ in ranked(scored, bonus):
        near, reached = float(scored.cosine[at[row]]), float(scored.agreement[at[row]])
        slug = search.atlas.index.rows[row].essay.slug
        if search.cue(row, "QUESTION") or near < NEAR or reached < REACHED:
            continue
        if slug not in heard:
            heard.add(slug)
            yield search.around(row, reason="case", most_words=MOST_EACH, similarity=round(near, 4))
