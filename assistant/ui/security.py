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

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

VISITOR_COOKIE = "debate_visitor"
_YEAR = 365 * 24 * 3600
_INLINE = re.compile(rb"<script>(.*?)</script>", re.S)
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
    """ASGI middleware: the policy on every response, and a secret cookie for every visitor."""

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
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if _PROBE.match(scope["path"]):
            await _not_here(send)
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


async def _not_here(send: Send) -> None:
    """An answer that is neither success nor, for the browser's console, an error."""
    await send({"type": "http.response.start", "status": 300, "headers": []})
    await send({"type": "http.response.body", "body": b""})


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
