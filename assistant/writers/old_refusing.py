"""Refusals: friendly, short, citing nothing, and pointing to questions that work."""

from __future__ import annotations

import re

from assistant.evidence import Evidence
from assistant.understanding.figures import asks_figure
from assistant.writers.draft import Draft
from assistant.writers.naming import capitalised, essay_name, listed, number

_HEDGE = ", at least not in words that I recognise"


def write_refusal(draft: Draft, evidence: Evidence) -> None:
    """Say what is missing and what can be asked; nothing about the essays' views."""
    question = evidence.question
    count = number(len(draft.debate.essays), "essay")
    if evidence.refusal == "off_topic":
        draft.say(
            f"I only answer from the {count} of this debate, and they are about another matter: "
            f"{draft.debate.question}",
            layer="assistant",
        )
    else:
        who = [*question.voices, *(essay_name(draft.debate.essay(s)) for s in question.essays)]
        what = (
            "that figure"
            if asks_figure(question.text)
            else listed([_phrase(m) for m in evidence.missing], "or")
        )
        what = what or "this"
        if who:
            verb = "does not address" if len(who) == 1 else "do not address"
            draft.say(capitalised(f"{listed(who)} {verb} {what}."), layer="assistant")
        else:
            hedge = "" if asks_figure(question.text) or not what.islower() else _HEDGE
            draft.say(f"None of the {count} speaks of {what}{hedge}.", layer="assistant")
    offers = draft.debate.starters[:2]
    if offers:
        draft.say(f"Ask, for instance: {' Or: '.join(offers)}", layer="assistant")


def _phrase(missing: str) -> str:
    """What is missing, up to where the question went on to something else.

    A single word may be of any kind ("remotely"): it stands in marks.
    """
    phrase = re.split(r"[?!.;]\s", missing)[0].strip(" ?!.;")
    return f"“{phrase}”" if phrase.islower() and " " not in phrase else phrase
