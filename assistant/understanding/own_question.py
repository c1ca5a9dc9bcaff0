"""Whether a question is the debate's own, however it is worded."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from assistant.domain import Debate
from assistant.understanding.asking import asking_sentence, asks_judgement, divides, reports
from assistant.understanding.focus import focus_words
from assistant.understanding.old_sides import SideWords
from assistant.words import STOPWORDS, content_stems, fold, stem, word_spans

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from assistant.embedding import Embedder

# Asking for a choice, or for a judgement on one.
_CHOICE = re.compile(
    r"\b(should|shall|ought|smart\w*|sensible|better|best|wiser?|wise|wins?|winning|prefer\w*"
    r"|favou?r\w*|pick|choose"
    r"|choice|verdict|first|beats?|prioriti\w*|worth|good idea|bad idea|time to|am i right|agreed"
    r"|convinced|versus|vs|right way|right approach|right answer|more important|matters? more"
    r"|matters? most|trumps?|outranks?|overrated|settle|decide|go with|bet on|obsess\w*"
    r"|recommend\w*"
    r"|conclude\w*|conclusion|isn['’]?t it|settled|right\?|true\?|blessing|curse|advise|make sense"
    r"|keep|stop|start|switch|become|be)\b",
    re.I,
)
# Words that belong to asking for a choice rather than to any narrower matter.
_PLAIN = frozenset(
    stem(word)
    for word in """
    approach bad beat best better big business businesses call care choice choose client come
    company companies convinced decide end essential ever every everything favour favor firm first
    focus focused focusing follow founder go good growing grow idea important keep killer know last
    line long matter matters modern more most need new next noise obsess option organisation
    organization overrated path pick prefer prioritise prioritize priority really right run settle
    should side small smart startup start start-up stop strategy success successful sure term thing
    time today top truly trump verdict win wins winner wise wiser world worth wrong year years young
    agreed agree whats debate case split start true driven led lead centric oriented orientated
    minded obsessed obsession back backs backed fence lay sit sits
    """.split()
)
_NEAR_SIDE = 0.52  # cosine of single words: "client" and "customer"
_SAME_QUESTION = 0.60  # cosine of whole questions
_SAME_SUBJECT = 0.25
_CONTRAST = 0.08  # how differently the two halves of "A or B" lean
_CAMPS = 0.05  # the same of two camps, whose very form tells that they differ


@dataclass(frozen=True, slots=True)
class SideVectors:
    """The debate's own question and its sides as vectors, encoded once per opened index."""

    question: NDArray[np.float32]
    sides: NDArray[np.float32]  # [s, d] label and statement together
    words: NDArray[np.float32]  # [w, d] the sides' own words, singly
    word_sides: tuple[str, ...]  # whose word each of them is
    asked: frozenset[str]  # the content stems of the debate's own question
    spoken: frozenset[str]  # and with those of the sides' labels and statements


def encode_sides(debate: Debate, words: SideWords, embedder: Embedder) -> SideVectors:
    """One pass over the model."""
    own = [(word, side) for side, stems in words.own.items() for word in _written(debate, stems)]
    texts = [debate.question, *(f"{side.label}. {side.statement}" for side in debate.sides)]
    vectors = embedder.encode_query([*texts, *(word for word, _ in own)])
    count = len(debate.sides)
    asked = frozenset(content_stems(debate.question))
    told = " ".join(f"{side.label} {side.statement}" for side in debate.sides)
    return SideVectors(
        vectors[0],
        vectors[1 : 1 + count],
        vectors[1 + count :],
        tuple(side for _, side in own),
        asked,
        asked | frozenset(content_stems(told)),
    )


def _written(debate: Debate, stems: frozenset[str]) -> list[str]:
    """The sides' own words as their labels and statements write them."""
    text = " ".join(f"{side.label} {side.id} {side.statement}" for side in debate.sides)
    return sorted({fold(w) for w, _, _ in word_spans(text) if stem(fold(w)) in stems})


def sides_meant(
    words: tuple[str, ...], vectors: NDArray[np.float32], sides: SideVectors
) -> dict[str, str]:
    """The question's words that name a side, or come as near to its words as a synonym does."""
    if not words or not len(sides.words):
        return {}
    near = vectors @ sides.words.T
    meant = {}
    for at, word in enumerate(words):
        best = int(near[at].argmax())
        if near[at, best] >= _NEAR_SIDE:
            meant[word] = sides.word_sides[best]
    return meant


def residue(words: tuple[str, ...], meant: dict[str, str], sides: SideVectors) -> list[str]:
    """Words of a narrower matter: neither a side's, nor the debate's own, nor of choosing."""
    return [
        word
        for word in words
        if word not in meant
        and len(word) > 1
        and stem(word) not in sides.spoken
        and stem(word) not in _PLAIN
        and word not in STOPWORDS
    ]


def nearness(text: str, sides: SideVectors) -> tuple[float, float]:
    """How far a text speaks of what the debate's own question speaks of.

    How many of its words are neither the debate's nor of choosing, and which share (0 to 1) of
    the words of the debate's question it repeats.
    """
    stems = content_stems(text)
    strange = [word for word in stems if word not in sides.spoken and word not in _PLAIN]
    return len(strange), len(sides.asked.intersection(stems)) / max(1, len(sides.asked))


def disputes(text: str, pair: NDArray[np.float32], sides: SideVectors) -> bool:
    """Whether two camps that a text tells of dispute the debate's own question.

    They stand on its different sides, or the text wants no more than to hear who is right.
    """
    asks_no_more = not focus_words(asking_sentence(text), [])
    return asks_judgement(text) or asks_no_more or offers_sides(pair, sides, _CAMPS)


def contrast(pair: NDArray[np.float32], sides: SideVectors) -> float:
    """How differently two alternatives lean to the two sides; 0 where there are not two."""
    if len(sides.sides) != 2:
        return 0.0
    leaning = pair @ sides.sides.T
    return float(abs((leaning[0, 0] - leaning[0, 1]) - (leaning[1, 0] - leaning[1, 1])))


def offers_sides(
    pair: NDArray[np.float32] | None, sides: SideVectors, least: float = _CONTRAST
) -> bool:
    """Whether the two alternatives of a question, where it has them, are the debate's own."""
    return pair is not None and contrast(pair, sides) >= least


def is_own_question(
    question: str,
    whole: NDArray[np.float32],
    left: list[str],
    meant: dict[str, str],
    pair: NDArray[np.float32] | None,
    sides: SideVectors,
) -> bool:
    """Whether the question asks for the debate's verdict rather than about a narrower matter.

    `left` is the residue, `pair` the vectors of its two alternatives where it has them.
    """
    same = float(whole @ sides.question)
    subject = max(same, float((sides.sides @ whole).max()))
    if same >= _SAME_QUESTION and len(left) <= 1:
        return True
    if reports(question):
        return False
    if divides(question) and (len(left) <= 3 or subject >= _SAME_SUBJECT):
        return True
    if len(set(meant.values())) >= 2 and len(left) <= 2:
        return True
    if offers_sides(pair, sides) and len(left) <= 3:
        return True
    if pair is not None and meant and _CHOICE.search(question) and len(left) <= 4:
        return True
    return bool(_CHOICE.search(question)) and subject >= _SAME_SUBJECT and len(left) <= 4
