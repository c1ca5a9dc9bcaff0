"""A whole answer as one piece of HTML: what answers it first, then who says what, then inference.

The layout is read off the statements themselves (`kind`, `part`, `side`), so any writer's answer
and any debate's sides are laid out the same way.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from assistant.answer import Answer, Failure, Statement
from assistant.domain import Debate
from assistant.ui.citations import ShownCitation, popover
from assistant.ui.clash import accord_card, is_accord
from assistant.ui.markup import Markup, join, tag
from assistant.ui.names import position_mark
from assistant.ui.prose import bare, first_mark, prose
from assistant.ui.roll_call import contrarian, roll_call

INFERENCE = "My inference"
STRUCK: Mapping[Failure, str] = {
    "fabricated": "no essay says this",
    "frankenquote": "stitched together from different places",
    "wrong_essay": "it stands in another essay",
    "wrong_voice": "somebody else says it",
    "inverted_stance": "the source says the opposite",
}
_ITEM, _ROW = "- ", "|"
_LONG = 230  # characters of a sentence of which only the first clause stands out


def is_short(answer: Answer) -> bool:
    """Whether it is small talk, help or a refusal: nothing of the essays is in it."""
    kinds = {statement.kind for statement in answer.statements}
    return answer.status == "refused" or kinds == {"talk"}


def answer_html(
    answer: Answer, cited: Mapping[int, ShownCitation], debate: Debate, scope: str
) -> Markup:
    """Everything an answer shows, badges and their quotations included."""
    if is_short(answer):
        said = join(tag("p", prose(s, cited, scope)) for s in answer.statements)
        refused = " d-refused" if answer.status == "refused" else ""
        return tag("div", said, cls=f"d-answer d-short{refused}")
    parts = [(name, list(group)) for name, group in groupby(answer.statements, lambda s: s.part)]
    pieces: list[str] = []
    if parts and not parts[0][0]:
        pieces.append(_opening(parts.pop(0)[1], cited, scope))
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


def _opening(group: Sequence[Statement], cited: Mapping[int, ShownCitation], scope: str) -> Markup:
    """The first sentence stands out as the answer; what follows is ordinary prose."""
    first, *rest = group
    plain = first.kind in ("gist", "fact", "talk") and not first.text.startswith((_ITEM, _ROW))
    if not plain or is_accord(first, cited):
        return _told(group, cited, scope)
    return join([_first(first, cited, scope), _told(rest, cited, scope)])


def _first(statement: Statement, cited: Mapping[int, ShownCitation], scope: str) -> Markup:
    """The sentence that answers; of a long one, what stands before its first citation's end."""
    text = statement.text
    cut = first_mark(text)
    long = len(bare(text)) > _LONG
    if not long or cut >= len(text) - 1:
        lengthy = " d-lengthy" if long else ""  # a whole paragraph that shouts is not read
        return tag("p", prose(statement, cited, scope), cls=f"d-first{lengthy}")
    head, rest = (
        prose(statement, cited, scope, text[:cut]),
        prose(statement, cited, scope, text[cut:]),
    )
    return tag("p", tag("span", head, cls="d-first"), rest)


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
        drawn.append(tag("section", head, _told(group, cited, scope), aria_label=name.rstrip(".")))
    return tag("div", join(drawn), cls="d-columns" if len(drawn) > 1 else "d-section")


def _section(
    name: str, group: Sequence[Statement], cited: Mapping[int, ShownCitation], scope: str
) -> Markup:
    head = tag("h3", name.rstrip(".")) if name else None
    if all(_is_inference(statement) for statement in group):
        return _inferred(group, cited, scope, name)
    return tag("section", head, _told(group, cited, scope), cls="d-section")


def _told(group: Sequence[Statement], cited: Mapping[int, ShownCitation], scope: str) -> Markup:
    """Statements one after the other; what the assistant infers never runs on from an essay."""
    drawn: list[str] = []
    for form, run in groupby(group, lambda statement: _form(statement, cited)):
        statements = list(run)
        if form == "inference":
            drawn.append(_inferred(statements, cited, scope))
        elif form == "list":
            items = (
                tag("li", prose(s, cited, scope, s.text.removeprefix(_ITEM))) for s in statements
            )
            drawn.append(tag("ul", join(items)))
        elif form == "table":
            drawn += [_table(s, cited, scope) for s in statements]
        elif form == "accord":
            cards = join(accord_card(s, cited, scope) for s in statements)
            drawn.append(tag("div", cards, cls="d-clashes"))
        else:
            drawn += [tag("p", prose(s, cited, scope)) for s in statements]
    return join(drawn)


def _form(statement: Statement, cited: Mapping[int, ShownCitation]) -> str:
    """What a statement is drawn as."""
    if statement.text.startswith(_ITEM):
        return "list"
    if statement.text.startswith(_ROW):
        return "table"
    if _is_inference(statement):
        return "inference"
    return "accord" if is_accord(statement, cited) else "prose"


def _is_inference(statement: Statement) -> bool:
    return statement.layer == "assistant" and statement.kind != "talk"


def _table(statement: Statement, cited: Mapping[int, ShownCitation], scope: str) -> Markup:
    """A statement that is a Markdown table: the first line its head, the second a rule."""
    lines = [
        [cell.strip() for cell in line.strip().strip("|").split("|")]
        for line in statement.text.splitlines()
    ]
    head, rows = lines[0], lines[2:]
    drawn = (
        tag("tr", join(tag("td", prose(statement, cited, scope, cell)) for cell in row))
        for row in rows
    )
    table = tag(
        "table",
        tag("thead", tag("tr", join(tag("th", cell, scope="col") for cell in head))),
        tag("tbody", join(drawn)),
    )
    label = "The answer as a table"
    return tag("div", table, cls="d-tabled", tabindex="0", role="region", aria_label=label)


def _inferred(
    group: Sequence[Statement], cited: Mapping[int, ShownCitation], scope: str, name: str = ""
) -> Markup:
    """What the assistant makes of it, said once to be its own."""
    said = (tag("p", prose(s, cited, scope, _without_label(s.text))) for s in group)
    label = tag("p", INFERENCE, cls="d-label")
    heading = tag("h3", name.rstrip(".")) if name else None
    return tag("aside", label, heading, join(said), cls="d-inferred", aria_label=INFERENCE)


def _without_label(text: str) -> str:
    """The sentence without the words that the label says already."""
    label = f"{INFERENCE}: "
    if not text.startswith(label):
        return text
    rest = text.removeprefix(label)
    return rest[:1].upper() + rest[1:]


def _struck(answer: Answer) -> Markup:
    """A small mark for what the gate kept back; it opens the sentence and the reason."""
    failures = answer.gate.failures
    if not failures:
        return Markup("")
    rows = [
        tag("li", tag("s", failure.statement), " ", tag("em", STRUCK[failure.failure]))
        for failure in failures
    ]
    count = "One sentence" if len(rows) == 1 else f"{len(rows)} sentences"
    return tag("details", tag("summary", f"{count} struck"), tag("ul", join(rows)), cls="d-struck")
