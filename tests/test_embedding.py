"""The real model: parity of the two ways to encode, names, checksums, threads, other models."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from langchain_core.embeddings import Embeddings

from assistant.bert import Bert
from assistant.embedding import SentenceTransformerEmbedder
from assistant.errors import Fault, UserError
from assistant.index import Index
from assistant.weights import (
    SHIPPED_DIGESTS,
    TRAINED,
    ModelFiles,
    file_digest,
    find_model,
    stamp,
    verify_shipped,
)

SHORT = [
    "Should my business be product-focused or customer-focused?",
    "Apple",
    "",
    "Who says that customers don’t know what they want?",
    "Gord Hotchkiss über Marktanteile — naïve café 東京 🚲",
    "WHAT ABOUT   whitespace\n\tand CAPITALS??",
    "a\u0301 combining, \u200bzero width, \x00 control",
    "my business is a small bakery " * 80,  # beyond the 256 tokens that the model reads
]


def by_sentence_transformers(model: SentenceTransformerEmbedder, texts: list[str]) -> np.ndarray:
    return np.asarray(model._model.encode_query(texts, normalize_embeddings=True))


def test_questions_get_the_vectors_of_sentence_transformers(
    model: SentenceTransformerEmbedder,
) -> None:
    expected = by_sentence_transformers(model, SHORT)
    together = model.encode_query(SHORT)
    alone = np.concatenate([model.encode_query([text]) for text in SHORT])
    assert together.dtype == np.float32
    assert np.abs(together - expected).max() < 1e-5
    assert np.abs(alone - expected).max() < 1e-5


def test_every_sentence_of_the_essays_has_the_same_vector_both_ways(
    model: SentenceTransformerEmbedder, index: Index
) -> None:
    texts = [row.text for row in index.rows[::7]]
    assert np.abs(model.encode_query(texts) - model.encode_document(texts)).max() < 1e-5


def test_it_is_a_langchain_embeddings(model: SentenceTransformerEmbedder) -> None:
    assert isinstance(model, Embeddings)
    question, documents = model.embed_query(SHORT[0]), model.embed_documents(SHORT[:2])
    assert len(question) == len(documents[0]) == 384
    assert np.dot(question, documents[0]) == pytest.approx(1, abs=1e-5)
    assert np.dot(question, documents[1]) < 0.5
    assert isinstance(question[0], float)


def test_no_texts_give_no_vectors(model: SentenceTransformerEmbedder) -> None:
    assert model.encode_query([]).shape == (0, 384)
    assert model.encode_document([]).shape == (0, 384)


def test_threads_may_share_it(model: SentenceTransformerEmbedder) -> None:
    texts = [f"{text} {number}" for number in range(6) for text in SHORT[:6]]
    expected = [model.encode_query([text])[0] for text in texts]
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda text: model.encode_query([text])[0], texts))
        stored = list(pool.map(lambda text: model.encode_document([text])[0], texts[:8]))
    assert np.array_equal(np.stack(found), np.stack(expected))
    assert np.abs(np.stack(stored) - np.stack(expected[:8])).max() < 1e-5


def test_a_short_batch_costs_less_than_its_texts_one_by_one(
    model: SentenceTransformerEmbedder,
) -> None:
    texts = [SHORT[0], "Apple", "product focus", "a small bakery", "market share", "Amazon"]
    model.warm()

    def best(texts: list[list[str]]) -> float:
        rounds = []
        for _ in range(15):
            start = time.perf_counter()
            for batch in texts:
                model.encode_query(batch)
            rounds.append(time.perf_counter() - start)
        return min(rounds)

    assert best([texts]) < 0.8 * best([[text] for text in texts])


def test_a_question_needs_neither_torch_nor_transformers() -> None:
    code = (
        "import sys; from assistant.embedding import SentenceTransformerEmbedder as E;"
        "E().encode_query(['a']);"
        "print([m for m in ('torch', 'transformers', 'sentence_transformers') if m in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_the_name_carries_the_weights_digest(model: SentenceTransformerEmbedder) -> None:
    trained = file_digest(TRAINED)[:12]
    assert model.name == f"all-MiniLM-L6-v2@53aa51172d14+{trained}"


def test_changed_weights_are_refused(tmp_path: Path) -> None:
    folder = find_model("all-MiniLM-L6-v2").folder
    for name in SHIPPED_DIGESTS:
        shutil.copy(folder / name, tmp_path / name)
    verify_shipped(ModelFiles("all-MiniLM-L6-v2", tmp_path, shipped=True))
    with (tmp_path / "model.safetensors").open("r+b") as file:
        file.seek(50_000_000)
        byte = file.read(1)
        file.seek(50_000_000)
        file.write(bytes([byte[0] ^ 1]))
    with pytest.raises(Fault, match=r"model\.safetensors"):
        verify_shipped(ModelFiles("all-MiniLM-L6-v2", tmp_path, shipped=True))


def copy_of_the_model(folder: Path) -> Path:
    copy = folder / "my-model"
    shutil.copytree(find_model("all-MiniLM-L6-v2").folder, copy)
    return copy


def test_a_folder_may_hold_the_model(tmp_path: Path, model: SentenceTransformerEmbedder) -> None:
    other = SentenceTransformerEmbedder(str(copy_of_the_model(tmp_path)))
    assert other.name.startswith("my-model@")
    assert other.name != model.name
    untrained = Bert.load(tmp_path / "my-model")
    assert untrained is not None
    assert np.array_equal(other.encode_query(SHORT[:2]), untrained.encode(SHORT[:2]))
    assert not np.allclose(other.encode_query(SHORT[:2]), model.encode_query(SHORT[:2]), atol=0.01)


def test_trained_weights_that_are_missing_are_named(tmp_path: Path) -> None:
    folder = find_model("all-MiniLM-L6-v2").folder
    gone = ModelFiles("all-MiniLM-L6-v2", folder, shipped=True, trained=tmp_path / "gone")
    with pytest.raises(Fault, match="gone is missing"):
        verify_shipped(gone)


def test_another_digest_names_another_model(tmp_path: Path) -> None:
    folder = copy_of_the_model(tmp_path)
    before = stamp(find_model(str(folder)))
    (folder / "sentence_bert_config.json").write_text(
        '{"max_seq_length": 128, "do_lower_case": false}', encoding="utf-8"
    )
    assert stamp(find_model(str(folder))) != before


@pytest.mark.parametrize(
    ("file", "change"),
    [
        ("config.json", {"model_type": "roberta"}),
        ("config.json", {"hidden_act": "relu"}),
        ("1_Pooling/config.json", {"pooling_mode_cls_token": True}),
        ("config_sentence_transformers.json", {"prompts": {"query": "query: "}}),
        ("sentence_bert_config.json", {"do_lower_case": True}),
    ],
)
def test_a_model_of_another_make_is_left_to_sentence_transformers(
    tmp_path: Path, file: str, change: dict[str, object]
) -> None:
    folder = tmp_path / "model"
    folder.mkdir()
    original = find_model("all-MiniLM-L6-v2").folder
    for path in original.rglob("*"):
        target = folder / path.relative_to(original)
        if path.is_dir():
            target.mkdir()
        elif path.suffix == ".json" and path.stat().st_size < 5000:
            shutil.copy(path, target)
        else:
            target.symlink_to(path)
    assert Bert.load(folder) is not None
    config = json.loads((folder / file).read_text(encoding="utf-8"))
    (folder / file).write_text(json.dumps(config | change), encoding="utf-8")
    assert Bert.load(folder) is None


def test_prompts_are_applied_by_sentence_transformers(tmp_path: Path) -> None:
    folder = copy_of_the_model(tmp_path)
    (folder / "config_sentence_transformers.json").write_text(
        json.dumps({"prompts": {"query": "query: ", "document": ""}}), encoding="utf-8"
    )
    other = SentenceTransformerEmbedder(str(folder))
    asked, stored = other.encode_query(["Apple"])[0], other.encode_document(["query: Apple"])[0]
    assert np.dot(asked, stored) == pytest.approx(1, abs=1e-5)
    assert np.dot(asked, other.encode_document(["Apple"])[0]) < 0.99


@pytest.mark.parametrize("name", ["no-such/model", "no such model", "/no/such/folder", "../x"])
def test_an_unknown_model_is_the_users_mistake(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # where no folder beside it is called so
    with pytest.raises(UserError, match="not on this machine") as caught:
        SentenceTransformerEmbedder(name).encode_query(["a"])
    assert "nothing is downloaded" in caught.value.hint


def test_a_folder_without_weights_is_the_users_mistake(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no weights"):
        _ = SentenceTransformerEmbedder(str(tmp_path)).name
    with pytest.raises(UserError, match="cannot load"):
        SentenceTransformerEmbedder(str(tmp_path)).encode_query(["a"])
