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
from evals.cases import REFERENCE, Case, load_cases
from evals.comparing import compare
from evals.gates import keep_baseline
from evals.nameswap import name_swap, swap_names
from evals.running import Asking, Assistants, as_lines, ask_cases, leaning_questions
from evals.runs import RESULTS, Suite, of_both, read_lines, read_run, run_suite
from evals.scoring import score_all
from evals.stored import Debates, open_stored
from tests.evals_debate import answer, case


class Known(Assistants):
    """One assistant for every case."""

    def __init__(self, assistant: DebateAssistant, debates: Debates) -> None:
        super().__init__(debates)
        self.assistant = assistant

    def of(self, case: Case) -> DebateAssistant:
        return self.assistant


KINDS = ("verdict", "voice", "near_miss", "false_premise", "who_argues")


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory, debates: Debates) -> Path:
    """A file with the first reference case of a few kinds."""
    cases = load_cases(REFERENCE, debates)
    first = [next(one for one in cases if one.kind == kind) for kind in KINDS]
    path = tmp_path_factory.mktemp("cases") / "few.jsonl"
    path.write_text("".join(one.model_dump_json() + "\n" for one in first), encoding="utf-8")
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
    assert "name_swap" not in summary["metrics"]
    assert summary["problems"] == []


def test_quotations_and_voices_are_right_on_the_real_essays(run: Any) -> None:
    metrics = run[1]["metrics"]
    for name in ("citations_sound", "answer_sound"):
        assert metrics[name]["value"] == 1, name
    assert metrics["citations_sound"]["n"] >= 5


def test_results_hold_all_that_scoring_needs(run: Any, debates: Debates) -> None:
    out, summary, _ = run
    cases, answers = read_run(out, debates)
    grades, problems = score_all(cases, answers, debates)
    assert problems == ()
    assert len(grades) == 5
    verdict = next(grade for grade in grades if grade.case.kind == "verdict")
    assert len(verdict.view.reply.leaning) == 2
    assert summary["metrics"]["steadiness"]["n"] == 2


def test_asking_again_gives_the_same_apart_from_timings(
    run: Any, few: Path, debates: Debates, index: Index
) -> None:
    def timeless(line: dict[str, Any]) -> list[dict[str, Any]]:
        return [{**a, "timings_ms": None} for a in (line["answer"], *line["leaning"])]

    cases = load_cases(few, debates)
    lines = list(ask_cases(Known(DebateAssistant(index), debates), cases, Asking()))
    second = json.loads(json.dumps(lines))
    assert [*map(timeless, second)] == [*map(timeless, read_lines(run[0]))]


def test_a_run_against_itself_is_no_difference(run: Any, debates: Debates) -> None:
    cases, answers = read_run(run[0], debates)
    grades = score_all(cases, answers, debates)[0]
    assert compare(grades, grades).verdict == "no difference"


def test_a_baseline_needs_the_cases_it_left_out(run: Any, debates: Debates, tmp_path: Path) -> None:
    keep_baseline(run[0], tmp_path / "kept")
    with pytest.raises(UserError, match="holds no cases"):
        read_run(tmp_path / "kept", debates)
    cases, _ = read_run(tmp_path / "kept", debates, REFERENCE)
    assert {one.kind for one in cases} == set(KINDS)


def test_a_folder_with_other_things_is_left_alone(
    few: Path, settings: Settings, tmp_path: Path
) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(UserError, match="holds other files"):
        run_suite(Suite(few, settings.corpus), settings, tmp_path, lambda *_: None)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_results_of_no_run_are_the_users_mistake(debates: Debates, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="cannot be read"):
        read_run(tmp_path, debates)
    (tmp_path / RESULTS).write_text("nonsense\n")
    with pytest.raises(UserError, match="holds no results"):
        read_run(tmp_path, debates)


def test_an_answer_that_raises_is_an_error_line(debates: Debates, index: Index) -> None:
    class Broken(DebateAssistant):
        def ask(self, *args: Any, **kwargs: Any) -> Any:
            raise MemoryError("full")

    one = Case.model_validate_json(
        json.dumps({"id": "x", "kind": "voice", "question": "Who?", "status": "refused"})
    )
    (line,) = ask_cases(Known(Broken(index), debates), [one], Asking(lean=False))
    assert line["answer"] == {"id": "x", "error": "MemoryError: full"}


def test_the_lean_goes_to_each_side_in_turn(debates: Debates) -> None:
    verdict = next(c for c in load_cases(REFERENCE, debates) if c.kind == "verdict")
    sides = debates.of(verdict).debate.sides
    asked = leaning_questions(verdict, debates.of(verdict).debate)
    assert len(asked) == len(sides)
    for question, side in zip(asked, sides, strict=True):
        assert question.startswith(verdict.question)
        assert side.label.lower() in question
    assert leaning_questions(case(roll_call=None), debates.of(verdict).debate) == []


def test_names_move_on_by_one_essay(settings: Settings, debates: Debates, tmp_path: Path) -> None:
    import shutil

    shutil.copytree(settings.corpus, tmp_path / "copy")
    moved = swap_names(tmp_path / "copy", debates.of(case()).debate)
    assert set(moved) == set(moved.values()) == {"Mark", "Max Kalehoff", "Muliadi Jeo"}
    assert all(old != new for old, new in moved.items())
    swapped = open_stored(tmp_path / "copy", settings).debate
    for essay in debates.of(case()).debate.essays:
        other = swapped.essay(essay.slug)
        assert other.text == essay.text
        assert other.author == (moved[essay.author] if essay.author else None)


def test_credit_follows_the_text_when_names_are_swapped(
    settings: Settings, few: Path, debates: Debates
) -> None:
    cases = [one for one in load_cases(few, debates) if one.kind in ("voice", "who_argues")]
    measured = name_swap(cases, debates, Asking())
    assert measured is not None
    assert measured.value == 1
    assert measured.of >= 1


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


def test_cases_of_other_debates_are_asked_over_theirs(settings: Settings, tmp_path: Path) -> None:
    """Without a folder named, each case finds its own debate, which is ingested at need."""
    lines = REFERENCE.read_text(encoding="utf-8").splitlines()
    refused = (one for one in map(Case.model_validate_json, lines) if one.status == "refused")
    usual = next(one for one in refused if one.corpus is None)
    others = [usual.model_copy(update={"id": id, "corpus": "four-day-week"}) for id in "ab"]
    path = tmp_path / "both.jsonl"
    path.write_text("".join(f"{one.model_dump_json()}\n" for one in (usual, *others)), "utf-8")
    told = run_suite(Suite(path, name_swap=False), settings, tmp_path / "out", lambda *_: None)
    assert told["cases"] == 3
    assert told["debates"].keys() == {"four-day-week"}
    assert told["run"]["corpus"] == "all"
    assert all("error" not in line["answer"] for line in read_lines(tmp_path / "out"))
