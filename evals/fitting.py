"""The steps of `python -m evals fit`: each learns one file of weights and tells how good it is.

Heads first: ranking needs questions that have been read; abstaining needs points that are ranked.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from assistant.debate import DebateAssistant, open_debate
from assistant.embedding import shipped_embedder
from assistant.index import Index
from assistant.retrieval import abstain, rank, settling
from assistant.settings import Settings
from assistant.understanding import learned
from assistant.understanding.entities import Directory
from assistant.words import content_stems
from evals import fit, fit_belief, fit_reader, fit_retrieval, fit_settling
from evals.fit_settling import Seen

Say = Callable[[str], None]
STRANGERS = 24  # questions about no debate, for each debate
CHOICES = 8  # other debates' questions, for each debate
_OF_NONE = ("talk", "facts", "off_topic", "order", "verdict")  # that may name none
_PLAIN = 0.35  # of `learned.matter`, up to which a word is one of asking
_SEED = 5


def learn_reading(say: Say, *, measure: bool, path: Path = fit.INTENTS_FILE) -> None:
    """Write the reader and `learned.npz`, its heads; debates left out tell their accuracy."""
    seen, labelled = fit.see(shipped_embedder(), path)
    say(f"{len(labelled)} questions about {len({one.debate for one in labelled})} debates")
    arrays = fit_reader.learn_reader(seen, labelled, say, measure=measure)
    arrays["asked"] = fit.asked_often(path)
    fit.write_arrays(learned.WEIGHTS, arrays, fit.digest(path))


def learn_retrieval(settings: Settings, say: Say) -> None:
    """Write `rank.npz`, `settling.npz` and `abstain.npz`, from questions about invented debates.

    All are learned with these debates' readings and without. How well it settles and abstains is
    told of each debate by weights that were learned on the others.
    """
    about = fit_retrieval.cases()
    learned_from = fit.digest(*fit_retrieval.sources(), fit.INTENTS_FILE)
    fit.write_arrays(settling.WEIGHTS, fit_settling.NOTHING, learned_from)
    settling.settle_weights.cache_clear()
    with TemporaryDirectory() as place:
        bare = {folder: _without_reading(folder, Path(place)) for folder in about}
        opened = {folder: _opened(folder, settings) for folder in about}
        unread = {folder: _opened(copy, settings) for folder, copy in bare.items()}
        both = [(folder, opens[folder]) for folder in about for opens in (opened, unread)]
        told = [one for f, opens in both for one in fit_retrieval.answered(opens, about[f])]
        fit.write_arrays(rank.WEIGHTS, fit_retrieval.learn_rank(told), learned_from)
        rank.rank_weights.cache_clear()
        seen = _seen(both, about)  # settling and abstaining see points ranked by these
        _learn_settling(about, seen, learned_from, say)
        decided = _looked(both, about, opened)
    for turn, folder in enumerate(about):
        own = range(2 * turn, 2 * turn + 2)
        others = [a for n, some in enumerate(decided) if n not in own for a in some]
        kept = _kept(fit_retrieval.learn_abstain(others), [a for n in own for a in decided[n]])
        say(f"abstaining, {folder.name} left out: {kept}")
    everything = [a for some in decided for a in some]
    learned_from = fit.digest(*fit_retrieval.sources(bare_matters=True), fit.INTENTS_FILE)
    fit.write_arrays(abstain.WEIGHTS, fit_retrieval.learn_abstain(everything), learned_from)
    abstain.abstain_weights.cache_clear()


def learn_check(settings: Settings, say: Say) -> None:
    """Write `belief.npz`, from statements about invented debates, read and bare."""
    with TemporaryDirectory() as place:

        def opened(debate: str) -> list[Index]:
            folder = fit.WRITTEN / debate
            bare = _without_reading(folder, Path(place))
            return [_opened(one, settings).index for one in (folder, bare)]

        fit_belief.learn_belief(opened, say)


def _learn_settling(
    about: Collection[Path], seen: Sequence[Sequence[Seen]], learned_from: str, say: Say
) -> None:
    """Write `settling.npz`; every debate is left out once to tell how good it is."""
    for turn, folder in enumerate(about):
        own = range(2 * turn, 2 * turn + 2)
        others = [one for n, some in enumerate(seen) if n not in own for one in some]
        out = [one for n in own for one in seen[n]]
        worded = fit_settling.right(fit_settling.NOTHING, out)
        right = fit_settling.right(fit_settling.learn(others), out)
        say(f"settling, {folder.name} left out: {right:.3f}, by the wording alone {worded:.3f}")
    everything = [one for some in seen for one in some]
    fit.write_arrays(settling.WEIGHTS, fit_settling.learn(everything), learned_from)
    settling.settle_weights.cache_clear()


def _without_reading(folder: Path, place: Path) -> Path:
    """A copy of a debate whose essays nobody has read."""
    copy = place / folder.name
    shutil.copytree(folder, copy, ignore=shutil.ignore_patterns("points"))
    return copy


def _opened(folder: Path, settings: Settings) -> DebateAssistant:
    """A debate's assistant, ingested where it was not."""
    from ingest.indexing import build_index

    build_index(folder, settings)
    return open_debate(folder, settings)


def _seen(
    both: Sequence[tuple[Path, DebateAssistant]], about: Mapping[Path, Sequence[Mapping[str, Any]]]
) -> list[list[Seen]]:
    """The questions of each debate, with its reading and without, as settling sees them."""
    chance = random.Random(_SEED)
    found = []
    strange, choices = list(_about_none()), list(_others_choices())
    for folder, assistant in both:
        drawn = chance.sample(strange, STRANGERS) + chance.sample(choices, CHOICES)
        found.append(list(fit_retrieval.see(assistant, about[folder], drawn)))
    return found


def _about_none() -> Iterator[fit.Labelled]:
    """Questions that ask no debate in particular: small talk, what is off topic, plain facts."""
    for one, on_matter in _of_no_name():
        if one.labels.get("intent") in _OF_NONE and not on_matter:
            yield one


def _others_choices() -> Iterator[fit.Labelled]:
    """What another debate is about, put as a choice: off topic in all the others."""
    for one, on_matter in _of_no_name():
        if one.labels.get("intent") == "verdict" and on_matter:
            yield replace(one, labels={**one.labels, "intent": "off_topic"})


def _of_no_name() -> Iterator[tuple[fit.Labelled, bool]]:
    """The questions that name nobody, and whether one is a debate's own question and says so."""
    for debate, asked in fit.read_labelled():
        directory = Directory(debate)
        for one in asked:
            if not directory.find(one.text).mentions:
                verdict = one.labels.get("intent") == "verdict"
                said = any(learned.matter(s) > _PLAIN for s in content_stems(one.text))
                yield one, verdict and said


def _looked(
    both: Sequence[tuple[Path, DebateAssistant]],
    about: Mapping[Path, Sequence[Mapping[str, Any]]],
    read: Mapping[Path, DebateAssistant],
) -> list[list[fit_retrieval.Asked]]:
    """The questions of each debate, with its reading and without, as they are ranked now."""
    bare = fit_retrieval.matters()
    return [
        list(
            fit_retrieval.look(
                assistant, [*about[folder], *bare.get(folder, ())], read[folder].debate
            )
        )
        for folder, assistant in both
    ]


def _kept(weights: Mapping[str, Any], looked: Sequence[fit_retrieval.Asked]) -> str:
    told = [one for one in looked if one.decides]
    rows = np.stack([one.decision for one in told])
    sorts = np.array([one.sort for one in told])
    raised = rows @ weights["weights"] - weights["bars"][sorts]
    truth = np.array([one.answerable for one in told])
    kept, refused = (raised >= 0) & truth, (raised < 0) & ~truth
    return (
        f"{kept.sum()} of {truth.sum()} answered, "
        f"{refused.sum()} of {(~truth).sum()} without an answer refused"
    )
