"""Who may speak with whom: everything is shut but what is declared."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import ip_address, ip_network
from typing import Any

from edge_deploy.validating.manifests import Manifest, items, mapping, scalar, scalars
from edge_deploy.validating.rule import Found, Rule, of_kinds
from edge_deploy.validating.scene import Network, Pod, Scene, engine_makes, selects

_DIRECTIONS = (("Ingress", "ingress", "from"), ("Egress", "egress", "to"))
_NAME_PORTS = (53, 853, 5353, "53", "853", "5353", "dns", "dns-tcp", "domain")
_CENTRAL = "lodge-fleet"  # the central side finds its database by name; no claim is there
# A Service of the cluster is opened by its pods' labels; 192.0.2.2 stands for a gateway that the site names.
_ALIASES = (ip_network("10.43.0.0/16"), ip_network("192.0.2.2/32"))
_WIDEST = {4: 16, 6: 48}  # prefix lengths: anything wider is a country, not a branch or a fleet


def peers(policy: Manifest) -> Iterator[tuple[str, dict[str, Any], list[dict[str, Any]]]]:
    """Direction, rule and the rule's peers."""
    for _, key, side in _DIRECTIONS:
        for rule in items(policy.spec.get(key)):
            yield key, rule, items(rule.get(side))


def default_deny(scene: Scene) -> Iterator[Found]:
    first: dict[str, Pod] = {}
    for pod in scene.pods:
        first.setdefault(pod.owner.namespace, pod)
    for namespace, pod in first.items():
        for direction, key, _ in _DIRECTIONS:
            if not any(_shuts(each, namespace, direction, key) for each in scene.of("NetworkPolicy")):
                text = (
                    f"namespace {namespace or 'default'} has no NetworkPolicy that denies all {key} by default; add one"
                )
                yield pod.owner, "", text


def _shuts(policy: Manifest, namespace: str, direction: str, key: str) -> bool:
    everything = policy.spec.get("podSelector") == {}
    types = scalars(policy.spec.get("policyTypes")) or ["Ingress"]
    return policy.namespace == namespace and everything and direction in types and not policy.spec.get(key)


@of_kinds("NetworkPolicy")
def open_rule(policy: Manifest) -> Iterator[str]:
    sides = {key: side for _, key, side in _DIRECTIONS}
    for key, rule, named in peers(policy):
        if not named:
            yield f"{key} has a rule without {sides[key]}, which opens it to everyone; name who"
        for peer in named:
            if not peer:
                yield f"{key}.{sides[key]} holds an empty peer, which means everyone; name who"
        if not rule.get("ports"):
            yield f"{key} has a rule without ports, which opens them all; name the ports"


@of_kinds("NetworkPolicy")
def all_namespaces(policy: Manifest) -> Iterator[str]:
    for key, _, named in peers(policy):
        for peer in named:
            if "namespaceSelector" in peer and not peer["namespaceSelector"]:
                yield f"{key} has namespaceSelector {{}}, which means every namespace; name one"


@of_kinds("NetworkPolicy")
def whole_namespace(policy: Manifest) -> Iterator[str]:
    for key, _, named in peers(policy):
        for peer in named:
            if peer.get("podSelector") == {} and not peer.get("namespaceSelector"):
                yield f"{key} has podSelector {{}}, which means every pod of the namespace; name the pods by label"


@of_kinds("NetworkPolicy")
def wide_block(policy: Manifest) -> Iterator[str]:
    for key, _, named in peers(policy):
        for peer in named:
            block = mapping(peer.get("ipBlock"))
            network = _network(block.get("cidr")) if block else None
            if block and network is None:
                yield f"{key} has ipBlock.cidr {block.get('cidr')}, which is no network; write it as 10.0.0.5/32"
            elif network and network.prefixlen < _WIDEST[network.version]:
                yield f"{key} opens to {network}, {network.num_addresses:,} addresses; name the fleet's network only"


def undeclared(scene: Scene) -> Iterator[Found]:
    declared = [*scene.options.networks, *declared_networks(scene)]
    for policy in scene.of("NetworkPolicy"):
        for key, _, named in peers(policy):
            for peer in named if key == "egress" else ():
                network = _network(mapping(peer.get("ipBlock")).get("cidr"))
                if network and network.is_global and not any(_within(network, known) for known in declared):
                    text = f"egress leads to {network}, which no hostAlias or site network declares; take it out"
                    yield policy, "", text


def declared_networks(scene: Scene) -> Iterator[Network]:
    """Networks that the set itself names: the fleet's address and the site's networks."""
    for pod in scene.pods:
        for alias in items(pod.spec.get("hostAliases")):
            if found := _network(alias.get("ip")):
                yield found
    for each in scene.of("ConfigMap"):
        for text in str(mapping(each.body.get("data")).get("LODGE_SITE_NETWORKS", "")).replace(",", " ").split():
            if found := _network(text):
                yield found


def _within(network: Network, known: Network) -> bool:
    """Whether a network is inside a known one, or is a small one around a known address."""
    if network.version != known.version:
        return False
    inside = int(known[0]) <= int(network[0]) and int(network[-1]) <= int(known[-1])
    return inside or (known.num_addresses == 1 and known[0] in network and network.prefixlen >= 24)


def _network(text: Any) -> Network | None:
    try:
        return ip_network(str(text), strict=False) if text else None
    except ValueError:
        return None


@of_kinds("NetworkPolicy")
def outside_names(policy: Manifest) -> Iterator[str]:
    for rule in items(policy.spec.get("egress")):
        for port in items(rule.get("ports")):
            first, last = scalar(port.get("port")), port.get("endPort")
            central = policy.namespace == _CENTRAL and all(_is_cluster_dns(peer) for peer in items(rule.get("to")))
            spans = isinstance(first, int) and isinstance(last, int) and first <= 53 <= last
            if (first in _NAME_PORTS or spans) and not (central and rule.get("to")):
                yield f"egress opens port {first}, DNS, by which data can leave; take it out and use hostAliases"


def _is_cluster_dns(peer: dict[str, Any]) -> bool:
    labels = mapping(mapping(peer.get("podSelector")).get("matchLabels"))
    return labels.get("k8s-app") == "kube-dns" and "namespaceSelector" in peer


@of_kinds("NetworkPolicy")
def wide_ports(policy: Manifest) -> Iterator[str]:
    for key, rule, _ in peers(policy):
        for port in items(rule.get("ports")):
            first, last = scalar(port.get("port")), port.get("endPort")
            if first is None:
                yield f"{key} has a port entry without port, which opens them all; name the port"
            if isinstance(first, int) and isinstance(last, int) and last - first > 100:
                yield f"{key} opens ports {first} to {last}; name the ports that are used"


@of_kinds("NetworkPolicy")
def idle_rules(policy: Manifest) -> Iterator[str]:
    types = scalars(policy.spec.get("policyTypes"))
    for direction, key, _ in _DIRECTIONS:
        if types and policy.spec.get(key) and direction not in types:
            yield f"policyTypes lacks {direction}, so its {key} rules do nothing; add it"
    if not types:
        yield "policyTypes is not set; write which of Ingress and Egress it rules"


def selects_nothing(scene: Scene) -> Iterator[Found]:
    for policy in scene.of("NetworkPolicy"):
        selector = mapping(policy.spec.get("podSelector"))
        pods = [pod for pod in scene.pods if pod.owner.namespace == policy.namespace]
        if engine_makes(scene, selector) or not selector or not pods:
            continue
        if not any(selects(selector, pod.labels) for pod in pods):
            yield policy, "", f"podSelector {selector} takes no pod of this set; correct the labels"


def unknown_port(scene: Scene) -> Iterator[Found]:
    for policy in scene.of("NetworkPolicy"):
        selector = mapping(policy.spec.get("podSelector"))
        pods = [pod for pod in scene.pods if pod.owner.namespace == policy.namespace and selects(selector, pod.labels)]
        ports = [port for pod in pods for each in pod.containers() for port in each.ports()]
        known = {scalar(port.get(key)) for port in ports for key in ("name", "containerPort")}
        for rule in items(policy.spec.get("ingress")) if ports and selector else ():
            for port in items(rule.get("ports")):
                if scalar(port.get("port")) is not None and "endPort" not in port and port["port"] not in known:
                    text = f"ingress opens port {port['port']}, which its pods do not have; correct the port"
                    yield policy, "", text


def model_server(scene: Scene) -> Iterator[Found]:
    """A model server has no login of its own: whoever reaches it reads with it."""
    for policy in scene.of("NetworkPolicy"):
        selector = mapping(policy.spec.get("podSelector"))
        named = selector.get("matchLabels") and mapping(selector["matchLabels"]).get("app.kubernetes.io/name")
        for key, _, sides in peers(policy) if named == "ollama" else ():
            for peer in sides if key == "ingress" else ():
                if "ipBlock" in peer:
                    text = "ingress opens the model server to addresses; only pods of Lodge may reach it"
                    yield policy, "", text
                pods = mapping(mapping(peer.get("podSelector")).get("matchLabels"))
                if peer and "ipBlock" not in peer and not pods and not mapping(peer.get("podSelector")):
                    yield policy, "", "ingress opens the model server to a whole namespace; name the agent's labels"


def foreign_address(scene: Scene) -> Iterator[Found]:
    for pod in scene.pods:
        for alias in items(pod.spec.get("hostAliases")):
            try:
                address = ip_address(str(alias.get("ip")))
            except ValueError:
                yield pod.owner, "", f"hostAliases holds {alias.get('ip')}, which is no address; write the fleet's"
                continue
            if not _is_known(address) and not _reachable(scene, pod, address):
                text = f"hostAliases names {address}, which no egress rule of the pod leads to; open it or take it out"
                yield pod.owner, "", text


def _is_known(address: Any) -> bool:
    return address.is_loopback or any(address in network for network in _ALIASES if network.version == address.version)


def _reachable(scene: Scene, pod: Pod, address: Any) -> bool:
    for policy in scene.of("NetworkPolicy"):
        if policy.namespace != pod.owner.namespace or not selects(mapping(policy.spec.get("podSelector")), pod.labels):
            continue
        for key, _, named in peers(policy):
            blocks = [_network(mapping(peer.get("ipBlock")).get("cidr")) for peer in named]
            if key == "egress" and any(block and address in block for block in blocks):
                return True
    return False


RULES = (
    Rule("network.default_deny", "Every namespace with pods denies all traffic in and out by default.", default_deny),
    Rule("network.open_rule", "No rule opens to everyone or to all ports.", open_rule),
    Rule("network.all_namespaces", "No rule opens to every namespace.", all_namespaces),
    Rule("network.whole_namespace", "No rule opens to every pod of a namespace.", whole_namespace),
    Rule("network.wide_block", "No rule opens to 0.0.0.0/0 or another wide network.", wide_block),
    Rule(
        "network.undeclared",
        "Public addresses are opened only where the fleet or a site network declares them.",
        undeclared,
    ),
    Rule("network.outside_names", "No DNS leaves a branch; the centre asks the cluster's own alone.", outside_names),
    Rule("network.wide_ports", "Rules name the ports that are used.", wide_ports),
    Rule("network.idle_rules", "A policy's rules take effect.", idle_rules),
    Rule("network.selects_nothing", "A policy takes pods that exist.", selects_nothing),
    Rule("network.unknown_port", "A policy opens ports that its pods have.", unknown_port),
    Rule("network.model_server", "Only named pods reach a model server.", model_server),
    Rule("network.host_alias", "An alias leads to an address that is open.", foreign_address),
)
