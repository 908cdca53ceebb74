"""A release: the same bytes twice, a signature that openssl knows, and no changed byte that goes unseen."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from agent import __version__
from edge_deploy.licences import PROJECT
from edge_deploy.release import main, make_release
from edge_deploy.signing import new_key
from pipelines.errors import OperatorError, UsageError

pytestmark = pytest.mark.skipif(
    not (PROJECT / "requirements.lock").is_file(), reason="a release is made of a checkout, not of the wheel"
)
EPOCH = 1795392000
WHEEL, BILL = f"lodge-{__version__}-py3-none-any.whl", f"lodge-{__version__}.cdx.json"
VERIFY = "openssl pkeyutl -verify -pubin -inkey {key} -rawin -in SHA256SUMS -sigfile SHA256SUMS.sig"


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("keys") / "release"
    new_key(place)
    return place


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory, key: Path) -> Path:
    folder = tmp_path_factory.mktemp("release")
    image = folder / "lodge-image.tar"
    image.write_bytes(b"layers")
    make_release(folder / "out", EPOCH, (image,), key)
    return folder / "out"


def trusted(folder: Path, key: Path) -> bool:
    """Whether the two commands of docs/compliance/support.md both say so."""
    if shutil.which("openssl") is None or shutil.which("sha256sum") is None:
        pytest.skip("openssl and sha256sum are needed")
    commands = [VERIFY.format(key=f"{key}.pub").split(), ["sha256sum", "--check", "--quiet", "SHA256SUMS"]]
    done = [subprocess.run(command, cwd=folder, capture_output=True, check=False) for command in commands]
    return all(one.returncode == 0 for one in done)


def test_a_release_holds_its_parts_and_is_trusted(release: Path, key: Path) -> None:
    names = {place.name for place in release.iterdir()}
    assert names == {
        WHEEL, BILL, "lodge-image.tar", "LICENSE", "NOTICE", "SECURITY.md",
        "requirements.lock", "licences.md", "SHA256SUMS", "SHA256SUMS.sig",
    }  # fmt: skip
    assert trusted(release, key)


@pytest.mark.parametrize("name", [WHEEL, BILL, "SHA256SUMS"])
def test_one_changed_byte_is_seen(release: Path, key: Path, tmp_path: Path, name: str) -> None:
    changed = tmp_path / "changed"
    shutil.copytree(release, changed)
    data = bytearray((changed / name).read_bytes())
    data[0] ^= 1
    (changed / name).write_bytes(data)
    assert not trusted(changed, key)


def test_another_key_is_not_trusted(release: Path, tmp_path: Path) -> None:
    new_key(tmp_path / "thief")
    assert not trusted(release, tmp_path / "thief")


def test_the_same_checkout_gives_the_same_bytes(release: Path, key: Path, tmp_path: Path) -> None:
    make_release(tmp_path / "again", EPOCH, (release / "lodge-image.tar",), key)
    for place in release.iterdir():
        assert place.read_bytes() == (tmp_path / "again" / place.name).read_bytes(), place.name


def test_what_cannot_be_a_release_is_said(release: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="not empty"):
        make_release(release, EPOCH)
    with pytest.raises(OperatorError, match="cannot be read"):
        make_release(tmp_path / "none", EPOCH, (), tmp_path / "no-key")
    assert not (tmp_path / "none").exists()
    twice = tmp_path / "NOTICE"
    twice.write_text("another")
    with pytest.raises(UsageError, match="are called NOTICE"):
        make_release(tmp_path / "two", EPOCH, (twice,))


def test_without_a_key_the_command_says_how_to_sign(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["--out", str(tmp_path / "out"), "--epoch", str(EPOCH)])
    assert result.exit_code == 0 and "openssl pkeyutl -sign" in result.stderr
    assert not (tmp_path / "out" / "SHA256SUMS.sig").exists()
