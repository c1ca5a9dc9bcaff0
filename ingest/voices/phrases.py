"""Who a phrase means: a name, a pronoun, a role, or nobody whom an answer could name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ingest.voices.page import DASHES, Mention, Sentence
from ingest.voices.words import (
    BE,
    DENYING,
    DISPUTES,
    EPONYMOUS,
    FIRST,
    GIVING,
    HABITUAL,
    HE,
    HYPOTHETICAL,
    NAMING,
    NEGATIONS,
    NOUN_LIKE,
    QUOTING,
    SAYING,
    SHE,
    THEY,
    THINKING,
    TITLES,
    WEAK_SAYING,
    is_role,
    is_speech_noun,
    singular,
)

DENIED = "the sentence denies that these words were said"
IMAGINED = "these words are imagined, not reported"
ASKED = "the sentence asks whether these words were said"
EITHER = "it is not clear whether the author speaks or somebody whom the sentence brings in"
UNVOUCHED = "the sentence does not vouch for who said it"

SourceKind = Literal[
    "name",
    "author",  # I, we, my
    "pronoun",  # he, her, they
    "role",  # "its founder", "the senator": a certain person, not named here
    "work",  # "the memo says": speaks for whoever wrote it
    "nobody",  # "critics", "my boss", "you": nobody whom one could name
    "speech",  # a verb or noun of speech without an owner
]
_DEFINITE = frozenset("the its that this".split())
_IMAGINING = frozenset("imagine imagining suppose supposing picture pretend".split())
_REACH = 14  # tokens from a role to the name behind its own phrases


@dataclass(frozen=True, slots=True)
class Source:
    """Who a sentence says is speaking; `at` is the token where it says so."""

    kind: SourceKind
    at: int = -1
    names: tuple[str, ...] = ()
    word: str = ""  # the pronoun, the role, the work
    adjacent: bool = False  # the verb of saying or colon stands right beside the quotation
    doubt: str = ""  # why the sentence itself does not vouch for these words
    naming: bool = False  # the verb gives a name ("calls it …") rather than reports words
    by_colon: bool = False  # there is no verb of saying, only the colon
    continues: bool = False  # "goes on", "adds": the one who spoke last
    relays: bool = False  # "… reported": may report what somebody else said


def phrase(s: Sentence, i: int, seen: frozenset[int] = frozenset()) -> Source | None:
    """Whom the phrase with head token `i` means; None for what is no phrase.

    `seen` are the phrases whose meaning hangs on this one: relative clauses and their nouns point
    at each other, and whoever comes back to where he was finds nobody.
    """
    token, low = s.doc[i], s.low(i)
    if i in s.quotes or i in seen:
        return None
    seen |= {i}
    mention = s.names.get(i)
    if mention is not None and not mention.possessive and not mention.attributive:
        return named(s, mention)
    if low in {"who", "which", "that"}:
        return _antecedent(s, i, seen)
    if low in FIRST:
        return Source("author", i)
    if low in HE | SHE | THEY:
        return Source("pronoun", i, word=low)
    if token.pos_ == "PRON":
        return Source("nobody", i, word=low)
    if is_role(low) or token.pos_ in {"NOUN", "PROPN", "ADJ", "NUM"}:
        return _noun(s, i, seen)
    return None


def employs(s: Sentence, mention: Mention) -> bool:
    """Whether a name only tells for whom the next one works: "Leeds head coach X"."""
    for k in range(mention.end, min(s.end, mention.end + 4)):
        found = s.names.get(k)
        if found is not None:
            return k > mention.end or not mention.person
        office = is_role(s.low(k)) or s.low(k) in TITLES
        if not office and s.doc[k].pos_ not in {"NOUN", "ADJ"}:
            return False
        if office and not mention.person and k == mention.end:
            return True
    return False


def named(s: Sentence, mention: Mention) -> Source:
    """The source that a name gives, with those joined to it by "and"."""
    if not mention.speaks:
        return Source("nobody", mention.start, word=mention.name.lower())
    names = [mention.name]
    last = mention
    while s.low(last.end) in {"and", "&"} and (beyond := s.names.get(last.end + 1)):
        if beyond.possessive:
            break
        names.append(beyond.name)
        last = beyond
    before = s.names.get(mention.start - 2)
    joined = s.low(mention.start - 1) in {"and", "&"} and before and not before.possessive
    if joined and before and s.doc[mention.start - 1].head.i in range(before.start, before.end):
        names.insert(0, before.name)
    return Source("name", mention.start, names=tuple(names))


def _noun(s: Sentence, i: int, seen: frozenset[int]) -> Source | None:
    low = s.low(i)
    following = s.names.get(i + 1)
    apposed = following is not None and following.person and not following.possessive
    beside = _named_beside(s, i) if is_role(low) or apposed else None
    if beside is not None:
        return named(s, beside)
    left = s.doc[i].left_edge.i if s.doc[i].left_edge.i >= s.start else i
    left = max(left, i - 6)
    lows = s.lows(left, i)
    if is_speech_noun(low) and not is_role(low):
        return owner_of(s, i, seen) or Source(
            "work" if set(lows) & _DEFINITE else "nobody", i, word=low
        )
    owned = bool(set(lows) & _DEFINITE) or any(j in s.names for j in range(left, i))
    if owned and is_role(low) and singular(low) == low:
        return Source("role", i, word=low)
    return Source("nobody", i, word=" ".join([*lows, low][-3:]))


def _named_beside(s: Sentence, i: int) -> Mention | None:
    """The name of a role's bearer: "the economist X", "her boss, X,", "a reader named X"."""
    doc = s.doc
    following = s.names.get(i + 1)
    if following is not None and not following.possessive:
        return following
    for child in doc[i].children:
        found = s.names.get(child.i)
        apposed = child.dep_ == "appos" and child.i > i
        if found is not None and apposed and not found.possessive and found.speaks:
            return found
    stop = min(s.end, i + _REACH)
    for k in range(i + 1, stop):
        if k in s.quotes or doc[k].text in {".", ":", ";"}:
            return None
        if s.low(k) in {"named", "called"} and (found := s.names.get(k + 1)):
            return found
        if doc[k].text in {",", "("} | DASHES and (found := s.names.get(k + 1)):
            closed = found.end >= s.end or doc[found.end].is_punct or found.end in s.quotes
            return found if closed and found.speaks and not found.possessive else None
        if doc[k].text == "," or (doc[k].pos_ in {"VERB", "AUX"} and doc[k].dep_ != "acl"):
            return None
    return None


def owner_of(s: Sentence, i: int, seen: frozenset[int] = frozenset()) -> Source | None:
    """Whose words a noun of speech at `i` means: "X's line", "the book by X", "my reply"."""
    low = singular(s.low(i))
    start = max(s.start, i - 7)
    for k in range(i - 1, start - 1, -1):
        mention, word = s.names.get(k), s.low(k)
        if mention is not None and mention.end == i and mention.speaks and not mention.person:
            return named(s, mention)  # "the Met Office statement"
        if mention is not None and (mention.possessive or word == "'s"):
            eponym = low in EPONYMOUS and not s.low(mention.end + 1).endswith("first")
            return Source("nobody", i, word=low) if eponym else named(s, mention)
        if word in {"'s", "'"} and s.doc[k].tag_ == "POS":
            continue
        if word in {"my", "our"}:
            return Source("author", k)
        if word in {"his", "her", "their"}:
            return Source("pronoun", k, word=word)
        if s.doc[k].tag_ == "POS" or (k + 1 < i and s.doc[k + 1].tag_ == "POS"):
            return phrase(s, k, seen) if s.doc[k].tag_ != "POS" else None
        if s.doc[k].pos_ in {"ADP", "VERB", "AUX", "PUNCT", "CCONJ"}:
            break
    for child in s.doc[i].children:
        if child.lower_ in {"by", "of", "from"} and child.i > i and low not in EPONYMOUS:
            for obj in child.children:
                if obj.dep_ == "pobj" and obj.i > child.i:
                    return phrase(s, obj.i, seen) if _means_somebody(s, obj.i) else None
        if child.dep_ == "relcl" and s.low(child.i) in SAYING | GIVING:
            return subject(s, child.i, seen)  # "the letter that X wrote", "the advice X gives"
    head = s.doc[i].head
    if s.doc[i].dep_ == "dobj" and s.low(head.i) in GIVING and s.start <= head.i < i:
        return subject(s, head.i, seen)  # "X made the case"
    return None


def _means_somebody(s: Sentence, i: int) -> bool:
    return i in s.names or is_role(s.low(i)) or s.low(i) in {"mine", "ours", "his", "hers"}


def _antecedent(s: Sentence, i: int, seen: frozenset[int]) -> Source | None:
    """Whom a relative pronoun means: "X, who said", "it was X who said"."""
    verb = s.doc[i].head
    before = s.before(i)
    if s.low(before) == ",":
        before -= 1
    near = s.names.get(before)
    if near is not None and s.low(i - 1) == ",":
        root = s.doc[near.start : near.end].root
        if root.dep_ == "pobj":  # "X, a former head of Y, who said"
            noun = root.head.head
            while noun.dep_ == "appos":
                noun = noun.head
            if near.person and noun.i in s.names:
                return Source("nobody", i, word="who")
            near = s.names.get(noun.i, near)
            return named(s, near)
    if verb.dep_ == "relcl" and s.start <= verb.head.i < i:
        head = verb.head
        while head.dep_ == "appos" and head.head.i in s.names:
            persons = [m for m in s.mentions if head.i < m.start < i and m.person]
            if persons:
                return Source("nobody", i, word="who")  # "X, a friend of Y, who": X or Y?
            head = head.head
        return phrase(s, head.i, seen)
    if near is not None and not near.possessive:
        return named(s, near)
    return Source("nobody", i, word="who")


def is_saying(s: Sentence, k: int, quote: int) -> bool:
    """Whether token `k` is a verb by which the words of the quotation at `quote` are said."""
    low, token = s.low(k), s.doc[k]
    if (low not in SAYING and low not in NAMING and low not in WEAK_SAYING) or k in s.names:
        return False
    if token.pos_ not in {"VERB", "AUX"}:
        after_name = (m := s.names.get(s.before(k))) is not None and not m.possessive
        after_name = after_name or s.low(k - 1) in {"he", "she", "they", "i", "we"}
        if low in NOUN_LIKE and not after_name:
            return False
    previous, following = s.low(k - 1), s.low(k + 1)
    if (previous, low) in {("that", "said"), ("all", "told"), ("having", "said")}:
        return False
    if low in {"put", "puts", "putting"}:
        return following in {"it", "this", "things", "the"}
    if low in {"go", "goes", "going", "went"}:
        return following in {"on", ",", ":", ""} or s.after(k) == quote
    if low.startswith(("agree", "disagree", "add")):
        return following not in {"with", "to"}
    return low in SAYING | NAMING or beside(s, k, quote)


_BESIDE = DASHES | frozenset(
    """
    that : , ( it this things way like as follows so how thus me us him her them to “ ” once also
    then later recently even now again here there simply bluntly best well too aloud back out
    """.split()
)


def beside(s: Sentence, k: int, quote: int) -> bool:
    """Whether nothing of weight stands between token `k` and the quotation behind it."""
    return all(s.low(i) in _BESIDE or s.doc[i].pos_ == "ADV" for i in range(k + 1, quote))


def subject(s: Sentence, k: int, seen: frozenset[int] = frozenset()) -> Source | None:
    """Who does the saying at token `k`; None where the sentence leaves it open."""
    found = _subject(s, k, seen)
    if found is None:
        return None
    auxiliaries = _auxiliaries(s, k)
    as_clause = "as" in s.lows(found.at - 4, found.at)
    told = any(is_speech_noun(word) for word in s.lows(s.start, found.at))
    doubt = found.doubt or _auxiliary_doubt(auxiliaries, as_clause or told)
    going = s.low(k) in {"go", "goes", "went", "going"} or "on" in s.lows(k - 2, k)
    on = going or s.low(k).startswith(("continu", "conclud", "add"))
    return Source(found.kind, found.at, found.names, found.word, doubt=doubt, continues=on)


def _subject(s: Sentence, k: int, seen: frozenset[int]) -> Source | None:
    verb = s.doc[k]
    if verb.pos_ not in {"VERB", "AUX"} and (near := _just_before(s, k, seen)) is not None:
        return near
    source = s.names.get(k - 2)
    beside_it = s.names.get(k - 1)
    if verb.tag_ == "VBG" and beside_it is not None and not beside_it.possessive:
        return named(s, beside_it)  # "with X claiming"
    apart = verb.tag_ == "VBG" and s.low(k - 1) == ","
    if apart and source is not None and s.low(source.start - 1) in {"from", "by"}:
        return named(s, source)  # "a note from X, saying"
    if s.low(k) == "believe" and s.lows(k - 2, k) == ["have", "us"]:
        verb = s.doc[k - 2]
    for hop in range(8):
        children = [c for c in verb.children if s.start <= c.i < s.end and c.i not in s.quotes]
        for agent in (c for c in children if c.dep_ == "agent"):
            for obj in agent.children:
                if obj.dep_ == "pobj":
                    return phrase(s, obj.i, seen)
        if hop == 0 and s.low(k) not in QUOTING:
            by = [c for c in children if c.lower_ == "by" and c.i > verb.i]
            if any(c.dep_ in {"nsubjpass", "auxpass"} for c in children):
                by_whom = [o for c in by for o in c.children if o.dep_ == "pobj"]
                return (
                    phrase(s, by_whom[0].i, seen)
                    if by_whom
                    else Source("nobody", k, word="somebody")
                )
        subjects = [c for c in children if c.dep_ in {"nsubj", "nsubjpass"}]
        apposed = [  # the stand-in taken for a subject, and its subject for its apposition
            g
            for c in verb.children
            if c.i in s.quotes and not subjects
            for g in c.children
            if g.dep_ in {"appos", "conj"} and c.i < g.i < s.end
        ]
        if apposed:
            return phrase(s, apposed[0].i, seen)
        if subjects:
            nearest = min(subjects, key=lambda c: abs(c.i - verb.i))
            return phrase(s, nearest.i, seen)
        head = verb.head
        if head is verb or verb.dep_ == "relcl":
            break
        if head.pos_ == "ADP" and head.head is not head:
            head = head.head
        if head.pos_ not in {"VERB", "AUX", "ADJ"}:
            break
        verb = head
    return _just_before(s, k, seen)


def _just_before(s: Sentence, k: int, seen: frozenset[int]) -> Source | None:
    """The name or pronoun that ends right before a verb, where the parser found no subject."""
    i = k - 1
    while i > s.start and (s.doc[i].pos_ in {"ADV", "AUX", "PART"} or s.doc[i].text in {"“", "”"}):
        i -= 1
    if i < s.start:
        return None
    mention = s.names.get(i)
    if mention is not None and not mention.possessive:
        return named(s, mention)
    plain = s.doc[i].pos_ == "PRON" or is_role(s.low(i))
    return phrase(s, i, seen) if plain and s.low(i) not in {"that", "which"} else None


def _auxiliaries(s: Sentence, k: int) -> list[str]:
    """What stands right before a verb, or between it and the verb that governs it, and behind."""
    low = k
    while low > s.start and (
        s.doc[low - 1].pos_ in {"AUX", "ADV", "PART"} or s.low(low - 1) in NEGATIONS
    ):
        low -= 1
    return s.lows(low, k) + s.lows(k + 1, k + 2)[:1]


def _auxiliary_doubt(between: list[str], habit: bool) -> str:
    """What the words between subject and verb say: "never", "would", "might have"."""
    for i, word in enumerate(between):
        if word in NEGATIONS and between[i + 1 : i + 2] not in (["only"], ["just"]):
            return DENIED
    if not set(between) & HYPOTHETICAL:
        return ""
    habit = habit or bool(set(between) & HABITUAL)
    return "" if habit and "have" not in between else IMAGINED


def sentence_doubt(s: Sentence, floor: int, k: int, quote: int, subject_at: int) -> str:
    """What the rest of the sentence says of the verb at `k` and its subject."""
    words = set(s.lows(floor, quote))
    if words & DISPUTES:
        return UNVOUCHED
    if ("if" in words and words & {"would", "might", "could", "'d"}) or words & _IMAGINING:
        return IMAGINED
    if s.before(quote) == k + 1 and s.low(k + 1) in NEGATIONS:
        return DENIED  # "said not “…” but “…”"
    above = set(s.lows(floor, max(floor, subject_at)))
    governing = {t.lower_ for t in s.doc[k].ancestors if floor <= t.i < k}
    if governing & DENYING:
        return DENIED
    if governing & THINKING and "that" in above:
        return UNVOUCHED
    relative = any(s.low(i) in {"who", "that"} for i in range(subject_at + 1, k))
    if s.low(floor) == "it" and s.low(floor + 1) in BE and above & NEGATIONS and relative:
        return DENIED  # "it was not X who said"
    if s.last == "?" and s.low(floor) in {"did", "does", "would", "has", "was"}:
        return ASKED
    return ""
