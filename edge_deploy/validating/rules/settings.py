"""Lodge's and Ollama's own settings: no cloud, no address outside."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from edge_deploy.validating.manifests import Manifest, mapping
from edge_deploy.validating.rule import Found, Rule
from edge_deploy.validating.rules.network import declared_networks
from edge_deploy.validating.scene import Container, Scene

_ADDRESSES = ("LODGE_OLLAMA_HOST", "LODGE_OPENAI_URL", "LODGE_S3_ENDPOINT", "OLLAMA_HOST", "LODGE_OLLAMA_URL")
_CLOUDS = ("api.openai.com", "openai.azure.com", "anthropic.com", "ollama.com", "amazonaws.com", "googleapis.com")
_TRACING = (
    "LANGSMITH_TRACING",
    "LANGCHAIN_TRACING_V2",
    "LANGCHAIN_TRACING",
    "LANGSMITH_API_KEY",
    "OTEL_EXPORTER_OTLP_ENDPOINT",
)


def environment(scene: Scene) -> Iterator[tuple[Manifest, str, str, str]]:
    """Every variable with a literal value: the object, the container, the name, the value."""
    for container in scene.containers:
        for each in container.env():
            if "value" in each:
                yield container.pod.owner, container.name, str(each.get("name")), str(each["value"] or "")
    for config in scene.of("ConfigMap"):
        for name, value in mapping(config.body.get("data")).items():
            if "\n" not in str(value):
                yield config, "", str(name), str(value)


def outside(scene: Scene) -> Iterator[Found]:
    networks = [*scene.options.networks, *declared_networks(scene)]
    for owner, container, name, value in environment(scene):
        host = _host(value)
        if name not in _ADDRESSES and not (name.startswith("LODGE_") and any(cloud in host for cloud in _CLOUDS)):
            continue
        if host and not _is_inside(host, networks):
            text = f"{name} leads to {host}, outside the site; use an address within LODGE_SITE_NETWORKS"
            yield owner, container, text


def _host(value: str) -> str:
    text = value if "//" in value else f"//{value}"
    try:
        return (urlsplit(text).hostname or "").rstrip(".")
    except ValueError:
        return value


def _is_inside(host: str, networks: list[Any]) -> bool:
    try:
        address = ip_address(host)
    except ValueError:
        return "." not in host or host.endswith((".svc", ".svc.cluster.local", ".internal", ".local"))
    if address.is_loopback or address.is_unspecified:
        return True
    return any(address in network for network in networks)


def tracing(scene: Scene) -> Iterator[Found]:
    for owner, container, name, value in environment(scene):
        if name in _TRACING and value.lower() not in ("", "false", "0"):
            yield owner, container, f"{name} is set, which would upload the text of claims; take it out"


def fleet_url(scene: Scene) -> Iterator[Found]:
    for owner, container, name, value in environment(scene):
        if name == "LODGE_FLEET_URL" and value and not value.startswith("https://"):
            yield owner, container, f"{name} is not https; summaries cross a foreign line"


def _is_ollama(container: Container) -> bool:
    name = container.image.split("@")[0].rpartition("/")[2].partition(":")[0]
    return name == "ollama" or container.name == "ollama"


def no_cloud(scene: Scene) -> Iterator[Found]:
    reasons = (("OLLAMA_NO_CLOUD", "it could ask a cloud model"), ("OLLAMA_NOPRUNE", "it deletes models at its start"))
    for container in scene.containers:
        if not _is_ollama(container) or not container.runs_on:
            continue
        values = scene.variables(container)
        for name, why in reasons:
            if values.get(name, "").lower() not in ("1", "true"):
                text = f"env {name} is {values.get(name) or 'not set'}, so {why}; set it to 1"
                yield container.pod.owner, container.name, text


RULES = (
    Rule("settings.outside", "Models and documents stay at addresses of the site.", outside),
    Rule("settings.tracing", "Nothing uploads traces.", tracing),
    Rule("settings.fleet_url", "The fleet is reached by https.", fleet_url),
    Rule("settings.no_cloud", "Ollama asks no cloud and keeps its models.", no_cloud),
)
