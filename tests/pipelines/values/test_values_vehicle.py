"""VIN, licence plate and model year."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.values import KINDS, Hints
from pipelines.values.vehicle import make_of_vin, model_years_of_vin, vin_check_digit

VIN, PLATE, YEAR = KINDS["vin"], KINDS["plate"], KINDS["year"]
GOOD = "1HGCM82633A004352"  # the worked example of the standard
HINTS = Hints(today=date(2026, 5, 20))
VINS = st.text("ABCDEFGHJKLMNPRSTUVWXYZ0123456789", min_size=17, max_size=17)


@pytest.mark.parametrize(
    "text",
    [
        GOOD,
        GOOD.lower(),
        f"VIN: {GOOD}.",
        f"VIN# {GOOD}",
        "1HG CM826 3 3A004352",
        "1HGCM-82633-A004352",
        " ".join(GOOD),
        "1HGCM82633AOO4352",  # the letter O, where the check digit tells that it is a zero
        f"her {GOOD} car",
        "one H G C M eight two six three three A zero zero four three five two",
    ],
)
def test_a_vin_is_read(text: str) -> None:
    assert VIN.parse(text) == GOOD


@pytest.mark.parametrize(
    "text", ["", " ", "N/A", GOOD[:-1], GOOD + "1", "1HGCM82633AOO4353", "INTERNATIONALIZED", f"{GOOD} {GOOD[:-1]}3"]
)
def test_what_is_no_vin_is_none(text: str) -> None:
    assert VIN.parse(text) is None


def test_a_wrong_check_digit_is_a_fault_and_no_more() -> None:
    wrong = GOOD[:8] + "4" + GOOD[9:]
    assert VIN.parse(wrong) == wrong
    assert VIN.faults(wrong) == ["check digit is 4, expected 3"]
    assert VIN.faults(GOOD) == []
    assert vin_check_digit("1M8GDM9AXKP042788") == "X"


@given(VINS, st.integers(0, 16))
def test_any_one_changed_digit_is_noticed(vin: str, place: int) -> None:
    sound = vin[:8] + vin_check_digit(vin) + vin[9:]
    assert VIN.faults(sound) == []
    if place != 8 and sound[place].isdigit():
        changed = sound[:place] + str((int(sound[place]) + 1) % 10) + sound[place + 1 :]
        assert VIN.faults(changed)


def test_a_vin_tells_make_and_years() -> None:
    assert make_of_vin(GOOD) == "Honda"
    assert make_of_vin("ZZZ" + GOOD[3:]) is None
    assert model_years_of_vin(GOOD) == (2003, 2033)
    assert model_years_of_vin(GOOD[:9] + "U" + GOOD[10:]) == ()


def test_vins_are_found_in_a_letter() -> None:
    text = f"My Honda ({GOOD}) and 1HG CM826 3 3A004352; policy AC-98765432100000123 and {GOOD.lower()}."
    assert [one.value for one in VIN.find(text)] == [GOOD, GOOD, GOOD]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("ABC-1234", "ABC-1234"),
        ("abc 123", "ABC 123"),
        ("Plate # 7ABC123", "7ABC123"),
        ("GOFAST", "GOFAST"),
        ("A B C one two three", "ABC123"),
        ("", None),
        ("N/A", None),
        ("TOOLONGPLATE", None),
        ("ABC 1234 DEF 5678", None),
    ],
)
def test_a_plate_is_read(text: str, value: str | None) -> None:
    assert PLATE.parse(text) == value


def test_plates_are_found_in_a_letter() -> None:
    text = "A Ford F-150, plate ABC-1234, hit my 7XYZ123 on US-290 for $500."
    assert [one.value for one in PLATE.find(text)] == ["ABC-1234", "7XYZ123"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2024", 2024),
        ("'24", 2024),
        ("27", 2027),
        ("98", 1998),
        ("MY2024", 2024),
        ("twenty twenty-four", 2024),
        ("2019 Honda Accord", 2019),
        ("1899", None),
        ("2101", None),
        ("", None),
        ("20245", None),
        ("May 9, 2026", None),
    ],
)
def test_a_year_is_read(text: str, value: int | None) -> None:
    assert YEAR.parse(text, HINTS) == value


def test_a_year_of_two_figures_needs_the_day_received() -> None:
    assert YEAR.parse("24") is None


def test_years_are_found_outside_dates_and_numbers() -> None:
    text = "On May 9, 2026 my 2019 Honda (not the 2020) was hit; 05/09/2026, $2,019.00, AC-2024, 2019-12."
    assert [one.value for one in YEAR.find(text, HINTS)] == [2019, 2020]


def test_a_year_before_cars_is_odd() -> None:
    assert YEAR.faults(1905) == ["the year is before 1930"]
    assert YEAR.faults(2024) == []
