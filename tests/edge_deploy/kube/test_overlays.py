"""Every overlay on a real Kubernetes: applied, running, applied again, without a warning."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from kube_parts import (
    AGENT_POD,
    BOX,
    OVERLAYS,
    Document,
    install_crds,
    is_ready,
    of_kind,
    overlay,
    remove_documents,
    wait_running,
)

from edge_deploy.kube.box import add_devices, add_resource
from edge_deploy.kube.cluster import Cluster

pytestmark = pytest.mark.kube

# Whose definitions an overlay's kinds need: the start of their files' names.
ENGINES: dict[str, tuple[str, ...]] = {
    "embedded": (),
    "ollama-cpu": (),
    "ollama-gpu": (),
    "ollama-gpu-plugin": (),
    "kserve": ("kserve",),
    "aibrix": ("aibrix",),
    "kueue": ("kueue",),
    "kueue/gpu": ("kueue",),
    "volcano": ("volcano",),
    "object-store": (),
    "postgres": (),
    "fleet": (),
    "monitoring": ("prom",),
    "karmada/member": (),
    "karmada/control-plane": ("karmada",),
}
WORKLOADS = ("StatefulSet", "Deployment")


@dataclass(frozen=True)
class Applied:
    """An overlay on the cluster: its documents, and what kubectl said beside them."""

    name: str
    documents: list[Document]
    cluster: Cluster
    warnings: str


@pytest.fixture(scope="module", params=ENGINES)
def applied(request: pytest.FixtureRequest, cluster: Cluster) -> Iterator[Applied]:
    """Each overlay in turn, applied to a cluster without another's objects, its engine's definitions there first."""
    install_crds(cluster, *ENGINES[request.param])
    add_resource(cluster, BOX, "nvidia.com/gpu", "1")
    add_devices(cluster, BOX, "gpu.nvidia.com", 1)
    if request.param.startswith("karmada/"):  # it speaks of the branch's namespace, which is there before it
        cluster.apply(of_kind(overlay("embedded"), "Namespace"))
    documents = overlay(request.param)
    said = cluster.try_apply(documents)
    assert said.returncode == 0, said.stderr
    yield Applied(request.param, documents, cluster, said.stderr)
    remove_documents(cluster, documents)


def test_the_table_names_every_overlay() -> None:
    named = {name.split("/")[0] for name in ENGINES}
    assert named == {path.name for path in OVERLAYS.iterdir() if path.is_dir()}


def test_the_cluster_takes_it_without_a_warning(applied: Applied) -> None:
    assert applied.warnings == ""


def test_its_namespaces_enforce_pod_security_restricted(applied: Applied) -> None:
    names = {each["metadata"].get("namespace") for each in applied.documents if each["kind"] in WORKLOADS} - {None}
    for name in names:
        labels = applied.cluster.get("namespace", name)["metadata"]["labels"]
        assert labels["pod-security.kubernetes.io/enforce"] == "restricted"


def test_its_pods_run(applied: Applied) -> None:
    for workload in of_kind(applied.documents, *WORKLOADS):
        chosen = workload["spec"]["selector"]["matchLabels"]
        selector = ",".join(f"{key}={value}" for key, value in chosen.items())
        wait_running(applied.cluster, workload["metadata"]["namespace"], selector)


def test_a_second_apply_changes_nothing(applied: Applied) -> None:
    before = settled(applied)
    applied.cluster.apply(applied.documents)
    assert written(applied) == before


def test_privilege_is_refused_where_the_agent_runs(clean_cluster: Cluster) -> None:
    clean_cluster.apply(overlay("embedded"))
    agent = of_kind(overlay("embedded"), "StatefulSet")[0]
    pod: Document = {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "wish", "namespace": "lodge"}}
    spec = copy.deepcopy(agent["spec"]["template"]["spec"])
    spec["volumes"].append({"name": "claims", "emptyDir": {}})
    clean_cluster.apply([{**pod, "spec": spec}], "--dry-run=server")  # as it is, it may
    spec["containers"][0]["securityContext"].update(privileged=True, allowPrivilegeEscalation=True)
    refused = clean_cluster.try_apply([{**pod, "spec": spec}])
    assert refused.returncode
    assert 'violates PodSecurity "restricted:' in refused.stderr


def test_an_upgrade_rolls(clean_cluster: Cluster) -> None:
    documents = overlay("embedded")
    clean_cluster.apply(documents)
    wait_running(clean_cluster, "lodge", AGENT_POD)
    before = clean_cluster.get("pod", "lodge-0", "--namespace=lodge")
    clean_cluster.apply(with_image(documents, "lodge:0.1.1"))

    def is_new() -> bool:
        found = clean_cluster.items("pods", "--namespace=lodge", f"--selector={AGENT_POD}")
        return [pod["spec"]["containers"][0]["image"] for pod in found if is_ready(pod)] == ["lodge:0.1.1"]

    clean_cluster.wait_until(is_new, "the pod of the new image")
    after = clean_cluster.get("pod", "lodge-0", "--namespace=lodge")
    assert after["metadata"]["uid"] != before["metadata"]["uid"]
    revision = "controller-revision-hash"
    assert after["metadata"]["labels"][revision] != before["metadata"]["labels"][revision]
    assert claims_volume(clean_cluster) is not None


def test_a_delete_leaves_the_claims_volume(clean_cluster: Cluster) -> None:
    documents = overlay("embedded")
    clean_cluster.apply(documents)
    wait_running(clean_cluster, "lodge", AGENT_POD)
    volume = claims_volume(clean_cluster)
    clean_cluster.kubectl("delete", "statefulset", "lodge", "--namespace=lodge", "--cascade=foreground")
    assert not clean_cluster.items("pods", "--namespace=lodge", f"--selector={AGENT_POD}")
    assert claims_volume(clean_cluster) == volume
    clean_cluster.apply(documents)
    wait_running(clean_cluster, "lodge", AGENT_POD)
    assert claims_volume(clean_cluster) == volume


def claims_volume(cluster: Cluster) -> str:
    """The volume that the claims lie on."""
    claim = cluster.get("persistentvolumeclaim", "claims-lodge-0", "--namespace=lodge")
    assert claim["status"]["phase"] == "Bound"
    return str(claim["spec"]["volumeName"])


def with_image(documents: list[Document], image: str) -> list[Document]:
    """The same with another image in the agent's pod."""
    changed = copy.deepcopy(documents)
    for workload in of_kind(changed, "StatefulSet"):
        spec = workload["spec"]["template"]["spec"]
        for container in [*spec["initContainers"], *spec["containers"]]:
            container["image"] = image
    return changed


def settled(applied: Applied) -> dict[str, Document]:
    """The overlay's objects as stored, once three looks in a row find the same: controllers annotate what they bind."""
    looks = [written(applied)]

    def is_still() -> bool:
        looks.append(written(applied))
        return len(looks) > 2 and looks[-1] == looks[-2] == looks[-3]

    applied.cluster.wait_until(is_still, "the controllers to be done")
    return looks[-1]


def written(applied: Applied) -> dict[str, Document]:
    """Every object of the overlay as it is stored, but for what controllers report of it meanwhile."""
    found = {}
    for each in applied.cluster.find(applied.documents):
        meta = each["metadata"]
        if each.pop("status", None) is not None:
            # A new status is a new version too; whoever changes more than that changes the generation or what is left.
            del meta["resourceVersion"]
        found["/".join((each["kind"], meta.get("namespace", ""), meta["name"]))] = each
    return found
