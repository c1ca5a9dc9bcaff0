"""The LangChain retriever: what its documents say, and that it works inside a chain."""

from __future__ import annotations

import pytest
from langchain_core.documents import Document
from langchain_core.language_models import GenericFakeChatModel
from langchain_core.messages import AIMessage
from langchain_core.output_parsers import StrOutputParser
from langchain_core.prompt_values import PromptValue
from langchain_core.prompts import ChatPromptTemplate
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import RunnableLambda, RunnablePassthrough
from pydantic import ValidationError

from assistant.errors import IndexMissing
from assistant.index import Index
from assistant.retriever import DebateRetriever
from assistant.settings import Settings
from tests.awaiting import finish

QUESTION = "Who thinks that customer focus is only a by-product?"


@pytest.fixture
def retriever(index: Index) -> DebateRetriever:
    return DebateRetriever(index=index)


def test_documents_are_verbatim_spans_with_their_voice(index: Index) -> None:
    found = DebateRetriever(index=index, k=10).invoke(QUESTION)
    assert len(found) == 10
    for document in found:
        about = document.metadata
        essay = index.debate.essay(about["essay"])
        assert essay.text[about["start"] : about["end"]] == document.page_content
        assert about["author"] == essay.author
        assert about["position"] == essay.position
        spoken = [
            sentence.voice
            for sentence in essay.sentences
            if about["start"] < sentence.end and sentence.start < about["end"]
        ]
        assert {(voice.name, voice.role, voice.attitude) for voice in spoken} == {
            (about["voice"], about["role"], about["attitude"])
        }
    assert len({document.id for document in found}) == 10


def test_the_best_come_first(retriever: DebateRetriever) -> None:
    scores = [document.metadata["score"] for document in retriever.invoke(QUESTION)]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] > 0.3


def test_a_quoted_persons_view_is_credited_to_that_person(index: Index) -> None:
    best = DebateRetriever(index=index, k=1).invoke(
        "is customer focus a side effect of building great products"
    )[0]
    assert best.metadata["voice"] == "Gord Hotchkiss"
    assert best.metadata["author"] == "Max Kalehoff"
    assert (best.metadata["role"], best.metadata["attitude"]) == ("quoted", "endorses")


def test_it_can_be_narrowed(index: Index) -> None:
    by_essay = DebateRetriever(index=index, essays=("jeo", "mark")).invoke(QUESTION)
    assert {document.metadata["essay"] for document in by_essay} <= {"jeo", "mark"}
    by_voice = DebateRetriever(index=index, voices=("Gord Hotchkiss",)).invoke(QUESTION)
    assert {document.metadata["voice"] for document in by_voice} == {"Gord Hotchkiss"}
    unsigned = DebateRetriever(index=index, voices=(None,)).invoke(QUESTION)
    assert {document.metadata["author"] for document in unsigned} == {None}
    assert DebateRetriever(index=index, minimum=0.99).invoke(QUESTION) == []


def test_fields_are_checked(index: Index) -> None:
    with pytest.raises(ValidationError):
        DebateRetriever(index=index, k=0)
    with pytest.raises(ValidationError):
        DebateRetriever(index=index, top_k=3)  # type: ignore[call-arg]


def test_it_works_inside_a_chain(retriever: DebateRetriever) -> None:
    def with_speakers(documents: list[Document]) -> str:
        return "\n".join(f"{found.metadata['voice']}: {found.page_content}" for found in documents)

    seen: list[str] = []

    def remember(prompt: PromptValue) -> PromptValue:
        seen.append(prompt.to_string())
        return prompt

    chain = (
        {"evidence": retriever | with_speakers, "question": RunnablePassthrough()}
        | ChatPromptTemplate.from_template("{evidence}\n\nQuestion: {question}")
        | RunnableLambda(remember)
        | GenericFakeChatModel(messages=iter([AIMessage("Gord Hotchkiss does.")]))
        | StrOutputParser()
    )
    assert chain.invoke(QUESTION) == "Gord Hotchkiss does."
    assert "Gord Hotchkiss: " in seen[0]
    assert QUESTION in seen[0]


def test_it_serves_batches_and_async_callers(retriever: DebateRetriever) -> None:
    assert isinstance(retriever, BaseRetriever)
    alone = retriever.invoke(QUESTION)
    assert retriever.batch([QUESTION, "Apple"])[0] == alone
    assert finish(retriever.ainvoke(QUESTION)) == alone


def test_it_opens_by_corpus(settings: Settings, retriever: DebateRetriever) -> None:
    opened = DebateRetriever.open(settings=settings, k=6)
    assert opened.invoke(QUESTION) == retriever.invoke(QUESTION)
    opened.index.close()
    with pytest.raises(IndexMissing):
        DebateRetriever.open(settings.data_dir, settings)
