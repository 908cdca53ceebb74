"""The box's own files: what they say, whether they agree with each other, and what needs no cluster to be tried."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

import edge_deploy
from edge_deploy.commands import deploy
from edge_deploy.commands.doctor_checks import MINORS, SYSCTL_FILE, SYSCTLS
from edge_deploy.rendering import Renderer
from edge_deploy.sites import BranchSite
from edge_deploy.sizing import BOXES

APPLIANCE = Path(edge_deploy.__file__).parent / "appliance"
DEFINITIONS = APPLIANCE.parents[2] / "shared" / "crds"
FILES = sorted(path for path in APPLIANCE.rglob("*") if path.is_file() and path.suffix in (".yaml", ".conf"))
K3S_PODS_MIB = 128  # coredns asks for 70, the others for nothing
CONFIG: dict[str, Any] = yaml.safe_load((APPLIANCE / "config.yaml").read_text())


def arguments(component: str) -> dict[str, str]:
    """The flags that K3s hands to one of Kubernetes's components."""
    return dict(each.split("=", 1) for each in CONFIG[f"{component}-arg"])


def documents(path: Path) -> list[dict[str, Any]]:
    return list(yaml.safe_load_all(path.read_text()))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_each_file_says_where_on_the_box_it_goes(path: Path) -> None:
    head = [line for line in path.read_text().splitlines() if line.startswith("#")][:4]
    assert re.search(r"[Gg]oes to\s+(# )?/(etc|var)/\S+", "\n".join(head)), head


@pytest.mark.parametrize("path", [path for path in FILES if path.suffix == ".yaml"], ids=lambda path: path.name)
def test_each_yaml_is_read(path: Path) -> None:
    assert all(isinstance(each, dict) for each in documents(path))


def test_what_install_puts_is_there_and_each_lies_where_its_head_says() -> None:
    rows = re.findall(
        r"^([\w.-]+(?:/[\w.-]+)?) (/\S+|\$rancher\S+) \d{3}$", (APPLIANCE / "install.sh").read_text(), re.M
    )
    assert {"config.yaml", "psa.yaml", "audit.yaml", "registries.yaml"} <= {name for name, _ in rows}
    for name, place in rows:
        text = (APPLIANCE / name).read_text()
        assert place.replace("$rancher", "/var/lib/rancher/k3s") in text, name


def test_the_kernel_is_set_as_doctor_wants_it() -> None:
    lines = (APPLIANCE / Path(SYSCTL_FILE).name).read_text().splitlines()
    found = dict(re.split(r"\s*=\s*", line) for line in lines if line and not line.startswith("#"))
    assert found == SYSCTLS


def test_the_switches_that_hardening_turns() -> None:
    assert CONFIG["protect-kernel-defaults"] is True
    assert CONFIG["secrets-encryption"] is True
    assert CONFIG["write-kubeconfig-mode"] == "0600"
    # Nothing may be pulled from the internet, and the policies must be enforced.
    assert CONFIG["embedded-registry"] is True
    assert CONFIG["disable-default-registry-endpoint"] is True
    assert not any(name.startswith("disable-") and "registry" not in name for name in CONFIG)
    assert not {"traefik", "servicelb", "local-storage", "coredns"} & set(CONFIG["disable"])


@pytest.mark.parametrize("box", BOXES)
@pytest.mark.parametrize("overlays", [["embedded"], ["ollama-cpu"]], ids=lambda names: names[0])
def test_lodge_fits_beside_what_the_box_keeps_for_itself(box: str, overlays: list[str]) -> None:
    site = BranchSite.model_validate(
        {"site": "leeds", "host": "claims.leeds.example", "box": box, "overlays": overlays}
    )
    wanted = sum(memory_of(each) for each in yaml.safe_load_all(Renderer().manifests(site)))
    flags = arguments("kubelet")
    reserved = re.search(r"memory=(\d+)Mi", flags["system-reserved"])
    evicted = re.search(r"memory\.available<(\d+)Mi", flags["eviction-hard"])
    assert reserved and evicted
    room = BOXES[box] * 0.85 - int(reserved.group(1)) - int(evicted.group(1))
    assert 0 < wanted + K3S_PODS_MIB <= room


def memory_of(document: dict[str, Any]) -> float:
    """What the pods of a document ask for, in MiB."""
    template = document.get("spec", {}).get("template")
    if document["kind"] not in ("StatefulSet", "Deployment", "Job") or not template:
        return 0
    asked = [each["resources"]["requests"]["memory"] for each in template["spec"]["containers"]]
    return sum(float(text[:-2]) * {"Mi": 1, "Gi": 1024}[text[-2:]] for text in asked)


def test_every_registry_is_mirrored_and_none_leads_out() -> None:
    found = yaml.safe_load((APPLIANCE / "registries.yaml").read_text())
    assert found == {"mirrors": {"*": None}}


def test_the_files_that_the_api_server_is_given_are_those_of_the_appliance() -> None:
    flags = arguments("kube-apiserver")
    for flag, name in (("admission-control-config-file", "psa.yaml"), ("audit-policy-file", "audit.yaml")):
        assert flags[flag] == f"/var/lib/rancher/k3s/server/{name}"
        assert f"Goes to {flags[flag]}" in (APPLIANCE / name).read_text()


def test_no_rule_of_the_audit_keeps_a_body() -> None:
    rules = documents(APPLIANCE / "audit.yaml")[0]["rules"]
    assert {rule["level"] for rule in rules} == {"None", "Metadata"}
    # The first rule that fits decides: what must be kept comes before what is dropped, and the rest is kept.
    kept = {name for group in rules[0]["resources"] for name in group["resources"]}
    assert {"secrets", "configmaps", "pods/exec", "pods/portforward", "pods/proxy", "services/proxy"} <= kept
    assert rules[-1] == {"level": "Metadata"}


def test_pods_are_restricted_but_for_those_of_k3s() -> None:
    plugins = {each["name"]: each["configuration"] for each in documents(APPLIANCE / "psa.yaml")[0]["plugins"]}
    pods = plugins["PodSecurity"]
    oldest = f"v1.{MINORS[0]}"
    modes = ("enforce", "audit", "warn")
    assert pods["defaults"] == dict.fromkeys(modes, "restricted") | {f"{mode}-version": oldest for mode in modes}
    assert pods["exemptions"] == {"usernames": [], "runtimeClasses": [], "namespaces": ["kube-system"]}
    assert "EventRateLimit" in arguments("kube-apiserver")["enable-admission-plugins"].split(",")


def test_the_upgrade_is_one_version_in_a_window_one_node_at_a_time() -> None:
    spec = documents(APPLIANCE / "upgrade-plan.yaml")[0]["spec"]
    assert "channel" not in spec
    match = re.fullmatch(r"v1\.(\d+)\.\d+\+k3s\d+", spec["version"])
    assert match and int(match.group(1)) in MINORS
    assert (spec["concurrency"], spec["cordon"], "drain" in spec) == (1, True, False)
    assert {"days", "startTime", "endTime", "timeZone"} <= set(spec["window"])


def test_the_upgrade_is_valid_against_its_definition() -> None:
    if not DEFINITIONS.is_dir():
        pytest.skip("The definitions of other projects are not beside this project (../shared/crds).")
    words = ["validate", str(APPLIANCE / "upgrade-plan.yaml"), "--crds", str(DEFINITIONS), "--schemas-only"]
    done = CliRunner().invoke(deploy, words)
    assert done.exit_code == 0, done.output


def test_the_manifests_are_valid_for_every_kubernetes() -> None:
    done = CliRunner().invoke(deploy, ["validate", str(APPLIANCE / "manifests"), "--schemas-only"])
    assert done.exit_code == 0, done.output


def test_the_scripts_are_without_fault() -> None:
    if shutil.which("shellcheck") is None:
        pytest.skip("shellcheck is not here; install it with: apt-get install shellcheck")
    done = subprocess.run(["shellcheck", APPLIANCE / "disk.sh"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
