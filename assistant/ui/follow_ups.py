"""Questions that a click asks about an answer: challenge it, hear another essay, leave one out."""

from __future__ import annotations

from collections import Counter

from assistant.answer import Answer
from assistant.domain import Debate, Essay, Side
from assistant.ui.comparison import standing
from assistant.ui.pending import Pending


def challenge(answer: Answer, debate: Debate) -> Pending | None:
    """Ask what speaks against an answer, from the essays on the other sides alone.

    None where the answer rests on no side, or nobody holds another one.
    """
    side = prevailing_side(answer, debate)
    others = [other for other in debate.sides if other is not side]
    heard = {essay.slug for essay in debate.essays for o in others if essay.position == o.id}
    if side is None or not heard:
        return None
    question = "Who argues against that?"
    if answer.roll_call:
        named = next(o for o in others if any(e.position == o.id for e in debate.essays))
        question = f"What is the strongest case for {lower_first(named.label)}?"
    return Pending(
        question,
        without=tuple(essay.slug for essay in debate.essays if essay.slug not in heard),
        about=f"Challenge to: {answer.question}",
    )


def prevailing_side(answer: Answer, debate: Debate) -> Side | None:
    """The side that most of the roll call, or else of the cited essays, holds."""
    held = {essay.slug: essay.position for essay in debate.essays}
    positions = [entry.position for entry in answer.roll_call] or [
        held.get(slug) or "" for slug in dict.fromkeys(c.essay for c in answer.citations)
    ]
    counts = Counter(p for p in positions if p in {side.id for side in debate.sides})
    if not counts:
        return None
    most = max(counts.values())
    return next(side for side in debate.sides if counts[side.id] == most)


def ask_essay(answer: Answer, essay: Essay, debate: Debate) -> Pending:
    """Put the same matter to another essay."""
    who = essay.author or f"“{essay.title}”"
    return Pending(f"What would {who} say to that?", about=f"After: {answer.question}")


def other_essays(answer: Answer, debate: Debate) -> list[Essay]:
    """The essays that the answer does not cite; all of them where it cites every one."""
    cited = {citation.essay for citation in answer.citations}
    return [essay for essay in debate.essays if essay.slug not in cited] or list(debate.essays)


def leave_out(answer: Answer, slug: str, without: tuple[str, ...]) -> Pending:
    """The same question again without one more essay, to be compared with this answer."""
    return Pending(
        answer.question,
        without=tuple(dict.fromkeys([*without, slug])),
        compare=standing(answer.roll_call) or None,
    )


def lower_first(label: str) -> str:
    """A label inside a sentence."""
    return label[:1].lower() + label[1:]
