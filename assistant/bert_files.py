"""What the files of a sentence model say: whether `assistant.bert` computes the same vectors."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

_MODULES = ["Transformer", "Pooling", "Normalize"]


def is_plain_bert(folder: Path) -> bool:
    """Whether this code computes what sentence-transformers would, judging by the model's files."""
    try:
        modules = [
            module["type"].rpartition(".")[2] for module in read_settings(folder / "modules.json")
        ]
        config = read_settings(folder / "config.json")
        pooling = read_settings(folder / "1_Pooling" / "config.json")
        prompts = read_settings(folder / "config_sentence_transformers.json").get("prompts")
        length = read_settings(folder / "sentence_bert_config.json")
    except (OSError, ValueError):
        return False
    modes = {name for name, chosen in pooling.items() if name.startswith("pooling") and chosen}
    return (
        modules == _MODULES
        and config.get("model_type") == "bert"
        and config.get("hidden_act") == "gelu"
        and config.get("position_embedding_type", "absolute") == "absolute"
        and modes == {"pooling_mode_mean_tokens"}
        and not any((prompts or {}).values())
        and length.get("do_lower_case") is not True
        and all((folder / name).is_file() for name in ("model.safetensors", "tokenizer.json"))
    )


def read_settings(path: Path) -> Any:
    """One of the model's JSON files."""
    return json.loads(path.read_text(encoding="utf-8"))
