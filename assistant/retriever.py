"""The index as a LangChain retriever, to plug into chains of one's own.

Each document is a verbatim span of one voice; its metadata say whose, where, and how the essay's
author treats it, so that a chain can attribute what it quotes.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Any, Self

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict, Field

from assistant.index import Index, open_index
from assistant.points import PointRow
from assistant.retrieval.rank import Ranker
from assistant.settings import Settings, read_settings
from assistant.understanding.understand import Understanding


class DebateRetriever(BaseRetriever):
    """The points of a debate that answer a question best, best first."""

    model_config = ConfigDict(
        arbitrary_types_allowed=True, extra="forbid", ignored_types=(cached_property,)
    )

    index: Index = Field(exclude=True, repr=False)
    k: int = Field(default=6, gt=0)
    essays: tuple[str, ...] | None = None  # only these slugs
    voices: tuple[str | None, ...] | None = None  # only these names; None: an unsigned author
    minimum: float = 0.0  # score, between 0 and 1, below which nothing is returned

    @classmethod
    def open(
        cls, corpus: Path | None = None, settings: Settings | None = None, **given: Any
    ) -> Self:
        """A retriever over a corpus that has been ingested; `given` are this class's fields."""
        settings = settings or read_settings()
        return cls(index=open_index(corpus or settings.corpus, settings), **given)

    @cached_property
    def _parts(self) -> tuple[Understanding, Ranker]:
        return Understanding(self.index), Ranker(self.index)

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[Document]:
        understanding, ranker = self._parts
        ranking = ranker.rank(understanding.read(query)).within(self._wanted)
        found = [
            (row, score)
            for row, score in zip(ranking.rows, ranking.scores, strict=True)
            if score >= self.minimum
        ]
        return [_document(row, score) for row, score in found[: self.k]]

    def _wanted(self, row: PointRow) -> bool:
        return (self.essays is None or row.essay.slug in self.essays) and (
            self.voices is None or row.voice.name in self.voices
        )


def _document(row: PointRow, score: float) -> Document:
    essay, point = row.essay, row.point
    return Document(
        id=f"{essay.slug}:{point.start}-{point.end}",
        page_content=row.quote,
        metadata={
            "essay": essay.slug,
            "title": essay.title,
            "author": essay.author,
            "position": essay.position,
            "voice": row.voice.name,
            "role": row.voice.role,
            "attitude": row.voice.attitude,
            "heading": row.heading,
            "start": point.start,
            "end": point.end,
            "says": point.says,
            "score": score,
        },
    )
