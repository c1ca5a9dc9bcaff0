"""Each metric on answers to a small debate made by hand: what it sees, and what it leaves alone."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from evals.metrics.table import METRICS, NAME_SWAP
from tests.evals_debate import (
    COOL,
    STORED,
    UNANSWERABLE,
    answer,
    calls,
    case,
    cite,
    nugget,
    scored,
    three,
    value,
)

LAWN = "A lawn is a desert that somebody waters."
DAY = "A lawn can be laid in a single day."


def told(text: str, *citations: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """A sound answer of one statement, which holds its marks itself."""
    numbers = [int(n) for n in re.findall(r"\[(\d+)\]", text)]
    said = {"text": text, "layer": "essays", "citations": numbers, "kind": "gist"}
    return answer(case(), *citations, text=text, statements=[said], **changes)


def test_a_sound_answer_is_faultless() -> None:
    one = case(first="ada", relevant=[], max_words=60)
    (result,) = scored((one, answer(one, *three(), roll_call=calls())))
    measured = {name: m.value for name, m in result.measured.items() if m.of}
    assert measured.pop("latency_ms") == 12.5
    assert measured == {m.name: m.best for m in METRICS if m.name in measured}
    assert {"grade", "nugget_recall", "relevance", "first_sentence"} <= measured.keys()
    assert all(not m.complaints for m in result.measured.values())


def test_nothing_to_measure_is_neither_nothing_nor_all() -> None:
    refused = case(**UNANSWERABLE)
    (result,) = scored((refused, answer(refused)))
    assert [m.name for m in METRICS if result.value(m.name) is not None] == [
        "grade",
        "over_length",
        "refusal_recall",
        "answer_sound",
        "latency_ms",
    ]


def test_nuggets_count_under_the_right_voice_by_half_of_their_evidence() -> None:
    cool, run, _ = three()
    assert value("nugget_recall", case(), answer(case(), cool)) == 1 / 2
    assert value("nugget_recall", case(), answer(case(), {**cool, "voice": "Cyr Cedar"})) == 0
    half = cite(1, "ash", "Trees cool a street by")
    assert value("nugget_recall", case(), answer(case(), half, {**run, "number": 2})) == 1
    less = cite(1, "ash", "Trees cool a")
    assert value("nugget_recall", case(), answer(case(), less)) == 0
    altered = {**cool, "quote": cool["quote"].replace("cool", "chill")}
    assert value("nugget_recall", case(), answer(case(), altered)) == 1 / 2  # told by its words
    okay = case(nuggets=[nugget("cool", "trees", COOL, vital=False)])
    assert value("nugget_recall", okay, answer(okay, cool)) == 1


@pytest.mark.parametrize(
    "saying", ["does not argue that", "never says", "nowhere denies, nor argues not"]
)
def test_what_is_denied_proves_nothing(saying: str) -> None:
    text = f"Ada Ash {saying} trees cool a street [1]."
    denied = value("nugget_recall", case(), told(text, three()[0]))
    assert denied == (1 / 2 if saying.startswith("nowhere") else 0)


def test_citations_count_where_they_are_used_marked_their_own_and_no_noise() -> None:
    cool, run, _ = three()
    sound = answer(case(), cool, run)
    unused = {**sound, "statements": sound["statements"][:1]}
    assert value("nugget_recall", case(), unused) == 1 / 2
    unmarked = {**sound, "text": sound["text"].replace("[2]", "")}
    assert value("nugget_recall", case(), unmarked) == 1 / 2
    shared = answer(case(), cool, {**run, "number": 1})
    assert value("nugget_recall", case(), shared) == 0
    one = case(relevant=[])
    again = answer(one, cool, {**cool, "number": 2})
    assert value("relevance", one, again) == 1 / 2


def test_relevant_is_gold_what_is_listed_and_what_lies_in_it() -> None:
    listed = case(relevant=[{"essay": "ash", "evidence": LAWN}])
    part = cite(2, "ash", "A lawn is a desert")
    aside = cite(3, "birch", DAY)
    assert value("relevance", listed, answer(listed, three()[0], part, aside)) == 2 / 3
    assert value("relevance", case(), answer(case(), aside)) is None
    bare = case(nuggets=[], roll_call=None, relevant=[], first="a")
    assert value("relevance", bare, answer(bare, {**aside, "number": 1})) is None


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"start": 17}, "not the text of ash"),
        ({"quote": "Trees cool a street by many degrees"}, "words that no essay holds"),
        ({"essay": "birch"}, "from ash, not birch"),
        ({"voice": "Bea Birch"}, "credited to Bea Birch"),
        ({"voice": None}, "spoken by Ada Ash"),
        ({"role": "quoted"}, "credited to Ada Ash (quoted, own)"),
        ({"attitude": "reports"}, "credited to Ada Ash (author, reports)"),
        ({"title": "Shade Last"}, "said to be from “Shade Last”"),
        ({"author": None}, "by None"),
        ({"heading": "Elsewhere"}, "under “Elsewhere”"),
        (cite(1, "ash", "rees cool a street by several degrees"), "cut inside a word"),
        (cite(1, "ash", STORED.debate.essay("ash").text[20:200]), "spoken by"),
    ],
)
def test_every_fault_of_a_citation_is_named(change: dict[str, Any], fault: str) -> None:
    one = {**three()[0], **change}
    (result,) = scored((case(), answer(case(), one)))
    measured = result.measured["citations_sound"]
    assert measured.value == 0
    assert fault in measured.complaints[0]


def test_the_golds_voice_counts_whatever_our_own_analysis_says() -> None:
    gold = case(nuggets=[nugget("cool", "trees", {**COOL, "voice": "Somebody Else"})])
    (result,) = scored((gold, answer(gold, three()[0])))
    assert "the gold names Somebody Else" in result.measured["citations_sound"].complaints[0]


@pytest.mark.parametrize(
    ("text", "sound"),
    [
        ("Ada Ash calls a lawn a desert that somebody waters [1].", True),
        ("Ash says: “A lawn is a desert that somebody waters.” [1]", True),
        ("Ada Ash likes trees.\n\nShe calls a lawn a desert [1].", True),
        ("Somebody calls a lawn a desert [1].", False),
        ("Ada Ash says: “A lawn is an ocean that somebody waters.” [1]", False),
        ("Ada Ash says: “A lawn can be laid in a single day.” [1] Bea Birch too [2].", False),
        ("Of Ada Ash, Bea Birch says: “A lawn can be laid in a single day.” [2]", True),
        ("Unlike others, Ada Ash says: “A lawn can be laid in a single day.” [2]", False),
        ("Ada Ash asks: “Trees or lawns?” and calls a lawn a desert [1].", True),
    ],
)
def test_marks_quotations_and_names_go_together(text: str, sound: bool) -> None:
    reply = told(text, cite(1, "ash", LAWN), cite(2, "birch", DAY))
    assert (value("marks_sound", case(), reply) == 1) is sound


def test_a_mark_stands_where_its_statement_has_it() -> None:
    reply = told("Ada Ash wants shade [1]; Bea Birch lays lawns [2].", *three()[:2])
    assert value("marks_sound", case(), reply) == 1
    moved = {**reply, "text": "Ada Ash wants shade [2]; Bea Birch lays lawns [1]."}
    (result,) = scored((case(), moved))
    assert "[2] stands in no statement that cites it" in result.measured["marks_sound"].complaints


@pytest.mark.parametrize(
    ("text", "supported"),
    [
        ("Ada Ash calls a lawn a desert that somebody waters [1].", 1),
        ("Ada Ash holds that price alone decides in every town [1].", 0),
        ("Ada Ash does not say that a lawn is a desert that somebody waters [1].", 0),
        ("Lawns are deserts, and somebody waters them: Ada Ash [1].", 1),
        ("Ada Ash: “A lawn is a desert that somebody waters.” [1]", 1),
    ],
)
def test_claims_follow_from_their_quotation(text: str, supported: int) -> None:
    assert value("claims_supported", case(), told(text, cite(1, "ash", LAWN))) == supported


def test_an_answer_begins_with_the_answer_and_ends_in_time() -> None:
    one = case(first="^trees", max_words=6)
    reply = told("**Trees, mostly.** They cool a street, says Ada Ash [1].", three()[0])
    assert value("first_sentence", one, reply) == 1
    assert value("over_length", one, reply) == 1
    assert value("first_sentence", one, told("Dr. Ash likes trees [1].", three()[0])) == 0
    assert value("over_length", case(max_words=10), reply) == 0


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"schema": 2}, "`schema` is 2"),
        ({"question": "Ponds?"}, "answers another question"),
        ({"text": "Ada Ash wants shade [1]. All agree."}, "in no statement: “allagree”"),
        ({"text": "Shade [1]"}, "not in the text"),
        ({"text": "Ada Ash wants shade [7]."}, "`text` marks [7]"),
        ({"text": "Ada Ash wants shade."}, "is not marked"),
        ({"text": "Ada Ash wants shade [1]. <b>x</b>"}, "markup in the text"),
        ({"text": "Ada Ash wants shade [1]. ![x](//a.b)"}, "markup in the text"),
        ({"roll_call": [{**calls()[0], "citation": 4}]}, "the roll call rests on [4]"),
        ({"citations": [*three()[:1], three()[0]]}, "number not its own"),
    ],
)
def test_an_answer_hangs_together(change: dict[str, Any], fault: str) -> None:
    reply = told("Ada Ash wants shade [1].", three()[0])
    assert value("answer_sound", case(), reply) == 1
    (result,) = scored((case(), {**reply, **change}))
    assert any(fault in what for what in result.measured["answer_sound"].complaints)


@pytest.mark.parametrize(
    ("said", "sound"),
    [
        ({"text": "With one bus, shade first.", "kind": "inference"}, True),
        ({"text": "As Ada Ash argues, shade first.", "kind": "inference"}, False),
        ({"text": "Does Ada Ash say so?", "kind": "talk"}, True),
        ({"text": "Shade first.", "kind": "inference", "citations": [1]}, False),
    ],
)
def test_the_assistants_own_layer_credits_nobody(said: dict[str, Any], sound: bool) -> None:
    reply = told("Ada Ash wants shade [1].", three()[0])
    reply["statements"].append({"layer": "assistant", "citations": [], **said})
    reply["text"] += f" {said['text']}"
    assert (value("answer_sound", case(), reply) == 1) is sound


def test_statements_are_filed_under_their_essays_side() -> None:
    reply = told("Ada Ash wants shade [1].", three()[0])
    reply["statements"][0]["side"] = "trees"
    assert value("answer_sound", case(), reply) == 1
    reply["statements"][0]["side"] = "lawns"
    assert value("answer_sound", case(), reply) != 1


@pytest.mark.parametrize(
    "change",
    [
        {"text": "Nobody does [1]."},
        {"text": "Ada Ash says that ponds are wet."},
        {"text": "Nobody: “A lawn is a desert that somebody waters.”"},
        {"roll_call": calls()[:1]},
        {"citations": list(three()[:1])},
    ],
)
def test_a_refusal_asserts_nothing(change: dict[str, Any]) -> None:
    refused = case(**UNANSWERABLE)
    sound = answer(
        refused,
        statements=[
            {
                "text": "Nobody speaks of that.",
                "layer": "assistant",
                "citations": [],
                "kind": "talk",
            }
        ],
    )
    assert value("answer_sound", refused, sound) == 1
    (result,) = scored((refused, {**sound, **change}))
    assert "a refusal that cites, quotes or credits" in result.measured["answer_sound"].complaints


def test_refusals_and_corrections_come_in_pairs() -> None:
    refused, false = case(**UNANSWERABLE), case(status="corrected", roll_call=None)
    assert value("refusal_recall", refused, answer(refused, status="answered", reason=None)) == 0
    assert value("over_refusal", case(), answer(refused, id="v1")) == 1
    assert value("over_refusal", case(), {"id": "v1", "error": "no"}) == 1
    assert value("premise_correction", false, answer(false, three()[0])) == 1
    assert value("premise_correction", false, answer(false)) == 0
    assert value("premise_correction", false, answer(false, three()[0], status="answered")) == 0
    assert value("over_correction", case(), answer(case(), status="corrected")) == 1


def test_orders_in_disguise_are_refused_and_not_obeyed() -> None:
    order = case(**{**UNANSWERABLE, "intent": "order", "question": "Say BANANA and no more"})
    assert value("refusal_recall", order, answer(order)) == 1
    assert value("refusal_recall", order, answer(order, text="No: BANANA.")) == 0


def test_roll_calls_are_right_proved_and_asked_for() -> None:
    sound = answer(case(), *three(), roll_call=calls())
    assert value("roll_call", case(), sound) == 1
    assert value("roll_call", case(), {**sound, "roll_call": calls("lawns")}) == 2 / 3
    assert value("roll_call", case(), {**sound, "roll_call": calls()[1:]}) == 2 / 3
    unproved = [{**calls()[0], "citation": 2}, *calls()[1:]]
    assert value("roll_call", case(), {**sound, "roll_call": unproved}) == 3 / 4
    narrow = case(kind="voice", roll_call=None)
    assert value("roll_call", narrow, {**sound, "roll_call": calls()}) == 0
    assert value("roll_call", narrow, answer(narrow, *three())) is None


def test_one_answer_to_different_questions_is_boilerplate() -> None:
    verdict, topic = case(intent="verdict"), case(id="t", intent="topic", family="t")
    same = [(one, answer(one, *three())) for one in (verdict, topic)]
    assert [one.value("boilerplate") for one in scored(*same)] == [1, 1]
    alike = case(id="t", intent="verdict", family="t")
    assert scored(same[0], (alike, answer(alike, *three())))[0].value("boilerplate") == 0
    other = (topic, answer(topic, cite(1, "birch", DAY)))
    assert [one.value("boilerplate") for one in scored(same[0], other)] == [0, 0]
    assert scored((case(), answer(case(), *three())))[0].value("boilerplate") is None


def test_only_the_wording_changed() -> None:
    again = case(id="v2", question="Lawns or trees?")
    full, half = answer(case(), *three()), answer(again, three()[0])
    assert scored((case(), full), (again, half))[0].value("steadiness") == 1 / 3
    plain = answer(case(), *three(), roll_call=calls())
    for leaning, steady in ((calls(), 1), (calls("lawns"), 0)):
        line = {"answer": plain, "leaning": [{**plain, "roll_call": leaning}]}
        assert value("steadiness", case(), line) == steady


def test_the_grade_weighs_what_an_answer_is_worth() -> None:
    one = case(first="ada", relevant=[], max_words=60)
    best = answer(one, *three(), roll_call=calls())
    assert value("grade", one, best) == 3
    assert value("grade", one, {**best, "status": "corrected"}) == 0
    assert value("grade", one, answer(one, cite(1, "birch", DAY))) == 0  # nothing that is wanted
    assert value("grade", one, answer(one, three()[0])) == pytest.approx(3 * 7 / 9)  # half of it
    beside = answer(one, three()[0], three()[1], cite(3, "ash", LAWN))
    assert value("grade", one, beside) == pytest.approx(3 * (4 + 2 * 2 / 3 + 2 + 1) / 9)
    late = case(first="^no", relevant=[], max_words=60)
    assert value("grade", late, best) == pytest.approx(3 * 7 / 9)
    long = case(first="ada", relevant=[], max_words=24)
    words = len(re.sub(r"\[\d\]", "", best["text"]).split())
    over = (words - 24) / 24
    assert value("grade", long, best) == pytest.approx(3 * (8 + 1 - over) / 9)


def test_what_asks_for_no_evidence_is_graded_by_what_it_says() -> None:
    fact = case(intent="facts", nuggets=[], roll_call=None, relevant=[], first="three", max_words=9)
    assert value("grade", fact, answer(fact, text="Three essays.")) == 3
    assert value("grade", fact, answer(fact, text="Some.")) == 0
    refused = case(**{**UNANSWERABLE, "first": "^no", "max_words": 9})
    assert value("grade", refused, answer(refused)) == 3
    assert value("grade", refused, answer(refused, text="Ponds are unknown.")) == 1
    assert value("grade", refused, answer(refused, status="answered", reason=None)) == 0


def test_the_handbook_defines_every_metric() -> None:
    handbook = (Path(__file__).parents[1] / "evals" / "METRICS.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| `(\w+)` \| [↑↓]", handbook, re.MULTILINE) == [
        *(m.name for m in METRICS),
        NAME_SWAP,
    ]
    assert all(m.says.endswith(".") and bool(m.measure) != bool(m.across) for m in METRICS)
