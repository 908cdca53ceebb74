"""Planted faults: each is one edit of a correct overlay, and the rule that must name it."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import Any

GONE: Any = object()  # the edit takes the value out
APPENDED = "+"  # as the last step of a path: a new entry of the list

POD = "spec.template.spec"
AGENT = f"{POD}.containers.0"
LODGE = "StatefulSet/lodge"
SETTINGS = "ConfigMap/lodge-settings"
REVIEW_IN = "NetworkPolicy/review-from-traefik"
FLEET_OUT = "NetworkPolicy/agent-to-fleet"
OLLAMA_IN = "NetworkPolicy/ollama-from-agent"
ENTRY = "traefik~ingress~kubernetes~io/router~entrypoints"
DENY = "NetworkPolicy/default-deny"
WEIGHTS = "Job/weights-qwen2-5-coder-0-5b"


@dataclass(frozen=True)
class Planted:
    """One edit: the overlay, the object, the path in it (empty: a new object beside it), the value."""

    rule: str
    target: str
    path: str
    value: Any
    overlay: str = "embedded"

    def __str__(self) -> str:
        return f"{self.rule}-{self.target}-{self.path}"

    def plant(self, objects: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """A copy of the overlay's objects with the fault in it."""
        found = copy.deepcopy(objects)
        if not self.path:
            return [*found, self.value]
        kind, name = self.target.split("/")
        place: Any = next(each for each in found if (each["kind"], each["metadata"]["name"]) == (kind, name))
        *steps, last = self.path.split(".")
        for step in steps:
            place = place[int(step)] if isinstance(place, list) else place.setdefault(step, {})
        last = last.replace("~", ".")
        if last == APPENDED:
            place.append(self.value)
        elif self.value is GONE:
            del place[int(last) if isinstance(place, list) else last]
        else:
            place[int(last) if isinstance(place, list) else last] = self.value
        return found


def added(kind: str, version: str, name: str, namespace: str = "lodge", **fields: Any) -> dict[str, Any]:
    """An object to put beside the overlay's own."""
    metadata = {"name": name, **({"namespace": namespace} if namespace else {})}
    return {"apiVersion": version, "kind": kind, "metadata": metadata, **fields}


def claim(request: dict[str, Any], version: str = "resource.k8s.io/v1") -> dict[str, Any]:
    devices = {"devices": {"requests": [request]}}
    return added("ResourceClaimTemplate", version, "gpu", spec={"spec": devices})


def policy(**spec: Any) -> dict[str, Any]:
    selected = {"podSelector": {"matchLabels": {"app.kubernetes.io/name": "lodge"}}}
    return added("NetworkPolicy", "networking.k8s.io/v1", "hole", spec={**selected, **spec})


def role(**rule: Any) -> dict[str, Any]:
    return added("Role", "rbac.authorization.k8s.io/v1", "centre", rules=[rule])


def scaled(kind: str, name: str) -> dict[str, Any]:
    target = {"apiVersion": "apps/v1", "kind": kind, "name": name}
    return added("HorizontalPodAutoscaler", "autoscaling/v2", "more", spec={"scaleTargetRef": target, "maxReplicas": 3})


_SECURITY = f"{AGENT}.securityContext"
_TCP = [{"protocol": "TCP", "port": 443}]

SCHEMA_FAULTS = (
    Planted("schema.not_served", LODGE, "apiVersion", "apps/v1beta1"),
    Planted("schema.not_served", "Ingress/lodge-review", "apiVersion", "networking.k8s.io/v1beta1"),
    Planted("schema.not_served", WEIGHTS, "apiVersion", "batch/v1beta1"),
    Planted("schema.not_served", WEIGHTS, "apiVersion", "v1"),
    Planted("schema.not_served", "LocalQueue/reprocess", "apiVersion", "kueue.x-k8s.io/v1alpha1", "kueue"),
    Planted("schema.unknown_field", LODGE, f"{POD}.hostNetworking", True),
    Planted("schema.unknown_field", LODGE, f"{AGENT}.resource", {"limits": {"memory": "1Gi"}}),
    Planted("schema.unknown_field", LODGE, f"{AGENT}.securityContext.privilege", False),
    Planted("schema.unknown_field", "ClusterQueue/lodge-reprocess", "spec.quota", "8", "kueue"),
    Planted("schema.unknown_field", "ResourceFlavor/lodge-box", "metadata.label", {}, "kueue"),
    Planted("schema.value", LODGE, "spec.replicas", "one"),
    Planted("schema.value", LODGE, f"{AGENT}.imagePullPolicy", "Sometimes"),
    Planted("schema.value", LODGE, f"{AGENT}.resources.limits.memory", "2 GB"),
    Planted("schema.value", LODGE, f"{AGENT}.ports.0.containerPort", "9464"),
    Planted("schema.value", "ClusterQueue/lodge-reprocess", "spec.queueingStrategy", "Fastest", "kueue"),
    Planted("schema.value", SETTINGS, "data.LODGE_METRICS_PORT", 9464),
    Planted("schema.required", LODGE, "spec.selector", GONE),
    Planted("schema.required", LODGE, f"{AGENT}.name", GONE),
    Planted("schema.not_served", "", "", claim({"name": "gpu", "deviceClassName": "g"}, "resource.k8s.io/v1beta1")),
    Planted("schema.unknown_kind", "", "", added("Rocket", "space.example/v1", "one")),
    Planted("schema.not_served", "", "", added("PodSecurityPolicy", "policy/v1beta1", "old", "", spec={})),
)

POD_FAULTS = (
    Planted("pod.privileged", LODGE, f"{_SECURITY}.privileged", True),
    Planted("pod.privilege_escalation", LODGE, f"{_SECURITY}.allowPrivilegeEscalation", True),
    Planted(
        "pod.privilege_escalation", LODGE, f"{POD}.initContainers.0.securityContext.allowPrivilegeEscalation", GONE
    ),
    Planted("pod.root_user", LODGE, f"{POD}.securityContext.runAsNonRoot", GONE),
    Planted("pod.root_user", LODGE, f"{_SECURITY}.runAsUser", 0),
    Planted("pod.root_groups", LODGE, f"{POD}.securityContext.fsGroup", 0),
    Planted("pod.writable_root", LODGE, f"{_SECURITY}.readOnlyRootFilesystem", False),
    Planted("pod.capabilities", LODGE, f"{_SECURITY}.capabilities.add", ["SYS_ADMIN"]),
    Planted("pod.capabilities", LODGE, f"{_SECURITY}.capabilities.drop", ["NET_RAW"]),
    Planted("pod.host_namespaces", LODGE, f"{POD}.hostNetwork", True),
    Planted("pod.host_namespaces", LODGE, f"{POD}.hostPID", True),
    Planted("pod.host_namespaces", LODGE, f"{POD}.shareProcessNamespace", True),
    Planted("pod.host_port", LODGE, f"{AGENT}.ports.0.hostPort", 9464),
    Planted("pod.volume_kind", LODGE, f"{POD}.volumes.+", {"name": "etc", "hostPath": {"path": "/etc"}}),
    Planted("pod.volume_kind", LODGE, f"{POD}.volumes.0", {"name": "inbox", "nfs": {"server": "nas", "path": "/"}}),
    Planted("pod.seccomp", LODGE, f"{POD}.securityContext.seccompProfile", GONE),
    Planted("pod.seccomp", LODGE, f"{_SECURITY}.seccompProfile", {"type": "Unconfined"}),
    Planted("pod.confinement", LODGE, f"{_SECURITY}.procMount", "Unmasked"),
    Planted("pod.sysctls", LODGE, f"{POD}.securityContext.sysctls", [{"name": "kernel.msgmax", "value": "65536"}]),
    Planted("pod.service_links", LODGE, f"{POD}.enableServiceLinks", True),
    Planted("pod.interactive", LODGE, f"{AGENT}.tty", True),
    Planted("pod.grace", LODGE, f"{POD}.terminationGracePeriodSeconds", 0),
    Planted("pod.resolver", LODGE, f"{POD}.dnsConfig.nameservers", ["8.8.8.8"]),
    Planted("image.tag", LODGE, f"{AGENT}.image", "lodge:latest"),
    Planted("image.tag", LODGE, f"{AGENT}.image", "registry.example:5000/lodge"),
    Planted("image.missing", LODGE, f"{AGENT}.image", GONE),
    Planted("image.pull_policy", LODGE, f"{AGENT}.imagePullPolicy", "Always"),
    Planted("resources.limits", LODGE, f"{AGENT}.resources.limits", GONE),
    Planted("resources.limits", LODGE, f"{POD}.initContainers.0.resources.limits.memory", GONE),
    Planted("resources.requests", WEIGHTS, f"{AGENT}.resources.requests.cpu", GONE),
    Planted("resources.order", LODGE, f"{AGENT}.resources.requests.memory", "3Gi"),
    Planted("resources.units", LODGE, f"{AGENT}.resources.limits.memory", "2048"),
    Planted("resources.box", LODGE, f"{AGENT}.resources.requests.memory", "64Gi"),
    Planted("resources.scratch", LODGE, f"{POD}.volumes.2.emptyDir", {}),
    Planted("probe.missing", LODGE, f"{AGENT}.livenessProbe", GONE),
    Planted("probe.missing", LODGE, f"{AGENT}.readinessProbe", GONE),
    Planted("probe.port", LODGE, f"{AGENT}.livenessProbe.httpGet.port", 8080),
    Planted("settings.no_cloud", "ConfigMap/ollama-settings", "data.OLLAMA_NO_CLOUD", GONE, "ollama-cpu"),
)

NETWORK_FAULTS = (
    Planted("network.default_deny", DENY, "spec.policyTypes", ["Ingress"]),
    Planted("network.default_deny", DENY, "spec.podSelector.matchLabels", {"app.kubernetes.io/name": "lodge"}),
    Planted("network.default_deny", DENY, "metadata.namespace", "elsewhere"),
    Planted("network.open_rule", DENY, "spec.egress", [{}]),
    Planted("network.open_rule", REVIEW_IN, "spec.ingress.0.from", GONE),
    Planted("network.open_rule", REVIEW_IN, "spec.ingress.0.from", []),
    Planted("network.open_rule", REVIEW_IN, "spec.ingress.0.ports", GONE),
    Planted("network.open_rule", "", "", policy(policyTypes=["Egress"], egress=[{"ports": _TCP}])),
    Planted("network.all_namespaces", REVIEW_IN, "spec.ingress.0.from.0", {"namespaceSelector": {}}),
    Planted("network.whole_namespace", REVIEW_IN, "spec.ingress.0.from.0", {"podSelector": {}}),
    Planted("network.wide_block", FLEET_OUT, "spec.egress.0.to.0.ipBlock.cidr", "0.0.0.0/0"),
    Planted("network.wide_block", FLEET_OUT, "spec.egress.0.to.+", {"ipBlock": {"cidr": "::/0"}}),
    Planted("network.wide_block", FLEET_OUT, "spec.egress.0.to.0.ipBlock.cidr", "0.0.0.0/1"),
    Planted("network.undeclared", FLEET_OUT, "spec.egress.0.to.+", {"ipBlock": {"cidr": "8.8.8.8/32"}}),
    Planted("network.outside_names", FLEET_OUT, "spec.egress.0.ports.+", {"protocol": "UDP", "port": 53}),
    Planted("network.idle_rules", FLEET_OUT, "spec.policyTypes", ["Ingress"]),
    Planted("network.selects_nothing", REVIEW_IN, "spec.podSelector.matchLabels", {"app.kubernetes.io/name": "lodgee"}),
    Planted("network.unknown_port", REVIEW_IN, "spec.ingress.0.ports.0.port", 8080),
    Planted("service.selects_nothing", "Service/lodge-review", "spec.selector", {"app": "review"}),
    Planted("service.target_port", "Service/lodge-review", "spec.ports.0.targetPort", "web"),
    Planted("service.exposed", "Service/lodge-review", "spec.type", "NodePort"),
    Planted("service.exposed", "Service/lodge-review", "spec.type", "LoadBalancer"),
    Planted("ingress.tls", "Ingress/lodge-review", "spec.tls", GONE),
    Planted("ingress.tls", "Ingress/lodge-review", "spec.rules.0.host", "other.example"),
    Planted(
        "ingress.backend", "Ingress/lodge-review", "spec.rules.0.http.paths.0.backend.service.port", {"number": 80}
    ),
    Planted("settings.outside", SETTINGS, "data.LODGE_OLLAMA_HOST", "http://203.0.113.9:11434"),
    Planted("settings.outside", SETTINGS, "data.LODGE_OPENAI_URL", "https://api.openai.com/v1"),
    Planted("settings.tracing", SETTINGS, "data.LANGSMITH_TRACING", "true"),
    Planted("settings.fleet_url", SETTINGS, "data.LODGE_FLEET_URL", "http://fleet.example"),
)

SECRET_FAULTS = (
    Planted("secret.in_config", SETTINGS, "data.LODGE_S3_SECRET_KEY", "k3Jq8v0Zx"),
    Planted("secret.in_config", SETTINGS, "data.database-password", "hunter2"),
    Planted("secret.in_config", SETTINGS, "data.dsn", "postgresql://lodge:hunter2@postgres/fleet"),
    Planted("secret.in_config", SETTINGS, "data.key~pem", "-----BEGIN RSA PRIVATE KEY-----\nMIIE"),
    Planted("secret.in_config", SETTINGS, "data.app~ini", "[db]\npassword = hunter2\n"),
    Planted("secret.in_env", LODGE, f"{AGENT}.env", [{"name": "DB_PASSWORD", "value": "hunter2"}]),
    Planted("secret.in_arguments", LODGE, f"{AGENT}.args", ["run", "--token", "abc123def"]),
    Planted("secret.rendered", "", "", added("Secret", "v1", "lodge-secrets", stringData={"password": "hunter2"})),
    Planted("token.mounted", LODGE, f"{POD}.automountServiceAccountToken", True),
    Planted("token.account", "ServiceAccount/lodge", "automountServiceAccountToken", GONE),
)

OBJECT_FAULTS = (
    Planted("object.namespace", SETTINGS, "metadata.namespace", GONE),
    Planted("object.duplicate", "", "", added("ConfigMap", "v1", "lodge-settings", data={})),
    Planted("object.name", LODGE, "metadata.name", "Lodge_Agent"),
    Planted("object.label", SETTINGS, "metadata.labels.site", "Leeds North!"),
    Planted("object.live", SETTINGS, "metadata.resourceVersion", "12"),
    Planted("namespace.pod_security", "Namespace/lodge", "metadata.labels.pod-security~kubernetes~io/enforce", GONE),
    Planted("namespace.made", "Namespace/lodge", "metadata.name", "lodge-old"),
    Planted("workload.selector", LODGE, f"{POD.removesuffix('.spec')}.metadata.labels", {"app": "lodge"}),
    Planted("workload.agent_alone", LODGE, "spec.replicas", 2),
    Planted("workload.bare", "", "", added("Pod", "v1", "one", spec={"containers": [{"name": "one"}]})),
    Planted("workload.scaling", "", "", scaled("StatefulSet", "lodge")),
    Planted("storage.claims", LODGE, "spec.persistentVolumeClaimRetentionPolicy.whenDeleted", "Delete"),
    Planted("storage.reclaim", "PersistentVolume/lodge-inbox", "spec.persistentVolumeReclaimPolicy", "Delete"),
    Planted("storage.host_folder", "PersistentVolume/lodge-inbox", "spec.hostPath.path", "/etc"),
    Planted("reference.missing", LODGE, f"{AGENT}.envFrom.0.configMapRef.name", "lodge-setings"),
    Planted("reference.missing", LODGE, f"{POD}.priorityClassName", "urgent"),
    Planted("reference.missing", LODGE, f"{POD}.serviceAccountName", "agent"),
    Planted("reference.missing", LODGE, f"{POD}.volumes.0.persistentVolumeClaim.claimName", "inbox"),
    Planted("reference.missing", LODGE, f"{POD}.resourceClaims", [{"name": "g", "resourceClaimTemplateName": "gone"}]),
    Planted("reference.missing", LODGE, "spec.serviceName", "lodge-agent"),
    Planted("reference.volume", LODGE, f"{AGENT}.volumeMounts.0.name", "claim"),
    Planted("job.ends", WEIGHTS, f"{POD}.restartPolicy", "Always"),
    Planted("job.suspended", "Job/lodge-reprocess", "spec.suspend", False, "kueue"),
    Planted("job.suspended", "Job/lodge-reprocess", "metadata.labels.kueue~x-k8s~io/queue-name", "other", "kueue"),
    Planted("reference.missing", "LocalQueue/reprocess", "spec.clusterQueue", "other", "kueue"),
    Planted("device.flat", "", "", claim({"name": "gpu", "deviceClassName": "gpu.nvidia.com"})),
    Planted("device.shape", "", "", claim({"name": "gpu", "exactly": {"deviceClassName": "g.x", "adminAccess": True}})),
    Planted(
        "workload.budget",
        "",
        "",
        added(
            "PodDisruptionBudget",
            "policy/v1",
            "lodge",
            spec={"minAvailable": 1, "selector": {"matchLabels": {"app.kubernetes.io/name": "lodge"}}},
        ),
    ),
    Planted("access.wildcard", "", "", role(apiGroups=[""], resources=["*"], verbs=["get"])),
    Planted("access.secrets", "", "", role(apiGroups=[""], resources=["secrets"], verbs=["get"])),
    Planted("access.inside", "", "", role(apiGroups=[""], resources=["pods/exec"], verbs=["create"])),
    Planted(
        "access.more_rights",
        "",
        "",
        role(apiGroups=["rbac.authorization.k8s.io"], resources=["roles"], verbs=["bind"]),
    ),
    Planted(
        "access.bound",
        "",
        "",
        added(
            "ClusterRoleBinding",
            "rbac.authorization.k8s.io/v1",
            "all",
            "",
            roleRef={"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "cluster-admin"},
            subjects=[{"kind": "ServiceAccount", "name": "lodge", "namespace": "lodge"}],
        ),
    ),
)

PLACE_FAULTS = (
    Planted("place.node", LODGE, f"{POD}.nodeName", "box"),
    Planted("place.node", LODGE, f"{POD}.tolerations", [{"operator": "Exists"}]),
    Planted("place.names", LODGE, f"{POD}.dnsPolicy", "Default"),
    Planted("volume.source", LODGE, f"{POD}.volumes.0.persistentVolumeClaim", GONE),
    Planted("probe.counts", LODGE, f"{AGENT}.readinessProbe.timeoutSeconds", 0),
    Planted("workload.rolls", LODGE, "spec.updateStrategy", {"type": "OnDelete"}),
    Planted("ingress.class", "Ingress/lodge-review", "spec.ingressClassName", GONE),
    Planted("ingress.entry", "Ingress/lodge-review", f"metadata.annotations.{ENTRY}", "web"),
    Planted("storage.pair", "PersistentVolumeClaim/lodge-inbox", "spec.storageClassName", "fast"),
    Planted("storage.pair", "PersistentVolumeClaim/lodge-inbox", "spec.accessModes", ["ReadWriteOncePod"]),
    Planted("storage.pair", "PersistentVolumeClaim/lodge-inbox", "spec.resources.requests.storage", "9Ti"),
    Planted("settings.misspelt", SETTINGS, "data.LODGE_MODLE", "qwen2.5-coder-0.5b"),
    Planted("reference.missing", LODGE, f"{POD}.runtimeClassName", "gvisor"),
    Planted("workload.several", "Deployment/lodge-fleet", "spec.replicas", 2, "fleet"),
    Planted(
        "network.model_server", OLLAMA_IN, "spec.ingress.0.from", [{"ipBlock": {"cidr": "10.0.0.0/24"}}], "ollama-cpu"
    ),
)

FAULTS = (*PLACE_FAULTS, *SCHEMA_FAULTS, *POD_FAULTS, *NETWORK_FAULTS, *SECRET_FAULTS, *OBJECT_FAULTS)
