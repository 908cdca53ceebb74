"""Values of structured documents, by the templates of a claim type."""

from __future__ import annotations

from datetime import date

import pytest

from pipelines.claim import Document, Entry, PathSpan, Reading, ReadingSource, SegmentSpan
from pipelines.claim_types import CLAIM_TYPES, ClaimType
from pipelines.claim_types.schema import field, record
from pipelines.extracting import Material, plan_questions, read_exact
from pipelines.extracting.entries import read_entries
from pipelines.extracting.templates import FUNCTIONS, template_of

X12 = "application/edi-x12"


def document(values: dict[str, str], media_type: str = X12) -> Document:
    entries = tuple(
        Entry(path=path, value=value, segment=number if media_type == X12 else 0, element=1)
        for number, (path, value) in enumerate(values.items(), start=1)
    )
    return Document(
        id="d", ordinal=0, media_type=media_type, sha256="0" * 64, text="x", entries=entries, declares="837P"
    )


def a_type(kind: str, template: str, **attributes: object) -> ClaimType:
    rows = record("lines", "Lines.", "lines", (field("value", kind, "A value.", **attributes),), max_rows=2)  # type: ignore[arg-type]
    one = field("value", kind, "A value.", **attributes)  # type: ignore[arg-type]
    name = "lines[].value" if "<n" in template or " each" in template else "value"
    return ClaimType.model_validate(
        {
            "name": "made", "title": "Made", "line": "other", "description": "Made.", "cues": "made",
            "fields": (one,), "records": (rows,), "edi": {name: template}, "fhir": {name: template},
        }
    )  # fmt: skip


def readings(
    template: str, values: dict[str, str], kind: str = "text", media_type: str = X12, **attributes: object
) -> list[Reading]:
    material = Material((document(values, media_type),), a_type(kind, template, **attributes), date(2026, 5, 1))
    return read_entries(material.documents[0], material)[0]


def said(template: str, values: dict[str, str], kind: str = "text", **attributes: object) -> list[object]:
    return [reading.value for reading in readings(template, values, kind, **attributes)]


NAME = "{N.04} {N.05} {N.03}"
ADDRESS = "{N3.01} {N3.02}, {N4.01}, {N4.02} {N4.03}"
SELF = "SBR.02(18=self, 01=spouse, 21=, *=other)"
RELATION = {"self": ("self",), "spouse": ("spouse",), "other": ("other",)}


@pytest.mark.parametrize(
    ("template", "values", "kind", "wanted"),
    [
        ("A.01", {"A.01": "x"}, "text", ["x"]),
        ("A.01 | B.01", {"B.01": "y"}, "text", ["y"]),
        ("A.01 | B.01", {"A.01": "x", "B.01": "y"}, "text", ["x"]),
        ("A.01", {"A.01": "  "}, "text", []),
        ("A[0].01", {"A.01": "x"}, "text", ["x"]),
        ("A.b.c", {"A[0].b[0].c": "x"}, "text", ["x"]),
        ("A[0][1].01", {"A[0][1].01": "x", "A[1].01": "y"}, "text", ["x"]),
        ("REF[*].02", {"REF[1G].02": "x", "REF[G2].02": "y"}, "text", ["x"]),
        ("A[*].b", {"A.b": "x"}, "text", ["x"]),
        (NAME, {"N.03": "OAKES", "N.04": "RUTH"}, "name", ["Ruth Oakes"]),
        (NAME, {"N.03": "LAKE CLINIC"}, "organisation", ["LAKE CLINIC"]),
        (NAME, {"N.06": "x"}, "name", []),
        (ADDRESS, {"N3.01": "1 PINE ST", "N4.01": "AKRON", "N4.02": "OH", "N4.03": "44301"}, "text",
         ["1 PINE ST, AKRON, OH 44301"]),
        (ADDRESS, {"N3.01": "1 PINE ST", "N4.02": "OH"}, "text", ["1 PINE ST, OH"]),
        ("({A.01}) {A.02}", {"A.01": "330", "A.02": "5550100"}, "text", ["(330) 5550100"]),
        ("A.01:first", {"A.01": "20260105"}, "date", ["2026-01-05"]),
        ("A.01:first", {"A.01": "20260105-20260107"}, "date", ["2026-01-05"]),
        ("A.01:last", {"A.01": "20260105-20260107"}, "date", ["2026-01-07"]),
        ("A.01:last", {"A.01": "202601050930"}, "date", ["2026-01-05"]),
        ("A.01:end", {"A.01": "20260105"}, "date", []),
        ("A.01:hour", {"A.01": "202601050930"}, "text", ["09"]),
        ("A.01:hour", {"A.01": "1130"}, "text", ["11"]),
        ("A.01:icd9", {"A.01": "8472"}, "icd10", ["847.2"]),
        ("A.01:icd9", {"A.01": "V7389"}, "icd10", ["V73.89"]),
        ("A.01:icd9", {"A.01": "E9860"}, "icd10", ["E986.0"]),
        ("A.01:icd9", {"A.01": "486"}, "icd10", ["486"]),
        ("A.01", {"A.01": "3305550199"}, "identifier", ["3305550199"]),
        ("A.01", {"A.01": "20260105"}, "policy_number", ["20260105"]),
        ("A.01", {"A.01": "r03996273  #01"}, "identifier", ["R03996273 #01"]),
        ("A.01", {"A.01": "ABC"}, "identifier", ["ABC"]),
        ("A.01", {"A.01": "1.250"}, "money", ["1.25"]),
        ("A.01", {"A.01": ".5"}, "money", ["0.50"]),
        ("A.01", {"A.01": "-3"}, "money", ["-3.00"]),
        ("A.01", {"A.01": "12.345"}, "money", ["12.35"]),
        ("A.01", {"A.01": "12.3449"}, "money", ["12.34"]),
        ("A.01", {"A.01": "-0.005"}, "money", ["-0.01"]),
        ("A.01(Y=true, N=false)", {"A.01": "N"}, "boolean", [False]),
        ("A.01(Y=true, N=false)", {"A.01": "W"}, "boolean", []),
        ("B.01 unless A.01", {"B.01": "x"}, "text", ["x"]),
        ("B.01 unless A", {"A.07": "z", "B.01": "x"}, "text", []),
        ("B.01 if B.02=XX", {"B.01": "x", "B.02": "XX"}, "text", ["x"]),
        ("B.01 if B.02=XX", {"B.01": "x", "B.02": "24"}, "text", []),
        ("B.01 if B.02=24,34 unless C", {"B.01": "x", "B.02": "34"}, "text", ["x"]),
        ("B.01 if B.02", {"B.01": "x"}, "text", []),
        ("T.01 | sum(L[*].01)", {"L[0].01": "10", "L[1].01": "2.50"}, "money", ["12.50"]),
        ("T.01 | sum(L[*].01)", {"T.01": "13", "L[0].01": "10"}, "money", ["13.00"]),
        ("sum(L[*].01)", {"L[0].01": "10", "L[1].01": "x"}, "money", []),
        ("sum(L[*].01)", {"M.01": "10"}, "money", []),
        ("L[<n>].01", {"L[0].01": "x", "L[1].01": "y", "L[2].01": "z"}, "text", ["x", "y", "z"]),
        ("L[<n>].01", {"L.01": "x"}, "text", ["x"]),
        ("A.01 | L[<n-1>].01", {"A.01": "w", "L.01": "x", "L[1].01": "y"}, "text", ["w", "x", "y"]),
        ("L[<n>].01 | C.01 each", {"C.01": "c", "L[0].02": "-", "L[1].01": "y"}, "text", ["c", "y"]),
        ("L[<n>].R[*].01", {"L[0].R[1].01": "x", "L[1].R[5].01": "y"}, "text", ["x", "y"]),
        ("L[<n>].01 if L[<n>].02=XX", {"L[0].01": "x", "L[0].02": "XX", "L[1].01": "y"}, "text", ["x"]),
    ],
)  # fmt: skip
def test_what_a_template_gives(template: str, values: dict[str, str], kind: str, wanted: list[object]) -> None:
    assert said(template, values, kind) == wanted


@pytest.mark.parametrize(("code", "wanted"), [("18", ["self"]), ("01", ["spouse"]), ("G8", ["other"]), ("21", [])])
def test_codes_are_mapped_to_options(code: str, wanted: list[object]) -> None:
    assert said(SELF, {"SBR.02": code}, "enum", options=RELATION) == wanted


def test_evidence_points_at_each_entry() -> None:
    (reading,) = readings(NAME, {"N.03": "OAKES", "N.04": "RUTH"}, "name")
    assert (reading.source, reading.derivation, reading.verbatim) == (ReadingSource.FORM, "compose", "RUTH OAKES")
    assert [span.text for span in reading.spans] == ["RUTH", "OAKES"]
    assert all(isinstance(span, SegmentSpan) for span in reading.spans)
    (total,) = readings("sum(L[*].01)", {"L[0].01": "10", "L[1].01": "2.50"}, "money")
    assert (total.derivation, [span.text for span in total.spans]) == ("sum", ["10", "2.50"])
    (plain,) = readings("Claim.total.value", {"Claim.total.value": "12"}, "money", "application/fhir+json")
    assert plain.derivation is None
    assert plain.spans == (PathSpan(document_id="d", text="12", path="Claim.total.value"),)


@pytest.mark.parametrize(("written", "derivation"), [("12.345", "round"), ("12.3400", None), ("12", None)])
def test_fractions_of_a_cent_are_rounded_and_it_is_told(written: str, derivation: str | None) -> None:
    (reading,) = readings("A.01", {"A.01": written}, "money")
    assert (reading.verbatim, reading.derivation) == (written, derivation)


def test_lists_are_whole_whatever_their_most_rows() -> None:
    values = {f"L[{number}].01": f"v{number}" for number in range(700)}
    found = readings("L[<n>].01", values)
    assert [reading.path for reading in found] == [f"lines[{number}].value" for number in range(700)]
    assert [reading.value for reading in found] == list(values.values())


def test_a_value_that_is_none_of_its_kind_is_kept_as_it_stands() -> None:
    (reading,) = readings("A.01", {"A.01": "12A"}, "money")
    assert (reading.value, reading.verbatim) == (None, "12A")


def test_after_a_structured_document_nothing_is_asked_and_no_word_of_it_is_a_label() -> None:
    one = document({"2300.CLM.01": "A1"}).model_copy(update={"text": "Patient name: Ann Reed\nTotal charge: $5.00"})
    material = Material((one,), CLAIM_TYPES["health"], date(2026, 5, 1))
    exact = read_exact(material)
    assert [(reading.path, reading.value) for reading in exact.readings] == [("patient_account_number", "A1")]
    assert plan_questions(material, exact, None) == ()  # type: ignore[arg-type]


def test_a_function_that_is_none_is_named() -> None:
    with pytest.raises(ValueError, match="names the function 'firts'; there are first, last"):
        template_of("A.01:firts")


@pytest.mark.parametrize("name", ["health", "institutional", "dental"])
def test_the_templates_of_the_claim_types_can_be_taken_apart(name: str) -> None:
    claim_type = CLAIM_TYPES[name]
    for written in (claim_type.edi, claim_type.fhir):
        for path, templates in written.items():
            for template in map(template_of, templates):
                assert template.parts
                assert all(part.function in {"", *FUNCTIONS} for part in template.parts)
                assert not template.has_row or "[]." in path
