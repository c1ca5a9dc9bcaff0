"""What a visitor set, and forgetting a visitor altogether."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Engine, delete
from sqlalchemy.orm import Session

from assistant.history.tables import ConversationRow, VisitorRow


class Visitors:
    """Visitors are known by a digest of their secret; nothing else about them is stored."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def settings(self, visitor: str) -> dict[str, Any]:
        """What this visitor set; empty for one who set nothing."""
        with Session(self._engine) as session:
            row = session.get(VisitorRow, visitor)
            return dict(row.settings) if row else {}

    def set(self, visitor: str, settings: dict[str, Any]) -> None:
        """Store what this visitor set, all of it."""
        with Session(self._engine) as session, session.begin():
            row = session.get(VisitorRow, visitor)
            created = row.created if row else datetime.now(UTC)
            session.merge(VisitorRow(key=visitor, created=created, settings=settings))

    def forget(self, visitor: str) -> None:
        """Delete everything this visitor ever asked, said or set."""
        with Session(self._engine) as session, session.begin():
            session.execute(delete(ConversationRow).where(ConversationRow.visitor == visitor))
            session.execute(delete(VisitorRow).where(VisitorRow.key == visitor))
