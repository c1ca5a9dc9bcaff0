"""What every response carries: a policy that lets the browser load and send nothing elsewhere.

Streamlit sets no Content-Security-Policy and would fetch a remote image out of Markdown. With this
middleware the browser refuses, whatever an essay, an upload or a model may have written.
"""

from __future__ import annotations

import base64
import hashlib
import re
import secrets
from http.cookies import CookieError, SimpleCookie
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

VISITOR_COOKIE = "debate_visitor"
_YEAR = 365 * 24 * 3600
_INLINE = re.compile(rb"<script>(.*?)</script>", re.S)
_METRICS = "_stcore/metrics"  # how many visitors there are is the owner's business
_PORTS = {"http": 80, "https": 443}
# A page below the root makes Streamlit look for its server there first, and then at the root.
_PROBE = re.compile(r"^/[^/_][^/]*/_stcore/(?:health|host-config)$")


def content_policy(index_html: bytes) -> str:
    """The policy: this origin only, and of scripts only Streamlit's own, by address or digest.

    `blob:` is how Streamlit loads the script of a component; only a script can make such an
    address, so no text that is shown can use it.
    """
    digests = [
        f"'sha256-{base64.b64encode(hashlib.sha256(script).digest()).decode()}'"
        for script in _INLINE.findall(index_html)
    ]
    return "; ".join(
        [
            "default-src 'self'",
            " ".join(["script-src 'self' blob:", *digests]),
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "object-src 'none'",
            "frame-src 'none'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
            "form-action 'self'",
        ]
    )


class Guard:
    """ASGI middleware: a policy on every response, a secret for every visitor, no other origin."""

    def __init__(self, app: ASGIApp) -> None:
        import streamlit

        index = Path(streamlit.__file__).parent / "static" / "index.html"
        self.app = app
        self.headers = [
            (b"content-security-policy", content_policy(index.read_bytes()).encode()),
            (b"x-content-type-options", b"nosniff"),
            (b"x-frame-options", b"DENY"),
            (b"referrer-policy", b"same-origin"),
            (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
        ]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket" and not _from_here(scope):
            await send({"type": "websocket.close", "code": 1008, "reason": "another origin"})
            return
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if _PROBE.match(scope["path"]):
            await _empty(send, 300)  # neither success nor, for the browser's console, an error
            return
        if scope["path"].rstrip("/").endswith(_METRICS):
            await _empty(send, 404)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                names = {name for name, _ in self.headers}
                kept = [(n, v) for n, v in message["headers"] if n.lower() not in names]
                kept += self.headers
                if _is_page(kept) and not _has_cookie(scope):
                    kept.append((b"set-cookie", _new_cookie(scope["scheme"]).encode()))
                message = {**message, "headers": kept}
            await send(message)

        await self.app(scope, receive, guarded)


async def _empty(send: Send, status: int) -> None:
    await send({"type": "http.response.start", "status": status, "headers": []})
    await send({"type": "http.response.body", "body": b""})


def _from_here(scope: Scope) -> bool:
    """Whether a connection comes from a page of this very site: scheme's port, host and port.

    Streamlit compares hosts alone, so a page on another port of this machine could use a
    visitor's cookie. Programs that are no browsers send no origin, and no visitor's cookie.
    """
    told: dict[bytes, str] = {name: value.decode("latin-1") for name, value in scope["headers"]}
    origin = told.get(b"origin")
    if origin is None:
        return True
    known = [told.get(b"host"), told.get(b"x-forwarded-host")]  # pages can set neither
    try:
        page = urlsplit(origin)
    except ValueError:
        return False
    if page.scheme not in _PORTS or not page.hostname:
        return False
    return any(
        _place(page.scheme, host) == _place(page.scheme, page.netloc) for host in known if host
    )


def _place(scheme: str, netloc: str) -> tuple[str | None, int | None]:
    """Host and port, the port spelt out."""
    try:
        parts = urlsplit(f"//{netloc}")
        return parts.hostname, parts.port or _PORTS[scheme]
    except ValueError:
        return None, None


def _is_page(headers: list[tuple[bytes, bytes]]) -> bool:
    return any(n.lower() == b"content-type" and v.startswith(b"text/html") for n, v in headers)


def _has_cookie(scope: Scope) -> bool:
    for name, value in scope["headers"]:
        if name == b"cookie":
            try:
                morsel = SimpleCookie(value.decode("latin-1")).get(VISITOR_COOKIE)
            except CookieError:
                return False
            return morsel is not None and bool(morsel.value)
    return False


def _new_cookie(scheme: str) -> str:
    secure = "; Secure" if scheme == "https" else ""
    return (
        f"{VISITOR_COOKIE}={secrets.token_urlsafe(32)}; Path=/; Max-Age={_YEAR}; "
        f"HttpOnly; SameSite=Lax{secure}"
    )
