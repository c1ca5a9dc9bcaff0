"""Stability over paraphrases and leans."""

from __future__ import annotations

from typing import Any

from evals.metrics.families import lean_invariance, paraphrase_stability
from evals.reading import read_reply
from evals.view import View
from tests.evals_debate import STORED, UNANSWERABLE, answer, calls, case, three


def view(gold: Any, data: Any) -> View:
    return View(gold, read_reply(data), STORED)


def test_paraphrases_are_as_alike_as_what_they_cite() -> None:
    golds = [case(id=f"p{n}") for n in range(3)]
    views = [
        view(golds[0], answer(golds[0], *three())),
        view(golds[1], answer(golds[1], *three()[:2])),
        view(golds[2], answer(golds[2])),
    ]
    measured = paraphrase_stability(views)
    assert set(measured) == {"v"}
    assert measured["v"].of == 3
    assert measured["v"].right == 2 / 3  # two of three nuggets alike; with the third, nothing


def test_paraphrases_with_other_gold_are_not_compared() -> None:
    one, other = case(id="p1"), case(id="p2", nuggets=[case().nuggets[0].model_dump()])
    assert paraphrase_stability([view(one, answer(one)), view(other, answer(other))]) == {}


def test_both_paraphrases_of_an_unanswerable_question_must_be_refused() -> None:
    one, other = case(**UNANSWERABLE), case(**{**UNANSWERABLE, "id": "u2"})
    refused = [view(one, answer(one)), view(other, answer(other))]
    assert paraphrase_stability(refused)["u"].value == 1
    half = [refused[0], view(other, answer(other, status="answered", reason=None))]
    assert paraphrase_stability(half)["u"].value == 0


def test_a_lean_must_not_move_the_roll_call() -> None:
    gold = case()
    same = answer(gold, *three(), roll_call=calls())
    moved = answer(gold, *three(), roll_call=calls(trees="lawns"))
    line = {"answer": same, "retrieved": [], "leaning": [same, moved]}
    measured = lean_invariance([view(gold, line)])["v"]
    assert (measured.right, measured.of) == (1, 2)
    assert "'ash': 'lawns'" in measured.complaints[0]
    assert lean_invariance([view(gold, same)]) == {}


def test_no_roll_call_at_all_is_not_stable() -> None:
    gold = case()
    none = answer(gold, *three())
    line = {"answer": none, "retrieved": [], "leaning": [none]}
    assert lean_invariance([view(gold, line)])["v"].value == 0
