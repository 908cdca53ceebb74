"""Replicas, their selectors, what scales them and what keeps them; their data outlives them."""

from __future__ import annotations

from collections.abc import Iterator

from edge_deploy.validating.manifests import Manifest, mapping, scalars
from edge_deploy.validating.rule import Found, Rule, of_kinds
from edge_deploy.validating.scene import Scene, selects

_SETS = ("Deployment", "StatefulSet", "DaemonSet", "ReplicaSet")


@of_kinds(*_SETS)
def selector(workload: Manifest) -> Iterator[str]:
    labels = mapping(workload.at("spec", "template", "metadata", "labels"))
    wanted = mapping(workload.spec.get("selector"))
    if not selects(wanted, labels):
        yield f"spec.selector {wanted.get('matchLabels')} does not take its own pods' labels; make them the same"
    elif not wanted.get("matchLabels") and not wanted.get("matchExpressions"):
        yield "spec.selector is empty and takes every pod; name its labels"


def overlap(scene: Scene) -> Iterator[Found]:
    seen: list[Manifest] = []
    for one in scene.of(*_SETS):
        labels = mapping(one.at("spec", "template", "metadata", "labels"))
        for other in seen:
            if other.namespace == one.namespace and selects(mapping(other.spec.get("selector")), labels):
                yield (
                    one,
                    "",
                    f"its pods are also taken by the selector of {other.subject}; give them labels of their own",
                )
        seen.append(one)


def _is_agent(workload: Manifest) -> bool:
    labels = mapping(workload.at("spec", "template", "metadata", "labels"))
    return labels.get("app.kubernetes.io/component") == "agent" or (workload.kind, workload.name) == (
        "StatefulSet",
        "lodge",
    )


@of_kinds(*_SETS)
def agent_alone(workload: Manifest) -> Iterator[str]:
    if not _is_agent(workload):
        return
    if workload.spec.get("replicas", 1) not in (0, 1):
        yield f"replicas is {workload.spec['replicas']}, but an agent owns its inbox and store alone; set 1"
    if workload.kind != "StatefulSet":
        yield f"the agent is a {workload.kind}, of which two run during an upgrade; make it a StatefulSet"


@of_kinds(*_SETS)
def nothing_runs(workload: Manifest) -> Iterator[str]:
    if workload.kind != "ReplicaSet" and workload.spec.get("replicas") == 0:
        yield "replicas is 0, so nothing runs; set 1"


@of_kinds("Pod", "ReplicaSet", "ReplicationController")
def bare(workload: Manifest) -> Iterator[str]:
    yield f"a bare {workload.kind} is not brought back or upgraded; make it a StatefulSet, a Deployment or a Job"


def budget(scene: Scene) -> Iterator[Found]:
    for each in scene.of("PodDisruptionBudget"):
        wanted = mapping(each.spec.get("selector"))
        for workload in scene.of(*_SETS):
            labels = mapping(workload.at("spec", "template", "metadata", "labels"))
            scaled = any(_target(hpa) == (workload.kind, workload.name) for hpa in scene.of("HorizontalPodAutoscaler"))
            taken = workload.namespace == each.namespace and selects(wanted, labels)
            if taken and workload.spec.get("replicas", 1) <= 1 and not scaled:
                text = f"{workload.subject} has one replica, so upgrades of its node would hang; take it out"
                yield each, "", text
        if each.spec.get("maxUnavailable") in (0, "0%") or each.spec.get("minAvailable") == "100%":
            yield each, "", "lets no pod go, so upgrades of a node would hang; set maxUnavailable: 1"


def _target(hpa: Manifest) -> tuple[str, str]:
    target = mapping(hpa.spec.get("scaleTargetRef"))
    return str(target.get("kind")), str(target.get("name"))


def scaling(scene: Scene) -> Iterator[Found]:
    workloads = {(each.namespace, each.kind, each.name): each for each in scene.of(*_SETS)}
    for each in scene.of("HorizontalPodAutoscaler"):
        kind, name = _target(each)
        found = workloads.get((each.namespace, kind, name))
        if kind == "StatefulSet" or (found and _is_agent(found)):
            yield each, "", f"scales {kind} {name}, which owns its data alone; take it out"
        elif found and not _uses_postgres(scene, found):
            yield each, "", f"scales {kind} {name}, whose database is a SQLite file; use the postgres overlay"
        low, high = each.spec.get("minReplicas", 1), each.spec.get("maxReplicas", 1)
        if isinstance(low, int) and isinstance(high, int) and low > high:
            yield each, "", f"minReplicas {low} is above maxReplicas {high}; lower it"


def _uses_postgres(scene: Scene, workload: Manifest) -> bool:
    for container in scene.containers:
        if container.pod.owner is not workload:
            continue
        values = [scene.variables(container).get("LODGE_FLEET_DB", ""), *scalars(container.body.get("args"))]
        secret = any(
            each.get("name") == "LODGE_FLEET_DB" and "secretKeyRef" in mapping(each.get("valueFrom"))
            for each in container.env()
        )
        if secret or any(str(value).startswith(("postgresql://", "postgres://")) for value in values):
            return True
    return False


def several(scene: Scene) -> Iterator[Found]:
    for each in scene.of("Deployment"):
        replicas = each.spec.get("replicas", 1)
        fleet = mapping(each.at("spec", "template", "metadata", "labels")).get("app.kubernetes.io/component") == "fleet"
        if fleet and isinstance(replicas, int) and replicas > 1 and not _uses_postgres(scene, each):
            yield each, "", f"replicas is {replicas} on a SQLite file; set 1, or use the postgres overlay"


@of_kinds("StatefulSet")
def kept_claims(workload: Manifest) -> Iterator[str]:
    policy = mapping(workload.spec.get("persistentVolumeClaimRetentionPolicy"))
    for name in ("whenDeleted", "whenScaled"):
        if policy.get(name) == "Delete":
            yield f"persistentVolumeClaimRetentionPolicy.{name} is Delete, so claims would go with it; set Retain"
    if _is_agent(workload) and not workload.spec.get("volumeClaimTemplates"):
        yield "has no volumeClaimTemplates, so claims would not outlive the pod; add the claims volume"


@of_kinds("PersistentVolume", "StorageClass")
def kept_volumes(volume: Manifest) -> Iterator[str]:
    value = volume.spec.get("persistentVolumeReclaimPolicy") or volume.body.get("reclaimPolicy")
    if value in ("Delete", "Recycle"):
        yield f"its reclaim policy is {value}, so claims would go with the volume; set Retain"


@of_kinds("PersistentVolume")
def host_folder(volume: Manifest) -> Iterator[str]:
    path = str(mapping(volume.spec.get("hostPath") or volume.spec.get("local")).get("path") or "")
    if path and not path.startswith(("/srv/", "/mnt/", "/var/lib/lodge", "/var/lib/rancher/k3s/storage")):
        yield f"opens the box's own {path}; use a folder below /srv"
    if ".." in path.split("/"):
        yield f"its path {path} climbs with ..; write it out"


@of_kinds("Deployment", "DaemonSet")
def ends_never(workload: Manifest) -> Iterator[str]:
    policy = workload.at("spec", "template", "spec", "restartPolicy")
    if policy not in (None, "Always"):
        yield f"restartPolicy is {policy}; a {workload.kind} takes Always only"


@of_kinds("StatefulSet", "Deployment", "DaemonSet", "Pod")
def priority(workload: Manifest) -> Iterator[str]:
    spec = workload.spec if workload.kind == "Pod" else mapping(workload.at("spec", "template", "spec"))
    name = str(spec.get("priorityClassName") or "")
    if name.startswith("system-"):
        yield f"priorityClassName is {name}, the cluster's own; use lodge"
    if spec.get("schedulerName") not in (None, "default-scheduler", "volcano"):
        yield f"schedulerName is {spec['schedulerName']}, which no branch runs; take it out"


RULES = (
    Rule("workload.selector", "A selector takes its own pods.", selector),
    Rule("workload.overlap", "No pod is taken by two selectors.", overlap),
    Rule("workload.agent_alone", "One agent a branch, in a StatefulSet.", agent_alone),
    Rule("workload.nothing_runs", "No workload has zero replicas.", nothing_runs),
    Rule("workload.bare", "No bare pods.", bare),
    Rule("workload.restart", "What runs on is restarted.", ends_never),
    Rule("workload.priority", "Priorities and schedulers are Lodge's own.", priority),
    Rule("workload.budget", "No disruption budget hangs a node's upgrade.", budget),
    Rule("workload.scaling", "Only the fleet on PostgreSQL is scaled.", scaling),
    Rule("workload.several", "One replica on a SQLite file.", several),
    Rule("storage.claims", "Deleting a StatefulSet leaves the claims.", kept_claims),
    Rule("storage.reclaim", "Deleting a claim of storage leaves the volume.", kept_volumes),
    Rule("storage.host_folder", "A volume on the box is a data folder.", host_folder),
)
