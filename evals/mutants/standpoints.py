"""Faults in sides and roll calls: who is heard, and where each essay is said to stand."""

from __future__ import annotations

from collections.abc import Sequence

from evals.mutants.fault import Answer, Fault, World, answered, drop_citations, merge


def one_essay_dropped(world: World) -> Sequence[Answer]:
    """Nothing is cited from one side's essays in questions that set the sides side by side."""
    sides = {essay.slug: essay.position for essay in world.stored.debate.essays}
    first = world.stored.debate.sides[-1].id
    changed = {}
    for _, answer in answered(world):
        drop_citations(answer, lambda c: sides[c["essay"]] != first)
        changed[answer["id"]] = answer
    return merge(world, changed)


def contrarian_dropped(world: World) -> Sequence[Answer]:
    """Nothing is cited from the contrarian's essay."""
    contrarian = world.stored.debate.contrarian
    changed = {}
    for _, answer in answered(world):
        drop_citations(answer, lambda c: contrarian is None or c["essay"] != contrarian.slug)
        changed[answer["id"]] = answer
    return merge(world, changed)


def sides_flipped(world: World) -> Sequence[Answer]:
    """In every roll call the two sides change places."""
    one, other = (side.id for side in world.stored.debate.sides[:2])
    exchange = {one: other, other: one}
    answers = world.copies()
    for answer in answers:
        for entry in answer["roll_call"]:
            entry["position"] = exchange.get(entry["position"], entry["position"])
    return answers


def absent_from_the_roll_call(world: World) -> Sequence[Answer]:
    """The last essay of every roll call is not called."""
    answers = world.copies()
    for answer in answers:
        answer["roll_call"] = answer["roll_call"][:-1]
    return answers


def called_twice(world: World) -> Sequence[Answer]:
    """The first essay of every roll call is called twice, the second time as silent."""
    answers = world.copies()
    for answer in answers:
        if answer["roll_call"]:
            again = {**answer["roll_call"][0], "position": "silent", "citation": None}
            answer["roll_call"].append(again)
    return answers


def called_where_nobody_asked(world: World) -> Sequence[Answer]:
    """Narrow answers call a roll as well: every essay silent."""
    silent = [
        {"essay": essay.slug, "author": essay.author, "position": "silent", "citation": None}
        for essay in world.stored.debate.essays
    ]
    answers = world.copies()
    for answer in answers:
        if answer["status"] != "refused" and not answer["roll_call"]:
            answer["roll_call"] = [dict(entry) for entry in silent]
    return answers


def all_called_silent(world: World) -> Sequence[Answer]:
    """Every roll call has every essay silent, without proof."""
    answers = world.copies()
    for answer in answers:
        for entry in answer["roll_call"]:
            entry["position"], entry["citation"] = "silent", None
    return answers


def proofs_exchanged(world: World) -> Sequence[Answer]:
    """Every essay's position is proved by a citation from another essay."""
    answers = world.copies()
    for answer in answers:
        proofs = [entry["citation"] for entry in answer["roll_call"]]
        for entry, proof in zip(answer["roll_call"], proofs[1:] + proofs[:1], strict=True):
            entry["citation"] = proof
    return answers


def filed_under_the_other_side(world: World) -> Sequence[Answer]:
    """Statements filed under one side are filed under the other."""
    one, other = (side.id for side in world.stored.debate.sides[:2])
    exchange = {one: other, other: one}
    answers = world.copies()
    for answer in answers:
        for statement in answer["statements"]:
            statement["side"] = exchange.get(statement.get("side"), statement.get("side"))
    return answers


def called_under_another_name(world: World) -> Sequence[Answer]:
    """The roll call names every essay's author wrong."""
    answers = world.copies()
    for answer in answers:
        for entry in answer["roll_call"]:
            entry["author"] = "Ada Lovelace"
    return answers


_WORDS = ("verbatim_rate", "voice_accuracy", "essay_accuracy")

FAULTS = (
    Fault(one_essay_dropped, "side_coverage", (*_WORDS, "refusal_recall")),
    Fault(contrarian_dropped, "contrarian_coverage", (*_WORDS, "refusal_recall")),
    Fault(
        sides_flipped,
        "roll_call_accuracy",
        (*_WORDS, "nugget_recall_vital", "side_coverage", "roll_call_proof"),
    ),
    Fault(absent_from_the_roll_call, "roll_call_accuracy", (*_WORDS, "nugget_recall_vital")),
    Fault(called_twice, "roll_call_accuracy", (*_WORDS, "nugget_recall_vital")),
    Fault(called_where_nobody_asked, "roll_call_apt", (*_WORDS, "nugget_recall_vital")),
    Fault(all_called_silent, "roll_call_accuracy", (*_WORDS, "nugget_recall_vital")),
    Fault(
        proofs_exchanged,
        "roll_call_proof",
        (*_WORDS, "nugget_recall_vital", "roll_call_accuracy"),
    ),
    Fault(filed_under_the_other_side, "side_labels", (*_WORDS, "roll_call_accuracy")),
    Fault(called_under_another_name, "source_accuracy", (*_WORDS, "roll_call_accuracy")),
)
