"""Objects as such: once each, well named, in a namespace that is made here and enforces Pod Security."""

from __future__ import annotations

import re
from collections.abc import Iterator

from edge_deploy.validating.manifests import mapping
from edge_deploy.validating.rule import Found, Rule
from edge_deploy.validating.scene import Scene

_NAME = re.compile(r"[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?")
_LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
_VALUE = re.compile(r"([A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?)?")
_KEY = re.compile(r"([a-z0-9]([a-z0-9.-]*[a-z0-9])?/)?[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?")
_FREE_NAMES = ("Role", "ClusterRole", "RoleBinding", "ClusterRoleBinding", "APIService")
_SYSTEM = ("kube-system", "kube-public", "kube-node-lease")
_ENFORCE = "pod-security.kubernetes.io/enforce"
_ONE_LABEL = ("Namespace", "Service")


def duplicate(scene: Scene) -> Iterator[Found]:
    seen: dict[tuple[str, str, str, str], str] = {}
    for each in scene.manifests:
        key = (each.group, each.kind, each.namespace, each.name)
        if key in seen and each.name:
            yield each, "", "stands twice; keep one"
        seen[key] = each.source


def name(scene: Scene) -> Iterator[Found]:
    for each in scene.manifests:
        if not each.name:
            yield each, "", "metadata.name is missing; name it"
        elif each.kind not in _FREE_NAMES and not (_LABEL if each.kind in _ONE_LABEL else _NAME).fullmatch(each.name):
            yield each, "", f"metadata.name {each.name} is not small letters, digits and dashes; rename it"


def labels(scene: Scene) -> Iterator[Found]:
    found = [(each, each.labels) for each in scene.manifests] + [(pod.owner, pod.labels) for pod in scene.pods]
    for manifest, some in found:
        for key, value in some.items():
            if not isinstance(value, str) or not _VALUE.fullmatch(value) or not _KEY.fullmatch(str(key)):
                yield manifest, "", f"label {key}: {value} is not 63 letters, digits, dashes, dots; shorten it"


def live(scene: Scene) -> Iterator[Found]:
    for each in scene.manifests:
        for field in ("uid", "resourceVersion", "managedFields", "selfLink", "generation", "deletionTimestamp"):
            if each.metadata.get(field):
                yield each, "", f"metadata.{field} was copied from a running cluster; take it out"
        if each.metadata.get("finalizers") or each.metadata.get("ownerReferences"):
            yield each, "", "metadata has finalizers or ownerReferences, which a controller writes; take them out"
        if each.body.get("status") and each.kind != "CustomResourceDefinition":
            yield each, "", "status is the cluster's to write; take it out"


def pod_security(scene: Scene) -> Iterator[Found]:
    for each in scene.of("Namespace"):
        level = each.labels.get(_ENFORCE)
        enough = ("restricted",) if each.name.startswith("lodge") else ("restricted", "baseline")
        if each.name not in _SYSTEM and level not in enough:
            yield each, "", f"label {_ENFORCE} is {level or 'not set'}; set it to restricted"


def namespace_made(scene: Scene) -> Iterator[Found]:
    made = {each.name for each in scene.of("Namespace")}
    for namespace in sorted({pod.owner.namespace for pod in scene.pods} - {""}):
        owner = next(pod.owner for pod in scene.pods if pod.owner.namespace == namespace)
        if namespace == "default" or namespace in _SYSTEM:
            yield owner, "", f"runs in namespace {namespace}; give it one of its own"
        elif namespace not in made and not scene.has("Namespace", "", namespace):
            yield owner, "", f"runs in namespace {namespace}, which nothing here makes; add it, with Pod Security"


def loosening(scene: Scene) -> Iterator[Found]:
    found = [(each, mapping(each.metadata.get("annotations"))) for each in scene.manifests]
    found += [(pod.owner, mapping(pod.metadata.get("annotations"))) for pod in scene.pods]
    for manifest, some in found:
        for key, value in some.items():
            old = str(key).startswith(("seccomp.security.alpha", "container.apparmor.security.beta"))
            if old and "unconfined" in str(value).lower():
                yield manifest, "", f"annotation {key} is {value}; take it out and use securityContext"


RULES = (
    Rule("object.duplicate", "Every object stands once.", duplicate),
    Rule("object.name", "Names are possible.", name),
    Rule("object.label", "Labels are possible.", labels),
    Rule("object.live", "Nothing is copied from a running cluster.", live),
    Rule("object.annotation", "No annotation of old loosens a pod.", loosening),
    Rule(
        "namespace.pod_security",
        "Lodge's namespaces enforce Pod Security restricted, others at least baseline.",
        pod_security,
    ),
    Rule("namespace.made", "Pods run in a namespace that the set makes.", namespace_made),
)
