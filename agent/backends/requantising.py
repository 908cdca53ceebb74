"""Weights of the layouts that GGUF files use, as eight-bit integers with one scale for each group of a row.

Layouts of four and five bits with one scale a block, and Q8_0, are carried over without loss; the K layouts are
rounded to the nearest of 255 steps of their group, which is finer than the steps they were stored in.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from agent.backends.gguf import Tensor

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Integers = NDArray[np.int8]

GROUP = 32
# Counts up whenever the same weights would come out otherwise: what was made by an earlier recipe is made anew.
RECIPE = 2
_STEPS = 127
_ROWS_AT_ONCE = 2048  # as floats, the widest matrix of a small model would not fit into a small box


def to_integers(tensor: Tensor) -> tuple[Integers, NDArray[np.float16]]:
    """The tensor as int8 [rows, groups, GROUP] and the scale of each group [rows, groups, 1]."""
    import numpy as np

    groups = tensor.columns // GROUP
    values = np.empty((tensor.rows, groups, GROUP), np.int8)
    scales = np.empty((tensor.rows, groups, 1), np.float16)
    blocks = tensor.blocks.reshape(tensor.rows, -1)
    exact = _EXACT.get(tensor.layout)
    for start in range(0, tensor.rows, _ROWS_AT_ONCE):
        some = slice(start, start + _ROWS_AT_ONCE)
        part = blocks[some].reshape(-1, tensor.blocks.shape[1])
        found, steps = exact(part) if exact else _rounded(_FLOATS[tensor.layout](part))
        values[some] = found.reshape(-1, groups, GROUP)
        scales[some] = steps.reshape(-1, groups, 1)
    return values, scales


def to_floats(tensor: Tensor) -> Floats:
    """The tensor as it was meant: float32 [rows, columns]."""
    return _FLOATS[tensor.layout](tensor.blocks).reshape(tensor.rows, tensor.columns)


def row_floats(tensor: Tensor, rows: NDArray[np.int64]) -> Floats:
    """Some rows of the tensor as float32: what an embedding looks up, without unpacking the rest."""
    per_row = len(tensor.blocks) // tensor.rows
    picked = tensor.blocks.reshape(tensor.rows, -1)[rows].reshape(len(rows) * per_row, -1)
    return _FLOATS[tensor.layout](picked).reshape(len(rows), tensor.columns)


def _rounded(floats: Floats) -> tuple[Integers, Floats]:
    import numpy as np

    grouped = floats.reshape(-1, GROUP)
    scales = (np.abs(grouped).max(axis=1, keepdims=True) / _STEPS).astype(np.float16).astype(np.float32)
    values = np.divide(grouped, scales, out=np.zeros_like(grouped), where=scales > 0)
    return np.clip(np.rint(values), -_STEPS, _STEPS).astype(np.int8), scales


def _half(raw: NDArray[np.uint8]) -> Floats:
    import numpy as np

    floats: Floats = np.ascontiguousarray(raw).view(np.float16).astype(np.float32)
    return floats


def _nibbles(raw: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Two weights a byte: all low halves, then all high halves."""
    import numpy as np

    return np.concatenate([raw & 15, raw >> 4], axis=1)


def _q4_0(blocks: NDArray[np.uint8]) -> tuple[Integers, Floats]:
    import numpy as np

    return _nibbles(blocks[:, 2:]).astype(np.int8) - np.int8(8), _half(blocks[:, :2])


def _q5_0(blocks: NDArray[np.uint8]) -> tuple[Integers, Floats]:
    import numpy as np

    fifth = np.unpackbits(np.ascontiguousarray(blocks[:, 2:6]), axis=1, bitorder="little")
    values = (_nibbles(blocks[:, 6:]) | fifth << 4).astype(np.int8)
    return values - np.int8(16), _half(blocks[:, :2])


def _q8_0(blocks: NDArray[np.uint8]) -> tuple[Integers, Floats]:
    import numpy as np

    return np.ascontiguousarray(blocks[:, 2:]).view(np.int8), _half(blocks[:, :2])


def _q4_k(blocks: NDArray[np.uint8]) -> Floats:
    import numpy as np

    count = len(blocks)
    packed = blocks[:, 4:16].reshape(count, 3, 4)
    low, middle, high = packed[:, 0], packed[:, 1], packed[:, 2]
    # Eight scales and eight offsets of six bits share twelve bytes; the last four of each are in two pieces.
    scales = np.concatenate([low & 63, (high & 15) | ((low >> 6) << 4)], axis=1)
    offsets = np.concatenate([middle & 63, (high >> 4) | ((middle >> 6) << 4)], axis=1)
    pairs = blocks[:, 16:].reshape(count, 4, 1, 32)
    values = np.concatenate([pairs & 15, pairs >> 4], axis=2).reshape(count, 8, 32)
    step = (_half(blocks[:, :2]) * scales).reshape(count, 8, 1)
    least = (_half(blocks[:, 2:4]) * offsets).reshape(count, 8, 1)
    floats: Floats = step * values - least
    return floats


def _q6_k(blocks: NDArray[np.uint8]) -> Floats:
    import numpy as np

    count = len(blocks)
    low = blocks[:, :128].reshape(count, 2, 1, 64)
    low = np.concatenate([low & 15, low >> 4], axis=2).reshape(count, 2, 4, 32)
    high = blocks[:, 128:192].reshape(count, 2, 1, 32)
    high = np.concatenate([(high >> shift) & 3 for shift in (0, 2, 4, 6)], axis=2)
    values = (low | high << 4).astype(np.int8) - np.int8(32)
    scales = np.ascontiguousarray(blocks[:, 192:208]).view(np.int8).astype(np.float32)
    return (_half(blocks[:, 208:]) * scales).reshape(count, 16, 1) * values.reshape(count, 16, 16)


def _f32(blocks: NDArray[np.uint8]) -> Floats:
    import numpy as np

    return np.ascontiguousarray(blocks).view(np.float32)


def _scaled(read: Callable[[NDArray[np.uint8]], tuple[Integers, Floats]]) -> Callable[[NDArray[np.uint8]], Floats]:
    def floats(blocks: NDArray[np.uint8]) -> Floats:
        values, scales = read(blocks)
        return values * scales

    return floats


_EXACT = {"Q4_0": _q4_0, "Q5_0": _q5_0, "Q8_0": _q8_0}
_FLOATS: dict[str, Callable[[NDArray[np.uint8]], Floats]] = {
    **{name: _scaled(read) for name, read in _EXACT.items()},
    "Q4_K": _q4_k,
    "Q6_K": _q6_k,
    "F16": _half,
    "F32": _f32,
}
