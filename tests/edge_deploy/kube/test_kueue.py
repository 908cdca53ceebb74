"""Kueue's real controller lets the re-processing Job in within its quota, and holds the next."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

import pytest
from kube_parts import AGENT_POD, BOX, OVERLAYS, Document, of_kind, overlay, wait_running

from edge_deploy.kube.box import add_box, add_devices, add_storage_class, add_volumes
from edge_deploy.kube.cluster import Cluster, start_cluster
from edge_deploy.kube.parts import Parts
from edge_deploy.kube.queue_controller import start_kueue

pytestmark = pytest.mark.kube

CONFIGURATION = OVERLAYS / "kueue" / "configuration" / "controller_manager_config.yaml"
JOB = "lodge-reprocess"
IN_LODGE = "--namespace=lodge"


@pytest.fixture(scope="module")
def queues(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A cluster of its own with Kueue, which brings older definitions than those that the other tests install."""
    if (missing := Parts().missing(with_kueue=True)) is not None:
        pytest.skip(f"The cluster cannot start: {missing}")
    cluster = start_cluster(tmp_path_factory.mktemp("kueue"), Parts())
    try:
        add_storage_class(cluster)
        add_box(cluster, BOX)
        add_volumes(cluster, BOX, 6)
        add_devices(cluster, BOX, "gpu.nvidia.com", 2)
        start_kueue(cluster, Parts(), CONFIGURATION)
        yield cluster
    finally:
        cluster.stop()


def test_a_job_is_let_in_and_the_next_is_held(queues: Cluster) -> None:
    documents = overlay("kueue")
    queues.apply(overlay("embedded"))
    wait_running(queues, "lodge", AGENT_POD)
    # An admitted Job that gets no node keeps its quota for as long as we look at it.
    queues.kubectl("cordon", BOX)
    queues.apply(documents)
    queues.wait_until(lambda: is_admitted(queues, JOB), "the first Job")
    assert not queues.get("job", JOB, IN_LODGE)["spec"]["suspend"]

    queues.apply([another(documents, "next")])
    queues.wait_until(lambda: "insufficient unused quota" in reason(queues, "next"), "the next Job to be held")
    assert queues.get("job", "next", IN_LODGE)["spec"]["suspend"]
    assert usage(queues, JOB) == {"cpu": "1", "memory": "1200Mi", "ephemeral-storage": "128Mi"}

    queues.kubectl("uncordon", BOX)
    queues.wait_until(lambda: is_complete(queues, JOB), "the first Job's shards")
    queues.wait_until(lambda: is_complete(queues, "next"), "the next Job")


def test_an_urgent_order_goes_before_a_routine_one(queues: Cluster) -> None:
    documents = overlay("kueue")
    queues.kubectl("cordon", BOX)
    queues.apply([another(documents, "routine")])
    queues.wait_until(lambda: is_admitted(queues, "routine"), "the routine Job")
    urgent = another(documents, "urgent")
    urgent["metadata"]["labels"]["kueue.x-k8s.io/priority-class"] = "lodge-urgent"
    queues.apply([urgent])
    queues.wait_until(lambda: is_admitted(queues, "urgent"), "the urgent Job")
    queues.wait_until(lambda: not is_admitted(queues, "routine"), "the routine Job to give way")
    assert queues.get("job", "routine", IN_LODGE)["spec"]["suspend"]
    queues.kubectl("uncordon", BOX)
    queues.wait_until(lambda: is_complete(queues, "routine"), "the routine Job after all")


def test_devices_are_counted(queues: Cluster) -> None:
    documents = overlay("kueue/gpu")
    queues.kubectl("delete", "jobs", "--all", IN_LODGE)
    queues.kubectl("cordon", BOX)
    for resource in quota(documents):
        if resource["name"] != "lodge/gpu":
            resource["nominalQuota"] = (
                "1000Gi" if resource["name"] != "cpu" else "100"
            )  # so that the card alone decides
    queues.apply(documents)
    queues.wait_until(lambda: is_admitted(queues, JOB), "the Job with a card")
    assert usage(queues, JOB)["lodge/gpu"] == "1"
    queues.apply([another(documents, "next")])
    queues.wait_until(lambda: "insufficient unused quota for lodge/gpu" in reason(queues, "next"), "the next Job")
    assert queues.get("job", "next", IN_LODGE)["spec"]["suspend"]


def another(documents: list[Document], name: str) -> Document:
    """The overlay's Job under another name: the next order."""
    job = copy.deepcopy(next(each for each in of_kind(documents, "Job") if each["metadata"]["name"] == JOB))
    job["metadata"]["name"] = name
    return job


def quota(documents: list[Document]) -> list[dict[str, Any]]:
    """What the overlay's queue may use of each resource."""
    (queue,) = of_kind(documents, "ClusterQueue")
    return [each for group in queue["spec"]["resourceGroups"] for each in group["flavors"][0]["resources"]]


def workload(cluster: Cluster, job: str) -> Document:
    """What Kueue keeps of a Job; empty before it knows of it."""
    found = cluster.items("workloads.kueue.x-k8s.io", IN_LODGE)
    return next((each for each in found if each["metadata"]["ownerReferences"][0]["name"] == job), {})


def condition(cluster: Cluster, job: str, kind: str) -> dict[str, str]:
    """What Kueue says of a Job in that regard."""
    conditions = workload(cluster, job).get("status", {}).get("conditions", ())
    return next((each for each in conditions if each["type"] == kind), {})


def is_admitted(cluster: Cluster, job: str) -> bool:
    """Whether Kueue let a Job in."""
    return condition(cluster, job, "Admitted").get("status") == "True"


def reason(cluster: Cluster, job: str) -> str:
    """Why Kueue holds a Job; empty where it holds it not."""
    reserved = condition(cluster, job, "QuotaReserved")
    return reserved.get("message", "") if reserved.get("status") == "False" else ""


def usage(cluster: Cluster, job: str) -> dict[str, str]:
    """What an admitted Job takes of the quota."""
    (assignment,) = workload(cluster, job)["status"]["admission"]["podSetAssignments"]
    return dict(assignment["resourceUsage"])


def is_complete(cluster: Cluster, job: str) -> bool:
    """Whether all shards of a Job are done."""
    conditions = cluster.get("job", job, IN_LODGE)["status"].get("conditions", ())
    return any(each["type"] == "Complete" and each["status"] == "True" for each in conditions)
