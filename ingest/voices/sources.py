"""Who a phrase or a verb of saying means: a name, a pronoun, a role, or nobody one could name."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from ingest.voices.page import DASHES, Mention, Sentence
from ingest.voices.words import (
    BE,
    DISPUTES,
    FIRST,
    GIVING,
    HE,
    NAMING,
    NEGATIONS,
    QUOTING,
    SAYING,
    SHE,
    THEY,
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
KNOWN = frozenset({"name", "pronoun", "author"})
_DEFINITE = frozenset("the its that this".split())
_REACH = 14  # tokens from a role to the name behind its own phrases
_VERBS = frozenset({"VERB", "AUX"})
# A form that is as likely a noun: a verb only where the parser says so.
_NOUN_LIKE = frozenset(
    """
    report reports claim claims state states note notes answer answers reply replies post posts
    tweet question questions comment comments remark remarks joke jokes boast promise promises
    warning saying sayings reasoning writing writings reading complaint object objects counter
    protest cry cries email emails blog blogs phrase phrases quote quotes reason reasons stress
    echo echoes pledge demand demands offer offers rule rules judge judges counsel venture
    ventures think thought thoughts feeling find finding findings hold show shows hope hopes
    fear fears knowing read run runs start starts end ends close opening beginning call calls
    name names label labels brand brands title titles term terms style styles bill bills coin
    put puts lament sum estimate estimates signal credit praise blast slam charge charges
    welcome welcomes blame express tweets quip boasts counters vow scream chant
    """.split()
)
_EPONYMOUS = frozenset("law principle theorem razor paradox rule".split())
_THINKING = frozenset(
    "think thinks thought believe believes believed assume assumes assumed suspect guess".split()
)
_DENYING = frozenset(
    "deny denies denied denying doubt doubts doubted dispute disputes disputed refuses".split()
)
_HYPOTHETICAL = frozenset("would could might may will should must can 'd 'll ’d ’ll".split())
_HABITUAL = frozenset("often always later famously sometimes usually".split())
_WEIGHTLESS = DASHES | frozenset(
    """
    that : , ( it this things way like as follows so how thus me us him her them to “ ” once also
    then later recently even now again here there simply bluntly best well too aloud back out
    """.split()
)


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


def phrase(s: Sentence, i: int, seen: frozenset[int] = frozenset()) -> Source | None:
    """Whom the phrase with head token `i` means; None for what is no phrase.

    `seen` are the phrases whose meaning hangs on this one: relative clauses and their nouns point
    at each other, and whoever comes back to where he was finds nobody.
    """
    low = s.low(i)
    if i in s.quotes or i in seen:
        return None
    seen |= {i}
    mention = s.name(i)
    if mention is not None and not mention.attributive:
        return named(s, mention)
    if low in {"who", "which", "that"}:
        return _antecedent(s, i, seen)
    if low in FIRST:
        return Source("author", i)
    if low in HE | SHE | THEY:
        return Source("pronoun", i, word=low)
    if s.doc[i].pos_ == "PRON":
        return Source("nobody", i, word=low)
    return _noun(s, i, seen) if s.doc[i].pos_ in {"NOUN", "PROPN", "ADJ", "NUM"} else None


def named(s: Sentence, mention: Mention) -> Source:
    """The source that a name gives, with those joined to it by "and"."""
    if not mention.speaks:
        return Source("nobody", mention.start, word=mention.name.lower())
    names = [mention.name]
    last = mention
    while s.low(last.end) in {"and", "&"} and (beyond := s.name(last.end + 1)):
        names.append(beyond.name)
        last = beyond
    before = s.name(mention.start - 2)
    joined = s.low(mention.start - 1) in {"and", "&"} and before
    if joined and before and s.doc[mention.start - 1].head.i in range(before.start, before.end):
        names.insert(0, before.name)
    return Source("name", mention.start, names=tuple(names))


def employs(s: Sentence, mention: Mention) -> bool:
    """Whether a name only tells for whom somebody works: "Billboard writer X"."""
    compound = s.doc[mention.start : mention.end].root.dep_ in {"compound", "nmod"}
    return compound and is_role(s.low(mention.end))


def _noun(s: Sentence, i: int, seen: frozenset[int]) -> Source | None:
    low = s.low(i)
    beside_it = _named_beside(s, i)
    if beside_it is not None:
        return named(s, beside_it)
    left = max(s.start, s.doc[i].left_edge.i, i - 6)
    lows = s.lows(left, i)
    definite = bool(set(lows) & _DEFINITE)
    if is_speech_noun(low) and not is_role(low):
        owner = owner_of(s, i, seen)
        return owner or Source("work" if definite else "nobody", i, word=low)
    owned = definite or any(j in s.names for j in range(left, i))
    if owned and is_role(low) and singular(low) == low:
        return Source("role", i, word=low)
    return Source("nobody", i, word=" ".join([*lows, low][-3:]))


def _named_beside(s: Sentence, i: int) -> Mention | None:
    """The name of a role's bearer: "the economist X", "her boss, X,", "a reader named X"."""
    following = s.name(i + 1)
    if following is not None and (following.person or is_role(s.low(i))):
        return following
    if not is_role(s.low(i)):
        return None
    for child in s.doc[i].children:
        found = s.name(child.i)
        if found is not None and child.dep_ == "appos" and found.speaks:
            return found
    for k in range(i + 1, min(s.end, i + _REACH)):
        found = s.name(k + 1)
        if s.low(k) in {"named", "called"} and found is not None:
            return found
        if s.doc[k].text in {",", "("} | DASHES and found is not None:
            closed = found.end >= s.end or s.doc[found.end].is_punct or found.end in s.quotes
            return found if closed and found.speaks else None
        if s.doc[k].text in {",", ":"} or (s.doc[k].pos_ in _VERBS and s.doc[k].dep_ != "acl"):
            return None
    return None


def owner_of(s: Sentence, i: int, seen: frozenset[int] = frozenset()) -> Source | None:
    """Whose words a noun of speech at `i` means: "X's line", "the book by X", "my reply"."""
    low = singular(s.low(i))
    for k in range(i - 1, max(s.start, i - 7) - 1, -1):
        mention, word = s.names.get(k), s.low(k)
        if mention is not None and mention.end == i and mention.speaks and not mention.person:
            return named(s, mention)  # "the Met Office statement"
        if mention is not None and mention.possessive:
            eponym = low in _EPONYMOUS and not s.low(mention.end + 1).endswith("first")
            return Source("nobody", i, word=low) if eponym else named(s, mention)
        if word in {"my", "our"}:
            return Source("author", k)
        if word in {"his", "her", "their"}:
            return Source("pronoun", k, word=word)
        if k + 1 < i and s.doc[k + 1].tag_ == "POS":
            return phrase(s, k, seen)
        if s.doc[k].pos_ in {"ADP", "VERB", "AUX", "PUNCT", "CCONJ"}:
            break
    for child in s.doc[i].children:
        if child.lower_ in {"by", "of", "from"} and low not in _EPONYMOUS:
            for obj in child.children:
                if obj.dep_ == "pobj":
                    somebody = obj.i in s.names or is_role(s.low(obj.i)) or s.low(obj.i) == "mine"
                    return phrase(s, obj.i, seen) if somebody else None
        if child.dep_ == "relcl" and s.low(child.i) in SAYING | GIVING:
            return subject(s, child.i, seen)  # "the letter that X wrote", "the advice X gives"
    head = s.doc[i].head
    if s.doc[i].dep_ == "dobj" and s.low(head.i) in GIVING and head.i < i:
        return subject(s, head.i, seen)  # "X made the case"
    return None


def _antecedent(s: Sentence, i: int, seen: frozenset[int]) -> Source | None:
    """Whom a relative pronoun means: "X, who said", "it was X who said"."""
    near = s.names.get(s.before(i) - (s.low(i - 1) == ","))
    if near is not None and s.low(i - 1) == ",":
        root = s.doc[near.start : near.end].root
        if root.dep_ == "pobj":  # "X, a former head of Y, who said"
            noun = root.head.head
            while noun.dep_ == "appos":
                noun = noun.head
            if near.person and noun.i in s.names:
                return Source("nobody", i, word="who")  # "X, a friend of Y, who": X or Y?
            return named(s, s.names.get(noun.i, near))
    verb = s.doc[i].head
    if verb.dep_ == "relcl" and verb.head.i < i:
        head = verb.head
        while head.dep_ == "appos" and head.head.i in s.names:
            head = head.head
        return phrase(s, head.i, seen)
    return named(s, near) if near is not None else Source("nobody", i, word="who")


# --- verbs ---


def is_saying(s: Sentence, k: int, quote: int) -> bool:
    """Whether token `k` is a verb by which the words of the quotation at `quote` are said."""
    low = s.low(k)
    if low not in SAYING | NAMING | WEAK_SAYING or k in s.names:
        return False
    if s.doc[k].pos_ not in _VERBS and low in _NOUN_LIKE:
        after_name = s.name(s.before(k)) is not None
        if not after_name and s.low(k - 1) not in {"he", "she", "they", "i", "we"}:
            return False
    previous, following = s.low(k - 1), s.low(k + 1)
    if (previous, low) in {("that", "said"), ("all", "told"), ("having", "said")}:
        return False
    if low in {"put", "puts", "putting"}:
        return following in {"it", "this", "things", "the"}
    if low in {"go", "goes", "going", "went"}:
        return following in {"on", ",", ":", ""}
    if low.startswith(("agree", "disagree", "add")):
        return following not in {"with", "to"}
    return low in SAYING | NAMING or beside(s, k, quote)


def beside(s: Sentence, k: int, quote: int) -> bool:
    """Whether nothing of weight stands between token `k` and the quotation behind it."""
    return all(s.low(i) in _WEIGHTLESS or s.doc[i].pos_ == "ADV" for i in range(k + 1, quote))


def subject(s: Sentence, k: int, seen: frozenset[int] = frozenset()) -> Source | None:
    """Who does the saying at token `k`; None where the sentence leaves it open."""
    found = _subject(s, k, seen)
    if found is None:
        return None
    on = s.low(k).startswith(("go", "went", "continu", "conclud", "add"))
    on = on or "on" in s.lows(k - 2, k)
    return replace(found, doubt=found.doubt or _auxiliary_doubt(s, k), continues=on)


def _subject(s: Sentence, k: int, seen: frozenset[int]) -> Source | None:
    verb = s.doc[k]
    if verb.pos_ not in _VERBS and (near := _just_before(s, k, seen)) is not None:
        return near
    if verb.tag_ == "VBG":
        close, apart = s.name(k - 1), s.names.get(k - 2)
        if close is not None:
            return named(s, close)  # "with X claiming"
        if s.low(k - 1) == "," and apart is not None and s.low(apart.start - 1) in {"from", "by"}:
            return named(s, apart)  # "a note from X, saying"
    if s.lows(k - 2, k + 1) == ["have", "us", "believe"]:
        verb = s.doc[k - 2]
    for hop in range(8):
        children = [c for c in verb.children if s.start <= c.i < s.end]
        said = [c for c in children if c.i not in s.quotes]
        passive = any(c.dep_ in {"nsubjpass", "auxpass"} for c in said)
        active = not passive and any(c.dep_ == "nsubj" for c in said)  # "X said by telephone"
        by = [c for c in said if c.dep_ == "agent" or (passive and c.lower_ == "by")]
        by_whom = [o for c in by for o in c.children if o.dep_ == "pobj" and not active]
        if by_whom:
            return phrase(s, by_whom[0].i, seen)
        if hop == 0 and passive and s.low(k) not in QUOTING:
            return Source("nobody", k, word="somebody")
        subjects = [c for c in said if c.dep_ in {"nsubj", "nsubjpass"}]
        if not subjects:  # the stand-in taken for a subject, and its subject for its apposition
            quotes = [c for c in children if c.i in s.quotes]
            subjects = [g for c in quotes for g in c.children if g.dep_ in {"appos", "conj"}]
        if subjects:
            nearest = min(subjects, key=lambda c: abs(c.i - verb.i))
            return phrase(s, nearest.i, seen)
        head = verb.head
        if verb.dep_ == "relcl":
            break
        if head.pos_ == "ADP":
            head = head.head
        if head.pos_ not in {*_VERBS, "ADJ"}:
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
    mention = s.name(i) or _set_off(s, i)
    if mention is not None:
        return named(s, mention)
    plain = (s.doc[i].pos_ == "PRON" and s.low(i) not in {"that", "which"}) or is_role(s.low(i))
    return phrase(s, i, seen) if plain else None


def _set_off(s: Sentence, i: int) -> Mention | None:
    """The name before what commas set off at `i`: "X, KC, for the defence, said"."""
    if s.doc[i].text != ",":
        return None
    for k in range(i - 1, max(s.start, i - _REACH) - 1, -1):
        mention = s.name(k)
        if mention is not None and mention.person and s.low(mention.end) == ",":
            return mention
        if s.doc[k].pos_ in {*_VERBS, "SCONJ"} or s.doc[k].text in {";", ":"} | DASHES:
            return None
    return None


# --- doubts ---


def _auxiliary_doubt(s: Sentence, k: int) -> str:
    """What the words around the verb at `k` say: "never", "would", "might have"."""
    low = k
    while low > s.start and (
        s.doc[low - 1].pos_ in {"AUX", "ADV", "PART"} or s.low(low - 1) in NEGATIONS
    ):
        low -= 1
    words = s.lows(low, k) + s.lows(k + 1, k + 2)
    for word, following in zip(words, [*words[1:], ""], strict=True):
        if word in NEGATIONS and following not in {"only", "just"}:
            return DENIED
    supposed = set(words) & _HYPOTHETICAL
    habit = set(words) & _HABITUAL and "have" not in words
    return IMAGINED if supposed and not habit else ""


def sentence_doubt(s: Sentence, floor: int, k: int, quote: int, subject_at: int) -> str:
    """What the rest of the sentence says of the verb at `k` and its subject."""
    words = set(s.lows(floor, quote))
    if words & DISPUTES:
        return UNVOUCHED
    if "if" in words and words & {"would", "might", "could", "'d"}:
        return IMAGINED
    above = set(s.lows(floor, max(floor, subject_at)))
    governing = {t.lower_ for t in s.doc[k].ancestors if floor <= t.i < k}
    if governing & _DENYING or (s.before(quote) == k + 1 and s.low(k + 1) in NEGATIONS):
        return DENIED  # "denies that X said", "said not “…” but “…”"
    if governing & _THINKING and "that" in above:
        return UNVOUCHED
    relative = {"who", "that"} & set(s.lows(subject_at + 1, k))
    if s.low(floor) == "it" and s.low(floor + 1) in BE and above & NEGATIONS and relative:
        return DENIED  # "it was not X who said"
    asked = s.last == "?" and s.low(floor) in {"did", "does", "would", "has", "was"}
    return ASKED if asked else ""
