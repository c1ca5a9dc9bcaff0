"""The command line: `python -m evals score|run|compare|mutants|bench|gate|fit|attack`."""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from assistant.errors import DebateError, UserError
from assistant.settings import read_settings
from evals import console
from evals.cases import REFERENCE, Split
from evals.gates import BASELINE
from evals.stored import Debates

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)
CasesOption = Annotated[Path, typer.Option("--cases", help="The reference cases, one a line.")]
CorpusOption = Annotated[
    Path | None,
    typer.Option("--corpus", help="The debate folder; default: all that the cases are about."),
]
TrustOption = Annotated[
    bool, typer.Option("--trust-voices", help="Take the cases' word for who speaks.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="One JSON object, no table.")]
RunArgument = Annotated[Path, typer.Argument(help="A run's folder or results file.")]


@app.callback()
def main() -> None:
    """How good the answers are, measured without network, key or model judge."""


@app.command()
def score(
    answers: Annotated[Path, typer.Argument(help="Answers, one a line, of schema 1.")],
    cases: CasesOption = REFERENCE,
    corpus: CorpusOption = None,
    trust_voices: TrustOption = False,
    checker: Annotated[
        bool, typer.Option("--checker", help="Judge claims by the assistant's own check.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Score answers that were made elsewhere; damaged ones are reported and count as failed."""
    from assistant.embedding import embedder
    from evals.answers import read_answers
    from evals.cases import load_cases
    from evals.scoring import summary
    from evals.support import checked, shared_words

    debates = Debates(corpus, read_settings())
    gold = load_cases(cases, debates, trust_voices=trust_voices)
    support = checked(embedder(debates.settings)) if checker else shared_words
    result = summary(gold, read_answers(answers), debates, support=support)
    if as_json:
        typer.echo(json.dumps(result, indent=2))
    else:
        console.show_score(result)


@app.command()
def run(
    cases: CasesOption = REFERENCE,
    corpus: CorpusOption = None,
    writer: Annotated[str | None, typer.Option(help="quoting, or PROVIDER:MODEL.")] = None,
    split: Annotated[Split, typer.Option(help="Which half.")] = "all",
    out: Annotated[Path | None, typer.Option(help="Where the run is kept; default: runs/.")] = None,
    lean: Annotated[bool, typer.Option(help="Ask roll calls again with a lean.")] = True,
    name_swap: Annotated[bool, typer.Option(help="Ask over swapped authors' names.")] = True,
    trust_voices: TrustOption = False,
    judge: Annotated[str | None, typer.Option(help="Also ask a model: PROVIDER:MODEL.")] = None,
) -> None:
    """Ask every case and score the answers; writes results, summary and an HTML report."""
    from evals.running import Asking
    from evals.runs import REPORT, Suite, run_suite

    folder = out or Path("runs") / datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    asking = Asking(writer, lean)
    suite = Suite(cases, corpus, split, asking, name_swap, trust_voices, judge)
    with console.progress() as progress:
        summary = run_suite(suite, read_settings(), folder, progress)
    console.show_score(summary)
    console.say(f"Report: {folder / REPORT}")


@app.command()
def compare(
    a: RunArgument,
    b: RunArgument,
    cases: CasesOption = REFERENCE,
    corpus: CorpusOption = None,
    as_json: JsonOption = False,
) -> None:
    """Is B better than A? Paired by case; exit status 1 where B is worse."""
    from evals.comparing import compare as compared
    from evals.runs import of_both, read_run
    from evals.scoring import score_all

    debates = Debates(corpus, read_settings())
    gold, answers = read_run(a, debates, cases)
    asked, others = read_run(b, debates, cases)
    gold, remark = of_both(gold, others, asked)
    before, now = (score_all(gold, some, debates)[0] for some in (answers, others))
    result = compared(before, now)
    if as_json:
        typer.echo(json.dumps({**asdict(result), "remark": remark}, indent=2))
    else:
        console.show_comparison(result)
        console.say(remark or "Both have the same cases.")
    if result.verdict == "worse":
        raise typer.Exit(1)


@app.command()
def mutants(
    run_folder: Annotated[
        Path, typer.Option("--run", help="The sound answers; default: the baseline.")
    ] = BASELINE,
    cases: CasesOption = REFERENCE,
    corpus: CorpusOption = None,
    as_json: JsonOption = False,
) -> None:
    """Plant faults into sound answers: does the right metric notice? Exit status 1 if not."""
    from evals.mutants.matrix import FAULTS, outcomes, read_world
    from evals.mutants.sanity import checks

    settings = read_settings()
    world = read_world(run_folder, Debates(corpus or settings.corpus, settings), cases)
    found = []
    with console.progress() as progress:
        for outcome in outcomes(world):
            found.append(outcome)
            progress("planting faults", len(found), len(FAULTS))
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
    essays: Annotated[
        list[int] | None, typer.Option(help="Also ingest and ask so many short essays.")
    ] = None,
    points: Annotated[
        list[int] | None, typer.Option(help="Also answer over so many synthetic points.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Speed as a ratio to a bare floor that is measured in the same run."""
    from evals.bench.growth import growth, many_essays
    from evals.bench.speed import cold_start, ingest_rate, questions_about, warm_answer

    settings = read_settings()
    if corpus is not None:
        settings = settings.model_copy(update={"corpus": corpus})
    questions = questions_about(settings)
    console.say("Timing first and warm answers, and ingest …")
    timings = [*warm_answer(settings, questions), *cold_start(settings, questions[0])]
    with TemporaryDirectory() as folder:
        timings += ingest_rate(settings.model_copy(update={"data_dir": Path(folder)}))
    for wanted in essays or ():
        console.say(f"Reading {wanted} short essays …")
        timings += many_essays(settings, questions, wanted)
    for wanted in points or ():
        console.say(f"Answering over {wanted} synthetic points …")
        timings += growth(settings, questions, wanted)
    if as_json:
        typer.echo(json.dumps({timing.what: timing.as_json() for timing in timings}, indent=2))
    else:
        console.show_timings(timings)


@app.command()
def gate(
    update: Annotated[bool, typer.Option("--update", help="Make gates and baseline anew.")] = False,
) -> None:
    """Run the whole suite against gates.yaml and the baseline; exit status 1 where it breaks."""
    from evals.gates import gate as gated

    with console.progress() as progress:
        broken = gated(read_settings(), progress, update=update)
    for breach in broken:
        console.say(breach)
    console.say(f"{len(broken)} gates broken" if broken else "All gates hold.")
    if broken:
        raise typer.Exit(1)


@app.command()
def fit(
    measure: Annotated[
        bool, typer.Option(help="Tell how well questions about debates left out are read.")
    ] = True,
    encoder: Annotated[
        bool, typer.Option(help="Train the encoder too; all indexes are then written anew.")
    ] = False,
    cross: Annotated[
        bool, typer.Option(help="Train what reads a claim and a sentence together: an hour.")
    ] = False,
) -> None:
    """Learn all weights anew: how questions are read, ranked and refused, and what is borne out."""
    from evals import fit_support
    from evals.fit_cross import learn_cross
    from evals.fit_encoder import learn_encoder
    from evals.fitting import learn_check, learn_reading, learn_retrieval

    if encoder:
        learn_encoder(console.say, measure=measure)
    learn_reading(console.say, measure=measure)
    learn_retrieval(read_settings(), console.say)
    console.say(fit_support.fit())
    if cross:
        learn_cross(console.say, measure=measure)
    learn_check(read_settings(), console.say)


@app.command()
def attack(
    corpus: CorpusOption = None,
    count: Annotated[int, typer.Option(min=0, help="Odd inputs of each sort.")] = 10_000,
    faults: Annotated[int, typer.Option(min=0, help="Files of an index that are spoilt.")] = 300,
    seed: Annotated[int, typer.Option(help="Another one gives other inputs and faults.")] = 0,
    documents: Annotated[
        int, typer.Option(min=0, help="Essays with a planted order, put to a model that obeys.")
    ] = 500,
    payloads: Annotated[
        Path | None, typer.Option(help="A folder with the orders of BIPIA and garak, beside ours.")
    ] = None,
) -> None:
    """Odd inputs, planted orders, spoilt files; exit status 1 on a fault or obedience."""
    from assistant.debate import open_debate
    from evals.attack import fuzz
    from evals.faults import campaign
    from evals.planting import attacked, own_payloads

    settings = read_settings()
    found = fuzz(open_debate(corpus, settings), count, seed) if count else []
    for one in found:
        console.say(f"{one.kind} {one.text!r}: {one.error}")
    console.say(f"{count} questions and {count} statements, {len(found)} uncaught")
    obeyed = attacked(documents, own_payloads(payloads), console.say) if documents else 0
    failed = 0
    with TemporaryDirectory() as folder:
        for fault in campaign(corpus or settings.corpus, Path(folder), faults, seed):
            failed += bool(fault.wrong)
            for wrong in fault.wrong:
                console.say(f"{fault.kind} {fault.file}: {wrong}")
    console.say(f"{faults} faults in the files of an index, {failed} not found or not mended")
    if found or obeyed or failed:
        raise typer.Exit(1)


def entry() -> None:
    """A user's mistake exits with 2, a fault with 1, neither with a traceback."""
    try:
        app()
    except DebateError as error:
        console.show_error(error)
        raise SystemExit(2 if isinstance(error, UserError) else 1) from None


if __name__ == "__main__":
    entry()
