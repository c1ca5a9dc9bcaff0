"""Name-swap: in a copy of the corpus the authors' names move on by one; credit must follow.

An assistant that credits essays from memory, or by what a famous name would say, keeps the old
names. The essays' texts stay; the swap is in what the corpus says of who wrote which.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml

from assistant.domain import Debate
from evals.answers import parse_answers
from evals.cases import Case
from evals.metrics.measured import Measured
from evals.running import Asking, Assistants, as_lines, ask_cases
from evals.scoring import Scored, score_all
from evals.stored import Debates

KINDS = ("who_argues", "voice", "verdict", "compare")
MOST = 40  # cases, at most one a family
_FRONT = re.compile(r"\A---\n(.*?\n)---\n", re.DOTALL)


def name_swap(cases: Sequence[Case], debates: Debates, asking: Asking) -> Measured | None:
    """Citations of answers over the swapped corpus that are sound, swapped names included, of all.

    The cases are about one debate; their questions are asked with the names swapped likewise. None
    where fewer than two essays are signed, or nothing was cited.
    """
    from ingest.indexing import build_index

    settings, corpus = debates.settings, debates.folder(cases[0].corpus)
    with TemporaryDirectory() as folder:
        copy, data = Path(folder) / "corpus", Path(folder) / "data"
        shutil.copytree(corpus, copy)
        names = swap_names(copy, debates.of(cases[0]).debate)
        if not names:
            return None
        _share_vectors(settings.data_dir, data)
        swapped = settings.model_copy(update={"corpus": copy, "data_dir": data})
        build_index(copy, swapped)
        others = Debates(copy, swapped)
        asked = [_swapped(case, names) for case in chosen(cases)]
        lines = list(ask_cases(Assistants(others), asked, Asking(asking.writer, False)))
        scored, _ = score_all(asked, parse_answers(as_lines(lines)), others)
    return _total(scored)


def _total(scored: Sequence[Scored]) -> Measured | None:
    measured = [(one.case.id, one.measured["citations_sound"]) for one in scored]
    total = Measured(
        sum(m.right for _, m in measured),
        sum(m.of for _, m in measured),
        tuple(f"{id}: {what}" for id, m in measured for what in m.complaints),
    )
    return total if total.of else None


def chosen(cases: Iterable[Case]) -> list[Case]:
    """The cases worth asking: those that turn on who speaks, one a family."""
    by_family: dict[str, Case] = {}
    for case in cases:
        if (case.intent or case.kind) in KINDS and case.status == "answered":
            by_family.setdefault(case.cluster, case)
    return list(by_family.values())[:MOST]


def swap_names(corpus: Path, debate: Debate) -> dict[str, str]:
    """Moves the authors' names on by one essay, in place; old names to new, empty if under two."""
    names = sorted({essay.author for essay in debate.essays if essay.author})
    if len(names) < 2:
        return {}
    moved = dict(zip(names, names[1:] + names[:1], strict=True))
    for path in sorted((corpus / "essays").iterdir()):
        text = path.read_text(encoding="utf-8") if path.suffix in (".md", ".yaml") else ""
        front = _FRONT.match(text)
        if path.suffix == ".yaml":
            path.write_text(_moved(text, moved), encoding="utf-8")
        elif front:
            body = text[front.end() :]
            path.write_text(f"---\n{_moved(front.group(1), moved)}---\n{body}", encoding="utf-8")
    return moved


def _moved(front: str, names: Mapping[str, str]) -> str:
    keys: dict[str, Any] = yaml.safe_load(front) or {}
    if keys.get("author") in names:
        keys["author"] = names[keys["author"]]
    return yaml.safe_dump(keys, allow_unicode=True, sort_keys=False)


def _swapped(case: Case, names: Mapping[str, str]) -> Case:
    """The case with the names in its question exchanged, full names before family names."""
    parts = {**names, **{old.split()[-1]: new for old, new in names.items()}}
    pattern = re.compile(
        r"\b(" + "|".join(map(re.escape, sorted(parts, key=len, reverse=True))) + r")\b"
    )
    return case.model_copy(
        update={
            "corpus": None,
            "nuggets": (),  # the gold names the voices as they were
            "roll_call": None,
            "question": pattern.sub(lambda found: parts[found.group(1)], case.question),
            "history": tuple(
                pattern.sub(lambda found: parts[found.group(1)], asked) for asked in case.history
            ),
        }
    )


def _share_vectors(have: Path, want: Path) -> None:
    """The vector cache, so that unchanged texts need not be encoded again."""
    want.mkdir(parents=True)
    for path in have.glob("vectors.sqlite*"):
        shutil.copy(path, want / path.name)
