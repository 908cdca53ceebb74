"""The base and its overlays as `kubectl kustomize` makes them: what every pod, policy and object must be."""

from __future__ import annotations

import functools
import re
import shutil
from collections.abc import Iterator
from ipaddress import ip_address, ip_network
from itertools import product
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

import edge_deploy
from agent import __version__
from agent.backends.catalogue import CATALOGUE
from agent.settings import PREFIX, Settings, load_settings
from edge_deploy.kustomizing import build
from edge_deploy.validating.checking import check_set
from edge_deploy.validating.definitions import Definitions
from edge_deploy.validating.scene import Options
from edge_deploy.validating.schemas import minors
from edge_deploy.validating.sets import find_sets

pytestmark = pytest.mark.skipif(shutil.which("kubectl") is None, reason="kubectl is not here")

Object = dict[str, Any]
TREE = Path(edge_deploy.__file__).parent / "kustomize"
EMBEDDED = ("embedded",)
OLLAMA = ("ollama-cpu", "ollama-gpu", "ollama-gpu-plugin")
BRANCH = (*EMBEDDED, *OLLAMA, "object-store")
CENTRAL = ("fleet", "postgres")
WHOLE = (*BRANCH, *CENTRAL)
BOXES = {"box-4gb": (2, 2.5), "box-16gb": (4, 13)}  # cores, and GiB that K3s and the system leave
INBOXES = {"inbox-host": "hostPath", "inbox-nfs": "nfs", "inbox-smb": "csi"}
LOCKED = {"allowPrivilegeEscalation": False, "readOnlyRootFilesystem": True, "capabilities": {"drop": ["ALL"]}}
UNITS = {"m": 1e-3, "Mi": 2**20, "Gi": 2**30, "": 1.0}


@functools.cache
def made(*names: str) -> tuple[Object, ...]:
    """What overlays and components make together."""
    overlays = tuple(name for name in names if (TREE / "overlays" / name).is_dir())
    return tuple(build(overlays, tuple(name for name in names if name not in overlays)))


def of_kind(objects: tuple[Object, ...], *kinds: str) -> list[Object]:
    return [each for each in objects if each["kind"] in kinds]


def one(objects: tuple[Object, ...], kind: str, name: str) -> Object:
    (found,) = [each for each in of_kind(objects, kind) if each["metadata"]["name"] == name]
    return found


def pods(objects: tuple[Object, ...]) -> Iterator[tuple[str, Object]]:
    for each in of_kind(objects, "StatefulSet", "Deployment", "Job"):
        yield each["metadata"]["name"], each["spec"]["template"]["spec"]


def containers(objects: tuple[Object, ...]) -> Iterator[tuple[str, Object]]:
    for name, pod in pods(objects):
        for container in (*pod.get("initContainers", []), *pod["containers"]):
            yield f"{name}/{container['name']}", container


def quantity(text: str) -> float:
    unit = next(unit for unit in UNITS if text.endswith(unit))
    return float(text.removesuffix(unit)) * UNITS[unit]


@pytest.mark.parametrize("name", WHOLE)
def test_an_overlay_fits_every_minor_and_the_rules(name: str) -> None:
    (found,) = find_sets([str(TREE / "overlays" / name)])
    report = check_set(found, minors(), Definitions(), Options())
    assert [fault.line() for fault in report.faults] == []
    assert not report.unchecked


@pytest.mark.parametrize("name", WHOLE)
def test_every_pod_is_locked(name: str) -> None:
    for where, pod in pods(made(name)):
        security = pod["securityContext"]
        assert security["runAsNonRoot"] and security["runAsUser"] > 0, where
        assert security["seccompProfile"] == {"type": "RuntimeDefault"}, where
        assert pod["automountServiceAccountToken"] is False, where
        assert pod["enableServiceLinks"] is False, where
        assert pod["serviceAccountName"] in ("lodge", "lodge-fleet"), where
        assert pod["dnsPolicy"] == "None" and pod["dnsConfig"] == {"nameservers": ["127.0.0.1"]}, where
        assert not pod.keys() & {"hostNetwork", "hostPID", "hostIPC"}, where
        kinds = {kind for volume in pod["volumes"] for kind in volume.keys() - {"name"}}
        assert kinds <= {"persistentVolumeClaim", "emptyDir", "secret"}, where
        assert all("sizeLimit" in volume["emptyDir"] for volume in pod["volumes"] if "emptyDir" in volume), where
    assert list(pods(made(name)))


@pytest.mark.parametrize("name", WHOLE)
def test_every_container_is_locked_and_limited(name: str) -> None:
    for where, container in containers(made(name)):
        assert container["securityContext"] == LOCKED, where
        for kind in ("requests", "limits"):
            assert container["resources"][kind].keys() >= {"cpu", "memory", "ephemeral-storage"}, (where, kind)
        image, _, tag = container["image"].rpartition(":")
        assert image and tag not in ("", "latest"), where
        assert container["imagePullPolicy"] == "IfNotPresent", where


@pytest.mark.parametrize("name", WHOLE)
def test_what_serves_is_probed(name: str) -> None:
    for each in of_kind(made(name), "StatefulSet", "Deployment"):
        for container in each["spec"]["template"]["spec"]["containers"]:
            assert {"livenessProbe", "readinessProbe"} <= container.keys(), container["name"]


@pytest.mark.parametrize("name", WHOLE)
def test_namespaces_refuse_what_is_not_restricted(name: str) -> None:
    (namespace,) = of_kind(made(name), "Namespace")
    labels = namespace["metadata"]["labels"]
    for mode in ("enforce", "audit", "warn"):
        assert labels[f"pod-security.kubernetes.io/{mode}"] == "restricted"
        assert labels[f"pod-security.kubernetes.io/{mode}-version"] == f"v{minors()[0]}"


@pytest.mark.parametrize("name", WHOLE)
def test_policies_begin_with_nothing_and_open_no_dns(name: str) -> None:
    policies = of_kind(made(name), "NetworkPolicy")
    closed = one(made(name), "NetworkPolicy", "default-deny")["spec"]
    assert closed == {"podSelector": {}, "policyTypes": ["Ingress", "Egress"]}
    for policy in policies:
        for rule in (*policy["spec"].get("ingress", []), *policy["spec"].get("egress", [])):
            assert rule.get("from") or rule.get("to"), policy["metadata"]["name"]
            assert rule["ports"] and all(port["port"] != 53 for port in rule["ports"])
        blocks = [peer for rule in policy["spec"].get("egress", []) for peer in rule["to"] if "ipBlock" in peer]
        assert all(ip_network(block["ipBlock"]["cidr"]).num_addresses == 1 for block in blocks)


@pytest.mark.parametrize("name", WHOLE)
def test_a_delete_leaves_the_volumes_and_nothing_hinders_a_drain(name: str) -> None:
    assert not of_kind(made(name), "PodDisruptionBudget", "Secret", "Role", "ClusterRole", "RoleBinding")
    for each in of_kind(made(name), "StatefulSet"):
        assert each["spec"]["persistentVolumeClaimRetentionPolicy"] == {"whenDeleted": "Retain", "whenScaled": "Retain"}
    for each in of_kind(made(name), "PersistentVolume"):
        assert each["spec"]["persistentVolumeReclaimPolicy"] == "Retain"
    for each in of_kind(made(name), "Job"):
        assert "ttlSecondsAfterFinished" not in each["spec"]  # gone, the next apply would run it again


@pytest.mark.parametrize("name", BRANCH)
def test_settings_are_those_that_the_agent_knows(name: str) -> None:
    data = one(made(name), "ConfigMap", "lodge-settings")["data"]
    settings = load_settings(environ=data)
    assert {variable.removeprefix(PREFIX).lower() for variable in data} <= Settings.model_fields.keys()
    mounts = {
        mount["mountPath"]: mount.get("readOnly", False)
        for where, container in containers(made(name))
        if where == "lodge/agent"
        for mount in container["volumeMounts"]
    }
    assert mounts[str(settings.home)] is False and mounts[str(settings.inbox)] is False
    assert mounts[str(settings.cache)] is True


@pytest.mark.parametrize(("name", "setting"), [*product(OLLAMA, ["OLLAMA_URL"]), ("object-store", "S3_ENDPOINT")])
def test_the_agent_finds_its_servers_without_dns(name: str, setting: str) -> None:
    data = one(made(name), "ConfigMap", "lodge-settings")["data"]
    url = urlsplit(data[PREFIX + setting])
    address = ip_address(url.hostname or "")
    services = of_kind(made(name), "Service")
    (service,) = [each for each in services if each["spec"].get("clusterIP") == url.hostname]
    assert service["spec"]["ports"][0]["port"] == url.port
    assert address in ip_network(data["LODGE_SITE_NETWORKS"])
    # The part of the service network that is never handed out: the first 256 addresses of a /16.
    assert address in ip_network("10.43.0.0/24")
    server = service["metadata"]["name"]
    assert door(name, f"{server}-from-agent", "ingress", "from") == door(name, f"agent-to-{server}", "egress", "to")


def door(name: str, policy: str, way: str, side: str) -> tuple[Any, Any, Any]:
    """Agent's pods, server's pods and port of one of the two policies that let the one reach the other."""
    spec = one(made(name), "NetworkPolicy", policy)["spec"]
    (rule,) = spec[way]
    (peer,) = rule[side]
    ends = (spec["podSelector"], peer["podSelector"])
    return (*(ends if way == "egress" else ends[::-1]), rule["ports"])


@pytest.mark.parametrize("name", OLLAMA)
def test_ollama_is_ready_when_it_has_the_model(name: str) -> None:
    data = one(made(name), "ConfigMap", "ollama-settings")["data"]
    settings = one(made(name), "ConfigMap", "lodge-settings")["data"]
    assert data["OLLAMA_TAG"] == CATALOGUE[settings["LODGE_MODEL"]].ollama_tag
    assert (data["OLLAMA_NO_CLOUD"], data["OLLAMA_NOPRUNE"]) == ("1", "1")
    assert int(data["OLLAMA_CONTEXT_LENGTH"]) == Settings.model_fields["context_tokens"].default
    (container,) = one(made(name), "Deployment", "ollama")["spec"]["template"]["spec"]["containers"]
    assert 'show "$OLLAMA_TAG"' in container["readinessProbe"]["exec"]["command"][-1]


@pytest.mark.parametrize("name", BRANCH)
def test_weights_come_by_a_job_that_needs_no_network(name: str) -> None:
    (job,) = of_kind(made(name), "Job")
    pod = job["spec"]["template"]["spec"]
    model = one(made(name), "ConfigMap", "lodge-settings")["data"]["LODGE_MODEL"]
    words = [each.get("args", []) for _, each in containers((job,))]
    assert ["models", "pull", model, "--from", "/srv/weights"] in words
    assert job["metadata"]["name"] == f"weights-{model.replace('.', '-')}"
    if name in OLLAMA:
        server, pull = pod["initContainers"]
        assert server["restartPolicy"] == "Always" and pull["name"] == "pull"
        # A variable that is named twice counts as the last: the Job's own server is heard by nobody else.
        assert server["env"][-1] == {"name": "OLLAMA_HOST", "value": "127.0.0.1:11434"}
        assert ["models", "to-ollama", "--url", "http://127.0.0.1:11434"] in words


@pytest.mark.parametrize(("name", "box"), [*product(BRANCH, BOXES)])
def test_what_runs_together_fits_into_the_box(name: str, box: str) -> None:
    cores, room = BOXES[box]
    wanted = {"cpu": 0.0, "memory": 0.0}
    for _, pod in pods(made(name, box)):
        for kind in wanted:
            together = sum(quantity(each["resources"]["requests"][kind]) for each in pod["containers"])
            alone = [quantity(each["resources"]["requests"][kind]) for each in pod.get("initContainers", [])]
            wanted[kind] += max([together, *alone])
    assert wanted["cpu"] <= cores * 0.9
    assert wanted["memory"] <= room * 2**30
    for where, container in containers(made(name, box)):
        for kind in wanted:
            limits, requests = container["resources"]["limits"], container["resources"]["requests"]
            assert quantity(requests[kind]) <= quantity(limits[kind]), where
            assert quantity(limits["memory"]) <= room * 2**30, where


@pytest.mark.parametrize(("inbox", "source"), INBOXES.items())
def test_an_inbox_has_one_source_and_a_share_its_sentinel(inbox: str, source: str) -> None:
    volume = one(made("embedded", inbox), "PersistentVolume", "lodge-inbox")["spec"]
    claim = one(made("embedded", inbox), "PersistentVolumeClaim", "lodge-inbox")
    assert volume.keys() & set(INBOXES.values()) == {source}
    assert volume["claimRef"] == {"name": claim["metadata"]["name"], "namespace": claim["metadata"]["namespace"]}
    assert claim["spec"]["volumeName"] == "lodge-inbox"
    data = one(made("embedded", inbox), "ConfigMap", "lodge-settings")["data"]
    assert (data.get("LODGE_REQUIRE_SENTINEL") == "true") == (inbox != "inbox-host")


@pytest.mark.parametrize(
    ("parts", "device", "image"),
    [
        (("ollama-gpu",), "lodge-gpu-nvidia", "ollama/ollama:0.32.15"),
        (("ollama-gpu", "gpu-amd"), "lodge-gpu-amd", "ollama/ollama:0.32.15-rocm"),
        (("ollama-gpu", "gpu-shared"), "lodge-gpu-nvidia", "ollama/ollama:0.32.15"),
        (("ollama-gpu", "gpu-shared", "gpu-amd"), "lodge-gpu-amd", "ollama/ollama:0.32.15-rocm"),
        (("ollama-gpu-plugin",), "nvidia.com/gpu", "ollama/ollama:0.32.15"),
        (("ollama-gpu-plugin", "gpu-amd"), "amd.com/gpu", "ollama/ollama:0.32.15-rocm"),
    ],
)
def test_ollama_gets_one_gpu(parts: tuple[str, ...], device: str, image: str) -> None:
    objects = made(*parts)
    pod = one(objects, "Deployment", "ollama")["spec"]["template"]["spec"]
    (container,) = pod["containers"]
    assert container["image"] == image
    if "ollama-gpu-plugin" in parts:
        assert {name: count for name, count in container["resources"]["limits"].items() if "/" in name} == {device: "1"}
        return
    (claim,) = pod["resourceClaims"]
    assert container["resources"]["claims"] == [{"name": claim["name"], "request": "gpu"}]
    if "gpu-shared" in parts:
        spec = one(objects, "ResourceClaim", claim["resourceClaimName"])["spec"]
    else:
        spec = one(objects, "ResourceClaimTemplate", claim["resourceClaimTemplateName"])["spec"]["spec"]
    (request,) = spec["devices"]["requests"]
    assert request["exactly"] == {"deviceClassName": device, "allocationMode": "ExactCount", "count": 1}
    assert one(objects, "DeviceClass", device)


@pytest.mark.parametrize("engine", OLLAMA)
def test_overlays_go_together(engine: str) -> None:
    both = made(engine, "object-store")
    data = one(both, "ConfigMap", "lodge-settings")["data"]
    alone = [one(made(name), "ConfigMap", "lodge-settings")["data"] for name in (engine, "object-store")]
    assert data == alone[0] | alone[1] | {"LODGE_BACKEND": "ollama"}


def test_only_a_fleet_on_postgres_is_more_than_one_pod() -> None:
    small, large = made("fleet"), made("postgres")
    fleet = one(small, "Deployment", "lodge-fleet")["spec"]
    assert (fleet["replicas"], fleet["strategy"]) == (1, {"type": "Recreate"})
    assert not of_kind(small, "HorizontalPodAutoscaler")
    (scaler,) = of_kind(large, "HorizontalPodAutoscaler")
    assert scaler["spec"]["scaleTargetRef"]["name"] == "lodge-fleet"
    # A number would undo what the autoscaler chose, at each apply.
    assert "replicas" not in one(large, "Deployment", "lodge-fleet")["spec"]
    assert not of_kind(large, "PersistentVolumeClaim")
    assert one(large, "ConfigMap", "lodge-fleet-settings")["data"]["LODGE_FLEET_DB"].startswith("postgresql://")


def test_the_page_is_reached_by_traefik_alone_and_over_tls() -> None:
    for name, app, port in (("embedded", "lodge-review", 8700), ("fleet", "lodge-fleet", 8800)):
        ingress = one(made(name), "Ingress", app)
        assert ingress["spec"]["tls"] == [{"hosts": [ingress["spec"]["rules"][0]["host"]], "secretName": f"{app}-tls"}]
        assert ingress["metadata"]["annotations"]["traefik.ingress.kubernetes.io/router.entrypoints"] == "websecure"
        policy = one(made(name), "NetworkPolicy", f"{app.removeprefix('lodge-')}-from-traefik")["spec"]
        (rule,) = policy["ingress"]
        assert rule["ports"] == [{"protocol": "TCP", "port": port}]
        (peer,) = rule["from"]
        assert peer["namespaceSelector"]["matchLabels"] == {"kubernetes.io/metadata.name": "kube-system"}
        assert peer["podSelector"]["matchLabels"] == {"app.kubernetes.io/name": "traefik"}


def test_the_manifests_name_this_release() -> None:
    """A release that is forgotten in one place would start the image of the one before."""
    named = {
        (path.relative_to(TREE).as_posix(), version)
        for path in TREE.rglob("*.yaml")
        for version in re.findall(
            r"(?:image: lodge:|operator: replace, value: |lodge-fleet-migrate-)([0-9][0-9.-]*)", path.read_text()
        )
    }
    assert len(named) > 5
    assert {path: version for path, version in named if version.replace("-", ".") != __version__} == {}
