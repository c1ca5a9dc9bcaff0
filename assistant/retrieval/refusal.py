"""Refusing: what the question turns on stands in no essay, or is no matter of this debate."""

from __future__ import annotations

import numpy as np

from assistant.evidence import Evidence
from assistant.retrieval.foreign import foreign_matter
from assistant.retrieval.search import Search
from assistant.scoring import Scored
from assistant.understanding.asking import asking_sentence
from assistant.understanding.figures import gives_figure
from assistant.understanding.old_question import Question
from assistant.understanding.topic import named_topic
from assistant.words import stem

# A question is off topic where it sounds so, and the less plainly it does, the less may come near:
# its probability to be idle, the best cosine of any sentence, the best agreement of words.
OFF_TOPIC = ((0.4, 0.45, 1.0), (0.15, 0.33, 0.5), (0.02, 0.30, 0.4))
SILENCE = 0.20  # how much nearer others come to the matter than the voice that was asked
SILENCE_FEW = 0.50  # the same for a voice with a sentence or two
SAID_BY_OTHERS = 0.50  # cosine from which another's sentence speaks of a matter
NEARER = 0.10  # by which it must come nearer than the asked voice's own
UNHEARD_WORD = 0.50  # cosine of single words below which a matter is foreign to a voice
UNHEARD = 0.25  # and of the whole matter with any of its sentences
FOREIGN_WORD = 0.62  # cosine of single words below which a topic's head noun is nobody's word
FOREIGN_TOPIC = 0.50  # and of the topic with any sentence below which nobody speaks of it
_FEW = 3
NEAREST = 3  # sentences in which a figure that is asked for must stand
FIGURE = 0.38  # cosine below which a sentence with a figure is about another matter


def refuse(search: Search, scored: Scored | None) -> Evidence | None:
    """A refusal where one is due, else None; `scored` is None for the debate's own question."""
    question = search.question
    if question.injection:
        return Evidence(question, refusal="off_topic")
    if scored is None:
        return None
    describes = question.kind == "advice"
    if question.unknown and not question.describes:
        return Evidence(question, refusal="not_in_essays", missing=question.unknown)
    if not len(scored.rows):
        return Evidence(question, refusal="not_in_essays", missing=_matter(search))
    named = bool(question.voices or question.essays)
    if named and (unsaid := _things_unsaid(search, scored)):
        return Evidence(question, refusal="not_in_essays", missing=unsaid)
    if not (describes and question.describes) and _number_missing(search, scored):
        return Evidence(question, refusal="not_in_essays", missing=_matter(search))
    if named and question.words and question.kind in ("voice", "define", "example"):
        if _unheard_of(search, scored):
            return Evidence(question, refusal="not_in_essays", missing=_matter(search))
        if _silence(search, scored) > (SILENCE if len(scored.rows) > _FEW else SILENCE_FEW):
            return Evidence(question, refusal="not_in_essays", missing=_matter(search))
    if not named and not question.things:
        if _elsewhere(scored, question):
            return Evidence(question, refusal="off_topic")
        if not describes and (topic := _foreign_topic(search)):
            return Evidence(question, refusal="not_in_essays", missing=(topic,))
        if matter := foreign_matter(search, scored):
            return Evidence(question, refusal="not_in_essays", missing=(matter,))
    return None


def _foreign_topic(search: Search) -> str | None:
    """The topic that the question names outright, where no essay has it or comes near to it."""
    found, index = named_topic(search.question.text), search.atlas.index
    if found is None or stem(found[1]) in search.atlas.stem_number:
        return None
    topic, head = index.embedder.encode_query(found)
    word = float((np.asarray(index.vocabulary_vectors) @ head).max(initial=0.0))
    nearest = index.store.nearest("sentences", topic, 1)
    said = max((hit.similarity for hit in nearest), default=0.0)
    return found[0] if word < FOREIGN_WORD and said < FOREIGN_TOPIC else None


def _elsewhere(scored: Scored, question: Question) -> bool:
    """Whether it is no matter of this debate: it sounds idle, and the essays come no nearer.

    Who argues something is asked of the essays, however strange the matter; a question that
    names none ("What should we do next?") can only be asked of them.
    """
    if not question.left:
        return False
    nearest = float(scored.cosine.max(initial=0.0))
    words = float(scored.agreement.max(initial=0.0))
    tiers = OFF_TOPIC[:-1] if question.kind == "who_argues" else OFF_TOPIC
    return any(
        question.idle > idle and nearest < near and words < said for idle, near, said in tiers
    )


def _matter(search: Search) -> tuple[str, ...]:
    return (search.question.focus,) if search.question.focus else ()


def _unheard_of(search: Search, scored: Scored) -> bool:
    """Whether the matter is foreign to the voices asked about.

    None of its words comes near any of theirs, nor the whole of it to any of their sentences.
    """
    question, known = search.question, search.atlas.stem_number
    if question.previous or not 0 < len(scored.best_by_word) <= 2:
        return False
    if any(stem(word) in known for word in question.words):
        return False  # somebody's word: it may be theirs in other words
    own = np.asarray(search.atlas.index.sentence_vectors[scored.rows]) @ search.asked.focus
    return float(scored.best_by_word.max()) < UNHEARD_WORD and float(own.max()) < UNHEARD


def _things_unsaid(search: Search, scored: Scored) -> tuple[str, ...]:
    """Things that the question asks about and the voices asked never mention.

    What only its other sentences name ("I'm writing about X. How do they …?") sets a scene.
    """
    rows, text = set(scored.rows.tolist()), search.question.text
    scene = _named(search, text) - _named(search, asking_sentence(text))
    things = [thing for thing in search.question.things if thing not in scene]
    unsaid = tuple(t for t in things if not rows & set(search.atlas.mentions.get(t, ())))
    return unsaid if len(unsaid) == len(things) else ()


def _named(search: Search, text: str) -> set[str]:
    return {mention.name.key for mention in search.atlas.names.find(text)}


def _silence(search: Search, scored: Scored) -> float:
    """How plainly the matter is others'.

    Their sentences and passages come nearer to it than any of the voices asked about, and those
    do not come near at all.
    """
    atlas, index = search.atlas, search.atlas.index
    focus = search.asked.focus
    own = float((np.asarray(index.sentence_vectors[scored.rows]) @ focus).max())
    around = float((np.asarray(index.passage_vectors[atlas.passage_of[scored.rows]]) @ focus).max())
    best = max((hit.similarity for hit in index.store.nearest("sentences", focus, 3)), default=0.0)
    wide = max((hit.similarity for hit in index.store.nearest("passages", focus, 3)), default=0.0)
    words = float(scored.agreement.max(initial=0.0))
    value = (max(best, own) - own) + (max(wide, around) - around) - 0.5 * own - 0.3 * words
    said_by_others = best >= (SAID_BY_OTHERS if len(scored.rows) > _FEW else SAID_BY_OTHERS + 0.05)
    if said_by_others and best - own >= NEARER and _in_others_words(search, scored):
        return max(value, 1.0)
    return value


def _in_others_words(search: Search, scored: Scored) -> bool:
    """Whether the matter's words stand in others' sentences and in none of the voices'."""
    atlas = search.atlas
    own = frozenset().union(*(atlas.stems[row] for row in scored.rows.tolist()))
    stems = {stem(word) for word in search.question.words}
    return not stems & own and 2 * len(stems & set(atlas.stem_number)) >= len(stems)


def _number_missing(search: Search, scored: Scored) -> bool:
    """Whether a figure is asked for and none stands in the sentences that come nearest."""
    text = search.question.text
    if not search.question.wants_figure:
        return False
    nearest = np.argsort(-scored.score, kind="stable")[:NEAREST].tolist()
    about = [int(scored.rows[at]) for at in nearest if scored.cosine[at] >= FIGURE]
    return not any(gives_figure(text, search.atlas.index.rows[row].text) for row in about)
