"""Podding: the pod that a rendered StatefulSet makes, for `podman kube play`: a branch's pod on a machine without K3s.

What changes is what podman has no part for, and nothing is relaxed: user, capabilities, read-only root, limits,
commands and settings stay as they were rendered.

- Claims and weights and the inbox (PersistentVolumeClaims, and a claim template's) become folders given by the caller.
- An emptyDir becomes such a folder too: podman makes them only in newer versions.
- Probes go: podman runs curl within the container for them, and the image has none. Ask the endpoints from outside.
- Names of ports go: they inform, and podman takes none for a pod whose network has nothing but loopback.
- Restarts are left to the caller, who stands for the kubelet: podman would run the init container again for ever.
- Scheduling goes (priority, service account, DNS, host aliases, update marks): here is one node and no cluster.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from edge_deploy.kustomizing import Object
from pipelines.errors import UsageError

_NOT_FOR_PODMAN = ("livenessProbe", "readinessProbe", "startupProbe", "ports")
_OF_THE_CLUSTER = ("priorityClassName", "serviceAccountName", "dnsPolicy", "dnsConfig", "hostAliases")


def pod_of(objects: list[Object], name: str, folders: Mapping[str, Path], image: str | None = None) -> list[Object]:
    """The pod of the StatefulSet `name`, and the ConfigMaps that it reads; `folders` has one for each volume's name.

    `image` takes the place of the rendered image, where it is loaded under another name. UsageError names what is
    missing.
    """
    stateful = _one(objects, "StatefulSet", name)
    template = copy.deepcopy(stateful["spec"]["template"])
    spec = template["spec"]
    for key in _OF_THE_CLUSTER:
        spec.pop(key, None)
    for container in _containers(spec):
        for key in _NOT_FOR_PODMAN:
            container.pop(key, None)
        # Podman looks no further than its own store for an image of this machine.
        container["image"] = image or f"localhost/{container['image']}"
        container["imagePullPolicy"] = "Never"
    claims = [claim["metadata"]["name"] for claim in stateful["spec"].get("volumeClaimTemplates", ())]
    volumes = [*spec.get("volumes", ()), *({"name": claim, "persistentVolumeClaim": {}} for claim in claims)]
    spec["volumes"] = [_as_folder(volume, folders) for volume in volumes]
    pod = {
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {**template["metadata"], "name": f"{name}-0"},
        "spec": {**spec, "restartPolicy": "Never"},
    }
    return [*_settings(objects, spec), pod]


def _as_folder(volume: dict[str, Any], folders: Mapping[str, Path]) -> dict[str, Any]:
    if "persistentVolumeClaim" not in volume and "emptyDir" not in volume:
        return volume
    name = volume["name"]
    if name not in folders:
        raise UsageError(f"The pod has a volume {name!r}, and no folder is given for it.")
    return {"name": name, "hostPath": {"path": str(folders[name]), "type": "Directory"}}


def _settings(objects: list[Object], spec: dict[str, Any]) -> list[Object]:
    """The ConfigMaps that the containers take their environment from; optional Secrets that are not there go."""
    names = []
    for container in _containers(spec):
        sources = container.get("envFrom", [])
        names += [source["configMapRef"]["name"] for source in sources if "configMapRef" in source]
        container["envFrom"] = [source for source in sources if not source.get("secretRef", {}).get("optional")]
    return [copy.deepcopy(_one(objects, "ConfigMap", name)) for name in dict.fromkeys(names)]


def _containers(spec: dict[str, Any]) -> list[dict[str, Any]]:
    return [*spec.get("initContainers", ()), *spec["containers"]]


def _one(objects: list[Object], kind: str, name: str) -> Object:
    for found in objects:
        if found["kind"] == kind and found["metadata"]["name"] == name:
            return found
    raise UsageError(f"Nothing rendered is a {kind} named {name!r}.")
