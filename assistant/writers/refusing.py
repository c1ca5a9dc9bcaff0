"""Refusals: one sentence that says what is not there; nothing about the essays' views."""

from __future__ import annotations

from assistant.naming import capitalised, essay_name, listed, number
from assistant.retrieval.evidence import Evidence
from assistant.writers.draft import Draft


def refuse(draft: Draft, evidence: Evidence) -> None:
    """Say what no essay has, or that the question is about something else."""
    question, debate = evidence.question, draft.debate
    count = number(len(debate.essays), "essay")
    if question.intent == "order":
        draft.say(
            f"No: I only answer from the {count} of this debate, and take no other instructions.",
            kind="talk",
        )
        return
    if evidence.refusal == "off_topic":
        draft.say(
            f"No essay here is about that: the {count} argue about one question, "
            f"“{debate.question}”",
            kind="talk",
        )
        return
    who = [
        *(voice for voice in question.voices),
        *(essay_name(debate.essay(slug)) for slug in question.essays),
    ]
    what = listed([*evidence.missing], "or") or ("that figure" if question.number > 0.5 else "that")
    if who and not question.unknown:  # what others may well speak of
        verb = "says" if len(who) == 1 else "say"
        opening = "No, " if question.yes_no else ""
        draft.say(capitalised(f"{opening}{listed(who)} {verb} nothing about {what}."), kind="talk")
    else:
        none = "No, none" if question.yes_no else "None"
        draft.say(f"{none} of the {count} says anything about {what}.", kind="talk")
