"""Reads a draft: in a process of its own first, then into an index that can propose a position."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from assistant.errors import UserError
from assistant.ui.child import analyse_apart
from assistant.ui.indexing import build_with_bar
from assistant.ui.own_debate import OwnDebate
from assistant.ui.visit import Visit

_MOST_WORDS = 30_000  # of a visitor's essay


def read_draft(visit: Visit, own: OwnDebate) -> None:
    """Analyse the draft apart, and bring its index up to date."""
    assert visit.tools.analyse is not None
    assert visit.tools.build_index is not None
    try:
        with st.spinner("Reading the essay …"):
            debate = analyse_apart(visit.tools.analyse, own.draft, visit.settings)
    except UserError as error:
        raise UserError(_without_folder(error.message, own.folder), error.hint) from error
    words = max(len(essay.text.split()) for essay in debate.essays)
    if words > _MOST_WORDS:
        raise UserError(
            f"The essay has {words:,} words; {_MOST_WORDS:,} is the most.", "Bring a part of it."
        )
    summary = build_with_bar(visit.tools.build_index, own.draft, visit.settings)
    st.session_state["bring_proposals"] = {
        proposal.essay: (proposal.position, proposal.sentences) for proposal in summary.proposals
    }


def _without_folder(message: str, folder: Path) -> str:
    """A message without the server's paths in it."""
    return message.replace(f"{folder.resolve()}/", "").replace(f"{folder}/", "")
