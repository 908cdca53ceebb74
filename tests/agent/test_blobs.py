"""Blobs: content in, content out, and nothing half-written."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from pathlib import Path

import pytest

from agent.blobs import Blobs, DiskFullError
from pipelines.errors import OperatorError


class Shifted:
    """A codec that changes what lies on disk."""

    def seal(self, slot: str, data: bytes) -> bytes:
        return bytes(255 - byte for byte in data)

    def open(self, slot: str, sealed: bytes) -> bytes:
        return bytes(255 - byte for byte in sealed)


def test_what_goes_in_comes_out_under_its_digest(tmp_path: Path) -> None:
    blobs = Blobs(tmp_path / "blobs")
    (tmp_path / "file").write_bytes(b"from a file")
    for data, given in ((b"bytes", b"bytes"), (b"from a file", tmp_path / "file"), (b"", b"")):
        sha256 = blobs.put(given)
        assert sha256 == hashlib.sha256(data).hexdigest()
        assert blobs.has(sha256)
        assert blobs.get(sha256) == data
        assert blobs.put(given) == sha256
    assert not blobs.has("0" * 64)


def test_bytes_pass_through_the_codec_and_are_the_owners_alone(tmp_path: Path) -> None:
    blobs = Blobs(tmp_path / "blobs", Shifted())
    sha256 = blobs.put(b"raw data")
    (kept,) = (path for path in (tmp_path / "blobs").rglob("*") if path.is_file())
    assert kept.read_bytes() != b"raw data"
    assert blobs.get(sha256) == b"raw data"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "blobs").stat().st_mode) == 0o700


def test_a_full_disk_is_said_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blobs = Blobs(tmp_path / "blobs")

    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    (tmp_path / "blobs" / hashlib.sha256(b"x").hexdigest()[:2]).mkdir()
    with pytest.raises(DiskFullError, match="disk is full"):
        blobs.put(b"x")
    assert [path for path in (tmp_path / "blobs").rglob("*") if path.is_file()] == []


def test_damage_and_loss_are_noticed(tmp_path: Path) -> None:
    blobs = Blobs(tmp_path)
    sha256 = blobs.put(b"whole")
    (tmp_path / sha256[:2] / sha256).write_bytes(b"hole")
    with pytest.raises(OperatorError, match="damaged"):
        blobs.get(sha256)
    with pytest.raises(OperatorError, match="missing"):
        blobs.get("0" * 64)


def test_old_remains_of_writes_are_cleared_and_young_ones_are_not(tmp_path: Path) -> None:
    blobs = Blobs(tmp_path)
    sha256 = blobs.put(b"whole")
    part = tmp_path / sha256[:2] / ".part-1"
    part.write_bytes(b"half")
    blobs.clear_parts(before=part.stat().st_mtime - 1)
    assert part.exists()
    blobs.clear_parts(before=part.stat().st_mtime + 1)
    assert not part.exists()
    assert blobs.get(sha256) == b"whole"
