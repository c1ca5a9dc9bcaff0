"""The command line: `python -m evals score|run|compare|mutants|bench`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from assistant.errors import DebateError, UserError
from assistant.settings import Settings
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


@app.callback()
def main() -> None:
    """How good the answers are, measured without network, key or model judge."""


@app.command()
def score(
    answers: Annotated[Path, typer.Argument(help="Answers, one a line, of schema 1.")],
    cases: CasesOption = HERE / "reference.jsonl",
    corpus: CorpusOption = None,
    trust_voices: TrustOption = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object, no table.")] = False,
) -> None:
    """Score answers that were made elsewhere; damaged ones are reported and count as failed."""
    from evals.answers import read_answers
    from evals.loading import load_cases
    from evals.score import score as scored
    from evals.stored import open_stored

    stored = open_stored(corpus, Settings())
    result = scored(
        load_cases(cases, stored, trust_voices=trust_voices), read_answers(answers), stored
    )
    if as_json:
        typer.echo(json.dumps(result, indent=2))
    else:
        console.show_score(result)


def run() -> None:
    """The entry: a user's mistake exits with 2, a fault with 1, neither with a traceback."""
    try:
        app()
    except DebateError as error:
        console.show_error(error)
        raise SystemExit(2 if isinstance(error, UserError) else 1) from None


if __name__ == "__main__":
    run()
