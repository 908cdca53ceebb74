"""Fit: from results that were kept to the weights of the pipeline, and to the page that tells them."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from eval_cases import result, truth

from evals import weights_page
from evals.fit import main
from evals.results import Progress, ReadValue
from pipelines.claim import ReadingSource
from pipelines.surety import AGAINST, FOR, RULES, Weights, weights


def a_value(value: str, doubt: float) -> ReadValue:
    traits = {"by_model": 1.0, "unlikely_token": doubt}
    return ReadValue(path="policy_number", value=value, source=ReadingSource.MODEL, score=0.5, traits=traits)


@pytest.fixture
def run(tmp_path: Path) -> tuple[Path, Path]:
    """Results and the folder of their cases: what the model doubted was wrong."""
    cases, kept = tmp_path / "cases", Progress(tmp_path / "run.jsonl", {"model": "m"})
    cases.mkdir()
    for number in range(12):
        name, right = f"c{number:02}", number % 3 != 0
        (cases / f"{name}.txt").write_text("A claim.")
        told = truth(file=f"{name}.txt", fields={"policy_number": "AP 1"}, received_at=datetime(2026, 3, 2, tzinfo=UTC))
        (cases / f"{name}.truth.json").write_text(told.model_dump_json())
        kept.add(result(a_value("AP 1" if right else "AP 2", 0.1 if right else 2.0), case=name))
    return tmp_path / "run.jsonl", cases


def test_weights_come_of_results_and_their_truth(run: tuple[Path, Path]) -> None:
    told = CliRunner().invoke(main, ["--run", *map(str, run), "--json"], catch_exceptions=False)
    assert told.exit_code == 0
    found = Weights.model_validate(json.loads(told.stdout))
    assert found.fitted_on == "12 proposed values of 12 documents, 4 of them wrong"
    assert found.weights["unlikely_token"] < 0


def test_it_says_what_the_weights_are_worth_on_other_documents(run: tuple[Path, Path]) -> None:
    told = CliRunner().invoke(main, ["--run", *map(str, run)], catch_exceptions=False)
    assert "fitted on other documents" in told.stdout and "AP 1" not in told.stdout


def test_held_out_documents_are_refused(run: tuple[Path, Path]) -> None:
    folder = run[1].rename(run[1].parent / "held_out")
    told = CliRunner().invoke(main, ["--run", str(run[0]), str(folder)])
    assert told.exit_code != 0 and "held-out" in told.output


def test_results_that_hold_nothing_wrong_are_refused(run: tuple[Path, Path]) -> None:
    path = run[0]
    path.write_text(path.read_text().replace("AP 2", "AP 1"))
    told = CliRunner().invoke(main, ["--run", *map(str, run)])
    assert told.exit_code != 0 and "no wrong value" in told.output


@pytest.mark.skipif(not weights_page.PAGE.is_file(), reason="docs/ is not part of the wheel")
def test_the_table_on_the_page_is_that_of_the_weights_in_use() -> None:
    text = weights_page.PAGE.read_text(encoding="utf-8")
    shown = text.partition(weights_page.BEGIN)[2].partition(weights_page.END)[0]
    assert shown.strip() == weights_page.table(weights()).strip(), "renew it with: python -m evals.fit --write"


def test_every_trait_that_only_speaks_one_way_is_told_on_the_page() -> None:
    assert {*FOR, *AGAINST} - {*weights_page.MEANING} == set()
    assert {f"rule_{topic}" for topic in RULES} <= AGAINST
