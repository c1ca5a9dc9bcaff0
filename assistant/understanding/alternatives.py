"""Two ways that a question sets against each other: "A or B", or what two people want."""

from __future__ import annotations

import re

_OR = re.compile(r"\s+(?:or|vs\.?|versus|rather than|instead of|over)\s+|,\s*or\s+", re.I)
# "My partner wants to polish the app, I'd rather see users": two camps, each with its way.
_CAMPS = re.compile(
    r"\b(?:half|some|part|one (?:of|side|camp|partner)|she|he|they|(?:my|our) [\w-]+(?: [\w-]+)?"
    r"|the [\w-]+)\b(?P<one>[^.;:?]{12,}?)(?:[,;]|\s[–—-])\s*(?:(?:and|while|whereas|but) )?"
    r"(?:the other(?:s| half| side)?|others|part|i|she|he|we|(?:my|the) [\w-]+)(?:['’]d)?\b"
    r"(?P<other>[^.?!;]{12,})",
    re.I,
)


# The same in two sentences: only where the asker wants to hear who is right.
_APART = re.compile(
    r"(?:^|[.!?] )(?:my|our) [\w-]+(?: [\w-]+)? (?P<one>[^.;:?!]{12,})[.!] (?:but |and |while )?"
    r"(?:i|we|my [\w-]+)(?:['’](?:d|m|ve))?\b (?P<other>[^.?!;]{12,})",
    re.I,
)


def halves(question: str) -> tuple[str, str] | None:
    """The two alternatives of "A or B", or None."""
    parts = [part for part in _OR.split(question) if part and part.strip()]
    if len(parts) < 2:
        return None
    before, behind = parts[-2], parts[-1]
    before = re.split(r"[.!?:;]\s", before)[-1]
    return before.strip(" ?.!,"), re.split(r"[.!?;,]\s", behind)[0].strip(" ?.!,")


def camps(question: str, *, judged: bool = False) -> tuple[str, str] | None:
    """What two people or parties in the question want, each for themselves, or None.

    `judged`: the question wants to hear who is right.
    """
    match = _CAMPS.search(question) or (_APART.search(question) if judged else None)
    return (match["one"].strip(), match["other"].strip()) if match else None
