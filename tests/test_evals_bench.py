"""The parts of the bench, on data small enough to check by hand."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from assistant.debate import DebateAssistant
from assistant.errors import UserError
from assistant.index import Index, open_index
from assistant.settings import Settings
from evals.bench import chunking, growth, nomiracl, perspectrum, ragchecker
from evals.bench.data import read_json
from evals.bench.speed import Timing, warm_answer
from evals.metrics.likeness import likeness


def test_likeness_is_the_f1_of_what_the_question_did_not_say() -> None:
    # Of the text: tree, cool; of the reference: tree, shade, cool. "Street" was asked.
    value = likeness("Trees cool the street", "The street's trees shade and cool", "Which street?")
    assert value == pytest.approx(2 * 2 / 5)
    assert likeness("Street!", "Trees", "Which street?") == 0
    assert likeness("Trees", "The street", "Which street?") is None


def test_token_f1_counts_words() -> None:
    assert ragchecker.token_f1("a b b", "b c", "") == pytest.approx(2 / 5)


def test_coverage_of_chunks_counts_characters() -> None:
    gold = [("a", 10, 20), ("b", 0, 10)]
    recall, iou = chunking.covered(gold, [("a", 0, 15), ("a", 12, 20), ("c", 0, 10)])
    assert recall == pytest.approx(10 / 20)
    assert iou == pytest.approx(10 / (15 + 8 + 10 + 10))
    assert chunking.covered(gold, gold) == (1, 1)


def test_chunks_and_passages_are_spans_of_the_text() -> None:
    text = "One two three. Four five.\n\nSix seven eight nine."
    assert [text[a:b] for a, b in chunking.fixed(text, 4)] == [
        "One two three. Four",
        "five.\n\nSix seven eight",
        "nine.",
    ]
    spans = chunking.passages(text * 40)
    assert "".join((text * 40)[a:b] for a, b in spans).count("seven") == 40
    assert all(len((text * 40)[a:b].split()) <= 130 for a, b in spans)


def test_auroc_is_the_share_of_pairs_in_the_right_order() -> None:
    scores = np.array([3.0, 1.0, 2.0, 2.0])
    assert nomiracl.auroc(scores, np.array([True, False, True, False])) == pytest.approx(3.5 / 4)


def test_echoes_are_dropped_and_the_question_moves_to_its_first_finds() -> None:
    axes = np.eye(5, dtype=np.float32)
    echo = (axes[0] + 0.2 * axes[1]) / np.float32(np.sqrt(1.04))
    vectors = np.stack([axes[0], echo, axes[1], axes[2], axes[3]])
    found = perspectrum.ours(vectors, axes[0], np.zeros(5, np.float32))
    assert found[0] in (0, 1)
    assert len(set(found) & {0, 1}) == 1  # the other one repeats it
    # Nothing of the question points to the others; what was found first leans to the second.
    assert found[1] == 2


def test_claims_are_read_with_their_sides(tmp_path: Path) -> None:
    files = {
        "dataset_split_v1.0.json": {"1": "test", "2": "train"},
        "perspectrum_with_answers_v1.0.json": [
            {
                "cId": 1,
                "text": "Lawns are good",
                "perspectives": [
                    {"pids": [7, 9], "stance_label_3": "SUPPORT"},
                    {"pids": [8], "stance_label_3": "UNDERMINE"},
                ],
            },
            {"cId": 2, "text": "Other", "perspectives": []},
        ],
    }
    for name, content in files.items():
        (tmp_path / name).write_text(json.dumps(content))
    pool = [{"pId": id, "text": str(id)} for id in (9, 8, 7)]
    claims = perspectrum.read_claims(tmp_path, pool, "test")
    assert claims.texts == ["Lawns are good"]
    assert claims.gold == [{"0": frozenset({0, 2}), "1": frozenset({1})}]
    assert claims.sides[0]["UNDERMINE"] == {"1": frozenset({1})}


def test_ratios_need_a_floor() -> None:
    assert Timing("a", 3.0, 1.5).ratio == 2
    assert Timing("a", 3.0).ratio is None


def test_missing_data_are_the_users_mistake(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="cannot be read"):
        read_json(tmp_path, "none.json")
    with pytest.raises(UserError):
        ragchecker.bench(tmp_path, Settings())


def test_a_scaled_index_answers_as_a_real_one_does(index: Index, tmp_path: Path) -> None:
    settings = index.settings.model_copy(update={"data_dir": tmp_path})
    growth.write_scaled(index, settings, 3 * len(index.passage_rows))
    scaled = open_index(settings.corpus, settings)
    assert len(scaled.passage_rows) == 3 * len(index.passage_rows)
    assert len(scaled.debate.essays) == 3 * len(index.debate.essays)
    first, copy = scaled.debate.essays[0], scaled.debate.essays[len(index.debate.essays)]
    assert len(first.text) == len(copy.text)
    assert first.text != copy.text
    answer = DebateAssistant(scaled).ask(index.debate.question)
    assert answer.citations
    for citation in answer.citations:
        text = scaled.debate.essay(citation.essay).text
        assert text[citation.start : citation.end] == citation.quote
    scaled.close()


def test_warm_answers_are_timed_by_stage_against_a_floor(settings: Settings) -> None:
    timings = {t.what: t for t in warm_answer(settings, ["Who argues for the product?"] * 2)}
    whole = timings["warm answer"]
    assert whole.n == 2
    assert whole.floor is not None and whole.ratio is not None
    assert {"stage understand", "stage retrieve", "stage write", "stage gate"} <= set(timings)
    parts = sum(timings[f"stage {s}"].ours for s in ("understand", "retrieve", "write", "gate"))
    assert parts <= whole.ours * 2
