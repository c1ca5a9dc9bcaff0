"""Our passages as chunks: how much of a gold excerpt five of them bring, and how much else.

Chroma's chunking evaluation (Smith & Troynikov 2024): 472 questions on five corpora. Each way of
cutting is searched twice, by BM25 and by the bare embedder, over all corpora at once.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from assistant.domain import Block, Voice
from assistant.lexical import Lexical
from assistant.settings import Settings
from evals.bench.data import Row, encode, read_table
from ingest.passages import split_passages
from ingest.splitting import split_sentences

K = 5
SIZES = (150, 300)  # words of the fixed chunks
Span = tuple[str, int, int]  # corpus, start, end


@dataclass(frozen=True, slots=True)
class Question:
    """A question and the spans that answer it."""

    text: str
    gold: tuple[Span, ...]


def bench(data: Path, settings: Settings) -> list[Row]:
    """Recall and IoU at 5, in characters, of our passages and of fixed chunks."""
    folder = data / "chunking_evaluation"
    questions = read_questions(folder)
    corpora = {
        path.stem: path.read_bytes().decode("utf-8")
        for path in sorted((folder / "corpora").glob("*.md"))
    }
    ways = {f"fixed {size} words": _all(corpora, partial(fixed, words=size)) for size in SIZES}
    ways["our passages"] = _all(corpora, passages)
    asked = encode([question.text for question in questions], settings)
    rows = []
    for name, spans in ways.items():
        texts = [corpora[corpus][start:end] for corpus, start, end in spans]
        lexical, vectors = Lexical.build(texts), encode(texts, settings)
        by_words = [np.argsort(-lexical.scores(q.text), kind="stable")[:K] for q in questions]
        by_meaning = [np.argsort(-(vectors @ vector), kind="stable")[:K] for vector in asked]
        for search, rankings in (("BM25", by_words), ("embedder", by_meaning)):
            values = [
                covered(question.gold, [spans[int(at)] for at in ranking])
                for question, ranking in zip(questions, rankings, strict=True)
            ]
            recall, iou = np.mean(values, axis=0)
            figures = {f"recall@{K}": float(recall), f"IoU@{K}": float(iou)}
            rows.append(Row(f"{name}, {search}", figures, len(questions), f"{len(spans)} chunks"))
    return rows


def read_questions(folder: Path) -> list[Question]:
    """The questions with their gold spans."""
    return [
        Question(
            row["question"],
            tuple(
                (row["corpus_id"], reference["start_index"], reference["end_index"])
                for reference in json.loads(row["references"])
            ),
        )
        for row in read_table(folder, "questions_df.csv")
    ]


def covered(gold: Sequence[Span], found: Sequence[Span]) -> tuple[float, float]:
    """Recall and IoU in characters: hit / gold, and hit / (chunks + gold missed).

    Overlapping chunks count twice below the line, as in the set's own `base_evaluation.py`.
    """
    hit: set[tuple[str, int]] = set()
    wanted = {(corpus, at) for corpus, start, end in gold for at in range(start, end)}
    for corpus, start, end in found:
        hit |= {(corpus, at) for at in range(start, end)} & wanted
    size = sum(end - start for _, start, end in found)
    return len(hit) / len(wanted), len(hit) / (size + len(wanted) - len(hit))


def fixed(text: str, words: int) -> list[tuple[int, int]]:
    """Chunks of so many words, cut wherever they end."""
    spans = [match.span() for match in re.finditer(r"\S+", text)]
    return [
        (spans[at][0], spans[min(at + words, len(spans)) - 1][1])
        for at in range(0, len(spans), words)
    ]


def passages(text: str) -> list[tuple[int, int]]:
    """Our passages: the text's paragraphs, cut as `ingest` cuts an essay of one voice."""
    blocks = [
        Block("paragraph", match.start(), match.end())
        for match in re.finditer(r"\S(?:.|\n(?!\s*\n))*", text)
    ]
    sentences = split_sentences(text, blocks, [], Voice(None))
    return [(p.start, p.end) for p in split_passages(text, blocks, sentences)]


def _all(corpora: Mapping[str, str], cut: Callable[[str], list[tuple[int, int]]]) -> list[Span]:
    return [(corpus, *span) for corpus, text in corpora.items() for span in cut(text)]
