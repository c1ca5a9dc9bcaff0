"""Sentences of an essay that speak to the machine that reads it, not to its readers."""

from __future__ import annotations

import re

from assistant.understanding.disguise import is_order

_TO_A_MACHINE = re.compile(
    r"(?i)\b(?:your|the|every|each) (?:next )?(?:answer|reply|response|output|summary)\b"
    r"|\bwhen(?:ever)? you (?:summari[sz]e|answer|reply|respond|translate|quote)\b"
    r"|\byour (?:prompt|instructions|system message)\b|\b(?:assistant|language model"
    r"|chatbot)s?\b[:,]"
)


def orders_about(text: str) -> bool:
    """Whether a text tells an assistant what to do: it is shown to no model, and proves nothing."""
    return is_order(text) or bool(_TO_A_MACHINE.search(text))
