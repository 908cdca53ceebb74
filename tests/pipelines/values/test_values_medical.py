"""NPI, ICD-10-CM, procedure codes and places of service."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.values import KINDS
from pipelines.values.medical import npi_check_digit
from pipelines.values.reference import hcpcs_codes, icd10_codes, places_of_service

NPI, ICD10, PROCEDURE, PLACE = (KINDS[name] for name in ("npi", "icd10", "procedure", "place_of_service"))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1234567893", "1234567893"),
        ("NPI: 1234567893", "1234567893"),
        ("123 456 7893", "1234567893"),
        ("one two three four five six seven eight nine three", "1234567893"),
        ("123456789", None),
        ("12345678931", None),
        ("", None),
        ("N/A", None),
    ],
)
def test_an_npi_is_read(text: str, value: str | None) -> None:
    assert NPI.parse(text) == value


def test_an_npi_with_a_wrong_check_digit_is_a_fault() -> None:
    assert NPI.faults("1234567893") == []
    assert NPI.faults("1234567890") == ["check digit is 0, expected 3"]
    assert NPI.faults("3234567899") == ["does not begin with 1 or 2"]


@given(st.from_regex(r"[12][0-9]{8}", fullmatch=True), st.integers(0, 8), st.integers(1, 9))
def test_any_one_changed_figure_of_an_npi_is_noticed(nine: str, place: int, by: int) -> None:
    check = npi_check_digit(nine)
    assert NPI.faults(nine + check) == []
    changed = nine[:place] + str((int(nine[place]) + by) % 10) + nine[place + 1 :]
    assert NPI.faults(changed + check)


def test_npis_are_found_by_check_digit_or_label() -> None:
    text = "NPI 1234567890, provider 1234567893, account 1234567891, phone 5125550142"
    assert [one.value for one in NPI.find(text)] == ["1234567890", "1234567893"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("S83.511A", "S83.511A"),
        ("S83511A", "S83.511A"),
        ("s83.511a", "S83.511A"),
        ("S83 511A", "S83.511A"),
        ("J45 . 909", "J45.909"),
        ("A. S83.511A", "S83.511A"),
        ("ICD-10: I10", "I10"),
        ("S83.511A - sprain of the knee", "S83.511A"),
        ("M1A.00X0", "M1A.00X0"),
        ("U07.1", "U07.1"),
        ("99213", None),
        ("S8", None),
        ("", None),
        ("none", None),
    ],
)
def test_a_diagnosis_is_read(text: str, value: str | None) -> None:
    assert ICD10.parse(text) == value


@pytest.mark.parametrize(
    ("code", "faults"),
    [
        ("S83.511A", []),
        ("I10", []),
        ("S83", ["not billable: more digits needed"]),
        ("S83.511", ["not billable: more digits needed"]),
        ("Z99.99", ["not in the ICD-10-CM list of codes"]),
        ("S83.511AX", ["not in the ICD-10-CM list of codes"]),
    ],
)
def test_a_diagnosis_is_looked_up(code: str, faults: list[str]) -> None:
    assert ICD10.faults(code) == faults


def test_diagnoses_are_found_in_a_letter() -> None:
    text = "Dx: S83.511A, I10 and J45909 (not J45999, I-10 or F150). Version 2.0.1, A1B.2 c3."
    assert [one.value for one in ICD10.find(text)] == ["S83.511A", "I10", "J45.909"]


@given(st.sampled_from(icd10_codes().codes))
def test_every_listed_diagnosis_reads_with_and_without_its_dot(code: str) -> None:
    dotted = ICD10.parse(code)
    assert isinstance(dotted, str)
    assert ICD10.parse(dotted) == dotted
    assert ICD10.faults(dotted) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("J1100", "J1100"),
        ("j1100", "J1100"),
        ("HCPCS J1100", "J1100"),
        ("J1100-LT", "J1100"),
        ("J1100 LT 59", "J1100"),
        ("00000", "00000"),
        ("Z9999", None),
        ("J110", None),
        ("", None),
    ],
)
def test_a_procedure_is_read(text: str, value: str | None) -> None:
    assert PROCEDURE.parse(text) == value


def test_a_procedure_is_looked_up_in_the_old_list() -> None:
    assert PROCEDURE.faults("J1100") == []
    assert PROCEDURE.faults("J9998") == ["not in the 2019 list of HCPCS codes"]
    assert PROCEDURE.faults("00000") == []  # by shape only


def test_procedures_are_found_in_a_letter() -> None:
    assert [one.value for one in PROCEDURE.find("J1100 x 2, A0425; CPT 00000; ZIP 78701")] == [
        "J1100",
        "A0425",
        "00000",
    ]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("11", "11"),
        ("1", "01"),
        ("POS 11", "11"),
        ("11 - Office", "11"),
        ("Office", "11"),
        ("office (11)", "11"),
        ("Emergency room – hospital", "23"),
        ("98", "98"),
        ("", None),
        ("somewhere", None),
        ("05/09/2026", None),
    ],
)
def test_a_place_of_service_is_read(text: str, value: str | None) -> None:
    assert PLACE.parse(text) == value


def test_a_place_of_service_is_looked_up() -> None:
    assert PLACE.faults("11") == []
    assert PLACE.faults("98") == ["not in the list of places of service"]


def test_the_lists_are_whole() -> None:
    assert (len(icd10_codes().codes), len(hcpcs_codes().codes), len(places_of_service())) == (74_260, 6_440, 52)
    assert list(icd10_codes().codes) == sorted(set(icd10_codes().codes))
    assert list(hcpcs_codes().codes) == sorted(set(hcpcs_codes().codes))
    assert not any(code.isdigit() for code in hcpcs_codes().codes)  # no CPT code may ever be here
