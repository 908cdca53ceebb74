"""Guards: what a reading process takes away from itself before it looks at the first untrusted byte."""

from __future__ import annotations

import contextlib
import ctypes
import math
import os
import platform
import resource
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from agent.landlock import no_connections, read_only_from
from agent.system_calls import STEP_BYTES, filter_program

_PR_SET_PDEATHSIG = 1
_PR_SET_SECCOMP = 22
_PR_SET_NO_NEW_PRIVS = 38
_CLONE_NEWUSER = 0x10000000
_CLONE_NEWNET = 0x40000000
_SECCOMP_MODE_FILTER = 2
_HERE = Path(__file__).resolve().parent
# The interpreter, its libraries and Lodge's own code: what is imported late must still be found. The share folders
# are where Debian keeps what its Tesseract reads.
_PROGRAMS = (
    *(Path(folder) for folder in (sys.prefix, sys.base_prefix, "/usr/lib", "/usr/lib64", "/lib", "/lib64")),
    *(Path(folder) for folder in ("/usr/share/tesseract-ocr", "/usr/share/tessdata")),
    _HERE,
    _HERE.parent / "pipelines",
)
_OPEN_FILES = 32  # the interpreter, its libraries as they load, and the pipes
_MAPPED_BYTES = 1 << 30  # address space beside the memory: libraries and models are mapped, and take none of their own


@dataclass(frozen=True)
class Guard:
    """What a guard is for. Without a `vital` one a file could harm the site; the others double what these do."""

    means: str  # what is so while it is on
    needs: str  # what the system must have for it
    vital: bool = False


_LINUX = "Linux"
_USER_NAMESPACES = "user namespaces, which many containers refuse"
_LANDLOCK_FILES = "Landlock: Linux 5.13 or newer, with landlock among the kernel's security modules"
_LANDLOCK_NETWORK = "Landlock for networks: Linux 6.7 or newer"
_FILTERS = "seccomp filters on x86-64 or aarch64"
GUARDS: dict[str, Guard] = {
    "parent_death": Guard("it ends when Lodge ends", _LINUX),
    "killed_first": Guard("where memory runs short, the system ends it and not Lodge", _LINUX),
    "no_new_privileges": Guard("no program can give it more rights than it has", _LINUX, vital=True),
    "own_network": Guard("it has a network of its own with nothing in it", _USER_NAMESPACES),
    "memory": Guard("it gets no more memory than read_memory_mb", _LINUX, vital=True),
    "cpu": Guard("it gets no more processor time than read_cpu_seconds", _LINUX, vital=True),
    "open_files": Guard("it can open few files at once", _LINUX, vital=True),
    "no_file_writes": Guard("it can write not one byte to any file", _LINUX, vital=True),
    "no_core_dump": Guard("a crash leaves no copy of a claim on the disk", _LINUX),
    "no_processes": Guard("it can start no other process", _LINUX, vital=True),
    "own_files": Guard("it can open the files of its own programs and no others", _LANDLOCK_FILES),
    "no_connections": Guard("it can reach no other program and no network", _LANDLOCK_NETWORK),
    "system_calls": Guard("the kernel refuses it sockets, processes, signals and writing", _FILTERS),
}


def put_on(memory_bytes: int, cpu_seconds: int) -> tuple[str, ...]:
    """Put every guard of GUARDS on that this system offers, for good; returns the names of those that are on.

    None of them needs a privilege. `memory_bytes` bounds what the process holds, not what it maps of files that
    others share. `cpu_seconds` bounds its whole life; `allow_cpu` gives each document its share of it.
    """
    guards: dict[str, Callable[[], None]] = {
        "parent_death": lambda: _prctl(_PR_SET_PDEATHSIG, signal.SIGKILL),
        "killed_first": _be_killed_first,
        "no_new_privileges": lambda: _prctl(_PR_SET_NO_NEW_PRIVS, 1),
        "own_network": _own_network,
        "memory": lambda: _limit_memory(memory_bytes),
        "cpu": lambda: _limit(resource.RLIMIT_CPU, cpu_seconds),
        "open_files": lambda: _limit(resource.RLIMIT_NOFILE, _OPEN_FILES),
        "no_file_writes": lambda: _limit(resource.RLIMIT_FSIZE, 0),
        "no_core_dump": lambda: _limit(resource.RLIMIT_CORE, 0),
        "no_processes": lambda: _limit(resource.RLIMIT_NPROC, 0),
        "own_files": lambda: read_only_from(_PROGRAMS),
        "no_connections": no_connections,
        "system_calls": _refuse_system_calls,
    }
    active = []
    for name, guard in guards.items():
        # A container or an older kernel may refuse one; the others hold on their own.
        with contextlib.suppress(OSError, ValueError, AttributeError, KeyError):
            guard()
            active.append(name)
    return tuple(active)


def allow_cpu(cpu_seconds: int) -> None:
    """Let this process use `cpu_seconds` of processor time from now on; then the kernel ends it."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    allowed = math.ceil(usage.ru_utime + usage.ru_stime) + cpu_seconds
    resource.setrlimit(resource.RLIMIT_CPU, (allowed if hard == resource.RLIM_INFINITY else min(allowed, hard), hard))


def _limit(kind: int, value: int) -> None:
    resource.setrlimit(kind, (value, value))


def _limit_memory(memory_bytes: int) -> None:
    # Address space comes first: it is what every system knows.
    _limit(resource.RLIMIT_AS, memory_bytes + _MAPPED_BYTES)
    _limit(resource.RLIMIT_DATA, memory_bytes)


def _be_killed_first() -> None:
    Path("/proc/self/oom_score_adj").write_text("1000")


def _libc() -> ctypes.CDLL:
    if sys.platform != "linux":
        raise OSError("only Linux has these guards")
    return ctypes.CDLL(None, use_errno=True)


def _prctl(option: int, *values: int | ctypes.Structure) -> None:
    arguments: list[object] = [
        ctypes.c_ulong(value) if isinstance(value, int) else ctypes.byref(value) for value in values
    ]
    arguments += [ctypes.c_ulong(0)] * (4 - len(arguments))
    _checked(_libc().prctl(option, *arguments))


def _own_network() -> None:
    """A network of its own, without any interface: nothing can be reached from it."""
    _checked(_libc().unshare(_CLONE_NEWUSER | _CLONE_NEWNET))


def _checked(result: int) -> None:
    if result != 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


class _Program(ctypes.Structure):
    """A program for the kernel's filter machine: how many steps, and where they are."""

    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_char_p))


def _refuse_system_calls() -> None:
    program = filter_program(platform.machine(), os.getpid())
    _prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, _Program(len(program) // STEP_BYTES, program))
