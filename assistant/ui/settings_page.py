"""Settings: who writes, how large the text is, and what is stored about me."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from assistant.naming import listed
from assistant.ui.actions import QUOTING
from assistant.ui.markup import plain, tag
from assistant.ui.own_debate import OwnDebate
from assistant.ui.visit import Visit
from assistant.writers.model.connection import leaves_for

_SIZES = {"Small": "0.94rem", "Normal": "", "Large": "1.15rem", "Very large": "1.3rem"}


def draw_settings(visit: Visit) -> None:
    """The whole page; everything on it is this visitor's only."""
    st.html(tag("h1", "Settings", cls="d-title"))
    st.html(tag("h2", "Who writes the answers"))
    _draw_writer(visit)
    st.html(tag("h2", "Reading size"))
    _draw_size(visit)
    st.html(tag("h2", "My data"))
    _draw_data(visit)


def _draw_writer(visit: Visit) -> None:
    """The quoting writer always; language models where some are found, set, or could be named."""
    providers = visit.tools.providers()
    found = [QUOTING, visit.settings.writer, *visit.tools.models(), visit.writer]
    offered = list(dict.fromkeys(found))
    writer = st.radio(
        "Writer",
        offered,
        index=offered.index(visit.writer),
        format_func=_writer_line,
        label_visibility="collapsed",
    )
    if providers:
        named = st.text_input(
            f"Another model; a key is set for {listed(providers)}",
            placeholder=f"{providers[0]}:MODEL",
            key="named-writer",
            on_change=_name_writer,
            args=(visit, providers),
        )
        if problem := st.session_state.get("named-writer-problem") if named else None:
            st.html(tag("p", problem, cls="d-notice", role="alert"))
    elif len(offered) == 1:
        st.caption(
            "A language model can write instead: whoever runs this site sets a provider’s key, or "
            "starts Ollama beside it."
        )
    if writer != visit.writer:
        visit.prefer(writer=writer)
    if recipient := leaves_for(writer, visit.settings):
        st.warning(leaving_line(recipient))


def _name_writer(visit: Visit, providers: Sequence[str]) -> None:
    """Take a model that the visitor names; only of a provider whose key is set."""
    named = str(st.session_state.get("named-writer", "")).strip()
    provider, _, model = named.partition(":")
    if provider in providers and model:
        visit.prefer(writer=named)
        st.session_state["named-writer"] = ""
    else:
        problem = f"Write it as {providers[0]}:MODEL, with the model’s name behind the colon."
        st.session_state["named-writer-problem"] = problem


def leaving_line(recipient: str) -> str:
    """What a visitor is told before anything leaves this machine."""
    return (
        f"With this writer the essays and your questions leave this machine: they go to "
        f"{plain(recipient)} from your next question on."
    )


def _writer_line(writer: str) -> str:
    if writer == QUOTING:
        return "No model: told from the essays’ points, at once and the same every time"
    return plain(f"{writer}: a language model; every sentence of it is checked")


def _draw_size(visit: Visit) -> None:
    sizes = list(_SIZES)
    known = reading_size(visit)
    size = st.segmented_control(
        "Reading size", sizes, default=known, label_visibility="collapsed", key="reading-size"
    )
    if size and size != known:
        visit.prefer(size=size)
        st.rerun()
    st.caption("Light or dark follows your device; the ⋮ menu at the top right fixes one of them.")


def reading_size(visit: Visit) -> str:
    """The name of the size that the visitor chose, in version 0.1 by a switch."""
    old = "Large" if visit.preferences.get("look", {}).get("larger") else "Normal"
    size = visit.preferences.get("size", old)
    return size if size in _SIZES else "Normal"


def look_css(visit: Visit) -> str:
    """The visitor's reading size, as a style sheet after the site's own."""
    size = _SIZES[reading_size(visit)]
    return f"<style>.stHtml, .stMarkdown {{ font-size: {size}; }}</style>" if size else ""


def counted(number: int, noun: str) -> str:
    """A number with its noun, both in the right form."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _draw_data(visit: Visit) -> None:
    conversations = visit.history.conversations(visit.visitor)
    judged = visit.history.feedback.judged(visit.visitor)
    own = OwnDebate(visit.own_folder, visit.settings.corpus, visit.settings)
    counts = [
        counted(len(conversations), "conversation"),
        counted(len(judged), "judged answer"),
        f"{counted(len(own.brought()), 'essay')} that you brought",
    ]
    kept = [count for count in counts if not count.startswith("0 ")]
    if not kept and not visit.preferences:
        st.html(tag("p", "Nothing of yours is kept on this server yet."))
        return
    st.html(
        tag(
            "p",
            f"Kept on this server: {listed([*kept, 'your settings'])}. Only this browser can open "
            "them, except what you shared by a link.",
        )
    )
    with st.popover("Delete everything of mine", icon=":material/delete_forever:"):
        st.markdown("Conversations, links, feedback, essays and settings go, for good.")
        if st.button("Yes, delete all of it", type="primary", key="forget"):
            visit.engine.forget(own.corpus)
            own.remove()
            visit.history.visitors.forget(visit.visitor)
            for key in ("conversation", "bring_proposals"):
                st.session_state.pop(key, None)
            st.toast("Deleted.")
            st.rerun()
