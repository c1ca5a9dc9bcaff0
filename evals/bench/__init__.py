"""How fast the assistant is, and how its parts do on public data: `python -m evals bench`."""
