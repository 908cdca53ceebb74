"""Codec: the one door through which values, file names and document bytes go to disk and come back."""

from __future__ import annotations

from typing import Protocol


class Codec(Protocol):
    """Seals and opens bytes with the key of a slot: one slot per claim, so that its key can be thrown away alone."""

    def seal(self, slot: str, data: bytes) -> bytes:
        """`data` as it may lie on disk."""
        ...

    def open(self, slot: str, sealed: bytes) -> bytes:
        """What `seal` was given."""
        ...


class Identity:
    """Seals nothing: bytes lie on disk as they are."""

    def seal(self, slot: str, data: bytes) -> bytes:
        """`data` itself."""
        return data

    def open(self, slot: str, sealed: bytes) -> bytes:
        """`sealed` itself."""
        return sealed


IDENTITY = Identity()
