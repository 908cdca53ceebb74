"""Lets go of the pages of a file that some library has mapped: they are read again should anyone look at them."""

from __future__ import annotations

import ctypes
from pathlib import Path

_DONT_NEED = 4  # MADV_DONTNEED
_MAPS = Path("/proc/self/maps")


def let_go(path: Path) -> None:
    """Give back the memory that unchanged pages of `path` take here; nothing happens where this is not Linux."""
    try:
        lines = [line.split(maxsplit=5) for line in _MAPS.read_text().splitlines()]
        library = ctypes.CDLL(None)
        library.madvise.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int]
    except (OSError, AttributeError):
        return
    for line in lines:
        # A page that was written to would be lost: only mappings that cannot be written to are let go.
        if line[-1] == str(path.resolve()) and "w" not in line[1]:
            start, end = (int(edge, 16) for edge in line[0].split("-"))
            library.madvise(start, end - start, _DONT_NEED)
