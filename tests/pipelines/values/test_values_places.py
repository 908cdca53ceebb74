"""State, ZIP code, city and address."""

from __future__ import annotations

import pytest

from pipelines.values import KINDS
from pipelines.values.reference import state_names

STATE, ZIP, CITY, ADDRESS = (KINDS[name] for name in ("state", "zip", "city", "address"))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("TX", "TX"),
        ("tx", "TX"),
        ("Texas", "TX"),
        ("TEXAS", "TX"),
        ("Tex.", "TX"),
        ("N.Y.", "NY"),
        ("New  York", "NY"),
        ("West Virginia", "WV"),
        ("State of Ohio", "OH"),
        ("Washington, D.C.", "DC"),
        ("Ontario", "ON"),
        ("ZZ", "ZZ"),
        ("no", None),
        ("n/a", None),
        ("Atlantis", None),
        ("", None),
    ],
)
def test_a_state_is_read(text: str, value: str | None) -> None:
    assert STATE.parse(text) == value


def test_a_code_that_is_no_state_is_a_fault() -> None:
    assert STATE.faults("TX") == []
    assert STATE.faults("ZZ") == ["not a state"]


@pytest.mark.parametrize("code", state_names())
def test_every_name_of_a_state_gives_its_code(code: str) -> None:
    for name in (code, *state_names()[code]):
        assert STATE.parse(name) == code


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("78701", "78701"),
        ("78701-1234", "78701-1234"),
        ("787011234", "78701-1234"),
        ("ZIP code: 78701", "78701"),
        ("Austin, TX 78701", "78701"),
        ("seven eight seven oh one", "78701"),
        ("7870", None),
        ("787012", None),
        ("", None),
    ],
)
def test_a_zip_code_is_read(text: str, value: str | None) -> None:
    assert ZIP.parse(text) == value


def test_a_zip_code_nobody_has_is_a_fault() -> None:
    assert ZIP.faults("00000") == ["no such ZIP code is given out"]
    assert ZIP.faults("00501") == []


def test_states_and_zip_codes_are_found_where_they_are_meant() -> None:
    text = (
        "Austin, TX 78701-1234; Waco, Texas 76701; Fresno CA. ZIP: 73301. Paid 12345 to OR in IN; claim "
        "99999, me or OK."
    )
    assert [one.value for one in STATE.find(text)] == ["TX", "TX", "CA"]
    assert [one.value for one in ZIP.find(text)] == ["78701-1234", "76701", "73301"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Austin", "Austin"),
        ("Austin, TX 78701", "Austin"),
        ("AUSTIN TX", "AUSTIN"),
        ("St. Louis", "St. Louis"),
        ("Winston-Salem", "Winston-Salem"),
        ("Coeur d’Alene", "Coeur d'Alene"),
        ("Washington, D.C.", "Washington"),
        ("78701", None),
        ("unknown", None),
        ("", None),
    ],
)
def test_a_city_is_read(text: str, value: str | None) -> None:
    assert CITY.parse(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("123 Main St.\n  Austin, TX 78701 ", "123 Main St., Austin, TX 78701"),
        ("corner of 5th and Lamar", "corner of 5th and Lamar"),
        ("same as insured", None),
        ("unknown", None),
        ("12", None),
        ("", None),
    ],
)
def test_an_address_is_read(text: str, value: str | None) -> None:
    assert ADDRESS.parse(text) == value


def test_addresses_are_found_in_a_letter() -> None:
    text = (
        "I live at 123 Main St., Apt 4, Austin, TX 78701. It was near the intersection of Oak "
        "Street and 5th Avenue. On I-35 "
        "northbound near exit 12 we had stopped. PO Box 123, Waco, TX 76701; 4500 N. Lamar "
        "Blvd\nAustin, TX 78756. It began on Adams Boulevard. US Route 63. In 2019 Main "
        "had 3 lanes."
    )
    assert [one.value for one in ADDRESS.find(text)] == [
        "123 Main St., Apt 4, Austin, TX 78701",
        "intersection of Oak Street and 5th Avenue",
        "I-35 northbound near exit 12",
        "PO Box 123, Waco, TX 76701",
        "4500 N. Lamar Blvd, Austin, TX 78756",
        "Adams Boulevard",
        "US Route 63",
    ]
