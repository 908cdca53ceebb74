"""What counts as a difference between what was rendered and what a cluster has."""

from __future__ import annotations

from typing import Any

import pytest

from edge_deploy.comparing import differences, quantity
from edge_deploy.rollout import trouble, waits_for
from edge_deploy.standing import standings

CASES: list[tuple[str, Any, Any, list[str]]] = [
    ("what the server fills in", {"spec": {"a": 1}}, {"spec": {"a": 1, "b": 2}, "status": {}}, []),
    ("another value", {"spec": {"a": 1}}, {"spec": {"a": 2}}, ["spec.a"]),
    ("what is gone", {"spec": {"a": 1}}, {"spec": {}}, ["spec.a"]),
    ("what says nothing", {"spec": {"a": {}, "b": [], "c": False, "d": None}}, {"spec": {}}, []),
    ("a list with one more", {"spec": {"a": [1]}}, {"spec": {"a": [1, 2]}}, ["spec.a"]),
    ("inside a list", {"spec": {"a": [{"n": "x", "v": 1}]}}, {"spec": {"a": [{"n": "x", "v": 2}]}}, ["spec.a[0].v"]),
    ("quantities", {"spec": {"limits": {"cpu": "1", "memory": "2048Mi"}}},
     {"spec": {"limits": {"cpu": "1000m", "memory": "2Gi"}}}, []),
    ("another quantity", {"spec": {"limits": {"cpu": "1"}}}, {"spec": {"limits": {"cpu": "2"}}}, ["spec.limits.cpu"]),
    ("text that looks like one", {"spec": {"value": "1"}}, {"spec": {"value": "1000m"}}, ["spec.value"]),
    ("a variable that was added", {"data": {"A": "1"}}, {"data": {"A": "1", "B": "2"}}, ["data.B"]),
    ("a privilege that was added", {"spec": {"containers": [{"name": "a", "securityContext": {}}]}},
     {"spec": {"containers": [{"name": "a", "securityContext": {"privileged": True}, "imagePullPolicy": "Always"}]}},
     ["spec.containers[0].securityContext.privileged"]),
    ("a variable where there was none", {"spec": {"containers": [{"name": "a"}]}},
     {"spec": {"containers": [{"name": "a", "env": [{"name": "A", "value": "1"}]}]}}, ["spec.containers[0].env"]),
    ("hostNetwork", {"spec": {"template": {"spec": {}}}}, {"spec": {"template": {"spec": {"hostNetwork": True}}}},
     ["spec.template.spec.hostNetwork"]),
    ("a label with a slash", {"metadata": {"labels": {"lodge/site": "a"}}},
     {"metadata": {"labels": {"lodge/site": "b"}}}, ["metadata.labels['lodge/site']"]),
    ("a Job that Kueue started",
     {"metadata": {"labels": {"kueue.x-k8s.io/queue-name": "q"}}, "spec": {"suspend": True}},
     {"metadata": {"labels": {"kueue.x-k8s.io/queue-name": "q"}}, "spec": {"suspend": False}}, []),
]  # fmt: skip


@pytest.mark.parametrize(("rendered", "live", "paths"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_only_fields_that_were_rendered_are_compared(
    rendered: dict[str, Any], live: dict[str, Any], paths: list[str]
) -> None:
    assert differences(rendered, live) == paths


@pytest.mark.parametrize(
    ("one", "other"), [("1", "1000m"), ("2Gi", "2048Mi"), ("0.5", "500m"), ("1k", "1000"), ("1M", "1e6"), (2, "2")]
)
def test_quantities_are_equal_by_value(one: object, other: object) -> None:
    assert quantity(one) == quantity(other) is not None


@pytest.mark.parametrize("text", ["", "Gi", "1 Gi", "a1", True, "1Xi", "-"])
def test_what_is_no_quantity_is_none(text: object) -> None:
    assert quantity(text) is None


@pytest.mark.parametrize(
    ("live", "words"),
    [
        ({"kind": "ConfigMap"}, ""),
        ({"kind": "StatefulSet", "spec": {"replicas": 1}, "status": {"updatedReplicas": 1, "readyReplicas": 1}}, ""),
        ({"kind": "Deployment", "spec": {"replicas": 2}, "status": {"updatedReplicas": 2}}, "0 of 2 pods are ready"),
        ({"kind": "Deployment", "spec": {}, "status": {}}, "0 of 1 pods are of the new kind"),
        ({"kind": "DaemonSet", "status": {}}, ""),
        ({"kind": "Job", "apiVersion": "batch/v1", "spec": {"suspend": True}}, ""),
        ({"kind": "Job", "apiVersion": "batch/v1"}, "it is not done"),
        (
            {
                "kind": "Job",
                "apiVersion": "batch/v1",
                "status": {"conditions": [{"type": "Failed", "status": "True"}]},
            },
            "it has failed",
        ),
        ({"kind": "PersistentVolumeClaim", "status": {"phase": "Pending"}}, "it is Pending"),
        ({"kind": "Namespace", "status": {"phase": "Terminating"}}, "it is being deleted"),
        (
            {"kind": "StatefulSet", "metadata": {"generation": 2}, "status": {"observedGeneration": 1}},
            "its controller has not looked at it yet",
        ),
    ],
)
def test_a_roll_out_is_told(live: dict[str, Any], words: str) -> None:
    assert waits_for({"metadata": {}} | live) == words


def test_a_pod_that_does_not_start_says_why() -> None:
    waiting = {"name": "agent", "state": {"waiting": {"reason": "ImagePullBackOff"}}}
    assert trouble([{"status": {"containerStatuses": [waiting]}}]) == "container agent: ImagePullBackOff"
    unscheduled = {"type": "PodScheduled", "status": "False", "reason": "Unschedulable"}
    assert trouble([{"status": {"conditions": [unscheduled]}}]) == "no node takes it: Unschedulable"
    assert trouble([]) == ""


class Shelf:
    """A cluster of objects in memory."""

    def __init__(self, *objects: dict[str, Any]) -> None:
        self.objects = list(objects)

    def read(self, rendered: dict[str, Any]) -> dict[str, Any] | None:
        names = (rendered["kind"], rendered["metadata"]["name"])
        return next((one for one in self.objects if (one["kind"], one["metadata"]["name"]) == names), None)

    def labelled(self, version: str, kind: str, selector: str, namespace: str | None = None) -> list[dict[str, Any]]:
        return [one for one in self.objects if (one["apiVersion"], one["kind"]) == (version, kind)]


def thing(kind: str, name: str, version: str = "v1", **more: Any) -> dict[str, Any]:
    return {"apiVersion": version, "kind": kind, "metadata": {"name": name, "namespace": "lodge"}, **more}


def test_extras_are_ours_and_nobody_elses() -> None:
    replicas = {"replicas": 1, "volumeClaimTemplates": [{"metadata": {"name": "claims"}}]}
    rendered = thing("StatefulSet", "lodge", "apps/v1", spec=replicas)
    live = rendered | {"status": {"updatedReplicas": 1, "readyReplicas": 1}}
    owned = thing("Service", "owned")
    owned["metadata"]["ownerReferences"] = [{}]
    done = {"conditions": [{"type": "Complete", "status": "True"}]}
    shelf = Shelf(
        live,
        thing("PersistentVolumeClaim", "claims-lodge-0"),
        thing("Job", "weights-old", "batch/v1", status=done),
        thing("Job", "stray", "batch/v1"),
        owned,
    )
    found = {(one.kind, one.name): one.state for one in standings([rendered], shelf)}
    assert found == {("StatefulSet", "lodge"): "as rendered", ("Job", "stray"): "extra"}


def test_replicas_are_left_to_an_autoscaler() -> None:
    target = {"scaleTargetRef": {"kind": "Deployment", "name": "fleet"}}
    scaler = thing("HorizontalPodAutoscaler", "fleet", "autoscaling/v2", spec=target)
    rendered = thing("Deployment", "fleet", "apps/v1", spec={"replicas": 1})
    live = thing("Deployment", "fleet", "apps/v1", spec={"replicas": 3})
    live["status"] = {"updatedReplicas": 3, "readyReplicas": 3}
    assert {one.state for one in standings([rendered, scaler], Shelf(live, scaler))} == {"as rendered"}


def test_the_values_of_a_secret_are_neither_compared_nor_told() -> None:
    rendered = thing("Secret", "keys", data={"key": "aHVzaA=="})
    (found,) = standings([rendered], Shelf(thing("Secret", "keys")))
    assert found.state == "as rendered"
    assert "aHVzaA" not in str(found)
