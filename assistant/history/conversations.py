"""Reads and writes conversations. One short transaction a call, safe from any thread."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Engine, delete, func, or_, select
from sqlalchemy.orm import Session

from assistant.history.database import open_database, owned, owned_turn
from assistant.history.feedback import FeedbackBook
from assistant.history.reading import (
    conversation_of,
    damaged_conversation,
    damaged_turn,
    read_rows,
    turn_of,
)
from assistant.history.records import Conversation, Turn
from assistant.history.tables import ConversationRow, ShareRow, TurnRow
from assistant.history.visitors import Visitors
from assistant.settings import Settings

TITLE = 80  # characters of the first question that name a conversation


def open_history(settings: Settings) -> History:
    """The history in the database that the settings name."""
    return History(open_database(settings))


class History:
    """All conversations; every method acts for the visitor whose key it is given.

    Only `shared` needs no key: its token, which is as long, stands for what its owner shared.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.feedback = FeedbackBook(engine)
        self.visitors = Visitors(engine)

    def close(self) -> None:
        """Let go of the database; the next call opens it again."""
        self._engine.dispose()

    def conversations(self, visitor: str, search: str = "") -> list[Conversation]:
        """The visitor's conversations, latest first; a search keeps those with every word."""
        query = select(ConversationRow).where(ConversationRow.visitor == visitor)
        for word in search.split():
            within = select(TurnRow.conversation).where(
                TurnRow.words.icontains(word, autoescape=True)
            )
            query = query.where(
                or_(
                    ConversationRow.title.icontains(word, autoescape=True),
                    ConversationRow.id.in_(within),
                )
            )
        with Session(self._engine) as session:
            return read_rows(
                session,
                query.order_by(ConversationRow.updated.desc()),
                ConversationRow.id,
                conversation_of,
                damaged_conversation,
            )

    def conversation(self, visitor: str, conversation: str) -> Conversation | None:
        """One conversation of this visitor, or None: somebody else's is as good as none."""
        query = select(ConversationRow).where(
            ConversationRow.visitor == visitor, ConversationRow.id == conversation
        )
        with Session(self._engine) as session:
            found = read_rows(
                session, query, ConversationRow.id, conversation_of, damaged_conversation
            )
            return found[0] if found else None

    def rename(self, visitor: str, conversation: str, title: str) -> None:
        """Give a conversation another title; an empty one changes nothing."""
        shortened = _title(title)
        with Session(self._engine) as session, session.begin():
            row = owned(session, visitor, conversation)
            if row and shortened:
                row.title = shortened

    def delete(self, visitor: str, conversation: str) -> None:
        """Delete a conversation with its turns and feedback."""
        with Session(self._engine) as session, session.begin():
            session.execute(
                delete(ConversationRow).where(
                    ConversationRow.id == conversation, ConversationRow.visitor == visitor
                )
            )

    def begin_turn(
        self,
        visitor: str,
        conversation: str | None,
        question: str,
        asked_with: dict[str, Any] | None = None,
    ) -> tuple[str, str]:
        """Store a question before it is answered; (conversation id, turn id).

        Without a conversation of this visitor's, a new one begins, named after the question.
        """
        now = datetime.now(UTC)
        with Session(self._engine) as session, session.begin():
            row = owned(session, visitor, conversation)
            if row is None:
                row = ConversationRow(
                    id=_new_id(), visitor=visitor, title=_title(question), created=now, updated=now
                )
                session.add(row)
                session.flush()
            row.updated = now
            last = select(func.max(TurnRow.place)).where(TurnRow.conversation == row.id)
            place = session.scalar(last)
            turn = TurnRow(
                id=_new_id(),
                conversation=row.id,
                place=0 if place is None else place + 1,
                question=question,
                answer=None,
                shown={},
                asked_with=asked_with or {},
                words=question,
                created=now,
            )
            session.add(turn)
            return row.id, turn.id

    def complete_turn(
        self, visitor: str, turn: str, answer: dict[str, Any], shown: dict[str, Any]
    ) -> None:
        """Store a finished answer, and what the screen fixed when it showed it."""
        with Session(self._engine) as session, session.begin():
            row = owned_turn(session, visitor, turn)
            if row:
                row.answer = answer
                row.shown = shown
                row.words = f"{row.question}\n{answer.get('text', '')}"

    def turns(self, visitor: str, conversation: str) -> list[Turn]:
        """The turns of one conversation, in order; none where it is not this visitor's."""
        query = (
            select(TurnRow)
            .join(ConversationRow, ConversationRow.id == TurnRow.conversation)
            .where(ConversationRow.visitor == visitor, ConversationRow.id == conversation)
            .order_by(TurnRow.place)
        )
        with Session(self._engine) as session:
            return read_rows(session, query, TurnRow.id, turn_of, damaged_turn)

    def share(self, visitor: str, conversation: str) -> str | None:
        """The token of a conversation's link, made if need be; None where it is not theirs."""
        known = self.link_of(visitor, conversation)
        if known:
            return known
        with Session(self._engine) as session, session.begin():
            if not owned(session, visitor, conversation):
                return None
            token = secrets.token_urlsafe(24)
            now = datetime.now(UTC)
            session.add(ShareRow(token=token, conversation=conversation, created=now))
            return token

    def unshare(self, visitor: str, conversation: str) -> None:
        """Withdraw the link of a conversation of this visitor."""
        with Session(self._engine) as session, session.begin():
            if owned(session, visitor, conversation):
                session.execute(delete(ShareRow).where(ShareRow.conversation == conversation))

    def link_of(self, visitor: str, conversation: str) -> str | None:
        """The token of a conversation that this visitor has shared."""
        with Session(self._engine) as session:
            return session.scalar(
                select(ShareRow.token)
                .join(ConversationRow, ConversationRow.id == ShareRow.conversation)
                .where(ConversationRow.visitor == visitor, ConversationRow.id == conversation)
            )

    def shared(self, token: str) -> tuple[Conversation, list[Turn]] | None:
        """What a link opens, for anybody; None where it was withdrawn or never made."""
        with Session(self._engine) as session:
            found = session.execute(
                select(ConversationRow.id, ConversationRow.visitor)
                .join(ShareRow, ShareRow.conversation == ConversationRow.id)
                .where(ShareRow.token == token)
            ).first()
        if found is None:
            return None
        conversation = self.conversation(found.visitor, found.id)
        return (conversation, self.turns(found.visitor, found.id)) if conversation else None

    def drop_from(self, visitor: str, turn: str) -> None:
        """Delete a turn and all after it: what asking again, or asking differently, replaces."""
        with Session(self._engine) as session, session.begin():
            row = owned_turn(session, visitor, turn)
            if row:
                session.execute(
                    delete(TurnRow).where(
                        TurnRow.conversation == row.conversation, TurnRow.place >= row.place
                    )
                )


def _new_id() -> str:
    return secrets.token_urlsafe(16)  # 128 random bits: nobody guesses one


def _title(text: str) -> str:
    title = " ".join(text.split())
    if len(title) <= TITLE:
        return title
    cut = title[:TITLE]
    return f"{cut.rpartition(' ')[0] or cut} …"
