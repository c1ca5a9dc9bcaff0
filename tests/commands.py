"""`python -m …` in this process: what a shell would see of it, without a new Python's imports."""

from __future__ import annotations

import io
import os
import runpy
import sys
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch


@dataclass(frozen=True, slots=True)
class Done:
    """How a command ended, and what it wrote."""

    returncode: int
    stdout: str
    stderr: str


def run(
    module: str,
    *arguments: str | Path,
    given: bytes = b"",
    environment: Mapping[str, str] | None = None,
) -> Done:
    """Run a module as a program; `environment` is added to this process's, for as long."""
    out, err = io.BytesIO(), io.BytesIO()
    status: str | int | None = 0
    with (
        patch.object(sys, "argv", [module, *map(str, arguments)]),
        patch.object(sys, "stdin", io.TextIOWrapper(io.BytesIO(given), encoding="utf-8")),
        patch.object(sys, "stdout", io.TextIOWrapper(out, encoding="utf-8")) as shown,
        patch.object(sys, "stderr", io.TextIOWrapper(err, encoding="utf-8")) as told,
        patch.dict(os.environ, {"COLUMNS": "80", **(environment or {})}),
        warnings.catch_warnings(),
    ):
        # The module itself may have been imported by another test.
        warnings.filterwarnings("ignore", "'.*' found in sys.modules", RuntimeWarning)
        try:
            runpy.run_module(module, run_name="__main__")
        except SystemExit as left:
            status = left.code
        shown.flush()
        told.flush()
        return Done(int(status or 0), out.getvalue().decode(), err.getvalue().decode())
