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
    evidence = [evidence for nugget in view.case.nuggets for evidence in nugget.any_of]
    proving = [c for c in view.counted if any(proves(c, e, view.stored) for e in evidence)]
    return Measured(len(proving), len(view.counted))


def _recall(view: View, nuggets: Sequence[Nugget], *, heed_voice: bool = True) -> Measured:
    return share(
        (found(view, nugget, heed_voice=heed_voice), _missing(view, nugget)) for nugget in nuggets
    )


def _missing(view: View, nugget: Nugget) -> str:
    first = nugget.any_of[0]
    what = f"nugget {nugget.id} missing: {first.voice or first.essay}, “{first.evidence[:80]}”"
    if found(view, nugget, heed_voice=False):
        return f"{what} (cited under another voice)"
    return what
