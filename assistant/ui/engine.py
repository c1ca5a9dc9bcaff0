"""One engine a process: settings, history, and the assistants of all corpora in use.

Assistants are shared by all visitors, so nothing of a visitor is ever kept in one.
"""

from __future__ import annotations

import logging
import threading
from collections import OrderedDict
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import DebateError
from assistant.history import History, open_history
from assistant.index_folder import real_path
from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.debate import DebateAssistant

KEPT_OPEN = 16  # corpora: the debate itself and the latest visitors' own copies

_log = logging.getLogger(__name__)
_engines: dict[Settings, Engine] = {}
_engines_lock = threading.Lock()


def engine_for(settings: Settings) -> Engine:
    """The process's engine for these settings."""
    with _engines_lock:
        if settings not in _engines:
            _engines[settings] = Engine(settings)
        return _engines[settings]


class Engine:
    """Opens what is slow to open, once, and says when the search model has been loaded."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.history: History = open_history(settings)
        self.warmed = threading.Event()
        self._lock = threading.Lock()
        self._assistants: OrderedDict[Path, DebateAssistant] = OrderedDict()

    def assistant(self, corpus: Path | None = None) -> DebateAssistant:
        """The assistant over a corpus, opened again once its index has been replaced.

        Raises:
            IndexMissing: nobody has ingested that corpus.
        """
        from assistant.debate import open_debate

        path = real_path(corpus or self.settings.corpus)
        with self._lock:
            held = self._assistants.get(path)
            held = held.renewed() if held else open_debate(path, self.settings)
            self._assistants[path] = held
            self._assistants.move_to_end(path)
            while len(self._assistants) > KEPT_OPEN:
                self._assistants.popitem(last=False)
            return held

    def forget(self, corpus: Path) -> None:
        """Let go of a corpus that is about to be changed or removed."""
        with self._lock:
            self._assistants.pop(real_path(corpus), None)

    def warm_up(self) -> None:
        """Load the model behind the first page; a failure shows at the first question instead."""
        threading.Thread(target=self._warm, name="warm-up", daemon=True).start()

    def _warm(self) -> None:
        try:
            assistant = self.assistant()
            assistant.index.warm()
            assistant.ask(assistant.debate.question)  # what retrieval works out once
            self.warmed.set()
            assistant.ask("What of qwertzuiop?")  # what spelling needs for an unknown word
        except DebateError as error:
            _log.info("not warmed up: %s", error.message)
