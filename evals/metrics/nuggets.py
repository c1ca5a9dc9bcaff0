"""Nugget recall: how much of the gold evidence the answer cites.

After castorini/nuggetizer (`metrics.py`: strict vital and strict all), with the matcher of
`evals.matching` in the place of the model judge.
"""

from __future__ import annotations

from collections.abc import Sequence

from evals.cases import Nugget
from evals.matching import found, proves
from evals.metrics.measured import Measured, share
from evals.view import View


def nugget_recall_vital(view: View) -> Measured:
    """Vital nuggets cited under the right voice / vital nuggets. 0 to 1; without any: None."""
    return _recall(view, [nugget for nugget in view.case.nuggets if nugget.vital])


def nugget_recall_all(view: View) -> Measured:
    """Nuggets cited under the right voice / nuggets, vital or not. 0 to 1; without any: None."""
    return _recall(view, view.case.nuggets)


def evidence_recall(view: View) -> Measured:
    """Nuggets whose evidence is cited, whoever it is credited to / nuggets. 0 to 1; none: None.

    Beside `nugget_recall_all` it tells missing evidence from a wrong voice.
    """
    return _recall(view, view.case.nuggets, heed_voice=False)


def nugget_precision(view: View) -> Measured:
    """Counting citations that prove any nugget / counting citations. 0 to 1; without any: None.

    Gold lists what is needed, not all that is sensible: below 1 is usual, a fall is news.
    """
    if not view.case.nuggets:
        return Measured(0, 0)
    return share(
        (_proves_something(view, at), f"{looked.at} proves no nugget")
        for at, looked in enumerate(view.counted)
    )


def _proves_something(view: View, at: int) -> bool:
    return any(
        proves(view.counted[at], evidence, view.stored)
        for nugget in view.case.nuggets
        for evidence in nugget.any_of
    )


def _recall(view: View, nuggets: Sequence[Nugget], *, heed_voice: bool = True) -> Measured:
    return share(
        (
            found(view, nugget, heed_voice=heed_voice),
            f"nugget {nugget.id} missing: {nugget.any_of[0].voice or nugget.any_of[0].essay}, "
            f"“{nugget.any_of[0].evidence[:80]}”",
        )
        for nugget in nuggets
    )
