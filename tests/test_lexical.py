"""BM25 over rows of words: what it finds, in which order, and that saving changes nothing."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assistant.index import Index
from assistant.lexical import Lexical

VIEWS = [
    "A faster horse is what they would have asked for.",
    "Market share is the measure of a product.",
    "Customers care about products, and about horses.",
    "The shop.",
    "",
    "A faster horse is what they would have asked for.",
]


@pytest.fixture(params=["built", "loaded"])
def lexical(request: pytest.FixtureRequest, tmp_path: Path) -> Lexical:
    built = Lexical.build(VIEWS)
    if request.param == "built":
        return built
    built.save(tmp_path / "lexical")
    return Lexical.load(tmp_path / "lexical", len(VIEWS))


def test_rows_without_the_words_score_nothing(lexical: Lexical) -> None:
    scores = lexical.scores("Which horse?")
    assert scores.dtype == np.float32
    assert [bool(score) for score in scores] == [True, False, True, False, False, True]


def test_inflected_words_match(lexical: Lexical) -> None:
    assert best(lexical, "customer's product", 2) == [2, 1]


def best(lexical: Lexical, question: str, k: int) -> list[int]:
    return [int(row) for row in np.argsort(-lexical.scores(question), kind="stable")[:k]]


def test_a_shorter_row_wins() -> None:
    lexical = Lexical.build(["Horses, markets, shares and products.", "Horses.", "A market."])
    long, short, other = lexical.scores("horse")
    assert short > long > other == 0


def test_a_rarer_word_weighs_more() -> None:
    lexical = Lexical.build(["A market.", "A market.", "A horse."])
    assert best(lexical, "horse market", 1) == [2]


def test_it_counts_the_rows_that_have_a_word(lexical: Lexical) -> None:
    counts = lexical.counts()
    assert (counts["hors"], counts["product"], counts["shop"]) == (3, 2, 1)
    assert Lexical.build([""]).counts() == {}


@pytest.mark.parametrize("question", ["", "the of and", "zebra", "?!", "'s", "東京"])
def test_unknown_words_find_nothing(lexical: Lexical, question: str) -> None:
    assert not lexical.scores(question).any()


@pytest.mark.parametrize("views", [[], [""], ["the", "of it"]])
def test_no_words_make_an_index_without_hits(tmp_path: Path, views: list[str]) -> None:
    Lexical.build(views).save(tmp_path / "lexical")
    loaded = Lexical.load(tmp_path / "lexical", len(views))
    assert loaded.scores("horse").tolist() == [0.0] * len(views)


def test_equal_views_make_equal_files(tmp_path: Path) -> None:
    for name in ("first", "second"):
        Lexical.build(VIEWS).save(tmp_path / name)
    for path in sorted((tmp_path / "first").iterdir()):
        assert path.read_bytes() == (tmp_path / "second" / path.name).read_bytes()


def test_a_list_item_is_found_by_the_line_that_introduces_it(index: Index) -> None:
    found = best(index.point_words, "common strategies of a customer-driven business", 6)
    items = [row for row in (index.points[number] for number in found) if row.point.lead]
    assert len(items) >= 3
    assert all(row.essay.slug == "unsigned" for row in items)
