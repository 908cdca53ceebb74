"""Custom resource definitions: found in folders, read only where a manifest needs them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from edge_deploy.validating.documents import DocumentError, read_documents
from edge_deploy.validating.manifests import Manifest, items, mapping
from edge_deploy.validating.structure import Schema
from pipelines.errors import OperatorError, UsageError

# Engines that Lodge's overlays speak to: their kinds are counted, not refused, where no definitions are at hand.
ENGINE_GROUPS = (
    "kueue.x-k8s.io",
    "batch.volcano.sh",
    "scheduling.volcano.sh",
    "serving.kserve.io",
    "aibrix.ai",
    "karmada.io",
    "monitoring.coreos.com",
    "cert-manager.io",
    "gateway.networking.k8s.io",
    "helm.cattle.io",
    "upgrade.cattle.io",
    "traefik.io",
)
_GROUP = re.compile(r"^  group:\s*[\"']?([\w.-]+)", re.M)
_KIND = re.compile(r"^    kind:\s*[\"']?(\w+)", re.M)
_SEPARATOR = re.compile(r"^---.*$", re.M)


@dataclass(frozen=True)
class Custom:
    """A kind that a definition brings."""

    versions: dict[str, Schema]  # the served ones
    namespaced: bool


@dataclass
class Definitions:
    """All definitions at hand; a folder's text is looked through at once and parsed on demand, for some are huge."""

    texts: dict[tuple[str, str], str] = field(default_factory=dict)
    parsed: dict[tuple[str, str], Custom] = field(default_factory=dict)

    @classmethod
    def of_folders(cls, folders: Sequence[Path]) -> Definitions:
        """The definitions in the files right inside these folders."""
        found = cls()
        for folder in folders:
            before = len(found.texts)
            for path in sorted(each for each in folder.iterdir() if each.suffix in (".yaml", ".yml")):
                found._look_through(path)
            if len(found.texts) == before:
                raise UsageError(f"--crds {folder} holds no CustomResourceDefinition.")
        return found

    def _look_through(self, path: Path) -> None:
        try:
            text = path.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError):
            raise OperatorError(f"{path} cannot be read as a definition. Take it out of --crds.") from None
        if "CustomResourceDefinition" not in text:
            return
        for document in _SEPARATOR.split(text):
            group, kind = _GROUP.search(document), _KIND.search(document)
            if group and kind and "CustomResourceDefinition" in document:
                self.texts[(group[1], kind[1])] = document

    def with_those_of(self, manifests: Iterable[Manifest]) -> Definitions:
        """These, and the ones that a set brings itself."""
        own = {}
        for manifest in manifests:
            if manifest.kind == "CustomResourceDefinition":
                names = mapping(manifest.spec.get("names"))
                own[(str(manifest.spec.get("group")), str(names.get("kind")))] = _custom(manifest.body)
        return Definitions(self.texts, {**self.parsed, **own}) if own else self

    def find(self, group: str, kind: str) -> Custom | None:
        """The kind's definition, parsed at its first use."""
        key = (group, kind)
        if key not in self.parsed and key in self.texts:
            try:
                body = next(read_documents(self.texts[key].encode()), None)
            except DocumentError as error:
                raise OperatorError(f"The definition of {kind}.{group} in --crds is not YAML: {error}") from None
            self.parsed[key] = _custom(mapping(body))
        return self.parsed.get(key)


def _custom(body: dict[str, Any]) -> Custom:
    spec = mapping(body.get("spec"))
    versions = {
        str(version.get("name")): mapping(mapping(version.get("schema")).get("openAPIV3Schema"))
        for version in items(spec.get("versions"))
        if version.get("served") is True
    }
    return Custom(versions, spec.get("scope") == "Namespaced")


def is_engine(group: str) -> bool:
    """Whether a group belongs to an engine that Lodge's overlays use."""
    return any(group == known or group.endswith(f".{known}") for known in ENGINE_GROUPS)
