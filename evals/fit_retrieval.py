"""A step of `python -m evals fit`: ranking, settling and abstaining, from questions about debates.

The debates are those that the reference cases ask about among the test data, and a dozen more that
were written to learn from (`evals/debates/`); each with its reading and without.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from assistant.domain import Debate
from assistant.points import PointRow
from assistant.retrieval import abstain, rank, settling
from assistant.retrieval.settling import settled
from assistant.words import content_stems
from evals.cases import REFERENCE
from evals.fit import WRITTEN, Labelled
from evals.fit_settling import Seen
from evals.stored import DEBATES

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from assistant.debate import DebateAssistant


def cases() -> dict[Path, list[Mapping[str, Any]]]:
    """What is asked about each debate, by its folder; in the files' order."""
    about: dict[Path, list[Mapping[str, Any]]] = {}
    for line in REFERENCE.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        if case.get("corpus"):
            about.setdefault(DEBATES / case["corpus"], []).append(case)
    return {**about, **_written("questions.jsonl")}


def matters() -> dict[Path, list[Mapping[str, Any]]]:
    """Bare matters that are asked of each debate ("refunds?"), for abstaining to learn from."""
    return _written(MATTERS)


def _written(name: str) -> dict[Path, list[Mapping[str, Any]]]:
    """The cases of the files of that name, by their debate's folder."""
    return {
        path.parent: [_as_case(json.loads(line)) for line in path.read_text("utf-8").splitlines()]
        for path in sorted(WRITTEN.glob(f"*/{name}"))
    }


def sources(*, bare_matters: bool = False) -> list[Path]:
    """The files that all of it is learned from, besides the essays; abstaining has more."""
    asked = [REFERENCE, *sorted(WRITTEN.glob("*/questions.jsonl"))]
    return [*asked, *sorted(WRITTEN.glob(f"*/{MATTERS}"))] if bare_matters else asked


def _as_case(told: Mapping[str, Any]) -> Mapping[str, Any]:
    """A labelled question in the shape of a reference case."""
    nuggets = [{"vital": True, "any_of": [evidence]} for evidence in told["gold"]]
    return {**told, "nuggets": nuggets, "history": []}


@dataclass(frozen=True, slots=True)
class Answered:
    """A question and every point of a debate, for ranking to learn from."""

    signals: NDArray[np.float32]  # [points, rank.SIGNALS]
    roles: NDArray[np.int64]  # [points] as `rank.ROLES`
    wanted: NDArray[np.float32]  # [rank.BY_ROLE] as `rank.wanted`
    relevance: NDArray[np.float32]  # [points] 1 gold, .5 listed as relevant, 0 neither


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that has an answer in a debate or none, for abstaining to learn from."""

    decision: NDArray[np.float32]  # [abstain.SIGNALS]
    answerable: bool
    decides: bool  # whether abstaining is decided on it at all
    sort: int  # as `abstain.sort_of` tells


MATTERS = "matters.jsonl"  # of a debate's folder
RANK_PENALTY = 0.002  # L2, of the weights that order points
ROLE_SCALE = 0.3  # what makes a role weigh less than nearness: a smaller scale is penalised more
ABSTAIN_STRENGTH = 0.3  # inverse of the L2 penalty
_ANSWERS = ("best", "lead", "near", "known")  # signals of `abstain` that never speak for refusing
_REFUSES = ("foreign", "unheard", "figure", "thing", "elsewhere")  # nor these for answering
# Share of each sort's answerable questions that may be refused.
SPARED = (0.045, 0.02, 0.08, 0.05, 0.08, 0.08)

_PUT = 2  # matters of each sort that every voice is asked about
_PUT_AS = (
    "What does {voice} say about {topic}?",
    "{voice} on {topic}?",
    "does {voice} have a view on {topic}",
    "and what is {voice}'s take on {topic}",
)


def see(
    assistant: DebateAssistant, cases: Sequence[Mapping[str, Any]], strange: Sequence[Labelled]
) -> Iterator[Seen]:
    """The cases about one opened debate as settling sees them, with others about no debate."""
    ranker = assistant.planner.ranker
    asked = [(case["question"], case["intent"]) for case in cases if not case["history"]]
    asked += [(one.text, one.labels["intent"]) for one in strange]
    asked.append((assistant.debate.question, "verdict"))
    for text, intent in asked:
        question = assistant.understanding.read(text)
        ranking = ranker.rank(question) if question.stems else None
        yield Seen(intent, settling.by_wording(question), settling.signals(question, ranking))


def answered(assistant: DebateAssistant, cases: Sequence[Mapping[str, Any]]) -> Iterator[Answered]:
    """The cases about one opened debate that points answer."""
    ranker = assistant.planner.ranker
    rows = np.arange(len(ranker.index.points))
    for case in cases:
        relevance = _relevance(ranker.index.points, case)
        if not case["history"] and (relevance == 1).any():
            question = assistant.understanding.read(case["question"])
            found = ranker.signals(question, rows, ranker.words(question))
            yield Answered(found, ranker.roles, rank.wanted(question), relevance)


def look(
    assistant: DebateAssistant, cases: Sequence[Mapping[str, Any]], read: Debate
) -> Iterator[Asked]:
    """The cases about one opened debate as abstaining sees them, and what is put to its voices.

    The reading of `read` tells who speaks of what, also where the opened one has none.
    """
    for case in cases:
        if not case["history"]:
            yield _look_at(assistant, case["question"], case["status"] != "refused")
    for text, spoken in _put_to_voices(read):
        yield _look_at(assistant, text, spoken)


def _put_to_voices(debate: Debate) -> Iterator[tuple[str, bool]]:
    """For each voice a few matters and names of its own, and as many of which only others speak."""
    for matters in (_matters(debate, "about"), _matters(debate, "things")):
        for turn, (voice, own) in enumerate(sorted(matters.items())):
            stems = {stem for matter in own for stem in content_stems(matter)}
            mine = sorted({matter for matter in own if own.count(matter) == 1})
            theirs = {m for name, some in matters.items() if name != voice for m in some}
            others = sorted(m for m in theirs if not stems & set(content_stems(m)))
            for n in range(_PUT):
                asks = _PUT_AS[(turn + n) % len(_PUT_AS)]
                for some, spoken in ((mine, True), (others, False)):
                    if some:
                        matter = some[(7 * n + turn) % len(some)]
                        yield asks.format(voice=voice, topic=matter), spoken


def _matters(debate: Debate, field: Literal["about", "things"]) -> dict[str, list[str]]:
    """What each voice that has a name speaks of, by its points."""
    found: dict[str, list[str]] = {}
    for essay in debate.essays:
        for point in essay.points:
            if name := essay.voice(point).name:
                told = point.about if field == "about" else point.things
                found.setdefault(name, []).extend(told)
    return found


def _look_at(assistant: DebateAssistant, text: str, answerable: bool) -> Asked:
    ranker = assistant.planner.ranker
    question, ranking = settled(assistant.understanding.read(text), ranker)
    everybody = ranking or ranker.rank(question)
    return Asked(
        abstain.signals(question, assistant.planner.heard(question, everybody), everybody),
        answerable,
        bool(question.stems) and abstain.decides(question),
        abstain.sort_of(question, everybody),
    )


def _relevance(rows: Sequence[PointRow], case: Mapping[str, Any]) -> NDArray[np.float32]:
    gold = [e for n in case["nuggets"] if n["vital"] for e in n["any_of"]]
    listed = [e for n in case["nuggets"] for e in n["any_of"]] + list(case.get("relevant", ()))
    found = np.zeros(len(rows), dtype=np.float32)
    quotes = [(row, " ".join(row.quote.split())) for row in rows]
    for value, evidence in ((0.5, listed), (1.0, gold)):
        told = [(one["essay"], " ".join(one["evidence"].split())) for one in evidence]
        for row, quote in quotes:
            if any(row.essay.slug == e and (said in quote or quote in said) for e, said in told):
                found[row.row] = value
    return found


def learn_rank(told: Sequence[Answered]) -> dict[str, Any]:
    """The arrays of `rank.npz`: first the order of a debate's points, then the chance of each.

    The order is learned by the listwise softmax of ListNet (Cao et al., 2007), every question
    weighing alike and what is merely relevant left out; a logistic regression over the score that
    comes of it makes it a chance (Platt, 1999).
    """
    from scipy.optimize import minimize
    from sklearn.linear_model import LogisticRegression

    lists = [_list(one) for one in told]

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        found, slope = 0.0, np.zeros_like(weights)
        for rows, wanted in lists:
            raised = rows @ weights
            raised -= raised.max()
            shares = np.exp(raised) / np.exp(raised).sum()
            found -= float(wanted @ np.log(np.maximum(shares, 1e-12)))
            slope += rows.T @ (shares - wanted)
        penalty = RANK_PENALTY * float(weights @ weights)
        return found / len(lists) + penalty, slope / len(lists) + 2 * RANK_PENALTY * weights

    start = np.zeros(lists[0][0].shape[1])
    weights = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 300}).x
    scores = np.concatenate([rows @ weights for rows, _ in lists])
    truth = np.concatenate([wanted > 0 for _, wanted in lists])
    alike = np.concatenate([np.full(len(wanted), 1 / len(wanted)) for _, wanted in lists])
    chance = LogisticRegression(C=1e6).fit(
        scores[:, None], truth, sample_weight=alike * len(scores) / len(lists)
    )
    scale = float(chance.coef_[0, 0])
    split = len(rank.SIGNALS)
    by_role = ROLE_SCALE * scale * weights[split:].reshape(len(rank.ROLES), -1)
    return {
        "weights": (scale * weights[:split]).astype(np.float32),
        "by_role": by_role.astype(np.float32),
        "bias": np.float32(chance.intercept_[0]),
    }


def _list(told: Answered) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """[points, signals and roles] and [points] what each ought to have of the softmax."""
    by_role = np.zeros((len(told.roles), len(rank.ROLES), len(told.wanted)))
    by_role[np.arange(len(told.roles)), told.roles] = ROLE_SCALE * told.wanted
    rows = np.hstack([told.signals, by_role.reshape(len(told.roles), -1)]).astype(np.float64)
    kept = told.relevance != 0.5
    wanted = (told.relevance[kept] == 1).astype(np.float64)
    return rows[kept], wanted / wanted.sum()


def learn_abstain(asked: Sequence[Asked]) -> dict[str, Any]:
    """The arrays of `abstain.npz`; answerable and not weigh alike, refusing wrongly costs more.

    A logistic regression that cannot take nearness for a reason to refuse, or words that no essay
    has for one to answer: few debates teach it, and chance must not turn such a signal round.
    """
    from scipy.optimize import minimize

    told = [one for one in asked if one.decides]
    rows = np.stack([one.decision for one in told]).astype(np.float64)
    truth = np.array([one.answerable for one in told])
    sorts = np.array([one.sort for one in told])
    scale = rows.std(axis=0) + 1e-6
    seen = np.hstack([rows / scale, np.eye(abstain.SORTS)[sorts]])
    wanted = np.where(truth, 1.0, -1.0)
    alike = len(told) / 2 / np.where(truth, truth.sum(), (~truth).sum())

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        margin = wanted * (seen @ weights)
        slope = -(alike * wanted / (1 + np.exp(margin))) @ seen
        found = float(alike @ np.logaddexp(0, -margin))
        return (
            ABSTAIN_STRENGTH * found + float(weights @ weights) / 2,
            ABSTAIN_STRENGTH * slope + weights,
        )

    bounds = [
        (0 if name in _ANSWERS else None, 0 if name in _REFUSES else None)
        for name in abstain.SIGNALS
    ]
    start = np.zeros(seen.shape[1])
    bounds += [(None, None)] * abstain.SORTS
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds).x
    weights = found[: rows.shape[1]] / scale
    raised = rows @ weights
    bars = [
        np.quantile(raised[truth & (sorts == sort)], spared) for sort, spared in enumerate(SPARED)
    ]
    return {"weights": weights.astype(np.float32), "bars": np.array(bars, dtype=np.float32)}
