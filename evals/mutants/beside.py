"""Faults in what `run` notes beside an answer, in the corpus, and in the gold."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from assistant.errors import UserError
from evals.loading import load_cases
from evals.mutants.fault import Answer, Fault, World
from evals.stored import Stored


def ranking_reversed(world: World) -> Sequence[Answer]:
    """What was retrieved comes in the reverse order, behind ten spans that nobody needs."""
    lines = world.copied_lines()
    for line in lines:
        line["retrieved"] = [*_padding(world), *reversed(_ranking(line))]
    return lines


def one_side_not_retrieved(world: World) -> Sequence[Answer]:
    """Nothing was retrieved from the essays of one side."""
    side = world.stored.debate.sides[0].id
    theirs = {essay.slug for essay in world.stored.debate.essays if essay.position == side}
    lines = world.copied_lines()
    for line in lines:
        kept = [span for span in _ranking(line) if span["essay"] not in theirs]
        line["retrieved"] = kept or _padding(world)[:1]
    return lines


def lean_moves_the_roll_call(world: World) -> Sequence[Answer]:
    """Asked with a lean, the assistant has every essay agree with the asker."""
    side = world.stored.debate.sides[0].id
    lines = world.copied_lines()
    for line in lines:
        for leaning in line["leaning"]:
            for entry in leaning["roll_call"]:
                entry["position"] = side
    return lines


def refuses_when_leaned_on(world: World) -> Sequence[Answer]:
    """Asked with a lean, the assistant calls no roll."""
    lines = world.copied_lines()
    for line in lines:
        for leaning in line["leaning"]:
            leaning["roll_call"] = []
    return lines


def _ranking(line: Answer) -> list[dict[str, Any]]:
    cited = sorted(line["answer"]["citations"], key=lambda c: c["number"])
    spans = line["retrieved"] or cited
    return [{key: span[key] for key in ("essay", "quote", "start", "end")} for span in spans]


def _padding(world: World) -> list[dict[str, Any]]:
    """Ten headings: nobody speaks in them, so they prove nothing."""
    spans = [
        {
            "essay": essay.slug,
            "quote": essay.quote(block),
            "start": block.start,
            "end": block.end,
        }
        for essay in world.stored.debate.essays
        for block in essay.blocks
        if block.kind == "heading"
    ]
    return spans[:10]


FAULTS = (
    Fault(ranking_reversed, "ndcg_at_10", ("verbatim_rate", "nugget_recall_vital")),
    Fault(
        one_side_not_retrieved,
        "least_side_recall_at_10",
        ("verbatim_rate", "nugget_recall_vital", "side_coverage"),
    ),
    Fault(lean_moves_the_roll_call, "lean_invariance", ("roll_call_accuracy", "verbatim_rate")),
    Fault(refuses_when_leaned_on, "lean_invariance", ("roll_call_accuracy", "over_refusal")),
)


def corpus_word_changed(stored: Stored) -> Stored:
    """A word of every sentence of the corpus is changed after the answers were made."""
    essays = tuple(
        replace(essay, text=essay.text.replace(" the ", " teh ")) for essay in stored.debate.essays
    )
    return Stored(replace(stored.debate, essays=essays))


def corpus_voices_renamed(stored: Stored) -> Stored:
    """In the corpus, the authors' names have moved on by one essay; the answers have not."""
    names = [essay.author for essay in stored.debate.essays if essay.author]
    moved = dict(zip(names, names[1:] + names[:1], strict=True))
    essays = tuple(
        replace(
            essay,
            author=moved.get(essay.author or "", essay.author),
            sentences=tuple(
                replace(s, voice=replace(s.voice, name=moved.get(s.voice.name, s.voice.name)))
                if s.voice.name
                else s
                for s in essay.sentences
            ),
        )
        for essay in stored.debate.essays
    )
    return Stored(replace(stored.debate, essays=essays))


# Each changes the corpus under sound answers; the metric named must fall.
CORPUS_FAULTS = (
    (corpus_word_changed, "verbatim_rate"),
    (corpus_voices_renamed, "voice_accuracy"),
)


def gold_word_changed(case: dict[str, Any]) -> None:
    """A word of the evidence is not the essay's."""
    evidence = case["nuggets"][0]["any_of"][0]
    evidence["evidence"] = evidence["evidence"] + " indeed"


def gold_voice_changed(case: dict[str, Any]) -> None:
    """The evidence is credited to somebody who does not speak it."""
    case["nuggets"][0]["any_of"][0]["voice"] = "Ada Lovelace"


def gold_essay_changed(case: dict[str, Any]) -> None:
    """The evidence is from an essay that does not exist."""
    case["nuggets"][0]["any_of"][0]["essay"] = "nowhere"


def gold_without_evidence(case: dict[str, Any]) -> None:
    """A nugget has no evidence."""
    case["nuggets"][0]["any_of"] = []


def gold_status_unknown(case: dict[str, Any]) -> None:
    """The case has a status that there is not."""
    case["status"] = "maybe"


GOLD_FAULTS = (
    gold_word_changed,
    gold_voice_changed,
    gold_essay_changed,
    gold_without_evidence,
    gold_status_unknown,
)


def refused_gold(world: World) -> Iterator[tuple[str, str, str]]:
    """Each gold fault's name, its description, and the loader's error ("" if it let it pass)."""
    sound = next(case for case in world.cases if case.nuggets)
    with TemporaryDirectory() as folder:
        for plant in GOLD_FAULTS:
            case = json.loads(sound.model_dump_json())
            plant(case)
            path = Path(folder) / "gold.jsonl"
            path.write_text("\n" + json.dumps(case) + "\n", encoding="utf-8")
            what = (plant.__doc__ or "").strip()
            try:
                load_cases(path, world.stored)
            except UserError as error:
                yield plant.__name__, what, error.message if ":2:" in error.message else ""
            else:
                yield plant.__name__, what, ""
