"""The optional inference model: real loading code, on a tiny model made here."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.checking.checker import Checker
from assistant.checking.entailment import Entailment
from assistant.errors import UserError
from assistant.index import Index
from assistant.weights import SHIPPED_MODEL, find_model


def tiny(folder: Path, labels: list[str], sure_of: int) -> str:
    """A cross-encoder of one small layer that is always sure of one label."""
    import torch
    from transformers import AutoTokenizer, BertConfig, BertForSequenceClassification

    tokenizer = AutoTokenizer.from_pretrained(find_model(SHIPPED_MODEL).folder)
    config = BertConfig(
        vocab_size=len(tokenizer),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
        id2label=dict(enumerate(labels)),
        label2id={label: number for number, label in enumerate(labels)},
    )
    model = BertForSequenceClassification(config)
    with torch.no_grad():
        model.classifier.weight.zero_()
        model.classifier.bias.fill_(-9.0)
        model.classifier.bias[sure_of] = 9.0
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return str(folder)


LABELS = ["contradiction", "entailment", "neutral"]


def test_its_labels_are_read_from_the_model(tmp_path: Path) -> None:
    for number, said in ((0, "contradicts"), (1, "entails"), (2, None)):
        folder = tiny(tmp_path / str(number), LABELS, number)
        assert Entailment(folder).judge("Prices rise.", "Prices fall.") == said


def test_a_contradiction_outweighs_a_likeness(tmp_path: Path, index: Index) -> None:
    statement = "Jeo calls the hybrid model expensive."
    against = Entailment(tiny(tmp_path / "against", LABELS, 0))
    unsure = Entailment(tiny(tmp_path / "unsure", LABELS, 2))
    assert Checker(index).check(statement).verdict == "supported"
    assert Checker(index, entailment=unsure).check(statement).verdict == "supported"
    assert Checker(index, entailment=against).check(statement).verdict == "inverted_stance"


def test_a_model_that_is_none_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="cannot be loaded"):
        Entailment(str(tmp_path / "nothing")).judge("a", "b")
    folder = tiny(tmp_path / "other", ["good", "bad"], 0)
    with pytest.raises(UserError, match="no label"):
        Entailment(folder).judge("a", "b")
