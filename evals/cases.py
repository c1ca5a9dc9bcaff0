"""Cases: the reference questions of the eval suite, with their gold evidence."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError, field_validator

from assistant.domain import CONDITIONAL, SILENT, Voice
from assistant.errors import UserError
from evals.stored import Debates, Stored

REFERENCE = Path(__file__).resolve().with_name("reference.jsonl")
SHOWN = 20  # faults in one message
HINT = "Copy evidence from the essays' stored text; see evals/METRICS.md for the form of a case."
# The greatest length of an answer where the case names none.
REFUSAL_WORDS, VERDICT_WORDS, NARROW_WORDS = 90, 400, 220
CaseStatus = Literal["answered", "corrected", "refused"]
Split = Literal["dev", "held", "all"]


class Passage(BaseModel):
    """A verbatim span of an essay that it is not wrong to cite."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    essay: str
    evidence: str


class Evidence(Passage):
    """A verbatim span that proves a nugget, and the voice that speaks it."""

    voice: str | None


class Nugget(BaseModel):
    """One thing that a good answer says; any of its evidence proves it."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    id: str
    vital: bool
    side: str | None = None
    any_of: tuple[Evidence, ...]


class Case(BaseModel):
    """One reference question; keys that are not of the form are left alone, as notes."""

    model_config = ConfigDict(frozen=True, extra="ignore", strict=True)

    id: str
    kind: str
    intent: str | None = None
    family: str = ""
    corpus: str | None = None  # a folder of `evals.stored.DEBATES`; None: the debate that is asked
    question: str
    history: tuple[str, ...] = ()
    status: CaseStatus
    nuggets: tuple[Nugget, ...] = ()
    relevant: tuple[Passage, ...] | None = None  # None: nobody listed what else is to the point
    first: str | None = None  # what the first sentence must match, as a regular expression
    max_words: int | None = None
    roll_call: dict[str, str] | None = None
    reference: str = ""
    split: Literal["dev", "held"] | None = None

    @field_validator("first")
    @classmethod
    def _compiles(cls, pattern: str | None) -> str | None:
        try:
            re.compile(pattern or "")
        except re.error as error:
            raise ValueError(f"no regular expression ({error})") from error
        return pattern

    @property
    def cluster(self) -> str:
        """What the case's result hangs together with: its paraphrases, else itself."""
        return self.family or self.id

    @property
    def is_verdict(self) -> bool:
        """Whether the answer may be long: a question about the debate as a whole."""
        return self.kind.startswith("verdict") or self.intent == "verdict"

    @property
    def is_order(self) -> bool:
        """Whether the question is an instruction in disguise."""
        return self.kind.startswith("injection") or self.intent == "order"

    @property
    def most_words(self) -> int:
        """The greatest length of its answer: the case's own, else that of its status and kind."""
        if self.max_words is not None:
            return self.max_words
        if self.status == "refused":
            return REFUSAL_WORDS
        return VERDICT_WORDS if self.is_verdict else NARROW_WORDS


def load_cases(
    path: Path, debates: Debates, *, trust_voices: bool = False, split: Split = "all"
) -> tuple[Case, ...]:
    """The cases of a JSON Lines file that are about these debates, each checked against its own.

    `trust_voices` takes the gold's word for who speaks where our own analysis hears another.

    Raises:
        UserError: a file that cannot be read, or lines that the essays contradict (each named: a
            broken gold must never look like a bad answer), or no case left.
    """
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(
            f"{path}: cannot be read as UTF-8 text ({error})", "Name a file with one case a line."
        ) from error
    return check_cases(path, lines, debates, trust_voices=trust_voices, split=split)


def check_cases(
    path: Path,
    lines: Sequence[str],
    debates: Debates,
    *,
    trust_voices: bool = False,
    split: Split = "all",
) -> tuple[Case, ...]:
    """The cases of these lines of a file, or a UserError that names every bad one."""
    read = [(n, _parse(line)) for n, line in enumerate(lines, start=1) if line.strip()]
    about = debates.chosen({case.corpus for _, case in read if isinstance(case, Case)})
    cases: dict[str, Case] = {}
    faults: list[str] = []
    for number, case in read:
        if isinstance(case, str):
            faults.append(f"{path}:{number}: {case}")
        elif case.corpus in about:
            found = [*_faults(case, debates.of(case), trust_voices)]
            if case.id in cases:
                found.append(f"a second case with the id {case.id}")
            cases[case.id] = case
            faults += [f"{path}:{number}: {fault}" for fault in found]
    if faults:
        more = [f"… and {len(faults) - SHOWN} more"] if len(faults) > SHOWN else []
        raise UserError("\n".join(faults[:SHOWN] + more), HINT)
    some = tuple(case for case in cases.values() if split in ("all", case.split))
    if not some:
        what = "holds no cases" if split == "all" else f"no case belongs to the split {split}"
        raise UserError(f"{path}: {what}", "Write one case a line, as JSON; or use --split all.")
    return some


def _parse(line: str) -> Case | str:
    try:
        json.loads(line)
        return Case.model_validate_json(line)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        return f"not a case: {where or 'the line'}: {first['msg']}"
    except (ValueError, RecursionError) as error:
        return f"not JSON: {error}"


def _faults(case: Case, stored: Stored, trust_voices: bool) -> Iterator[str]:
    positions = {*(side.id for side in stored.debate.sides), CONDITIONAL, SILENT}
    for key in ("id", "kind", "question"):
        if not getattr(case, key).strip():
            yield f"`{key}` is empty"
    ids = [nugget.id for nugget in case.nuggets]
    if len(set(ids)) != len(ids):
        yield "two nuggets have the same id"
    if case.status == "refused" and (case.nuggets or case.roll_call):
        yield "a case to refuse has gold evidence"
    if case.status != "refused" and not (case.nuggets or case.roll_call or case.first):
        yield "a case to answer has neither nuggets nor a roll call nor a first sentence"
    for nugget in case.nuggets:
        if nugget.side is not None and nugget.side not in positions:
            yield f"nugget {nugget.id}: no side {nugget.side}"
        if not nugget.any_of:
            yield f"nugget {nugget.id}: no evidence"
        for evidence in nugget.any_of:
            for fault in _voiced_faults(evidence, stored, trust_voices):
                yield f"nugget {nugget.id}: {fault}"
    for passage in case.relevant or ():
        for fault in _passage_faults(passage, stored):
            yield f"relevant: {fault}"
    for slug, position in (case.roll_call or {}).items():
        if slug not in stored.slugs:
            yield f"roll call: no essay {slug}"
        if position not in positions:
            yield f"roll call: {slug} stands at {position}, which is no position"


def _passage_faults(passage: Passage, stored: Stored) -> Iterator[str]:
    if passage.essay not in stored.slugs:
        yield f"no essay {passage.essay}"
    elif not stored.occurrences(passage.essay, passage.evidence):
        yield f"{passage.essay} does not say “{passage.evidence[:80]}”"


def _voiced_faults(evidence: Evidence, stored: Stored, trust_voices: bool) -> Iterator[str]:
    faults = [*_passage_faults(evidence, stored)]
    yield from faults
    spans = stored.occurrences(evidence.essay, evidence.evidence) if not faults else ()
    speakers = [stored.speakers(span) for span in spans]
    if speakers and not trust_voices and not any(_speaks(evidence.voice, v) for v in speakers):
        names = sorted({_name(voice) for voices in speakers for voice in voices})
        yield (
            f"“{evidence.evidence[:60]}” is spoken by {' and '.join(names)}, "
            f"not by {evidence.voice or 'the unsigned author'}"
        )


def _speaks(name: str | None, voices: frozenset[Voice | None]) -> bool:
    return bool(voices) and all(
        voice is not None and voice.role != "uncertain" and voice.name == name for voice in voices
    )


def _name(voice: Voice | None) -> str:
    if voice is None:
        return "nobody (a heading)"
    return voice.name or f"nobody named ({voice.role})"
