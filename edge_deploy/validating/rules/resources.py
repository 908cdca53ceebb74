"""What containers ask of the box, and the probes that watch them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from edge_deploy.validating.manifests import items, mapping, scalar
from edge_deploy.validating.rule import Found, Rule, of_container, of_pod
from edge_deploy.validating.scene import Container, Pod, Scene

_QUANTITY = re.compile(r"([+-]?[\d.]+(?:[eE][+-]?\d+)?)([KMGTPE]i|[numkMGTPE])?")
_DECIMAL = {"n": 1e-9, "u": 1e-6, "m": 1e-3, "k": 1e3, "M": 1e6, "G": 1e9, "T": 1e12, "P": 1e15, "E": 1e18}
_UNITS = {"": 1.0, **_DECIMAL, **{f"{letter}i": 1024.0**power for power, letter in enumerate("KMGTPE", start=1)}}
_BOX_BYTES = 16 * 1024**3
_BOX_CORES = 64.0
_PROBES = ("readinessProbe", "livenessProbe", "startupProbe")


def amount(quantity: Any) -> float | None:
    """A quantity as a number; None where it is none."""
    found = _QUANTITY.fullmatch(str(quantity))
    try:
        return float(found[1]) * _UNITS[found[2] or ""] if found else None
    except ValueError:
        return None


def _resources(container: Container, kind: str) -> dict[str, Any]:
    return mapping(mapping(container.body.get("resources")).get(kind))


def requests(container: Container) -> Iterator[str]:
    for name in ("cpu", "memory"):
        if not amount(_resources(container, "requests").get(name, 0)):
            yield f"resources.requests.{name} is not set; say what it needs"


def limits(container: Container) -> Iterator[str]:
    for name in ("cpu", "memory"):
        if not amount(_resources(container, "limits").get(name, 0)):
            yield f"resources.limits.{name} is not set, so it can take the whole box; set a limit"


def order(container: Container) -> Iterator[str]:
    wanted, most = _resources(container, "requests"), _resources(container, "limits")
    for name in wanted.keys() & most.keys():
        low, high = amount(wanted[name]), amount(most[name])
        if low is not None and high is not None and low > high:
            yield f"resources.requests.{name} {wanted[name]} is above its limit {most[name]}; lower it"


def units(container: Container) -> Iterator[str]:
    for kind in ("requests", "limits"):
        memory, cores = _resources(container, kind).get("memory"), _resources(container, kind).get("cpu")
        size, count = amount(memory), amount(cores)
        if size is not None and 0 < size < 1024**2:
            yield f"resources.{kind}.memory {memory} is less than a mebibyte; write Mi or Gi"
        if count is not None and count > _BOX_CORES:
            yield f"resources.{kind}.cpu {cores} is more than any box has; write 500m for half a core"


def box(scene: Scene) -> Iterator[Found]:
    """Pods that the central side runs have a cluster of their own size; a GPU's pods too."""
    for pod in scene.pods:
        total = sum(
            amount(_resources(each, "requests").get("memory")) or 0 for each in pod.containers() if each.runs_on
        )
        largest = max((amount(_resources(each, "requests").get("memory")) or 0 for each in pod.containers()), default=0)
        if max(total, largest) > _BOX_BYTES:
            gib = max(total, largest) / 1024**3
            yield pod.owner, "", f"asks for {gib:.0f} GiB of memory, more than the largest box (16 GiB); ask for less"


def scratch(pod: Pod) -> Iterator[str]:
    for volume in pod.volumes():
        if "emptyDir" in volume and not mapping(volume["emptyDir"]).get("sizeLimit"):
            yield f"volume {volume.get('name')} is an emptyDir without sizeLimit, so it can fill the disk; set one"


def probed(container: Container) -> Iterator[str]:
    if not container.runs_on or not container.pod.is_own:
        return
    for name in _PROBES[:2]:
        if name == "livenessProbe" and container.is_init:
            continue
        if not container.body.get(name):
            yield f"has no {name}; ask its /healthz or its port"


def probe_port(container: Container) -> Iterator[str]:
    ports = container.ports()
    known = {scalar(port.get(key)) for port in ports for key in ("name", "containerPort")}
    for name in _PROBES:
        probe = mapping(container.body.get(name))
        for kind in ("httpGet", "tcpSocket", "grpc"):
            port = scalar(mapping(probe.get(kind)).get("port"))
            if port is not None and port not in known:
                yield f"{name} asks port {port}, which the container does not open; open it or correct the probe"
        handlers = [kind for kind in ("httpGet", "tcpSocket", "grpc", "exec") if kind in probe]
        if probe and len(handlers) != 1:
            yield f"{name} has {len(handlers)} ways to ask; give it one of httpGet, tcpSocket, grpc, exec"
        if name != "readinessProbe" and probe.get("successThreshold", 1) != 1:
            yield f"{name}.successThreshold is {probe['successThreshold']}; only 1 is allowed"


def port_names(container: Container) -> Iterator[str]:
    for port in container.ports():
        name, number = port.get("name"), port.get("containerPort")
        if isinstance(number, int) and not 0 < number < 65536:
            yield f"containerPort {number} is no port; use 1 to 65535"
        if isinstance(name, str) and not re.fullmatch(r"(?=.*[a-z])[a-z0-9]([a-z0-9-]{0,13}[a-z0-9])?", name):
            yield f"port name {name} is not 1 to 15 small letters, digits and dashes"


def paths(container: Container) -> Iterator[str]:
    seen: set[str] = set()
    for mount in items(container.body.get("volumeMounts")):
        path = str(mount.get("mountPath", ""))
        if path in seen:
            yield f"mounts two volumes at {path}; keep one"
        seen.add(path)


RULES = (
    Rule("resources.requests", "Every container says what CPU and memory it needs.", of_container(requests)),
    Rule("resources.limits", "Every container has a CPU and a memory limit.", of_container(limits)),
    Rule("resources.order", "No request is above its limit.", of_container(order)),
    Rule("resources.units", "Amounts are of a plausible size.", of_container(units)),
    Rule("resources.box", "A pod fits the largest box.", box),
    Rule("resources.scratch", "Every emptyDir has a size limit.", of_pod(scratch)),
    Rule("probe.missing", "What runs on has a readiness and a liveness probe.", of_container(probed)),
    Rule("probe.port", "A probe asks one way, at a port that the container opens.", of_container(probe_port)),
    Rule("port.name", "Ports and their names are possible.", of_container(port_names)),
    Rule("volume.mount_path", "No two volumes at one path.", of_container(paths)),
)
