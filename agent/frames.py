"""Frames between the appliance and its reading processes: two lengths, a JSON header, raw bytes."""

from __future__ import annotations

import json
import struct
from typing import Any, BinaryIO

_LENGTHS = struct.Struct(">IQ")
_MAX_HEADER_BYTES = 4 << 20
OUT_OF_MEMORY = 77  # what a reading process ends with when it has no memory left to say so


class FrameError(Exception):
    """The other side sent no whole frame, or one that is too large."""


def write_frame(stream: BinaryIO, header: dict[str, Any], body: bytes = b"") -> None:
    """Write one frame and flush."""
    head = json.dumps(header).encode()
    stream.write(_LENGTHS.pack(len(head), len(body)) + head)
    stream.write(body)
    stream.flush()


def read_frame(stream: BinaryIO, max_bytes: int) -> tuple[dict[str, Any], bytes]:
    """Read one frame whose body has at most `max_bytes`; FrameError for anything else."""
    head_length, body_length = _LENGTHS.unpack(_exactly(stream, _LENGTHS.size))
    if head_length > _MAX_HEADER_BYTES or body_length > max_bytes:
        raise FrameError("frame too large")
    try:
        header = json.loads(_exactly(stream, head_length))
    except ValueError as error:
        raise FrameError("header is not JSON") from error
    if not isinstance(header, dict):
        raise FrameError("header is not an object")
    return header, _exactly(stream, body_length)


def _exactly(stream: BinaryIO, length: int) -> bytes:
    data = stream.read(length)
    if len(data) < length:
        raise FrameError("end of stream")
    return data
