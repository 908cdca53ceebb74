"""The box's hardening on a real API server, started with the very flags and files that K3s is given."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from kube_parts import BOX, install_crds, overlay

import edge_deploy
from edge_deploy.kube.box import add_box, add_storage_class
from edge_deploy.kube.cluster import Cluster, start_cluster
from edge_deploy.kube.parts import Parts

pytestmark = pytest.mark.kube

APPLIANCE = Path(edge_deploy.__file__).parent / "appliance"
MARK = "Mrs-Example-broke-her-leg"  # as a claim's words would be
AUDIT = "audit.log"


def arguments(component: str) -> dict[str, str]:
    config = yaml.safe_load((APPLIANCE / "config.yaml").read_text())
    return dict(each.split("=", 1) for each in config[f"{component}-arg"])


@pytest.fixture(scope="module")
def hardened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A cluster whose API server has every flag of config.yaml; only the places of the files are others."""
    if (missing := Parts().missing()) is not None:
        pytest.skip(f"The cluster cannot start: {missing}")
    folder = tmp_path_factory.mktemp("hardened")
    places = {
        "admission-control-config-file": str(APPLIANCE / "psa.yaml"),
        "audit-policy-file": str(APPLIANCE / "audit.yaml"),
        "audit-log-path": str(folder / AUDIT),
    }
    cluster = start_cluster(folder, Parts(), api_flags=arguments("kube-apiserver") | places)
    try:
        add_storage_class(cluster)
        add_box(cluster, BOX)
        yield cluster
    finally:
        cluster.stop()


def pod(namespace: str, **security: Any) -> dict[str, Any]:
    container = {"name": "shell", "image": "registry.example/shell:1", "securityContext": security}
    metadata = {"name": "shell", "namespace": namespace}
    return {"apiVersion": "v1", "kind": "Pod", "metadata": metadata, "spec": {"containers": [container]}}


def namespace(name: str, **labels: str) -> dict[str, Any]:
    return {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": name, "labels": labels}}


def events(cluster: Cluster) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (cluster.folder / AUDIT).read_text().splitlines()]


def test_every_flag_of_the_controller_manager_is_one() -> None:
    if (missing := Parts().missing()) is not None:
        pytest.skip(f"The cluster cannot start: {missing}")
    command = [str(Parts().control_plane), "kube-controller-manager", "--help"]
    told = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    assert all(f"--{flag} " in told for flag in arguments("kube-controller-manager"))


def test_a_privileged_pod_is_refused_where_a_namespace_says_nothing(hardened: Cluster) -> None:
    hardened.apply([namespace("unlabelled")])
    refused = hardened.try_apply([pod("unlabelled", privileged=True)])
    assert refused.returncode
    assert 'violates PodSecurity "restricted:v1.34"' in refused.stderr
    # And not only the privileged: one that says nothing of itself is too.
    assert hardened.try_apply([pod("unlabelled")]).returncode


def test_k3s_may_run_what_it_brings(hardened: Cluster) -> None:
    hardened.apply([pod("kube-system", privileged=True)])
    hardened.apply([namespace("system-upgrade", **{"pod-security.kubernetes.io/enforce": "privileged"})])
    hardened.apply([pod("system-upgrade", privileged=True)])


def test_no_body_stands_in_the_audit_log_and_who_asked_does(hardened: Cluster) -> None:
    metadata = {"name": "words", "namespace": "default"}
    kinds = [{"kind": "Secret", "stringData": {"of": MARK}}, {"kind": "ConfigMap", "data": {"of": MARK}}]
    hardened.apply([{"apiVersion": "v1", "metadata": metadata, **kind} for kind in kinds])
    assert hardened.get("configmap", "words", "--namespace=default")["data"]["of"] == MARK
    hardened.get("secret", "words", "--namespace=default")
    hardened.try_kubectl("exec", "shell", "--namespace=kube-system", "--", "true")

    found = events(hardened)
    assert MARK not in (hardened.folder / AUDIT).read_text()
    assert {each["level"] for each in found} == {"Metadata"}
    assert not any("requestObject" in each or "responseObject" in each for each in found)
    ours = [(each["verb"], each["objectRef"].get("resource"), each["objectRef"].get("subresource"))
            for each in found if each["user"]["username"] == "admin" and "objectRef" in each]  # fmt: skip
    assert {("create", "secrets", None), ("get", "secrets", None), ("create", "configmaps", None)} <= set(ours)
    assert any(resource == "pods" and way == "exec" for _, resource, way in ours)


def test_noise_is_not_kept(hardened: Cluster) -> None:
    refs = [each["objectRef"] for each in events(hardened) if "objectRef" in each]
    assert not {"leases", "events"} & {ref.get("resource") for ref in refs}
    assert not any(each["requestURI"].startswith(("/healthz", "/readyz", "/livez")) for each in events(hardened))


def test_the_manifests_that_k3s_applies_are_taken_and_taken_again(hardened: Cluster) -> None:
    texts = [path.read_text() for path in sorted((APPLIANCE / "manifests").glob("*.yaml"))]
    # The accounts are there already, made by the controllers, as on a box.
    hardened.wait_until(lambda: _has_accounts(hardened), "the default accounts")
    for text in texts:
        hardened.apply(text)
    for text in texts:
        again = hardened.apply(text).splitlines()
        assert all(line.endswith("unchanged") for line in again), again
    account = hardened.get("serviceaccount", "default", "--namespace=kube-system")
    assert account["automountServiceAccountToken"] is False


def _has_accounts(cluster: Cluster) -> bool:
    found = cluster.items("serviceaccounts", "--all-namespaces", "--field-selector=metadata.name=default")
    spaces = {each["metadata"]["namespace"] for each in found}
    return {"default", "kube-system", "kube-public", "kube-node-lease"} <= spaces


def test_the_upgrade_plan_is_taken(hardened: Cluster) -> None:
    install_crds(hardened, "suc")
    hardened.apply([namespace("system-upgrade", **{"pod-security.kubernetes.io/enforce": "privileged"})])
    hardened.apply((APPLIANCE / "upgrade-plan.yaml").read_text())
    window = hardened.get("plans.upgrade.cattle.io", "k3s-server", "--namespace=system-upgrade")["spec"]["window"]
    assert window["startTime"] < window["endTime"]


def test_lodge_itself_runs_under_it(hardened: Cluster) -> None:
    done = hardened.try_apply(overlay("embedded"))
    assert done.returncode == 0, done.stderr
    assert "Warning" not in done.stderr
    # Made by the controllers under the same admission, and not only allowed as a template.
    hardened.wait_until(lambda: bool(hardened.items("pods", "--namespace=lodge")), "the agent's pod")


def test_a_service_cannot_take_over_an_address(hardened: Cluster) -> None:
    spec = {"selector": {"a": "b"}, "ports": [{"port": 80}], "externalIPs": ["192.0.2.7"]}
    service = {
        "apiVersion": "v1",
        "kind": "Service",
        "metadata": {"name": "catch", "namespace": "default"},
        "spec": spec,
    }
    refused = hardened.try_apply([service])
    assert refused.returncode
    assert "external IPs is denied" in refused.stderr
