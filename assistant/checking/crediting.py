"""The grammar of crediting: who speaks in a statement, found and then taken away from it.

Parties stand in the patterns as their number in brackets; see `assistant.checking.speaker`.
"""

from __future__ import annotations

import re

from assistant.understanding.entities import Name

_M = r"⟦(\d+)⟧"
_ADVERB = (
    r"(?:(?:also|further|even|only|clearly|plainly|himself|herself|itself|explicitly"
    r"|rightly|wrongly|once|then|still|never really)\s+)*"
)


def _forms(verbs: str) -> str:
    """A pattern of verbs in all their regular forms; of an irregular one each form is listed."""
    bare = (verb.removesuffix("e").removesuffix("y") for verb in verbs.split())
    return "|".join(f"{verb}(?:e|y|ies|ied|ys|es|s|ed)?" for verb in bare)


_SPEECH = (
    r"(?:(?:argue[sd]?|arguing)(?! (?:for|against)\b)|points? out|(?:points?|pointed) to|puts? it"
    r"|goes on to say|takes? the view|doubtless holds|is blunt|makes? the (?:point|case)"
    r"|is (?:sure|convinced|clear|certain|of the opinion)|"
    + _forms(
        """
        say saying said state write writing wrote think thought believe hold held claim maintain
        insist note warn admit admitted concede contend explain conclude describe call consider
        regard see saw treat view suggest tell told observe remark add declare find found expect
        predict recommend advise encourage urge want report mention name list count cite use
        present portray characterise characterize define mean understand assert affirm emphasise
        emphasize stress teach feel felt acknowledge agree accept propose remind recount recall
        liken label classify class file rank credit ask caution fear grant reason reckon hope
        complain joke enthuse suppose counter object reply worry swear swore trust
        """
    )
    + ")"
)
_DENIAL = (
    r"(?:doubts?|doubted|denies|denied|disputes?|disputed|questions? whether"
    r"|challenges?(?= the)|rejects?|rejected"
    r"|(?:does|did|do) ?(?:n['’]t| not) (?:believe|think|accept|agree|say|see|consider|claim"
    r"|argue|hold|pretend|suggest|maintain|regard|view|treat|describe|call|recommend)"
    r"|discourages?|discouraged"
    r"|refuses? to (?:believe|accept)"
    r"|disagrees?|disagreed|no longer believes?)"
)
_IDEA = r"(?: (?:the|any) (?:idea|claim|view|notion|belief|suggestion|argument|thesis))?"
_THAT = r"(?:(?:\s⟦\d+⟧(?= that\b))?(?:\s*:|,? that\b| how\b| whether\b| to\b(?= \w+ that)))?"
_GRANT = (
    r"(?:does|did|do|would|could|can) ?(?:n['’]t|not| not| never) (?:deny|dispute|doubt|question"
    r"|reject|contest|contradict|object)"
)
# "is described by", "is held up by": whatever is done to a thing in somebody's words.
_TOLD = r"(?:\w+ed|told|given|put|seen|held up|set against each other)(?: out| to)?"

SAYS = (
    re.compile(rf"(?i)\baccording to {_M}(?:\s*,)?"),
    re.compile(
        rf"(?i)\b(?:in|to|from) {_M}(?:['’]s?)? (?:view|opinion|words|eyes|account|mind"
        rf"|description|estimation|judg\w+|own words|telling|reading|definition)\s*,?"
    ),
    re.compile(
        rf"(?i),? ?\b(?:as|so) {_M},? (?:\w+ly )?(?:once )?(?:puts?|sees?|saw|says|said|has|had"
        rf"|tells|told|remarks|remarked|explains|explained) it\s*,?"
    ),
    re.compile(rf"(?i){_M},? (?:\w+ly )?{_ADVERB}(?:{_GRANT}){_IDEA}{_THAT}"),
    re.compile(rf"(?i){_M},? (?:\w+ly )?{_ADVERB}(?:{_DENIAL}){_IDEA}{_THAT}"),
    re.compile(
        rf"(?i){_M},? (?:\w+ly )?{_ADVERB}(?:goes on to |is said to "
        rf"|is quoted as )?{_SPEECH}\b(?! by\b){_THAT}"
    ),
    re.compile(
        rf"(?i){_M} (?:himself|herself|itself)? ?is quoted as (?:saying|writing)\s*(?:that\b|:)?"
    ),
    re.compile(
        rf"(?i),? *\b(?:{_SPEECH}) {_M}(?: (?:himself|herself|itself))?"
        r"(?= *[.,;:]|\s*$| (?:to|of|in|about|when|after|while)\b)"
    ),
    re.compile(rf"(?i)(?:^|(?<=[.!?”\"’'] ))(?:for|in|to|with) {_M}\s*,?"),
    re.compile(rf"(?i){_M}(?: on [^:]{{1,60}})?\s*:"),
    re.compile(rf"(?i)\b{_TOLD} (?:by|in) {_M}(?: as\b)?"),
    re.compile(rf"(?i)[–—(-] ?{_M}\W*$"),
)
_NAME = r"([A-Z][\w.’'-]+(?: (?:[A-Z][\w.’'-]+|de|van|von|der|al))*)"
_TELLS = (
    r"(?:says?|said|writes?|wrote|argues?|argued|thinks?|believes?|believed|claims?"
    r"|claimed|states?|stated|warns?|warned|holds|insists?|maintains?)"
)
# Somebody whom the debate does not know as a voice.
STRANGER = (
    re.compile(rf"\b[Aa]ccording to {_NAME},?"),
    re.compile(rf"^\W*{_NAME} {_TELLS}\b(?:\s*:|,? that\b)?"),
    re.compile(rf",? *\b{_TELLS} {_NAME}\W*$"),
    re.compile(rf"^\W*{_NAME}\s*:"),
)
DENIES = re.compile(rf"(?i){_DENIAL}")
GRANTS = re.compile(rf"(?i){_GRANT}")
# "Kalehoff and Hotchkiss both hold", "neither Mark nor Jeo": each of them is said to say it.
JOINT = re.compile(
    r"(?i)(?P<head>\b(?:both|neither|not only) )?(?P<group>⟦\d+⟧(?:, ⟦\d+⟧)*,?"
    r" (?:and|as well as|nor|but also|like)(?: also)? ⟦\d+⟧)(?!['’])"
    r"(?:,? (?P<both>both|each|all|alike|likewise|too)\b)?"
)
# "Mark and Jeo disagree about": each of them is said to stand where the other does not.
AT_ODDS = re.compile(
    rf"(?i)(?:\b(?:both|neither) )?{_M} and {_M} (?:\w+ly )?(?:disagree|differ|clash"
    r"|contradict (?:each other|one another)|argue with each other"
    r"|(?:are|stand) (?:at odds|opposed|on (?:opposite|different) sides))\b"
    r"(?: with each other)?(?: (?:on|about|over)\b)?"
)
MENTIONS = re.compile(
    r"(?i)\b(?:(?:mention|name|cite|quote|discuss)(?:s|es)?|(?:speak|talk|write)s? (?:of|about)"
    r"|refers? to|brings? up|touches on)\b"
)
APART = re.compile(r"(?i)\b(?:disagree|differ|clash|contradict each|at odds|argue with each)\w*")

_HOW = (
    r"(?: (?:with (?:approval|agreement|disapproval)|approvingly|disapprovingly"
    r"|favou?rably|critically|in order to disagree|at length|to disagree))?"
)
# "Hotchkiss, quoted with approval by Kalehoff,": the first speaks, the second is the host.
HOSTED = re.compile(
    rf"(?i){_M}(?:['’]s? \w+(?: \w+)?)?,? (?:(?:as|who is|is|being) )?(?:quoted|cited|endorsed"
    rf"|rebutted|reported){_HOW} (?:by|in) {_M}{_HOW}(?: as saying)?(?: that\b)?\s*[,:]?"
)
# "Kalehoff, quoting Hotchkiss approvingly,": the first is the host, the second speaks.
QUOTES = re.compile(
    rf"(?i){_M},? (?:also |then |approvingly |himself )*(?:quot(?:es|ing|ed)|cit(?:es|ing)"
    rf"|recalls?|recalling|repeat(?:s|ing)|reproduc(?:es|ing)|print(?:s|ing)|invok(?:es|ing)"
    rf"|echo(?:es|ing)|borrow(?:s|ing)){_HOW}(?: (?:the|a|an|with|words|line|famous|from|of|by"
    rf"|approval))*? ?{_M}(?:['’]s? (?:famous |well-known )?(?:line|words?|saying|quote|quip"
    rf"|remark|claim|view|sentence|passage))?{_HOW}\s*,?(?: (?:on"
    rf"|about) [^,:]{{1,40}})?(?:(?: as)? saying\b| who (?:says|said)\b)?(?: that\b|:)?"
)
# "Ostrow, whom Vance rebuts,": a relative clause names the host.
WHOM = re.compile(rf"(?i){_M}, (?:with |from )?whom {_M}(?: \w+){{1,4}}?\s*,")
# "Kalehoff agrees with Hotchkiss that …": what one voice thinks of another's words.
TOWARDS = re.compile(
    rf"(?i){_M},?(?P<no> (?:do|does|did|would|can) ?(?:not|n['’]t)| never)?"
    rf" {_ADVERB}(?:(?:dis)?agrees? (?:\w+ )?with|concurs with|sides? with|rejects?"
    rf"|rebuts?|disputes?|dismisses|denies|contradicts|opposes?|criticises|criticizes|attacks"
    rf"|mocks|praises?|endorses?|supports?|backs?|shares?|applauds?|objects? to|approves of"
    rf"|disapproves of)"
    rf" ⟦(?P<target>\d+)⟧(?:['’]s? (?:\w+ )?(?:claim|view|idea|argument|point|presumption"
    rf"|opinion|thesis|line|words?|passage|belief|statement|position|essay))?(?:,? (?:that"
    rf"|about|on|when \w+ says)\b|:)?"
)
# "Osei calls Petrov's passage nonsense": a judgement of another's words.
JUDGES = re.compile(
    rf"(?i){_M},? {_ADVERB}(?:calls?|considers?|finds?|thinks?|believes?"
    rf"|holds?)(?: that)? ⟦(?P<target>\d+)⟧(?:['’]s?[^.;:]{{0,50}}?)? (?:(?:is|are|was"
    rf"|to be) )?(?:nonsense|wrong|mistaken|false|absurd|a mistake|right|correct|wise|brilliant"
    rf"|true)\b"
)
# "Kalehoff, in his comment to Hotchkiss:": to whom one speaks is not who speaks.
ADDRESSED = re.compile(
    r"(?i)\b(?:in (?:his|her|their|its|an?|the) (?:own )?)?(?:comment|reply|replying|letter|answer"
    r"|answering|response|responding|note|remark|retort|message|writing|speaking|turning|talking)s?"
    r" (?:back )?to ⟦\d+⟧(?!['’])"
)
# What is left of a speech verb behind a speaker who was cut out.
ASIDE = re.compile(rf"(?i)^[\s,]*(?:{_ADVERB}{_SPEECH}\b{_THAT})?")
NAMED = re.compile(_M)
# The one party that a statement names without any turn of speech.
BESIDE = re.compile(rf"(?i)(?:\b(?:in|from|for|at|by|to|with|of|after) )?{_M}(?:['’]s?(?!\w))?")


class Reading:
    """Works on a template: finds who speaks, and takes that away from it."""

    def __init__(self, template: str, names: list[Name]) -> None:
        self.template = template
        self.names = names
        self.speakers: list[Name] = []
        self.hosts: list[Name] = []
        self.target: Name | None = None
        self.attitude: str | None = None
        self.denied = False
        self.told_of = False
        self.nobody = False  # "neither of them says"

    def read(self) -> None:
        if len(self.names) > 1:
            self.template = ADDRESSED.sub("", self.template)
        if apart := AT_ODDS.search(self.template):
            self.speakers = [self._name(number) for number in apart.groups()]
            self.attitude = "rebuts"
            self.template = self.template[: apart.start()] + " " + self.template[apart.end() :]
            return
        others = self._joined()
        for step in (self._whom, self._hosted, self._quotes, self._towards, self._says):
            step()
            if self.speakers:
                break
        if not self.speakers:
            beside = BESIDE.search(self.template)
            if beside:
                self.told_of = True
                self.denied = self.nobody
                self._speaks(beside)
        if others and self.speakers and not self.hosts and self.target is None:
            self.speakers += others

    def _name(self, number: str) -> Name:
        return self.names[int(number)]

    def _speaks(self, match: re.Match[str], cut: int | None = None) -> None:
        self.speakers.append(self._name(match.group(1)))
        end = match.end() if cut is None else cut
        before, after = self.template[: match.start()].rstrip(), self.template[end:].lstrip()
        closed = match.group().rstrip().endswith(",") or after.startswith(",")
        if before.endswith(",") and closed:  # "Quality, Mark says, matters": a pair of commas
            before, after = before[:-1], after.removeprefix(",")
        self.template = f"{before} {after}"

    def _joined(self) -> list[Name]:
        """The parties that are said to say it too; the first of them is left to speak for all."""
        match = JOINT.search(self.template)
        if match is None or APART.search(self.template):
            return []
        head, both = match.group("head"), match.group("both")
        first, *rest = NAMED.findall(match.group("group"))
        if not (head or both or re.match(r"\W*$", self.template[: match.start()])):
            return []
        after = self.template[match.end() :]
        self.template = f"{self.template[: match.start()]}⟦{first}⟧{after}"
        self.nobody = bool(head) and head.lower().startswith("neither")
        return [self._name(number) for number in rest]

    def _whom(self) -> None:
        match = WHOM.search(self.template)
        if match:
            self.hosts.append(self._name(match.group(2)))
            self.attitude = _attitude(match.group())
            self._speaks(match, cut=match.end())
            self._strip_verb(match.start())

    def _hosted(self) -> None:
        match = HOSTED.search(self.template)
        if match:
            self.hosts.append(self._name(match.group(2)))
            self.attitude = _attitude(match.group())
            self._speaks(match)
            self._strip_verb(match.start())

    def _quotes(self) -> None:
        match = QUOTES.search(self.template)
        if match:
            self.attitude = _attitude(self.template[match.start() : match.end() + 30])
            host = self._name(match.group(1))
            self.speakers.append(self._name(match.group(2)))
            self.hosts.append(host)
            self.template = self.template[: match.start()] + " " + self.template[match.end() :]
            self._strip_verb(match.start())

    def _towards(self) -> None:
        match = TOWARDS.search(self.template) or JUDGES.search(self.template)
        if match:
            self.target = self._name(match.group("target"))
            self.attitude = _attitude(match.group())
            if self.attitude and match.groupdict().get("no"):
                self.attitude = "endorses" if self.attitude == "rebuts" else "rebuts"
            self._speaks(match)

    def _says(self) -> None:
        for pattern in SAYS:
            match = pattern.search(self.template)
            if match:
                granted = GRANTS.search(match.group())
                self.denied = bool(DENIES.search(match.group()) and not granted) != self.nobody
                self._speaks(match)
                return

    def _strip_verb(self, at: int) -> None:
        """A speech verb left at the head of what follows the speaker."""
        tail = ASIDE.sub("", self.template[at:], count=1)
        self.template = self.template[:at] + " " + tail

    def body(self) -> str:
        """What is left, with remaining parties by name."""
        text = self.named(self.template).strip(" ,;:.–—-")
        return re.sub(r"^(?:that|how|as|is|are|to)\b\s*", "", text).strip()

    def named(self, template: str) -> str:
        """A template with its parties by name."""

        def told(match: re.Match[str]) -> str:
            name = self._name(match.group(1))
            if name.kind == "essay":
                return f"the {name.key} essay"
            return "" if name.key == "*" else name.key

        return re.sub(r"\s+", " ", NAMED.sub(told, template))


def _attitude(words: str) -> str | None:
    if re.search(
        r"(?i)\b(?:disagree\w*|rebut\w*|reject\w*|disput\w*|dismiss\w*|disapprov\w*|contradict\w*|oppos\w*"
        r"|critici\w*|den(?:y|ies)|wrong|mistaken|false|absurd|mistake|ridicul\w*|mock\w*|attack\w*|nonsense|object\w*)",
        words,
    ):
        return "rebuts"
    if re.search(
        r"(?i)\b(?:approv\w*|agree\w*|endors\w*|concur\w*|side[sd]? with|share[sd]?|support\w*"
        r"|prais\w*"
        r"|back(?:s|ed|ing)|applaud\w*|admir\w*|right|correct|wise|brilliant|true)",
        words,
    ):
        return "endorses"
    return None
