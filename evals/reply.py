"""One answer as the evals see it: the JSON of schema 1, with nothing taken for granted.

Every departure from the schema is noted as a defect, and what can be read is kept.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

STATUSES = ("answered", "corrected", "refused")
REASONS = ("off_topic", "not_in_essays")
ROLES = ("author", "quoted", "uncertain")
ATTITUDES = ("own", "endorses", "rebuts", "reports")
LAYERS = ("essays", "assistant")
KINDS = ("gist", "quote", "fact", "inference", "talk")
FAILURES = ("fabricated", "frankenquote", "wrong_essay", "wrong_voice", "inverted_stance")


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation as the answer gives it; None where a field is missing or of the wrong type."""

    number: int | None
    essay: str
    quote: str
    voice: str | None = None
    role: str | None = None
    attitude: str | None = None
    title: str | None = None
    author: str | None = None
    heading: str | None = None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """A statement of the answer."""

    text: str
    layer: str = "essays"
    citations: tuple[int, ...] = ()
    kind: str | None = None  # None where the answer is older than kinds
    side: str | None = None


@dataclass(frozen=True, slots=True)
class Stands:
    """An entry of the roll call."""

    essay: str
    position: str
    citation: int | None = None
    author: str | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer, or what is left of it: `failed` says why nothing in it can be scored."""

    id: str | None
    question: str = ""
    status: str = ""
    reason: str | None = None
    text: str = ""
    statements: tuple[Said, ...] = ()
    citations: tuple[Cited, ...] = ()
    roll_call: tuple[Stands, ...] = ()
    suggestions: tuple[str, ...] = ()
    timings_ms: tuple[tuple[str, float], ...] = ()
    failed: str | None = None
    defects: tuple[str, ...] = ()
    leaning: tuple[Reply, ...] = ()  # answers to the same question with a lean; `run` asks them

    @property
    def refused(self) -> bool:
        return self.failed is None and self.status == "refused"


class _Reader:
    """Takes typed values out of a JSON object and notes what is missing or of the wrong type."""

    def __init__(self, data: dict[str, Any], where: str, defects: list[str]) -> None:
        self.data, self.where, self.defects = data, where, defects

    def text(self, key: str, *, optional: bool = False) -> str | None:
        value = self._get(key)
        if isinstance(value, str) or (value is None and optional and key in self.data):
            return value
        self._wrong(key, value, "a string or null" if optional else "a string")
        return None

    def number(self, key: str, *, optional: bool = False) -> int | None:
        value = self._get(key)
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        if value is None and optional and key in self.data:
            return None
        self._wrong(key, value, "a whole number")
        return None

    def choice(self, key: str, among: tuple[str, ...], *, optional: bool = False) -> str | None:
        value = self._get(key)
        if (isinstance(value, str) and value in among) or (value is None and optional):
            return value
        self._wrong(key, value, "one of " + ", ".join(among))
        return None

    def objects(self, key: str) -> list[_Reader]:
        value = self._get(key)
        if not isinstance(value, list):
            self._wrong(key, value, "a list")
            return []
        readers = []
        for at, item in enumerate(value, start=1):
            if isinstance(item, dict):
                readers.append(_Reader(item, f"{key}[{at}].", self.defects))
            else:
                self.defects.append(f"`{self.where}{key}[{at}]` is not an object")
        return readers

    def numbers(self, key: str) -> tuple[int, ...]:
        value = self._get(key)
        if isinstance(value, list):
            if any(not isinstance(item, int) or isinstance(item, bool) for item in value):
                self.defects.append(f"`{self.where}{key}` holds more than whole numbers")
            return tuple(n for n in value if isinstance(n, int) and not isinstance(n, bool))
        self._wrong(key, value, "a list")
        return ()

    def _get(self, key: str) -> Any:
        return self.data.get(key)

    def _wrong(self, key: str, value: Any, wanted: str) -> None:
        if key in self.data:
            self.defects.append(f"`{self.where}{key}` is {str(value)[:40]!r}, not {wanted}")
        else:
            self.defects.append(f"`{self.where}{key}` is missing")


def read_reply(data: Any) -> Reply:
    """The reply that a line holds, with its defects: an answer, or a line of `run`'s results."""
    if not isinstance(data, dict):
        return Reply(id=None, failed="not an answer", defects=("not a JSON object",))
    if "answer" not in data:
        return _answer(data)
    reply, leaning = read_reply(data["answer"]), data.get("leaning")
    leans = leaning if isinstance(leaning, list) else []
    return replace(reply, leaning=tuple(_answer(a) for a in leans if isinstance(a, dict)))


def _answer(data: dict[str, Any]) -> Reply:
    defects: list[str] = []
    reader = _Reader(data, "", defects)
    id = reader.text("id")
    if "error" in data:
        return Reply(id=id, failed="an error line", defects=(f"error: {str(data['error'])[:80]}",))
    if data.get("schema") != 1 or isinstance(data.get("schema"), bool):
        defects.append(f"`schema` is {str(data.get('schema'))[:20]}, not 1")
    status = reader.choice("status", STATUSES)
    reason = reader.choice("reason", REASONS, optional=True)
    if (status == "refused") != (reason is not None) and status is not None:
        defects.append(f"`reason` is {reason}, which does not go with the status {status}")
    text = reader.text("text")
    if text is not None and not text.strip():
        defects.append("`text` is empty")
    reader.text("standalone_question")
    reader.text("writer")
    _check_gate(data.get("gate"), defects)
    return Reply(
        id=id,
        question=reader.text("question") or "",
        status=status or "",
        reason=reason,
        text=text or "",
        statements=tuple(_said(item) for item in reader.objects("statements")),
        citations=tuple(_cited(item) for item in reader.objects("citations")),
        roll_call=tuple(_stands(item) for item in reader.objects("roll_call")),
        suggestions=_suggestions(data),
        timings_ms=_timings(data, defects),
        failed=None if status and text is not None else "no status or no text",
        defects=tuple(defects),
    )


def _check_gate(gate: Any, defects: list[str]) -> None:
    if not isinstance(gate, dict):
        defects.append("`gate` is missing or not an object")
        return
    reader = _Reader(gate, "gate.", defects)
    reader.number("checked")
    for failure in reader.objects("failures"):
        failure.choice("failure", FAILURES)


def _said(item: _Reader) -> Said:
    return Said(
        text=item.text("text") or "",
        layer=item.choice("layer", LAYERS) or "",
        citations=item.numbers("citations"),
        kind=item.choice("kind", KINDS, optional=True),
        side=side if isinstance(side := item.data.get("side"), str) else None,
    )


def _cited(item: _Reader) -> Cited:
    return Cited(
        number=item.number("number"),
        essay=item.text("essay") or "",
        quote=item.text("quote") or "",
        voice=item.text("voice", optional=True),
        role=item.choice("role", ROLES),
        attitude=item.choice("attitude", ATTITUDES),
        title=item.text("title"),
        author=item.text("author", optional=True),
        heading=item.text("heading"),
        start=item.number("start"),
        end=item.number("end"),
    )


def _stands(item: _Reader) -> Stands:
    return Stands(
        essay=item.text("essay") or "",
        position=item.text("position") or "",
        author=item.text("author", optional=True),
        citation=item.number("citation", optional=True),
    )


def _suggestions(data: dict[str, Any]) -> tuple[str, ...]:
    value = data.get("suggestions", [])
    return tuple(s for s in value if isinstance(s, str)) if isinstance(value, list) else ()


def _timings(data: dict[str, Any], defects: list[str]) -> tuple[tuple[str, float], ...]:
    value = data.get("timings_ms")
    if not isinstance(value, dict):
        defects.append("`timings_ms` is missing or not an object")
        return ()
    good = []
    for stage, spent in value.items():
        if isinstance(spent, int | float) and not isinstance(spent, bool) and 0 <= spent < 1e9:
            good.append((stage, float(spent)))
        else:
            defects.append(f"`timings_ms.{stage[:20]}` is {str(spent)[:20]}, not milliseconds")
    if "total" not in value:
        defects.append("`timings_ms.total` is missing")
    return tuple(good)
