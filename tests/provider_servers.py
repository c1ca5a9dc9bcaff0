"""Scripted servers of other providers' protocols: Anthropic's, Google's and Ollama's."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Event = tuple[str, dict[str, Any]]  # an event's name ("" for none) and its data


@dataclass(frozen=True)
class Played:
    """What one call gets: a status with a body, or a stream in the provider's own format.

    `breaks`: the line goes dead before the stream has ended.
    """

    status: int = 200
    body: dict[str, Any] = field(default_factory=dict)
    lines: Sequence[bytes] = ()
    type: str = "text/event-stream"
    breaks: bool = False


@dataclass
class Heard:
    """A running server: its address, and what it was asked."""

    url: str = ""
    requests: list[dict[str, Any]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)


@contextmanager
def playing(script: Sequence[Played]) -> Iterator[Heard]:
    """Serve the script on a free port of the loopback interface; the last reply repeats."""
    heard = Heard()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            size = int(self.headers.get("Content-Length") or 0)
            raw = self.rfile.read(size) if size else self._chunked()
            reply = script[min(len(heard.requests), len(script) - 1)]
            heard.requests.append(json.loads(raw))
            heard.paths.append(self.path)
            names = ("x-api-key", "x-goog-api-key", "authorization")
            told_key = next((self.headers[name] for name in names if self.headers[name]), "")
            heard.keys.append(told_key.removeprefix("Bearer "))
            told = b"".join(reply.lines) if reply.status == 200 else json.dumps(reply.body).encode()
            kind = reply.type if reply.status == 200 else "application/json"
            self.send_response(reply.status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(told) + 100 * reply.breaks))
            self.send_header("Connection", "close")
            self.end_headers()
            self.wfile.write(told)
            self.close_connection = True

        def _chunked(self) -> bytes:
            whole = b""
            while size := int(self.rfile.readline() or b"0", 16):
                whole += self.rfile.read(size)
                self.rfile.readline()
            return whole

        def log_message(self, format: str, *arguments: Any) -> None:
            """Say nothing on standard error."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    heard.url = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield heard
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _pieces(text: str) -> list[str]:
    return [text[at : at + 40] for at in range(0, len(text), 40)]


def anthropic(text: str, *, thinking: str = "", stop: str = "end_turn") -> Played:
    """A message in Anthropic's event stream, with hidden thinking before it where wanted."""
    usage = {"input_tokens": 200, "cache_read_input_tokens": 9000, "output_tokens": 1}
    message = {"id": "m", "type": "message", "role": "assistant", "model": "scripted"}
    start: dict[str, Any] = {**message, "content": [], "stop_reason": None, "usage": usage}
    events: list[dict[str, Any]] = [{"type": "message_start", "message": start}]
    index = 0
    if thinking:
        block = {"type": "thinking", "thinking": "", "signature": ""}
        events.append({"type": "content_block_start", "index": 0, "content_block": block})
        delta = {"type": "thinking_delta", "thinking": thinking}
        events.append({"type": "content_block_delta", "index": 0, "delta": delta})
        events.append({"type": "content_block_stop", "index": 0})
        index = 1
    block = {"type": "text", "text": ""}
    events.append({"type": "content_block_start", "index": index, "content_block": block})
    for piece in _pieces(text):
        delta = {"type": "text_delta", "text": piece}
        events.append({"type": "content_block_delta", "index": index, "delta": delta})
    events.append({"type": "content_block_stop", "index": index})
    ending = {"stop_reason": stop, "stop_sequence": None}
    whole = {**usage, "output_tokens": 60}  # of the whole message, as the protocol has it
    events.append({"type": "message_delta", "delta": ending, "usage": whole})
    events.append({"type": "message_stop"})
    lines = [f"event: {e['type']}\ndata: {json.dumps(e)}\n\n".encode() for e in events]
    return Played(lines=lines)


def ollama(text: str, *, thinking: str = "", stop: str = "stop") -> Played:
    """A chat reply of Ollama: JSON lines."""
    lines = []
    if thinking:
        message = {"role": "assistant", "content": "", "thinking": thinking}
        lines.append({"model": "scripted", "message": message, "done": False})
    for piece in _pieces(text):
        message = {"role": "assistant", "content": piece}
        lines.append({"model": "scripted", "message": message, "done": False})
    lines.append(
        {
            "model": "scripted",
            "message": {"role": "assistant", "content": ""},
            "done": True,
            "done_reason": stop,
            "prompt_eval_count": 9000,
            "eval_count": 60,
        }
    )
    told = [json.dumps(line | {"created_at": "2026-11-28T12:00:00Z"}) + "\n" for line in lines]
    return Played(lines=[line.encode() for line in told], type="application/x-ndjson")


def google(text: str, *, stop: str = "STOP") -> Played:
    """A reply of Gemini's REST interface: one JSON array, written piece by piece."""
    replies: list[dict[str, Any]] = []
    for piece in _pieces(text):
        content = {"role": "model", "parts": [{"text": piece}]}
        replies.append({"candidates": [{"content": content, "index": 0}]})
    replies[-1]["candidates"][0]["finishReason"] = stop
    replies[-1]["usageMetadata"] = {
        "promptTokenCount": 9000,
        "candidatesTokenCount": 60,
        "totalTokenCount": 9060,
    }
    told = json.dumps(replies)
    return Played(lines=[told.encode()], type="application/json")
