"""What an index says of itself: which corpus, model and store, and how much it holds."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from assistant.errors import IndexMissing
from assistant.index_files import FORMAT, INFO_FILE, VersionFiles
from assistant.index_folder import ingest_command, missing
from assistant.manifest import has_changed, unpack_manifest
from assistant.settings import Settings

EMBEDDED = "embedded"  # the store's address where it is not a server's


@dataclass(frozen=True, slots=True)
class IndexInfo:
    """What an index was made of; `stale` says that the corpus has changed since."""

    corpus: str  # the resolved path
    version: str  # the version folder's name: a digest of debate, model and format, and a nonce
    digest: str  # of debate, model and format: equal digests, equal answers
    model: str
    dimension: int
    store: str  # EMBEDDED or a server's address
    essays: int
    voices: int
    sentences: int
    stale: bool = False


def read_info(files: VersionFiles, corpus: Path, settings: Settings) -> IndexInfo:
    """What a version says of itself; IndexMissing where these settings need another one."""
    stored = read_own_info(files)
    if stored is None:
        raise other_format(corpus, settings)
    command = ingest_command(corpus, settings)
    if stored["model_setting"] != settings.embedding_model:
        raise IndexMissing(
            f"the index of {corpus} was made with the model {stored['model_setting']}, "
            f"not {settings.embedding_model}",
            f"rebuild it with: {command}",
        )
    if stored["info"]["store"] != (settings.chroma_url or EMBEDDED):
        raise IndexMissing(
            f"the index of {corpus} is in another store ({stored['info']['store']})",
            f"rebuild it with: {command}",
        )
    if not corpus.expanduser().is_dir():
        raise missing(corpus, settings)
    manifest = unpack_manifest(stored["manifest"])
    stale = has_changed(corpus.expanduser().resolve(), manifest)
    return IndexInfo(**stored["info"], stale=stale)


def other_format(corpus: Path, settings: Settings) -> IndexMissing:
    """What to say of an index that another version of this program has written."""
    return IndexMissing(
        f"the index of {corpus} has the format of another version of this program",
        f"rebuild it with: {ingest_command(corpus, settings)}",
    )


def read_own_info(files: VersionFiles) -> dict[str, Any] | None:
    """All that a version says of itself; None where it is not of this format.

    Raises:
        Fault: it is damaged or lost.
    """
    path = files.folder / INFO_FILE
    try:  # unverified: other versions of this program knew no digests
        stored = json.loads(path.read_bytes())
    except (ValueError, FileNotFoundError):
        raise files.damaged(path) from None
    if not isinstance(stored, dict) or stored.get("format") != FORMAT:
        return None
    verified: dict[str, Any] = files.read_json(INFO_FILE)
    info = verified.get("info")
    said = {field.name for field in fields(IndexInfo)} - {"stale"}
    ours = isinstance(info, dict) and info.keys() == said
    return verified if ours and {"model_setting", "manifest"} <= verified.keys() else None


def pack_info(info: IndexInfo) -> dict[str, Any]:
    """JSON-ready data; whether it is stale is found at each opening."""
    packed = asdict(info)
    del packed["stale"]
    return packed
