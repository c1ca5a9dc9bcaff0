"""What an ingest tells its owner about the voices that it could not settle."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from assistant.domain import Debate
from assistant.index import Index
from assistant.settings import Settings
from ingest.essays import analyse_folder
from ingest.folder import read_folder
from ingest.report import show_summary
from ingest.summary import Summary
from ingest.voice_doubts import uncertain_voices, unheard_voices

_DEBATE = """\
question: Shops or markets?
sides:
  - {id: shop, label: Shop, statement: Have a shop.}
  - {id: market, label: Market, statement: Have a stall.}
"""
_ESSAY = """\
---
slug: roe
author: Jane Roe
voices:
  - {name: Ann Poe, attitude: endorses}
  - {name: Bob Stone, attitude: rebuts}
---
# Doors

Ann Poe says: “A *door* is a
promise that somebody keeps.”

Critics say: “A door is only a wall with hinges.” The rest is weather.

> A door is only a wall with hinges. That much is plain to all of us.

“We never needed any of this,” one of them wrote.
"""
_PLAIN = """\
Doors again

Critics say: "A door is only a wall with hinges."
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "essays").mkdir()
    (tmp_path / "debate.yaml").write_text(_DEBATE, encoding="utf-8")
    (tmp_path / "essays" / "roe.md").write_text(_ESSAY, encoding="utf-8")
    (tmp_path / "essays" / "plain.txt").write_text(_PLAIN, encoding="utf-8")
    return tmp_path


def _report(folder: Path, debate: Debate) -> str:
    source = read_folder(folder, Settings())
    summary = Summary(
        essays=2, voices=2, sentences=1, seconds=0.0, up_to_date=True, analysed=0,
        encoded=0, reused=0, uncertain=uncertain_voices(debate, source),
        unheard=unheard_voices(debate, source),
    )  # fmt: skip
    console = Console(file=StringIO(), width=200)
    show_summary(console, folder, summary)
    assert isinstance(console.file, StringIO)
    return console.file.getvalue()


def test_open_quotations_are_told_with_essay_line_words_and_reason(folder: Path) -> None:
    debate = analyse_folder(folder, Settings())
    told = [
        (voice.essay, voice.place, voice.text[:20])
        for voice in uncertain_voices(debate, read_folder(folder, Settings()))
    ]
    assert told == [
        ("plain", "line 3", "A door is only a wal"),
        ("roe", "line 13", "A door is only a wal"),
        ("roe", "line 15", "A door is only a wal"),
        ("roe", "line 17", "We never needed any "),
    ]
    report = _report(folder, debate)
    assert "  - roe, line 13: “A door is only a wall with hinges.”" in report
    assert "the speaker is not named (“critics”)" in report


def test_listed_people_who_never_speak_are_told(folder: Path) -> None:
    debate = analyse_folder(folder, Settings())
    (unheard,) = unheard_voices(debate, read_folder(folder, Settings()))
    assert (unheard.essay, unheard.place, unheard.name) == ("roe", "line 4", "Bob Stone")
    assert "  - roe, line 4: Bob Stone" in _report(folder, debate)


def test_the_five_essays_leave_nothing_to_tell(index: Index) -> None:
    corpus, debate = index.settings.corpus, index.debate
    source = read_folder(corpus, Settings())
    assert uncertain_voices(debate, source) == ()
    assert unheard_voices(debate, source) == ()
    report = _report(corpus, debate)
    assert "uncertain" not in report
    assert "not heard" not in report


def test_a_file_without_lines_is_told_by_paragraph(folder: Path) -> None:
    debate = analyse_folder(folder, Settings())
    (folder / "essays" / "plain.txt").write_text("All is changed since.", encoding="utf-8")
    places = [v.place for v in uncertain_voices(debate, read_folder(folder, Settings()))]
    assert places[0] == "paragraph 1"
