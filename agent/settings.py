"""Settings: the environment over `$LODGE_HOME/lodge.toml` over defaults, read once at the start."""

from __future__ import annotations

import difflib
import os
import tomllib
from collections.abc import Mapping
from ipaddress import ip_network
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from pipelines.disclosure import check_contact
from pipelines.errors import OperatorError

PREFIX = "LODGE_"
SETTINGS_FILE = "lodge.toml"
# Any of these makes LangGraph's tracing library upload what passes through the graph: the text of claims.
TRACING_VARIABLES = ("LANGSMITH_TRACING", "LANGSMITH_TRACING_V2", "LANGCHAIN_TRACING", "LANGCHAIN_TRACING_V2")
_NO = {"", "0", "false", "no", "off"}


class Settings(BaseModel):
    """Everything that an operator may set. Each has a twin in the environment: `LODGE_` and its name in capitals."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    home: Path = Field(description="The folder that holds everything of this site.")
    inbox: Path = Field(default=Path("inbox"), description="The watched folder; a relative path lies in home.")
    cache: Path = Field(default=Path("~/.cache/lodge"), description="Where model weights are kept.")

    backend: str = Field(
        default="auto",
        description="The engine that the model runs in: ollama, llamacpp (embedded), openvino (embedded, faster on "
        "many processors), openai, scripted, or auto: what `lodge models bench` chose on this box, else Ollama where "
        "it answers and has the model, else llamacpp.",
    )
    model: str = Field(default="qwen2.5-coder-0.5b", description="A name from `lodge models`, or a GGUF file.")
    ollama_url: str = Field(default="http://127.0.0.1:11434", description="The address of the Ollama server.")
    openai_url: str = Field(
        default="http://127.0.0.1:8000/v1", description="The address of an OpenAI-compatible server on site."
    )
    openai_model: str | None = Field(default=None, description="The model's name on that server; else as in model.")
    openai_api_key: str | None = Field(default=None, description="The key of that server, where it wants one.")
    script: Path | None = Field(default=None, description="The answers of the scripted backend (tests).")
    site_networks: tuple[str, ...] = Field(
        default=(), description="Networks (CIDR) of this site in which a model server or a document store may stand."
    )
    vision_model: str = Field(
        default="",
        description="A vision model of the Ollama server, which transcribes handwritten pages; none: a person reads "
        "them.",
    )
    context_tokens: int = Field(default=8192, ge=2048, le=1 << 20, description="Tokens of prompt and answer together.")
    threads: int | None = Field(default=None, ge=1, description="Threads of the embedded engine; else one per core.")

    blobs: str = Field(
        default="folder",
        pattern=r"^(folder|s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](/[A-Za-z0-9_.-]+)*/?)$",
        description="Where document bytes are kept: folder (in home), or a bucket of an S3 server on the site, "
        "s3://bucket/prefix.",
    )
    s3_endpoint: str | None = Field(default=None, description="The address of that S3 server.")
    s3_region: str = Field(default="us-east-1", min_length=1, description="The region that the S3 server goes by.")
    s3_access_key: str | None = Field(default=None, description="The name of the key for the S3 server.")
    s3_secret_key: str | None = Field(default=None, repr=False, description="The secret of that key.")
    s3_secret_key_file: Path | None = Field(
        default=None, description="A file that holds the secret instead, as Kubernetes mounts one."
    )
    s3_ca_file: Path | None = Field(
        default=None, description="The authority (PEM) that signed the S3 server's certificate; else the public ones."
    )

    index_url: str | None = Field(
        default=None,
        repr=False,
        pattern=r"^postgres(ql)?://.+",
        description="A PostgreSQL database with pgvector on this site, for `lodge similar`; none: a file in home.",
    )
    embed_model: str = Field(
        default="",
        description="An embedding model of the Ollama server, for `lodge similar`; none: words are counted.",
    )

    investigate_actions: int = Field(
        default=6,
        ge=0,
        le=6,
        description="How many looks findings of a claim may open: a field asked again, a page read again, another "
        "document, the policy register; 0: none.",
    )

    settle_seconds: float = Field(default=3.0, ge=0, description="How long a file must stay unchanged to be taken.")
    rescan_seconds: float = Field(default=10.0, gt=0, description="How often the inbox is looked through.")
    keep_originals: bool = Field(default=False, description="Move taken files to home/originals, not delete them.")
    require_sentinel: bool = Field(
        default=False, description="Take files only while .lodge-inbox lies in the inbox: for network shares."
    )
    max_file_mb: int = Field(default=50, ge=1, le=1024, description="Larger files are left in the inbox.")

    time_zone: str = Field(
        default="UTC", description='The site\'s time zone, for rules about dates: "America/Chicago".'
    )
    currency: str = Field(default="USD", pattern=r"^[A-Z]{3}$", description="The currency of amounts (ISO 4217).")

    read_memory_mb: int = Field(
        default=2048,
        ge=256,
        description="Memory for reading one file; below 2048 the second engine for scans may not fit.",
    )
    read_cpu_seconds: int = Field(
        default=60, ge=1, description="Processor time for reading one file; every picture in it gets as much again."
    )
    read_wall_seconds: float = Field(
        default=360.0, gt=0, description="Time for reading one file; after 70 % of it no further picture is begun."
    )
    read_processes: int | None = Field(default=None, ge=1, description="Reading processes at once; else one per core.")
    strike_seconds: float = Field(
        default=10.0, ge=0, description="How long a file that broke its reading waits for the next try."
    )
    max_pages: int = Field(default=300, ge=1, description="Documents with more pages are quarantined.")

    poll_seconds: float = Field(default=1.0, gt=0, description="How often the worker looks for work.")
    lease_seconds: float = Field(default=300.0, ge=1, description="How long a worker that went silent keeps its claim.")
    max_attempts: int = Field(default=3, ge=1, description="After how many broken tries a file is quarantined.")

    review_host: str = Field(default="127.0.0.1", description="The address that the review page listens on.")
    review_port: int = Field(default=8700, ge=0, le=65535, description="The port of the review page; 0: any free one.")
    review_public_url: str | None = Field(
        default=None, description="The address under which browsers reach the review page, where a proxy serves it."
    )
    security_contact: str | None = Field(
        default=None,
        description="Whom to tell of a weakness, for security.txt: mailto:, https: or tel:; none: no such file is "
        "served.",
    )
    metrics_host: str = Field(default="127.0.0.1", description="The address that health and metrics are served on.")
    metrics_port: int | None = Field(
        default=None,
        ge=0,
        le=65535,
        description="The port on which `lodge run` serves /healthz, /readyz and /metrics; none: they are not served.",
    )
    fleet_url: str | None = Field(default=None, description="The address of the fleet; none: nothing is sent.")
    report_seconds: float = Field(default=3600.0, gt=0, description="How often a report is made and sent.")

    @model_validator(mode="before")
    @classmethod
    def _place(cls, data: Any) -> Any:
        """Paths in full: `~` for the user's folder; a relative inbox lies in home."""
        data = dict(data)
        for name in ("home", "inbox", "cache", "script", "s3_secret_key_file", "s3_ca_file"):
            if data.get(name) is not None:
                data[name] = Path(data[name]).expanduser()
        if "home" in data:
            data["home"] = data["home"].absolute()
            data["inbox"] = data["home"] / data.get("inbox", "inbox")
        data["cache"] = Path(data.get("cache") or "~/.cache/lodge").expanduser()
        return data

    @field_validator("backend")
    @classmethod
    def _known_backend(cls, name: str) -> str:
        from agent.backends import BACKENDS  # here, because backends are opened with settings

        names = ("auto", *BACKENDS)
        if name not in names:
            raise ValueError(f"it must be one of: {', '.join(names)}")
        return name

    @field_validator("vision_model", "embed_model")
    @classmethod
    def _on_site(cls, name: str) -> str:
        from agent.backends.ollama import refuse_cloud_name

        try:
            refuse_cloud_name(name)
        except OperatorError:
            raise ValueError("models of Ollama's cloud are refused: claims would leave the site") from None
        return name

    @field_validator("time_zone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (OSError, ValueError, KeyError):
            raise ValueError('a time zone is written like "America/Chicago"') from None
        return name

    @field_validator("site_networks")
    @classmethod
    def _networks(cls, networks: tuple[str, ...]) -> tuple[str, ...]:
        for network in networks:
            try:
                ip_network(network, strict=False)
            except ValueError:
                raise ValueError("a network is written like 10.20.0.0/16") from None
        return networks

    @field_validator("security_contact")
    @classmethod
    def _reachable(cls, contact: str | None) -> str | None:
        return contact and check_contact(contact)

    @property
    def zone(self) -> ZoneInfo:
        """The site's time zone."""
        return ZoneInfo(self.time_zone)

    @property
    def database(self) -> Path:
        """The store's file."""
        return self.home / "lodge.sqlite"


def load_settings(home: Path | None = None, environ: Mapping[str, str] = os.environ) -> Settings:
    """The settings in force; OperatorError names the setting, its value, and what it must be.

    Variables that begin with LODGE_ but name no setting are left alone: Kubernetes makes some up for its services.
    """
    place = (home or Path(environ.get(f"{PREFIX}HOME") or "~/lodge")).expanduser()
    values: dict[str, Any] = {"home": place, "cache": default_cache(environ)}
    values |= _from_file(place / SETTINGS_FILE)
    values |= _from_environment(environ)
    if home is not None:
        values["home"] = home
    try:
        return Settings.model_validate(values)
    except ValidationError as error:
        raise OperatorError("\n".join(_fault(fault, environ) for fault in error.errors(include_url=False))) from None


def default_cache(environ: Mapping[str, str]) -> Path:
    """The folder for what may be fetched again, as the desktop standard has it."""
    return Path(environ.get("XDG_CACHE_HOME") or "~/.cache").expanduser() / "lodge"


def refuse_tracing(environ: Mapping[str, str]) -> None:
    """Raise OperatorError where a variable asks the tracing library to upload what passes through the graph."""
    for name in TRACING_VARIABLES:
        if environ.get(name, "").strip().lower() not in _NO:
            raise OperatorError(
                f"{name} is set: LangSmith tracing would upload the text of claims, and raw data never leaves the "
                f"site. Unset it: unset {name}"
            )


def _from_file(path: Path) -> dict[str, Any]:
    if not path.exists():
        return {}
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise OperatorError(f"{path} cannot be read: {error}") from None
    for name in values:
        if name not in Settings.model_fields:
            near = difflib.get_close_matches(name, Settings.model_fields, 1)
            hint = f" Do you mean {near[0]}?" if near else ""
            raise OperatorError(f"{path} sets {name}, which is no setting.{hint}")
    return values


def _from_environment(environ: Mapping[str, str]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name in Settings.model_fields:
        text = environ.get(PREFIX + name.upper())
        if text:
            values[name] = [part.strip() for part in text.split(",")] if name == "site_networks" else text
    return values


def _fault(fault: Any, environ: Mapping[str, str]) -> str:
    name = str(fault["loc"][0]) if fault["loc"] else "lodge.toml"
    variable = PREFIX + name.upper()
    where = variable if environ.get(variable) else f"{name} ({variable})"
    shown = "" if "key" in name or name == "index_url" else f" has the value {str(fault['input'])!r}"
    message = str(fault["msg"]).removeprefix("Value error, ")
    return f"{where}{shown or ' is not right'}: {message[:1].lower() + message[1:]}."
