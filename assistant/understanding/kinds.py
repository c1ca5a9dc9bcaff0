"""The kind of a question, read off how it is put; names and sides help where wording does not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.understanding.mention import Mention

Kind = Literal[
    "verdict",
    "who_argues",
    "voice",
    "summary",
    "compare",
    "agree",
    "define",
    "example",
    "advice",
    "topic",
]

_AUTHOR = (
    r"(?:author|authors|essay|essays|article|articles|piece|pieces|text|texts|source|sources"
    r"|writer|writers|voice|voices|contributor|contributors|side|camp|anyone|anybody|somebody"
    r"|someone|people|them|they|everyone|everybody)"
)

_CUES: dict[Kind, re.Pattern[str]] = {
    "summary": re.compile(
        r"\b(summar\w+|sum up|sums up|recap|overview|gist|nutshell|tl;?dr|synopsis|abstract of"
        r"|main (?:point|points|idea|ideas|argument|arguments|claim|claims|message|thrust|thesis)"
        r"|key (?:point|points|idea|ideas|argument|arguments|message|takeaway\w*|claims?)"
        r"|central (?:point|idea|argument|claim|message|thesis)|core (?:argument|claim|message"
        r"|idea)"
        r"|bottom line|take-?aways?|boil\w*(?: \w+){0,2} down|what is [^?]*\b(?:essay|article|piece"
        r"|text)\b[^?]*\babout"
        r"|overall argument|thesis of|'s thesis|walk me through"
        r"|in (?:a few|a couple of|one|two|three|four|five|\d+) (?:short )?(?:lines?|sentences?"
        r"|words)"
        r"|in brief|briefly|the short version|whole (?:argument|point|case)|(?:argument|case"
        r"|point) in short)\b",
        re.I,
    ),
    "agree": re.compile(
        r"\b(agree(?!d\b)\w*|disagree\w*|of one mind|consensus|common ground|unanim\w+|at odds"
        r"|in common"
        r"|on the same page|same view|share (?:the|a|this|that) (?:view|belief|opinion|conviction)"
        r"|see eye to eye|all (?:of them|five|essays|authors|sides)[^?]*\b(?:think|say|believe|hold"
        r"|accept)"
        r"|do (?:all|both|any two)\b|is there agreement|concur\w*|dispute\w*|contradict\w*)\b",
        re.I,
    ),
    "compare": re.compile(
        r"\b(compar\w+|contrast\w*|differ\w*|versus|vs\.?|as opposed to|set against|side by side"
        r"|distinguish\w*|diverge\w*|unlike|similarit\w+|part ways|clash\w*|against each other)\b"
        r"|\bwould\b[^?]*\b(?:reply|respond|answer|object|say to|make of|counter)\b",
        re.I,
    ),
    "define": re.compile(
        r"\b(defin\w+|meaning of|what (?:is|are) meant by|mean(?:s|t)? by|(?:does|do"
        r"|did)\b[^?]*\bmean\b"
        r"|understand\w* by|understood as|\bthe terms?\b|as a term|stands? for|sense of the word"
        r"|how do [^?]* use the word"
        r"|what (?:exactly )?(?:is|are) (?:an? |the )?[\w-]+(?: [\w-]+){0,3}\??$|counts? as"
        r"|\bmeaning\b\W*$|\w+(?: \w+)*\s*=\s*\?)",
        re.I,
    ),
    "example": re.compile(
        r"\b(example\w*|illustrat\w+|case stud\w+|instance\w*|which (?:companies|firms|brands"
        r"|businesses)"
        r"|what (?:companies|firms|brands|businesses)|portray\w*|depict\w*|used as|held up as"
        r"|cited as"
        r"|described as|classif\w+|labell?ed|categori[sz]\w+|poster child)\b",
        re.I,
    ),
    "who_argues": re.compile(
        r"\b(?:me|know|wonder|recall|remember) who (?:says?|said|points? out|argues?|claims?"
        r"|thinks?|believes?|holds?|writes?|wrote|warns?|maintains?|insists?|mentions?)\b"
        rf"|(?:^|[,;:.] ?|\band |\bbut )(?:so )?(?:who\b|whose\b|which {_AUTHOR}\b|which of (?:the"
        r"|these|those|them)\b"
        rf"|in which {_AUTHOR}|where (?:is it|do we|does it|can i|are we)\b"
        r"|(?:does|do|did|is|are|has|have)(?: there)? (?:any|some|anyone|anybody|someone|somebody"
        r"|any of)\b"
        rf"|what {_AUTHOR}\b|name the {_AUTHOR}|by whom|according to whom)",
        re.I,
    ),
}

WORDED = tuple(_CUES)  # the kinds that certain turns of phrase hint at

_OWN = re.compile(
    r"\b(?:we|our|us|my|i|i'm|i’m|we're|we’re|i've|we've|i’ve|we’ve|me)\b"
    r"|\b(?:a|an|the) (?:founder|start-?up|company|business|firm|shop|team|maker|manufacturer)\b"
    r"[^?.]*\b(?:that|who|which|with|selling|making|building|running|in)\b",
    re.I,
)
_ADVISE = re.compile(
    r"\b(should|shall|ought|advice|advise|recommend\w*|suggest\w*|what (?:do|would|can) (?:i|we)"
    r"|how (?:do|can|would|should|could) (?:i|we)|help (?:me|us)|need to|better off|best for"
    r"|right for|make sense|worth|wise|where (?:do|should) (?:i|we)|tips?|next step|prioriti[sz]e"
    r"|apply to|applies to|fit for|what now)\b",
    re.I,
)
_BUSINESS = re.compile(
    r"(?<!should )(?<!do )(?<!can )(?<!if )\b(?:we|i)(?:'re|’re|'m|’m|'ve"
    r"|’ve)?\s+(?:\w+\s+){0,3}?(?:run|running|sell|selling|make|making"
    r"|build|building|built|own|owning|operate|operating|offer|offering|manufactur\w+|lead|leading"
    r"|manage|managing|work|start|starting|started|launch\w*|have|are|am|bake|import\w*|produce"
    r"|producing|distribut\w+|provide|develop\w*|just|plan\w*|employ|raised|serve|hire\w*|lost|got"
    r"|a)\b"
    r"|\b(?:my|our) \w+|\b(?:us|ours|mine)\b"
    r"|\b(?:to|for|of) an? (?:[\w-]+ ){1,5}(?:start-?up|company|business|firm|shop|maker|founder"
    r"|team|brand|agency|studio)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Cues:
    """Which kinds a wording hints at, and whether the asker speaks of a business of their own."""

    kinds: frozenset[Kind]
    about_own_business: bool
    describes_business: bool
    asks_advice: bool


def read_cues(question: str) -> Cues:
    """The hints that the wording of a question gives, before names and topic are known."""
    return Cues(
        kinds=frozenset(kind for kind, cue in _CUES.items() if cue.search(question)),
        about_own_business=bool(_OWN.search(question)),
        describes_business=bool(_BUSINESS.search(question)),
        asks_advice=bool(_ADVISE.search(question)),
    )


_WHO = re.compile(
    r"^\W*(?:so |and |but )?(?:(?:besides|apart from|aside from|other than|except(?: for)?) [^,?]+,"
    r" )?(?:who(?:se|['’]s)?|which (?:author|essay|writer|voice|person|article"
    r"|piece|other\w*)s?)\b"
    r"(?!['’]?s? (?:is|was|are|were)? ?(?:he|she|they)\b)(?! (?:does|do|did|is|are|has) )(?! else)",
    re.I,
)
# "Who else besides X thinks …", "who is with X on …", "who is on X's side about …".
_BESIDE = re.compile(
    r"^\W*(?:so |and |but )?who(?: else)?(?:['’]?s| is| are)? (?:else )?(?:(?:besides"
    r"|apart from|aside from|other than|but)\b|(?:also )?(?:with|behind)\b"
    r"|on (?:the )?[^?]*?\bside\b)",
    re.I,
)


_ANYONE = re.compile(
    r"^\W*(?:so |and |but )?(?:(?:does|do|did|would) (?:any(?:one|body)|some(?:one|body)"
    r"|any of (?:them|the [\w ]{3,20}?)|any (?:essay|author|writer|voice)s?)"
    r"|is there (?:any(?:one|body)|some(?:one|body)|any (?:essay|author|writer|voice)s?))"
    r"(?: else)?(?: (?:in )?here| in (?:this|the) \w+)?(?: (?:who|that))?"
    r" (?:backs?(?: up)?|sides? with|agrees? with|supports?|shares?|thinks? like|goes? along with"
    r"|disagrees? with|contradicts?|opposes?|objects? to|rejects?|disputes?|(?:is |stands? )?"
    r"(?:on|takes?) (?:the side of|[^?]{3,40}?['’]s? side))\b",
    re.I,
)
# Before a name: whose words are asked for; some of them only where the name ends the question.
_PUT_TO = re.compile(
    r"\b(?:according to|acc\.? to|per|in the (?:view|eyes|opinion|words) of)(?: the)?\s*$", re.I
)
_PUT_TO_AT_END = re.compile(r"\b(?:says?|said|writes?|asks?|for|in)(?: the)?\s*$", re.I)
_OPPOSES = re.compile(
    r"\b(?:disagree\w*|contradict\w*|oppos\w*|object\w*|reject\w*|disput\w*)\b", re.I
)


def asks_who(question: str) -> bool:
    """Whether it asks for the one who says something of somebody ("who backs X?")."""
    return any(cue.search(question) for cue in (_WHO, _ANYONE, _BESIDE))


def is_about(question: str, mentions: Sequence[Mention]) -> bool:
    """Whether it asks others about whom it names, rather than those themselves.

    "Who agrees with X?" does; "Who pays for it, according to X?" is put to X.
    """
    for mention in mentions:
        before, behind = question[: mention.start], question[mention.end :]
        ends = not re.search(r"\w", behind)
        if _PUT_TO.search(before) or (ends and _PUT_TO_AT_END.search(before)):
            return False
    return asks_who(question)


def asks_opponents(question: str) -> bool:
    """Whether those are asked for who contradict somebody, not those who back them."""
    return bool(_OPPOSES.search(question))


def kind_of_party(cues: Cues, *, parties: int, topic: bool) -> Kind:
    """The kind of a question put to voices or essays by name, from its cues.

    `parties` counts them; `topic`: something is left of the question once names and scaffolding
    are gone.
    """
    hints = cues.kinds
    if parties >= 2:
        return "agree" if "agree" in hints and "compare" not in hints else "compare"
    if "define" in hints and topic:
        return "define"
    if "summary" in hints or not topic:
        return "summary"
    return "voice"
