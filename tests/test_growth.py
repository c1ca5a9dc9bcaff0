"""No input of the allowed length may cost more than its length: growth is measured, not seconds."""

from __future__ import annotations

import contextlib
import gc
import time
from collections.abc import Callable

import pytest

from assistant.asked import LONGEST_QUESTION, checked_question
from assistant.debate import DebateAssistant
from assistant.errors import UserError
from assistant.index import Index

UNITS = ("a| ", "x#", "e\u0301", "a b ", "“a” ", "a; not b ", "Mark Kalehoff and ", "[1]a", "ﬁ ")
FLOOR = 0.1  # seconds of computing: below it a clock says nothing of growth
MOST = 9  # from a quarter of the length to the whole: 4 if linear, 16 if quadratic


@pytest.fixture(scope="module")
def assistant(index: Index) -> DebateAssistant:
    opened = DebateAssistant(index)
    opened.ask("What of qwertzuiop?")  # loads what questions need
    opened.check("Mark says that price matters.")
    return opened


def seconds(work: Callable[[str], object], unit: str, length: int) -> float:
    text = (unit * length)[:length]
    gc.disable()  # what else this process holds would be gone through again and again
    start = time.process_time()
    with contextlib.suppress(UserError):
        work(checked_question(text))
    spent = time.process_time() - start
    gc.enable()
    return spent


@pytest.mark.parametrize("unit", UNITS)
def test_the_cost_of_a_text_grows_with_its_length(assistant: DebateAssistant, unit: str) -> None:
    for work in (assistant.ask, assistant.check):
        quarter = seconds(work, unit, LONGEST_QUESTION // 4)
        assert seconds(work, unit, LONGEST_QUESTION) < MOST * max(quarter, FLOOR)
