"""`lodge types`: listing, showing, checking and drafting claim types."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from lodge_cli import Cli, lodge_cli

import pipelines
from pipelines.claim_types import CLAIM_TYPES

EXAMPLES = Path(pipelines.__file__).parents[1] / "docs" / "examples" / "claim_types"
FORM = """PET CLAIM FORM

OWNER
Name: {name}
Policy number: {policy}

TREATMENT
Date of treatment: {day}
Vet's fee: ${fee}
"""
TYPE = """name: kennel
title: Kennel claim
line: other
description: A kennel was damaged.
cues: kennel
fields:
  - {name: policy_number, kind: policy_number, description: The policy., labels: policy number, critical: true,
     required: true}
  - {name: date_of_loss, kind: date, description: The day., labels: day}
"""


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cli:
    return lodge_cli(tmp_path / "home", monkeypatch)


@pytest.fixture
def samples(tmp_path: Path) -> list[Path]:
    folder = tmp_path / "samples"
    folder.mkdir()
    told = (("Ann Example", "PT-4410", "04/03/2026", "120.00"), ("Bo Sample", "PT-9921", "05/14/2026", "88.50"),
            ("Cy Specimen", "PT-7745", "06/01/2026", "301.10"))  # fmt: skip
    for number, (name, policy, day, fee) in enumerate(told):
        text = FORM.format(name=name, policy=policy, day=day, fee=fee)
        (folder / f"claim-{number}.txt").write_text(text)
    return sorted(folder.iterdir())


def test_list_has_lodges_types_and_the_sites_own(run: Cli, tmp_path: Path) -> None:
    own = tmp_path / "home" / "claim_types"
    own.mkdir(parents=True)
    (own / "kennel.yaml").write_text(TYPE)
    listed = json.loads(run("types", "list", "--json").stdout)
    assert [one["name"] for one in listed] == [*CLAIM_TYPES, "kennel"]
    assert [one["own"] for one in listed][-2:] == [False, True]
    assert "this site" in run("types", "list").stdout


def test_show_tells_fields_kinds_options_and_rules(run: Cli) -> None:
    text = run("types", "show", "property").stdout
    for words in (
        "policy_number",
        "critical required",
        "cause_of_loss",
        "hail",
        "damaged_items[]",
        "dates.late_notice",
    ):
        assert words in text
    shown = json.loads(run("types", "show", "property", "--json").stdout)
    assert shown["name"] == "property" and "dates.late_notice" in shown["rules"] and shown["own"] is False


def test_show_names_the_types_there_are(run: Cli) -> None:
    result = run("types", "show", "boat")
    assert (result.exit_code, "There is no claim type 'boat'. There are: auto, property" in result.stderr) == (2, True)


@pytest.mark.skipif(not EXAMPLES.is_dir(), reason="the examples of the documentation are not installed")
@pytest.mark.parametrize("name", ["pet", "bicycle"])
def test_the_documentations_examples_have_no_fault(run: Cli, name: str) -> None:
    result = run("types", "check", EXAMPLES / f"{name}.yaml", "--json")
    found = json.loads(result.stdout)
    assert (result.exit_code, found["faults"], found["advice"]) == (0, [], [])


@pytest.mark.parametrize(
    ("old", "new", "code", "says"),
    [
        ("labels: policy number", "label: policy number", 1, "kennel.yaml, line 7: field 'policy_number': 'label' "),
        ("kind: date,", "kind: dat,", 1, "line 9: field 'date_of_loss' has the kind 'dat'; did you mean 'date'?"),
        ("labels: day}", "labels: policy number}", 0, "Advice: The label “policy number” is of policy_number and "),
        (", labels: day}", "}", 0, "Advice: Field 'date_of_loss': nothing says where it stands, so only the model"),
        ("labels: day}", "section_labels: day}", 0, "Advice: Field 'date_of_loss': its section_labels mean it "),
        ("labels: day}", "labels: day, options: {a: b}}", 0, "options count for an enum or a boolean alone"),
        ("labels: day}", "labels: day, beside: hour}", 0, "it stands beside 'hour', which is no field of this type"),
        (" critical: true,", "", 0, "Advice: No field is critical"),
        ("name: kennel", "name: auto", 0, "Advice: 'auto' takes the place of the type of that name"),
        ("cues: kennel", "cues: ''", 0, "Advice: There are no cues"),
        ("kind: date,", "kind: narrative, critical: true,", 0, "a narrative should not be critical"),
        ("kind: date,", "kind: enum, options: {a: on foot, b: on foot},", 0, "“on foot” says two of its options"),
    ],
)  # fmt: skip
def test_check_has_a_line_for_each_fault_and_advice(
    run: Cli, tmp_path: Path, old: str, new: str, code: int, says: str
) -> None:
    assert old in TYPE
    (tmp_path / "kennel.yaml").write_text(TYPE.replace(old, new, 1))
    result = run("types", "check", tmp_path / "kennel.yaml")
    assert (result.exit_code, says in result.stdout) == (code, True), result.stdout


def test_new_drafts_a_type_that_the_site_has_at_once(run: Cli, samples: list[Path], tmp_path: Path) -> None:
    result = run("types", "new", *samples, "--name", "vet", "--title", "Pet claim form")
    assert result.exit_code == 0
    made = tmp_path / "home" / "claim_types" / "vet.yaml"
    assert f"lodge types check {made}" in result.stdout
    shown = json.loads(run("types", "show", "vet", "--json").stdout)
    assert {one["name"]: one["kind"] for one in shown["fields"]} == {
        "policy_number": "policy_number", "owner_name": "name", "treatment_date": "date", "treatment_vet_fee": "money",
    }  # fmt: skip
    text = made.read_text()
    assert not any(value in text for value in ("Ann", "Example", "PT-", "4410", "2026", "120.00"))


def test_new_never_overwrites(run: Cli, samples: list[Path], tmp_path: Path) -> None:
    out = tmp_path / "vet.yaml"
    out.write_text("mine")
    result = run("types", "new", *samples, "--name", "vet", "--out", out)
    assert (result.exit_code, out.read_text()) == (2, "mine")
    assert "is there already and stays as it is" in result.stderr


@pytest.mark.parametrize("name", ["Vet", "vet claim", "9lives", "unknown", "ve-t", ""])
def test_new_takes_names_that_programs_can_use(run: Cli, samples: list[Path], name: str) -> None:
    result = run("types", "new", *samples, "--name", name)
    assert (result.exit_code, "does not fit" in result.stderr) == (2, True)


def test_new_says_what_it_could_not_use(run: Cli, samples: list[Path], tmp_path: Path) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7 nothing")
    (tmp_path / "claim-0.truth.json").write_text("{}")
    result = run("types", "new", *samples, broken, tmp_path / "claim-0.truth.json", "--name", "vet", "--json")
    found = json.loads(result.stdout)
    assert (found["documents"], found["unreadable"]) == (3, 1)
    assert run("types", "new", broken, "--name", "other").exit_code == 4


def test_new_says_where_nothing_comes_again(run: Cli, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("It rained.\n")
    result = run("types", "new", tmp_path / "letter.txt", "--name", "rain")
    assert (result.exit_code, "No label comes again" in result.stderr) == (3, True)
