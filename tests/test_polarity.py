"""Whether two texts on one matter say opposite things: negation, direction, approval, cost."""

from __future__ import annotations

import pytest

from assistant.polarity import (
    approval,
    direction,
    local_signs,
    nearest_clause,
    negated,
    opposed,
    shared_stems,
)

OPPOSITES = [
    ("customer research is needed", "Leaders do not need customer research."),
    ("it is a one-time task", "It is not a one-time task."),
    ("the model is cheap", "However, this model is expensive."),
    ("relationships raise the price of sales", "Relationships reduce the price of sales."),
    ("quality is unimportant", "Quality is vital to every firm."),
    ("feedback happens once", "Feedback is a continuous process."),
]
AGREEING = [
    ("customer research is not needed", "Leaders do not need customer research."),
    ("the model is costly", "However, this model is expensive."),
    ("relationships cut the cost of sales", "Relationships reduce the cost of sales."),
    ("quality is essential", "Quality is vital to every firm."),
    ("trees cool the street", "Trees cool a street by several degrees."),
]


@pytest.mark.parametrize(("claim", "source"), OPPOSITES)
def test_opposites_are_heard_in_both_directions(claim: str, source: str) -> None:
    assert opposed(claim, source)
    assert opposed(source, claim)


@pytest.mark.parametrize(("claim", "source"), AGREEING)
def test_agreement_is_not_taken_for_its_opposite(claim: str, source: str) -> None:
    assert not opposed(claim, source)
    assert not opposed(source, claim)


@pytest.mark.parametrize(
    ("text", "denies"),
    [
        ("It is not a goal.", True),
        ("Nobody wants it.", True),
        ("They don’t compromise.", True),
        ("It is a goal.", False),
        ("There is no doubt that it works.", False),
        ("It is not only fast but cheap.", False),
        ("They never say that it cannot work.", False),
    ],
)
def test_an_odd_number_of_negations_denies(text: str, denies: bool) -> None:
    assert negated(text) is denies


def test_direction_and_approval_cancel_out() -> None:
    assert (direction("sales rise"), direction("sales fall"), direction("sales")) == (1, -1, 0)
    assert direction("sales rise while costs fall") == 0
    assert (approval("a brilliant idea"), approval("a useless idea")) == (1, -1)


def test_what_two_texts_share_leaves_polarity_out() -> None:
    shared = shared_stems("better products for customers", "Customers want better products.")
    assert shared == {"product", "custom"}


def test_signs_belong_to_the_words_right_behind_them() -> None:
    signs = local_signs("lower prices and more customers", {"price", "custom"})
    assert signs["price"] == -1
    assert signs["custom"] == 1


def test_only_the_clause_that_speaks_of_the_claim_counts() -> None:
    source = "The queue never moved while the new clerks sorted every open file."
    assert nearest_clause("clerks sorted the open files", source) == (
        "the new clerks sorted every open file."
    )
    assert not opposed("the clerks sorted every open file", source)
