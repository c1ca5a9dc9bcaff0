"""Text to vectors: the embedder seam, and sentence-transformers behind it.

Importing this module is cheap; torch and the model are loaded at the first use.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

# Before numpy and torch: many BLAS threads for vectors this small cost more than they bring, and
# nothing of ours may ask the network for anything.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
os.environ.setdefault("HF_HUB_OFFLINE", "1")
os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")
os.environ.setdefault("DO_NOT_TRACK", "1")

import numpy as np
from langchain_core.embeddings import Embeddings

from assistant.errors import UserError
from assistant.weights import SHIPPED_MODEL, ModelFiles, find_model, stamp, verify_shipped

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from assistant.settings import Settings


class Embedder(Protocol):
    """LangChain's `Embeddings`, plus a name that stamps an index and array forms of both calls.

    All vectors are float32 and of length one, so that a dot product is the cosine similarity.
    """

    @property
    def name(self) -> str: ...

    def embed_documents(self, texts: list[str]) -> list[list[float]]: ...

    def embed_query(self, text: str) -> list[float]: ...

    def encode_document(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """[n, d] vectors of texts that are stored."""
        ...

    def encode_query(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """[n, d] vectors of texts that are asked, all in one call."""
        ...

    def warm(self) -> None:
        """Load the model now rather than at the first question."""
        ...


class SentenceTransformerEmbedder(Embeddings):
    """Any model that sentence-transformers loads from this machine; safe to share by threads."""

    def __init__(self, model: str = SHIPPED_MODEL) -> None:
        self.model_name = model
        self._files: ModelFiles = find_model(model)
        self._lock = threading.RLock()

    @cached_property
    def name(self) -> str:
        """The model's name and a digest of its weights, e.g. `all-MiniLM-L6-v2@53aa51172d14`."""
        files = self._files
        if files.folder is None:
            from huggingface_hub import snapshot_download
            from huggingface_hub.errors import HfHubHTTPError, LocalEntryNotFoundError

            try:
                folder = snapshot_download(files.source, local_files_only=True)
            except (LocalEntryNotFoundError, HfHubHTTPError, ValueError, OSError) as error:
                raise self._unknown() from error
            files = find_model(folder)
            return f"{self.model_name}@{stamp(self.model_name, files).partition('@')[2]}"
        return stamp(self.model_name, files)

    @cached_property
    def _model(self) -> Any:
        with self._lock:
            if self._files.shipped and self._files.folder is not None:
                verify_shipped(self._files.folder)
            from sentence_transformers import SentenceTransformer
            from transformers.utils import logging

            logging.disable_progress_bar()
            try:
                return SentenceTransformer(
                    self._files.source,
                    device="cpu",
                    local_files_only=True,
                    trust_remote_code=False,
                )
            except (OSError, ValueError) as error:
                raise self._unknown() from error

    def _unknown(self) -> UserError:
        return UserError(
            f"the embedding model {self.model_name!r} is not on this machine",
            "DEBATE_EMBEDDING_MODEL must name a folder, a model in the local Hugging Face cache, "
            f"or {SHIPPED_MODEL} (shipped); nothing is downloaded at run time",
        )

    def warm(self) -> None:
        """Load the model and run it once; a second call costs one short encoding."""
        self.encode_query(["warm"])

    def encode_document(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """[n, d] normalised vectors of stored texts."""
        return self._encode(texts, "encode_document")

    def encode_query(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """[n, d] normalised vectors of questions, in one pass over the model."""
        return self._encode(texts, "encode_query")

    def _encode(self, texts: Sequence[str], method: str) -> NDArray[np.float32]:
        model = self._model
        with self._lock:
            vectors = getattr(model, method)(
                list(texts), normalize_embeddings=True, show_progress_bar=False
            )
        return np.asarray(vectors, dtype=np.float32)

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """LangChain's form of `encode_document`."""
        return [[float(x) for x in row] for row in self.encode_document(texts)]

    def embed_query(self, text: str) -> list[float]:
        """LangChain's form of `encode_query`."""
        return [float(x) for x in self.encode_query([text])[0]]


def embedder(settings: Settings) -> SentenceTransformerEmbedder:
    """The embedder that the settings name; nothing is loaded yet."""
    return SentenceTransformerEmbedder(settings.embedding_model)
