"""What a site changes in the objects of its overlays: one function per thing, PATCHES names them all."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from agent.backends.catalogue import CATALOGUE
from edge_deploy.configuring import CONFIG_MAP, variables
from edge_deploy.kustomizing import Object
from edge_deploy.sites import BranchSite, HostInbox, NfsInbox

SITE_LABEL, DIGEST = "lodge/site", "lodge/settings-digest"
PLACEHOLDER = "192.0.2.1"  # the fleet's address in the base: nobody's (RFC 5737)
_ROLLING = ("StatefulSet", "Deployment", "DaemonSet")
_POD_LISTS = ("initContainers", "containers")
_SOURCES = ("hostPath", "local", "nfs", "csi")


def settings(objects: list[Object], site: BranchSite) -> None:
    """The ConfigMap of `lodge`, checked as the agent will check it."""
    for found in _of(objects, "ConfigMap", CONFIG_MAP):
        found["data"] = variables(site, found.get("data") or {})


def images(objects: list[Object], site: BranchSite) -> None:
    """Lodge's tag or digest, and the registry before every image."""
    for container in _containers(objects):
        image = str(container["image"])
        if re.split(r"[:@]", image)[0] == "lodge":
            image = _lodge_image(site, image)
        container["image"] = f"{site.registry}/{image}" if site.registry else image


def host(objects: list[Object], site: BranchSite) -> None:
    """The name of the review page; of the fleet's page where a site has that alone."""
    ingresses = list(_of(objects, "Ingress"))
    for found in [one for one in ingresses if one["metadata"]["name"] == "lodge-review"] or ingresses:
        for rule in found["spec"].get("rules", []):
            rule["host"] = site.host
        for tls in found["spec"].get("tls", []):
            tls["hosts"] = [site.host]


def fleet(objects: list[Object], site: BranchSite) -> None:
    """The fleet's name and the one door to it; without a fleet there is neither."""
    aliases = []
    if site.fleet and site.fleet.address:
        aliases.append({"ip": site.fleet.address, "hostnames": [site.fleet.host]})
    for pod in _pods(objects):
        if any(alias.get("ip") == PLACEHOLDER for alias in pod.get("hostAliases", [])):
            kept = [alias for alias in pod["hostAliases"] if alias.get("ip") != PLACEHOLDER]
            pod["hostAliases"] = aliases + kept
    for policy in _of(objects, "NetworkPolicy"):
        rules = policy["spec"].get("egress", [])
        if not any(PLACEHOLDER in json.dumps(rule) for rule in rules):
            continue
        kept = [rule for rule in rules if PLACEHOLDER not in json.dumps(rule)]
        if site.fleet:
            to = [{"ipBlock": {"cidr": site.fleet.network}}]
            kept.insert(0, {"to": to, "ports": [{"protocol": "TCP", "port": site.fleet.port}]})
        policy["spec"]["egress"] = kept


def storage(objects: list[Object], site: BranchSite) -> None:
    """The sizes of the volumes for claims and models."""
    for found in _of(objects, "StatefulSet"):
        for template in found["spec"].get("volumeClaimTemplates", []):
            if template["metadata"]["name"] == "claims":
                template["spec"]["resources"]["requests"]["storage"] = site.storage.claims
    for name in ("lodge-models", "ollama-models"):
        for found in _of(objects, "PersistentVolumeClaim", name):
            found["spec"]["resources"]["requests"]["storage"] = site.storage.models


def inbox(objects: list[Object], site: BranchSite) -> None:
    """Where the watched folder lies."""
    for volume in _of(objects, "PersistentVolume", "lodge-inbox"):
        spec, place = volume["spec"], site.inbox
        kept = {name: spec.pop(name) for name in _SOURCES if name in spec}
        if isinstance(place, HostInbox):
            # Not made when it is missing: a typing error must not look like an empty inbox.
            spec["hostPath"] = {"path": place.path, "type": "Directory"}
        elif isinstance(place, NfsInbox):
            spec["nfs"] = {"server": place.server, "path": place.path}
        else:
            spec["csi"] = kept["csi"] | {
                "volumeAttributes": {"source": place.source},
                "nodeStageSecretRef": {"name": place.secret, "namespace": "lodge"},
            }


def weights(objects: list[Object], site: BranchSite) -> None:
    """The Job that verifies the weights fetches the site's model; Ollama has its tag and the length of its context."""
    model, context = site.settings.get("model"), site.settings.get("context_tokens")
    for found in _of(objects, "ConfigMap", "ollama-settings"):
        if model in CATALOGUE:
            found["data"]["OLLAMA_TAG"] = CATALOGUE[str(model)].ollama_tag
        if context:
            found["data"]["OLLAMA_CONTEXT_LENGTH"] = str(context)
    for job in _of(objects, "Job"):
        if not model or _component(job) != "weights":
            continue
        for pod in _pods([job]):
            for container in (*pod.get("initContainers", []), *pod["containers"]):
                words = container.get("args", [])
                if words[:2] == ["models", "pull"]:
                    job["metadata"]["name"] = "weights-" + re.sub(r"[^a-z0-9]+", "-", str(model).lower()).strip("-")
                    words[2] = str(model)


def names(objects: list[Object], site: BranchSite) -> None:
    """The site's name on the namespace and on what runs."""
    for found in objects:
        if found["kind"] in ("Namespace", *_ROLLING):
            found["metadata"].setdefault("labels", {})[SITE_LABEL] = site.site
        if found["kind"] in _ROLLING:
            found["spec"]["template"]["metadata"].setdefault("labels", {})[SITE_LABEL] = site.site


def rolling(objects: list[Object], site: BranchSite) -> None:
    """A digest of the settings on the pods that read them: when those change, the pods start anew."""
    maps = {found["metadata"]["name"]: found.get("data") for found in _of(objects, "ConfigMap")}
    for found in objects:
        if found["kind"] not in _ROLLING:
            continue
        template = found["spec"]["template"]
        read = {name: data for name, data in maps.items() if f'"{name}"' in json.dumps(template)}
        if read:
            template["metadata"].setdefault("annotations", {})[DIGEST] = _digest([read, site.overlays])


def jobs(objects: list[Object], site: BranchSite) -> None:
    """A Job's name holds a digest of what it does: a Job cannot be changed, so another one is another Job."""
    for job in _of(objects, "Job"):
        name = job["metadata"]["name"]
        job["metadata"]["name"] = f"{name[:54]}-{_digest(job['spec'])[:8]}"


PATCHES: tuple[Callable[[list[Object], BranchSite], None], ...] = (
    settings, images, host, fleet, storage, inbox, weights, names, rolling, jobs,
)  # fmt: skip


def _lodge_image(site: BranchSite, image: str) -> str:
    if site.image.digest:
        return f"lodge@{site.image.digest}"
    return f"lodge:{site.image.tag}" if site.image.tag else image


def _of(objects: list[Object], kind: str, name: str | None = None) -> Iterator[Object]:
    for found in objects:
        if found["kind"] == kind and name in (None, found["metadata"]["name"]):
            yield found


def _component(found: Object) -> str:
    return str((found["metadata"].get("labels") or {}).get("app.kubernetes.io/component", ""))


def _pods(value: Any) -> Iterator[Object]:
    """Every pod's specification, wherever a kind keeps it."""
    if isinstance(value, list):
        for part in value:
            yield from _pods(part)
    elif isinstance(value, dict):
        if isinstance(value.get("containers"), list):
            yield value
        for part in value.values():
            yield from _pods(part)


def _containers(objects: list[Object]) -> Iterator[Object]:
    for pod in _pods(objects):
        for name in _POD_LISTS:
            yield from (container for container in pod.get(name, []) if "image" in container)


def _digest(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()[:16]


def images_of(objects: list[Object]) -> set[str]:
    """Every image that the pods of these objects name."""
    return {str(container["image"]) for container in _containers(objects)}
