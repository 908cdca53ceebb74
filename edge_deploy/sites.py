"""The site file: what one branch differs in. `edge_deploy.tables` reads a CSV with one branch per row."""

from __future__ import annotations

import re
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from pipelines.errors import OperatorError

_LABEL = r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
_NAME = rf"^{_LABEL}(\.{_LABEL})*$"
_SHARE = r"^//[^/\s]+/\S+$"
_TEXTS = {  # pydantic's words for a pattern say nothing to a person
    "site": "a site is named by lower-case letters, digits and dashes, like leeds-north",
    "host": "a host is named like claims.leeds-north.example",
    "registry": "a registry is written without https://, like registry.example/lodge",
    "tag": "a tag is letters, digits, dots and dashes, like 0.1.0",
    "digest": "a digest is sha256: and 64 hexadecimal digits",
    "path": "a path begins with / and has no ..",
    "source": "a share is written like //server/folder",
    "claims": "a size is a whole number with Mi, Gi or Ti, like 20Gi",
    "models": "a size is a whole number with Mi, Gi or Ti, like 10Gi",
}


def _no_climbing(path: str) -> str:
    if ".." in path.split("/"):
        raise ValueError(_TEXTS["path"])
    return path


Size = Annotated[str, Field(pattern=r"^[1-9][0-9]*(Mi|Gi|Ti)$")]
AbsolutePath = Annotated[str, Field(pattern=r"^/\S*$"), AfterValidator(_no_climbing)]
SettingValue = str | bool | int | float | list[str]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Image(_Part):
    """Which build of Lodge: a tag, or the digest of its bytes."""

    tag: str | None = Field(default=None, pattern=r"^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$")
    digest: str | None = Field(default=None, pattern=r"^sha256:[0-9a-f]{64}$")

    @field_validator("tag")
    @classmethod
    def _fixed(cls, tag: str | None) -> str | None:
        if tag == "latest":
            raise ValueError("the tag latest may be another image tomorrow; name a release")
        return tag


class Fleet(_Part):
    """The central side: its URL, the address that its name stands for, and the network that may be reached."""

    url: str
    address: str | None = None
    cidr: str | None = None

    @field_validator("url")
    @classmethod
    def _is_url(cls, url: str) -> str:
        parts = urlsplit(url)
        if parts.scheme not in ("https", "http") or not parts.hostname or parts.username:
            raise ValueError("a fleet is written like https://fleet.example")
        return url

    @model_validator(mode="after")
    def _reachable(self) -> Fleet:
        try:
            address = ip_address(self.address or self.host)
        except ValueError:
            raise ValueError(
                f"the address of {self.host} must be given as numbers, like 10.0.0.5: a branch asks no outside DNS"
            ) from None
        try:
            network = ip_network(self.network)
        except ValueError:
            raise ValueError("fleet.cidr is written like 10.0.0.5/32") from None
        if address not in network:
            raise ValueError(f"fleet.address {address} does not lie in fleet.cidr {network}")
        return self

    @property
    def host(self) -> str:
        """The name in the URL."""
        return urlsplit(self.url).hostname or ""

    @property
    def network(self) -> str:
        """The network that the branch may reach: one address unless the site says more."""
        address = self.address or self.host
        return self.cidr or f"{address}/{128 if ':' in address else 32}"

    @property
    def port(self) -> int:
        """The port in the URL, or its scheme's."""
        parts = urlsplit(self.url)
        return parts.port or (443 if parts.scheme == "https" else 80)


class HostInbox(_Part):
    """A folder of the box."""

    kind: Literal["host"] = "host"
    path: AbsolutePath = "/srv/lodge/inbox"


class NfsInbox(_Part):
    """A folder of an NFS server."""

    kind: Literal["nfs"]
    server: str = Field(min_length=1)
    path: AbsolutePath


class SmbInbox(_Part):
    """A Windows share; `secret` names the Secret with its user and password."""

    kind: Literal["smb"]
    source: str = Field(pattern=_SHARE)
    secret: str = Field(pattern=_NAME)


Inbox = Annotated[HostInbox | NfsInbox | SmbInbox, Field(discriminator="kind")]


class Storage(_Part):
    """Sizes of the volumes. That of claims cannot change once it is made."""

    claims: Size = "20Gi"
    models: Size = "10Gi"


class BranchSite(_Part):
    """One branch. What is left out is as the overlays have it."""

    site: str = Field(pattern=rf"^{_LABEL}$")
    host: str = Field(pattern=_NAME, max_length=253)
    overlays: tuple[str, ...] = Field(default=("embedded",), min_length=1)
    box: Literal["4gb", "16gb"] = "4gb"
    registry: str | None = Field(default=None, pattern=r"^[a-z0-9][a-z0-9.-]*(:[0-9]+)?(/[a-z0-9._-]+)*$")
    image: Image = Image()
    fleet: Fleet | None = None
    inbox: Inbox = HostInbox()
    storage: Storage = Storage()
    settings: dict[str, SettingValue] = {}

    @model_validator(mode="before")
    @classmethod
    def _default_kind(cls, data: Any) -> Any:
        if isinstance(data, dict) and isinstance(data.get("inbox"), dict):
            data = {**data, "inbox": {"kind": "host", **data["inbox"]}}
        return data

    @field_validator("overlays")
    @classmethod
    def _overlay_names(cls, names: tuple[str, ...]) -> tuple[str, ...]:
        if len(set(names)) < len(names):
            raise ValueError("an overlay is named once")
        for name in names:
            if not re.fullmatch(rf"{_LABEL}(/{_LABEL})*", name):
                raise ValueError(f"{name} is no overlay's name")
        return names


def read_site(path: Path) -> BranchSite:
    """The site of one YAML file; OperatorError names the file, the field, its value, and what it must be."""
    try:
        values = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        words = str(error.problem) if isinstance(error, yaml.MarkedYAMLError) else str(error)
        mark = error.problem_mark if isinstance(error, yaml.MarkedYAMLError) else None
        raise OperatorError(f"{path}{f', line {mark.line + 1}' if mark else ''} cannot be read: {words}.") from None
    if not isinstance(values, dict):
        raise OperatorError(f"{path} is no site file. See one with: lodge deploy render --example")
    try:
        return BranchSite.model_validate(values)
    except ValidationError as error:
        raise OperatorError("\n".join(f"{path}, {words}" for words in faults(error))) from None


def faults(error: ValidationError) -> list[str]:
    """One line per fault: field, value, what it must be."""
    return [_fault(fault) for fault in error.errors(include_url=False)]


def field_of(fault: Any) -> str:
    """The dotted name of the field at fault; the kind of inbox that was tried is no part of it."""
    words = [str(part) for part in fault["loc"] if part not in ("host", "nfs", "smb") or len(fault["loc"]) == 1]
    return ".".join(words)


def _fault(fault: Any) -> str:
    name, kind = field_of(fault), fault["type"]
    if kind == "missing":
        return f"{name} is missing."
    if kind == "extra_forbidden":
        return f"{name} is no field of a site file. See all with: lodge deploy render --example"
    message = str(fault["msg"]).removeprefix("Value error, ")
    if kind == "string_pattern_mismatch":
        message = _TEXTS.get(name.rsplit(".", 1)[-1], message)
    value = fault["input"]
    shown = f" has the value {value!r}" if isinstance(value, str | int | float | list) else ""
    return f"{name}{shown}: {message[:1].lower() + message[1:]}."
