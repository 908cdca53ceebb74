"""Landlock: the kernel's way to let a process open the files of its own programs and no others."""

from __future__ import annotations

import ctypes
import os
import struct
from collections.abc import Iterable
from pathlib import Path

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446  # system calls, the same on every machine
_PATH_BENEATH = 1
_EVERY_RIGHT = (1 << 13) - 1  # of the first version, which every kernel with Landlock knows
_EXECUTE, _READ_FILE, _READ_FOLDER = 1 << 0, 1 << 2, 1 << 3


def read_only_from(folders: Iterable[Path]) -> None:
    """From now on this process can open files in `folders` to read, and nothing else; OSError where Landlock is not on.

    It needs no privilege, but the process must have given up gaining any.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    attributes = struct.pack("=Q", _EVERY_RIGHT)
    rules = _checked(libc.syscall(_CREATE_RULESET, attributes, ctypes.c_size_t(len(attributes)), 0))
    try:
        for folder in folders:
            if folder.is_dir():
                place = os.open(folder, os.O_PATH | os.O_CLOEXEC)
                rule = struct.pack("=Qi", _EXECUTE | _READ_FILE | _READ_FOLDER, place)
                _checked(libc.syscall(_ADD_RULE, rules, _PATH_BENEATH, rule, 0))
                os.close(place)
        _checked(libc.syscall(_RESTRICT_SELF, rules, 0))
    finally:
        os.close(rules)


def _checked(result: int) -> int:
    if result < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return result
