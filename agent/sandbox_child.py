"""The reading process: takes documents from its parent one after another, behind limits, and knows nothing of the site.

It is started by `agent.sandbox` and speaks frames over its standard input and output.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from typing import Any, BinaryIO
from uuid import uuid4

from agent.frames import OUT_OF_MEMORY, FrameError, read_frame, write_frame
from agent.guards import allow_cpu, put_on
from pipelines.claim import Box
from pipelines.errors import UnreadableError
from pipelines.readers import ReadLimits, read
from pipelines.readers.regions import read_region
from pipelines.readers.rendering import render

_MAX_REQUEST_BYTES = 4 << 30
_SLOW_WORK = 0.7  # the share of the wall limit after which no further picture is begun


def main() -> None:
    """Serve requests until the parent closes the pipe. The first argument holds the limits as JSON."""
    requests, answers = _take_pipes()
    limits = json.loads(sys.argv[-1])
    guards = put_on(limits["memory_bytes"], limits["life_seconds"])
    write_frame(answers, {"status": "ready", "guards": guards})
    while True:
        try:
            header, data = read_frame(requests, _MAX_REQUEST_BYTES)
            allow_cpu(limits["cpu_seconds"])
            write_frame(answers, *_answer(header, data, limits["cpu_seconds"]))
        except FrameError:
            return
        except MemoryError:  # not even the question or the answer fits
            os._exit(OUT_OF_MEMORY)


def _take_pipes() -> tuple[BinaryIO, BinaryIO]:
    """The pipes to the parent, out of reach of anything that prints."""
    requests = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)
    os.close(nothing)
    return requests, answers


def _answer(header: dict[str, Any], data: bytes, cpu_seconds: int) -> tuple[dict[str, Any], bytes]:
    try:
        if header["do"] == "render":
            return {"status": "done"}, render(data, header["page"], header["scale"])
        if header["do"] == "look":
            text, page = read_region(data, header["page"], Box.model_validate(header["box"]))
            return {"status": "done", "text": text}, page.model_dump_json().encode()
        return _read(header, data, _has_time(header["wall_seconds"], cpu_seconds))
    except UnreadableError as error:
        code = "too_much_memory" if isinstance(error.__cause__, MemoryError) else error.code
        return {"status": "unreadable", "code": code, "message": str(error)}, b""
    except MemoryError:
        return {"status": "unreadable", "code": "too_much_memory", "message": ""}, b""
    except (
        Exception
    ):  # only `render` lets anything else out: what draws a page is as open to broken files as what reads it
        return {"status": "unreadable", "code": "damaged", "message": ""}, b""


def _has_time(wall_seconds: float, cpu_seconds: int) -> Callable[[], bool]:
    """Whether there is time to begin something slow; each time there is, the process gets its processor time anew."""
    end = time.monotonic() + _SLOW_WORK * wall_seconds

    def has_time() -> bool:
        if time.monotonic() >= end:
            return False
        allow_cpu(cpu_seconds)
        return True

    return has_time


def _read(header: dict[str, Any], data: bytes, has_time: Callable[[], bool]) -> tuple[dict[str, Any], bytes]:
    result = read(data, lambda: str(uuid4()), ReadLimits(**header["limits"]), has_time=has_time)
    documents = [document.model_dump_json().encode() for document in result.documents]
    contents = list(result.contents.items())
    lengths = {
        "documents": [len(document) for document in documents],
        "contents": [[digest, len(body)] for digest, body in contents],
    }
    return {"status": "done", **lengths}, b"".join([*documents, *(body for _, body in contents)])
