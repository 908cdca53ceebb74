"""Blobs in a folder: whose they are, a full disk, and what a cut-off write leaves."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from pathlib import Path

import pytest

from agent.blobs import Blobs, DiskFullError
from agent.blobs.folder import Folder


def test_bytes_are_the_owners_alone(tmp_path: Path) -> None:
    Blobs(Folder(tmp_path / "blobs")).put(b"raw data")
    (kept,) = (path for path in (tmp_path / "blobs").rglob("*") if path.is_file())
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "blobs").stat().st_mode) == 0o700


def test_a_full_disk_is_said_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blobs = Blobs(Folder(tmp_path / "blobs"))

    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    (tmp_path / "blobs" / hashlib.sha256(b"x").hexdigest()[:2]).mkdir()
    with pytest.raises(DiskFullError, match="disk is full"):
        blobs.put(b"x")
    assert [path for path in (tmp_path / "blobs").rglob("*") if path.is_file()] == []


def test_old_remains_of_writes_are_cleared_and_young_ones_are_not(tmp_path: Path) -> None:
    blobs = Blobs(Folder(tmp_path))
    sha256 = blobs.put(b"whole")
    part = tmp_path / sha256[:2] / ".part-1"
    part.write_bytes(b"half")
    blobs.clear_parts(before=part.stat().st_mtime - 1)
    assert part.exists()
    blobs.clear_parts(before=part.stat().st_mtime + 1)
    assert not part.exists()
    assert blobs.get(sha256) == b"whole"
