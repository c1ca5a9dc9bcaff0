"""Bring your essay: upload or paste it, see how it was read, correct that, and let it join."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from assistant.errors import DebateError, UserError
from assistant.ui.bring_reading import read_draft
from assistant.ui.bring_review import draw_review
from assistant.ui.markup import join, plain, tag
from assistant.ui.own_debate import MOST_BYTES, OwnDebate, free_slug
from assistant.ui.visit import Visit


def draw_bring(visit: Visit) -> None:
    """The whole page: what was brought, and either the form or the essay being looked at."""
    own = OwnDebate(visit.own_folder, visit.settings.corpus, visit.settings)
    st.html(
        join(
            [
                tag("p", "Only you see it, and only your answers use it", cls="d-kicker"),
                tag("h1", "Bring an essay to the table", cls="d-title"),
            ]
        )
    )
    _draw_problem()
    drafted = own.drafted()
    if drafted is None:
        _draw_brought(visit, own)
        _draw_form(visit, own)
    else:
        draw_review(visit, own, drafted)


def _draw_brought(visit: Visit, own: OwnDebate) -> None:
    """What this visitor brought before, each with the way to take it back."""
    paths = own.brought()
    if not paths:
        return
    essays = {essay.slug: essay for essay in visit.debate.essays}
    with st.container(key="brought", border=True):
        for path in paths:
            essay = next((e for s, e in essays.items() if path.stem.endswith(s)), None)
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(f"**{plain(essay.title if essay else path.name)}**")
                st.button(
                    "Take it away",
                    key=f"away-{path.name}",
                    icon=":material/delete:",
                    on_click=_take_away,
                    args=(visit, own, path.name),
                )


def _take_away(visit: Visit, own: OwnDebate, name: str) -> None:
    visit.engine.forget(own.corpus)
    if own.take_away(name) and visit.tools.build_index:
        visit.tools.build_index(own.corpus, visit.settings)


def _draw_form(visit: Visit, own: OwnDebate) -> None:
    st.html(
        tag(
            "p",
            "Markdown, plain text, HTML, PDF or Word. You will see whom it quotes and where it "
            "seems to stand, and can correct both, before it joins the debate.",
            cls="d-lead",
        )
    )
    suffixes = [suffix.lstrip(".") for suffix in visit.tools.essay_suffixes]
    with st.form("bring", border=True):
        upload = st.file_uploader(
            "Upload a file", type=suffixes, max_upload_size=MOST_BYTES // 1024**2
        )
        pasted = st.text_area("Or paste the text", height=160, placeholder="Text or Markdown")
        left, right = st.columns(2)
        title = left.text_input("Title", max_chars=200, placeholder="Its first heading, if any")
        author = right.text_input("Author", max_chars=100, placeholder="Leave empty if unsigned")
        if not st.form_submit_button("Read it", type="primary"):
            return
    if upload is not None:
        content, suffix, name = upload.getvalue(), Path(upload.name).suffix.lower(), upload.name
    else:
        content, suffix, name = pasted.encode(), ".md", title or "pasted essay"
    try:
        _read(visit, own, content, suffix, Path(name).stem, {"title": title, "author": author})
    except DebateError as error:
        own.drop_draft()
        st.session_state["bring_problem"] = (error.message, error.hint)
    st.rerun()


def _read(
    visit: Visit, own: OwnDebate, content: bytes, suffix: str, name: str, facts: dict[str, str]
) -> None:
    """Read the essay in a process of its own, then index the draft to propose a position.

    Raises:
        UserError: what is wrong with the essay, in words for its reader.
    """
    if suffix not in visit.tools.essay_suffixes or visit.tools.analyse is None:
        known = ", ".join(visit.tools.essay_suffixes)
        raise UserError(f"Essays cannot be read from {suffix or 'such'} files.", f"Use {known}.")
    slug = free_slug(facts["title"] or name, visit.debate)
    own.start_draft(content, suffix, slug, facts)
    read_draft(visit, own)


def _draw_problem() -> None:
    problem = st.session_state.pop("bring_problem", None)
    if problem:
        message, hint = problem
        st.html(
            join(
                [
                    tag("p", message, cls="d-notice", role="alert"),
                    tag("p", hint, cls="d-note") if hint else None,
                ]
            )
        )
