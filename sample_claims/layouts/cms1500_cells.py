"""What stands in which box of the CMS-1500 page."""

from __future__ import annotations

from sample_claims.layouts.cms1500 import Cell
from sample_claims.writing import Pen

_PAYERS = ("medicare", "medicaid", "tricare", "champva", "group_health", "feca", "other")
_PAYER_WORDS = ("MEDICARE", "MEDICAID", "TRICARE", "CHAMPVA", "GROUP HEALTH PLAN", "FECA BLK LUNG", "OTHER")
_RELATIONS = ("self", "spouse", "child", "other")


def _tell(pen: Pen, path: str, style: str = "") -> str:
    return pen.tell(path, style) if pen.scene.knows(path) else ""


def _date(pen: Pen, path: str) -> str:
    return _tell(pen, path, "spaced")


def _choice(pen: Pen, path: str, values: tuple[str, ...], words: tuple[str, ...]) -> tuple[tuple[str, bool], ...]:
    said = _tell(pen, path)
    return tuple((word, said == value) for value, word in zip(values, words, strict=True))


def _yes_no(pen: Pen, path: str) -> tuple[tuple[str, bool], ...]:
    known = pen.scene.knows(path)
    if known:
        pen.tell(path)
    return (("YES", known and pen.scene.values[path] is True), ("NO", known and pen.scene.values[path] is False))


def _phone(pen: Pen, path: str) -> str:
    ten = pen.scene.values.get(path)
    if not ten or not pen.scene.knows(path):
        return ""
    pen.tell(path)
    return f"({str(ten)[:3]}) {str(ten)[3:6]}-{str(ten)[6:]}"


def upper_rows(pen: Pen) -> list[tuple[Cell, ...]]:
    """Boxes 1 to 23."""
    sexes = ("male", "female")
    codes = [
        Cell(place * 135, place * 135 + 135, "", f"{'ABCD'[place]}.  {_tell(pen, f'diagnoses[{place}].code')}") for place in range(4)
    ]
    return [
        (Cell(0, 370, "1.", ticks=_choice(pen, "insurance_type", _PAYERS, _PAYER_WORDS)),
         Cell(370, 540, "1a. INSURED'S I.D. NUMBER (For Program in Item 1)", _tell(pen, "insured_id"))),
        (Cell(0, 200, "2. PATIENT'S NAME (Last Name, First Name, Middle Initial)", _tell(pen, "patient_name", "last_first")),
         Cell(200, 290, "3. PATIENT'S BIRTH DATE", _date(pen, "patient_date_of_birth")),
         Cell(290, 340, "SEX", ticks=_choice(pen, "patient_sex", sexes, ("M", "F"))),
         Cell(340, 540, "4. INSURED'S NAME (Last Name, First Name, Middle Initial)", _tell(pen, "insured_name", "last_first"))),
        (Cell(0, 200, "5. PATIENT'S ADDRESS (No., Street)", _tell(pen, "patient_address")),
         Cell(200, 340, "6. PATIENT RELATIONSHIP TO INSURED", ticks=_choice(pen, "patient_relationship", _RELATIONS, ("Self", "Spouse", "Child", "Other"))),
         Cell(340, 540, "7. INSURED'S ADDRESS (No., Street)", _tell(pen, "insured_address"))),
        (Cell(0, 160, "CITY", _tell(pen, "patient_city")), Cell(160, 200, "STATE", _tell(pen, "patient_state")),
         Cell(200, 340, "8. RESERVED FOR NUCC USE"), Cell(340, 490, "CITY", _tell(pen, "insured_city")),
         Cell(490, 540, "STATE", _tell(pen, "insured_state"))),
        (Cell(0, 90, "ZIP CODE", _tell(pen, "patient_zip")), Cell(90, 200, "TELEPHONE (Include Area Code)", _phone(pen, "patient_phone")),
         Cell(200, 340, ""), Cell(340, 430, "ZIP CODE", _tell(pen, "insured_zip")),
         Cell(430, 540, "TELEPHONE (Include Area Code)", _phone(pen, "insured_phone"))),
        (Cell(0, 200, "9. OTHER INSURED'S NAME (Last Name, First Name, Middle Initial)"),
         Cell(200, 340, "10. IS PATIENT'S CONDITION RELATED TO:"),
         Cell(340, 540, "11. INSURED'S POLICY GROUP OR FECA NUMBER", _tell(pen, "policy_number"))),
        (Cell(0, 200, "a. OTHER INSURED'S POLICY OR GROUP NUMBER"),
         Cell(200, 340, "a. EMPLOYMENT? (Current or Previous)", ticks=_yes_no(pen, "employment_related")),
         Cell(340, 460, "a. INSURED'S DATE OF BIRTH", _date(pen, "insured_date_of_birth")),
         Cell(460, 540, "SEX", ticks=_choice(pen, "insured_sex", sexes, ("M", "F")))),
        (Cell(0, 200, "b. RESERVED FOR NUCC USE"),
         Cell(200, 290, "b. AUTO ACCIDENT?", ticks=_yes_no(pen, "auto_accident")), Cell(290, 340, "PLACE (State)"),
         Cell(340, 540, "b. OTHER CLAIM ID (Designated by NUCC)")),
        (Cell(0, 200, "c. RESERVED FOR NUCC USE"),
         Cell(200, 340, "c. OTHER ACCIDENT?", ticks=_yes_no(pen, "other_accident")),
         Cell(340, 540, "c. INSURANCE PLAN NAME OR PROGRAM NAME", _tell(pen, "plan_name"))),
        (Cell(0, 200, "d. INSURANCE PLAN NAME OR PROGRAM NAME"),
         Cell(200, 340, "10d. CLAIM CODES (Designated by NUCC)"),
         Cell(340, 540, "d. IS THERE ANOTHER HEALTH BENEFIT PLAN?", ticks=_yes_no(pen, "other_health_plan"))),
        (Cell(0, 220, "12. PATIENT'S OR AUTHORIZED PERSON'S SIGNATURE", _tell(pen, "patient_signature")),
         Cell(220, 340, "DATE", _date(pen, "patient_signature_date")),
         Cell(340, 540, "13. INSURED'S OR AUTHORIZED PERSON'S SIGNATURE", _tell(pen, "insured_signature"))),
        (Cell(0, 180, "14. DATE OF CURRENT ILLNESS, INJURY, or PREGNANCY (LMP)", _date(pen, "illness_date")),
         Cell(180, 340, "15. OTHER DATE"),
         Cell(340, 440, "16. DATES PATIENT UNABLE TO WORK IN CURRENT OCCUPATION FROM", _date(pen, "unable_to_work_from")),
         Cell(440, 540, "TO", _date(pen, "unable_to_work_to"))),
        (Cell(0, 180, "17. NAME OF REFERRING PROVIDER OR OTHER SOURCE", _tell(pen, "referring_provider")),
         Cell(180, 340, "17b. NPI", _tell(pen, "referring_npi")),
         Cell(340, 440, "18. HOSPITALIZATION DATES RELATED TO CURRENT SERVICES FROM"), Cell(440, 540, "TO")),
        (Cell(0, 340, "19. ADDITIONAL CLAIM INFORMATION (Designated by NUCC)"),
         Cell(340, 440, "20. OUTSIDE LAB?", ticks=_yes_no(pen, "outside_lab")), Cell(440, 540, "$ CHARGES")),
        (Cell(0, 340, "21. DIAGNOSIS OR NATURE OF ILLNESS OR INJURY   Relate A-L to service line below (24E)    ICD Ind. 0"),
         Cell(340, 440, "22. RESUBMISSION CODE"), Cell(440, 540, "ORIGINAL REF. NO.")),
        tuple(codes),
        (Cell(0, 340, "", "E.            F.            G.            H."),
         Cell(340, 540, "23. PRIOR AUTHORIZATION NUMBER", _tell(pen, "prior_authorization_number"))),
    ]  # fmt: skip


def service_rows(pen: Pen) -> list[tuple[Cell, ...]]:
    """Box 24: the headings and six lines."""
    bounds = (0, 74, 148, 178, 200, 290, 334, 404, 434, 540)
    heads = ("24. A. DATE FROM", "TO", "B. PLACE", "C. EMG", "D. CPT/HCPCS  MODIFIER", "E. POINTER", "F. $ CHARGES", "G. UNITS",
             "J. RENDERING PROVIDER ID. # (NPI)")  # fmt: skip
    rows = [tuple(Cell(bounds[place], bounds[place + 1], head) for place, head in enumerate(heads))]
    for number in range(6):
        line = f"service_lines[{number}]"
        texts = (
            _date(pen, f"{line}.date_from"), _date(pen, f"{line}.date_to"), _tell(pen, f"{line}.place_of_service"), "",
            _tell(pen, f"{line}.procedure"), _tell(pen, f"{line}.diagnosis_pointer"), _tell(pen, f"{line}.charge", "bare"),
            _tell(pen, f"{line}.units"), _tell(pen, f"{line}.rendering_npi"),
        )  # fmt: skip
        rows.append(tuple(Cell(bounds[place], bounds[place + 1], "", text) for place, text in enumerate(texts)))
    return rows


def lower_rows(pen: Pen) -> list[tuple[Cell, ...]]:
    """Boxes 25 to 33."""

    def address(path: str) -> tuple[str, str]:
        street, _, town = _tell(pen, path).partition(", ") if pen.scene.knows(path) else ("", "", "")
        return street, town

    facility, provider = address("facility_address"), address("billing_provider_address")
    return [
        (Cell(0, 120, "25. FEDERAL TAX I.D. NUMBER", _tell(pen, "tax_id")),
         Cell(120, 180, "SSN EIN", ticks=_choice(pen, "tax_id_type", ("ssn", "ein"), ("SSN", "EIN"))),
         Cell(180, 280, "26. PATIENT'S ACCOUNT NO.", _tell(pen, "patient_account_number")),
         Cell(280, 350, "27. ACCEPT ASSIGNMENT?", ticks=_yes_no(pen, "accept_assignment")),
         Cell(350, 415, "28. TOTAL CHARGE", _tell(pen, "total_charge", "dollars")),
         Cell(415, 480, "29. AMOUNT PAID", _tell(pen, "amount_paid", "dollars")),
         Cell(480, 540, "30. Rsvd for NUCC Use")),
        (Cell(0, 160, "31. SIGNATURE OF PHYSICIAN OR SUPPLIER", _tell(pen, "physician_signature")),
         Cell(160, 350, "32. SERVICE FACILITY LOCATION INFORMATION", _tell(pen, "facility_name")),
         Cell(350, 540, "33. BILLING PROVIDER INFO & PH #  " + _phone(pen, "billing_provider_phone"), _tell(pen, "billing_provider_name"))),
        (Cell(0, 160, ""), Cell(160, 350, "", facility[0]), Cell(350, 540, "", provider[0])),
        (Cell(0, 160, "DATE", _date(pen, "physician_signature_date")),
         Cell(160, 350, "", facility[1]), Cell(350, 540, "", provider[1])),
        (Cell(0, 160, ""), Cell(160, 350, "32a. NPI", _tell(pen, "facility_npi")),
         Cell(350, 540, "33a. NPI", _tell(pen, "billing_provider_npi"))),
    ]  # fmt: skip
