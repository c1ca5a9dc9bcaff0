"""What the hearing of voices left open, told to the owner with its place in his own files."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.domain import Debate, Essay
from assistant.errors import CorpusError
from ingest.essay_files import EssayFile
from ingest.folder import DebateFolder
from ingest.utf8 import decode
from ingest.voices import hear

_WITH_LINES = {".md", ".txt", ".html"}
_ENOUGH = 8  # words by which a place in a file is found again


@dataclass(frozen=True, slots=True)
class UncertainVoice:
    """A quotation whose speaker neither the text nor the front matter settles."""

    essay: str
    place: str  # "line 12" of the file; "paragraph 4" of the text where a file has no lines
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class UnheardVoice:
    """Somebody whom front matter lists and no quotation lets speak."""

    essay: str
    place: str
    name: str


def uncertain_voices(debate: Debate, folder: DebateFolder) -> tuple[UncertainVoice, ...]:
    """Every quotation that is nobody's for sure, in the order of the essays."""
    return tuple(
        UncertainVoice(essay.slug, _place(essay, file, start, words), words, reason)
        for essay, file in _doubtful(debate, folder)
        for start, words, reason in _open(essay, debate)
    )


def unheard_voices(debate: Debate, folder: DebateFolder) -> tuple[UnheardVoice, ...]:
    """Every listed person who does not speak: a name misspelt, or a quotation gone."""
    return tuple(
        UnheardVoice(essay.slug, f"line {file.front.lines.get('voices', 1)}", voice.name)
        for essay, file in _doubtful(debate, folder)
        for voice in essay.listed_voices
        if voice.name not in {sentence.voice.name for sentence in essay.sentences}
    )


def _doubtful(debate: Debate, folder: DebateFolder) -> Iterator[tuple[Essay, EssayFile]]:
    """The essays that leave anything open; to hear the others again would cost and tell nothing."""
    files = {file.slug: file for file in folder.files}
    for essay in debate.essays:
        voices = {sentence.voice for sentence in essay.sentences}
        listed = {voice.name for voice in essay.listed_voices}
        uncertain = any(voice.role == "uncertain" for voice in voices)
        if uncertain or listed - {voice.name for voice in voices}:
            yield essay, files[essay.slug]


def _open(essay: Essay, debate: Debate) -> Iterator[tuple[int, str, str]]:
    """Start, words and reason of each quotation of an essay that stays open."""
    heard = hear(essay.text, essay.blocks, essay.author, essay.listed_voices, debate.names)
    unclear = [sentence for sentence in essay.sentences if sentence.voice.role == "uncertain"]
    for quotation in heard.open:
        if not any(quotation.start <= s.start < quotation.end for s in unclear):
            continue  # its owner has said whose it is
        yield quotation.start, quotation.quotation, quotation.reason


def _place(essay: Essay, file: EssayFile, start: int, words: str) -> str:
    line = _line(essay, file, start, words) if file.path.suffix.lower() in _WITH_LINES else 0
    if line:
        return f"line {line}"
    paragraphs = [block for block in essay.blocks if block.kind != "heading"]
    return f"paragraph {sum(block.start <= start for block in paragraphs)}"


def _line(essay: Essay, file: EssayFile, start: int, words: str) -> int:
    """The line of the file on which these words begin; 0 if its marks hide them."""
    try:
        source = decode(file.path.read_bytes(), file.path)
    except (OSError, CorpusError):
        return 0  # changed since it was read
    if file.path.suffix.lower() == ".html":
        source = html.unescape(source)
    found = re.findall(r"\w+", words)[:_ENOUGH]
    pattern = re.compile(r"[\W_]+".join(found))
    earlier = len(list(pattern.finditer(essay.text, 0, start)))
    places = [match.start() for match in pattern.finditer(source)]
    return source.count("\n", 0, places[earlier]) + 1 if earlier < len(places) else 0
