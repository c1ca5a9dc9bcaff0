"""Who is said to speak: the metric that this project exists for."""

from __future__ import annotations

from evals.matching import COVERED, coverage
from evals.metrics.measured import NOTHING, Measured, share
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
