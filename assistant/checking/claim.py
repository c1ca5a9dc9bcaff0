"""A statement taken apart: who is said to say it, and what."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.atlas import Atlas
from assistant.checking.ground import ground
from assistant.checking.quoted import quotations
from assistant.checking.reading import Reading
from assistant.checking.wording import STRANGER
from assistant.understanding.described import named
from assistant.understanding.mention import Mention, Name
from assistant.words import STOPWORDS, words


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
    marked = quotations(text)
    headings = ground(atlas).headings
    quoted = [one for one in marked if tuple(words(one[2])) not in headings]
    spans = _parties(text, quoted, marked, atlas)
    template, names = _template(text, spans)
    reading = Reading(template, names)
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
_WRITER = re.compile(r"(?i)\b(?:author|writer)\b")
_BEFORE = re.compile(rf"(?:\b(?:the )?(?:\w+ )?{_WORKS} (?:by|of|from) |\b(?:the|this|an) )$", re.I)


def _parties(
    text: str,
    quoted: list[tuple[int, int, str]],
    marked: list[tuple[int, int, str]],
    atlas: Atlas,
) -> list[tuple[int, int, Name]]:
    """Voices and essays named outside quotations; "X's essay" is the essay, not the person.

    A title counts with the quotation marks (`marked`) that it stands in.
    """
    found: list[tuple[int, int, Name]] = []
    for mention in named(text, atlas):
        if mention.name.kind == "thing" or _inside(mention, quoted) or _plain(mention, text):
            continue
        start, end, name = mention.start, mention.end, mention.name
        for first, last, _ in marked:
            if first <= start and end <= last and name.kind == "essay":
                start, end = first, last
        if text[start:end].endswith(("'s", "’s")):
            end -= 2
        work = (_HIS_WORK if name.kind == "voice" else _ITS_WORK).match(text, end)
        before = _BEFORE.search(text, 0, start)
        if name.kind == "voice" and (work or (before and "by" in before.group())):
            essays = atlas.essays_of_voice(name.key)
            if len(essays) == 1 and not (work and "author" in work.group()):
                name = Name("essay", essays[0].slug)
        if name.kind == "essay" and before and _WRITER.search(before.group()):
            author = atlas.debate.essay(name.key).author
            name = Name("voice", author) if author else name
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
