"""The index as a LangChain retriever, to plug into chains of one's own.

Each document is a verbatim span of one voice; its metadata say whose, where, and how the essay's
author treats it, so that a chain can attribute what it quotes.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Self

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict, Field

from assistant.index import Index, PassageRow, Row, open_index
from assistant.settings import Settings, read_settings
from assistant.store import Hit, Level


class DebateRetriever(BaseRetriever):
    """The passages (or sentences) of a debate that are closest to a question, best first."""

    model_config = ConfigDict(arbitrary_types_allowed=True, extra="forbid")

    index: Index = Field(exclude=True, repr=False)
    k: int = Field(default=6, gt=0)
    level: Level = "passages"
    essays: tuple[str, ...] | None = None  # only these slugs
    voices: tuple[str | None, ...] | None = None  # only these names; None: an unsigned author
    minimum: float = -1.0  # similarity below which nothing is returned

    @classmethod
    def open(
        cls, corpus: Path | None = None, settings: Settings | None = None, **given: Any
    ) -> Self:
        """A retriever over a corpus that has been ingested; `given` are this class's fields."""
        settings = settings or read_settings()
        return cls(index=open_index(corpus or settings.corpus, settings), **given)

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[Document]:
        vector = self.index.embedder.encode_query([query])[0]
        hits = self.index.store.nearest(self.level, vector, self.k, self.essays, self.voices)
        rows = self.index.passage_rows if self.level == "passages" else self.index.rows
        return [_document(rows[hit.row], hit) for hit in hits if hit.similarity >= self.minimum]


def _document(row: Row | PassageRow, hit: Hit) -> Document:
    span = row.passage if isinstance(row, PassageRow) else row.sentence
    essay = row.essay
    return Document(
        id=f"{essay.slug}:{span.start}-{span.end}",
        page_content=row.text,
        metadata={
            "essay": essay.slug,
            "title": essay.title,
            "author": essay.author,
            "position": essay.position,
            "voice": span.voice.name,
            "role": span.voice.role,
            "attitude": span.voice.attitude,
            "heading": span.heading,
            "start": span.start,
            "end": span.end,
            "similarity": hit.similarity,
        },
    )
