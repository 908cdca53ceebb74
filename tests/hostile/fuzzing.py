"""Fuzzing one target, in a process of its own: `python -m hostile.fuzzing TARGET ENGINE SECONDS FOLDER`.

Atheris chooses files by what they make the readers run; where it cannot be had, hypothesis changes the seeds. Nothing
of the pipelines is imported here at the top: atheris counts only what is imported under its eyes.
"""

from __future__ import annotations

import importlib
import json
import logging
import pkgutil
import signal
import sys
import time
import traceback
import warnings
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from pathlib import Path
from types import FrameType
from typing import Any

_MAY_TAKE_SECONDS = 10  # of processor time; a small file that takes longer hangs
_NATIVE_SECONDS = 40  # after which a library that never comes back ends the process
_MEMORY_MB = 3000
_SAY_SECONDS = 2.0
TOKENS = (
    b"-1", b"4294967295", b"9" * 40, b"1e999", b"NaN", b"\0", b"\xff\xff\xff\xff", b"~", b"*", b"^", b"[[", b'{"a":',
    b"<<", b">>", b" 0 R", b" obj\n", b"endstream", b"null", b"true", b"CLM*", b"HL*1*1*22*1~", b"SE*", b"ISA*", b"--",
    b"=?utf-8?B?", b"\xe2\x80\xae", b"\xc0\x80", b"2026-02-30", b"$-1.00", b"Date of Loss: ", b"99999-99-99", b"\\bin",
    b"\\u-1?", b"<td colspan=9999>", b"&#x110000;", b"</table>", b"/Kids", b"/Parent", b"/Length 99999999",
    b'"resourceType":', b'"item":[', b"NM1*IL*", b"SV1*HC:", b"/Type /Page", b"Content-Type: multipart/mixed;",
)  # fmt: skip


class HangError(Exception):
    """It took longer than a small file may."""


class Hunt:
    """Tries files on one target and keeps each kind of failure once, with the smallest file that showed it."""

    def __init__(self, name: str, target: Any, go_on: Callable[[Any], None], folder: Path) -> None:
        self.name = name
        self.outcomes: Counter[str] = Counter()
        self.failures: dict[str, int] = {}  # bytes of the smallest file
        self._target = target
        self._go_on = go_on
        self._folder = folder
        self._said = 0.0
        signal.signal(signal.SIGVTALRM, _ring)

    def try_one(self, data: bytes) -> None:
        """Read one file and take on what was read of it; nothing gets out."""
        from pipelines.errors import UnreadableError

        where = "reader"
        signal.setitimer(signal.ITIMER_VIRTUAL, _MAY_TAKE_SECONDS)
        try:
            documents = self._target.read(data)
            where = "corridor"
            self._go_on(documents)
            self.outcomes["read"] += 1
        except UnreadableError as error:
            if where == "corridor":
                self._keep(error, data, where)
            self.outcomes[error.code] += 1
        except Exception as error:  # MemoryError and RecursionError among them
            self._keep(error, data, where)
            self.outcomes["failed"] += 1
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        if time.monotonic() - self._said > _SAY_SECONDS:
            self.say()

    def say(self) -> None:
        """Write down how far it is: the engine may end the process at any moment."""
        self._said = time.monotonic()
        said = json.dumps({"outcomes": self.outcomes, "failures": self.failures})
        (self._folder / f"{self.name}.json").write_text(said)

    def _keep(self, error: BaseException, data: bytes, where: str) -> None:
        trace = [one for one in traceback.extract_tb(error.__traceback__) if "pipelines" in one.filename]
        place = f"{Path(trace[-1].filename).stem}.{trace[-1].name}" if trace else "nowhere"
        name = f"{self.name}-{where}-{type(error).__name__}-{place}".replace("<", "").replace(">", "")
        file = self._target.wrap(data)
        if len(file) < self.failures.get(name, 1 << 60):
            self.failures[name] = len(file)
            (self._folder / "found" / name).write_bytes(file)
            (self._folder / "traces" / name).write_text("".join(traceback.format_exception(error)))
            self.say()


def _ring(number: int, frame: FrameType | None) -> None:
    raise HangError


def with_atheris(hunt: Hunt, seeds: Sequence[bytes], seconds: float, folder: Path, max_bytes: int) -> None:
    """Let atheris make the files; it ends the process by itself."""
    import atheris

    own = folder / f"corpus-{hunt.name}"
    if not own.exists():
        own.mkdir()
        for number, seed in enumerate(seeds):
            (own / f"seed-{number:03d}").write_bytes(seed[:max_bytes])
    tokens = folder / "tokens"
    lines = ("".join(f"\\x{byte:02x}" for byte in token) for token in TOKENS)
    tokens.write_text("".join(f'"{line}"\n' for line in lines))
    options = {
        "max_total_time": max(1, round(seconds)),
        "max_len": max_bytes,
        "timeout": _NATIVE_SECONDS,
        "rss_limit_mb": _MEMORY_MB,
        "artifact_prefix": f"{folder}/ended-{hunt.name}-",
        "dict": tokens,
        "print_final_stats": 1,
    }
    arguments = ["fuzz", *(f"-{name}={value}" for name, value in options.items()), str(own)]
    atheris.Setup(arguments, hunt.try_one)
    atheris.Fuzz()


def with_hypothesis(hunt: Hunt, seeds: Sequence[bytes], seconds: float, folder: Path, max_bytes: int) -> None:
    """Change seeds, some at least, until the time is over. The file at hand is kept: it may end the process."""
    from hypothesis import HealthCheck, Phase, given, settings

    from hostile.changing import changed

    end = time.monotonic() + seconds
    held = folder / f"ended-{hunt.name}-held"

    @settings(
        max_examples=50, deadline=None, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
    )
    @given(changed(seeds, TOKENS, max_bytes))
    def some(data: bytes) -> None:
        held.write_bytes(data)
        hunt.try_one(data)

    some()
    while time.monotonic() < end:
        some()
    held.unlink(missing_ok=True)


ENGINES = {"atheris": with_atheris, "hypothesis": with_hypothesis}


def main() -> None:
    """Fuzz one target for so many seconds, of which starting takes some."""
    began = time.monotonic()
    name, engine, seconds, folder = sys.argv[1], sys.argv[2], float(sys.argv[3]), Path(sys.argv[4])
    logging.disable()  # the libraries tell of every fault
    warnings.simplefilter("ignore")
    for part in ("found", "traces"):
        (folder / part).mkdir(exist_ok=True)
    with _watched() if engine == "atheris" else nullcontext():
        readers = importlib.import_module("pipelines.readers")
        for module in pkgutil.walk_packages(readers.__path__, "pipelines.readers."):
            importlib.import_module(module.name)
    from hostile.targets import MAX_BYTES, TARGETS, go_on

    target = TARGETS[name]
    hunt = Hunt(name, target, go_on, folder)
    hunt.say()
    left = seconds - (time.monotonic() - began)
    ENGINES[engine](hunt, target.seeds(), max(1.0, left), folder, MAX_BYTES)
    hunt.say()


def _watched() -> Any:
    import atheris

    return atheris.instrument_imports(include=["pipelines.readers"])


if __name__ == "__main__":
    main()
