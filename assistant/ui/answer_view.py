"""A whole answer as one piece of HTML: lead, roll call, sides in columns, clashes, inference.

The layout is read off the statements themselves (`part`, `side`, `layer`), so any writer's answer
and any debate's sides are laid out the same way.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from assistant.answer import Answer, Statement
from assistant.domain import Debate
from assistant.ui.citations import ShownCitation, popover
from assistant.ui.clash import clash_card, is_clash
from assistant.ui.markup import Markup, join, tag
from assistant.ui.names import position_mark
from assistant.ui.prose import prose
from assistant.ui.roll_call import contrarian, roll_call

INFERENCE = "The assistant’s own inference. No essay says this."
CORRECTION = "The question presumes something else than the essays say"


def answer_html(
    answer: Answer, cited: Mapping[int, ShownCitation], debate: Debate, scope: str
) -> Markup:
    """Everything an answer shows, badges and their quotations included."""
    if answer.status == "refused":
        return tag("div", _refusal(answer, cited, scope), cls="d-answer d-refused")
    parts = [(name, list(group)) for name, group in groupby(answer.statements, lambda s: s.part)]
    pieces: list[str] = []
    if answer.status == "corrected":
        pieces.append(tag("p", CORRECTION, cls="d-kicker"))
    if parts and not parts[0][0]:
        pieces.append(_paragraphs(parts.pop(0)[1], cited, scope))
    pieces.append(roll_call(answer.roll_call, cited, debate, scope))
    columns: list[tuple[str, list[Statement]]] = []
    for name, group in parts:
        if _is_side(group, debate):
            columns.append((name, group))
            continue
        pieces.append(_columns(columns, answer, cited, debate, scope))
        columns = []
        pieces.append(_section(name, group, cited, scope))
    pieces.append(_columns(columns, answer, cited, debate, scope))
    pieces.append(_struck(answer))
    pieces += [popover(item, scope) for item in cited.values()]
    return tag("div", join(pieces), cls=f"d-answer d-{answer.status}")


def _is_side(group: Sequence[Statement], debate: Debate) -> bool:
    sides = {side.id for side in debate.sides}
    return all(s.side in sides for s in group) and len({s.side for s in group}) == 1


def _columns(
    columns: Sequence[tuple[str, list[Statement]]],
    answer: Answer,
    cited: Mapping[int, ShownCitation],
    debate: Debate,
    scope: str,
) -> Markup:
    """The sides next to each other, equal room; one side alone is an ordinary section."""
    if not columns:
        return Markup("")
    alone = contrarian(answer.roll_call)
    position = next((e.position for e in answer.roll_call if e.essay == alone), None)
    drawn = []
    for name, group in columns:
        side = group[0].side
        head = tag(
            "h3",
            tag("span", position_mark(debate, side), cls="d-mark", aria_hidden="true"),
            name.rstrip("."),
            tag("span", "contrarian", cls="d-contrarian") if side == position else None,
        )
        drawn.append(
            tag("section", head, _paragraphs(group, cited, scope), aria_label=name.rstrip("."))
        )
    return tag("div", join(drawn), cls="d-columns" if len(drawn) > 1 else "d-section")


def _section(
    name: str, group: Sequence[Statement], cited: Mapping[int, ShownCitation], scope: str
) -> Markup:
    head = tag("h3", name.rstrip(".")) if name else None
    if all(statement.layer == "assistant" for statement in group):
        return tag("aside", head, _inferred(group, cited, scope), cls="d-inferred")
    if name and any(is_clash(statement, cited) for statement in group):
        cards = join(clash_card(statement, cited, scope) for statement in group)
        return tag("section", head, tag("div", cards, cls="d-clashes"), cls="d-section")
    return tag("section", head, _paragraphs(group, cited, scope), cls="d-section")


def _paragraphs(
    group: Sequence[Statement], cited: Mapping[int, ShownCitation], scope: str
) -> Markup:
    """Statements one after the other; what the assistant infers never runs on from an essay."""
    drawn = []
    for layer, run in groupby(group, lambda statement: statement.layer):
        if layer == "assistant":
            drawn.append(tag("aside", _inferred(list(run), cited, scope), cls="d-inferred"))
        else:
            drawn += [tag("p", prose(statement, cited, scope)) for statement in run]
    return join(drawn)


def _inferred(group: Sequence[Statement], cited: Mapping[int, ShownCitation], scope: str) -> Markup:
    note = tag("p", INFERENCE, cls="d-inference-note")
    return join([note, *(tag("p", prose(statement, cited, scope)) for statement in group)])


def _refusal(answer: Answer, cited: Mapping[int, ShownCitation], scope: str) -> Markup:
    """Nothing of the essays is in a refusal, so nothing needs to be told apart from them."""
    said = join(tag("p", prose(statement, cited, scope)) for statement in answer.statements)
    title = "Not what this debate is about" if answer.reason == "off_topic" else "Not in the essays"
    return tag("div", tag("p", title, cls="d-kicker"), said, cls="d-refusal", role="note")


def _struck(answer: Answer) -> Markup:
    """What the gate refused to let through, with the name of the failure."""
    if not answer.gate.failures:
        return Markup("")
    rows = [
        tag("li", tag("s", failure.statement), " ", tag("em", failure.failure.replace("_", " ")))
        for failure in answer.gate.failures
    ]
    return tag(
        "details",
        tag("summary", f"Struck by the gate: {len(rows)} of {answer.gate.checked} checked"),
        tag("ul", join(rows)),
        cls="d-struck",
    )
