"""Readings as files: `points/<slug>.yaml` and `points/debate.yaml` of a debate folder.

A file is parsed here as far as it stands alone; `ingest.reading.anchoring` finds its quotations in
the essays.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast, get_args

from assistant.domain import CONDITIONAL, PointRole, Side
from assistant.errors import CorpusError
from assistant.settings import Settings
from ingest.files import read_bytes
from ingest.utf8 import decode
from ingest.yaml_file import Mapping, Node, read_yaml

FOLDER = "points"
DEBATE = "debate"  # the file that speaks of the whole debate, not of an essay
MAX_QUOTE_WORDS = 60
MAX_GIST_WORDS = 40  # the prompt asks for 25; what is a little over is no reason to lose a point
ROLES = get_args(PointRole)
READING_KEYS = ("read_by", "gist", "position", "points")
CLAIM_KEYS = ("restated", "contrary", "beyond")
POINT_KEYS = (
    *("quote", "lead", "says", "role", "for", "against", "about", "things", "asks"),
    *CLAIM_KEYS,
)
_DEBATE_KEYS = ("read_by", "gist", "agreements", "clashes")


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words said to stand in an essay, and the line of the file that says so."""

    essay: str
    words: str
    line: int


@dataclass(frozen=True, slots=True)
class ReadPoint:
    """A point as its file tells it, not yet found in the essay."""

    quote: Quoted
    lead: str | None
    says: str
    role: PointRole
    speaks_for: str | None
    speaks_against: str | None
    about: tuple[str, ...]
    things: tuple[str, ...]
    asks: tuple[str, ...]
    restated: tuple[str, ...] = ()
    contrary: tuple[str, ...] = ()
    beyond: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """One essay's file."""

    path: Path
    gist: str
    position: str | None
    points: tuple[ReadPoint, ...]


@dataclass(frozen=True, slots=True)
class ReadAccord:
    """An agreement (`on` is "") or a clash, as the debate's file tells it."""

    on: str
    says: str
    quotes: tuple[Quoted, ...]
    line: int


@dataclass(frozen=True, slots=True)
class DebateReading:
    """What the readings' file on the whole debate says."""

    path: Path
    gist: str = ""
    accords: tuple[ReadAccord, ...] = ()


@dataclass(frozen=True, slots=True)
class Readings:
    """All reading files of a folder, parsed; `digests` by essay, "" where it has none."""

    by_essay: dict[str, Reading]
    digests: dict[str, str]
    debate: DebateReading | None


def read_readings(
    corpus: Path, slugs: Collection[str], sides: Sequence[Side], settings: Settings
) -> Readings:
    """The readings in `points/`; CorpusError names file, line and remedy.

    A debate folder without the folder has no readings, which is no error.
    """
    folder = corpus / FOLDER
    by_essay: dict[str, Reading] = {}
    digests: dict[str, str] = {}
    debate = None
    found = sorted(folder.glob("*")) if folder.is_dir() else []
    for path in found:
        if path.name.startswith("."):
            continue
        if path.suffix != ".yaml":
            hint = "Readings are called like their essay's slug, with the ending .yaml."
            raise CorpusError(path, "it is no reading", hint)
        content = read_bytes(path, corpus, settings.max_essay_bytes)
        if path.stem == DEBATE:
            debate = _parse_debate(decode(content, path), path, slugs)
            continue
        if path.stem not in slugs:
            hint = f"The essays are called: {', '.join(sorted(slugs))}."
            raise CorpusError(path, f"no essay has the slug `{path.stem}`", hint)
        by_essay[path.stem] = _parse_essay(decode(content, path), path, sides)
        digests[path.stem] = hashlib.sha256(content).hexdigest()
    return Readings(by_essay, digests, debate)


def _parse_essay(text: str, path: Path, sides: Sequence[Side]) -> Reading:
    mapping = read_yaml(text, path, "a reading", READING_KEYS)
    entries = [mapping.mapping(node, "a point", POINT_KEYS) for node in mapping.items("points")]
    # A reading without a single question is one kind of reading; one that lacks some is a slip.
    asked = len(entries) < 2 or any(entry.items("asks") for entry in entries)
    points = tuple(_parse_point(entry, path.stem, sides, asked) for entry in entries)
    if not points:
        hint = "Write its points, or remove the file: its sentences then serve as they are."
        raise CorpusError(path, "the reading has no points", hint, mapping.line)
    position = mapping.text("position")
    allowed = [*(side.id for side in sides), CONDITIONAL]
    if position is not None and position not in allowed:
        hint = f"One of: {', '.join(allowed)}."
        raise _error(mapping, "position", f"there is no position `{position}`", hint)
    return Reading(path, mapping.text("gist") or "", position, points)


def _parse_point(entry: Mapping, slug: str, sides: Sequence[Side], asked: bool) -> ReadPoint:
    words = entry.required("quote", "Copy the words from the essay, one to three sentences.")
    quote = Quoted(slug, words, entry.lines["quote"])
    if len(words.split()) > MAX_QUOTE_WORDS:
        hint = "Quote less of it, or make two points of it."
        raise _error(entry, "quote", f"the quotation has over {MAX_QUOTE_WORDS} words", hint)
    says = entry.required("says", "Say in one plain sentence, in other words, what it says.")
    if len(says.split()) > MAX_GIST_WORDS:
        raise _error(entry, "says", f"the gist has over {MAX_GIST_WORDS} words", "Shorten it.")
    role = entry.required("role", f"One of: {', '.join(ROLES)}.")
    if role not in ROLES:
        raise _error(entry, "role", f"unknown role `{role}`", f"One of: {', '.join(ROLES)}.")
    asks = _texts(entry, "asks")
    if asked and not asks:
        hint = "Write 5 to 8 questions that it answers, as people type them (or ask of no point)."
        raise CorpusError(
            entry.path, "the point has no `asks`", hint, entry.lines.get("asks", entry.line)
        )
    return ReadPoint(
        quote=quote,
        lead=entry.text("lead"),
        says=says,
        role=cast(PointRole, role),
        speaks_for=_side(entry, "for", sides),
        speaks_against=_side(entry, "against", sides),
        about=_texts(entry, "about"),
        things=_texts(entry, "things"),
        asks=asks,
        restated=_texts(entry, "restated"),
        contrary=_texts(entry, "contrary"),
        beyond=_texts(entry, "beyond"),
    )


def _texts(entry: Mapping, key: str) -> tuple[str, ...]:
    texts = (entry.scalar(node, f"an entry of `{key}`") for node in entry.items(key))
    return tuple(text for text in texts if text)


def _side(entry: Mapping, key: str, sides: Sequence[Side]) -> str | None:
    side = entry.text(key)
    if side is None or side in {known.id for known in sides}:
        return side
    hint = f"One of: {', '.join(known.id for known in sides)}; or leave `{key}` out."
    raise _error(entry, key, f"there is no side `{side}`", hint)


def _error(entry: Mapping, key: str, problem: str, hint: str) -> CorpusError:
    return CorpusError(entry.path, problem, hint, entry.lines[key])


def _parse_debate(text: str, path: Path, slugs: Collection[str]) -> DebateReading:
    mapping = read_yaml(text, path, "the debate's reading", _DEBATE_KEYS)
    accords = [
        _parse_accord(mapping, node, key, slugs)
        for key in ("agreements", "clashes")
        for node in mapping.items(key)
    ]
    return DebateReading(path, mapping.text("gist") or "", tuple(accords))


def _parse_accord(mapping: Mapping, node: Node, key: str, slugs: Collection[str]) -> ReadAccord:
    clash = key == "clashes"
    # YAML 1.1 takes a bare `on` for true, so a program that rewrote the file calls it so.
    keys = ("on", "true", "says", "quotes") if clash else ("says", "quotes")
    entry = mapping.mapping(node, f"an entry of `{key}`", keys)
    says = entry.required("says", "Say in one plain sentence what it is.")
    quotes = []
    for quoted in entry.items("quotes"):
        one = entry.mapping(quoted, "a quotation", ("essay", "voice", "quote"))
        essay = one.required("essay", f"One of: {', '.join(sorted(slugs))}.")
        if essay not in slugs:
            hint = f"One of: {', '.join(sorted(slugs))}."
            raise _error(one, "essay", f"there is no essay `{essay}`", hint)
        words = one.required("quote", "Copy the words from the essay.")
        quotes.append(Quoted(essay, words, one.lines["quote"]))
    if len({quote.essay for quote in quotes}) < 2 and not clash:
        hint = "Quote at least two essays, or leave the agreement out."
        raise entry.error("an agreement needs two essays", hint, node)
    if len(quotes) < 2:
        raise entry.error("a clash needs two quotations", "Quote both, or leave it out.", node)
    on = (entry.text("true") or entry.required("on", "Name what they clash on.")) if clash else ""
    return ReadAccord(on, says, tuple(quotes), entry.line)
