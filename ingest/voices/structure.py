"""Who speaks by an essay's form: the turns of a transcript, a mail below another one.

A turn is a block that opens with its speaker's label: "Ann Poe: …", "Q: …", "Dr. Price—…". One
label may be a heading of its own kind; two that take turns are a conversation.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from assistant.domain import Block
from assistant.words import fold
from ingest.voices.people import People
from ingest.voices.reference import AUTHOR, Speaker
from ingest.voices.words import is_office

_LABEL = re.compile(
    r"[\"“]?(?P<who>(?:[A-Z][\w.'’-]*|of|the|van|de)(?:,? (?:[A-Z][\w.'’-]*|of|the|van|de)){0,6})"
    r"\s?(?P<mark>:|—|–)\s*(?:[\[(][\d:. ]+[\])]\s*)?(?=[^\s\"“«/])"
)
_ASKING = frozenset({"q", "question", "interviewer", "moderator", "host"})
_ANSWERING = frozenset({"a", "answer"})
_FEWEST = 3  # labelled blocks that make a conversation
_SENDER = re.compile(
    r"(?:^|\n|[-_]\s*)\s*(?:\*\*)?From:(?:\*\*)?\s*(?P<who>[^<\n\[(:]+?)"
    r"(?=\s*(?:[<\[(\n]|$|\b(?:Sent|To|Date|Subject|Cc):))"
)
_FORWARDED = re.compile(r"^[-_>\s]*(?:Original|Forwarded) [Mm]essage\b|^[-_\s]*From: ")
_HEADER = re.compile(r"^(?:From|Sent|To|Date|Subject|Cc|Reply-To): ")


def turns(text: str, blocks: Sequence[Block], people: People) -> Mapping[int, Speaker]:
    """Whom each block of a conversation belongs to, by number; empty where there is none."""
    labels: dict[int, str] = {}
    for number, block in enumerate(blocks):
        label = _LABEL.match(text, block.start, block.end)
        if block.kind != "heading" and label is not None:
            who = label["who"].strip(" .")
            # In running text a dash parts a label only behind a full stop: "Mr. Poole.—How many?"
            marked = label["mark"] == ":" or label["who"].endswith(".")
            if marked or block.kind == "quote":
                labels[number] = who
    speakers = {who: _speaker(who, people) for who in set(labels.values())}
    spoken = {number: who for number, who in labels.items() if speakers[who] is not None}
    counts = Counter(_key(who, speakers[who]) for who in spoken.values())
    asking = any(fold(who) in _ASKING | _ANSWERING for who in spoken.values())
    if len(spoken) < _FEWEST or len(counts) < 2 or not (asking or max(counts.values()) > 1):
        return {}
    found: dict[int, Speaker] = {}
    current: Speaker | None = None
    for number in range(min(spoken), len(blocks)):
        if blocks[number].kind == "heading":
            current = None
        elif number in spoken:
            current = speakers[spoken[number]]
        elif number > max(spoken) or blocks[number].kind != blocks[max(spoken)].kind:
            current = None
        if current is not None:
            found[number] = current
    return found


def _key(label: str, speaker: Speaker | None) -> str:
    return (speaker.name if speaker is not None else None) or label


def _speaker(label: str, people: People) -> Speaker | None:
    """Whom a label means; None where it is no label of a speaker."""
    low = fold(label)
    if low in _ASKING:
        return Speaker(AUTHOR)
    listed = [name for name in people.listed if name != people.author]
    if low in _ANSWERING:
        return Speaker(listed[0] if len(listed) == 1 else None, "“A” names nobody")
    words = [word.strip(".,") for word in label.split(", ")[0].split()]
    while len(words) > 1 and (is_office(fold(words[0])) or fold(words[0]) == "the"):
        words = words[1:]
    if len(words) == 1 and is_office(fold(words[0])):
        return Speaker(None, f"the speaker is described (“{label}”), not named")
    name = people.bearer([word.title() if word.isupper() else word for word in words])
    if name is None:
        return None
    if not name:
        return Speaker(None, f"two people are called {label}")
    return Speaker(AUTHOR if name == people.author else name)


def mails(text: str, blocks: Sequence[Block], people: People) -> Mapping[int, Speaker]:
    """Whom each block below a mail's header belongs to: the one whom its "From:" line names."""
    found: dict[int, Speaker] = {}
    current: Speaker | None = None
    for number, block in enumerate(blocks):
        body = text[block.start : block.end]
        forwarded = _FORWARDED.match(body)
        if forwarded or _HEADER.match(body):
            sender = _SENDER.search(body)
            if sender is not None and (forwarded or current is not None):
                words = sender["who"].strip(" \"'*").split()
                name = people.bearer(words) or " ".join(words)
                current = Speaker(AUTHOR if name == people.author else name)
            elif forwarded:
                current = Speaker(None, "the mail's header names no sender")
            if current is not None:
                found[number] = Speaker(None, "a mail's header is nobody's speech")
        elif current is not None and block.kind not in {"heading", "quote"}:
            found[number] = current  # what the mail quotes is for grammar to tell
    return found
