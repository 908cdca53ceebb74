"""The programs that a cluster is made of, and how they are started and stopped."""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import socket
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from pipelines.errors import OperatorError

KWOK_VERSION = "v0.8.0"
KUEUE_VERSION = "v0.15.2"
STOP_SECONDS = 15.0
LOOK_SECONDS = 0.2  # between two looks, most of which start a kubectl


def cache_folder() -> Path:
    """Where `edge_deploy/kube/build.sh` puts what it builds: LODGE_CACHE, else ~/.cache/lodge."""
    base = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    return Path(os.environ.get("LODGE_CACHE") or f"{base}/lodge").expanduser()


@dataclass(frozen=True)
class Parts:
    """The paths of the programs; `missing` names those that are not here and how to get them."""

    cache: Path = field(default_factory=cache_folder)

    @property
    def control_plane(self) -> Path:
        return self.cache / "bin" / "kube-control-plane"

    @property
    def kwok(self) -> Path:
        return self.cache / "bin" / "kwok"

    @property
    def kueue(self) -> Path:
        return self.cache / "bin" / "kueue"

    @property
    def kwok_stages(self) -> tuple[Path, ...]:
        return tuple(self.cache / "kwok" / KWOK_VERSION / name for name in ("node.yaml", "pod.yaml"))

    @property
    def kueue_manifests(self) -> Path:
        return self.cache / "kueue" / KUEUE_VERSION / "manifests.yaml"

    def missing(self, *, with_kueue: bool = False) -> str | None:
        """One line that names the first program that is not here, and what installs it; None where all are."""
        for name, package in (("etcd", "etcd-server"), ("kubectl", "kubectl")):
            if shutil.which(name) is None:
                return f"{name} is not on the path; install it with: apt-get install {package}"
        built = {"control-plane": self.control_plane, "kwok": self.kwok}
        if with_kueue:
            built["kueue"] = self.kueue
        for name, path in built.items():
            if not path.is_file():
                return f"{path.name} is not built; build it with: edge_deploy/kube/build.sh {name}"
        return None


@dataclass
class Process:
    """One running part: its name, its process id and where its log lies."""

    name: str
    pid: int
    log: Path

    def is_running(self) -> bool:
        """Whether it still runs; an ended child of ours is reaped."""
        with suppress(ChildProcessError):
            os.waitpid(self.pid, os.WNOHANG)
        try:
            state = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()[0]
        except FileNotFoundError:
            return False
        return state != "Z"

    def last_words(self) -> str:
        """The last lines of its log."""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-8:])


def start(name: str, command: Sequence[str | Path], log: Path, *, outlives: bool = False) -> Process:
    """Start a part in a session of its own, so that Ctrl-C reaches only us; what it says goes to `log`.

    Unless it `outlives` us, it ends with us, even where we are killed.
    """
    guard = () if outlives else ("setpriv", "--pdeathsig", "TERM")
    words = [str(word) for word in (*guard, *command)]
    flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
    pid = os.posix_spawnp(
        words[0],
        words,
        os.environ,
        file_actions=[
            (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
            (os.POSIX_SPAWN_OPEN, 1, str(log), flags, 0o600),
            (os.POSIX_SPAWN_DUP2, 1, 2),
        ],
        setsid=True,
    )
    return Process(name, pid, log)


def stop(processes: Sequence[Process]) -> None:
    """End the parts in the order given, each before the next: by request, and by force where that is not heard."""
    for process in processes:
        for sign in (signal.SIGTERM, signal.SIGKILL):
            if not process.is_running():
                break
            with suppress(ProcessLookupError):
                os.kill(process.pid, sign)
            end = time.monotonic() + STOP_SECONDS
            while process.is_running() and time.monotonic() < end:
                time.sleep(0.02)


def wait_until(ready: Callable[[], bool], what: str, processes: Sequence[Process], seconds: float = 60.0) -> None:
    """Return once `ready`; raises OperatorError, with the log's last lines, where a part ended or time ran out."""
    end = time.monotonic() + seconds
    while not ready():
        for process in processes:
            if not process.is_running():
                raise OperatorError(f"{process.name} ended while {what} was awaited:\n{process.last_words()}")
        if time.monotonic() > end:
            raise OperatorError(
                f"Waited {seconds:.0f} s in vain for {what}. The logs are in {processes[0].log.parent}."
            )
        time.sleep(LOOK_SECONDS)


def free_ports(count: int) -> list[int]:
    """Loopback ports that nothing listened on just now."""
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports


def answers(url: str) -> bool:
    """Whether that loopback address answers with 200 now."""
    try:
        return httpx.get(url, trust_env=False).status_code == 200
    except httpx.HTTPError:
        return False


def new_token() -> str:
    """A secret that a caller proves itself with."""
    return secrets.token_hex(16)
