"""The guard in front of the app: policy, headers and the visitor's cookie."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path
from typing import Any

import pytest
import streamlit

from assistant.ui.security import VISITOR_COOKIE, Guard, content_policy
from tests.awaiting import finish

INDEX = (Path(streamlit.__file__).parent / "static" / "index.html").read_bytes()


async def page(scope: Any, receive: Any, send: Any) -> None:
    """An app that answers every path with a page, or a file where the path has a dot."""
    kind = b"text/javascript" if "." in scope["path"] else b"text/html; charset=utf-8"
    headers = [(b"content-type", kind), (b"x-frame-options", b"SAMEORIGIN")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": b"x"})


def get(path: str, cookie: str | None = None, scheme: str = "http") -> tuple[int, dict[str, str]]:
    sent: list[dict[str, Any]] = []

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> Any:
        return {"type": "http.request"}

    headers = [(b"cookie", cookie.encode())] if cookie else []
    scope = {"type": "http", "path": path, "headers": headers, "scheme": scheme}
    finish(Guard(page)(scope, receive, send))
    start = sent[0]
    return start["status"], {n.decode(): v.decode() for n, v in start["headers"]}


def test_only_this_origin_and_streamlits_own_scripts() -> None:
    policy = content_policy(INDEX)
    inline = INDEX.split(b"<script>")[1].split(b"</script>")[0]
    digest = base64.b64encode(hashlib.sha256(inline).digest()).decode()
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules["script-src"] == f"'self' blob: 'sha256-{digest}'"
    assert rules["default-src"] == rules["connect-src"] == "'self'"
    assert rules["img-src"] == "'self' data: blob:"
    assert rules["object-src"] == rules["frame-ancestors"] == rules["base-uri"] == "'none'"
    assert "http" not in policy
    assert "unsafe-eval" not in policy


def test_every_response_carries_the_policy() -> None:
    for path in ("/", "/essays", "/static/a.js"):
        _, headers = get(path)
        assert headers["content-security-policy"] == content_policy(INDEX)
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"


def test_a_new_visitor_gets_a_secret_that_no_script_can_read() -> None:
    _, first = get("/")
    _, second = get("/")
    assert first["set-cookie"] != second["set-cookie"]
    name, _, rest = first["set-cookie"].partition("=")
    assert name == VISITOR_COOKIE
    assert len(rest.split(";")[0]) >= 40
    assert "HttpOnly" in rest
    assert "SameSite=Lax" in rest
    assert "Secure" not in rest
    assert "Secure" in get("/", scheme="https")[1]["set-cookie"]


@pytest.mark.parametrize(
    ("cookie", "fresh"),
    [
        (f"{VISITOR_COOKIE}=known", False),
        (f"other=1; {VISITOR_COOKIE}=known", False),
        ("other=1", True),
        (f"{VISITOR_COOKIE}=", True),
        (f"not_{VISITOR_COOKIE}=x", True),
    ],
)
def test_a_known_visitor_keeps_their_secret(cookie: str, fresh: bool) -> None:
    assert ("set-cookie" in get("/essays", cookie)[1]) == fresh


def test_files_set_no_cookie() -> None:
    assert "set-cookie" not in get("/static/a.js")[1]


def test_streamlits_search_for_its_server_is_no_error() -> None:
    assert get("/essays/_stcore/health")[0] == 300
    assert get("/essays/_stcore/host-config")[0] == 300
    assert get("/_stcore/health")[0] == 200
    assert get("/essays/_stcore/stream")[0] == 200


@pytest.mark.parametrize(
    ("host", "origin", "passes"),
    [
        ("127.0.0.1:8501", "http://127.0.0.1:8501", True),
        ("127.0.0.1:8501", "http://127.0.0.1:9999", False),
        ("127.0.0.1:8501", "http://127.0.0.1", False),
        ("localhost:8501", "http://127.0.0.1:8501", False),
        ("debate.example", "https://debate.example", True),
        ("debate.example:443", "https://debate.example", True),
        ("debate.example", "https://debate.example:8443", False),
        ("debate.example", "https://evil.example", False),
        ("[::1]:8501", "http://[::1]:8501", True),
        ("127.0.0.1:8501", "null", False),
        ("127.0.0.1:8501", "http://127.0.0.1:99999", False),
        ("127.0.0.1:8501", "http://[::1", False),
        ("127.0.0.1:8501", None, True),
    ],
)
def test_only_pages_of_this_very_site_may_connect(
    host: str, origin: str | None, passes: bool
) -> None:
    seen: list[str] = []
    sent: list[Any] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        seen.append(scope["type"])

    async def send(message: Any) -> None:
        sent.append(message["type"])

    headers = [(b"host", host.encode())]
    headers += [(b"origin", origin.encode())] if origin else []
    scope = {"type": "websocket", "path": "/_stcore/stream", "headers": headers}
    finish(Guard(app)(scope, None, send))  # type: ignore[arg-type]
    assert seen == (["websocket"] if passes else [])
    assert sent == ([] if passes else ["websocket.close"])


def test_behind_a_proxy_the_visitors_host_counts() -> None:
    seen: list[str] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        seen.append(scope["type"])

    headers = [
        (b"host", b"10.0.0.7:8501"),
        (b"x-forwarded-host", b"debate.example"),
        (b"origin", b"https://debate.example"),
    ]
    scope = {"type": "websocket", "path": "/_stcore/stream", "headers": headers}
    finish(Guard(app)(scope, None, None))  # type: ignore[arg-type]
    assert seen == ["websocket"]


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/metrics/", "/x/_stcore/metrics"])
def test_metrics_are_not_public(path: str) -> None:
    assert get(path)[0] == 404
