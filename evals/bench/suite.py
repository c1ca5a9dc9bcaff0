"""The whole bench: speed over the corpus, growth, and the public data."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from assistant.errors import UserError
from assistant.settings import Settings
from evals.bench import chunking, growth, nomiracl, perspectrum, ragchecker, speed
from evals.bench.speed import Timing
from evals.gating import REFERENCE
from evals.loading import load_cases
from evals.stored import Stored

SETS = {
    "perspectrum": perspectrum.bench,
    "chunking_evaluation": chunking.bench,
    "nomiracl_en": nomiracl.bench,
    "ragchecker_meta": ragchecker.bench,
}


def bench(
    settings: Settings,
    data: Path | None,
    timed: bool,
    passages: Sequence[int],
    say: Callable[[str], None],
) -> dict[str, Any]:
    """Timings by what was timed, and the rows of each public set."""
    timings: list[Timing] = []
    if timed or passages:
        from assistant.index import open_index

        index = open_index(settings.corpus, settings)
        questions = ask_about(Stored(index.debate))
        index.close()
    if timed:
        say("Timing start, ingest and answers …")
        timings += speed.cold_start(settings, questions[0])
        timings += speed.ingest_rate(settings)
        timings += speed.warm_answer(settings, questions)
    if passages:
        say(f"Answering over {', '.join(map(str, passages))} synthetic passages …")
        timings += growth.growth(settings, questions, passages)
    sets = {}
    for name, measure in SETS.items() if data else ():
        say(f"Measuring on {name} …")
        assert data is not None
        sets[name] = [asdict(row) for row in measure(data, settings)]
    return {"speed": {t.what: t.as_json() for t in timings}, "data": sets}


def ask_about(stored: Stored) -> list[str]:
    """Questions to time: reference questions of all kinds where they fit, else the starters."""
    debate = stored.debate
    try:
        cases = load_cases(REFERENCE, stored)
    except UserError:  # another debate: its own questions serve as well
        own = [debate.question, *debate.starters]
        return (own * speed.QUESTIONS)[: speed.QUESTIONS]
    step = max(1, len(cases) // speed.QUESTIONS)
    return [case.question for case in cases[::step]][: speed.QUESTIONS]
