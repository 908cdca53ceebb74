"""Writers: whether some process still has a file open for writing."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import signal


def someone_writes(handle: int) -> bool:
    """Whether a process of this machine may write to the file behind a read-only handle.

    Linux grants a read lease only on files that nobody has open for writing. Where it grants none at all (network
    shares, other people's files), the answer is False: an unchanged size has to do.
    """
    if not hasattr(fcntl, "F_SETLEASE"):
        return False
    try:
        # A writer that comes right now breaks the lease by a signal, whose default would end this process.
        fcntl.fcntl(handle, fcntl.F_SETSIG, signal.SIGURG)
        fcntl.fcntl(handle, fcntl.F_SETLEASE, fcntl.F_RDLCK)
    except OSError as error:
        return error.errno == errno.EAGAIN
    with contextlib.suppress(OSError):
        fcntl.fcntl(handle, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    return False
