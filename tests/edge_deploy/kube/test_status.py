"""`lodge deploy status` on a real API server: as rendered, changed by hand, missing, and what nobody rendered."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from kube_parts import wait_running

from edge_deploy.commands import deploy
from edge_deploy.kube.cluster import Cluster
from edge_deploy.rendering import write
from edge_deploy.sites import BranchSite
from pipelines.errors import OperatorError

pytestmark = pytest.mark.kube
FLEET = {"url": "https://fleet.example", "address": "10.0.0.5"}
SITE = BranchSite.model_validate({"site": "leeds", "host": "claims.leeds.example", "fleet": FLEET})


def standing(cluster: Cluster, rendered: Path) -> tuple[int, dict[str, Any]]:
    """The exit code, and every object that is not as it should be."""
    words = ["status", "--rendered", str(rendered), "--kubeconfig", str(cluster.kubeconfig), "--json"]
    result = CliRunner().invoke(deploy, words)
    assert isinstance(result.exception, SystemExit | None), result.exception
    objects = json.loads(result.stdout)["objects"]
    wrong = {f"{one['kind']}/{one['name']}": one for one in objects if one["state"] != "as rendered"}
    return result.exit_code, wrong


@pytest.fixture
def rendered(tmp_path: Path) -> Path:
    write([SITE], tmp_path)
    return tmp_path / "leeds" / "lodge.yaml"


def test_a_cluster_is_followed_from_empty_to_running_and_through_changes_by_hand(
    clean_cluster: Cluster, rendered: Path
) -> None:
    code, wrong = standing(clean_cluster, rendered)
    assert code == 1
    assert {one["state"] for one in wrong.values()} == {"missing"}

    clean_cluster.kubectl("apply", f"--filename={rendered}")
    wait_running(clean_cluster, "lodge", "app.kubernetes.io/component=agent")
    clean_cluster.wait_until(lambda: standing(clean_cluster, rendered)[0] == 0, "all as rendered")

    changes = {
        "configmap/lodge-settings": {"data": {"LODGE_CURRENCY": "CHF"}},
        "networkpolicy/agent-to-fleet": {"spec": {"egress": [{}]}},
        "ingress/lodge-review": {"spec": {"ingressClassName": "other"}},
    }
    for name, change in changes.items():
        clean_cluster.kubectl("patch", "--namespace=lodge", name, "--type=merge", f"--patch={json.dumps(change)}")
    clean_cluster.kubectl("delete", "--namespace=lodge", "service/lodge-review")
    clean_cluster.kubectl("create", "configmap", "stray", "--namespace=lodge", "--from-literal=a=b")
    clean_cluster.kubectl("label", "configmap/stray", "--namespace=lodge", "app.kubernetes.io/part-of=lodge")

    code, wrong = standing(clean_cluster, rendered)
    assert code == 1
    assert {name: (one["state"], one["seen"]) for name, one in wrong.items()} == {
        "ConfigMap/lodge-settings": ("differs", ["data.LODGE_CURRENCY"]),
        "NetworkPolicy/agent-to-fleet": ("differs", ["spec.egress[0].to", "spec.egress[0].ports"]),
        "Ingress/lodge-review": ("differs", ["spec.ingressClassName"]),
        "Service/lodge-review": ("missing", []),
        "ConfigMap/stray": ("extra", []),
    }

    clean_cluster.kubectl("delete", "--namespace=lodge", "configmap/stray")
    # An apply takes back what was changed; what was added by hand stays until a hand takes it away.
    added = '{"data": {"LODGE_CURRENCY": null}}'
    clean_cluster.kubectl("patch", "--namespace=lodge", "configmap/lodge-settings", "--type=merge", f"--patch={added}")
    clean_cluster.kubectl("apply", f"--filename={rendered}")
    clean_cluster.wait_until(lambda: standing(clean_cluster, rendered)[0] == 0, "all as rendered again")


def test_a_changed_setting_is_seen_until_it_is_applied_and_rolls_the_pod(
    clean_cluster: Cluster, rendered: Path, tmp_path: Path
) -> None:
    clean_cluster.kubectl("apply", f"--filename={rendered}")
    clean_cluster.wait_until(lambda: standing(clean_cluster, rendered)[0] == 0, "all as rendered")
    before = clean_cluster.get("pod", "lodge-0", "--namespace=lodge")["metadata"]["uid"]
    write([SITE.model_copy(update={"settings": {"currency": "GBP"}})], tmp_path)
    _, wrong = standing(clean_cluster, rendered)
    assert set(wrong) == {"ConfigMap/lodge-settings", "StatefulSet/lodge"}
    clean_cluster.kubectl("apply", f"--filename={rendered}")
    clean_cluster.wait_until(lambda: standing(clean_cluster, rendered)[0] == 0, "the roll-out")
    assert clean_cluster.get("pod", "lodge-0", "--namespace=lodge")["metadata"]["uid"] != before


def test_the_value_of_a_secret_is_never_asked_for(clean_cluster: Cluster, tmp_path: Path) -> None:
    clean_cluster.kubectl("create", "namespace", "lodge")
    words = ("create", "secret", "generic", "lodge-secrets", "--namespace=lodge", "--from-literal=key=hush")
    clean_cluster.kubectl(*words)
    rendered = tmp_path / "secret.yaml"
    metadata = {"name": "lodge-secrets", "namespace": "lodge"}
    rendered.write_text(json.dumps({"apiVersion": "v1", "kind": "Secret", "metadata": metadata}))
    result = CliRunner().invoke(
        deploy, ["status", "--rendered", str(rendered), "--kubeconfig", str(clean_cluster.kubeconfig), "--json"]
    )
    assert result.exit_code == 0, result.output
    assert "hush" not in result.output
    from edge_deploy.cluster import Cluster as Reading

    read = Reading(str(clean_cluster.kubeconfig)).read(json.loads(rendered.read_text()))
    assert read is not None
    assert "data" not in read


def test_a_cluster_that_does_not_answer_is_one_clear_line(clean_cluster: Cluster, rendered: Path) -> None:
    silent = rendered.parent / "silent.kubeconfig"
    silent.write_text(clean_cluster.kubeconfig.read_text().replace(clean_cluster.url, "https://127.0.0.1:1"))
    result = CliRunner().invoke(deploy, ["status", "--rendered", str(rendered), "--kubeconfig", str(silent)])
    assert isinstance(result.exception, OperatorError)
    assert "does not answer" in str(result.exception)
