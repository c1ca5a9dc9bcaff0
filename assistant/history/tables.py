"""The tables, in SQLAlchemy, so that `DATABASE_URL` may name any server that it speaks to."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, DateTime, ForeignKey, Index, String, Text, TypeDecorator
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Moment(TypeDecorator[datetime]):
    """A moment in UTC, aware on the way in and out: SQLite forgets the zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None or value.tzinfo:
            return value
        return value.replace(tzinfo=UTC)


class Base(DeclarativeBase):
    """All tables of this project."""


class VisitorRow(Base):
    """A visitor, known by the digest of a secret that only their browser holds."""

    __tablename__ = "visitors"
    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    created: Mapped[datetime] = mapped_column(Moment)
    settings: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)


class ConversationRow(Base):
    """One conversation; its id is random and appears in the address."""

    __tablename__ = "conversations"
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    visitor: Mapped[str] = mapped_column(String(64), index=True)
    title: Mapped[str] = mapped_column(String(200))
    created: Mapped[datetime] = mapped_column(Moment)
    updated: Mapped[datetime] = mapped_column(Moment)


class TurnRow(Base):
    """A question and its answer in schema 1; `answer` is null until it is complete."""

    __tablename__ = "turns"
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    conversation: Mapped[str] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"))
    place: Mapped[int]
    question: Mapped[str] = mapped_column(Text)
    answer: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    shown: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    asked_with: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    words: Mapped[str] = mapped_column(Text, default="")  # what a search looks through
    created: Mapped[datetime] = mapped_column(Moment)

    __table_args__ = (Index("turns_in_order", "conversation", "place"),)


class ShareRow(Base):
    """A link by which anybody on this server may read a conversation, until it is withdrawn."""

    __tablename__ = "shares"
    token: Mapped[str] = mapped_column(String(64), primary_key=True)
    conversation: Mapped[str] = mapped_column(
        ForeignKey("conversations.id", ondelete="CASCADE"), unique=True
    )
    created: Mapped[datetime] = mapped_column(Moment)


class FeedbackRow(Base):
    """What a reader said of one answer: at most one row a turn."""

    __tablename__ = "feedback"
    turn: Mapped[str] = mapped_column(ForeignKey("turns.id", ondelete="CASCADE"), primary_key=True)
    helpful: Mapped[bool | None]
    faults: Mapped[list[str]] = mapped_column(JSON, default=list)
    note: Mapped[str] = mapped_column(Text, default="")
    created: Mapped[datetime] = mapped_column(Moment)
