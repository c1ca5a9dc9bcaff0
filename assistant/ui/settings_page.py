"""Settings: who writes, how it looks, my business, and what is stored about me."""

from __future__ import annotations

import json

import streamlit as st

from assistant.export import to_json
from assistant.history.drafts import as_jsonl, draft_cases
from assistant.ui.business import draw_business
from assistant.ui.markup import plain, tag
from assistant.ui.own_debate import OwnDebate
from assistant.ui.visit import Visit

QUOTING = "quoting"


def draw_settings(visit: Visit) -> None:
    """The whole page; everything on it is this visitor's only."""
    st.html(tag("h1", "Settings", cls="d-title"))
    st.html(tag("h2", "Who writes"))
    _draw_writer(visit)
    st.html(tag("h2", "How it looks"))
    _draw_look(visit)
    st.html(tag("h2", "My business"))
    draw_business(visit, "settings")
    st.html(tag("h2", "What is stored"))
    _draw_data(visit)


def _draw_writer(visit: Visit) -> None:
    """The quoting writer always; a language model only where the site's owner has set one."""
    offered = list(dict.fromkeys([QUOTING, visit.settings.writer]))
    chosen = visit.preferences.get("writer", visit.settings.writer)
    writer = st.radio(
        "Writer",
        offered,
        index=offered.index(chosen) if chosen in offered else 0,
        format_func=_writer_line,
        label_visibility="collapsed",
    )
    if writer != chosen:
        visit.prefer(writer=writer)
    if len(offered) == 1:
        st.caption("Whoever runs this site can add a language model: see DEBATE_WRITER.")


def _writer_line(writer: str) -> str:
    if writer == QUOTING:
        return "Quoting: the essays’ own sentences, the same answer every time, no network"
    return plain(f"{writer}: a language model; every sentence of it still passes the gate")


def _draw_look(visit: Visit) -> None:
    look = visit.preferences.get("look", {})
    larger = st.toggle("Larger text", look.get("larger", False))
    stacked = st.toggle("The sides one below the other", look.get("stacked", False))
    if (larger, stacked) != (look.get("larger", False), look.get("stacked", False)):
        visit.prefer(look={"larger": larger, "stacked": stacked})
        st.rerun()
    st.caption(
        "Light or dark follows your device; the ⋮ menu, at the top right, fixes one of them."
    )


def look_css(visit: Visit) -> str:
    """The visitor's look, as a style sheet after the site's own."""
    look = visit.preferences.get("look", {})
    rules = []
    if look.get("larger"):
        rules.append(".stHtml, .stMarkdown { font-size: 1.15rem; }")
    if look.get("stacked"):
        rules.append(".d-columns, .d-halves { grid-template-columns: minmax(0, 1fr); }")
    return f"<style>{' '.join(rules)}</style>" if rules else ""


def _draw_data(visit: Visit) -> None:
    conversations = visit.history.conversations(visit.visitor)
    judged = visit.history.feedback.judged(visit.visitor)
    own = OwnDebate(visit.own_folder, visit.settings.corpus, visit.settings)
    st.html(
        tag(
            "p",
            f"{len(conversations)} conversations, {len(judged)} judged answers, "
            f"{len(own.brought())} essays of yours. Nothing of it leaves this server, and "
            "it is found only with the secret that your browser holds.",
        )
    )
    with st.container(horizontal=True):
        st.download_button(
            "All conversations (JSON)",
            lambda: _everything(visit),
            "conversations.json",
            "application/json",
            icon=":material/download:",
            on_click="ignore",
            disabled=not conversations,
        )
        st.download_button(
            "My feedback as draft eval cases (JSONL)",
            lambda: as_jsonl(draft_cases(judged)),
            "draft-cases.jsonl",
            "application/jsonl",
            icon=":material/rule:",
            on_click="ignore",
            disabled=not judged,
        )
    with st.popover("Delete everything of mine", icon=":material/delete_forever:"):
        st.markdown("Conversations, feedback, essays and settings go, for good.")
        if st.button("Yes, delete all of it", type="primary", key="forget"):
            visit.engine.forget(own.corpus)
            own.remove()
            visit.history.visitors.forget(visit.visitor)
            for key in ("conversation", "bring_proposals"):
                st.session_state.pop(key, None)
            st.toast("Deleted.")
            st.rerun()


def _everything(visit: Visit) -> str:
    conversations = [
        json.loads(to_json(one, visit.history.turns(visit.visitor, one.id)))
        for one in visit.history.conversations(visit.visitor)
    ]
    return json.dumps({"conversations": conversations}, ensure_ascii=False, indent=2)
