"""Reads rows of a database that may be damaged: what is readable comes back, the rest is named."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, TypeVar

from sqlalchemy import Select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import InstrumentedAttribute, Session

from assistant.errors import DebateError
from assistant.history.records import Conversation, Turn
from assistant.history.tables import Base, ConversationRow, TurnRow

_UNREADABLE = (ValueError, TypeError, LookupError, DBAPIError, DebateError)
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)

Row = TypeVar("Row", bound=Base)
Record = TypeVar("Record")

_log = logging.getLogger(__name__)


def read_rows(
    session: Session,
    query: Select[Row],
    key: InstrumentedAttribute[str],
    made: Callable[[Row], Record],
    damaged: Callable[[str], Record],
) -> list[Record]:
    """Every row that the query finds, in its order; `damaged` makes what stands for one that fails.

    Raises:
        DebateError: not even the keys of the rows can be read.
    """
    try:
        return [made(row) for row in session.scalars(query)]
    except _UNREADABLE:
        session.rollback()
    found: list[Any] = list(session.scalars(query.with_only_columns(key)))
    records = []
    for one in found:
        try:
            row = session.scalars(query.where(key == one)).one()
            records.append(made(row))
        except _UNREADABLE as error:
            session.rollback()
            _log.warning("a row of %s is damaged: %s (%s)", key.class_.__tablename__, one, error)
            records.append(damaged(one))
    return records


def conversation_of(row: ConversationRow) -> Conversation:
    """The record of a row; TypeError where it is not what was once written."""
    if not isinstance(row.title, str) or not isinstance(row.updated, datetime):
        raise TypeError("a conversation without title or date")
    return Conversation(row.id, row.title, row.updated)


def damaged_conversation(key: str) -> Conversation:
    """What stands for a conversation whose row cannot be read."""
    return Conversation(key, "A damaged conversation", _NEVER)


def turn_of(row: TurnRow) -> Turn:
    """The record of a row; TypeError where it is not what was once written."""
    parts = (row.shown, row.asked_with, row.answer if row.answer is not None else {})
    if not isinstance(row.question, str) or not all(isinstance(part, dict) for part in parts):
        raise TypeError("a turn whose parts are not what they were")
    return Turn(row.id, row.question, row.answer, row.shown, row.asked_with)


def damaged_turn(key: str) -> Turn:
    """What stands for a turn whose row cannot be read."""
    return Turn(key, "A question that can no longer be read", None, damaged=True)
