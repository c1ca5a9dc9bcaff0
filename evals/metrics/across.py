"""Metrics over several answers: boilerplate, and steadiness where only the wording differs.

Each gives what it measured by case, so that it can be summed up, and resampled, like the others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations

from evals.cases import Case, Nugget
from evals.matching import found
from evals.metrics.measured import Measured
from evals.reply import Reply
from evals.view import View, letters_of

SAME = 0.6  # the share of sentences above which two answers are one


def boilerplate(views: Sequence[View]) -> Mapping[str, Measured]:
    """Answers of whose sentences over 60 % stand in one answer to a question of other intent."""
    by_debate: dict[str | None, list[tuple[View, frozenset[str]]]] = defaultdict(list)
    for view in views:
        case, reply = view.case, view.reply
        if case.intent in (None, "further") or reply.failed or reply.refused:
            continue
        by_debate[case.corpus].append((view, _sentences(reply.text)))
    measured = {}
    for told in by_debate.values():
        for view, sentences in told:
            twin = next((o for o, s in told if _same(view, sentences, o, s)), None)
            complaints = (f"says the same as the answer to {twin.case.id}",) if twin else ()
            measured[view.case.id] = Measured(int(twin is not None), 1, complaints)
    return measured


def steadiness(views: Sequence[View]) -> Mapping[str, Measured]:
    """How alike answers are that should be: paraphrases cite the same, leaning moves no essay."""
    checks: dict[str, list[tuple[float, str]]] = defaultdict(list)
    alike: dict[tuple[str, str], list[View]] = defaultdict(list)
    for view in views:
        alike[view.case.cluster, _gold(view.case)].append(view)
        plain = positions(view.reply)
        for leaning in view.reply.leaning:
            same = bool(plain) and plain == positions(leaning)
            checks[view.case.id].append((same, f"other positions for “{leaning.question}”"))
    for members in alike.values():
        for one, other in combinations(members, 2):
            value = _alike(one, other)
            what = f"cites otherwise than its paraphrase {other.case.id} ({value:.2f} alike)"
            checks[one.case.id].append((value, what))
    return {
        id: Measured(
            sum(value for value, _ in those),
            len(those),
            tuple(what for value, what in those if value < 1),
        )
        for id, those in checks.items()
    }


def positions(reply: Reply) -> dict[str, str]:
    """The positions that a reply calls; empty for a failed one."""
    return {} if reply.failed else {entry.essay: entry.position for entry in reply.roll_call}


def _sentences(text: str) -> frozenset[str]:
    from ingest.boundaries import boundaries

    lines = [line for line in text.split("\n") if line.strip()]
    cut = (letters_of(line[a:b]).text for line in lines for a, b in boundaries(line))
    return frozenset(letters for letters in cut if letters)


def _same(view: View, sentences: frozenset[str], other: View, others: frozenset[str]) -> bool:
    if view.case.intent == other.case.intent or not sentences:
        return False
    return len(sentences & others) > SAME * len(sentences)


def _alike(one: View, other: View) -> float:
    if one.case.status == "refused":
        return float(one.reply.refused and other.reply.refused)
    first, second = _found(one), _found(other)
    either = first | second
    return len(first & second) / len(either) if either else 0.0


def _found(view: View) -> set[str]:
    return {_key(nugget) for nugget in view.case.nuggets if found(view, nugget)}


def _gold(case: Case) -> str:
    return repr((case.corpus, case.status, sorted(_key(nugget) for nugget in case.nuggets)))


def _key(nugget: Nugget) -> str:
    return repr(sorted((e.essay, e.voice or "", e.evidence) for e in nugget.any_of))
