"""What an essay's owner says about it: YAML front matter, or a sidecar file of the same keys."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast, get_args

from assistant.domain import Attitude, ListedVoice
from assistant.errors import CorpusError
from ingest import yaml_file

_TEXTS = ("slug", "title", "author", "publisher", "date", "url", "note", "position", "thesis")
KEYS = (*_TEXTS, "voices")
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
    path: Path = Path()  # where it stands, and on which line each key
    lines: Mapping[str, int] = field(default_factory=dict)


def split_front_matter(text: str, path: Path) -> tuple[str, str]:
    """Front matter and the text below; the first is empty where the essay begins at once."""
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        return "", text
    for number, line in enumerate(lines[1:], start=1):
        if line.rstrip() in {"---", "..."}:
            return "\n".join(lines[1:number]), "\n".join(lines[number + 1 :])
    raise CorpusError(path, "the front matter does not end", "Close it with a line `---`.", 1)


def parse_front_matter(
    text: str, path: Path, positions: Collection[str], lines_above: int = 0
) -> FrontMatter:
    """The front matter that a YAML text holds; the file has `lines_above` lines before it."""
    front = yaml_file.read_yaml(text, path, "the front matter", KEYS, lines_above)
    fields = {key: front.text(key) for key in _TEXTS}
    position, url = fields["position"], fields["url"]
    if position is not None and position not in positions:
        raise front.error(
            f"unknown position `{position}`",
            f"Use one of: {', '.join(positions)}; or leave it out to have one proposed.",
            front.nodes["position"],
        )
    if url is not None and not url.lower().startswith(("https://", "http://")):
        hint = "Begin it with https:// or leave it out."
        raise front.error("`url` is not a web address", hint, front.nodes["url"])
    return FrontMatter(**fields, voices=_voices(front), path=path, lines=front.lines)


def _voices(front: yaml_file.Mapping) -> tuple[ListedVoice, ...]:
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
            raise entry.error(f"the voice `{name}` is listed twice", "Keep one of them.", node)
        listed.append(ListedVoice(name, cast("Attitude | None", attitude)))
    return tuple(listed)
