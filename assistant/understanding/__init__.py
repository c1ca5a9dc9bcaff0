"""Understanding a question: who and what it names, its kind, its topic, what it presumes."""
