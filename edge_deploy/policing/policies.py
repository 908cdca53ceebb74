"""NetworkPolicies of `networking.k8s.io/v1` as rules: who is taken by them, and what they open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from typing import Any, Literal

from edge_deploy.policing.parties import Party
from edge_deploy.validating.manifests import Manifest, items, mapping, scalars
from edge_deploy.validating.scene import selects
from pipelines.errors import OperatorError

Direction = Literal["ingress", "egress"]
Selector = dict[str, Any]
Network = IPv4Network | IPv6Network
_SIDES: dict[Direction, str] = {"ingress": "from", "egress": "to"}
_NAME_LABEL = "kubernetes.io/metadata.name"  # which the server gives every namespace


@dataclass(frozen=True)
class Peer:
    """Who is at the other end: an address block, or pods by label, of the policy's own namespace or of chosen ones."""

    pods: Selector | None = None
    namespaces: Selector | None = None
    block: Network | None = None
    holes: tuple[Network, ...] = ()


@dataclass(frozen=True)
class Ports:
    """A port, a range or a name; without a first one, every port of the protocol."""

    protocol: str = "TCP"
    first: int | str | None = None
    last: int | None = None

    def span(self, target: Party | None) -> tuple[int, int] | None:
        """First and last number on that target; None where it has no port of that name."""
        if self.first is None:
            return 0, 65535
        if isinstance(self.first, int):
            return self.first, self.last or self.first
        number = target.number_of(self.first, self.protocol) if target else None
        return None if number is None else (number, number)


@dataclass(frozen=True)
class Rule:
    """What one entry of ingress or egress opens; no peers mean everyone, no ports every port."""

    peers: tuple[Peer, ...] = ()
    ports: tuple[Ports, ...] = ()


@dataclass(frozen=True)
class Policy:
    """One NetworkPolicy; `rules` has a direction only where the policy shuts it for the pods that it takes."""

    name: str
    namespace: str
    selector: Selector
    rules: Mapping[Direction, tuple[Rule, ...]]

    def takes(self, party: Party) -> bool:
        """Whether it rules that pod."""
        return party.namespace == self.namespace and selects(self.selector, dict(party.labels))


@dataclass(frozen=True)
class Policies:
    """All policies of a cluster, and the labels of its namespaces."""

    policies: tuple[Policy, ...] = ()
    namespaces: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def ruling(self, party: Party, direction: Direction) -> list[Policy]:
        """The policies that shut this direction for a pod and open parts of it; none: it is open."""
        return [each for each in self.policies if direction in each.rules and each.takes(party)]

    def is_peer(self, peer: Peer, policy: Policy, party: Party) -> bool:
        """Whether a party is the one that a rule of `policy` names."""
        if peer.block is not None:
            address = ip_address(party.address)
            return address in peer.block and not any(address in hole for hole in peer.holes)
        if not party.namespace:
            return False
        if peer.namespaces is None:
            here = party.namespace == policy.namespace
        else:
            own = {**self.namespaces.get(party.namespace, {}), _NAME_LABEL: party.namespace}
            here = selects(peer.namespaces, own)
        return here and (peer.pods is None or selects(peer.pods, dict(party.labels)))

    def opening(self, direction: Direction, source: Party, target: Party, protocol: str, port: int) -> list[str] | None:
        """The names of the policies that let a connection pass on one side; None where that side is shut.

        An empty list means that no policy rules this side, so that it is open.
        """
        own, other = (target, source) if direction == "ingress" else (source, target)
        ruling = self.ruling(own, direction)
        found = [
            each.name
            for each in ruling
            if any(self._opens(rule, each, other, target, protocol, port) for rule in each.rules[direction])
        ]
        return found if found or not ruling else None

    def allows(self, source: Party, target: Party, protocol: str, port: int) -> bool:
        """Whether a connection passes: both ends must let it. The node's own to its pods are not asked about."""
        sides: tuple[Direction, ...] = ("egress", "ingress")
        return source == target or all(self.opening(side, source, target, protocol, port) is not None for side in sides)

    def _opens(self, rule: Rule, policy: Policy, other: Party, target: Party, protocol: str, port: int) -> bool:
        if rule.peers and not any(self.is_peer(peer, policy, other) for peer in rule.peers):
            return False
        if not rule.ports:
            return True
        spans = (ports.span(target) for ports in rule.ports if ports.protocol == protocol)
        return any(span is not None and span[0] <= port <= span[1] for span in spans)


def read_policies(objects: Iterable[dict[str, Any]]) -> Policies:
    """The policies and namespaces among rendered objects."""
    manifests = [Manifest("", each) for each in objects]
    namespaces = {each.name: each.labels for each in manifests if each.kind == "Namespace"}
    return Policies(tuple(_policy(each) for each in manifests if each.kind == "NetworkPolicy"), namespaces)


def _policy(manifest: Manifest) -> Policy:
    spec = manifest.spec
    # Where policyTypes is not written, every policy shuts ingress, and one with egress rules shuts egress.
    types = scalars(spec.get("policyTypes")) or ["Ingress", *(["Egress"] if spec.get("egress") else [])]
    try:
        rules = {side: tuple(_rule(each, key) for each in items(spec.get(side))) for side, key in _SIDES.items()}
    except ValueError as error:
        raise OperatorError(f"{manifest.subject} has an ipBlock that is no network: {error}.") from None
    kept = {side: found for side, found in rules.items() if side.capitalize() in types}
    return Policy(manifest.name, manifest.namespace or "default", mapping(spec.get("podSelector")), kept)


def _rule(rule: dict[str, Any], key: str) -> Rule:
    ports = (
        Ports(str(port.get("protocol", "TCP")), port.get("port"), port.get("endPort"))
        for port in items(rule.get("ports"))
    )
    return Rule(tuple(_peer(peer) for peer in items(rule.get(key))), tuple(ports))


def _peer(peer: dict[str, Any]) -> Peer:
    if block := mapping(peer.get("ipBlock")):
        holes = tuple(ip_network(str(hole), strict=False) for hole in scalars(block.get("except")))
        return Peer(block=ip_network(str(block.get("cidr")), strict=False), holes=holes)
    return Peer(peer.get("podSelector"), peer.get("namespaceSelector"))
