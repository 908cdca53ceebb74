"""Blobs: the only keeper of document bytes, each named by the SHA-256 of its content."""

from __future__ import annotations

import errno
import hashlib
import os
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

from agent.codec import IDENTITY, Codec
from pipelines.errors import OperatorError

_PART = ".part-"
FULL = (errno.ENOSPC, errno.EDQUOT)


class DiskFullError(OperatorError):
    """The disk is full; nothing was stored, and files stay in the inbox."""

    def __init__(self) -> None:
        super().__init__("The disk is full: files stay in the inbox until there is room. Free some space.")


class Blobs:
    """A folder of contents. What `put` has returned survives a power cut; several threads and processes may use it."""

    def __init__(self, folder: Path, codec: Codec = IDENTITY) -> None:
        self._folder = folder
        self._codec = codec
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    def put(self, data: bytes | Path) -> str:
        """Store the bytes, or a file's, and return their SHA-256; DiskFullError where there is no room."""
        content = data if isinstance(data, bytes) else data.read_bytes()
        sha256 = hashlib.sha256(content).hexdigest()
        place = self._place(sha256)
        if not place.exists():
            try:
                self._write(place, self._codec.seal(sha256, content))
            except OSError as error:
                if error.errno in FULL:
                    raise DiskFullError from None
                raise
        # Also where it was there before: the process that wrote it may have ended before it came to this.
        sync_folder(place.parent)
        return sha256

    def get(self, sha256: str) -> bytes:
        """The bytes of this digest; OperatorError where they are not here, or are not what they were."""
        try:
            content = self._codec.open(sha256, self._place(sha256).read_bytes())
        except FileNotFoundError:
            raise OperatorError(
                f"The document {sha256[:12]}… is missing from blobs/. Restore it from a copy."
            ) from None
        if hashlib.sha256(content).hexdigest() != sha256:
            raise OperatorError(f"The document {sha256[:12]}… in blobs/ is damaged. Restore it from a copy.")
        return content

    def has(self, sha256: str) -> bool:
        """Whether these bytes are here."""
        return self._place(sha256).exists()

    def clear_parts(self, before: float) -> None:
        """Remove what writes that were cut off have left, where it is older than `before` (seconds since 1970)."""
        for path in self._folder.glob(f"*/{_PART}*"):
            with suppress(FileNotFoundError):
                if path.stat().st_mtime < before:
                    path.unlink()

    def _place(self, sha256: str) -> Path:
        return self._folder / sha256[:2] / sha256

    def _write(self, place: Path, sealed: bytes) -> None:
        if not place.parent.exists():
            place.parent.mkdir(mode=0o700, exist_ok=True)
            sync_folder(self._folder)
        part = place.with_name(f"{_PART}{uuid4().hex}")
        try:
            with part.open("xb") as file:
                os.fchmod(file.fileno(), 0o600)
                file.write(sealed)
                file.flush()
                os.fsync(file.fileno())
            part.replace(place)
        except BaseException:
            with suppress(OSError):
                part.unlink(missing_ok=True)
            raise


def sync_folder(folder: Path) -> None:
    """Make the names in a folder survive a power cut, not only the files' contents."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
