"""Cases are checked against the essays; broken gold is refused by file and line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from assistant.errors import UserError
from assistant.settings import Settings
from evals.cases import load_cases
from evals.stored import Debates
from tests.evals_debate import COOL, DEBATES, UNANSWERABLE, case, evidence, nugget


def write(folder: Path, *cases: Any) -> Path:
    path = folder / "cases.jsonl"
    lines = [one if isinstance(one, str) else json.dumps(one) for one in cases]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def as_json(**changes: Any) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(case().model_dump_json())
    return {**data, **changes}


def test_sound_cases_load_in_order(tmp_path: Path) -> None:
    unanswerable = as_json(**UNANSWERABLE)
    loaded = load_cases(write(tmp_path, as_json(), "", unanswerable), DEBATES)
    assert [one.id for one in loaded] == ["v1", "u1"]
    assert loaded[0] == case()


def test_what_the_form_leaves_open_may_be_left_out(tmp_path: Path) -> None:
    short = {k: v for k, v in as_json().items() if k not in ("history", "family", "reference")}
    assert load_cases(write(tmp_path, {**short, "note": "mine"}), DEBATES)[0].cluster == "v1"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"status": "perhaps"}, "not a case: status"),
        ({"question": " "}, "`question` is empty"),
        ({"nuggets": [], "roll_call": None}, "neither nuggets nor a roll call"),
        ({"status": "refused"}, "a case to refuse has gold evidence"),
        ({"nuggets": [nugget("a", None, COOL), nugget("a", None, COOL)]}, "the same id"),
        ({"nuggets": [nugget("a", "ponds", COOL)]}, "no side ponds"),
        ({"nuggets": [nugget("a", None)]}, "no evidence"),
        ({"nuggets": [nugget("a", None, {**COOL, "essay": "oak"})]}, "no essay oak"),
        ({"nuggets": [nugget("a", None, {**COOL, "evidence": "Trees cool."})]}, "does not say"),
        ({"nuggets": [nugget("a", None, {**COOL, "evidence": ""})]}, "does not say"),
        ({"nuggets": [nugget("a", None, {**COOL, "voice": "Cyr Cedar"})]}, "spoken by Ada Ash"),
        ({"nuggets": [nugget("a", None, {**COOL, "voice": None})]}, "not by the unsigned author"),
        (
            {"nuggets": [nugget("a", None, evidence("ash", "Ada Ash", "Why shade matters"))]},
            "nobody (a heading)",
        ),
        ({"first": "(trees"}, "no regular expression"),
        ({"relevant": [{"essay": "ash", "evidence": "Moss."}]}, "relevant: ash does not say"),
        ({"relevant": [{"essay": "oak", "evidence": "Moss."}]}, "relevant: no essay oak"),
        ({"roll_call": {"oak": "trees"}}, "roll call: no essay oak"),
        ({"roll_call": {"ash": "shrubs"}}, "ash stands at shrubs"),
    ],
)
def test_bad_cases_are_refused_by_line(tmp_path: Path, change: dict[str, Any], told: str) -> None:
    path = write(tmp_path, as_json(id="v0"), as_json(**change))
    with pytest.raises(UserError) as refused:
        load_cases(path, DEBATES)
    assert f"{path}:2: " in refused.value.message
    assert told in refused.value.message
    assert f"{path}:1: " not in refused.value.message


def test_all_bad_lines_are_named_at_once(tmp_path: Path) -> None:
    path = write(tmp_path, "{", as_json(), as_json())
    with pytest.raises(UserError) as refused:
        load_cases(path, DEBATES)
    assert f"{path}:1: not JSON" in refused.value.message
    assert f"{path}:3: a second case with the id v1" in refused.value.message


def test_the_golds_word_for_voices_can_be_taken(tmp_path: Path) -> None:
    path = write(tmp_path, as_json(nuggets=[nugget("a", None, {**COOL, "voice": "Cyr Cedar"})]))
    assert load_cases(path, DEBATES, trust_voices=True)


def test_no_cases_at_all(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="holds no cases"):
        load_cases(write(tmp_path, ""), DEBATES)
    with pytest.raises(UserError, match="cannot be read"):
        load_cases(tmp_path / "none.jsonl", DEBATES)


def test_the_greatest_length_is_the_cases_own_or_that_of_its_sort() -> None:
    assert case(max_words=60).most_words == 60
    assert (case().most_words, case(kind="voice").most_words) == (400, 220)
    assert case(**UNANSWERABLE).most_words == 90
    assert case(kind="everyday.verdict", intent="verdict").is_verdict


def test_cases_are_about_the_debate_that_is_named(tmp_path: Path) -> None:
    """Without a name all count; with one, those that bear it, else those that bear none."""
    settings = Settings(corpus=tmp_path / "usual")
    both = {None, "rent-or-own"}
    assert Debates(None, settings).chosen(both) == both
    assert Debates(tmp_path / "usual", settings).chosen(both) == {None}
    assert Debates(tmp_path / "rent-or-own", settings).chosen(both) == {"rent-or-own"}
    assert Debates(tmp_path / "mine", settings).chosen({None}) == {None}
    with pytest.raises(UserError, match="no debate ponds"):
        Debates(None, settings).folder("ponds")


def test_a_half_without_cases_is_the_users_mistake(tmp_path: Path) -> None:
    path = write(tmp_path, as_json(split="dev"), as_json(id="v2", split="held"))
    assert [one.id for one in load_cases(path, DEBATES, split="held")] == ["v2"]
    with pytest.raises(UserError, match="no case belongs to the split held"):
        load_cases(write(tmp_path, as_json(split="dev")), DEBATES, split="held")
