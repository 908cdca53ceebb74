"""Fuzzing: every reader is given files that nobody would write, and what it makes of them goes through the corridor.

`python -m hostile.fuzz` shares the minutes over one target for each reader. Each runs in a process of its own, so that
a file that ends a library's process is kept and the next target begins; what was found lies in found/ from then on,
where a test reads it again.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib.util
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from hostile.corpus import FOUND
from hostile.targets import TARGETS

_TESTS = Path(__file__).resolve().parent.parent
COMMAND = (sys.executable, "-m", "hostile.fuzzing")
_MOST_STARTS = 6  # of one target: beyond that many files that end the process, look at them first
_GRACE_SECONDS = 120.0  # for an engine to end after its time


@dataclass
class Told:
    """What came of one target."""

    tried: int = 0
    read: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    failures: dict[str, Path] = field(default_factory=dict)  # by what failed where


def engine_at_hand() -> str:
    """Atheris where it is installed, else hypothesis."""
    return "atheris" if importlib.util.find_spec("atheris") else "hypothesis"


def fuzz(name: str, engine: str, seconds: float, folder: Path) -> Told:
    """Fuzz one target for so many seconds, in as many processes as its files end."""
    told = Told()
    end = time.monotonic() + seconds
    for _ in range(_MOST_STARTS):
        left = max(1.0, end - time.monotonic())
        command = [*COMMAND, name, engine, str(left), str(folder)]
        environment = {**os.environ, "PYTHONPATH": f"{_TESTS}{os.pathsep}{_TESTS.parent}"}
        with (folder / f"{name}.log").open("ab") as log, contextlib.suppress(subprocess.TimeoutExpired):
            subprocess.run(command, check=False, stdout=log, stderr=log, env=environment, timeout=left + _GRACE_SECONDS)
        _add(told, name, folder)
        ended = sorted(folder.glob(f"ended-{name}-*"))
        for path in ended:
            kind = path.name.removeprefix(f"ended-{name}-").partition("-")[0]
            kept = _wrapped(path, name, folder)
            told.failures[f"{name}-process-{kind}-{kept.stat().st_size}"] = kept
        if not ended or time.monotonic() > end:
            break
    for path in sorted((folder / "found").glob(f"{name}-*")):
        if path not in told.failures.values():
            told.failures[path.name] = path
    return told


def _add(told: Told, name: str, folder: Path) -> None:
    """Count what a process has done before it ended."""
    path = folder / f"{name}.json"
    if not path.exists():
        told.failures[f"{name}-never-started"] = folder / f"{name}.log"
        return
    outcomes = Counter(json.loads(path.read_text())["outcomes"])
    path.unlink()
    told.tried += outcomes.total()
    told.read += outcomes.pop("read", 0)
    told.refused.update(outcomes)


def _wrapped(path: Path, name: str, folder: Path) -> Path:
    kept = folder / "found" / f"{name}-process-{path.name.removeprefix(f'ended-{name}-')}"
    kept.write_bytes(TARGETS[name].wrap(path.read_bytes()))
    path.unlink()
    return kept


def keep(failures: dict[str, Path]) -> dict[str, Path]:
    """Copy what was found to where the tests read it; where each failure lies now."""
    FOUND.mkdir(exist_ok=True)
    kept = {}
    for failure, path in failures.items():
        data = path.read_bytes()
        kept[failure] = FOUND / f"{failure.lower()}-{sha256(data).hexdigest()[:8]}"
        kept[failure].write_bytes(data)
    return kept


def main() -> int:
    """Fuzz, tell what was found as a table, and keep it; exit code 1 where there is something."""
    parser = argparse.ArgumentParser(prog="hostile.fuzz", description="Give the readers files that nobody would write.")
    parser.add_argument("targets", nargs="*", help=f"some of: {', '.join(TARGETS)} (default: all)")
    parser.add_argument("--minutes", type=float, default=10.0, help="for all together (default: %(default)s)")
    parser.add_argument("--engine", choices=("atheris", "hypothesis"), default=engine_at_hand())
    parser.add_argument("--forget", action="store_true", help=f"do not keep what was found in {FOUND.name}/")
    given = parser.parse_args()
    names = given.targets or list(TARGETS)
    if unknown := set(names) - set(TARGETS):
        parser.error(f"There is no target {sorted(unknown)[0]}. There are: {', '.join(TARGETS)}")
    print(f"{given.engine}, {given.minutes:g} minutes over {len(names)} readers")
    print(f"{'reader':8} {'files':>8} {'read':>8} {'refused':>8} {'failures':>8}  refused as")
    found: dict[str, Path] = {}
    end = time.monotonic() + 60 * given.minutes
    with tempfile.TemporaryDirectory() as place:
        for number, name in enumerate(names):
            share = max(1.0, (end - time.monotonic()) / (len(names) - number))
            told = fuzz(name, given.engine, share, Path(place))
            reasons = ", ".join(f"{code} {times}" for code, times in told.refused.most_common(4))
            refused = told.tried - told.read
            print(
                f"{name:8} {told.tried:8d} {told.read:8d} {refused:8d} {len(told.failures):8d}  {reasons}", flush=True
            )
            for failure in told.failures:
                trace = Path(place) / "traces" / failure
                print(trace.read_text()[-1500:] if trace.exists() else "", file=sys.stderr)
            found |= told.failures if given.forget else keep(told.failures)
        for failure, path in found.items():
            print(f"FAILURE {failure} ({path.stat().st_size} bytes): {path.name}")
    print(f"{len(found)} kinds of failure")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
