"""Reads a GGUF file of weights: what it says of the model, and each tensor's bytes, without copying them."""

from __future__ import annotations

import mmap
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipelines.errors import OperatorError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_MAGIC = b"GGUF"
_VERSIONS = (2, 3)
# GGUF's numbers for the types of a value, as struct knows them; 8 is a string, 9 a list.
_SCALARS = {0: "B", 1: "b", 2: "H", 3: "h", 4: "I", 5: "i", 6: "f", 7: "?", 10: "Q", 11: "q", 12: "d"}
_STRING, _LIST = 8, 9
_ALIGNMENT = 32  # where the file names no other

# Number of a layout -> its name, how many weights one block holds, and in how many bytes.
LAYOUTS = {
    0: ("F32", 1, 4),
    1: ("F16", 1, 2),
    2: ("Q4_0", 32, 18),
    6: ("Q5_0", 32, 22),
    8: ("Q8_0", 32, 34),
    12: ("Q4_K", 256, 144),
    14: ("Q6_K", 256, 210),
}


@dataclass(frozen=True)
class Tensor:
    """One tensor as it lies in the file: `rows` rows of `columns` weights, `blocks` its bytes, one row per block."""

    name: str
    layout: str
    rows: int
    columns: int
    blocks: NDArray[np.uint8]


class Gguf:
    """A GGUF file, mapped into memory; its pages are read when they are looked at."""

    def __init__(self, path: Path) -> None:
        """Read the head of `path`; OperatorError where it is no GGUF file or has a layout that is not known here."""
        try:
            with path.open("rb") as file:
                self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            self._at = 0
            self.facts, self._tensors = self._read_head()
        except (struct.error, ValueError, KeyError, UnicodeDecodeError):
            raise OperatorError(
                f"The weights {path.stem[:12]}… are no GGUF file that this engine can read. "
                "Check the file with: lodge models verify."
            ) from None

    def __contains__(self, name: str) -> bool:
        """Whether there is a tensor of this name."""
        return name in self._tensors

    def fact(self, name: str) -> Any:
        """What the file says of the model under its architecture's `name`, such as "block_count"."""
        return self.facts[f"{self.facts['general.architecture']}.{name}"]

    def tensor(self, name: str) -> Tensor:
        """The tensor of this name; KeyError where there is none."""
        import numpy as np

        shape, kind, offset = self._tensors[name]
        layout, weights, size = LAYOUTS[kind]
        columns = shape[0]
        rows = shape[1] if len(shape) > 1 else 1
        count = rows * columns // weights
        raw = np.frombuffer(self._map, np.uint8, count * size, offset)
        return Tensor(name, layout, rows, columns, raw.reshape(count, size))

    def _read_head(self) -> tuple[dict[str, Any], dict[str, tuple[tuple[int, ...], int, int]]]:
        if self._map[:4] != _MAGIC:
            raise ValueError
        self._at = 4
        version, tensors, facts = self._take("IQQ")
        if version not in _VERSIONS:
            raise ValueError
        known = {self._string(): self._value(self._take("I")[0]) for _ in range(facts)}
        found = {}
        for _ in range(tensors):
            name, (dimensions,) = self._string(), self._take("I")
            shape = self._take(f"{dimensions}Q")
            kind, offset = self._take("IQ")
            if kind not in LAYOUTS:
                raise ValueError
            found[name] = (shape, kind, offset)
        alignment = known.get("general.alignment", _ALIGNMENT)
        start = -(-self._at // alignment) * alignment
        return known, {name: (shape, kind, start + offset) for name, (shape, kind, offset) in found.items()}

    def _value(self, kind: int) -> Any:
        if kind == _STRING:
            return self._string()
        if kind != _LIST:
            return self._take(_SCALARS[kind])[0]
        inner, count = self._take("IQ")
        if inner in _SCALARS:
            return self._take(f"{count}{_SCALARS[inner]}")
        return [self._value(inner) for _ in range(count)]

    def _string(self) -> str:
        (length,) = self._take("Q")
        text = self._map[self._at : self._at + length].decode()
        self._at += length
        return text

    def _take(self, form: str) -> tuple[Any, ...]:
        packed = f"<{form}"
        values = struct.unpack_from(packed, self._map, self._at)
        self._at += struct.calcsize(packed)
        return values
