"""The image and the pod: what the lock gives it, what podman is given, and that a killed pod loses nothing."""

from __future__ import annotations

import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from agent import __version__
from agent.settings import default_cache
from edge_deploy.images.bill import bill, debian_packages, python_packages
from edge_deploy.images.locking import needed, read_lock, roots_of
from edge_deploy.podding import pod_of
from pipelines.errors import OperatorError, UsageError

_LOCK = """\
click==8.5.1 \\
    --hash=sha256:aa
    # via lodge (pyproject.toml)
numpy==2.4.6 ; python_full_version < '3.12' \\
    --hash=sha256:bb
    # via
    #   lodge (pyproject.toml)
    #   rapidocr
numpy==2.5.5 ; python_full_version >= '3.12' \\
    --hash=sha256:cc
    # via rapidocr
pytest==9.0 \\
    --hash=sha256:dd
    # via lodge (pyproject.toml)
rapidocr==3.10 \\
    --hash=sha256:ee
    # via lodge (pyproject.toml)
"""


@pytest.mark.parametrize(
    ("roots", "lines"),
    [
        (["click"], ["click==8.5.1"]),
        (["RapidOCR"], ["numpy==2.4.6", "numpy==2.5.5", "rapidocr==3.10"]),
    ],
)  # fmt: skip
def test_the_image_gets_what_its_roots_ask_for_and_no_tool(roots: list[str], lines: list[str]) -> None:
    assert [pin.lines[0].split()[0] for pin in needed(read_lock(_LOCK), roots)] == lines


def test_a_root_that_is_not_locked_is_named() -> None:
    with pytest.raises(OperatorError, match="hold boto3"):
        needed(read_lock(_LOCK), ["click", "boto3"])


def test_extras_that_the_project_has_give_roots() -> None:
    project = {"dependencies": ["click>=8"], "optional-dependencies": {"ocr": ["numpy>=2"], "dev": ["pytest"]}}
    assert roots_of(project, ["ocr", "none-of-it"]) == ["click", "numpy"]


def test_the_bill_is_the_same_for_the_same_parts() -> None:
    report = {"install": [{"metadata": {"name": "Click", "version": "8", "license_expression": "BSD-3-Clause"},
                           "download_info": {"archive_info": {"hashes": {"sha256": "ab" * 32}}}}]}  # fmt: skip
    parts = [
        *python_packages(report),
        *debian_packages("Package: tar\nVersion: 1:2\nArchitecture: amd64\nSHA256: cd\n"),
    ]
    one = bill("lodge", "1", parts, datetime(2026, 1, 1, tzinfo=UTC))
    assert one == bill("lodge", "1", list(reversed(parts)), datetime(2026, 1, 1, tzinfo=UTC))
    assert [part["purl"] for part in one["components"]] == ["pkg:deb/debian/tar@1%3A2?arch=amd64", "pkg:pypi/click@8"]
    assert all(part["hashes"] for part in one["components"])


def _rendered() -> list[dict[str, object]]:
    container = {
        "name": "agent", "image": "lodge:1", "args": ["run"], "resources": {"limits": {"memory": "1Gi"}},
        "securityContext": {"readOnlyRootFilesystem": True, "capabilities": {"drop": ["ALL"]}},
        "livenessProbe": {},
        "envFrom": [{"configMapRef": {"name": "set"}}, {"secretRef": {"name": "x", "optional": True}}],
    }  # fmt: skip
    spec = {"containers": [container], "securityContext": {"runAsUser": 10001}, "dnsPolicy": "None",
            "volumes": [{"name": "tmp", "emptyDir": {}}]}  # fmt: skip
    template = {"metadata": {"labels": {}}, "spec": spec}
    made = {"template": template, "volumeClaimTemplates": [{"metadata": {"name": "claims"}}]}
    return [
        {"kind": "ConfigMap", "metadata": {"name": "set"}, "data": {"LODGE_MODEL": "m"}},
        {"kind": "StatefulSet", "metadata": {"name": "lodge"}, "spec": made},
    ]  # fmt: skip


def test_podding_relaxes_nothing() -> None:
    settings, pod = pod_of(_rendered(), "lodge", {"tmp": Path("/t"), "claims": Path("/c")})
    assert settings["data"] == {"LODGE_MODEL": "m"}
    (container,) = pod["spec"]["containers"]
    before = _rendered()[1]["spec"]["template"]["spec"]["containers"][0]  # type: ignore[index]
    assert {key: container[key] for key in ("args", "resources", "securityContext")} == {
        key: before[key] for key in ("args", "resources", "securityContext")
    }
    assert pod["spec"]["securityContext"] == {"runAsUser": 10001}
    assert {volume["hostPath"]["path"] for volume in pod["spec"]["volumes"]} == {"/t", "/c"}


def test_a_volume_without_a_folder_is_named() -> None:
    with pytest.raises(UsageError, match="'claims'"):
        pod_of(_rendered(), "lodge", {"tmp": Path("/t")})


@pytest.mark.podman
@pytest.mark.slow
def test_the_embedded_pod_is_killed_amid_its_work_and_loses_nothing() -> None:
    if os.geteuid() != 0 or not all(map(shutil.which, ("podman", "runc", "kubectl"))):
        pytest.skip("needs root, podman, runc and kubectl")
    if os.system(f"podman image exists localhost/lodge:{__version__}"):
        pytest.skip("the image is not built: edge_deploy/images/build.sh")
    weights = Path(os.environ.get("LODGE_CACHE") or default_cache(os.environ)) / "weights"
    if not list(weights.glob("*.gguf")):
        pytest.skip("the weights are not here: lodge models pull qwen2.5-coder-0.5b")
    from evals.box import measure

    box = measure(weights, 4)
    assert (box.claims, box.lost, box.twice, box.reports) == (4, 0, 0, 4)
    assert box.unfinished_at_kill > 0
    assert box.memory_peaks["lodge-0-agent"] <= box.memory_limits["lodge-0-agent"] == 2 << 30
    (sandbox,) = [line for line in box.doctor["checks"] if line["name"] == "sandbox"]
    assert sandbox["state"] == "ok"
