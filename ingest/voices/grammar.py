"""Who a sentence says is speaking in a quotation that it holds, introduces or follows."""

from __future__ import annotations

from dataclasses import replace

from assistant.words import STOPWORDS, fold, word_spans
from ingest.voices.page import DASHES, Mention, Sentence
from ingest.voices.phrases import (
    EITHER,
    UNVOUCHED,
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
from ingest.voices.words import (
    BE,
    CONJUNCTIONS,
    DISPUTES,
    FIRST,
    HE,
    NAMING,
    NEGATIONS,
    QUOTING,
    SAYING,
    SHE,
    SPEECH_NOUNS,
    TERMS,
    THEY,
    TITLES,
    WEAK_SAYING,
    WORKS,
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
_SHORT = 4  # words; fewer are a term unless somebody is said to say them
_FRAGMENT = 6  # words; a fragment up to that length, without mark or introduction, is a phrase
_SMALL = frozenset("a an the to as vs von de is and but or of in on for at by with from".split())
_LINE = 24  # tokens of a line of attribution: a name, an office, a book and a year
_NAMELESS = frozenset("anonymous unknown anon proverb adage".split())
_EDITORS = frozenset("ed editor eds italics emphasis".split())


# --- the words before a quotation -------------------------------------------------------------


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
    if opening in _SUBORDINATORS | relative:
        return False
    if s.doc[at].head.dep_ == "relcl":
        return False  # "a thing I tell everyone:"
    for k in range(at + 1, quote):
        if is_saying(s, k, quote):
            leads_on = _SUBORDINATORS | relative - {"that"} | FIRST | {"with", ","}
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
            found = _right(s, k + 2, quote)
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
    return opening in _SUBORDINATORS


_SUBORDINATORS = frozenset(
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
        found = _right(s, k + 1, quote) or found
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


def _right(s: Sentence, start: int, end: int) -> Source | None:
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


# --- the words behind a quotation -------------------------------------------------------------


def after(s: Sentence, quote: int) -> Source | None:
    """The speaker that the words right behind a quotation name, in the same sentence."""
    i = s.after(quote)
    while i < s.end and s.doc[i].text in {",", "“", "”"} | DASHES | {"?", "!", "."}:
        i += 1
    if i >= s.end:
        return None
    end = next((j for j in range(i, s.end) if j in s.quotes), s.end)
    parted = s.words[quote][-1:] in set(",?!…—–") or i > s.after(quote)
    dash = any(s.doc[j].text in DASHES for j in range(quote + 1, i))
    if s.doc[i].text in {"(", "["}:
        return _in_brackets(s, i)
    if dash and (line := attribution(s, i, end)) is not None:
        return line
    found = _source_phrase(s, i, end)
    if found is not None:
        return found
    low = s.low(i)
    if low in BE or low in {"comes"}:
        return ownership(s, i + 1, end)
    inside = quote - s.start > 1 and s.low(s.start) in _SUBORDINATORS - {"than", "what"}
    if inside and not any(s.doc[j].text == "," for j in range(s.start, quote)):
        return None  # "While X blames costs that “…,” Y fears"
    if parted or quote == s.start or quote == s.start + 1 or low in SAYING:
        return tag(s, i, end, quote)
    return None


def tag(s: Sentence, i: int, end: int, quote: int = -1) -> Source | None:
    """The tag behind a quotation: "says X", "X says", "X, the founder of Y, once wrote"."""
    for k in range(i, min(end, s.end, i + 30)):
        low = s.low(k)
        if k == i and low in {"while", "whereas", "although", "though"}:
            return None
        if k > i and low in CONJUNCTIONS | {"as"} and s.doc[k - 1].text == ",":
            return None
        if not (low in SAYING or low in NAMING or low in WEAK_SAYING) or k in s.names:
            continue
        if s.doc[k].pos_ not in {"VERB", "AUX"} and not is_saying(s, k, k + 1) and k > i:
            continue
        led = all(s.doc[j].pos_ == "ADV" or s.low(j) in {"as", "so", "thus"} for j in range(i, k))
        found = _right(s, k + 1, end) if led else None
        if found is None or (found.kind in {"nobody", "speech"} and not led):
            parsed = subject(s, k)
            found = parsed if parsed is not None and parsed.at >= i else found
        if found is None:
            continue
        doubt = found.doubt or (UNVOUCHED if set(s.lows(i, end)) & DISPUTES else "")
        relays = low.startswith("report")
        naming = low in NAMING
        return replace(found, adjacent=True, doubt=doubt, naming=naming, relays=relays)
    mention = s.names.get(i)
    after_name = mention.end if mention is not None else i + 1
    opens = quote >= 0 and quote <= s.start + 1 and s.words[quote].endswith(",")
    if opens and after_name < end and s.doc[after_name].tag_ in {"VBD", "VBZ"}:
        who = named(s, mention) if mention is not None else phrase(s, i)
        if (
            who is not None
            and who.kind in {"name", "pronoun"}
            and not (mention is not None and mention.possessive)
        ):
            return replace(who, adjacent=True)  # "…,” she laughed."
    return None


def _source_phrase(s: Sentence, i: int, end: int) -> Source | None:
    """Phrases of source: "according to X", "per X", "in X's words", "to quote X"."""
    low, second = s.low(i), s.low(i + 1)
    if low == "according" and second == "to":
        found = _right(s, i + 2, end)
    elif low == "per" or (low == "to" and second in QUOTING):
        found = _right(s, i + (1 if low == "per" else 2), end)
    elif low == "in":
        nouns = [k for k in range(i + 1, min(end, i + 6)) if s.low(k) in {"words", "phrase"}]
        found = owner_of(s, nouns[0]) if nouns else None
    else:
        return None
    return replace(found, adjacent=True) if found is not None else None


def ownership(s: Sentence, i: int, end: int) -> Source | None:
    """Whose words a predicate says they are: "X's view", "a line from X", "how X put it"."""
    doubt = UNVOUCHED if set(s.lows(i, end)) & DISPUTES else ""
    if s.low(i) in {"how", "what"}:
        for k in range(i + 1, min(end, i + 10)):
            if s.low(k) in SAYING | NAMING:
                found = subject(s, k)
                return replace(found, adjacent=True) if found is not None else None
        return None
    for k in range(i, min(end, i + 10)):
        low, mention = s.low(k), s.names.get(k)
        if s.doc[k].text in {".", ";"} or low in {"but", "while"}:
            return None
        noun = any(is_speech_noun(word) for word in s.lows(k + 1, min(end, k + 6)))
        if low in {"my", "our"} and noun:
            return Source("author", k, adjacent=True)
        if low in {"his", "her", "their"} and noun:
            return Source("pronoun", k, word=low, adjacent=True)
        if mention is not None and mention.start == k:
            link = s.low(k - 1)
            told = any(is_speech_noun(word) or word in SAYING for word in s.lows(i, k))
            source = link in {"of", "by", "from", "to"} and (doubt or told or link == "from")
            if source or (mention.possessive and noun):
                return replace(named(s, mention), adjacent=True, doubt=doubt)
            return None
    return None


def attribution(s: Sentence, i: int, end: int) -> Source | None:
    """Whom a line of attribution names, from the token behind its dash; None if it is none."""
    line = s.lows(i, end)
    if i >= end or end - i > _LINE or any(word in SAYING | BE for word in line):
        return None
    if line[0] in _EDITORS:
        return None
    for k in range(i, min(end, i + 5)):
        mention = s.names.get(k)
        if mention is not None:
            return _alone(s, mention, end)
        plain = s.low(k) in TITLES | {"the", "a", "from", "by", "former", "late", ".", "“", "@"}
        if not plain and not is_role(s.low(k)):
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
    mention = s.names.get(i + 1)
    if mention is None or mention.name.isupper() or mention.possessive:
        return None
    found = _alone(s, mention, close)
    return replace(found, adjacent=False) if found is not None else None


# --- the sentence behind a quotation ----------------------------------------------------------


def following(s: Sentence) -> Source | None:
    """Who speaks in the quotation that this sentence follows; None if it says nothing of that."""
    i = s.start
    while i < s.end and s.doc[i].text in DASHES:
        i += 1
    if i > s.start:
        return attribution(s, i, s.end)
    low = s.low(i)
    known = {"name", "pronoun", "author"}
    if low in {"so", "thus"}:
        found = _name_alone(s, i + 1) or tag(s, i + 1, s.end)
        return found if found is not None and found.kind in known else None
    if low in SAYING and s.doc[i].text[0].islower():
        found = tag(s, i, s.end)
        return found if found is not None and found.kind in known else None
    if low in {"that", "this", "these", "those", "it"} and s.low(i + 1) in BE | {"comes"}:
        return _name_alone(s, i + 2) or ownership(s, i + 2, s.end)
    return _said_so(s)


def _name_alone(s: Sentence, i: int) -> Source | None:
    """A name with nothing behind it but time, place or an apposition: "That was X, in 2000."."""
    mention = s.names.get(i)
    if mention is None or mention.possessive or mention.start != i:
        return None
    beyond = s.low(mention.end)
    where = {"writing", "speaking", "again", "talking", "in", "on", "at", "", ",", ":", "(", "!"}
    return replace(named(s, mention), adjacent=True) if beyond in where | {"."} else None


def _said_so(s: Sentence) -> Source | None:
    """A verb of saying whose object is the quotation: "Spolsky wrote that in 2000."."""
    for k in range(s.start, min(s.end, s.start + 16)):
        if s.low(k) in SAYING and s.low(k + 1) in {"that", "this", "these", "those", "it"}:
            beyond = s.low(k + 2)
            closing = beyond in {"", ".", ",", ";", ":", "as"} or (
                k + 2 < s.end and s.doc[k + 2].pos_ == "ADP"
            )
            found = subject(s, k) if closing else None
            opens = found is not None and found.at <= s.start + 1
            return replace(found, adjacent=True) if found is not None and opens else None
    return None


# --- speech or mere mention -------------------------------------------------------------------


def is_title(quotation: str) -> bool:
    """Whether all its words of weight are capitalised, as in the title of a book."""
    words = [word for word, _, _ in word_spans(quotation)]
    weighty = [word for word in words if fold(word) not in _SMALL and not word[0].isdigit()]
    if not weighty or len(weighty) < min(2, len(words)) or not words[0][0].isupper():
        return False
    if len(words) == 1 and quotation[-1] in ".,!?…":
        return False
    shouted = all(word.isupper() for word in weighty)
    return all(word[0].isupper() for word in weighty) and not shouted


def is_speech(s: Sentence, quote: int, source: Source | None) -> bool:
    """Whether a quotation reports words, rather than names a term, a title or a slogan."""
    quotation = s.words[quote]
    count = len(list(word_spans(quotation)))
    if not count or _names_a_work(s, quote, source):
        return False
    at, behind = s.before(quote), s.after(quote)
    low = s.low(at)
    ended = quotation[-1:] in ".!?…"
    tagged = ended or quotation[-1:] == ","
    attributive = (
        at >= s.start and (s.doc[at].pos_ == "DET" or s.doc[at].tag_ in {"POS", "PRP$"})
        and behind < s.end and s.doc[behind].pos_ in {"NOUN", "ADJ", "PROPN"}
        and s.low(behind) not in STOPWORDS and behind == quote + 2
    )  # fmt: skip
    if attributive and count <= 8 and not ended:
        return False
    if low in TERMS and count < 8 and not (source and source.adjacent):
        return False
    if low == ":" and count < 3 and not tagged:
        return False  # "Old Norse: “jamti”"
    if source is None:
        if count < _SHORT:
            return False
        return not (quotation[:1].islower() and not ended and count <= _FRAGMENT)
    if source.kind in {"speech", "nobody", "work"} and count < _SHORT and not ended:
        aloud = (count > 1 or tagged) and low != ":"
        return source.kind == "nobody" and source.adjacent and aloud and not source.naming
    if low in {"write", "writes", "wrote", "written", "publish"} and count < _SHORT and not tagged:
        return False  # the name of what was written
    return count >= _SHORT or (source.adjacent and not source.naming)


def _names_a_work(s: Sentence, quote: int, source: Source | None) -> bool:
    quotation, at = s.words[quote], s.before(quote)
    low = s.low(at)
    near = set(s.lows(quote - 6, quote))
    titling = s.low(s.before(at)) if low in {",", ":"} else low
    if titling in {"called", "titled", "entitled", "headed", "named"} and near & WORKS:
        return True  # "an essay called “…”"
    work = low in WORKS or (at == s.start and low in {"in", "with"})
    ended = quotation[-1:] in ".!?"
    if is_title(quotation):
        return work or not ended or not (source and source.adjacent)
    spoken = low in SPEECH_NOUNS - WORKS
    return work and not spoken and not ended and quotation[:1].isupper()


def goes_on_list(s: Sentence, quote: int) -> bool:
    """Whether a short quotation only goes on a list of terms or titles: “a”, “b” and “c d”."""
    earlier = [j for j in s.quotes if j < quote]
    if not earlier or len(s.words[quote].split()) > _FRAGMENT:
        return False
    between = s.lows(s.after(earlier[-1]), s.before(quote) + 1)
    plain = all(word in {",", "and", "or", "&"} for word in between)
    return plain and not is_speech(s, earlier[-1], None)


def joined(s: Sentence, quote: int) -> bool:
    """Whether a quotation goes on with the one before it in its sentence."""
    earlier = [j for j in s.quotes if j < quote]
    if not earlier:
        return False
    low, high = s.after(earlier[-1]), s.before(quote) + 1
    if s.lows(low, high)[:2] == ["and", "that"]:
        return True  # "X said “…” and that he had “…”"
    if s.lows(low, high) == ["but"] and s.low(s.before(earlier[-1])) == "not":
        return False
    parting = {"but", "while", "whereas", "although", "not", "than", "he", "she", "they", ";", ":"}
    return not any(i in s.names or s.low(i) in parting for i in range(low, high))


def interrupted(s: Sentence, quote: int) -> bool:
    """Whether an aside between dashes parts the quotation from its other half."""
    for j in s.quotes:
        if j != quote:
            first, second = min(j, quote), max(j, quote)
            low, high = s.after(first), s.before(second)
            dashed = low < high and s.doc[low].text in DASHES and s.doc[high].text in DASHES
            if dashed:
                return s.words[first][-1:] not in set(".!?…")
    return False


def tags_the_next(s: Sentence, quote: int) -> bool:
    """Whether the tag behind a quotation belongs to the next: "X asked, “…?” I said, “…”"."""
    later = [j for j in s.quotes if j > quote]
    if not later or quote - s.start < 2 or s.low(s.before(quote)) not in {",", ":"}:
        return False
    behind = s.after(quote)
    while behind < s.end - 1 and s.doc[behind].is_punct:
        behind += 1
    closed = s.words[quote][-1:] in set(".!?…") and s.doc[behind].text[:1].isupper()
    return closed and s.low(s.before(later[0])) in {",", ":"}
