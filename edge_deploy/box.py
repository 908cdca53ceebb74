"""The box as `lodge deploy doctor` sees it: files below a root, and programs; tests give both of their own."""

from __future__ import annotations

import ctypes
import os
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from edge_deploy.kustomizing import Object
from edge_deploy.sites import BranchSite

_SECONDS = 20
_UNSYNCHRONISED = 5  # TIME_ERROR of adjtimex(2)
DATA = "/var/lib/rancher/k3s"


def run(*words: str) -> str:
    """What a program printed; "" where it is not there or fails."""
    try:
        done = subprocess.run(words, capture_output=True, text=True, timeout=_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout if done.returncode == 0 else ""


def clock_is_set() -> bool:
    """Whether the kernel's clock is kept by a time server, whichever program does it."""
    # The kernel's structure is smaller than this on every platform; its first word 0 asks and sets nothing.
    state: int = ctypes.CDLL(None, use_errno=True).adjtimex(ctypes.create_string_buffer(512))
    return state != _UNSYNCHRONISED


@dataclass(frozen=True)
class Box:
    """Where to look, and what this box should be able to hold."""

    site: BranchSite
    rendered: list[Object] = field(default_factory=list)
    root: Path = Path("/")
    data: str = DATA
    run: Callable[..., str] = run
    clock_is_set: Callable[[], bool] = clock_is_set

    def at(self, path: str) -> Path:
        """A path of the box below the root."""
        return self.root / path.lstrip("/")

    def read(self, path: str) -> str:
        """The text of a file of the box; "" where it cannot be read."""
        try:
            return self.at(path).read_text(encoding="utf-8", errors="replace")
        except OSError:
            return ""

    def mount(self, path: str) -> tuple[str, str]:
        """The device (major:minor) and the kind of the file system that holds `path`."""
        best, found = -1, ("", "")
        for line in self.read("/proc/self/mountinfo").splitlines():
            left, _, right = line.partition(" - ")
            words = left.split()
            if len(words) < 5 or not right:
                continue
            inside = path == words[4] or path.startswith(words[4].rstrip("/") + "/")
            if inside and len(words[4]) >= best:
                best, found = len(words[4]), (words[2], right.split()[0])
        return found

    def is_encrypted(self, device: str) -> bool:
        """Whether a block device is LUKS, or lies on one."""
        return _is_encrypted(self.at(f"/sys/dev/block/{device}"))


def _is_encrypted(place: Path) -> bool:
    try:
        if (place / "dm" / "uuid").read_text().startswith("CRYPT-"):
            return True
    except OSError:
        pass
    slaves = place / "slaves"
    below = [Path(os.path.realpath(entry)) for entry in slaves.iterdir()] if slaves.is_dir() else []
    return bool(below) and all(_is_encrypted(one) for one in below)
