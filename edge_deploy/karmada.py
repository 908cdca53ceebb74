"""One branch as Karmada's OverridePolicies: what it changes in the objects that all branches have in common."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from edge_deploy.kustomizing import Object
from edge_deploy.patching import SITE_LABEL
from edge_deploy.sites import BranchSite

# The kinds that the centre sends; a branch keeps its volumes, policies and Ingress for itself.
_SENT = ("StatefulSet", "Deployment", "ConfigMap", "Service")


def policies(common: list[Object], mine: list[Object], site: BranchSite) -> list[Object]:
    """One OverridePolicy per object that differs. Tags are left out: which release runs is the ring's to say."""
    found = []
    for before, after in zip(common, mine, strict=True):
        if before["kind"] in _SENT and before != after:
            found.append(_policy(before, after, site))
    if site.registry:
        found.append(_jobs(site))
    return found


def _policy(before: Object, after: Object, site: BranchSite) -> Object:
    selector = {
        "apiVersion": before["apiVersion"],
        "kind": before["kind"],
        "namespace": before["metadata"]["namespace"],
        "name": before["metadata"]["name"],
    }
    overriders: dict[str, Any] = {}
    if site.registry and before["kind"] in ("StatefulSet", "Deployment"):
        overriders["imageOverrider"] = [_registry(site)]
    changes = list(_changes(before, after))
    if changes:
        overriders["plaintext"] = changes
    name = f"branch-{site.site}-{before['kind'].lower()}-{before['metadata']['name']}"
    return _object(name, before["metadata"]["namespace"], [selector], site, overriders)


def _jobs(site: BranchSite) -> Object:
    selector = {
        "apiVersion": "batch/v1",
        "kind": "Job",
        "namespace": "lodge",
        "labelSelector": {"matchLabels": {"app.kubernetes.io/part-of": "lodge"}},
    }
    return _object(f"branch-{site.site}-jobs", "lodge", [selector], site, {"imageOverrider": [_registry(site)]})


def _object(name: str, namespace: str, selectors: list[Object], site: BranchSite, overriders: dict[str, Any]) -> Object:
    return {
        "apiVersion": "policy.karmada.io/v1alpha1",
        "kind": "OverridePolicy",
        "metadata": {
            "name": name,
            "namespace": namespace,
            "labels": {"app.kubernetes.io/part-of": "lodge", SITE_LABEL: site.site},
        },
        "spec": {
            "resourceSelectors": selectors,
            "overrideRules": [{"targetCluster": {"clusterNames": [site.site]}, "overriders": overriders}],
        },
    }


def _registry(site: BranchSite) -> Object:
    return {"component": "Registry", "operator": "replace", "value": site.registry}


def _changes(before: Any, after: Any, path: str = "") -> Iterator[Object]:
    """JSON patches from one value to the other; lists of another length are replaced whole."""
    if before == after or path.endswith("/image"):
        return
    if isinstance(before, dict) and isinstance(after, dict):
        for key in (*before, *(key for key in after if key not in before)):
            place = f"{path}/{str(key).replace('~', '~0').replace('/', '~1')}"
            if key not in after:
                yield {"path": place, "operator": "remove"}
            elif key not in before:
                yield {"path": place, "operator": "add", "value": after[key]}
            else:
                yield from _changes(before[key], after[key], place)
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for index, (one, other) in enumerate(zip(before, after, strict=True)):
            yield from _changes(one, other, f"{path}/{index}")
    else:
        yield {"path": path, "operator": "replace", "value": after}
