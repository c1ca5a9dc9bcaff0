"""What the gate for a model's sentences lets through, over its two thresholds.

    python tests/gate_curve.py        true and false sentences of tests/data, and recorded replies

True: the gate's true cases and every sentence of the recorded replies; a struck one is listed.
A case's `holds` is what a strong reader, shown its sentences without more, said of it.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from assistant.debate import open_debate
from assistant.writers.model import gate as gates
from assistant.writers.model.material import Material, material_for
from assistant.writers.model.parsing import read_statement
from assistant.writers.model.support import Read, Support

CASES = Path(__file__).parent / "data" / "gate_cases.jsonl"
REPLIES = Path(__file__).parent / "data" / "replies"


def cases() -> Iterator[dict[str, Any]]:
    """Sentences with whether they are true: those written for the gate, then the replies'."""
    for line in CASES.read_text(encoding="utf-8").splitlines():
        yield json.loads(line)
    for path in sorted(REPLIES.glob("*.json")):
        cassette = json.loads(path.read_text(encoding="utf-8"))
        for told in json.loads(cassette["reply"])["statements"]:
            asked = f"{cassette['question']} {cassette['business']}"
            yield {**told, "true": True, "sort": "reply", "question": asked}


class Remembering:
    """A support check that reads each claim once."""

    def __init__(self, support: Support) -> None:
        self._support = support
        self._known: dict[tuple[Any, ...], Read] = {}

    def read(self, claim: str, spans: Sequence[str], *, context: str = "", gist: str = "") -> Read:
        """As the check itself."""
        key = (claim, tuple(spans), context, gist)
        if key not in self._known:
            self._known[key] = self._support.read(claim, spans, context=context, gist=gist)
        return self._known[key]


def main() -> None:
    """Print the curve, then what the thresholds in use get wrong."""
    assistant = open_debate()
    gate = assistant.models.gate
    gate.support = Remembering(gate.support)
    gate._nearest = lambda *_: ()  # type: ignore[method-assign]  # what may be used instead
    material = material_for(assistant.index, None, (), 60_000)
    told = list(cases())
    used = (gates.BORNE_OUT, gates.DENIED)
    # What fails where everything is borne out fails whatever the thresholds are.
    gates.BORNE_OUT, gates.DENIED = -1.0, 2.0
    first = [_judged(gate, material, one) for one in told]
    for borne_out in (0.1, 0.13, 0.16, 0.2, 0.25, 0.3, 0.4):
        for denied in (0.5, 0.7):
            gates.BORNE_OUT, gates.DENIED = borne_out, denied
            counts: Counter[tuple[bool, bool]] = Counter()
            wrong = []
            for one, always in zip(told, first, strict=True):
                now = always if always.failure else _judged(gate, material, one)
                counts[one["true"], now.failure is None] += 1
                if one["true"] is not (now.failure is None):
                    wrong.append(f"{one['sort']} {one['true']}: {one['text']} ({now.reason})")
            line = (
                f"supports {borne_out} denies {denied}: "
                f"true struck {counts[True, False]} of {counts[True, False] + counts[True, True]}, "
                f"false passed {counts[False, True]} of "
                f"{counts[False, False] + counts[False, True]}"
            )
            print(line + (" (in use)" if (borne_out, denied) == used else ""))  # noqa: T201
            if (borne_out, denied) == used:
                in_use = wrong
    print(*in_use, sep="\n")  # noqa: T201
    gates.BORNE_OUT, gates.DENIED = used
    asked = [one for one in told if "holds" in one and _is_doubtful(_judged(gate, material, one))]
    print(  # noqa: T201
        f"a second call about what is borne out by less than {gates.SURE}: of "
        f"{sum(one['true'] for one in asked)} true ones a strong reader turns down "
        f"{sum(one['true'] and not one['holds'] for one in asked)}, of "
        f"{sum(not one['true'] for one in asked)} false ones "
        f"{sum(not one['true'] and not one['holds'] for one in asked)}"
    )


def _is_doubtful(judged: gates.Judged) -> bool:
    return judged.failure is None and judged.supports < gates.SURE


def _judged(gate: gates.ModelGate, material: Material, case: dict[str, Any]) -> gates.Judged:
    proposed = read_statement(case)
    assert proposed
    return gate.judge(proposed, material, case.get("question", ""))


if __name__ == "__main__":
    main()
