"""Follow-ups: what a question leaves out, put back from the one before it."""

from __future__ import annotations

import re

from assistant.understanding.mention import Mention

# A person, an essay or a matter of the earlier question, taken up without its name.
_PERSON = re.compile(
    r"\b(he|she|him|her|his|hers|himself|herself|the (?:same )?(?:author|writer|man|woman|guy))\b",
    re.I,
)
_GROUP = re.compile(
    r"\b(they|them|their|theirs|both|these two|the two|each other|the others?)\b", re.I
)
_MATTER = re.compile(
    r"\b(that|this|it|its|those|these|such|the same|so|there|one|ones|the opposite|the former"
    r"|the latter)\b",
    re.I,
)
_ELLIPSIS = re.compile(
    r"^\W*(?:and|but|or|so|then|ok(?:ay)?|also|what about|how about|why|why not|how so|really"
    r"|since when|elaborate"
    r"|go on|more|tell me more|anything else|what else|says who|who else|anyone else|which one"
    r"|such as|for example|like what|like who)\b",
    re.I,
)
_SWAP = re.compile(
    r"^\W*(?:(?:and|but|or|so|then|ok(?:ay)?|now|what|how|about|with|for|of|does|do|is|the|same|in"
    r"|case)\b\W*)*$",
    re.I,
)
_ANTECEDENT_INSIDE = re.compile(
    r"\b(?:say|says|claims?|argues?|think|thinks|means?|believes?|insists?|agree|agrees|notes?"
    r"|warns?)\s+(?:that|this)\b",
    re.I,
)


def leans_back(question: str, mentions: list[Mention], own_words: list[str]) -> bool:
    """Whether the question cannot be understood without the one before it.

    `own_words` are the words of its focus.
    """
    if _ELLIPSIS.search(question):
        return True
    if not own_words:
        return True
    people = [m for m in mentions if m.name.kind != "thing"]
    if _PERSON.search(question) and not people:
        return True
    if _GROUP.search(question) and not people and len(own_words) <= 3:
        return True
    bare = _ANTECEDENT_INSIDE.sub(" ", question)
    return bool(_MATTER.search(bare)) and len(own_words) <= 2


def only_swaps(question: str, mentions: list[Mention]) -> bool:
    """Whether the question just puts another name into the one before ("And Kalehoff?")."""
    rest = question
    for mention in sorted({(m.start, m.end) for m in mentions}, reverse=True):
        rest = rest[: mention[0]] + rest[mention[1] :]
    return bool(mentions) and bool(_SWAP.match(re.sub(r"['’]s\b", "", rest)))


_TURNED = re.compile(
    r"\b(?:the )?(?:other|opposite|opposing|reverse)\s+(?:side|way|strategy|approach|kind|sort|type"
    r"|model|one|option|path|route|focus|thing)\b|\bthe (?:opposite|reverse|other)\b(?! (?:essays?"
    r"|authors?|writers?|camp|people|voices?)\b)",
    re.I,
)


def turns_side(question: str) -> bool:
    """Whether it asks the same of the other side's matter ("and of the opposite strategy?")."""
    return bool(_TURNED.search(question)) and not re.search(
        r"\b(?:who|whose|which (?:author|essay|of them)|anyone|anybody|somebody|say|says|see|sees"
        r"|think|thinks|argue|argues|claims?)\b",
        question,
        re.I,
    )


_OPPOSED = re.compile(
    r"\b(disagree\w*|against (?:that|this|it)|opposes?|contradicts?|objects?|other side|opposite"
    r"|opposing|other camp|counter\w*|differently|the other way|dissent\w*|sceptic\w*|skeptic\w*"
    r"|rebut\w*|challenges? (?:that|this))\b",
    re.I,
)
# "Why does she advise against it?": what she herself opposes is asked for, not who opposes her.
_THEIR_OWN = re.compile(r"\b(?:he|she|the (?:author|writer))\b", re.I)
_OTHER_SIDE = re.compile(r"\b(?:other|opposite|opposing) (?:side|camp|view|party)\b", re.I)


def wants_other_side(question: str) -> bool:
    """Whether the follow-up asks for whoever contradicts what went before."""
    opposed = _OPPOSED.search(question)
    return bool(opposed and not _THEIR_OWN.search(question[: opposed.start()]))


def names_other_side(question: str) -> bool:
    """Whether the follow-up asks for the other of the debate's two sides, as such."""
    return bool(_OTHER_SIDE.search(question))


def asks_person(question: str) -> bool:
    """Whether a pronoun for a person stands in the question."""
    return bool(_PERSON.search(question))


_AUTHOR = (
    r"\b(?:the|its|that) (?:author|writer)(?: of (?:the|that) (?:essay|article|piece)"
    r"| (?:who|that) (?:quotes|cites|brings) (?:him|her|it|that)(?: up)?)?"
)
_HOST = re.compile(
    r"\b(?:who|that|which) (?:\w+ )?(?:cites?|cited|quotes?|quoted|brings? (?:him|her) up)\b"
    r"(?= (?:him|her|them|that|it|this)\b|\W*$)"
    rf"|{_AUTHOR}",
    re.I,
)
_TOWARDS = re.compile(
    rf"{_AUTHOR} (?:\w+ )?(?:agree|disagree|answer|reply|respond|react|see|take|treat|make of|think"
    r" of|side|share|approve|object)",
    re.I,
)


def asks_reaction(question: str) -> bool:
    """Whether it asks what the author says to the person whom the author quotes."""
    return bool(_TOWARDS.search(question))


def asks_host(question: str) -> bool:
    """Whether it is put to whoever quotes the person of the question before."""
    return bool(_HOST.search(question))


def put_name(question: str, name: str) -> str:
    """The question with its first personal pronoun replaced by the name it stands for."""
    possessive = re.compile(r"\b(his|her)\b(?=\s+\w)", re.I)
    personal = re.compile(r"\b(he|she|him|they)\b|\b(?:her|them)\b(?!\s+\w+ing)", re.I)
    if personal.search(question):
        return personal.sub(name, question, count=1)
    if possessive.search(question):
        return possessive.sub(name + "’s", question, count=1)
    return question
