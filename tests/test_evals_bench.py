"""The bench: ratios to a floor of the same run, over the essays and over synthetic points."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.debate import DebateAssistant
from assistant.index import Index, open_index
from assistant.settings import Settings
from evals.bench.corpus import write_corpus
from evals.bench.growth import write_scaled
from evals.bench.speed import Timing, answers_timed, questions_about
from ingest.essays import analyse_folder


def test_ratios_are_of_medians_and_of_slow_rounds() -> None:
    timing = Timing("answer", 0.04, 0.02, 40, (0.09, 0.03))
    assert (timing.ratio, timing.slow_ratio) == (2, 3)
    assert Timing("open", 1.0).ratio is None
    assert timing.as_json()["ratio"] == 2


def test_answers_take_turns_with_the_floor(index: Index) -> None:
    questions = ["What is customer focus?", "Who argues for the product?"]
    timings = answers_timed(DebateAssistant(index), questions, "warm answer")
    assert [t.what for t in timings][:2] == ["warm answer", "warm answer: understand"]
    assert all(t.floor and t.ours >= 0 and t.n == 2 for t in timings)


def test_questions_fit_the_debate(settings: Settings) -> None:
    asked = questions_about(settings)
    assert len(asked) == 40
    other = settings.model_copy(update={"corpus": Path("tests/data/debates/four-day-week")})
    assert len(set(questions_about(other))) < 40  # its own, over again


def test_a_synthetic_corpus_answers_like_a_real_one(
    index: Index, settings: Settings, tmp_path: Path
) -> None:
    wanted = len(index.points) + 1
    scaled = settings.model_copy(update={"data_dir": tmp_path})
    write_scaled(index, scaled, wanted)
    grown = open_index(scaled.corpus, scaled)
    assert wanted <= len(grown.points) <= wanted + len(index.points)
    assert len(grown.point_vectors) == 2 * len(index.point_vectors)
    first = grown.debate.essays[0]
    assert first == index.debate.essays[0]
    answer = DebateAssistant(grown).ask("What is customer focus?")
    assert answer.status == "answered"
    grown.close()


@pytest.mark.parametrize("field", ["what", "ours", "floor", "n", "slow", "ratio", "slow_ratio"])
def test_what_is_told_of_a_timing(field: str) -> None:
    assert field in Timing("answer", 0.04, 0.02).as_json()


def test_a_large_debate_is_made_of_short_essays(index: Index, tmp_path: Path) -> None:
    write_corpus(index.debate, tmp_path / "large", 40)
    debate = analyse_folder(tmp_path / "large", Settings())
    assert debate.question == index.debate.question
    assert debate.sides == index.debate.sides
    sentences = sum(len(essay.sentences) for essay in debate.essays)
    assert 5 <= sentences / 40 < 7
    assert len({essay.text for essay in debate.essays}) == 40
    assert all(essay.author for essay in debate.essays)
    assert sum(essay.position is None for essay in debate.essays) == 10
