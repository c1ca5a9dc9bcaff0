"""Shows who speaks in every sentence of a debate folder, before it joins the index."""

from __future__ import annotations

import json
from collections.abc import Iterator

from rich.console import Console
from rich.text import Text

from assistant.domain import Debate, Essay, Sentence, Voice
from ingest.voice_doubts import UncertainVoice

_COLOURS = ("cyan", "magenta", "blue", "green", "bright_cyan", "bright_magenta", "bright_blue")
_OPEN = "bold yellow"


def json_lines(debate: Debate) -> Iterator[str]:
    """One JSON object a sentence: essay, start, end, text, voice, role, attitude."""
    for essay in debate.essays:
        for sentence in essay.sentences:
            voice = sentence.voice
            line = {
                "essay": essay.slug,
                "start": sentence.start,
                "end": sentence.end,
                "text": essay.quote(sentence),
                "voice": voice.name,
                "role": voice.role,
                "attitude": voice.attitude,
            }
            yield json.dumps(line, ensure_ascii=False)


def show_voices(console: Console, debate: Debate, open_: tuple[UncertainVoice, ...]) -> None:
    """Each essay's text by speaker, a colour for each voice, then what stays open, with reasons."""
    for essay in debate.essays:
        colours = _colours(essay)
        _print(console, Text(f"{essay.slug}: {essay.title}", style="bold"))
        previous: Voice | None = None
        for sentence in essay.sentences:
            if sentence.voice != previous:
                _print(console, Text(_label(sentence.voice), style=colours[sentence.voice]))
            _print(console, Text(f"  {_words(essay, sentence)}", style=colours[sentence.voice]))
            previous = sentence.voice
        for quotation in (voice for voice in open_ if voice.essay == essay.slug):
            words = " ".join(quotation.text.split())
            short = words if len(words) <= 60 else f"{words[:59].rsplit(' ', 1)[0]}…"
            line = f"? {quotation.place}: “{short}”: {quotation.reason}"
            _print(console, Text(line, style=_OPEN))
        console.print()


def _colours(essay: Essay) -> dict[Voice, str]:
    """The author plain, whoever is quoted in a colour of his own, what is open in yellow."""
    quoted = dict.fromkeys(s.voice.name for s in essay.sentences if s.voice.role == "quoted")
    by_name = {name: _COLOURS[i % len(_COLOURS)] for i, name in enumerate(quoted)}
    return {
        s.voice: {"author": "", "uncertain": _OPEN}.get(s.voice.role)
        or by_name.get(s.voice.name, "")
        for s in essay.sentences
    }


def _label(voice: Voice) -> str:
    if voice.role == "author":
        return f"{voice.name or 'the author'} (author)"
    if voice.role == "uncertain":
        return "? speaker open"
    return f"{voice.name} (quoted, author {voice.attitude})"


def _words(essay: Essay, sentence: Sentence) -> str:
    return " ".join(essay.quote(sentence).split())


def _print(console: Console, text: Text) -> None:
    console.print(text, soft_wrap=True, highlight=False)
