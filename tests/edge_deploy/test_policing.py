"""NetworkPolicies mean here what Kubernetes says they mean: on real packets, and in the table read from them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from edge_deploy.policing.namespaces import NODE, Network, missing
from edge_deploy.policing.nftables import ruleset
from edge_deploy.policing.packets import NOBODY, SHUT, Knock, Servers, knock
from edge_deploy.policing.parties import Party, Port, doors_of, pods_of
from edge_deploy.policing.policies import read_policies

pytestmark = [pytest.mark.netns, pytest.mark.skipif(bool(missing()), reason=str(missing()))]

T = Party("t", "10.42.0.20", "one", {"app": "t"}, (Port(8080, "TCP", "web"), Port(5353, "UDP", "dns")))
OTHERS = (
    Party("a", "10.42.0.21", "one", {"app": "a", "tier": "front"}),
    Party("b", "10.42.0.22", "one", {"app": "b"}),
    Party("u", "10.42.0.23", "one", {"app": "u"}, (Port(9090, "TCP", "web"),)),
    Party("c", "10.42.0.24", "two", {"app": "a"}),
    Party("d", "10.42.0.25", "three", {"app": "d"}),
    Party("h", "198.51.100.7"),
    Party("i", "198.51.100.8"),
)
PORTS = ("TCP 8080", "TCP 8085", "TCP 9090", "TCP 5353", "UDP 5353")
NAMESPACES = [
    {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": name, "labels": labels}}
    for name, labels in (("one", {}), ("two", {"team": "red"}), ("three", {}))
]
ALL = "abucdhi"
# By port, by letter: who reaches t, or whom t reaches. What is not written is everyone.
Reached = dict[str, str] | str


def into(*rules: Any, **spec: Any) -> dict[str, Any]:
    """A policy that takes t."""
    return {"podSelector": {"matchLabels": {"app": "t"}}, "policyTypes": ["Ingress"], "ingress": list(rules), **spec}


def out_of(*rules: Any, **spec: Any) -> dict[str, Any]:
    return {"podSelector": {"matchLabels": {"app": "t"}}, "policyTypes": ["Egress"], "egress": list(rules), **spec}


def labels(**values: str) -> dict[str, Any]:
    return {"matchLabels": values}


def app(operator: str, *values: str, key: str = "app") -> dict[str, Any]:
    expression = {"key": key, "operator": operator, **({"values": list(values)} if values else {})}
    return {"from": [{"podSelector": {"matchExpressions": [expression]}}]}


A, B = {"podSelector": labels(app="a")}, {"podSelector": labels(app="b")}
CASES: dict[str, tuple[list[dict[str, Any]], Reached, Reached]] = {
    "no policy": ([], ALL, ALL),
    "an empty selector takes every pod": ([{"podSelector": {}, "policyTypes": ["Ingress"]}], "", "cdhi"),
    "both ways": ([{"podSelector": {}, "policyTypes": ["Ingress", "Egress"]}], "", ""),
    "no types: ingress": ([{"podSelector": labels(app="t")}], "", ALL),
    "no types, egress rules: both": ([{"podSelector": labels(app="t"), "egress": [{}]}], "", ALL),
    "no types, an empty egress: ingress": ([{"podSelector": labels(app="t"), "egress": []}], "", ALL),
    "rules of an unnamed type do nothing": ([into({}, policyTypes=["Egress"])], ALL, ""),
    "an empty rule opens to everyone": ([into({})], ALL, ALL),
    "an empty from is everyone": ([into({"from": []})], ALL, ALL),
    "every pod of the namespace": ([into({"from": [{"podSelector": {}}]})], "abu", ALL),
    "every pod of every namespace": ([into({"from": [{"namespaceSelector": {}}]})], "abucd", ALL),
    "a namespace by its label": ([into({"from": [{"namespaceSelector": labels(team="red")}]})], "c", ALL),
    "a namespace by its name": (
        [into({"from": [{"namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": "three"}}}]})], "d", ALL,
    ),
    "both selectors of a peer": ([into({"from": [{"namespaceSelector": {}, **A}]})], "ac", ALL),
    "one of two peers": ([into({"from": [{"namespaceSelector": labels(team="red")}, B]})], "bc", ALL),
    "In": ([into(app("In", "a", "b"))], "ab", ALL),
    "NotIn": ([into(app("NotIn", "a"))], "bu", ALL),
    "NotIn takes pods without the label": ([into(app("NotIn", "front", key="tier"))], "bu", ALL),
    "Exists": ([into(app("Exists", key="tier"))], "a", ALL),
    "DoesNotExist": ([into(app("DoesNotExist", key="tier"))], "bu", ALL),
    "a block": ([into({"from": [{"ipBlock": {"cidr": "198.51.100.0/24"}}]})], "hi", ALL),
    "a block with a hole": (
        [into({"from": [{"ipBlock": {"cidr": "198.51.100.0/24", "except": ["198.51.100.8/32"]}}]})], "h", ALL,
    ),
    "a block of IPv6": ([into({"from": [{"ipBlock": {"cidr": "2001:db8::/32"}}]})], "", ALL),
    "one port": ([into({"ports": [{"port": 8080}]})], {"TCP 8080": ALL}, ALL),
    "a range": ([into({"ports": [{"port": 8080, "endPort": 8085}]})], {"TCP 8080": ALL, "TCP 8085": ALL}, ALL),
    "a named port": ([into({"ports": [{"port": "web"}]})], {"TCP 8080": ALL}, ALL),
    "a name that the pod has not": ([into({"ports": [{"port": "other"}]})], "", ALL),
    "a name of another protocol": ([into({"ports": [{"port": "dns"}]})], "", ALL),
    "a named port of UDP": ([into({"ports": [{"port": "dns", "protocol": "UDP"}]})], {"UDP 5353": ALL}, ALL),
    "UDP is not TCP": ([into({"ports": [{"port": 5353, "protocol": "UDP"}]})], {"UDP 5353": ALL}, ALL),
    "a protocol without a port": ([into({"ports": [{"protocol": "UDP"}]})], {"UDP 5353": ALL}, ALL),
    "policies add up": (
        [into({"from": [A], "ports": [{"port": 8080}]}), into({"from": [B], "ports": [{"port": 9090}]})],
        {"TCP 8080": "a", "TCP 9090": "b"}, ALL,
    ),
    "rules do not mix": (
        [into({"from": [A], "ports": [{"port": 8080}]}, {"from": [B], "ports": [{"port": 9090}]})],
        {"TCP 8080": "a", "TCP 9090": "b"}, ALL,
    ),
    "a policy of another namespace": ([{**into(), "namespace": "two"}], ALL, ALL),
    "the other end is shut": (
        [{"podSelector": labels(app="a"), "policyTypes": ["Egress"]}], "bucdhi", ALL,
    ),
    "both ends must open": (
        [into({"from": [A, B]}), {"podSelector": labels(app="a"), "policyTypes": ["Egress"]}], "b", ALL,
    ),
    "replies pass where egress is shut": ([out_of()], ALL, ""),
    "out to pods": ([out_of({"to": [{"podSelector": {}}]})], ALL, "abu"),
    "out to a block": ([out_of({"to": [{"ipBlock": {"cidr": "198.51.100.7/32"}}]})], ALL, "h"),
    "out to a name that is each pod's own": ([out_of({"ports": [{"port": "web"}]})], ALL, {"TCP 9090": "u"}),
    "out on UDP alone": (
        [out_of({"to": [B], "ports": [{"port": 5353, "protocol": "UDP"}]})], ALL, {"UDP 5353": "b"},
    ),
}  # fmt: skip


def ways(incoming: Reached, outgoing: Reached) -> Iterator[tuple[Party, Party, str, bool]]:
    """Source, target, port, and whether it must pass."""
    for port in PORTS:
        come = incoming if isinstance(incoming, str) else incoming.get(port, "")
        go = outgoing if isinstance(outgoing, str) else outgoing.get(port, "")
        for other in OTHERS:
            yield other, T, port, other.name in come
            yield T, other, port, other.name in go


@pytest.mark.parametrize("case", CASES)
def test_a_policy_means_what_kubernetes_says(case: str) -> None:
    specs, incoming, outgoing = CASES[case]
    policies = read_policies([*NAMESPACES, *(_document(number, spec) for number, spec in enumerate(specs))])
    expected = list(ways(incoming, outgoing))
    knocks = {(source, target, port): _knock(source, target, port) for source, target, port, _ in expected}
    # The node's own always passes: probes come from there.
    knocks |= {(NODE, T, port): _knock(NODE, T, port) for port in PORTS}
    listening = [(party, *_split(port)) for party in (T, *OTHERS) for port in PORTS]
    with Network((T, *OTHERS)) as network, Servers(network, listening):
        network.police(ruleset(policies, (T, *OTHERS)))
        heard = knock(network, list(knocks.values()))
    for source, target, port, passes in expected:
        where = f"{source.name} to {target.name} {port}"
        assert heard[knocks[source, target, port]] == (target.name if passes else SHUT), where
        assert policies.allows(source, target, *_split(port)) == passes, where
    assert {heard[knocks[NODE, T, port]] for port in PORTS} == {"t"}


def _document(number: int, spec: dict[str, Any]) -> dict[str, Any]:
    spec = dict(spec)
    metadata = {"name": f"policy-{number}", "namespace": spec.pop("namespace", "one")}
    return {"apiVersion": "networking.k8s.io/v1", "kind": "NetworkPolicy", "metadata": metadata, "spec": spec}


def _split(port: str) -> tuple[str, int]:
    protocol, number = port.split()
    return protocol, int(number)


def _knock(source: Party, target: Party, port: str) -> Knock:
    protocol, number = _split(port)
    return Knock(source, target.address, number, protocol)


def test_an_address_of_a_service_is_ruled_as_the_pod_behind_it() -> None:
    service = {
        "kind": "Service",
        "metadata": {"name": "t", "namespace": "one"},
        "spec": {"clusterIP": "10.43.0.112", "selector": {"app": "t"}, "ports": [{"port": 80, "targetPort": "web"}]},
    }
    spec = {
        "podSelector": labels(app="a"),
        "policyTypes": ["Egress"],
        "egress": [{"to": [{"ipBlock": {"cidr": "10.43.0.112/32"}}]}],
    }
    policies = read_policies([*NAMESPACES, _document(0, spec)])
    parties = (T, *OTHERS)
    (door,) = doors_of([service], parties)
    with Network(parties) as network, Servers(network, [(T, "TCP", 8080)]):
        network.police(ruleset(policies, parties, [door]))
        heard = knock(network, [Knock(party, "10.43.0.112", 80) for party in OTHERS[:2]])
    assert list(heard.values()) == [SHUT, "t"]  # a may send to the Service's address, which no packet has any more


def test_what_nobody_listens_on_is_told_apart_from_what_is_shut() -> None:
    with Network((T, OTHERS[0])) as network:
        heard = knock(network, [Knock(T, OTHERS[0].address, 80), Knock(T, OTHERS[0].address, 53, "UDP")])
    assert list(heard.values()) == [NOBODY, NOBODY]


def test_a_pod_on_the_network_of_its_node_is_no_party() -> None:
    pod = {"kind": "Pod", "metadata": {"name": "p", "namespace": "one"}, "spec": {"containers": [{"name": "p"}]}}
    assert [party.namespace for party in pods_of([pod])] == ["one"]
    pod["spec"]["hostNetwork"] = True  # type: ignore[index]
    assert pods_of([pod]) == []


def test_namespaces_are_gone_when_the_network_is_closed() -> None:
    network = Network((T,))
    kept = [network.inside(party, _own_namespace) for party in (NODE, T)]
    assert len({*kept, _own_namespace()}) == 3
    network.close()
    with pytest.raises(KeyError):
        network.inside(T, _own_namespace)


def _own_namespace() -> int:
    return Path("/proc/thread-self/ns/net").stat().st_ino
