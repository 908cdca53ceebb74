"""How many claims a box does: promises of the sum, its sources, and the command."""

from __future__ import annotations

import json
import math
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

import edge_deploy
from edge_deploy.commands import deploy
from edge_deploy.sizing import (
    BOXES,
    LETTERS,
    MEASURES,
    SMALL,
    Work,
    busy_share,
    claims_a_day,
    memory_mib,
    read_measure,
    smallest_box,
    table,
    with_measure,
)
from pipelines.errors import UsageError

DOCS = Path(edge_deploy.__file__).parents[1] / "docs" / "appliance.md"
WORK = st.builds(
    Work,
    hours=st.floats(0.5, 24),
    share=st.floats(0.05, 1),
    retries=st.floats(0, 3),
)
SECONDS = st.floats(0.05, 3600)
BOX_RUN = {"seconds_a_claim": 20.0, "memory_peaks": {"lodge-0-agent": 700 * 2**20}}


@given(WORK, SECONDS)
def test_the_claims_of_a_day_fit_into_it_and_one_more_does_not(work: Work, seconds: float) -> None:
    count = claims_a_day(seconds, work)
    assert busy_share(count, seconds, work) <= 1 + 1e-9
    assert busy_share(count + 1, seconds, work) > 1 - 1e-9


@given(WORK, SECONDS, st.floats(1, 10))
def test_slower_claims_are_never_more(work: Work, seconds: float, factor: float) -> None:
    assert claims_a_day(seconds * factor, work) <= claims_a_day(seconds, work)


@given(SECONDS)
def test_half_the_time_does_no_more_than_half_the_claims(seconds: float) -> None:
    whole, half = claims_a_day(seconds, Work(share=1.0)), claims_a_day(seconds, Work(share=0.5))
    assert 2 * half <= whole <= 2 * half + 1


@pytest.mark.parametrize(
    ("given_work", "words"),
    [({"hours": 0}, "hours"), ({"hours": 25}, "hours"), ({"share": 0}, "share"), ({"share": 1.1}, "share"),
     ({"retries": -0.1}, "retries"), ({"hours": math.nan}, "hours")],
)  # fmt: skip
def test_a_day_that_cannot_be_is_refused(given_work: dict[str, float], words: str) -> None:
    with pytest.raises(UsageError, match=words):
        Work(**given_work)


@pytest.mark.parametrize("seconds", [0, -1, math.nan])
def test_a_claim_takes_time(seconds: float) -> None:
    with pytest.raises(UsageError, match="seconds"):
        claims_a_day(seconds, Work())


def test_every_figure_names_what_measured_it() -> None:
    assert all("lodge eval" in each.source or "python -m evals." in each.source for each in MEASURES)


def test_a_measured_peak_is_taken_and_others_are_computed_from_it() -> None:
    known = next(each for each in MEASURES if each.memory_mib is not None)
    found = {each.model: memory_mib(each, known) for each in MEASURES}
    assert [how for _, how in found.values()] == ["computed", "measured", "computed"]
    none, small, large = (needed for needed, _ in found.values())
    assert none < small < large


@pytest.mark.parametrize(("needed", "box"), [(1, "4gb"), (3481, "4gb"), (3482, "16gb"), (13926, "16gb")])
def test_the_smallest_box_that_holds_it(needed: int, box: str) -> None:
    assert smallest_box(needed) == box


def test_no_box_holds_all() -> None:
    with pytest.raises(UsageError, match="No box"):
        smallest_box(max(BOXES.values()))


def test_a_measure_of_ones_own_takes_the_shipped_ones_place(tmp_path: Path) -> None:
    path = tmp_path / "leeds.json"
    path.write_text(json.dumps(BOX_RUN))
    measures = with_measure(read_measure(path))
    own = next(each for each in measures if (each.papers, each.model) == (LETTERS, SMALL))
    assert (own.seconds, own.memory_mib) == (20.0, 700)
    assert "leeds.json" in own.source
    assert len(measures) == len(MEASURES)
    # What is computed is computed from it.
    assert table(Work(), measures)[-1].memory_mib > table(Work())[-1].memory_mib


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"seconds_a_claim": "x", "memory_peaks": {}}'])
def test_a_file_that_is_no_measure_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "box.json"
    path.write_text(text)
    with pytest.raises(UsageError, match=r"evals\.box"):
        read_measure(path)


def test_the_command_says_what_fits_and_ends_with_1_where_something_does_not() -> None:
    run = CliRunner().invoke
    few = run(deploy, ["size", "--claims-a-day", "100"])
    assert few.exit_code == 0, few.output
    assert few.output.count("fits:") == len(MEASURES)
    many = run(deploy, ["size", "--claims-a-day", "100000", "--json"])
    assert many.exit_code == 1
    found = json.loads(many.output)["sizes"]
    assert any(each["busy_share"] > 1 for each in found)
    assert all(each["source"] for each in found)


def test_the_command_takes_ones_own_figures(tmp_path: Path) -> None:
    path = tmp_path / "leeds.json"
    path.write_text(json.dumps(BOX_RUN))
    run = CliRunner().invoke
    own = json.loads(run(deploy, ["size", "--seconds-a-claim", "40", "--retries", "0", "--json"]).output)
    assert {each["claims_a_day"] for each in own["sizes"]} == {1080}
    assert "leeds.json" in run(deploy, ["size", "--measured", str(path)]).output
    both = run(deploy, ["size", "--measured", str(path), "--seconds-a-claim", "1"])
    assert isinstance(both.exception, UsageError)


@pytest.mark.skipif(not DOCS.is_file(), reason="docs/ is not part of the wheel")
def test_the_table_of_the_docs_is_the_commands() -> None:
    rows = re.findall(
        r"^\| [^|]+ \| [^|]+ \| (\d+) GB \| ([\d.]+) GiB, [^|]+ \| ([\d.]+) . \| ([\d,]+) \|$", DOCS.read_text(), re.M
    )
    told = [(f"{box}gb", memory, float(seconds), int(count.replace(",", ""))) for box, memory, seconds, count in rows]
    sums = table(Work())
    assert told == [(r.box, f"{r.memory_mib / 1024:.1f}", r.seconds_a_claim, r.claims_a_day) for r in sums]
