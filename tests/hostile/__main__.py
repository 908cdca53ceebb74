"""`python -m hostile`: the corpus through a site, as a table or with --json; exit code 1 where something gave way."""

from __future__ import annotations

import argparse
import json
import resource
import sys
import tempfile
from collections import Counter
from dataclasses import asdict
from pathlib import Path

from branch import branch_settings

from hostile.running import MAY_GROW_MB, Result, Trial, run, write_corpus


def main() -> int:
    """Run, print, and say by the exit code whether everything held."""
    parser = argparse.ArgumentParser(prog="hostile", description="Put the hostile files through a site.")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of the table")
    parser.add_argument(
        "--part", default="all", help="all, some, some-1, some-2, small, few, or a kind of file (default: %(default)s)"
    )
    parser.add_argument("--cpu", type=int, default=60, help="processor seconds for a file (default: %(default)s)")
    parser.add_argument("--wall", type=float, default=360.0, help="seconds for a file (default: %(default)s)")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as made, tempfile.TemporaryDirectory() as place:
        listed = write_corpus(Path(made), arguments.part)
        settings = branch_settings(
            Path(place) / "home",
            strike_seconds=1.0,  # long enough for the good file behind it to be taken up meanwhile
            read_cpu_seconds=arguments.cpu,
            read_wall_seconds=arguments.wall,
            rescan_seconds=60.0,
        )
        result = run(settings, Path(made), listed, _progress)
        limit = settings.read_wall_seconds
    good = [_longest(result.trials, "good_seconds"), limit]
    if arguments.json:
        print(json.dumps(_as_json(result, limit), indent=2))
    else:
        _print(result, limit)
    held = not result.faults and not any(trial.faults for trial in result.trials)
    return 0 if held and result.grown_mb < MAY_GROW_MB and good[0] < good[1] else 1


def _longest(trials: list[Trial], name: str) -> float:
    return max((float(getattr(trial, name)) for trial in trials), default=0.0)


def _progress(trial: Trial) -> None:
    marks = " ".join(trial.faults)
    print(
        f"{trial.seconds:7.2f} {trial.good_seconds:7.2f} {trial.own_seconds:7.2f} {trial.memory_mb:6.0f}  "
        f"{trial.kind}/{trial.name}: {trial.outcome} {','.join(trial.codes)[:90]} {marks}",
        file=sys.stderr,
        flush=True,
    )


def _as_json(result: Result, limit: float) -> dict[str, object]:
    return {
        "files": len(result.trials),
        "memory_grown_mb": round(result.grown_mb, 1),
        "memory_peak_mb": round(result.memory_peak_mb, 1),
        "slowest_good_file_seconds": round(_longest(result.trials, "good_seconds"), 2),
        "wall_limit_seconds": limit,
        "most_own_seconds": round(_longest(result.trials, "own_seconds"), 2),
        "faults": result.faults,
        "trials": [asdict(trial) for trial in result.trials],
    }


def _print(result: Result, limit: float) -> None:
    print(
        f"{'kind':10} {'files':>5} {'quarantine':>10} {'review':>7} {'slowest':>8} {'behind it':>9} {'own':>6}  reasons"
    )
    for kind in dict.fromkeys(trial.kind for trial in result.trials):
        trials = [trial for trial in result.trials if trial.kind == kind]
        outcomes = Counter(trial.outcome for trial in trials)
        codes = Counter(code for trial in trials for code in trial.codes)
        said = ", ".join(f"{code} {count}" for code, count in codes.most_common(8))
        print(
            f"{kind:10} {len(trials):5d} {outcomes['quarantine']:10d} {outcomes['review']:7d} "
            f"{_longest(trials, 'seconds'):7.1f}s {_longest(trials, 'good_seconds'):8.1f}s "
            f"{_longest(trials, 'own_seconds'):5.1f}s  {said}"
        )
    print(
        f"\n{len(result.trials)} files. The slowest good file behind a hostile one took "
        f"{_longest(result.trials, 'good_seconds'):.1f} s (reading may take {limit:.0f} s)."
    )
    print(
        f"Lodge itself grew by {result.grown_mb:.0f} MB to {result.memory_after_mb:.0f} MB; the most it held between "
        f"files was {result.memory_peak_mb:.0f} MB, at any moment "
        f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB."
    )
    for fault in [*result.faults, *(f"{t.kind}/{t.name}: {fault}" for t in result.trials for fault in t.faults)]:
        print(f"FAULT {fault}")


if __name__ == "__main__":
    sys.exit(main())
