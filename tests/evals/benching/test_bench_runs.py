"""The bench itself, with real reading processes."""

import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from evals.benching.__main__ import benching
from evals.benching.memory import peaks
from sample_claims import DOCUMENTS

COUNTED = ("auto-letter-014", "property-email-041", "auto-form-001")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "cases"
    place.mkdir()
    for name in COUNTED:
        for path in DOCUMENTS.glob(f"{name}.*"):
            (place / path.name).write_bytes(path.read_bytes())
    return place


def run(folder: Path, *more: str) -> Result:
    own = ("--set", str(folder), "--strategies", "lodge:scripted,labels", "--models", "qwen2.5-coder-0.5b")
    out = ("--out", str(folder.parent / "out"))
    return CliRunner().invoke(benching, [*own, *out, *more], env={"LODGE_HOME": str(folder.parent / "home")})


@pytest.mark.slow
def test_two_rounds_and_going_on(folder: Path) -> None:
    done = run(folder, "--rounds", "1", "--timed", "2", "--layouts")
    assert done.exit_code == 0, done.output
    out = folder.parent / "out"
    lines = (out / "journal.jsonl").read_text().splitlines()
    found = json.loads((out / "bench.json").read_text())
    assert found["about"]["papers"] == 3 and found["about"]["timed"] == 2
    names = [(entry["contender"], entry["model"]) for entry in found["entries"]]
    assert names == [("lodge:scripted", "qwen2.5-coder-0.5b"), ("labels", "none")]
    for entry in found["entries"]:
        assert entry["failed"] == 0 and entry["values"]["right"] > 0
        assert entry["cold"]["starts"] >= 2 and entry["memory"]["reader"] > 2**20
        assert sum(entry["parts"].values()) > 0
    again = run(folder, "--rounds", "2", "--timed", "2", "--layouts", "--resume")
    assert again.exit_code == 0, again.output
    kept = (out / "journal.jsonl").read_text().splitlines()
    assert kept[: len(lines)] == lines and len(kept) > len(lines)
    assert all(entry["unsteady"] == 0 for entry in json.loads((out / "bench.json").read_text())["entries"])
    written = "".join(path.read_text() for path in out.iterdir())
    assert not any(name in written for name in COUNTED)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (("--strategies", "abacus"), "There is no strategy 'abacus'"),
        (("--models", "gpt-9", "--strategies", "lodge:llamacpp"), "gpt-9"),
        (("--set", "/nonexistent"), "no document with a truth"),
    ],
)
def test_what_a_person_can_mend_is_one_line(folder: Path, given: tuple[str, ...], told: str) -> None:
    done = run(folder, *given)
    assert done.exit_code > 1 and told in done.output and "Traceback" not in done.output


def test_memory_is_that_of_the_process_and_its_children() -> None:
    own = peaks(os.getpid())
    assert own["self"] > 2**20
    assert peaks(-1) == {}
