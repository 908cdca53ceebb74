"""Jobs under a queue wait for it; devices are asked for as servers since 1.34 take them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from edge_deploy.validating.manifests import Manifest, items, mapping, scalars
from edge_deploy.validating.rule import Found, Rule, of_kinds
from edge_deploy.validating.rules.resources import amount
from edge_deploy.validating.scene import Scene

_QUEUE = "kueue.x-k8s.io/queue-name"


def suspended(scene: Scene) -> Iterator[Found]:
    kueue = bool(scene.of("LocalQueue", "ClusterQueue"))
    for job in scene.of("Job"):
        if job.group != "batch":
            continue
        batch = (
            kueue
            and mapping(job.at("spec", "template", "metadata", "labels")).get("app.kubernetes.io/component")
            == "reprocess"
        )
        queue = job.labels.get(_QUEUE)
        if batch and not queue:
            yield job, "", f"has no label {_QUEUE}, so it runs past the quota; name its LocalQueue"
        if queue and job.spec.get("suspend") is not True:
            yield job, "", "suspend is not true, so it runs before Kueue lets it; set it to true"
        if queue and kueue and not scene.has("LocalQueue", job.namespace, str(queue)):
            yield job, "", f"label {_QUEUE} names LocalQueue {queue}, which is not there; add it or correct the name"


@of_kinds("Job")
def ends(job: Manifest) -> Iterator[str]:
    if job.group != "batch":
        return
    policy = job.at("spec", "template", "spec", "restartPolicy")
    if policy not in ("Never", "OnFailure"):
        yield f"restartPolicy is {policy or 'not set'}; a Job takes Never or OnFailure"
    if job.spec.get("completionMode") == "Indexed" and not job.spec.get("completions"):
        yield "completionMode is Indexed without completions; say how many shards"
    at_once, wanted = job.spec.get("parallelism"), job.spec.get("completions")
    if isinstance(at_once, int) and isinstance(wanted, int) and at_once > wanted:
        yield "parallelism is above completions; lower it"


@of_kinds("CronJob")
def schedule(job: Manifest) -> Iterator[str]:
    words = str(job.spec.get("schedule", "")).split()
    if len(words) != 5 and not str(job.spec.get("schedule", "")).startswith("@"):
        yield f"schedule {job.spec.get('schedule')} has {len(words)} fields, not 5"
    if job.spec.get("concurrencyPolicy", "Allow") == "Allow":
        yield "concurrencyPolicy is Allow, so runs pile up; set Forbid"


@of_kinds("ClusterQueue")
def quota(queue: Manifest) -> Iterator[str]:
    for group in items(queue.spec.get("resourceGroups")):
        covered = [str(name) for name in scalars(group.get("coveredResources"))]
        for flavor in items(group.get("flavors")):
            named = [str(each.get("name")) for each in items(flavor.get("resources"))]
            if sorted(named) != sorted(covered):
                yield f"flavor {flavor.get('name')} has quota of {named}, but {covered} are covered; make them the same"
            for each in items(flavor.get("resources")):
                if (amount(each.get("nominalQuota")) or 0) < 0:
                    yield f"nominalQuota of {each.get('name')} is {each.get('nominalQuota')}; a quota is not negative"


def device_requests(manifest: Manifest) -> list[dict[str, Any]]:
    """The requests for devices of a ResourceClaim or its template."""
    path = ("spec", "spec", "devices") if manifest.kind == "ResourceClaimTemplate" else ("spec", "devices")
    return items(mapping(manifest.at(*path)).get("requests"))


@of_kinds("ResourceClaim", "ResourceClaimTemplate")
def flat_devices(claim: Manifest) -> Iterator[str]:
    requests = device_requests(claim)
    for request in requests:
        name = request.get("name")
        for key in (
            "deviceClassName",
            "count",
            "allocationMode",
            "selectors",
            "adminAccess",
            "tolerations",
            "capacity",
        ):
            if key in request:
                yield f"request {name} has {key} directly; resource.k8s.io/v1 wants it under exactly or firstAvailable"
        if ("exactly" in request) == ("firstAvailable" in request):
            yield f"request {name} needs one of exactly and firstAvailable; write which device it takes"
    if not requests:
        yield "asks for no device; write a request"


@of_kinds("ResourceClaim", "ResourceClaimTemplate")
def device_shape(claim: Manifest) -> Iterator[str]:
    for request in device_requests(claim):
        parts = [mapping(request.get("exactly")), *items(request.get("firstAvailable"))]
        for part in parts if ("exactly" in request) != ("firstAvailable" in request) else ():
            if not part.get("deviceClassName"):
                yield f"request {request.get('name')} names no deviceClassName; name the class"
            if part.get("adminAccess"):
                yield f"request {request.get('name')} has adminAccess, which sees devices of others; take it out"
            if part.get("allocationMode") == "All" and part.get("count"):
                yield f"request {request.get('name')} has allocationMode All and a count; keep one"


def device_class(scene: Scene) -> Iterator[Found]:
    own = {each.name for each in scene.of("DeviceClass")}
    for claim in scene.of("ResourceClaim", "ResourceClaimTemplate") if own else ():
        for request in device_requests(claim):
            for part in (mapping(request.get("exactly")), *items(request.get("firstAvailable"))):
                name = part.get("deviceClassName")
                if name and name not in own and "." not in str(name):
                    yield (
                        claim,
                        "",
                        f"request {request.get('name')} names DeviceClass {name}, which is not there; add it",
                    )


def plugin_devices(scene: Scene) -> Iterator[Found]:
    for container in scene.containers:
        resources = mapping(container.body.get("resources"))
        for name, value in mapping(resources.get("requests")).items():
            if "/" in str(name) and str(mapping(resources.get("limits")).get(name)) != str(value):
                yield (
                    container.pod.owner,
                    container.name,
                    f"requests {value} {name} with another limit; make them equal",
                )


RULES = (
    Rule("job.suspended", "A Job under Kueue waits for its queue.", suspended),
    Rule("job.ends", "A Job can end.", ends),
    Rule("job.schedule", "A CronJob does not pile up.", schedule),
    Rule("queue.quota", "A queue has quota of what it covers.", quota),
    Rule("device.flat", "A device request is written as resource.k8s.io/v1 takes it.", flat_devices),
    Rule("device.shape", "A device request names its class and no more than it needs.", device_shape),
    Rule("device.class", "A device request names a class that is there.", device_class),
    Rule("device.plugin", "A plugin's devices are requested and limited alike.", plugin_devices),
)
