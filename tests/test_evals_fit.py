"""The learned weights: made from the files that come along, and made again from them alike."""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from assistant.bert import Bert
from assistant.checking import support
from assistant.checking.support import NAMES
from assistant.embedding import shipped_embedder
from assistant.errors import UserError
from assistant.retrieval import abstain, rank, settling
from assistant.understanding import learned
from assistant.weights import TRAINED, find_model
from evals import fit, fit_encoder, fit_retrieval, fit_support
from evals.cases import REFERENCE

DEBATES = [json.loads(line) for line in fit.INTENTS_FILE.read_text(encoding="utf-8").splitlines()]
NEW_KINDS = ("case", "camp", "middle", "overview", "facts", "talk", "further")
WORD = re.compile(r"\w+")


@pytest.mark.parametrize(
    ("weights", "sources"),
    [
        (learned.WEIGHTS, (fit.INTENTS_FILE,)),
        (rank.WEIGHTS, (*fit_retrieval.sources(), fit.INTENTS_FILE)),
        (settling.WEIGHTS, (*fit_retrieval.sources(), fit.INTENTS_FILE)),
        (abstain.WEIGHTS, (*fit_retrieval.sources(), fit.INTENTS_FILE)),
    ],
)
def test_weights_were_learned_from_the_files_that_come_along(
    weights: Path, sources: tuple[Path, ...]
) -> None:
    with np.load(weights, allow_pickle=False) as stored:
        assert str(stored["learned_from"]) == fit.digest(*sources)


def test_a_head_that_is_learned_again_is_the_same(tmp_path: Path, whole: bool) -> None:
    """Its own examples are all that a head depends on."""
    for head, kind in {"talk": "talk", **({"stance": "case"} if whole else {})}.items():
        own = tmp_path / f"{head}.jsonl"
        with own.open("w", encoding="utf-8") as file:
            for debate in DEBATES:
                asked = [one for one in debate["asked"] if one["kind"] == kind]
                file.write(json.dumps({**debate, "asked": asked}) + "\n")
        seen, labelled = fit.see(shipped_embedder(), own)
        rows = [n for n, one in enumerate(labelled) if head in one.labels]
        labels = np.array([labelled[n].labels[head] for n in rows])
        model = fit.fit_head(fit.matrix(seen)[rows], labels, fit.STRENGTH[head])
        with np.load(learned.WEIGHTS, allow_pickle=False) as stored:
            dense, classes = stored[f"{head}.dense"], stored[f"{head}.classes"]
            assert list(classes) == list(model.classes_)
            again = model.coef_[:, : dense.shape[1]]
            assert np.abs(again - dense).max() < 0.01
            assert np.abs(dense).max() > 0.1
            assert np.allclose(model.intercept_, stored[f"{head}.bias"], atol=0.01)


def test_what_is_often_asked_is_counted_again_alike() -> None:
    with np.load(learned.WEIGHTS, allow_pickle=False) as stored:
        assert np.array_equal(stored["asked"], fit.asked_often())


def test_the_support_check_has_weights_for_its_signals() -> None:
    with np.load(support.WEIGHTS, allow_pickle=False) as stored:
        assert tuple(stored["names"]) == NAMES
        assert stored["weights"].shape == (len(NAMES), len(support.RELATIONS))
        assert str(stored["pairs"]) == fit_support.digest()


def test_there_are_enough_questions_of_each_kind_about_enough_debates() -> None:
    kinds = Counter(one["kind"] for debate in DEBATES for one in debate["asked"])
    assert len(DEBATES) >= 40 and kinds.total() >= 8_000
    assert min(kinds[kind] for kind in NEW_KINDS) >= 150, kinds
    looked_at = [one for debate in DEBATES for one in debate["asked"] if one.get("slots")]
    assert len(looked_at) >= 2_500


def test_questions_are_written_and_not_filled_in() -> None:
    """Of those with slots: names masked, hardly any two share more than 60 % of their words."""
    chosen = random.Random(11).sample(_masked(), 1_000)
    twins = [
        (one, other)
        for at, one in enumerate(chosen)
        for other in chosen[:at]
        if len(one & other) > 0.6 * len(one | other)
    ]
    assert len({one for one, _ in twins}) <= 0.03 * len(chosen), twins


def _masked() -> list[frozenset[str]]:
    """The words of each question without names and sides; of one or two words all are alike."""
    found = []
    for debate in DEBATES:
        named = [*debate["voices"], *debate["essays"], *debate["things"]]
        named += [side["label"] for side in debate["sides"]]
        names = set(WORD.findall(" ".join(named).lower()))
        for one in debate["asked"]:
            words = frozenset(WORD.findall(one["text"].lower())) - names
            if one.get("slots") and len(words) >= 3:
                found.append(words)
    return found


@pytest.mark.parametrize(
    "told", ["{", "{}", json.dumps({**DEBATES[0], "asked": [{"kind": "rumour", "text": "eh?"}]})]
)
def test_a_bad_line_is_named(told: str, tmp_path: Path) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text(told + "\n", encoding="utf-8")
    with pytest.raises(UserError, match="line 1"):
        list(fit.read_labelled(path))


def test_accuracy_is_told_of_debates_that_were_left_out() -> None:
    """What is learned by heart about a debate is worth nothing where that debate is left out."""
    rng = np.random.default_rng(3)
    groups = np.repeat(np.arange(10), 20)
    by_heart: Any = np.eye(10)[groups]
    labels = np.where(groups % 2 == 0, "yes", "no")
    told, each = fit.accuracy_left_out(by_heart, labels, groups, 1.0)
    assert told <= 0.6
    assert sum(count for _, _, count in each.values()) == 200
    meant = (labels == "yes")[:, None] + 0.1 * rng.normal(size=(200, 1))
    told, _ = fit.accuracy_left_out(meant, labels, groups, 1.0)
    assert told == 1.0


def test_the_encoder_was_trained_on_the_file_that_comes_along() -> None:
    from safetensors import safe_open

    assert fit_encoder.learned_from() == fit.digest(fit_encoder.ASKED)
    with safe_open(TRAINED, "numpy") as stored:
        layers = {int(name.split(".")[2]) for name in stored.keys()}  # noqa: SIM118
    assert layers == {3, 4, 5}
    assert TRAINED.stat().st_size < 30_000_000


def test_the_encoder_learns_from_no_question_that_is_asked_here() -> None:
    debates = fit_encoder.debates()
    cases = map(json.loads, REFERENCE.read_text(encoding="utf-8").splitlines())
    reference = {case["question"].strip().casefold() for case in cases}
    asked = [question for one in debates for question in one.questions]
    assert len(debates) >= 30
    assert len(asked) >= 800
    assert not {question.strip().casefold() for question in asked} & reference


def test_the_trained_encoder_finds_more_of_what_helps_than_the_shipped_one() -> None:
    folder = find_model("all-MiniLM-L6-v2").folder
    some = fit_encoder.debates()[::8]
    before, now = (fit_encoder.found(Bert(folder, file).encode, some) for file in (None, TRAINED))
    assert now > before + 0.02


def test_statements_stay_as_near_to_each_other_as_they_were() -> None:
    folder = find_model("all-MiniLM-L6-v2").folder
    for one in fit_encoder.debates()[::16]:
        told = [*chain.from_iterable(one.told)]
        was, now = (Bert(folder, file).encode(told) for file in (None, TRAINED))
        assert np.sqrt(np.square(now @ now.T - was @ was.T).mean()) < 0.06
