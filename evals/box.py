"""The box: the rendered `embedded` pod in podman, killed amid its work: what it takes, and whether anything is lost."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml

from agent import __version__
from agent.backends.catalogue import CATALOGUE
from edge_deploy.kustomizing import build
from edge_deploy.podding import pod_of
from sample_claims import DOCUMENTS, load_cases

_USER = 10001
_MODEL = "qwen2.5-coder-0.5b"  # the rendered overlay's
_CONF = '[containers]\ndefault_ulimits = ["nofile=4096:4096", "nproc=4096:4096"]\n[engine]\nruntime = "runc"\n'
_FLEET = "lodge-fleet"
_IMAGE = f"localhost/lodge:{__version__}"
_WAIT_SECONDS = 600.0
# Prose: the model is asked about these, so that there is work to be killed in. One claim a file.
_ASKING = ("auto-letter", "auto-email", "property-letter", "property-email")


@dataclass(frozen=True)
class Box:
    """What was seen; bytes and seconds."""

    image_bytes: int
    start_seconds: float
    files: int
    claims: int
    twice: int
    lost: int
    unfinished_at_kill: int
    seconds_a_claim: float
    memory_peaks: dict[str, int]
    memory_limits: dict[str, int]
    reports: int
    doctor: dict[str, Any]


class Pod:
    """The pod of a branch in podman, on a network with nothing but loopback; its folders lie below `place`."""

    def __init__(self, place: Path, weights: Path) -> None:
        self.place = place
        self._environment = {**os.environ, "CONTAINERS_CONF": str(place / "containers.conf")}
        (place / "containers.conf").write_text(_CONF)
        self.folders = {name: place / name for name in ("claims", "inbox", "models", "tmp", "fleet")}
        for folder in self.folders.values():
            folder.mkdir()
        (self.folders["models"] / "weights").mkdir()
        for path in weights.glob(f"{CATALOGUE[_MODEL].sha256}.*"):
            shutil.copy2(path, self.folders["models"] / "weights")
        place.chmod(0o755)
        self.own(place)

    def own(self, folder: Path) -> None:
        """Give a folder's contents to the image's user, as a cluster's volumes are."""
        for path in folder.rglob("*"):
            os.chown(path, _USER, _USER)

    def podman(self, *words: str, check: bool = True) -> str:
        """What podman prints."""
        done = subprocess.run(
            ["podman", "--runtime", "runc", *words], env=self._environment, capture_output=True, text=True, check=False
        )
        if words[0] == "logs":
            return done.stdout + done.stderr
        if check and done.returncode:
            raise RuntimeError(f"podman {words[0]} failed: {done.stderr.strip()[-600:]}")
        return done.stdout

    def start(self) -> None:
        """Play the rendered pod, with the fleet's address on its own loopback."""
        objects = build(("embedded",))
        settings = next(item for item in objects if item["metadata"]["name"] == "lodge-settings")
        settings["data"]["LODGE_FLEET_URL"] = "http://127.0.0.1:8800"
        file = self.place / "pod.yaml"
        file.write_text(yaml.safe_dump_all(pod_of(objects, "lodge", self.folders)))
        self.podman("kube", "play", "--network", "none", str(file))

    def start_fleet(self) -> None:
        """The fleet's server, beside the pod in its network."""
        self.podman(
            *("run", "--detach", "--name", _FLEET, "--pod", "lodge-0", "--read-only", "--user", "10001"),
            *("--cap-drop", "all", "--security-opt", "no-new-privileges", "--volume", f"{self.folders['fleet']}:/srv"),
            *("--env", "LODGE_FLEET_DB=/srv/fleet.sqlite", _IMAGE, "fleet", "serve"),
        )

    def lodge(self, *words: str, container: str = "lodge-0-agent", check: bool = True) -> Any:
        """What `lodge … --json` answers within the pod."""
        text = self.podman("exec", container, "lodge", *words, "--json", check=check)
        return json.loads(text) if text.strip() else None

    def memory(self, container: str) -> tuple[int, int]:
        """The most memory that a container held, and its limit, as the kernel has them."""
        pid = self.podman("inspect", container, "--format", "{{.State.Pid}}").strip()
        lines = (line.split(":", 2) for line in Path(f"/proc/{pid}/cgroup").read_text().splitlines())
        groups = {kind: path for _, kind, path in lines}
        if "memory" in groups:
            folder, names = Path(f"/sys/fs/cgroup/memory{groups['memory']}"), ("max_usage_in_bytes", "limit_in_bytes")
        else:
            folder, names = Path(f"/sys/fs/cgroup{groups['']}"), ("peak", "max")
        peak, limit = ((folder / f"memory.{name}").read_text().strip() for name in names)
        return int(peak), int(limit)

    def end(self) -> None:
        """Remove what was started."""
        self.podman("rm", "--force", _FLEET, check=False)
        self.podman("pod", "rm", "--force", "lodge-0", check=False)


def measure(weights: Path, files: int) -> Box:
    """Run the pod over `files` sample claims, kill its agent amid them, start it again, and tell."""
    with TemporaryDirectory(prefix="lodge-box-") as folder:
        pod = Pod(Path(folder), weights)
        try:
            return _measure(pod, files)
        finally:
            pod.end()


def _measure(pod: Pod, files: int) -> Box:
    started = time.monotonic()
    pod.start()
    _until(lambda: pod.lodge("list", check=False) is not None)
    start_seconds = time.monotonic() - started
    pod.start_fleet()
    doctor = pod.lodge("doctor", check=False)
    cases = [case for case in load_cases(DOCUMENTS) if case.path.name.startswith(_ASKING)]
    papers = [case.path for case in cases][:files]
    began = time.monotonic()
    for paper in papers:
        shutil.copy(paper, pod.folders["inbox"])
    pod.own(pod.folders["inbox"])
    _until(lambda: _in_work(pod))
    at_kill = sum(claim["status"] in ("received", "working") for claim in pod.lodge("list"))
    before = pod.memory("lodge-0-agent")
    pod.podman("kill", "lodge-0-agent")
    pod.podman("start", "lodge-0-agent")
    _until(lambda: _done(pod, len(papers)))
    seconds = time.monotonic() - began
    claims = pod.lodge("list", "--limit", "1000")
    sources = [claim["source_id"] for claim in claims]
    token = pod.lodge("fleet", "token", "Leeds North", container=_FLEET)["token"]
    pod.lodge("send", "--token", token)
    sites = pod.lodge("fleet", "sites", container=_FLEET)
    memory = {name: pod.memory(name) for name in ("lodge-0-agent", "lodge-0-review", _FLEET)}
    memory["lodge-0-agent"] = max(before, memory["lodge-0-agent"])
    return Box(
        image_bytes=int(pod.podman("image", "inspect", _IMAGE, "--format", "{{.Size}}")),
        start_seconds=start_seconds,
        files=len(papers),
        claims=len(claims),
        twice=len(sources) - len(set(sources)),
        lost=len(papers) - len(set(sources)),
        unfinished_at_kill=at_kill,
        seconds_a_claim=seconds / len(papers),
        memory_peaks={name: peak for name, (peak, _) in memory.items()},
        memory_limits={name: limit for name, (_, limit) in memory.items()},
        reports=sum(site["claims"] for site in sites),
        doctor=doctor,
    )


def _in_work(pod: Pod) -> bool:
    """Whether one claim is done and another is begun, as the agent's log has it."""
    lines = pod.podman("logs", "lodge-0-agent").splitlines()
    steps = [line for line in lines if "lodge.worker" in line]
    return any("source=" in line for line in steps) and "source=" not in steps[-1]


def _done(pod: Pod, files: int) -> bool:
    claims = pod.lodge("list", "--limit", "1000", check=False) or []
    return len(claims) >= files and not any(claim["status"] in ("received", "working") for claim in claims)


def _until(true: Any) -> None:
    end = time.monotonic() + _WAIT_SECONDS
    while not true():
        if time.monotonic() > end:
            raise RuntimeError(f"Nothing came of it in {_WAIT_SECONDS:.0f} s.")
        time.sleep(0.5)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="evals.box", description=__doc__)
    parser.add_argument("--weights", type=Path, required=True, help="the folder `weights` of a cache")
    parser.add_argument("--files", type=int, default=6)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    box = measure(given.weights, given.files)
    if given.json:
        sys.stdout.write(json.dumps(asdict(box), indent=2) + "\n")
        return
    rows = [
        ("image", f"{box.image_bytes / 1e6:.0f} MB"),
        ("start to ready", f"{box.start_seconds:.1f} s"),
        ("seconds a claim, with the kill", f"{box.seconds_a_claim:.1f}"),
        ("files, claims, lost, twice", f"{box.files}, {box.claims}, {box.lost}, {box.twice}"),
        ("claims in the fleet's report", str(box.reports)),
        *((f"memory peak of {name}", f"{peak / 2**20:.0f} MiB") for name, peak in box.memory_peaks.items()),
    ]
    sys.stdout.writelines(f"{name:32} {value}\n" for name, value in rows)


if __name__ == "__main__":
    main()
