"""Conversations that last: who asked what, the answers exactly as given, and what readers said.

Every method takes the visitor's key, and every query filters by it: an id alone opens nothing.
"""

from assistant.history.conversations import History, open_history
from assistant.history.records import FAULTS, Conversation, Fault, Feedback, JudgedTurn, Turn

__all__ = [
    "FAULTS",
    "Conversation",
    "Fault",
    "Feedback",
    "History",
    "JudgedTurn",
    "Turn",
    "open_history",
]
