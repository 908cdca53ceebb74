"""Signatures of bundles: openssl, which is all that a box has, agrees with ours."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from edge_deploy.signing import is_signed, new_key, read_key, read_public_key, sign
from pipelines.errors import OperatorError, UsageError

needs_openssl = pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not here.")


def openssl(*words: str | Path) -> int:
    done = subprocess.run(["openssl", "pkeyutl", *map(str, words)], capture_output=True, check=False)
    return done.returncode


@needs_openssl
@pytest.mark.parametrize("ours", [True, False], ids=["signed by Lodge", "signed by openssl"])
def test_openssl_and_lodge_take_each_others_signatures_and_no_changed_content(tmp_path: Path, ours: bool) -> None:
    key, content, signature = tmp_path / "key", tmp_path / "content", tmp_path / "signature"
    public = new_key(key)
    content.write_bytes(b"sums\n")
    if ours:
        signature.write_bytes(sign(read_key(key), content.read_bytes()))
    else:
        assert openssl("-sign", "-rawin", "-inkey", key, "-in", content, "-out", signature) == 0
    words = ("-verify", "-pubin", "-inkey", public, "-rawin", "-in", content, "-sigfile", signature)
    assert openssl(*words) == 0
    assert is_signed(read_public_key(public), content.read_bytes(), signature.read_bytes())
    content.write_bytes(b"sumz\n")
    assert openssl(*words) != 0
    assert not is_signed(read_public_key(public), content.read_bytes(), signature.read_bytes())


def test_another_key_is_not_taken(tmp_path: Path) -> None:
    new_key(tmp_path / "one")
    other = read_public_key(new_key(tmp_path / "two"))
    assert not is_signed(other, b"x", sign(read_key(tmp_path / "one"), b"x"))
    assert not is_signed(other, b"x", b"")


def test_a_new_key_is_its_owners_and_overwrites_none(tmp_path: Path) -> None:
    public = new_key(tmp_path / "key")
    assert (tmp_path / "key").stat().st_mode & 0o777 == 0o600
    assert b"PRIVATE" not in public.read_bytes()
    with pytest.raises(UsageError, match="is there already"):
        new_key(tmp_path / "key")
    (tmp_path / "key").unlink()
    with pytest.raises(UsageError, match=r"key\.pub is there already"):
        new_key(tmp_path / "key")


def _pem(key: Ed25519PrivateKey | ec.EllipticCurvePrivateKey, passphrase: bytes | None = None) -> bytes:
    lock = serialization.BestAvailableEncryption(passphrase) if passphrase else serialization.NoEncryption()
    return key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, lock)


@pytest.mark.parametrize(
    ("content", "mode", "error", "words"),
    [
        (_pem(Ed25519PrivateKey.generate()), 0o640, OperatorError, "chmod 600"),
        (_pem(ec.generate_private_key(ec.SECP256R1())), 0o600, UsageError, "not an Ed25519 key"),
        (_pem(Ed25519PrivateKey.generate(), b"secret"), 0o600, UsageError, "passphrase"),
        (b"nothing", 0o600, UsageError, "no private key"),
    ],
    ids=["open to the group", "of another kind", "locked", "no key"],
)  # fmt: skip
def test_a_key_that_cannot_sign_is_told_in_one_line(
    tmp_path: Path, content: bytes, mode: int, error: type[Exception], words: str
) -> None:
    (tmp_path / "key").write_bytes(content)
    (tmp_path / "key").chmod(mode)
    with pytest.raises(error, match=words) as seen:
        read_key(tmp_path / "key")
    assert "\n" not in str(seen.value)


def test_a_private_key_is_no_public_one_and_a_missing_file_is_named(tmp_path: Path) -> None:
    new_key(tmp_path / "key")
    with pytest.raises(UsageError, match=r"\.pub at its end"):
        read_public_key(tmp_path / "key")
    with pytest.raises(OperatorError, match="cannot be read"):
        read_key(tmp_path / "none")
