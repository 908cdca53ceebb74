"""The overlays for engines around Lodge: they build, fit their engines' definitions, and agree with themselves."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from decimal import Decimal
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml

import edge_deploy
from edge_deploy.kustomizing import build
from edge_deploy.validating.checking import check_set
from edge_deploy.validating.definitions import Definitions
from edge_deploy.validating.scene import Options
from edge_deploy.validating.schemas import minors
from edge_deploy.validating.sets import find_sets

Object = dict[str, Any]
OVERLAYS = Path(edge_deploy.__file__).parent / "kustomize" / "overlays"
DEFINITIONS = Path(edge_deploy.__file__).parents[2] / "shared" / "crds"
ENGINES = (
    "kserve",
    "aibrix",
    "kueue",
    "kueue/gpu",
    "kueue/configuration",
    "volcano",
    "karmada/member",
    "karmada/control-plane",
)
CENTRE = "system:serviceaccount:karmada-system:karmada-agent-sa"


@functools.cache
def objects(name: str) -> list[Object]:
    (found,) = find_sets([str(OVERLAYS / name)])
    return [manifest.body for manifest in found.manifests]


def of_kind(name: str, *kinds: str) -> list[Object]:
    return [each for each in objects(name) if each["kind"] in kinds]


def one(name: str, kind: str, called: str | None = None) -> Object:
    (found,) = [each for each in of_kind(name, kind) if called in (None, each["metadata"]["name"])]
    return found


@pytest.fixture(scope="module")
def definitions() -> Definitions:
    if not DEFINITIONS.is_dir():
        pytest.skip("The definitions of other projects are not beside this project (../shared/crds).")
    return Definitions.of_folders([DEFINITIONS])


@pytest.mark.parametrize("name", ENGINES)
def test_an_overlay_fits_its_engine_and_every_minor(name: str, definitions: Definitions) -> None:
    (found,) = find_sets([str(OVERLAYS / name)])
    report = check_set(found, minors(), definitions, Options())
    assert [fault.line() for fault in report.faults] == []
    assert not report.unchecked


@pytest.mark.parametrize("engine", ["embedded", "kserve", "ollama-cpu"])
@pytest.mark.parametrize("batch", ["kueue", "volcano"])
def test_re_processing_goes_with_every_engine(engine: str, batch: str) -> None:
    made = build((engine, batch))
    assert [each["metadata"]["name"] for each in made if each["kind"] == "Job"].count("lodge-reprocess") == 1


# Model servers


def agent_settings(name: str) -> dict[str, str]:
    return dict(one(name, "ConfigMap", "lodge-settings")["data"])


def model_pod(name: str) -> Object:
    if name == "kserve":
        return dict(one(name, "LLMInferenceService")["spec"]["template"])
    return dict(one(name, "Deployment")["spec"]["template"]["spec"])


@pytest.mark.parametrize("name", ["kserve", "aibrix"])
def test_the_agent_and_its_model_server_mean_the_same(name: str) -> None:
    settings = agent_settings(name)
    words = model_pod(name)["containers"][0]["args"]
    flags = dict(zip(words[::2], words[1::2], strict=True))
    assert settings["LODGE_BACKEND"] == "openai"
    assert settings["LODGE_OPENAI_MODEL"] == flags["--served-model-name"]
    assert settings["LODGE_CONTEXT_TOKENS"] == flags["--max-model-len"]
    host = ip_address(urlsplit(settings["LODGE_OPENAI_URL"]).hostname or "")
    assert any(host in ip_network(each) for each in settings["LODGE_SITE_NETWORKS"].split(","))


def test_the_agent_knows_the_address_of_kserve_s_model() -> None:
    url = urlsplit(agent_settings("kserve")["LODGE_OPENAI_URL"])
    service = one("kserve", "Service", "lodge-llm")["spec"]
    assert (url.hostname, url.port) == (service["clusterIP"], service["ports"][0]["port"])


def test_aibrix_finds_one_name_everywhere() -> None:
    deployment, service = one("aibrix", "Deployment"), one("aibrix", "Service", "lodge-llm")
    name = deployment["metadata"]["labels"]["model.aibrix.ai/name"]
    pod = deployment["spec"]["template"]["metadata"]["labels"]
    assert name == pod["model.aibrix.ai/name"] == service["metadata"]["name"]
    assert name == agent_settings("aibrix")["LODGE_OPENAI_MODEL"]
    ports = {port["containerPort"] for port in model_pod("aibrix")["containers"][0]["ports"]}
    assert int(pod["model.aibrix.ai/port"]) in ports
    assert one("aibrix", "PodAutoscaler")["spec"]["scaleTargetRef"]["name"] == deployment["metadata"]["name"]
    assert "replicas" not in deployment["spec"]


def test_only_the_agent_reaches_kserve_s_model() -> None:
    model = {"app.kubernetes.io/name": "lodge-llm"}
    doors = [
        policy["spec"]
        for policy in of_kind("kserve", "NetworkPolicy")
        if "Ingress" in policy["spec"]["policyTypes"]
        and model.items() <= policy["spec"]["podSelector"].get("matchLabels", {}).items()
    ]
    peers = [peer for door in doors for rule in door["ingress"] for peer in rule["from"]]
    assert [set(peer) for peer in peers] == [{"podSelector"}]
    assert peers[0]["podSelector"]["matchLabels"] == {"app.kubernetes.io/name": "lodge"}


# Re-processing


def shard(name: str) -> Object:
    spec = one(name, "Job", "lodge-reprocess")["spec"]
    template = spec["tasks"][0]["template"] if name == "volcano" else spec["template"]
    return dict(template["spec"])


def test_kueue_and_volcano_run_the_same_shards() -> None:
    text = yaml.safe_dump(shard("kueue")).replace("JOB_COMPLETION_INDEX", "VC_TASK_INDEX")
    assert yaml.safe_load(text) == shard("volcano")
    kueue, volcano = one("kueue", "Job", "lodge-reprocess")["spec"], one("volcano", "Job", "lodge-reprocess")["spec"]
    for name, count in (("kueue", kueue["completions"]), ("volcano", volcano["tasks"][0]["replicas"])):
        assert shard(name)["containers"][0]["args"][-1].endswith(f"_INDEX)/{count}")
    assert kueue["suspend"] is True
    assert kueue["completionMode"] == "Indexed"


def amount(text: str) -> Decimal:
    number, unit = re.fullmatch(r"([\d.]+)(m|Mi|Gi|)", str(text)).groups()  # type: ignore[union-attr]
    return Decimal(number) * Decimal({"m": "0.001", "Mi": "1048576", "Gi": "1073741824", "": "1"}[unit])


def asked(name: str) -> dict[str, Decimal]:
    """What Kueue counts of one order: requests of all that runs at the same time."""
    spec = one(name, "Job", "lodge-reprocess")["spec"]
    pod = spec["template"]["spec"]
    total: dict[str, Decimal] = {}
    for container in pod["containers"] + pod.get("initContainers", []):
        for resource, value in container["resources"]["requests"].items():
            total[resource] = total.get(resource, Decimal(0)) + amount(value) * spec["parallelism"]
    for resource in devices(name):
        total[resource] = total.get(resource, Decimal(0)) + spec["parallelism"]
    return total


def devices(name: str) -> Iterator[str]:
    """Under which name Kueue counts each device of a shard, by its Configuration."""
    text = one("kueue/configuration", "ConfigMap")["data"]["controller_manager_config.yaml"]
    mappings = yaml.safe_load(text)["resources"]["deviceClassMappings"]
    names = {device: each["name"] for each in mappings for device in each["deviceClassNames"]}
    for claim in shard(name).get("resourceClaims", []):
        template = one(name, "ResourceClaimTemplate", claim["resourceClaimTemplateName"])
        for request in template["spec"]["spec"]["devices"]["requests"]:
            exactly = request["exactly"]
            assert set(exactly) == {"deviceClassName", "allocationMode", "count"}, "Kueue counts plain requests alone"
            yield from [names[exactly["deviceClassName"]]] * exactly["count"]


@pytest.mark.parametrize("name", ["kueue", "kueue/gpu"])
def test_the_quota_holds_one_order_and_not_two(name: str) -> None:
    queue = one(name, "ClusterQueue")
    job = one(name, "Job", "lodge-reprocess")
    local = one(name, "LocalQueue")
    assert job["metadata"]["labels"]["kueue.x-k8s.io/queue-name"] == local["metadata"]["name"]
    assert local["spec"]["clusterQueue"] == queue["metadata"]["name"]
    (group,) = queue["spec"]["resourceGroups"]
    (flavor,) = group["flavors"]
    assert flavor["name"] == one(name, "ResourceFlavor")["metadata"]["name"]
    quota = {each["name"]: amount(each["nominalQuota"]) for each in flavor["resources"]}
    wanted = asked(name)
    assert set(wanted) <= set(quota)
    assert all(wanted[resource] <= quota[resource] for resource in wanted)
    assert any(2 * wanted[resource] > quota[resource] for resource in wanted)


def test_a_shard_with_a_gpu_is_counted() -> None:
    assert list(devices("kueue/gpu")) == ["lodge/gpu"]
    assert list(devices("kueue")) == []


# Karmada


def rights(*kinds: str) -> dict[str, set[str]]:
    """What the member's roles allow: resource to verbs."""
    found: dict[str, set[str]] = {}
    for role in of_kind("karmada/member", *kinds):
        for rule in role["rules"]:
            for resource in rule["resources"]:
                found.setdefault(resource, set()).update(rule["verbs"])
    return found


def test_a_branch_takes_every_kind_that_the_centre_sends() -> None:
    writable = {resource for resource, verbs in rights("Role", "ClusterRole").items() if "create" in verbs}
    policies = of_kind("karmada/control-plane", "PropagationPolicy", "ClusterPropagationPolicy")
    sent = {each["kind"] for policy in policies for each in policy["spec"]["resourceSelectors"]}
    if of_kind("karmada/control-plane", "FederatedResourceQuota"):
        sent.add("ResourceQuota")
    assert {f"{kind.lower()}s" for kind in sent} == writable


def test_the_branch_gives_no_right_by_a_wildcard_or_a_side_door() -> None:
    given = rights("Role", "ClusterRole")
    assert not {resource for resource in given if "*" in resource or "/" in resource}
    assert not {"secrets", "roles", "clusterroles", "networkpolicies", "serviceaccounts"} & set(given)
    everywhere = rights("ClusterRole")
    assert {resource for resource, verbs in everywhere.items() if verbs - {"get", "list", "watch"}} == {"namespaces"}
    assert "delete" not in given["statefulsets"]


def test_every_policy_of_the_branch_is_in_force() -> None:
    policies = {
        each["metadata"]["name"]: each["spec"] for each in of_kind("karmada/member", "ValidatingAdmissionPolicy")
    }
    bindings = {
        each["spec"]["policyName"]: each["spec"]
        for each in of_kind("karmada/member", "ValidatingAdmissionPolicyBinding")
    }
    assert set(policies) == set(bindings)
    (binding,) = of_kind("karmada/member", "ClusterRoleBinding")
    (subject,) = binding["subjects"]
    assert f"system:serviceaccount:{subject['namespace']}:{subject['name']}" == CENTRE
    for name, policy in policies.items():
        assert policy["failurePolicy"] == "Fail"
        assert "Deny" in bindings[name]["validationActions"]
        assert ("paramKind" in policy) == ("paramRef" in bindings[name])
        if "paramRef" in bindings[name]:
            assert bindings[name]["paramRef"]["parameterNotFoundAction"] == "Deny"
        conditions = [each["expression"] for each in policy.get("matchConditions", [])]
        assert all(expression == f"request.userInfo.username == '{CENTRE}'" for expression in conditions)
        assert bool(conditions) == (name != "lodge-images")


def test_no_branch_loses_its_agent_to_another() -> None:
    for policy in of_kind("karmada/control-plane", "PropagationPolicy"):
        spec = policy["spec"]
        assert "failover" not in spec
        assert spec["preserveResourcesOnDeletion"] is True
        # It would send secrets along.
        assert spec["propagateDeps"] is False
        assert spec["placement"]["replicaScheduling"] == {"replicaSchedulingType": "Duplicated"}
        patient = [each for each in spec["placement"]["clusterTolerations"] if each["effect"] == "NoExecute"]
        assert {each["key"].rpartition("/")[2] for each in patient} == {"not-ready", "unreachable"}
        assert not any("tolerationSeconds" in each for each in patient)


def takes(policy: Object, labels: dict[str, str]) -> bool:
    selector = policy["spec"]["placement"]["clusterAffinity"]["labelSelector"]
    wanted = all(labels.get(key) == value for key, value in selector["matchLabels"].items())
    return wanted and all(labels.get(each["key"]) in each["values"] for each in selector.get("matchExpressions", []))


def test_a_wider_ring_holds_the_narrower_ones() -> None:
    rings = {
        each["metadata"]["name"].removeprefix("lodge-ring-"): each
        for each in of_kind("karmada/control-plane", "PropagationPolicy")
        if each["metadata"]["name"].startswith("lodge-ring-")
    }
    reached = {
        ring: {
            of for of in ("canary", "early", "late", "") if takes(policy, {"lodge/role": "branch", "lodge/ring": of})
        }
        for ring, policy in rings.items()
    }
    assert reached == {"canary": {"canary"}, "early": {"canary", "early"}, "all": {"canary", "early", "late", ""}}
    assert not any(takes(policy, {"lodge/ring": "canary"}) for policy in rings.values())
