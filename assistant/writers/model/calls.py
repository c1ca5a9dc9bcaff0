"""Calls to the chat model: streamed, with patience for silence, asked again where that may help."""

from __future__ import annotations

import logging
import queue
import random
import threading
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from assistant.writers.model.connection import STRUCTURED, connect, structured, wants_structure
from assistant.writers.model.failures import (
    REFUSABLE,
    ModelFailed,
    failure_of,
    masked,
    may_pass,
    refused_parameters,
    too_slow,
)

if TYPE_CHECKING:
    from langchain_core.language_models import LanguageModelInput
    from langchain_core.messages import AIMessage, BaseMessage
    from langchain_core.runnables import Runnable

    from assistant.settings import Settings

_log = logging.getLogger(__name__)
_FIRST_WAIT = 0.4  # seconds before the second try; doubled before each later one
# Reasons to stop, folded: the reply reached its greatest length, or a filter held it back.
_CUT = frozenset({"length", "max_tokens", "model_length"})
_HELD_BACK = frozenset(
    "content_filter refusal safety recitation blocklist prohibited_content".split()
)


class Calls:
    """One answer's calls to a model; all of them together stay within the deadline.

    `cut`: whether the last reply reached its greatest length, `held_back`: whether the provider's
    filter ended it; `usage`: tokens of all calls, and their cost where the provider tells it.
    """

    def __init__(self, writer: str, settings: Settings, schema: dict[str, Any] | None = None):
        self.cut = self.held_back = False
        self.made = 0
        self.usage: dict[str, Any] = {}
        self._writer = writer
        self._settings = settings
        self._schema = schema
        self._refused: frozenset[str] = frozenset()
        self._ends = time.monotonic() + settings.model_deadline

    def stream(
        self, messages: list[BaseMessage], context: int, *, shaped: bool = True
    ) -> Iterator[str]:
        """The reply, piece by piece ("" where only hidden thinking came).

        `context`: tokens that prompt and reply may need; `shaped`: in the schema, if there is one.

        Raises:
            ModelFailed: there is no reply, or it breaks off.
        """
        wait = _FIRST_WAIT
        turn = 0
        while True:
            begun = False
            try:
                for piece in self._pieces(messages, context, shaped):
                    begun = begun or bool(piece)
                    yield piece
                return
            except ModelFailed:
                raise
            except Exception as error:
                if self._is_length(error):
                    self.cut = True
                    return
                _log.warning("the chat model failed: %s", masked(repr(error), self._settings))
                refused = refused_parameters(error) - self._refused
                if refused and not begun:
                    self._refused |= refused  # each is dropped once, and the call made again
                    continue
                if begun or not may_pass(error) or turn == self._settings.model_retries:
                    raise failure_of(error, self._writer, self._settings) from None
            turn += 1
            time.sleep(max(0.0, min(wait * random.uniform(0.8, 1.2), self._left())))
            wait *= 2

    def reply(self, messages: list[BaseMessage], context: int, *, shaped: bool = True) -> str:
        """The whole reply at once."""
        return "".join(self.stream(messages, context, shaped=shaped))

    @staticmethod
    def _is_length(error: Exception) -> bool:
        """The OpenAI client raises where a structured reply was cut."""
        return type(error).__name__ == "LengthFinishReasonError"

    def _left(self) -> float:
        return self._ends - time.monotonic()

    def _model(self, context: int, shaped: bool) -> Runnable[LanguageModelInput, AIMessage]:
        names = {name for one in self._refused for name in (one, *REFUSABLE.get(one, ()))}
        model = connect(self._writer, self._settings, context=context, refused=names)
        enforced = wants_structure(self._writer, self._settings) and STRUCTURED not in names
        return structured(model, self._schema) if shaped and self._schema and enforced else model

    def _pieces(self, messages: list[BaseMessage], context: int, shaped: bool) -> Iterator[str]:
        """Read in a thread of its own: no provider's hanging can hold the answer up."""
        pieces: queue.Queue[Any] = queue.Queue()
        stopped = threading.Event()
        self.cut = self.held_back = False
        self.made += 1

        def read() -> None:
            try:
                for chunk in self._model(context, shaped).stream(messages):
                    if stopped.is_set():
                        return
                    pieces.put(chunk)
                pieces.put(None)
            except BaseException as error:
                pieces.put(error)

        threading.Thread(target=read, daemon=True, name="chat model").start()
        silence = self._settings.model_first_timeout
        try:
            while True:
                try:
                    piece = pieces.get(timeout=max(min(silence, self._left()), 0.001))
                except queue.Empty:
                    raise too_slow(self._settings) from None
                if piece is None:
                    return
                if isinstance(piece, BaseException):
                    raise piece
                silence = self._settings.model_timeout
                self._note(piece)
                yield str(piece.text)
        finally:
            stopped.set()

    def _note(self, chunk: Any) -> None:
        """Why the reply ended, and what it cost, where the chunk says so."""
        told = chunk.response_metadata or {}
        for key in ("finish_reason", "stop_reason", "done_reason"):
            reason = str(told.get(key) or "").lower()
            self.cut = self.cut or reason in _CUT
            self.held_back = self.held_back or reason in _HELD_BACK
        used = chunk.usage_metadata
        if used:
            details = used.get("input_token_details") or {}
            for name, count in (
                ("input_tokens", used.get("input_tokens")),
                ("output_tokens", used.get("output_tokens")),
                ("cached_tokens", details.get("cache_read")),
            ):
                if count:
                    self.usage[name] = self.usage.get(name, 0) + count
        cost = told.get("cost")  # as OpenRouter's package tells it, in dollars
        if isinstance(cost, int | float):
            self.usage["cost"] = self.usage.get("cost", 0) + cost
