"""A visitor's own copy of the debate folder, with the essays they brought to it.

    data_dir/visitors/<key>/draft/    a copy with one essay that is still being looked at
    data_dir/visitors/<key>/debate/   the copy that answers this visitor, once there is one

The shared folder is never written to; giving back the last own essay removes the copy.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from assistant.domain import Debate
from assistant.errors import UserError
from assistant.index_folder import index_folder
from assistant.settings import Settings
from assistant.spoken import Spoken

PREFIX = "zz-brought-"  # of files that a visitor brought: last, so no essay changes its hue
MOST_ESSAYS = 5  # that one visitor may bring
_LONGEST_FRONT = 20_000  # characters: some tens of milliseconds of PyYAML
_DEEPEST_FRONT = 20
_OPENING = (
    yaml.BlockMappingStartToken | yaml.BlockSequenceStartToken
    | yaml.FlowMappingStartToken | yaml.FlowSequenceStartToken
)  # fmt: skip
_CLOSING = yaml.BlockEndToken | yaml.FlowMappingEndToken | yaml.FlowSequenceEndToken
MOST_BYTES = 5 * 1024 * 1024  # of one of them
_FENCE = re.compile(r"\A\ufeff?---[ \t]*\r?\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.S | re.M)


@dataclass(frozen=True, slots=True)
class OwnDebate:
    """The folders of one visitor, beside the shared one they are copied from."""

    folder: Path
    shared: Path
    settings: Settings

    @property
    def corpus(self) -> Path:
        return self.folder / "debate"

    @property
    def draft(self) -> Path:
        return self.folder / "draft"

    def brought(self, corpus: Path | None = None) -> list[Path]:
        """The essay files that the visitor brought."""
        essays = (corpus or self.corpus) / "essays"
        return sorted(p for p in essays.glob(f"{PREFIX}*") if p.suffix != ".yaml")

    def start_draft(self, content: bytes, suffix: str, slug: str, facts: Mapping[str, Any]) -> None:
        """Lay a copy of the debate beside the real one, with the new essay in it.

        Raises:
            UserError: too many essays, or too large a one, or an empty one.
        """
        if len(self.brought()) >= MOST_ESSAYS:
            raise UserError(
                f"You have brought {MOST_ESSAYS} essays already.", "Take one away first."
            )
        largest = min(MOST_BYTES, self.settings.max_essay_bytes)
        if len(content) > largest:
            raise UserError(
                f"The essay has {len(content) / 1e6:.1f} MB; {largest / 1e6:.0f} MB is the most.",
                "Save it without pictures, or as plain text.",
            )
        if not content.strip():
            raise UserError("The essay is empty.", "Choose another file, or paste the text.")
        base = self.corpus if self.corpus.is_dir() else self.shared
        shutil.rmtree(self.draft, ignore_errors=True)
        self.draft.mkdir(parents=True)
        shutil.copyfile(base / "debate.yaml", self.draft / "debate.yaml")
        for part in ("essays", "points"):  # the others' readings go along
            (self.draft / part).mkdir()
            for path in (base / part).iterdir() if (base / part).is_dir() else ():
                if path.is_file() and not path.is_symlink():
                    shutil.copyfile(path, self.draft / part / path.name)
        path = self.draft / "essays" / f"{PREFIX}{slug}{suffix}"
        path.write_bytes(content)
        state_facts(path, {"slug": slug, **facts})

    def drafted(self) -> Path | None:
        """The essay file that is being looked at, if one is."""
        before = {path.name for path in self.brought()}
        return next((p for p in self.brought(self.draft) if p.name not in before), None)

    def reading(self, slug: str, corpus: Path | None = None) -> Path:
        """Where the points of an essay are kept, if somebody has read it."""
        return (corpus or self.draft) / "points" / f"{slug}.yaml"

    def adopt_draft(self) -> None:
        """The draft becomes the visitor's debate."""
        shutil.rmtree(self.corpus, ignore_errors=True)
        self.draft.rename(self.corpus)

    def drop_draft(self) -> None:
        """Forget the essay that was being looked at, and its index."""
        shutil.rmtree(index_folder(self.draft, self.settings), ignore_errors=True)
        shutil.rmtree(self.draft, ignore_errors=True)

    def take_away(self, name: str) -> bool:
        """Remove an essay by its file's name; whether any own essay is left."""
        for path in self.brought():
            if path.name == name:
                path.with_suffix(".yaml").unlink(missing_ok=True)
                path.unlink()
                slug = path.stem.removeprefix(PREFIX)
                self.reading(slug, self.corpus).unlink(missing_ok=True)
        if not self.brought():
            self.remove()
            return False
        return True

    def remove(self) -> None:
        """Remove everything, indexes too."""
        for corpus in (self.draft, self.corpus):
            shutil.rmtree(index_folder(corpus, self.settings), ignore_errors=True)
        shutil.rmtree(self.folder, ignore_errors=True)


def free_slug(wanted: str, debate: Debate) -> str:
    """A slug made of a title or file name, which no essay of the debate has."""
    base = re.sub(r"[^a-z0-9]+", "-", wanted.casefold()).strip("-")[:40].strip("-") or "essay"
    taken = {essay.slug for essay in debate.essays}
    return next(s for s in (base, *(f"{base}-{n}" for n in range(2, 99))) if s not in taken)


def state_facts(path: Path, facts: Mapping[str, Any]) -> None:
    """Write what the visitor says of an essay: into its front matter, or a file beside it."""
    said, body = _stated(path)
    stated = _dump({**said, **facts})
    if len(stated) > _LONGEST_FRONT:
        raise UserError("That is more than can be kept about one essay.", "Correct its text first.")
    if body is None:
        path.with_suffix(".yaml").write_text(stated, encoding="utf-8")
    else:
        path.write_text(f"---\n{stated}---\n\n{body}", encoding="utf-8")


def _stated(path: Path) -> tuple[dict[str, Any], str | None]:
    """What is said of an essay, and the text below it; None where a file beside it says it."""
    if path.suffix == ".md":
        text = _decoded(path.read_bytes())
        head = _FENCE.match(text)
        return (_load(head.group(1)), text[head.end() :]) if head else ({}, text)
    sidecar = path.with_suffix(".yaml")
    return _load(sidecar.read_text(encoding="utf-8")) if sidecar.is_file() else {}, None


def spoken(path: Path) -> list[Spoken]:
    """Who says what in a brought essay by the visitor's word; the file has been read before."""
    return [
        Spoken(entry["words"], entry["by"], int(entry["place"]) if "place" in entry else None)
        for entry in _stated(path)[0].get("spoken") or ()
    ]


def state_spoken(path: Path, given: Sequence[Spoken]) -> None:
    """Keep who says what in the essay's front matter, or in the file beside it."""
    entries = [
        {"words": one.words, "by": one.by, **({"place": one.place} if one.place else {})}
        for one in given
    ]
    state_facts(path, {"spoken": entries})


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UserError(
            "The file is not UTF-8 text.", "Save it anew as UTF-8, or paste the text."
        ) from error


def _load(text: str) -> dict[str, Any]:
    """What was said before; anything but keys and values is left to the ingest to complain of."""
    if len(text) > _LONGEST_FRONT:
        raise UserError("The front matter is too long.", f"Keep it to {_LONGEST_FRONT} characters.")
    try:
        depth = 0
        for token in yaml.scan(text, Loader=yaml.BaseLoader):
            if isinstance(token, yaml.AliasToken | yaml.AnchorToken | yaml.TagToken):
                raise UserError(
                    "The front matter refers to itself or names a type.", "Write plain texts."
                )
            depth += isinstance(token, _OPENING) - isinstance(token, _CLOSING)
            if depth > _DEEPEST_FRONT:
                raise UserError("The front matter is nested too deeply.", "Write plain texts.")
        said = yaml.load(text, Loader=yaml.BaseLoader)  # texts, lists and mappings only
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise UserError("The front matter is not valid YAML.", "Mend or remove it.") from error
    return said if isinstance(said, dict) else {}


def _dump(facts: Mapping[str, Any]) -> str:
    kept = {key: value for key, value in facts.items() if value not in (None, "", [], ())}
    return yaml.safe_dump(kept, allow_unicode=True, sort_keys=False)


def voice_entries(rows: Sequence[tuple[str, str]]) -> list[dict[str, str]]:
    """The `voices` key from names and attitudes; rows without a name are left out."""
    return [{"name": name.strip(), "attitude": attitude} for name, attitude in rows if name.strip()]
