"""The report: one HTML file that opens from disk, without network, script libraries or fonts.

Everything from cases and answers is data: escaped, never markup.
"""

from __future__ import annotations

import html
from collections.abc import Sequence
from importlib.resources import files
from typing import Any

from evals.answers import AnswersFile
from evals.cases import Case
from evals.comparing import PRIMARY
from evals.metrics.table import BY_NAME, FAMILY_METRICS
from evals.nameswap import name_swap
from evals.reply import Reply


def report(summary: dict[str, Any], cases: Sequence[Case], answers: AnswersFile) -> str:
    """The whole page."""
    assets = files("evals") / "report"
    page = (assets / "page.html").read_text(encoding="utf-8")
    parts = {
        "style": (assets / "style.css").read_text(encoding="utf-8"),
        "script": (assets / "filter.js").read_text(encoding="utf-8"),
        "made": _made(summary),
        "primary": _bars([(n, summary["metrics"][n]) for n in PRIMARY]),
        "kinds": _by_kind(summary),
        "metrics": _metrics(summary),
        "voices": _voices(summary["voices"]),
        "problems": _problems(summary["problems"]),
        "filters": _filters(summary),
        "failures": _failures(summary, cases, answers),
    }
    for name, part in parts.items():
        page = page.replace("{{" + name + "}}", part)
    return page


def _made(summary: dict[str, Any]) -> str:
    made = summary.get("run", {})
    facts = {"cases": summary["cases"], "answers": summary["answers"], **made}
    if "judge" in made:
        judge = made["judge"]
        spread = f"{_number(judge['mean'])} ± {_number(judge['spread'])}"
        facts["judge"] = f"{judge['model']}: {spread}, {judge['unscored']} unscored"
    return "".join(f"<div><dt>{_e(k)}</dt><dd>{_e(v)}</dd></div>" for k, v in facts.items())


def _bars(rows: Sequence[tuple[str, dict[str, Any]]]) -> str:
    """A chart: one bar a row, from 0 to 1, with its interval; the figures stand beside it."""
    height, left, width = 28, 230, 420
    drawn = []
    for at, (name, figure) in enumerate(rows):
        y = at * height
        value, low, high = figure["value"], figure.get("low"), figure.get("high")
        label = f'<text x="{left - 10}" y="{y + 18}" text-anchor="end">{_e(name)}</text>'
        if value is None:
            drawn.append(label + f'<text x="{left}" y="{y + 18}" class="none">not measured</text>')
            continue
        long = max(0.0, min(1.0, value)) * width
        drawn.append(
            f'{label}<rect class="track" x="{left}" y="{y + 6}" width="{width}" height="14"/>'
            f'<rect class="bar" x="{left}" y="{y + 6}" width="{long:.1f}" height="14"/>'
        )
        if low is not None and high is not None:
            x, end = left + low * width, left + high * width
            drawn.append(
                f'<path class="interval" d="M{x:.1f} {y + 13}H{end:.1f}M{x:.1f} {y + 9}v8'
                f'M{end:.1f} {y + 9}v8"/>'
            )
        told = f"{value:.3f} (n {figure['n']})"
        drawn.append(f'<text x="{left + width + 12}" y="{y + 18}">{told}</text>')
    described = "; ".join(f"{name} {_number(figure['value'])}" for name, figure in rows)
    return (
        f'<svg role="img" viewBox="0 0 {left + width + 150} {len(rows) * height + 8}">'
        f"<title>{_e(described)}</title>{''.join(drawn)}</svg>"
    )


def _by_kind(summary: dict[str, Any]) -> str:
    rows = []
    for kind, some in summary["kinds"].items():
        figure = some["metrics"]["nugget_recall_vital"]
        if figure["value"] is None:
            figure = some["metrics"]["refusal_recall"]
            kind = f"{kind} (refused)"
        rows.append((kind, figure))
    return _bars(rows)


def _metrics(summary: dict[str, Any]) -> str:
    defined = {name: metric.definition for name, metric in BY_NAME.items()}
    defined |= {m.__name__: " ".join((m.__doc__ or "").split()) for m in FAMILY_METRICS}
    defined["name_swap"] = " ".join((name_swap.__doc__ or "").split())
    marked = {name: " class=wrong" for name in summary["broken"]}
    return "".join(
        f"<tr><th scope=row>{_e(name)}</th>"
        f"<td{marked.get(name, '')}>{_number(figure['value'])}</td>"
        f"<td>{_interval(figure)}</td><td>{figure['n']}</td><td>{figure['cases']}</td>"
        f"<td class=what>{_e(defined.get(name, ''))}</td></tr>"
        for name, figure in summary["metrics"].items()
    )


def _voices(table: dict[str, dict[str, int]]) -> str:
    columns = sorted({named for row in table.values() for named in row})
    head = "".join(f"<th scope=col>{_e(column)}</th>" for column in columns)
    body = "".join(
        f"<tr><th scope=row>{_e(speaks)}</th>"
        + "".join(
            f'<td class="{"right" if column == "right" else "wrong" if row.get(column) else ""}">'
            f"{row.get(column, 0)}</td>"
            for column in columns
        )
        + "</tr>"
        for speaks, row in table.items()
    )
    return f"<thead><tr><th scope=col>speaks \\ named</th>{head}</tr></thead><tbody>{body}</tbody>"


def _problems(problems: Sequence[str]) -> str:
    if not problems:
        return "<p>None: every case has one readable answer.</p>"
    return "<ul>" + "".join(f"<li>{_e(problem)}</li>" for problem in problems) + "</ul>"


def _filters(summary: dict[str, Any]) -> str:
    kinds = sorted({failure["kind"] for failure in summary["failures"]})
    return "".join(f"<option>{_e(kind)}</option>" for kind in kinds)


def _failures(summary: dict[str, Any], cases: Sequence[Case], answers: AnswersFile) -> str:
    wrong: dict[str, dict[str, str]] = {}
    for failure in summary["failures"]:
        for what in failure["what"]:
            wrong.setdefault(failure["id"], {}).setdefault(what, failure["metric"])
    return "".join(
        _failure(case, answers.replies.get(case.id), wrong[case.id])
        for case in cases
        if case.id in wrong
    )


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
        f'<details class=case data-kind="{_e(case.kind)}">'
        f"<summary><span class=kind>{_e(case.kind)}</span> {_e(case.question)} "
        f"<small>{_e(case.id)}, {len(wrong)} wrong</small></summary>{history}"
        f"<h4>What is wrong</h4><ul>{complaints}</ul>"
        f"<h4>Answer ({_e(status)})</h4><pre>{_e(text)}</pre>"
        f"<h4>Gold ({_e(case.status)})</h4><p>{_e(case.reference)}</p><ul>{gold}</ul>"
        f"{f'<p>Roll call: {_e(calls)}</p>' if calls else ''}</details>"
    )


def _interval(figure: dict[str, Any]) -> str:
    if figure.get("low") is None:
        return ""
    return f"{_number(figure['low'])} to {_number(figure['high'])}"


def _number(value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:.3f}" if abs(value) < 10 else f"{value:.0f}"


def _e(value: object) -> str:
    """Escaped for HTML; lone surrogates, which no file can hold, become question marks."""
    return html.escape(str(value).encode("utf-8", "replace").decode("utf-8")).replace("{{", "{ {")
