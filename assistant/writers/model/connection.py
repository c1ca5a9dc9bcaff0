"""A chat model by name, through LangChain; imported when it is first asked for.

The server's address comes from the settings alone. Keys are read by the providers from their own
variables, or from the settings, and never shown.
"""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Collection
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from assistant.errors import UserError

if TYPE_CHECKING:
    from langchain_core.language_models import LanguageModelInput
    from langchain_core.messages import AIMessage
    from langchain_core.runnables import Runnable

    from assistant.settings import Settings

QUOTING = "quoting"
STRUCTURED = "structured"  # among the parameters that a model may refuse
# The packages of the providers that LangChain's `init_chat_model` knows.
PACKAGES = {
    "openai": "langchain_openai",
    "anthropic": "langchain_anthropic",
    "google_genai": "langchain_google_genai",
    "ollama": "langchain_ollama",
    "anthropic_bedrock": "langchain_aws",
    "azure_ai": "langchain_azure_ai",
    "azure_openai": "langchain_openai",
    "baseten": "langchain_baseten",
    "bedrock": "langchain_aws",
    "bedrock_converse": "langchain_aws",
    "bedrock_mantle_anthropic": "langchain_aws",
    "bedrock_mantle_openai": "langchain_aws",
    "cohere": "langchain_cohere",
    "deepseek": "langchain_deepseek",
    "fireworks": "langchain_fireworks",
    "google_anthropic_vertex": "langchain_google_vertexai",
    "google_vertexai": "langchain_google_vertexai",
    "groq": "langchain_groq",
    "huggingface": "langchain_huggingface",
    "ibm": "langchain_ibm",
    "langsmith": "langchain_openai",
    "litellm": "langchain_litellm",
    "meta": "langchain_meta",
    "mistralai": "langchain_mistralai",
    "nvidia": "langchain_nvidia_ai_endpoints",
    "openrouter": "langchain_openrouter",
    "perplexity": "langchain_perplexity",
    "together": "langchain_together",
    "upstage": "langchain_upstage",
    "xai": "langchain_xai",
}
_TRIED = ("openai", "anthropic", "google_genai", "ollama")  # against servers of their protocols
# The packages that pyproject.toml has an extra for.
EXTRAS = {
    "langchain_anthropic": "anthropic",
    "langchain_aws": "bedrock",
    "langchain_google_genai": "google-genai",
    "langchain_groq": "groq",
    "langchain_mistralai": "mistralai",
    "langchain_ollama": "ollama",
    "langchain_openai": "openai",
    "langchain_openrouter": "openrouter",
}
KEYS = {
    "openai": "OPENAI_API_KEY",
    "anthropic": "ANTHROPIC_API_KEY",
    "google_genai": "GOOGLE_API_KEY",
    "azure_openai": "AZURE_OPENAI_API_KEY",
}
_LOCAL = frozenset({"ollama"})  # providers that run on the reader's own machine
_TIMED = frozenset({"openai", "azure_openai", "anthropic", "groq", "mistralai"})
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1", "0.0.0.0"})


def check_writer(writer: str) -> None:
    """UserError unless the name is `quoting` or PROVIDER:MODEL with its package at hand."""
    if writer == QUOTING:
        return
    provider, _, model = writer.partition(":")
    if provider not in PACKAGES or not model:
        raise UserError(
            f"there is no writer {writer!r}",
            f"use quoting, or PROVIDER:MODEL with one of {', '.join(sorted(PACKAGES))}",
        )
    if importlib.util.find_spec(PACKAGES[provider]) is None:
        raise UserError(
            f"the writer {writer!r} needs a package that is not installed",
            f"install it with: {install_command(provider)}",
        )


def install_command(provider: str) -> str:
    """How a provider's package is installed beside ours."""
    package = PACKAGES[provider]
    if package in EXTRAS:
        return f'pip install -e ".[{EXTRAS[package]}]"'
    return f"pip install {package.replace('_', '-')}"


def key_variable(provider: str) -> str:
    """The environment variable that a provider's package reads its key from."""
    return KEYS.get(provider, f"{provider.upper()}_API_KEY")


def has_key(provider: str, settings: Settings) -> bool:
    """Whether a key is set, or a provider or server of one's own may need none."""
    own = settings.model_api_key or settings.model_base_url
    return bool(own or provider not in KEYS or os.environ.get(key_variable(provider)))


def leaves_for(writer: str, settings: Settings) -> str | None:
    """The provider that essays and questions would be sent to; None where they stay here."""
    provider, _, model = writer.partition(":")
    if writer == QUOTING:
        return None
    if provider == "ollama" and model.endswith("cloud"):
        return "ollama.com"  # a local Ollama passes what it is asked on to there
    address = settings.model_base_url if provider in ("openai", "ollama") else None
    if provider == "ollama":
        address = address or os.environ.get("OLLAMA_HOST")  # as its package reads it
    if address:
        host = urlsplit(address if "//" in address else f"//{address}").hostname or address
        return None if host in _LOOPBACK else host
    return None if provider in _LOCAL else provider


def connect(
    writer: str, settings: Settings, *, context: int = 0, refused: Collection[str] = ()
) -> Runnable[LanguageModelInput, AIMessage]:
    """The chat model of a writer's name.

    `context`: tokens that prompt and reply need together, for servers that must be told.
    `refused`: names of parameters that the model has turned down; they are left out.

    Raises:
        UserError: no such writer, or its package is absent.
    """
    check_writer(writer)
    for variable in ("LANGSMITH_TRACING", "LANGCHAIN_TRACING_V2"):
        os.environ[variable] = "false"  # nothing that is asked here leaves for a third party
    from langchain.chat_models import init_chat_model

    provider, _, name = writer.partition(":")
    options = _options(provider, settings, context)
    options = {key: value for key, value in options.items() if key not in refused}
    model: Runnable[LanguageModelInput, AIMessage] = init_chat_model(
        name, model_provider=provider, **options
    )
    return model


def _options(provider: str, settings: Settings, context: int) -> dict[str, Any]:
    """The parameters that a model is made with; those that it may refuse come first."""
    options: dict[str, Any] = {"temperature": 0}
    if provider == "ollama":
        options |= {"num_predict": settings.model_max_tokens, "num_ctx": context}
        options |= {"client_kwargs": {"timeout": settings.model_first_timeout}}
    else:
        options["max_tokens"] = settings.model_max_tokens
    if provider in _TIMED:
        options |= {"timeout": settings.model_first_timeout, "max_retries": 0}
    if provider == "google_genai":
        options |= {"timeout": settings.model_first_timeout, "max_retries": 1}
        if settings.model_base_url:
            options |= {"transport": "rest", "client_options": {}}
            options["client_options"]["api_endpoint"] = settings.model_base_url
    key = settings.model_api_key.get_secret_value() if settings.model_api_key else None
    if settings.model_base_url and provider in ("openai", "ollama", "anthropic"):
        options["base_url"] = settings.model_base_url
        key = key or ("none" if provider == "openai" else None)
    if provider in ("openai", "azure_openai"):
        options["stream_usage"] = True
    if key and provider not in _LOCAL:
        options["api_key"] = key
    return options


def structured(
    model: Runnable[LanguageModelInput, AIMessage], schema: dict[str, Any]
) -> Runnable[LanguageModelInput, AIMessage]:
    """The model bound to reply in a JSON schema, unparsed so that it can be streamed."""
    from langchain_core.language_models import BaseChatModel
    from langchain_core.runnables import RunnableSequence

    if not isinstance(model, BaseChatModel):
        return model
    bound = model.with_structured_output(schema, method="json_schema")
    return bound.first if isinstance(bound, RunnableSequence) else model


def wants_structure(writer: str, settings: Settings) -> bool:
    """Whether a reply's form is enforced by the provider; servers of unknown make are only told."""
    if settings.model_structured != "auto":
        return settings.model_structured == "yes"
    provider = writer.partition(":")[0]
    return provider in _TRIED and not (provider == "openai" and settings.model_base_url)


def keyed_providers() -> list[str]:
    """The providers that could write: their key is set, and their package is at hand."""
    return [
        provider
        for provider, package in PACKAGES.items()
        if os.environ.get(key_variable(provider)) and importlib.util.find_spec(package)
    ]


def local_models(address: str = "http://127.0.0.1:11434", patience: float = 0.4) -> list[str]:
    """The models that an Ollama on this machine has pulled, as writers; [] where none runs."""
    import json
    from urllib.request import ProxyHandler, build_opener

    try:
        with build_opener(ProxyHandler({})).open(f"{address}/api/tags", timeout=patience) as reply:
            told = json.loads(reply.read(1_000_000))
        return sorted(f"ollama:{model['name']}" for model in told["models"])
    except (OSError, ValueError, KeyError, TypeError):
        return []
