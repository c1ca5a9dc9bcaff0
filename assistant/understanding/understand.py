"""From the words of a question, and the ones before it, to a `Question` and its vectors."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant.atlas import Atlas
from assistant.scoring import Asked, encode
from assistant.understanding import followups
from assistant.understanding.disguise import is_errand, is_order
from assistant.understanding.figures import asks_figure
from assistant.understanding.focus import focus_phrase, focus_words, situation
from assistant.understanding.kinds import Cues, Kind, asks_who, decide_kind, read_cues
from assistant.understanding.names import Mention
from assistant.understanding.own_question import (
    divides,
    halves,
    is_own_question,
    residue,
    sides_meant,
)
from assistant.understanding.question import Question
from assistant.understanding.spelling import repair
from assistant.understanding.unknown import unknown_names, unknown_terms
from assistant.words import STOPWORDS, stem, word_spans

MEMORY = 3  # earlier questions that a follow-up may lean on


@dataclass(frozen=True, slots=True)
class Understood:
    """A question with the vectors that retrieval scores by."""

    question: Question
    asked: Asked


_OWN_WORDS = re.compile(
    r"\b(?:own (?:words?|views?|opinions?|comments?|thoughts?|position|voice)|(?:him|her)self"
    r"|personally|in person"
    r"|quot\w+ (?:part|passage)s? aside|apart from the quot\w+|besides quoting|own contribution)\b",
    re.I,
)
Answerer = Callable[["Understood"], str | None]  # whose words answer a question that names nobody


def understand(
    text: str,
    history: Sequence[str],
    atlas: Atlas,
    *,
    business: str = "",
    answered_by: Answerer = lambda _: None,
) -> Understood:
    """Read a question; where it leans on the one before, that one is read too."""
    text = _spelt(re.sub(r"\s+", " ", text).strip(), atlas)
    mentions = atlas.names.find(text)
    words = focus_words(text, mentions)
    if history and followups.leans_back(text, mentions, words):
        before = understand(history[-1], history[:-1][-MEMORY:], atlas, answered_by=answered_by)
        return _follow(text, mentions, words, before, atlas, business, answered_by)
    lately = _lately(history, atlas)
    cues = read_cues(text)
    if cues.describes_business and not any(m.name.kind != "thing" for m in mentions):
        told = situation(text)
        if told != text:
            inside = atlas.names.find(told)
            return _read(
                text,
                mentions,
                focus_phrase(told, inside),
                focus_words(told, inside),
                atlas,
                business,
            )
    read = _read(text, mentions, focus_phrase(text, mentions), words, atlas, business)
    if lately and not (read.question.voices or read.question.essays):
        return Understood(replace(read.question, lately=lately), read.asked)
    return read


def _lately(history: Sequence[str], atlas: Atlas) -> tuple[str, ...]:
    """Whom the question before named."""
    if not history:
        return ()
    voices, essays, _ = _named(atlas.names.find(history[-1]))
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
        strange, atlas.index.vocabulary, atlas.index.embedder.is_word
    ).items():
        text = re.sub(rf"\b{re.escape(wrong)}\b", right, text)
    return text


def _read(
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
    whole = base.standalone if base else text
    extra = [part for part in pair or () if part]
    asked = encode(atlas, whole, focus, [*words], extra=extra)
    sides = atlas.side_vectors
    meant = sides_meant(asked.words, asked.word_vectors, sides)
    left = residue(asked.words, meant, atlas.debate)
    named = _named(mentions) if base is None else (base.voices, base.essays, base.things)
    unknown = unknown_names(text, mentions, atlas.names)
    unknown = unknown or unknown_terms(
        text, mentions, words, atlas.names, atlas.index.embedder.is_word
    )
    own = (
        not any(named)
        and not unknown
        and not asks_figure(text)
        and is_own_question(
            text, asked.whole, left, meant, asked.extra if len(extra) == 2 else None, sides
        )
    )
    about: tuple[str, ...] = ()
    if base is None and len(named[0]) == 1 and not named[1] and asks_who(text):
        about, named = named[0], ((), (), named[2])
    kind = (
        _kind(text, cues, named, own, left, words, meant)
        if base is None or base.kind == "topic"
        else base.kind
    )
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
        business=business,
        own_words=bool(_OWN_WORDS.search(text)),
        describes=cues.describes_business,
        injection=is_order(text) or is_errand(text),
        previous=base.previous if base else None,
    )
    return Understood(question, asked)


def _named(
    mentions: list[Mention],
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    keys: dict[str, dict[str, None]] = {"voice": {}, "essay": {}, "thing": {}}
    for mention in mentions:
        keys[mention.name.kind][mention.name.key] = None
    return tuple(keys["voice"]), tuple(keys["essay"]), tuple(keys["thing"])


def _kind(
    text: str,
    cues: Cues,
    named: tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]],
    own: bool,
    left: Sequence[str],
    words: Sequence[str],
    meant: dict[str, str],
) -> Kind:
    voices, essays, things = named
    asks_narrowly = cues.kinds & {"define", "who_argues", "agree", "summary", "example"}
    if own and divides(text):
        return "verdict"
    if own and not asks_narrowly and not (cues.describes_business and len(left) >= 3):
        return "verdict"
    kind = decide_kind(
        cues,
        voices=len(voices),
        essays=len(essays),
        things=len(things),
        topic=bool(words),
        both_sides=len(set(meant.values())) > 1,
    )
    if own and kind in ("summary", "compare", "topic", "who_argues") and len(left) <= 1:
        return "verdict" if kind != "who_argues" or len(set(meant.values())) > 1 else kind
    return kind


def _follow(
    text: str,
    mentions: list[Mention],
    words: list[str],
    before: Understood,
    atlas: Atlas,
    business: str,
    answered_by: Answerer,
) -> Understood:
    """A follow-up, with what it leaves out put back."""
    then = before.question
    voices, essays, things = _named(mentions)
    focus = focus_phrase(text, mentions)
    kind: Kind = "topic"
    if followups.wants_other_side(text) and not (voices or essays):
        base = replace(
            then,
            text=text,
            standalone=f"{text.rstrip('?! ')}: {then.standalone}",
            kind="who_argues",
            voices=(),
            essays=(),
            opposing=True,
            previous=then,
        )
        return _read(
            text, mentions, then.focus or then.standalone, then.words, atlas, business, base
        )
    if followups.only_swaps(text, mentions):
        kind = then.kind
        if voices or essays:
            things = things or then.things
            kind = "voice" if kind in ("who_argues", "topic", "example") else kind
            focus, words = then.focus, list(then.words)
            if kind == "verdict":
                kind = "voice"
        else:
            voices, essays = then.voices, then.essays
            focus = " ".join((*things,))
            words = [*words]
    else:
        if not (voices or essays):
            voices, essays = then.voices, then.essays
            if not (voices or essays) and followups.asks_person(text):
                speaker = answered_by(before)
                voices = (speaker,) if speaker else ()
        if not words:
            focus, words, things = then.focus, list(then.words), things or then.things
        elif not re.match(r"^\W*(?:and |but )?(?:what|how) about\b", text, re.I) and _refers(text):
            focus = f"{focus} {then.focus}".strip()
            words = [*words, *then.words]
            things = things or then.things
    standalone = _standalone(text, voices, essays, focus, atlas)
    base = Question(
        text, standalone, kind, focus, voices=voices, essays=essays, things=things, previous=then
    )
    return _read(text, mentions, focus, words, atlas, business, base)


def _refers(text: str) -> bool:
    return bool(
        re.search(
            r"\b(it|its|that|this|those|these|they|them|their|such|one|ones|so|there)\b", text, re.I
        )
    )


def _standalone(
    text: str, voices: Sequence[str], essays: Sequence[str], focus: str, atlas: Atlas
) -> str:
    """The follow-up in words that need no earlier question."""
    if len(voices) == 1 and followups.asks_person(text):
        return followups.put_name(text, voices[0])
    who = [*voices, *(atlas.debate.essay(slug).title for slug in essays)]
    about = ", ".join(part for part in (focus, *who) if part and part.lower() not in text.lower())
    return f"{text.rstrip('?!. ')} ({about})?" if about else text
