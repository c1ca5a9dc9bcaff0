"""The learned weights: made from the files that come along, and made again from them alike."""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from itertools import chain
from pathlib import Path

import numpy as np
import pytest

from assistant.bert import Bert
from assistant.checking import belief, cross_encoder, support
from assistant.checking.support import NAMES
from assistant.embedding import shipped_embedder
from assistant.errors import UserError
from assistant.retrieval import abstain, rank, settling
from assistant.understanding import learned
from assistant.understanding.features import Features
from assistant.understanding.reader import READER, reader
from assistant.weights import TRAINED, find_model
from evals import fit, fit_belief, fit_cross, fit_encoder, fit_reader, fit_retrieval, fit_support
from evals.cases import REFERENCE
from evals.fit_encoder import Trained

DEBATES = [json.loads(line) for line in fit.INTENTS_FILE.read_text(encoding="utf-8").splitlines()]
NEW_KINDS = ("case", "camp", "middle", "overview", "facts", "talk", "further")
WORD = re.compile(r"\w+")


@pytest.mark.parametrize(
    ("weights", "sources"),
    [
        (learned.WEIGHTS, (fit.INTENTS_FILE,)),
        (rank.WEIGHTS, (*fit_retrieval.sources(), fit.INTENTS_FILE)),
        (settling.WEIGHTS, (*fit_retrieval.sources(), fit.INTENTS_FILE)),
        (abstain.WEIGHTS, (*fit_retrieval.sources(bare_matters=True), fit.INTENTS_FILE)),
    ],
)
def test_weights_were_learned_from_the_files_that_come_along(
    weights: Path, sources: tuple[Path, ...]
) -> None:
    with np.load(weights, allow_pickle=False) as stored:
        assert str(stored["learned_from"]) == fit.digest(*sources)


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Features], list[fit.Labelled]]:
    """Some questions of a few debates, to be learned in half a minute."""
    own, chance = tmp_path_factory.mktemp("few") / "intents.jsonl", random.Random(4)
    leaning = [debate for debate in DEBATES if any("leans" in one for one in debate["asked"])]
    kept = [
        {**debate, "asked": chance.sample(debate["asked"], 60)}
        for debate in (*leaning[-3:], *DEBATES[-3:])
    ]
    own.write_text("".join(json.dumps(debate) + "\n" for debate in kept), encoding="utf-8")
    return fit.see(shipped_embedder(), own)


def test_a_reader_that_is_learned_anew_reads_debates_that_were_left_out(
    few: tuple[list[Features], list[fit.Labelled]],
) -> None:
    seen, labelled = few
    told: list[str] = []
    kept = [n for n, one in enumerate(labelled) if one.debate < 6]
    out = [n for n, one in enumerate(labelled) if one.debate == 6]
    network = fit_reader.learn(seen, labelled, kept, told.append)
    losses = [float(line.rpartition(" ")[2]) for line in told]
    assert losses[-1] < 0.8 * losses[0]
    read = {head: right for head, right, _ in fit_reader.left_out(network, labelled, out)}
    wanted = Counter(labelled[n].labels["intent"] for n in out)
    assert read["intent"] > max(wanted.values()) / len(out) + 0.15


def test_the_reader_was_trained_on_the_file_that_comes_along() -> None:
    from safetensors import safe_open

    with safe_open(READER, "numpy") as stored:
        assert stored.metadata()["learned_from"] == fit.digest(fit.INTENTS_FILE)
        layers = {n.split(".")[2] for n in stored.keys() if n.startswith("encoder")}  # noqa: SIM118
    assert layers == {"3", "4", "5"}
    assert READER.stat().st_size < 30_000_000


def test_the_reader_reads_as_it_was_trained_to(
    few: tuple[list[Features], list[fit.Labelled]],
) -> None:
    """Without torch it sees what torch saw: the mean of the same states."""
    import torch
    from safetensors.torch import load_file

    own = Trained()
    own.model.load_state_dict(load_file(READER), strict=False)
    with torch.no_grad():
        for one in few[1][::40]:
            text = fit.masked(one)
            assert np.allclose(reader().read(text).vector, own([text]).numpy()[0], atol=2e-3)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("what does clayton christensen say about startups", "clayton christensen"),
        ("does michael porter come up", "michael porter"),
        ("and Marty Cagan, what's his view", "Marty Cagan"),
    ],
)
def test_names_that_nobody_masked_are_found_however_they_are_written(text: str, named: str) -> None:
    assert [text[start:end] for start, end in reader().read(text).names] == [named]


@pytest.mark.parametrize("text", ["what does the author say about surveys", "who argues for both"])
def test_words_that_name_nobody_are_no_names(text: str) -> None:
    assert not reader().read(text).names


def test_what_is_often_asked_is_counted_again_alike() -> None:
    with np.load(learned.WEIGHTS, allow_pickle=False) as stored:
        assert np.array_equal(stored["asked"], fit.asked_often())


def test_the_support_check_has_weights_for_its_signals() -> None:
    with np.load(support.WEIGHTS, allow_pickle=False) as stored:
        assert tuple(stored["names"]) == NAMES
        assert stored["weights"].shape == (len(NAMES), len(cross_encoder.RELATIONS))
        assert str(stored["pairs"]) == fit.digest(fit_support.PAIRS)


def test_the_cross_encoder_was_trained_on_the_file_that_comes_along() -> None:
    from safetensors import safe_open

    with safe_open(cross_encoder.WEIGHTS, "numpy") as stored:
        assert stored.metadata()["pairs"] == fit.digest(fit_cross.OPPOSED)
        layers = {n.split(".")[2] for n in stored.keys() if n.startswith("encoder")}  # noqa: SIM118
    assert layers == {"2", "3", "4", "5"}
    assert cross_encoder.WEIGHTS.stat().st_size < 30_000_000


def test_the_cross_encoder_reads_as_it_was_trained_to() -> None:
    """Without torch it sees what torch saw, also of passages that are too long."""
    import torch
    from safetensors.torch import load_file

    network = fit_cross.Network()
    weights = load_file(cross_encoder.WEIGHTS)
    network.encoder.model.load_state_dict(weights, strict=False)
    network.head.load_state_dict({n: weights[f"head.{n}"].float() for n in ("weight", "bias")})
    network.train(False)
    some = fit_cross.opposed()[::400]
    passages = [one.read[0][0].quote for one in some] + ["word " * 300]
    claims = [one.claim for one in some] + ["few words"]
    with torch.no_grad():
        wanted = torch.softmax(network(claims, passages), dim=1).numpy()
    own = cross_encoder.cross_encoder()
    found = [own.shares(c, [p])[0] for c, p in zip(claims, passages, strict=True)]
    assert np.allclose(np.stack(found), wanted, atol=5e-3)


def test_belief_was_learned_on_the_statements_that_come_along() -> None:
    told = fit_belief.statements()
    assert min(Counter(one.weight for one in told).values()) >= 400
    assert all((fit.WRITTEN / one.debate).is_dir() for one in told)
    with np.load(belief.WEIGHTS, allow_pickle=False) as stored:
        assert stored["weights"].shape == (len(belief.FEATURES),)
        assert str(stored["learned_from"]) == fit.digest(fit_belief.STATEMENTS)


def test_claims_are_read_with_passages_that_say_the_opposite() -> None:
    """So that the wording of a claim does not tell whether it is so."""
    claims = fit_cross.opposed()
    assert len({one.debate for one in claims}) >= 60
    both = [one for one in claims if {label for _, label in one.read} >= {0, 1}]
    assert len(claims) >= 20_000
    assert len(both) >= 0.6 * len(claims)
    firsts = Counter(one.read[0][1] for one in both)
    assert 0.4 < firsts[0] / len(both) < 0.6


def test_the_network_learns_what_goes_with_a_passage() -> None:
    some = fit_cross.opposed()[:48]
    told: list[str] = []
    network = fit_cross.learn(some, told.append)
    found = fit_cross.shares(network, [(o.claim, p.quote) for o in some for p, _ in o.read])
    labels = [label for one in some for _, label in one.read]
    assert np.mean(found.argmax(1) == labels) > max(Counter(labels).values()) / len(labels)


def test_there_are_enough_questions_of_each_kind_about_enough_debates() -> None:
    kinds = Counter(one.get("kind") for debate in DEBATES for one in debate["asked"])
    assert len(DEBATES) >= 40 and kinds.total() >= 8_000
    assert min(kinds[kind] for kind in NEW_KINDS) >= 150, kinds
    leaning = Counter(one["leans"] for d in DEBATES for one in d["asked"] if "leans" in one)
    assert min(leaning[True], leaning[False]) >= 150, leaning
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


def test_no_signal_of_refusing_is_taken_for_its_opposite() -> None:
    weights, _ = abstain.abstain_weights()
    learned = dict(zip(abstain.SIGNALS, weights.tolist(), strict=True))
    for name in ("best", "lead", "near", "known"):
        assert learned[name] >= 0, name
    for name in ("foreign", "unheard", "figure", "thing", "elsewhere"):
        assert learned[name] <= 0, name
    assert learned["near"] > 0 > learned["foreign"]
