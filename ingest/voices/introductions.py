"""Who a sentence says is speaking in a quotation that it holds or introduces: the words before."""

from __future__ import annotations

from dataclasses import replace

from ingest.voices.page import DASHES, Mention, Sentence
from ingest.voices.phrases import (
    EITHER,
    Source,
    beside,
    employs,
    is_saying,
    named,
    owner_of,
    phrase,
    sentence_doubt,
    subject,
)
from ingest.voices.speech import is_speech
from ingest.voices.words import (
    BE,
    FIRST,
    HE,
    NAMING,
    NEGATIONS,
    QUOTING,
    SAYING,
    SHE,
    THEY,
    TITLES,
    WEAK_SAYING,
    is_role,
    is_speech_noun,
)

_POINTING = frozenset("take consider enter meet hear cue listen here".split())
_GIVING_WAY = frozenset("floor word words hand over listen".split())
_AGREEING = ("agree", "side", "concur", "right", "disagree")
_RECEIVING = frozenset(
    """
    listened listens heard hears read reads saw watched watches found finds noticed notices
    spotted received receives kept keeps hung hangs pinned pins framed frames wore wears has had
    painted paints printed prints carved carves tattooed stuck engraved opened unfolded sent was
    likes liked loved loves hates hated admires admired remembers forgot knows underlined
    """.split()
)


def before(s: Sentence, quote: int, colon: bool = True) -> Source | None:
    """The speaker named before a quotation in its own sentence.

    `colon`: whether a mere colon makes its sentence's subject speak ("X disagrees:"). Where the
    words speak of somebody else, the author is heard only if they plainly say so.
    """
    found = _nearest(s, quote, colon)
    if found is None or found.kind != "author" or not _has_others(s, quote):
        return found
    if _says_i(s, found.at, quote):
        return found
    return replace(found, kind="speech", doubt=EITHER)


def _has_others(s: Sentence, end: int) -> bool:
    """Whether somebody is spoken of who is not the author: a name, "a plumber", "he"."""
    return any(
        (i in s.names and s.names[i].person) or s.low(i) in HE | SHE | THEY or is_role(s.low(i))
        for i in range(s.start, end)
    )


def _says_i(s: Sentence, at: int, quote: int) -> bool:
    """Whether a main clause says "I wrote:", or "my reply to X:", right before a quotation."""
    if s.low(at) in {"my", "our"}:
        return not any(s.low(i) in FIRST or s.doc[i].text == "," for i in range(at + 1, quote))
    opening = s.low(at - 1)
    relative = {"that", "which", "whom", "what", "who", "whose"}
    if opening in SUBORDINATORS | relative:
        return False
    if s.doc[at].head.dep_ == "relcl":
        return False  # "a thing I tell everyone:"
    for k in range(at + 1, quote):
        if is_saying(s, k, quote):
            leads_on = SUBORDINATORS | relative - {"that"} | FIRST | {"with", ","}
            behind = s.lows(k + 1, s.before(quote))
            return not any(
                word in leads_on or (word in SAYING and s.doc[i].pos_ == "VERB")
                for i, word in enumerate(behind, k + 1)
            )
    return False


def _nearest(s: Sentence, quote: int, colon: bool) -> Source | None:
    """The speaker named nearest before a quotation: read leftwards from it."""
    floor = _floor(s, quote)
    stop = s.before(quote)
    at_colon = colon and stop >= floor and s.doc[stop].text in {":"} | DASHES
    if at_colon:
        handed = _handed_over(s, floor, quote)
        if handed is not None:
            return replace(handed, adjacent=True)
    weak: Source | None = None
    cue = False
    for k in range(stop, floor - 1, -1):
        low = s.low(k)
        found: Source | None = None
        mention = s.names.get(k)
        if mention is not None:
            if mention.start == k:
                found = _source_name(s, mention, floor, quote)
        elif low == "according" and s.low(k + 1) == "to":
            found = named_right(s, k + 2, quote)
        elif is_saying(s, k, quote):
            if _describes(s, k, quote):
                continue
            found = _by_verb(s, k, floor, quote)
            vague = found.kind == "speech" and not found.adjacent
            if _aside(s, found, floor) and found.kind in {"author", "nobody"}:
                continue
            if vague or (low in WEAK_SAYING and found.kind in {"nobody", "speech", "work"}):
                weak, found = weak or found, None
        elif is_speech_noun(low) and s.doc[k].pos_ in {"NOUN", "PROPN"}:
            linked = beside(s, k, quote) or at_colon or not colon or s.low(k + 1) in BE
            linked = linked and not (s.doc[k].dep_ in {"dobj", "dative"} and _tells(s, k))
            if s.low(k + 1) in BE and not at_colon:  # "X said Y's remarks were “…”"
                linked = linked and not any(is_saying(s, j, quote) for j in range(floor, k))
            found = owner_of(s, k) if linked else None
            rivals = any(j in s.names or s.low(j) == "by" for j in range(k + 1, quote))
            if linked and (not rivals or (found is not None and found.at > k)):
                if found is not None and s.doc[k].dep_ == "pobj":
                    weak, found = weak or found, None  # "… after my last post:"
                if found is not None:
                    found = replace(found, adjacent=True)
                cue = cue or beside(s, k, quote) or s.low(k + 1) in BE
            elif s.low(k - 1) in {"my", "our"} and s.low(k + 1) in {"to", "for"} and at_colon:
                found = Source("author", k - 1, adjacent=True)
            else:
                found = None
        if found is not None:
            return found
    if at_colon:
        weak = weak or _by_colon(s, floor, stop)
        weak = weak or Source("speech", stop)
        return replace(weak, adjacent=True, by_colon=True)
    return weak or (Source("speech", floor) if cue else None)


def _floor(s: Sentence, quote: int) -> int:
    """Where the clause that holds the quotation begins: behind a semicolon or quoted speech."""
    for i in range(quote - 1, s.start - 1, -1):
        if s.doc[i].text == ";" or (i in s.quotes and is_speech(s, i, None)):
            return s.after(i) if i in s.quotes else i + 1
    return s.start


def _aside(s: Sentence, found: Source, floor: int) -> bool:
    """Whether a clause beside the main one speaks: "X answered when I asked:"."""
    opening = s.low(found.at - 1) if found.at > floor else ""
    return opening in SUBORDINATORS


SUBORDINATORS = frozenset(
    "while when whenever after although though if because since before until than what".split()
)


def _tells(s: Sentence, k: int) -> bool:
    """Whether a noun only hears the words: "she told the society's newsletter:"."""
    return s.doc[k].head.lower_ in {"tell", "tells", "told", "telling", "informed"}


def _describes(s: Sentence, k: int, quote: int) -> bool:
    """Whether a verb stands in a relative clause that only describes somebody or some words.

    In "he made a claim that every founder repeats" the claim counts, not who repeats it.
    """
    token = s.doc[k]
    while token.dep_ not in {"relcl", "ROOT"} and token.head is not token:
        token = token.head
    if token.dep_ != "relcl":
        return False
    head = token.head
    if head.i in s.names or is_role(s.low(head.i)):
        inside = quote < s.end and token.is_ancestor(s.doc[quote])
        later = any(
            t.pos_ in {"VERB", "AUX"} and not token.is_ancestor(t) for t in s.doc[k + 1 : quote]
        )
        return later and not inside and not beside(s, k, quote)
    if beside(s, k, quote) and quote < s.end:
        return False
    return is_speech_noun(s.low(head.i)) and not any(
        c.lower_ in {"who", "which"} for c in token.children
    )


def _by_verb(s: Sentence, k: int, floor: int, quote: int) -> Source:
    """The subject of the verb of saying at token `k`, or that it has none."""
    low = s.low(k)
    adjacent = beside(s, k, quote) or s.doc[s.before(quote)].text == ":"
    naming = low in NAMING
    if not adjacent and quote < s.end and len(s.words.get(quote, "").split()) > 1:
        adjacent = low in SAYING and s.doc[k].is_ancestor(s.doc[quote])
    if low in QUOTING:
        quoted = _quoted(s, k, quote)
        if quoted is not None:
            return replace(quoted, adjacent=adjacent)
    found = subject(s, k)
    opens = all(s.doc[i].is_punct for i in range(floor, k))
    if opens or (found is None and s.low(floor) in {"as", "so", "thus"}):
        found = named_right(s, k + 1, quote) or found
    if naming and s.low(k + 1) == "as" and found is None:
        return Source("nobody", k, word="somebody", adjacent=adjacent, naming=True)
    perceiving = low in WEAK_SAYING | {"quote", "quotes"}
    if found is None or (found.kind == "author" and perceiving):
        heard = low in {"hear", "hears", "heard"}
        kind = Source("nobody", k, word="somebody") if heard else Source("speech", k)
        return replace(kind, adjacent=adjacent, naming=naming)
    if s.low(k + 1) in {"ourselves", "themselves", "yourself", "yourselves"}:
        return Source("nobody", k + 1, word=s.low(k + 1), adjacent=True)
    doubt = found.doubt or sentence_doubt(s, floor, k, quote, found.at)
    return replace(found, adjacent=adjacent, naming=naming, doubt=doubt)


def _quoted(s: Sentence, k: int, quote: int) -> Source | None:
    """Whose words "to quote X" announces; the object of the verb, not its subject."""
    if set(s.lows(k - 4, k)) & NEGATIONS:
        return None
    for i in range(k + 1, min(quote, k + 6)):
        mention = s.names.get(i)
        if mention is not None and not employs(s, mention):
            return named(s, mention)
        if s.low(i) in {"him", "her"} and s.doc[i].dep_ != "poss":
            return Source("pronoun", i, word=s.low(i))
        if is_speech_noun(s.low(i)) and s.doc[i].pos_ == "NOUN":
            return owner_of(s, i) or Source("speech", k)
        if s.doc[i].is_punct:
            break
    return None


def _source_name(s: Sentence, mention: Mention, floor: int, quote: int) -> Source | None:
    """The source that a phrase around a name gives: "per X", "a line from X", "For X, …"."""
    k = mention.start
    while (k > floor and s.doc[k - 1].pos_ in {"DET", "ADJ", "NOUN"}) or s.low(k - 1) in TITLES:
        if s.doc[k - 1].dep_ == "pobj" or is_speech_noun(s.low(k - 1)):
            break
        k -= 1
    link, noun = s.low(k - 1), s.low(k - 2)
    found = replace(named(s, mention), adjacent=beside(s, mention.end - 1, quote))
    if link == "per" or (link, noun) == ("to", "according"):
        return found
    if mention.possessive:
        return None
    if link in {"from", "by"} and noun in {"comes", "came", "come"}:
        return found
    if link == "of" and noun == "words":
        return found  # "in the words of X, …"
    if link == "than" and {"better", "more"} & set(s.lows(floor, k)):
        return found  # "nobody has put it better than X"
    closing = s.low(mention.end) == "," and link == "for"
    return replace(found, adjacent=False) if closing and k - 1 == floor else None


def named_right(s: Sentence, start: int, end: int) -> Source | None:
    """The speaker whom a phrase read rightwards gives, as in "says X", "according to X"."""
    i = start
    while i < end and (s.doc[i].pos_ == "ADV" or s.doc[i].text in {",", "“", "”"} | DASHES):
        i += 1
    for k in range(i, min(end, s.end, i + 12)):
        token = s.doc[k]
        mention = s.names.get(k)
        if mention is not None and mention.start == k and not mention.attributive:
            if mention.possessive:
                continue
            if employs(s, mention):
                continue  # "says Stanford economist Nicholas Bloom"
            return named(s, mention)
        if token.pos_ == "PRON" and token.tag_ != "PRP$" and k == i:
            return phrase(s, k)
        if token.pos_ in {"NOUN", "PROPN"} and k not in s.names:
            following = s.doc[k + 1] if k + 1 < s.end else None
            compound = following is not None and (
                following.pos_ in {"NOUN", "PROPN"} or following.tag_ == "POS"
                or (s.low(k) in TITLES and k + 1 in s.names) or following.text == "-"
            )  # fmt: skip
            if not compound:
                return phrase(s, k)
        if (token.is_punct and token.text != "-") or token.pos_ in {"VERB", "CCONJ"}:
            break
    return None


def _handed_over(s: Sentence, floor: int, quote: int) -> Source | None:
    """To whom the author gives the word: "I leave the last word to X:", "I print her letter:"."""
    lows = set(s.lows(floor, quote))
    if not lows & FIRST | {"let"} & lows:
        return None
    people = [m for m in s.mentions if floor < m.start < quote and m.speaks]
    for k in range(floor, quote):  # "I am going to quote him at length, because …:"
        if s.low(k) in QUOTING and set(s.lows(k - 6, k)) & (FIRST | {"let"}):
            found = _quoted(s, k, quote)
            if found is not None and found.kind != "speech":
                return found
        if s.low(k) in _PRINTING and is_speech_noun(s.low(k + 2)) and k + 2 < quote:
            return owner_of(s, k + 2)
        if s.low(k) in {"ask", "asked"} and s.low(k + 2) == "to" and s.low(k + 3) in _NOTING:
            return phrase(s, k + 1)
    if len(people) != 1:
        return None
    (person,) = people
    k = person.start
    words = set(s.lows(floor, k))
    given = s.low(k - 1) == "to" and words & _GIVING_WAY
    left = "let" in s.lows(k - 2, k) and set(s.lows(person.end, quote)) & _SPEAKING
    return named(s, person) if given or left else None


_PRINTING = frozenset("print printed give reprint reproduce copy publish share".split())
_NOTING = frozenset("set write put note say tell explain describe".split())
_SPEAKING = frozenset("speak answer say tell explain finish reply".split())


def _by_colon(s: Sentence, floor: int, colon: int) -> Source | None:
    """Who speaks behind a colon without a verb of saying: "X disagrees:", "X on Y:", "X:"."""
    start = floor
    while start < colon and (s.doc[start].is_punct or s.low(start) in {"and", "but", "so"}):
        start += 1
    mentions = [m for m in s.mentions if start <= m.start < colon]
    subjects = [
        m for m in mentions if not m.possessive and not m.attributive and _can_be_subject(s, m)
    ]
    last = mentions[-1] if mentions else None
    if last is not None and last.end == colon and not last.possessive:
        link = s.low(last.start - 1) if last.start > start else ""
        agreeing = any(word.startswith(_AGREEING) for word in s.lows(start, colon))
        pointing = link in BE | {"from", "by", "than"} | _POINTING
        if not link or last.start == start or pointing:
            return named(s, last)
        if link in {"with", "to"} and agreeing:
            return named(s, last)
    if last is not None and s.low(last.end) == "'s" and last.end + 1 == colon:
        return named(s, last)  # "The phrase is X's:"
    pointing = s.low(start) in _POINTING or (s.low(start + 1) == "is" and s.low(start) == "this")
    if pointing:
        near = subjects or [m for m in mentions if m.person and s.low(start) == "listen"]
        return named(s, near[0]) if len({m.name for m in near}) == 1 else None
    if s.low(start) in {"from", "in"} and not any(
        t.pos_ in {"VERB", "AUX"} for t in s.doc[start:colon]
    ):
        owners = [m for m in mentions if m.person and m.possessive]
        return named(s, owners[0]) if len(owners) == 1 else None
    return _main_subject(s, start, colon)


def _main_subject(s: Sentence, start: int, colon: int) -> Source | None:
    """The subject of the clause before a colon, unless it only suffers, hears or keeps words."""
    verbs = [
        t
        for t in s.doc[start:colon]
        if t.pos_ in {"VERB", "AUX"} and t.dep_ in {"ROOT", "ccomp", "conj", "parataxis"}
    ]
    for verb in verbs:
        subjects = [c for c in verb.children if c.dep_ == "nsubj" and start <= c.i < colon]
        passive = any(c.dep_ in {"nsubjpass", "auxpass"} for c in verb.children)
        if passive:
            continue
        near = s.names.get(verb.i - 1)
        found = phrase(s, subjects[0].i) if subjects else named(s, near) if near else None
        if found is None:
            continue
        lows = s.lows(verb.i, verb.i + 2)
        if lows[0] in _RECEIVING - {"was", "remembers", "has", "had"} or (
            lows[0] in {"has", "had", "likes", "hates"} and lows[1:] != ["a"]
        ):
            return None if lows[1:] != ["it"] or lows[0] in {"has", "had"} else found
        others = [m for m in s.mentions if start <= m.start < colon] or any(
            s.low(i) in HE | SHE for i in range(start, colon)
        )
        if len(found.names) > 1 or (found.kind == "author" and others):
            return None  # "I emailed X about this:" may bring the mail or the answer
        return found
    if verbs:
        return None
    for mention in s.mentions:  # "X on rewrites:", "X to Y, in 2011:"
        if start <= mention.start < colon:
            first = mention.start == start or s.low(mention.start - 1) in TITLES
            return named(s, mention) if first and not mention.possessive else None
    nouns = [t.i for t in s.doc[start:colon] if is_role(t.lower_)]
    return phrase(s, nouns[0]) if nouns else None


def _can_be_subject(s: Sentence, mention: Mention) -> bool:
    """Whether no preposition governs a name."""
    head = s.doc[mention.start : mention.end].root
    return head.dep_ not in {"pobj", "poss", "compound"} or head.head.lower_ == "on"
