"""A second opinion, where the owner has one: a cross-encoder trained on natural language inference.

Any sentence-transformers model with an entailment and a contradiction label, by name or folder; it
is loaded from this machine at its first use, and nothing is fetched.
"""

from __future__ import annotations

import threading
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from assistant.errors import UserError

if TYPE_CHECKING:
    from numpy.typing import NDArray

SURE = 0.85  # probability from which its word counts


class Entailment:
    """Says whether a source entails a claim or contradicts it; None where it is not sure."""

    def __init__(self, model: str) -> None:
        self.model = model
        self._lock = threading.Lock()

    @cached_property
    def _loaded(self) -> tuple[Any, int, int]:
        from sentence_transformers import CrossEncoder

        try:
            model = CrossEncoder(
                self.model, device="cpu", local_files_only=True, trust_remote_code=False
            )
        except (OSError, ValueError, KeyError) as error:
            raise UserError(
                f"the inference model {self.model!r} cannot be loaded ({type(error).__name__})",
                "set DEBATE_NLI_MODEL to the folder of a sentence-transformers cross-encoder",
            ) from error
        labels = {str(k).lower(): int(v) for k, v in model.model.config.label2id.items()}
        found = [
            next((number for label, number in labels.items() if label.startswith(word)), None)
            for word in ("entail", "contradict")
        ]
        if found[0] is None or found[1] is None:
            raise UserError(
                f"the inference model {self.model!r} has no label for entailment or contradiction",
                f"its labels are {', '.join(sorted(labels))}; use a model trained for inference",
            )
        return model, found[0], found[1]

    def judge(self, source: str, claim: str) -> str | None:
        """`entails`, `contradicts`, or None."""
        with self._lock:
            model, entails, contradicts = self._loaded
            scores: NDArray[np.float32] = model.predict(
                [(source, claim)], apply_softmax=True, show_progress_bar=False
            )[0]
        if scores[entails] >= SURE:
            return "entails"
        return "contradicts" if scores[contradicts] >= SURE else None
