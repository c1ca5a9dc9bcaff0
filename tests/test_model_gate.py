"""The gate for a model's sentences: true ones pass, false ones are struck for the right reason."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assistant.debate import DebateAssistant
from assistant.index import Index
from assistant.writers.model.claims import bare_claim
from assistant.writers.model.gate import SURE, Judged
from assistant.writers.model.ground import verbatim
from assistant.writers.model.material import material_for
from assistant.writers.model.parsing import read_statement
from assistant.writers.model.parties import Party

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "data" / "gate_cases.jsonl")
    .read_text("utf-8")
    .splitlines()
]
# What is looked up in the essays, and not weighed: none of these may pass, ever.
LOOKED_UP = ("silence", "voice", "number", "name", "quotation", "position", "fact")


@pytest.fixture(scope="module")
def judge(index: Index) -> Any:
    gate = DebateAssistant(index).models.gate
    material = material_for(index, None, (), 60_000)

    def judged(told: dict[str, Any], question: str = "") -> Judged:
        proposed = read_statement(told)
        assert proposed
        return gate.judge(proposed, material, question)

    return judged


def test_true_sentences_pass(judge: Any) -> None:
    true = [case for case in CASES if case["true"]]
    struck = [case["text"] for case in true if judge(case).failure]
    assert len(true) >= 100
    assert len(struck) <= 0.06 * len(true), struck


def test_few_false_sentences_pass(judge: Any) -> None:
    false = [case for case in CASES if not case["true"]]
    passed = [case["text"] for case in false if judge(case).failure is None]
    assert len(false) >= 100
    assert len(passed) <= 0.35 * len(false), passed


def test_most_that_wrongly_passes_would_be_looked_at_again(judge: Any) -> None:
    passed = [(case, judged) for case in CASES if (judged := judge(case)).failure is None]
    doubted = [case["true"] for case, judged in passed if judged.supports < SURE]
    wrong = sum(not case["true"] for case, _ in passed)
    assert doubted.count(False) >= 0.7 * wrong
    assert doubted.count(True) <= 0.6 * (len(passed) - wrong)


def test_nothing_is_claimed_by_framing() -> None:
    mark, other = (Party("voice", name, 0, 0, False) for name in ("Mark", "Ida Blum"))

    def bare(text: str) -> str:
        named = []
        for party in (mark, other):
            at = text.find(party.key)
            if at >= 0:
                named.append(replace(party, start=at, end=at + len(party.key)))
        return bare_claim(text, sorted(named, key=lambda party: party.start))

    claim = "fees rise with every year"
    for framed in (
        f"Mark says that {claim}.",
        f"Mark, quoted by Ida Blum, holds that {claim}.",
        f"Mark, whom Ida Blum quotes with approval, complains that {claim}.",
        f"Mark, in Ida Blum's essay, calculates that {claim}.",
        f"Unlike Ida Blum, Mark says that {claim}.",
        f"Even so, {claim}, says Mark, who quotes Ida Blum.",
    ):
        assert bare(framed).rstrip(".") == claim
    assert bare(f"Mark doubts that {claim}.") != claim
    assert "denies" in bare(f"Mark denies that {claim}.")


def test_what_can_be_looked_up_is_never_wrong(judge: Any) -> None:
    false = [case for case in CASES if not case["true"] and case["sort"] in LOOKED_UP]
    assert len(false) >= 20
    passed = [case for case in false if judge(case).failure is None]
    # What meaning alone gives away is weighed: money is spoken of as price, cost and revenue.
    assert [case["text"] for case in passed if case["sort"] != "silence"] == []
    assert len(passed) <= 1


@pytest.mark.parametrize(
    ("told", "failure", "reason"),
    [
        (
            {"text": "Mark says that loyalty pays.", "sentences": [164]},
            "wrong_essay",
            "Mark does not speak in the sentences it names; Gord Hotchkiss does",
        ),
        ({"text": "Mark says so.", "sentences": [9999]}, "fabricated", "no sentence 9999"),
        (
            {"text": "Nobody speaks of fees.", "kind": "fact", "absent": ["fees"]},
            "fabricated",
            "Muliadi Jeo does speak of “fees”",
        ),
        (
            {"text": "Mark says that “customers are kings”.", "sentences": [203]},
            "fabricated",
            "quotation marks",
        ),
        (
            {"text": "Mark and Max Kalehoff stand with product focus.", "kind": "fact"},
            "inverted_stance",
            "its position is customer",
        ),
    ],
)
def test_a_failure_says_what_is_wrong(
    judge: Any, told: dict[str, Any], failure: str, reason: str
) -> None:
    judged = judge(told)
    assert judged.failure == failure
    assert reason in judged.reason


def test_the_askers_own_names_may_be_taken_up(judge: Any) -> None:
    told = {
        "text": "For Brotheim, as for any business, Mark would put customers' satisfaction first.",
        "sentences": [203],
    }
    assert judge(told).failure == "fabricated"
    assert judge(told, "I run Brotheim, a bakery").failure is None


def test_a_quotation_is_shown_as_it_stands() -> None:
    text = "It’s not a goal, it’s a by-product."
    assert verbatim("it's not a goal", text) == "It’s not a goal"
    assert verbatim("a by-product.", text) == "a by-product."
    assert verbatim("not a by-product", text) is None


def test_each_part_rests_on_its_own_sentences(index: Index) -> None:
    gate = DebateAssistant(index).models.gate

    def parts(text: str) -> list[tuple[str, tuple[int, ...]]]:
        proposed = read_statement({"text": text})
        assert proposed
        return gate.segments(proposed)

    told = "Mark wants quality kept up [201], while Jeo warns of producers' fees [116][118]."
    assert parts(told) == [
        ("Mark wants quality kept up", (201,)),
        ("while Jeo warns of producers' fees", (116, 118)),
    ]
    assert parts("Research comes first, says the glossary essay [62], and feedback last [82].") == [
        ("Research comes first, says the glossary essay", (62,)),
        ("and feedback last", (82,)),
    ]
    (whole,) = parts("The glossary essay [89] and Muliadi Jeo [130] count on Apple.")
    assert whole == ("The glossary essay and Muliadi Jeo count on Apple.", (89, 130))


@pytest.mark.parametrize(
    "words",
    [
        "‘brands shouldn’t heed their products’",
        "'brands shouldn't heed their products'",
        "«brands should heed their customers»",
        "„brands should heed their customers“",
    ],
)
def test_other_marks_quote_too(judge: Any, words: str) -> None:
    judged = judge({"text": f"Mark says that {words} these days.", "sentences": [196]})
    assert "quotation marks" in judged.reason


def test_a_part_takes_a_side_by_its_sentences_verb(judge: Any) -> None:
    told = (
        "Mark and the glossary essay stand with customer focus [204][16], Max Kalehoff alone with "
        "{} focus [161]."
    )
    assert judge({"text": told.format("product")}).failure is None
    assert judge({"text": told.format("customer")}).failure == "inverted_stance"


def test_others_who_do_speak_of_it(judge: Any) -> None:
    told = "Max Kalehoff does not speak of competitors, while Mark [199] and the glossary [{}] do."
    assert judge({"text": told.format(20)}).failure is None
    assert judge({"text": told.format(16)}).failure == "fabricated"
    told = "Mark speaks of competitors [199], but {} does not."
    assert judge({"text": told.format("Max Kalehoff")}).failure is None
    assert judge({"text": told.format("the glossary essay")}).failure == "fabricated"
