"""Where a corpus's index lies on disk, and which of its versions is the current one.

    data_dir/indexes/<readable name>-<digest of the corpus's path>/
        current              one line: the name of the version that answers
        write.lock           held by whoever ingests
        versions/<digest>-<nonce>/   immutable once `current` names it

A version is written beside the old one, and `current` is replaced in one step: a reader sees the
old index or the new one, never a mixture, and a killed writer leaves only an unnamed folder.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import shlex
from pathlib import Path

from assistant.errors import Fault, IndexMissing, UserError
from assistant.settings import CHECKOUT, Settings

POINTER = "current"
VERSIONS = "versions"
_VERSION = re.compile(r"\w[\w.-]{0,99}")


def real_path(path: Path) -> Path:
    """The path in full, without `~` and links; UserError where it leads nowhere."""
    try:
        return path.expanduser().resolve()
    except (OSError, RuntimeError) as error:
        raise UserError(f"{path} leads nowhere ({error})", "name another folder") from error


def index_folder(corpus: Path, settings: Settings) -> Path:
    """The folder of that corpus's index; it need not exist."""
    resolved = real_path(corpus)
    digest = hashlib.sha256(os.fsencode(resolved)).hexdigest()[:12]
    readable = re.sub(r"[^A-Za-z0-9]+", "-", resolved.name).strip("-").lower()[:32] or "corpus"
    return real_path(settings.data_dir) / "indexes" / f"{readable}-{digest}"


def ingest_command(corpus: Path, settings: Settings) -> str:
    """The command that builds this corpus's index, as the user can type it."""
    resolved = real_path(corpus)
    if resolved == (CHECKOUT / "corpus").resolve():
        return "python -m ingest"
    return f"python -m ingest --corpus {shlex.quote(str(corpus))}"


def current_version(corpus: Path, settings: Settings) -> Path:
    """The version folder that answers now; IndexMissing where nobody has ingested."""
    folder = index_folder(corpus, settings)
    try:
        name = (folder / POINTER).read_text(encoding="utf-8").strip()
        if not _VERSION.fullmatch(name):
            raise ValueError(f"no version is called {name!r}")
    except (FileNotFoundError, NotADirectoryError):
        raise missing(corpus, settings) from None
    except ValueError as error:  # not UTF-8 among them
        raise Fault(
            f"{folder / POINTER} is damaged",
            f"rebuild the index with: {ingest_command(corpus, settings)} --rebuild",
        ) from error
    except OSError as error:
        raise unreachable(folder, error) from error
    return folder / VERSIONS / name


def hold_version(version: Path, *, alone: bool = False) -> int | None:
    """A descriptor that keeps a version as it is until it is closed.

    Readers share a version; whoever deletes it holds it alone. None where there are no such locks,
    on Windows or some network drives: there only the version before the current one is kept.

    Raises:
        BlockingIOError: it is about to be deleted or, for `alone`, being read.
        FileNotFoundError: it is gone.
    """
    try:
        import fcntl
    except ImportError:
        return None
    descriptor = os.open(version, os.O_RDONLY)
    try:
        kind = fcntl.LOCK_EX if alone else fcntl.LOCK_SH
        fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
    except OSError as error:
        os.close(descriptor)
        if isinstance(error, BlockingIOError):
            raise
        return None
    return descriptor


def unreachable(path: Path, error: OSError) -> UserError:
    """What to say where the operating system refuses: nothing is damaged, so nothing is rebuilt."""
    remedy = "free some disk space"
    if error.errno not in {errno.ENOSPC, errno.EDQUOT}:
        remedy = "make the folder yours to read and write"
    return UserError(
        f"{path} cannot be opened ({error.strerror or error})",
        f"{remedy}, or set DEBATE_DATA_DIR to another folder",
    )


def missing(corpus: Path, settings: Settings) -> IndexMissing:
    """The error that names the command to run."""
    if not corpus.expanduser().is_dir():
        return IndexMissing(
            f"there is no debate folder {corpus}",
            "name a folder that holds debate.yaml and essays/ with --corpus DIR",
        )
    return IndexMissing(
        f"the debate in {corpus} has no index yet",
        f"build it with: {ingest_command(corpus, settings)}",
    )


def point_to(version: Path) -> None:
    """Make that version the one that answers, in one step, and only once it is on the disk."""
    folder = version.parent.parent
    fresh = folder / f".{POINTER}.new"
    with fresh.open("w", encoding="utf-8") as file:
        file.write(f"{version.name}\n")
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(folder / POINTER)
    _sync_folder(folder)


def sync_version(version: Path) -> None:
    """Wait until every file of a version is on the disk."""
    for path in version.rglob("*"):
        if path.is_file():
            with path.open("rb") as file:
                os.fsync(file.fileno())
        else:
            _sync_folder(path)
    _sync_folder(version)
    _sync_folder(version.parent)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
