"""A question that takes something for granted, put as the statement that it grants.

"Why does Mark treat quality as a side issue?" grants "Mark treats quality as a side issue."; the
statement can then be held against the essays as any other.
"""

from __future__ import annotations

import re

from assistant.understanding.mention import Mention

_HEAD = r"^\W*(?:(?:so|and|but|then|ok(?:ay)?|well|please|also)\b\W*)*"
_WHY = re.compile(
    _HEAD + r"(?:(?:can|could|would) you )?(?:explain (?:to me )?why|tell me why|why|how come"
    r"|for what reasons?|on what grounds|what (?:makes|made))\s+",
    re.I,
)
_HOW = re.compile(_HEAD + r"how (?=(?:does|do|did|can|could)\b)", re.I)
_WAY = re.compile(_HEAD + r"in (?:what|which) (?:way|sense|respect)s? (?=(?:does|do|did)\b)", re.I)
_SINCE = re.compile(
    _HEAD + r"(?:since|given that|given|considering that|considering|seeing (?:that|as)|now that"
    r"|because)\s+",
    re.I,
)
_HELPS = re.compile(r"^(?:does|do|did|can|could|would|will|should)\s+", re.I)
_IS = re.compile(r"^(is|are|was|were|has|have|had)\s+", re.I)
_CLAIMED = re.compile(
    r"\b(?P<whose>(?:his|her|their|its)|[^,.?]+?(?:['’]s?|s['’])) (?:claim|belief|view"
    r"|conviction|insistence|idea|argument|assertion|contention|point|opinion|thesis|position)"
    r" that (?P<what>.+)$",
    re.I,
)
_REASONS = re.compile(
    r"\b(?:what (?:are|is|were|was)|give me|name|list|explain)\W+(?P<who>.+?)['’]s? (?:\w+ )?"
    r"(?:reasons?|grounds|arguments?|case|justification|evidence) (?P<how>for|against|why|that)\s+"
    r"(?P<what>.+)$",
    re.I,
)
# What follows a statement and asks for its reasons.
_TAIL = re.compile(
    r"(?:[.;!]|,?\s[–—-]|,|\?)?\s*(?:(?:,\s*)?(?:right|correct|true|no"
    r"|isn['’]t (?:it|he|she|that so)"
    r"|doesn['’]t (?:he|she|it)|don['’]t they|is (?:that|this) (?:right|so|true))\s*\?)?"
    r"\s*(?:(?:and |but |so )?(?:why|how so|how come|what for|on what grounds|for what reasons?"
    r"|which one|what(?:['’]s| is| are| were) (?:his|her|their|its|the)"
    r"|what (?:reasons?|grounds?|evidence)|which reasons|what makes"
    r"|how (?:do|does|did|can|could|come)"
    r"|where (?:do|does|did)|what (?:do|does|did|should|would))\b[^?]*\?*)?\s*$",
    re.I,
)
_TURNS = re.compile(
    r"(?:(?<=[.!;])|,)\s+(?=(?:and |but |so )?(?:what|which|why|how|where|when|who"
    r"|is|are|does|do|should|can|on what|for what|right|correct|isn['’]t|doesn['’]t|don['’]t)\b)",
    re.I,
)
_JUSTIFIES = re.compile(
    r"\b(?:justif(?:y|ies|ied)|defend(?:s|ed)?|show(?:s|ed)?|prove[sd]?"
    r"|demonstrate[sd]?|support(?:s|ed)?|back(?:s|ed)? up|argue[sd]?)\s+"
    r"(?:his|her|its|their|the)?\s*"
    r"(?:(?:claim|belief|view|conviction|idea|argument|opinion|point) )?that\b",
    re.I,
)
_ADVISES = re.compile(r"\b(?:recommend|advise|urge|suggest|propose)(?:s|d|ed)?\b", re.I)
# A mention, a quotation or a story is no view that could be wrong.
_TELLS = re.compile(
    r"\b(?:bring(?:s|ing)? up|brought up|mention\w*|refer\w* to|quot(?:e|es|ed|ing)|cit(?:e|es|ed"
    r"|ing)|talk\w* (?:about|of)|discuss\w*|turn\w* up|come[s]? up|came up|appear\w*|feature[sd]?"
    r"|use[sd]? (?:the )?(?:example|term|word|story)|start\w* with|open\w* with|end\w* with|tell\w*"
    r" (?:the|this|that|a|us)\b|write[s]? (?:about|in)|wrote (?:about|in))\b",
    re.I,
)
# A statement without a question word says something only with a verb of saying or being.
_HOLDS = re.compile(
    r"\b(?:says?|said|thinks?|believes?|claims?|argues?|holds?|insists?|proves?|shows?|loves?|hates?"
    r"|likes?|wants?|prefers?|rejects?|accepts?|agrees?|recommends?|advises?|warns?|calls?|treats?"
    r"|puts?|ranks?|sees?|considers?|is|are|was|were|has|have|must|should|can)\b",
    re.I,
)
_ASKS = re.compile(
    r"\W*(?:what|who|whose|which|where|when|how|why|if|should|would|do|does|is|are|can|i['’]m|i|we"
    r"|my|our|bother|not|tell|compare|summari[sz]e|according to [^,]{1,40}$|in [^,]{1,40}$)\b",
    re.I,
)
_SIBILANT = re.compile(r"(?:s|x|z|ch|sh|o)$", re.I)


def restated(question: str, mentions: list[Mention]) -> str | None:
    """The statement that a question grants; None where it grants none that can be told."""
    text = re.sub(r"\s+", " ", question).strip()
    people = [m for m in mentions if m.name.kind != "thing"]
    statement = _granted(text, [text[m.start : m.end] for m in people])
    if not statement or len(statement.split()) < 3 or _TELLS.search(statement):
        return None
    if _ASKS.match(statement) or ".." in statement or "…" in statement:
        return None
    return statement[0].upper() + statement[1:].rstrip(" ?.!,;:") + "."


def _granted(text: str, names: list[str]) -> str | None:
    claimed = _CLAIMED.search(text)
    if claimed and names:
        whose = re.sub(
            r"^\W*(?:explain|justify|what about|discuss|why|is|on)\s+",
            "",
            claimed["whose"],
            flags=re.I,
        )
        owner = next((name for name in names if name in whose), names[0])
        return f"{_bare(owner)} says that {_cut(claimed['what'])}"
    reasons = _REASONS.search(text)
    if reasons and names:
        verb = {"for": "is for", "against": "is against"}.get(reasons["how"].lower(), "says that")
        return f"{_bare(reasons['who'])} {verb} {_cut(reasons['what'])}"
    for head in (_WHY, _SINCE, _HOW, _WAY):
        found = head.match(text)
        if found:
            return _declared(_cut(text[found.end() :]), names, how=head is _HOW)
    tail = _TURNS.search(text)
    if tail and any(name in text[: tail.start()] for name in names):
        statement = _cut(text[: tail.start()])
        return statement if _HOLDS.search(statement) or _does(statement, names) else None
    return None


def _declared(rest: str, names: list[str], *, how: bool) -> str | None:
    """The order of a statement: "does Mark treat" becomes "Mark treats"."""
    helper = _HELPS.match(rest)
    if helper:
        rest = rest[helper.end() :]
        if how and not (_JUSTIFIES.search(rest) or _ADVISES.search(rest)):
            return None
        rest = _JUSTIFIES.sub("says that", rest) if how else rest
        name = _leading(rest, names)
        if name is None or helper.group().strip().lower() != "does":
            return rest
        behind = rest[len(name) :].lstrip()
        verb, _, more = behind.partition(" ")
        return f"{name} {_third(verb)} {more}"
    copula = _IS.match(rest)
    if copula:
        rest = rest[copula.end() :]
        name = _leading(rest, names)
        return f"{name} {copula.group(1)} {rest[len(name) :].lstrip()}" if name else None
    return None if how else rest


def _does(statement: str, names: list[str]) -> bool:
    """Whether a statement begins with a name that does something: "X turns away anyone who"."""
    name = _leading(statement, names)
    behind = statement[len(name) :].split() if name else []
    verbs = [w for w in behind[:2] if w.endswith(("s", "ed")) and w.islower()]
    return bool(verbs) and "vs" not in behind[:2]


def _leading(rest: str, names: list[str]) -> str | None:
    """The name with its article that the text begins with."""
    for name in names:
        found = re.match(
            rf"(?:the |this |that )?(?:[a-z]+ )?{re.escape(name)}(?: (?:essay|article|piece|author"
            r"|text|page|post|entry))?(?=\s)",
            rest,
            re.I,
        )
        if found:
            return found.group()
    return None


def _third(verb: str) -> str:
    if verb.lower().endswith("s") or not verb.isalpha():
        return verb
    if verb.lower().endswith("y") and verb[-2:-1].lower() not in "aeiou":
        return verb[:-1] + "ies"
    return verb + ("es" if _SIBILANT.search(verb) else "s")


def _cut(text: str) -> str:
    """Without the question that follows the statement."""
    turn = _TURNS.search(text)
    if turn and turn.start() > 12:
        text = text[: turn.start()]
    return _TAIL.sub("", text).strip(" ,;")


def _bare(name: str) -> str:
    return re.sub(r"['’]s?$", "", name)
