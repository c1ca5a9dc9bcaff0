"""One visit: who is here, which debate is on the table, and what this visitor prefers."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.domain import Debate
from assistant.history import History
from assistant.settings import Settings
from assistant.ui.engine import Engine
from assistant.ui.tools import Tools

if TYPE_CHECKING:
    from streamlit.navigation.page import StreamlitPage

    from assistant.debate import DebateAssistant


@dataclass
class Visit:
    """Everything a page needs; made anew for every run of the script."""

    engine: Engine
    tools: Tools
    visitor: str
    preferences: dict[str, Any] = field(default_factory=dict)
    chat_page: StreamlitPage | None = None  # where a question asked on another page is answered

    @property
    def settings(self) -> Settings:
        return self.engine.settings

    @property
    def history(self) -> History:
        return self.engine.history

    @property
    def own_folder(self) -> Path:
        """Where this visitor's own files lie; it need not exist."""
        return self.settings.data_dir / "visitors" / self.visitor[:32]

    @property
    def own_corpus(self) -> Path:
        """This visitor's own copy of the debate folder, once they have brought an essay."""
        return self.own_folder / "debate"

    @cached_property
    def corpus(self) -> Path:
        """The debate folder that answers this visitor."""
        own = self.own_corpus
        return own if (own / "debate.yaml").is_file() else self.settings.corpus

    @cached_property
    def assistant(self) -> DebateAssistant:
        return self.engine.assistant(self.corpus)

    @property
    def debate(self) -> Debate:
        return self.assistant.debate

    @property
    def told_business(self) -> str:
        """What the visitor said of their business, used or not; "" where nothing."""
        said = self.preferences.get("business", "")
        if isinstance(said, dict):  # as version 0.1 kept it, field by field
            return ". ".join(str(value) for value in said.values() if value)
        return str(said)

    @property
    def uses_business(self) -> bool:
        return bool(self.preferences.get("use_business", True))

    @property
    def business(self) -> str | None:
        """What answers take into account of the visitor's business; None if nothing."""
        return (self.told_business or None) if self.uses_business else None

    @property
    def writer(self) -> str:
        """Who writes this visitor's answers."""
        return str(self.preferences.get("writer", self.settings.writer))

    def prefer(self, **changed: Any) -> None:
        """Remember preferences for this visitor."""
        self.preferences = {**self.preferences, **changed}
        self.history.visitors.set(self.visitor, self.preferences)
