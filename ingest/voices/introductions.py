"""Who a sentence says is speaking in a quotation that it holds or introduces: the words before."""

from __future__ import annotations

from dataclasses import replace

from ingest.voices.page import DASHES, Mention, Sentence
from ingest.voices.sources import (
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
    QUOTING,
    SAYING,
    SHE,
    THEY,
    WEAK_SAYING,
    is_office,
    is_role,
    is_speech_noun,
)

SUBORDINATORS = frozenset(
    "while when whenever after although though if because since before until than what".split()
)
_POINTING = frozenset("take consider enter meet hear cue listen here".split())
_GIVING_WAY = frozenset("floor word words hand over listen".split())
_AGREEING = ("agree", "side", "concur", "right", "disagree")
_RECEIVING = frozenset(
    """
    listened listens heard hears read reads saw watched watches found finds noticed notices
    spotted received receives kept keeps hung hangs pinned framed wore wears has had painted
    printed prints carved stuck opened sent likes liked loved loves hates hated admires admired
    forgot knows underlined pins frames paints carves tattooed engraved unfolded
    """.split()
)


def before(s: Sentence, quote: int, colon: bool = True) -> Source | None:
    """The speaker named before a quotation in its own sentence.

    `colon`: whether a mere colon makes its sentence's subject speak ("X disagrees:"). Where the
    words speak of somebody else, the author is heard only if they plainly say so.
    """
    found = _nearest(s, quote, colon)
    others = any(
        (i in s.names and s.names[i].person) or s.low(i) in HE | SHE | THEY or is_role(s.low(i))
        for i in range(s.start, quote)
    )
    if found is None or found.kind != "author" or not others or _says_i(s, found.at, quote):
        return found
    return replace(found, kind="speech", doubt=EITHER)


def _says_i(s: Sentence, at: int, quote: int) -> bool:
    """Whether a main clause says "I wrote:", or "my reply to X:", right before a quotation."""
    if s.low(at) in {"my", "our"}:
        return not any(s.low(i) in FIRST or s.doc[i].text == "," for i in range(at + 1, quote))
    if s.doc[at].head.dep_ == "relcl":
        return False  # "a thing I tell everyone:"
    said = next((k for k in range(at + 1, quote) if is_saying(s, k, quote)), None)
    if said is None:
        return False
    leads_on = SUBORDINATORS | FIRST | {"which", "whom", "who", "whose", "with", ","}
    return not set(s.lows(said + 1, s.before(quote))) & leads_on


def _nearest(s: Sentence, quote: int, colon: bool) -> Source | None:
    """The speaker named nearest before a quotation: read leftwards from it."""
    floor = _floor(s, quote)
    stop = s.before(quote)
    at_colon = colon and stop >= floor and s.doc[stop].text in {":"} | DASHES
    handed = _handed_over(s, floor, quote) if at_colon else None
    if handed is not None:
        return replace(handed, adjacent=True)
    weak: Source | None = None
    cue = False
    for k in range(stop, floor - 1, -1):
        low = s.low(k)
        found: Source | None = None
        mention = s.names.get(k)
        if mention is not None:
            found = _source_name(s, mention, floor, quote) if mention.start == k else None
        elif low in {"according", "per", "in"}:
            found = source_phrase(s, k, quote)
            if found is not None:
                teller = s.names.get(found.at)
                near = teller is not None and beside(s, teller.end - 1, quote)
                found = replace(found, adjacent=near) if teller or low != "per" else None
        elif is_saying(s, k, quote):
            if _describes(s, k, quote):
                continue
            found = _by_verb(s, k, floor, quote)
            if (above := _governing(s, k, floor, quote, found)) is not None:
                found = replace(_by_verb(s, above, floor, quote), adjacent=found.adjacent)
            if s.low(found.at - 1) in SUBORDINATORS and found.kind in {"author", "nobody"}:
                continue  # "X answered when I asked:"
            vague = found.kind == "speech" and not found.adjacent
            if vague or (low in WEAK_SAYING and found.kind in {"nobody", "speech"}):
                weak, found = weak or found, None
        elif is_speech_noun(low) and (at_colon or not colon or _leads(s, k, floor, quote)):
            heard = s.doc[k].dep_ in {"dobj", "dative"} and s.doc[k].head.lower_ in _TELLING
            found = None if heard else owner_of(s, k)
            cue = cue or beside(s, k, quote) or s.low(k + 1) in BE
            if found is not None and s.doc[k].dep_ == "pobj":
                weak, found = weak or found, None  # "… after my last post:"
            elif found is not None:
                found = replace(found, adjacent=True)
        if found is not None:
            return found
    if at_colon:
        weak = weak or _by_colon(s, floor, stop) or Source("speech", stop)
        return replace(weak, adjacent=True, by_colon=True)
    return weak or (Source("speech", floor) if cue else None)


_TELLING = frozenset("tell tells told telling informed".split())


def _leads(s: Sentence, k: int, floor: int, quote: int) -> bool:
    """Whether a noun of speech leads to the quotation: "his view that", "X's remarks were"."""
    if s.low(k + 1) in BE:  # not "X said Y's remarks were “…”"
        return not any(is_saying(s, j, quote) for j in range(floor, k))
    return beside(s, k, quote)


def _floor(s: Sentence, quote: int) -> int:
    """Where the clause that holds the quotation begins: behind a semicolon or quoted speech."""
    for i in range(quote - 1, s.start - 1, -1):
        if s.doc[i].text == ";" or (i in s.quotes and is_speech(s, i, None)):
            return s.after(i)
    return s.start


def _describes(s: Sentence, k: int, quote: int) -> bool:
    """Whether a verb stands in a relative clause that only describes somebody or some words.

    In "he made a claim that every founder repeats" the claim counts, not who repeats it.
    """
    token = s.doc[k]
    while token.dep_ not in {"relcl", "ROOT"}:
        token = token.head
    if token.dep_ != "relcl" or beside(s, k, quote):
        return False
    head = token.head
    if head.i in s.names or is_role(s.low(head.i)):
        inside = quote < s.end and token.is_ancestor(s.doc[quote])
        verbs = (t for t in s.doc[k + 1 : quote] if t.pos_ in {"VERB", "AUX"})
        return not inside and any(not token.is_ancestor(t) for t in verbs)
    told = any(c.lower_ in {"who", "which"} for c in token.children)
    return is_speech_noun(s.low(head.i)) and not told


def _governing(s: Sentence, k: int, floor: int, quote: int, found: Source) -> int | None:
    """The verb of saying that reports what the one at `k` only tells of.

    "X said the company could not comment but was trained to “…”" and "X said the search would
    continue “…”" are X's words.
    """
    if quote >= s.end or found.kind != "nobody" or is_role(s.low(found.at)):
        return None
    if (beside(s, k, quote) or s.doc[k].is_ancestor(s.doc[quote])) and not found.doubt:
        return None
    above = [t.i for t in s.doc[quote].ancestors if floor <= t.i < k and is_saying(s, t.i, quote)]
    return above[0] if above else None


def _by_verb(s: Sentence, k: int, floor: int, quote: int) -> Source:
    """The subject of the verb of saying at token `k`, or that it has none."""
    low = s.low(k)
    adjacent = beside(s, k, quote) or s.doc[s.before(quote)].text == ":"
    if quote < s.end and len(s.words.get(quote, "").split()) > 1:
        adjacent = adjacent or (low in SAYING and s.doc[k].is_ancestor(s.doc[quote]))
    if low in QUOTING:
        quoted = _quoted(s, k, quote)
        if quoted is not None:
            return replace(quoted, adjacent=adjacent)
    naming = low in NAMING
    found = subject(s, k)
    if all(s.doc[i].is_punct for i in range(floor, k)) or (
        found is None and s.low(floor) in {"as", "so", "thus"}
    ):
        found = named_right(s, k + 1, quote) or found
    if s.low(k + 1) in {"ourselves", "themselves", "yourself", "yourselves"}:
        return Source("nobody", k + 1, word=s.low(k + 1), adjacent=True)
    perceiving = low in WEAK_SAYING | {"quote", "quotes"}
    if found is None or (found.kind == "author" and perceiving):
        heard = low in {"hear", "hears", "heard"} or (naming and s.low(k + 1) == "as")
        kind = Source("nobody", k, word="somebody") if heard else Source("speech", k)
        return replace(kind, adjacent=adjacent, naming=naming)
    doubt = found.doubt or sentence_doubt(s, floor, k, quote, found.at)
    return replace(found, adjacent=adjacent, naming=naming, doubt=doubt)


def _quoted(s: Sentence, k: int, quote: int) -> Source | None:
    """Whose words "to quote X" announces; the object of the verb, not its subject."""
    for i in range(k + 1, min(quote, k + 6)):
        mention = s.names.get(i)
        if mention is not None and not employs(s, mention):
            return named(s, mention)
        if s.low(i) in {"him", "her"} and s.doc[i].dep_ != "poss":
            return Source("pronoun", i, word=s.low(i))
        if is_speech_noun(s.low(i)):
            return owner_of(s, i) or Source("speech", k)
    return None


def _source_name(s: Sentence, mention: Mention, floor: int, quote: int) -> Source | None:
    """The source that a name gives: "a line that comes from X", "better than X", "For X, …"."""
    link, noun = s.low(mention.start - 1), s.low(mention.start - 2)
    comes = link in {"from", "by"} and noun in {"comes", "came", "come"}
    better = link == "than" and {"better", "more"} & set(s.lows(floor, mention.start))
    opens = link == "for" and s.low(mention.end) == "," and mention.start - 1 == floor
    if mention.possessive or not (comes or better or opens):
        return None
    adjacent = not opens and beside(s, mention.end - 1, quote)
    return replace(named(s, mention), adjacent=adjacent)


def source_phrase(s: Sentence, i: int, end: int) -> Source | None:
    """Phrases of source: "according to X", "per X", "in X's words", "to quote X"."""
    low = s.low(i)
    found: Source | None = None
    if low in {"per", "according"} or (low == "to" and s.low(i + 1) in QUOTING):
        found = named_right(s, i + (1 if low == "per" else 2), end)
    elif low == "in":
        nouns = [k for k in range(i + 1, min(end, i + 6)) if s.low(k) in {"words", "phrase"}]
        found = owner_of(s, nouns[0]) if nouns else None
    return replace(found, adjacent=True) if found is not None else None


def named_right(s: Sentence, start: int, end: int) -> Source | None:
    """The speaker whom a phrase read rightwards gives, as in "says X", "according to X"."""
    i = start
    while i < end and (s.doc[i].pos_ == "ADV" or s.doc[i].text in {",", "“", "”"} | DASHES):
        i += 1
    for k in range(i, min(end, s.end, i + 12)):
        token = s.doc[k]
        mention = s.names.get(k)
        if mention is not None and mention.start == k and not mention.attributive:
            if not mention.possessive and not employs(s, mention):
                return named(s, mention)  # but "says Stanford economist Nicholas Bloom"
        elif token.pos_ == "PRON" and token.tag_ != "PRP$" and k == i:
            return phrase(s, k)
        elif token.pos_ in {"NOUN", "PROPN"} and mention is None:
            following = s.doc[k + 1] if k + 1 < s.end else token
            compound = following.pos_ in {"NOUN", "PROPN"} or following.tag_ == "POS"
            if following is token or not (compound or following.text == "-"):
                return phrase(s, k)
        elif (token.is_punct and token.text != "-") or token.pos_ in {"VERB", "CCONJ"}:
            break
    return None


def _handed_over(s: Sentence, floor: int, quote: int) -> Source | None:
    """To whom the author gives the word: "I leave the last word to X:"."""
    lows = set(s.lows(floor, quote))
    if not lows & (FIRST | {"let"}):
        return None
    for k in range(floor, quote):
        if s.low(k) in QUOTING:  # "I am going to quote him at length, because …:"
            found = _quoted(s, k, quote)
            if found is not None and found.kind != "speech":
                return found
        if s.low(k) in {"ask", "asked"} and s.low(k + 2) == "to" and s.low(k + 3) in _NOTING:
            return phrase(s, k + 1)
    people = [m for m in s.mentions if floor < m.start < quote and m.speaks]
    if len(people) != 1:
        return None
    k = people[0].start
    given = s.low(k - 1) == "to" and set(s.lows(floor, k)) & _GIVING_WAY
    left = "let" in s.lows(k - 2, k) and set(s.lows(people[0].end, quote)) & _NOTING
    return named(s, people[0]) if given or left else None


_NOTING = frozenset("set write put note say tell explain describe speak answer".split())


def _by_colon(s: Sentence, floor: int, colon: int) -> Source | None:
    """Who speaks behind a colon without a verb of saying: "X disagrees:", "X on Y:", "X:"."""
    start = floor
    while start < colon and (s.doc[start].is_punct or s.low(start) in {"and", "but", "so"}):
        start += 1
    mentions = [m for m in s.mentions if start <= m.start < colon]
    last = mentions[-1] if mentions else None
    if last is not None and last.end == colon and not last.possessive:
        link = s.low(last.start - 1)
        agreeing = any(word.startswith(_AGREEING) for word in s.lows(start, colon))
        if last.start == start or link in BE | {"from", "by", "than"} | _POINTING:
            return named(s, last)
        if link in {"with", "to"} and agreeing:
            return named(s, last)
    if s.low(start) in _POINTING or s.lows(start, start + 2) == ["this", "is"]:
        governed = {"pobj", "poss", "compound"} if s.low(start) != "listen" else {"poss"}
        near = {m.name: m for m in mentions if s.root(m).dep_ not in governed and not m.attributive}
        return named(s, next(iter(near.values()))) if len(near) == 1 else None
    if s.low(start) in {"from", "in"} and not any(
        t.pos_ in {"VERB", "AUX"} for t in s.doc[start:colon]
    ):
        owners = [m for m in mentions if m.person and m.possessive]
        return named(s, owners[0]) if len(owners) == 1 else None
    return _main_subject(s, start, colon)


def _main_subject(s: Sentence, start: int, colon: int) -> Source | None:
    """The subject of the clause before a colon, unless it only suffers, hears or keeps words."""
    mentions = [m for m in s.mentions if start <= m.start < colon]
    verbs = [
        t
        for t in s.doc[start:colon]
        if t.pos_ in {"VERB", "AUX"} and t.dep_ in {"ROOT", "ccomp", "conj", "parataxis"}
    ]
    for verb in verbs:
        subjects = [c for c in verb.children if c.dep_ == "nsubj" and start <= c.i < colon]
        near = s.names.get(verb.i - 1)
        found = phrase(s, subjects[0].i) if subjects else named(s, near) if near else None
        if found is None or any(c.dep_ in {"nsubjpass", "auxpass"} for c in verb.children):
            continue
        first, following = s.low(verb.i), s.low(verb.i + 1)
        if first in _RECEIVING and following != ("a" if first in {"has", "had"} else "it"):
            return None
        others = mentions or any(s.low(i) in HE | SHE for i in range(start, colon))
        if len(found.names) > 1 or (found.kind == "author" and others):
            return None  # "I emailed X about this:" may bring the mail or the answer
        return found
    if verbs:
        return None
    if mentions:  # "X on rewrites:", "X to Y, in 2011:"
        opens = mentions[0].start == start or is_office(s.low(mentions[0].start - 1))
        return named(s, mentions[0]) if opens and not mentions[0].possessive else None
    nouns = [t.i for t in s.doc[start:colon] if is_role(t.lower_)]
    return phrase(s, nouns[0]) if nouns else None
