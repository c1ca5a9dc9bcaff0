"""Late interaction: tokens stored with their sentences, and what they add to a sentence's score."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assistant.atlas import Atlas
from assistant.embedding import SentenceTransformerEmbedder
from assistant.errors import Fault
from assistant.index import Index
from assistant.index_files import TOKEN_ENDS_FILE, TOKENS_FILE, read_tokens
from assistant.maxsim import PROJECTION, Tokens, pack, projection_of, shipped_projection
from assistant.scoring import encode, score
from evals.fitting import digest
from ingest.cache import VectorCache
from ingest.encoding import CachedEncoder
from ingest.views import CONTEXT_WORDS, token_view


@pytest.fixture(scope="module")
def atlas(index: Index) -> Atlas:
    return Atlas(index)


def test_the_projection_was_learned_from_the_questions_that_come_along() -> None:
    with np.load(PROJECTION, allow_pickle=False) as stored:
        assert str(stored["learned_from"]) == digest()


def test_it_is_the_shipped_models_alone(model: SentenceTransformerEmbedder) -> None:
    assert projection_of(model.name) is shipped_projection()
    assert projection_of("another@53aa51172d14") is None


def test_nearness_is_the_weighted_mean_of_the_best_cosines() -> None:
    stored = np.array([[1, 0], [0, 1], [0.6, 0.8], [-1, 0]], dtype=np.float32)
    tokens = Tokens(pack(stored), np.array([2, 3, 4]))  # sentences of 2, 1 and 1 tokens
    asked = np.array([[1, 0], [0, 1]], dtype=np.float32)
    weights = np.array([0.75, 0.25], dtype=np.float32)
    rows = np.array([0, 1, 2])
    expected = [1.0, 0.75 * 0.6 + 0.25 * 0.8, 0.75 * -1]
    assert tokens.nearness(rows, asked, weights) == pytest.approx(expected, abs=0.01)
    assert tokens.nearness(np.array([2, 0]), asked, weights) == pytest.approx(
        [expected[2], expected[0]], abs=0.01
    )
    assert len(tokens.nearness(np.array([], dtype=np.int64), asked, weights)) == 0


def test_questions_and_stored_texts_are_read_alike(model: SentenceTransformerEmbedder) -> None:
    text = "Customers don't buy anti-disestablishmentarianism, they buy tea."
    (stored,) = model.read_documents([("", text)])
    vectors, read = model.read_question([text, "Coffee?"])
    assert read is not None
    assert stored.shape == read.states.shape == (len(read.offsets), 384)
    assert np.abs(stored - read.states).max() < 1e-4
    assert np.array_equal(vectors, model.encode_query([text, "Coffee?"]))
    assert "".join(text[start:end] for start, end in read.offsets) == text.replace(" ", "")


def test_what_stands_before_is_read_and_not_kept(model: SentenceTransformerEmbedder) -> None:
    alone, behind = model.read_documents([("", "It rose."), ("The bread was warm.", "It rose.")])
    assert alone.shape == behind.shape
    assert np.abs(alone - behind).max() > 0.1


def test_every_sentence_has_its_tokens(index: Index) -> None:
    tokens = index.tokens
    assert tokens is not None
    assert len(tokens.ends) == len(index.rows)
    assert (np.diff(tokens.ends, prepend=0) > 0).all()
    assert tokens.vectors.shape == (tokens.ends[-1], shipped_projection().directions.shape[1])


def test_a_sentence_is_read_behind_what_introduces_it(index: Index) -> None:
    introduced = other = 0
    for row in index.rows:
        before, text = token_view(row.essay, row.number)
        assert text == row.text
        assert len(before.split()) <= CONTEXT_WORDS
        if row.sentence.lead_in is not None:
            lead = row.essay.quote(row.essay.sentences[row.sentence.lead_in])
            assert lead.endswith(before)
            introduced += 1
        elif row.number and row.essay.sentences[row.number - 1].heading == row.sentence.heading:
            assert index.rows[index.row_of(row.essay.slug, row.number - 1)].text.endswith(before)
            other += 1
        else:
            assert row.sentence.heading.endswith(before)
    assert introduced
    assert other


def test_a_sentence_answers_best_to_its_own_words(atlas: Atlas) -> None:
    index = atlas.index
    assert index.tokens is not None
    rows = np.arange(len(index.rows))
    long = [row for row in rows if len(index.rows[row].text.split()) > 8][:40]
    first = 0
    for row in long:
        asked = encode(atlas, index.rows[row].text, "", [])
        assert asked.tokens is not None
        assert asked.token_weights is not None
        assert asked.token_weights.sum() == pytest.approx(1, abs=1e-4)
        near = index.tokens.nearness(rows, asked.tokens, asked.token_weights)
        first += int(near.argmax()) == row
    assert first >= 0.9 * len(long)


def test_rare_words_weigh_more_and_marks_nothing(atlas: Atlas) -> None:
    asked = encode(atlas, "Does the customer want a zeppelin?", "", [])
    assert asked.token_weights is not None
    weights = asked.token_weights.tolist()
    _, read = atlas.index.embedder.read_question(["Does the customer want a zeppelin?"])
    assert read is not None
    by_start = {start: weight for (start, _), weight in zip(read.offsets, weights, strict=True)}
    assert by_start[25] > by_start[9] > 0  # the zeppelin, the customer
    assert weights[-1] == 0  # the question mark


def test_tokens_count_in_the_score(atlas: Atlas) -> None:
    rows = np.arange(len(atlas.index.rows))
    asked = encode(atlas, "Who says that quality alone keeps buyers?", "", ["quality", "buyers"])
    without = type(asked)(asked.whole, asked.focus, asked.words, asked.word_vectors, asked.extra)
    told = score(atlas, asked, "quality buyers", rows)
    plain = score(atlas, without, "quality buyers", rows)
    assert np.array_equal(told.cosine, plain.cosine)
    citable = atlas.citable[rows]
    assert np.abs(told.score - plain.score)[citable].max() > 0.01
    assert np.corrcoef(told.score[citable], plain.score[citable])[0, 1] > 0.9


def test_only_new_tokens_reach_the_model(
    tmp_path: Path, model: SentenceTransformerEmbedder
) -> None:
    texts = [("", "Tea."), ("Hot.", "Tea."), ("", "Coffee is black.")]
    with VectorCache(tmp_path / "vectors.sqlite") as cache:
        first = CachedEncoder(model, cache)
        steps: list[int] = []
        told = first.tokens([*texts, texts[0]], steps.append)
        assert (first.computed, first.reused, sum(steps)) == (3, 0, 4)
        assert np.array_equal(told[0], told[3])
        assert not np.array_equal(told[0], told[1])
        second = CachedEncoder(model, cache)
        again = second.tokens(texts)
        assert (second.computed, second.reused) == (0, 3)
        for before, after in zip(told, again, strict=False):
            assert before.dtype == after.dtype == np.int8
            assert np.array_equal(before, after)


@pytest.mark.parametrize("name", [TOKENS_FILE, TOKEN_ENDS_FILE])
def test_damaged_tokens_are_told(tmp_path: Path, name: str) -> None:
    np.save(tmp_path / TOKENS_FILE, np.zeros((5, 64), dtype=np.int8))
    np.save(tmp_path / TOKEN_ENDS_FILE, np.array([2, 5]))
    assert read_tokens(tmp_path, 2) is not None
    with pytest.raises(Fault, match="damaged"):
        read_tokens(tmp_path, 3)
    (tmp_path / name).write_bytes(b"nothing")
    with pytest.raises(Fault, match=name):
        read_tokens(tmp_path, 2)


def test_an_index_without_tokens_answers_by_its_vectors(tmp_path: Path) -> None:
    assert read_tokens(tmp_path, 3) is None
