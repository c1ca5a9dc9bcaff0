"""Check a claim: a sentence, or a paragraph of a pitch or draft, held against the essays."""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, get_args

import streamlit as st

from assistant.answer import Citation
from assistant.asked import LONGEST_QUESTION
from assistant.checking.result import CheckVerdict
from assistant.domain import Debate
from assistant.errors import DebateError
from assistant.ui.citations import ShownCitation, badge, popover, shown
from assistant.ui.markup import Markup, join, tag
from assistant.ui.names import speaker_line
from assistant.ui.visit import Visit

if TYPE_CHECKING:
    from assistant.checking.result import Checked

MOST = 40  # sentences of one text
_LONG_QUOTE = 320  # characters of a quotation that stand on the page; all of it is behind the badge
_VERDICTS: dict[CheckVerdict, tuple[str, str, str]] = {  # mark, words, tone
    "supported": ("✓", "They say so", "good"),
    "fabricated": ("✗", "Nobody here says this", "bad"),
    "frankenquote": ("✗", "Stitched together: no such quotation", "bad"),
    "wrong_essay": ("↪", "Another essay says it", "fair"),
    "wrong_voice": ("↪", "Somebody else says it", "fair"),
    "inverted_stance": ("✗", "They say the opposite", "bad"),
}
_INSTEAD: dict[CheckVerdict, str] = {
    "supported": "The words",
    "fabricated": "The nearest there is",
    "frankenquote": "The words it is made of",
    "wrong_essay": "Where it stands",
    "wrong_voice": "Who says it",
    "inverted_stance": "What is said",
}
assert set(_VERDICTS) == set(_INSTEAD)
assert set(_VERDICTS) == set(get_args(CheckVerdict))
_END = re.compile(r"(?<=[.!?…])[”\"’')\]]*\s+(?=[“\"‘'(\[]?[A-Z0-9])|\n\s*\n")
_TITLE = re.compile(r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|St|vs|e\.g|i\.e|etc|No)|\b[A-Z])\.$")

_log = logging.getLogger(__name__)


def draw_check(visit: Visit) -> None:
    """The whole page: the form, and what was found of the text that was checked last."""
    st.html(
        join(
            [
                tag("h1", "Check a claim", cls="d-title"),
                tag(
                    "p",
                    "Paste a sentence, or a paragraph of a pitch or a draft, that tells what "
                    "somebody here says. Each sentence is held against the essays’ own words.",
                    cls="d-lead",
                ),
            ]
        )
    )
    with st.form("check", border=False):
        st.text_area(
            "A sentence, or a whole paragraph",
            height=130,
            key="claim-text",
            max_chars=LONGEST_QUESTION,
            placeholder=_example(visit.debate),
        )
        st.form_submit_button("Check it", type="primary", on_click=_keep)
    text = str(st.session_state.get("checked-text", "")).strip()
    if text:
        _draw_found(visit, text)


def _keep() -> None:
    st.session_state["checked-text"] = st.session_state.get("claim-text", "")


def _example(debate: Debate) -> str:
    """What could be typed, of this debate: an author and a side."""
    author = next((essay.author for essay in debate.essays if essay.author), "The first essay")
    return f"{author} says that {debate.sides[0].label.lower()} matters most."


def claims_of(text: str) -> list[str]:
    """The sentences of a text; a quotation and a name with a title are never cut in two."""
    pieces: list[str] = []
    position = 0
    for match in [*_END.finditer(text), None]:
        end = match.start() if match else len(text)
        tail = match.group() if match else ""
        piece = text[position:end] + tail.rstrip()
        cut = tail.strip() == "" and "\n" in tail
        if match and not cut and (_open_quotation(piece) or _TITLE.search(piece)):
            continue
        if piece.strip():
            pieces.append(" ".join(piece.split()))
        position = match.end() if match else end
    return pieces


def _open_quotation(piece: str) -> bool:
    return piece.count("“") > piece.count("”") or piece.count('"') % 2 == 1


def _draw_found(visit: Visit, text: str) -> None:
    claims = claims_of(text)
    try:
        with st.spinner("Checking …"):
            found = [visit.assistant.check(claim) for claim in claims[:MOST]]
    except DebateError as error:
        st.html(tag("p", f"{error.message} {error.hint}", cls="d-notice", role="alert"))
        return
    except Exception:
        _log.exception("a claim could not be checked")
        problem = "Something on our side failed. Check again in a moment."
        st.html(tag("p", problem, cls="d-notice", role="alert"))
        return
    st.html(found_html(found, visit.debate))
    if len(claims) > MOST:
        st.caption(f"The first {MOST} of {len(claims)} sentences. Check the rest separately.")


def found_html(found: Sequence[Checked], debate: Debate) -> Markup:
    """One card for each sentence, after a line that counts them where there are several."""
    held = sum(checked.verdict == "supported" for checked in found)
    count = None
    if len(found) > 1:
        count = tag("p", f"The essays bear out {held} of {len(found)} sentences.", cls="d-note")
    cards = join(_card(checked, debate, f"c{number}") for number, checked in enumerate(found))
    return tag("div", count, cards, cls="d-checked", role="region", aria_label="What was found")


def _card(checked: Checked, debate: Debate, scope: str) -> Markup:
    mark, words, tone = _VERDICTS[checked.verdict]
    cited = shown(checked.evidence, debate)
    proof = join(_evidence(item, scope) for item in cited.values())
    footnote = None
    if checked.evidence:
        footnote = join(
            [
                tag(
                    "button",
                    "Copy as footnote",
                    type="button",
                    cls="d-quiet",
                    data_copy=f"note-{scope}",
                ),
                tag("pre", footnotes(checked.evidence, debate), id=f"note-{scope}", hidden=True),
            ]
        )
    return tag(
        "section",
        tag("p", tag("q", checked.statement), cls="d-claim"),
        tag("p", tag("span", f"{mark} ", aria_hidden="true"), words, cls=f"d-verdict d-{tone}"),
        tag("p", said) if (said := _said(checked)) else None,
        tag("p", _INSTEAD[checked.verdict], cls="d-label") if proof else None,
        proof,
        footnote,
        join(popover(item, scope) for item in cited.values()),
        cls="d-answer d-claim-card",
    )


def _said(checked: Checked) -> str:
    """The explanation up to the words that stand below it."""
    said = checked.explanation or ""
    for citation in checked.evidence:
        said = said.partition(f": “{citation.quote}")[0]
    if said == checked.explanation:
        return said
    return "" if checked.verdict == "supported" else f"{said}."


def _evidence(item: ShownCitation, scope: str) -> Markup:
    quote = item.citation.quote
    if len(quote) > _LONG_QUOTE:
        quote = quote[:_LONG_QUOTE].rpartition(" ")[0] + " …"
    return tag(
        "p",
        tag("span", speaker_line(item.citation, item.short), cls="d-speaker"),
        tag("q", f"“{quote}”", cls="d-quote"),
        Markup("&nbsp;"),
        badge(item, scope),
        cls=f"d-proof d-hue{item.hue}",
    )


def footnotes(evidence: Sequence[Citation], debate: Debate) -> str:
    """Each quotation with its speaker and its source, as a footnote would have it."""
    essays = {essay.slug: essay for essay in debate.essays}
    lines = []
    for citation in evidence:
        essay = essays.get(citation.essay)
        facts = (essay.publisher, essay.date, essay.url) if essay else ()
        source = [f"“{citation.title}”", *(fact for fact in facts if fact)]
        author = f"{citation.author}, " if citation.author else ""
        within = f"{citation.voice}, quoted in " if citation.role == "quoted" else ""
        lines.append(f"{within}{author}{', '.join(source)}: “{citation.quote}”")
    return "\n".join(lines)
