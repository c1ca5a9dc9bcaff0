"""The steps of `python -m evals fit`: each learns one file of weights and tells how good it is.

Heads first: ranking needs questions that have been read; abstaining needs points that are ranked.
"""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from assistant.debate import DebateAssistant, open_debate
from assistant.embedding import shipped_embedder
from assistant.retrieval import abstain, rank
from assistant.settings import Settings
from assistant.understanding import learned
from evals import fit
from evals.cases import REFERENCE
from evals.stored import DEBATES

Say = Callable[[str], None]
STRANGERS = 24  # questions about other debates, for each debate: these must be refused
_STRANGE = ("topic", "figures")  # the kinds that name their matter
_SEED = 5


def learn_reading(say: Say, *, measure: bool, path: Path = fit.INTENTS_FILE) -> None:
    """Write `learned.npz`, the heads that read a question; debates left out tell their accuracy."""
    seen, labelled = fit.see(shipped_embedder(), path)
    say(f"{len(labelled)} questions about {len({one.debate for one in labelled})} debates")
    arrays, found = fit.learn_heads(seen, labelled, measure=measure)
    for head, (right, each) in found.items():
        say(f"{head}: {right:.3f} read rightly, about debates left out")
        for name, (recall, precision, count) in each.items():
            say(f"  {name:12} {count:5}  recall {recall:.2f}, precision {precision:.2f}")
    arrays["asked"] = fit.asked_often(path)
    fit.write_arrays(learned.WEIGHTS, arrays, fit.digest(path))


def learn_ranking(settings: Settings, say: Say) -> None:
    """Write `rank.npz` and `abstain.npz`, from the reference cases on the invented debates.

    Both are learned with these debates' readings and without. How well it abstains is told of each
    debate by weights that were learned on the others.
    """
    about = dict(_cases())
    with TemporaryDirectory() as place:
        bare = {name: _without_reading(DEBATES / name, Path(place)) for name in about}
        opened = {name: _opened(DEBATES / name, settings) for name in about}
        unread = {name: _opened(folder, settings) for name, folder in bare.items()}
        learned_from = fit.digest(REFERENCE, fit.INTENTS_FILE)
        ranked = [a for some in _both(about, opened, unread) for a in some]
        fit.write_arrays(rank.WEIGHTS, fit.learn_rank(ranked), learned_from)
        rank.rank_weights.cache_clear()
        looked = list(_both(about, opened, unread))  # anew: abstaining sees points ranked by these
    for name, out in zip(about, looked, strict=True):
        others = [asked for some in looked if some is not out for asked in some]
        say(f"abstaining, {name} left out: {_kept(fit.learn_abstain(others), out)}")
    everything = [asked for some in looked for asked in some]
    fit.write_arrays(abstain.WEIGHTS, fit.learn_abstain(everything), learned_from)
    abstain.abstain_weights.cache_clear()


def _without_reading(folder: Path, place: Path) -> Path:
    """A copy of a debate whose essays nobody has read."""
    copy = place / folder.name
    shutil.copytree(folder, copy, ignore=shutil.ignore_patterns("points"))
    return copy


def _cases() -> Iterator[tuple[str, list[Mapping[str, Any]]]]:
    """The reference cases of each invented debate, in the file's order."""
    about: dict[str, list[Mapping[str, Any]]] = {}
    for line in REFERENCE.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        if case.get("corpus"):
            about.setdefault(case["corpus"], []).append(case)
    yield from sorted(about.items(), reverse=True)


def _opened(folder: Path, settings: Settings) -> DebateAssistant:
    """A debate's assistant, ingested where it was not."""
    from ingest.indexing import build_index

    build_index(folder, settings)
    return open_debate(folder, settings)


def _both(
    about: Mapping[str, Sequence[Mapping[str, Any]]],
    opened: Mapping[str, DebateAssistant],
    unread: Mapping[str, DebateAssistant],
) -> Iterator[list[fit.Asked]]:
    """The questions of each debate, put to it with its reading and without."""
    for read, bare in zip(
        _looked(about, opened, opened), _looked(about, unread, opened), strict=True
    ):
        yield [*read, *bare]


def _looked(
    about: Mapping[str, Sequence[Mapping[str, Any]]],
    opened: Mapping[str, DebateAssistant],
    read: Mapping[str, DebateAssistant],
) -> Iterator[list[fit.Asked]]:
    """The questions of each debate as they are understood and ranked now."""
    chance = random.Random(_SEED)
    strange = [
        asked["text"]
        for line in fit.INTENTS_FILE.read_text(encoding="utf-8").splitlines()
        for asked in json.loads(line)["asked"]
        if asked["kind"] in _STRANGE
    ]
    for name, cases in about.items():
        assistant = DebateAssistant(opened[name].index)  # reads the weights as they are now
        drawn = chance.sample(strange, STRANGERS)
        yield list(fit.look(assistant, cases, drawn, read[name].debate))


def _kept(weights: Mapping[str, Any], looked: Sequence[fit.Asked]) -> str:
    told = [one for one in looked if one.decides]
    rows = np.stack([one.decision for one in told])
    sorts = np.array([one.sort for one in told])
    raised = (rows * weights["weights"][sorts]).sum(axis=1) + weights["bias"][sorts]
    truth = np.array([one.answerable for one in told])
    kept, refused = (raised >= 0) & truth, (raised < 0) & ~truth
    return (
        f"{kept.sum()} of {truth.sum()} answered, "
        f"{refused.sum()} of {(~truth).sum()} without an answer refused"
    )
