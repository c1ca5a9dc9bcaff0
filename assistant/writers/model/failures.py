"""What went wrong with a chat model, told to the reader in one plain sentence with a remedy.

Providers say the same thing in many ways: status, the error's own code, and its words are read.
The provider's message itself goes to the log only, with keys masked.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from assistant.errors import DebateError
from assistant.writers.model.connection import has_key, key_variable

if TYPE_CHECKING:
    from assistant.settings import Settings

_SECRET = re.compile(r"\b(?:sk|pk|gsk|key|AIza|Bearer)[-_ ]?[\w\-.*]{6,}|\b[A-Za-z0-9_\-]{32,}\b")
# Parameters of ours that a model may refuse, and the names under which it does so.
REFUSABLE = {
    "temperature": ("temperature",),
    "max_tokens": ("max_tokens", "max_completion_tokens", "max_output_tokens", "num_predict"),
    "stream_usage": ("stream_options", "stream_usage"),
    "structured": (
        "response_format",
        "json_schema",
        "output_config",
        "output_format",
        "structured output",
        "response_schema",
        "responsejsonschema",
        "response_json_schema",
    ),
}
_REFUSAL = re.compile(
    r"unsupported|not support|does not accept|not permitted|not allowed|unrecognized|unknown"
    r"|extra inputs|deprecated|cannot be used|invalid",
    re.I,
)

_NOT_SERVED = re.compile(
    r"unsupported_country|(?:country|region|location)\b.*not (?:supported|available)", re.S
)
_BAD_KEY = re.compile(r"api[_ ]key.{0,40}(?:invalid|not valid|incorrect|wrong)", re.S)


class ModelFailed(DebateError):
    """The chat model gave no answer: `message` says what happened, `hint` what to do.

    The message is a clause, and the hint one sentence, so that both make one sentence together.
    """


def sentence(failed: ModelFailed) -> str:
    """The one sentence that a reader is told before the quoting writer's answer."""
    return f"As {failed.message}, the essays are quoted instead: {remedy(failed)}"


def remedy(failed: ModelFailed) -> str:
    """What to do, as the end of a sentence."""
    return f"{failed.hint[:1].lower()}{failed.hint[1:]}"


def masked(text: str, settings: Settings) -> str:
    """A provider's message without keys: ours, those of the environment, and whatever looks so."""
    secrets = [v for k, v in os.environ.items() if k.endswith(("_KEY", "_TOKEN")) and len(v) > 5]
    if settings.model_api_key:
        secrets.append(settings.model_api_key.get_secret_value())
    for secret in secrets:
        text = text.replace(secret, "***")
    return _SECRET.sub("***", text)


def refused_parameters(error: BaseException) -> frozenset[str]:
    """Which of our parameters a model turned down; none where that is not what went wrong."""
    status = status_of(error)
    if status not in (400, 404, 422, None) or (
        status is None and not isinstance(error, ValueError)
    ):
        return frozenset()
    text = str(error).lower()
    if not _REFUSAL.search(text):
        return frozenset()
    return frozenset(
        parameter
        for parameter, names in REFUSABLE.items()
        if any(re.search(rf"(?<![a-z_]){re.escape(name)}(?![a-z_])", text) for name in names)
    )


def status_of(error: BaseException) -> int | None:
    """The HTTP status that an error carries, in whichever way its provider's package does."""
    for name in ("status_code", "code", "http_status"):
        value = getattr(error, name, None)
        value = getattr(value, "value", value)
        if isinstance(value, tuple) and value:
            value = value[0]
        if isinstance(value, int) and 100 <= value < 600:
            return value
    found = re.match(r"(?:error calling model.*?\b|)([45]\d\d)\b", str(error), re.I | re.S)
    return int(found[1]) if found else None


def may_pass(error: BaseException) -> bool:
    """Whether asking again may help: too many requests, a server's fault, a lost connection."""
    status = status_of(error)
    if status is not None:
        return (status == 429 and not _spent(error)) or status >= 500
    return _is_connection(error)


def failure_of(error: BaseException, writer: str, settings: Settings) -> ModelFailed:
    """A provider's error as what to tell the reader."""
    provider, _, model = writer.partition(":")
    text = str(error).lower()
    status = status_of(error)
    if isinstance(error, TimeoutError) or "timeout" in type(error).__name__.lower():
        return too_slow(settings)
    if _NOT_SERVED.search(text):
        return ModelFailed(
            f"{provider} does not serve the region that this request comes from",
            "Choose another provider in the settings.",
        )
    if _spent(error):
        return ModelFailed(
            f"the account at {provider} has used up its quota",
            "Add credit there, or choose another model in the settings.",
        )
    if status == 429:
        return ModelFailed(f"{provider} gets too many requests", "Ask again in a minute.")
    if status in (401, 403) or _BAD_KEY.search(text):
        return ModelFailed(
            f"{provider} refused the key",
            f"Check {key_variable(provider)}, or DEBATE_MODEL_API_KEY.",
        )
    if _too_long(text):
        return ModelFailed(
            "the essays are longer than this model can take in",
            "Lower DEBATE_MODEL_CONTEXT_TOKENS, or choose a model with a longer context.",
        )
    if status == 404 or ("model" in text and "not found" in text) or "not_found" in text:
        hint = "Check its name in DEBATE_WRITER or in the settings."
        if provider == "ollama":
            hint = f"Run `ollama pull {model}` first."
        return ModelFailed(f"{provider} has no model called {model}", hint)
    if status is not None and status >= 500:
        return ModelFailed(f"{provider} has a fault (status {status})", "Ask again in a minute.")
    keyless = _is_connection(error) and not has_key(provider, settings)
    if keyless or (re.search(r"api[_ ]?key|credentials|authentication", text) and status is None):
        return ModelFailed(
            f"there is no key for {provider}",
            f"Set {key_variable(provider)}, or DEBATE_MODEL_API_KEY.",
        )
    if _is_connection(error):
        hint = "Start it with `ollama serve`." if provider == "ollama" else "Check the network."
        return ModelFailed(f"there is no connection to {provider}", hint)
    known = f"status {status}" if status else type(error).__name__
    return ModelFailed(
        f"{provider} turned the request down ({known})",
        "The log has its message; another model in the settings may do.",
    )


def too_slow(settings: Settings) -> ModelFailed:
    """Nothing came for too long."""
    return ModelFailed(
        "the chat model gave no reply in time",
        "Ask again, or raise DEBATE_MODEL_TIMEOUT and DEBATE_MODEL_FIRST_TIMEOUT.",
    )


def _spent(error: BaseException) -> bool:
    text = str(error).lower()
    return status_of(error) == 402 or any(
        words in text
        for words in (
            "insufficient_quota",
            "exceeded your current quota",
            "credit balance",
            "billing",
        )
    )


def _too_long(text: str) -> bool:
    return "context_length" in text or bool(
        re.search(
            r"context (?:length|window|size)|prompt is too long|too many tokens"
            r"|input token count.*exceeds|maximum.{0,20}tokens",
            text,
        )
    )


def _is_connection(error: BaseException) -> bool:
    if isinstance(error, ConnectionError):
        return True
    named = {cls.__name__ for cls in type(error).__mro__}
    return any(
        word in name
        for name in named
        for word in ("Connect", "RemoteProtocol", "Chunked", "ReadError", "ServiceUnavailable")
    )
