"""Claim types of the site's own, from YAML files and Python modules."""

from __future__ import annotations

from pathlib import Path

import pytest

import pipelines
from pipelines.claim_types import load_claim_types, load_rules
from pipelines.errors import OperatorError
from pipelines.rules.rule import Rule

EXAMPLE = Path(pipelines.__file__).parents[1] / "docs" / "examples" / "claim_types"
MINIMAL = "name: travel\ntitle: Travel claim\nline: other\ndescription: A journey went wrong.\ncues: [flight]\n"
FIELDS = "fields:\n  - {name: flight_number, kind: identifier, description: The flight., labels: [flight, flight no]}\n"
MODULE = """
from pipelines.claim import Severity
from pipelines.claim_types.schema import ClaimType, field
from pipelines.rules.rule import Rule

def broken(view, context):
    if view.text("device") == "none":
        yield "The device is none"

CLAIM_TYPE = ClaimType(
    name="device", title="Device claim", line="other", description="A device broke.", cues=("device",),
    fields=(field("device", "text", "What broke.", "device | appliance"),),
)
RULES = (Rule("device.none", Severity.WARNING, "A device is named", broken, needs=("device",)),)
"""


def _write(folder: Path, name: str, text: str) -> None:
    (folder / name).write_text(text, encoding="utf-8")


@pytest.mark.skipif(not EXAMPLE.is_dir(), reason="the examples of the documentation are not installed")
def test_the_documentations_example_loads() -> None:
    types = load_claim_types(EXAMPLE)
    pet = types["pet"]
    assert pet.line == "other"
    assert pet.spec("treatments[0].amount") is not None
    species = pet.spec("species")
    assert species is not None and species.options["cat"] == ("cat", "kitten", "feline")
    name = pet.spec("insured_name")
    assert name is not None and name.sections == ("owner", "owner information", "policyholder")


def test_a_yaml_file_and_a_module_are_one_type_each(tmp_path: Path) -> None:
    _write(tmp_path, "travel.yaml", MINIMAL + FIELDS)
    _write(tmp_path, "device.py", MODULE)
    _write(tmp_path, "_notes.yaml", "nothing: here")
    _write(tmp_path, ".hidden.yaml", "nothing: here")
    _write(tmp_path, "readme.txt", "nothing")
    types = load_claim_types(tmp_path)
    assert sorted(types) == ["device", "travel"]
    assert [spec.labels for spec in types["travel"].fields] == [("flight", "flight no")]
    rules = load_rules(tmp_path)
    assert [rule.id for rule in rules] == ["device.none"]
    assert isinstance(rules[0], Rule) and rules[0].applies_to(types["device"])
    assert not rules[0].applies_to(types["travel"])


def test_a_folder_that_is_not_there_holds_nothing(tmp_path: Path) -> None:
    assert load_claim_types(tmp_path / "none") == {}
    assert load_rules(tmp_path / "none") == ()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (MINIMAL, "claim_types/travel.yaml: 'fields' is missing; a claim type needs it."),
        (
            MINIMAL + FIELDS + "labls: x\n",
            "claim_types/travel.yaml, line 8: 'labls' is not a key that a claim type has; keys are name",
        ),
        (
            MINIMAL + FIELDS.replace("labels", "label"),
            "line 7: field 'flight_number': 'label' is not a key that a field has; did you mean 'labels'?",
        ),
        (MINIMAL.replace("other", "space") + FIELDS, "line is 'space'; it must be one of auto"),
        (
            MINIMAL + FIELDS.replace("identifier", "colour"),
            "line 7: field 'flight_number' has the kind 'colour'; kinds",
        ),
        (MINIMAL + FIELDS.replace("identifier", "identfier"), "kind 'identfier'; did you mean 'identifier'?"),
        (MINIMAL + FIELDS + FIELDS.partition("\n")[2], "line 8: field 'flight_number' stands twice"),
        (MINIMAL + FIELDS + "title: Again\n", "line 8: 'title' stands twice here"),
        (MINIMAL + FIELDS.replace("flight_number", "flight.number"), "field 'flight.number': a name is made of"),
        (MINIMAL + FIELDS.replace("identifier", "enum"), "field 'flight_number' is an enum and names no options"),
        (MINIMAL.replace("travel", "unknown", 1) + FIELDS, "'unknown' is what a claim of no type is called"),
        (MINIMAL + FIELDS + "records:\n  - {name: legs, description: Legs, fields: []}\n", "list 'legs' has no fields"),
        (MINIMAL + FIELDS + "records: 7\n", "'records' has the value 7:"),
        (MINIMAL + FIELDS.replace("[flight, flight no]", "[yes]"), "'labels' has the value True:"),
        ("name: [", "claim_types/travel.yaml is not valid YAML in line 1."),
        ("- a\n- b\n", "must hold keys and values"),
        ("!!python/object/apply:os.getcwd []", "is not valid YAML"),
    ],
)
def test_a_yaml_file_with_a_fault_is_named_with_key_and_value(tmp_path: Path, text: str, says: str) -> None:
    _write(tmp_path, "travel.yaml", text)
    with pytest.raises(OperatorError) as raised:
        load_claim_types(tmp_path)
    assert says in str(raised.value)


def test_all_faults_of_a_file_are_told_at_once(tmp_path: Path) -> None:
    _write(tmp_path, "travel.yaml", "name: travel\nline: other\n")
    with pytest.raises(OperatorError) as raised:
        load_claim_types(tmp_path)
    assert str(raised.value).splitlines() == [
        f"claim_types/travel.yaml: '{key}' is missing; a claim type needs it."
        for key in ("title", "description", "cues", "fields")
    ]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("import nowhere_at_all", "cannot be imported: ModuleNotFoundError"),
        ("CLAIM_TYPE = 7", "must name a ClaimType as CLAIM_TYPE"),
        ("", "must name a ClaimType as CLAIM_TYPE"),
    ],
)
def test_a_module_with_a_fault_is_named(tmp_path: Path, text: str, says: str) -> None:
    _write(tmp_path, "device.py", text)
    with pytest.raises(OperatorError, match=says):
        load_claim_types(tmp_path)


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ("RULES = (7,)", "RULES holds a int, not a Rule"),
        ("RULES = RULES + RULES", "the rule 'device.none' stands twice"),
    ],
)
def test_a_modules_rules_are_looked_at(tmp_path: Path, more: str, says: str) -> None:
    _write(tmp_path, "device.py", MODULE + more)
    with pytest.raises(OperatorError, match=says):
        load_rules(tmp_path)


def test_one_name_stands_in_one_file(tmp_path: Path) -> None:
    _write(tmp_path, "travel.yaml", MINIMAL + FIELDS)
    _write(tmp_path, "travel2.yml", MINIMAL + FIELDS)
    with pytest.raises(OperatorError, match="'travel' stands in two files"):
        load_claim_types(tmp_path)
