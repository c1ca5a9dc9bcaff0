"""Reads an essay file of any supported format into the same plain pieces."""

from __future__ import annotations

from ingest.formats.read import SUFFIXES, read_source

__all__ = ["SUFFIXES", "read_source"]
