"""Blobs: content in, content out, and nothing half-written, whatever keeps it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from branch import branch_settings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from s3_server import ACCESS, SECRET, S3Server

from agent.blobs import BlobLostError, Blobs, open_blobs
from agent.codec import IDENTITY, Codec


class Shifted:
    """A codec that changes what lies on disk."""

    def seal(self, slot: str, data: bytes) -> bytes:
        return bytes(255 - byte for byte in data)

    def open(self, slot: str, sealed: bytes) -> bytes:
        return bytes(255 - byte for byte in sealed)


class Kept:
    """A keeper of either kind, and the folder in which its bytes come to lie in the end."""

    def __init__(self, root: Path, opener: Callable[[Codec], Blobs]) -> None:
        self.root = root
        self.open = opener

    def files(self) -> list[Path]:
        """What is kept, as files."""
        return [path for path in self.root.rglob("*") if path.is_file()]


@pytest.fixture(params=["folder", pytest.param("s3", marks=pytest.mark.s3)])
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Kept]:
    """Both kinds of keeper: this disk, and a real S3 server."""
    home = tmp_path / "home"
    if request.param == "folder":
        yield Kept(home / "blobs", lambda codec: open_blobs(branch_settings(home), codec))
        return
    server = S3Server(tmp_path)
    bucket = server.make_bucket("claims")
    server.start()
    address = {"s3_endpoint": server.url, "s3_access_key": ACCESS, "s3_secret_key": SECRET}
    changed = branch_settings(home, blobs="s3://claims/leeds/north", **address)
    yield Kept(bucket, lambda codec: open_blobs(changed, codec))
    server.stop()


def test_what_goes_in_comes_out_under_its_digest(kept: Kept, tmp_path: Path) -> None:
    blobs = kept.open(IDENTITY)
    (tmp_path / "file").write_bytes(b"from a file")
    for data, handed in ((b"bytes", b"bytes"), (b"from a file", tmp_path / "file"), (b"", b"")):
        sha256 = blobs.put(handed)
        assert sha256 == hashlib.sha256(data).hexdigest()
        assert blobs.has(sha256)
        assert blobs.get(sha256) == data
        assert blobs.put(handed) == sha256
    assert not blobs.has("0" * 64)
    assert len(kept.files()) == 3
    again = kept.open(IDENTITY)
    assert again.get(hashlib.sha256(b"bytes").hexdigest()) == b"bytes"


def test_any_bytes_come_back(kept: Kept) -> None:
    blobs = kept.open(IDENTITY)

    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.binary(max_size=1 << 17))
    def whatever(data: bytes) -> None:
        assert blobs.get(blobs.put(data)) == data

    whatever()


def test_bytes_pass_through_the_codec(kept: Kept) -> None:
    blobs = kept.open(Shifted())
    sha256 = blobs.put(b"raw data")
    (file,) = kept.files()
    assert file.read_bytes() == Shifted().seal(sha256, b"raw data")
    assert blobs.get(sha256) == b"raw data"


def test_both_kinds_lay_contents_out_alike(kept: Kept) -> None:
    sha256 = kept.open(IDENTITY).put(b"whole")
    (file,) = kept.files()
    assert file.parts[-2:] == (sha256[:2], sha256)


def test_damage_and_loss_are_noticed(kept: Kept) -> None:
    blobs = kept.open(IDENTITY)
    sha256 = blobs.put(b"whole")
    (file,) = kept.files()
    file.write_bytes(b"hole")
    with pytest.raises(BlobLostError, match="damaged"):
        blobs.get(sha256)
    file.unlink()
    for lost in (sha256, "0" * 64):
        with pytest.raises(BlobLostError, match="missing"):
            blobs.get(lost)


def test_clearing_leaves_what_is_kept(kept: Kept) -> None:
    blobs = kept.open(IDENTITY)
    sha256 = blobs.put(b"whole")
    blobs.clear_parts(before=2.0**40)
    assert blobs.get(sha256) == b"whole"


def test_a_keeper_that_works_passes_its_check(kept: Kept) -> None:
    blobs = kept.open(IDENTITY)
    blobs.check()
    blobs.close()
