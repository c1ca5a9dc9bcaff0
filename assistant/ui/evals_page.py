"""The evaluators' page: what fails first, then what each figure says, earlier runs, a new run."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from assistant.errors import DebateError
from assistant.history.drafts import as_jsonl, draft_cases
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

ALL = "All questions"
_SPLITS = {"dev": "dev, to work on", "held": "held, kept back for a fair test"}
_MOST_CASES = 12  # failing ones shown at a time
_MOST_FIGURES = 12
_LEADING = ("grade", "first_sentence", "nugget_recall", "relevance", "refusal_recall")
_EARLIER = 8  # runs that a figure is followed through
_running = threading.Lock()  # a suite keeps both cores busy: one at a time


def draw_evals(visit: Visit) -> None:
    """The whole page."""
    evals = visit.tools.evals
    assert evals is not None
    st.html(tag("h1", "How good the answers are", cls="d-title"))
    runs = read_runs(evals.runs)
    if not runs:
        text = "There is no run yet. Start one here, or in a terminal: python -m evals run"
        st.html(tag("p", text, cls="d-notice"))
        _draw_new_run(evals)
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        run = st.selectbox("Run", runs, format_func=lambda r: r.name)
        sorts = sorted(run.groups)
        sort = st.selectbox("Questions", [ALL, *sorts], format_func=_spoken)
    st.html(tag("p", _made(run), cls="d-note"))
    _draw_failing(run, sort)
    _draw_figures(run, sort)
    _draw_history(runs)
    _draw_files(run)
    _draw_drafts(visit)
    _draw_new_run(evals)


def _made(run: Run) -> str:
    made = run.made
    facts = [
        f"{run.summary.get('cases', '?')} questions",
        f"writer {made['writer']}" if made.get("writer") else "",
        f"{made['seconds']} s" if made.get("seconds") else "",
        str(made.get("model", "")),
    ]
    return " · ".join(fact for fact in facts if fact)


def _draw_failing(run: Run, sort: str) -> None:
    failing = failing_cases(run)
    lines = {str(line.get("id")): line for line in lines_of(run)}
    shown = [
        case
        for case, found in failing.items()
        if sort == ALL or sort in (sort_of(lines.get(case, {})), str(found[0].get("kind")))
    ]
    shown.sort(key=lambda case: -len(failing[case]))
    count = "One case fails" if len(shown) == 1 else f"{len(shown)} cases fail"
    st.html(tag("h2", count if shown else "No case fails"))
    st.html(join(failing_html(c, failing[c], lines.get(c, {})) for c in shown[:_MOST_CASES]))
    if len(shown) > _MOST_CASES:
        rest = len(shown) - _MOST_CASES
        st.caption(f"{rest} more: choose a sort of question above, or take the summary below.")


def sort_of(line: Mapping[str, Any]) -> str:
    """What sort of question a case is: its intent, or its kind where it has none."""
    case = line.get("case", {})
    return str(case.get("intent") or case.get("kind") or "")


def failing_html(case: str, found: Sequence[Mapping[str, Any]], line: Mapping[str, Any]) -> Markup:
    """One failing case, folded: the question, what is wrong, and the answer that was given."""
    question = str(line.get("case", {}).get("question", ""))
    answer = line.get("answer", {})
    complaints = [
        tag("li", tag("strong", f"{_spoken(str(f['metric']))}: "), "; ".join(f["what"]))
        for f in found
    ]
    return tag(
        "details",
        tag("summary", question or tag("code", case), tag("span", f" {len(found)}", cls="d-count")),
        tag("ul", join(complaints)),
        tag("p", str(answer.get("text") or answer.get("error") or ""), cls="d-given"),
        tag("p", tag("code", case), cls="d-note"),
        cls="d-failing",
    )


def _draw_figures(run: Run, sort: str) -> None:
    metrics = run.metrics if sort == ALL else run.groups[sort]
    st.html(tag("h2", "The figures"))
    st.html(figures_html(metrics, set(run.summary.get("broken", ()))))


def figures_html(
    metrics: Mapping[str, Mapping[str, Any]], broken: set[str] | frozenset[str] = frozenset()
) -> Markup:
    """What was measured: value, interval and how many, each with a sentence that says what it is.

    What is broken comes first; of the others a dozen are in view, the rest is folded. Runs from
    before figures had a sentence show all of them without.
    """
    told = {n: f for n, f in metrics.items() if f.get("says")} or metrics
    order = [n for n in told if n in broken] + [n for n in _LEADING if n in told]
    cards = []
    for name in dict.fromkeys([*order, *told]):
        figure = told[name]
        if figure.get("value") is None:
            continue
        facts = [_interval(figure), f"n = {figure['n']}" if figure.get("n") else ""]
        wrong = name in broken
        cards.append(
            tag(
                "li",
                tag("span", _number(figure["value"]), cls=f"d-figure{' d-bad' if wrong else ''}"),
                tag("span", _spoken(name), cls="d-figure-name"),
                tag("span", str(figure.get("says", "")), cls="d-figure-says"),
                _bar(name, figure),
                tag("span", " · ".join(fact for fact in facts if fact), cls="d-note"),
            )
        )
    shown, rest = cards[:_MOST_FIGURES], cards[_MOST_FIGURES:]
    figures = tag("ul", join(shown), cls="d-figures", role="list")
    if not rest:
        return figures
    summary = tag("summary", f"{len(rest)} more figure{'s' if len(rest) > 1 else ''}")
    folded = tag("details", summary, tag("ul", join(rest), cls="d-figures", role="list"))
    return tag("div", figures, tag("div", folded, cls="d-failing"))


def _bar(name: str, figure: Mapping[str, Any]) -> Markup | None:
    """The value on its scale; what is no share, and no grade, has none."""
    value = float(figure["value"])
    scale = 3.0 if name == "grade" else 1.0
    if not 0 <= value <= scale:
        return None
    inner = tag("span", style=f"width:{100 * value / scale:.1f}%")
    return tag("span", inner, cls="d-bar", aria_hidden="true")


def _spoken(name: str) -> str:
    words = name.replace("_", " ")
    return words[:1].upper() + words[1:]


def _number(value: float) -> str:
    """Two decimals; more of what would else look whole and is not."""
    if 0 < 1 - value < 0.005:
        return f"{value:.4f}"
    return f"{value:.2f}" if abs(value) < 10 else f"{value:,.0f}"


def _interval(figure: Mapping[str, Any]) -> str:
    if figure.get("low") is None:
        return ""
    return f"{_number(figure['low'])} to {_number(figure['high'])}"


def _draw_history(runs: list[Run]) -> None:
    if len(runs) < 2:
        return
    st.html(tag("h2", "Earlier runs"))
    names = list(dict.fromkeys(name for run in runs for name in run.metrics))
    usual = next((n for n in ("grade", "nugget_recall", "nugget_recall_vital") if n in names), None)
    metric = st.selectbox(
        "Figure",
        names,
        index=names.index(usual) if usual else 0,
        format_func=_spoken,
    )
    rows = history_of(runs, metric)[-_EARLIER:]
    if not rows:
        st.caption("No run measured it.")
        return
    st.html(history_html(metric, rows))


def history_html(metric: str, rows: Sequence[Mapping[str, Any]]) -> Markup:
    """One figure, run by run, the latest first."""
    drawn = (
        tag(
            "tr",
            tag("th", str(row["run"]), scope="row"),
            tag("td", _number(row["value"])),
            tag("td", _bar(metric, row)),
            tag("td", _interval(row)),
        )
        for row in reversed(rows)
    )
    heads = join(
        tag("th", head, scope="col") for head in ("Run", "Value", "On its scale", "95 % interval")
    )
    table = tag("table", tag("thead", tag("tr", heads)), tag("tbody", join(drawn)))
    label = f"{_spoken(metric)}, run by run"
    return tag("div", table, cls="d-metrics", tabindex="0", role="region", aria_label=label)


def _draw_files(run: Run) -> None:
    with st.container(horizontal=True, key="run-files"):
        for name, kind in ((SUMMARY, "application/json"), (RESULTS, "application/jsonl")):
            _draw_file(run, name, kind)
        _draw_file(run, REPORT, "text/html")


def _draw_file(run: Run, name: str, kind: str) -> None:
    path = run.folder / name
    if path.is_file():
        st.download_button(
            name,
            path.read_bytes,
            f"{run.folder.name}-{name}",
            kind,
            on_click="ignore",
            type="tertiary",
        )


def _draw_drafts(visit: Visit) -> None:
    """What the visitor said of answers, as cases for the suite."""
    if judged := visit.history.feedback.judged(visit.visitor):
        st.download_button(
            "My feedback as draft cases (JSONL)",
            lambda: as_jsonl(draft_cases(judged)),
            "draft-cases.jsonl",
            "application/jsonl",
            on_click="ignore",
            type="tertiary",
        )


def _draw_new_run(evals: Evals) -> None:
    st.html(tag("h2", "A new run"))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        split = st.selectbox("Which cases", evals.splits, format_func=lambda s: _SPLITS.get(s, s))
        start = st.button("Run the suite", icon=":material/play_arrow:")
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
