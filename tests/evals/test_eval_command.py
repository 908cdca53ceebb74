"""`lodge eval` with the scripted model: real cases, real corridor."""

import json
from pathlib import Path

import pytest
from lodge_cli import Cli, lodge_cli

from evals.results import CaseResult


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cli:
    return lodge_cli(tmp_path / "home", monkeypatch)


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the results of twelve sample claims."""
    folder = tmp_path_factory.mktemp("eval")
    with pytest.MonkeyPatch.context() as patch:
        result = lodge_cli(folder / "home", patch)(
            "eval", "--limit", "12", "--errors", "--json", folder / "out" / "run.json",
            "--html", folder / "out" / "run.html", "--resume", folder / "run.jsonl",
        )  # fmt: skip
    assert result.exit_code == 0
    (folder / "text").write_text(result.stdout)
    return folder


def test_measures(measured: Path) -> None:
    report = json.loads((measured / "out" / "run.json").read_text())
    assert report["run"]["model"] == "scripted" and report["run"]["backend"] == "scripted"
    assert len(report["run"]["pipeline_digest"]) == 64
    measures = report["measures"]
    assert measures["cases"] >= 12  # a batch is one file and several claims
    every = measures["values"]["all"]
    # Forms are read without any model.
    assert every["precision"]["share"] > 0.7 and every["right"] > 50
    low, high = every["precision"]["interval"]
    assert low < every["precision"]["share"] <= high
    assert set(measures["claim_types"]) >= {"auto", "property", "health"}
    assert measures["rules"] and measures["money"]["planted"] and measures["seconds"]["median"] > 0


def test_what_is_printed(measured: Path) -> None:
    text = (measured / "text").read_text()
    for words in ("free text", "precision", "Fields of auto", "Rules (warnings and errors)", "Would be accepted",
                  "Planted errors caught", "Seconds per claim", "Unlike the truth"):  # fmt: skip
        assert words in text


def test_measures_and_page_hold_no_value_of_a_claim(measured: Path) -> None:
    results = [CaseResult.model_validate_json(line) for line in (measured / "run.jsonl").read_text().splitlines()[1:]]
    values = {str(field.value) for result in results for field in result.fields if len(str(field.value)) > 9}
    assert len(values) > 20
    for name in ("run.json", "run.html"):
        text = (measured / "out" / name).read_text()
        # Options of enums are words of the claim type, and a field may be called like one.
        assert not [value for value in values if value in text and not value.replace("_", "").islower()]


def test_a_run_goes_on_where_it_stopped(measured: Path, run: Cli, tmp_path: Path) -> None:
    kept = tmp_path / "run.jsonl"
    lines = (measured / "run.jsonl").read_text().splitlines(keepends=True)
    kept.write_text("".join(lines[:9]))
    result = run("eval", "--limit", "12", "--json", "-", "--resume", kept)
    assert result.exit_code == 0
    now = kept.read_text().splitlines(keepends=True)
    assert now[:9] == lines[:9]  # what was there was not run again: its seconds are the same
    assert [json.loads(line)["case"] for line in now[1:]] == [json.loads(line)["case"] for line in lines[1:]]

    def values(measures: dict) -> dict:
        return {name: part for name, part in measures.items() if name != "seconds"}

    first = json.loads((measured / "out" / "run.json").read_text())["measures"]
    assert values(json.loads(result.stdout)["measures"]) == values(first)


def test_results_of_other_cases_are_not_mixed_in(measured: Path, run: Cli, tmp_path: Path) -> None:
    kept = tmp_path / "run.jsonl"
    kept.write_text((measured / "run.jsonl").read_text())
    result = run("eval", "--limit", "11", "--resume", kept)
    assert (result.exit_code, "another run" in result.stderr) == (2, True)


def test_a_copy_of_a_case_is_known_as_a_duplicate(run: Cli, tmp_path: Path) -> None:
    result = run("eval", "--kinds", "digital_form", "--json", "-")
    measures = json.loads(result.stdout)["measures"]
    assert measures["rules"]["duplicates.same_bytes"]["hits"] >= 1
    assert measures["rules"]["duplicates.same_bytes"]["false"] == 0
