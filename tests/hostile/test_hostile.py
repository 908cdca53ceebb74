"""Hostile files: each ends in quarantine or review with a readable reason, and a good file goes through behind it."""

from __future__ import annotations

from pathlib import Path

import pytest
from branch import notice

from hostile.case import HostileFile
from hostile.corpus import CORPUS
from hostile.running import MAY_GROW_MB, faults, put_through
from pipelines.readers import read


def test_every_file_is_another() -> None:
    assert len(CORPUS) >= 150
    assert len({file.id for file in CORPUS}) == len(CORPUS)
    small = [file for file in CORPUS if file.small]
    assert {file.kind for file in small} >= {
        "pdf",
        "picture",
        "mail",
        "archive",
        "office",
        "x12",
        "fhir",
        "text",
        "name",
    }


@pytest.mark.parametrize("file", [file for file in CORPUS if file.small][::7], ids=lambda file: file.id)
def test_a_file_is_made_the_same_each_time(file: HostileFile) -> None:
    assert file.make() == file.make()


def test_a_few_of_each_kind_do_no_harm(tmp_path: Path) -> None:
    result = put_through(tmp_path, "few", cpu_seconds=5)
    assert not faults(result)
    assert result.grown_mb < MAY_GROW_MB


@pytest.mark.slow
def test_one_half_of_a_third_of_all_does_no_harm(tmp_path: Path) -> None:
    result = put_through(tmp_path, "some-1", cpu_seconds=4)
    assert len(result.trials) >= 75
    assert not faults(result)
    assert result.grown_mb < MAY_GROW_MB


def test_strange_text_is_broken_into_lines_and_says_so() -> None:
    text = notice(1).decode() + "Amount: $" + "9" * 100_000 + "\n" + "word " * 10_000 + "\n" * 5000 + "end"
    (document,) = read(text.encode(), lambda: "1").documents
    assert "strange_text" in document.problems
    assert max(map(len, document.text.split("\n"))) <= 2000
    assert "9" * 201 not in document.text and "9" * 200 in document.text
    assert document.text.count("word") == 10_000
    assert "\n" * 61 not in document.text and document.text.endswith("end")


def test_common_text_stays_as_it_is() -> None:
    text = notice(1).decode() + "word " * 399 + "end" + "\n" * 60 + "_" * 200 + "end"
    (document,) = read(text.encode(), lambda: "1").documents
    assert document.text == text
    assert document.problems == ()
