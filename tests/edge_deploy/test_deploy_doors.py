"""`lodge deploy doors`: the table that a security officer reads."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result

from edge_deploy.commands import deploy
from edge_deploy.policing.doors import openings, unruled
from pipelines.errors import OperatorError


def pod(name: str, namespace: str = "lodge", **labels: str) -> dict[str, Any]:
    metadata = {"name": name, "namespace": namespace, "labels": labels}
    return {"apiVersion": "v1", "kind": "Pod", "metadata": metadata, "spec": {"containers": [{"name": "main"}]}}


def policy(name: str, **spec: Any) -> dict[str, Any]:
    metadata = {"name": name, "namespace": "lodge"}
    return {"apiVersion": "networking.k8s.io/v1", "kind": "NetworkPolicy", "metadata": metadata, "spec": spec}


SHUT = policy("default-deny", podSelector={}, policyTypes=["Ingress", "Egress"])
AGENT, MODEL = pod("agent", app="agent"), pod("model", app="model")
TO_AGENT = {"podSelector": {"matchLabels": {"app": "agent"}}}


def ingress(**rule: Any) -> dict[str, Any]:
    return policy("open", **TO_AGENT, policyTypes=["Ingress"], ingress=[rule])


def egress(**rule: Any) -> dict[str, Any]:
    return policy("open", **TO_AGENT, policyTypes=["Egress"], egress=[rule])


TRAEFIK = {
    "namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": "kube-system"}},
    "podSelector": {"matchExpressions": [{"key": "app.kubernetes.io/name", "operator": "In", "values": ["traefik"]}]},
}
CASES: dict[str, tuple[dict[str, Any], list[tuple[str, str, tuple[str, ...], bool]]]] = {
    "one named peer": (
        ingress(**{"from": [TRAEFIK]}, ports=[{"port": 8700}]),
        [("kube-system/traefik", "lodge/agent", ("TCP 8700",), False)],
    ),
    "a range": (
        ingress(**{"from": [TRAEFIK]}, ports=[{"port": 8000, "endPort": 8010}, {"port": 53, "protocol": "UDP"}]),
        [("kube-system/traefik", "lodge/agent", ("TCP 8000–8010", "UDP 53"), False)],
    ),
    "every port": (
        ingress(**{"from": [TRAEFIK]}),
        [("kube-system/traefik", "lodge/agent", ("TCP every", "UDP every"), True)],
    ),
    "a block": (
        egress(to=[{"ipBlock": {"cidr": "192.0.2.0/28"}}], ports=[{"port": 443}]),
        [("lodge/agent", "192.0.2.0/28", ("TCP 443",), False)],
    ),
    "the other end is shut": (egress(to=[{"podSelector": {}}], ports=[{"port": 443}]), []),
    "everyone": (
        ingress(ports=[{"port": 8700}]),
        [
            ("any other pod", "lodge/agent", ("TCP 8700",), True),
            ("any other address", "lodge/agent", ("TCP 8700",), True),
        ],
    ),
    "the internet": (
        egress(to=[{"ipBlock": {"cidr": "0.0.0.0/0"}}], ports=[{"port": 443}]),
        [
            ("lodge/agent", "0.0.0.0/0", ("TCP 443",), False),
            ("lodge/agent", "any other pod", ("TCP 443",), True),
            ("lodge/agent", "any other address", ("TCP 443",), True),
        ],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_door_is_told_with_what_it_is_open_to(case: str) -> None:
    opened, expected = CASES[case]
    found = openings([AGENT, MODEL, SHUT, opened])
    assert [(one.source, one.target, one.ports, one.is_wide) for one in found] == expected


def test_a_door_between_pods_names_the_policies_of_both_ends() -> None:
    both = [
        policy("out", **TO_AGENT, policyTypes=["Egress"], egress=[{"to": [{"podSelector": {}}]}]),
        policy("in", podSelector={"matchLabels": {"app": "model"}}, ingress=[{"from": [TO_AGENT]}]),
    ]
    (found,) = openings([AGENT, MODEL, SHUT, *both])
    assert (found.source, found.target, found.policies) == ("lodge/agent", "lodge/model", ("out", "in"))


def test_pods_that_no_policy_shuts_are_named() -> None:
    assert unruled([AGENT, pod("other", namespace="default"), SHUT]) == [
        "default/other (ingress)",
        "default/other (egress)",
    ]
    assert unruled([AGENT, SHUT]) == []


def test_a_block_that_is_no_network_is_named() -> None:
    with pytest.raises(OperatorError, match="NetworkPolicy/lodge/open has an ipBlock that is no network"):
        openings([AGENT, egress(to=[{"ipBlock": {"cidr": "fleet.example"}}])])


def call(folder: Path, *documents: dict[str, Any], as_json: bool = False) -> Result:
    path = folder / "lodge.yaml"
    path.write_text(yaml.safe_dump_all(documents))
    return CliRunner().invoke(deploy, ["doors", str(path), *(["--json"] if as_json else [])])


def test_the_command_prints_the_table_and_ends_with_whether_it_is_narrow(tmp_path: Path) -> None:
    opened, _ = CASES["one named peer"]
    narrow = call(tmp_path, AGENT, SHUT, opened)
    assert narrow.exit_code == 0
    assert narrow.output.splitlines()[0].split() == [
        "ok",
        "kube-system/traefik",
        "→",
        "lodge/agent",
        "TCP",
        "8700",
        "open",
    ]
    assert "1 door; all else is shut." in narrow.output
    wide = call(tmp_path, AGENT, SHUT, CASES["everyone"][0])
    assert wide.exit_code == 1 and wide.output.startswith("fail  any other pod")
    bare = call(tmp_path, AGENT)
    assert bare.exit_code == 1 and "no policy shuts lodge/agent (ingress)" in bare.output


def test_the_command_speaks_json(tmp_path: Path) -> None:
    said = json.loads(call(tmp_path, AGENT, SHUT, CASES["one named peer"][0], as_json=True).output)
    assert said == {
        "narrow": True,
        "doors": [
            {
                "source": "kube-system/traefik",
                "target": "lodge/agent",
                "ports": ["TCP 8700"],
                "policies": ["open"],
                "is_wide": False,
            }
        ],
        "unruled": [],
    }
