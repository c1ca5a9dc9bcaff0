"""A debate folder of many short essays, made from a real one: real lengths, other words.

Each essay is a stretch of a real one in which every third word is exchanged for an invented one of
the same length, signed with an invented name. Three of four say where they stand.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import yaml

from assistant.domain import CONDITIONAL, Debate, Essay

if TYPE_CHECKING:
    from collections.abc import Iterator

SEED = 5
SENTENCES = 5  # that an essay has at least; with the rest of the last paragraph about 5.4
_WORD = re.compile(r"[a-z]{4,}")
_LETTERS = "etaoinshrdlu"


def write_corpus(debate: Debate, folder: Path, count: int) -> None:
    """Write debate.yaml and so many essays into a folder that is empty or missing."""
    dice = np.random.default_rng(SEED)
    (folder / "essays").mkdir(parents=True)
    sides = [{"id": s.id, "label": s.label, "statement": s.statement} for s in debate.sides]
    about = {"question": debate.question, "sides": sides}
    (folder / "debate.yaml").write_text(yaml.safe_dump(about), encoding="utf-8")
    stretches = [stretch for essay in debate.essays for stretch in _stretches(essay)]
    places = [*(side.id for side in debate.sides), CONDITIONAL]
    for number in range(count):
        paragraphs = stretches[int(dice.integers(len(stretches)))]
        title = reworded(" ".join(paragraphs[0].split()[:6]), dice)
        head = {"title": title, "author": f"{_name(dice)} {_name(dice)}"}
        if number % 4:
            head["position"] = places[number % len(places)]
        body = "\n\n".join(reworded(paragraph, dice) for paragraph in paragraphs)
        text = f"---\n{yaml.safe_dump(head)}---\n\n{body}\n"
        (folder / "essays" / f"essay-{number:05}.md").write_text(text, encoding="utf-8")


def reworded(text: str, dice: np.random.Generator) -> str:
    """The text with every third longer word exchanged for one that does not exist."""
    return _WORD.sub(lambda found: _exchanged(found.group(), dice), text)


def _stretches(essay: Essay) -> Iterator[list[str]]:
    """From each paragraph of the author's on, as many as it takes to hold SENTENCES."""
    spoken: dict[int, list[bool]] = {}
    for sentence in essay.sentences:
        spoken.setdefault(sentence.block, []).append(sentence.voice == essay.author_voice)
    paragraphs = [
        (essay.quote(block), len(spoken[number]))
        for number, block in enumerate(essay.blocks)
        if block.kind != "heading" and all(spoken.get(number, [False]))
    ]
    for first in range(len(paragraphs)):
        stretch: list[str] = []
        held = 0
        for text, sentences in paragraphs[first:]:
            stretch.append(text)
            held += sentences
            if held >= SENTENCES:
                yield stretch
                break


def _exchanged(word: str, dice: np.random.Generator) -> str:
    return word if dice.random() > 1 / 3 else _invented(len(word), dice)


def _name(dice: np.random.Generator) -> str:
    return _invented(int(dice.integers(5, 9)), dice).capitalize()


def _invented(length: int, dice: np.random.Generator) -> str:
    return "".join(_LETTERS[at] for at in dice.integers(0, len(_LETTERS), length))
