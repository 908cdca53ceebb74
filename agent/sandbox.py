"""Sandbox: reads and renders untrusted files in limited processes, so that no file can harm the appliance."""

from __future__ import annotations

import contextlib
import json
import math
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, cast

from pydantic import ValidationError

from agent.frames import OUT_OF_MEMORY, FrameError, read_frame, write_frame
from pipelines.claim import Box, Document, Page
from pipelines.errors import OperatorError, UnreadableError
from pipelines.readers.reader import ReadLimits, ReadResult, sha256_of

_ROOT = Path(__file__).resolve().parent.parent
# -I: no environment variable and no file in the working directory can change what the process imports.
_START = "import sys; sys.path.insert(0, sys.argv[1]); from agent.sandbox_child import main; main()"
_START_SECONDS = 60.0  # a busy two-core box needs a few; without an end the appliance would wait for ever
_CODE = re.compile(r"[a-z][a-z_]{0,39}")
_MAX_MESSAGE = 300  # characters
# What ended the process rather than being refused by it: a busy machine may have had a part in it, so another try is
# worth while.
STRIKES = frozenset({"too_slow", "too_much_memory", "crashed"})
# One thread each: a reading process may start none, and these libraries die of that where they are not told.
ENVIRONMENT = {"LANG": "C.UTF-8", "OMP_NUM_THREADS": "1", "OMP_THREAD_LIMIT": "1", "OPENBLAS_NUM_THREADS": "1"}
_MESSAGES = {
    "too_slow": "Reading the file took longer than allowed, so it was stopped. Ask the sender for a simpler copy.",
    "too_much_memory": "Reading the file needs more memory than allowed. Ask the sender for a smaller copy.",
    "crashed": "The file broke the process that read it: damaged, far too large, or meant to harm. Ask for a new copy.",
    "damaged": "The file is damaged and cannot be read. Ask the sender to send it again.",
}


@dataclass(frozen=True)
class SandboxLimits:
    """What one file may cost, and how many reading processes there may be at once."""

    memory_mb: int = 2048  # the interpreter and its libraries take about 100, the second engine for scans up to 800
    cpu_seconds: int = 60  # without progress: every picture that is read of a file gets as much again
    wall_seconds: float = 360.0
    answer_mb: int = 128
    documents_per_process: int = 100
    processes: int = 2  # so that a page can be shown while a long document is read
    read: ReadLimits = field(default_factory=ReadLimits)


class Sandbox:
    """Reads and renders in limited processes, which it starts when needed and keeps for the next file. Thread-safe."""

    def __init__(self, limits: SandboxLimits | None = None) -> None:
        self.limits = limits or SandboxLimits()
        self._idle: list[_Process] = []
        self._lock = threading.Lock()
        self._places = threading.BoundedSemaphore(self.limits.processes)
        # The kernel ends a process when the thread that started it ends: one thread starts all, and lives as long.
        self._starter = ThreadPoolExecutor(1, thread_name_prefix="sandbox")
        self._closed = False
        self._warm = False

    def warm(self) -> None:
        """From now on keep a process ready: one that a file has ended is replaced while nobody waits for it."""
        self._warm = True
        self._start_spare()

    def read(self, data: bytes) -> ReadResult:
        """The documents in `data`; UnreadableError says why there are none."""
        request = {"do": "read", "wall_seconds": self.limits.wall_seconds, "limits": asdict(self.limits.read)}
        header, body = self._ask(request, data)
        try:
            return _result(header, body, data)
        except (ValidationError, ValueError, KeyError, TypeError) as error:
            raise _unreadable("crashed") from error

    def render(self, data: bytes, page: int, scale: float) -> bytes:
        """Page `page` of a PDF, counted from 1, as a PNG of `scale` pixels per point; very large pages come smaller."""
        return self._ask({"do": "render", "page": page, "scale": scale}, data)[1]

    def look(self, data: bytes, page: int, box: Box) -> tuple[str, Page]:
        """What stands in `box` on page `page` (from 1), drawn larger and read again, and the page with its words.

        It runs under the limits of a reading; UnreadableError says why there is nothing.
        """
        header, body = self._ask({"do": "look", "page": page, "box": box.model_dump()}, data)
        try:
            return _region(header["text"], Page.model_validate_json(body), page)
        except (ValidationError, ValueError, KeyError, TypeError) as error:
            raise _unreadable("crashed") from error

    def active_guards(self) -> tuple[str, ...]:
        """The names of the guards that this system puts on a reading process."""
        process = self._take()
        self._give_back(process)
        return process.guards

    def close(self) -> None:
        """End the reading processes; a file that is being read ends with "crashed"."""
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
        for process in idle:
            process.end()
        self._starter.shutdown()

    def __enter__(self) -> Sandbox:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def _ask(self, request: dict[str, Any], data: bytes) -> tuple[dict[str, Any], bytes]:
        process = self._take()
        try:
            header, body = process.ask(request, data)
        except UnreadableError:
            self._drop(process)
            raise
        if header.get("status") != "done":
            # Whatever a broken file did to the libraries' state, the next one starts afresh.
            self._drop(process)
            raise _unreadable(str(header.get("code")), str(header.get("message")))
        self._give_back(process)
        return header, body

    def _take(self) -> _Process:
        self._places.acquire()
        try:
            with self._lock:
                if self._closed:
                    raise OperatorError("The sandbox is closed. Open the site again.")
                while self._idle:
                    process = self._idle.pop()
                    if process.is_alive():
                        return process
                    process.end()
            return self._starter.submit(_Process, self.limits).result()
        except BaseException:
            self._places.release()
            raise

    def _give_back(self, process: _Process) -> None:
        with self._lock:
            fit = process.served < self.limits.documents_per_process and not self._closed
            if fit:
                self._idle.append(process)
        if not fit:
            process.end()
        self._places.release()

    def _drop(self, process: _Process) -> None:
        process.end()
        self._places.release()
        if self._warm:
            self._start_spare()

    def _start_spare(self) -> None:
        """Start a process in the background, if none is idle."""
        with self._lock:
            if not self._closed and not self._idle:
                self._starter.submit(self._add_spare)

    def _add_spare(self) -> None:
        if not self._places.acquire(blocking=False):
            return
        try:
            process = _Process(self.limits)
        except OperatorError:  # who needs a process next is told
            self._places.release()
            return
        self._give_back(process)


class _Process:
    """One reading process and its pipes; used by one thread at a time."""

    def __init__(self, limits: SandboxLimits) -> None:
        self._limits = limits
        self._scratch = tempfile.mkdtemp(prefix="lodge-read-")
        self.served = 0
        budget = {
            "memory_bytes": limits.memory_mb << 20,
            "cpu_seconds": limits.cpu_seconds,
            "life_seconds": math.ceil(limits.cpu_seconds + limits.wall_seconds) * limits.documents_per_process,
        }
        self._popen = subprocess.Popen(
            [sys.executable, "-I", "-B", "-c", _START, str(_ROOT), json.dumps(budget)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=self._scratch,
            env=ENVIRONMENT,
            start_new_session=True,  # Ctrl-C at the terminal is for Lodge, which ends what it reads by itself
        )
        try:
            with _Alarm(self._popen, _START_SECONDS):
                header, _ = read_frame(cast(BinaryIO, self._popen.stdout), 0)
        except FrameError as error:
            self.end()
            raise OperatorError(
                f"The reading process does not start within {limits.memory_mb} MB. Raise the memory it may use."
            ) from error
        self.guards: tuple[str, ...] = tuple(header["guards"])

    def is_alive(self) -> bool:
        """Whether the process still runs."""
        return self._popen.poll() is None

    def ask(self, request: dict[str, Any], data: bytes) -> tuple[dict[str, Any], bytes]:
        """Send one request and wait for the answer, at most the wall limit."""
        self.served += 1
        with _Alarm(self._popen, self._limits.wall_seconds) as alarm:
            try:
                write_frame(cast(BinaryIO, self._popen.stdin), request, data)
                return read_frame(cast(BinaryIO, self._popen.stdout), self._limits.answer_mb << 20)
            except (FrameError, OSError) as error:
                self._popen.kill()
                code = self._popen.wait()
                if alarm.rang or code == -signal.SIGXCPU:
                    raise _unreadable("too_slow") from error
                raise _unreadable("too_much_memory" if code == OUT_OF_MEMORY else "crashed") from error

    def end(self) -> None:
        """End this process and remove its working directory."""
        self._popen.kill()
        self._popen.wait()
        for pipe in (self._popen.stdin, self._popen.stdout):
            if pipe:
                with contextlib.suppress(OSError):  # what a dead process never took is still in the pipe
                    pipe.close()
        shutil.rmtree(self._scratch, ignore_errors=True)


class _Alarm:
    """Kills a process that has not answered in time; `rang` says whether it did."""

    def __init__(self, popen: subprocess.Popen[bytes], seconds: float) -> None:
        self.rang = False
        self._popen = popen
        self._timer = threading.Timer(seconds, self._ring)
        self._timer.daemon = True

    def _ring(self) -> None:
        self.rang = True
        self._popen.kill()

    def __enter__(self) -> _Alarm:
        self._timer.start()
        return self

    def __exit__(self, *exception: object) -> None:
        self._timer.cancel()


def _unreadable(code: str, message: str = "") -> UnreadableError:
    """The error for a code that came out of a reading process, which may say anything."""
    if not _CODE.fullmatch(code):
        code, message = "crashed", ""
    said = " ".join(message.split())[:_MAX_MESSAGE]
    return UnreadableError(code, said or _MESSAGES.get(code, _MESSAGES["damaged"]))


def _result(header: dict[str, Any], body: bytes, data: bytes) -> ReadResult:
    """The answer as documents, if it holds together: every document's bytes have the digest that it names."""
    parts = _cut(body, [*header["documents"], *(length for _, length in header["contents"])])
    count = len(header["documents"])
    documents = tuple(Document.model_validate_json(part) for part in parts[:count])
    contents = {str(key): part for (key, _), part in zip(header["contents"], parts[count:], strict=True)}
    if not documents or len({document.id for document in documents}) < len(documents):
        raise ValueError("no documents, or one id twice")
    digests = {sha256_of(part) for part in (data, *contents.values())}
    if any(key != sha256_of(part) for key, part in contents.items()):
        raise ValueError("contents under another digest")
    if any(document.sha256 not in digests for document in documents):
        raise ValueError("a document's digest is not that of its bytes")
    return ReadResult(documents, contents)


def _region(text: object, read: Page, page: int) -> tuple[str, Page]:
    """The answer, if its words are those of its text."""
    if not isinstance(text, str) or (read.number, read.start, read.end) != (page, 0, len(text)):
        raise ValueError("another page")
    if any(word.start >= 0 and text[word.start : word.end] != word.text for word in read.words):
        raise ValueError("words that are not in the text")
    return text, read


def _cut(body: bytes, lengths: list[int]) -> list[bytes]:
    if any(type(length) is not int or length < 0 for length in lengths) or sum(lengths) != len(body):
        raise ValueError("lengths do not add up")
    parts, at = [], 0
    for length in lengths:
        parts.append(body[at : at + length])
        at += length
    return parts
