"""The versions of an index on disk: starting one, and clearing away those nobody needs."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import shutil
from pathlib import Path

from assistant.errors import DebateError
from assistant.index_folder import POINTER, VERSIONS, hold_version
from assistant.index_info import EMBEDDED

STORE_FILE = (
    "store.json"  # written first: says where a version's vectors are, even an unfinished one
)


def current_name(folder: Path) -> str | None:
    """The version that answers now, or None."""
    try:
        return (folder / POINTER).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return None


def start_version(folder: Path, digest: str, store: str) -> Path:
    """A new, empty version folder; nobody reads it until it is pointed to."""
    version = folder / VERSIONS / f"{digest[:12]}-{secrets.token_hex(3)}"
    version.mkdir(parents=True)
    (version / STORE_FILE).write_text(json.dumps({"store": store}), encoding="utf-8")
    return version


def remove_versions(folder: Path, keep: set[str | None]) -> None:
    """Delete every version but these; what somebody reads now is left for the next time."""
    versions = folder / VERSIONS
    if not versions.is_dir():
        return
    for version in sorted(versions.iterdir()):
        if version.name in keep:
            continue
        with contextlib.suppress(BlockingIOError, FileNotFoundError):
            held = hold_version(version, alone=True)
            remove_version(version)
            if held is not None:
                os.close(held)


def remove_version(version: Path) -> None:
    """Delete a version's files, and its collections where they are on a server."""
    try:
        store = json.loads((version / STORE_FILE).read_text(encoding="utf-8"))["store"]
    except (OSError, ValueError, KeyError):
        store = EMBEDDED
    if store.startswith("http"):
        from assistant.chroma_store import ChromaStore

        try:
            server = ChromaStore.server(store, version.name)
            server.remove()
            server.close()
        except DebateError:
            return
    shutil.rmtree(version, ignore_errors=True)
