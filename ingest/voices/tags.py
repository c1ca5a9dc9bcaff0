"""What stands behind a quotation, and around it, tells who speaks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.voices.introductions import SUBORDINATORS, before, named_right, source_phrase
from ingest.voices.page import DASHES, Mention, Sentence
from ingest.voices.sources import (
    KNOWN,
    UNVOUCHED,
    Source,
    is_saying,
    named,
    subject,
)
from ingest.voices.words import (
    BE,
    CONJUNCTIONS,
    DISPUTES,
    FIRST,
    HE,
    NAMING,
    SAYING,
    SHE,
    WEAK_SAYING,
    is_office,
    is_role,
    is_speech_noun,
)

_LINE = 24  # tokens of a line of attribution: a name, an office, a book and a year
_NAMELESS = frozenset("anonymous unknown anon proverb adage".split())
_EDITORS = frozenset("ed editor eds italics emphasis".split())
_IT = frozenset("that this these those it".split())


def after(s: Sentence, quote: int) -> Source | None:
    """The speaker that the words right behind a quotation name, in the same sentence."""
    i = s.after(quote)
    while i < s.end and s.doc[i].text in {",", "“", "”", "?", "!", "."} | DASHES:
        i += 1
    if i >= s.end:
        return None
    end = next((j for j in range(i, s.end) if j in s.quotes), s.end)
    if s.doc[i].text in {"(", "["}:
        return _in_brackets(s, i)
    dash = any(s.doc[j].text in DASHES for j in range(quote + 1, i))
    found = (attribution(s, i, end) if dash else None) or source_phrase(s, i, end)
    if found is not None:
        return found
    low = s.low(i)
    if low in BE | {"comes"}:
        return ownership(s, i + 1, end)
    inside = quote - s.start > 1 and s.low(s.start) in SUBORDINATORS - {"than", "what"}
    if inside and not any(s.doc[j].text == "," for j in range(s.start, quote)):
        return None  # "While X blames costs that “…,” Y fears"
    parted = s.words[quote][-1:] in set(",?!…—–") or i > s.after(quote)
    if parted or quote <= s.start + 1 or low in SAYING:
        return tag(s, i, end, s.words[quote][-1:] == ",")
    return None


def tag(s: Sentence, i: int, end: int, comma: bool = False) -> Source | None:
    """The tag behind a quotation: "says X", "X says", "X, the founder of Y, once wrote".

    Behind a comma any verb is one of saying that stands at once with who does it: "laughs X".
    """
    for k in range(i, min(end, s.end, i + 30)):
        low = s.low(k)
        if low in CONJUNCTIONS | {"as"} and s.doc[k - 1].text == "," and k > i:
            return None
        uttered = comma and s.doc[k].tag_ in {"VBZ", "VBD"} and _stands_by_name(s, i, k)
        if (low not in SAYING | NAMING | WEAK_SAYING and not uttered) or k in s.names:
            continue
        if s.doc[k].pos_ not in {"VERB", "AUX"} and not is_saying(s, k, k + 1) and k > i:
            continue
        inside = s.doc[k].dep_ == "relcl" or {"who", "which"} & set(s.lows(i, k))
        if inside and any(s.low(j) in SAYING for j in range(k + 1, end)):
            continue  # "X, who is now posted in Bidar, said"
        if low == "heard" and s.low(k + 1) in {"him", "her"}:  # "I heard him tell her"
            return Source("pronoun", k + 1, word=s.low(k + 1), adjacent=True)
        led = all(s.doc[j].pos_ == "ADV" or s.low(j) in {"as", "so", "thus"} for j in range(i, k))
        found = named_right(s, k + 1, end) if led else None
        if found is None:
            parsed = subject(s, k)
            found = parsed if parsed is not None and parsed.at >= i else None
        if found is None:
            continue
        doubt = found.doubt or (UNVOUCHED if set(s.lows(i, end)) & DISPUTES else "")
        return replace(found, adjacent=True, doubt=doubt, naming=low in NAMING)
    return None


def _stands_by_name(s: Sentence, i: int, k: int) -> bool:
    """Whether a tag that begins at `i` is a verb at `k` and somebody right beside it."""
    if k == i:
        return s.name(k + 1) is not None
    mention = s.name(i)
    return k == (mention.end if mention is not None else i + 1) and (
        mention is not None or s.low(i) in HE | SHE
    )


def ownership(s: Sentence, i: int, end: int) -> Source | None:
    """Whose words a predicate says they are: "X's view", "a line from X", "how X put it"."""
    doubt = UNVOUCHED if set(s.lows(i, end)) & DISPUTES else ""
    for k in range(i, min(end, i + 10)):
        low, mention = s.low(k), s.names.get(k)
        if s.low(i) in {"how", "what"}:
            found = subject(s, k) if low in SAYING | NAMING else None
            if found is not None:
                return replace(found, adjacent=True)
            continue
        if s.doc[k].text in {".", ";"} or low in {"but", "while"}:
            return None
        noun = any(is_speech_noun(word) for word in s.lows(k + 1, min(end, k + 6)))
        if low in {"my", "our"} and noun:
            return Source("author", k, adjacent=True)
        if low in {"his", "her", "their"} and noun:
            return Source("pronoun", k, word=low, adjacent=True)
        if mention is not None:
            link = s.low(k - 1)
            told = any(is_speech_noun(word) or word in SAYING for word in s.lows(i, k))
            source = link in {"of", "by", "from", "to"} and (doubt or told or link == "from")
            owner = mention.possessive and noun
            found = named(s, mention) if source or owner else None
            return replace(found, adjacent=True, doubt=doubt) if found is not None else None
    return None


def attribution(s: Sentence, i: int, end: int) -> Source | None:
    """Whom a line of attribution names, from the token behind its dash; None if it is none."""
    line = s.lows(i, end)
    if not line or len(line) > _LINE or set(line) & (SAYING | BE) or line[0] in _EDITORS:
        return None
    for k in range(i, min(end, i + 5)):
        mention = s.names.get(k)
        if mention is not None:
            return _alone(s, mention, end)
        plain = s.low(k) in {"the", "a", "from", "by", "late", ".", "“", "@"}
        if not plain and not is_office(s.low(k)):
            break
    stop = next((j for j in range(i, end) if s.doc[j].text in ",.(;"), end)
    last = s.low(stop - 1)
    if stop - i <= 6 and (is_role(last) or last in _NAMELESS):
        return Source("nobody", i, word=" ".join(s.lows(i, stop)), adjacent=True)
    return None


def _alone(s: Sentence, mention: Mention, end: int) -> Source | None:
    """A name with nothing but a comma, year or bracket behind it."""
    found = named(s, mention)
    beyond = mention.end
    for _ in found.names[1:]:
        beyond = s.names[beyond + 1].end
    if beyond < end:
        token = s.doc[beyond]
        plain = token.is_punct or token.text[0].isdigit() or beyond in s.quotes
        if not plain and s.low(beyond) not in {"in", "on", "at", "of", "et", "(", "@"}:
            return None
    return replace(found, adjacent=True) if not mention.possessive else None


def _in_brackets(s: Sentence, i: int) -> Source | None:
    close = next((j for j in range(i, s.end) if s.doc[j].text in {")", "]"}), s.end)
    mention = s.name(i + 1)
    found = _alone(s, mention, close) if mention and not mention.name.isupper() else None
    return replace(found, adjacent=False) if found is not None else None


def following(s: Sentence) -> Source | None:
    """Who speaks in the quotation that this sentence follows; None if it says nothing of that."""
    i = s.start
    while i < s.end and s.doc[i].text in DASHES:
        i += 1
    if i > s.start:
        return attribution(s, i, s.end)
    low = s.low(i)
    found: Source | None = None
    if low in {"so", "thus"}:
        found = _name_alone(s, i + 1) or tag(s, i + 1, s.end)
    elif low in SAYING and s.doc[i].text[0].islower():
        found = tag(s, i, s.end)
    elif low in _IT and s.low(i + 1) in BE | {"comes"}:
        return _name_alone(s, i + 2) or ownership(s, i + 2, s.end)
    else:
        found = _said_so(s)
    return found if found is not None and found.kind in KNOWN else None


def _name_alone(s: Sentence, i: int) -> Source | None:
    """A name with nothing behind it but time, place or an apposition: "That was X, in 2000."."""
    mention = s.name(i)
    if mention is None:
        return None
    beyond = s.low(mention.end)
    where = {"writing", "speaking", "again", "talking", "in", "on", "at", "", ",", ":", "(", "!"}
    return replace(named(s, mention), adjacent=True) if beyond in where | {"."} else None


def _said_so(s: Sentence) -> Source | None:
    """A verb of saying whose object is the quotation: "Spolsky wrote that in 2000."."""
    for k in range(s.start, min(s.end - 1, s.start + 16)):
        if s.low(k) in SAYING and s.low(k + 1) in _IT:
            closing = s.low(k + 2) in {"", ".", ",", ";", ":", "as"}
            closing = closing or (k + 2 < s.end and s.doc[k + 2].pos_ == "ADP")
            found = subject(s, k) if closing else None
            opens = found is not None and found.at <= s.start + 1
            return replace(found, adjacent=True) if found is not None and opens else None
    return None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a quotation stands: its sentence, its token there, the sentences around."""

    sentence: Sentence
    token: int
    previous: Sentence | None
    later: Sequence[Sentence]
    opens_block: bool  # `previous` belongs to the block before

    @property
    def alone(self) -> bool:
        """Whether the sentence is nothing but quotations."""
        return self.sentence.only_quotes

    @property
    def answers(self) -> bool:
        """Whether it is, however short, a sentence of its own behind another quotation."""
        behind = self.previous is not None and bool(self.previous.quotes)
        return behind and self.alone and self.sentence.words[self.token][-1:] in set(".!?…")

    def introduction(self, speaker: str | None) -> list[Sentence]:
        """The sentences in which an attitude towards the speaker may show."""
        if self.previous is None:
            return [self.sentence]
        named = any(m.name == speaker for m in self.previous.mentions)
        leads = self.token <= self.sentence.start + 1
        if self.alone or (leads and (self.opens_block or named)):
            return [self.previous, self.sentence]
        return [self.sentence]


def stronger(introduction: Source | None, behind: Source | None) -> Source | None:
    """What stands right beside the quotation counts for more than what stands further off."""
    if introduction is None or behind is None:
        return behind or introduction
    firm = introduction.adjacent and introduction.kind != "speech"
    return introduction if firm and not introduction.by_colon else behind


def shows_words(s: Sentence) -> bool:
    """Whether a sentence shows others' words next: "claims such as the following", "like this"."""
    lows = s.lows(s.start, s.end)
    likened = {b for a, b in pairwise(lows) if a in {"as", "like"}} & {"this", "these"}
    shows = bool(likened) or "following" in lows or {"these", "words"} <= set(lows)
    return shows and any(is_speech_noun(low) for low in lows) and not set(lows) & FIRST


def introduced(previous: Sentence) -> Source | None:
    """Who speaks in a quotation that the whole sentence before it introduces."""
    return before(previous, previous.end)


def announced(previous: Sentence) -> Source | None:
    """A speaker whom the full sentence before announces: "X has a word for it. “…”"."""
    end = previous.end
    while end > previous.start and previous.doc[end - 1].is_punct:
        end -= 1
    source = before(previous, end, colon=False)
    return replace(source, adjacent=True) if source is not None and source.kind in KNOWN else None
