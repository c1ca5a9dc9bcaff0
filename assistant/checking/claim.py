"""A statement taken apart: who is said to say it, and what."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.atlas import Atlas
from assistant.checking.quoted import quotations
from assistant.checking.wording import (
    ASIDE,
    DENIES,
    HOSTED,
    JUDGES,
    QUOTES,
    SAYS,
    STRANGER,
    TOWARDS,
    WHOM,
)
from assistant.understanding.names import Mention, Name
from assistant.words import STOPWORDS


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
    told_of: bool = False  # the party is the subject, not plainly the one who speaks


def read_claim(statement: str, atlas: Atlas) -> Claim:
    """Take a statement apart; quotation marks and names are read before anything else."""
    text = re.sub(r"[\s⟦⟧]+", " ", statement).strip()
    quoted = quotations(text)
    spans = _parties(text, quoted, atlas)
    template, names = _template(text, spans)
    reading = _Reading(template, names)
    reading.read()
    body = reading.body()
    stranger = None
    if not reading.speakers:
        stranger, body = _stranger(text, quoted, body)
    return Claim(
        text=text,
        body=body,
        quotations=tuple(inner for _, _, inner in quoted),
        speakers=tuple(dict.fromkeys(reading.speakers)),
        hosts=tuple(dict.fromkeys(reading.hosts)),
        target=reading.target,
        attitude=reading.attitude,
        denied=reading.denied,
        stranger=stranger,
        told_of=reading.told_of,
    )


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
_BEFORE = re.compile(rf"(?:\b(?:the )?{_WORKS} (?:by|of|from) |\b(?:the|this|an) )$", re.I)


def _parties(
    text: str, quoted: list[tuple[int, int, str]], atlas: Atlas
) -> list[tuple[int, int, Name]]:
    """Voices and essays named outside quotations; "X's essay" is the essay, not the person."""
    found: list[tuple[int, int, Name]] = []
    for mention in atlas.names.find(text):
        if mention.name.kind == "thing" or _inside(mention, quoted) or _plain(mention, text):
            continue
        start, end, name = mention.start, mention.end, mention.name
        if text[start:end].endswith(("'s", "’s")):
            end -= 2
        work = (_HIS_WORK if name.kind == "voice" else _ITS_WORK).match(text, end)
        before = _BEFORE.search(text, 0, start)
        if name.kind == "voice" and (work or (before and "by" in before.group())):
            essays = atlas.essays_of_voice(name.key)
            if len(essays) == 1 and not (work and "author" in work.group()):
                name = Name("essay", essays[0].slug)
        if work:
            end = work.end()
        if before:
            start = before.start()
        if not found or start >= found[-1][1]:
            found.append((start, end, name))
    return found


def _inside(mention: Mention, quoted: list[tuple[int, int, str]]) -> bool:
    return any(start <= mention.start < end for start, end, _ in quoted)


def _plain(mention: Mention, text: str) -> bool:
    """Whether a fuzzy match is just a word that looks like a name."""
    return mention.fuzzy and text[mention.start].islower()


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


class _Reading:
    """Works on a template: finds who speaks, and takes that away from it."""

    def __init__(self, template: str, names: list[Name]) -> None:
        self.template = template
        self.names = names
        self.speakers: list[Name] = []
        self.hosts: list[Name] = []
        self.target: Name | None = None
        self.attitude: str | None = None
        self.denied = False
        self.told_of = False

    def read(self) -> None:
        for step in (self._whom, self._hosted, self._quotes, self._towards, self._says):
            step()
            if self.speakers:
                break
        if not self.speakers and self.names:
            head = re.match(r"\W*⟦(\d)⟧", self.template)
            if head:
                self.told_of = True
                self._speaks(head, cut=head.end())

    def _name(self, number: str) -> Name:
        return self.names[int(number)]

    def _speaks(self, match: re.Match[str], cut: int | None = None) -> None:
        self.speakers.append(self._name(match.group(1)))
        end = match.end() if cut is None else cut
        self.template = self.template[: match.start()] + " " + self.template[end:]

    def _whom(self) -> None:
        match = WHOM.search(self.template)
        if match:
            self.hosts.append(self._name(match.group(2)))
            self.attitude = _attitude(match.group())
            self._speaks(match, cut=match.end())
            self._strip_verb(match.start())

    def _hosted(self) -> None:
        match = HOSTED.search(self.template)
        if match:
            self.hosts.append(self._name(match.group(2)))
            self.attitude = _attitude(match.group())
            self._speaks(match)
            self._strip_verb(match.start())

    def _quotes(self) -> None:
        match = QUOTES.search(self.template)
        if match:
            self.attitude = _attitude(self.template[match.start() : match.end() + 30])
            host = self._name(match.group(1))
            self.speakers.append(self._name(match.group(2)))
            self.hosts.append(host)
            self.template = self.template[: match.start()] + " " + self.template[match.end() :]
            self._strip_verb(match.start())

    def _towards(self) -> None:
        match = TOWARDS.search(self.template) or JUDGES.search(self.template)
        if match:
            self.target = self._name(match.group("target"))
            self.attitude = _attitude(match.group())
            self._speaks(match)

    def _says(self) -> None:
        for pattern in SAYS:
            match = pattern.search(self.template)
            if match:
                self.denied = bool(DENIES.search(match.group()))
                self._speaks(match)
                return

    def _strip_verb(self, at: int) -> None:
        """A speech verb left at the head of what follows the speaker."""
        tail = ASIDE.sub("", self.template[at:], count=1)
        self.template = self.template[:at] + " " + tail

    def body(self) -> str:
        """What is left, with remaining parties by name."""

        def named(match: re.Match[str]) -> str:
            name = self._name(match.group(1))
            return name.key if name.kind == "voice" else f"the {name.key} essay"

        text = re.sub(r"⟦(\d)⟧", named, self.template)
        text = re.sub(r"\s+", " ", text).strip(" ,;:.–—-")
        return re.sub(r"^(?:that|how|as|is|are|to)\b\s*", "", text).strip()


def _attitude(words: str) -> str | None:
    if re.search(
        r"(?i)\b(?:disagree\w*|rebut\w*|reject\w*|disput\w*|dismiss\w*|disapprov\w*|contradict\w*|oppos\w*"
        r"|critici\w*|den(?:y|ies)|wrong|mistaken|false|absurd|mistake|ridicul\w*|mock\w*|attack\w*|nonsense|object\w*)",
        words,
    ):
        return "rebuts"
    if re.search(
        r"(?i)\b(?:approv\w*|agree\w*|endors\w*|concur\w*|side[sd]? with|share[sd]?|support\w*"
        r"|prais\w*"
        r"|back(?:s|ed|ing)|applaud\w*|admir\w*|right|correct|wise|brilliant|true)",
        words,
    ):
        return "endorses"
    return None
