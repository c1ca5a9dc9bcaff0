"""Whether a sentence denies the quotation that it introduces."""

from __future__ import annotations

import re
from functools import lru_cache

from evals.folding import fold

SAYS = (
    r"argu(?:e|es|ed|ing)|sa(?:y|ys|id|ying)|claim(?:s|ed)?|hold(?:s)?|held|believ(?:e|es|ed)|think(?:s)?"
    r"|thought|writ(?:e|es)|wrote|maintain(?:s|ed)?|stat(?:e|es|ed)|contend(?:s|ed)?|assert(?:s|ed)?"
    r"|add(?:s|ed)?|hold|put(?:s)?|insist(?:s|ed)?|conced(?:e|es|ed)|support(?:s|ed)?|accept(?:s|ed)?"
)
NOT = r"(?:not|never|n't|n’t|nobody|no one|none|neither|hardly|refuses? to|fails? to)"
_SAYING = re.compile(
    rf"(?P<no>\b{NOT}\s+(?:\w+\s+){{0,2}}?|n't\s+(?:\w+\s+){{0,1}}?)?\b(?:{SAYS})\b"
    rf"|(?P<reject>\b(?:den(?:y|ies|ied)|reject(?:s|ed)?|disput(?:e|es|ed))\b)",
    re.IGNORECASE,
)


@lru_cache(maxsize=65536)
def denies(statement: str, quote: str) -> bool:
    """True where the last verb of saying before the quotation is negated.

    "Mark does not argue: “…”" denies; "Mark does not say that; he writes: “…”" does not, and
    neither does a statement in which the quotation stands first or not at all.
    """
    told = fold(statement)
    at = told.find(fold(quote))
    if at <= 0:
        return False
    framing = told[:at].rsplit(". ", 1)[-1]
    framing = re.sub(r"'[^']{12,}'", " ", framing)
    verbs = list(_SAYING.finditer(framing))
    return bool(verbs) and bool(verbs[-1].group("no") or verbs[-1].group("reject"))
