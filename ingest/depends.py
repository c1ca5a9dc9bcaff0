"""Whether a sentence says that there is no answer for everybody: both hold, or it depends."""

from __future__ import annotations

import re

_SOUND = (
    r"(?:valid|sound|legitimate|viable|good|right|merits?|place|fine|necessary|needed|useful|wrong)"
)

_CASE = r"(?:with|for|in|where|if|when)"

_PATTERNS = (
    # It depends on something.
    r"\b(?:it|this|that|all|answer|choice) (?:\w+ )?depends\b",
    r"\bdepends? (?:up)?on (?:how|what|which|who|whether|where|when)\b",
    r"\bdepends? (?:up)?on the (?:kind|type|size|stage)\b",
    r"\bdepending on\b",
    r"\b(?:whether|when|how|which) [^.;]{3,80}? depends?\b",
    r"\b(?:whether|which) [^.;]{3,60}? is (?:not )?a question (?:of|about)\b",
    r"^let (?:the|your|its) [^.;]{3,60}? (?:decide|settle|choose)\b",
    r"\b(?:choose|decide) by (?:how|what|which|where|who)\b",
    # No answer fits all.
    r"\bone[- ]size[- ]fits[- ]all\b",
    r"\b(?:no|not one|never one|isn['’]t (?:a|one)|is not (?:a|one)) "
    r"(?:single|one|simple|universal|general|right|correct|best) "
    r"(?:(?:single|one|right|correct|best) )*"
    r"(?:answer|rule|recipe|formula|solution|choice|approach|way)\b",
    r"\bno (?:answer|rule|recipe|formula|solution|approach)"
    r" (?:that|which)? ?(?:holds?|fits?|works?|suits?)\b",
    r"\bas if there (?:were|was) (?:only )?one\b",
    # Both hold, or neither does.
    rf"\bequally (?:{_SOUND}|important)\b",
    r"\bboth (?:\S+ ){0,6}(?:are|have|can|work|is|has|may|do|deserve)\b"
    rf"(?:\S* ){{0,6}}{_SOUND}",
    rf"\b(?:calls?|finds?|considers?|thinks?|holds?|sees?) both (?:\S+ ){{0,3}}{_SOUND}\b",
    r"\bboth (?:\S+ ){0,4}have (?:their|its|a)\b",
    r"\bneither (?:\S+ ){0,6}"
    r"(?:good or bad|superior|better|best|right|wrong|always|for everyone|enough)\b",
    r"\beither (?:one |of them )?(?:will|would|can|may|works?)\b",
    r"\beach (?:one |of them )?(?:suits?|fits?|serves|has its|is right)\b",
    r"\bin (?:its|their) (?:own |proper )?place\b",
    r"\b(?:a bit|some|a little) of (?:each|both)\b|\bbest of both\b",
    r"\b(?:mix|blend|balance) (?:of|between)\b",
    r"\bwithout (?:\w+ing )?either\b|\bmiss either\b",
    # The question is another one.
    r"\bwrong question\b|\b(?:real|critical|better|true) question is\b",
    r"\bthe question is (?:what|which|who|how|when|not)\b",
    r"\b(?:what|which) (?:of the two|suits|fits|one fits|is right for)\b",
    r"\bknow(?:s|ing)? which of\b",
    r"\b(?:one of them|either|which) is always (?:better|best|right)\b",
    r"\bchoose for each\b|\bcase by case\b|\banswer is (\w+) by \1\b",
    r"\b(?:one|a single) rule for (?:both|all|every\w*)\b",
    r"\bdifferent (?:kinds?|sorts?|types?|stages?) of (?:compan|business|team|work|lesson)\w*",
    r"\bit (?:all )?comes down to (?:what|which|who|how|your)\b",
    # The same sentence hands a case to each: "with one team, …; with ten, …".
    rf"(?P<side>\b{_CASE}) [^,;.]{{2,60}}, [^;.]{{3,80}}[;,] (?:and )?(?P=side) [^,;.]{{2,60}},",
    # "Hire when …, and train when …": either has its clause behind it.
    r"(?<=\w )(?P<case>whe(?:n|re)|whatever|whoever|for (?:what|any)) [^,;.]{3,80}[,;] "
    r"(?:(?:and|but) )?(?:(?!and\b|but\b)\w+ ){1,5}?(?P=case) ",
)
_DEPENDS = re.compile("|".join(_PATTERNS), re.IGNORECASE)


def says_it_depends(text: str) -> bool:
    """Whether the sentence leaves the answer open, in principle and for good."""
    return _DEPENDS.search(text) is not None
