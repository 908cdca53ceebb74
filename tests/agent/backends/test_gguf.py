"""Reading weights: layouts worked out by hand, a file made by hand, and the real one's tokenizer."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Any

import httpx
import pytest
from backend_parts import small_weights

from agent.backends.gguf import LAYOUTS, Gguf, Tensor
from pipelines.errors import OperatorError

np = pytest.importorskip("numpy")


def _half(value: float) -> bytes:
    return struct.pack("<e", value)


def _tensor(layout: str, raw: bytes, rows: int = 1) -> Tensor:
    size, weights = next((size, weights) for name, weights, size in LAYOUTS.values() if name == layout)
    blocks = np.frombuffer(raw, np.uint8).reshape(-1, size)
    return Tensor("t", layout, rows, len(blocks) * weights // rows, blocks)


def _q4_k() -> tuple[bytes, list[float]]:
    """Scales 1-8 (the last four too large for their own byte), offsets 0-7, and the weights 3 and 12 by turns."""
    scales, offsets = [1, 2, 3, 4, 35, 36, 37, 38], [0, 1, 2, 3, 20, 21, 22, 23]
    low = [scales[i] | (scales[i + 4] >> 4) << 6 for i in range(4)]
    middle = [offsets[i] | (offsets[i + 4] >> 4) << 6 for i in range(4)]
    high = [scales[i + 4] & 15 | (offsets[i + 4] & 15) << 4 for i in range(4)]
    raw = _half(0.5) + _half(2.0) + bytes(low + middle + high) + bytes([3 | 12 << 4] * 128)
    meant = [0.5 * scales[i] * (12 if i % 2 else 3) - 2.0 * offsets[i] for i in range(8) for _ in range(32)]
    return raw, meant


def _q6_k() -> tuple[bytes, list[float]]:
    """Low halves 1 and 2, high parts 0-3, so that the four quarters of each half differ."""
    raw = bytes([1 | 2 << 4] * 128) + bytes([0b11100100] * 64) + bytes([2] * 16) + _half(0.25)
    quarters = [1 | 0 << 4, 1 | 1 << 4, 2 | 2 << 4, 2 | 3 << 4]
    return raw, [0.25 * 2 * (quarter - 32) for _ in range(2) for quarter in quarters for _ in range(32)]


CASES = {
    "F32": (struct.pack("<2f", 1.5, -2.0), [1.5, -2.0]),
    "F16": (_half(1.5) + _half(-2.0), [1.5, -2.0]),
    "Q8_0": (_half(0.5) + struct.pack("<32b", *range(-16, 16)), [0.5 * value for value in range(-16, 16)]),
    "Q4_0": (_half(2.0) + bytes([1 | 15 << 4] * 16), [2.0 * -7] * 16 + [2.0 * 7] * 16),
    "Q5_0": (_half(1.0) + b"\x00\x00\xff\xff" + bytes([3 | 4 << 4] * 16), [3.0 - 16] * 16 + [20.0 - 16] * 16),
    "Q4_K": _q4_k(),
    "Q6_K": _q6_k(),
}


@pytest.mark.parametrize("layout", CASES)
def test_a_layout_is_unpacked(layout: str) -> None:
    from agent.backends.requantising import to_floats

    raw, meant = CASES[layout]

    assert to_floats(_tensor(layout, raw))[0].tolist() == meant


def test_every_layout_that_can_be_read_is_tried() -> None:
    assert set(CASES) == {name for name, _, _ in LAYOUTS.values()}


@pytest.mark.parametrize("layout", ["Q4_0", "Q5_0", "Q8_0", "Q4_K", "Q6_K"])
def test_integers_are_the_weights_again(layout: str) -> None:
    from agent.backends.requantising import GROUP, to_floats, to_integers

    tensor = _tensor(layout, CASES[layout][0] * 2, rows=2)
    values, scales = to_integers(tensor)
    floats = to_floats(tensor)
    again = (values * scales.astype(np.float32)).reshape(floats.shape)
    widest = np.abs(floats).reshape(-1, GROUP).max(axis=1).repeat(GROUP).reshape(floats.shape)

    # Half a step of 127, and what half a float is off by.
    assert (np.abs(again - floats) <= (0 if layout in ("Q4_0", "Q5_0", "Q8_0") else 1) * widest * 0.005).all()


def test_rows_are_looked_up_alone() -> None:
    from agent.backends.requantising import row_floats, to_floats

    raw = b"".join(_half(scale) + bytes([3 | 12 << 4] * 16) for scale in (1.0, 2.0, 4.0))
    tensor = _tensor("Q4_0", raw, rows=3)

    assert (row_floats(tensor, np.array([2, 0, 2])) == to_floats(tensor)[[2, 0, 2]]).all()


def _file(*, version: int = 3, kind: int = 0) -> bytes:
    def word(text: str) -> bytes:
        return struct.pack("<Q", len(text.encode())) + text.encode()

    facts = word("general.architecture") + struct.pack("<I", 8) + word("qwen2")
    facts += word("qwen2.block_count") + struct.pack("<II", 4, 24)
    facts += word("words") + struct.pack("<IIQ", 9, 8, 2) + word("a") + word("ł")
    facts += word("sizes") + struct.pack("<IIQ3H", 9, 2, 3, 1, 2, 3)
    tensors = word("t") + struct.pack("<IQQIQ", 2, 2, 1, kind, 32)
    head = b"GGUF" + struct.pack("<IQQ", version, 1, 4) + facts + tensors
    return head + bytes(-len(head) % 32 + 32) + struct.pack("<2f", 1.5, -2.0)


def test_a_file_tells_its_facts_and_tensors(tmp_path: Path) -> None:
    from agent.backends.requantising import to_floats

    (tmp_path / "some.gguf").write_bytes(_file())
    weights = Gguf(tmp_path / "some.gguf")

    assert weights.fact("block_count") == 24
    assert weights.facts["words"] == ["a", "ł"]
    assert weights.facts["sizes"] == (1, 2, 3)
    assert "t" in weights
    assert to_floats(weights.tensor("t")).tolist() == [[1.5, -2.0]]


@pytest.mark.parametrize("data", [b"", b"GGUF", b"PK" + _file()[2:], _file(version=1), _file(kind=99), _file()[:90]])
def test_a_file_that_is_none_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "some.gguf").write_bytes(data)

    with pytest.raises(OperatorError, match="no GGUF file"):
        Gguf(tmp_path / "some.gguf")


TEXTS = [
    "It's ½ of a² co_op—naïve Łódź 　x\n\n  y\t\tz \r\n  'LL we'll 12345 __init__ <a|b> 日本語 é 😀!!\n",
    '{"policy_number": "PA 7741-2093", "x": null}',
    "  leading, trailing   ",
    "\n\n\n a",
    "$6,420.50\u00a0USD §5 (a) – “quoted” №7 Ⅳ",
]


@pytest.mark.model
@pytest.mark.parametrize("text", TEXTS)
def test_the_tokenizer_agrees_with_llama_cpp(embedded: Any, text: str) -> None:
    from agent.backends.byte_pairs import BytePairs

    pairs = BytePairs(Gguf(small_weights()))
    reply = httpx.post(
        f"{embedded.server_url}/tokenize",
        headers={"Authorization": f"Bearer {embedded.server_key}"},
        json={"content": text},
    )

    assert pairs.encode(text) == reply.json()["tokens"]
    assert b"".join(pairs.spelled[token] for token in pairs.encode(text)).decode() == text
