"""The evaluators' page: the latest run, earlier ones as a chart, failing cases, a new run."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from typing import Any

import streamlit as st

from assistant.errors import DebateError
from assistant.ui.markup import Markup, join, tag
from assistant.ui.runs import (
    REPORT,
    RESULTS,
    SUMMARY,
    Run,
    failing_cases,
    history_of,
    lines_of,
    read_runs,
)
from assistant.ui.tools import Evals
from assistant.ui.visit import Visit

_MOST_CASES = 30  # failing ones shown at a time
_running = threading.Lock()  # a suite keeps both cores busy: one at a time


def draw_evals(visit: Visit) -> None:
    """The whole page."""
    evals = visit.tools.evals
    assert evals is not None
    st.html(
        join(
            [
                tag("p", "For evaluators", cls="d-kicker"),
                tag("h1", "How good the answers are", cls="d-title"),
            ]
        )
    )
    _draw_new_run(evals)
    runs = read_runs(evals.runs)
    if not runs:
        st.html(
            tag(
                "p",
                "There is no run yet. Start one here, or in a terminal: python -m evals run",
                cls="d-notice",
            )
        )
        return
    run = runs[0]
    if len(runs) > 1:
        run = st.selectbox("Run", runs, format_func=lambda r: r.name)
    _draw_run(run)
    if len(runs) > 1:
        _draw_history(runs)
    _draw_failing(run)
    _draw_files(run)


def _draw_new_run(evals: Evals) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        split = st.selectbox(
            "Cases", evals.splits, width=160, help="dev to work on, held to be surprised by"
        )
        start = st.button("Run the suite", icon=":material/play_arrow:", type="primary")
    if not start:
        return
    if not _running.acquire(blocking=False):
        st.html(tag("p", "A run is under way already.", cls="d-notice", role="alert"))
        return
    bar = st.progress(0.0, "Asking …")

    def progress(stage: str, done: int, total: int) -> None:
        bar.progress(done / total if total else 0.0, f"{stage.capitalize()}: {done} of {total}")

    try:
        evals.run(split, progress)
    except DebateError as error:
        st.html(tag("p", f"{error.message} {error.hint}", cls="d-notice", role="alert"))
    finally:
        _running.release()
        bar.empty()


def _draw_run(run: Run) -> None:
    made = run.made
    facts = [
        f"{run.summary.get('cases', '?')} cases",
        f"writer {made.get('writer', '?')}",
        f"{made.get('seconds', '?')} s",
        str(made.get("model", "")),
    ]
    kinds = sorted(run.summary.get("kinds", {}))
    st.html(tag("p", " · ".join(fact for fact in facts if fact), cls="d-note"))
    kind = st.selectbox("Kind of question", ["all", *kinds])
    metrics = run.metrics if kind == "all" else run.summary["kinds"][kind]["metrics"]
    st.html(metrics_html(metrics))


def metrics_html(metrics: Mapping[str, Mapping[str, Any]]) -> Markup:
    """The metrics that were measured, as a table with intervals."""
    rows = [
        tag(
            "tr",
            tag("th", name.replace("_", " "), scope="row"),
            tag("td", _number(figure["value"])),
            tag("td", _interval(figure)),
            tag("td", str(figure.get("n", ""))),
        )
        for name, figure in sorted(metrics.items())
        if figure.get("value") is not None
    ]
    heads = ("Metric", "Value", "95 % interval", "n")
    return tag(
        "div",
        tag(
            "table",
            tag("caption", "Metrics of this run", cls="d-note"),
            tag("thead", tag("tr", join(tag("th", head, scope="col") for head in heads))),
            tag("tbody", join(rows)),
        ),
        cls="d-metrics",
        tabindex="0",
        role="region",
        aria_label="Metrics",
    )


def _number(value: float) -> str:
    return f"{value:.3f}" if abs(value) < 10 else f"{value:,.0f}"


def _interval(figure: Mapping[str, Any]) -> str:
    if figure.get("low") is None:
        return ""
    return f"{_number(figure['low'])} to {_number(figure['high'])}"


def _draw_history(runs: list[Run]) -> None:
    import altair

    names = sorted({name for run in runs for name in run.metrics})
    usual = "nugget_recall_vital"
    metric = st.selectbox(
        "Over time",
        names,
        index=names.index(usual) if usual in names else 0,
        format_func=lambda name: name.replace("_", " "),
    )
    rows = history_of(runs, metric)
    if not rows:
        st.caption("No run measured it.")
        return
    base = altair.Chart(altair.Data(values=rows)).encode(
        x=altair.X("started:T").title(None), y=altair.Y("value:Q").title(metric.replace("_", " "))
    )
    points = base.mark_line(point=True).encode(tooltip=["run:N", "value:Q", "low:Q", "high:Q"])
    said = ", ".join(f"{row['run']}: {_number(row['value'])}" for row in rows)
    st.altair_chart(points.properties(height=220), width="stretch", alt=f"{metric}: {said}")


def _draw_failing(run: Run) -> None:
    failing = failing_cases(run)
    st.html(tag("h2", f"{len(failing)} failing cases"))
    if not failing:
        return
    metrics = sorted({str(f["metric"]) for found in failing.values() for f in found})
    wanted = st.selectbox("Failing by", ["any metric", *metrics])
    answers = {str(line.get("id")): line for line in lines_of(run)}
    shown = [
        case
        for case, found in failing.items()
        if wanted == "any metric" or any(f["metric"] == wanted for f in found)
    ]
    cards = [
        failing_html(case, failing[case], answers.get(case, {})) for case in shown[:_MOST_CASES]
    ]
    st.html(join(cards))
    if len(shown) > _MOST_CASES:
        st.caption(f"{len(shown) - _MOST_CASES} more are in the summary, below.")


def failing_html(case: str, found: list[Mapping[str, Any]], line: Mapping[str, Any]) -> Markup:
    """One failing case, folded: the question, what is wrong, and the answer that was given."""
    question = str(line.get("case", {}).get("question", ""))
    answer = line.get("answer", {})
    complaints = [
        tag("li", tag("strong", f"{f['metric']}: ".replace("_", " ")), "; ".join(f["what"]))
        for f in found
    ]
    return tag(
        "details",
        tag("summary", tag("code", case), f" {question}"),
        tag("ul", join(complaints)),
        tag("p", str(answer.get("text") or answer.get("error") or ""), cls="d-given"),
        cls="d-failing",
    )


def _draw_files(run: Run) -> None:
    st.html(tag("h2", "The run’s files"))
    with st.container(horizontal=True):
        for name, kind in ((SUMMARY, "application/json"), (RESULTS, "application/jsonl")):
            _draw_file(run, name, kind)
        _draw_file(run, REPORT, "text/html")


def _draw_file(run: Run, name: str, kind: str) -> None:
    path = run.folder / name
    if path.is_file():
        st.download_button(
            name, path.read_bytes, f"{run.folder.name}-{name}", kind, on_click="ignore"
        )
