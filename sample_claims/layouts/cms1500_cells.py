"""What stands in which box of the CMS-1500 page."""

from __future__ import annotations

from collections.abc import Callable

from sample_claims.layouts.cell import Cell
from sample_claims.writing import Pen

Ticks = tuple[tuple[str, bool], ...]
Spec = tuple[float, float, str, str, str]  # begin, end, caption, how it is written, path

_PAYERS = {
    "medicare": "MEDICARE", "medicaid": "MEDICAID", "tricare": "TRICARE", "champva": "CHAMPVA",
    "group_health": "GROUP HEALTH PLAN", "feca": "FECA BLK LUNG", "other": "OTHER",
}  # fmt: skip
_CHOICES = {
    "payer": _PAYERS,
    "sex": {"male": "M", "female": "F"},
    "relation": {"self": "Self", "spouse": "Spouse", "child": "Child", "other": "Other"},
    "tax": {"ssn": "SSN", "ein": "EIN"},
    "yes_no": {"true": "YES", "false": "NO"},
    "transaction": {
        "actual": "Statement of Actual Services",
        "predetermination": "Request for Predetermination/Preauthorization",
    },
}
_LAST_FIRST = "(Last Name, First Name, Middle Initial)"

_UPPER: tuple[tuple[Spec, ...], ...] = (
    ((0, 370, "1.", "payer", "insurance_type"),
     (370, 540, "1a. INSURED'S I.D. NUMBER (For Program in Item 1)", "text", "insured_id")),
    ((0, 200, f"2. PATIENT'S NAME {_LAST_FIRST}", "last_first", "patient_name"),
     (200, 290, "3. PATIENT'S BIRTH DATE", "date", "patient_date_of_birth"),
     (290, 340, "SEX", "sex", "patient_sex"),
     (340, 540, f"4. INSURED'S NAME {_LAST_FIRST}", "last_first", "insured_name")),
    ((0, 200, "5. PATIENT'S ADDRESS (No., Street)", "text", "patient_address"),
     (200, 340, "6. PATIENT RELATIONSHIP TO INSURED", "relation", "patient_relationship"),
     (340, 540, "7. INSURED'S ADDRESS (No., Street)", "text", "insured_address")),
    ((0, 160, "CITY", "text", "patient_city"), (160, 200, "STATE", "text", "patient_state"),
     (200, 340, "8. RESERVED FOR NUCC USE", "", ""),
     (340, 490, "CITY", "text", "insured_city"), (490, 540, "STATE", "text", "insured_state")),
    ((0, 90, "ZIP CODE", "text", "patient_zip"),
     (90, 200, "TELEPHONE (Include Area Code)", "phone", "patient_phone"),
     (200, 340, "", "", ""),
     (340, 430, "ZIP CODE", "text", "insured_zip"),
     (430, 540, "TELEPHONE (Include Area Code)", "phone", "insured_phone")),
    ((0, 200, f"9. OTHER INSURED'S NAME {_LAST_FIRST}", "", ""),
     (200, 340, "10. IS PATIENT'S CONDITION RELATED TO:", "", ""),
     (340, 540, "11. INSURED'S POLICY GROUP OR FECA NUMBER", "text", "policy_number")),
    ((0, 200, "a. OTHER INSURED'S POLICY OR GROUP NUMBER", "", ""),
     (200, 340, "a. EMPLOYMENT? (Current or Previous)", "yes_no", "employment_related"),
     (340, 460, "a. INSURED'S DATE OF BIRTH", "date", "insured_date_of_birth"),
     (460, 540, "SEX", "sex", "insured_sex")),
    ((0, 200, "b. RESERVED FOR NUCC USE", "", ""),
     (200, 290, "b. AUTO ACCIDENT?", "yes_no", "auto_accident"), (290, 340, "PLACE (State)", "", ""),
     (340, 540, "b. OTHER CLAIM ID (Designated by NUCC)", "", "")),
    ((0, 200, "c. RESERVED FOR NUCC USE", "", ""),
     (200, 340, "c. OTHER ACCIDENT?", "yes_no", "other_accident"),
     (340, 540, "c. INSURANCE PLAN NAME OR PROGRAM NAME", "text", "plan_name")),
    ((0, 200, "d. INSURANCE PLAN NAME OR PROGRAM NAME", "", ""),
     (200, 340, "10d. CLAIM CODES (Designated by NUCC)", "", ""),
     (340, 540, "d. IS THERE ANOTHER HEALTH BENEFIT PLAN?", "yes_no", "other_health_plan")),
    ((0, 220, "12. PATIENT'S OR AUTHORIZED PERSON'S SIGNATURE", "text", "patient_signature"),
     (220, 340, "DATE", "date", "patient_signature_date"),
     (340, 540, "13. INSURED'S OR AUTHORIZED PERSON'S SIGNATURE", "text", "insured_signature")),
    ((0, 180, "14. DATE OF CURRENT ILLNESS, INJURY, or PREGNANCY (LMP)", "date", "illness_date"),
     (180, 340, "15. OTHER DATE", "", ""),
     (340, 440, "16. DATES PATIENT UNABLE TO WORK  FROM", "date", "unable_to_work_from"),
     (440, 540, "TO", "date", "unable_to_work_to")),
    ((0, 180, "17. NAME OF REFERRING PROVIDER OR OTHER SOURCE", "text", "referring_provider"),
     (180, 340, "17b. NPI", "text", "referring_npi"),
     (340, 440, "18. HOSPITALIZATION DATES  FROM", "", ""), (440, 540, "TO", "", "")),
    ((0, 340, "19. ADDITIONAL CLAIM INFORMATION (Designated by NUCC)", "", ""),
     (340, 440, "20. OUTSIDE LAB?", "yes_no", "outside_lab"), (440, 540, "$ CHARGES", "", "")),
    ((0, 340, "21. DIAGNOSIS OR NATURE OF ILLNESS OR INJURY  Relate A-L to line below (24E)  ICD Ind. 0", "", ""),
     (340, 440, "22. RESUBMISSION CODE", "", ""), (440, 540, "ORIGINAL REF. NO.", "", "")),
)  # fmt: skip
_LINE: tuple[Spec, ...] = (
    (0, 74, "24. A. DATE(S) OF SERVICE FROM", "date", "date_from"), (74, 148, "TO", "date", "date_to"),
    (148, 178, "B. PLACE", "text", "place_of_service"), (178, 200, "C. EMG", "", ""),
    (200, 290, "D. CPT/HCPCS  MODIFIER", "text", "procedure"), (290, 334, "E. POINTER", "text", "diagnosis_pointer"),
    (334, 404, "F. $ CHARGES", "bare", "charge"), (404, 434, "G. UNITS", "text", "units"),
    (434, 540, "J. RENDERING PROVIDER ID. # (NPI)", "text", "rendering_npi"),
)  # fmt: skip
_LOWER: tuple[tuple[Spec, ...], ...] = (
    ((0, 120, "25. FEDERAL TAX I.D. NUMBER", "text", "tax_id"), (120, 180, "SSN EIN", "tax", "tax_id_type"),
     (180, 280, "26. PATIENT'S ACCOUNT NO.", "text", "patient_account_number"),
     (280, 350, "27. ACCEPT ASSIGNMENT?", "yes_no", "accept_assignment"),
     (350, 415, "28. TOTAL CHARGE", "dollars", "total_charge"), (415, 480, "29. AMOUNT PAID", "dollars", "amount_paid"),
     (480, 540, "30. Rsvd for NUCC Use", "", "")),
    ((0, 160, "31. SIGNATURE OF PHYSICIAN OR SUPPLIER", "text", "physician_signature"),
     (160, 350, "32. SERVICE FACILITY LOCATION INFORMATION", "text", "facility_name"),
     (350, 540, "33. BILLING PROVIDER INFO & PH #", "text", "billing_provider_name")),
    ((0, 160, "", "", ""), (160, 350, "", "street", "facility_address"),
     (350, 540, "", "street", "billing_provider_address")),
    ((0, 160, "DATE", "date", "physician_signature_date"), (160, 350, "", "town", "facility_address"),
     (350, 540, "", "town", "billing_provider_address")),
    ((0, 160, "", "", ""), (160, 350, "32a. NPI", "text", "facility_npi"),
     (350, 540, "33a. NPI", "text", "billing_provider_npi")),
)  # fmt: skip


def rows_of(pen: Pen) -> list[tuple[Cell, ...]]:
    """All rows of boxes from the top down: 1 to 20, the diagnoses, six service lines, 25 to 33."""
    authorization = (340.0, 540.0, "23. PRIOR AUTHORIZATION NUMBER", "text", "prior_authorization_number")
    return [
        *(row_of(pen, specs) for specs in _UPPER),
        tuple(_diagnosis(pen, place) for place in range(4)),
        (Cell(0, 340, "", "E.            F.            G.            H."), _cell(pen, authorization)),
        tuple(Cell(start, end, caption) for start, end, caption, _, _ in _LINE),
        *(row_of(pen, _service(number)) for number in range(6)),
        *(row_of(pen, specs) for specs in _lower(pen)),
    ]


def _lower(pen: Pen) -> tuple[tuple[Spec, ...], ...]:
    """Boxes 25 to 33; the provider's telephone stands in the caption of box 33."""
    phone = _WAYS["phone"](pen, "billing_provider_phone")
    rows = list(_LOWER)
    start, end, caption, way, path = rows[1][2]
    rows[1] = (*rows[1][:2], (start, end, f"{caption}  {phone}", way, path))
    return tuple(rows)


def _service(number: int) -> tuple[Spec, ...]:
    return tuple(
        (start, end, "", way, f"service_lines[{number}].{name}" if name else "") for start, end, _, way, name in _LINE
    )


def _diagnosis(pen: Pen, place: int) -> Cell:
    code = _WAYS["text"](pen, f"diagnoses[{place}].code")
    return Cell(place * 135, place * 135 + 135, "", f"{'ABCD'[place]}.  {code}")


def row_of(pen: Pen, specs: tuple[Spec, ...]) -> tuple[Cell, ...]:
    """One row of boxes, filled in."""
    return tuple(_cell(pen, spec) for spec in specs)


def _cell(pen: Pen, spec: Spec) -> Cell:
    start, end, caption, way, path = spec
    if way in _CHOICES:
        said = _WAYS["text"](pen, path)
        chosen = str(pen.scene.values[path]).lower() if said else ""
        ticks = tuple((word, value == chosen) for value, word in _CHOICES[way].items())
        return Cell(start, end, caption, ticks=ticks)
    return Cell(start, end, caption, _WAYS[way](pen, path) if way else "")


def _styled(style: str) -> Callable[[Pen, str], str]:
    return lambda pen, path: pen.tell(path, style) if pen.scene.knows(path) else ""


def _phone(pen: Pen, path: str) -> str:
    return pen.tell(path, "brackets") if pen.scene.knows(path) else ""


def _part(place: int) -> Callable[[Pen, str], str]:
    return lambda pen, path: pen.tell(path).partition(", ")[place] if pen.scene.knows(path) else ""


_WAYS: dict[str, Callable[[Pen, str], str]] = {
    "text": _styled(""),
    "last_first": _styled("last_first"),
    "date": _styled("spaced"),
    "bare": _styled("bare"),
    "dollars": _styled("dollars"),
    "phone": _phone,
    "street": _part(0),
    "town": _part(2),
}
