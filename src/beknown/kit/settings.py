"""Settings: `BEKNOWN_*` variables, then `beknown.toml` in the data folder, then the defaults below."""

import os
import tomllib
from pathlib import Path
from typing import Literal

import platformdirs
from pydantic import Field, PostgresDsn, SecretStr, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from beknown.kit.errors import Invalid

SETTINGS_FILE = "beknown.toml"


def default_home() -> Path:
    """Say where the data folder lies: `BEKNOWN_HOME`, else the platform's folder for user data."""
    named = os.environ.get("BEKNOWN_HOME")
    return Path(named).expanduser() if named else Path(platformdirs.user_data_dir("beknown", appauthor=False))


class Settings(BaseSettings):
    """Everything an operator can set. Each field is `BEKNOWN_<NAME>` or a line in `beknown.toml`."""

    model_config = SettingsConfigDict(env_prefix="BEKNOWN_", extra="ignore", frozen=True)

    home: Path = Field(default_factory=default_home, description="Data folder: database, uploads, weights.")
    host: str = Field(default="127.0.0.1", description="Address the server listens on.")
    port: int = Field(default=8400, ge=1, le=65535, description="Port the server listens on.")
    public_url: str | None = Field(
        default=None,
        description="Address people type, such as https://ai.example.org; needed for passkeys and invitations "
        "behind a proxy. Default: http://HOST:PORT.",
    )
    allowed_hosts: str = Field(
        default="",
        description="Further host names people may reach it by, with commas between them. IP addresses, localhost, "
        "this machine's name and the name in the public address always count.",
    )
    session_idle_days: int = Field(
        default=30, ge=1, le=3650, description="Days after which an unused session ends."
    )
    session_max_days: int = Field(
        default=180, ge=1, le=3650, description="Days after which any session ends."
    )
    invitation_days: int = Field(default=7, ge=1, le=365, description="Days that an invitation lasts.")
    requests_per_second: int = Field(
        default=50, ge=1, description="Requests a second that one caller may make for long; more get a 429."
    )
    request_burst: int = Field(default=300, ge=10, description="Requests that one caller may make at once.")
    feed_keep_days: int = Field(
        default=180,
        ge=7,
        le=3650,
        description="Days that it is kept what stood where on people's feeds, for what is learned from it. Each "
        "person's log tells of it as long as they want.",
    )
    feed_processes: int = Field(
        default=0,
        ge=0,
        le=64,
        description="Processes beside the server that put pages of feeds together; with 0 the server does it itself. "
        "Each keeps what it chooses from in memory, some 500 MB for 100,000 posts. It is for places where very many "
        "read at the same time: as many as there are cores.",
    )
    database_url: PostgresDsn | None = Field(
        default=None,
        description="PostgreSQL 16+ with pgvector 0.8+, as a role that may create roles. "
        "Default: an embedded server in the data folder.",
    )
    database_pool_size: int = Field(
        default=10, ge=2, le=200, description="Most database connections of one process."
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="info", description="Least level logged."
    )
    log_format: Literal["console", "json"] = Field(default="console", description="Shape of a log line.")
    otel_endpoint: str | None = Field(
        default=None, description="OTLP/HTTP endpoint for traces; without it nothing leaves this machine."
    )
    worker_metrics_port: int | None = Field(
        default=None, ge=1, le=65535, description="Port of the worker's own Prometheus metrics, on 127.0.0.1."
    )
    max_upload_bytes: int = Field(
        default=20 * 1024**3, ge=1024, description="Largest archive taken as an upload, in bytes."
    )

    language_url: str | None = Field(
        default=None, description="OpenAI-compatible server for language, such as http://127.0.0.1:8000/v1."
    )
    language_model: str = Field(
        default="", description="Language model on that server; empty for the first it lists."
    )
    language_api_key: SecretStr | None = Field(default=None, description="Key of that server.")
    language_timeout_s: float = Field(
        default=120.0, gt=0, description="Longest silence of the language model, in seconds."
    )
    language_weights: str | None = Field(
        default=None,
        description="GGUF file for the embedded language engine: a path, or a key of the registry.",
    )
    language_vision_weights: str | None = Field(
        default=None, description="Path of the vision part (mmproj GGUF) of that file, for models that see."
    )
    language_context_tokens: int = Field(
        default=8192,
        ge=0,
        description="Context of the embedded language engine, in tokens; 0 takes all the model has.",
    )
    language_threads: int = Field(
        default=0, ge=0, le=512, description="Cores of the language engine; 0 for all but one."
    )
    belief_tokens_per_day: int = Field(
        default=200_000,
        ge=0,
        description="Most tokens a day (UTC) that a capable language model may take of each person to find beliefs; "
        "0 switches it off, and below some 3,000 nothing is read. Without a capable model none are taken.",
    )
    embedding_url: str | None = Field(default=None, description="OpenAI-compatible server for embeddings.")
    embedding_model: str = Field(
        default="", description="Embedding model on that server; empty for the first it lists."
    )
    embedding_api_key: SecretStr | None = Field(default=None, description="Key of that server.")
    embedding_threads: int = Field(
        default=0, ge=0, le=512, description="Cores for embedding in the background; 0 for all but one."
    )
    train_python: Path | None = Field(
        default=None,
        description="Python with RecTools and torch, which trains the feed's sequence model; `beknown doctor` tells "
        "how to get one. Default: train/bin/python in the data folder.",
    )
    ollama_url: str = Field(
        default="http://127.0.0.1:11434", description="Where an Ollama on this machine is looked for."
    )

    outside_hosts: str = Field(
        default="",
        description="Hosts in private networks that people may follow all the same: name or name:port, with commas "
        "between. Without a line here no address of a private network is asked for anybody.",
    )
    link_previews: bool = Field(
        default=True,
        description="Have pages that posts link to asked once, so that a card of them stands beneath the post.",
    )
    video_max_mb: int = Field(
        default=200, ge=1, le=10_000, description="Largest video taken for a post or a message, in MB."
    )
    video_max_minutes: int = Field(default=10, ge=1, le=180, description="Longest such video, in minutes.")
    video_at_once: int = Field(
        default=1,
        ge=1,
        le=64,
        description="Videos that are prepared at the same time, by all workers together.",
    )
    ffmpeg: Path | None = Field(
        default=None,
        description="Program that draws videos anew. Default: that of the extra `beknown[video]`, else `ffmpeg` on the "
        "path.",
    )
    bluesky_url: str = Field(
        default="https://public.api.bsky.app",
        description="Server that is asked for public posts of Bluesky.",
    )

    gateway_urls: str = Field(
        default="",
        description="Further OpenAI-compatible servers whose models the model API offers: addresses, space between.",
    )
    gateway_api_key: SecretStr | None = Field(default=None, description="Key of those servers.")
    gateway_moderation_model: str = Field(
        default="",
        description="Model of the Llama Guard kind that judges texts for the model API; empty for the built-in rules.",
    )
    gateway_cache_mib: int = Field(
        default=32,
        ge=0,
        le=65_536,
        description="Memory for answers that the model API may give again; 0 for none.",
    )
    gateway_cascade: str = Field(
        default="",
        description="Models that the virtual model `cascade` asks, the smallest first, space between: the next one is "
        "asked where an answer isn't whole, breaks its schema or isn't sure.",
    )
    gateway_cascade_sureness: float = Field(
        default=0.8,
        ge=0,
        le=1,
        description="Least mean probability of the words of an answer that the cascade takes from a smaller model.",
    )
    gateway_prices: str = Field(
        default="",
        description="What a million tokens of a model cost, space between: MODEL=INPUT/OUTPUT, or "
        "MODEL=INPUT/OUTPUT/CACHED, such as llama-3.3-70b=0.60/0.80.",
    )
    gateway_currency: str = Field(
        default="USD",
        pattern=r"^[A-Z]{3}$",
        description="Currency of those prices and of budgets, by ISO 4217.",
    )
    gateway_requests_per_minute: int = Field(
        default=600,
        ge=1,
        description="Most requests a minute by a key of the model API without a limit of its own.",
    )
    gateway_origins: str = Field(
        default="",
        description="Sites whose pages may ask the model API and MCP from a browser, with keys or by OAuth, never "
        "with cookies: origins such as https://app.example.org, space between.",
    )
    gateway_stalled_after_s: float = Field(
        default=60.0,
        gt=0,
        description="Seconds that a program may leave a stream of the model API unread before it ends.",
    )

    @property
    def address(self) -> str:
        """The address people open in a browser, without a slash at its end."""
        return (self.public_url or f"http://{self.host}:{self.port}").rstrip("/")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the signature is pydantic's
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the signature is pydantic's
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Order the sources: arguments, environment, the file in the data folder."""
        file = default_home() / SETTINGS_FILE
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls, toml_file=file)


def load_settings(**overrides: object) -> Settings:
    """Read the settings and make sure that the data folder is there.

    Raises:
        Invalid: A value can't be read; the message names the setting.
    """
    try:
        settings = Settings(**overrides)  # pyright: ignore[reportArgumentType] - pydantic checks them
        settings.home.mkdir(mode=0o700, parents=True, exist_ok=True)
    except ValidationError as error:
        raise Invalid(_explain(error)) from error
    except tomllib.TOMLDecodeError as error:
        raise Invalid(f"{str(default_home() / SETTINGS_FILE)!r} can't be read as TOML: {error}.") from error
    except OSError as error:
        raise Invalid(
            f"The data folder {error.filename!r} can't be used ({error.strerror}). Set BEKNOWN_HOME to another one."
        ) from error
    return settings


def _explain(error: ValidationError) -> str:
    """Name the setting and its value; an address or a key may hold a secret, so those are not quoted."""
    first = error.errors()[0]
    name = "BEKNOWN_" + "_".join(str(part) for part in first["loc"]).upper()
    is_secret = name.endswith(("_URL", "_KEY", "_PASSWORD", "_TOKEN", "_ENDPOINT"))
    value = "" if is_secret else f"={first['input']!r}"
    return f"{name}{value} can't be used: {first['msg']}."


__all__ = ["SETTINGS_FILE", "SecretStr", "Settings", "default_home", "load_settings"]
