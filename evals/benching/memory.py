"""Memory: the most that a process and those it started have held, as the kernel counts it (VmHWM)."""

from __future__ import annotations

from pathlib import Path

_PROC = Path("/proc")
_KIB = 1024


def peaks(pid: int) -> dict[str, int]:
    """Bytes of the process itself ("self") and of all it started ("children"); {} where the kernel does not tell."""
    if not (_PROC / str(pid)).exists():
        return {}
    started = sum(_peak(one) for one in _descendants(pid))
    return {"self": _peak(pid), **({"children": started} if started else {})}


def _descendants(pid: int) -> list[int]:
    parents = {int(path.name): _parent(path) for path in _PROC.iterdir() if path.name.isdigit()}
    found, at = [pid], 0
    while at < len(found):
        found += [one for one, parent in parents.items() if parent == found[at]]
        at += 1
    return found[1:]


def _parent(process: Path) -> int:
    try:
        # The name, in brackets, may hold anything.
        return int((process / "stat").read_text().rpartition(")")[2].split()[1])
    except (OSError, ValueError, IndexError):
        return 0


def _peak(pid: int) -> int:
    try:
        lines = (_PROC / str(pid) / "status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * _KIB for line in lines if line.startswith("VmHWM:")), 0)
