"""The model's reply read as it comes in: one proposed statement for each whole JSON object."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

MOST_STATEMENTS = 24
LONGEST_TEXT = 500  # characters of one statement
_MARKER = re.compile(r"\s*\[(?:P?\d{1,3}(?:\s*,\s*P?\d{1,3})*)\]")


@dataclass(frozen=True, slots=True)
class Proposed:
    """A sentence that the model would like to say, and what it says that it rests on."""

    text: str
    layer: str
    passage: str = ""
    quotation: str = ""


def proposals(pieces: Iterable[str]) -> Iterator[Proposed]:
    """Every well-formed object of a stream, as soon as it is whole; all else is passed over."""
    decoder = json.JSONDecoder()
    buffer = ""
    count = 0
    for piece in pieces:
        buffer += piece
        while count < MOST_STATEMENTS:
            start = buffer.find("{")
            if start < 0:
                buffer = ""
                break
            try:
                found, end = decoder.raw_decode(buffer, start)
            except ValueError:
                broken = buffer.find("\n{", start + 1)
                if broken < 0:
                    buffer = buffer[start:]
                    break
                buffer = buffer[broken + 1 :]  # an object that was never closed
                continue
            buffer = buffer[end:]
            proposed = _proposed(found)
            if proposed:
                count += 1
                yield proposed


def _proposed(found: Any) -> Proposed | None:
    if not isinstance(found, dict):
        return None
    fields = {key: found.get(key, "") for key in ("text", "layer", "passage", "quotation")}
    if not all(isinstance(value, str) for value in fields.values()):
        return None
    text = _MARKER.sub("", re.sub(r"\s+", " ", fields["text"])).strip()
    if not text or len(text) > LONGEST_TEXT:
        return None
    layer = "assistant" if fields["layer"] == "assistant" else "essays"
    quotation = re.sub(r"\s+", " ", fields["quotation"]).strip(" \"“”'‘’")
    return Proposed(text, layer, fields["passage"].strip(), quotation)
