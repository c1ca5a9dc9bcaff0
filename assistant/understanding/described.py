"""Essays that a question describes instead of naming them: "the article on e-commerce"."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from assistant.domain import Essay
from assistant.understanding.focus import is_scaffold
from assistant.understanding.mention import Mention, Name
from assistant.words import STOPWORDS, fold, stem, word_spans

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from assistant.atlas import Atlas

_DESCRIBED = re.compile(
    r"\b(?:the|that)(?: [\w-]+){0,3}? (?:article|piece|essay|text|entry|post|author|writer|paper)"
    r" (?:on|about|that|who|whose|which|with|where|of|setting|comparing|contrasting|against"
    r"|dealing with|arguing|for|from|behind)\s+(?P<what>[^?.;:]+)",
    re.I,
)
# "the Samsung essay": by a thing that it speaks of.
_CALLED = re.compile(
    r"\bthe (?P<what>[A-Z][\w-]+(?: [A-Z][\w-]+)?) (?:article|piece|essay|text|entry|post)\b"
)
# "the essay with no author", "the piece that nobody signed".
_UNSIGNED = re.compile(
    r"\b(?:the|that|any) (?:[\w-]+ )?(?:(?:unsigned|anonymous|nameless|unattributed) "
    r"(?:[\w-]+ ){0,2}?(?:article|piece|essay|text|entry|post|paper|author|writer|one|contribution)"
    r"|(?:article|piece|essay|text|entry|post|paper|one) (?:(?:that|which) )?"
    r"(?:(?:without (?:an? |any )?|(?:with|has|have|bears?|names?|carries) no )"
    r"(?:author|byline|by-line|name|signature)"
    r"|(?:nobody|no one|no-one) (?:has )?(?:signed|owns? up to|put their name)))\b",
    re.I,
)
# "this memo", "the leaflet": a kind of text, by which an essay goes that says so of itself.
GENRES = frozenset(
    """
    chapter column diary dictionary editorial faq flyer glossary guide handbook interview leaflet
    letter lexicon manual memo memoir newsletter notes pamphlet primer reply report sermon speech
    """.split()
)
_ITSELF = re.compile(r"\b[Tt]h(?:is|e present) (?:\w+ )?(\w+)\b")
_POINTING = frozenset("the this that your".split())  # before a genre
_ALIKE = 0.45  # cosine of two words below which they have nothing in common
_LEAD = 1.15  # by how much the best essay's share must outweigh the next one's


def named(text: str, atlas: Atlas) -> list[Mention]:
    """Whom and what the text names; or the essay that it describes, where it names none."""
    mentions = atlas.names.find(text)
    if any(mention.name.kind == "essay" for mention in mentions):
        return mentions
    told = essays_by_genre(text, atlas) or unsigned_essays(text, atlas)
    told = told or [essay for essay in [described_essay(text, atlas)] if essay]
    apart = [m for m in mentions if all(m.end <= e.start or m.start >= e.end for e in told)]
    return sorted([*apart, *told], key=lambda mention: mention.start)


def described_essay(text: str, atlas: Atlas) -> Mention | None:
    """The one essay that fits the description best; None without one, or where two fit alike."""
    found = _DESCRIBED.search(text) or _CALLED.search(text)
    if found is None or len(atlas.debate.essays) < 2:
        return None
    words = [fold(word) for word, _, _ in word_spans(found["what"])]
    wanted = list(dict.fromkeys(w for w in words if w not in STOPWORDS and not is_scaffold(w)))
    if not wanted:
        return None
    shares = _shares(wanted, atlas)
    order = np.argsort(-shares, kind="stable")
    if shares[order[0]] <= 0 or shares[order[0]] < _LEAD * shares[order[1]]:
        return None
    slug = atlas.debate.essays[int(order[0])].slug
    return Mention(Name("essay", slug), found.start(), found.end())


def unsigned_essays(text: str, atlas: Atlas) -> list[Mention]:
    """The essays without an author, where the text speaks of one that bears no name."""
    found = _UNSIGNED.search(text)
    if found is None:
        return []
    slugs = [essay.slug for essay in atlas.debate.essays if not essay.author]
    return [Mention(Name("essay", slug), found.start(), found.end()) for slug in slugs]


def essays_by_genre(text: str, atlas: Atlas) -> list[Mention]:
    """The essays that alone are the memo, the letter, the handbook that the text speaks of."""
    found = []
    for (before, _, _), (word, start, end) in pairwise(word_spans(text)):
        slugs = atlas.genres.get(fold(word).removesuffix("'s"), ())
        if len(slugs) == 1 and fold(before) in _POINTING:
            found.append(Mention(Name("essay", slugs[0]), start, end))
    return found


def genres(essay: Essay) -> frozenset[str]:
    """The kinds of text that an essay calls itself: in its title, beside it, or where it opens."""
    opening = essay.text[: essay.sentences[min(3, len(essay.sentences) - 1)].end]
    itself = [match[1] for match in _ITSELF.finditer(opening)]
    words = word_spans(" ".join([essay.title, essay.slug, essay.publisher or "", *itself]))
    return frozenset(fold(word) for word, _, _ in words) & GENRES


def _shares(wanted: list[str], atlas: Atlas) -> NDArray[np.float64]:
    """[essays] how much of the description each essay's words cover; common words count less."""
    index = atlas.index
    near = index.embedder.encode_query(wanted) @ np.asarray(index.vocabulary_vectors).T
    for at, word in enumerate(wanted):
        number = atlas.stem_number.get(stem(word))
        if number is not None:
            near[at, number] = 1.0
    covered = np.zeros((len(atlas.debate.essays), len(wanted)))
    for place, essay in enumerate(atlas.debate.essays):
        rows = atlas.rows_of_essay(essay.slug)
        stems = frozenset().union(*(atlas.stems[row] for row in rows))
        numbers = [atlas.stem_number[s] for s in stems if s in atlas.stem_number]
        share = near[:, numbers].max(axis=1, initial=0.0)
        often = np.array([sum(stem(w) in atlas.stems[row] for row in rows) for w in wanted])
        covered[place] = np.clip(share - _ALIKE, 0, None) * (1 + np.log1p(often))
    # What all essays speak of tells nothing, what one of them does tells most.
    telling = 1 - covered.min(axis=0) / np.maximum(covered.max(axis=0), 1e-6)
    speaking = (covered >= 0.5 * covered.max(axis=0)).sum(axis=0)
    return np.asarray((covered * telling / speaking).sum(axis=1), dtype=np.float64)
