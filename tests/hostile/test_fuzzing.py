"""The fuzzer itself: it finds what gives way, keeps the smallest file of each kind, and outlives a process."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from hostile.fuzz import fuzz
from hostile.fuzzing import Hunt, with_hypothesis
from pipelines.errors import UnreadableError


class Brittle:
    """A target that gives way at an exclamation mark, in a place that depends on what comes before it."""

    def read(self, data: bytes) -> bytes:
        if not data:
            raise UnreadableError("empty", "Nothing.")
        if b"!" in data:
            raise KeyError("!")
        return data

    def wrap(self, data: bytes) -> bytes:
        return b"<" + data + b">"


_DYING = """
import json, os, pathlib, sys
name, folder = sys.argv[1], pathlib.Path(sys.argv[4])
second = (folder / "been").exists()
(folder / "been").touch()
(folder / f"{name}.json").write_text(json.dumps({"outcomes": {"read": 2 if second else 1}, "failures": {}}))
if not second:
    (folder / f"ended-{name}-held").write_bytes(b"{\\\\rtf deadly")
    os.abort()
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for part in ("found", "traces"):
        (tmp_path / part).mkdir()
    return tmp_path


def go_on(data: bytes) -> None:
    if b"?" in data:
        raise UnreadableError("late", "The readers alone may refuse.")


def test_each_kind_of_failure_is_kept_once_with_its_smallest_file(folder: Path) -> None:
    hunt = Hunt("brittle", Brittle(), go_on, folder)
    for data in (b"good", b"", b"long!", b"a!", b"longer!", b"what?"):
        hunt.try_one(data)
    assert hunt.outcomes == {"read": 1, "empty": 1, "failed": 3, "late": 1}
    kept = {path.name: path.read_bytes() for path in (folder / "found").iterdir()}
    assert kept == {
        "brittle-reader-KeyError-nowhere": b"<a!>",
        "brittle-corridor-UnreadableError-nowhere": b"<what?>",
    }


def test_without_atheris_seeds_are_changed(folder: Path) -> None:
    hunt = Hunt("brittle", Brittle(), go_on, folder)
    with_hypothesis(hunt, [b"a seed", b"one more!"], 0.0, folder, 100)
    assert "brittle-reader-KeyError-nowhere" in hunt.failures
    assert hunt.outcomes["read"]
    assert not list(folder.glob("ended-*"))


@pytest.mark.slow
@pytest.mark.parametrize("engine", ["hypothesis", "atheris"])
def test_a_reader_is_fuzzed_in_a_process_of_its_own(engine: str, tmp_path: Path) -> None:
    pytest.importorskip(engine)
    told = fuzz("rtf", engine, 10.0, tmp_path)
    assert told.tried > 0
    assert not told.failures


def test_a_file_that_ends_the_process_is_kept_and_the_target_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dying = tmp_path / "dying.py"
    dying.write_text(_DYING)
    monkeypatch.setattr("hostile.fuzz.COMMAND", (sys.executable, str(dying)))
    (tmp_path / "found").mkdir()
    told = fuzz("rtf", "hypothesis", 60.0, tmp_path)
    (name,) = (name for name in told.failures if "process" in name)
    assert told.failures[name].read_bytes() == b"{\\rtf deadly"
    assert told.tried == 3  # one before it died, two in the process that came after it
