"""`python -m evals fit`: learns what the assistant knows of questions, from examples.

First the encoder's upper layers (`evals/fit_encoder.py`), since all else goes by its vectors; then,
here, the heads that read a question (`evals/intents.jsonl`, whose debates are none that anybody
asks about here); then what retrieval decides (`evals/fit_retrieval.py`); last what a sentence bears
out (`evals/fit_support.py`). Nothing is learned on the five essays.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from assistant.domain import Debate, Essay, Side
from assistant.embedding import Embedder
from assistant.errors import UserError
from assistant.understanding.entities import Directory
from assistant.understanding.features import BUCKETS, Features, features, vectors_needed
from assistant.understanding.learned import HEADS, STEMS
from assistant.understanding.question import FORMS, INTENTS, MOVES
from assistant.understanding.sides import side_terms
from assistant.words import content_stems

if TYPE_CHECKING:
    from numpy.typing import NDArray


INTENTS_FILE = Path(__file__).with_name("intents.jsonl")
NONE = "none"
BATCH = 64  # texts encoded at a time
STRENGTH: Mapping[str, float] = {  # inverse of the L2 penalty, by head
    "intent": 0.5,
    "move": 0.5,
    "form": 0.3,
    "stance": 0.3,
    "camp": 0.3,
    "opposes": 0.3,
    "yes_no": 0.3,
    "number": 0.3,
    "fact": 0.3,
    "talk": 0.3,
    "premise": 0.3,
}
FOLDS = 5


@dataclass(frozen=True, slots=True)
class Labelled:
    """A question about an invented debate, with its labels by head; a head may have none for it."""

    debate: int
    text: str
    labels: Mapping[str, str]


def read_labelled(path: Path = INTENTS_FILE) -> Iterator[tuple[Debate, list[Labelled]]]:
    """The invented debates of the file and what is asked about each; UserError names a bad line."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            told = json.loads(line)
            asked = [Labelled(number, one["text"], _labels(one)) for one in told["asked"]]
            yield _debate(told), asked
        except (ValueError, KeyError, TypeError) as error:
            raise UserError(
                f"{path}, line {number}: no labelled debate ({error!r})",
                "each line holds question, sides, voices, essays, things and asked",
            ) from error


def _labels(one: Mapping[str, Any]) -> dict[str, str]:
    """A question's labels; a slot is labelled only where somebody looked at it (`slots`)."""
    kind = one["kind"]
    if kind not in INTENTS:
        raise ValueError(f"unknown kind {kind}")
    labels = {"intent": kind}
    if kind == "further":
        move = one["move"]
        if move not in MOVES:
            raise ValueError(f"unknown move {move}")
        labels["move"] = move
        if move in FORMS:  # "as a table" is worded alike before and after an answer
            labels["form"] = move
    if kind == "case":
        labels["stance"] = one["stance"]
    if kind in ("case", "camp"):  # a camp is asked for in fewer ways than a case is
        labels["camp"] = one["stance"]
    if kind == "agree":
        labels["opposes"] = "yes" if one.get("opposes") else "no"
    if "fact" in one:
        labels["fact"] = one["fact"]
    if "talk" in one:
        labels["talk"] = one["talk"]
    if "presumes" in one:
        labels["premise"] = "yes" if one["presumes"] else "no"
    if one.get("slots"):
        form = one.get("form", NONE)
        labels.setdefault("form", form if form in FORMS else NONE)
        labels["yes_no"] = "yes" if one.get("yes_no") else "no"
        labels["number"] = "yes" if one.get("number") else "no"
    return labels


def _debate(told: Mapping[str, Any]) -> Debate:
    """A debate with names but without words: all that finding names in a question needs."""
    authors = [*told["voices"], *[None] * len(told["essays"])]
    titles = [*[""] * len(told["voices"]), *told["essays"]]
    essays = tuple(
        Essay(slug=f"essay{number}", title=title or f"{number}", text="", author=author)
        for number, (author, title) in enumerate(zip(authors, titles, strict=True))
    )
    sides = tuple(Side(side["id"], side["label"], side["statement"]) for side in told["sides"])
    return Debate(told["question"], sides, essays, names={thing: () for thing in told["things"]})


def see(
    embedder: Embedder, path: Path = INTENTS_FILE, done: Callable[[int], None] = lambda _: None
) -> tuple[list[Features], list[Labelled]]:
    """The features of every labelled question."""
    seen: list[Features] = []
    labelled: list[Labelled] = []
    for debate, asked in read_labelled(path):
        directory, sides = Directory(debate), side_terms(debate, embedder)
        named = [directory.find(one.text).mentions for one in asked]
        needed = [vectors_needed(one.text, m) for one, m in zip(asked, named, strict=True)]
        texts = list(dict.fromkeys(text for some in needed for text in some))
        vectors: dict[str, Any] = {}
        for start in range(0, len(texts), BATCH):
            batch = texts[start : start + BATCH]
            vectors.update(zip(batch, embedder.encode_query(batch), strict=True))
        for one, mentions, some in zip(asked, named, needed, strict=True):
            stacked = np.stack([vectors[text] for text in some])
            seen.append(features(one.text, mentions, stacked, sides))
        labelled += asked
        done(len(asked))
    return seen, labelled


def matrix(seen: Sequence[Features]) -> Any:
    """[n, 2d + signs + BUCKETS] sparse rows (scipy's)."""
    from scipy.sparse import csr_matrix, hstack

    dense = csr_matrix(np.stack([one.dense for one in seen]))
    ends = np.cumsum([0, *(len(one.buckets) for one in seen)])
    places = np.concatenate([one.buckets for one in seen])
    weights = np.concatenate([np.full(len(o.buckets), o.weight, np.float32) for o in seen])
    grams = csr_matrix((weights, places, ends), shape=(len(seen), BUCKETS))
    return hstack([dense, grams]).tocsr()


def fit_head(rows: Any, labels: NDArray[Any], strength: float) -> Any:
    """The regression (scikit-learn's), fitted."""
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression(C=strength, max_iter=600).fit(rows, labels)


def accuracy_left_out(
    rows: Any, labels: NDArray[Any], groups: NDArray[Any], strength: float
) -> tuple[float, dict[str, tuple[float, float, int]]]:
    """The share read rightly, and recall, precision and count of each class.

    Every debate is left out of the fit that reads it.
    """
    read = np.empty_like(labels)
    for fold in range(FOLDS):
        out = groups % FOLDS == fold
        read[out] = fit_head(rows[~out], labels[~out], strength).predict(rows[out])
    each = {}
    for name in sorted(set(labels)):
        right = (read == name) & (labels == name)
        recall = right.sum() / (labels == name).sum()
        precision = right.sum() / max(1, (read == name).sum())
        each[str(name)] = (float(recall), float(precision), int((labels == name).sum()))
    return float((read == labels).mean()), each


def learn_heads(
    seen: Sequence[Features], labelled: Sequence[Labelled], *, measure: bool = False
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The arrays of `learned.npz`, and per head what `accuracy_left_out` found (if measured)."""
    whole = matrix(seen)
    groups = np.array([one.debate for one in labelled])
    arrays: dict[str, Any] = {}
    found: dict[str, Any] = {}
    for head in HEADS:
        rows = [n for n, one in enumerate(labelled) if head in one.labels]
        labels = np.array([labelled[n].labels[head] for n in rows])
        if measure:
            found[head] = accuracy_left_out(whole[rows], labels, groups[rows], STRENGTH[head])
        model = fit_head(whole[rows], labels, STRENGTH[head])
        split = model.coef_.shape[1] - BUCKETS
        grams = model.coef_[:, split:]
        scale = float(np.abs(grams).max()) / 127
        arrays[f"{head}.classes"] = np.array(model.classes_, dtype=np.str_)
        arrays[f"{head}.dense"] = model.coef_[:, :split].astype(np.float16)
        arrays[f"{head}.grams"] = np.round(grams / scale).astype(np.int8)
        arrays[f"{head}.scale"] = np.float32(scale)
        arrays[f"{head}.bias"] = model.intercept_.astype(np.float32)
    return arrays, found


def asked_often(path: Path = INTENTS_FILE) -> NDArray[np.uint8]:
    """[STEMS] the share, in 255ths, of the debates whose questions use a stem, by its bucket.

    What a debate's own question, sides and names say is its matter, however it is asked about.
    """
    counts = np.zeros(STEMS)
    debates = list(read_labelled(path))
    for debate, asked in debates:
        own = [debate.question, *(f"{s.label} {s.statement}" for s in debate.sides), *debate.names]
        own += [f"{essay.title} {essay.author or ''}" for essay in debate.essays]
        stems = {one for a in asked for one in content_stems(a.text)} - {
            one for text in own for one in content_stems(text)
        }
        counts[sorted({zlib.crc32(one.encode()) % STEMS for one in stems})] += 1
    return np.round(255 * counts / len(debates)).astype(np.uint8)


def digest(*paths: Path) -> str:
    """sha256 of what something was learned from, in hexadecimal digits."""
    whole = hashlib.sha256()
    for path in paths:
        whole.update(path.read_bytes())
    return whole.hexdigest()


def write_arrays(path: Path, arrays: Mapping[str, Any], learned_from: str) -> None:
    """Store weights, with a digest of what they were learned from."""
    with path.open("wb") as file:
        np.savez_compressed(file, learned_from=np.array(learned_from), **arrays)
