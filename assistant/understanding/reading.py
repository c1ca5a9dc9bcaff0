"""Reading a question that stands by itself: names, sides, kind, and the vectors to score by."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.atlas import Atlas
from assistant.scoring import Asked, encode
from assistant.understanding.alternatives import camps, halves
from assistant.understanding.asking import asks_judgement, divides
from assistant.understanding.deciding import HINTED, SURE, Told, decide
from assistant.understanding.disguise import is_errand, is_order
from assistant.understanding.figures import asks_figure
from assistant.understanding.intent import Seen, masked
from assistant.understanding.kinds import Kind, is_about, read_cues
from assistant.understanding.mention import Mention
from assistant.understanding.old_question import Question
from assistant.understanding.old_sides import whole_words
from assistant.understanding.own_question import (
    disputes,
    is_own_question,
    offers_sides,
    residue,
    sides_meant,
)
from assistant.understanding.topic import has_phrase_of
from assistant.understanding.unknown import unknown_names, unknown_terms
from assistant.words import words as words_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_OWN_WORDS = re.compile(
    r"\b(?:own (?:words?|views?|opinions?|comments?|thoughts?|position|voice)|(?:him|her)self"
    r"|personally|in person"
    r"|quot\w+ (?:part|passage)s? aside|apart from the quot\w+|besides quoting|own contribution)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Understood:
    """A question with the vectors that retrieval scores by."""

    question: Question
    asked: Asked


def read_alone(
    text: str,
    mentions: list[Mention],
    focus: str,
    words: Sequence[str],
    atlas: Atlas,
    business: str,
    base: Question | None = None,
) -> Understood:
    """A question that stands by itself, or has been made to by `base`, which wins where set."""
    cues = read_cues(text)
    pair = halves(text)
    apart = None if pair else camps(text, judged=asks_judgement(text))
    whole = base.standalone if base else text
    extra = [*pair] if pair and all(pair) else [*(apart or ())]
    asked = encode(atlas, whole, focus, [*words], extra=[*extra, masked(whole, mentions)])
    both = asked.extra[:2] if extra and not apart else None
    intent = _intent(whole, mentions, asked, both, atlas)
    sides = atlas.side_vectors
    meant = sides_meant(asked.words, asked.word_vectors, sides)
    standing = set(words_of(whole_words(text)))
    meant = {word: side for word, side in meant.items() if word in standing}
    left = residue(asked.words, meant, sides)
    named = named_in(mentions) if base is None else (base.voices, base.essays, base.things)
    unknown = unknown_names(text, mentions, atlas.names)
    unknown = unknown or unknown_terms(
        text, mentions, words, atlas.names, atlas.index.embedder.is_word
    )
    own = (
        not any(named)
        and not unknown
        and not asks_figure(text)
        and is_own_question(text, asked.whole, left, meant, both, sides)
    )
    about: tuple[str, ...] = ()
    if base is None and len(named[0]) + len(named[1]) == 1 and is_about(text, mentions):
        about, named = (*named[0], *named[1]), ((), (), named[2])
    choice = offers_sides(both, sides)
    disputed = bool(apart) and disputes(text, asked.extra[:2], sides)
    kind: Kind = (
        decide(
            Told(
                text,
                cues,
                named,
                own,
                left,
                words,
                intent,
                bool(unknown),
                choice,
                disputed,
                phrased=has_phrase_of(text, left, meant, atlas.names),
                nearness=float(asked.whole @ sides.question),
            )
        )
        if base is None or base.kind == "topic"
        else base.kind
    )
    before = base.previous if base else None
    if kind == "verdict" and before and before.kind != "verdict" and not (choice or divides(text)):
        kind = "topic"  # "what should they contain?" leans on a narrower matter
    if about and kind in ("agree", "topic"):
        kind = "who_argues"  # who agrees with somebody, not whether all do
    question = Question(
        text=base.text if base else text,
        standalone=whole,
        kind=kind,
        focus=focus,
        words=asked.words,
        voices=named[0],
        essays=named[1],
        things=named[2],
        about=about,
        unknown=unknown,
        sides=tuple(dict.fromkeys(meant.values())),
        left=tuple(left),
        own_question=own,
        opposing=base.opposing if base else False,
        answered=base.answered if base else None,
        business=business,
        own_words=bool(_OWN_WORDS.search(text)),
        describes=cues.describes_business,
        injection=_commands(text, intent),
        idle=0.0 if base or any(named) else intent["off_topic"],
        wants_figure=intent["figures"] > (HINTED if asks_figure(text) else SURE),
        previous=base.previous if base else None,
    )
    return Understood(question, asked)


def _commands(text: str, intent: Mapping[str, float]) -> bool:
    """Whether it tells the assistant what to do rather than asking about the essays."""
    worded = is_order(text) or is_errand(text)
    return intent["order"] > SURE or (worded and intent["order"] + intent["off_topic"] > HINTED)


def _intent(
    whole: str,
    mentions: list[Mention],
    asked: Asked,
    pair: NDArray[np.float32] | None,
    atlas: Atlas,
) -> Mapping[str, float]:
    """The probability of each kind; vectors serve twice where the model is the same."""
    if not atlas.intents.shared:
        return atlas.intents.read(whole, mentions)
    return atlas.intents.read_seen(Seen(whole, mentions, asked.whole, asked.extra[-1], pair))


def named_in(
    mentions: list[Mention],
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """The voices, the essays and the things that are mentioned, in the order of naming."""
    keys: dict[str, dict[str, None]] = {"voice": {}, "essay": {}, "thing": {}}
    for mention in mentions:
        keys[mention.name.kind][mention.name.key] = None
    return tuple(keys["voice"]), tuple(keys["essay"]), tuple(keys["thing"])
