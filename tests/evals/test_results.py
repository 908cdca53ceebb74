"""Progress: what a run has done so far outlives it."""

from pathlib import Path

import pytest
from eval_cases import read, result

from evals.results import Progress
from pipelines.errors import OperatorError, UsageError

RUN = {"model": "m", "cases": "c"}


def test_results_come_back(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "run.jsonl"
    first = Progress(path, RUN)
    first.add(result(read("agency", "A"), case="one"))
    first.add(result(case="two"))
    assert Progress(path, RUN).results == first.results
    assert list(first.results) == ["one", "two"]


def test_only_the_owner_may_read_it(tmp_path: Path) -> None:
    Progress(tmp_path / "run.jsonl", RUN)
    assert (tmp_path / "run.jsonl").stat().st_mode & 0o077 == 0


def test_another_run_is_refused(tmp_path: Path) -> None:
    Progress(tmp_path / "run.jsonl", RUN)
    with pytest.raises(UsageError, match="another run"):
        Progress(tmp_path / "run.jsonl", {**RUN, "model": "n"})


def test_a_line_cut_off_is_run_again(tmp_path: Path) -> None:
    path = tmp_path / "run.jsonl"
    kept = Progress(path, RUN)
    kept.add(result(case="one"))
    kept.add(result(case="two"))
    path.write_text(path.read_text()[:-30])
    again = Progress(path, RUN)
    assert list(again.results) == ["one"]
    again.add(result(case="two"))
    assert list(Progress(path, RUN).results) == ["one", "two"]


def test_damage_in_the_middle_is_told_without_its_words(tmp_path: Path) -> None:
    path = tmp_path / "run.jsonl"
    kept = Progress(path, RUN)
    kept.add(result(read("agency", "CANARY"), case="one"))
    kept.add(result(case="two"))
    path.write_text(path.read_text().replace('"case":"one"', '"case":1CANARY'))
    with pytest.raises(UsageError, match="Line 2") as caught:
        Progress(path, RUN)
    assert "CANARY" not in str(caught.value)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(OperatorError):
        Progress(tmp_path, RUN)
