"""The command line: `python -m evals score|run|compare|mutants|bench|gate|fit`."""

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
from evals.options import REFERENCE, CasesOption, CorpusOption, JsonOption, TrustOption
from evals.scoreboard import show_score
from evals.upkeep import bench, fit, gate, mutants

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)


@app.callback()
def main() -> None:
    """How good the answers are, measured without network, key or model judge."""


@app.command()
def score(
    answers: Annotated[Path, typer.Argument(help="Answers, one a line, of schema 1.")],
    cases: CasesOption = REFERENCE,
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
        show_score(result)


@app.command()
def run(
    cases: CasesOption = REFERENCE,
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
    show_score(summary)
    console.say(f"Report: {folder / REPORT}")


@app.command()
def compare(
    a: Annotated[Path, typer.Argument(help="A run's folder or results file.")],
    b: Annotated[Path, typer.Argument(help="Another run over the same cases.")],
    cases: CasesOption = REFERENCE,
    corpus: CorpusOption = None,
    as_json: JsonOption = False,
) -> None:
    """Is B better than A? Paired by case; exit status 1 where B is worse."""
    from dataclasses import asdict

    from evals.comparing import compare as compared
    from evals.grading import grade_all
    from evals.runs import of_both, read_run
    from evals.stored import open_stored

    stored = open_stored(corpus, read_settings())
    gold, answers = read_run(a, stored, cases)
    asked, others = read_run(b, stored, cases)
    gold, remark = of_both(gold, others, asked)
    result = compared(grade_all(gold, answers, stored)[0], grade_all(gold, others, stored)[0])
    if as_json:
        typer.echo(json.dumps({**asdict(result), "remark": remark}, indent=2))
    else:
        console.show_comparison(result)
        console.say(remark or "Both have the same cases.")
    if result.verdict == "worse":
        raise typer.Exit(1)


for command in (mutants, bench, gate, fit):
    app.command()(command)


def entry() -> None:
    """A user's mistake exits with 2, a fault with 1, neither with a traceback."""
    try:
        app()
    except DebateError as error:
        console.show_error(error)
        raise SystemExit(2 if isinstance(error, UserError) else 1) from None


if __name__ == "__main__":
    entry()
