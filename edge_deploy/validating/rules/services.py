"""Services and Ingresses lead to pods that are there, by TLS, and open nothing else."""

from __future__ import annotations

from collections.abc import Iterator

from edge_deploy.validating.manifests import Manifest, items, mapping, scalar, scalars
from edge_deploy.validating.rule import Found, Rule, of_kinds
from edge_deploy.validating.rules.references import backends
from edge_deploy.validating.scene import Pod, Scene, engine_makes


def _pods_of(scene: Scene, service: Manifest) -> list[Pod]:
    wanted = mapping(service.spec.get("selector"))
    return [
        pod
        for pod in scene.pods
        if pod.owner.namespace == service.namespace
        and all(pod.labels.get(key) == value for key, value in wanted.items())
    ]


def selects_nothing(scene: Scene) -> Iterator[Found]:
    for service in scene.of("Service"):
        wanted = mapping(service.spec.get("selector"))
        if not wanted and service.spec.get("type") != "ExternalName":
            yield service, "", "has no selector, so it leads nowhere; name its pods' labels"
        elif wanted and not _pods_of(scene, service) and not engine_makes(scene, {"matchLabels": wanted}):
            yield service, "", f"selector {wanted} takes no pod of this set; correct the labels"


def target_port(scene: Scene) -> Iterator[Found]:
    for service in scene.of("Service"):
        pods = _pods_of(scene, service) if service.spec.get("selector") else []
        ports = [port for pod in pods for container in pod.containers() for port in container.ports()]
        known = {scalar(port.get(key)) for port in ports for key in ("name", "containerPort")}
        for port in items(service.spec.get("ports")) if pods else ():
            target = scalar(port.get("targetPort", port.get("port")))
            if target not in known:
                yield service, "", f"targetPort {target} is opened by none of its pods; correct the port"


@of_kinds("Service")
def exposed(service: Manifest) -> Iterator[str]:
    kind = service.spec.get("type", "ClusterIP")
    if kind in ("NodePort", "LoadBalancer"):
        yield f"type is {kind}, which opens the box without TLS; use ClusterIP behind the Ingress"
    if kind == "ExternalName":
        yield "type is ExternalName, which leads out by DNS; use hostAliases"
    if service.spec.get("externalIPs"):
        yield "externalIPs takes over addresses of others; take it out"


@of_kinds("Ingress")
def encrypted(ingress: Manifest) -> Iterator[str]:
    blocks = items(ingress.spec.get("tls"))
    if not blocks:
        yield "has no tls, so passwords would cross the wire; name the site's certificate"
        return
    covered = {str(host) for block in blocks for host in scalars(block.get("hosts"))}
    for rule in items(ingress.spec.get("rules")):
        host = str(rule.get("host") or "")
        if not host or host.startswith("*"):
            yield f"a rule is for host {host or 'any'}; write the page's own name"
        elif host not in covered:
            yield f"host {host} is in no tls block; add it to hosts"
    for block in blocks:
        if not block.get("secretName"):
            yield "a tls block has no secretName; name the site's certificate"
    if ingress.spec.get("defaultBackend"):
        yield "defaultBackend takes every name; write a rule with a host"


@of_kinds("Ingress")
def entry(ingress: Manifest) -> Iterator[str]:
    annotations = mapping(ingress.metadata.get("annotations"))
    points = str(annotations.get("traefik.ingress.kubernetes.io/router.entrypoints", "websecure"))
    if set(points.replace(" ", "").split(",")) != {"websecure"}:
        yield f"entry point {points} is not encrypted; use websecure alone"
    if "kubernetes.io/ingress.class" in annotations:
        yield "annotation kubernetes.io/ingress.class is of the past; use spec.ingressClassName"
    for name in annotations:
        if str(name).endswith(("-snippet", "ssl-redirect")) and annotations[name] not in ("true", True):
            yield f"annotation {name} weakens the entry; take it out"
    for rule in items(ingress.spec.get("rules")):
        for path in items(mapping(rule.get("http")).get("paths")):
            if path.get("pathType") != "Exact" and not str(path.get("path", "/")).startswith("/"):
                yield f"path {path.get('path')} does not begin with /"


def backend_port(scene: Scene) -> Iterator[Found]:
    services = {(each.namespace, each.name): each for each in scene.of("Service")}
    for ingress in scene.of("Ingress"):
        for backend in backends(ingress):
            service = services.get((ingress.namespace, str(backend.get("name"))))
            port = mapping(backend.get("port"))
            wanted = port.get("name") or port.get("number")
            known = (
                [each.get(key) for each in items(service.spec.get("ports")) for key in ("name", "port")]
                if service
                else []
            )
            if service and wanted not in known:
                yield ingress, "", f"leads to port {wanted} of Service {service.name}, which it lacks; correct the port"


RULES = (
    Rule("service.selects_nothing", "A Service leads to pods.", selects_nothing),
    Rule("service.target_port", "A Service leads to ports that its pods open.", target_port),
    Rule("service.exposed", "No Service opens the box itself.", exposed),
    Rule("ingress.tls", "Every Ingress has TLS for each of its names.", encrypted),
    Rule("ingress.entry", "An Ingress is entered encrypted.", entry),
    Rule("ingress.backend", "An Ingress leads to a port of its Service.", backend_port),
)
