"""A question as understood: the only thing that later stages may look at."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Intent = Literal[
    "verdict",  # the debate's own question
    "case",  # one side's strongest case, for it or against it
    "who_argues",
    "camp",  # who stands with a side, or against it
    "voice",  # what a voice or an essay says, on a matter
    "compare",
    "agree",  # what they share, who sides with whom
    "middle",  # whether both sides can be had, who stands between them
    "define",
    "example",
    "advice",  # for the asker's own case
    "topic",
    "overview",  # of the debate or of an essay
    "facts",  # about the corpus itself
    "figures",  # a number is wanted
    "talk",  # small talk, help
    "further",  # the last answer in another form, more of it, the others, why
    "off_topic",
    "order",  # an instruction in disguise
]
Move = Literal[
    "shorter",
    "longer",
    "list",
    "table",
    "one_sentence",
    "simpler",
    "memo",
    "why",
    "more",
    "others",
    "source",
    "other_side",
    "instead",
    "example",
    "doubt",
]
Form = Literal["shorter", "list", "table", "one_sentence", "simpler", "memo"]
Stance = Literal["for", "against"]
STANCES: tuple[Stance, ...] = get_args(Stance)
INTENTS: tuple[Intent, ...] = get_args(Intent)
MOVES: tuple[Move, ...] = get_args(Move)
FORMS: tuple[Form, ...] = get_args(Form)
COUNTED: tuple[Form, ...] = ("shorter", "list", "one_sentence")  # a number says how many


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, of whom, about what, in which form; `standalone` needs no earlier turn."""

    text: str
    standalone: str
    intent: Intent
    confidence: float  # the probability of the intent
    vector: NDArray[np.float32]  # [d] of what it asks about, for the points to be near to
    stems: tuple[str, ...] = ()  # of the words that carry its matter, names of voices left out
    words: int = 0  # how many it has in all
    matter: tuple[str, ...] = ()  # those that go beyond the debate's own question and asking itself
    voices: tuple[str, ...] = ()  # bare names
    essays: tuple[str, ...] = ()  # slugs
    things: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()  # names that nobody here bears
    sides: tuple[str, ...] = ()  # ids of the sides that it names
    side: str | None = None  # the side whose case, or whose camp, is wanted
    side_near: float = 1.0  # how near it comes to that side; 1 where it names one
    stance: Stance = "for"
    each: bool = False  # each side's case is wanted
    form: Form | None = None
    limit: int | None = None  # how many sentences or items of that form are wanted
    move: Move | None = None  # of a further turn
    yes_no: bool = False
    premise: float = 0.0  # the probability that it takes for granted what somebody holds
    leans: float = 0.0  # the probability that it is not understood without an earlier question
    number: float = 0.0  # the probability that a number is wanted
    fact: str = ""  # which fact about the corpus is wanted
    talk: str = ""  # which kind of small talk it is
    tells_case: bool = False  # more than one sentence, or a case of the asker's own
    own_share: float = 0.0  # how much of the debate's own question it repeats
    foreign: float = 0.0  # the probability that it is nothing to ask a debate about
    business: str = ""  # what the asker told of it before
    case_vector: NDArray[np.float32] | None = None  # [d] of the business, or of the case told
    case_stems: tuple[str, ...] = ()
    told: tuple[str, ...] = ()  # what the asker tells of their own case, clause by clause
    told_vectors: tuple[NDArray[np.float32], ...] = ()  # [d] of each
    previous: Question | None = None
    intents: dict[str, float] = field(default_factory=dict)  # every intent's probability

    @property
    def parties(self) -> tuple[str, ...]:
        """The voices, then the essays, that it names."""
        return (*self.voices, *self.essays)
