"""What the tests on a real Kubernetes build on: overlays, other projects' definitions, and questions to the cluster."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
import yaml

import edge_deploy
from edge_deploy.kube.box import renew_volumes
from edge_deploy.kube.cluster import Cluster

BOX = "box"
AGENT_POD = "app.kubernetes.io/name=lodge,app.kubernetes.io/component=agent"
NAMESPACES = ("lodge", "lodge-fleet")
OURS = "app.kubernetes.io/part-of=lodge"
OVERLAYS = Path(edge_deploy.__file__).parent / "kustomize" / "overlays"
DEFINITIONS = Path(edge_deploy.__file__).parents[2] / "shared" / "crds"
# Kinds without a namespace that overlays bring: what `remove_ours` looks through.
CLUSTER_KINDS = (
    "clusterroles.rbac.authorization.k8s.io,clusterrolebindings.rbac.authorization.k8s.io,"
    "priorityclasses.scheduling.k8s.io,deviceclasses.resource.k8s.io,persistentvolumes,"
    "validatingadmissionpolicies.admissionregistration.k8s.io,"
    "validatingadmissionpolicybindings.admissionregistration.k8s.io"
)

Document = dict[str, Any]


def overlay(name: str) -> list[Document]:
    """The documents that `kubectl kustomize` makes of an overlay."""
    folder = OVERLAYS / name
    if not folder.is_dir():
        pytest.skip(f"There is no overlay {name}.")
    return build(folder)


def build(folder: Path) -> list[Document]:
    """The documents that `kubectl kustomize` makes of a folder."""
    built = subprocess.run(["kubectl", "kustomize", folder], capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr
    return [document for document in yaml.safe_load_all(built.stdout) if document]


def install_crds(cluster: Cluster, *prefixes: str) -> None:
    """Install other projects' definitions, by the start of their file's name; skips where they are not at hand."""
    if not DEFINITIONS.is_dir():
        pytest.skip("The definitions of other projects are not beside this project (../shared/crds).")
    files = [path for prefix in prefixes for path in sorted(DEFINITIONS.glob(f"{prefix}-*.yaml"))]
    if files:
        # Too large for the annotation that a client-side apply leaves.
        words = [f"--filename={path}" for path in files]
        cluster.kubectl("apply", "--server-side", *words)
        # Just made, a definition has no condition at all, which `kubectl wait` takes for a fault.
        wait = ("wait", "--for=condition=Established", *words, "--timeout=60s")
        cluster.wait_until(lambda: cluster.try_kubectl(*wait).returncode == 0, "the definitions")


def remove_ours(cluster: Cluster) -> None:
    """Remove our namespaces and our objects outside of them."""
    ours = [
        each["metadata"]["name"]
        for each in cluster.items("namespaces")
        if each["metadata"]["name"] in NAMESPACES
        or each["metadata"].get("labels", {}).get("app.kubernetes.io/part-of") == "lodge"
    ]
    for namespace in ours:
        remove_workloads(cluster, namespace)
    if ours:
        cluster.kubectl("delete", "namespace", *ours, "--timeout=120s")
    cluster.kubectl("delete", CLUSTER_KINDS, f"--selector={OURS}", "--ignore-not-found")
    renew_volumes(cluster)


def remove_workloads(cluster: Cluster, namespace: str) -> None:
    """Remove what runs in a namespace, and the claims it held."""
    here = ("--all", f"--namespace={namespace}", "--ignore-not-found")
    cluster.kubectl("delete", "statefulsets,deployments,jobs", *here)
    # Where pods or claims are left when a namespace is deleted, it looks again only after many seconds.
    cluster.kubectl("delete", "pods", *here, "--grace-period=0", "--force")
    cluster.kubectl("delete", "persistentvolumeclaims,resourceclaims", *here)


def remove_documents(cluster: Cluster, documents: Iterable[Document]) -> None:
    """Remove what these documents made, and what came of it, but for the namespaces: the next apply needs them anew."""
    kept = [each for each in documents if each["kind"] != "Namespace"]
    for namespace in sorted({each["metadata"].get("namespace", "") for each in kept} - {""}):
        remove_workloads(cluster, namespace)
    cluster.kubectl("delete", "--filename=-", "--ignore-not-found", stdin=yaml.safe_dump_all(kept))
    renew_volumes(cluster)


def can_i(
    cluster: Cluster, who: str, verb: str, resource: str, namespace: str = "lodge", subresource: str = ""
) -> bool:
    """Whether the API server would let `who` do that, by an access review."""
    words = ["auth", "can-i", verb, resource, f"--as={who}", f"--namespace={namespace}"]
    if subresource:
        words.append(f"--subresource={subresource}")
    answer = cluster.try_kubectl(*words).stdout.strip().splitlines()
    assert answer, f"no answer for {who} {verb} {resource}"
    return answer[-1] == "yes"


def wait_running(cluster: Cluster, namespace: str, selector: str) -> None:
    """Return once every pod of `selector` (at least one) is Ready; fails with what the cluster says of them."""

    def ready() -> bool:
        pods = cluster.items("pods", f"--namespace={namespace}", f"--selector={selector}")
        return bool(pods) and all(is_ready(pod) for pod in pods)

    cluster.wait_until(ready, f"pods {selector} in {namespace}")


def is_ready(pod: Document) -> bool:
    """Whether a pod runs and every one of its containers is ready."""
    conditions = {each["type"]: each["status"] for each in pod["status"].get("conditions", ())}
    return pod["status"].get("phase") == "Running" and conditions.get("Ready") == "True"


def of_kind(documents: Iterable[Document], *kinds: str) -> list[Document]:
    """The documents of those kinds."""
    return [document for document in documents if document["kind"] in kinds]
