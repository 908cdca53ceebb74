"""A set of manifests as the rules see it: its objects by kind, its pods, their containers."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass, field
from ipaddress import IPv4Network, IPv6Network
from typing import Any

from edge_deploy.validating.definitions import is_engine
from edge_deploy.validating.manifests import Manifest, items, mapping, scalars

Network = IPv4Network | IPv6Network
WORKLOADS = ("Pod", "Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Job", "CronJob")
_POD_LISTS = ("containers", "initContainers", "ephemeralContainers")


@dataclass(frozen=True)
class Options:
    """What the caller says about the site."""

    registries: tuple[str, ...] = ()  # prefixes that an image may come from; none: any
    networks: tuple[Network, ...] = ()  # where an egress rule may lead, besides what the set itself declares
    made_on_site: tuple[str, ...] = ()  # Kind/name of what is made on the box, not here


@dataclass(frozen=True, eq=False)
class Pod:
    """A pod, or the template of pods, wherever in an object it stands."""

    owner: Manifest
    spec: dict[str, Any]
    metadata: dict[str, Any]

    @property
    def labels(self) -> dict[str, Any]:
        """The labels that its pods carry."""
        return mapping(self.metadata.get("labels"))

    @property
    def security(self) -> dict[str, Any]:
        return mapping(self.spec.get("securityContext"))

    @property
    def is_job(self) -> bool:
        """Whether it ends by itself."""
        ends = self.owner.kind in ("Job", "CronJob")
        return ends or self.spec.get("restartPolicy") in ("Never", "OnFailure")

    @property
    def is_own(self) -> bool:
        """Whether Kubernetes' own controllers make it; an engine may fill in what its object leaves out."""
        return self.owner.kind in WORKLOADS and self.owner.group in ("", "apps", "batch")

    def containers(self) -> Iterator[Container]:
        """Init containers, containers and ephemeral ones."""
        for key in _POD_LISTS:
            for body in items(self.spec.get(key)):
                yield Container(self, body, is_init=key == "initContainers")

    def volumes(self) -> list[dict[str, Any]]:
        return items(self.spec.get("volumes"))


@dataclass(frozen=True, eq=False)
class Container:
    """One container of a pod."""

    pod: Pod
    body: dict[str, Any]
    is_init: bool

    @property
    def name(self) -> str:
        return str(self.body.get("name") or "?")

    @property
    def security(self) -> dict[str, Any]:
        return mapping(self.body.get("securityContext"))

    @property
    def image(self) -> str:
        return str(self.body.get("image") or "")

    @property
    def runs_on(self) -> bool:
        """Whether it runs for as long as the pod does."""
        if self.pod.is_job:
            return False
        return not self.is_init or self.body.get("restartPolicy") == "Always"

    def setting(self, name: str) -> Any:
        """A field of the container's security context, or the pod's where the container says nothing."""
        return self.security.get(name, self.pod.security.get(name))

    def env(self) -> list[dict[str, Any]]:
        return items(self.body.get("env"))

    def ports(self) -> list[dict[str, Any]]:
        return items(self.body.get("ports"))


@dataclass
class Scene:
    """The objects of one set and what the caller said about the site."""

    manifests: list[Manifest]
    options: Options = field(default_factory=Options)

    def of(self, *kinds: str) -> list[Manifest]:
        """The objects of these kinds, as they stand in the set."""
        return [each for each in self.manifests if each.kind in kinds]

    @functools.cached_property
    def pods(self) -> list[Pod]:
        """Every pod template, those within custom resources too."""
        return [pod for each in self.manifests if each.kind != "CustomResourceDefinition" for pod in _pods_in(each)]

    @functools.cached_property
    def containers(self) -> list[Container]:
        """Every container of every pod."""
        return [container for pod in self.pods for container in pod.containers()]

    @functools.cached_property
    def names(self) -> set[tuple[str, str, str]]:
        """Kind, namespace and name of everything that is there or made on site."""
        return {(each.kind, each.namespace, each.name) for each in self.manifests}

    def variables(self, container: Container) -> dict[str, str]:
        """The container's environment as far as the set knows it: its ConfigMaps' values, then its own."""
        namespace = container.pod.owner.namespace
        maps = {
            each.name: mapping(each.body.get("data")) for each in self.of("ConfigMap") if each.namespace == namespace
        }
        found: dict[str, Any] = {}
        for source in items(container.body.get("envFrom")):
            found |= maps.get(str(mapping(source.get("configMapRef")).get("name")), {})
        for each in container.env():
            ref = mapping(mapping(each.get("valueFrom")).get("configMapKeyRef"))
            data = maps.get(str(ref.get("name")), {}) if ref else {}
            found[str(each.get("name"))] = data.get(str(ref.get("key")), "") if ref else each.get("value")
        return {name: str(value or "") for name, value in found.items()}

    def has(self, kind: str, namespace: str, name: str) -> bool:
        """Whether an object is in the set or declared as made on site."""
        return (kind, namespace, name) in self.names or f"{kind}/{name}" in self.options.made_on_site


def _pods_in(manifest: Manifest) -> Iterator[Pod]:
    waiting: list[tuple[Any, dict[str, Any]]] = [(manifest.body, {})]
    while waiting:
        value, above = waiting.pop()
        if isinstance(value, list):
            waiting += [(part, above) for part in value]
        elif isinstance(value, dict):
            listed = value.get("containers")
            if isinstance(listed, list) and any(isinstance(each, dict) and "name" in each for each in listed):
                yield Pod(manifest, value, mapping(above.get("metadata")))
            else:
                waiting += [(part, value) for part in value.values()]


def selects(selector: dict[str, Any], labels: dict[str, Any]) -> bool:
    """Whether a label selector takes these labels; an empty one takes all."""
    wanted = mapping(selector.get("matchLabels"))
    if any(labels.get(key) != value for key, value in wanted.items()):
        return False
    return all(_expression_holds(each, labels) for each in items(selector.get("matchExpressions")))


def _expression_holds(expression: dict[str, Any], labels: dict[str, Any]) -> bool:
    key, values = str(expression.get("key")), scalars(expression.get("values"))
    operator = expression.get("operator")
    if operator == "In":
        return labels.get(key) in values
    if operator == "NotIn":
        return labels.get(key) not in values
    return (key in labels) == (operator == "Exists")


def engine_makes(scene: Scene, selector: dict[str, Any]) -> bool:
    """Whether a selector is for the pods of an engine's object in the set; their labels are its controller's."""
    values = mapping(selector.get("matchLabels")).values()
    return any(each.name in values and is_engine(each.group) for each in scene.manifests)
