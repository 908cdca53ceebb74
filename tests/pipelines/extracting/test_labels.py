"""Labels: values beside, below, above and under the words that name them; blank boxes are seen."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from texts import assert_stands, material_of, values_of

from pipelines.extracting.labels import read_labels

ROW = {"policy_number": "QX-204518", "date_of_loss": "2026-05-04", "loss_amount": "1250.00"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Policy number: QX-204518\nDate of loss: 4 May 2026\n",
            {"policy_number": "QX-204518", "date_of_loss": "2026-05-04"},
            id="colon",
        ),
        pytest.param(
            "Policy number   QX-204518   Date of loss   05/04/2026\nAmount of loss   $1,250.00\n", ROW, id="right"
        ),
        pytest.param(
            "POLICY NUMBER      DATE OF LOSS      AMOUNT OF LOSS\nQX-204518          05/04/2026        $1,250.00\n",
            ROW,
            id="below",
        ),
        pytest.param(
            "QX-204518          05/04/2026        $1,250.00\nPOLICY NUMBER      DATE OF LOSS      AMOUNT OF LOSS\n",
            ROW,
            id="captions below the values",
        ),
        pytest.param(
            "Policy number ........ QX-204518\nDate of loss ......... May 4, 2026\nEstimate ............. $1,250\n",
            ROW,
            id="dotted leaders",
        ),
        pytest.param("| Policy number | QX-204518 |\n| Estimate | $9.50 |\n",
                     {"policy_number": "QX-204518", "loss_amount": "9.50"}, id="ruled"),
        pytest.param("Estimate => $80\nHull number - HN-55221\n", {"loss_amount": "80.00", "hull_number": "HN-55221"},
                     id="other marks"),
        pytest.param("1. Policy number: QX-204518\n2a. Date of loss (MM/DD/YYYY): 05/04/2026\n",
                     {"policy_number": "QX-204518", "date_of_loss": "2026-05-04"}, id="numbered boxes"),
        pytest.param("Insured name: Odo Brandt    Skipper name: Ilse Quandt\n",
                     {"insured_name": "Odo Brandt", "skipper_name": "Ilse Quandt"}, id="two on a line"),
        pytest.param("POLICY NO.: QX-204518\nlOsS dAtE: 4 May 2026\n",
                     {"policy_number": "QX-204518", "date_of_loss": "2026-05-04"}, id="case and short forms"),
        pytest.param("Date of loss: 13/05/2026\nDate reported: 04/06/2026\n",
                     {"date_of_loss": "2026-05-13", "date_reported": "2026-06-04"}, id="days come first"),
        pytest.param("The insurer of harbours wrote a letter.\n", {}, id="running text"),
    ],
)  # fmt: skip
def test_where_forms_put_values(text: str, expected: dict[str, object]) -> None:
    material = material_of(text)
    found = read_labels(material.documents[0], material)
    assert values_of(found.readings) == expected
    assert_stands(found.readings, *material.documents)


@pytest.mark.parametrize(
    ("text", "path", "expected"),
    [
        pytest.param(
            "Description of loss: The hull struck a\n                     submerged log near\n"
            "                     the weir.\nAmount of loss: $90.00\n",
            "story", "The hull struck a submerged log near the weir.", id="narrative",
        ),
        pytest.param("Insured address: 12 Quay Street\n                 Salem, OR 97301\n",
                     "insured_address", "12 Quay Street Salem, OR 97301", id="address"),
        pytest.param("Insured address: 12 Quay Street,\n                 Salem, OR 97301\n",
                     "insured_address", "12 Quay Street Salem, OR 97301", id="a comma ends the first line"),
        pytest.param("Insured address: 12 Quay Street\nSalem is a town.\n",
                     "insured_address", "12 Quay Street", id="what stands elsewhere is not the rest"),
        pytest.param("Insured address: 12 Quay Street\n                 Skipper details\n",
                     "insured_address", "12 Quay Street", id="a heading is not the rest"),
    ],
)  # fmt: skip
def test_values_of_several_lines(text: str, path: str, expected: str) -> None:
    material = material_of(text)
    found = read_labels(material.documents[0], material)
    assert values_of(found.readings)[path] == expected
    assert_stands(found.readings, *material.documents)


@pytest.mark.parametrize(
    "blank", ["", "________", "n/a", "N.A.", "none", "-", "[ ]", "unknown", "not stated", "tbd", "/  /"]
)
def test_what_is_left_blank_is_seen_and_not_read(blank: str) -> None:
    material = material_of(f"Hull number: {blank}\nInsured name: Odo Brandt\n")
    found = read_labels(material.documents[0], material)
    assert values_of(found.readings) == {"insured_name": "Odo Brandt"}
    assert found.seen == {"hull_number", "insured_name"}


def test_a_blank_box_does_not_take_the_next_caption_for_its_value() -> None:
    material = material_of("INSURED NAME\nSKIPPER NAME\nDATE OF LOSS\n4 May 2026\n")
    assert values_of(read_labels(material.documents[0], material).readings) == {"date_of_loss": "2026-05-04"}


def test_general_words_mean_the_field_of_their_heading() -> None:
    text = "Insured\nName: Odo Brandt\nPhone: (503) 555-0142\n\nSKIPPER\nName: Ilse Quandt\nPhone: (503) 555-0143\n"
    material = material_of(text)
    assert values_of(read_labels(material.documents[0], material).readings) == {
        "insured_name": "Odo Brandt", "insured_phone": "+15035550142",
        "skipper_name": "Ilse Quandt", "skipper_phone": "+15035550143",
    }  # fmt: skip


def test_a_general_word_without_a_heading_means_nothing() -> None:
    material = material_of("Name: Odo Brandt\nPhone: (503) 555-0142\n")
    assert read_labels(material.documents[0], material).readings == []


def test_numbered_headings_open_rows() -> None:
    text = "Witness 1\nName: Ada Lorn\nPhone: (503) 555-0142\n\nWitness 2\nName: Bo Trask\nPhone: (503) 555-0143\n"
    material = material_of(text)
    assert values_of(read_labels(material.documents[0], material).readings) == {
        "witnesses[0].name": "Ada Lorn", "witnesses[0].phone": "+15035550142",
        "witnesses[1].name": "Bo Trask", "witnesses[1].phone": "+15035550143",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Cause of loss: [ ] Storm [x] Fire [ ] Theft\n", {"cause": "fire"}, id="before the words"),
        pytest.param("Cause of loss\n☐ Storm   ☒ Theft   ☐ Fire\n", {"cause": "theft"}, id="below the label"),
        pytest.param("Afloat: [ ] Yes [X] No\n", {"afloat": False}, id="no"),
        pytest.param("Afloat?  Yes [X]  No [ ]\n", {"afloat": True}, id="behind the words"),
        pytest.param("Afloat:  ( ) Yes  (x) No\n", {"afloat": False}, id="round"),
        pytest.param("Cause of loss: [ ] Storm [ ] Fire [ ] Theft\n", {}, id="none ticked"),
        pytest.param("[ ] Storm   [x] Fire\n", {"cause": "fire"}, id="no label, and one field has such an option"),
    ],
)
def test_ticked_boxes(text: str, expected: dict[str, object]) -> None:
    material = material_of(text)
    found = read_labels(material.documents[0], material)
    assert values_of(found.readings) == expected
    assert found.seen == {"cause" if "Fire" in text else "afloat"}


def test_a_list_of_codes_is_read_with_the_line_below_it() -> None:
    material = material_of("Injury codes: S52.501A, M54.5\n  Z00.00\n")
    values = values_of(read_labels(material.documents[0], material).readings)
    assert values == {"codes[0].code": "S52.501A", "codes[1].code": "M54.5", "codes[2].code": "Z00.00"}


def test_two_values_on_one_unparted_line_gives_no_value_of_both() -> None:
    material = material_of("Policy number QX-204518 Date of loss 4 May 2026\n")
    values = values_of(read_labels(material.documents[0], material).readings)
    assert values.get("policy_number", "QX-204518") == "QX-204518"


LABELLED = st.lists(
    st.tuples(
        st.sampled_from(
            ["Policy number", "Date of loss", "Estimate", "Name", "Insured", "Witness 2", "Item", "Afloat", ""]
        ),
        st.sampled_from([": ", "   ", " .... ", "\n", " | ", "? ", "  [x] ", " "]),
        st.text("AZaz09$.,-/:|[]() \n\fé☒_", max_size=24),
    ),
    max_size=8,
)


@settings(deadline=None, max_examples=60)
@given(LABELLED)
def test_whatever_stands_there_a_reading_stands_where_it_says(parts: list[tuple[str, str, str]]) -> None:
    material = material_of("\n".join("".join(part) for part in parts) or "-")
    found = read_labels(material.documents[0], material)
    assert_stands(found.readings, *material.documents)
    assert {reading.path for reading in found.readings} <= found.seen
