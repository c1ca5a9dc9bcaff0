"""The first step of `python -m evals fit`: the shipped encoder learns what questions mean.

Its upper layers are trained further, so that an everyday question, or a case that somebody tells,
comes near to the sentences that answer it, and to what a reading tells and asks of them.
`evals/asked.jsonl` holds invented debates, none that anybody asks about here: points, what may be
told and asked of each, and everyday questions and cases with all the points that help to answer.
The softmax over a debate's points, with several of them right, is the listwise loss of ListNet
(Cao et al., 2007); the temperature is the one that the encoder was first trained with. Statements
stay as near to each other as they were, since claims are checked by that: a second loss keeps their
cosines, as in similarity-preserving distillation (Tung and Mori, 2019).
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from assistant.weights import SHIPPED_MODEL, TRAINED, find_model
from evals import fit

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from torch import Tensor

    Array = NDArray[np.float32]

ASKED = Path(__file__).with_name("asked.jsonl")
FROZEN = 3  # lower layers that stay as they are
EPOCHS, RATE, WARMING = 3, 5e-5, 0.1
TEMPERATURE = 0.05
STRANGERS = 12  # another debate's points among which a debate's own are to be found
DRAWN = 0.7  # share of the points of which one question is drawn, each epoch
READ = 0.25  # what coming near to a text that is told or asked of a point counts; two are drawn
KEPT = 30.0  # what the mean square by which statements' cosines change counts
BEST = 4  # points among which the wanted ones are looked for, to measure
LONGEST = 128  # tokens
HELD = 5  # every so many debates one is left out, to measure
_SEED = 0


@dataclass(frozen=True, slots=True)
class Asked:
    """One debate: its points, what is told and asked of each; questions and all points' grades."""

    debate: str
    quotes: tuple[str, ...]
    told: tuple[tuple[str, ...], ...]  # by point
    asked: tuple[tuple[str, ...], ...]  # by point
    questions: tuple[str, ...]
    grades: Array  # [questions, points], 0 to 2


def debates(path: Path = ASKED) -> list[Asked]:
    """The debates of the file, in its order."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        read = json.loads(line)
        at = {str(point["id"]): n for n, point in enumerate(read["points"])}
        asked = [one for one in read["asked"] if one["points"]]
        grades = np.zeros((len(asked), len(at)), dtype=np.float32)
        for n, one in enumerate(asked):
            for point, grade in one["points"].items():
                grades[n, at[point]] = grade
        found.append(
            Asked(
                read["debate"],
                tuple(point["quote"] for point in read["points"]),
                tuple(tuple(point["told"]) for point in read["points"]),
                tuple(tuple(point["asked"]) for point in read["points"]),
                tuple(one["text"] for one in asked),
                grades,
            )
        )
    return found


class Trained:
    """The shipped encoder as torch trains it, lower layers frozen."""

    def __init__(self, frozen: int = FROZEN) -> None:
        import torch
        from transformers import AutoModel, AutoTokenizer

        torch.manual_seed(_SEED)
        folder = str(find_model(SHIPPED_MODEL).folder)
        self.tokenizer = AutoTokenizer.from_pretrained(folder)
        self.model = AutoModel.from_pretrained(folder, add_pooling_layer=False)
        learning = tuple(
            f"encoder.layer.{n}." for n in range(frozen, self.model.config.num_hidden_layers)
        )
        for name, weight in self.model.named_parameters():
            weight.requires_grad = name.startswith(learning)

    def learning(self) -> dict[str, Tensor]:
        """The weights that are trained, by name."""
        return {n: w for n, w in self.model.named_parameters() if w.requires_grad}

    def __call__(self, texts: Sequence[str]) -> Tensor:
        """[n, d] normalised vectors, as `assistant.bert` pools them."""
        from torch.nn.functional import normalize

        read = self.tokenizer(
            list(texts), padding=True, truncation=True, max_length=LONGEST, return_tensors="pt"
        )
        states = self.model(**read).last_hidden_state
        held = read["attention_mask"][..., None]
        return normalize((states * held).sum(1) / held.sum(1), dim=1)

    def encode(self, texts: Sequence[str]) -> Array:
        """The same, not for training."""
        import torch

        self.model.eval()
        with torch.no_grad():
            return np.asarray(self(texts).numpy(), dtype=np.float32)


def found(encode: Callable[[Sequence[str]], Array], among: Sequence[Asked]) -> float:
    """The share of what helps to answer that is among the `BEST` nearest points."""
    shares: list[float] = []
    for one in among:
        near = np.round(encode(one.questions) @ encode(one.quotes).T, 4)
        best = np.argsort(-near, axis=1, kind="stable")[:, :BEST]
        held = (np.take_along_axis(one.grades, best, axis=1) > 0).sum(axis=1)
        shares += (held / np.minimum(BEST, (one.grades > 0).sum(axis=1))).tolist()
    return float(np.mean(shares))


def learn(among: Sequence[Asked], say: Callable[[str], None]) -> Trained:
    """The encoder trained on these debates, a debate a step."""
    import torch

    before = Trained()
    was = {one.debate: _nearness(before.encode(_statements(one))) for one in among}
    encoder, chance = Trained(), random.Random(_SEED)
    weights = list(encoder.learning().values())
    steps = EPOCHS * len(among)
    optimizer = torch.optim.AdamW(weights, RATE, weight_decay=0.01)
    schedule = warmed(optimizer, steps, WARMING)
    for epoch in range(EPOCHS):
        losses = []
        for one in chance.sample(list(among), len(among)):
            encoder.model.train()
            loss = _asked(encoder, one, among, chance) + KEPT * _moved(
                encoder, was[one.debate], one
            )
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(weights, 1.0)
            optimizer.step()
            schedule.step()
            losses.append(loss.item())
        say(f"  epoch {epoch + 1} of {EPOCHS}: loss {np.mean(losses):.3f}")
    return encoder


def warmed(optimizer: Any, steps: int, warming: float) -> Any:
    """A schedule whose rate rises for a share of the steps, then falls in a line to none."""
    from torch.optim.lr_scheduler import LambdaLR

    first, rest = warming * steps, (1 - warming) * steps
    return LambdaLR(optimizer, lambda n: min((n + 1) / first, (steps - n) / rest))


def _asked(encoder: Trained, one: Asked, among: Sequence[Asked], chance: random.Random) -> Tensor:
    """How far the questions' softmax over the points is from what helps to answer them."""
    other = chance.choice([debate for debate in among if debate is not one])
    quotes = [*one.quotes, *chance.sample(other.quotes, min(STRANGERS, len(other.quotes)))]
    drawn = [n for n in range(len(one.quotes)) if chance.random() < DRAWN]
    questions = [*one.questions, *(chance.choice(one.asked[n]) for n in drawn)]
    wanted = np.zeros((len(questions), len(quotes)), dtype=np.float32)
    wanted[: len(one.grades), : len(one.quotes)] = one.grades
    wanted[range(len(one.grades), len(questions)), drawn] = 1.0
    wanted /= wanted.sum(axis=1, keepdims=True)
    vectors = encoder(questions)
    loss = _listwise(vectors, encoder(quotes), wanted)
    everyday = wanted[: len(one.grades), : len(one.quotes)]
    everyday = everyday / everyday.sum(axis=1, keepdims=True)
    for _ in range(2):
        texts = [chance.choice([*one.told[n], *one.asked[n]]) for n in range(len(one.quotes))]
        loss = loss + READ * _listwise(vectors[: len(one.grades)], encoder(texts), everyday)
    return loss


def _listwise(questions: Tensor, texts: Tensor, wanted: Array) -> Tensor:
    """The mean over questions of how far their softmax over the texts is from what is wanted."""
    import torch

    near = questions @ texts.T / TEMPERATURE
    return -(torch.from_numpy(wanted) * torch.log_softmax(near, dim=1)).sum(dim=1).mean()


def _moved(encoder: Trained, was: Array, one: Asked) -> Tensor:
    """By how much statements come nearer to each other, or farther away, than before."""
    import torch

    now = encoder(_statements(one))
    return (now @ now.T - torch.from_numpy(was)).square().mean()


def _statements(one: Asked) -> list[str]:
    return [*one.quotes, *(text for told in one.told for text in told)]


def _nearness(vectors: Array) -> Array:
    return vectors @ vectors.T


def learn_encoder(say: Callable[[str], None], *, measure: bool, path: Path = ASKED) -> None:
    """Write `encoder.safetensors`; debates left out tell what is won.

    Seeded, but torch adds up in another order on other machines: the file is made once.
    """
    from safetensors.torch import save_file

    every = debates(path)
    say(f"{sum(len(one.questions) for one in every)} questions about {len(every)} debates")
    if measure:
        held = every[::HELD]
        before = found(Trained().encode, held)
        after = found(learn([one for one in every if one not in held], say).encode, held)
        say(f"of what helps, {before:.3f} was among the best {BEST}, now {after:.3f} (left out)")
    encoder = learn(every, say)
    half = {name: w.detach().half().contiguous() for name, w in encoder.learning().items()}
    save_file(half, TRAINED, metadata={"learned_from": fit.digest(path)})


def learned_from() -> str:
    """The digest of the file that the weights in the repository were learned from."""
    from safetensors import safe_open

    with safe_open(TRAINED, "numpy") as stored:
        return str(stored.metadata()["learned_from"])
