"""A branch's box as a cluster sees it: a node that kwok plays, K3s' storage class, and volumes to bind."""

from __future__ import annotations

import json
from typing import Any

from edge_deploy.kube.cluster import Cluster

STORAGE_CLASS = "local-path"


def add_box(cluster: Cluster, name: str, *, cpu: str = "4", memory: str = "16Gi") -> None:
    """A node of that size; returns when the scheduler may use it."""
    room = {"cpu": cpu, "memory": memory, "pods": "110", "ephemeral-storage": "100Gi"}
    node = {
        "apiVersion": "v1",
        "kind": "Node",
        "metadata": {
            "name": name,
            "annotations": {"kwok.x-k8s.io/node": "fake"},
            "labels": {
                "kubernetes.io/hostname": name,
                "kubernetes.io/arch": "amd64",
                "kubernetes.io/os": "linux",
                "type": "kwok",
            },
        },
        "status": {"capacity": room, "allocatable": room},
    }
    cluster.apply([node])
    cluster.kubectl("wait", "--for=condition=Ready", f"node/{name}", "--timeout=60s")


def add_storage_class(cluster: Cluster) -> None:
    """K3s' default class, whose provisioner does not run here: claims bind the volumes of `add_volumes`."""
    storage = {
        "apiVersion": "storage.k8s.io/v1",
        "kind": "StorageClass",
        "metadata": {
            "name": STORAGE_CLASS,
            "annotations": {"storageclass.kubernetes.io/is-default-class": "true"},
        },
        "provisioner": "rancher.io/local-path",
        "reclaimPolicy": "Delete",
        "volumeBindingMode": "WaitForFirstConsumer",
    }
    cluster.apply([storage])


def add_volumes(cluster: Cluster, box: str, count: int, *, size: str = "100Gi") -> None:
    """Volumes on `box` that claims of the class local-path bind; a claim's end leaves its volume, as Released."""
    cluster.apply([_volume(f"{box}-{number}", box, size) for number in range(count)], "--server-side")


def renew_volumes(cluster: Cluster) -> None:
    """Make volumes whose claim is gone free again: an operator would empty them by hand."""
    for volume in cluster.items("persistentvolumes"):
        if volume["status"].get("phase") == "Released":
            change = '[{"op": "remove", "path": "/spec/claimRef"}]'
            cluster.kubectl(
                "patch", f"persistentvolume/{volume['metadata']['name']}", "--type=json", f"--patch={change}"
            )


def add_resource(cluster: Cluster, box: str, name: str, count: str) -> None:
    """Let the box offer countable devices, as a device plugin of the node does."""
    room = {"capacity": {name: count}, "allocatable": {name: count}}
    cluster.kubectl("patch", f"node/{box}", "--subresource=status", f"--patch={json.dumps({'status': room})}")


def add_devices(cluster: Cluster, box: str, driver: str, count: int, *, memory: str = "24Gi") -> None:
    """A ResourceSlice that stands for graphics cards of the box, as a DRA driver of the node publishes it."""
    devices = [
        {
            "name": f"gpu-{number}",
            "attributes": {"type": {"string": "gpu"}, "productName": {"string": "made up"}},
            "capacity": {"memory": {"value": memory}},
        }
        for number in range(count)
    ]
    published = {
        "apiVersion": "resource.k8s.io/v1",
        "kind": "ResourceSlice",
        "metadata": {"name": f"{box}-{driver}"},
        "spec": {
            "driver": driver,
            "nodeName": box,
            "pool": {"name": box, "generation": 1, "resourceSliceCount": 1},
            "devices": devices,
        },
    }
    cluster.apply([published], "--server-side")


def _volume(name: str, box: str, size: str) -> dict[str, Any]:
    here = {"matchExpressions": [{"key": "kubernetes.io/hostname", "operator": "In", "values": [box]}]}
    return {
        "apiVersion": "v1",
        "kind": "PersistentVolume",
        "metadata": {"name": name},
        "spec": {
            "capacity": {"storage": size},
            "accessModes": ["ReadWriteOnce", "ReadWriteMany", "ReadOnlyMany"],
            "storageClassName": STORAGE_CLASS,
            "persistentVolumeReclaimPolicy": "Retain",
            "local": {"path": f"/var/lib/rancher/k3s/storage/{name}"},
            "nodeAffinity": {"required": {"nodeSelectorTerms": [here]}},
        },
    }
