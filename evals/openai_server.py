"""A real server of OpenAI's chat protocol whose replies are a script: good, wrong, slow, broken.

Each call takes the next reply of the script (the last one again when it has run out). A reply is a
`Reply`, or a function from the request's messages to one, for a model that obeys what it reads.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Reply:
    """What one call gets: a text in pieces, or a status; `breaks` closes the line half-way.

    `error` is the body of an error as a provider words it; `thinks` are pieces of hidden thinking
    before the text; `done` says whether the stream ends as the protocol wants it.
    """

    text: str = ""
    status: int = 200
    wait: float = 0.0  # seconds before the first piece
    between: float = 0.0  # seconds between two pieces
    breaks: bool = False
    size: int = 40  # characters of a piece
    finish: str = "stop"
    done: bool = True
    thinks: int = 0
    error: dict[str, Any] | None = None
    usage: dict[str, Any] | None = None


Messages = list[dict[str, Any]]
Script = Sequence[Reply | Callable[[Messages], Reply]]


@dataclass
class Served:
    """A running server: its address, and what it was asked."""

    url: str = ""
    requests: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)


@contextmanager
def serving(script: Script) -> Iterator[Served]:
    """Serve the script on a free port of the loopback interface."""
    served = Served()
    closing = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            turn = len(served.requests)
            served.requests.append(body)
            served.keys.append(self.headers.get("Authorization", ""))
            reply = script[min(turn, len(script) - 1)]
            if callable(reply):
                reply = reply(body["messages"])
            if closing.wait(reply.wait):
                return
            if reply.status != 200:
                self._fail(reply)
            else:
                self._stream(reply)

        def _fail(self, reply: Reply) -> None:
            error = reply.error or {"message": f"scripted {reply.text}", "type": "scripted"}
            told = json.dumps({"error": error})
            self.send_response(reply.status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(told)))
            self.end_headers()
            self.wfile.write(told.encode())

        def _stream(self, reply: Reply) -> None:
            self.close_connection = True
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.send_header("Connection", "close")
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            text = reply.text
            pieces = [text[at : at + reply.size] for at in range(0, len(text), reply.size)]
            if reply.breaks:
                pieces = pieces[: max(1, len(pieces) // 2)]
            for _ in range(reply.thinks):
                self._event({"role": "assistant", "reasoning_content": "hm"}, None)
                if closing.wait(reply.between):
                    return
            for piece in pieces:
                self._event({"role": "assistant", "content": piece}, None)
                if closing.wait(reply.between):
                    return
            if reply.breaks:
                return  # no last chunk: the client sees the line go dead
            if not reply.done:
                self._chunk(b"")
                return
            self._event({}, reply.finish)
            if reply.usage:
                self._event(None, None, reply.usage)
            self._chunk(b"data: [DONE]\n\n")
            self._chunk(b"")

        def _event(
            self,
            delta: dict[str, Any] | None,
            finish: str | None,
            usage: dict[str, Any] | None = None,
        ) -> None:
            choice = {"index": 0, "delta": delta, "finish_reason": finish}
            event: dict[str, Any] = {
                "id": "scripted",
                "object": "chat.completion.chunk",
                "created": int(time.time()),
                "model": "scripted",
                "choices": [] if delta is None else [choice],
            } | ({"usage": usage} if usage else {})
            self._chunk(f"data: {json.dumps(event)}\n\n".encode())

        def _chunk(self, data: bytes) -> None:
            self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
            self.wfile.flush()

        def log_message(self, format: str, *arguments: Any) -> None:
            """Say nothing on standard error."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: Any, address: Any) -> None:
            """A client that has gone away is part of some scripts."""

    server = Server(("127.0.0.1", 0), Handler)
    # It looks every 20 ms whether it is to end, which is waited for.
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    served.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    try:
        yield served
    finally:
        closing.set()
        server.shutdown()
        server.server_close()
        thread.join()
