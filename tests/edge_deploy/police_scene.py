"""The pods of rendered overlays among others of the cluster and outside of it, and what may pass between them."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from edge_deploy.kustomizing import Object
from edge_deploy.policing.doors import Opening
from edge_deploy.policing.namespaces import NODE, Network
from edge_deploy.policing.nftables import ruleset
from edge_deploy.policing.packets import SHUT, Knock, Servers, knock
from edge_deploy.policing.parties import Door, Party, doors_of, pods_of
from edge_deploy.policing.policies import Policies, read_policies
from edge_deploy.rendering import Renderer
from edge_deploy.sites import BranchSite

Way = tuple[str, str, int]  # who, whom, on which TCP port
NAME, COMPONENT = "app.kubernetes.io/name", "app.kubernetes.io/component"
FLEET = {"url": "https://fleet.example", "address": "203.0.113.4", "cidr": "203.0.113.4/31"}
GATEWAY = {
    "gateway.envoyproxy.io/owning-gateway-namespace": "aibrix-system",
    "gateway.envoyproxy.io/owning-gateway-name": "aibrix-eg",
}
OTHERS = (
    # As K3s and the usual charts label them, in the namespaces where they live …
    Party(
        "traefik", "10.42.0.101", "kube-system", {NAME: "traefik", "app.kubernetes.io/instance": "traefik-kube-system"}
    ),
    Party("dns", "10.42.0.102", "kube-system", {"k8s-app": "kube-dns"}),
    Party("prometheus", "10.42.0.103", "monitoring", {NAME: "prometheus"}),
    Party("gateway", "10.42.0.104", "envoy-gateway-system", GATEWAY),
    Party("aibrix", "10.42.0.105", "aibrix-system", {"app": "controller-manager"}),
    # … and those that only look like someone.
    Party("stranger", "10.42.0.110", "default", {"app": "stranger"}),
    Party("false-traefik", "10.42.0.111", "default", {NAME: "traefik"}),
    Party("false-prometheus", "10.42.0.112", "kube-system", {NAME: "prometheus"}),
    Party("false-agent", "10.42.0.113", "default", {NAME: "lodge", COMPONENT: "agent"}),
    Party("false-ollama", "10.42.0.114", "default", {NAME: "ollama", COMPONENT: "model-server"}),
    Party("false-database", "10.42.0.115", "default", {NAME: "postgres", COMPONENT: "database"}),
    Party("debug", "10.42.0.116", "lodge", {}),
    Party("debug-central", "10.42.0.117", "lodge-fleet", {}),
    # No pods: the fleet's network and the address after it, the branch's own network, the internet, a cloud's metadata.
    Party("fleet", "203.0.113.4"),
    Party("fleet-too", "203.0.113.5"),
    Party("beyond-fleet", "203.0.113.6"),
    Party("nobody", "192.0.2.1"),
    Party("office", "192.168.77.20"),
    Party("internet", "198.51.100.9"),
    Party("metadata", "169.254.169.254"),
)
TCP = (22, 53, 80, 443, 5432, 6443, 7070, 8000, 8700, 8800, 9464, 9465, 10080, 10250, 11434)
UDP = (53, 443)


@functools.cache
def rendered(*overlays: str) -> tuple[Object, ...]:
    """The objects of a branch with these overlays, and with a fleet."""
    site = BranchSite.model_validate(
        {"site": "leeds-north", "host": "claims.example", "overlays": overlays, "fleet": FLEET}
    )
    return tuple(Renderer().objects(site))


class Street:
    """A set's pods and all others, with what the set opens."""

    def __init__(self, objects: Iterable[Object]) -> None:
        objects = list(objects)
        self.pods = [_named(pod) for pod in pods_of(objects)]
        self.parties: tuple[Party, ...] = (*self.pods, *OTHERS)
        self.policies: Policies = read_policies(objects)
        self.doors: list[Door] = list(doors_of(objects, self.parties))
        if self.of("lodge-llm") and not self.doors:
            # AIBrix's own Service: 192.0.2.2 stands for its address until the site's is set.
            self.doors.append(Door("192.0.2.2", 80, "TCP", self.party("gateway"), 10080))
        self.shut_namespaces = {each["metadata"]["name"] for each in objects if each["kind"] == "Namespace"}

    def of(self, name: str) -> list[Party]:
        """The pods of that name."""
        return [pod for pod in self.pods if pod.name == name]

    def party(self, name: str) -> Party:
        """The one of that name."""
        (found,) = [party for party in (NODE, *self.parties) if party.name == name]
        return found

    def is_shut(self, party: Party) -> bool:
        """Whether it lies in a namespace of the set, where nothing passes that is not named."""
        return party.namespace in self.shut_namespaces

    def seen(self, policies: Policies | None, knocks: Sequence[Knock]) -> dict[Knock, str]:
        """Who answered each knock, in namespaces laid for it; without policies only the Services are there."""
        listening = [(party, "TCP", port) for party in (NODE, *self.parties) for port in TCP]
        listening += [(party, "UDP", port) for party in (NODE, *self.parties) for port in UDP]
        with Network(self.parties) as network, Servers(network, listening):
            network.police(ruleset(policies or Policies(), self.parties, self.doors))
            return knock(network, knocks)

    def knocks(self) -> list[Knock]:
        """From everyone to everyone; on every port where one of the two is shut, on one where none is."""
        ports = [("TCP", port) for port in TCP] + [("UDP", port) for port in UDP]
        return [
            Knock(source, target.address, port, protocol)
            for source, target in self._pairs()
            for protocol, port in (ports if self.is_shut(source) or self.is_shut(target) else ports[3:4])
        ]

    def service_knocks(self) -> dict[Knock, Door]:
        """From everyone but the pod behind it, to every Service with a fixed address."""
        return {
            Knock(source, door.address, door.port, door.protocol): door
            for door in self.doors
            for source in self.parties
            if source != door.target
        }

    def _pairs(self) -> Iterator[tuple[Party, Party]]:
        everyone = (NODE, *self.parties)
        return ((source, target) for source in everyone for target in everyone if source != target)

    def expected(self, ways: frozenset[Way]) -> dict[Knock, str]:
        """What each knock must hear: a shut party's, only where it is among `ways`; the node's own to a pod, always."""
        names = {party.address: party for party in (NODE, *self.parties)}
        found = {}
        for one in self.knocks():
            target = names[one.address]
            shut = self.is_shut(one.source) or (self.is_shut(target) and one.source != NODE)
            named = one.protocol == "TCP" and (one.source.name, target.name, one.port) in ways
            found[one] = target.name if named or not shut else SHUT
        for one, door in self.service_knocks().items():
            named = (one.source.name, door.target.name, door.target_port) in ways
            shut = self.is_shut(one.source) or self.is_shut(door.target)
            found[one] = door.target.name if named or not shut else SHUT
        return found

    def verdicts(self, policies: Policies) -> dict[Knock, bool]:
        """Whether each knock between parties passes, as the rules are read."""
        whom = {party.address: party for party in self.parties}
        return {
            one: policies.allows(one.source, whom[one.address], one.protocol, one.port)
            for one in self.knocks()
            if one.source != NODE and one.address in whom
        }

    @functools.cached_property
    def own_verdicts(self) -> dict[Knock, bool]:
        """The same by the set's own policies."""
        return self.verdicts(self.policies)

    def differing(self, policies: Policies) -> list[Knock]:
        """Knocks that pass by these policies and not by the set's own, or the other way round."""
        return [one for one, passes in self.verdicts(policies).items() if passes != self.own_verdicts[one]]


@functools.cache
def street_of(*overlays: str) -> Street:
    """The street of a branch with these overlays."""
    return Street(rendered(*overlays))


def _named(pod: Party) -> Party:
    """Jobs carry versions in their names."""
    component = pod.labels.get(COMPONENT)
    return replace(pod, name=component) if component in ("weights", "migrate", "reprocess") else pod


# As the table of doors names those that it knows from the policies alone.
_IN_TABLE = {
    "203.0.113.4/31": ("fleet", "fleet-too"),
    "envoy-gateway-system/aibrix-eg, aibrix-system": ("gateway",),
    "aibrix-system/every pod": ("aibrix",),
}


def ways_of(found: Iterable[Opening]) -> set[tuple[str, str, str]]:
    """The doors of a table, by the names of this street."""
    return {
        (source, target, port)
        for each in found
        for source in _names(each.source)
        for target in _names(each.target)
        for port in each.ports
    }


def _names(name: str) -> tuple[str, ...]:
    short = name.partition("/")[2]
    for component in ("weights", "migrate", "reprocess"):
        if component in short:
            return (component,)
    return _IN_TABLE.get(name, (short,))


def told(found: dict[Knock, str]) -> list[str]:
    """Knocks as lines, for a failure that a person reads."""
    return sorted(
        f"{one.source.name} to {one.address} {one.protocol} {one.port}: {heard}" for one, heard in found.items()
    )
