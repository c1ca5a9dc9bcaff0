"""Meta-evaluation: does our answer metric prefer the answer that people prefer?

RAGChecker's 280 pairs of answers, each labelled by two people from -2 (the first is much better)
to 2 (Ru et al., NeurIPS 2024). Floors: token-F1 .540, RAGChecker (a model's judgement) .619, one
person against the other .701.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import numpy as np

from assistant.settings import Settings
from assistant.words import words
from evals.bench.data import Row, read_json
from evals.metrics.likeness import likeness

LABELS = ("correctness_label", "completeness_label", "overall_label")
Metric = Callable[[str, str, str], float]


def bench(data: Path, settings: Settings) -> list[Row]:
    """Pearson correlation with people, and the share of preferences that are theirs."""
    pairs = read_json(data / "ragchecker_meta", "human_labeled_data.json")
    rows = []
    for name, metric in (("token-F1", token_f1), ("our likeness", _likeness)):
        preferred = np.array(
            [
                metric(pair["model2"]["response"], pair["gt_answer"], pair["query"])
                - metric(pair["model1"]["response"], pair["gt_answer"], pair["query"])
                for pair in pairs
            ]
        )
        figures = {}
        for label in LABELS:
            people = np.array([float(pair[label]) for pair in pairs])
            figures[label.removesuffix("_label")] = float(np.corrcoef(preferred, people)[0, 1])
        told = people != 0
        figures["same preference"] = float(
            np.mean(np.sign(preferred[told]) == np.sign(people[told]))
        )
        rows.append(Row(name, figures, len(pairs)))
    return rows


def token_f1(text: str, reference: str, question: str) -> float:
    """The plain floor: F1 of the words of text and reference, counted."""
    told, wanted = Counter(words(text)), Counter(words(reference))
    shared = (told & wanted).total()
    return 2 * shared / max(1, told.total() + wanted.total())


def _likeness(text: str, reference: str, question: str) -> float:
    return likeness(text, reference, question) or 0.0
