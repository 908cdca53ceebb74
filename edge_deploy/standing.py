"""How a cluster stands to what was rendered for it, object by object."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

import yaml

from edge_deploy.cluster import PART_OF
from edge_deploy.comparing import differences
from edge_deploy.kustomizing import Object
from edge_deploy.rollout import is_finished, trouble, waits_for
from pipelines.errors import OperatorError

State = Literal["as rendered", "differs", "missing", "waiting", "extra"]
# Looked through for objects of ours that were not rendered. Pods, ReplicaSets and the like belong to others.
_KINDS = (
    ("v1", "ConfigMap"), ("v1", "Service"), ("v1", "ServiceAccount"), ("v1", "PersistentVolumeClaim"),
    ("v1", "PersistentVolume"), ("apps/v1", "StatefulSet"), ("apps/v1", "Deployment"), ("apps/v1", "DaemonSet"),
    ("batch/v1", "Job"), ("batch/v1", "CronJob"), ("networking.k8s.io/v1", "NetworkPolicy"),
    ("networking.k8s.io/v1", "Ingress"), ("rbac.authorization.k8s.io/v1", "Role"),
    ("rbac.authorization.k8s.io/v1", "RoleBinding"), ("rbac.authorization.k8s.io/v1", "ClusterRole"),
    ("rbac.authorization.k8s.io/v1", "ClusterRoleBinding"), ("scheduling.k8s.io/v1", "PriorityClass"),
)  # fmt: skip


class Reader(Protocol):
    """What a cluster is asked."""

    def read(self, rendered: Object) -> Object | None: ...
    def labelled(self, version: str, kind: str, selector: str, namespace: str | None = None) -> list[Object]: ...


@dataclass(frozen=True)
class Standing:
    """One object; `seen` says what differs, or what it waits for."""

    kind: str
    name: str
    namespace: str
    state: State
    seen: tuple[str, ...] = ()


def read_manifests(path: Path) -> list[Object]:
    """The objects of a rendered file."""
    try:
        found = [one for one in yaml.load_all(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader) if one]
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise OperatorError(f"{path} cannot be read: {error}. Render it with: lodge deploy render") from None
    if not all(isinstance(one, dict) and {"apiVersion", "kind", "metadata"} <= set(one) for one in found) or not found:
        raise OperatorError(f"{path} holds no manifests. Render them with: lodge deploy render")
    return found


def standings(rendered: list[Object], cluster: Reader) -> list[Standing]:
    """Each rendered object, then the objects labelled as ours that were not rendered."""
    return [*(_standing(one, cluster, _scaled(rendered)) for one in rendered), *_extras(rendered, cluster)]


def _standing(rendered: Object, cluster: Reader, scaled: set[tuple[str, str]]) -> Standing:
    kind, name = rendered["kind"], rendered["metadata"]["name"]
    namespace = rendered["metadata"].get("namespace", "")
    live = cluster.read(rendered)
    if live is None:
        return Standing(kind, name, namespace, "missing")
    if kind == "Secret":
        return Standing(kind, name, namespace, "as rendered", ("there; its values are not read",))
    paths = [path for path in differences(rendered, live) if not (path == "spec.replicas" and (kind, name) in scaled)]
    if paths:
        return Standing(kind, name, namespace, "differs", tuple(paths))
    waiting = waits_for(live)
    if not waiting:
        return Standing(kind, name, namespace, "as rendered")
    labels = ((live.get("spec") or {}).get("selector") or {}).get("matchLabels") or {}
    selector = ",".join(f"{key}={value}" for key, value in labels.items())
    why = trouble(cluster.labelled("v1", "Pod", selector, namespace)) if selector else ""
    return Standing(kind, name, namespace, "waiting", (f"{waiting} ({why})" if why else waiting,))


def _extras(rendered: list[Object], cluster: Reader) -> Iterable[Standing]:
    known = {_identity(one) for one in rendered}
    claims = _claims(rendered)
    kinds = dict.fromkeys((*_KINDS, *((one["apiVersion"], one["kind"]) for one in rendered)))
    for version, kind in kinds:
        for found in cluster.labelled(version, kind, PART_OF):
            one = {"apiVersion": version, "kind": kind, **found}  # items of a list do not repeat their kind
            name, namespace = one["metadata"]["name"], one["metadata"].get("namespace", "")
            owned = bool(one["metadata"].get("ownerReferences")) or is_finished(one)
            if _identity(one) not in known and not owned and (kind, name) not in claims and not _provisioned(one):
                yield Standing(kind, name, namespace, "extra")


def _identity(one: Object) -> tuple[str, str, str, str]:
    group = one["apiVersion"].rpartition("/")[0]
    return group, one["kind"], one["metadata"].get("namespace", ""), one["metadata"]["name"]


def _claims(rendered: list[Object]) -> set[tuple[str, str]]:
    """The claims that StatefulSets make of their templates."""
    return {
        ("PersistentVolumeClaim", f"{template['metadata']['name']}-{one['metadata']['name']}-{index}")
        for one in rendered
        if one["kind"] == "StatefulSet"
        for template in one["spec"].get("volumeClaimTemplates", [])
        for index in range(one["spec"].get("replicas", 1))
    }


def _provisioned(one: Object) -> bool:
    return "pv.kubernetes.io/provisioned-by" in (one["metadata"].get("annotations") or {})


def _scaled(rendered: list[Object]) -> set[tuple[str, str]]:
    """What a HorizontalPodAutoscaler counts: how many replicas there are is its to say."""
    targets = (one["spec"]["scaleTargetRef"] for one in rendered if one["kind"] == "HorizontalPodAutoscaler")
    return {(target["kind"], target["name"]) for target in targets}
