"""The assistants of a process that runs for long: opened once, shared, and again when outdated."""

from __future__ import annotations

import logging
import threading
from collections import OrderedDict
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import DebateError
from assistant.index_folder import real_path
from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.debate import DebateAssistant

KEPT_OPEN = 16  # corpora: the debate itself and the latest visitors' own copies

_log = logging.getLogger(__name__)


class Assistants:
    """Assistants by corpus. Safe to share by threads; nothing of an asker is kept in one."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.warmed = threading.Event()
        self._lock = threading.Lock()
        self._open: OrderedDict[Path, DebateAssistant] = OrderedDict()

    def assistant(self, corpus: Path | None = None) -> DebateAssistant:
        """The assistant over a corpus, opened again once its index has been replaced.

        Raises:
            IndexMissing: nobody has ingested that corpus.
        """
        from assistant.debate import open_debate

        path = real_path(corpus or self.settings.corpus)
        with self._lock:
            held = self._open.get(path)
            held = held.renewed() if held else open_debate(path, self.settings)
            self._open[path] = held
            self._open.move_to_end(path)
            while len(self._open) > KEPT_OPEN:
                self._open.popitem(last=False)
            return held

    def forget(self, corpus: Path) -> None:
        """Let go of a corpus that is about to be changed or removed."""
        with self._lock:
            self._open.pop(real_path(corpus), None)

    def warm_up(self) -> None:
        """Load the model in the background; a failure shows at the first question instead."""
        threading.Thread(target=self._warm, name="warm-up", daemon=True).start()

    def _warm(self) -> None:
        try:
            assistant = self.assistant()
            assistant.index.warm()
            assistant.ask(assistant.debate.question)  # what retrieval works out once
            self.warmed.set()
            assistant.ask("What of qwertzuiop?")  # what spelling needs for an unknown word
            assistant.warm_checks()
        except DebateError as error:
            _log.info("not warmed up: %s", error.message)
