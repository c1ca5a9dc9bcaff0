"""`python -m ingest voices`: every sentence with its speaker, and no index."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from ingest.__main__ import app

DEBATE = """\
question: Shops or markets?
sides:
  - {id: shop, label: Shop, statement: Have a shop.}
  - {id: market, label: Market, statement: Have a stall.}
"""
ESSAY = """\
---
slug: roe
author: Jane Roe
---
# Doors

Ann Poe said: “A door is a promise.” I agree.

Critics say: “A door is only a wall with hinges.”
"""


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "essays").mkdir()
    (tmp_path / "debate.yaml").write_text(DEBATE, encoding="utf-8")
    (tmp_path / "essays" / "roe.md").write_text(ESSAY, encoding="utf-8")
    monkeypatch.setenv("DEBATE_DATA_DIR", str(tmp_path / "data"))
    return tmp_path


def _voices(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, ["voices", *(str(argument) for argument in arguments)])


def test_json_lines_hold_every_sentence(corpus: Path) -> None:
    done = _voices("--corpus", corpus, "--json")
    lines = [json.loads(line) for line in done.output.splitlines()]
    assert done.exit_code == 0
    told = [(line["text"], line["voice"], line["role"], line["attitude"]) for line in lines]
    assert told == [
        ("Ann Poe said:", "Jane Roe", "author", "own"),
        ("A door is a promise.", "Ann Poe", "quoted", "endorses"),
        ("I agree.", "Jane Roe", "author", "own"),
        ("Critics say:", "Jane Roe", "author", "own"),
        ("A door is only a wall with hinges.", None, "uncertain", "reports"),
    ]
    assert set(lines[0]) == {"essay", "start", "end", "text", "voice", "role", "attitude"}
    assert all(line["end"] - line["start"] == len(line["text"]) for line in lines)


def test_the_terminal_names_speakers_and_flags_what_is_open(corpus: Path) -> None:
    done = _voices("--corpus", corpus)
    assert done.exit_code == 0
    assert "Ann Poe (quoted, author endorses)\n  A door is a promise." in done.output
    assert "? speaker open\n  A door is only a wall with hinges." in done.output
    assert "? line 9: “A door is only a wall with hinges.”: the speaker is not named" in done.output


def test_no_index_is_built(corpus: Path) -> None:
    _voices("--corpus", corpus)
    assert not (corpus / "data").exists()


def test_a_missing_folder_is_a_users_mistake(tmp_path: Path) -> None:
    done = _voices("--corpus", tmp_path / "nowhere")
    assert done.exit_code == 2
    assert "there is no such folder" in done.output
