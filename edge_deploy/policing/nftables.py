"""NetworkPolicies as an nftables ruleset for the node that forwards between its pods."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from edge_deploy.policing.parties import Door, Party
from edge_deploy.policing.policies import Direction, Peer, Policies, Policy, Ports, Rule

_SHUT = "reject with icmp admin-prohibited"
_FIELDS: dict[Direction, tuple[str, str]] = {"ingress": ("daddr", "saddr"), "egress": ("saddr", "daddr")}  # own, other


def ruleset(policies: Policies, parties: Sequence[Party], doors: Iterable[Door] = ()) -> str:
    """The text that `nft -f` loads in place of whatever was there.

    A Service's address is turned into a pod's before the policies are asked, as kube-proxy does it. Replies pass by
    connection tracking. What the node sends to its own pods passes; what a pod sends to its node is ruled by the
    pod's egress.
    """
    pods = [party for party in parties if party.namespace]
    lines = ["flush ruleset", "table ip lodge {", *_services(doors)]
    for direction in _FIELDS:
        lines += _direction(policies, direction, pods, parties)
    lines += [
        "  chain forward {",
        "    type filter hook forward priority filter; policy accept;",
        "    ct state established,related accept",
        "    jump egress",
        "    jump ingress",
        "  }",
        "  chain input {",
        "    type filter hook input priority filter; policy accept;",
        "    ct state established,related accept",
        "    jump egress",
        "  }",
        "}",
    ]
    return "\n".join(lines) + "\n"


def _services(doors: Iterable[Door]) -> list[str]:
    rules = [
        f"    ip daddr {door.address} {door.protocol.lower()} dport {door.port} "
        f"dnat to {door.target.address}:{door.target_port}"
        for door in doors
    ]
    return ["  chain services {", "    type nat hook prerouting priority dstnat;", *rules, "  }"]


def _direction(
    policies: Policies, direction: Direction, pods: Sequence[Party], parties: Sequence[Party]
) -> Iterator[str]:
    """One chain per pod that a policy rules, and one that sends each pod's packets into its own."""
    own, _ = _FIELDS[direction]
    ways = []
    for number, pod in enumerate(pods):
        ruling = policies.ruling(pod, direction)
        if not ruling:
            continue
        ways.append(f"{pod.address} : jump {direction}_{number}")
        yield f"  chain {direction}_{number} {{"
        for policy in ruling:
            for rule in policy.rules[direction]:
                for match in _matches(policies, direction, policy, rule, pod, parties):
                    yield f'    {match} return comment "{policy.name[:100]}"'
        yield f"    {_SHUT}"
        yield "  }"
    yield f"  chain {direction} {{"
    if ways:
        yield f"    ip {own} vmap {{ {', '.join(ways)} }}"
    yield "  }"


def _matches(
    policies: Policies, direction: Direction, policy: Policy, rule: Rule, pod: Party, parties: Sequence[Party]
) -> Iterator[str]:
    """What a packet must be for a rule to let it pass: each peer with each port."""
    _, other = _FIELDS[direction]
    for peer in rule.peers or (None,):
        who = _who(policies, policy, peer, other, parties)
        for ports in rule.ports or (None,):
            if ports is None:
                yield from (who if who else [])
            elif isinstance(ports.first, str) and direction == "egress":
                # A name is another number on every pod.
                for party in parties:
                    if peer is None or policies.is_peer(peer, policy, party):
                        yield from (f"ip daddr {party.address} {port}" for port in _port(ports, party))
            else:
                yield from (f"{each} {port}".strip() for each in who for port in _port(ports, pod))


def _who(policies: Policies, policy: Policy, peer: Peer | None, other: str, parties: Sequence[Party]) -> list[str]:
    if peer is None:
        return ["ip version 4"]
    if peer.block is not None:
        if peer.block.version != 4:
            return []
        holes = ", ".join(str(hole) for hole in peer.holes)
        return [f"ip {other} {peer.block}" + (f" ip {other} != {{ {holes} }}" if holes else "")]
    addresses = [party.address for party in parties if policies.is_peer(peer, policy, party)]
    return [f"ip {other} {{ {', '.join(addresses)} }}"] if addresses else []


def _port(ports: Ports, target: Party) -> list[str]:
    if ports.first is None:
        return [f"meta l4proto {ports.protocol.lower()}"]
    span = ports.span(target)
    if span is None:
        return []
    return [f"{ports.protocol.lower()} dport {span[0] if span[0] == span[1] else f'{span[0]}-{span[1]}'}"]
