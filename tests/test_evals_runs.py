"""Runs over the real essays: asked, kept, scored again, compared, and the same every time."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from assistant.debate import DebateAssistant
from assistant.errors import UserError
from assistant.index import Index
from assistant.settings import Settings
from evals.answers import parse_answers
from evals.cases import Case
from evals.comparing import compare
from evals.gating import REFERENCE, keep_baseline
from evals.grading import grade_all
from evals.loading import load_cases
from evals.nameswap import name_swap, swap_names
from evals.retrieved import retrieved
from evals.running import Asking, as_lines, ask_cases, leaning_questions
from evals.runs import RESULTS, Suite, of_both, read_lines, read_run, run_suite
from evals.stored import Stored, open_stored
from tests.evals_debate import answer, case

KINDS = ("verdict", "voice", "near_miss", "false_premise", "who_argues")


@pytest.fixture(scope="module")
def stored(settings: Settings) -> Stored:
    return open_stored(None, settings)


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory, stored: Stored) -> Path:
    """A file with the first reference case of a few kinds."""
    cases = load_cases(REFERENCE, stored)
    first = [next(case for case in cases if case.kind == kind) for kind in KINDS]
    path = tmp_path_factory.mktemp("cases") / "few.jsonl"
    path.write_text("".join(case.model_dump_json() + "\n" for case in first), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def run(
    tmp_path_factory: pytest.TempPathFactory, few: Path, settings: Settings
) -> tuple[Path, dict[str, Any], list[tuple[str, int, int]]]:
    out = tmp_path_factory.mktemp("run") / "one"
    steps: list[tuple[str, int, int]] = []
    suite = Suite(few, settings.corpus, name_swap=False)
    summary = run_suite(suite, settings, out, lambda *step: steps.append(step))
    return out, summary, steps


def test_a_run_leaves_results_summary_and_report(run: Any) -> None:
    out, summary, steps = run
    assert sorted(path.name for path in out.iterdir()) == [
        "report.html",
        "results.jsonl",
        "summary.json",
    ]
    assert json.loads((out / "summary.json").read_text()) == json.loads(json.dumps(summary))
    assert steps[0] == ("asking", 0, 5)
    assert steps[-1] == ("asking", 5, 5)
    assert summary["run"]["split"] == "all"
    assert summary["cases"] == summary["answers"] == 5
    assert summary["metrics"]["name_swap"]["value"] is None
    assert summary["problems"] == []


def test_quotations_and_voices_are_right_on_the_real_essays(run: Any) -> None:
    metrics = run[1]["metrics"]
    for name in ("verbatim_rate", "voice_accuracy", "essay_accuracy", "answers_valid"):
        assert metrics[name]["value"] == 1, name
    assert metrics["verbatim_rate"]["n"] >= 5


def test_results_hold_all_that_scoring_needs(run: Any, stored: Stored) -> None:
    out, summary, _ = run
    cases, answers = read_run(out, stored)
    grades, problems = grade_all(cases, answers, stored)
    assert problems == ()
    again = {g.case.id: g.value("nugget_recall_vital") for g in grades}
    assert len(again) == 5
    verdict = next(grade for grade in grades if grade.case.kind == "verdict")
    assert len(verdict.reply.leaning) == 2
    assert verdict.reply.retrieved
    assert summary["metrics"]["lean_invariance"]["n"] == 2


def test_asking_again_gives_the_same_apart_from_timings(
    run: Any, few: Path, settings: Settings, index: Index, stored: Stored
) -> None:
    def timeless(line: dict[str, Any]) -> dict[str, Any]:
        answers = [line["answer"], *line["leaning"]]
        return {**line, "answers": [{**a, "timings_ms": None} for a in answers]} | {
            "answer": None,
            "leaning": None,
        }

    first = read_lines(run[0])
    cases = load_cases(few, stored)
    second = json.loads(json.dumps(list(ask_cases(DebateAssistant(index), cases, Asking()))))
    assert [timeless(line) for line in second] == [timeless(line) for line in first]


def test_a_run_against_itself_is_no_difference(run: Any, stored: Stored) -> None:
    cases, answers = read_run(run[0], stored)
    grades = grade_all(cases, answers, stored)[0]
    assert compare(grades, grades).verdict == "no difference"


def test_a_baseline_needs_the_cases_it_left_out(run: Any, stored: Stored, tmp_path: Path) -> None:
    keep_baseline(run[0], tmp_path / "kept")
    with pytest.raises(UserError, match="holds no cases"):
        read_run(tmp_path / "kept", stored)
    cases, _ = read_run(tmp_path / "kept", stored, REFERENCE)
    assert {case.kind for case in cases} == set(KINDS)


def test_a_folder_with_other_things_is_left_alone(
    few: Path, settings: Settings, tmp_path: Path
) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(UserError, match="holds other files"):
        run_suite(Suite(few, settings.corpus), settings, tmp_path, lambda *_: None)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_results_of_no_run_are_the_users_mistake(stored: Stored, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="cannot be read"):
        read_run(tmp_path, stored)
    (tmp_path / RESULTS).write_text("nonsense\n")
    with pytest.raises(UserError, match="holds no results"):
        read_run(tmp_path, stored)


def test_an_answer_that_raises_is_an_error_line(stored: Stored, index: Index) -> None:
    class Broken(DebateAssistant):
        def ask(self, *args: Any, **kwargs: Any) -> Any:
            raise MemoryError("full")

    case = Case.model_validate_json(
        json.dumps({"id": "x", "kind": "voice", "question": "Who?", "status": "refused"})
    )
    (line,) = ask_cases(Broken(index), [case], Asking(lean=False))
    assert line["answer"] == {"id": "x", "error": "MemoryError: full"}


def test_the_lean_goes_to_each_side_in_turn(stored: Stored) -> None:
    case = next(c for c in load_cases(REFERENCE, stored) if c.kind == "verdict")
    asked = leaning_questions(case, stored.debate)
    assert len(asked) == len(stored.debate.sides)
    for question, side in zip(asked, stored.debate.sides, strict=True):
        assert question.startswith(case.question)
        assert side.label.lower() in question


def test_what_is_retrieved_is_verbatim_and_without_repeats(index: Index, stored: Stored) -> None:
    spans = retrieved(DebateAssistant(index), "What does Gord Hotchkiss say about research?")
    assert 5 <= len(spans) <= 10
    for span in spans:
        text = stored.debate.essay(span["essay"]).text
        assert text[span["start"] : span["end"]] == span["quote"]
    assert len({(s["essay"], s["start"], s["end"]) for s in spans}) == len(spans)


def test_names_move_on_by_one_essay(settings: Settings, stored: Stored, tmp_path: Path) -> None:
    import shutil

    shutil.copytree(settings.corpus, tmp_path / "copy")
    moved = swap_names(tmp_path / "copy", stored.debate)
    assert set(moved) == set(moved.values()) == {"Mark", "Max Kalehoff", "Muliadi Jeo"}
    assert all(old != new for old, new in moved.items())
    swapped = open_stored(tmp_path / "copy", settings).debate
    for essay in stored.debate.essays:
        other = swapped.essay(essay.slug)
        assert other.text == essay.text
        assert other.author == (moved[essay.author] if essay.author else None)


def test_credit_follows_the_text_when_names_are_swapped(
    settings: Settings, few: Path, stored: Stored
) -> None:
    cases = [case for case in load_cases(few, stored) if case.kind in ("voice", "who_argues")]
    measured = name_swap(cases, settings.corpus, settings, Asking())
    assert measured is not None
    assert measured.value == 1
    assert measured.of >= 2


def test_a_run_names_bad_writers_and_places_before_anything_is_asked(
    few: Path, settings: Settings, tmp_path: Path
) -> None:
    place = tmp_path / "file"
    place.write_text("mine")
    with pytest.raises(UserError, match="is a file"):
        run_suite(Suite(few, settings.corpus), settings, place, lambda *_: None)
    nobody = Suite(few, settings.corpus, asking=Asking("nobody"))
    with pytest.raises(UserError, match="no writer 'nobody'"):
        run_suite(nobody, settings, tmp_path / "out", lambda *_: None)
    assert place.read_text() == "mine"


def test_halves_are_left_out_of_a_comparison_and_lost_answers_are_not() -> None:
    a = [case(id=id, split=half) for id, half in (("d1", "dev"), ("h1", "held"), ("h2", "held"))]
    b = [case(id=id, split="held") for id in ("h1", "h3")]
    answered = parse_answers(as_lines([answer(one) for one in b]))
    cases, remark = of_both(a, answered, b)
    assert [one.id for one in cases] == ["h1", "h2"]
    assert remark == (
        "1 of A's cases are of the other half and left out; "
        "1 of B's cases are not in A and left out; "
        "1 of A's cases have no answer in B and count as failed"
    )
    assert of_both(a, parse_answers(as_lines([answer(one) for one in a])), a)[1] == ""
