"""What questions take for granted, and which side a claim leans to."""

from __future__ import annotations

import pytest

from assistant.index import Index
from assistant.understanding.old_sides import lean, side_words
from assistant.understanding.presumption import (
    claim_in,
    claims_all,
    of_everyone,
    prefers,
    stance_in,
    takes_for_granted,
)


@pytest.mark.parametrize(
    "question",
    [
        "Why does Mark put products first?",
        "Explain why Mark puts products first.",
        "How come the glossary hates research?",
        "What makes Jeo so sure of that?",
        "On what grounds does Hotchkiss reject quality?",
        "Since Mark loves products, what should I do?",
        "Mark prefers products, right?",
        "How does Kalehoff justify his love of surveys?",
        "Isn't it true that Mark prefers products?",
    ],
)
def test_asking_for_reasons_takes_the_claim_for_granted(question: str) -> None:
    assert takes_for_granted(question)


@pytest.mark.parametrize(
    "question",
    [
        "Does Mark put products first?",
        "What does Mark say about products?",
        "Who argues for products?",
        "Should we put products first?",
    ],
)
def test_asking_whether_it_is_so_does_not(question: str) -> None:
    assert not takes_for_granted(question)


@pytest.mark.parametrize(
    ("focus", "claim"),
    [
        ("since products come first, what should I do?", "products come first"),
        ("the claim that quality is dead", "quality is dead"),
        ("products come first, right?", "products come first"),
        ("quality is dead", "quality is dead"),
    ],
)
def test_the_claim_is_what_remains_of_the_focus(focus: str, claim: str) -> None:
    assert claim_in(focus) == claim


def test_who_and_how_much_a_claim_takes_in() -> None:
    assert of_everyone("Why do all five authors agree?")
    assert of_everyone("Why does everybody agree?")
    assert not of_everyone("Why does Mark agree?")
    assert claims_all("one strategy suits every business")
    assert not claims_all("one strategy suits a bakery")
    assert prefers("products outrank customers")
    assert not prefers("products need care")
    assert stance_in("Why does Mark recommend surveys?") == "recommend"
    assert stance_in("What does Mark say of surveys?") == ""


@pytest.mark.parametrize(
    ("claim", "side"),
    [
        ("products matter more than customers", "product"),
        ("customers come before the product", "customer"),
        ("customers are less important than products", "product"),
        ("customer focus is crucial", "customer"),
        ("customer focus is a waste of time", "product"),
        ("products are not important", "customer"),
        ("businesses need patience", None),
        ("product and customer", None),
    ],
)
def test_a_claim_leans_to_the_side_that_it_praises(
    index: Index, claim: str, side: str | None
) -> None:
    assert lean(claim, side_words(index.debate)) == side
