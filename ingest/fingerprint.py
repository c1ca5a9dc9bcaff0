"""What an index depends on, as digests: equal digests mean that there is nothing to do."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path

import assistant
import ingest
from assistant.domain import Debate
from assistant.index_files import FORMAT
from assistant.index_info import EMBEDDED
from assistant.settings import Settings
from assistant.stored_debate import pack_debate

# What the assistant's own code has to do with an index.
_SHARED = (
    "chroma_store.py",
    "domain.py",
    "lexical.py",
    "points.py",
    "spoken.py",
    "stored_debate.py",
    "words.py",
)


@cache
def code_digest() -> str:
    """A digest of the code that analyses essays: a better analysis is a reason to ingest again."""
    whole = hashlib.sha256()
    ours, shared = Path(ingest.__path__[0]), Path(assistant.__path__[0])
    for path in sorted([*ours.rglob("*.py"), *(shared / name for name in _SHARED)]):
        whole.update(f"{path.name}\0".encode() + path.read_bytes())
    return whole.hexdigest()


def essay_digest(file: str, debate: str, reading: str) -> str:
    """Everything that the analysis of one essay depends on."""
    return _digest([file, debate, reading, code_digest()])


def request_digest(content: str, model: str, settings: Settings) -> str:
    """Everything that goes into an ingest, before any of it is read: contents, code, settings."""
    parts = [
        FORMAT,
        content,
        code_digest(),
        model,
        settings.embedding_model,
        settings.chroma_url or EMBEDDED,
        settings.max_essay_bytes,
    ]
    return _digest(parts)


def index_digest(debate: Debate, model: str) -> str:
    """What answers depend on: the analysed debate, the model, the format."""
    return _digest([FORMAT, model, pack_debate(debate)])


def _digest(parts: object) -> str:
    text = json.dumps(parts, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()
