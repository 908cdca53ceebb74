"""Where pods and volumes come to stand, and numbers that a server would refuse."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from agent.settings import Settings
from edge_deploy.validating.manifests import Manifest, items, mapping, scalars
from edge_deploy.validating.rule import Found, Rule, of_container, of_kinds, of_pod
from edge_deploy.validating.rules.resources import amount
from edge_deploy.validating.rules.settings import environment
from edge_deploy.validating.scene import Container, Pod, Scene

_PROBES = ("readinessProbe", "livenessProbe", "startupProbe")
_COUNTS = ("periodSeconds", "timeoutSeconds", "failureThreshold", "successThreshold")
_NEAR = 0.86  # alike enough to be a slip of the pen, not another program's variable


def node(pod: Pod) -> Iterator[str]:
    if pod.spec.get("nodeName"):
        yield f"nodeName is {pod.spec['nodeName']}, which goes past the scheduler; take it out"
    for each in items(pod.spec.get("tolerations")):
        if each.get("operator") == "Exists" and not each.get("key"):
            yield "tolerations takes every taint, a failing node's too; name the taint"


def names_outside(pod: Pod) -> Iterator[str]:
    policy = pod.spec.get("dnsPolicy")
    if policy == "Default":
        yield "dnsPolicy is Default, the box's own DNS, which leads outside; use None or ClusterFirst"
    if policy == "None" and not scalars(mapping(pod.spec.get("dnsConfig")).get("nameservers")):
        yield "dnsPolicy is None without dnsConfig.nameservers; name 127.0.0.1"


def sources(pod: Pod) -> Iterator[str]:
    for volume in pod.volumes():
        count = len([key for key in volume if key != "name"])
        if count != 1:
            yield f"volume {volume.get('name')} has {count} sources; give it one"


def counts(container: Container) -> Iterator[str]:
    for name in _PROBES:
        probe = mapping(container.body.get(name))
        for key in _COUNTS:
            value = probe.get(key)
            if isinstance(value, int) and value < 1:
                yield f"{name}.{key} is {value}; give it 1 or more"


@of_kinds("StatefulSet", "DaemonSet")
def rolls(workload: Manifest) -> Iterator[str]:
    if mapping(workload.spec.get("updateStrategy")).get("type") == "OnDelete":
        yield "updateStrategy.type is OnDelete, so an upgrade waits for a hand; use RollingUpdate"


@of_kinds("Ingress")
def controller(ingress: Manifest) -> Iterator[str]:
    if not ingress.spec.get("ingressClassName"):
        yield "has no ingressClassName, so any controller may serve it; write traefik"


def pairs(scene: Scene) -> Iterator[Found]:
    volumes = {each.name: each for each in scene.of("PersistentVolume")}
    for claim in scene.of("PersistentVolumeClaim"):
        volume = volumes.get(str(claim.spec.get("volumeName")))
        if volume is None:
            continue
        if (claim.spec.get("storageClassName") or "") != (volume.spec.get("storageClassName") or ""):
            yield (
                claim,
                "",
                f"storageClassName differs from PersistentVolume {volume.name}, so they never bind; align them",
            )
        lacking = set(map(str, scalars(claim.spec.get("accessModes")))) - set(
            map(str, scalars(volume.spec.get("accessModes")))
        )
        if lacking:
            yield (
                claim,
                "",
                f"accessModes {', '.join(sorted(lacking))} is not of PersistentVolume {volume.name}; align them",
            )
        wanted = amount(mapping(mapping(claim.spec.get("resources")).get("requests")).get("storage"))
        there = amount(mapping(volume.spec.get("capacity")).get("storage"))
        if wanted is not None and there is not None and wanted > there:
            yield claim, "", f"asks for more storage than PersistentVolume {volume.name} has; align them"


def misspelt(scene: Scene) -> Iterator[Found]:
    known = [f"LODGE_{name.upper()}" for name in Settings.model_fields]
    for owner, container, name, _ in environment(scene):
        if name.startswith("LODGE_") and name not in known:
            near = difflib.get_close_matches(name, known, n=1, cutoff=_NEAR)
            if near:
                yield owner, container, f"{name} is no setting of Lodge; {near[0]} is"


RULES = (
    Rule("place.node", "The scheduler chooses nodes, and taints count.", of_pod(node)),
    Rule("place.names", "No pod asks the box's own DNS.", of_pod(names_outside)),
    Rule("volume.source", "A volume has one source.", of_pod(sources)),
    Rule("probe.counts", "A probe's numbers are 1 or more.", of_container(counts)),
    Rule("workload.rolls", "An upgrade rolls by itself.", rolls),
    Rule("ingress.class", "An Ingress names its controller.", controller),
    Rule("storage.pair", "A claim and its volume fit each other.", pairs),
    Rule("settings.misspelt", "Variables of Lodge are spelt as its settings.", misspelt),
)
