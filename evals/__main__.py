"""The command line: `python -m evals score|run|compare|mutants|bench`."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Literal

import typer

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from assistant.errors import DebateError, UserError
from assistant.settings import read_settings
from evals import console

HERE = Path(__file__).resolve().parent
app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)

CasesOption = Annotated[Path, typer.Option("--cases", help="The reference cases, one a line.")]
CorpusOption = Annotated[
    Path | None, typer.Option("--corpus", help="The debate folder; default: the settings' corpus.")
]
TrustOption = Annotated[
    bool, typer.Option("--trust-voices", help="Take the cases' word for who speaks.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="One JSON object, no table.")]


@app.callback()
def main() -> None:
    """How good the answers are, measured without network, key or model judge."""


@app.command()
def score(
    answers: Annotated[Path, typer.Argument(help="Answers, one a line, of schema 1.")],
    cases: CasesOption = HERE / "reference.jsonl",
    corpus: CorpusOption = None,
    trust_voices: TrustOption = False,
    as_json: JsonOption = False,
) -> None:
    """Score answers that were made elsewhere; damaged ones are reported and count as failed."""
    from evals.answers import read_answers
    from evals.loading import load_cases
    from evals.score import score as scored
    from evals.stored import open_stored

    stored = open_stored(corpus, read_settings())
    gold = load_cases(cases, stored, trust_voices=trust_voices)
    result = scored(gold, read_answers(answers), stored)
    if as_json:
        typer.echo(json.dumps(result, indent=2))
    else:
        console.show_score(result)


@app.command()
def run(
    cases: CasesOption = HERE / "reference.jsonl",
    corpus: CorpusOption = None,
    writer: Annotated[str | None, typer.Option(help="quoting, or PROVIDER:MODEL.")] = None,
    split: Annotated[Literal["dev", "held", "all"], typer.Option(help="Which half.")] = "all",
    out: Annotated[Path | None, typer.Option(help="Where the run is kept; default: runs/.")] = None,
    lean: Annotated[bool, typer.Option(help="Ask verdicts again with a lean.")] = True,
    name_swap: Annotated[bool, typer.Option(help="Ask over swapped authors' names.")] = True,
    trust_voices: TrustOption = False,
    judge: Annotated[str | None, typer.Option(help="Also ask a model: PROVIDER:MODEL.")] = None,
) -> None:
    """Ask every case and score the answers; writes results, summary and an HTML report."""
    from evals.running import Asking
    from evals.runs import REPORT, Suite, run_suite

    settings = read_settings()
    folder = out or Path("runs") / datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    suite = Suite(
        cases,
        corpus or settings.corpus,
        split,
        Asking(writer, lean),
        name_swap,
        trust_voices,
        judge,
    )
    with console.progress() as progress:
        summary = run_suite(suite, settings, folder, progress)
    console.show_score(summary)
    console.say(f"Report: {folder / REPORT}")


@app.command()
def compare(
    a: Annotated[Path, typer.Argument(help="A run's folder or results file.")],
    b: Annotated[Path, typer.Argument(help="Another run over the same cases.")],
    cases: CasesOption = HERE / "reference.jsonl",
    corpus: CorpusOption = None,
    as_json: JsonOption = False,
) -> None:
    """Is B better than A? Paired by case; exit status 1 where B is worse."""
    from dataclasses import asdict

    from evals.comparing import compare as compared
    from evals.grading import grade_all
    from evals.runs import read_run
    from evals.stored import open_stored

    stored = open_stored(corpus, read_settings())
    gold, answers = read_run(a, stored, cases)
    _, others = read_run(b, stored, cases)
    result = compared(grade_all(gold, answers, stored)[0], grade_all(gold, others, stored)[0])
    if as_json:
        typer.echo(json.dumps(asdict(result), indent=2))
    else:
        console.show_comparison(result)
    if result.verdict == "worse":
        raise typer.Exit(1)


@app.command()
def mutants(
    run_folder: Annotated[
        Path, typer.Option("--run", help="The sound answers; default: the baseline.")
    ] = HERE / "baseline",
    cases: CasesOption = HERE / "reference.jsonl",
    corpus: CorpusOption = None,
    as_json: JsonOption = False,
) -> None:
    """Plant faults into sound answers: does the right metric notice? Exit status 1 if not."""
    from dataclasses import asdict

    from evals.mutants.fault import World
    from evals.mutants.matrix import FAULTS, outcomes
    from evals.mutants.sanity import checks
    from evals.runs import read_lines, read_run
    from evals.stored import open_stored

    stored = open_stored(corpus, read_settings())
    gold, _ = read_run(run_folder, stored, cases)
    world = World(gold, read_lines(run_folder), stored)
    found = []
    with console.progress() as progress:
        for outcome in outcomes(world):
            found.append(outcome)
            progress("planting faults", len(found), max(len(found), len(FAULTS)))
    sane = list(checks(world))
    if as_json:
        told = {"faults": found, "sanity": sane}
        typer.echo(json.dumps({k: [asdict(o) for o in some] for k, some in told.items()}, indent=2))
    else:
        console.show_outcomes(found, sane)
    if not all(outcome.killed for outcome in [*found, *sane]):
        raise typer.Exit(1)


@app.command()
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


@app.command()
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


def entry() -> None:
    """A user's mistake exits with 2, a fault with 1, neither with a traceback."""
    try:
        app()
    except DebateError as error:
        console.show_error(error)
        raise SystemExit(2 if isinstance(error, UserError) else 1) from None


@app.command()
def fit(
    write: Annotated[bool, typer.Option(help="Replace the weights that come along.")] = True,
) -> None:
    """Learn the kinds of question anew, and say how well they are read on debates left out."""
    from rich.console import Console
    from rich.progress import Progress

    from assistant.embedding import shipped_embedder
    from assistant.understanding.intent import WEIGHTS
    from evals import fitting

    total = sum(len(labelled.asked) for labelled in fitting.read_intents())
    with Progress() as progress:
        task = progress.add_task("Encoding questions", total=total)
        rows, kinds, groups = fitting.examples(
            shipped_embedder(), done=lambda count: progress.advance(task, count)
        )
    share, each = fitting.accuracy_left_out(rows, kinds, groups)
    Console().print(fitting.table(share, each, len(kinds)))
    if write:
        fitting.write_weights(fitting.fit(rows, kinds), WEIGHTS)
        typer.echo(f"wrote {WEIGHTS.name}")


if __name__ == "__main__":
    entry()
