"""Kueue's real controller beside a cluster, with the roles, definitions and webhooks of its own release."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from edge_deploy.kube import parts
from edge_deploy.kube.cluster import Cluster, write_kubeconfig
from edge_deploy.kube.parts import Parts

NAMESPACE = "kueue-system"
ACCOUNT = "kueue-controller-manager"
SERVICE = "kueue-webhook-service"
CERTIFICATE = "kueue-webhook-server-cert"
CONFIG = "controller_manager_config.yaml"
# Without a kubelet its pod cannot run, and nothing of ours asks for what it serves beside the webhooks.
LEFT_OUT = ("Deployment", "APIService")


def start_kueue(cluster: Cluster, programs: Parts, configuration: Path | None = None) -> None:
    """Install Kueue and start its controller as its own service account; returns when its webhooks answer.

    `configuration` is a configuration of that controller, else its release's; only addresses in it are changed.
    """
    health_port, webhook_port = parts.free_ports(2)
    documents = _manifests(programs, webhook_port)
    settings = configuration.read_text() if configuration else _shipped_configuration(documents)
    config = _on_loopback(cluster, yaml.safe_load(settings), health_port, webhook_port)
    cluster.apply([each for each in documents if each["kind"] not in LEFT_OUT], "--server-side")
    token = cluster.kubectl("create", "token", ACCOUNT, f"--namespace={NAMESPACE}", "--duration=24h")
    kubeconfig = write_kubeconfig(cluster, ACCOUNT, token)
    command: list[str | Path] = [
        programs.kueue,
        f"--config={config}",
        f"--kubeconfig={kubeconfig}",
        "--zap-log-level=2",
    ]
    cluster.processes.append(parts.start("kueue", command, cluster.folder / "kueue.log"))
    cluster.wait_until(lambda: _mount_certificate(cluster), "Kueue's certificate")
    ready = f"http://127.0.0.1:{health_port}/readyz"
    cluster.wait_until(lambda: parts.answers(ready), "Kueue's webhooks")


def _manifests(programs: Parts, webhook_port: int) -> list[dict[str, Any]]:
    """Kueue's release, its webhooks pointed at loopback by a service that is only another name."""
    documents = [each for each in yaml.safe_load_all(programs.kueue_manifests.read_text()) if each]
    for document in documents:
        if document["kind"] == "Service" and document["metadata"]["name"] == SERVICE:
            document["spec"] = {"type": "ExternalName", "externalName": "127.0.0.1"}
        for client in _webhook_clients(document):
            client["service"]["port"] = webhook_port
    return documents


def _webhook_clients(document: dict[str, Any]) -> list[dict[str, Any]]:
    """Where a document says how the API server reaches a webhook."""
    if document["kind"].endswith("WebhookConfiguration"):
        return [webhook["clientConfig"] for webhook in document["webhooks"]]
    if document["kind"] == "CustomResourceDefinition":
        conversion = document["spec"].get("conversion", {})
        return [conversion["webhook"]["clientConfig"]] if "webhook" in conversion else []
    return []


def _shipped_configuration(documents: Sequence[dict[str, Any]]) -> str:
    maps = (document["data"] for document in documents if document["kind"] == "ConfigMap")
    return next(str(data[CONFIG]) for data in maps if CONFIG in data)


def _on_loopback(cluster: Cluster, config: dict[str, Any], health_port: int, webhook_port: int) -> Path:
    """The configuration's file, in which every address is one of loopback."""
    certificates = cluster.folder / "kueue-certificates"
    config["health"] = {"healthProbeBindAddress": f"127.0.0.1:{health_port}"}
    config["metrics"] = {"bindAddress": "0"}
    config["webhook"] = {"host": "127.0.0.1", "port": webhook_port, "certDir": str(certificates)}
    config["leaderElection"] = {"leaderElect": False}
    # It would listen on every address of this machine.
    config["featureGates"] = {**config.get("featureGates", {}), "VisibilityOnDemand": False}
    path = cluster.folder / "kueue.yaml"
    path.write_text(yaml.safe_dump(config))
    return path


def _mount_certificate(cluster: Cluster) -> bool:
    """Do the kubelet's part: put the certificate that Kueue made itself where its pod would see it."""
    data = cluster.get("secret", CERTIFICATE, f"--namespace={NAMESPACE}").get("data", {})
    if "tls.crt" not in data:
        return False
    folder = cluster.folder / "kueue-certificates"
    folder.mkdir(mode=0o700, exist_ok=True)
    for name, value in data.items():
        (folder / name).write_bytes(base64.b64decode(value))
    return True
