"""Learning the kinds of question: `evals/intents.jsonl` to `assistant/understanding/intent.npz`.

Each line of the file is an invented debate (question, sides, names) with questions about it, each
under its kind. None of the debates is one that the assistant is delivered with, so that what is
learned is how people ask, not what they ask about here.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from rich.table import Table

from assistant.domain import Debate, Essay, Side
from assistant.embedding import Embedder
from assistant.errors import UserError
from assistant.understanding.intent import see, traits
from assistant.understanding.names import Names
from assistant.understanding.own_question import encode_sides
from assistant.understanding.old_sides import side_words
from assistant.words import stem, words

if TYPE_CHECKING:
    from numpy.typing import NDArray

INTENTS = Path(__file__).with_name("intents.jsonl")
COMMON = 0.15  # share of the debates that people use a word about, from which it is a common one
STRENGTH = 0.1  # inverse of the L2 penalty; of 0.05, 0.1 and 0.3 the best on debates left out


@dataclass(frozen=True, slots=True)
class Labelled:
    """An invented debate, and the questions about it with their kinds."""

    debate: Debate
    asked: tuple[tuple[str, str], ...]


def read_intents(path: Path = INTENTS) -> Iterator[Labelled]:
    """The debates of the file; UserError names a line that is damaged."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            told = json.loads(line)
            yield Labelled(
                _debate(told), tuple((one["kind"], one["text"]) for one in told["asked"])
            )
        except (ValueError, KeyError, TypeError) as error:
            raise UserError(
                f"{path}, line {number}: no labelled debate ({error!r})",
                "each line holds question, sides, voices, essays, things and asked",
            ) from error


def _debate(told: dict[str, Any]) -> Debate:
    """A debate with names but without words: all that finding names in a question needs."""
    authors = [*told["voices"], *[None] * len(told["essays"])]
    titles = [*[""] * len(told["voices"]), *told["essays"]]
    essays = tuple(
        Essay(slug=f"essay{number}", title=title or f"{number}", text="", author=author)
        for number, (author, title) in enumerate(zip(authors, titles, strict=True))
    )
    sides = tuple(Side(side["id"], side["label"], side["statement"]) for side in told["sides"])
    return Debate(told["question"], sides, essays, names={thing: () for thing in told["things"]})


def examples(
    embedder: Embedder, path: Path = INTENTS, done: Callable[[int], None] = lambda _: None
) -> tuple[NDArray[np.float32], list[str], list[int]]:
    """[n, 2d + s] traits, the kinds, and the number of the debate that each is about."""
    rows, kinds, groups = [], [], []
    for group, labelled in enumerate(read_intents(path)):
        words = side_words(labelled.debate)
        sides = encode_sides(labelled.debate, words, embedder)
        names = Names(labelled.debate)
        for kind, text in labelled.asked:
            rows.append(traits(see(text, names.find(text), embedder), sides, words))
            kinds.append(kind)
            groups.append(group)
            done(1)
    return np.array(rows), kinds, groups


def fit(rows: NDArray[np.float32], kinds: list[str]) -> Any:
    """The regression (scikit-learn's), fitted."""
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression(C=STRENGTH, max_iter=3000).fit(rows, kinds)


def accuracy_left_out(
    rows: NDArray[np.float32], kinds: list[str], groups: list[int], folds: int = 6
) -> tuple[float, dict[str, tuple[float, float]]]:
    """Share of questions read rightly, and recall and precision of each kind.

    Every debate is left out of the fit that reads it.
    """
    truth = np.array(kinds)
    fold = np.array(groups) % folds
    read = np.empty_like(truth)
    for number in range(folds):
        model = fit(rows[fold != number], list(truth[fold != number]))
        read[fold == number] = model.predict(rows[fold == number])
    each = {
        kind: (
            float((read[truth == kind] == kind).mean()),
            float((truth[read == kind] == kind).mean()) if (read == kind).any() else 0.0,
        )
        for kind in sorted(set(kinds))
    }
    return float((read == truth).mean()), each


def table(share: float, each: dict[str, tuple[float, float]], count: int) -> Table:
    """What `accuracy_left_out` found, for the terminal."""
    shown = Table("kind", "recall", "precision", title=f"{share:.3f} of {count} read rightly")
    for kind, (recall, precision) in each.items():
        shown.add_row(kind, f"{recall:.2f}", f"{precision:.2f}")
    return shown


def write_weights(model: Any, path: Path, intents: Path = INTENTS) -> None:
    """Store the weights, with a digest of what they were learned from."""
    with path.open("wb") as file:
        np.savez_compressed(
            file,
            kinds=np.array(model.classes_, dtype=np.str_),
            weights=model.coef_.astype(np.float16),
            bias=model.intercept_.astype(np.float32),
            common=np.array(common_stems(intents), dtype=np.str_),
            learned_from=np.array(digest(intents)),
        )


def common_stems(path: Path = INTENTS) -> list[str]:
    """The stems of words that people use in asking about more than `COMMON` of the debates."""
    used: Counter[str] = Counter()
    debates = list(read_intents(path))
    for labelled in debates:
        texts = " ".join(text for _, text in labelled.asked)
        used.update({stem(word) for word in words(texts)})
    return sorted(one for one, count in used.items() if count > COMMON * len(debates))


def digest(intents: Path = INTENTS) -> str:
    """sha256 of the labelled questions, in hexadecimal digits."""
    return hashlib.sha256(intents.read_bytes()).hexdigest()
