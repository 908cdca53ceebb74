"""Codes of institutional and dental claims: revenue code, type of bill, DRG, procedures, teeth and surfaces."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.values import KINDS
from pipelines.values.dental import INTERNATIONAL, UNIVERSAL, teeth


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("revenue_code", "450", "0450"), ("revenue_code", "0450", "0450"), ("revenue_code", "Rev. Cd. 0250", "0250"),
        ("revenue_code", "0001", "0001"), ("revenue_code", "45", None), ("revenue_code", "45000", None),
        ("type_of_bill", "131", "0131"), ("type_of_bill", "0131", "0131"), ("type_of_bill", "TOB 0117", "0117"),
        ("type_of_bill", "32a", "032A"), ("type_of_bill", "1310", None), ("type_of_bill", "13", None),
        ("drg", "291", "291"), ("drg", "MS-DRG 291", "291"), ("drg", "0291", "291"), ("drg", "29", None),
        ("icd10_pcs", "0DTJ4ZZ", "0DTJ4ZZ"), ("icd10_pcs", "0dtj4zz", "0DTJ4ZZ"), ("icd10_pcs", "0DTO4ZZ", None),
        ("icd10_pcs", "99213", None),
        ("two_character_code", "1", "01"), ("two_character_code", "A4", "A4"),
        ("two_character_code", "01 - Discharged to home", "01"), ("two_character_code", "123", None),
        ("two_character_code", "A", None), ("admission_code", "1", "1"), ("admission_code", "01", "1"),
        ("admission_code", "E", "E"), ("admission_code", "12", None),
        ("dental_procedure", "D2392", "D2392"), ("dental_procedure", "2392", "D2392"),
        ("dental_procedure", "02392", "D2392"), ("dental_procedure", "CDT D0120", "D0120"),
        ("dental_procedure", "99213", None), ("dental_procedure", "exam", None),
        ("tooth", "3", "3"), ("tooth", "03", "3"), ("tooth", "#14", "14"), ("tooth", "Tooth 14", "14"),
        ("tooth", "1, 16,17 & 32", "1, 16, 17, 32"), ("tooth", "18 - 20", "18-20"), ("tooth", "a", "A"),
        ("tooth", "AS", "AS"), ("tooth", "molar", None), ("tooth", "100", None),
        ("tooth_surfaces", "MOD", "MOD"), ("tooth_surfaces", "m,o", "MO"),
        ("tooth_surfaces", "mesial and occlusal", "MO"), ("tooth_surfaces", "XYZ", None),
        ("oral_area", "10", "10"), ("oral_area", "0", "00"), ("oral_area", "UR", "10"),
        ("oral_area", "lower left quadrant", "30"), ("oral_area", "somewhere", None),
    ],
)  # fmt: skip
def test_a_code_is_read(kind: str, text: str, value: str | None) -> None:
    assert KINDS[kind].parse(text) == value
    if value is not None:
        assert KINDS[kind].parse(value) == value


@pytest.mark.parametrize(
    ("kind", "value", "says"),
    [
        ("revenue_code", "0050", "no such revenue code"), ("revenue_code", "2500", "no such revenue code"),
        ("type_of_bill", "0931", "kind of facility"), ("type_of_bill", "0101", "kind of care"),
        ("type_of_bill", "013R", "frequency"), ("drg", "000", "no such group"), ("icd10_pcs", "ADTJ4ZZ", "section"),
        ("tooth", "33", "numbered 33"), ("tooth", "1, 99", "numbered 99"), ("tooth_surfaces", "OI", "both O and I"),
        ("tooth_surfaces", "MM", "twice"), ("oral_area", "50", "areas"),
    ],
)  # fmt: skip
def test_an_odd_code_is_a_fault(kind: str, value: str, says: str) -> None:
    if value == "33":  # the international numbering has it
        assert KINDS[kind].faults(value) == []
        return
    assert says in "; ".join(KINDS[kind].faults(value))


@pytest.mark.parametrize(
    ("kind", "value"),
    [("revenue_code", "0450"), ("revenue_code", "0001"), ("revenue_code", "1000"), ("type_of_bill", "0131"),
     ("drg", "291"), ("icd10_pcs", "0DTJ4ZZ"), ("tooth", "1, 16"), ("tooth", "TS"), ("tooth_surfaces", "MODBL"),
     ("oral_area", "00"), ("dental_procedure", "D9999"), ("two_character_code", "A4")],
)  # fmt: skip
def test_a_sound_code_has_no_fault(kind: str, value: str) -> None:
    assert KINDS[kind].faults(value) == []


@pytest.mark.parametrize(
    ("kind", "text", "found"),
    [
        ("dental_procedure", "a crown (D2740) and an exam D0120, part D12345", ["D2740", "D0120"]),
        ("tooth", "a filling on tooth #14, and tooth no. A; 3 visits", ["14", "A"]),
        ("icd10_pcs", "procedure 0DTJ4ZZ was done; PATIENT, 1234567", ["0DTJ4ZZ"]),
    ],
)
def test_codes_are_found_in_sentences(kind: str, text: str, found: list[str]) -> None:
    assert [candidate.value for candidate in KINDS[kind].find(text)] == found


def test_both_numberings_have_all_their_teeth() -> None:
    assert len(UNIVERSAL) == 32 + 32 + 20 + 20
    assert len(INTERNATIONAL) == 32 + 20
    assert teeth("1, 18-20") == ["1", "18", "20"]


@given(st.text(max_size=40))
def test_any_text_is_a_code_or_none(text: str) -> None:
    for name in ("revenue_code", "type_of_bill", "drg", "icd10_pcs", "two_character_code", "admission_code",
                 "dental_procedure", "tooth", "tooth_surfaces", "oral_area"):  # fmt: skip
        value = KINDS[name].parse(text)
        if value is not None:
            assert KINDS[name].parse(str(value)) == value
            KINDS[name].faults(value)
