"""My business: four lines on the visitor's own company, taken into every answer while on."""

from __future__ import annotations

import streamlit as st

from assistant.ui.visit import BUSINESS_FIELDS, Visit

_HINTS = {
    "building": "a payroll service for bakeries",
    "stage": "idea, first customers, growing …",
    "customers": "small bakeries, 5 to 20 people",
    "money": "ten months of runway",
}


def draw_business(visit: Visit) -> None:
    """The form, folded into the sidebar."""
    state = "on" if visit.business else "off"
    with st.expander(f"My business: {state}", icon=":material/storefront:", key="business"):
        draw_business_form(visit, "sidebar")


def draw_business_form(visit: Visit, place: str) -> None:
    """The form; what it holds is this visitor's only."""
    said = visit.preferences.get("business", {})
    with st.form(f"business-{place}", border=False):
        told = {
            key: st.text_input(
                label,
                said.get(key, ""),
                placeholder=_HINTS[key],
                max_chars=200,
                key=f"business-{place}-{key}",
            ).strip()
            for key, label in BUSINESS_FIELDS.items()
        }
        use = st.toggle(
            "Take it into account",
            visit.preferences.get("use_business", True),
            key=f"business-{place}-use",
        )
        st.caption("Answers then pick the conditions that the essays themselves state.")
        if st.form_submit_button("Save"):
            visit.prefer(business=told, use_business=use)
            st.rerun()
