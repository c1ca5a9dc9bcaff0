"""Loads cases, each checked against the corpus: the stored texts and who speaks in them.

Cases that the corpus contradicts are refused with file and line: a broken gold must never look like
a bad answer.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from pydantic import ValidationError

from assistant.domain import CONDITIONAL, SILENT, Voice
from assistant.errors import UserError
from evals.cases import Case, Evidence, Nugget
from evals.stored import Stored

SHOWN = 20  # faults in one message
HINT = "Copy evidence from the essays' stored text; see evals/METRICS.md for the form of a case."


def load_cases(path: Path, stored: Stored, *, trust_voices: bool = False) -> tuple[Case, ...]:
    """Every case of a JSON Lines file; a UserError that names every bad line where there is one.

    `trust_voices` takes the gold's word for who speaks where our own analysis hears another.
    """
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(
            f"{path}: cannot be read as UTF-8 text ({error})", "Name a file with one case a line."
        ) from error
    return check_cases(path, lines, stored, trust_voices=trust_voices)


def check_cases(
    path: Path, lines: Sequence[str], stored: Stored, *, trust_voices: bool = False
) -> tuple[Case, ...]:
    """The cases of these lines of a file, or a UserError that names every bad one."""
    cases: dict[str, Case] = {}
    faults: list[str] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        case = _parse(line)
        found = [case] if isinstance(case, str) else [*_faults(case, stored, trust_voices)]
        if isinstance(case, Case):
            if case.id in cases:
                found.append(f"a second case with the id {case.id}")
            cases[case.id] = case
        faults += [f"{path}:{number}: {fault}" for fault in found]
    if faults:
        more = [f"… and {len(faults) - SHOWN} more"] if len(faults) > SHOWN else []
        raise UserError("\n".join(faults[:SHOWN] + more), HINT)
    if not cases:
        raise UserError(f"{path}: holds no cases", "Write one case a line, as JSON.")
    return tuple(cases.values())


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
    if case.status != "refused" and not case.nuggets and not case.roll_call:
        yield "a case to answer has neither nuggets nor a roll call"
    for nugget in case.nuggets:
        if nugget.side is not None and nugget.side not in positions:
            yield f"nugget {nugget.id}: no side {nugget.side}"
        if not nugget.any_of:
            yield f"nugget {nugget.id}: no evidence"
        for evidence in nugget.any_of:
            yield from _evidence_faults(nugget, evidence, stored, trust_voices)
    for slug, position in (case.roll_call or {}).items():
        if slug not in stored.slugs:
            yield f"roll call: no essay {slug}"
        if position not in positions:
            yield f"roll call: {slug} stands at {position}, which is no position"


def _evidence_faults(
    nugget: Nugget, evidence: Evidence, stored: Stored, trust_voices: bool
) -> Iterator[str]:
    if evidence.essay not in stored.slugs:
        yield f"nugget {nugget.id}: no essay {evidence.essay}"
        return
    spans = list(stored.occurrences(evidence.essay, evidence.evidence))
    if not spans:
        yield f"nugget {nugget.id}: {evidence.essay} does not say “{evidence.evidence[:80]}”"
        return
    speakers = [stored.speakers(span) for span in spans]
    if not trust_voices and not any(_speaks(evidence.voice, voices) for voices in speakers):
        names = sorted({_name(voice) for voices in speakers for voice in voices})
        yield (
            f"nugget {nugget.id}: “{evidence.evidence[:60]}” is spoken by {' and '.join(names)}, "
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
