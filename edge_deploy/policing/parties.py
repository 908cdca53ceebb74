"""Who may talk: the pods of a rendered set, others of the cluster, and addresses outside of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from ipaddress import IPv4Address
from typing import Any

from edge_deploy.validating.manifests import Manifest, items, mapping
from edge_deploy.validating.scene import Pod, Scene, selects

_POD_NETWORK = IPv4Address("10.42.0.0")  # K3s gives a box's pods addresses of this network
_FIRST = 10
# What an engine's controller writes onto the pods that it makes, where our object has no labels for them.
_ENGINE_LABELS = {"LLMInferenceService": ("app.kubernetes.io/name", {"kserve.io/component": "workload"})}


@dataclass(frozen=True)
class Port:
    """A port that a container declares."""

    number: int
    protocol: str = "TCP"
    name: str = ""


@dataclass(frozen=True)
class Party:
    """One address that sends or takes packets; in no namespace it is no pod, and no label selector takes it."""

    name: str
    address: str
    namespace: str = ""
    labels: Mapping[str, str] = field(default_factory=dict, hash=False)
    ports: tuple[Port, ...] = ()

    def number_of(self, name: str, protocol: str) -> int | None:
        """The number of a named port; None where the party has none of that name."""
        found = (port.number for port in self.ports if (port.name, port.protocol) == (name, protocol))
        return next(found, None)


@dataclass(frozen=True)
class Door:
    """One port of a Service with a fixed address, and the pod's port behind it."""

    address: str
    port: int
    protocol: str
    target: Party
    target_port: int


def pods_of(objects: Iterable[dict[str, Any]]) -> list[Party]:
    """One party per pod template, those within an engine's objects too; each gets an address of its own.

    Pods on the host's network are none: no NetworkPolicy reaches them, and `lodge deploy validate` refuses them.
    """
    scene = Scene([Manifest("", each) for each in objects])
    pods = [pod for pod in scene.pods if not pod.spec.get("hostNetwork")]
    return [_party(pod, pod_address(number)) for number, pod in enumerate(pods, start=_FIRST)]


def pod_address(number: int) -> str:
    """The address of that number in the network of pods; the node has the first."""
    return str(_POD_NETWORK + number)


def _party(pod: Pod, address: str) -> Party:
    owner = pod.owner
    labels = pod.labels
    if not labels and owner.kind in _ENGINE_LABELS:
        key, others = _ENGINE_LABELS[owner.kind]
        labels = {key: owner.name, **others}
    ports = (port for container in pod.containers() for port in container.ports())
    declared = tuple(
        Port(port["containerPort"], str(port.get("protocol", "TCP")), str(port.get("name", "")))
        for port in ports
        if isinstance(port.get("containerPort"), int)
    )
    return Party(owner.name, address, owner.namespace or "default", labels, declared)


def doors_of(objects: Iterable[dict[str, Any]], parties: Iterable[Party]) -> Iterator[Door]:
    """The ports of Services whose address is fixed; that of others is the cluster's to give."""
    pods = list(parties)
    for each in (Manifest("", one) for one in objects if one.get("kind") == "Service"):
        address, selector = each.spec.get("clusterIP"), {"matchLabels": mapping(each.spec.get("selector"))}
        behind = [pod for pod in pods if pod.namespace == each.namespace and selects(selector, dict(pod.labels))]
        if address in (None, "", "None") or not each.spec.get("selector") or not behind:
            continue
        for port in items(each.spec.get("ports")):
            protocol, target = str(port.get("protocol", "TCP")), port.get("targetPort", port["port"])
            number = target if isinstance(target, int) else behind[0].number_of(str(target), protocol)
            if number is not None:
                yield Door(str(address), int(port["port"]), protocol, behind[0], number)
