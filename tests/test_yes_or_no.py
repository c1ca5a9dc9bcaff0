"""A debate whose sides only deny each other: its own question, premises, claims taken back."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from assistant.debate import DebateAssistant

DEBATE = """\
question: Should a library fine its readers for late books?
sides:
  - {id: fine, label: Fine them, statement: A library should fine readers who are late.}
  - {id: spare, label: Never fine, statement: A library should not fine readers who are late.}
"""
ESSAYS = {
    "brook.md": """\
---
author: Ada Brook
position: spare
thesis: "No library should fine its readers, because a fine keeps the poorest of them away."
---
# The empty chair

No library should fine its readers, because a fine keeps the poorest of them away. In our branch
in Harl we stopped fining people four years ago, and the children came back first.

“Readers respect only what costs them money.” Piet Vos, our treasurer, wrote that on every
reminder card. He was wrong, and our shelves are the proof. I was asked whether fewer books came
back. They did not.
""",
    "tanaka.md": """\
---
author: Ren Tanaka
position: fine
thesis: "A library should fine late readers, since the next reader in the queue is waiting."
---
# The queue at the desk

A library should fine late readers, since the next reader in the queue is waiting. A small fine of
twenty cents a day brought nine books in ten back within a week at our desk in Olde.

I keep the fine small on purpose. A fine that hurts makes enemies.

“A free library is nobody’s library.” It hangs framed above the copying machine.
""",
}


@pytest.fixture(scope="module")
def assistant(written: Callable[[str, Mapping[str, str]], DebateAssistant]) -> DebateAssistant:
    return written(DEBATE, ESSAYS)


@pytest.mark.parametrize(
    "question",
    [
        "Should a library fine its readers for late books?",
        "is it right to fine people who bring books back late?",
        "Are late fines a good idea?",
        "I run a small library. Late fines, yes or no?",
    ],
)
def test_the_debates_own_question_gets_its_roll_call(
    assistant: DebateAssistant, question: str
) -> None:
    answer = assistant.ask(question)
    assert {entry.essay: entry.position for entry in answer.roll_call} == {
        "brook": "spare",
        "tanaka": "fine",
    }


@pytest.mark.parametrize(
    "question", ["Who says that the children came back?", "What happened in Harl?"]
)
def test_a_narrower_question_gets_none(assistant: DebateAssistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert not answer.roll_call


def test_a_line_with_its_writer_named_behind_it_is_his(assistant: DebateAssistant) -> None:
    found = assistant.ask("What does Piet Vos say?").citations
    assert {(one.voice, one.attitude) for one in found} == {("Piet Vos", "rebuts")}
