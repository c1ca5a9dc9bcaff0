"""How an author treats a voice: approval and contradiction in the sentences around a quotation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.domain import Attitude
from ingest.voices.page import Sentence

# Phrases over a sentence in lower case whose words, and punctuation marks, stand one space apart.
# `{is}` stands for a form of "to be" with its adverbs, whose negation the group `negated` keeps.
_ADVERB = (
    r"(?:quite|absolutely|entirely|surely|exactly|dead|so|largely|of course|clearly|completely|"
    r"perfectly|probably|certainly|also|still|simply|just|plain|both|only|half|partly|flatly|"
    r"utterly|deeply|badly|dangerously|profoundly|very|always|all|perhaps|here)"
)
_IS = (
    r"(?:is|was|are|were|be|been|'s|'re|'m|am|being|proved|seems|sounds|got it|gets it|has it|"
    r"have it|had it) (?P<negated>(?:not|never|hardly|scarcely|far from|anything but) )?"
    rf"(?:{_ADVERB} )*"
)
_ADVICE = r"(?:advice|idea|argument|point|counsel|rule|reasoning|logic|guidance|thoughts?|points)"
_WORK = (
    r"(?:essay|book|post|piece|article|study|line|talk|case|words?|paper|speech|memoir|letter|"
    r"remark|formulation)"
)

_APPROVING = (
    r"{is}(?:right|correct|spot on|on to something|onto something|true|wise|brilliant|persuasive|"
    r"compelling|convincing|insightful|astute)\b(?! (?:for|time|place|up|that|of|,)(?: |$))",
    r"rightly|wisely|correctly|astutely|aptly|brilliantly|eloquently|perceptively|shrewdly",
    r"beautifully|persuasively|convincingly",
    r"(?:i|we|i must|one must|one can only|i can only) (?:(?!cannot|not|never)\w+ )?"
    r"(?:agree|agreed|concur|side with)",
    r"(?:am|are|'m|'re) with",
    rf"(?:good|great|excellent|sound|sage|wise|fine|solid|brilliant|timeless) {_ADVICE}",
    rf"(?:best|finest|wisest|soundest|truest) (?:{_ADVICE}|{_WORK}|thing)",
    r"(?:his|her|their|'s|this|that) (?:brilliant|persuasive|compelling|insightful|astute|"
    rf"wonderful|excellent|wise|marvellous|splendid|great|classic) (?:\w+ )?{_WORK}",
    r"(?:prov(?:es|ed|en)|shown|showed) (?:him|her|them|it) (?:\w+ )?right",
    r"could (?:hardly|not) (?:have been|be) more (?:right|correct)",
    r"holds? true|rings? true|holds? up|stands? up|wise words|well said|well put|amen",
    r"nail(?:s|ed) it|(?:said|say|says|puts?) it (?:best|well|perfectly|beautifully)",
    r"(?:i|we) (?:do )?believe (?:him|her|them)|puts? it (?:to (?:me|us) )?better",
    r"hits? the nail|words to live by",
    r"(?:nobody|no one|none) (?:has |have |ever )*\w+ (?:\w+ ){0,3}(?:more \w+|better) than",
    r"could not agree more|couldn't agree more|hard to (?:argue|disagree)|taught me|taught us",
    r"(?:has|have|had) a point|vindicated",
)
_CONTRADICTING = (
    r"{is}(?:wrong|mistaken|misguided|false|naive|naïve|absurd|untrue|foolish|confused|silly|"
    r"too simple|simplistic|backwards|upside down|an? (?:myth|fallacy|mistake|error|fantasy|"
    r"delusion|illusion|excuse|half-truth|straw man|cop-out))",
    r"wrongly|mistakenly|naively|foolishly|falsely",
    r"(?:i|we) (?:\w+ )?(?:beg to differ|part company|disagree|disagreed|object|dissent)",
    r"(?:cannot|not|never) (?:\w+ )?agree|could not disagree more|couldn't disagree more",
    rf"(?:terrible|bad|awful|lousy|poor|dreadful|dangerous|rotten|stupid|silly) {_ADVICE}",
    r"(?:prov(?:es|ed|en)|shown|showed) (?:him|her|them|it) (?:\w+ )?wrong",
    r"could (?:hardly|not) (?:have been|be) more (?:wrong|mistaken)",
    r"(?:says?|suggests?|shows?|tells?|knows?|argue) (?:otherwise|differently|a different story)",
    r"nonsense|rubbish|bunk|hogwash|baloney|balderdash|poppycock|drivel|piffle|claptrap",
    r"miss(?:es|ed)? (?:the (?:point|mark)|something|what|how|that|half|a)|cannot be serious",
    r"(?:trouble|problem|flaw|difficulty|mistake|error|fallacy|weakness) (?:with|in|here|is)",
    r"overlooks?|ignores?|forgets?|neglects|fails to",
    r"(?:does|do|did|will|would) not (?:hold up|stand up|follow|survive|wash|work that way)",
    r"falls? (?:apart|flat)|collapses?|far from it|on the contrary|wishful thinking",
    r"overstates?|exaggerates?|oversimplif\w+|unconvinc\w+|misleading|misleads?|dangerous",
    r"the wrong (?:conclusion|lesson|end of the stick|question)|"
    r"should know better|the wrong way round|gets? (?:it|this|things) (?:backwards|wrong)",
    r"cherry-pick\w*|could not be further from|do not (?:buy|believe) (?:it|this|that)",
    r"doubt (?:it|this|that)",
)


def _compiled(patterns: tuple[str, ...]) -> re.Pattern[str]:
    with_is, *others = patterns
    verdict = with_is.replace("{is}", _IS)
    return re.compile(rf"\b(?:(?P<verdict>{verdict})|{'|'.join(others)})\b")


APPROVING = _compiled(_APPROVING)
CONTRADICTING = _compiled(_CONTRADICTING)
NEGATED = re.compile(
    r"\b(?:not|never|no|nobody|nothing|hardly|scarcely|cannot|without|far from|neither|nor|"
    r"anything but|less than|the opposite|the reverse)\b(?: \w+){0,3} ?$"
)
# "not entirely wrong", "may be right", "if X is right": neither yes nor no.
PARTLY = re.compile(r"\b(?:entirely|altogether|completely|wholly|always|fully|quite|all)\b")
SUPPOSED = re.compile(
    r"\b(?:if|whether|unless|suppose)\b[^,]*$|\b(?:may|might|could|would) (?:\w+ )?$"
)
# "She found a mistake in it" tells what somebody did, and judges no words.
DISCOVERED = re.compile(
    r"\b(?:finds?|found|spots|spotted|notices|noticed|discovers|discovered|catches|caught|reports"
    r"|reported|corrects|corrected) (?:an?|the|one|another|my|our) (?:\w+ )?$"
)
# "Y thinks that X is wrong" is Y's verdict; group 1 is who thinks.
THOUGHT_BY = re.compile(
    r"(\S+) (?:(?!i |we )\w+ )?(?:says?|said|thinks?|thought|argues?|argued|claims?|"
    r"claimed|believes?|believed|insists?|insisted|wrote|writes|feels?|felt)(?: that)? "
    r"(?:\S+ ){0,3}$"
)
# Verbs that keep a distance: rebuttal, if the next sentence turns against the words.
DISTANCING = re.compile(
    r"\b(?:claims?|claimed|insists?|insisted|boasts?|boasted|have us believe|likes? to say|"
    r"thunders?|thundered|scoffs?|scoffed|sneers?|sneered|alleges?|alleged|pretends?)\b"
)
# What makes the next sentence one about the quotation or its speaker.
REFERRING = re.compile(
    r"\b(?:this|that|these|those|it|he|she|his|her|they|their|him|such|i|we|here|the (?:argument|"
    r"claim|quote|quotation|line|view|idea|point|advice|slogan|author|sentiment)|otherwise|"
    r"differently|nonsense|rubbish|bunk|hogwash|baloney|drivel|different story|on the contrary|"
    r"wishful)(?:'s|'re|'m)?\b"
)

_LESS = r"(?:less|weaker|worse|thinner|thin|poorer|sillier|shakier|emptier|smaller)"
_SUBSTANCE = r"(?:logic|argument|arguments|reasoning|claim|sense|substance|arithmetic|conclusion)"
_PRONOUN = r"(?:it|this|that|he|she|they|him|her|them)"

OPENS_APPROVING = re.compile(
    r"^(?:exactly|precisely|quite so|quite right|right)\b|"
    r"^(?:indeed|true|yes)\b(?= [.!]| , (?:he|she|it|that) )"
)
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
TURNING = re.compile(
    r"^(?:but|yet|however|except|alas|unfortunately|still ,|nevertheless|"
    r"in (?:fact|truth|reality))\b"
)

_AIMED = re.compile(r" ?(?:\w+ )?(?:with|in|here)\b")
_AS_SAID = re.compile(r"as (?:\S+ ){1,6}(?:puts?|says?|said|wrote|writes) it\b")
_SHORT = 4  # tokens; so short a sentence behind a quotation can only be about it


@dataclass(frozen=True, slots=True)
class Cue:
    """One sign of approval (+1) or contradiction (-1), and whom the sentence aims it at."""

    sign: int
    target: str  # "" where the sentence names nobody
    of_style: bool = False  # it praises the wording, which says little of the matter


def attitude(name: str, own: Sequence[Sentence], after: Sequence[Sentence]) -> Attitude | None:
    """What the sentences show that introduce or hold a quotation, and those behind it.

    None where they show nothing, or both.
    """
    found = [cue for sentence in own for cue in cues(sentence) if cue.target in {"", name}]
    borrowed = bool(own) and _AS_SAID.match(_line(own[-1])[0]) is not None
    for sentence in after:
        if not _refers_back(sentence, name):
            break
        answer = [cue for cue in cues(sentence, True) if cue.target in {"", name}]
        if TURNING.search(_line(sentence)[0]):  # "But it is a very good argument for the contrary."
            answer = [cue for cue in answer if cue.sign < 0]
        if borrowed:  # "As X put it": what is contradicted behind it is somebody else's
            answer = [cue for cue in answer if cue.target == name or cue.sign > 0]
        found += answer
        if any(not cue.of_style for cue in answer):
            break
    signs = {cue.sign for cue in found}
    if -1 in signs:
        signs = {cue.sign for cue in found if not cue.of_style}
    if not signs and own and after and _is_turned_against(own, after):
        return "rebuts"
    if signs == {1}:
        return "endorses"
    return "rebuts" if signs == {-1} else None


def _is_turned_against(own: Sequence[Sentence], after: Sequence[Sentence]) -> bool:
    """Whether the author keeps his distance and answers with a "But"."""
    distant = DISTANCING.search(_line(own[-1])[0]) is not None
    return distant and TURNING.search(_line(after[0])[0]) is not None


def cues(sentence: Sentence, answering: bool = False) -> list[Cue]:
    """The signs in one sentence; what it quotes does not count, nor what it only asks.

    `answering`: the sentence follows a quotation, so that "Exactly." is about it.
    """
    line, names = _line(sentence)
    if line.endswith("?"):
        return []
    found: list[Cue] = []
    for pattern, sign in ((APPROVING, 1), (CONTRADICTING, -1)):
        for match in pattern.finditer(line):
            before = line[: match.start()]
            thinker = THOUGHT_BY.search(before.rstrip() + " ") if match["verdict"] else None
            if SUPPOSED.search(before) or (thinker and thinker[1] not in {"i", "we"}):
                continue
            if DISCOVERED.search(before):
                continue
            negated = match["negated"] or NEGATED.search(before)
            if negated and PARTLY.search(match.group()):
                continue
            of_style = STYLE.search(match.group()) is not None
            found.append(Cue(-sign if negated else sign, _target(match, line, names), of_style))
    if answering and (OPENS_APPROVING.search(line) or AGREES.search(line)):
        found.append(Cue(1, ""))
    if answering and (OPENS_CONTRADICTING.search(line) or REJECTS.search(line)):
        found.append(Cue(-1, ""))
    return found


def _line(sentence: Sentence) -> tuple[str, list[tuple[int, str]]]:
    """The sentence as the patterns want it, and where in that line each name begins."""
    line = ""
    names: list[tuple[int, str]] = []
    for token in sentence.tokens:
        mention = sentence.names.get(token.i)
        if token.text in {"“", "”"} or (token.i - 1 in sentence.quotes and token.text in ",.?!"):
            continue
        low = token.lower_.replace("’", "'")
        word = "…" if token.i in sentence.quotes else {"n't": "not", "ca": "can"}.get(low, low)
        clitic = word.startswith("'") or (word == "not" and line.endswith("can"))
        line += word if clitic or not line else f" {word}"
        if mention is not None and mention.start == token.i:
            names.append((len(line) - len(word), mention.name))
    return line, names


def _target(match: re.Match[str], line: str, names: Sequence[tuple[int, str]]) -> str:
    """Whom a sign is aimed at: the name before it, or behind "with"."""
    behind = [name for at, name in names if at >= match.end() - 1]
    before = [name for at, name in names if at <= match.start()]
    if behind and (match.group().endswith(" with") or _AIMED.match(line[match.end() :])):
        return behind[0]
    return before[-1] if before else ""


def _refers_back(sentence: Sentence, name: str) -> bool:
    """Whether a sentence behind a quotation can be about it or its speaker."""
    if any(mention.name == name for mention in sentence.mentions):
        return True
    if any(mention.person for mention in sentence.mentions):
        return False
    line = _line(sentence)[0]
    return sentence.end - sentence.start <= _SHORT or bool(
        REFERRING.search(line) or REJECTS.search(line)
    )
