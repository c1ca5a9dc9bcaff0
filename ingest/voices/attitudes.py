"""How an author treats a voice: approval and contradiction in the sentences around a quotation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.domain import Attitude
from ingest.voices.page import Sentence

# Phrases over a sentence in lower case whose words, and punctuation marks, stand one space apart.
# The group `verdict` is a predicate ("he is right"), `negated` its own negation.
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
_ADVICE = r"(?:advice|idea|argument|points?|counsel|rule|reasoning|logic|guidance|thoughts?)"
_WORKS = r"(?:essay|book|post|piece|article|study|line|talk|case|words?|paper|letter|remark|thing)"


def _verdicts(adjectives: str, adverbs: str, epithets: str, *idioms: str) -> re.Pattern[str]:
    """One sign's phrases: it is so, proved him so, more so, "so argues X", "this so idea"."""
    return re.compile(
        rf"\b(?:(?P<verdict>{_IS}(?:{adjectives})\b)|"
        rf"(?:prov(?:es|ed|en)|shown|showed) (?:him|her|them|it) (?:\w+ )?(?:{adjectives})|"
        rf"could (?:hardly|not) (?:have been|be) more (?:{adjectives})|(?:{adverbs})|"
        rf"(?:{epithets}) {_ADVICE}|{'|'.join(idioms)})\b"
    )


APPROVING = _verdicts(
    r"(?:right|correct|spot on|on to something|onto something|true|wise|brilliant|persuasive|"
    r"compelling|convincing|insightful|astute|vindicated)"
    r"(?! (?:for|time|place|up|that|of|,)(?: |$))",  # "the right time", "it is true that …"
    r"rightly|wisely|astutely|aptly|brilliantly|eloquently|perceptively|shrewdly|"
    r"beautifully|persuasively|convincingly",
    r"good|great|excellent|sound|sage|wise|solid|brilliant|compelling",
    rf"(?:best|finest|wisest|soundest|truest) (?:{_ADVICE}|{_WORKS})",
    r"(?:i|we|one must|can only) (?:(?!cannot|not|never)\w+ )?(?:agree|agreed|concur|side with)",
    r"(?:holds?|rings?) true|(?:holds?|stands?) up|well (?:said|put)|nail(?:s|ed) it",
    r"(?:said|say|says|puts?) it (?:to (?:me|us) )?(?:best|better|well|perfectly|beautifully)",
    r"(?:nobody|no one|none) (?:has |have |ever )*\w+ (?:\w+ ){0,3}(?:more \w+|better) than",
    r"(?:could not|couldn't) agree more|hard to (?:argue|disagree)|taught (?:me|us)|has a point",
    r"(?:i|we) (?:do )?believe (?:him|her|them)",
)
CONTRADICTING = _verdicts(
    r"wrong|mistaken|misguided|false|naive|naïve|absurd|untrue|foolish|confused|silly|too simple|"
    r"simplistic|backwards|upside down|misleading|dangerous|unconvincing|"
    r"an? (?:myth|fallacy|mistake|error|fantasy|delusion|illusion|excuse|half-truth|straw man)",
    r"wrongly|mistakenly|naively|foolishly|falsely|on the contrary|far from it",
    r"terrible|bad|awful|lousy|poor|dreadful|dangerous|rotten|stupid|silly",
    r"(?:i|we) (?:\w+ )?(?:beg to differ|part company|disagree|disagreed|object|dissent)",
    r"(?:cannot|not|never) (?:\w+ )?agree|(?:could not|couldn't) disagree more",
    r"(?:says?|suggests?|shows?|tells?|knows?|argue) (?:otherwise|differently|a different story)",
    r"nonsense|rubbish|bunk|hogwash|baloney|balderdash|poppycock|drivel|piffle|claptrap",
    r"miss(?:es|ed)? (?:the (?:point|mark)|something|what|how|that|half|a)|cannot be serious",
    r"(?:trouble|problem|flaw|difficulty|mistake|error|fallacy|weakness) (?:with|in|here|is)",
    r"the wrong (?:conclusion|lesson|end of the stick|question|way round)|falls? (?:apart|flat)",
    r"(?:do not (?:buy|believe)|doubt) (?:it|this|that)|gets? (?:it|this|things) (?:\w+ )?wrong",
)
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
    r"\b(?:f[io]u?nds?|spot(?:s|ted)|notice[sd]|discover(?:s|ed)|catches|caught|report(?:s|ed)|"
    r"correct(?:s|ed)) (?:an?|the|one|another|my|our) (?:\w+ )?$"
)
# "Y thinks that X is wrong" is Y's verdict; group 1 is who thinks.
THOUGHT_BY = re.compile(
    r"(\S+) (?:(?!i |we )\w+ )?(?:sa(?:ys?|id)|th(?:inks?|ought)|(?:argue|claim|believe|insist)"
    r"(?:s|d|ed)?|wrote|writes|feels?|felt)(?: that)? (?:\S+ ){0,3}$"
)
# Verbs that keep a distance: rebuttal, if the next sentence turns against the words.
DISTANCING = re.compile(
    r"\b(?:claim|insist|boast|thunder|scoff|sneer|allege|pretend)(?:s|d|ed)?\b|"
    r"\b(?:have us believe|likes? to say)\b"
)
# What makes the next sentence one about the quotation or its speaker.
REFERRING = re.compile(
    r"\b(?:this|that|these|those|it|he|she|his|her|they|their|him|such|i|we|here|the (?:argument|"
    r"claim|quote|quotation|line|view|idea|point|advice|slogan|author|sentiment)|otherwise|"
    r"differently|nonsense|rubbish|on the contrary|opposite)(?:'s|'re|'m)?\b"
)

_IT = r"(?:it|this|that|these|those|he|she|they|him|her|them)"
# What a sentence right behind a quotation says of it: "Exactly.", "I keep it above my desk."
AGREES = re.compile(
    r"^(?:exactly|precisely|quite so|quite right|right)\b|"
    r"^(?:indeed|true|yes)\b(?= [.!]| , (?:he|she|it|that) )|"
    r"\bi should have (?:\w+ )?(?:gone with|listened to|believed|followed|heeded|asked) "
    rf"{_IT}\b|\bi(?: have|'ve)? (?:stolen|borrowed|adopted|pinned|framed|copied) {_IT}\b|"
    rf"\bnothing to add\b|\bi (?:have|keep|kept) {_IT}\b.*"
    r"\b(?:on a card|on the wall|on my|above my|by heart)\b"
)
REJECTS = re.compile(
    r"^(?:wrong|no|not so|hardly|sorry|really|if only|not quite)\b(?= [.,!:?—])|"
    r"^(?:tell|try) that\b|^good luck\b|"
    rf"\b{_IT} (?:\w+ )?(?:gets?|got|grows?|grew|becomes?|looks?) (?:less|weaker|worse|thinner)\b|"
    rf"\b(?:take|took|pull|pick|tear) {_IT} (?:apart|to pieces)\b|"
    r"\b(?:i|we)(?: am|'m| are|'re| was| were| remain)? (?:unconvinced|unpersuaded|"
    r"not convinced|not persuaded)\b|\b(?:this|that|it)(?: is|'s) not how\b|"
    r"\b(?:saw|found|happened|happens) (?:\w+ )?the (?:opposite|reverse)\b|"
    r"\bthe (?:opposite|reverse) is true\b"
)
# Praise of the wording says nothing of the matter: "It is well put and it's nonsense."
STYLE = re.compile(
    r"\b(?:well (?:put|said)|beautifully|eloquently|brilliantly|aptly|persuasively|perceptively)\b"
)
TURNING = re.compile(
    r"^(?:but|yet|however|except|alas|unfortunately|still ,|nevertheless|"
    r"in (?:fact|truth|reality))\b"
)

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
            anothers = thinker is not None and thinker[1] not in {"i", "we"}
            if anothers or SUPPOSED.search(before) or DISCOVERED.search(before):
                continue
            negated = match["negated"] or NEGATED.search(before)
            if negated and PARTLY.search(match.group()):
                continue
            of_style = STYLE.search(match.group()) is not None
            found.append(Cue(-sign if negated else sign, _target(match, line, names), of_style))
    if answering:
        found += [Cue(1, "")] * bool(AGREES.search(line))
        found += [Cue(-1, "")] * bool(REJECTS.search(line))
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
    if behind and match.group().endswith(" with"):
        return behind[0]
    return before[-1] if before else ""


def _refers_back(sentence: Sentence, name: str) -> bool:
    """Whether a sentence behind a quotation can be about it or its speaker."""
    if any(mention.name == name for mention in sentence.mentions):
        return True
    if any(mention.person for mention in sentence.mentions):
        return False
    line = _line(sentence)[0]
    return sentence.end - sentence.start <= _SHORT or REFERRING.search(line) is not None
