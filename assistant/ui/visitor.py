"""Who is visiting: known by a secret in a cookie that no script can read, kept only as a digest."""

from __future__ import annotations

import hashlib
import secrets

import streamlit as st

from assistant.ui.security import VISITOR_COOKIE

_SECRET = "visitor_secret"


def visitor_key() -> str:
    """The digest under which this visitor's conversations are stored.

    A browser that keeps no cookies is a new visitor in every session.
    """
    if _SECRET not in st.session_state:
        cookie = st.context.cookies.get(VISITOR_COOKIE)
        known = isinstance(cookie, str) and cookie
        st.session_state[_SECRET] = known or secrets.token_urlsafe(32)
    secret: str = st.session_state[_SECRET]
    return hashlib.sha256(secret.encode()).hexdigest()
