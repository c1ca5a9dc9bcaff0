"""Text to vectors: the embedder seam, and sentence-transformers behind it.

Importing this module is cheap; a model is loaded at its first use.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, Protocol

# Before numpy: for vectors this small more BLAS threads cost more than they bring.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
from langchain_core.embeddings import Embeddings

from assistant.bert import Bert
from assistant.errors import UserError
from assistant.weights import (
    SHIPPED_MODEL,
    ModelFiles,
    find_model,
    stamp,
    verify_shipped,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from assistant.settings import Settings

_OFFLINE = {
    "HF_HUB_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "DO_NOT_TRACK": "1",
    "TOKENIZERS_PARALLELISM": "false",
}


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
        """Load what questions need now rather than at the first one."""
        ...

    def is_word(self, word: str) -> bool:
        """Whether the model knows this folded word as one piece."""
        ...


class SentenceTransformerEmbedder(Embeddings):
    """Any model that sentence-transformers loads from this machine; safe to share by threads.

    Documents are encoded by sentence-transformers itself. So are questions, unless the model is a
    plain BERT, for which `assistant.bert` gives the same vectors sooner.
    """

    def __init__(self, model: str = SHIPPED_MODEL) -> None:
        self.model_name = model
        self._lock = threading.RLock()
        for variable, value in _OFFLINE.items():
            os.environ.setdefault(variable, value)

    @cached_property
    def name(self) -> str:
        """The model's name and a digest of its weights, e.g. `all-MiniLM-L6-v2@53aa51172d14`."""
        return stamp(self._files)

    @cached_property
    def _files(self) -> ModelFiles:
        return find_model(self.model_name)

    @cached_property
    def _trusted(self) -> ModelFiles:
        """The files, compared with the digests that this code trusts where it has any."""
        verify_shipped(self._files)
        return self._files

    @cached_property
    def quick(self) -> Bert | None:
        """The encoder that needs no torch; None where the model is no plain BERT."""
        with self._lock:
            return Bert.load(self._trusted.folder, self._trusted.trained)

    @cached_property
    def _model(self) -> Any:
        with self._lock:
            folder = self._trusted.folder
            from sentence_transformers import SentenceTransformer
            from transformers.utils import logging

            logging.disable_progress_bar()  # type: ignore[no-untyped-call]
            try:
                model = SentenceTransformer(
                    str(folder), device="cpu", local_files_only=True, trust_remote_code=False
                )
                if self._trusted.trained:
                    from safetensors.torch import load_file

                    trained = load_file(self._trusted.trained)
                    model[0].auto_model.load_state_dict(trained, strict=False)
                return model
            except (OSError, ValueError, KeyError) as error:
                raise UserError(
                    f"sentence-transformers cannot load the model in {folder} ({error})",
                    f"set DEBATE_EMBEDDING_MODEL to a sentence-transformers model, "
                    f"or to {SHIPPED_MODEL} (shipped)",
                ) from error

    def warm(self) -> None:
        """Load what questions need and run it once; later calls cost one short encoding."""
        self.encode_query(["warm"])

    def encode_document(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """[n, d] normalised vectors of stored texts."""
        return self._encode(texts, "encode_document")

    def encode_query(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """[n, d] normalised vectors of questions, in one pass over the model."""
        if texts and self.quick is not None:
            return self.quick.encode(texts)
        return self._encode(texts, "encode_query")

    def _encode(self, texts: Sequence[str], method: str) -> NDArray[np.float32]:
        model = self._model
        with self._lock:  # its tokenizer is not safe to share
            vectors = getattr(model, method)(
                list(texts), normalize_embeddings=True, show_progress_bar=False
            )
            width = model.get_embedding_dimension()
        return np.asarray(vectors, dtype=np.float32).reshape(len(texts), width)

    def is_word(self, word: str) -> bool:
        """Whether the model knows the word whole: a slip of the keyboard falls into pieces.

        True where the model has no tokenizer to ask.
        """
        if self.quick is not None:
            return self.quick.pieces(word) == 1
        tokenizer = getattr(self._model, "tokenizer", None)
        if tokenizer is None or not hasattr(tokenizer, "tokenize"):
            return True
        with self._lock:
            return len(tokenizer.tokenize(word)) == 1

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """LangChain's form of `encode_document`."""
        return [[float(x) for x in row] for row in self.encode_document(texts)]

    def embed_query(self, text: str) -> list[float]:
        """LangChain's form of `encode_query`."""
        return [float(x) for x in self.encode_query([text])[0]]


def embedder(settings: Settings) -> SentenceTransformerEmbedder:
    """The embedder that the settings name, one a process; nothing is loaded yet."""
    return _shared(settings.embedding_model)


def shipped_embedder() -> SentenceTransformerEmbedder:
    """The model that comes with the package, whatever the settings say; nothing is loaded yet."""
    return _shared(SHIPPED_MODEL)


def shipped_bert() -> Bert:
    """The encoder behind the shipped embedder."""
    bert = shipped_embedder().quick
    assert bert is not None  # it is a plain BERT
    return bert


@cache
def _shared(model: str) -> SentenceTransformerEmbedder:
    return SentenceTransformerEmbedder(model)
