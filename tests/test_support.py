"""One claim and one quotation: borne out, denied, or neither."""

from __future__ import annotations

import pytest

from assistant.checking.cross_encoder import cross_encoder
from assistant.checking.support import Support
from assistant.embedding import SentenceTransformerEmbedder

SWITCHES = "A shop that switches to cards loses its oldest customers within a year."


@pytest.fixture(scope="module")
def support(model: SentenceTransformerEmbedder) -> Support:
    return Support(model)


@pytest.mark.parametrize(
    ("claim", "relation"),
    [
        (SWITCHES, "supports"),
        ("a shop that switches to cards will lose its oldest customers in a year", "supports"),
        ("a shop that switches to cards keeps its oldest customers", "denies"),
        ("a shop that switches to cards does not lose its oldest customers", "denies"),
        ("the mayor wants to close the market on Sundays", "neither"),
        ("banks charge three per cent for every payment", "neither"),
    ],
)
def test_what_a_quotation_says_to_a_claim(support: Support, claim: str, relation: str) -> None:
    assert support.read(claim, [SWITCHES]).relation == relation


def test_shares_sum_to_one_and_are_the_same_each_time(support: Support) -> None:
    found = support.read("cards drive old customers away", [SWITCHES])
    assert found.supports + found.denies + found.neither == pytest.approx(1.0, abs=0.003)
    assert found == support.read("cards drive old customers away", [SWITCHES])
    assert found.relation == "supports" and found.score == found.supports


def test_the_gist_and_a_second_quotation_help(support: Support) -> None:
    claim = "paying by card is what drives elderly people away"
    alone = support.read(claim, ["It is what makes them leave."])
    told = support.read(
        claim, ["It is what makes them leave."], gist="Paying by card drives elderly people away."
    )
    assert told.supports > alone.supports + 0.2
    both = support.read(claim, ["It is what makes them leave.", f"{claim.capitalize()}."])
    assert both.supports > alone.supports + 0.2


def test_nothing_bears_nothing_out(support: Support) -> None:
    assert support.read("cards are dear", []).relation == "neither"
    assert support.read("", [SWITCHES]).relation == "neither"


def test_a_claim_longer_than_what_is_read_leaves_room_for_the_passage(support: Support) -> None:
    long = "a shop that switches to cards loses its oldest customers and " * 60
    for claim in (long, "“a”; [1] " * 400):
        (shares,) = cross_encoder().shares(claim, [SWITCHES])
        assert shares.sum() == pytest.approx(1.0, abs=0.01)
        assert support.read(claim, [SWITCHES]).supports >= 0
