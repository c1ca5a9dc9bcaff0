"""The focus of a question: what it turns on, once names and the scaffolding of asking are gone."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.understanding.mention import Mention
from assistant.words import STOPWORDS, fold, stem, word_spans

# Words with which people ask about texts. As stems of a focus they say nothing of its matter.
_SCAFFOLD = frozenset(
    stem(word)
    for word in """
    according agree agreement answer argue argument article author believe briefly call case cite
    claim compare comparison contrast corpus debate define definition describe difference differ
    disagree discuss discussion essay evidence exactly example explain explicitly feel find five
    four gist happen happened hear hold idea illustrate illustration instance key list main mean
    meaning mention message opinion overview paper passage people person piece point position
    question quote reason
    recommend remark sentence side six source speak stance stand state summarise summarize summary
    suggest talk term text thesis thought three topic treat two understand understanding view
    viewpoint voice want wonder word writer write wrote reading reader think tldr nutshell matter
    short shorter version entry quick brief lines page
    paragraph contributor vs versus disagreement whats sum tl dr boil s m ve re told count
    separate divide distinguish apart counts camp portray collection everybody everyone unanimous
    boat picture eyes spot whose
    """.split()
)

_SUBJECT = (
    r"(?:the |these |those |this |that |any |all |each |both |either |five |of |our |your )*"
    r"(?:authors?|essays?|articles?|pieces?|texts?|writers?|corpus|debate|sources?|pages?|posts?"
    r"|collection|contributors?|people|person|persons|voices?|sides?|camps?|anyone|anybody"
    r"|somebody|someone|everyone|they|them|he|she|it|one|ones|you|we|i)"
)
_VERB = (
    r"(?:says?|said|saying|argues?|argued|arguing|thinks?|thought|believes?|believed|claims?"
    r"|claimed"
    r"|claiming|writes?|wrote|holds?|maintains?|insists?|states?|stated|suggests?|suggested|feels?"
    r"|mentions?|discuss(?:es)?|describes?|explains?|tells?|told|talks?|speaks?|means?|meant"
    r"|treats?"
    r"|views?|sees?|recommends?|advises?|expects?|worr(?:y|ies)|makes? the (?:point|case)"
    r"|points? out"
    r"|puts? it|have to say|has to say|have in mind|make of|makes of|take on|stands?|calls? for)"
)
_ASIDES = re.compile(
    r"(?:,\s*)?\b(?:according to|in the (?:view|opinion|eyes|words) of|for|per|in|from"
    rf"|by) {_SUBJECT}\b"
    rf"|\bin (?:this|the|that) (?:debate|corpus|essays?|articles?|collection|texts?)\b"
    r"|\b(?:part (?:ways|company)|go (?:their )?separate ways|(?:up )?(?:in|at|on) (?:one|the same)"
    r" (?:page|place|side|team|line|point|wavelength)|of one mind|see eye to eye|common ground"
    r"|side by side|next to (?:each other|one another)"
    r"|(?:does|do|will|would) it (?:really |ever )?pay (?:off )?(?:to|for)"
    r"|when it comes to|as far as|with respect to|with regard to"
    r"|(?:really |actually )?at odds|in the same (?:boat|camp))\b"
    r"|\b(?:please|pls|briefly|exactly|really|actually|in short|in brief|in a nutshell|ok|okay|hey"
    r"|hi|so)\b",
    re.I,
)
_OPENINGS = re.compile(
    rf"^\W*(?:and|but|so|then)?\W*(?:"
    rf"(?:can|could|would|will) you (?:please )?(?:tell me|explain|say|show me)?\s*"
    r"|(?:please )?(?:tell me|explain|show me|give me|i(?:'d| would) like to know"
    r"|i want to know)\s*"
    rf"|(?:(?:what|how|why|where|when|who)['’]?s|what|how|why|where|when|who|whose|which|whom)\b\s*"
    rf"|(?:do|does|did|is|are|was|were|has|have|can|could|should|would|will|may|might)\b\s*"
    rf"|(?:exactly|else|also|precisely)\b\s*"
    rf"|{_SUBJECT}\b\s*"
    rf"|{_VERB}\b\s*"
    r"|(?:shares?|backs?(?: up)?|supports?|takes?|sides? with|agrees? with|goes along with"
    r"|disputes?|disagrees? with|contradicts?|on|else|with|behind) (?:the )?they\b\s*"
    r"|(?:view|views|opinion|position|stance|take|thoughts?|idea|ideas|words?|message|claim|point"
    r"|side|worry|worries|fears?|concerns?|doubts?|belief|conviction|hope|complaint"
    r"|argument|case|reasons?|definition|meaning|role|example|quote|quotes|evidence)\s+(?:on|of"
    r"|about|for|that|to|regarding|behind|is it|given)\b\s*"
    r"|(?:about|that|on|regarding|concerning|of|to|whether|if|by|for|with|the case of|there|any"
    r"|some)\b\s*"
    rf")",
    re.I,
)


def is_scaffold(word: str) -> bool:
    """Whether a folded word belongs to asking about texts rather than to any matter."""
    return stem(word) in _SCAFFOLD


def focus_words(question: str, mentions: Sequence[Mention]) -> list[str]:
    """The folded words of the question that carry its matter, in order, voices left out."""
    kept = []
    for word, _, _ in word_spans(focus_phrase(question, mentions)):
        folded = fold(word)
        if folded not in STOPWORDS and stem(folded) not in _SCAFFOLD:
            kept.append(folded)
    return kept


_ONLY_ASKS = re.compile(
    r"(?:^|(?<=[.!?;]))\s*(?:so |and |but )?(?:what|how|which|where|should|shall|can|could|is|are"
    r"|any|will|would|do|does|go|fine|wise)\b"
    r"[^.?!]*\?\s*$",
    re.I,
)


def situation(text: str) -> str:
    """What a described business says of itself, without the question that closes it.

    The whole text where the question is all there is.
    """
    rest = _ONLY_ASKS.sub("", text).strip()
    return rest if len(rest.split()) >= 5 else text


def focus_phrase(question: str, mentions: Sequence[Mention]) -> str:
    """The question without its voices and its asking, still a phrase: what the embedder gets.

    "What does Mark say about the quality of products?" gives "the quality of products"; a name
    that was misspelt is put right. "" where nothing is left.
    """
    text = question
    spans = {(m.start, m.end): m.name for m in mentions}
    for (start, end), name in sorted(spans.items(), reverse=True):
        text = text[:start] + (name.key if name.kind == "thing" else "they") + text[end:]
    text = re.sub(r"(?<=\s)['’]s\b|\s+['’](?=\s)", " ", text)
    text = _ASIDES.sub(" ", text)
    while (shorter := _OPENINGS.sub("", text, count=1)) != text:
        text = shorter
    text = re.sub(r"\bthey\b", " ", text) if spans else text
    return re.sub(r"\s+", " ", text).strip(" \t\n?!.,:;-–—\"'“”‘’")
