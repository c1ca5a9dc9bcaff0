"""What readers say of answers, kept with the answer so that it can become a case of the evals."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from assistant.history.database import owned_turn
from assistant.history.records import FAULTS, Feedback, JudgedTurn, Turn
from assistant.history.tables import ConversationRow, FeedbackRow, TurnRow


class FeedbackBook:
    """Thumbs and named faults, at most one entry an answer."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def give(self, visitor: str, turn: str, feedback: Feedback) -> None:
        """Store what the visitor says of an answer of theirs, replacing what they said before."""
        with Session(self._engine) as session, session.begin():
            if owned_turn(session, visitor, turn):
                session.merge(
                    FeedbackRow(
                        turn=turn,
                        helpful=feedback.helpful,
                        faults=list(feedback.faults),
                        note=feedback.note,
                        created=datetime.now(UTC),
                    )
                )

    def of(self, visitor: str, conversation: str) -> dict[str, Feedback]:
        """What the visitor said of the answers of one conversation, by turn."""
        with Session(self._engine) as session:
            rows = session.scalars(
                select(FeedbackRow)
                .join(TurnRow, TurnRow.id == FeedbackRow.turn)
                .join(ConversationRow, ConversationRow.id == TurnRow.conversation)
                .where(ConversationRow.visitor == visitor, ConversationRow.id == conversation)
            )
            return {row.turn: _feedback(row) for row in rows}

    def judged(self, visitor: str) -> list[JudgedTurn]:
        """Every complete answer that this visitor judged, oldest first."""
        with Session(self._engine) as session:
            found = session.execute(
                select(TurnRow, FeedbackRow)
                .join(FeedbackRow, FeedbackRow.turn == TurnRow.id)
                .join(ConversationRow, ConversationRow.id == TurnRow.conversation)
                .where(ConversationRow.visitor == visitor, TurnRow.answer.is_not(None))
                .order_by(FeedbackRow.created)
            ).all()
            return [
                JudgedTurn(
                    Turn(row.id, row.question, row.answer, row.shown, row.asked_with),
                    _feedback(said),
                    _earlier(session, row),
                )
                for row, said in found
            ]


def _earlier(session: Session, row: TurnRow) -> tuple[str, ...]:
    before = (
        select(TurnRow.question)
        .where(TurnRow.conversation == row.conversation, TurnRow.place < row.place)
        .order_by(TurnRow.place)
    )
    return tuple(session.scalars(before))


def _feedback(row: FeedbackRow) -> Feedback:
    faults = tuple(fault for fault in FAULTS if fault in row.faults)
    return Feedback(row.helpful, faults, row.note)
