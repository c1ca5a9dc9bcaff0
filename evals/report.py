"""The report: one HTML file that opens from disk, without network, script libraries or fonts.

Failing cases come first, then what each figure says in a sentence. Everything from cases and
answers is data: escaped, never markup.
"""

from __future__ import annotations

import html
from collections import defaultdict
from collections.abc import Sequence
from importlib.resources import files
from typing import Any

from evals.answers import AnswersFile
from evals.cases import Case
from evals.metrics.table import BY_NAME, BY_SORT, NAME_SWAP, NAME_SWAP_SAYS
from evals.reply import Reply
from evals.scoring import shown

WIDTH = 160  # of a bar, in pixels


def report(summary: dict[str, Any], cases: Sequence[Case], answers: AnswersFile) -> str:
    """The whole page."""
    assets = files("evals") / "page"
    page = (assets / "page.html").read_text(encoding="utf-8")
    sorts = sorted({_sort(case) for case in cases})
    parts = {
        "style": (assets / "style.css").read_text(encoding="utf-8"),
        "script": (assets / "filter.js").read_text(encoding="utf-8"),
        "made": _made(summary),
        "filters": "".join(f"<option>{_e(sort)}</option>" for sort in sorts),
        "failures": _failures(summary, cases, answers),
        "figures": _figures(summary),
        "intents": _by_intent(summary),
        "problems": _problems(summary["problems"]),
    }
    for name, part in parts.items():
        page = page.replace("{{" + name + "}}", part)
    return page


def _made(summary: dict[str, Any]) -> str:
    made = summary.get("run", {})
    facts = {"cases": summary["cases"], "answers": summary["answers"], **made}
    if "judge" in made:
        judge = made["judge"]
        spread = f"{shown(judge['mean'])} ± {shown(judge['spread'])}"
        facts["judge"] = f"{judge['model']}: {spread}, {judge['unscored']} unscored"
    return "".join(f"<div><dt>{_e(k)}</dt><dd>{_e(v)}</dd></div>" for k, v in facts.items())


def _figures(summary: dict[str, Any]) -> str:
    """A row a metric: its name, value, bar with interval, and what it says."""
    return "".join(
        f"<tr><th scope=row>{_e(name.replace('_', ' '))}</th>"
        f"<td{' class=wrong' if name in summary['broken'] else ''}>{shown(figure['value'])}</td>"
        f"<td>{_bar(name, figure)}</td><td>{figure['n']}</td>"
        f"<td class=what>{_e(_says(name))}</td></tr>"
        for name, figure in summary["metrics"].items()
        if figure["value"] is not None
    )


def _says(name: str) -> str:
    if name == NAME_SWAP:
        return NAME_SWAP_SAYS
    metric = BY_NAME[name]
    return metric.says + (" Less is better." if metric.better == "lower" else "")


def _bar(name: str, figure: dict[str, Any]) -> str:
    """The value between nothing and the whole scale, with its interval; time has no scale."""
    scale = 3.0 if name == "grade" else 1.0
    if name in BY_NAME and BY_NAME[name].summing == "median":
        return ""
    long = min(1.0, max(0.0, figure["value"] / scale)) * WIDTH
    interval = ""
    if figure["low"] is not None:
        low, high = figure["low"] / scale * WIDTH, figure["high"] / scale * WIDTH
        interval = f'<path class="interval" d="M{low:.1f} 8H{high:.1f}"/>'
    bounds = f"{shown(figure['low'])} to {shown(figure['high'])}" if interval else "no interval"
    return (
        f'<svg role="img" width="{WIDTH}" height="16"><title>{_e(bounds)}</title>'
        f'<rect class="track" width="{WIDTH}" height="16"/>'
        f'<rect class="bar" width="{long:.1f}" height="16"/>{interval}</svg>'
    )


def _by_intent(summary: dict[str, Any]) -> str:
    head = "".join(f"<th scope=col>{_e(name.replace('_', ' '))}</th>" for name in BY_SORT)
    rows = [*summary["intents"].items(), *summary["kinds"].items()]
    body = "".join(
        f"<tr><th scope=row>{_e(intent)}</th><td>{some['cases']}</td>"
        + "".join(f"<td>{shown(some['metrics'][name]['value'])}</td>" for name in BY_SORT)
        + "</tr>"
        for intent, some in rows
    )
    return (
        f"<thead><tr><th scope=col>intent or kind</th><th scope=col>cases</th>{head}</tr></thead>"
        f"<tbody>{body}</tbody>"
    )


def _problems(problems: Sequence[str]) -> str:
    if not problems:
        return "<p>None: every case has one readable answer.</p>"
    return "<ul>" + "".join(f"<li>{_e(problem)}</li>" for problem in problems) + "</ul>"


def _failures(summary: dict[str, Any], cases: Sequence[Case], answers: AnswersFile) -> str:
    """Failing cases, those with the most metrics against them first."""
    wrong: dict[str, dict[str, str]] = defaultdict(dict)
    for failure in summary["failures"]:
        for what in failure["what"]:
            wrong[failure["id"]].setdefault(what, failure["metric"])
    failing = [case for case in cases if case.id in wrong]
    failing.sort(key=lambda case: -len(set(wrong[case.id].values())))
    return "".join(_failure(c, answers.replies.get(c.id), wrong[c.id]) for c in failing)


def _failure(case: Case, reply: Reply | None, wrong: dict[str, str]) -> str:
    history = "".join(f"<p class=history>earlier: {_e(asked)}</p>" for asked in case.history)
    complaints = "".join(
        f"<li><code>{_e(metric)}</code> {_e(what)}</li>" for what, metric in wrong.items()
    )
    gold = "".join(
        f"<li>{'' if nugget.vital else '(okay) '}<b>{_e(nugget.id)}</b> "
        + " or ".join(f"{_e(e.voice or e.essay)}: “{_e(e.evidence)}”" for e in nugget.any_of)
        + "</li>"
        for nugget in case.nuggets
    )
    calls = ", ".join(f"{slug}: {position}" for slug, position in (case.roll_call or {}).items())
    text = reply.text if reply and not reply.failed else (reply.failed if reply else "no answer")
    status = reply.status if reply else "missing"
    return (
        f'<details class=case data-sort="{_e(_sort(case))}">'
        f"<summary><span class=kind>{_e(_sort(case))}</span> {_e(case.question)} "
        f"<small>{_e(case.id)}, {len(wrong)} wrong</small></summary>{history}"
        f"<h4>What is wrong</h4><ul>{complaints}</ul>"
        f"<h4>Answer ({_e(status)})</h4><pre>{_e(text)}</pre>"
        f"<h4>Gold ({_e(case.status)})</h4><p>{_e(case.reference)}</p><ul>{gold}</ul>"
        f"{f'<p>Roll call: {_e(calls)}</p>' if calls else ''}</details>"
    )


def _sort(case: Case) -> str:
    return case.intent or case.kind


def _e(value: object) -> str:
    """Escaped for HTML; lone surrogates, which no file can hold, become question marks."""
    return html.escape(str(value).encode("utf-8", "replace").decode("utf-8")).replace("{{", "{ {")
