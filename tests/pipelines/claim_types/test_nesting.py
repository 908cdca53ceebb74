"""Groups within groups become flat fields, and flat values come of nested ones."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from pipelines.claim_types.loading import load_claim_type
from pipelines.claim_types.nesting import flat_values
from pipelines.errors import OperatorError

TYPE = """
name: travel
title: Travel claim
line: other
description: A journey went wrong.
cues: flight
fields:
  - {name: policy_number, kind: policy_number, description: The policy.}
  - name: insured
    description: Who travelled.
    sections: traveller | insured person
    fields:
      - {name: name, kind: name, description: The name., section_labels: name}
      - name: home
        fields:
          - {name: city, kind: city, description: The town., labels: town}
    records:
      - name: phones
        description: Numbers.
        fields:
          - {name: number, kind: phone, description: One.}
records:
  - name: costs
    description: What it cost.
    fields:
      - {name: amount, kind: money, description: How much.}
      - name: payee
        description: Who was paid.
        sections: paid to
        fields:
          - {name: name, kind: organisation, description: The name., section_labels: name}
"""


def _load(folder: Path, text: str) -> Any:
    (folder / "travel.yaml").write_text(text, encoding="utf-8")
    return load_claim_type(folder / "travel.yaml")


def test_groups_give_their_names_headings_and_descriptions(tmp_path: Path) -> None:
    travel = _load(tmp_path, TYPE)
    assert [path for path, _ in travel.specs()] == [
        "policy_number", "insured_name", "insured_home_city", "insured_phones[].number", "costs[].amount",
        "costs[].payee_name",
    ]  # fmt: skip
    name, city = travel.spec("insured_name"), travel.spec("insured_home_city")
    assert (name.group, name.sections) == ("insured", ("traveller", "insured person"))
    assert (city.group, city.sections) == ("insured_home", ())
    assert city.description == "The town. Who travelled."
    payee = travel.spec("costs[3].payee_name")
    assert (payee.sections, payee.description) == (("paid to",), "The name. Who was paid.")


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (
            "sections: traveller",
            "section: traveller",
            "line 11: group 'insured': 'section' is not a key that a group has",
        ),
        ("city, kind: city", "city, kind: town", "line 16: field 'insured_home_city' has the kind 'town'"),
        ("  - name: insured\n", "  - title: insured\n", "line 9: the group at position 2: 'name' is missing"),
        ("home\n", "home\n        records: []\n        records: []\n", "'records' stands twice here"),
        ("  - {name: policy_number,", "  - {name: insured_name,", "field 'insured_name' stands twice"),
        ("description: Who was paid.", "records: [{name: x}]", "a list cannot stand within a list"),
        (
            "- {name: amount,",
            "- {nam: amount,",
            "line 26: the field at position 1: 'name' is missing; a field needs it",
        ),
        ("labels: town", "lables: town", "line 16: field 'insured_home_city': 'lables' is not a key"),
    ],
)
def test_faults_in_groups_are_told_with_their_line(tmp_path: Path, old: str, new: str, says: str) -> None:
    assert old in TYPE
    with pytest.raises(OperatorError) as raised:
        _load(tmp_path, TYPE.replace(old, new, 1))
    assert says in str(raised.value)


def test_options_may_be_called_true_and_false(tmp_path: Path) -> None:
    asked = "{name: hurt, kind: boolean, description: Hurt., options: {true: was hurt, false: unhurt}}"
    travel = _load(tmp_path, TYPE.replace("fields:\n", f"fields:\n  - {asked}\n", 1))
    assert travel.spec("hurt").options == {"true": ("was hurt",), "false": ("unhurt",)}


def test_nested_values_become_paths() -> None:
    nested = {
        "policy_number": "A-1",
        "insured": {"name": "Ann", "home": {"city": "Leeds"}, "phones": [{"number": "1"}, {"number": "2"}]},
        "costs": [{"amount": "1.00", "payee": {"name": None}}],
        "hurt": False,
    }
    assert flat_values(nested) == {
        "policy_number": "A-1", "insured_name": "Ann", "insured_home_city": "Leeds", "insured_phones[0].number": "1",
        "insured_phones[1].number": "2", "costs[0].amount": "1.00", "hurt": False,
    }  # fmt: skip


@given(st.dictionaries(st.from_regex(r"[a-z_]+(\[[0-9]\]\.[a-z_]+)?", fullmatch=True), st.text() | st.booleans()))
def test_flat_values_stay_as_they_are(values: dict[str, Any]) -> None:
    assert flat_values(values) == values


_words = st.sampled_from(["name", "kind", "fields", "records", "description", "sections", "labels", "date", "a"])
_values = st.recursive(
    st.none() | st.booleans() | st.integers() | _words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_words, inner, max_size=5),
    max_leaves=12,
)


@given(st.dictionaries(_words, _values, max_size=6))
def test_whatever_a_file_holds_is_a_type_or_told_as_faults(data: dict[str, Any]) -> None:
    data = {"name": "travel", "title": "T", "line": "other", "description": "D", "cues": "c"} | data
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "travel.yaml"
        path.write_text(yaml.safe_dump(data), encoding="utf-8")
        try:
            load_claim_type(path)
        except OperatorError as error:
            assert all(line.startswith("claim_types/travel.yaml") for line in str(error).splitlines())
