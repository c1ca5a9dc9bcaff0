"""What an essay's owner says about it: front matter, or a sidecar file of the same keys.

Front matter is YAML; what other programs write at the head of a Markdown file is understood too
(TOML, JSON, EDN, MultiMarkdown, Pandoc), so that none of it is taken for the author's words.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import NamedTuple, cast, get_args

from assistant.domain import Attitude, ListedVoice
from assistant.errors import CorpusError
from assistant.spoken import Spoken
from ingest import yaml_file
from ingest.formats.edn import read_edn

_TEXTS = ("slug", "title", "author", "publisher", "date", "url", "note", "position", "thesis")
KEYS = (*_TEXTS, "voices", "spoken")
# What blog engines and note programs keep in front matter for themselves.
_FOR_OTHERS = frozenset(
    """
    alias aliases archived baseheaderlevel bibliography build categories category classoption
    comment comments cover coverimage created cssclass cssclasses css description
    disablecomments draft email excerpt expirydate featured featuredimage fontsize format
    geometry header header-includes hidden id image images keywords kind lang language lastmod
    layout license linktitle locale math menu mermaid modified nav_order nofeed noindex og
    og_image outline outputs params parent permalink pin pinned plugins published publishdate
    publish redirect_from resources robots sectionnumbers seo series showtoc sidebar sitemap
    social status sticky subtitle summary tag tags taxonomies template thumbnail toc twitter
    type uid updated uuid version weight htmlheader latexinput latexmode affiliation
    """.split()
)
_HEADS = frozenset({"title", "author", "date", "layout"})  # a MultiMarkdown header begins so
_MAIL = frozenset({"from", "to", "subject", "cc", "sent"})
_MMD_LINE = re.compile(r"([A-Za-z][\w-]*(?: [\w-]+){0,2}):(?:[ \t]|$)")
_COMMENT = re.compile(r"(?:\s+|<!--.*?-->)+", re.S)
_EDN = re.compile(r"\{\s*:[a-zA-Z][\w.-]*[\s,]+[\"\w:#\[{(]")
_JSON = re.compile(r'\{\s*"[^"\n]*"\s*:')
# A body of theirs is no Markdown either: what is a heading there would be an item here, and what
# is quoted there the author's own.
_FOREIGN = {
    "Org-mode": re.compile(r"(?:# .*\n\s*)*(?:#\+\w+:|:PROPERTIES:\s*\n)", re.IGNORECASE),
    "reStructuredText": re.compile(
        r"(?:(?:([=#*~^\"+-])\1{2,}[ \t]*\n)?[^\n]*\w[^\n]*\n([=#*~^\"+-])\2{2,}[ \t]*\n\s*)?"
        rf"(?::(?:{'|'.join((*_TEXTS, *sorted(_FOR_OTHERS)))}):\s|\.\. [\w-]+:)",
        re.IGNORECASE,
    ),
    "AsciiDoc": re.compile(r"= \w"),
    "LaTeX": re.compile(r"\\(?:documentclass|begin|title)\b"),
}
_FENCES = {
    "---": ("yaml", ("---", "...")),
    "---yaml": ("yaml", ("---",)),
    "---toml": ("toml", ("---",)),
    "---json": ("json", ("---",)),
    "---edn": ("edn", ("---",)),
    "+++": ("toml", ("+++",)),
    ";;;": ("json", (";;;",)),
}
_ENDED = {"+++": "Close it with a line `+++`.", ";;;": "Close it with a line `;;;`."}
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
    spoken: tuple[Spoken, ...] = ()
    path: Path = Path()  # where it stands, and on which line each key
    lines: Mapping[str, int] = field(default_factory=dict)
    ignored: tuple[str, ...] = ()  # keys that are other programs' matter


class Head(NamedTuple):
    """An essay file cut in two; `text` is empty where the essay begins at once."""

    text: str
    body: str
    notation: str = "yaml"
    lines_above: int = 0  # lines of the file before `text`


def split_front_matter(text: str, path: Path) -> Head:
    """Front matter and the text below; blank lines and comments may stand above it.

    Raises:
        CorpusError: the front matter has no end, or another notation than Markdown begins.
    """
    skipped = _COMMENT.match(text)
    start = skipped.end() if skipped else 0
    above = text.count("\n", 0, start)
    lines = text[start:].split("\n")
    fence = "".join(lines[0].split())
    if fence in _FENCES:
        return _fenced(text, lines, fence, above, path)
    rest = text[start:]
    for name, head in _FOREIGN.items():
        if head.match(rest):
            hint = "Convert it to Markdown, with pandoc for instance."
            raise CorpusError(path, f"essays cannot be read from {name}", hint, above + 1)
    if _EDN.match(rest) or _JSON.match(rest):
        return _braced(rest, above, path)
    if re.match(r"%(?:[ \t]|$)", lines[0]):
        return _counted(lines, "pandoc", above, lambda line: line[:1] in {"%", " ", "\t"})
    if _is_mmd(lines):
        return _counted(lines, "mmd", above, lambda line: bool(line.strip()))
    return Head("", text)


def _fenced(text: str, lines: list[str], fence: str, above: int, path: Path) -> Head:
    notation, closing = _FENCES[fence]
    for number, line in enumerate(lines[1:], start=1):
        if line.rstrip() in closing:
            head = "\n".join(lines[1:number])
            if above and notation == "yaml" and not re.match(r"[\w\"'-]+\s*:", head.strip()):
                break  # between two rules stands text
            return Head(head, "\n".join(lines[number + 1 :]), notation, above + 1)
    if above and notation == "yaml":
        return Head("", text)
    hint = _ENDED.get(fence, "Close it with a line `---`.")
    raise CorpusError(path, "the front matter does not end", hint, above + 1)


def _braced(text: str, above: int, path: Path) -> Head:
    notation = "edn" if _EDN.match(text) else "json"
    try:
        if notation == "edn":
            end = read_edn(text, 0)[1]
        else:
            end = json.JSONDecoder(parse_int=str).raw_decode(text)[1]
    except (ValueError, RecursionError) as error:
        hint = "Mend it, or write it as YAML between two lines `---`."
        problem = f"the front matter is not valid {notation.upper()}"
        raise CorpusError(path, problem, hint, above + 1) from error
    return Head(text[:end], text[end:], notation, above)


def _counted(lines: list[str], notation: str, above: int, belongs: Callable[[str], bool]) -> Head:
    end = next((n for n, line in enumerate(lines) if not belongs(line)), len(lines))
    return Head("\n".join(lines[:end]), "\n".join(lines[end:]), notation, above)


def _is_mmd(lines: list[str]) -> bool:
    """Whether a file begins with MultiMarkdown's keys: not with a mail, nor with a conversation."""
    keys: list[str] = []
    for line in lines:
        if not line.strip():
            break
        match = _MMD_LINE.match(line)
        if match:
            keys.append(re.sub(r"\s+", "", match[1]).lower())
        elif not keys or not line[:1].isspace():
            return False
    ours = [key for key in keys if key in KEYS]
    first = bool(keys) and (keys[0] in _HEADS or len(ours) > 1)
    return first and not _MAIL & set(keys)


def parse_front_matter(
    text: str,
    path: Path,
    positions: Collection[str],
    lines_above: int = 0,
    notation: str = "yaml",
) -> FrontMatter:
    """The front matter that a text holds; the file has `lines_above` lines before it."""
    front = yaml_file.read_yaml(
        text,
        path,
        "the front matter",
        KEYS,
        lines_above,
        notation=notation,
        ignored=_FOR_OTHERS,
    )
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
    _refuse_impossible(front, fields["date"])
    return FrontMatter(
        **fields,
        voices=_voices(front),
        spoken=tuple(_spoken(front)),
        path=path,
        lines=front.lines,
        ignored=tuple(front.ignored),
    )


def _refuse_impossible(front: yaml_file.Mapping, day: str | None) -> None:
    """Complains of a date in numbers that no calendar has; one in words is taken as it is."""
    if day is not None and re.fullmatch(r"\d{4}-\d\d-\d\d", day):
        try:
            date.fromisoformat(day)
        except ValueError as error:
            hint = "Write a day that there is, or leave it out."
            raise front.error(f"there is no date {day}", hint, front.nodes["date"]) from error


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


def _spoken(front: yaml_file.Mapping) -> Iterator[Spoken]:
    hint = "Write `- {words: “…”, by: Jane Doe}`; `by` may be `author` or `nobody`, too."
    for node in front.items("spoken"):
        entry = front.mapping(node, "an entry of `spoken`", ("words", "by", "place"))
        words, by, place = entry.required("words", hint), entry.required("by", hint), None
        if (number := entry.text("place")) is not None:
            if not re.fullmatch(r"[1-9]\d{0,3}", number):
                where = entry.nodes["place"]
                raise entry.error(f"`place` is no number: `{number}`", "Count from 1.", where)
            place = int(number)
        yield Spoken(words, by, place, node.line)
