"""The grammar of crediting: the turns of phrase in which one says who says what.

Parties stand in the patterns as their number in brackets; see `assistant.checking.speaker`.
"""

from __future__ import annotations

import re

_M = r"⟦(\d+)⟧"
_ADVERB = (
    r"(?:(?:also|further|even|only|clearly|plainly|himself|herself|itself|explicitly"
    r"|rightly|wrongly|once|then|still|never really)\s+)*"
)

_SPEECH = (
    r"(?:says?|said|saying|states?|stated|writes?|wrote|writing"
    r"|(?:argue[sd]?|arguing)(?! (?:for|against)\b)|thinks?"
    r"|thought|believes?|believed|holds?|held"
    r"|claims?|claimed|maintains?|maintained|insists?|insisted|notes?|noted|warns?|warned"
    r"|admits?|admitted|concedes?"
    r"|conceded|contends?|explains?|explained|points? out|concludes?|concluded|describes?"
    r"|described|calls?|called"
    r"|considers?|considered|regards?|regarded|sees?|saw|treats?|treated|views?|viewed|suggests?"
    r"|suggested|tells?|told|observes?|observed"
    r"|remarks?|remarked|adds?|added|declares?|declared|finds?|found|expects?|expected|predicts?"
    r"|predicted|recommends?"
    r"|recommended|advises?|advised|encourages?|encouraged|urges?|urged|wants?|wanted|reports?|reported|mentions?"
    r"|mentioned|names?|named|lists?"
    r"|listed|counts?|counted|cites?|cited|uses?|used|presents?|presented|points? to"
    r"|pointed to|portrays?|characteri[sz]es?"
    r"|defines?|defined|means?|understands?|puts? it|asserts?|asserted|affirms?|emphasi[sz]es?"
    r"|stresses|stressed|teaches|feels?|felt"
    r"|acknowledges?|agrees?|agreed|accepts?|proposes?|reminds?|recounts?|recalls?|likens?"
    r"|labels?|classifies|classes|files|ranks|credits?|asks?|asked|cautions?|cautioned"
    r"|fears?|feared|grants?|granted|reasons?|reasoned|reckons?|reckoned|hopes?|hoped|complains?"
    r"|complained|jokes?|joked|enthuses?|supposes?|supposed|counters?|objects?|replies|replied"
    r"|worries|worried|swears?|swore|trusts?|doubtless holds|is blunt"
    r"|makes? the (?:point|case)|goes on to say|takes? the view|is (?:sure|convinced|clear"
    r"|certain|of the opinion))"
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
_TOLD = (
    r"(?:described|named|cited|called|mentioned|held up|presented|used|listed|counted|seen|treated"
    r"|regarded|viewed|praised|criticised|criticized|portrayed|characteri[sz]ed|told|explained"
    r"|recommended|offered|given|set against each other|contrasted|compared|defined|put|judged"
    r"|considered|singled out|pointed (?:to|out)|ranked|classed|labelled)"
)

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
    re.compile(rf"(?i)[–—-]+ ?{_M}\W*$|\({_M}\)\W*$"),
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
    rf"(?i){_M},? {_ADVERB}(?:(?:dis)?agrees? (?:\w+ )?with|concurs with|sides? with|rejects?"
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
