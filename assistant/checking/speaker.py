"""Who is credited in a statement, and who speaks in a span of an essay."""

from __future__ import annotations

import re
from collections.abc import Iterable, Set
from dataclasses import dataclass

from assistant.checking.crediting import MENTIONS, STRANGER, Reading
from assistant.checking.verbatim import quotations
from assistant.checking.weighing import Ground
from assistant.domain import Debate, Essay
from assistant.understanding.entities import Directory, Mention, Name
from assistant.words import STOPWORDS, words

_SHORT = 4  # words up to which something names an essay rather than being its title
# What may stand before a claim without being part of it.
_FRAMING = re.compile(
    r"(?i)^\W*(?:even so|by contrast|in contrast|on the other hand|on the contrary|however|still"
    r"|nevertheless|nonetheless|conversely|likewise|similarly|in short|in sum|overall|meanwhile"
    r"|moreover|furthermore|yet|but|and|also|so|in particular|more precisely|instead|at the same"
    r" time|that said|for (?:his|her|its|their) part"
    r"|(?:of|among) (?:the|these|all(?: the)?)(?: \w+)? (?:essays?|authors?|writers?|voices?),"
    r")(?:\b,?|(?<=,))\s+(?=\S)"
)
_AFTERTHOUGHT = re.compile(
    r"(?i),? (?:basically|really|actually|after all|in the end|of course|more or less)(?=\W*$)"
)


@dataclass(frozen=True, slots=True)
class Claim:
    """What a statement says, and of whom.

    `speakers` are voices and essays to whom it is credited; `hosts` those in whose essay they are
    said to be quoted. `attitude` is how `hosts` (or the speaker, towards `target`) are said to
    treat those words. `denied`: the speaker is said to hold that the body is not so.
    """

    text: str
    body: str
    quotations: tuple[str, ...] = ()
    speakers: tuple[Name, ...] = ()
    hosts: tuple[Name, ...] = ()
    target: Name | None = None
    attitude: str | None = None
    denied: bool = False
    stranger: str | None = None  # somebody without a voice here who is said to say it
    unknown: tuple[str, ...] = ()  # names that no essay has
    things: tuple[str, ...] = ()  # companies, people and products that the body speaks of
    quantity: str = ""  # "none", "only", "all", "most", "some", a number of essays, or "2+"
    rest: str = ""  # with a quantity: all that is said of so many


def as_many(count: int, quantity: str) -> bool:
    """Whether a count is the number that is claimed: "2", or "2+" for at least two."""
    number = int(quantity.removesuffix("+"))
    return count >= number if quantity.endswith("+") else count == number


class Speakers:
    """Takes statements apart, and tells whose words the rows of an index are."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.debate: Debate = ground.debate
        self.directory = Directory(ground.debate)
        self.by_voice: dict[str, list[int]] = {}
        self.by_essay: dict[str, list[int]] = {}
        for place in ground.places:
            if place.voice.role == "uncertain":
                continue
            self.by_essay.setdefault(place.essay.slug, []).append(place.number)
            if place.voice.name:
                self.by_voice.setdefault(place.voice.name, []).append(place.number)
        self.known = [n for rows in self.by_essay.values() for n in rows]

    # Whose words

    def rows(self, names: Iterable[Name]) -> list[int]:
        """The rows that these parties speak; an essay speaks through those whom it endorses too."""
        found: set[int] = set()
        for name in names:
            if name.kind == "voice":
                found.update(self.by_voice.get(name.key, ()))
            elif name.kind == "essay":
                found.update(
                    n
                    for n in self.by_essay.get(name.key, ())
                    if self.ground.places[n].voice.attitude in ("own", "endorses")
                )
        return sorted(found)

    def rows_in(self, slugs: Set[str], names: Iterable[Name]) -> list[int]:
        """The rows that these parties speak in these essays."""
        return [n for n in self.rows(names) if self.ground.places[n].essay.slug in slugs]

    def of(self, claim: Claim) -> list[int]:
        """The rows in which a claim's speakers may say it, or have whom they judge say it.

        Somebody whom they never quote speaks for himself alone.
        """
        own = self.rows(claim.speakers)
        if claim.target is None:
            return own
        slugs = {essay.slug for essay in self.written(claim.speakers)}
        return sorted({*own, *self.rows_in(slugs, [claim.target])})

    def written(self, names: Iterable[Name]) -> list[Essay]:
        """The essays that these parties wrote, or are."""
        found: list[Essay] = []
        for name in names:
            if name.kind == "essay":
                found.append(self.debate.essay(name.key))
            else:
                found += [essay for essay in self.debate.essays if essay.author == name.key]
        return found

    def heard_in(self, names: Iterable[Name]) -> set[str]:
        """The slugs of the essays in which these parties speak."""
        return {self.ground.places[n].essay.slug for n in self.rows(names)}

    def strangers(self, name: str) -> list[int]:
        """Rows with an open speaker in the blocks next to one that names this person."""
        places = self.ground.places
        known = [place for place in places if name in place.text]
        return [
            place.number
            for place in places
            if place.voice.role == "uncertain"
            and any(
                other.essay is place.essay
                and abs(other.row.sentence.block - place.row.sentence.block) <= 1
                for other in known
            )
        ]

    def positions(self, names: Iterable[Name]) -> dict[str, str]:
        """Where these parties stand, by essay: where they write, and where they are endorsed."""
        found = {}
        for essay in self.written(names):
            if essay.position:
                found[essay.slug] = essay.position
        for number in self.rows(names):
            place = self.ground.places[number]
            if place.essay.position and place.voice.attitude in ("own", "endorses"):
                found[place.essay.slug] = place.essay.position
        return found

    # Who is credited

    def read(self, statement: str) -> Claim:
        """Take a statement apart; quotation marks and names are read before anything else."""
        text = re.sub(r"[\s⟦⟧]+", " ", statement).strip()
        marked = quotations(text)
        headings = self.ground.headings
        quoted = [one for one in marked if tuple(words(one[2])) not in headings]
        named = self.directory.find(text)
        parties = self._parties(text, quoted, marked, named.mentions)
        template, names = _template(text, parties)
        template = _unframed(template)
        counted = _counted(template, names)
        reading = Reading(counted.template if counted else template, list(names))
        if counted:
            reading.names.append(EVERYBODY)
        reading.read()
        loose = counted is not None and counted.loose and not MENTIONS.search(counted.rest)
        if loose and (reading.told_of or not reading.speakers):
            # "Nobody needs research" tells of the world, not of who says what.
            counted, reading = None, Reading(template, names)
            reading.read()
        body = reading.body()
        stranger = None
        if not reading.speakers:
            stranger, body = _stranger(text, quoted, body)
        unknown = tuple(
            name
            for name in named.unknown
            if not (stranger and (name in stranger or stranger in name))
        )
        things = [m.name.key for m in self.directory.find(body).mentions if m.name.kind == "thing"]
        return Claim(
            text=text,
            body=body,
            quotations=tuple(inner for _, _, inner in quoted),
            speakers=tuple(dict.fromkeys(n for n in reading.speakers if n != EVERYBODY)),
            hosts=tuple(dict.fromkeys(reading.hosts)),
            target=reading.target,
            attitude=reading.attitude,
            denied=reading.denied,
            stranger=stranger,
            unknown=unknown,
            things=tuple(dict.fromkeys(things)),
            quantity=counted.quantity if counted else "",
            rest=reading.named(counted.rest) if counted else "",
        )

    def _parties(
        self,
        text: str,
        quoted: list[tuple[int, int, str]],
        marked: list[tuple[int, int, str]],
        mentions: Iterable[Mention],
    ) -> list[tuple[int, int, Name]]:
        """Voices and essays named outside quotations; "X's essay" is the essay, not the person.

        A title counts with the quotation marks (`marked`) that it stands in.
        """
        found: list[tuple[int, int, Name]] = []
        for mention in mentions:
            start, end, name = mention.start, mention.end, mention.name
            inside = any(first <= start < last for first, last, _ in quoted)
            if name.kind == "thing" or inside or (mention.fuzzy and text[start].islower()):
                continue
            small = text[start:end].islower() and len(text[start:end].split()) > _SHORT
            if name.kind == "essay" and small:
                continue  # a thesis in the words of a title
            for first, last, _ in marked:
                if first <= start and end <= last and name.kind == "essay":
                    start, end = first, last
            if text[start:end].endswith(("'s", "’s")):
                end -= 2
            work = (_HIS_WORK if name.kind == "voice" else _ITS_WORK).match(text, end)
            before = _BEFORE.search(text, 0, start)
            if name.kind == "voice" and (work or (before and "by" in before.group())):
                essays = self.written([name])
                if len(essays) == 1 and not (work and "author" in work.group()):
                    name = Name("essay", essays[0].slug)
            if name.kind == "essay" and before and _WRITER.search(before.group()):
                author = self.debate.essay(name.key).author
                name = Name("voice", author) if author else name
            end = work.end() if work else end
            start = before.start() if before else start
            if not found or start >= found[-1][1]:
                found.append((start, end, name))
            elif name.kind == "essay" and found[-1][2].kind == "essay":
                continue
        return found


EVERYBODY = Name("thing", "*")  # stands in a template for so many of the essays
_NUMBERS = "zero one two three four five six seven eight nine ten".split()
_OF_ESSAYS = (
    r"(?: of (?:the|these|those|our))?(?: (?:\w+|\d+))??"
    r" (?:essays?|authors?|writers?|voices?|texts?|articles?|sources?|of (?:them|these|those))"
)
_MANY = re.compile(
    rf"(?i)^\s*(?:only |just |exactly |at least )?(?P<n>{'|'.join(_NUMBERS)}|\d{{1,4}}|all|every"
    rf"|each|both|none|neither|no|most|some){_OF_ESSAYS}\b(?: (?:here|alike|all))?"
)
_EVERYBODY = re.compile(
    r"(?i)^\s*(?P<n>nobody|no[ -]one|everybody|everyone|(?:the essays|they) all|all"
    r"|somebody|someone)"
    rf"(?: (?:{'|'.join(_NUMBERS)})(?= \w))?"
    r"(?: else)?(?: here| in (?:these|the|all) (?:essays|texts))?(?= )"
)
_ONLY = re.compile(
    r"(?i)^\s*(?:only (?P<a>⟦\d+⟧(?: and ⟦\d+⟧)?)(?:['’]s(?= ))?"
    r"|(?P<b>⟦\d+⟧) (?:alone(?= \w+s\b)|is the only (?:one|author|essay|voice|writer)"
    r"(?: here| of (?:them|the \w+))?(?: who| that| to)?))"
)
_QUANTITIES = {
    "all": "all", "every": "all", "each": "all", "both": "all", "none": "none", "neither": "none",
    "no": "none", "most": "most", "some": "some", "nobody": "none", "no one": "none",
    "no-one": "none", "everybody": "all", "everyone": "all", "the essays all": "all",
    "they all": "all", "somebody": "some", "someone": "some",
}  # fmt: skip
_COUNTS = {*_QUANTITIES.values()}


@dataclass(frozen=True, slots=True)
class _Counted:
    quantity: str
    template: str  # with one party in the place of so many
    rest: str
    loose: bool  # "nobody", which need not be one of the essays


def _counted(template: str, names: list[Name]) -> _Counted | None:
    """Of how many a statement tells: "all five essays", "nobody", "only Mark"."""
    only = _ONLY.match(template)
    if only:
        who = only["a"] or only["b"]
        rest = template[only.end() :]
        verb = "" if only["a"] or " is the only" not in only.group() else " says"
        return _Counted("only", f"{who}{verb}{rest}", rest, loose=False)
    many = _MANY.match(template)
    found = many or _EVERYBODY.match(template)
    if found is None:
        return None
    said = found["n"].lower()
    number = str(_NUMBERS.index(said)) if said in _NUMBERS else said
    head = template.lower().lstrip()
    if said == "one" and not head.startswith(("only", "just", "exactly")):
        number = "some"
    quantity = _QUANTITIES.get(said, number)
    if re.search(r"(?i)\bother\b", found.group()):
        return None  # "no other essay": other than one that is not named
    if quantity not in _COUNTS and not quantity.isdecimal():
        return None  # written with a letter that only folds into one of the alphabet's
    if quantity.isdecimal() and head.startswith("at least"):
        quantity += "+"
    rest = template[found.end() :]
    agreed = re.sub(r"(?i)^ agree(?:s|d)?(?= that\b)", " say", rest)
    return _Counted(quantity, f"⟦{len(names)}⟧{agreed}", rest, loose=many is None)


# "Unlike Mark, Jeo says": Mark is nobody who says it; "like Mark, Jeo says": he says it too.
_UNLIKE = re.compile(
    r"(?i)^\W*(?:unlike|against|contrary to|in contrast (?:to|with)|as opposed to"
    r"|compared (?:to|with)|where(?:as)? ⟦\d+⟧ (?:disagrees|does not)|other than"
    r"|different(?:ly)? from)"
    r" ⟦\d+⟧(?:['’]s?(?: \w+)?)?(?:,? (?:and|or) ⟦\d+⟧(?:['’]s?(?: \w+)?)?)?,\s+(?=.*⟦)"
)
_LIKE = re.compile(r"(?i)^\W*(?:(?:just )?like|as with) (?P<other>⟦\d+⟧), (?P<one>⟦\d+⟧)(?= )")


def _unframed(template: str) -> str:
    """The statement without what only frames it: nobody claims that."""
    for _ in range(3):
        bare = _AFTERTHOUGHT.sub("", _FRAMING.sub("", template, count=1))
        bare = _UNLIKE.sub("", bare, count=1)
        bare = _LIKE.sub(r"\g<one> and \g<other>", bare, count=1)
        if bare == template:
            break
        template = bare
    return template


def _stranger(text: str, quoted: list[tuple[int, int, str]], body: str) -> tuple[str | None, str]:
    """A capitalised name that is said to say something, and what is left without it."""
    bare = text
    for start, end, _ in quoted:
        bare = bare[:start] + "_" * (end - start) + bare[end:]
    for pattern in STRANGER:
        match = pattern.search(bare)
        if match and match.group(1).split()[0].lower() not in STOPWORDS:
            rest = f"{text[: match.start()]} {text[match.end() :]}"
            return match.group(1), re.sub(r"\s+", " ", rest).strip(" ,;:.–—-")
    return None, body


_WORKS = r"(?:essay|article|piece|text|post|entry|column|paper|notes|page|author|writer)s?"
_HIS_WORK = re.compile(rf"['’]s? (?:own )?(?:\w+ )?{_WORKS}\b")
_ITS_WORK = re.compile(rf"(?:['’]s)? ?(?:own )?{_WORKS}\b")
_WRITER = re.compile(r"(?i)\b(?:author|writer)\b")
_BEFORE = re.compile(
    rf"(?:\b(?:the )?(?:\w+ )?{_WORKS} (?:by|of|from) |\b(?:the|this|an) (?:unsigned |anonymous "
    r"|nameless )?)$",
    re.I,
)


def _template(text: str, spans: list[tuple[int, int, Name]]) -> tuple[str, list[Name]]:
    """The statement with each party replaced by its number in brackets."""
    parts: list[str] = []
    names: list[Name] = []
    at = 0
    for start, end, name in spans:
        parts.append(text[at:start] + f"⟦{len(names)}⟧")
        names.append(name)
        at = end
    return "".join(parts) + text[at:], names
