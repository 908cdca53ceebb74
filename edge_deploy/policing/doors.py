"""The table of doors: who may talk to whom in a rendered set, on which ports, by which policies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from edge_deploy.kustomizing import Object
from edge_deploy.policing.parties import Party, pod_address, pods_of
from edge_deploy.policing.policies import Peer, Policies, Policy, Ports, Selector, read_policies
from edge_deploy.validating.manifests import items, mapping, scalars

_ANY_POD = Party("any other pod", pod_address(20_000), "any other namespace")
_ANY_ADDRESS = Party("any other address", "203.0.113.253")
_UNNAMED = 1  # a port that no rule names by itself: open where all are
_NEIGHBOURS = 10_000  # where their addresses begin, after those of the set's pods


@dataclass(frozen=True)
class Opening:
    """One door: a source, a target, the ports, and the policies at both ends that open it."""

    source: str
    target: str
    ports: tuple[str, ...]
    policies: tuple[str, ...]
    is_wide: bool  # to or from everyone, or on every port: a set that is shut has none


def openings(objects: Iterable[Object]) -> list[Opening]:
    """Every door that leads to or from the set's pods; what is not in the list is shut.

    The node's own connections to its pods, such as probes, always pass and are not told.
    """
    objects = list(objects)
    pods, policies = pods_of(objects), read_policies(objects)
    parties = [*pods, *_neighbours(policies, pods), *_any_others(pods), _ANY_POD, _ANY_ADDRESS]
    ours = set(pods)
    found: list[Opening] = []
    for source in parties:
        for target in parties:
            if source != target and (source in ours or target in ours):
                found += _between(policies, source, target)
    return found


def unruled(objects: Iterable[Object]) -> list[str]:
    """The pods of the set that no policy shuts, with the direction that is open."""
    objects = list(objects)
    policies = read_policies(objects)
    return [
        f"{_name(pod)} ({side})"
        for pod in pods_of(objects)
        for side in ("ingress", "egress")
        if not policies.ruling(pod, side)
    ]


def _between(policies: Policies, source: Party, target: Party) -> Iterator[Opening]:
    """The doors between two parties; ports that the same policies open are told in one."""
    to_anyone = any(party.name.startswith("any other") for party in (source, target))
    whole: set[str] = set()
    by_policies: dict[tuple[str, ...], list[str]] = {}
    for protocol, first, last in _candidates(policies, target):
        names = None if protocol in whole else _opened_by(policies, source, target, protocol, first)
        if names is None:
            continue
        if first == _UNNAMED:
            whole.add(protocol)
        port = "every" if first == _UNNAMED else f"{first}–{last}" if last != first else str(first)
        by_policies.setdefault(names, []).append(f"{protocol} {port}")
    for names, ports in by_policies.items():
        yield Opening(_name(source), _name(target), tuple(ports), names, to_anyone or bool(whole))


def _opened_by(policies: Policies, source: Party, target: Party, protocol: str, port: int) -> tuple[str, ...] | None:
    out = policies.opening("egress", source, target, protocol, port)
    into = policies.opening("ingress", source, target, protocol, port)
    return None if out is None or into is None else tuple(dict.fromkeys([*out, *into]))


def _candidates(policies: Policies, target: Party) -> list[tuple[str, int, int]]:
    """The port that no rule names, then every port and range that one does."""
    named = {_span(ports, target) for rule in _rules(policies) for ports in rule}
    listed = sorted((protocol, *span) for protocol, span in named if span and span != (0, 65535))
    return [("TCP", _UNNAMED, _UNNAMED), ("UDP", _UNNAMED, _UNNAMED), *listed]


def _rules(policies: Policies) -> Iterator[tuple[Ports, ...]]:
    for policy in policies.policies:
        for rules in policy.rules.values():
            for rule in rules:
                yield rule.ports


def _span(ports: Ports, target: Party) -> tuple[str, tuple[int, int] | None]:
    return ports.protocol, ports.span(target)


def _neighbours(policies: Policies, pods: list[Party]) -> list[Party]:
    """One party for each peer that a policy names and that is no pod of the set."""
    found: dict[str, Party] = {}
    for policy in policies.policies:
        for rules in policy.rules.values():
            for peer in (peer for rule in rules for peer in rule.peers):
                if peer.block is None and any(policies.is_peer(peer, policy, pod) for pod in pods):
                    continue
                party = _neighbour(policy, peer, pod_address(_NEIGHBOURS + len(found)))
                found.setdefault(f"{party.namespace}/{party.name}", party)
    return list(found.values())


def _neighbour(policy: Policy, peer: Peer, address: str) -> Party:
    if peer.block is not None:
        return Party(str(peer.block), str(peer.block[0]))
    labels = _labels(peer.pods or {})
    spaces = _labels(peer.namespaces or {})
    namespace = policy.namespace if peer.namespaces is None else spaces.get("kubernetes.io/metadata.name", "")
    name = labels.get("app.kubernetes.io/name") or ", ".join(labels.values()) or "every pod"
    return Party(name, address, namespace or "namespaces by label", labels)


def _labels(selector: Selector) -> dict[str, str]:
    """Labels that a selector takes, as far as it says which."""
    found = {str(key): str(value) for key, value in mapping(selector.get("matchLabels")).items()}
    for each in items(selector.get("matchExpressions")):
        values: list[Any] = scalars(each.get("values"))
        if each.get("operator") in ("In", "Exists"):
            found[str(each.get("key"))] = str(values[0]) if values else "any"
    return found


def _any_others(pods: list[Party]) -> list[Party]:
    """In each namespace of the set, a pod that no label tells anything of."""
    spaces = sorted({pod.namespace for pod in pods})
    return [
        Party("any other pod", pod_address(number), space)
        for number, space in enumerate(spaces, start=_NEIGHBOURS * 2 + 1)
    ]


def _name(party: Party) -> str:
    return f"{party.namespace}/{party.name}" if party.namespace and party != _ANY_POD else party.name
