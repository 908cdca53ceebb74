"""Keeper: what a place must do to hold document bytes."""

from __future__ import annotations

from typing import Protocol


class Keeper(Protocol):
    """Sealed bytes by the digest of their content. What `write` or `has` has confirmed survives a power cut."""

    name: str  # as an error may call it

    def has(self, sha256: str) -> bool:
        """Whether these bytes are here, for good."""
        ...

    def read(self, sha256: str) -> bytes | None:
        """The sealed bytes, or None where they are not here."""
        ...

    def write(self, sha256: str, sealed: bytes) -> None:
        """Keep the sealed bytes, whole or not at all; writing them again changes nothing."""
        ...

    def check(self) -> None:
        """Raise OperatorError, with what to do, where nothing could be kept now."""
        ...

    def clear_parts(self, before: float) -> None:
        """Remove what writes that were cut off have left, where it is older than `before` (seconds since 1970)."""
        ...

    def close(self) -> None:
        """Give connections back."""
        ...
