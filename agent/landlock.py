"""Landlock: the kernel's way to let a process open the files of its own programs and no others, and reach nobody."""

from __future__ import annotations

import ctypes
import errno
import os
import struct
from collections.abc import Iterable
from pathlib import Path

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446  # system calls, the same on every machine
_ASK_VERSION = 1
_PATH_BENEATH = 1
_EVERY_RIGHT = (1 << 13) - 1  # of the first version, which every kernel with Landlock knows
_LATER_RIGHTS = {2: 1 << 13, 3: 1 << 14, 5: 1 << 15}  # by version: moving between folders, truncating, device calls
_EVERY_PORT = 0b11  # to listen on, to connect to
_NETWORK_VERSION, _SCOPE_VERSION = 4, 6
_EVERY_SCOPE = 0b11  # abstract sockets of other programs, signals to them
_EXECUTE, _READ_FILE, _READ_FOLDER = 1 << 0, 1 << 2, 1 << 3


def read_only_from(folders: Iterable[Path]) -> None:
    """From now on this process can open files in `folders` to read, and nothing else; OSError where Landlock is not on.

    It needs no privilege, but the process must have given up gaining any.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    version = _version(libc)
    rights = _EVERY_RIGHT | sum(right for since, right in _LATER_RIGHTS.items() if version >= since)
    rules = _ruleset(libc, struct.pack("=Q", rights))
    try:
        for folder in folders:
            try:
                place = os.open(folder, os.O_PATH | os.O_DIRECTORY | os.O_CLOEXEC)
            except OSError:
                continue  # not there, or closed to this user: it reads nothing there anyway
            rule = struct.pack("=Qi", _EXECUTE | _READ_FILE | _READ_FOLDER, place)
            _checked(libc.syscall(_ADD_RULE, rules, _PATH_BENEATH, rule, 0))
            os.close(place)
        _checked(libc.syscall(_RESTRICT_SELF, rules, 0))
    finally:
        os.close(rules)


def no_connections() -> None:
    """From now on this process can open no port and reach none; OSError where this kernel's Landlock knows no ports."""
    libc = ctypes.CDLL(None, use_errno=True)
    version = _version(libc)
    if version < _NETWORK_VERSION:
        raise OSError(errno.EOPNOTSUPP, "Landlock without ports")
    scopes = struct.pack("=Q", _EVERY_SCOPE) if version >= _SCOPE_VERSION else b""
    rules = _ruleset(libc, struct.pack("=QQ", 0, _EVERY_PORT) + scopes)
    try:
        _checked(libc.syscall(_RESTRICT_SELF, rules, 0))
    finally:
        os.close(rules)


def _version(libc: ctypes.CDLL) -> int:
    return _checked(libc.syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), _ASK_VERSION))


def _ruleset(libc: ctypes.CDLL, attributes: bytes) -> int:
    return _checked(libc.syscall(_CREATE_RULESET, attributes, ctypes.c_size_t(len(attributes)), 0))


def _checked(result: int) -> int:
    if result < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return result
