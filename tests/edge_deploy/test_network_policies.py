"""The rendered NetworkPolicies, enforced on real packets: who reaches whom, in every overlay, and nobody else."""

from __future__ import annotations

import copy
import functools
import re
import shutil
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest
from police_scene import OTHERS, Street, Way, rendered, street_of, told, ways_of

from edge_deploy.kustomizing import Object
from edge_deploy.policing.doors import openings, unruled
from edge_deploy.policing.namespaces import NODE, missing
from edge_deploy.policing.packets import LOST, SHUT, Knock
from edge_deploy.policing.policies import read_policies
from edge_deploy.rendering import Renderer
from edge_deploy.sites import BranchSite

pytestmark = [
    pytest.mark.netns,
    pytest.mark.skipif(shutil.which("kubectl") is None, reason="kubectl is not here"),
    pytest.mark.skipif(bool(missing()), reason=str(missing())),
]

WHOLE = ("ollama-cpu", "object-store", "monitoring", "kueue")
_MOST = 1500  # knocks; a hole is seen by fewer

# Written by hand from what each overlay is for, not from its policies.
_BRANCH: set[Way] = {("traefik", "lodge", 8700), ("lodge", "fleet", 443), ("lodge", "fleet-too", 443)}
_OLLAMA: set[Way] = {("lodge", "ollama", 11434)}
_STORE: set[Way] = {("lodge", "object-store", 7070)}
_METRICS: set[Way] = {("prometheus", "lodge", 9464)}
_KSERVE: set[Way] = {("lodge", "lodge-llm", 8000)}
_AIBRIX: set[Way] = {("lodge", "gateway", 10080), ("gateway", "lodge-llm", 8000), ("aibrix", "lodge-llm", 8000)}
_FLEET: set[Way] = {("traefik", "lodge-fleet", 8800)}
_DATABASE: set[Way] = {("lodge-fleet", "postgres", 5432), ("migrate", "postgres", 5432)}
EXPECTED: dict[tuple[str, ...], set[Way]] = {
    ("embedded",): _BRANCH,
    ("ollama-cpu",): _BRANCH | _OLLAMA,
    ("embedded", "object-store"): _BRANCH | _STORE,
    ("embedded", "monitoring"): _BRANCH | _METRICS,
    # Re-processing reads documents and asks the model; it opens no page and knows no fleet.
    ("embedded", "volcano"): _BRANCH,
    ("aibrix", "volcano"): _BRANCH | _AIBRIX | {("reprocess", "gateway", 10080)},
    ("kserve", "kueue"): _BRANCH | _KSERVE | {("reprocess", "lodge-llm", 8000)},
    WHOLE: _BRANCH
    | _OLLAMA
    | _STORE
    | _METRICS
    | {("reprocess", "ollama", 11434), ("reprocess", "object-store", 7070)},
    ("fleet",): _FLEET,
    ("postgres",): _FLEET | _DATABASE,
}
SETS = pytest.mark.parametrize("overlays", EXPECTED, ids="+".join)


@functools.cache
def seen(overlays: tuple[str, ...]) -> dict[Knock, str]:
    """What all knocks hear where the overlays' policies are enforced."""
    street = street_of(*overlays)
    return street.seen(street.policies, [*street.knocks(), *street.service_knocks()])


@SETS
def test_what_is_named_passes_and_nothing_else(overlays: tuple[str, ...]) -> None:
    expected = street_of(*overlays).expected(frozenset(EXPECTED[overlays]))
    heard = seen(overlays)
    assert told({one: heard[one] for one in expected if heard[one] != expected[one]}) == []
    assert heard.keys() == expected.keys() and len(expected) > 2500


@SETS
def test_without_policies_everything_passes(overlays: tuple[str, ...]) -> None:
    # So what is shut above is shut by a policy, and not by a server or a cable that is missing.
    street = street_of(*overlays)
    whom = {party.address: party.name for party in (NODE, *street.parties)}
    whom |= {door.address: door.target.name for door in street.doors}
    heard = street.seen(None, [*street.knocks(), *street.service_knocks()])
    assert told({one: name for one, name in heard.items() if name != whom[one.address]}) == []


@SETS
def test_the_table_of_doors_tells_what_passed(overlays: tuple[str, ...]) -> None:
    objects = rendered(*overlays)
    street = Street(objects)
    whom = {party.address: party for party in street.parties}
    passed = {
        (one.source.name, whom[one.address].name, f"{one.protocol} {one.port}")
        for one, name in seen(overlays).items()
        if one.source != NODE and one.address in whom and name != SHUT
        if street.is_shut(one.source) or street.is_shut(whom[one.address])
    }
    assert ways_of(openings(objects)) == passed
    assert not any(one.is_wide for one in openings(objects)) and unruled(objects) == []


@SETS
def test_rules_and_packets_agree(overlays: tuple[str, ...]) -> None:
    street = street_of(*overlays)
    heard = seen(overlays)
    assert (
        told({one: heard[one] for one, passes in street.own_verdicts.items() if passes != (heard[one] != SHUT)}) == []
    )


@pytest.mark.parametrize("overlay", ["ollama-gpu", "ollama-gpu-plugin"])
def test_cards_change_no_door(overlay: str) -> None:
    one, other = street_of(overlay), street_of("ollama-cpu")
    assert one.policies == other.policies
    assert [pod.labels for pod in one.pods] == [pod.labels for pod in other.pods]


@SETS
def test_what_the_settings_name_is_reached(overlays: tuple[str, ...]) -> None:
    objects = rendered(*overlays)
    street = Street(objects)
    pod = street.party("lodge-fleet" if street.of("lodge-fleet") else "lodge")
    knocks = [Knock(pod, *place) for place in _places(objects)]
    heard = street.seen(street.policies, knocks)
    assert told({one: name for one, name in heard.items() if name in (SHUT, LOST)}) == []
    assert knocks or overlays == ("fleet",)


def _places(objects: tuple[Object, ...]) -> set[tuple[str, int]]:
    """Addresses and ports of the servers that the settings of Lodge name."""
    aliases = {"fleet.example": "203.0.113.4"}
    found = set()
    for each in objects:
        for value in each.get("data", {}).values() if each["kind"] == "ConfigMap" else ():
            parts = urlsplit(value) if "://" in value and "\n" not in value else None
            if parts and parts.hostname and parts.hostname != "claims.example" and parts.scheme != "s3":
                port = parts.port or {"https": 443, "http": 80}[parts.scheme]
                found.add((aliases.get(parts.hostname, parts.hostname), port))
    return found


def test_without_a_fleet_nothing_leaves_the_branch() -> None:
    objects = Renderer().objects(BranchSite.model_validate({"site": "leeds-north", "host": "claims.example"}))
    street = Street(objects)
    heard = street.seen(street.policies, [one for one in street.knocks() if one.source == street.party("lodge")])
    assert set(heard.values()) == {SHUT} and len(heard) > 100


# Holes: the proof must see each of them.

Change = Callable[[list[Object]], Any]


def _policy(objects: list[Object], name: str) -> Any:
    (found,) = [each for each in objects if each["kind"] == "NetworkPolicy" and each["metadata"]["name"] == name]
    return found["spec"]


def _egress(objects: list[Object], *rules: dict[str, Any]) -> None:
    _policy(objects, "agent-to-fleet")["egress"].extend(rules)


HOLES: dict[str, tuple[Change, str]] = {
    "ingress is no longer shut": (
        lambda o: _policy(o, "default-deny").update(policyTypes=["Egress"]),
        "stranger to weights TCP 22: weights",
    ),
    "egress is no longer shut": (
        lambda o: _policy(o, "default-deny").update(policyTypes=["Ingress"]),
        "ollama to internet TCP 443: internet",
    ),
    "anyone may ask the model": (
        lambda o: _policy(o, "ollama-from-agent")["ingress"][0].update({"from": []}),
        "stranger to ollama TCP 11434: ollama",
    ),
    "anyone may read the page": (
        lambda o: _policy(o, "review-from-traefik")["ingress"][0].pop("from"),
        "office to lodge TCP 8700: lodge",
    ),
    "any namespace's traefik": (
        lambda o: _policy(o, "review-from-traefik")["ingress"][0]["from"][0].update(namespaceSelector={}),
        "false-traefik to lodge TCP 8700: lodge",
    ),
    "two peers in place of one": (
        lambda o: _policy(o, "review-from-traefik")["ingress"][0].update(
            {"from": [dict([each]) for each in _policy(o, "review-from-traefik")["ingress"][0]["from"][0].items()]}
        ),
        "dns to lodge TCP 8700: lodge",
    ),
    "every port of the page's pod": (
        lambda o: _policy(o, "review-from-traefik")["ingress"][0].pop("ports"),
        "traefik to lodge TCP 9464: lodge",
    ),
    "the fleet's neighbour": (
        lambda o: _policy(o, "agent-to-fleet")["egress"][0]["to"][0]["ipBlock"].update(cidr="203.0.113.4/30"),
        "lodge to beyond-fleet TCP 443: beyond-fleet",
    ),
    "the whole internet": (
        lambda o: _egress(o, {"to": [{"ipBlock": {"cidr": "0.0.0.0/0"}}], "ports": [{"port": 80}]}),
        "lodge to metadata TCP 80: metadata",
    ),
    "outside names": (
        lambda o: _egress(o, {"ports": [{"port": 53, "protocol": "UDP"}]}),
        "lodge to internet UDP 53: internet",
    ),
    "a range of ports": (
        lambda o: _policy(o, "agent-to-fleet")["egress"][0]["ports"][0].update(port=22, endPort=443),
        "lodge to fleet TCP 22: fleet",
    ),
}  # fmt: skip


@pytest.mark.parametrize("hole", HOLES)
def test_a_hole_is_seen(hole: str) -> None:
    change, line = HOLES[hole]
    objects = copy.deepcopy(list(rendered(*WHOLE)))
    change(objects)
    assert line in _faults(objects, WHOLE)


@pytest.mark.parametrize("overlays", [WHOLE, ("kserve", "kueue"), ("aibrix", "volcano"), ("postgres",)], ids="+".join)
def test_no_policy_can_be_left_out(overlays: tuple[str, ...]) -> None:
    names = [each["metadata"]["name"] for each in rendered(*overlays) if each["kind"] == "NetworkPolicy"]
    assert len(names) > 3
    for name in names:
        left = [each for each in rendered(*overlays) if each["metadata"]["name"] != name]
        assert _faults(left, overlays), name


def _faults(objects: list[Object], overlays: tuple[str, ...]) -> list[str]:
    """What is not as expected where only these objects' policies are enforced, with names in place of addresses."""
    street = street_of(*overlays)
    policies = read_policies(objects)
    expected = street.expected(frozenset(EXPECTED[overlays]))
    heard = street.seen(policies, street.differing(policies)[:_MOST])
    lines = told({one: name for one, name in heard.items() if name != expected[one]})
    names = {party.address: party.name for party in (*street.pods, *OTHERS)}
    return [re.sub(r"(?<= to )\S+", lambda found: names[found[0]], line) for line in lines]
