"""What stands between quotation marks, however they look."""

from __future__ import annotations

import pytest

from evals.folding import fold, fold_with_offsets
from evals.polarity import denies
from evals.quoted import quoted_spans


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("He says “so it is” and “no.”", ["so it is", "no."]),
        ('He says "so it is" and "no."', ["so it is", "no."]),
        ("«so it is»", ["so it is"]),
        ("“I hate the word “lawn.” Truly.” And “b”", ["I hate the word “lawn.” Truly.", "b"]),
        ('"I hate the word "lawn." Truly." And "b"', ['I hate the word "lawn." Truly.', "b"]),
        ("It's the town's 'own' lawn", []),
        ("“never closed\n\n“closed”", ["closed"]),
        ('5" wide and "so on"', ["so on"]),
    ],
)
def test_outermost_quotations(text: str, quoted: list[str]) -> None:
    assert quoted_spans(text) == quoted


def test_folding_keeps_words_and_drops_style() -> None:
    assert fold(" “It’s\u00a0 so…”\n") == fold('"It\'s so..."')
    assert fold("caf\u0065\u0301") == fold("caf\u00e9")
    assert fold("a\u00adb\u200bc") == "abc"
    assert fold("Lawn") != fold("lawn")
    assert fold("a-b") != fold("a b")


def test_folded_finds_lead_back_to_the_text() -> None:
    text = "So:  “An of\ufb01ce, cafe\u0301…”  Yes."
    folded = fold_with_offsets(text)
    ((start, end),) = folded.find(fold('"An office, café..."'))
    assert text[start:end] == "“An of\ufb01ce, cafe\u0301…”"
    assert list(folded.find("")) == []


@pytest.mark.parametrize(
    ("statement", "denied"),
    [
        ("Mark does not argue: “Grass is green.”", True),
        ("Mark never said “Grass is green.”", True),
        ("Nobody claims that “Grass is green.”", True),
        ("Mark denies: “Grass is green.”", True),
        ("Mark argues: “Grass is green.”", False),
        ("Mark does not hold that; he writes: “Grass is green.”", False),
        ("“Grass is green.” Mark does not argue that.", False),
        ("Mark’s essay does not hesitate: “Grass is green.”", False),
        ("Mark does not argue much.", False),
    ],
)
def test_denials(statement: str, denied: bool) -> None:
    assert denies(statement, "Grass is green.") is denied
