"""System calls that reading a document never needs, and the kernel's filter program that refuses them."""

from __future__ import annotations

import os
import struct

_ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}  # as the kernel's audit names them
_X32 = 0x40000000  # calls from here on are x86-64's second table, and the same calls once more
_LOAD, _IF_EQUAL, _IF_AT_LEAST, _IF_ANY_BIT, _GIVE = 0x20, 0x15, 0x35, 0x45, 0x06
_ARGUMENTS = 16  # where a call's arguments begin, eight bytes each
_REFUSED_STEP = -1
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050001  # refused calls fail with EPERM
_STEP = struct.Struct("=HBBI")
STEP_BYTES = _STEP.size

# Name: number on x86_64, number on aarch64 (None: it has no such call).
_REFUSED: dict[str, tuple[int | None, int | None]] = {
    # the network
    "socket": (41, 198),
    "socketpair": (53, 199),
    "connect": (42, 203),
    "bind": (49, 200),
    "listen": (50, 201),
    "accept": (43, 202),
    "accept4": (288, 242),
    "sendto": (44, 206),
    "sendmsg": (46, 211),
    "sendmmsg": (307, 269),
    # other processes
    "clone": (56, 220),
    "clone3": (435, 435),
    "fork": (57, None),
    "vfork": (58, None),
    "execve": (59, 221),
    "execveat": (322, 281),
    "kill": (62, 129),
    "tkill": (200, 130),
    "rt_sigqueueinfo": (129, 138),
    "rt_tgsigqueueinfo": (297, 240),
    "pidfd_open": (434, 434),
    "pidfd_getfd": (438, 438),
    "pidfd_send_signal": (424, 424),
    "setpriority": (141, 140),
    "sched_setscheduler": (144, 119),
    "sched_setattr": (314, 274),
    "ioprio_set": (251, 30),
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    # files
    "truncate": (76, 45),
    "ftruncate": (77, 46),
    "openat2": (437, 437),  # tells what it wants in memory, where a filter cannot look
    "creat": (85, None),
    "rename": (82, None),
    "renameat": (264, 38),
    "renameat2": (316, 276),
    "mkdir": (83, None),
    "mkdirat": (258, 34),
    "rmdir": (84, None),
    "unlink": (87, None),
    "unlinkat": (263, 35),
    "link": (86, None),
    "linkat": (265, 37),
    "symlink": (88, None),
    "symlinkat": (266, 36),
    "mknod": (133, None),
    "mknodat": (259, 33),
    "chmod": (90, None),
    "fchmodat": (268, 53),
    "chown": (92, None),
    "fchownat": (260, 54),
    "fchmod": (91, 52),
    "fchown": (93, 55),
    "lchown": (94, None),
    "fallocate": (285, 47),
    "utimensat": (280, 88),
    "setxattr": (188, 5),
    "lsetxattr": (189, 6),
    "fsetxattr": (190, 7),
    "open_by_handle_at": (304, 265),
    # memory that outlives the process
    "shmget": (29, 194),
    "semget": (64, 190),
    "msgget": (68, 186),
    "mq_open": (240, 180),
    "memfd_create": (319, 279),
    # the system
    "mount": (165, 40),
    "umount2": (166, 39),
    "pivot_root": (155, 41),
    "chroot": (161, 51),
    "unshare": (272, 97),
    "setns": (308, 268),
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "userfaultfd": (323, 282),
    "io_uring_setup": (425, 425),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "keyctl": (250, 219),
}

# Files may be opened, but not to be written: the numbers of open and openat, and which argument holds the flags.
_OPENING: dict[tuple[int | None, int | None], int] = {(2, None): 1, (257, 56): 2}
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
# What a process may do to itself and to no other: the call, and whether 0 is its name for itself; its pid always is.
_TO_ITSELF: dict[str, tuple[tuple[int, int], bool]] = {
    "tgkill": ((234, 131), False),  # how a process aborts
    "prlimit64": ((302, 261), True),
    "sched_setaffinity": ((203, 122), True),
}


def filter_program(machine: str, pid: int) -> bytes:
    """The filter for process `pid` on this machine's kernel; KeyError where the numbers of its calls are not known."""
    architecture = _ARCHITECTURES[machine]
    column = list(_ARCHITECTURES).index(machine)
    refused = [number for numbers in _REFUSED.values() if (number := numbers[column]) is not None]
    steps = [(_IF_EQUAL, _REFUSED_STEP, 0, number) for number in refused]
    for call, argument in _OPENING.items():
        number = call[column]
        if number is not None:
            steps += [
                (_IF_EQUAL, 0, 3, number),
                (_LOAD, 0, 0, _ARGUMENTS + 8 * argument),
                (_IF_ANY_BIT, _REFUSED_STEP, 0, _WRITING),
                (_GIVE, 0, 0, _ALLOW),
            ]
    for numbers, zero_too in _TO_ITSELF.values():
        steps += [
            (_IF_EQUAL, 0, 4, numbers[column]),
            (_LOAD, 0, 0, _ARGUMENTS),
            (_IF_EQUAL, 1, 0, pid),
            (_IF_EQUAL, 0, _REFUSED_STEP, 0 if zero_too else pid),
            (_GIVE, 0, 0, _ALLOW),
        ]
    return _assembled(
        [
            (_LOAD, 0, 0, 4),  # the architecture that the call is made for
            (_IF_EQUAL, 0, _REFUSED_STEP, architecture),
            (_LOAD, 0, 0, 0),  # the call's number
            (_IF_AT_LEAST, _REFUSED_STEP, 0, _X32),
            *steps,
            (_GIVE, 0, 0, _ALLOW),
            (_GIVE, 0, 0, _REFUSE),
        ]
    )


def _assembled(steps: list[tuple[int, int, int, int]]) -> bytes:
    """The steps as bytes; jumps are told as distances, and those to _REFUSED_STEP go to the last step."""
    last = len(steps) - 1

    def distance(jump: int, place: int) -> int:
        return last - place - 1 if jump == _REFUSED_STEP else jump

    return b"".join(
        _STEP.pack(code, distance(true, place), distance(false, place), value)
        for place, (code, true, false, value) in enumerate(steps)
    )
