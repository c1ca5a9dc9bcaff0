"""The chat-model writer: fluent where a model is at hand, and no less bound to the essays."""
