"""HostileFile: one file made to hurt, and the helpers that its makers share."""

from __future__ import annotations

import random
import zlib
from collections.abc import Callable
from dataclasses import dataclass

MB = 1 << 20


@dataclass(frozen=True)
class HostileFile:
    """A file that is made anew, byte for byte the same, whenever it is needed.

    `small` ones belong to the part that runs with every test. `file_name` is how it lies in the inbox.
    """

    kind: str
    name: str
    make: Callable[[], bytes]
    small: bool = False
    file_name: str = ""

    @property
    def id(self) -> str:
        """Kind and name."""
        return f"{self.kind}/{self.name}"


def noise(count: int, seed: int = 1) -> bytes:
    """So many bytes that mean nothing."""
    return random.Random(seed).randbytes(count)


def packed(size: int, fill: bytes = b"\0", bits: int = 15) -> bytes:
    """`size` times one byte, packed; without ever holding it whole."""
    packer = zlib.compressobj(9, zlib.DEFLATED, bits)
    piece = fill * MB
    return b"".join(packer.compress(piece) for _ in range(size // MB)) + packer.flush()


def cut(data: bytes, share: float) -> bytes:
    """The first part of `data`."""
    return data[: int(len(data) * share)]


def flipped(data: bytes, count: int, seed: int = 1) -> bytes:
    """`data` with so many bytes changed at places that look random."""
    chance = random.Random(seed)
    changed = bytearray(data)
    for _ in range(count):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)
