"""Providers other than OpenAI, each against a scripted server of its own protocol.

A provider whose package is not installed is skipped: they are extras outside the lock.
"""

from __future__ import annotations

import importlib.util
import json
import threading
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from langchain_core.messages import AIMessageChunk
from pydantic import SecretStr

from assistant.answer import Answer
from assistant.debate import open_debate
from assistant.settings import CHECKOUT, Settings
from assistant.writers.model.calls import Calls
from assistant.writers.model.connection import EXTRAS, PACKAGES, local_models
from tests.provider_servers import Heard, Played, anthropic, google, ollama, playing

pytestmark = pytest.mark.filterwarnings("ignore")  # other people's packages, other people's habits
QUESTION = "What does Mark say about customers?"
TOLD = {"text": "Mark wants brands to focus more on the customers than on products [196]."}
REPLY = json.dumps({"status": "answered", "statements": [TOLD]})
SPEAKING: dict[str, Callable[..., Played]] = {
    "anthropic": anthropic,
    "google_genai": google,
    "ollama": ollama,
}


def needs(provider: str) -> None:
    if importlib.util.find_spec(PACKAGES[provider]) is None:
        pytest.skip(f"needs {PACKAGES[provider].replace('_', '-')}")


@contextmanager
def answering(
    settings: Settings, provider: str, *script: Played, **changed: Any
) -> Iterator[tuple[Answer, Heard]]:
    with playing(script) as heard:
        update = {
            "model_base_url": heard.url,
            "model_api_key": SecretStr("key-of-mine"),
            "model_retries": 0,
            "model_first_timeout": 60.0,  # a package is imported meanwhile
            **changed,
        }
        assistant = open_debate(settings.corpus, settings.model_copy(update=update))
        yield assistant.ask(QUESTION, writer=f"{provider}:scripted"), heard
        assistant.index.close()


@pytest.mark.parametrize("provider", SPEAKING)
def test_each_provider_answers(settings: Settings, provider: str) -> None:
    needs(provider)
    with answering(settings, provider, SPEAKING[provider](REPLY)) as (answer, heard):
        pass
    assert answer.writer == f"{provider}:scripted", answer.text
    assert answer.text.endswith("on products [1].")
    assert answer.usage
    assert answer.usage["output_tokens"] == 60
    assert answer.usage["calls"] == len(heard.requests) == 1


@pytest.mark.parametrize("provider", SPEAKING)
def test_a_reply_that_was_cut_says_so(settings: Settings, provider: str) -> None:
    needs(provider)
    stop = {"anthropic": "max_tokens", "google_genai": "MAX_TOKENS", "ollama": "length"}[provider]
    with answering(settings, provider, SPEAKING[provider](REPLY[:-1], stop=stop)) as (answer, _):
        pass
    assert "cut off" in answer.statements[-1].text


@pytest.mark.parametrize("provider", SPEAKING)
def test_what_a_broken_stream_has_said_is_kept(settings: Settings, provider: str) -> None:
    needs(provider)
    whole = SPEAKING[provider](REPLY + " " * 400)
    told = b"".join(whole.lines)
    half = replace(whole, lines=[told[: told.rindex(b" " * 40)]], breaks=True)
    with answering(settings, provider, half) as (answer, heard):
        pass
    assert answer.writer == f"{provider}:scripted", answer.text
    first, last = answer.statements
    assert first.text.endswith("on products [1].")
    assert last.text.startswith(
        f"The chat model's reply broke off here, as there is no connection to {provider}: "
    )
    assert len(heard.requests) == 1


@pytest.mark.parametrize("provider", ["anthropic", "ollama"])
def test_hidden_thinking_is_not_shown(settings: Settings, provider: str) -> None:
    needs(provider)
    thought = json.dumps({"text": "Mark wants products first, I suppose [196]."})
    reply = SPEAKING[provider](REPLY, thinking=thought)
    with answering(settings, provider, reply) as (answer, _):
        pass
    assert "suppose" not in answer.text
    assert len(answer.statements) == 1


def test_the_essays_are_marked_to_be_kept_by_anthropic(settings: Settings) -> None:
    needs("anthropic")
    with answering(settings, "anthropic", anthropic(REPLY)) as (answer, heard):
        pass
    kept, fresh = heard.requests[0]["messages"][0]["content"]
    assert kept["cache_control"] == {"type": "ephemeral"}
    assert "<essay " in kept["text"]
    assert fresh["text"].endswith(f"Question: {QUESTION}")
    assert heard.keys == ["key-of-mine"]
    assert answer.usage
    assert answer.usage["cached_tokens"] == 9000


def test_ollama_is_told_how_much_it_must_hold(settings: Settings) -> None:
    needs("ollama")
    with answering(settings, "ollama", ollama(REPLY)) as (_, heard):
        pass
    sent = heard.requests[0]
    needed = sum(len(m["content"]) for m in sent["messages"]) / 4
    assert needed + settings.model_max_tokens < sent["options"]["num_ctx"] < 3 * needed + 20_000
    assert sent["format"]["properties"]["statements"]


def error(provider: str, kind: str) -> Played:
    """A provider's own words for what went wrong."""
    said: dict[tuple[str, str], tuple[int, str, str]] = {
        ("anthropic", "key"): (401, "authentication_error", "invalid x-api-key"),
        ("anthropic", "quota"): (
            400,
            "invalid_request_error",
            "Your credit balance is too low to access the Anthropic API.",
        ),
        ("anthropic", "long"): (
            400,
            "invalid_request_error",
            "prompt is too long: 210000 tokens > 200000 maximum",
        ),
        ("anthropic", "model"): (404, "not_found_error", "model: scripted"),
        ("google_genai", "key"): (
            400,
            "INVALID_ARGUMENT",
            "API key not valid. Please pass a valid API key.",
        ),
        ("google_genai", "region"): (
            400,
            "FAILED_PRECONDITION",
            "User location is not supported for the API use.",
        ),
        ("google_genai", "model"): (
            404,
            "NOT_FOUND",
            "models/scripted is not found for API version v1beta",
        ),
    }
    status, type_, message = said[provider, kind]
    if provider == "google_genai":
        return Played(status, {"error": {"code": status, "message": message, "status": type_}})
    return Played(status, {"type": "error", "error": {"type": type_, "message": message}})


@pytest.mark.parametrize(
    ("provider", "kind", "says"),
    [
        (
            "anthropic",
            "key",
            "anthropic refused the key, the essays are quoted instead: check ANTHROPIC",
        ),
        ("anthropic", "quota", "has used up its quota"),
        ("anthropic", "long", "DEBATE_MODEL_CONTEXT_TOKENS"),
        ("anthropic", "model", "anthropic has no model called scripted"),
        (
            "google_genai",
            "key",
            "google_genai refused the key, the essays are quoted instead: check GOOGLE",
        ),
        ("google_genai", "region", "does not serve the region"),
        ("google_genai", "model", "google_genai has no model called scripted"),
    ],
)
def test_failures_in_the_providers_own_words(
    settings: Settings, provider: str, kind: str, says: str
) -> None:
    needs(provider)
    with answering(settings, provider, error(provider, kind)) as (answer, _):
        pass
    assert answer.writer == "quoting"
    assert says in answer.statements[0].text
    assert "key-of-mine" not in answer.text


@pytest.mark.parametrize("provider", SPEAKING)
def test_a_reply_that_a_filter_held_back_says_so(settings: Settings, provider: str) -> None:
    needs(provider)
    stop = {"anthropic": "refusal", "google_genai": "SAFETY", "ollama": "content_filter"}[provider]
    with answering(settings, provider, SPEAKING[provider](" ", stop=stop)) as (answer, _):
        pass
    assert answer.writer == "quoting"
    assert "filter held the chat model's reply back" in answer.statements[0].text


def test_no_key_is_told_where_no_connection_says_so(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable in ("OPENAI_API_KEY", "ANTHROPIC_API_KEY", "GOOGLE_API_KEY"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("ANTHROPIC_BASE_URL", "http://127.0.0.1:9")
    assistant = open_debate(settings.corpus, settings.model_copy(update={"model_retries": 0}))
    for provider in ("openai", "anthropic", "google_genai"):
        if importlib.util.find_spec(PACKAGES[provider]):
            answer = assistant.ask(QUESTION, writer=f"{provider}:some")
            assert f"As there is no key for {provider}, " in answer.statements[0].text


def test_every_provider_of_langchain_is_known_and_each_extra_is_there() -> None:
    from langchain.chat_models import base

    known = {name: told[0].split(".")[0] for name, told in base._BUILTIN_PROVIDERS.items()}
    assert known.items() <= PACKAGES.items()
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))
    extras = project["project"]["optional-dependencies"]
    for package, extra in EXTRAS.items():
        assert extras[extra][0].startswith(f"{package.replace('_', '-')}>=")


def test_the_cost_is_counted_where_the_provider_tells_it(settings: Settings) -> None:
    calls = Calls("openrouter:some", settings)
    calls._note(
        AIMessageChunk(content="", response_metadata={"cost": 0.002, "finish_reason": "stop"})
    )
    calls._note(AIMessageChunk(content="", response_metadata={"cost": 0.001}))
    assert calls.usage == {"cost": pytest.approx(0.003)}


def test_a_model_that_ollama_has_not_pulled(settings: Settings) -> None:
    needs("ollama")
    told = Played(404, {"error": "model 'scripted' not found"})
    with answering(settings, "ollama", told) as (answer, _):
        pass
    assert "quoted instead: run `ollama pull scripted` first." in answer.statements[0].text


def test_no_ollama_runs(settings: Settings) -> None:
    needs("ollama")
    update = {"model_base_url": "http://127.0.0.1:9", "model_retries": 0}
    assistant = open_debate(settings.corpus, settings.model_copy(update=update))
    answer = assistant.ask(QUESTION, writer="ollama:qwen")
    assert answer.statements[0].text == (
        "As there is no connection to ollama, the essays are quoted instead: "
        "start it with `ollama serve`."
    )


def test_a_local_ollama_is_noticed() -> None:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            told = json.dumps({"models": [{"name": "qwen3:8b"}, {"name": "gemma3:4b"}]}).encode()
            self.send_response(200 if self.path == "/api/tags" else 404)
            self.send_header("Content-Length", str(len(told)))
            self.end_headers()
            self.wfile.write(told)

        def log_message(self, format: str, *arguments: Any) -> None:
            """Say nothing on standard error."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.handle_request, daemon=True)
    thread.start()
    found = local_models(f"http://127.0.0.1:{server.server_address[1]}", patience=5)
    server.server_close()
    thread.join()
    assert found == ["ollama:gemma3:4b", "ollama:qwen3:8b"]
    assert local_models("http://127.0.0.1:9") == []
