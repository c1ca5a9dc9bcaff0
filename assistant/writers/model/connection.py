"""A chat model by name, through LangChain; imported when it is first asked for.

The server's address comes from the settings alone. Keys are read by the providers from their own
variables, or from the settings, and never shown: an error is told by its kind.
"""

from __future__ import annotations

import importlib.util
import os
from typing import TYPE_CHECKING, Any

from assistant.errors import DebateError, UserError

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from assistant.settings import Settings

_PACKAGES = {
    "openai": "langchain_openai",
    "anthropic": "langchain_anthropic",
    "ollama": "langchain_ollama",
}
_TIMED = frozenset({"openai", "anthropic"})  # providers that take a time-out and a retry count


class ModelFailed(DebateError):
    """The chat model gave no answer; the quoting writer answers in its place."""


def check_writer(writer: str) -> None:
    """UserError unless the name is `quoting` or PROVIDER:MODEL with its package at hand."""
    if writer == "quoting":
        return
    provider, _, model = writer.partition(":")
    if provider not in _PACKAGES or not model:
        raise UserError(
            f"there is no writer {writer!r}",
            f"use quoting, or PROVIDER:MODEL with one of {', '.join(sorted(_PACKAGES))}",
        )
    if importlib.util.find_spec(_PACKAGES[provider]) is None:
        raise UserError(
            f"the writer {writer!r} needs a package that is not installed",
            f'install it with: pip install -e ".[{provider}]"',
        )


def connect(writer: str, settings: Settings) -> BaseChatModel:
    """The chat model of a writer's name; UserError, ModelFailed where it cannot be made."""
    check_writer(writer)
    for variable in ("LANGSMITH_TRACING", "LANGCHAIN_TRACING_V2"):
        os.environ[variable] = "false"  # nothing that is asked here leaves for a third party
    from langchain.chat_models import init_chat_model

    provider, _, name = writer.partition(":")
    options: dict[str, Any] = {"temperature": 0}
    if provider in _TIMED:
        options |= {
            "timeout": settings.model_timeout,
            "max_retries": 0,
            "max_tokens": settings.model_max_tokens,
        }
    if settings.model_base_url and provider in ("openai", "ollama"):
        options["base_url"] = settings.model_base_url
        if provider == "openai":
            key = settings.model_api_key
            options["api_key"] = key.get_secret_value() if key else "none"
            options["stream_usage"] = False
    elif settings.model_api_key and provider in _TIMED:
        options["api_key"] = settings.model_api_key.get_secret_value()
    try:
        model: BaseChatModel = init_chat_model(name, model_provider=provider, **options)
    except Exception as error:
        raise ModelFailed(f"the chat model could not be set up ({kind_of(error)})") from None
    return model


def kind_of(error: BaseException) -> str:
    """What went wrong, without anything that the provider's message might carry."""
    status = getattr(error, "status_code", None)
    if isinstance(status, int):
        return {401: "bad key", 403: "bad key", 429: "too many requests"}.get(
            status, f"status {status}"
        )
    name = type(error).__name__
    if "Timeout" in name:
        return "no reply in time"
    if "Connect" in name:
        return "no connection"
    return "no key" if "api_key" in str(error) else name


def may_pass(error: BaseException) -> bool:
    """Whether asking again may help: too many requests, a server's fault, a lost connection."""
    status = getattr(error, "status_code", None)
    if isinstance(status, int):
        return status == 429 or status >= 500
    return any(word in type(error).__name__ for word in ("Connect", "Protocol", "ReadError"))
