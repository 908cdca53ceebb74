"""`lodge deploy doctor`: one box that is right, and each fault alone."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from edge_deploy.box import Box
from edge_deploy.certificates import certify
from edge_deploy.commands import doctor_parts
from edge_deploy.commands.doctor import CHECKS
from edge_deploy.commands.doctor_checks import SYSCTLS, Line
from edge_deploy.commands.doctor_parts import full_name
from edge_deploy.sites import BranchSite

VERSION = "k3s version v1.36.2+k3s1 (abc)\n"
IMAGE = "registry.example/lodge:0.1.0"
MODEL = "qwen2.5-coder-0.5b"
MOUNTS = (
    "20 1 8:1 / / rw - ext4 /dev/sda1 rw\n"
    "21 20 253:0 / /var/lib/rancher rw - ext4 /dev/mapper/data rw\n"
)  # fmt: skip
SITE = BranchSite.model_validate(
    {"site": "leeds", "host": "claims.leeds.example", "storage": {"claims": "1Mi", "models": "1Mi"}}
)


def programs(**answers: str) -> Callable[..., str]:
    """A function that answers as K3s would."""
    known = {"--version": VERSION, "ctr": f"{IMAGE}\n"} | answers
    return lambda *words: next((text for word, text in known.items() if word in words), "")


def put(root: Path, path: str, text: str) -> None:
    place = root / path.lstrip("/")
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(text)


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The files of a box on which all is well."""
    cores = "".join(f"processor\t: {index}\nflags\t\t: sse avx2 avx512_vnni\n" for index in range(4))
    put(tmp_path, "/proc/cpuinfo", cores)
    put(tmp_path, "/proc/meminfo", "MemTotal:        4000000 kB\n")
    put(tmp_path, "/proc/swaps", "Filename Type Size Used Priority\n")
    put(tmp_path, "/proc/self/mountinfo", MOUNTS)
    put(tmp_path, "/sys/dev/block/253:0/dm/uuid", "CRYPT-LUKS2-abc-data\n")
    put(tmp_path, "/etc/rancher/k3s/config.yaml", "secrets-encryption: true\n")
    for name, value in SYSCTLS.items():
        put(tmp_path, "/proc/sys/" + name.replace(".", "/"), f"{value}\n")
    folder = tmp_path / "srv/lodge/inbox"
    folder.mkdir(parents=True)
    monkeypatch.setattr(doctor_parts, "_OWNER", os.getuid())
    certify(SITE.host, tmp_path / "srv/lodge/tls", datetime.now(UTC))
    weights = b"weights"
    digest = hashlib.sha256(weights).hexdigest()
    entry = type("Entry", (), {"sha256": digest})()
    monkeypatch.setattr(doctor_parts, "CATALOGUE", {MODEL: entry})
    put(tmp_path, f"/var/lib/rancher/k3s/storage/pvc-1_lodge_lodge-models/weights/{digest}.gguf", "weights")
    return tmp_path


def look(root: Path, **more: Any) -> dict[str, Line]:
    pod = {"containers": [{"name": "agent", "image": IMAGE}]}
    rendered = [{"kind": "StatefulSet", "metadata": {"name": "lodge"}, "spec": {"template": {"spec": pod}}}]
    values = {"site": SITE, "rendered": rendered, "root": root, "run": programs(), "clock_is_set": lambda: True}
    box = Box(**(values | more))
    lines = [check(box) for check in CHECKS]
    assert all(line.remedy for line in lines if line.state != "ok")
    return {line.name: line for line in lines}


def test_a_box_that_is_right_has_nothing_to_do(root: Path) -> None:
    lines = look(root)
    # Whether the machine that runs the tests has room is its own affair.
    assert {name: line.seen for name, line in lines.items() if line.state != "ok" and name != "disk"} == {}
    assert len(lines) == len(CHECKS)


FILES = [
    ("/proc/cpuinfo", "processor\t: 0\nflags\t: avx2\n", "processor", "fail"),
    ("/proc/cpuinfo", "processor\t: 0\nflags\t: sse\nprocessor\t: 1\nflags\t: sse\n", "processor", "warn"),
    ("/proc/meminfo", "MemTotal: 2000000 kB\n", "memory", "fail"),
    ("/proc/sys/vm/overcommit_memory", "0\n", "kernel", "fail"),
    ("/proc/swaps", "Filename\n/dev/sda2 partition 1 0 -2\n", "swap", "fail"),
    ("/proc/self/mountinfo", "20 1 8:1 / / rw - ext4 /dev/sda1 rw\n", "disk encryption", "fail"),
    ("/etc/rancher/k3s/config.yaml", "secrets-encryption: false\n", "secrets", "fail"),
    ("/srv/lodge/tls/review.crt", "no certificate", "certificates", "warn"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "text", "name", "state"), FILES, ids=[f"{row[2]}-{row[3]}" for row in FILES])
def test_a_file_of_the_box_that_is_wrong_is_seen(root: Path, path: str, text: str, name: str, state: str) -> None:
    put(root, path, text)
    assert look(root)[name].state == state


@pytest.mark.parametrize(
    ("values", "name", "state"),
    [
        ({"run": programs(**{"--version": "k3s version v1.33.9+k3s1"})}, "k3s", "fail"),
        ({"run": programs(**{"--version": ""})}, "k3s", "fail"),
        ({"run": programs(ctr="docker.io/library/other:1\n")}, "images", "fail"),
        ({"rendered": []}, "images", "warn"),
        ({"clock_is_set": lambda: False}, "clock", "warn"),
        ({"site": SITE.model_copy(update={"box": "16gb"})}, "memory", "fail"),
    ],
)
def test_a_program_or_a_site_that_does_not_fit_is_seen(
    root: Path, values: dict[str, Any], name: str, state: str
) -> None:
    assert look(root, **values)[name].state == state


def test_swap_on_an_encrypted_disk_is_well(root: Path) -> None:
    put(root, "/proc/swaps", "Filename\n/dev/dm-0 partition 1 0 -2\n/dev/zram0 partition 1 0 5\n")
    put(root, "/sys/class/block/dm-0/dev", "253:0\n")
    assert look(root)["swap"].state == "ok"


def test_a_volume_on_luks_is_encrypted_and_one_with_a_bare_disk_in_it_is_not(root: Path) -> None:
    for device, below in (("253:1", "253:0"), ("253:2", "8:1")):
        slave = root / "sys/dev/block" / below
        slave.mkdir(parents=True, exist_ok=True)
        slaves = root / "sys/dev/block" / device / "slaves"
        slaves.mkdir(parents=True)
        (slaves / "one").symlink_to(slave)
    box = Box(SITE, root=root)
    assert box.is_encrypted("253:1")
    assert not box.is_encrypted("253:2")
    (root / "sys/dev/block/253:1/slaves/two").symlink_to(root / "sys/dev/block/8:1")
    assert not box.is_encrypted("253:1")


def test_the_inbox_is_there_lodges_and_has_its_sentinel(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = SITE.model_copy(update={"settings": {"require_sentinel": True}})
    assert look(root, site=site)["inbox"].state == "fail"
    put(root, "/srv/lodge/inbox/.lodge-inbox", "")
    assert look(root, site=site)["inbox"].state == "ok"
    monkeypatch.setattr(doctor_parts, "_OWNER", 4242)
    assert "chown" in look(root)["inbox"].remedy
    (root / "srv/lodge/inbox/.lodge-inbox").unlink()
    (root / "srv/lodge/inbox").rmdir()
    assert look(root)["inbox"].state == "fail"


def test_a_share_is_looked_for_where_the_node_mounts_it(root: Path) -> None:
    site = BranchSite.model_validate(
        {"site": "a", "host": "a.b", "inbox": {"kind": "nfs", "server": "nas", "path": "/c"}}
    )
    assert look(root, site=site)["inbox"].state == "warn"
    place = "/var/lib/kubelet/pods/1/volumes/kubernetes.io~nfs/lodge-inbox"
    put(root, "/proc/self/mountinfo", MOUNTS + f"30 20 0:40 / {place} rw - nfs4 nas:/c rw\n")
    assert look(root, site=site)["inbox"].state == "fail"
    put(root, f"{place}/.lodge-inbox", "")
    assert look(root, site=site)["inbox"].state == "ok"


def test_a_certificate_is_told_before_it_expires(root: Path) -> None:
    for days, state in ((-380, "warn"), (-400, "fail")):
        for path in (root / "srv/lodge/tls").iterdir():
            path.unlink()
        certify(SITE.host, root / "srv/lodge/tls", datetime.now(UTC) + timedelta(days=days))
        assert look(root)["certificates"].state == state


def test_damaged_and_missing_weights_are_told(root: Path) -> None:
    (path,) = (root / "var/lib/rancher/k3s/storage").glob("*/weights/*.gguf")
    path.write_text("damaged")
    assert "damaged" in look(root)["weights"].seen
    path.unlink()
    assert "is not here" in look(root)["weights"].seen


@pytest.mark.parametrize(
    ("image", "name"),
    [
        ("lodge:0.1.0", "docker.io/library/lodge:0.1.0"),
        ("ollama/ollama:0.32.15", "docker.io/ollama/ollama:0.32.15"),
        ("registry.example/lodge:1", "registry.example/lodge:1"),
        ("localhost/lodge:1", "localhost/lodge:1"),
    ],
)
def test_an_image_is_looked_for_under_its_full_name(image: str, name: str) -> None:
    assert full_name(image) == name
