"""The assistant over HTTP, for other programs: `python -m assistant serve`.

POST /ask streams server-sent events, POST /check replies at once; both take the JSON objects that
`--jsonl` takes, within the same limits. Whatever is wrong comes as `{"error", "hint"}`.
"""

from __future__ import annotations

import hmac
import ipaddress
import logging
import socket
from collections.abc import AsyncIterator, Callable, Generator, Mapping
from contextlib import asynccontextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import uvicorn
from starlette.applications import Starlette
from starlette.concurrency import iterate_in_threadpool, run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response, StreamingResponse
from starlette.routing import Route

from assistant.answer import Answer, Statement
from assistant.asked import Asked, read_asked
from assistant.checking.command import read_statement
from assistant.errors import DebateError, UserError
from assistant.json_lines import LONGEST_LINE, as_json, read_record, record_id
from assistant.opened import Assistants

if TYPE_CHECKING:
    from assistant.debate import DebateAssistant

AT_ONCE = 64  # requests; more are turned away with 503 instead of waiting without end
LAST_WORDS = 10  # seconds that answers have to end in when the server is stopped
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
_PAGE = Path(__file__).with_name("serving.html")
_PAGE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
_OUR_FAULT = {"error": "a fault on our side", "hint": "look into the server's log"}

_log = logging.getLogger(__name__)
T = TypeVar("T")


class Service:
    """What the routes do; `token` None lets everybody in who reaches the address."""

    def __init__(self, assistants: Assistants, writer: str | None, token: str | None) -> None:
        self._assistants = assistants
        self._writer = writer
        self._token = token

    def application(self, hosts: tuple[str, ...] = ("*",)) -> Starlette:
        """The ASGI application, for requests that name one of these hosts."""
        return Starlette(
            routes=[
                Route("/", self.page),
                Route("/health", self.health),
                Route("/ask", self.ask, methods=["POST"]),
                Route("/check", self.check, methods=["POST"]),
            ],
            middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=list(hosts))],
            exception_handlers={
                HTTPException: _refused,
                DebateError: _not_ready,
                Exception: _failed,
            },
            lifespan=self._lifespan,
        )

    @asynccontextmanager
    async def _lifespan(self, _: Starlette) -> AsyncIterator[None]:
        self._assistants.warm_up()
        yield

    async def page(self, _: Request) -> Response:
        """How to use the server; it says nothing of the debate and needs no token."""
        return HTMLResponse(_PAGE.read_bytes(), headers={"Content-Security-Policy": _PAGE_POLICY})

    async def health(self, _: Request) -> Response:
        """Whether questions can be answered; needs no token."""
        await self._assistant()
        return _json({"status": "ok"})

    async def ask(self, request: Request) -> Response:
        """One question, answered as events, or as one object where the client accepts only JSON."""
        record = await self._record(request)
        asked, name = _right(lambda: (read_asked(record), record_id(record)))
        assistant = await self._assistant()
        if request.headers.get("accept") == "application/json":
            answer = await run_in_threadpool(
                assistant.ask,
                asked.question,
                asked.history,
                business=asked.business,
                writer=self._writer,
            )
            return _json(_named(answer.to_json(), name))
        return StreamingResponse(
            _in_turn(self._events(assistant, asked, name)),
            media_type="text/event-stream",
            headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
        )

    async def check(self, request: Request) -> Response:
        """One statement, checked."""
        record = await self._record(request)
        statement, name = _right(lambda: (read_statement(record), record_id(record)))
        assistant = await self._assistant()
        checked = await run_in_threadpool(assistant.check, statement)
        return _json(_named(checked.to_json(), name))

    async def _assistant(self) -> DebateAssistant:
        return await run_in_threadpool(self._assistants.assistant)

    async def _record(self, request: Request) -> Mapping[str, Any]:
        """The request's JSON object, once the caller is known and the body is short enough.

        A page elsewhere in a browser may send text, but JSON only after asking us, and we say no.
        """
        if self._token is not None:
            given = request.headers.get("authorization", "").encode("latin-1")
            if not hmac.compare_digest(given, f"Bearer {self._token}".encode()):
                raise _http(401, "the token is missing or wrong", "send Authorization: Bearer …")
        if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
            raise _http(415, "the body is not declared as JSON", "send it as application/json")
        body = b""
        async for chunk in request.stream():
            body += chunk
            if len(body) > LONGEST_LINE:
                raise _http(413, "the body is too long", f"keep it below {LONGEST_LINE} bytes")
        return _right(lambda: read_record(body, "the body"))

    def _events(
        self, assistant: DebateAssistant, asked: Asked, name: str | int | None
    ) -> Generator[bytes]:
        """`step` and `statement` as they come, then `answer`; `error` where it breaks off."""
        try:
            for event in assistant.stream(
                asked.question, asked.history, business=asked.business, writer=self._writer
            ):
                if isinstance(event, Answer):
                    yield _event("answer", _named(event.to_json(), name))
                else:
                    kind = "statement" if isinstance(event, Statement) else "step"
                    yield _event(kind, asdict(event))
        except DebateError as error:
            _log.error("%s", error)
            yield _event("error", _named({"error": error.message, "hint": error.hint}, name))
        except Exception:
            _log.exception("a question could not be answered")
            yield _event("error", _named(_OUR_FAULT, name))


def serve(
    assistants: Assistants, host: str, port: int, writer: str | None, say: Callable[[str], None]
) -> None:
    """Serve until stopped; port 0 takes a free one. Says the address once it listens.

    Raises:
        UserError: the address cannot be had, or others could reach it and there is no token.
    """
    secret = assistants.settings.server_token
    token = secret.get_secret_value() if secret else None
    alone = _is_loopback(host)
    if not alone and not token:
        raise UserError(
            f"others can reach {host}, and there is no token",
            "set DEBATE_SERVER_TOKEN to a long random text, or leave --host out",
        )
    assistants.assistant()  # a debate without an index is said now, not at the first question
    listening = _listening(host, port)
    # Whoever has no token must name this machine: a page that gave its own name our address
    # could otherwise read the answers.
    app = Service(assistants, writer, token).application(("*",) if token else LOOPBACK)
    config = uvicorn.Config(
        app,
        log_level="warning",
        limit_concurrency=AT_ONCE,
        timeout_graceful_shutdown=LAST_WORDS,
        server_header=False,
    )
    shown = f"[{host}]" if ":" in host else host
    say(f"Serving on http://{shown}:{listening.getsockname()[1]}")
    uvicorn.Server(config).run(sockets=[listening])


def _listening(host: str, port: int) -> socket.socket:
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        return socket.create_server((host, port), family=family, backlog=2048)
    except (OSError, OverflowError) as error:
        raise UserError(
            f"cannot listen on {host}, port {port} ({error})",
            "choose another address with --host and --port",
        ) from error


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


async def _in_turn(events: Generator[bytes]) -> AsyncIterator[bytes]:
    """The events, each worked out in a thread; the rest is dropped once the reader has gone."""
    try:
        async for event in iterate_in_threadpool(events):
            yield event
    finally:
        events.close()


def _event(kind: str, data: Mapping[str, Any]) -> bytes:
    return f"event: {kind}\ndata: {as_json(data)}\n\n".encode()


def _json(data: Mapping[str, Any], status: int = 200) -> Response:
    return Response(as_json(data), status, media_type="application/json")


def _named(result: Mapping[str, Any], name: str | int | None) -> Mapping[str, Any]:
    """The result under the name that the request bears, if it bears one."""
    return result if name is None else {**result, "id": name}


def _right(read: Callable[[], T]) -> T:
    """What was read from a request; what is wrong with it is the caller's mistake."""
    try:
        return read()
    except UserError as error:
        raise _http(400, error.message, error.hint) from None


def _http(status: int, message: str, hint: str) -> HTTPException:
    bearer = {"WWW-Authenticate": "Bearer"} if status == 401 else None
    return HTTPException(status, as_json({"error": message, "hint": hint}), bearer)


async def _refused(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    told = error.detail if error.detail.startswith("{") else as_json({"error": error.detail})
    return Response(told, error.status_code, error.headers, media_type="application/json")


async def _not_ready(_: Request, error: Exception) -> Response:
    """The owner's business, told in the log: no index, a lost model, a store that is down."""
    _log.error("%s", error)
    return _json({"error": "the debate cannot be asked now", "hint": _OUR_FAULT["hint"]}, 503)


async def _failed(_: Request, error: Exception) -> Response:
    return _json(_OUR_FAULT, 500)
