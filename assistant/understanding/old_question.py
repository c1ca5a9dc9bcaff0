"""A question as understood: the object that retrieval and the writers work from."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.understanding.kinds import Kind


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, of whom, about what.

    `voices` and `essays` restrict where the answer may come from; `things` are people and
    companies that the essays mention; `unknown` are names that they do not.
    """

    text: str
    standalone: str
    kind: Kind
    focus: str  # the phrase it turns on; "" where nothing is left but names
    words: tuple[str, ...] = ()  # the focus's words that carry matter, folded
    voices: tuple[str, ...] = ()
    essays: tuple[str, ...] = ()
    things: tuple[str, ...] = ()
    about: tuple[str, ...] = ()  # voices, or an essay's slug, that it is about, not put to
    unknown: tuple[str, ...] = ()
    sides: tuple[str, ...] = ()  # the sides that it names, in order
    left: tuple[str, ...] = ()  # words of a narrower matter than the debate's own
    own_question: bool = False  # asks for the debate's verdict, whatever its kind
    own_words: bool = False  # wants what the author says, not whom the author quotes
    answered: str | None = None  # the side that answered the question before, where that counts
    opposing: bool = False  # a follow-up that asks who contradicts
    business: str = ""
    describes: bool = False  # tells of a business of the asker's own
    injection: bool = False
    idle: float = 0.0  # probability that it is nothing that one asks of a debate
    wants_figure: bool = False
    lately: tuple[str, ...] = ()  # voices of the question before, where this one names nobody
    previous: Question | None = None  # the one before, where this one leaned on it
