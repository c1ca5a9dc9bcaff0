"""Serves the app as `make chat` does and visits it with Debian's Chromium."""

from __future__ import annotations

import http.server
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect, sync_playwright

CHECKOUT = Path(__file__).resolve().parent.parent
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
IDLE = ".stApp[data-test-script-state='notRunning']"  # nothing runs behind the page
DONE = ".d-answer:not(.d-writing)"  # answers that are complete
VERDICT = "Should my business be product-focused or customer-focused?"
NARROW = "How is Apple used as an example?"
PAGES = ["", "essays", "essays?essay=kalehoff", "check", "map", "bring", "settings", "evals"]
PATIENCE = 60_000  # milliseconds: the machine may be busy with other tests
QUIET = """() => new Promise(done => {
    let quiet = setTimeout(done, 400);
    new MutationObserver(() => { clearTimeout(quiet); quiet = setTimeout(done, 400); })
        .observe(document, {attributes: true, childList: true, subtree: true});
    setTimeout(done, 5000);
})"""

NEEDS_CHROMIUM = [
    pytest.mark.browser,
    pytest.mark.xdist_group("browser"),  # one worker serves the app; two would share two cores
    pytest.mark.skipif(
        CHROMIUM is None and "REQUIRE_BROWSER" not in os.environ,
        reason="BROWSER TESTS SKIPPED: no chromium on the PATH (apt-get install chromium)",
    ),
]


@contextmanager
def served(environment: Mapping[str, str]) -> Iterator[str]:
    """The app's address while it is served with those settings."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "streamlit_app.py"]
    process = subprocess.Popen(
        [*command, "--server.headless=true", f"--server.port={port}"],
        cwd=CHECKOUT,
        env={**os.environ, **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(f"http://127.0.0.1:{port}/_stcore/health")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(20)


def _wait_for(url: str) -> None:
    for _ in range(300):
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    raise AssertionError("the app did not start")


@contextmanager
def launched() -> Iterator[Browser]:
    """A Chromium that does nothing of its own accord."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-background-networking"]
        )
        yield browser
        browser.close()


@dataclass
class Visitor:
    """One browser profile, which notes everything that should not happen."""

    address: str
    context: BrowserContext
    page: Page
    complaints: list[str] = field(default_factory=list)
    abroad: list[str] = field(default_factory=list)

    def open(self, path: str = "") -> Page:
        self.page.goto(f"{self.address}/{path}")
        expect(self.page.get_by_test_id("stHtml").first).to_be_visible(timeout=PATIENCE)
        return self.page

    def settle(self) -> None:
        """Wait until nothing runs behind the page and nothing moves on it."""
        self.page.locator(IDLE).wait_for(timeout=PATIENCE)
        self.page.evaluate(QUIET)

    def type(self, question: str) -> None:
        """Type the question and send it, as a visitor would."""
        box = self.page.get_by_role("textbox", name="Ask the essays")
        box.fill(question)
        box.press("Enter")

    def ask(self, question: str, answers: int = 1) -> Locator:
        """Ask, wait until the page has that many answers, and return the newest."""
        self.type(question)
        expect(self.page.locator(DONE)).to_have_count(answers, timeout=PATIENCE)
        running = self.page.locator('.stApp[data-test-script-state="running"]')
        expect(running).to_have_count(0, timeout=PATIENCE)  # what stands under it is there too
        return self.page.get_by_test_id("stChatMessage").last


NewVisitor = Callable[..., Visitor]


@contextmanager
def visiting(address: str, browser: Browser) -> Iterator[NewVisitor]:
    """Makes visitors; at the end, none of them may have met an error or left the origin."""
    made: list[Visitor] = []

    def make(width: int = 1280, height: int = 900, dark: bool = False) -> Visitor:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
        )
        visitor = Visitor(address, context, context.new_page())
        made.append(visitor)

        def requested(url: str) -> None:
            if not url.startswith((address, "data:", "blob:")):
                visitor.abroad.append(url)

        def said(kind: str, text: str) -> None:
            if kind == "error":
                visitor.complaints.append(text)

        visitor.page.on("request", lambda request: requested(request.url))
        visitor.page.on("console", lambda message: said(message.type, message.text))
        visitor.page.on("pageerror", lambda error: visitor.complaints.append(str(error)))
        return visitor

    yield make
    for visitor in made:
        visitor.context.close()
        assert visitor.complaints == []
        assert visitor.abroad == []


@contextmanager
def listening() -> Iterator[tuple[str, list[str]]]:
    """The address of a listener on this machine, and what it hears; nobody should ever call."""
    heard: list[str] = []

    class Listener(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            heard.append(self.path)
            self.send_response(204)
            self.end_headers()

        do_POST = do_GET

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Listener)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", heard
    finally:
        server.shutdown()
        server.server_close()


def hostile(address: str) -> str:
    """Everything that text has ever been made to do to a page that shows it."""
    return (
        f"<img src={address}/img onerror=\"fetch('{address}/onerror')\"> ![x]({address}/md.png) "
        f"<script>fetch('{address}/script')</script> <style>@import '{address}/css';"
        f"body{{background:url({address}/bg)}}</style> <iframe src={address}/frame></iframe> "
        f"<svg onload=\"fetch('{address}/svg')\"></svg> <link rel=stylesheet href={address}/link> "
        f"[x](javascript:fetch('{address}/js')) <a href='javascript:fetch(1)'>y</a> "
        f"<object data={address}/object></object> :red[hi] $\\includegraphics{{{address}/tex}}$ "
        f"\" autofocus onfocus=\"fetch('{address}/focus')"
    )
