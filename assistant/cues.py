"""What a sentence does, read off its wording: claims, defines, sets a condition, asks."""

from __future__ import annotations

import re

CLAIM = re.compile(
    r"\b(should|must|ought|need(?:s)? to|has to|have to|crucial|vital|essential|key\b|critical"
    r"|never|always"
    r"|most important|matters?|priorit\w+|better|best|worse|worst|wrong|right|only|importan\w+"
    r"|lifeblood"
    r"|no one-size|not a goal|valid|mistake\w*|the point|in conclusion|in summary|in short|believe"
    r"|true|false|cannot|can['’]t|fail\w*|succe\w+|win\w*|worth|proof|evidence|the answer"
    r"|the question"
    r"|rather than|instead of|more than|far more|no longer|everything|nothing)\b",
    re.I,
)
CONDITION = re.compile(
    r"(?:^|[,;:(—–-]\s*|\b(?:and|but|or|so) )(?:if|when|unless|until|once|whenever|where|while"
    r"|provided|assuming|as long as"
    r"|in case|for (?:a |an |the |any |most |some |small |large |young )?[\w-]+(?: [\w-]+)?,)\s*"
    r"|\b(?:depends?|depending|only if|only when|only after|unless|as long as|provided that"
    r"|in that case|on one condition|whether|it is time to|the moment)\b",
    re.I,
)
IF = re.compile(
    r"\b(?:if|when|unless|until|once|whenever|as long as|provided|assuming|depends?|depending"
    r"|whether|only where)\b",
    re.I,
)
DEFINITION = re.compile(
    r"\b(?:is|are) (?:a|an|the|one|any|about|centered|centred|what|when|being|fictional|based)\b"
    r"|\b(?:means?|meant|refers? to|involves?"
    r"|revolves? around|centers? on|centres? on|consists? (?:of|in)|defined as|stands for"
    r"|operates under"
    r"|is known as|falls under|places|prioritizes|amounts to|describes|mean by"
    r"|by [\w-]+(?: [\w-]+)? (?:i|we) mean"
    r"|the ability to|belongs to|comes down to|a sign of|the practice of)\b",
    re.I,
)
SENSES = re.compile(
    r"\b(?:two|three|several|both|different|many) (?:\w+ )?(?:senses|meanings|things|ways|uses"
    r"|kinds)\b",
    re.I,
)
ASKS_MEANING = re.compile(
    r"\b(?:mean\w*|definitions?|defin\w+|notions?|concepts?|idea of|understand\w*|terms?|sense"
    r"|same thing|in mind)\b",
    re.I,
)
# One voice answers another: it grants what the other says, or does not.
ANSWERS = re.compile(
    r"\b(?:agree\w*|disagree\w*|(?:is|are|was|were|quite|entirely|half|not) (?:\w+ )?(?:right|wrong"
    r"|correct|mistaken)|grants?|granted|concedes?|admits?|shares?|differ\w*|with (?:him|her|them)"
    r"|as (?:he|she|they) says?|rhetoric|objects?|objection)\b",
    re.I,
)
# A sentence that says who speaks.
SAYS = re.compile(
    r"\b(?:says?|said|writes?|wrote|tells?|told|comment(?:s|ed)|remark(?:s|ed)|ask(?:s|ed)"
    r"|answer(?:s|ed)|repl(?:y|ies|ied)|insist(?:s|ed)|admit(?:s|ted)|explain(?:s|ed)"
    r"|argue[sd]?|add(?:s|ed)|suggest(?:s|ed)|shout(?:s|ed)|warn(?:s|ed)|puts? it)\b",
    re.I,
)
# A sentence that tells what others say is no argument of its own: "My critics tell me that …".
OTHERS_SAY = re.compile(
    r"^(?:\W*(?:and|but|yes|no|of course|to be sure|admittedly)\b,?)?\W*(?:(?:my|the|their|our|its"
    r"|his|her|some|many|most|all|other|such|those|these) )*(?:critics?|opponents?|sceptics?"
    r"|skeptics?|advocates?|champions?|believers?|fans|defenders?|enthusiasts?|supporters?|proponents?"
    r"|objectors?|detractors?|others|some|many|people|they|everybody|everyone|somebody|those who)\b"
    r"[^.,;]{0,40}?\b(?:say|says|said|tells?|told|claims?|claimed|argues?|argued|thinks?|believes?"
    r"|insists?|objects?|maintains?|will have it|reply|replies|complains?|suggests?)\b"
    r"|^\W*it is (?:often|sometimes|commonly|widely) (?:said|claimed|argued|thought|believed)\b"
    r"|, (?:they|people|everybody|everyone|some) (?:say|said|tell me|tell us|will tell you|claim),",
    re.I,
)
LETTERHEAD = re.compile(
    r"(?:From|To|Date|Subject|Re|Cc|Copy):\s"
    r"|(?:I (?:am|remain)\b[^.]{0,40}\byours?\b|yours (?:\w+ )?(?:sincerely|faithfully|truly|ever)"
    r"|(?:with )?(?:kind|best|warm) (?:regards|wishes))[^.]{0,40}\W*$",
    re.I,
)
QUESTION = re.compile(r"\?[\"”’)]*$")
SUMMING = re.compile(
    r"\b(in conclusion|in summary|in short|to sum up|all in all|the key is|bottom line|the point is"
    r"|our view|my view|i believe|the critical question|overall|ultimately|at the end of the day"
    r"|the lesson|the truth is|the answer is|that said|in the end|the upshot|my rule|my advice)\b",
    re.I,
)
EXAMPLE = re.compile(
    r"\b(example|such as|like|e\.g\.|for instance|case of|popularized by|proof)\b", re.I
)
# A sentence that leans on the one before it; quoted alone, it would hang in the air.
LEANS = re.compile(
    r"^(?:it|it['’]s|this|that|they|they['’]re|these|those|he|she|such|his|her|their|its"
    r"|by doing so|the former"
    r"|the latter|however|but|yet|and|so|or|instead|in contrast|on the other hand|therefore|thus"
    r"|the other|similarly|likewise|nor|neither|in turn|as such|not one|that['’]s|here)\b",
    re.I,
)
LISTED = re.compile(r"\b(?:such as|like|including|among them)\b", re.I)
ASKS_READER = re.compile(r"\b(you|your|yours|yourself)\b", re.I)
# What a question may want to hear of a matter, and sentences that tell it.
_DOWN = (
    r"drawbacks?|downsides?|weak\w*|risks?|risky|dangers?|problems?|challenges?|disadvantages?"
    r"|cons\b|pitfalls?|warns?|worr\w+"
    r"|fears?|wrong with|objections?|criticis\w+|against|catch|trade-?offs?|shortcomings?|limits?"
    r"|cost of|threat\w*|price of"
)
_UP = (
    r"benefits?|advantages?|upsides?|pros\b|gains?|payoffs?|merits?|strengths?|rewards?|good for"
    r"|point of|worth|useful"
)
ASKS_DOWN = re.compile(rf"\b(?:{_DOWN})\b", re.I)
ASKS_UP = re.compile(rf"\b(?:{_UP})\b", re.I)
TELLS_DOWN = re.compile(
    rf"\b(?:{_DOWN}|however|but|expensive|costly|high cost|burden\w*|los(?:e|es|ing|t)|fail\w*"
    r"|difficult\w*|reduc\w+|hard\b|never|only)\b",
    re.I,
)
TELLS_UP = re.compile(
    rf"\b(?:{_UP}|can help|helps?|increas\w+|improv\w+|reduces? the cost|lead(?:s|ing)? to"
    r"|enabl\w+|allow\w*|profit\w*|growth|success)\b",
    re.I,
)
ASKS_EXAMPLE = re.compile(
    r"\b(?:examples?|which (?:company|companies|firm|firms|brand|brands|people|person)|who (?:does"
    r"|do) \w+ name|instance|name (?:a|any|some))\b",
    re.I,
)
