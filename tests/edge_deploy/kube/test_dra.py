"""Graphics cards by dynamic resource allocation: claims meet a ResourceSlice that stands for a card."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from kube_parts import BOX, OVERLAYS, Document, build, is_ready, of_kind, overlay, remove_ours, wait_running

from edge_deploy.kube.box import add_devices
from edge_deploy.kube.cluster import Cluster

pytestmark = pytest.mark.kube

OLLAMA = "app.kubernetes.io/name=ollama,app.kubernetes.io/component=model-server"
NVIDIA, AMD = "gpu.nvidia.com", "gpu.amd.com"


@pytest.fixture
def card(cluster: Cluster) -> Cluster:
    """The cluster with nothing of ours and one box with one card, which its maker's driver has published."""
    remove_ours(cluster)
    cluster.kubectl("delete", "resourceslices", "--all")
    add_devices(cluster, BOX, NVIDIA, 1)
    return cluster


def test_a_card_is_given_to_ollama_and_to_no_second_pod(card: Cluster) -> None:
    documents = overlay("ollama-gpu")
    card.apply(documents)
    wait_running(card, "lodge", OLLAMA)
    (claim,) = claims(card)
    assert devices(claim) == [(NVIDIA, BOX, "gpu-0")]
    (pod,) = card.items("pods", "--namespace=lodge", f"--selector={OLLAMA}")
    assert [user["name"] for user in claim["status"]["reservedFor"]] == [pod["metadata"]["name"]]

    card.apply([second_pod(documents)])
    card.wait_until(lambda: is_held(card, "second"), "the second pod to be held")
    assert sorted(len(devices(each)) for each in claims(card)) == [0, 1]

    card.kubectl("scale", "deployment/ollama", "--replicas=0", "--namespace=lodge")
    card.wait_until(lambda: is_ready(card.get("pod", "second", "--namespace=lodge")), "the second pod")
    assert [devices(each) for each in claims(card)] == [[(NVIDIA, BOX, "gpu-0")]]


def test_a_shared_claim_serves_two_pods(card: Cluster, tmp_path: Path) -> None:
    card.apply(with_components(tmp_path, "gpu-shared"))
    card.kubectl("scale", "deployment/ollama", "--replicas=2", "--namespace=lodge")
    card.wait_until(lambda: len(ready_pods(card)) == 2, "both pods of Ollama")
    (claim,) = claims(card)
    assert devices(claim) == [(NVIDIA, BOX, "gpu-0")]
    assert {user["name"] for user in claim["status"]["reservedFor"]} == set(ready_pods(card))


def test_amds_class_takes_amds_card(card: Cluster, tmp_path: Path) -> None:
    card.apply(with_components(tmp_path, "gpu-amd"))
    card.wait_until(lambda: len(claims(card)) == 1 and is_unscheduled(card), "the pod to wait for AMD's card")
    add_devices(card, BOX, AMD, 1)
    wait_running(card, "lodge", OLLAMA)
    assert [devices(each) for each in claims(card)] == [[(AMD, BOX, "gpu-0")]]


def with_components(folder: Path, *names: str) -> list[Document]:
    """The overlay `ollama-gpu` with these components of ours."""
    kustomize = OVERLAYS.parent
    lines = ["resources:", f"  - {os.path.relpath(OVERLAYS / 'ollama-gpu', folder.resolve())}", "components:"]
    lines += [f"  - {os.path.relpath(kustomize / 'components' / name, folder.resolve())}" for name in names]
    (folder / "kustomization.yaml").write_text("\n".join(lines))
    return build(folder)


def second_pod(documents: list[Document]) -> Document:
    """A pod that wants a card of its own, as Ollama's does."""
    template = next(each for each in of_kind(documents, "Deployment") if each["metadata"]["name"] == "ollama")
    return {
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {"name": "second", "namespace": "lodge"},
        "spec": template["spec"]["template"]["spec"],
    }


def claims(cluster: Cluster) -> list[Document]:
    """Every claim of the branch that is not about to go."""
    found = cluster.items("resourceclaims", "--namespace=lodge")
    return [claim for claim in found if "deletionTimestamp" not in claim["metadata"]]


def devices(claim: Document) -> list[tuple[str, str, str]]:
    """What a claim was given: driver, pool and device."""
    results = claim.get("status", {}).get("allocation", {}).get("devices", {}).get("results", ())
    return [(each["driver"], each["pool"], each["device"]) for each in results]


def ready_pods(cluster: Cluster) -> list[str]:
    """The names of Ollama's pods that run."""
    pods = cluster.items("pods", "--namespace=lodge", f"--selector={OLLAMA}")
    return [pod["metadata"]["name"] for pod in pods if is_ready(pod)]


def is_held(cluster: Cluster, name: str) -> bool:
    """Whether the scheduler said of a pod that it has no device for it."""
    pod = cluster.get("pod", name, "--namespace=lodge")
    said = [each for each in pod["status"].get("conditions", ()) if each["type"] == "PodScheduled"]
    return any("cannot allocate all claims" in each.get("message", "") for each in said)


def is_unscheduled(cluster: Cluster) -> bool:
    """Whether the scheduler holds Ollama's pod for want of a device."""
    pods = cluster.items("pods", "--namespace=lodge", f"--selector={OLLAMA}")
    return bool(pods) and all(is_held(cluster, pod["metadata"]["name"]) for pod in pods)
