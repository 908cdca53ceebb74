"""Password hashes of the review page's users: scrypt, salted, with their cost written beside them."""

from __future__ import annotations

import hashlib
import hmac
import secrets

# OWASP's figures for scrypt; N is the memory cost, 16 MiB here, and p makes up for the time.
_N, _R, _P = 2**14, 8, 5
_UNKNOWN = f"scrypt${_N}${_R}${_P}${'00' * 16}${'00' * 32}"


def hash_password(password: str) -> str:
    """A salted hash of `password`, to be kept instead of it."""
    salt = secrets.token_bytes(16)
    return f"scrypt${_N}${_R}${_P}${salt.hex()}${_scrypt(password, salt, (_N, _R, _P)).hex()}"


def verify_password(password: str, kept: str | None) -> bool:
    """Whether `password` is the one behind `kept`; takes as long where there is no such user (None)."""
    _, n, r, p, salt, digest = (kept or _UNKNOWN).split("$")
    given = _scrypt(password, bytes.fromhex(salt), (int(n), int(r), int(p)))
    return hmac.compare_digest(given, bytes.fromhex(digest)) and kept is not None


def _scrypt(password: str, salt: bytes, cost: tuple[int, int, int]) -> bytes:
    n, r, p = cost
    return hashlib.scrypt(password.encode(), salt=salt, n=n, r=r, p=p, maxmem=256 * n * r, dklen=32)
