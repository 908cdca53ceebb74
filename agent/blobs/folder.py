"""Folder: document bytes on this machine's disk, one file per content."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

from agent.blobs.faults import FULL, DiskFullError
from pipelines.errors import OperatorError

_PART = ".part-"


class Folder:
    """A folder of contents, readable by its owner alone."""

    name = "blobs/"

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    def has(self, sha256: str) -> bool:
        """Whether these bytes are here, for good."""
        place = self._place(sha256)
        if not place.exists():
            return False
        # The process that wrote it may have ended before it came to this.
        sync_folder(place.parent)
        return True

    def read(self, sha256: str) -> bytes | None:
        """The sealed bytes, or None where they are not here."""
        try:
            return self._place(sha256).read_bytes()
        except FileNotFoundError:
            return None

    def write(self, sha256: str, sealed: bytes) -> None:
        """Keep the sealed bytes; DiskFullError where there is no room."""
        place = self._place(sha256)
        try:
            self._write(place, sealed)
        except OSError as error:
            if error.errno in FULL:
                raise DiskFullError from None
            raise
        sync_folder(place.parent)

    def check(self) -> None:
        """Raise OperatorError where the folder cannot be written to."""
        if not os.access(self._folder, os.R_OK | os.W_OK | os.X_OK):
            raise OperatorError(f"{self._folder} cannot be written to. Give it to the user that runs Lodge.")

    def clear_parts(self, before: float) -> None:
        """Remove what writes that were cut off have left, where it is older than `before` (seconds since 1970)."""
        for path in self._folder.glob(f"*/{_PART}*"):
            with suppress(FileNotFoundError):
                if path.stat().st_mtime < before:
                    path.unlink()

    def close(self) -> None:
        """Nothing is held open."""

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
