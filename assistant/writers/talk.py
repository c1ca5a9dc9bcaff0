"""Small talk and help: short turns that cite nothing and assert nothing about anybody's views."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from assistant.domain import Debate
from assistant.naming import number
from assistant.writers.draft import Draft


def chat(draft: Draft, kind: str) -> None:
    """A friendly sentence or two; whatever is not known is greeted."""
    draft.say(_TALK.get(kind, _greeting)(draft.debate), kind="talk")


def _essays(debate: Debate) -> str:
    return number(len(debate.essays), "essay")


def _greeting(debate: Debate) -> str:
    return (
        f"Hello! I know {_essays(debate)} about one question, “{debate.question}” "
        "Ask me anything about it, or tell me about your own case."
    )


def _help(debate: Debate) -> str:
    sides = " or ".join(side.label.lower() for side in debate.sides)
    return (
        f"I answer from {_essays(debate)} on “{debate.question}” and show who says what, with the "
        f"words that prove it. Ask a plain question, name an author or a company, ask for the best "
        f"case for {sides}, tell me about your business and ask what follows, or say “shorter”, "
        "“as a table” or “who disagrees?” after an answer."
    )


def _thanks(debate: Debate) -> str:
    return "You are welcome. Ask on whenever something else about the debate comes up."


def _bye(debate: Debate) -> str:
    return "Goodbye, and good luck with the decision. This conversation stays in the list."


def _identity(debate: Debate) -> str:
    return (
        f"I am a program that reads {_essays(debate)} on “{debate.question}” and tells you who "
        "argues what. I have no view of my own, and every quotation is checked word for word."
    )


def _complaint(debate: Debate) -> str:
    return (
        "Sorry about that. Tell me in a few other words what you want to know, or name the author "
        "or the matter, and I will look again."
    )


def _ok(debate: Debate) -> str:
    return "Good. What would you like to know next?"


_TALK: Mapping[str, Callable[[Debate], str]] = {
    "greeting": _greeting,
    "help": _help,
    "thanks": _thanks,
    "praise": _thanks,
    "bye": _bye,
    "identity": _identity,
    "complaint": _complaint,
    "ok": _ok,
}
KINDS = tuple(_TALK)
