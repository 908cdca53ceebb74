"""Blobs: the only keeper of document bytes, each named by the SHA-256 of its content."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from agent.blobs.faults import FULL, BlobLostError, DiskFullError, StoreAwayError
from agent.blobs.folder import Folder, sync_folder
from agent.blobs.keeper import Keeper
from agent.codec import IDENTITY, Codec

if TYPE_CHECKING:
    from agent.settings import Settings

__all__ = ["FULL", "BlobLostError", "Blobs", "DiskFullError", "StoreAwayError", "open_blobs", "sync_folder"]


class Blobs:
    """The door to a keeper of contents. Several threads and processes may use it."""

    def __init__(self, keeper: Keeper, codec: Codec = IDENTITY) -> None:
        self._keeper = keeper
        self._codec = codec

    def put(self, data: bytes | Path) -> str:
        """Keep the bytes, or a file's, and return their SHA-256: what it has returned is kept for good.

        Raises DiskFullError where there is no room, StoreAwayError where the keeper cannot be had: nothing is kept.
        """
        content = data if isinstance(data, bytes) else data.read_bytes()
        sha256 = hashlib.sha256(content).hexdigest()
        if not self._keeper.has(sha256):
            self._keeper.write(sha256, self._codec.seal(sha256, content))
        return sha256

    def get(self, sha256: str) -> bytes:
        """The bytes of this digest; BlobLostError where they are not here, or are not what they were."""
        sealed = self._keeper.read(sha256)
        if sealed is None:
            raise BlobLostError(
                f"The document {sha256[:12]}… is missing from {self._keeper.name}. Restore it from a copy."
            )
        content = self._codec.open(sha256, sealed)
        if hashlib.sha256(content).hexdigest() != sha256:
            raise BlobLostError(
                f"The document {sha256[:12]}… in {self._keeper.name} is damaged. Restore it from a copy."
            )
        return content

    def has(self, sha256: str) -> bool:
        """Whether these bytes are here."""
        return self._keeper.has(sha256)

    def check(self) -> None:
        """Raise OperatorError, with what to do, where nothing could be kept now."""
        self._keeper.check()

    def clear_parts(self, before: float) -> None:
        """Remove what writes that were cut off have left, where it is older than `before` (seconds since 1970)."""
        self._keeper.clear_parts(before)

    def close(self) -> None:
        """Give the keeper's connections back."""
        self._keeper.close()


def open_blobs(settings: Settings, codec: Codec = IDENTITY) -> Blobs:
    """The keeper that the settings name; OperatorError where they do not fit. A store that is down may be up later."""
    if settings.blobs == "folder":
        return Blobs(Folder(settings.home / "blobs"), codec)
    from agent.blobs.s3 import open_s3

    return Blobs(open_s3(settings), codec)
