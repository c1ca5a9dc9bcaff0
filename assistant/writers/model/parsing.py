"""The model's reply read as it comes in: its head, and each statement once its object is whole.

Taken as they come: one object with a list of statements, an object a line, code fences, words
before and after, thinking in `<think>`. What cannot be read is passed over.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal, cast, get_args

from assistant.answer import Kind, Reason, Status

MOST_STATEMENTS = 40
LONGEST_TEXT = 900  # characters of one statement
MOST_SENTENCES = 6  # that one statement rests on
Shape = Literal["prose", "list", "table", "memo"]
_NUMBERS = re.compile(r"(?:\s*\[S?\d{1,6}(?:\s*[,;–-]\s*S?\d{1,6})*\])+")


@dataclass(frozen=True, slots=True)
class Head:
    """What the reply says of itself before its statements."""

    status: Status = "answered"
    reason: Reason | None = None
    form: Shape = "prose"


@dataclass(frozen=True, slots=True)
class Proposed:
    """A sentence that the model would like to say, and the sentences of essays it rests on.

    `text` may bear marks such as [12] of these sentences. `absent`: what the sentence says that
    nobody, or nobody else, speaks of; `essays`: the slugs of those that are silent on it.
    """

    text: str
    sentences: tuple[int, ...] = ()
    kind: Kind = "gist"
    absent: tuple[str, ...] = ()
    essays: tuple[str, ...] = ()
    part: str = ""
    replaces: int | None = None  # in a repair: the number of the statement that failed

    @property
    def is_own(self) -> bool:
        """Whether it is the assistant's word and not the essays'."""
        return self.kind in ("inference", "talk")


class Replies:
    """Reads one reply; `head` may still change until the first statement has come."""

    def __init__(self) -> None:
        self.head = Head()
        self.whole = ""

    def statements(self, pieces: Iterable[str]) -> Iterator[Proposed]:
        """Every statement of a stream of text, as soon as its object is closed."""
        count = 0
        for found in objects(self._kept(pieces)):
            self._read_head(found)
            proposed = read_statement(found)
            if proposed and count < MOST_STATEMENTS:
                count += 1
                yield proposed

    def _kept(self, pieces: Iterable[str]) -> Iterator[str]:
        for piece in pieces:
            self.whole += piece
            for key in ("status", "reason", "form"):
                told = re.search(rf'"{key}"\s*:\s*"(\w+)"', self.whole[:400])
                if told:
                    self._read_head({key: told[1]})
            yield piece

    def _read_head(self, found: dict[str, Any]) -> None:
        head = self.head
        status, reason, form = (found.get(key) for key in ("status", "reason", "form"))
        self.head = Head(
            cast(Status, status) if status in get_args(Status) else head.status,
            cast(Reason, reason) if reason in get_args(Reason) else head.reason,
            cast(Shape, form) if form in get_args(Shape) else head.form,
        )


def objects(pieces: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Every JSON object of a stream, inner ones first, each as soon as its bracket closes."""
    text = ""
    at = 0
    opened: list[int] = []  # where the objects begin that are not closed yet
    inside = False  # a string
    for piece in pieces:
        text += piece
        while at < len(text):
            sign = text[at]
            if inside and sign == "\\":
                if at + 1 == len(text):
                    break
                at += 1
            elif inside and sign == "\n" and _starts_anew(text, at):
                if text[at + 1 :].strip() in ("", "{"):
                    break  # what stands on the next line is not here yet
                inside, opened = False, []  # a line that was never closed
            elif sign == '"' and opened:
                inside = not inside
            elif sign == "{" and not inside:
                opened.append(at)
            elif sign == "}" and not inside and opened:
                found = _loaded(text[opened.pop() : at + 1])
                if found is not None:
                    yield found
            elif sign == "<" and not inside and not opened:
                after = _behind_thinking(text, at)
                if after is None:
                    break
                at = after
                continue
            at += 1
        if not opened and at == len(text):
            text, at = "", 0


def _starts_anew(text: str, at: int) -> bool:
    """Whether the next line opens an object, so that the string before was never closed."""
    rest = text[at + 1 :].lstrip()
    return rest in ("", "{") or rest.startswith('{"')


def _behind_thinking(text: str, at: int) -> int | None:
    """Where the reply goes on behind hidden thinking; None where that is not over yet."""
    tag = "<think>"
    if not tag.startswith(text[at : at + len(tag)]):
        return at + 1
    end = text.find("</think>", at)
    return end + len("</think>") if end >= 0 else None


def _loaded(text: str) -> dict[str, Any] | None:
    try:
        found = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def read_statement(found: dict[str, Any]) -> Proposed | None:
    """A statement as its object tells it; None where it is none."""
    text = found.get("text")
    if not isinstance(text, str):
        return None
    text = re.sub(r"\s+", " ", text).strip()
    if not text or len(text) > LONGEST_TEXT:
        return None
    kind = found.get("kind")
    sentences = [*marks(text), *numbers(found.get("sentences"))]
    if not sentences and kind in (None, "gist", "quote") and found.get("layer") == "assistant":
        kind = "inference"
    return Proposed(
        text=text,
        sentences=tuple(dict.fromkeys(sentences)),
        kind=cast(Kind, kind) if kind in get_args(Kind) else "gist",
        absent=_texts(found.get("absent")),
        essays=_texts(found.get("essays")),
        part=" ".join(str(found.get("part") or "").split())[:60].strip(" .:*"),
        replaces=found["replaces"] if isinstance(found.get("replaces"), int) else None,
    )


def marks(text: str) -> list[int]:
    """The sentence numbers that a text bears in brackets, ranges counted out."""
    return [number for group in mark_groups(text) for number in group]


def mark_groups(text: str) -> list[list[int]]:
    """The same, those together that stand together."""
    return [_counted(found[0]) for found in _NUMBERS.finditer(text)]


def parts_by_marks(text: str) -> list[tuple[str, list[int]]]:
    """The text cut behind its marks, each part with the numbers that end it."""
    found: list[tuple[str, list[int]]] = []
    at = 0
    for group in _NUMBERS.finditer(text):
        found.append((text[at : group.start()], _counted(group[0])))
        at = group.end()
    return [*found, (text[at:], [])] if text[at:].strip(" .") or not found else found


def without_marks(text: str) -> str:
    """The text without its sentence numbers."""
    return _NUMBERS.sub("", text).strip()


def replaced_marks(text: str, cited: dict[int, int]) -> str:
    """The text with citation numbers in the place of sentence numbers."""

    def put(found: re.Match[str]) -> str:
        told = dict.fromkeys(cited[n] for n in _counted(found[0]) if n in cited)
        return (" " if told else "") + "".join(f"[{number}]" for number in told)

    return _NUMBERS.sub(put, text).strip()


def _counted(told: str) -> list[int]:
    found: list[int] = []
    for part in re.findall(r"\d+(?:\s*[–-]\s*S?\d+)?", told):
        ends = [int(number) for number in re.findall(r"\d+", part)]
        last = min(ends[-1], ends[0] + 3)
        found += range(ends[0], last + 1) if last >= ends[0] else ends
    return found


def numbers(told: Any) -> list[int]:
    """Sentence numbers as models write them: 12, "12", "S12"."""
    listed = told if isinstance(told, list) else [told]
    found = []
    for one in listed[: 4 * MOST_SENTENCES]:
        match = re.fullmatch(r"\[?S?(\d{1,6})\]?", str(one).strip())
        if match and not isinstance(one, bool):
            found.append(int(match[1]))
    return found


def _texts(told: Any) -> tuple[str, ...]:
    listed = told if isinstance(told, list) else [told]
    return tuple(
        " ".join(one.split())[:80] for one in listed if isinstance(one, str) and one.strip()
    )
