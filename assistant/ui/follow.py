"""Brings one element of the page into view: the question just asked, or a passage in its essay.

Streamlit can only scroll to the end of a page, which for a long answer is the wrong end. These few
lines of script are ours, take an element's id, and touch nothing else.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import streamlit as st

_SCRIPT = """
const WAIT = 5000; // milliseconds for the element to appear
const SETTLE = 800; // milliseconds in which the page may still be taking its final shape

export default function ({ data, parentElement }) {
  const host = parentElement.host ?? parentElement;
  if (!data || host.dataset.shown === data.target) return;
  host.dataset.shown = data.target;
  let until = performance.now() + WAIT;
  let found = false;
  let theirs = false; // from the first touch on, the reader decides where the page stands
  const yield_ = () => { theirs = true; };
  const signs = ["wheel", "touchstart", "keydown", "pointerdown"];
  signs.forEach((sign) => addEventListener(sign, yield_, { passive: true, once: true }));
  const step = () => {
    if (theirs) return;
    const element = document.getElementById(data.target);
    if (element && !found) until = performance.now() + SETTLE;
    found ||= Boolean(element);
    element?.scrollIntoView({ block: data.block });
    if (performance.now() < until) requestAnimationFrame(step);
    else signs.forEach((sign) => removeEventListener(sign, yield_));
  };
  step();
}
"""


@lru_cache(maxsize=1)
def _component() -> Any:
    return st.components.v2.component("debate_follow", js=_SCRIPT)


def follow(target: str, *, block: str = "start") -> None:
    """Scroll once to the element with that id; drawn at the same place in every run."""
    with st.bottom, st.container(key="follow"):
        _component()(key="follow-component", data={"target": target, "block": block})
