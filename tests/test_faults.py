"""Damage to an index is never silent; the whole campaign is `python -m evals attack`."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from assistant.settings import Settings
from evals.faults import KINDS, campaign, spoil


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("content", [b"some content of a file" * 9, bytes(300), b"x", b""])
def test_whatever_is_spoilt_is_another_file(tmp_path: Path, kind: str, content: bytes) -> None:
    path = tmp_path / "file"
    path.write_bytes(content)
    spoil(path, kind, random.Random(1))
    assert not path.exists() or path.read_bytes() != content


def test_a_sample_of_faults_is_found_and_mended(tmp_path: Path) -> None:
    faults = list(campaign(Settings().corpus, tmp_path, count=4, seed=3))
    assert [fault for fault in faults if fault.wrong] == []
    assert len({fault.file for fault in faults}) > 2
