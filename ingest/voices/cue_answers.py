"""How a sentence right behind a quotation takes sides: "Try that at sea", "I have nothing to add".

Patterns over the same lines as in `cue_words`; elsewhere in an essay they would mean nothing.
"""

from __future__ import annotations

import re

_LESS = r"(?:less|weaker|worse|thinner|thin|poorer|sillier|shakier|emptier|smaller)"
_SUBSTANCE = r"(?:logic|argument|arguments|reasoning|claim|sense|substance|arithmetic|conclusion)"
_PRONOUN = r"(?:it|this|that|he|she|they|him|her|them)"

OPENS_APPROVING = re.compile(r"^(?:exactly|precisely|indeed|quite so|quite right|true|right|yes)\b")
OPENS_CONTRADICTING = re.compile(
    r"^(?:(?:wrong|no|not so|hardly|sorry|really|if only|not quite|not in my \w+)\b(?= [.,!:?—])|"
    r"(?:tell|try) that\b|good luck\b|"
    r"(?:it|that|this) (?:will|would|does|did|is|was|can|could) not [.!]$)"
)
AGREES = re.compile(
    r"\bnothing to add\b|\bi should have (?:\w+ )?(?:gone with|listened to|believed|followed|"
    r"heeded|asked) (?:him|her|them)\b|\bi(?: have|'ve)? (?:stolen|borrowed|adopted|pinned|"
    rf"framed|copied) {_PRONOUN}\b|\bi (?:have|keep|kept) (?:it|this|that|these|those)\b.*"
    r"\b(?:on a card|on the wall|on my|above my|by heart)\b"
)
REJECTS = re.compile(
    rf"\b{_SUBSTANCE} (?:\w+ ){{0,3}}{_LESS}\b|"
    rf"\b(?:it|this|that|which) (?:\w+ )?(?:gets?|got|grows?|grew|becomes?|looks?) {_LESS}\b|"
    rf"\b(?:take|took|pull|pick|tear) {_PRONOUN} (?:apart|to pieces)\b|"
    r"\b(?:i|we)(?: am|'m| are|'re| was| were| remain)? (?:unconvinced|unpersuaded|"
    r"not convinced|not persuaded)\b|"
    r"\b(?:this|that|it)(?: is|'s) not how\b|"
    r"\b(?:this|that|it)(?: is|'s) not (?:\w+ ){1,4}, (?:it|that)(?: is|'s)\b|"
    r"\b(?:saw|found|happened|happens) (?:exactly |precisely |just |quite )?"
    r"the (?:opposite|reverse)\b|\bthe (?:opposite|reverse) is true\b"
)
# Praise of the wording says nothing of the matter: "It is well put and it's nonsense."
STYLE = re.compile(
    r"\b(?:well (?:put|said|written|phrased)|beautifully|eloquently|brilliantly|wonderfully|"
    r"aptly|persuasively|perceptively)\b"
)
# He contradicts the author: a rebuttal, if the author turns against it in his turn.
OPPOSING = re.compile(
    r"\b(?:thinks?|thought|says?|said|believes?|tells? me|told me|insists?)(?: that)? "
    r"(?:i|we)(?: am|'m| are|'re| was| were) (?:\w+ )?(?:wrong|mistaken|mad|crazy|naive|naïve|"
    r"deluded|dreaming|kidding|fooling|deceiving|soft|a fool|foolish|romantic)"
    r"|\b(?:sees|saw) (?:it|this|things) (?:quite |very |rather )?differently\b"
    r"|\bdisagrees?\b"
)
TURNING = re.compile(
    r"^(?:but|yet|however|except|alas|unfortunately|still ,|nevertheless|"
    r"in (?:fact|truth|reality))\b"
)
