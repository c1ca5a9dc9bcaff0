"""The options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

HERE = Path(__file__).resolve().parent
REFERENCE = HERE / "reference.jsonl"

CasesOption = Annotated[Path, typer.Option("--cases", help="The reference cases, one a line.")]
CorpusOption = Annotated[
    Path | None, typer.Option("--corpus", help="The debate folder; default: the settings' corpus.")
]
TrustOption = Annotated[
    bool, typer.Option("--trust-voices", help="Take the cases' word for who speaks.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="One JSON object, no table.")]
