"""The air gap, for real: a bundle is installed where no route leads anywhere, and a claim is processed."""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from bundle_site import ARCHITECTURE

from agent.backends.catalogue import CATALOGUE
from agent.settings import default_cache
from sample_claims import DOCUMENTS

pytestmark = [pytest.mark.podman, pytest.mark.netns, pytest.mark.model, pytest.mark.slow]
MODEL = "qwen2.5-coder-0.5b"  # the rendered overlay's
CACHE = Path(os.environ.get("LODGE_CACHE") or default_cache(os.environ))
TOOLS = ("podman", "runc", "kubectl", "ip", "nsenter", "openssl")
_USER = 10001
_WAIT_SECONDS = 300.0
# Small limits: a machine that may not raise its own cannot start containers that ask for more. The locks and the folder
# for passing things are the test's own, so that no other podman of this machine is touched.
_CONTAINERS = """\
[containers]
default_ulimits = ["nofile=4096:4096", "nproc=4096:4096"]
[engine]
runtime = "runc"
lock_type = "file"
tmp_dir = "{0}/podman/tmp"
"""
_STORAGE = '[storage]\ndriver = "overlay"\ngraphroot = "{0}/podman/store"\nrunroot = "{0}/podman/run"\n'
_CONNECT = "import socket; socket.create_connection(('192.0.2.1', 443), 5)"


def archive() -> Path:
    found = sorted((CACHE / "images").glob(f"lodge-*-{ARCHITECTURE}.tar"))
    if not found:
        pytest.skip("the image is not built: edge_deploy/images/build.sh")
    return found[-1]


class Gap:
    """A namespace with loopback and nothing else, and a podman whose store is empty."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.name = f"lodge-gap-{os.getpid()}"
        for name, text in (("containers.conf", _CONTAINERS), ("storage.conf", _STORAGE)):
            (place / name).write_text(text.format(place))
        self.environment = {
            **os.environ,
            "CONTAINERS_CONF": str(place / "containers.conf"),
            "CONTAINERS_STORAGE_CONF": str(place / "storage.conf"),
        }

    def open(self) -> None:
        subprocess.run(["ip", "netns", "add", self.name], check=True)
        subprocess.run(["ip", "-n", self.name, "link", "set", "lo", "up"], check=True)

    def close(self) -> None:
        for words in (("pod", "rm", "--force", "--all"), ("rmi", "--force", "--all")):
            self.run("podman", *words)
        subprocess.run(["umount", str(self.place / "podman/store/overlay")], capture_output=True, check=False)
        subprocess.run(["ip", "netns", "delete", self.name], check=False)

    def run(self, *words: str | Path) -> subprocess.CompletedProcess[str]:
        """Run a program in the namespace."""
        # Not `ip netns exec`: it mounts /sys anew, and the control groups are gone.
        given = ["nsenter", f"--net=/run/netns/{self.name}", *map(str, words)]
        return subprocess.run(given, env=self.environment, capture_output=True, text=True, check=False)

    def install(self, *words: str | Path) -> list[str]:
        script, box = self.place / "stick" / "install.sh", self.place / "box"
        done = self.run("sh", script, "--engine", "podman", "--root", box, *words)
        assert done.returncode == 0, done.stderr
        return done.stdout.splitlines()

    def lodge(self, *words: str) -> list[dict[str, object]]:
        """What `lodge … --json` answers within the pod; nothing until it runs."""
        done = self.run("podman", "exec", "lodge-0-agent", "lodge", *words, "--json")
        return json.loads(done.stdout) if done.returncode == 0 else []


@pytest.fixture
def gap() -> Iterator[Gap]:
    if os.geteuid() != 0 or not all(map(shutil.which, TOOLS)):
        pytest.skip(f"needs root, {', '.join(TOOLS)}.")
    if not (CACHE / "weights" / f"{CATALOGUE[MODEL].sha256}.gguf").is_file():
        pytest.skip(f"the weights are not here: lodge models pull {MODEL}")
    archive()
    with TemporaryDirectory(prefix="lodge-gap-") as folder:
        Path(folder).chmod(0o755)
        made = Gap(Path(folder))
        try:
            made.open()
            yield made
        finally:
            made.close()


def make_bundle(place: Path) -> None:
    (place / "leeds.yaml").write_text("site: leeds-north\nhost: claims.leeds-north.example\n")
    lodge = Path(sys.executable).parent / "lodge"
    filling = ("--image", archive(), "--cache", CACHE, "--key", place / "key", "--out", place / "stick")
    for words in (
        ("render", place / "leeds.yaml", "--out", place / "rendered"),
        ("bundle", "--new-key", place / "key"),
        ("bundle", place / "rendered", *filling),
        ("bundle", "--verify", place / "stick", "--public-key", place / "key.pub"),
    ):
        subprocess.run([lodge, "deploy", *words], check=True, capture_output=True)


def wait(true: Callable[[], bool]) -> None:
    end = time.monotonic() + _WAIT_SECONDS
    while not true():
        assert time.monotonic() < end, f"Nothing came of it in {_WAIT_SECONDS:.0f} s."
        time.sleep(0.5)


def test_a_bundle_becomes_a_working_branch_where_no_route_leads_anywhere(gap: Gap) -> None:
    make_bundle(gap.place)
    assert gap.run("ip", "route").stdout == "" and gap.run("ip", "-6", "route", "show", "default").stdout == ""
    assert f"[Errno {errno.ENETUNREACH}]" in gap.run(sys.executable, "-c", _CONNECT).stderr
    assert gap.run("podman", "images", "--all", "--quiet").stdout == ""
    inbox = gap.place / "box/srv/lodge/inbox"
    inbox.mkdir(parents=True)
    paper = inbox / "claim.eml"
    shutil.copy(DOCUMENTS / "auto-email-018.eml", paper)
    os.chown(paper, _USER, _USER)

    told = gap.install("--public-key", gap.place / "key.pub")
    assert "lodge: the pod lodge-0 runs" in told
    wait(lambda: [claim["status"] in ("received", "working") for claim in gap.lodge("list")] == [False])

    (claim,) = gap.lodge("list")
    assert claim["claim_type"] == "auto" and claim["status"] in ("review", "settled", "done")
    assert "step=ask" in gap.run("podman", "logs", "lodge-0-agent").stderr  # the weights of the stick answered
    assert list((gap.place / "box/srv/lodge/claims").glob("lodge.sqlite")) and not paper.exists()
    containers = gap.run("podman", "ps", "--quiet").stdout
    assert gap.install() == ["lodge: All is as in the bundle already."]
    assert gap.run("podman", "ps", "--quiet").stdout == containers
