"""What the centre's account may do in a branch, by a real API server: its rights, and the policies behind them."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from kube_parts import Document, of_kind, overlay, remove_documents, remove_ours

from edge_deploy.kube.cluster import Cluster

pytestmark = pytest.mark.kube

CENTRE = "system:serviceaccount:karmada-system:karmada-agent-sa"
DECLARED = ("StatefulSet", "Deployment", "Job", "Service", "ConfigMap")
REGISTRY = "registry.example/lodge/"


def branch_manifests(name: str = "embedded") -> list[Document]:
    """An overlay, as a branch has it whose images come from the declared registry."""
    text = re.sub(r"image: (?=lodge:|ollama/)", f"image: {REGISTRY}", yaml.safe_dump_all(overlay(name)))
    return list(yaml.safe_load_all(text))


@pytest.fixture(scope="module")
def branch(cluster: Cluster) -> Iterator[Cluster]:
    """A branch's cluster with Lodge on it, and all that guards it against the centre's account."""
    remove_ours(cluster)
    cluster.apply(branch_manifests())
    cluster.apply(overlay("karmada/member"))
    try:
        cluster.wait_until(lambda: refusal(cluster, foreign_pod()) != "", "the policies")
        yield cluster
    finally:
        # Also what it put into kube-system; the policies take a moment to be forgotten.
        remove_documents(cluster, overlay("karmada/member"))
        remove_ours(cluster)
        cluster.kubectl("create", "namespace", "lodge")
        cluster.wait_until(
            lambda: "ValidatingAdmissionPolicy" not in refusal(cluster, foreign_pod()), "the policies to go"
        )
        remove_ours(cluster)


def refusal(cluster: Cluster, document: Document, who: str = "") -> str:
    """Why the API server refuses to apply that (nothing is kept); empty where it takes it."""
    words = ["apply", "--filename=-", "--dry-run=server"] + ([f"--as={who}"] if who else [])
    done = cluster.try_kubectl(*words, stdin=json.dumps(document))
    return done.stderr if done.returncode else ""


def agent() -> Document:
    return of_kind(branch_manifests(), "StatefulSet")[0]


def foreign_pod(image: str = "elsewhere.example/lodge:0.1.0") -> Document:
    """A pod that Pod Security lets through; only its image is at fault."""
    spec = copy.deepcopy(agent()["spec"]["template"]["spec"])
    container = {
        key: value
        for key, value in spec["containers"][0].items()
        if not key.endswith("Probe") and key != "volumeMounts"
    }
    spec |= {"initContainers": [], "containers": [{**container, "image": image}], "volumes": []}
    return {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "stranger", "namespace": "lodge"}, "spec": spec}


MAY_NOT = [
    ("create", "pods", "exec"),
    ("get", "pods", "exec"),
    ("create", "pods", "attach"),
    ("create", "pods", "portforward"),
    ("get", "pods", "log"),
    ("get", "pods", "proxy"),
    ("get", "services", "proxy"),
    ("get", "nodes", "proxy"),
    ("create", "pods", ""),
    ("patch", "pods", "ephemeralcontainers"),
    ("delete", "pods", ""),
    ("create", "pods", "eviction"),
    ("get", "secrets", ""),
    ("list", "secrets", ""),
    ("create", "secrets", ""),
    ("create", "serviceaccounts", "token"),
    ("create", "serviceaccounts", ""),
    ("impersonate", "users", ""),
    ("impersonate", "serviceaccounts", ""),
    ("bind", "clusterroles.rbac.authorization.k8s.io", ""),
    ("escalate", "roles.rbac.authorization.k8s.io", ""),
    ("create", "rolebindings.rbac.authorization.k8s.io", ""),
    ("update", "clusterroles.rbac.authorization.k8s.io", ""),
    ("update", "validatingadmissionpolicies.admissionregistration.k8s.io", ""),
    ("delete", "validatingadmissionpolicybindings.admissionregistration.k8s.io", ""),
    ("update", "networkpolicies.networking.k8s.io", ""),
    ("delete", "networkpolicies.networking.k8s.io", ""),
    ("update", "ingresses.networking.k8s.io", ""),
    ("create", "persistentvolumes", ""),
    ("create", "persistentvolumeclaims", ""),
    ("delete", "persistentvolumeclaims", ""),
    ("delete", "statefulsets.apps", ""),
    ("delete", "namespaces", ""),
    ("create", "daemonsets.apps", ""),
    ("create", "cronjobs.batch", ""),
    ("create", "endpointslices.discovery.k8s.io", ""),
    ("approve", "certificatesigningrequests.certificates.k8s.io", ""),
]


WRITABLE = ("statefulsets.apps", "deployments.apps", "jobs.batch", "configmaps", "services", "resourcequotas")


def allowed(cluster: Cluster, asked: list[tuple[str, str, str, str]]) -> list[tuple[str, str, str, str]]:
    """Those of (verb, resource, subresource, namespace) that the API server would let the centre do."""
    reviews = [
        {
            "apiVersion": "authorization.k8s.io/v1",
            "kind": "SubjectAccessReview",
            "spec": {
                "user": CENTRE,
                "groups": ["system:serviceaccounts", "system:serviceaccounts:karmada-system", "system:authenticated"],
                "resourceAttributes": {
                    "verb": verb,
                    "resource": resource.partition(".")[0],
                    "group": resource.partition(".")[2],
                    "subresource": subresource,
                    "namespace": namespace,
                },
            },
        }
        for verb, resource, subresource, namespace in asked
    ]
    words = ["create", "--filename=-", "--output=jsonpath={.status.allowed} "]
    answers = cluster.kubectl(*words, stdin=yaml.safe_dump_all(reviews)).split()
    return [each for each, answer in zip(asked, answers, strict=True) if answer == "true"]


@pytest.mark.parametrize("namespace", ["lodge", "karmada-system", "kube-system", ""])
def test_the_centre_may_not(branch: Cluster, namespace: str) -> None:
    assert allowed(branch, [(*each, namespace) for each in MAY_NOT]) == []


def test_the_centre_writes_the_declared_kinds_in_one_namespace(branch: Cluster) -> None:
    asked = [(verb, each, "", "lodge") for verb in ("get", "create", "update", "patch") for each in WRITABLE]
    assert allowed(branch, asked) == asked
    elsewhere = [
        (verb, each, "", "kube-system") for verb in ("create", "update", "patch", "delete") for each in WRITABLE
    ]
    assert allowed(branch, elsewhere) == []


@pytest.mark.parametrize("name", ["embedded", "ollama-cpu", "kueue"])
def test_the_centre_applies_what_is_declared(branch: Cluster, name: str) -> None:
    declared = of_kind(branch_manifests(name), *DECLARED)
    assert {each["kind"] for each in declared} >= {"StatefulSet", "Job", "Service", "ConfigMap"}
    for document in of_kind(declared, "Job"):
        # A Job that is there already cannot be changed.
        document["metadata"]["name"] += f"-{name}"
    branch.apply(declared, f"--as={CENTRE}", "--dry-run=server")


def test_what_the_centre_applied_stays_as_it_is(branch: Cluster) -> None:
    declared = of_kind(branch_manifests(), *DECLARED)
    for document in of_kind(declared, "ConfigMap"):
        document["data"]["LODGE_TIME_ZONE"] = "Europe/London"
    assert "lodge-settings configured" in branch.apply(declared, f"--as={CENTRE}")
    branch.apply(declared, f"--as={CENTRE}")
    assert branch.get("statefulset", "lodge", "--namespace=lodge")["metadata"]["generation"] == 1


def changed(**values: Any) -> Document:
    """The agent with other values in its pod's specification."""
    document = agent()
    document["spec"]["template"]["spec"] |= values
    return document


def with_volume(source: Document) -> Document:
    volumes = agent()["spec"]["template"]["spec"]["volumes"]
    return changed(volumes=[*volumes, {"name": "more", **source}])


def with_container(**values: Any) -> Document:
    containers = agent()["spec"]["template"]["spec"]["containers"]
    return changed(containers=[{**containers[0], **values}, *containers[1:]])


def with_claims(**values: Any) -> Document:
    document = agent()
    document["spec"]["volumeClaimTemplates"][0]["spec"] |= values
    return document


SECRET_VARIABLE = {"name": "TOKEN", "valueFrom": {"secretKeyRef": {"name": "review-tls", "key": "tls.key"}}}
PLANTED: dict[str, tuple[Document, str]] = {
    "an image from elsewhere": (with_container(image="elsewhere.example/lodge:0.1.0"), "declared registries"),
    "a registry whose name only begins alike": (
        with_container(image="registry.example/lodgers/lodge:0.1.0"),
        "registries",
    ),
    "a shell": (with_container(command=["sh", "-c", "id"]), "declared command"),
    "arguments of no command": (with_container(args=["policies"]), "declared command"),
    "no arguments": (with_container(args=[]), "declared command"),
    "a hook": (with_container(lifecycle={"preStop": {"exec": {"command": ["id"]}}}), "has a hook"),
    "a probe that executes": (with_container(livenessProbe={"exec": {"command": ["id"]}}), "has a hook"),
    "a secret as a volume": (with_volume({"secret": {"secretName": "review-tls"}}), "secret or a token"),
    "a secret in a projected volume": (
        with_volume({"projected": {"sources": [{"secret": {"name": "review-tls"}}]}}),
        "secret or a token",
    ),
    "a token in a projected volume": (
        with_volume({"projected": {"sources": [{"serviceAccountToken": {"path": "token"}}]}}),
        "secret or a token",
    ),
    "a secret as a variable": (with_container(env=[SECRET_VARIABLE]), "names a secret"),
    "a secret as all variables": (with_container(envFrom=[{"secretRef": {"name": "review-tls"}}]), "names a secret"),
    "a pull secret": (changed(imagePullSecrets=[{"name": "review-tls"}]), "names a secret"),
    "a folder of the box": (with_volume({"hostPath": {"path": "/"}}), "not declared"),
    "an inline CSI volume": (with_volume({"csi": {"driver": "secrets.example"}}), "not declared"),
    "a volume claim of somebody else": (
        with_volume({"persistentVolumeClaim": {"claimName": "of-another-program"}}),
        "claim that is not declared",
    ),
    "another account": (changed(serviceAccountName="default"), "service account"),
    "the account's token": (changed(automountServiceAccountToken=True), "service account"),
    "the host's network": (changed(hostNetwork=True), "the host's"),
    "the host's processes": (changed(hostPID=True), "the host's"),
    "a port of the host": (with_container(ports=[{"containerPort": 9464, "hostPort": 9464}]), "the host's"),
    "claims on a chosen volume": (with_claims(volumeName="volume-1"), "chooses a volume"),
}


@pytest.mark.parametrize("planted", PLANTED)
def test_a_workload_of_the_centre_is_refused(branch: Cluster, planted: str) -> None:
    document, words = PLANTED[planted]
    # Under another name: a StatefulSet that exists refuses some changes by itself.
    document = {**document, "metadata": {**document["metadata"], "name": "planted"}}
    said = refusal(branch, document, CENTRE)
    assert "lodge-centre-" in said and words in said, said


def test_claims_are_not_deleted_with_the_agent(branch: Cluster) -> None:
    document = agent()
    document["spec"]["persistentVolumeClaimRetentionPolicy"] = {"whenDeleted": "Delete", "whenScaled": "Retain"}
    assert "must be retained" in refusal(branch, document, CENTRE)


def test_nobody_starts_a_foreign_image_in_the_branch(branch: Cluster) -> None:
    assert "outside the declared registries" in refusal(branch, foreign_pod())
    assert refusal(branch, foreign_pod(f"{REGISTRY}lodge:0.1.0")) == ""
    elsewhere = foreign_pod()
    elsewhere["metadata"]["namespace"] = "default"
    elsewhere["spec"] |= {"serviceAccountName": "default"}
    assert refusal(branch, elsewhere) == ""


def test_a_foreign_image_does_not_enter_a_running_pod(branch: Cluster) -> None:
    branch.apply([foreign_pod(f"{REGISTRY}lodge:0.1.0")])
    locked = foreign_pod()["spec"]["containers"][0]["securityContext"]
    debugger = {"name": "debugger", "image": "elsewhere.example/shell:1", "securityContext": locked}
    patch = json.dumps({"spec": {"ephemeralContainers": [debugger]}})
    words = ["patch", "pod", "stranger", "--namespace=lodge", "--subresource=ephemeralcontainers", f"--patch={patch}"]
    done = branch.try_kubectl(*words)
    branch.kubectl("delete", "pod", "stranger", "--namespace=lodge", "--force")
    assert done.returncode != 0 and "outside the declared registries" in done.stderr


def namespace(name: str = "lodge", **labels: str) -> Document:
    strict = of_kind(branch_manifests(), "Namespace")[0]["metadata"]["labels"]
    return {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": name, "labels": {**strict, **labels}}}


@pytest.mark.parametrize(
    ("document", "words"),
    [
        (namespace("other"), "namespace lodge alone"),
        (namespace(**{"pod-security.kubernetes.io/enforce": "privileged"}), "restricted"),
        (namespace(**{"pod-security.kubernetes.io/enforce-version": "v1.24"}), "version"),
        (namespace(), ""),
    ],
)
def test_the_centre_cannot_soften_the_namespace(branch: Cluster, document: Document, words: str) -> None:
    said = refusal(branch, document, CENTRE)
    assert (words in said) and bool(said) == bool(words)


@pytest.mark.parametrize(
    "spec",
    [
        {"type": "NodePort", "ports": [{"port": 80}]},
        {"type": "LoadBalancer", "ports": [{"port": 80}]},
        {"type": "ExternalName", "externalName": "elsewhere.example"},
        {"externalIPs": ["192.0.2.7"], "ports": [{"port": 80}]},
    ],
)
def test_a_service_of_the_centre_stays_inside(branch: Cluster, spec: Document) -> None:
    metadata = {"name": "door", "namespace": "lodge"}
    document = {"apiVersion": "v1", "kind": "Service", "metadata": metadata, "spec": spec}
    assert "ClusterIP" in refusal(branch, document, CENTRE)
    assert refusal(branch, document) == ""


def test_the_policies_are_understood(branch: Cluster) -> None:
    policies = branch.items("validatingadmissionpolicies", "--selector=app.kubernetes.io/part-of=lodge")
    assert len(policies) == 5
    branch.wait_until(lambda: all(_judged(branch, each["metadata"]["name"]) for each in policies), "the type checks")
    for policy in policies:
        found = branch.get("validatingadmissionpolicy", policy["metadata"]["name"])
        assert not found["status"]["typeChecking"].get("expressionWarnings"), policy["metadata"]["name"]


def _judged(cluster: Cluster, name: str) -> bool:
    return "typeChecking" in cluster.get("validatingadmissionpolicy", name).get("status", {})


def test_without_the_declaration_everything_is_refused(branch: Cluster) -> None:
    declaration = of_kind(overlay("karmada/member"), "ConfigMap")[0]
    branch.kubectl("delete", "configmap", "lodge-declared", "--namespace=kube-system")
    try:
        good = foreign_pod(f"{REGISTRY}lodge:0.1.0")
        branch.wait_until(lambda: refusal(branch, good) != "", "the refusal")
        # Each policy learns of it in its own time.
        branch.wait_until(lambda: refusal(branch, changed(terminationGracePeriodSeconds=60), CENTRE) != "", "the other")
    finally:
        branch.apply([declaration])
        branch.wait_until(lambda: refusal(branch, foreign_pod(f"{REGISTRY}lodge:0.1.0")) == "", "the declaration")
