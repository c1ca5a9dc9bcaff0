"""The question to ask in this run: typed, clicked, or asked again in another way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import streamlit as st

_PENDING = "pending_question"


@dataclass(frozen=True, slots=True)
class Pending:
    """What to ask, and of which turn.

    `replaces` names the turn that this asking supersedes; `of` the turn whose answer is wanted in
    another form; `beside` the turn whose question is asked again, with its own earlier turns.
    """

    question: str
    without: tuple[str, ...] = ()
    replaces: str | None = None
    of: str | None = None
    beside: str | None = None
    about: str | None = None  # why it is asked, shown above the question
    compare: dict[str, str] | None = None  # where the essays stood before some were left out

    def asked_with(self, business: str | None, writer: str | None) -> dict[str, Any]:
        """What goes into the answer besides the question, as it is stored with the turn."""
        told = {
            "without": list(self.without),
            "business": business,
            "writer": writer,
            "of": self.of,
            "about": self.about,
            "compare": self.compare,
        }
        return {key: value for key, value in told.items() if value}


def ask_next(pending: Pending) -> None:
    """Have the next run of the page ask this; made for callbacks of buttons."""
    st.session_state[_PENDING] = pending


def take_pending() -> Pending | None:
    """The question to ask now, once."""
    pending: Pending | None = st.session_state.pop(_PENDING, None)
    return pending
