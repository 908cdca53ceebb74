"""Form reading: the values of fillable fields, by name, template, path, label and option."""

from __future__ import annotations

import pytest
from texts import BOAT, a_document, a_field, material_of, values_of

from pipelines.claim import FormField, Value
from pipelines.claim_types import CLAIM_TYPES
from pipelines.claim_types.schema import ClaimType, field, record
from pipelines.extracting import read_exact
from pipelines.extracting.forms import read_forms
from pipelines.grounding import tier

CRATE = ClaimType(
    name="crate",
    title="Crate claim",
    line="other",
    description="A crate was lost.",
    cues=("crate",),
    fields=(
        field("day", "date", "The day.", form="{MM}/{DD}/{YYYY}"),
        field("sender", "name", "Who sent it.", form="Shipper Name | SHIP_FROM"),
    ),
    records=(
        record("parcels", "Parcels.", "parcels",
               (field("number", "identifier", "Its number.", form="Parcel <n>"),
                field("weight", "integer", "Its weight.", form="Weight | Weight_<n>")),
               max_rows=3),
    ),
)  # fmt: skip


def read(*fields: FormField, claim_type: ClaimType = BOAT, text: str = "") -> tuple[dict[str, Value | None], set[str]]:
    material = material_of(a_document(text, form=fields), claim_type=claim_type)
    readings, seen = read_forms(material.documents[0], material)
    assert {reading.path for reading in readings} <= seen
    assert all(reading.spans and tier(reading) for reading in readings)
    return values_of(readings), seen


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        pytest.param([a_field("policy_number", "QX-204518")], {"policy_number": "QX-204518"}, id="own name"),
        pytest.param([a_field("Date of Loss", "05/04/2026")], {"date_of_loss": "2026-05-04"}, id="label as name"),
        pytest.param([a_field("f1-9", "HN-55221", label="Hull number")], {"hull_number": "HN-55221"}, id="label"),
        pytest.param([a_field("f1-9", "HN-55221")], {}, id="nobody knows it"),
        pytest.param([a_field("cause", "Fire", "choice")], {"cause": "fire"}, id="choice"),
        pytest.param([a_field("afloat", "true", "tick")], {"afloat": True}, id="tick"),
        pytest.param([a_field("afloat_yes", "true", "tick"), a_field("afloat_no", "false", "tick")], {"afloat": True},
                     id="yes box"),
        pytest.param([a_field("afloat_yes", "false", "tick"), a_field("afloat_no", "true", "tick")], {"afloat": False},
                     id="no box"),
        pytest.param([a_field("cause_storm", "false", "tick"), a_field("cause_fire", "true", "tick")],
                     {"cause": "fire"}, id="option boxes"),
        pytest.param([a_field("items[0].amount", "40"), a_field("items[1].amount", "50")],
                     {"items[0].amount": "40.00", "items[1].amount": "50.00"}, id="rows from 0"),
        pytest.param([a_field("items_1_amount", "40"), a_field("items_2_amount", "50")],
                     {"items[0].amount": "40.00", "items[1].amount": "50.00"}, id="rows from 1"),
        pytest.param([a_field("items.2.amount", "50"), a_field("Items 1 Amount", "40")],
                     {"items[0].amount": "40.00", "items[1].amount": "50.00"}, id="rows in any order and case"),
    ],
)  # fmt: skip
def test_fields_by_their_own_names(fields: list[FormField], expected: dict[str, Value]) -> None:
    assert read(*fields)[0] == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        pytest.param([a_field("MM", "05"), a_field("DD", "04"), a_field("YYYY", "2026")], {"day": "2026-05-04"},
                     id="composed"),
        pytest.param([a_field("MM", "05"), a_field("DD", "04")], {}, id="a part is not on the form"),
        pytest.param([a_field("MM", ""), a_field("DD", ""), a_field("YYYY", "")], {}, id="all parts blank"),
        pytest.param([a_field("SHIPPER NAME", "Odo Brandt")], {"sender": "Odo Brandt"}, id="case of the name"),
        pytest.param([a_field("Parcel 1", "AB-1234"), a_field("Parcel 3", "CD-5678")],
                     {"parcels[0].number": "AB-1234", "parcels[2].number": "CD-5678"}, id="rows keep their places"),
        pytest.param([a_field("Weight", "9"), a_field("Weight_2", "7")],
                     {"parcels[0].weight": 9, "parcels[1].weight": 7}, id="a name without a number: row 1"),
        pytest.param([a_field("Parcel 4", "AB-1234")], {}, id="beyond the last row"),
    ],
)  # fmt: skip
def test_fields_by_the_names_that_a_claim_type_lists(fields: list[FormField], expected: dict[str, Value]) -> None:
    assert read(*fields, claim_type=CRATE)[0] == expected


@pytest.mark.parametrize(
    "fields",
    [[a_field("policy_number", "")], [a_field("policy_number", "  ")]],
)
def test_a_blank_field_is_seen_and_not_read(fields: list[FormField]) -> None:
    assert read(*fields) == ({}, {"policy_number"})


@pytest.mark.parametrize("fields", [[a_field("afloat", "false", "tick")], [a_field("afloat_yes", "false", "tick")]])
def test_an_empty_box_says_neither_yes_nor_no(fields: list[FormField]) -> None:
    assert read(*fields) == ({}, {"afloat"})


def test_a_composed_value_points_at_all_its_parts() -> None:
    fields = [a_field("MM", "05"), a_field("DD", "04"), a_field("YYYY", "2026")]
    material = material_of(a_document("", form=fields), claim_type=CRATE)
    (reading,), _ = read_forms(material.documents[0], material)
    assert [span.text for span in reading.spans] == ["05", "04", "2026"]
    assert reading.derivation == "compose"


def test_a_value_on_the_page_is_pointed_at_there() -> None:
    text = "NOTICE\nQX-204518\n"
    place = a_field("policy_number", "QX-204518").model_copy(update={"start": 7, "end": 16})
    material = material_of(a_document(text, form=[place]))
    (reading,), _ = read_forms(material.documents[0], material)
    assert (reading.spans[0].text, getattr(reading.spans[0], "start", None)) == ("QX-204518", 7)


def test_a_value_of_the_wrong_kind_is_kept_as_unreadable() -> None:
    assert read(a_field("date_of_loss", "last week"))[0] == {"date_of_loss": None}


def test_rows_of_fillable_fields_are_not_read_again_from_the_page() -> None:
    fields = [a_field("items_1_description", "Anchor"), a_field("items_1_amount", "40")]
    text = "Description    Qty    Amount\nAnchor         1      $41.00\n"
    material = material_of(a_document(text, form=fields))
    assert values_of(read_exact(material).readings) == {"items[0].description": "Anchor", "items[0].amount": "40.00"}


def test_every_form_name_of_a_claim_type_finds_its_field() -> None:
    for claim_type in CLAIM_TYPES.values():
        for spec in claim_type.fields:
            for name in spec.form:
                if "{" not in name and spec.kind not in ("boolean", "enum"):
                    _, seen = read(a_field(name, ""), claim_type=claim_type)
                    assert spec.name in seen, (claim_type.name, name)
