"""Owning: which of the processes that read again are alive, told by locks that end with them."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

FOLDER = "reprocess"
_LOCK = ".lock"


@contextmanager
def an_owner(home: Path) -> Iterator[str]:
    """A new id for this process; others on this machine can tell that it lives until the block ends."""
    folder = home / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    owner = str(uuid4())
    path = folder / f"{owner}{_LOCK}"
    with path.open("x") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        try:
            yield owner
        finally:
            path.unlink(missing_ok=True)


def is_alive(home: Path, owner: str) -> bool:
    """Whether the process of this id still runs; what a killed one left behind is cleared away."""
    path = home / FOLDER / f"{owner}{_LOCK}"
    try:
        handle = os.open(path, os.O_RDONLY)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return True
    else:
        path.unlink(missing_ok=True)
        return False
    finally:
        os.close(handle)
