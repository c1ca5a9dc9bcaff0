"""The gates, and that the assistant as it stands passes them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.settings import Settings
from evals.answers import parse_answers
from evals.comparing import compare
from evals.gates import Gates, breaches, losses, read_gates
from evals.gating import gate
from evals.metrics.table import BY_NAME, METRICS
from evals.running import as_lines
from evals.score import score
from tests.evals_debate import STORED, answer, calls, case, graded, three


def test_every_gate_names_a_metric_and_the_right_bound() -> None:
    gates = read_gates()
    for name in (*gates.least, *gates.each_kind):
        assert name == "name_swap" or BY_NAME[name].better == "higher", name
    for name in gates.most:
        assert BY_NAME[name].better in ("lower", "neither"), name


def test_quotations_and_voices_have_no_tolerance() -> None:
    least = read_gates().least
    for name in ("verbatim_rate", "quotes_in_text", "voice_accuracy", "essay_accuracy"):
        assert least[name] == 1


def test_a_gate_file_with_an_unknown_key_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "gates.yaml"
    path.write_text("least: {}\nmost: {}\neach_kind: {}\nroughly: {}\n")
    with pytest.raises(ValueError, match="roughly"):
        read_gates(path)


def test_breaches_say_what_is_wanted() -> None:
    gold = case()
    wrong = answer(gold, {**three()[0], "voice": "Eve"}, *three()[1:], roll_call=calls())
    summary = score([gold], parse_answers(as_lines([wrong])), STORED)
    summary["metrics"]["name_swap"] = {"value": None}
    gates = Gates(
        least={"voice_accuracy": 1.0, "verbatim_rate": 1.0, "name_swap": 1.0},
        most={"citations_per_answer": 2.0, "noise_rate": 0.0},
        each_kind={"nugget_recall_vital": 0.6},
    )
    assert breaches(gates, summary) == [
        "voice_accuracy is 0.667, at least 1.0 is wanted",
        "citations_per_answer is 3.000, at most 2.0 is wanted",
        "nugget_recall_vital of verdict_short is 0.500, at least 0.6 is wanted",
    ]


def test_a_significant_loss_is_a_breach_and_a_chance_one_is_not() -> None:
    golds = [case(id=f"v{at}", family=f"f{at}") for at in range(30)]
    good = [graded(gold, answer(gold, *three(), roll_call=calls())) for gold in golds]
    bad = [graded(gold, answer(gold, *three()[1:], roll_call=calls())) for gold in golds]
    assert losses(compare(good, good[:28] + bad[28:])) == []
    (told,) = [line for line in losses(compare(good, bad)) if "nugget" in line]
    assert told.startswith("nugget_recall_vital fell from 1.000 to 0.500 (p 0.0")
    assert json.dumps(told)
    assert len(METRICS) > 20


def test_the_assistant_passes_its_gates(settings: Settings) -> None:
    assert gate(settings.corpus, settings, lambda *_: None) == []
