"""The chat-model writer: the whole debate lies before it, and every sentence of it is checked."""
