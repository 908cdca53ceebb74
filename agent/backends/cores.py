"""How many threads an engine should use on this machine."""

from __future__ import annotations

import math
import os
from pathlib import Path

_CPU = Path("/sys/devices/system/cpu")
_QUOTA = Path("/sys/fs/cgroup/cpu.max")


def physical_cores() -> int:
    """Physical cores this process may use: affinity and container quota count, sibling hyper-threads don't."""
    allowed = os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else set(range(os.cpu_count() or 1))
    # Two threads of one core share its arithmetic units: the second only slows a matrix product down.
    cores = {_read(_CPU / f"cpu{cpu}/topology/core_cpus_list") or str(cpu) for cpu in allowed}
    return max(1, min(len(cores), _quota_cores()))


def _quota_cores() -> int:
    quota, _, period = _read(_QUOTA).partition(" ")
    return math.ceil(int(quota) / int(period)) if quota.isdigit() and period.isdigit() else os.cpu_count() or 1


def _read(path: Path) -> str:
    try:
        return path.read_text().strip()
    except OSError:
        return ""
