"""Everything that is named is there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from edge_deploy.validating.manifests import Manifest, items, mapping
from edge_deploy.validating.rule import Found, Rule
from edge_deploy.validating.scene import Container, Pod, Scene

# Made on the box, by its scripts or by the cluster: they are in no manifest.
_MADE_ON_SITE = {
    ("ConfigMap", "kube-root-ca.crt"),
    ("PriorityClass", "system-cluster-critical"),
    ("PriorityClass", "system-node-critical"),
    ("ServiceAccount", "default"),
    ("RuntimeClass", "nvidia"),  # K3s makes it where it finds the driver
    ("PersistentVolume", "lodge-llm"),  # a share of the site, which its operator declares
}
_SITE_SECRETS = (
    "lodge-",
    "minio-",
    "postgres-",
)  # Secrets of these names are made on site, by `lodge deploy` or by hand

Named = tuple[str, str, str, bool]  # the container, the kind, the name, whether it may be absent


def missing(scene: Scene) -> Iterator[Found]:
    for pod in scene.pods:
        for container, kind, name, optional in _named_by_pod(pod):
            namespace = "" if kind in ("PriorityClass", "RuntimeClass") else pod.owner.namespace
            if optional or not name or _is_there(scene, kind, namespace, name):
                continue
            yield pod.owner, container, f"names {kind} {name}, which nothing here makes; add it or correct the name"
    for manifest in scene.manifests:
        for kind, namespace, name in _named_by_object(manifest):
            if name and not _is_there(scene, kind, namespace, name):
                yield manifest, "", f"names {kind} {name}, which nothing here makes; add it or correct the name"


def _is_there(scene: Scene, kind: str, namespace: str, name: str) -> bool:
    if (kind, name) in _MADE_ON_SITE or scene.has(kind, namespace, name):
        return True
    if kind == "PersistentVolumeClaim":
        return any(name.startswith(f"{claim}-{owner}-") for owner, claim in _templates(scene, namespace))
    return kind == "Secret" and name.startswith(_SITE_SECRETS)


def _templates(scene: Scene, namespace: str) -> Iterator[tuple[str, str]]:
    for each in scene.of("StatefulSet"):
        if each.namespace == namespace:
            for claim in items(each.spec.get("volumeClaimTemplates")):
                yield each.name, str(mapping(claim.get("metadata")).get("name"))


def _named_by_pod(pod: Pod) -> Iterator[Named]:
    yield "", "ServiceAccount", str(pod.spec.get("serviceAccountName") or ""), False
    yield "", "RuntimeClass", str(pod.spec.get("runtimeClassName") or ""), False
    yield "", "PriorityClass", str(pod.spec.get("priorityClassName") or ""), False
    for each in items(pod.spec.get("imagePullSecrets")):
        yield "", "Secret", str(each.get("name") or ""), False
    for claim in items(pod.spec.get("resourceClaims")):
        yield "", "ResourceClaim", str(claim.get("resourceClaimName") or ""), False
        yield "", "ResourceClaimTemplate", str(claim.get("resourceClaimTemplateName") or ""), False
    for volume in pod.volumes():
        for source in (volume, *items(mapping(volume.get("projected")).get("sources"))):
            yield from _named_by_volume(source)
    for container in pod.containers():
        yield from _named_by_env(container)


def _named_by_volume(source: dict[str, Any]) -> Iterator[Named]:
    config, secret = mapping(source.get("configMap")), mapping(source.get("secret"))
    claim = mapping(source.get("persistentVolumeClaim"))
    yield "", "ConfigMap", str(config.get("name") or ""), bool(config.get("optional"))
    yield "", "Secret", str(secret.get("secretName") or secret.get("name") or ""), bool(secret.get("optional"))
    yield "", "PersistentVolumeClaim", str(claim.get("claimName") or ""), False


def _named_by_env(container: Container) -> Iterator[Named]:
    sources = [mapping(each.get("valueFrom")) for each in container.env()] + items(container.body.get("envFrom"))
    for source in sources:
        for key, kind in (("configMap", "ConfigMap"), ("secret", "Secret")):
            found = mapping(source.get(f"{key}KeyRef") or source.get(f"{key}Ref"))
            yield container.name, kind, str(found.get("name") or ""), bool(found.get("optional"))


def _named_by_object(manifest: Manifest) -> Iterator[tuple[str, str, str]]:
    space = manifest.namespace
    if manifest.kind == "StatefulSet":
        yield "Service", space, str(manifest.spec.get("serviceName") or "")
    elif manifest.kind == "HorizontalPodAutoscaler":
        target = mapping(manifest.spec.get("scaleTargetRef"))
        yield str(target.get("kind")), space, str(target.get("name") or "")
    elif manifest.kind == "Ingress":
        for backend in backends(manifest):
            yield "Service", space, str(backend.get("name") or "")
        for each in items(manifest.spec.get("tls")):
            yield "Secret", space, str(each.get("secretName") or "")
    elif manifest.kind in ("RoleBinding", "ClusterRoleBinding"):
        yield from _named_by_binding(manifest)
    elif manifest.kind == "PersistentVolume":
        claim = mapping(manifest.spec.get("claimRef"))
        yield "PersistentVolumeClaim", str(claim.get("namespace") or ""), str(claim.get("name") or "")
    elif manifest.kind == "PersistentVolumeClaim":
        yield "PersistentVolume", "", str(manifest.spec.get("volumeName") or "")
    elif manifest.kind == "LocalQueue":
        yield "ClusterQueue", "", str(manifest.spec.get("clusterQueue") or "")
    elif manifest.kind == "ClusterQueue":
        for group in items(manifest.spec.get("resourceGroups")):
            for flavor in items(group.get("flavors")):
                yield "ResourceFlavor", "", str(flavor.get("name") or "")
    elif manifest.kind == "ValidatingAdmissionPolicyBinding":
        yield "ValidatingAdmissionPolicy", "", str(manifest.spec.get("policyName") or "")
    if manifest.group == "batch.volcano.sh":
        queue = str(manifest.spec.get("queue") or "default")
        yield "Queue", "", "" if queue == "default" else queue
        yield "PriorityClass", "", str(manifest.spec.get("priorityClassName") or "")


def _named_by_binding(manifest: Manifest) -> Iterator[tuple[str, str, str]]:
    role = mapping(manifest.body.get("roleRef"))
    name = str(role.get("name") or "")
    if not name.startswith("system:") and name not in ("view", "edit", "admin", "cluster-admin"):
        yield str(role.get("kind")), manifest.namespace if role.get("kind") == "Role" else "", name
    for subject in items(manifest.body.get("subjects")):
        if subject.get("kind") == "ServiceAccount" and subject.get("namespace") == manifest.namespace:
            yield "ServiceAccount", str(subject.get("namespace")), str(subject.get("name") or "")


def backends(ingress: Manifest) -> Iterator[dict[str, Any]]:
    """The services that an Ingress leads to."""
    yield mapping(mapping(ingress.spec.get("defaultBackend")).get("service"))
    for rule in items(ingress.spec.get("rules")):
        for path in items(mapping(rule.get("http")).get("paths")):
            yield mapping(mapping(path.get("backend")).get("service"))


def volumes(scene: Scene) -> Iterator[Found]:
    for pod in scene.pods:
        known = {str(volume.get("name")) for volume in pod.volumes()}
        known |= {
            str(mapping(claim.get("metadata")).get("name"))
            for claim in items(pod.owner.spec.get("volumeClaimTemplates") or pod.owner.spec.get("volumes"))
        }
        used: set[str] = set()
        for container in pod.containers() if pod.is_own else ():
            for key in ("volumeMounts", "volumeDevices"):
                for mount in items(container.body.get(key)):
                    used.add(str(mount.get("name")))
                    if str(mount.get("name")) not in known:
                        text = f"mounts volume {mount.get('name')}, which the pod does not have; add it"
                        yield pod.owner, container.name, text
        for name in sorted(known - used) if pod.is_own else ():
            yield pod.owner, "", f"volume {name} is mounted by no container; take it out"


def keys(scene: Scene) -> Iterator[Found]:
    maps = {(each.namespace, each.name): each for each in scene.of("ConfigMap")}
    for container in scene.containers:
        for each in container.env():
            ref = mapping(mapping(each.get("valueFrom")).get("configMapKeyRef"))
            config = maps.get((container.pod.owner.namespace, str(ref.get("name"))))
            if config and str(ref.get("key")) not in mapping(config.body.get("data")) and not ref.get("optional"):
                text = f"env {each.get('name')} takes {ref.get('key')}, which ConfigMap {config.name} does not have"
                yield container.pod.owner, container.name, f"{text}; correct the key"


def device_claims(scene: Scene) -> Iterator[Found]:
    for container in scene.containers:
        known = {str(claim.get("name")) for claim in items(container.pod.spec.get("resourceClaims"))}
        for claim in items(mapping(container.body.get("resources")).get("claims")):
            if str(claim.get("name")) not in known:
                text = f"resources.claims names {claim.get('name')}, which the pod's resourceClaims lack; add it"
                yield container.pod.owner, container.name, text


RULES = (
    Rule("reference.missing", "What an object names is there, or is made on site.", missing),
    Rule("reference.volume", "Every mounted volume is there, and every volume is mounted.", volumes),
    Rule("reference.key", "Every key taken from a ConfigMap is in it.", keys),
    Rule("reference.device", "A container takes devices that its pod claims.", device_claims),
)
