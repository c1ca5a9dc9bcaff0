"""What the gate for a model's sentences lets through, over its two thresholds.

    python tests/gate_curve.py        true and false sentences of tests/data, and recorded replies

True: the gate's true cases and every sentence of the recorded replies; a struck one is listed.
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
from assistant.writers.model.material import material_for
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
    material = material_for(assistant.index, None, (), 60_000)
    told = list(cases())
    used = (gates.BORNE_OUT, gates.DENIED)
    for borne_out in (0.1, 0.2, 0.3, 0.4, 0.5):
        for denied in (0.5, 0.7):
            gates.BORNE_OUT, gates.DENIED = borne_out, denied
            counts: Counter[tuple[bool, bool]] = Counter()
            wrong = []
            for one in told:
                proposed = read_statement(one)
                assert proposed
                judged = gate.judge(proposed, material, one.get("question", ""))
                counts[one["true"], judged.failure is None] += 1
                if one["true"] is not (judged.failure is None):
                    wrong.append(f"{one['sort']} {one['true']}: {one['text']} ({judged.reason})")
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


if __name__ == "__main__":
    main()
