"""Signing: one Ed25519 signature over a bundle's checksums, so that a box needs nothing but `openssl` to trust it."""

from __future__ import annotations

from pathlib import Path

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from edge_deploy.files import write_whole
from pipelines.errors import OperatorError, UsageError

_BY_HAND = "Make a pair with: lodge deploy bundle --new-key FILE"


def new_key(path: Path) -> Path:
    """Make a key pair: the private key at `path`, readable by its owner alone, the public one returned beside it.

    UsageError where either is there: whoever overwrites a key can no longer update the boxes that trust it.
    """
    public = public_place(path)
    for place in (path, public):
        if place.exists():
            raise UsageError(f"{place} is there already. Give another name, or move it away first.")
    key = Ed25519PrivateKey.generate()
    write_whole(path, _private_text(key), 0o600)
    write_whole(public, _public_text(key.public_key()))
    return public


def public_place(path: Path) -> Path:
    """Where the public half of the key at `path` lies."""
    return path.with_name(f"{path.name}.pub")


def read_key(path: Path) -> Ed25519PrivateKey:
    """The private key of a file that nobody but its owner can read."""
    text = _bytes(path)
    if path.stat().st_mode & 0o077:
        raise OperatorError(f"{path} can be read by others than its owner. Mend that with: chmod 600 {path}")
    try:
        key = serialization.load_pem_private_key(text, None)
    except TypeError:
        raise UsageError(f"{path} has a passphrase. Leave --key out, and sign SHA256SUMS with openssl.") from None
    except (ValueError, UnsupportedAlgorithm):
        raise UsageError(f"{path} is no private key. {_BY_HAND}") from None
    if not isinstance(key, Ed25519PrivateKey):
        raise UsageError(f"{path} is not an Ed25519 key. {_BY_HAND}")
    return key


def read_public_key(path: Path) -> Ed25519PublicKey:
    """The public key of a file."""
    try:
        key = serialization.load_pem_public_key(_bytes(path))
    except (ValueError, UnsupportedAlgorithm):
        key = None
    if not isinstance(key, Ed25519PublicKey):
        raise UsageError(f"{path} is no Ed25519 public key. It is the file with .pub at its end.")
    return key


def sign(key: Ed25519PrivateKey, content: bytes) -> bytes:
    """The signature of `content`: 64 bytes, the same each time."""
    return key.sign(content)


def is_signed(key: Ed25519PublicKey, content: bytes, signature: bytes) -> bool:
    """Whether `signature` was made over `content` by the private half of `key`."""
    try:
        key.verify(signature, content)
    except InvalidSignature:
        return False
    return True


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise OperatorError(f"{path} cannot be read: {error.strerror}.") from None


def _private_text(key: Ed25519PrivateKey) -> str:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()


def _public_text(key: Ed25519PublicKey) -> str:
    return key.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo).decode()
