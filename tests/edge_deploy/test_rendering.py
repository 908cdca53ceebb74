"""Sites to manifests: each value in its place, the same bytes each time, and one change in one place."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from edge_deploy.kustomizing import TREE, build
from edge_deploy.patching import DIGEST
from edge_deploy.rendering import Renderer, remove, write
from edge_deploy.sites import BranchSite
from pipelines.errors import OperatorError, UsageError

pytestmark = pytest.mark.skipif(shutil.which("kubectl") is None, reason="kubectl is not here: overlays need it.")
FLEET = {"url": "https://fleet.example:8443", "address": "10.0.0.5", "cidr": "10.0.0.0/28"}


@pytest.fixture(scope="module")
def renderer() -> Renderer:
    return Renderer()


def branch(name: str = "leeds", **values: Any) -> BranchSite:
    return BranchSite.model_validate({"site": name, "host": f"claims.{name}.example", **values})


def rendered(renderer: Renderer, site: BranchSite) -> dict[str, dict[str, Any]]:
    """The objects by kind and name; a Job by its name without the digest."""
    found = {}
    for one in yaml.safe_load_all(renderer.manifests(site)):
        name = one["metadata"]["name"]
        found[f"{one['kind']}/{name.rpartition('-')[0] if one['kind'] == 'Job' else name}"] = one
    return found


def pod(found: dict[str, dict[str, Any]]) -> dict[str, Any]:
    spec: dict[str, Any] = found["StatefulSet/lodge"]["spec"]["template"]["spec"]
    return spec


def test_settings_become_variables_of_the_config_map(renderer: Renderer) -> None:
    values = {"keep_originals": True, "max_pages": 40, "site_networks": ["10.1.0.0/16", "10.2.0.0/16"]}
    data = rendered(renderer, branch(settings=values, fleet=FLEET))["ConfigMap/lodge-settings"]["data"]
    assert data["LODGE_KEEP_ORIGINALS"] == "true"
    assert data["LODGE_MAX_PAGES"] == "40"
    assert data["LODGE_SITE_NETWORKS"] == "10.1.0.0/16,10.2.0.0/16"
    assert data["LODGE_FLEET_URL"] == "https://fleet.example:8443"
    assert data["LODGE_REVIEW_PUBLIC_URL"] == "https://claims.leeds.example"
    assert data["LODGE_HOME"] == "/var/lib/lodge"


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"time_zon": "Europe/London"}, "leeds: settings.time_zon is no setting. Do you mean time_zone?"),
        ({"time_zone": "London"}, "leeds: settings.time_zone has the value 'London': a time zone is written like"),
        ({"max_pages": 0}, "leeds: settings.max_pages has the value '0'"),
        ({"home": "/srv"}, "settings.home is set by the manifests"),
        ({"openai_api_key": "hush"}, "settings.openai_api_key is a secret. Put it into the Secret lodge-secrets"),
    ],
)
def test_a_wrong_setting_is_one_clear_line(renderer: Renderer, settings: dict[str, Any], words: str) -> None:
    with pytest.raises(OperatorError) as raised:
        renderer.manifests(branch(settings=settings))
    assert words in str(raised.value)
    assert len(str(raised.value).splitlines()) == 1
    assert "hush" not in str(raised.value)


def test_images_carry_registry_and_tag_or_digest(renderer: Renderer) -> None:
    digest = "sha256:" + "ab" * 32
    cases = [
        ({}, {"lodge:0.1.0", "ollama/ollama:0.32.15"}),
        ({"image": {"tag": "0.2.0"}}, {"lodge:0.2.0", "ollama/ollama:0.32.15"}),
        (
            {"registry": "registry.example/lodge", "image": {"digest": digest}},
            {f"registry.example/lodge/lodge@{digest}", "registry.example/lodge/ollama/ollama:0.32.15"},
        ),
    ]
    for values, images in cases:
        text = renderer.manifests(branch(overlays=["ollama-cpu"], **values))
        assert {line.split("image:")[1].strip() for line in text.splitlines() if " image:" in line} == images


def test_the_fleet_has_one_name_and_one_door_and_none_where_there_is_none(renderer: Renderer) -> None:
    found = rendered(renderer, branch(fleet=FLEET))
    assert pod(found)["hostAliases"] == [{"ip": "10.0.0.5", "hostnames": ["fleet.example"]}]
    assert found["NetworkPolicy/agent-to-fleet"]["spec"]["egress"] == [
        {"to": [{"ipBlock": {"cidr": "10.0.0.0/28"}}], "ports": [{"protocol": "TCP", "port": 8443}]}
    ]
    alone = rendered(renderer, branch())
    assert pod(alone)["hostAliases"] == []
    assert alone["NetworkPolicy/agent-to-fleet"]["spec"]["egress"] == []
    assert alone["NetworkPolicy/agent-to-fleet"]["spec"]["policyTypes"] == ["Egress"]
    assert "192.0.2.1" not in renderer.manifests(branch())


@pytest.mark.parametrize(
    ("place", "source"),
    [
        ({"path": "/srv/scans"}, {"hostPath": {"path": "/srv/scans", "type": "Directory"}}),
        ({"kind": "nfs", "server": "nas", "path": "/c"}, {"nfs": {"server": "nas", "path": "/c"}}),
        (
            {"kind": "smb", "source": "//nas/claims", "secret": "share"},
            {
                "csi": {
                    "driver": "smb.csi.k8s.io",
                    "volumeHandle": "lodge-inbox",
                    "volumeAttributes": {"source": "//nas/claims"},
                    "nodeStageSecretRef": {"name": "share", "namespace": "lodge"},
                }
            },
        ),
    ],
)
def test_the_inbox_is_where_the_site_says(renderer: Renderer, place: dict[str, str], source: dict[str, Any]) -> None:
    found = rendered(renderer, branch(inbox=place))
    spec = found["PersistentVolume/lodge-inbox"]["spec"]
    assert {name: spec[name] for name in ("hostPath", "nfs", "csi") if name in spec} == source
    needs_sentinel = found["ConfigMap/lodge-settings"]["data"].get("LODGE_REQUIRE_SENTINEL")
    assert needs_sentinel == (None if "hostPath" in source else "true")


def test_host_sizes_and_box_are_the_sites(renderer: Renderer) -> None:
    found = rendered(renderer, branch(storage={"claims": "50Gi", "models": "30Gi"}, box="16gb"))
    ingress = found["Ingress/lodge-review"]["spec"]
    assert ingress["rules"][0]["host"] == "claims.leeds.example"
    assert ingress["tls"][0]["hosts"] == ["claims.leeds.example"]
    (claims,) = found["StatefulSet/lodge"]["spec"]["volumeClaimTemplates"]
    assert claims["spec"]["resources"]["requests"]["storage"] == "50Gi"
    models = found["PersistentVolumeClaim/lodge-models"]["spec"]["resources"]["requests"]
    assert models["storage"] == "30Gi"
    small = pod(rendered(renderer, branch(box="4gb")))["containers"][0]["resources"]
    assert pod(found)["containers"][0]["resources"] != small
    assert found["Namespace/lodge"]["metadata"]["labels"]["lodge/site"] == "leeds"


def test_another_model_is_another_job_and_ollama_knows_its_tag(renderer: Renderer) -> None:
    model = {"model": "qwen2.5-coder-1.5b"}
    found = rendered(renderer, branch(overlays=["ollama-cpu"], settings=model))
    job = found["Job/weights-qwen2-5-coder-1-5b"]
    pulls = [one["args"] for one in job["spec"]["template"]["spec"]["initContainers"] if one["args"][0] == "models"]
    assert pulls[0][:3] == ["models", "pull", "qwen2.5-coder-1.5b"]
    assert found["ConfigMap/ollama-settings"]["data"]["OLLAMA_TAG"] == "qwen2.5-coder:1.5b"


def test_a_job_that_does_something_else_has_another_name(renderer: Renderer) -> None:
    def names(site: BranchSite) -> set[str]:
        return {one["metadata"]["name"] for one in renderer.objects(site) if one["kind"] == "Job"}

    assert names(branch()) == names(branch("york", settings={"currency": "GBP"}))
    assert not names(branch()) & names(branch(image={"tag": "0.2.0"}))


def test_the_digest_changes_with_settings_and_overlays_and_with_nothing_else(renderer: Renderer) -> None:
    def digest(**values: Any) -> str:
        template = rendered(renderer, branch(**values))["StatefulSet/lodge"]["spec"]["template"]
        return str(template["metadata"]["annotations"][DIGEST])

    first = digest()
    assert digest(storage={"models": "20Gi"}) == first
    assert len({first, digest(settings={"currency": "GBP"}), digest(overlays=["embedded", "kueue"])}) == 3


def test_overlays_are_combined_on_one_base(renderer: Renderer) -> None:
    found = rendered(renderer, branch(overlays=["ollama-cpu", "kueue"]))
    assert {"StatefulSet/lodge", "Deployment/ollama", "Job/lodge-reprocess"} <= set(found)


def test_an_overlay_that_is_not_there_is_named_with_those_that_are(renderer: Renderer) -> None:
    with pytest.raises(UsageError, match=r"There is no overlay 'warp'\. There are: .*embedded"):
        renderer.manifests(branch(overlays=["warp"]))


def test_without_kubectl_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(OperatorError, match="kubectl is not here"):
        build(("embedded",))


def test_a_broken_overlay_is_told_in_one_line(tmp_path: Path) -> None:
    shutil.copytree(TREE, tmp_path / "tree")
    (tmp_path / "tree" / "overlays" / "embedded" / "kustomization.yaml").write_text("resources: [nowhere.yaml]\n")
    with pytest.raises(OperatorError, match=r"kubectl kustomize cannot build embedded: .*nowhere") as raised:
        build(("embedded",), tree=tmp_path / "tree")
    assert len(str(raised.value).splitlines()) == 1


def stamps(out: Path) -> dict[str, tuple[int, bytes]]:
    return {str(path.relative_to(out)): (path.stat().st_ino, path.read_bytes()) for path in out.glob("*/*")}


def test_one_setting_of_one_branch_of_300_changes_only_its_files(tmp_path: Path) -> None:
    sites = [branch(f"branch-{index:03}", box=("4gb", "16gb")[index % 2], fleet=FLEET) for index in range(300)]
    assert len(write(sites, tmp_path).changed) == 300
    before = stamps(tmp_path)
    assert write(sites, tmp_path).changed == ()
    assert stamps(tmp_path) == before  # not even written anew
    sites[123] = branch("branch-123", box="16gb", fleet=FLEET, settings={"currency": "GBP"})
    assert write(sites, tmp_path).changed == ("branch-123",)
    after = stamps(tmp_path)
    assert {name for name in after if after[name] != before[name]} == {"branch-123/lodge.yaml", "branch-123/site.yaml"}


def test_a_wrong_site_leaves_all_files_as_they_were(tmp_path: Path) -> None:
    write([branch("a"), branch("b")], tmp_path)
    before = stamps(tmp_path)
    with pytest.raises(OperatorError):
        write([branch("a", settings={"currency": "GBP"}), branch("b", settings={"currency": "pounds"})], tmp_path)
    assert stamps(tmp_path) == before


def test_files_of_a_site_that_is_gone_are_told_and_removed_on_demand_alone(tmp_path: Path) -> None:
    write([branch("a"), branch("b")], tmp_path)
    (tmp_path / "b" / "note.txt").write_text("mine")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "lodge.yaml").write_text("kind: Mine\n")
    assert write([branch("a")], tmp_path).left_over == ("b",)
    remove("b", tmp_path)
    assert [path.name for path in (tmp_path / "b").iterdir()] == ["note.txt"]
    assert (tmp_path / "other" / "lodge.yaml").exists()


def apply_patches(value: Any, patches: list[dict[str, Any]]) -> Any:
    value = json.loads(json.dumps(value))
    for patch in patches:
        *parents, last = [part.replace("~1", "/").replace("~0", "~") for part in patch["path"].split("/")[1:]]
        place = value
        for part in parents:
            place = place[int(part)] if isinstance(place, list) else place[part]
        if patch["operator"] == "remove":
            del place[last]
        else:
            place[int(last) if isinstance(place, list) else last] = patch["value"]
    return value


def test_karmadas_policies_make_the_common_objects_those_of_the_branch(renderer: Renderer) -> None:
    site = branch(fleet=FLEET, registry="registry.example", settings={"currency": "GBP"})
    common = {(one["kind"], one["metadata"]["name"]): one for one in build(("embedded",), ("box-4gb", "inbox-host"))}
    mine = {(one["kind"], one["metadata"]["name"]): one for one in renderer.objects(site)}
    policies = list(yaml.safe_load_all(renderer.policies(site)))
    assert len(policies) >= 3
    for policy in policies:
        (selector,) = policy["spec"]["resourceSelectors"]
        (rule,) = policy["spec"]["overrideRules"]
        assert rule["targetCluster"] == {"clusterNames": ["leeds"]}
        assert selector["kind"] != "Secret"
        if selector["kind"] == "Job":
            continue
        key = (selector["kind"], selector["name"])
        changed = json.dumps(apply_patches(common[key], rule["overriders"].get("plaintext", [])), sort_keys=True)
        # The registry is put before images by the policy's other part; the tag is left to the ring.
        changed = changed.replace('"image": "lodge:', '"image": "registry.example/lodge:')
        assert json.loads(changed) == mine[key]
