"""One object of a rendered set, and how it is read from text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from edge_deploy.validating.documents import DocumentError, read_documents
from edge_deploy.validating.faults import Fault


@dataclass(frozen=True, eq=False)
class Manifest:
    """An object as a server would be given it."""

    source: str
    body: dict[str, Any] = field(repr=False)

    @property
    def api_version(self) -> str:
        return str(self.body.get("apiVersion", ""))

    @property
    def group(self) -> str:
        """The API group, empty for the core."""
        return self.api_version.rpartition("/")[0]

    @property
    def kind(self) -> str:
        return str(self.body.get("kind", ""))

    @property
    def metadata(self) -> dict[str, Any]:
        return mapping(self.body.get("metadata"))

    @property
    def name(self) -> str:
        return str(self.metadata.get("name") or "")

    @property
    def namespace(self) -> str:
        return str(self.metadata.get("namespace") or "")

    @property
    def labels(self) -> dict[str, Any]:
        return mapping(self.metadata.get("labels"))

    @property
    def spec(self) -> dict[str, Any]:
        return mapping(self.body.get("spec"))

    @property
    def subject(self) -> str:
        """Kind/namespace/name, or Kind/name for what lies in no namespace."""
        return "/".join(part for part in (self.kind, self.namespace, self.name or "?") if part)

    def at(self, *path: str) -> Any:
        """The value that stands at a path of keys, or None."""
        value: Any = self.body
        for key in path:
            value = value.get(key) if isinstance(value, dict) else None
        return value


def mapping(value: Any) -> dict[str, Any]:
    """The value where it is a mapping, else an empty one: a wrong type is the schema's to name."""
    return value if isinstance(value, dict) else {}


def items(value: Any) -> list[dict[str, Any]]:
    """The mappings of a list; nothing where it is none."""
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def scalars(value: Any) -> list[Any]:
    """The words and numbers of a list; nothing where it is none."""
    return [each for each in value if not isinstance(each, dict | list)] if isinstance(value, list) else []


def scalar(value: Any) -> Any:
    """The value where it is a word or a number, else None."""
    return None if isinstance(value, dict | list) else value


def read_manifests(source: str, data: bytes) -> tuple[list[Manifest], list[Fault]]:
    """The objects of a text, a `kind: List` taken apart, and what in it is no object."""
    try:
        bodies = list(read_documents(data))
    except DocumentError as error:
        return [], [Fault(source, "", "", str(error), "file.unreadable")]
    if not bodies:
        return [], [Fault(source, "", "", "holds no object; name rendered manifests", "file.empty")]
    found: list[Manifest] = []
    faults: list[Fault] = []
    for body, place in _unfolded(bodies):
        if wrong := _not_an_object(body):
            faults.append(Fault(source, "", "", f"{place}: {wrong}", "file.no_object"))
        else:
            found.append(Manifest(source, body))
    return found, faults


def _unfolded(bodies: Iterable[Any], above: str = "") -> Iterator[tuple[Any, str]]:
    for number, body in enumerate(bodies, start=1):
        place = f"{above}document {number}" if not above else f"{above}item {number}"
        is_list = isinstance(body, dict) and body.get("kind") == "List" and body.get("apiVersion") == "v1"
        if is_list and isinstance(body.get("items"), list):
            yield from _unfolded(body["items"], f"{place}, ")
        else:
            yield body, place


def _not_an_object(body: Any) -> str:
    if not isinstance(body, dict):
        return f"is a {type(body).__name__}, not an object; a manifest has apiVersion, kind and metadata"
    for key in ("apiVersion", "kind"):
        if not isinstance(body.get(key), str) or not body[key]:
            return f"has no {key}; write one, as in apiVersion: v1, kind: ConfigMap"
    if not isinstance(body.get("metadata"), dict):
        return f"{body['kind']} has no metadata; give it a name"
    return ""
