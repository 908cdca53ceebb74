"""A bench that was cut off goes on."""

import json
from pathlib import Path

import pytest
from bench_records import bench

from evals.benching.journal import Journal
from pipelines.errors import UsageError

RUN = {"version": "1", "papers": [0, 1]}


def test_records_come_back_in_their_order(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "journal.jsonl"
    first = Journal(path, RUN, resume=False)
    first.add(*bench())
    again = Journal(path, RUN, resume=True)
    assert again.records == bench()
    assert again.has("tiny-0.5b", "baseline", "single", 1, 0) and again.has("tiny-0.5b", "baseline", "backlog", 1)
    assert not again.has("tiny-0.5b", "baseline", "single", 2, 0) and not again.has("other", "baseline", "backlog", 1)


def test_another_bench_is_refused_and_may_begin_anew(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    Journal(path, RUN, resume=False).add(*bench())
    with pytest.raises(UsageError, match="another bench"):
        Journal(path, {**RUN, "version": "2"}, resume=True)
    assert Journal(path, {**RUN, "version": "2"}, resume=False).records == []


def test_a_line_cut_off_is_measured_again(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    Journal(path, RUN, resume=False).add(*bench())
    path.write_text(path.read_text()[:-20])
    again = Journal(path, RUN, resume=True)
    assert again.records == bench()[:-1]
    again.add(bench()[-1])
    assert Journal(path, RUN, resume=True).records == bench()


def test_a_damaged_line_amid_is_told(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    Journal(path, RUN, resume=False).add(*bench())
    lines = path.read_text().splitlines()
    path.write_text("\n".join([lines[0], "{", *lines[2:]]) + "\n")
    with pytest.raises(UsageError, match="Line 2"):
        Journal(path, RUN, resume=True)


def test_what_is_kept_has_no_value(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    Journal(path, RUN, resume=False).add(*bench())
    mark = json.loads(path.read_text().splitlines()[2])["take"]["marks"][0]
    assert set(mark) == {"field", "kind", "mark"}
