"""A campaign of damage: every file of an index, and the vectors beside it, spoilt in five ways.

After each fault the answers are those from before, or there is an error with a remedy; `--check`
names the fault, and `--rebuild` mends it.
"""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import numpy as np

from assistant.debate import open_debate
from assistant.errors import DebateError
from assistant.index_files import CHROMA_FOLDER
from assistant.index_folder import index_folder
from assistant.settings import Settings
from ingest.cache import FILE as CACHE_FILE
from ingest.doctor import check_index
from ingest.indexing import build_index

KINDS = ("flip", "truncate", "zero", "delete", "permute")
_BLOCK = 64  # bytes that are moved together; SQLite's pages are moved whole
_PAGE = 4096
_ESSAYS = 2  # of the debate: the fewer, the more faults an hour


@dataclass(frozen=True, slots=True)
class Fault:
    """One file spoilt in one way, and all that went wrong afterwards."""

    file: str
    kind: str
    wrong: tuple[str, ...]


def small_copy(corpus: Path, folder: Path) -> Path:
    """A debate folder of the shortest essays, without their readings."""
    essays = sorted((corpus / "essays").glob("*.md"), key=lambda path: path.stat().st_size)
    (folder / "essays").mkdir(parents=True)
    shutil.copy(corpus / "debate.yaml", folder)
    for essay in essays[:_ESSAYS]:
        shutil.copy(essay, folder / "essays")
    return folder


def spoil(path: Path, kind: str, chance: random.Random) -> None:
    """Damage a file; whatever the kind, its content is another one afterwards."""
    content = path.read_bytes()
    size = len(content)
    if kind == "delete" or not size:
        path.unlink()
    elif kind == "truncate":
        path.write_bytes(content[: chance.randrange(size)])
    elif kind == "flip":
        spoilt = bytearray(content)
        spoilt[chance.randrange(size)] ^= 1 << chance.randrange(8)
        path.write_bytes(spoilt)
    elif kind == "zero":
        start = chance.randrange(size)
        path.write_bytes(
            content[:start] + bytes(min(_PAGE, size - start)) + content[start + _PAGE :]
        )
    else:
        step = _PAGE if "sqlite" in path.name else min(_BLOCK, max(1, size // 4))
        blocks = [content[start : start + step] for start in range(0, size, step)]
        chance.shuffle(blocks)
        path.write_bytes(b"".join(blocks))
    if path.exists() and path.read_bytes() == content:
        spoil(path, "flip", chance)  # nothing to exchange, or zero all over


def campaign(corpus: Path, folder: Path, count: int, seed: int = 0) -> Iterator[Fault]:
    """So many faults, each file in each way before any comes again; all below an empty folder."""
    chance = random.Random(seed)
    debate = small_copy(corpus, folder / "debate")
    sound, spoilt = (Settings(data_dir=folder / name) for name in ("sound", "spoilt"))
    build_index(debate, sound)
    before = _behaviour(debate, sound)
    files = [
        path.relative_to(sound.data_dir)
        for top in (index_folder(debate, sound), sound.data_dir / CACHE_FILE)
        for path in (top.rglob("*") if top.is_dir() else [top])
        if path.is_file() and path.suffix != ".lock"
    ]
    pairs = [(name, kind) for name in sorted(files) for kind in KINDS]
    chance.shuffle(pairs)
    for name, kind in islice(cycle(pairs), count):
        shutil.rmtree(spoilt.data_dir, ignore_errors=True)
        shutil.copytree(sound.data_dir, spoilt.data_dir)
        spoil(spoilt.data_dir / name, kind, chance)
        harmless = CHROMA_FOLDER in name.parts or name.name == CACHE_FILE
        yield Fault(str(name), kind, tuple(_wrong(debate, spoilt, before, harmless=harmless)))


def _wrong(debate: Path, settings: Settings, before: Any, *, harmless: bool) -> Iterator[str]:
    """What is wrong with how a damaged index behaves; `harmless`: the damage may hit nothing."""
    told = False
    try:
        if not _same(_behaviour(debate, settings), before):
            yield "silently other answers"
    except DebateError as error:
        told = True
        if not error.hint:
            yield f"no remedy is named: {error}"
    except Exception as error:  # whatever comes is what is being looked for
        yield f"asking: {type(error).__name__}: {error}"
    try:
        found = check_index(debate, settings)
    except DebateError as error:
        found = [error.message]
    except Exception as error:
        found = [f"{type(error).__name__}"]
        yield f"--check: {type(error).__name__}: {error}"
    if not found and (told or not harmless):
        yield "--check finds nothing"
    try:
        build_index(debate, settings, rebuild=True)
        if not _same(_behaviour(debate, settings), before):
            yield "other answers after --rebuild"
        if harmless and (found := check_index(debate, settings)):
            yield f"not mended by --rebuild: {found}"
    except Exception as error:
        yield f"--rebuild: {type(error).__name__}: {error}"


def _behaviour(debate: Path, settings: Settings) -> tuple[str, list[Any]]:
    """Answers and a verdict as text, and the vectors that they came from."""
    assistant = open_debate(debate, settings)
    try:
        asked = [assistant.debate.question, *assistant.debate.starters[:2]]
        replies = [assistant.ask(question).to_json() for question in asked]
        replies.append(assistant.check(assistant.debate.sides[0].statement).to_json())
        for reply in replies:
            reply.pop("timings_ms", None)
        vectors = [assistant.index.point_vectors, assistant.index.accord_vectors]
        return json.dumps(replies), [np.array(array) for array in vectors]
    finally:
        assistant.index.close()


def _same(one: tuple[str, list[Any]], other: tuple[str, list[Any]]) -> bool:
    return one[0] == other[0] and all(
        np.allclose(mine, yours, atol=1e-5) for mine, yours in zip(one[1], other[1], strict=True)
    )
