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

BUSINESS_FIELDS = {
    "building": "What you are building",
    "stage": "Stage",
    "customers": "Who buys it",
    "money": "Money and runway",
}


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
    def business(self) -> str | None:
        """What the visitor said of their business, in one text; None if nothing or switched off."""
        said = self.preferences.get("business", {})
        if not self.preferences.get("use_business", True):
            return None
        lines = [f"{BUSINESS_FIELDS[key]}: {said[key]}" for key in BUSINESS_FIELDS if said.get(key)]
        return ". ".join(lines) or None

    def prefer(self, **changed: Any) -> None:
        """Remember preferences for this visitor."""
        self.preferences = {**self.preferences, **changed}
        self.history.visitors.set(self.visitor, self.preferences)
