"""A debate of many essays: answers and the summary stay short, counts stand for the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from assistant.debate import DebateAssistant
from assistant.index import Index, open_index
from assistant.naming import MOST_NAMED, essay_name, some
from assistant.settings import Settings
from assistant.terminal import show_answer
from evals.bench.corpus import write_corpus
from ingest.indexing import build_index
from ingest.report import show_summary
from ingest.summary import Summary

ESSAYS = 60
PLAIN = ESSAYS * 3 // 4  # say where they stand
SCREEN = 40  # lines


@pytest.fixture(scope="module")
def large(
    index: Index, new_data_dir: Callable[[], Path], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[DebateAssistant, Summary]]:
    corpus = tmp_path_factory.mktemp("large") / "corpus"
    write_corpus(index.debate, corpus, ESSAYS)
    settings = Settings(corpus=corpus, data_dir=new_data_dir())
    summary = build_index(corpus, settings)
    opened = open_index(corpus, settings)
    yield DebateAssistant(opened), summary
    opened.close()


def test_a_verdict_counts_the_sides_and_shows_the_strongest(
    large: tuple[DebateAssistant, Summary],
) -> None:
    debate = large[0].debate
    answer = large[0].ask(debate.question)
    assert answer.text.startswith(f"Of {ESSAYS} essays, ")
    sides = [side.id for side in debate.sides]
    for side in sides:
        held = sum(essay.position == side for essay in debate.essays)
        assert f"{held} stand with" in answer.text
        assert 1 <= sum(statement.side == side for statement in answer.statements) <= 4
    assert PLAIN <= len(answer.roll_call) <= PLAIN + 1  # one generated text is all on products
    assert len(answer.text.split()) < 400


@pytest.mark.parametrize(
    "question",
    [
        "Should my business be product-focused or customer-focused?",
        "give me an overview of the whole debate",
        "who wrote these?",
        "where does each essay stand?",
        "what do they agree on?",
    ],
)
def test_an_answer_names_at_most_ten_essays(
    large: tuple[DebateAssistant, Summary], question: str
) -> None:
    assistant = large[0]
    answer = assistant.ask(question)
    named = [e.slug for e in assistant.debate.essays if essay_name(e) in answer.text]
    assert len(named) <= MOST_NAMED
    console = Console(file=StringIO(), width=100)
    show_answer(console, answer, assistant.debate)
    assert isinstance(console.file, StringIO)
    shown = console.file.getvalue()
    rolled = [e for e in answer.roll_call if f"\n{e.author} " in shown.partition("Roll call")[2]]
    assert len(rolled) <= 2 * MOST_NAMED  # in the table, and as a source
    rolled_up = f"and {len(answer.roll_call) - MOST_NAMED} more; of all: "
    assert (rolled_up in shown) == bool(answer.roll_call)


def test_the_summary_fills_a_screen_at_most(large: tuple[DebateAssistant, Summary]) -> None:
    summary = large[1]
    assert len(summary.proposals) == ESSAYS / 4  # the others say where they stand

    def shown(everything: bool) -> str:
        console = Console(file=StringIO(), width=100)
        show_summary(console, Path("corpus"), summary, everything=everything)
        assert isinstance(console.file, StringIO)
        return console.file.getvalue()

    assert len(shown(False).splitlines()) <= SCREEN
    assert "--all" in shown(False)
    for side in {proposal.position for proposal in summary.proposals}:
        count = sum(proposal.position == side for proposal in summary.proposals)
        assert f"{count} {side or 'not clear'}" in shown(False)
    assert all(proposal.essay in shown(True) for proposal in summary.proposals)
    assert "--all" not in shown(True)


def test_names_beyond_ten_are_counted() -> None:
    assert some(["A", "B"]) == "A and B"
    assert some([str(n) for n in range(322)]).endswith("8, 9 and 312 more")
