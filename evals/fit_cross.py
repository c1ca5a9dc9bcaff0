"""Learns to read a claim and a passage together: the weights of `CrossEncoder`.

`opposed.jsonl` holds pairs of passages of invented debates that say the opposite of each other in
much the same words, and claims, each with what either passage says to it: borne out (s), denied (d)
or neither (n). As nearly every claim is true of one passage and false of the other, its wording
alone tells nothing; what is learned is how the two go together. The encoder's lower layers stay as
they are; a linear layer over its first token and the means of both parts tells the relation.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from assistant.checking.cross_encoder import LONGEST, RELATIONS, WEIGHTS
from evals import fit
from evals.fit_encoder import Trained, warmed
from evals.fit_support import pairs

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from torch import Tensor

    Array = NDArray[np.float32]

OPPOSED = Path(__file__).with_name("opposed.jsonl")
FROZEN = 2  # lower layers that stay as they are
EPOCHS, BATCH, RATE, HEAD_RATE, WARMING = 2, 48, 1e-4, 2e-3, 0.06
POOL = 400  # claims among which those of like length are read together
SMOOTHED, DROPPED, DECAY = 0.05, 0.1, 0.01
CROSSED = 0.25  # share of the claims that are also read with another passage of their debate
BARE, GIST = 0.35, 0.15  # share that is read without the passage's gist, and with it alone
HELD = 12  # every so many debates one is left out, to measure
_LETTERS = "sdn"
_SEED = 0


@dataclass(frozen=True, slots=True)
class Passage:
    """What is read: a quotation, and its gist in plain words, which may be ""."""

    quote: str
    says: str = ""


@dataclass(frozen=True, slots=True)
class Opposed:
    """A claim with the passages that it is read with, and what each says to it."""

    debate: str
    claim: str
    read: tuple[tuple[Passage, int], ...]  # the number of its relation in RELATIONS


def opposed(path: Path = OPPOSED) -> list[Opposed]:
    """The claims of the file, a share of them also with another passage of their debate."""
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    chance = random.Random(_SEED)
    by_debate: dict[str, list[Passage]] = {}
    for line in lines:
        by_debate.setdefault(line["debate"], []).append(Passage(**line["a"]))
    found = []
    for line in lines:
        sides = [Passage(**line[side]) if line[side] else None for side in ("a", "b")]
        for claim, letters in line["claims"]:
            read = [
                (passage, _LETTERS.index(letter))
                for passage, letter in zip(sides, letters, strict=True)
                if passage and letter in _LETTERS
            ]
            other = chance.choice(by_debate[line["debate"]])
            if chance.random() < CROSSED and other != sides[0]:
                read.append((other, _LETTERS.index("n")))
            text = claim.replace("{V}", "the author")
            found.append(Opposed(line["debate"], text, tuple(read)))
    return found


def plain() -> list[Opposed]:
    """The pairs from which the other signals are learned, but for what a rule made."""
    return [
        Opposed(p.debate, p.claim, ((Passage(p.quote), RELATIONS.index(p.label)),))
        for p in pairs()
        if p.kind not in ("verbatim", "other")
    ]


class Network:
    """The encoder, its upper layers to be trained, and the layer that tells the relation."""

    def __init__(self) -> None:
        from torch import nn

        self.encoder = Trained(FROZEN)
        width = self.encoder.model.config.hidden_size
        self.head: Any = nn.Linear(3 * width, len(RELATIONS))

    def train(self, on: bool) -> None:
        """Whether some of what is seen is left out, as in training."""
        self.encoder.model.train(on)
        self.head.train(on)

    def __call__(self, claims: Sequence[str], passages: Sequence[str]) -> Tensor:
        """[n, relations] of each claim and passage."""
        import torch
        from torch.nn.functional import dropout

        read = self.encoder.tokenizer(
            list(claims),
            list(passages),
            padding=True,
            truncation="only_second",
            max_length=LONGEST,
            return_tensors="pt",
        )
        second = read.pop("token_type_ids")[..., None].float()
        states = self.encoder.model(
            **read, token_type_ids=torch.zeros_like(read["input_ids"])
        ).last_hidden_state
        held = read["attention_mask"][..., None].float()
        one, two = held * (1 - second), held * second
        means = [(states * part).sum(1) / part.sum(1) for part in (one, two)]
        mixed = torch.cat([states[:, 0], *means], dim=1)
        raised: Tensor = self.head(dropout(mixed, DROPPED, self.head.training))
        return raised


def learn(among: Sequence[Opposed], say: Callable[[str], None]) -> Network:
    """The network trained on these claims; what is read with one claim stays in one batch."""
    import torch
    from torch.nn.functional import cross_entropy

    torch.manual_seed(_SEED)
    network, chance = Network(), random.Random(_SEED)
    steps = EPOCHS * sum(1 for _ in _batches(among, random.Random(_SEED)))
    optimizer = torch.optim.AdamW(
        [
            {"params": list(network.encoder.learning().values()), "lr": RATE},
            {"params": network.head.parameters(), "lr": HEAD_RATE},
        ],
        weight_decay=DECAY,
    )
    schedule = warmed(optimizer, steps + EPOCHS, WARMING)
    for epoch in range(EPOCHS):
        network.train(True)
        losses: list[float] = []
        for batch in _batches(among, chance):
            with torch.autocast("cpu", dtype=torch.bfloat16):
                raised = network([one for one, _, _ in batch], [text for _, text, _ in batch])
            wanted = torch.tensor([label for _, _, label in batch])
            loss = cross_entropy(raised.float(), wanted, label_smoothing=SMOOTHED)
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(list(network.encoder.learning().values()), 1.0)
            optimizer.step()
            schedule.step()
            losses.append(loss.item())
            if len(losses) % 200 == 0:
                say(f"  epoch {epoch + 1} of {EPOCHS}: loss {np.mean(losses[-200:]):.3f}")
    return network


def _batches(
    among: Sequence[Opposed], chance: random.Random
) -> Iterator[list[tuple[str, str, int]]]:
    """Claims, what they are read with, and the relation; in random order, like lengths together."""
    order, found = chance.sample(list(among), len(among)), []
    for start in range(0, len(order), POOL):
        batch: list[tuple[str, str, int]] = []
        pool = order[start : start + POOL]
        for one in sorted(pool, key=lambda o: len(o.claim) + len(o.read[0][0].quote)):
            drawn = chance.random()
            batch += [(one.claim, _told(passage, drawn), label) for passage, label in one.read]
            if len(batch) >= BATCH:
                found.append(batch)
                batch = []
        if batch:
            found.append(batch)
    chance.shuffle(found)
    yield from found


def _told(passage: Passage, drawn: float) -> str:
    """The passage as it is read: with its gist before it, without, or the gist alone."""
    if not passage.says or drawn < BARE:
        return passage.quote
    return passage.says if drawn > 1 - GIST else f"{passage.says} {passage.quote}"


def learn_cross(say: Callable[[str], None], *, measure: bool = True) -> None:
    """Write the weights; debates left out tell how well the network reads."""
    from safetensors.numpy import save_file

    everything = opposed()
    debates = sorted({one.debate for one in everything})
    held = set(debates[::HELD]) if measure else set[str]()
    say(f"{len(everything)} claims, {len(debates)} debates, {len(held)} left out")
    network = learn([one for one in [*everything, *plain()] if one.debate not in held], say)
    if held:
        say(measured(network, [one for one in everything if one.debate in held]))
    arrays = {
        name: np.asarray(weight.detach().numpy(), dtype=np.float16)
        for name, weight in network.encoder.learning().items()
    }
    for name, weight in network.head.state_dict().items():
        arrays[f"head.{name}"] = np.asarray(weight.numpy(), dtype=np.float16)
    save_file(arrays, WEIGHTS, metadata={"pairs": fit.digest(OPPOSED)})


def measured(network: Network, among: Sequence[Opposed]) -> str:
    """How often the relation is right, and how well what is borne out is told from the rest."""
    from sklearn.metrics import roc_auc_score

    rows = [(one.claim, f"{p.says} {p.quote}", label) for one in among for p, label in one.read]
    found = shares(network, [row[:2] for row in rows])
    labels = np.array([label for _, _, label in rows])
    opposite = labels < _LETTERS.index("n")
    either = roc_auc_score(labels[opposite] == 0, (found[:, 0] - found[:, 1])[opposite])
    return (
        f"left out: {len(rows)} pairs, right {np.mean(found.argmax(1) == labels):.3f}; area under "
        f"the curve, borne out or denied {either:.3f}, "
        f"borne out or not {roc_auc_score(labels == 0, found[:, 0]):.3f}"
    )


def shares(network: Network, read: Sequence[tuple[str, str]]) -> Array:
    """[n, relations] what the network makes of claims and passages; a row sums to 1."""
    import torch

    network.train(False)
    found = np.zeros((len(read), len(RELATIONS)), dtype=np.float32)
    order = sorted(range(len(read)), key=lambda n: len(read[n][0]) + len(read[n][1]))
    with torch.no_grad():
        for start in range(0, len(order), BATCH):
            batch = order[start : start + BATCH]
            raised = network([read[n][0] for n in batch], [read[n][1] for n in batch])
            found[batch] = torch.softmax(raised, dim=1).numpy()
    return found
