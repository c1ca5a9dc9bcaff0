"""Opens the database that `DATABASE_URL` names, or a SQLite file in the data folder."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Engine, create_engine, event, select
from sqlalchemy.engine import ExceptionContext, make_url
from sqlalchemy.exc import (
    ArgumentError,
    DBAPIError,
    IntegrityError,
    NoSuchModuleError,
    OperationalError,
    ProgrammingError,
)
from sqlalchemy.orm import Session

from assistant.errors import Fault, UserError
from assistant.history.tables import Base, ConversationRow, TurnRow
from assistant.index_folder import real_path, unreachable
from assistant.settings import Settings

_POSTGRES = "postgresql+psycopg"
_ELSE = "or set DATABASE_URL to another address, or leave it unset."
_HINT = "Set DATABASE_URL to an address such as sqlite:///chats.sqlite3, or leave it unset."


def open_database(settings: Settings) -> Engine:
    """An engine on a database that has our tables; they are made where they are missing."""
    if not (settings.database_url or "").strip():  # set to nothing is not set
        folder = real_path(settings.data_dir)
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise unreachable(folder, error) from error
        address = f"sqlite:///{folder / 'conversations.sqlite3'}"
    else:
        address = str(settings.database_url).strip()
    engine = _engine(address)
    url = engine.url
    event.listen(engine, "handle_error", _name_damage)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
    try:
        _create_tables(engine)
    except DBAPIError as error:
        raise UserError(
            f"The conversations at {url!r} cannot be opened ({_reason(error)})",
            "See that the server runs, or that the file's folder can be written to; " + _ELSE,
        ) from error
    return engine


def _create_tables(engine: Engine) -> None:
    """The tables that are missing; another replica may be making them at this very moment."""
    try:
        Base.metadata.create_all(engine)
    except (IntegrityError, ProgrammingError, OperationalError):
        Base.metadata.create_all(engine)  # what the other has made stands by now


def _engine(address: str) -> Engine:
    try:
        url = make_url(address)
    except (ArgumentError, ValueError) as error:
        raise UserError("DATABASE_URL is not an address of a database", _HINT) from error
    if url.drivername == "postgres":  # what many hosts write, and SQLAlchemy once understood
        raise UserError(
            "DATABASE_URL begins with postgres://, which SQLAlchemy does not know",
            "Write postgresql:// in its place.",
        )
    if url.drivername == "postgresql":  # with the driver that is developed on, not psycopg2
        url = url.set(drivername=_POSTGRES)
    try:
        return create_engine(url, pool_pre_ping=True)
    except NoSuchModuleError as error:
        raise UserError(
            f"DATABASE_URL names a kind of database that is not known here: {url.drivername}", _HINT
        ) from error
    except ModuleNotFoundError as error:
        package = "psycopg[binary]" if url.drivername == _POSTGRES else error.name
        raise UserError(
            f"the driver for DATABASE_URL is not installed ({error.name})",
            f"Install it with: pip install '{package}'",
        ) from error
    except (ArgumentError, ImportError, TypeError, ValueError) as error:
        raise UserError(
            f"the driver for DATABASE_URL cannot be used ({type(error).__name__})", _HINT
        ) from error


def _reason(error: DBAPIError) -> str:
    """The driver's own words, in one line; they name no password."""
    return " ".join(str(error.orig).split())[:200] or type(error.orig).__name__


_REMEDIES = {  # what SQLite says: what it means, and what to do
    "malformed": (
        "The database of conversations is damaged",
        "Stop the app and save what is readable: sqlite3 FILE .recover | sqlite3 NEW; or move the "
        "file away, and a new one is made.",
    ),
    "not a database": (
        "The file of conversations is no database",
        "Move it away, and a new one is made.",
    ),
    "disk is full": ("The disk is full: nothing can be stored", "Make room, then ask again."),
    "readonly": (
        "The database of conversations is read-only",
        "Give the app's user the right to write it and its folder.",
    ),
}


def _name_damage(context: ExceptionContext) -> None:
    """A broken or full store is said in words instead of a traceback."""
    said = str(context.original_exception)
    for sign, (message, hint) in _REMEDIES.items():
        if sign in said:
            raise Fault(message, hint) from context.original_exception


def _prepare_sqlite(connection: Any, _: Any) -> None:
    """Readers beside one writer, patience instead of lock errors, and real foreign keys.

    A transaction that writes takes the write lock at once: one that first reads could otherwise
    fail on upgrading, which no timeout helps.
    """
    connection.isolation_level = "IMMEDIATE"
    cursor = connection.cursor()
    for pragma in (
        "busy_timeout=30000",
        "journal_mode=WAL",
        "synchronous=NORMAL",
        "foreign_keys=ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def owned(session: Session, visitor: str, conversation: str | None) -> ConversationRow | None:
    """The conversation if it is this visitor's; somebody else's is as good as none."""
    return session.scalar(
        select(ConversationRow).where(
            ConversationRow.id == conversation, ConversationRow.visitor == visitor
        )
    )


def owned_turn(session: Session, visitor: str, turn: str) -> TurnRow | None:
    """The turn if its conversation is this visitor's."""
    return session.scalar(
        select(TurnRow)
        .join(ConversationRow, ConversationRow.id == TurnRow.conversation)
        .where(TurnRow.id == turn, ConversationRow.visitor == visitor)
    )
