"""Reading a follow-up: what it leaves out is put back from the question before it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.atlas import Atlas
from assistant.domain import Side
from assistant.understanding import followups
from assistant.understanding.focus import focus_phrase
from assistant.understanding.kinds import Kind
from assistant.understanding.mention import Mention
from assistant.understanding.question import Question
from assistant.understanding.reading import Understood, named_in, read_alone
from assistant.words import fold, stem
from assistant.words import words as words_of

Answerer = Callable[[Understood], str | None]  # whose words answer a question that names nobody


def follow(
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
    voices, essays, things = named_in(mentions)
    focus = focus_phrase(text, mentions)
    kind: Kind = "topic"
    other = _other_side(then, atlas)
    if other and followups.turns_side(text) and (then.voices or then.essays):
        turned = _turned(then, other, atlas)
        base = replace(
            then, text=text, standalone=turned, focus=turned, left=(), sides=(), previous=then
        )
        return read_alone(turned, [], turned, words_of(turned), atlas, business, base)
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
        return read_alone(
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
            person = followups.asks_person(text) or followups.asks_host(text)
            if not (voices or essays) and person:
                speaker = answered_by(before)
                voices = (speaker,) if speaker else ()
            if followups.asks_host(text) and len(voices) == 1:
                quoted = voices[0]
                voices, essays = _hosts(quoted, atlas) or (voices, essays)
                if followups.asks_reaction(text) and quoted not in voices:
                    voices, kind = (*voices, quoted), "agree"
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
    return read_alone(text, mentions, focus, words, atlas, business, base)


def _hosts(voice: str, atlas: Atlas) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """Authors, and unsigned essays, that quote a voice; None where nobody does."""
    rows = [atlas.index.rows[row] for row in atlas.rows_of_voice(voice)]
    essays = {row.essay.slug: row.essay for row in rows if row.sentence.voice.role == "quoted"}
    authors = tuple(dict.fromkeys(e.author for e in essays.values() if e.author))
    unsigned = tuple(slug for slug, essay in essays.items() if not essay.author)
    return (authors, unsigned) if essays else None


def _other_side(then: Question, atlas: Atlas) -> Side | None:
    """The side that a question did not name, where it named one of two."""
    sides = atlas.debate.sides
    if len(sides) != 2 or len(then.sides) != 1:
        return None
    return next(side for side in sides if side.id != then.sides[0])


def _turned(then: Question, other: Side, atlas: Atlas) -> str:
    """The earlier question's matter with the side's words exchanged for the other side's."""
    own = atlas.sides.own[then.sides[0]]
    matter = then.focus or then.standalone
    kept = [word for word in matter.split() if stem(fold(word.strip(".,;:?!"))) not in own]
    return f"{' '.join(kept)} {other.label.lower()}"


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
