"""What may keep document bytes from being kept, or from coming back."""

from __future__ import annotations

import errno

from pipelines.errors import OperatorError

FULL = (errno.ENOSPC, errno.EDQUOT)


class DiskFullError(OperatorError):
    """The disk is full; nothing was stored, and files stay in the inbox."""

    def __init__(self) -> None:
        super().__init__("The disk is full: files stay in the inbox until there is room. Free some space.")


class StoreAwayError(OperatorError):
    """The document store does not answer or takes nothing; it is tried again, and files stay in the inbox."""


class BlobLostError(OperatorError):
    """A document that was kept is gone or damaged."""
