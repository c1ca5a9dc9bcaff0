"""An essay as it was read: its voices and its position, to be corrected before it joins."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from assistant.domain import CONDITIONAL, Debate, Essay, Voice
from assistant.errors import CorpusError, DebateError, UserError
from assistant.index import open_index
from assistant.naming import listed, number
from assistant.ui.bring_reading import read_draft
from assistant.ui.bring_speakers import corrected, draw_speakers
from assistant.ui.indexing import build_with_bar
from assistant.ui.markup import join, plain, tag
from assistant.ui.names import HUES, position_label
from assistant.ui.own_debate import OwnDebate, state_facts, voice_entries
from assistant.ui.reader import essay_html, read_points, voices
from assistant.ui.reading_tools import draw_reading_tools
from assistant.ui.settings_page import counted
from assistant.ui.visit import Visit
from assistant.writers.model.connection import QUOTING, leaves_for

_ATTITUDES = {
    "endorses": "quoted with approval",
    "rebuts": "quoted, to disagree",
    "reports": "quoted, no side taken",
}
_NO_LONGER_FIT = "Its points were read before you changed who speaks, and no longer fit."
_OPEN_ROWS = 2  # for people whom the reading missed


def draw_review(visit: Visit, own: OwnDebate, path: Path) -> None:
    """What was found, the form to correct it, and the text with its voices."""
    try:
        debate = open_index(own.draft, visit.settings).debate
    except DebateError:
        own.drop_draft()
        st.rerun()
    essay = corrected(next(e for e in debate.essays if path.stem.endswith(e.slug)), path)
    st.html(_found_html(essay, debate))
    _offer_reading(visit, own, essay)
    draw_speakers(essay, path)
    with st.form("review", border=True):
        facts = _facts_form(essay, debate)
        keep, again, drop = st.columns(3)
        join_now = keep.form_submit_button("Put it on the table", type="primary", width="stretch")
        reread = again.form_submit_button("Read again with this", width="stretch")
        away = drop.form_submit_button("Discard", width="stretch")
    if away:
        visit.engine.forget(own.draft)
        own.drop_draft()
        st.rerun()
    if join_now or reread:
        try:
            if join_now and not facts.get("position"):
                raise UserError("Where does the essay stand?", "Choose its position first.")
            state_facts(path, facts)
            if join_now:
                _adopt(visit, own)
            else:
                own.reading(essay.slug).unlink(missing_ok=True)  # it fitted the essay as it was
                read_draft(visit, own)
        except DebateError as error:
            problem = (error.message, error.hint)
            if isinstance(error, CorpusError) and error.path.name == f"{essay.slug}.yaml":
                problem = (
                    _NO_LONGER_FIT,
                    "Choose “Read again with this”, then have them read anew.",
                )
            st.session_state["bring_problem"] = problem
        st.rerun()
    st.html(tag("h2", "The text, with who speaks"))
    reading = draw_reading_tools(essay, debate)
    st.html(essay_html(essay, (len(debate.essays) - 1) % HUES, debate, reading))


def _offer_reading(visit: Visit, own: OwnDebate, essay: Essay) -> None:
    """Where a model writes, it can read the essay's points, too: answers then tell them."""
    if visit.writer == QUOTING or visit.tools.read_points is None or read_points(essay):
        return
    recipient = leaves_for(visit.writer, visit.settings)
    goes = f"The essay is sent to {plain(recipient)}." if recipient else ""
    if not st.button(plain(f"Have {visit.writer} read its points"), help=goes or None):
        return
    bar = st.progress(0.0, "Reading the points …")

    def progress(_: str, done: int, total: int) -> None:
        bar.progress(done / total, f"Reading the points: {done} of {total} sentences")

    try:
        visit.tools.read_points(own.draft, essay.slug, visit.writer, visit.settings, progress)
        read_draft(visit, own)
    except DebateError as error:
        own.reading(essay.slug).unlink(missing_ok=True)
        st.session_state["bring_problem"] = (error.message, error.hint)
    st.rerun()


def _found_html(essay: Essay, debate: Debate) -> str:
    """How the essay was read, in a few lines, with the evidence of the proposed position."""
    quoted = [voice for voice in voices(essay) if voice.role == "quoted"]
    unclear = [s for s in essay.sentences if s.voice.role == "uncertain"]
    proposals = st.session_state.get("bring_proposals", {})
    position, evidence = proposals.get(essay.slug, (None, ()))
    found = f"{len(essay.text.split()):,} words, {len(essay.sentences)} sentences"
    if quoted:
        found += f", quoting {listed([voice.name or 'somebody' for voice in quoted])}"
    lines = [tag("p", tag("strong", essay.title), f": {found}.")]
    if position:
        label = position_label(debate, position)
        lines.append(tag("p", f"It seems to stand for “{label}”, judging by:"))
        lines += [tag("p", tag("q", f"“{sentence}”", cls="d-quote")) for sentence in evidence]
    elif essay.position is None:
        lines.append(tag("p", "Where it stands is not clear: please say below."))
    if points := read_points(essay):
        lines.append(
            tag("p", f"It was read into {counted(len(points), 'point')}, shown beside the text.")
        )
    if unclear:
        lines.append(
            tag(
                "p",
                f"It is not clear who says {number(len(unclear), 'sentence')} of it. Name the "
                "speaker below; answers leave out what nobody is named for.",
            )
        )
    return tag("div", join(lines), cls="d-hue7")


def _facts_form(essay: Essay, debate: Debate) -> dict[str, object]:
    left, right = st.columns(2)
    title = left.text_input("Title", essay.title, max_chars=200)
    author = right.text_input("Author", essay.author or "", max_chars=100)
    positions = [*(side.id for side in debate.sides), CONDITIONAL]
    proposed = st.session_state.get("bring_proposals", {}).get(essay.slug, (None,))[0]
    stands = essay.position or proposed
    position = st.radio(
        "It stands for",
        positions,
        index=positions.index(stands) if stands in positions else None,
        format_func=lambda p: position_label(debate, p),
        horizontal=True,
    )
    st.markdown("**Who else speaks in it**")
    rows = [
        _voice_row(number, voice)
        for number, voice in enumerate([*_quoted(essay), *[None] * _OPEN_ROWS])
    ]
    return {
        "title": title.strip(),
        "author": author.strip(),
        "position": position,
        "voices": voice_entries(rows),
    }


def _quoted(essay: Essay) -> list[Voice]:
    return [voice for voice in voices(essay) if voice.role == "quoted"]


def _voice_row(number: int, voice: Voice | None) -> tuple[str, str]:
    left, right = st.columns(2)
    name = left.text_input(
        f"Name {number + 1}",
        voice.name or "" if voice else "",
        placeholder="Somebody quoted",
        label_visibility="collapsed",
        max_chars=100,
    )
    attitudes: Sequence[str] = list(_ATTITUDES)
    attitude = right.selectbox(
        f"Attitude {number + 1}",
        attitudes,
        index=attitudes.index(voice.attitude) if voice and voice.attitude in attitudes else 2,
        format_func=_ATTITUDES.__getitem__,
        label_visibility="collapsed",
    )
    return name, attitude


def _adopt(visit: Visit, own: OwnDebate) -> None:
    """The corrected draft becomes this visitor's debate, indexed before anybody asks it."""
    build = visit.tools.build_index
    assert build is not None
    build_with_bar(build, own.draft, visit.settings)  # a mistake shows here, before the switch
    visit.engine.forget(own.draft)
    visit.engine.forget(own.corpus)
    own.adopt_draft()
    build_with_bar(build, own.corpus, visit.settings)
    own.drop_draft()
    st.toast("It sits at the table now. Ask away.")
