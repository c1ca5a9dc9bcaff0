"""Calls to the chat model: streamed, with a deadline, asked again where that may help."""

from __future__ import annotations

import logging
import queue
import random
import threading
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

from assistant.writers.model.connection import ModelFailed, kind_of, may_pass

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from assistant.settings import Settings

_log = logging.getLogger(__name__)
_FIRST_WAIT = 0.4  # seconds before the second try; doubled before each later one

Messages = list[tuple[str, str]]


class Calls:
    """One answer's calls to a model; all of them together stay within the deadline."""

    def __init__(self, model: BaseChatModel, settings: Settings) -> None:
        self._model = model
        self._settings = settings
        self._ends = time.monotonic() + settings.model_deadline

    def stream(self, messages: Messages) -> Iterator[str]:
        """The reply, piece by piece; ModelFailed where there is none, or it breaks off."""
        wait = _FIRST_WAIT
        for turn in range(self._settings.model_retries + 1):
            begun = False
            try:
                for piece in self._pieces(messages):
                    begun = True
                    yield piece
                return
            except ModelFailed:
                raise
            except Exception as error:
                _log.warning("the chat model failed: %s", kind_of(error))
                if begun or not may_pass(error) or turn == self._settings.model_retries:
                    raise ModelFailed(kind_of(error)) from None
            pause = min(wait * random.uniform(0.8, 1.2), max(self._left(), 0))
            time.sleep(pause)
            wait *= 2

    def reply(self, messages: Messages) -> str:
        """The whole reply at once."""
        return "".join(self.stream(messages))

    def _left(self) -> float:
        return self._ends - time.monotonic()

    def _pieces(self, messages: Messages) -> Iterator[str]:
        """Read in a thread of its own: no provider's hanging can hold the answer up."""
        pieces: queue.Queue[str | BaseException | None] = queue.Queue()

        def read() -> None:
            try:
                for chunk in self._model.stream(messages):
                    pieces.put(str(chunk.text))
                pieces.put(None)
            except BaseException as error:
                pieces.put(error)

        threading.Thread(target=read, daemon=True, name="chat model").start()
        while True:
            patience = min(self._settings.model_timeout, self._left())
            try:
                piece = pieces.get(timeout=max(patience, 0.001))
            except queue.Empty:
                raise ModelFailed("no reply in time") from None
            if piece is None:
                return
            if isinstance(piece, BaseException):
                raise piece
            yield piece
