"""Twenty visitors at once: nobody gets another's answer, and nothing locks up."""

from __future__ import annotations

import threading
from pathlib import Path

from assistant.answer import Answer
from assistant.debate import DebateAssistant
from assistant.history import open_history
from assistant.index import Index
from assistant.settings import Settings
from assistant.ui.asking import complete
from assistant.ui.stored import read_answer

VISITORS = 20
QUESTIONS = (
    "How is Apple used as an example?",
    "What does Gord Hotchkiss say about customer research?",
    "Should my business be product-focused or customer-focused?",
    "What does Muliadi Jeo say about middlemen?",
)


def without_timings(answer: Answer) -> dict[str, object]:
    return {**answer.to_json(), "timings_ms": None}


def test_twenty_visitors_ask_at_once(index: Index, tmp_path: Path) -> None:
    assistant = DebateAssistant(index)
    debate = assistant.debate
    alone = {question: without_timings(assistant.ask(question, id="x")) for question in QUESTIONS}
    history = open_history(Settings(data_dir=tmp_path))
    ready = threading.Barrier(VISITORS)
    failures: list[str] = []

    def visit(number: int) -> None:
        visitor = f"visitor {number}"
        ready.wait()
        try:
            conversation: str | None = None
            for turn_number in range(2):
                question = QUESTIONS[(number + turn_number) % len(QUESTIONS)]
                conversation, turn = history.begin_turn(visitor, conversation, question)
                answer = assistant.ask(question, id="x")
                done = complete(turn, answer, debate, [], {})
                assert done.answer is not None
                history.complete_turn(visitor, turn, done.answer, done.shown)
            assert conversation is not None
            for stored in history.turns(visitor, conversation):
                assert stored.answer is not None
                assert without_timings(read_answer(stored.answer)) == alone[stored.question]
        except Exception as error:
            failures.append(f"{visitor}: {error!r}")

    threads = [threading.Thread(target=visit, args=(number,)) for number in range(VISITORS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    counted = [len(history.conversations(f"visitor {number}")) for number in range(VISITORS)]
    history.close()
    assert failures == []
    assert counted == [1] * VISITORS
