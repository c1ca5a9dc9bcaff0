"""Who is said to speak: the metric that this project exists for."""

from __future__ import annotations

import re

from evals.folding import fold
from evals.matching import COVERED, coverage
from evals.metrics.measured import NOTHING, Measured, share
from evals.metrics.quotations import unmarked_up
from evals.view import Looked, View

HEADING = "(heading)"
UNSIGNED = "(unsigned)"


def voice_accuracy(view: View) -> Measured:
    """Quotations credited to whoever really speaks.

    Citations credited to the one voice that speaks in their words / citations whose words stand in
    some essay. 0 to 1; without any: None. Must be 1.

    A citation that runs over two voices, or over a heading, is wrong whoever it names. Words that
    no essay holds have no speaker: they lower `verbatim_rate` instead.
    """
    return share(
        (
            spoken_by(looked) == {credited_to(looked)},
            f"{looked.at} is credited to {credited_to(looked)}; "
            f"{' and '.join(sorted(spoken_by(looked)))} speaks",
        )
        for looked in view.citations
        if looked.home is not None
    )


def voice_accuracy_on_gold(view: View) -> Measured:
    """Gold evidence credited to the gold's voice, judged without our own analysis of the essays.

    Counting citations that hold a nugget's evidence under the gold's voice / those that hold it
    under any voice. 0 to 1; without any: None.
    """
    if not view.case.nuggets:
        return NOTHING
    checks = []
    for looked in view.counted:
        voices = {
            evidence.voice
            for nugget in view.case.nuggets
            for evidence in nugget.any_of
            if evidence.essay == looked.cited.essay
            and coverage(looked.cited.quote, looked.span, evidence, view.stored) >= COVERED
        }
        if voices:
            checks.append((looked.cited.voice in voices, f"{looked.at}: gold says {voices}"))
    return share(checks)


def voice_named_rate(view: View) -> Measured:
    """Quotations that stand beside their voice's name.

    Citations of a named voice whose full name, or a word of it, stands in the paragraph of `text`
    that marks them, or in the one before / citations of a named voice that `text` marks. 0 to 1;
    without any: None.
    """
    paragraphs = [fold(part) for part in re.split(r"\n\s*\n", unmarked_up(view.reply.text))]
    checks = []
    for looked in view.citations:
        if not looked.cited.voice or not looked.marked:
            continue
        marker = f"[{looked.cited.number}]"
        near = [
            " ".join(paragraphs[max(0, at - 1) : at + 1])
            for at, paragraph in enumerate(paragraphs)
            if marker in paragraph
        ]
        names = [re.escape(fold(part)) for part in looked.cited.voice.split() if len(part) > 2]
        pattern = re.compile(rf"\b(?:{'|'.join(names) or re.escape(looked.cited.voice)})\b")
        quote = fold(looked.cited.quote)
        named = any(pattern.search(text.replace(quote, " ")) for text in near)
        checks.append((named, f"{looked.at} stands without the name of {looked.cited.voice}"))
    return share(checks)


def role_accuracy(view: View) -> Measured:
    """Whether author and quoted person are told apart.

    Citations whose `role` is that of the voice in their words / citations whose words stand in
    some essay. 0 to 1; without any: None.
    """
    return share(
        (
            {voice.role if voice else None for voice in looked.speakers} == {looked.cited.role},
            f"{looked.at} has the role {looked.cited.role}",
        )
        for looked in view.citations
        if looked.home is not None
    )


def attitude_accuracy(view: View) -> Measured:
    """Whether the author's attitude to the voice is told right.

    Citations whose `attitude` is that of the voice in their words / citations whose words stand in
    some essay. 0 to 1; without any: None.
    """
    return share(
        (
            {voice.attitude if voice else None for voice in looked.speakers}
            == {looked.cited.attitude},
            f"{looked.at} has the attitude {looked.cited.attitude}",
        )
        for looked in view.citations
        if looked.home is not None
    )


def spoken_by(looked: Looked) -> set[str]:
    """The names of those who speak in a citation's words, as the confusion table shows them."""
    return {
        HEADING if voice is None else voice.name or _nameless(voice.role)
        for voice in looked.speakers
    }


def credited_to(looked: Looked) -> str:
    """The name that a citation is credited to, as the confusion table shows it."""
    return looked.cited.voice or _nameless(looked.cited.role)


def _nameless(role: str | None) -> str:
    return "(uncertain)" if role == "uncertain" else UNSIGNED
