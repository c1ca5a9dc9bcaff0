"""What an ingest takes over from the index that answers now."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from assistant.domain import Debate, Essay
from assistant.errors import DebateError
from assistant.index_files import DEBATE_FILE, VersionFiles
from assistant.index_folder import VERSIONS
from assistant.index_info import read_own_info
from assistant.stored_debate import unpack_debate
from ingest.summary import Proposal, unpack_proposal
from ingest.versions import current_name


@dataclass(frozen=True, slots=True)
class Previous:
    """The index that answers now, as far as it can be taken over."""

    request: str
    digests: dict[str, str]  # by slug: of all that an essay's analysis depends on
    debate: Debate
    proposals: tuple[Proposal, ...]
    notes: dict[str, tuple[str, ...]]  # by slug: what was left out


def read_previous(folder: Path) -> Previous | None:
    """The current version; None where there is none, or it is damaged or of another format."""
    name = current_name(folder)
    if name is None:
        return None
    files = VersionFiles(folder / VERSIONS / name, "python -m ingest")
    try:
        info = read_own_info(files)
        if info is None:
            return None
        debate = unpack_debate(files.read_json(DEBATE_FILE))
        proposals = tuple(unpack_proposal(packed) for packed in info["proposals"])
        notes = {slug: tuple(map(str, of)) for slug, of in info.get("notes", {}).items()}
        return Previous(info["request"], info["digests"], debate, proposals, notes)
    except (DebateError, OSError, LookupError, TypeError, ValueError, AttributeError):
        return None


def take_over(previous: Previous | None, slug: str, digest: str) -> Essay | None:
    """An essay as it was analysed before, if nothing that this depended on has changed.

    A proposed position leans on the whole debate, so such an essay is always read again.
    """
    if previous is None or previous.digests.get(slug) != digest:
        return None
    essay = previous.debate.essay(slug)
    return None if essay.position_is_proposed else essay
