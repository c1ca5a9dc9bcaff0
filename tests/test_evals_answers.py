"""Damaged answers files: reported, counted as failed, and never a crash."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.errors import UserError
from evals.answers import parse_answers, read_answers
from evals.scoring import figures, score_all, summary
from tests.evals_debate import DEBATES, UNANSWERABLE, answer, calls, case, three

CASES = (case(), case(id="v2", question="Lawns or trees?"), case(**UNANSWERABLE))
SOUND: list[dict[str, Any]] = [
    answer(CASES[0], *three(), roll_call=calls()),
    answer(CASES[1], *three(), roll_call=calls()),
    answer(CASES[2]),
]


def raw(*lines: Any) -> bytes:
    return b"\n".join(
        line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines
    )


def scored(*lines: Any) -> dict[str, Any]:
    return summary(CASES, parse_answers(raw(*lines)), DEBATES)


def metric(result: dict[str, Any], name: str) -> float | None:
    value: float | None = result["metrics"][name]["value"]
    return value


def test_sound_answers_have_no_problems() -> None:
    result = scored(*SOUND)
    assert result["problems"] == []
    assert metric(result, "answer_sound") == metric(result, "nugget_recall") == 1


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (b'{"id": "v1", "status"', "not JSON"),
        (b"\xff\xfe nonsense", "not JSON"),
        (b'{"id": "v1", "id": "v1"}', "the same key twice"),
        (b'{"id": "v1", "timings_ms": {"total": NaN}}', "NaN"),
        (b"[" * 100_000, "not JSON"),
        (b"17", "not a JSON object"),
        (b'{"id": "v1", "error": "no memory"}', "no memory"),
        (b'{"id": 17}', "`id` is '17', not a string"),
    ],
)
def test_a_broken_line_is_reported_and_fails_its_case(line: bytes, told: str) -> None:
    result = scored(line, *SOUND[1:])
    assert any(told in problem and "line 1" in problem for problem in result["problems"])
    assert metric(result, "answer_sound") != 1
    assert metric(result, "nugget_recall") == 1 / 2
    assert metric(result, "over_refusal") == 1 / 2
    json.dumps(result)


def test_missing_double_and_foreign_answers() -> None:
    missing = scored(*SOUND[1:])
    assert missing["problems"] == ["no line (v1): no answer: counts as failed"]
    assert metric(missing, "nugget_recall") == 1 / 2
    double = scored(*SOUND, SOUND[0])
    assert "line 4 (v1): a second answer with this id: both fail" in double["problems"]
    assert metric(double, "nugget_recall") == 1 / 2
    foreign = scored(*SOUND, {**SOUND[0], "id": "v9"})
    assert any("no case has this id" in problem for problem in foreign["problems"])
    assert metric(foreign, "nugget_recall") == 1


def test_an_answer_to_another_question_is_not_valid() -> None:
    result = scored({**SOUND[0], "question": "Ponds?"}, *SOUND[1:])
    assert metric(result, "answer_sound") != 1
    respaced = scored({**SOUND[0], "question": " Trees  or lawns?\n"}, *SOUND[1:])
    assert metric(respaced, "answer_sound") == 1


def test_an_unanswerable_question_without_an_answer_was_not_refused() -> None:
    assert metric(scored(*SOUND[:2]), "refusal_recall") == 0


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"schema": 2}, "`schema` is 2"),
        ({"status": "maybe"}, "`status` is 'maybe'"),
        ({"reason": "not_in_essays"}, "does not go with the status"),
        ({"text": ""}, "`text` is empty"),
        ({"text": None}, "`text` is 'None', not a string"),
        ({"statements": {}}, "`statements` is '{}', not a list"),
        ({"statements": ["so"]}, "`statements[1]` is not an object"),
        ({"citations": [{}]}, "`citations[1].quote` is missing"),
        ({"citations": [{**three()[0], "start": "4"}]}, "`citations[1].start`"),
        ({"citations": [{**three()[0], "number": True}]}, "`citations[1].number`"),
        ({"citations": [{**three()[0], "role": "narrator"}]}, "`citations[1].role`"),
        ({"roll_call": None}, "`roll_call` is 'None', not a list"),
        ({"timings_ms": {"total": -1}}, "`timings_ms.total`"),
        ({"timings_ms": {}}, "`timings_ms.total` is missing"),
        ({"gate": None}, "`gate`"),
    ],
)
def test_every_departure_from_the_schema_is_named(change: dict[str, Any], told: str) -> None:
    result = scored({**SOUND[0], **change}, *SOUND[1:])
    assert any(told in problem for problem in result["problems"]), result["problems"]
    assert metric(result, "answer_sound") != 1


def test_one_line_break_in_a_string_is_no_end_of_line() -> None:
    separated = {**SOUND[0], "text": SOUND[0]["text"] + "\u2028\x85 and so on"}
    line = json.dumps(separated, ensure_ascii=False).encode()
    assert scored(line, *SOUND[1:])["problems"] == []


def test_no_file_is_the_users_mistake(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="cannot be read"):
        read_answers(tmp_path / "none.jsonl")
    (tmp_path / "bom.jsonl").write_bytes(b"\xef\xbb\xbf" + raw(*SOUND) + b"\r\n")
    assert len(read_answers(tmp_path / "bom.jsonl").replies) == 3


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3)
    ),
    max_leaves=6,
)


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(sorted(SOUND[0])),
    st.sampled_from(["", *sorted(three()[0])]),
    _JSON,
)
def test_whatever_stands_in_a_field_scoring_goes_on(field: str, inner: str, junk: Any) -> None:
    damaged = json.loads(json.dumps(SOUND[0]))
    if inner:
        damaged["citations"][0][inner] = junk
    else:
        damaged[field] = junk
    lines = raw(json.dumps(damaged, allow_nan=True).encode(), *SOUND[1:])
    answers = parse_answers(lines)
    grades, _ = score_all(CASES, answers, DEBATES)
    for figure in figures(grades).values():
        assert figure.value is None or figure.value == figure.value
    json.dumps(summary(CASES, answers, DEBATES))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.binary(max_size=60), max_size=4))
def test_whatever_stands_in_a_file_scoring_goes_on(lines: list[bytes]) -> None:
    result = scored(*lines)
    assert metric(result, "answer_sound") == 0
