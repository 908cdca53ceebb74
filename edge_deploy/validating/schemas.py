"""The built-in kinds of each Kubernetes minor that Lodge is checked against."""

from __future__ import annotations

import functools
import gzip
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from edge_deploy.validating.structure import Schema

_DATA = Path(__file__).parent / "data" / "kubernetes.json.gz"
OBJECT_META = "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta"


@functools.cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(gzip.decompress(_DATA.read_bytes()))
    return data


def minors() -> tuple[str, ...]:
    """The Kubernetes minors there are schemas of, oldest first."""
    return tuple(patch.rsplit(".", 1)[0] for patch in _data()["patches"])


@dataclass(frozen=True)
class BuiltIn:
    """A kind that Kubernetes itself serves in a minor."""

    schema: Schema
    namespaced: bool


@dataclass(frozen=True)
class Schemas:
    """What a server of one minor serves by default: stable versions, for alpha and beta ones are off."""

    minor: str

    def find(self, api_version: str, kind: str) -> BuiltIn | None:
        """The kind's schema; None where this minor does not serve it."""
        entry = _data()["kinds"].get(f"{api_version} {kind}")
        if not entry or self.minor not in entry["minors"]:
            return None
        return BuiltIn(self.resolve(entry["definition"]), entry["namespaced"])

    def resolve(self, name: str) -> Schema:
        """A definition as it reads in this minor."""
        variants = _data()["definitions"][name]
        schema: Schema = next(schema for valid_in, schema in variants if self.minor in valid_in)
        return schema

    def why_not(self, api_version: str, kind: str) -> str:
        """Why a built-in kind is not served, and what to write instead."""
        entry = f"{api_version} {kind}"
        instead = self.versions_of(kind)
        advice = f"; write apiVersion: {instead[0]}" if instead else ""
        if self.minor in _data()["off_by_default"].get(entry, ()):
            return f"apiVersion {api_version} is alpha or beta, and a server has it switched off{advice}"
        return f"apiVersion {api_version} has no kind {kind}{advice}"

    def versions_of(self, kind: str) -> list[str]:
        """The apiVersions under which this minor serves a kind of that name."""
        return [
            name.split(" ")[0]
            for name, entry in _data()["kinds"].items()
            if name.split(" ")[1] == kind and self.minor in entry["minors"]
        ]


def is_built_in(group: str) -> bool:
    """Whether an API group is Kubernetes' own: without a dot, or one that some minor serves."""
    served = {*_data()["kinds"], *_data()["off_by_default"]}
    return "." not in group or group in {name.split(" ")[0].rpartition("/")[0] for name in served}
