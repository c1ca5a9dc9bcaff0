"""One answer as the evals see it: the JSON of schema 1, with nothing taken for granted.

Every departure from the schema is noted as a defect, and what can be read is kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

STATUSES = ("answered", "corrected", "refused")
REASONS = ("off_topic", "not_in_essays")
ROLES = ("author", "quoted", "uncertain")
ATTITUDES = ("own", "endorses", "rebuts", "reports")
LAYERS = ("essays", "assistant")
KINDS = ("gist", "quote", "fact", "inference", "talk")
_KINDS = {str: "a string", int: "a whole number", list: "a list", dict: "an object"}
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


@dataclass(frozen=True, slots=True)
class _Reader:
    """Takes typed values out of a JSON object and notes what is missing or of the wrong type."""

    data: dict[str, Any]
    where: str
    defects: list[str]

    def take(self, key: str, kind: type, *, null: bool = False, among: tuple[str, ...] = ()) -> Any:
        """The value of that kind, else None; a choice that may be null may also be missing."""
        value = self.data.get(key)
        fits = isinstance(value, kind) and not (kind is int and isinstance(value, bool))
        if fits and (not among or value in among):
            return value
        if not (value is None and null and (among or key in self.data)):
            wanted = f"one of {', '.join(among)}" if among else _KINDS[kind]
            told = f"is {str(value)[:40]!r}, not {wanted}" if key in self.data else "is missing"
            self.defects.append(f"`{self.where}{key}` {told}")
        return None

    def text(self, key: str) -> str:
        return self.take(key, str) or ""

    def choice(self, key: str, among: tuple[str, ...], *, null: bool = False) -> str | None:
        chosen: str | None = self.take(key, str, null=null, among=among)
        return chosen

    def objects(self, key: str) -> Iterator[_Reader]:
        for at, item in enumerate(self.take(key, list) or (), start=1):
            if isinstance(item, dict):
                yield _Reader(item, f"{key}[{at}].", self.defects)
            else:
                self.defects.append(f"`{self.where}{key}[{at}]` is not an object")

    def numbers(self, key: str) -> tuple[int, ...]:
        value = self.take(key, list) or ()
        known = tuple(n for n in value if isinstance(n, int) and not isinstance(n, bool))
        if len(known) < len(value):
            self.defects.append(f"`{self.where}{key}` holds more than whole numbers")
        return known


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
    id = reader.take("id", str)
    if "error" in data:
        return Reply(id=id, failed="an error line", defects=(f"error: {str(data['error'])[:80]}",))
    if data.get("schema") != 1 or isinstance(data.get("schema"), bool):
        defects.append(f"`schema` is {str(data.get('schema'))[:20]}, not 1")
    status = reader.choice("status", STATUSES)
    reason = reader.choice("reason", REASONS, null=True)
    if (status == "refused") != (reason is not None) and status is not None:
        defects.append(f"`reason` is {reason}, which does not go with the status {status}")
    text = reader.take("text", str)
    if text is not None and not text.strip():
        defects.append("`text` is empty")
    for key in ("standalone_question", "writer"):
        reader.text(key)
    if (told := reader.take("gate", dict)) is not None:
        gate = _Reader(told, "gate.", defects)
        gate.take("checked", int)
        for failure in gate.objects("failures"):
            failure.choice("failure", FAILURES)
    suggested = data.get("suggestions")
    return Reply(
        id=id,
        question=reader.text("question"),
        status=status or "",
        reason=reason,
        text=text or "",
        statements=tuple(_said(item) for item in reader.objects("statements")),
        citations=tuple(_cited(item) for item in reader.objects("citations")),
        roll_call=tuple(_stands(item) for item in reader.objects("roll_call")),
        suggestions=tuple(s for s in suggested if isinstance(s, str))
        if isinstance(suggested, list)
        else (),
        timings_ms=_timings(reader),
        failed=None if status and text is not None else "no status or no text",
        defects=tuple(defects),
    )


def _said(item: _Reader) -> Said:
    return Said(
        text=item.text("text"),
        layer=item.choice("layer", LAYERS) or "",
        citations=item.numbers("citations"),
        kind=item.choice("kind", KINDS, null=True),
        side=side if isinstance(side := item.data.get("side"), str) else None,
    )


def _cited(item: _Reader) -> Cited:
    return Cited(
        number=item.take("number", int),
        essay=item.text("essay"),
        quote=item.text("quote"),
        voice=item.take("voice", str, null=True),
        role=item.choice("role", ROLES),
        attitude=item.choice("attitude", ATTITUDES),
        title=item.take("title", str),
        author=item.take("author", str, null=True),
        heading=item.take("heading", str),
        start=item.take("start", int),
        end=item.take("end", int),
    )


def _stands(item: _Reader) -> Stands:
    return Stands(
        essay=item.text("essay"),
        position=item.text("position"),
        author=item.take("author", str, null=True),
        citation=item.take("citation", int, null=True),
    )


def _timings(reader: _Reader) -> tuple[tuple[str, float], ...]:
    good, value = [], reader.take("timings_ms", dict) or {}
    for stage, spent in value.items():
        if isinstance(spent, int | float) and not isinstance(spent, bool) and 0 <= spent < 1e9:
            good.append((stage, float(spent)))
        else:
            shown = f"`timings_ms.{stage[:20]}` is {str(spent)[:20]}, not milliseconds"
            reader.defects.append(shown)
    if "total" not in value:
        reader.defects.append("`timings_ms.total` is missing")
    return tuple(good)
