"""The commands that look after evals and assistant: mutants, bench, gate, fit."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from assistant.settings import read_settings
from evals import console
from evals.options import HERE, REFERENCE, CasesOption, CorpusOption, JsonOption


def mutants(
    run_folder: Annotated[
        Path, typer.Option("--run", help="The sound answers; default: the baseline.")
    ] = HERE / "baseline",
    cases: CasesOption = REFERENCE,
    corpus: CorpusOption = None,
    as_json: JsonOption = False,
) -> None:
    """Plant faults into sound answers: does the right metric notice? Exit status 1 if not."""
    from dataclasses import asdict

    from evals.mutants.beside import CORPUS_FAULTS, GOLD_FAULTS
    from evals.mutants.fault import World
    from evals.mutants.matrix import FAULTS, outcomes
    from evals.mutants.sanity import checks
    from evals.runs import read_lines, read_run
    from evals.stored import open_stored

    stored = open_stored(corpus, read_settings())
    gold, _ = read_run(run_folder, stored, cases)
    world = World(gold, read_lines(run_folder), stored)
    found = []
    total = len(FAULTS) + len(CORPUS_FAULTS) + len(GOLD_FAULTS)
    with console.progress() as progress:
        for outcome in outcomes(world):
            found.append(outcome)
            progress("planting faults", len(found), total)
    sane = list(checks(world))
    if as_json:
        told = {"faults": found, "sanity": sane}
        typer.echo(json.dumps({k: [asdict(o) for o in some] for k, some in told.items()}, indent=2))
    else:
        console.show_outcomes(found, sane)
    if not all(outcome.killed for outcome in [*found, *sane]):
        raise typer.Exit(1)


def bench(
    corpus: CorpusOption = None,
    data: Annotated[
        Path | None, typer.Option("--data", help="The folder of the public data sets.")
    ] = None,
    speed: Annotated[bool, typer.Option(help="Time start, ingest and answers.")] = True,
    passages: Annotated[
        list[int] | None, typer.Option(help="Also answer over so many synthetic passages.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Speed against a bare floor in the same run and, with --data, public data sets."""
    from evals.bench.suite import bench as measured

    settings = read_settings()
    if corpus is not None:
        settings = settings.model_copy(update={"corpus": corpus})
    told = measured(settings, data, speed, tuple(passages or ()), console.say)
    if as_json:
        typer.echo(json.dumps(told, indent=2))
    else:
        console.show_bench(told)


def gate(
    corpus: CorpusOption = None,
    update: Annotated[bool, typer.Option("--update", help="Make this the baseline.")] = False,
) -> None:
    """Run the whole suite against gates.yaml and the baseline; exit status 1 where it breaks."""
    from evals.gating import gate as gated

    settings = read_settings()
    with console.progress() as progress:
        broken = gated(corpus or settings.corpus, settings, progress, update=update)
    for breach in broken:
        console.say(breach)
    console.say(f"{len(broken)} gates broken" if broken else "All gates hold.")
    if broken:
        raise typer.Exit(1)


def fit(
    write: Annotated[bool, typer.Option(help="Replace the weights that come along.")] = True,
) -> None:
    """Learn the kinds of question, and how tokens differ, anew; say how well kinds are read."""
    from rich.console import Console
    from rich.progress import Progress

    from assistant.embedding import shipped_embedder
    from assistant.maxsim import PROJECTION
    from assistant.understanding.intent import WEIGHTS
    from evals import directions, fitting

    texts = [text for labelled in fitting.read_intents() for _, text in labelled.asked]
    total = len(texts)
    with Progress() as progress:
        task = progress.add_task("Encoding questions", total=total)
        rows, kinds, groups = fitting.examples(
            shipped_embedder(), done=lambda count: progress.advance(task, count)
        )
        task = progress.add_task("Reading their tokens", total=total)
        projection = directions.learn_projection(
            shipped_embedder(), texts, lambda count: progress.advance(task, count)
        )
    share, each = fitting.accuracy_left_out(rows, kinds, groups)
    Console().print(fitting.table(share, each, len(kinds)))
    if write:
        fitting.write_weights(fitting.fit(rows, kinds), WEIGHTS)
        directions.write_projection(projection, PROJECTION)
        typer.echo(f"wrote {WEIGHTS.name} and {PROJECTION.name}")
