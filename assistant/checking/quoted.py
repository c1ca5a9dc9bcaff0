"""The words that a statement puts in quotation marks."""

from __future__ import annotations

import re

_QUOTED = re.compile(
    r"“([^“”]+)”"
    r'|(?<!\w)"([^"]+)"(?!\w)'
    r"|(?<!\w)‘([^‘]+?)’(?!\w)"
    r"|(?<!\w)'([^']+(?:'\w[^']*)*)'(?!\w)"
    r"|«([^«»]+)»"
)


def quotations(text: str) -> list[tuple[int, int, str]]:
    """Every quotation: start and end with its marks, and the words between them."""
    found = []
    for match in _QUOTED.finditer(text):
        inner = next(group for group in match.groups() if group is not None)
        if not any(character.isalnum() for character in inner):
            continue
        found.append((match.start(), match.end(), inner.strip()))
    return found
