"""`python -m evals fit`: learns what the assistant knows of questions, from examples.

First the encoder's upper layers (`evals/fit_encoder.py`), since all else goes by its vectors; then
the reader's and the heads that tell what a question wants (`evals/fit_reader.py`), from the
questions that are read here (`evals/intents.jsonl`, whose debates are none that anybody asks about
here); then what retrieval decides (`evals/fit_retrieval.py`); last what a sentence bears
out (`evals/fit_support.py`, `evals/fit_cross.py`) and when a claim holds (`evals/fit_belief.py`).
Nothing is learned on the five essays.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import yaml

from assistant.domain import Debate, Essay, Side
from assistant.embedding import Embedder
from assistant.errors import UserError
from assistant.understanding.entities import Directory, Mention
from assistant.understanding.features import Features, features, spoken_mask, vectors_needed
from assistant.understanding.learned import STEMS
from assistant.understanding.question import FORMS, INTENTS, MOVES
from assistant.understanding.sides import side_terms
from assistant.words import content_stems

if TYPE_CHECKING:
    from numpy.typing import NDArray


INTENTS_FILE = Path(__file__).with_name("intents.jsonl")
WRITTEN = Path(__file__).with_name("debates")  # with readings, to learn from
NONE = "none"
_TOPICAL = 0.5  # what being named as a topic by all readings counts
BATCH = 64  # texts encoded at a time


@dataclass(frozen=True, slots=True)
class Labelled:
    """A question about an invented debate, with its labels by head; a head may have none for it."""

    debate: int
    text: str
    labels: Mapping[str, str]
    mentions: tuple[Mention, ...] = ()  # of names that the debate knows
    strange: tuple[tuple[int, int], ...] = ()  # the letters of other names


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
    if "leans" in one:  # on an earlier question; nobody looked at anything else of it
        return {"leans": "yes" if one["leans"] else "no"}
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
        labels["each"] = "yes" if one.get("each") else "no"
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


def see(embedder: Embedder, path: Path = INTENTS_FILE) -> tuple[list[Features], list[Labelled]]:
    """Every labelled question and its features, but for what the reader says, which is to learn."""
    seen: list[Features] = []
    labelled: list[Labelled] = []
    for debate, asked in read_labelled(path):
        directory, sides = Directory(debate), side_terms(debate, embedder)
        asked = [_named(one, directory) for one in asked]
        needed = [vectors_needed(one.text, one.mentions) for one in asked]
        texts = list(dict.fromkeys(text for some in needed for text in some))
        vectors: dict[str, Any] = {}
        for start in range(0, len(texts), BATCH):
            batch = texts[start : start + BATCH]
            vectors.update(zip(batch, embedder.encode_query(batch), strict=True))
        for one, some in zip(asked, needed, strict=True):
            stacked = np.stack([vectors[text] for text in some])
            seen.append(features(one.text, one.mentions, stacked, 0 * stacked[0], sides))
        labelled += asked
    return seen, labelled


def _named(one: Labelled, directory: Directory) -> Labelled:
    """The question with the names in it: those of its debate, and others."""
    found = directory.find(one.text)
    starts = [(one.text.find(name), len(name)) for name in found.unknown]
    strange = tuple((start, start + size) for start, size in starts)
    return replace(one, mentions=found.mentions, strange=strange)


def masked(one: Labelled) -> str:
    """The question as the reader is given it, its known names masked."""
    return spoken_mask(one.text, one.mentions)


def asked_often(path: Path = INTENTS_FILE) -> NDArray[np.uint8]:
    """[STEMS] the share, in 255ths, of the debates whose questions use a stem, by its bucket.

    What a debate's own question, sides and names say is its matter, however it is asked about. A
    word that readers name as a topic ("price") is asked about nearly everywhere and is a matter
    all the same: a part of the share of the readings that name it is taken off.
    """
    counts = np.zeros(STEMS)
    debates = list(read_labelled(path))
    for debate, asked in debates:
        own = [debate.question, *(f"{s.label} {s.statement}" for s in debate.sides), *debate.names]
        own += [f"{essay.title} {essay.author or ''}" for essay in debate.essays]
        stems = {one for a in asked for one in content_stems(a.text)} - {
            one for text in own for one in content_stems(text)
        }
        counts[_buckets(stems)] += 1
    share = counts / len(debates) - _TOPICAL * _named_as_topics()
    return np.round(255 * np.maximum(share, 0)).astype(np.uint8)


def _named_as_topics() -> NDArray[np.float64]:
    """[STEMS] the share of the debates to learn from whose readings name a stem as a topic."""
    folders = sorted(WRITTEN.glob("*/points"))
    counts = np.zeros(STEMS)
    for folder in folders:
        read = [yaml.safe_load(path.read_bytes()) for path in sorted(folder.glob("*.yaml"))]
        points = [point for one in read for point in one.get("points", ())]
        topics = [topic for point in points for topic in point.get("about", ())]
        counts[_buckets({stem for topic in topics for stem in content_stems(topic)})] += 1
    return counts / len(folders)


def _buckets(stems: Iterable[str]) -> list[int]:
    return sorted({zlib.crc32(stem.encode()) % STEMS for stem in stems})


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
