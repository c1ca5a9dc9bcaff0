"""What an essay's owner says about it: YAML front matter, or a sidecar file of the same keys."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import cast, get_args

from assistant.domain import Attitude, ListedVoice
from assistant.errors import CorpusError
from ingest.yaml_file import Mapping, read_yaml

TEXTS = ("slug", "title", "author", "publisher", "date", "url", "note", "position", "thesis")
KEYS = (*TEXTS, "voices")
ATTITUDES = tuple(attitude for attitude in get_args(Attitude) if attitude != "own")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The owner's word on one essay; every field may be absent."""

    slug: str | None = None
    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    date: str | None = None
    url: str | None = None
    note: str | None = None
    position: str | None = None
    thesis: str | None = None
    voices: tuple[ListedVoice, ...] = ()
    slug_line: int | None = None
    thesis_line: int | None = None


def parse_front_matter(
    text: str, path: Path, positions: Collection[str], first_line: int = 0
) -> FrontMatter:
    """The front matter in a YAML text; `first_line` lines of the file stand above it."""
    front = read_yaml(text, path, "the front matter", KEYS, first_line)
    position = front.text("position")
    if position is not None and position not in positions:
        raise CorpusError(
            path,
            f"unknown position `{position}`",
            f"Use one of: {', '.join(positions)}; or leave it out to have one proposed.",
            front.lines["position"],
        )
    fields = {key: front.text(key) for key in TEXTS}
    return FrontMatter(
        **fields,
        voices=_voices(front),
        slug_line=front.lines.get("slug"),
        thesis_line=front.lines.get("thesis"),
    )


def _voices(front: Mapping) -> tuple[ListedVoice, ...]:
    listed: list[ListedVoice] = []
    for node in front.items("voices"):
        entry = front.mapping(node, "an entry of `voices`", ("name", "attitude"))
        name = entry.required("name", "Write `- {name: Jane Doe, attitude: endorses}`.")
        attitude = entry.text("attitude")
        if attitude is not None and attitude not in ATTITUDES:
            raise entry.error(
                f"unknown attitude `{attitude}`",
                f"Use one of: {', '.join(ATTITUDES)}; or leave it out.",
                entry.nodes["attitude"],
            )
        if any(voice.name == name for voice in listed):
            raise entry.error(f"the voice `{name}` is listed twice", "Keep one.", node)
        listed.append(ListedVoice(name, cast("Attitude | None", attitude)))
    return tuple(listed)
