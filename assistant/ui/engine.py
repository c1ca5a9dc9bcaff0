"""One engine a process: settings, history, and the assistants of all corpora in use."""

from __future__ import annotations

import threading

from assistant.history import History, open_history
from assistant.opened import Assistants
from assistant.settings import Settings

_engines: dict[Settings, Engine] = {}
_engines_lock = threading.Lock()


def engine_for(settings: Settings) -> Engine:
    """The process's engine for these settings."""
    with _engines_lock:
        if settings not in _engines:
            _engines[settings] = Engine(settings)
        return _engines[settings]


class Engine(Assistants):
    """The assistants that all visitors share, and the conversations, which are each one's own."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self.history: History = open_history(settings)
