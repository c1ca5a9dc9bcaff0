"""How an author treats a voice: approval and contradiction in the sentences around a quotation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.domain import Attitude
from ingest.voices.tokens import Token

_ADVICE = r"(?:advice|idea|argument|point|counsel|rule|reasoning|logic|guidance|thoughts?|points)"
_VERY = (
    r"(?:(?:quite|absolutely|entirely|surely|exactly|dead|so|largely|of course|clearly|completely|"
    r"perfectly|probably|certainly|also|still|simply|just|plain|both|only|half|partly|flatly|"
    r"utterly|deeply|badly|dangerously|profoundly|very|always|all) )*"
)
_IS = r"(?:is|was|are|were|be|been|'s|'re|'m|am|being|proved|seems|sounds|got it|gets it|has it|have it|had it)"
_NEGATED = r"(?P<negated>(?:not|never|hardly|scarcely|far from|anything but) )?"
_ENDORSES = re.compile(
    rf"\b(?:{_IS} {_NEGATED}{_VERY}(?:right|correct|spot on|on to something|onto something|true|wise)\b(?! (?:for|to|time|place|up|for)\b)|"
    r"rightly|wisely|correctly|astutely|aptly|brilliantly|eloquently|perceptively|shrewdly|"
    r"beautifully|persuasively|convincingly|"
    r"(?:i|we|i must|one must|one can only|i could not|i can only) (?:\w+ )?(?:agree|agreed|concur|side with)|"
    r"(?:am|are|'m|'re) with|"
    rf"(?:good|great|excellent|sound|sage|wise|fine|solid|brilliant|timeless) {_ADVICE}|"
    r"(?:prov(?:es|ed|en)|shown|showed) (?:him|her|them|it) (?:\w+ )?right|"
    r"could (?:hardly|not) (?:have been|be) more (?:right|correct)|"
    r"holds? true|rings? true|holds? up|stands? up|great (?:thoughts?|points?|advice|insight)|"
    r"wise words|good advice|good point|well said|well put|amen|hear, hear|"
    r"nail(?:s|ed) it|(?:said|say|says|puts?) it (?:best|well|perfectly|beautifully)|"
    rf"(?:best|finest|wisest|soundest|truest) {_ADVICE}|"
    r"(?:i|we) (?:do )?believe (?:him|her|them)|"
    r"(?:nobody|no one|none) (?:has |have |ever )*\w+ (?:\w+ ){0,3}(?:more \w+|better) than|"
    r"hits? the nail|hard to (?:argue|disagree)|words to live by|wisdom|insightful|astute|"
    r"brilliant|persuasive|compelling|convincing|sound advice|taught me|taught us|"
    r"put it better than|puts? it better|has a point|have a point|had a point|vindicated)\b"
)
_REBUTS = re.compile(
    rf"\b(?:{_IS} {_NEGATED}{_VERY}(?:wrong|mistaken|misguided|false|naive|naïve|absurd|untrue|foolish|"
    r"confused|silly|too simple|simplistic|backwards|upside down|an? (?:myth|fallacy|mistake|"
    r"error|fantasy|delusion|illusion|excuse|half-truth|straw man|cop-out))\b|"
    r"wrongly|mistakenly|naively|foolishly|falsely|"
    r"(?:i|we) (?:\w+ )?(?:beg to differ|part company|disagree|disagreed|object|dissent)|"
    r"cannot agree|could not disagree more|"
    rf"(?:terrible|bad|awful|lousy|poor|dreadful|dangerous|rotten|stupid|silly) {_ADVICE}|"
    r"(?:prov(?:es|ed|en)|shown|showed) (?:him|her|them|it) (?:\w+ )?wrong|"
    r"could (?:hardly|not) (?:have been|be) more (?:wrong|mistaken)|"
    r"(?:says?|suggests?|shows?|tells?|know|knows|argue) (?:otherwise|differently|a different story)|"
    r"nonsense|rubbish|bunk|hogwash|baloney|balderdash|poppycock|drivel|piffle|claptrap|"
    r"miss(?:es|ed)? (?:the (?:point|mark)|something|what|how|that|half|a)|this misses|"
    r"cannot be serious|can not be serious|(?:trouble|problem|flaw|difficulty|mistake|error|fallacy|weakness) (?:with|in|here|is)|"
    r"overlooks?|ignores?|forgets?|neglects|fails to|"
    r"(?:does|do|did|will|would) not (?:hold up|stand up|follow|survive|wash|work that way)|"
    r"falls? (?:apart|flat)|collapses?|far from it|on the contrary|wishful thinking|"
    r"overstates?|exaggerates?|oversimplif\w+|unconvinc\w+|misleading|misleads?|dangerous|"
    r"should know better|the wrong way round|gets? (?:it|this|things) backwards|cherry-pick\w*|"
    r"could not be further from|don't (?:buy|believe) (?:it|this|that)|doubt (?:it|this|that))\b"
)
_OPENS_APPROVING = re.compile(
    r"^(?:exactly|precisely|indeed|quite so|quite right|true|right|yes)\b"
)
_OPENS_DENYING = re.compile(r"^(?:wrong|no|not so|hardly|sorry|really)\b(?= [.,!:?—])")
_NOT = re.compile(
    r"\b(?:not|never|no|nobody|nothing|hardly|scarcely|cannot|without|far from|neither|nor|"
    r"anything but|less than)\b(?: \w+){0,3} ?$"
)
_DISTANCING = re.compile(
    r"\b(?:claims?|claimed|insists?|insisted|boasts?|boasted|have us believe|likes? to say|"
    r"thunders?|thundered|scoffs?|scoffed|sneers?|sneered|alleges?|alleged|pretends?)\b"
)
_TURNING = re.compile(
    r"^(?:but|yet|however|except|alas|unfortunately|still, |nevertheless|in (?:fact|truth|reality))\b"
)
_REFERRING = re.compile(
    r"\b(?:this|that|these|those|it|he|she|his|her|they|their|him|such|i|we|here|the (?:argument|"
    r"claim|quote|quotation|line|view|idea|point|advice|slogan|author|sentiment))(?:'s|'re|'m)?\b"
)
_NOT_ENDING = re.compile(r"n't$")
_PARTLY = re.compile(r"\b(?:entirely|altogether|completely|wholly|always|fully|quite|all)\b")
_RESPONSIVE = re.compile(
    r"\b(?:otherwise|differently|nonsense|rubbish|bunk|hogwash|baloney|drivel|different story|"
    r"be serious|far from|on the contrary|wishful)\b"
)
_WITH = re.compile(
    r"(?:agree|disagree|side|concur|company|differ|trouble|problem|flaw|wrong|right)"
)


@dataclass(frozen=True, slots=True)
class Cue:
    """One sign of approval (+1) or contradiction (-1), and whom the sentence aims it at."""

    sign: int
    target: str  # "" where the sentence names nobody


def cues(sentence: Sequence[Token], answering: bool = False) -> list[Cue]:
    """The signs in one sentence; what it quotes does not count.

    `answering`: the sentence follows a quotation, so that "Exactly." is about it.
    """
    words: list[str] = []
    starts: list[tuple[int, str]] = []
    length = 0
    for token in sentence:
        word = "…" if token.kind == "quote" else _NOT_ENDING.sub(" not", token.low)
        if token.kind == "name":
            starts.append((length, token.text))
            word += "'s" if token.possessive else ""
        words.append(word)
        length += len(word) + 1
    line = " ".join(words)
    found: list[Cue] = []
    for pattern, sign in ((_ENDORSES, 1), (_REBUTS, -1)):
        for match in pattern.finditer(line):
            negated = match.groupdict().get("negated") or _NOT.search(line[: match.start()])
            if negated and _PARTLY.search(match.group()):
                continue  # "not entirely wrong" says neither yes nor no
            found.append(Cue(-sign if negated else sign, _target(match, starts, line)))
    if answering and _OPENS_APPROVING.search(line):
        found.append(Cue(1, ""))
    if answering and _OPENS_DENYING.search(line):
        found.append(Cue(-1, ""))
    return found


def _target(match: re.Match[str], starts: Sequence[tuple[int, str]], line: str) -> str:
    behind = [name for at, name in starts if at >= match.end() - 1]
    before = [name for at, name in starts if at < match.start() + 1]
    object_ = _WITH.search(match.group()) and re.match(r" ?(?:\w+ ){0,3}", line[match.end() :])
    if match.group().endswith(" with") and behind:
        return behind[0]
    if object_ and behind and re.match(r" ?(?:\w+ )?(?:with|in|here)\b", line[match.end() :]):
        return behind[0]
    return before[-1] if before else ""


def refers_back(sentence: Sequence[Token], name: str) -> bool:
    """Whether a sentence behind a quotation can be about it or its speaker."""
    if any(token.kind == "name" and token.text == name for token in sentence):
        return True
    named = any(token.person for token in sentence)
    line = " ".join(token.low for token in sentence if token.kind != "quote")
    speaks_to_it = _REFERRING.search(line) or _RESPONSIVE.search(line) or len(sentence) <= 4
    return bool(speaks_to_it) and not named


def attitude(
    name: str, own: Sequence[Sequence[Token]], after: Sequence[Sequence[Token]]
) -> Attitude | None:
    """What the sentences that introduce or hold a quotation, and those behind it, show; or None."""
    total: set[int] = set()
    for sentence in own:
        total |= {cue.sign for cue in cues(sentence) if cue.target in {"", name}}
    for sentence in after:
        if not refers_back(sentence, name):
            break
        total |= {cue.sign for cue in cues(sentence, True) if cue.target in {"", name}}
        if total:
            break
    if not total and after and own:
        introduction = " ".join(token.low for token in own[-1] if token.kind != "quote")
        turn = " ".join(token.low for token in after[0] if token.kind != "quote")
        if _DISTANCING.search(introduction) and _TURNING.search(turn):
            return "rebuts"
    if total == {1}:
        return "endorses"
    return "rebuts" if total == {-1} else None
