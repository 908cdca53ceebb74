"""This machine and this code, as far as they matter for seconds."""

from __future__ import annotations

import hashlib
import os
import platform
from pathlib import Path

import agent
import pipelines
from agent.backends.cores import physical_cores
from evals.benching.figures import Machine

_CPUINFO = Path("/proc/cpuinfo")


def this_machine() -> Machine:
    """Processor, cores and memory; nothing that tells whose it is."""
    return Machine(
        processor=_processor(),
        cores=physical_cores(),
        memory_bytes=os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"),
        system=f"{platform.system()} {platform.machine()}",
    )


def code_digest() -> str:
    """The digest of the source that reads claims."""
    digest = hashlib.sha256()
    for wing in (pipelines, agent):
        for path in sorted(Path(wing.__file__ or "").parent.rglob("*.py")):
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _processor() -> str:
    try:
        lines = _CPUINFO.read_text().splitlines()
    except OSError:
        lines = []
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.processor() or "unknown")
