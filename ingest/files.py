"""Reads a file of a debate folder, and refuses what has no place in one."""

from __future__ import annotations

from pathlib import Path

from assistant.errors import CorpusError


def lies_inside(path: Path, corpus: Path) -> bool:
    """Whether a path stays in the corpus, links followed.

    Raises:
        CorpusError: a link that leads to itself.
    """
    try:
        return path.resolve().is_relative_to(corpus.resolve())
    except (OSError, RuntimeError) as error:
        raise CorpusError(path, "it is a link to itself", "Put the file itself here.") from error


def read_bytes(path: Path, corpus: Path, limit: int) -> bytes:
    """The file's content, which lies inside the corpus and is at most `limit` bytes long.

    A link out of the folder could put any file of this machine before every reader.
    """
    if not lies_inside(path, corpus):
        raise CorpusError(path, "it leads outside the debate folder", "Copy the file itself here.")
    if not path.is_file():  # a folder, a broken link, or a pipe that would never end
        raise CorpusError(path, "it is not a readable file", "Put the file itself here.")
    try:
        with path.open("rb") as file:
            content = file.read(limit + 1)
    except OSError as error:
        problem = f"it cannot be read ({error.strerror})"
        raise CorpusError(path, problem, "Check its permissions.") from error
    if len(content) > limit:
        raise CorpusError(
            path,
            f"the file is over the limit of {limit:,} bytes",
            "Split it, or raise DEBATE_MAX_ESSAY_BYTES.",
        )
    if not content.strip():
        raise CorpusError(path, "the file is empty", "Supply its text, or remove the file.")
    return content
