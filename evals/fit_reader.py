"""The second step of `python -m evals fit`: the encoder's upper layers learn to read questions.

What is wanted is told by how a question is put, so these layers are trained apart from those that
find what it is about, and the heads (`assistant.understanding.learned`) together with them: one
multi-task network (Caruana, 1997) over the layers' mean state, the finding encoder's vectors, the
word n-grams and what the names give away. The states of single words learn, besides, which of them
name somebody or something, also where everything is written small. Names that a debate knows are
masked, most of the time, as they are when a question is read.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from assistant.understanding.features import BUCKETS, PUT, spoken
from assistant.understanding.learned import HEADS
from assistant.understanding.reader import READER
from evals import fit
from evals.fit import Labelled
from evals.fit_encoder import Trained, warmed

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from torch import Tensor

    from assistant.understanding.features import Features

FROZEN = 3  # lower layers that stay as they are
EPOCHS, BATCH, POOL = 5, 48, 20  # POOL batches are drawn together and put in order of length
RATE, HEAD_RATE, WARMING, DECAY = 1e-4, 2e-3, 0.06, 0.01
DROPPED, SMOOTHED = 0.1, 0.05
SLOT, NAMED = 0.4, 0.5  # what a slot's loss and that of the names count; the intent's is 1
MASKED = 0.75  # share of the known names that are masked, each time a question is drawn
LONGEST = 96  # tokens
HELD = 5  # every so many debates one is left out, to measure
_NO_LABEL = -100
_SEED = 0

Classes = Mapping[str, Sequence[str]]


class _Network:
    """The encoder and the heads, as torch trains them."""

    def __init__(self, seen: Sequence[Features], classes: Classes) -> None:
        import torch
        from torch import nn

        self.encoder = Trained(FROZEN)
        torch.manual_seed(_SEED)
        self.classes = classes
        self.dense = torch.from_numpy(np.stack([one.dense for one in seen]))
        self.grams = [torch.from_numpy(one.buckets.astype(np.int64)) for one in seen]
        self.weights = [one.weight for one in seen]
        width = self.encoder.model.config.hidden_size
        self.heads: Any = nn.ModuleDict(
            {head: nn.Linear(width + self.dense.shape[1], len(classes[head])) for head in HEADS}
        )
        self.bags: Any = nn.ModuleDict(
            {
                head: nn.EmbeddingBag(
                    BUCKETS, len(among), mode="sum", _weight=torch.zeros(BUCKETS, len(among))
                )
                for head, among in classes.items()
            }
        )
        self.names = nn.Linear(width, 1)

    def learning(self) -> list[dict[str, Any]]:
        """The weights that are trained, with the rate of each."""
        own = [*self.heads.parameters(), *self.bags.parameters(), *self.names.parameters()]
        return [
            {"params": list(self.encoder.learning().values()), "lr": RATE},
            {"params": own, "lr": HEAD_RATE},
        ]

    def train(self, on: bool) -> None:
        """Whether some of what is seen is left out, as in training."""
        for part in (self.encoder.model, self.heads, self.bags, self.names):
            part.train(on)

    def __call__(self, rows: Sequence[int], read: Any) -> tuple[dict[str, Tensor], Tensor]:
        """What each head makes of these questions, and of each token whether it is of a name."""
        import torch
        from torch.nn.functional import dropout, normalize

        states = self.encoder.model(**read).last_hidden_state
        held = read["attention_mask"][..., None]
        pooled = PUT * normalize((states * held).sum(1) / held.sum(1), dim=1)
        on = self.heads.training
        mixed = dropout(torch.cat([pooled, self.dense[list(rows)]], dim=1), DROPPED, on)
        places = torch.cat([self.grams[n] for n in rows])
        sizes = torch.tensor([0, *(len(self.grams[n]) for n in rows[:-1])])
        shares = torch.cat([torch.full((len(self.grams[n]),), self.weights[n]) for n in rows])
        shares = dropout(shares, DROPPED, on)
        raised = {
            head: self.heads[head](mixed)
            + self.bags[head](places, sizes.cumsum(0), per_sample_weights=shares)
            for head in HEADS
        }
        return raised, self.names(states)[..., 0]


def learn(
    seen: Sequence[Features],
    labelled: Sequence[Labelled],
    rows: Sequence[int],
    say: Callable[[str], None],
) -> _Network:
    """The network trained on these rows of the questions."""
    import torch
    from torch.nn.functional import cross_entropy

    classes = {h: sorted({o.labels[h] for o in labelled if h in o.labels}) for h in HEADS}
    labels = {
        head: torch.tensor(
            [among.index(o.labels[head]) if head in o.labels else _NO_LABEL for o in labelled]
        )
        for head, among in classes.items()
    }
    network, chance = _Network(seen, classes), random.Random(_SEED)
    steps = EPOCHS * -(-len(rows) // BATCH)
    optimizer = torch.optim.AdamW(network.learning(), weight_decay=DECAY)
    schedule = warmed(optimizer, steps, WARMING)
    for epoch in range(EPOCHS):
        network.train(True)
        losses = []
        for batch in _batches(labelled, rows, chance):
            read, named = _tokens(network, [_drawn(labelled[n], chance) for n in batch])
            raised, names = network(batch, read)
            loss = NAMED * _names_loss(names, named)
            for head in HEADS:
                wanted = labels[head][batch]
                share = float((wanted != _NO_LABEL).float().mean())
                if share:
                    counts = share if head == "intent" else SLOT * share**0.5
                    loss = loss + counts * cross_entropy(
                        raised[head], wanted, label_smoothing=SMOOTHED
                    )
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(network.encoder.model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            losses.append(loss.item())
        say(f"  epoch {epoch + 1} of {EPOCHS}: loss {np.mean(losses):.3f}")
    return network


def _batches(
    labelled: Sequence[Labelled], rows: Sequence[int], chance: random.Random
) -> Iterator[list[int]]:
    """All rows once, those of like length together, in random order."""
    order, found = chance.sample(list(rows), len(rows)), []
    for start in range(0, len(order), BATCH * POOL):
        pool = sorted(order[start : start + BATCH * POOL], key=lambda n: len(labelled[n].text))
        found += [pool[at : at + BATCH] for at in range(0, len(pool), BATCH)]
    chance.shuffle(found)
    yield from found


Drawn = tuple[str, list[tuple[int, int]]]  # a text, and which letters of it are of names


def _drawn(one: Labelled, chance: random.Random) -> Drawn:
    """The question with most of its known names masked; the others are there to be found."""
    masked = [mention for mention in one.mentions if chance.random() < MASKED]
    spans = {(mention.start, mention.end) for mention in masked}
    free = [m for m in one.mentions if (m.start, m.end) not in spans and m.name.kind != "essay"]
    named = {(m.start, m.end) for m in free} | set(one.strange)
    text, found, at = "", [], 0
    masks = {(m.start, m.end): spoken(m) for m in masked}
    for start, end in sorted(spans | named):
        if start < at:
            continue  # two names of one place
        text += one.text[at:start]
        word = masks.get((start, end), one.text[start:end])
        if (start, end) not in spans:
            found.append((len(text), len(text) + len(word)))
        text, at = text + word, end
    return text + one.text[at:], found


def _tokens(network: _Network, drawn: Sequence[Drawn]) -> tuple[Any, Tensor]:
    """What the encoder reads, and 1 for every token of a name, 0 for others, -1 for none at all."""
    import torch

    read = network.encoder.tokenizer(
        [text for text, _ in drawn],
        padding=True,
        truncation=True,
        max_length=LONGEST,
        return_offsets_mapping=True,
        return_tensors="pt",
    )
    starts, ends = read.pop("offset_mapping").unbind(-1)
    named = torch.where(ends > starts, 0.0, -1.0)
    for row, (_, spans) in enumerate(drawn):
        for start, end in spans:
            named[row, (starts[row] < end) & (ends[row] > start)] = 1.0
    return read, named


def _names_loss(raised: Tensor, named: Tensor) -> Tensor:
    from torch.nn.functional import binary_cross_entropy_with_logits

    words = named >= 0
    return binary_cross_entropy_with_logits(raised[words], named[words])


def left_out(
    network: _Network, labelled: Sequence[Labelled], rows: Sequence[int]
) -> Iterator[tuple[str, float, dict[str, tuple[float, float, int]]]]:
    """By head: the share of these rows read rightly; recall, precision and count of each class."""
    import torch

    network.train(False)
    given: dict[str, list[tuple[str, str]]] = {head: [] for head in HEADS}
    for start in range(0, len(rows), BATCH):
        batch = rows[start : start + BATCH]
        texts: list[Drawn] = [(fit.masked(labelled[n]), []) for n in batch]
        with torch.no_grad():
            raised, _ = network(batch, _tokens(network, texts)[0])
        for head in HEADS:
            best = raised[head].argmax(dim=1).tolist()
            given[head] += [
                (labelled[n].labels[head], network.classes[head][at])
                for n, at in zip(batch, best, strict=True)
                if head in labelled[n].labels
            ]
    for head, pairs in given.items():
        if not pairs:
            continue
        yield head, float(np.mean([a == b for a, b in pairs])), _by_class(pairs)


def _by_class(pairs: Sequence[tuple[str, str]]) -> dict[str, tuple[float, float, int]]:
    found = {}
    for name in sorted({wanted for wanted, _ in pairs}):
        count = sum(wanted == name for wanted, _ in pairs)
        right = sum(wanted == got == name for wanted, got in pairs)
        found[name] = (right / count, right / max(1, sum(got == name for _, got in pairs)), count)
    return found


def learn_reader(
    seen: Sequence[Features],
    labelled: Sequence[Labelled],
    say: Callable[[str], None],
    *,
    measure: bool,
) -> dict[str, NDArray[Any]]:
    """Write `reader.safetensors`; the heads' arrays for `learned.npz`.

    Seeded, but torch adds up in another order on other machines: both files are made once.
    """
    every = range(len(labelled))
    if measure:
        out = [n for n in every if labelled[n].debate % HELD == 0]
        held = set(out)
        network = learn(seen, labelled, [n for n in every if n not in held], say)
        for head, right, each in left_out(network, labelled, out):
            say(f"{head}: {right:.3f} read rightly, about debates left out")
            for name, (recall, precision, count) in each.items():
                say(f"  {name:12} {count:5}  recall {recall:.2f}, precision {precision:.2f}")
    network = learn(seen, labelled, every, say)
    _write_layers(network)
    return _heads(network)


def _write_layers(network: _Network) -> None:
    from safetensors.torch import save_file

    half = {n: w.detach().half().contiguous() for n, w in network.encoder.learning().items()}
    half["names.weight"] = network.names.weight.detach().half()
    half["names.bias"] = network.names.bias.detach().half()
    save_file(half, READER, metadata={"learned_from": fit.digest(fit.INTENTS_FILE)})


def _heads(network: _Network) -> dict[str, NDArray[Any]]:
    width = network.encoder.model.config.hidden_size
    arrays: dict[str, NDArray[Any]] = {}
    for head in HEADS:
        weights = network.heads[head].weight.detach().numpy()
        grams = network.bags[head].weight.detach().numpy().T
        scale = float(np.abs(grams).max()) / 127
        arrays[f"{head}.classes"] = np.array(network.classes[head], dtype=np.str_)
        arrays[f"{head}.put"] = weights[:, :width].astype(np.float16)
        arrays[f"{head}.dense"] = weights[:, width:].astype(np.float16)
        arrays[f"{head}.grams"] = np.round(grams / scale).astype(np.int8)
        arrays[f"{head}.scale"] = np.array(scale, dtype=np.float32)
        arrays[f"{head}.bias"] = network.heads[head].bias.detach().numpy().astype(np.float32)
    return arrays
