"""JSON Lines in, JSON Lines out: one reply for each line, in order, whatever the line holds.

A bad line costs its own reply only. Each reply is written as soon as it is known, so that two
programs can talk through a pipe.
"""

from __future__ import annotations

import json
import logging
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import redirect_stdout
from typing import Any, BinaryIO

from assistant.errors import DebateError, UserError

LONGEST_LINE = 1_000_000  # bytes
ANSWERED, OUR_FAULT, USERS_MISTAKE = 0, 1, 2  # exit statuses

_log = logging.getLogger(__name__)
# What ends a line for some readers, steers a terminal or cannot be written as UTF-8.
_ESCAPED = re.compile("[\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")

Reply = Callable[[Mapping[str, Any]], Mapping[str, Any]]


def reply_to_lines(source: BinaryIO, reply: Reply, write: Callable[[bytes], None]) -> int:
    """Write a reply for each line of the source; returns the exit status.

    The record's `id` is echoed. A line that is wrong gets `{"id", "error"}` and the status
    USERS_MISTAKE; one that we fail on gets the same and OUR_FAULT, which weighs more.
    """
    seen = {ANSWERED}
    for line in _lines(source):
        name: str | int | None = None
        result: Mapping[str, Any]
        try:
            record = read_record(line)
            name = record_id(record)
            with redirect_stdout(sys.stderr):  # a library that prints must not spoil the output
                result = reply(record)
            if name is not None:
                result = {**result, "id": name}
        except UserError as error:
            seen.add(USERS_MISTAKE)
            result = {"id": name, "error": _one_line(error)}
        except Exception as error:
            seen.add(OUR_FAULT)
            _log.exception("a line could not be answered")
            known = isinstance(error, DebateError)
            result = {"id": name, "error": _one_line(error) if known else "a fault on our side"}
        write(as_json(result).encode() + b"\n")
    return next(status for status in (OUR_FAULT, USERS_MISTAKE, ANSWERED) if status in seen)


def as_json(data: Mapping[str, Any], indent: int | None = None) -> str:
    """JSON that people can read and no terminal or line reader stumbles over."""
    text = json.dumps(data, ensure_ascii=False, indent=indent)
    return _ESCAPED.sub(lambda match: f"\\u{ord(match.group()):04x}", text)


def _lines(source: BinaryIO) -> Iterator[bytes | None]:
    """Each line without its end; None for one that is too long, which is never held whole."""
    while line := source.readline(LONGEST_LINE + 1):
        if len(line) <= LONGEST_LINE or line.endswith(b"\n"):
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = source.readline(LONGEST_LINE)
        yield None


def read_record(data: bytes | None, what: str = "the line") -> Mapping[str, Any]:
    """The JSON object that the bytes hold; UserError where they hold none. None: too long."""
    if data is None:
        raise UserError(f"{what} is too long", f"keep it below {LONGEST_LINE} bytes")
    try:
        record = json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise UserError(f"{what} is not UTF-8", "write it in UTF-8") from None
    except (ValueError, RecursionError):
        raise UserError(f"{what} is not JSON", "write one JSON object") from None
    if not isinstance(record, dict):
        raise UserError(f"{what} is not a JSON object", 'write {"id": …, "question": …}')
    return record


def record_id(record: Mapping[str, Any]) -> str | int | None:
    """What the record calls itself, to be echoed; None where it says nothing."""
    name = record.get("id")
    if name is None or (isinstance(name, str | int) and not isinstance(name, bool)):
        return name
    raise UserError(
        "the id is neither a text nor a whole number", 'write "id": "1", or leave it out'
    )


def _one_line(error: Exception) -> str:
    return "; ".join(part for part in str(error).split("\n") if part)
