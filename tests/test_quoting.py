"""The quoting writer: each voice by its name, nobody credited with what another says."""

from __future__ import annotations

import pytest

from assistant.debate import DebateAssistant
from assistant.index import Index
from assistant.naming import capitalised, listed, number


@pytest.fixture(scope="module")
def assistant(index: Index) -> DebateAssistant:
    return DebateAssistant(index)


def test_lists_counts_and_capitals() -> None:
    assert (listed(["A"]), listed(["A", "B"]), listed([])) == ("A", "A and B", "")
    assert listed(["A", "B", "C"], "or") == "A, B or C"
    assert (number(1, "essay"), number(5, "essay"), number(13)) == (
        "one essay",
        "five essays",
        "13",
    )
    assert capitalised("the essay") == "The essay"
