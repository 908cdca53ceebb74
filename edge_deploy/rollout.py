"""How far a cluster has come with an object: done, or what it still waits for."""

from __future__ import annotations

from typing import Any

from edge_deploy.kustomizing import Object


def waits_for(live: Object) -> str:
    """What an object still waits for; "" where it is as far as it should be."""
    kind, spec, status = live["kind"], live.get("spec") or {}, live.get("status") or {}
    if kind in ("StatefulSet", "Deployment", "DaemonSet"):
        if status.get("observedGeneration", 0) < live["metadata"].get("generation", 0):
            return "its controller has not looked at it yet"
        return _pods(kind, spec, status)
    if kind == "Job" and live["apiVersion"].startswith("batch/"):
        return _job(spec, status)
    if kind in ("PersistentVolumeClaim", "PersistentVolume"):
        return "" if status.get("phase") in ("Bound", "Available") else f"it is {status.get('phase', 'new')}"
    if kind == "Namespace" and status.get("phase") == "Terminating":
        return "it is being deleted"
    return ""


def is_finished(live: Object) -> bool:
    """Whether this is a Job that has come to its end."""
    return live["kind"] == "Job" and bool(_conditions(live.get("status") or {}) & {"Complete", "Failed"})


def trouble(pods: list[Object]) -> str:
    """Why the first of these pods that does not run does not; "" where none says so."""
    for pod in pods:
        status = pod.get("status") or {}
        for state in (*status.get("initContainerStatuses", []), *status.get("containerStatuses", [])):
            reason = (state.get("state") or {}).get("waiting", {}).get("reason")
            if reason and reason != "PodInitializing":
                return f"container {state['name']}: {reason}"
        for condition in status.get("conditions", []):
            if condition["type"] == "PodScheduled" and condition["status"] == "False":
                return f"no node takes it: {condition.get('reason', '')}"
    return ""


def _pods(kind: str, spec: dict[str, Any], status: dict[str, Any]) -> str:
    wanted = status.get("desiredNumberScheduled", 0) if kind == "DaemonSet" else spec.get("replicas", 1)
    updated = status.get("updatedNumberScheduled" if kind == "DaemonSet" else "updatedReplicas", 0)
    ready = status.get("numberReady" if kind == "DaemonSet" else "readyReplicas", 0)
    if updated < wanted:
        return f"{updated} of {wanted} pods are of the new kind"
    return f"{ready} of {wanted} pods are ready" if ready < wanted else ""


def _job(spec: dict[str, Any], status: dict[str, Any]) -> str:
    ended = _conditions(status)
    if "Failed" in ended:
        return "it has failed"
    # A suspended Job waits for its turn, as it should.
    return "" if "Complete" in ended or spec.get("suspend") else "it is not done"


def _conditions(status: dict[str, Any]) -> set[str]:
    return {one["type"] for one in status.get("conditions") or [] if one["status"] == "True"}
