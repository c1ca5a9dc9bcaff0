"""Every metric on answers small enough to work its value out by hand."""

from __future__ import annotations

from typing import Any

import pytest

from evals.metrics.table import BY_NAME, METRICS
from tests.evals_debate import (
    STORED,
    UNANSWERABLE,
    answer,
    calls,
    case,
    cite,
    graded,
    three,
)

VERDICT = case()
SOUND = answer(VERDICT, *three(), roll_call=calls())


def value(metric: str, data: Any, gold: Any = VERDICT) -> float | None:
    return graded(gold, data).value(metric)


def test_a_sound_answer_is_faultless() -> None:
    grade = graded(VERDICT, SOUND)
    perfect = [m.name for m in METRICS if m.better == "higher" and grade.value(m.name) != 1]
    none = [name for name in perfect if grade.value(name) is None]
    assert set(perfect) - set(none) <= {"length_ok", "reference_likeness"}
    assert not [
        m.name
        for m in METRICS
        if m.better == "lower" and grade.value(m.name) not in (0, None, 12.5)
    ]


def test_nugget_recall_counts_what_is_cited_under_the_right_voice() -> None:
    two = answer(VERDICT, *three()[::2])
    assert value("nugget_recall_vital", two) == 1 / 2
    assert value("nugget_recall_all", two) == 2 / 3
    swapped = answer(VERDICT, {**three()[0], "voice": "Cyr Cedar"}, *three()[1:])
    assert value("nugget_recall_vital", swapped) == 1 / 2
    assert value("evidence_recall", swapped) == 1


@pytest.mark.parametrize(
    ("quote", "proves"),
    [
        ("Trees cool a street by several degrees", 1.0),  # all of the evidence
        ("Trees cool a street by", 1.0),  # 22 of its 38 characters
        ("by several degrees in “high summer” alone.", 0.0),  # 18 of its 38
    ],
)
def test_half_of_the_evidence_is_enough(quote: str, proves: float) -> None:
    one = case(nuggets=[VERDICT.nuggets[0].model_dump()], roll_call=None)
    assert value("nugget_recall_vital", answer(one, cite(1, "ash", quote)), one) == proves


def test_a_quotation_that_is_not_in_the_essay_is_matched_by_its_words() -> None:
    one = case(nuggets=[VERDICT.nuggets[0].model_dump()], roll_call=None)
    altered = {**three()[0], "quote": "Indeed, trees cool a street by several degrees, always."}
    assert value("nugget_recall_vital", answer(one, altered), one) == 1
    assert value("verbatim_rate", answer(one, altered), one) == 0


def test_only_used_and_marked_citations_count() -> None:
    unmarked = {**SOUND, "text": SOUND["text"].replace("[1]", "")}
    assert value("nugget_recall_vital", unmarked) == 1 / 2
    assert value("citations_anchored", unmarked) == 2 / 3
    unused = answer(VERDICT, *three())
    unused["statements"][1]["citations"] = []
    assert value("nugget_recall_vital", unused) == 1 / 2
    assert value("citations_anchored", unused) == 2 / 3


def test_a_shared_number_leads_nowhere() -> None:
    shared = answer(VERDICT, three()[0], {**three()[1], "number": 1}, three()[2])
    assert value("nugget_recall_vital", shared) == 0
    # Markers, uses and own numbers, three each: those of [3] alone are sound.
    assert value("references_resolve", shared) == 3 / 9


def test_offsets_and_words_are_told_apart() -> None:
    first, *others = three()
    off = answer(VERDICT, {**first, "start": first["start"] + 1, "end": first["end"] + 1}, *others)
    assert value("verbatim_rate", off) == 2 / 3
    assert value("quote_found_rate", off) == 1
    assert value("voice_accuracy", off) == 1
    altered = answer(VERDICT, {**first, "quote": first["quote"].replace("cool", "heat")}, *others)
    assert value("verbatim_rate", altered) == value("quote_found_rate", altered) == 2 / 3
    assert value("voice_accuracy", altered) == 1  # of the two whose words stand somewhere


def test_a_right_quote_from_a_wrong_essay_is_wrong() -> None:
    wrong = answer(VERDICT, {**three()[0], "essay": "birch"}, *three()[1:])
    assert value("essay_accuracy", wrong) == 2 / 3
    assert value("verbatim_rate", wrong) == 2 / 3
    assert value("voice_accuracy", wrong) == 1


def test_a_citation_over_two_voices_is_wrong_whoever_it_names() -> None:
    text = "A lawn is a desert that somebody waters.\n\nNothing is cheaper to keep than grass"
    both = cite(1, "ash", text)
    assert value("voice_accuracy", answer(VERDICT, both)) == 0
    heading = {**cite(1, "ash", "A lawn is a desert"), "quote": "Why shade matters"}
    heading |= {"start": 0, "end": 17}
    assert value("voice_accuracy", answer(VERDICT, heading)) == 0
    assert value("verbatim_rate", answer(VERDICT, heading)) == 1


def test_role_attitude_and_source_are_judged_apart_from_the_name() -> None:
    quoted = cite(1, "ash", "Nothing is cheaper to keep than grass, and children need it.")
    for key, wrong, metric in (
        ("role", "author", "role_accuracy"),
        ("attitude", "endorses", "attitude_accuracy"),
        ("title", "Room to Play", "source_accuracy"),
        ("author", None, "source_accuracy"),
        ("heading", "Costs", "source_accuracy"),
    ):
        data = answer(VERDICT, {**quoted, key: wrong})
        assert value(metric, data) == 0, key
        assert value("voice_accuracy", data) == 1, key
        assert value(metric, answer(VERDICT, quoted)) == 1, key


def test_the_unsigned_author_is_nobody_and_not_uncertain() -> None:
    safe = three()[2]
    assert value("voice_accuracy", answer(VERDICT, safe)) == 1
    assert value("voice_accuracy", answer(VERDICT, {**safe, "role": "uncertain"})) == 0
    assert value("voice_accuracy", answer(VERDICT, {**safe, "voice": "Bea Birch"})) == 0


def test_the_confusion_table_says_who_was_taken_for_whom() -> None:
    quoted = cite(1, "ash", "Nothing is cheaper to keep than grass, and children need it.")
    names = {"Ada Ash": "author", "Bea Birch": "other", "Eve": "stranger", None: "nobody"}
    for name, sort in names.items():
        grade = graded(VERDICT, answer(VERDICT, {**quoted, "voice": name}))
        assert grade.confusions == (("quoted", sort),)
    own = cite(1, "ash", "A lawn is a desert that somebody waters.", voice="Cyr Cedar")
    assert graded(VERDICT, answer(VERDICT, own)).confusions == (("author", "quoted"),)
    assert graded(VERDICT, answer(VERDICT, quoted)).confusions == (("quoted", "right"),)


def test_quotations_stand_in_the_text_before_their_own_marker() -> None:
    swapped = SOUND["text"].replace("[1]", "[0]").replace("[2]", "[1]").replace("[0]", "[2]")
    assert value("quotes_in_text", {**SOUND, "text": swapped}) == 1 / 3
    gone = SOUND["text"].replace(three()[1]["quote"], "so and so")
    assert value("quotes_in_text", {**SOUND, "text": gone}) == 2 / 3
    escaped = SOUND["text"].replace(",", "\\,").replace("“", '"').replace("”", '"')
    assert value("quotes_in_text", {**SOUND, "text": escaped}) == 1


def test_quotations_in_the_text_must_be_somebodys() -> None:
    added = SOUND["text"] + "\n\nThey say: “Grass is always so much greener.”"
    assert value("text_quotes_verbatim", {**SOUND, "text": added}) == 3 / 4
    titled = SOUND["text"] + "\n\nSee “Notes on Green Towns” and “shade”."
    assert value("text_quotes_verbatim", {**SOUND, "text": titled}) == 1


def test_a_denied_quotation_proves_nothing() -> None:
    for denial in ("does not argue", "never said", "denies"):
        data = answer(VERDICT, *three())
        data["statements"][0]["text"] = f"Ada Ash {denial}: “{three()[0]['quote']}”"
        assert value("nugget_recall_vital", data) == 1 / 2, denial
    for framing in ("does not say so; she writes", "disagrees and argues", "cannot be clearer"):
        data["statements"][0]["text"] = f"Ada Ash {framing}: “{three()[0]['quote']}”"
        assert value("nugget_recall_vital", data) == 1, framing


def test_voices_must_be_named_beside_their_words() -> None:
    def named(old: str, new: str) -> float | None:
        return value("voice_named_rate", {**SOUND, "text": SOUND["text"].replace(old, new)})

    assert named("Bea Birch", "Birch") == 1
    assert named("Bea Birch", "She") == 2 / 3  # Ada is named above, Bea nowhere
    assert named("Bea Birch holds", "Bea Birch adds [1]. She holds") == 1
    assert named("Bea Birch", "Ada Ash") == 2 / 3
    assert named("The notes", "Ada Ash") == 2 / 3
    assert named("The notes", "Ada Ash differs from this essay, which") == 1


def test_long_quotations_and_too_many_are_noise() -> None:
    long = {**three()[0], "quote": "grass " * 61}
    assert value("noise_rate", answer(VERDICT, long, *three()[1:])) == 1 / 3
    assert value("noise_rate", answer(VERDICT, {**long, "quote": "grass " * 60})) == 0
    narrow = case(kind="voice", roll_call=None)
    many = [{**three()[0], "number": n, "quote": "trees are " * 30} for n in range(1, 8)]
    # 300 characters each: five fit into 1,500, ten into 3,000.
    assert value("noise_rate", answer(narrow, *many), narrow) == 2 / 7
    assert value("noise_rate", answer(VERDICT, *many)) == 0


def test_sides_and_contrarian() -> None:
    lawns = answer(VERDICT, *three()[1:])
    assert value("side_coverage", lawns) == 1 / 2
    assert value("contrarian_coverage", lawns) == 0
    one_sided = case(nuggets=[VERDICT.nuggets[1].model_dump()], roll_call=None)
    assert value("side_coverage", lawns, one_sided) is None
    assert value("contrarian_coverage", lawns, one_sided) is None


def test_roll_calls() -> None:
    def called(entries: list[dict[str, Any]]) -> float | None:
        return value("roll_call_accuracy", answer(VERDICT, *three(), roll_call=entries))

    assert called(calls()) == 1
    assert called(calls(trees="lawns")) == 2 / 3
    assert called(calls()[:2]) == 2 / 3
    assert called([*calls(), calls()[0]]) == 2 / 3
    assert called([]) == 0
    stranger = {"essay": "oak", "author": None, "position": "trees", "citation": None}
    assert called([*calls(), stranger]) == 3 / 4
    narrow = case(roll_call=None)
    assert value("roll_call_accuracy", SOUND, narrow) is None


def test_a_position_is_proved_from_its_own_essay() -> None:
    for citation, proved in ((2, 2 / 3), (9, 2 / 3), (None, 2 / 3), (1, 1.0)):
        entries = [{**calls()[0], "citation": citation}, *calls()[1:]]
        assert value("roll_call_proof", answer(VERDICT, *three(), roll_call=entries)) == proved
    silent = [{**calls()[0], "position": "silent", "citation": None}]
    assert value("roll_call_proof", answer(VERDICT, *three(), roll_call=silent)) == 1


def test_refusals_are_a_pair() -> None:
    gold = case(**UNANSWERABLE)
    refused, answered = answer(gold), answer(gold, *three(), status="answered", reason=None)
    assert value("refusal_recall", refused, gold) == 1
    assert value("hallucination", refused, gold) == 0
    assert value("hallucination", answered, gold) == 1
    assert value("over_refusal", refused, gold) is None
    assert value("over_refusal", SOUND) == 0
    over = {**answer(VERDICT), "status": "refused", "reason": "off_topic"}
    assert value("over_refusal", over) == 1
    assert value("refusal_precision", over) == 0
    assert value("nugget_recall_vital", over) == 0


@pytest.mark.parametrize(
    "change",
    [
        {"citations": [three()[0]]},
        {"text": "Nothing on that [1]."},
        {"roll_call": calls()},
        {"text": "No. But Children run on lawns, and they do not run in groves."},
        {"statements": [{"text": "So they say.", "layer": "essays", "citations": [1]}]},
    ],
)
def test_a_refusal_cites_and_quotes_nothing(change: dict[str, Any]) -> None:
    gold = case(**UNANSWERABLE)
    assert value("refusal_clean", answer(gold, **change), gold) == 0
    assert value("refusal_clean", answer(gold), gold) == 1


def test_a_premise_is_corrected_with_evidence() -> None:
    gold = case(kind="false_premise", status="corrected", roll_call=None)
    right = answer(gold, *three()[:1])
    assert value("premise_correction", right, gold) == 1
    assert value("premise_correction", {**right, "status": "answered"}, gold) == 0
    assert value("premise_correction", answer(gold, three()[2]), gold) == 0  # okay, not vital
    assert value("over_correction", {**SOUND, "status": "corrected"}) == 1
    assert value("over_correction", right, gold) is None


def test_length_is_judged_by_what_the_question_wants() -> None:
    narrow, refusal = case(kind="voice", roll_call=None), case(**UNANSWERABLE)
    for gold, words, right in (
        (VERDICT, 149, 0),
        (VERDICT, 150, 1),
        (VERDICT, 400, 1),
        (VERDICT, 401, 0),
        (narrow, 150, 1),
        (narrow, 151, 0),
        (refusal, 90, 1),
        (refusal, 91, 0),
    ):
        data = {**answer(gold), "text": "word " * words + "[1]"}
        assert value("length_ok", data, gold) == right, (gold.kind, words)
        assert value("text_words", data, gold) == words


def test_statements_rest_on_what_they_cite_and_on_no_more() -> None:
    assert value("citation_recall", SOUND) == value("citation_precision", SOUND) == 1
    more = answer(VERDICT, *three())
    more["statements"][0]["citations"] = [1, 3]
    assert value("citation_recall", more) == 1
    assert value("citation_precision", more) == 3 / 4
    other = answer(VERDICT, *three())
    other["statements"][0]["citations"] = [2]
    assert value("citation_recall", other) == 2 / 3
    dangling = answer(VERDICT, *three())
    dangling["statements"][0]["citations"] = [7]
    assert value("citation_recall", dangling) == 2 / 3
    own = answer(VERDICT, *three())
    own["statements"][0]["layer"] = "assistant"
    assert value("layers_apart", own) == 0
    bare = answer(VERDICT, *three())
    bare["statements"][0]["citations"] = []
    assert value("uncited_statements", bare) == 1 / 3


def test_cuts_and_repeats() -> None:
    inside = cite(1, "ash", "rees cool a street by several degrees")
    assert value("quotes_well_cut", answer(VERDICT, inside, *three()[1:])) == 2 / 3
    assert value("verbatim_rate", answer(VERDICT, inside)) == 1
    whole = STORED.debate.essay("ash").text
    long = cite(1, "ash", whole[whole.index("Trees") :])  # four sentences
    assert value("quotes_well_cut", answer(VERDICT, long)) == 0
    again = cite(4, "ash", "Trees cool a street by several degrees")
    assert value("repetition_rate", answer(VERDICT, *three(), again)) == 1 / 4
    apart = cite(4, "ash", "A lawn is a desert that somebody waters.")
    assert value("repetition_rate", answer(VERDICT, *three(), apart)) == 0


def test_readers_see_what_the_statements_say() -> None:
    hidden = answer(VERDICT, *three())
    hidden["statements"][1]["text"] = "Birch is all for trees."
    assert value("statements_in_text", hidden) == 2 / 3
    marked = answer(VERDICT, *three())
    marked["statements"][1]["text"] += " [2]"
    assert value("statements_in_text", marked) == 1
    hidden["statements"].append({"text": "So it is.", "layer": "essays", "citations": []})
    assert value("statements_cited", hidden) == 3 / 4


@pytest.mark.parametrize(
    "planted",
    [
        "![x](//a.example/p)",
        "[more](javascript:alert(1))",
        "<img src=x>",
        "see https://a.example",
        "[1]: //a.example",
    ],
)
def test_a_text_holds_no_markup_that_acts(planted: str) -> None:
    assert value("text_safe", {**SOUND, "text": SOUND["text"] + "\n\n" + planted}) == 0
    assert value("text_safe", SOUND) == 1
    assert value("text_safe", {**SOUND, "text": "Less is < more (so [1]) “as ever”."}) == 1


def test_statements_are_filed_under_their_essays_side() -> None:
    data = answer(VERDICT, *three())
    for statement, side in zip(data["statements"], ("trees", "trees", None), strict=True):
        statement["side"] = side
    assert value("side_labels", data) == 1 / 2
    assert value("side_labels", SOUND) is None


def test_the_roll_call_names_the_right_authors() -> None:
    entries = [{**calls()[0], "author": "Bea Birch"}, *calls()[1:]]
    assert value("source_accuracy", answer(VERDICT, *three(), roll_call=entries)) == 5 / 6


def test_refusals_give_the_right_reason() -> None:
    for kind, reason, right in (
        ("near_miss", "not_in_essays", 1),
        ("near_miss", "off_topic", 0),
        ("off_topic", "off_topic", 1),
        ("injection", "off_topic", None),
    ):
        gold = case(**{**UNANSWERABLE, "kind": kind})
        assert value("reason_accuracy", answer(gold, reason=reason), gold) == right, kind


def test_a_denial_in_the_text_counts_too() -> None:
    text = SOUND["text"].replace("Ada Ash holds", "Ada Ash does not hold")
    assert value("nugget_recall_vital", {**SOUND, "text": text}) == 1 / 2


def test_a_paraphrase_rests_on_a_nugget_and_overlap_alone_on_nothing() -> None:
    said = answer(VERDICT, three()[0])
    said["statements"][0]["text"] = "Ash holds that trees cool streets by several degrees."
    assert value("citation_recall", said) == 1
    said["statements"][0]["text"] = "Ash holds that trees are lovely in summer."
    assert value("citation_recall", said) == 0


def test_retrieval_is_read_off_the_citations_in_the_order_of_their_numbers() -> None:
    turned = [{**c, "number": 4 - c["number"]} for c in three()]
    assert value("mrr", answer(VERDICT, *turned)) == 1
    assert value("recall_at_5", answer(VERDICT, *turned[:2])) == 2 / 3
    useless = cite(1, "ash", "That is simply wrong about the cost of water.")
    late = answer(VERDICT, useless, {**three()[0], "number": 2})
    assert value("mrr", late) == 1 / 2
    assert value("cover_at_10", late) == 0
    assert value("least_side_recall_at_10", late) == 0


def test_what_was_retrieved_takes_the_place_of_what_is_cited() -> None:
    spans = [{k: c[k] for k in ("essay", "quote", "start", "end")} for c in three()]
    line = {"answer": answer(VERDICT), "retrieved": spans, "leaning": []}
    assert value("recall_at_5", line) == 1
    assert value("nugget_recall_all", line) == 0


def test_latency_and_likeness() -> None:
    assert value("latency_ms", SOUND) == 12.5
    assert value("latency_ms", {**SOUND, "timings_ms": {"total": "fast"}}) is None
    same = {**SOUND, "text": VERDICT.reference}
    assert value("reference_likeness", same) == 1
    assert value("reference_likeness", {**SOUND, "text": VERDICT.question}) == 0


def test_names_and_definitions_are_there_for_every_metric() -> None:
    assert len(BY_NAME) == len(METRICS)
    for metric in METRICS:
        assert "None" in metric.definition or metric.name in ("length_ok",), metric.name
