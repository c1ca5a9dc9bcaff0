"""My business: a few sentences on the visitor's own company, taken into every answer while on."""

from __future__ import annotations

from zlib import crc32

import streamlit as st

from assistant.ui.markup import tag
from assistant.ui.visit import Visit

LONGEST = 1500  # characters
_INVITATION = "Tell me about your business: what, who pays, what worries you"
_EXAMPLE = "We sell a payroll service to small bakeries, ten months of runway, few come back …"


def draw_business(visit: Visit, place: str) -> None:
    """The line that invites it or, once told, says so; `place` keeps two of them apart."""
    told = visit.told_business
    with st.container(
        horizontal=True, key=f"business-{place}", gap="small", vertical_alignment="center"
    ):
        popover = st.popover(
            "My business" if told or place == "sidebar" else _INVITATION,
            icon=":material/storefront:",
            type="tertiary",
            key=f"business-{place}-open",
        )
        if told:
            st.toggle(
                "Use it",
                bool(visit.business),
                key=f"business-{place}-use-{visit.uses_business}",
                on_change=_switch,
                args=(visit,),
                help="Answers then pick the conditions that fit your business, and say so.",
            )
        if told and place != "sidebar":
            short = told if len(told) <= 90 else told[:90].rpartition(" ")[0] + " …"
            st.html(tag("p", f"“{short}”", cls="d-note"), width="stretch")
    with popover, st.form(f"business-form-{place}", border=False):
        key = f"business-{place}-text-{crc32(told.encode())}"  # else what was shown first stays
        st.text_area(
            "In your own words",
            told,
            height=140,
            max_chars=LONGEST,
            placeholder=_EXAMPLE,
            key=key,
        )
        st.form_submit_button("Save", type="primary", on_click=_save, args=(visit, key))
        st.caption("Kept for you alone, on this server. Empty it to forget it.")


def tell(visit: Visit, text: str) -> None:
    """Keep what the visitor says of the business, and use it."""
    visit.prefer(business=text.strip()[:LONGEST], use_business=True)


def _save(visit: Visit, key: str) -> None:
    tell(visit, str(st.session_state.get(key, "")))


def _switch(visit: Visit) -> None:
    visit.prefer(use_business=not visit.uses_business)
