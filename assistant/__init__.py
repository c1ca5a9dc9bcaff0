"""Answers questions about a debate, citing which essay and which voice in it says what."""
