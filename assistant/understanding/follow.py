"""Reading a follow-up: what it leaves out is put back from the question before it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.atlas import Atlas
from assistant.domain import CONDITIONAL, Side
from assistant.evidence import Excerpt
from assistant.understanding import followups
from assistant.understanding.focus import focus_phrase
from assistant.understanding.kinds import Kind
from assistant.understanding.mention import Mention
from assistant.understanding.old_question import Question
from assistant.understanding.reading import Understood, named_in, read_alone
from assistant.words import content_stems
from assistant.words import words as words_of

PLAINLY = 0.05  # cosine by which a question must come nearer to one side than to the other
Answerer = Callable[[Understood], tuple[Excerpt, ...]]  # what answers a question


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
            answered=(
                _side_heard(answered_by(before)) or _side_near(before, atlas)
                if followups.names_other_side(text)
                else None
            ),
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
                speakers = [excerpt.voice.name for excerpt in answered_by(before)[:1]]
                voices = tuple(speaker for speaker in speakers if speaker)
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


def _side_heard(found: Sequence[Excerpt]) -> str | None:
    """The side of most of the essays that answered; the first one's where two did alike."""
    positions = Counter(essay.position for essay in {e.essay.slug: e.essay for e in found}.values())
    taken = [(count, side) for side, count in positions.items() if side not in (None, CONDITIONAL)]
    ranking = sorted(taken, reverse=True)
    if not ranking or (len(ranking) > 1 and ranking[0][0] == ranking[1][0]):
        return next((e.essay.position for e in found if e.essay.position != CONDITIONAL), None)
    return ranking[0][1]


def _side_near(before: Understood, atlas: Atlas) -> str | None:
    """The side whose statement a question comes plainly nearest to."""
    near = (atlas.side_vectors.sides @ before.asked.whole).tolist()
    ranking = sorted(zip(near, atlas.debate.sides, strict=True), key=lambda pair: -pair[0])
    plainly = len(ranking) > 1 and ranking[0][0] - ranking[1][0] >= PLAINLY
    return ranking[0][1].id if plainly else None


def _other_side(then: Question, atlas: Atlas) -> Side | None:
    """The side that a question did not name, where it named one of two."""
    sides = atlas.debate.sides
    said = set(content_stems(then.focus or then.standalone))
    named = [side for side, own in atlas.sides.own.items() if own & said] or [*then.sides]
    if len(sides) != 2 or len(named) != 1:
        return None
    return next(side for side in sides if side.id != named[0])


def _turned(then: Question, other: Side, atlas: Atlas) -> str:
    """The earlier question's matter with the side's words exchanged for the other side's."""
    own = [o for side, o in atlas.sides.own.items() if side != other.id]
    matter = then.focus or then.standalone
    kept = [word for word in matter.split() if not set(content_stems(word)) & own[0]]
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
