"""The fields of a CMS-1500 (02/12), named as in the fillable form that clinics use."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sample_claims.acrofields import FieldBox, Line, value_of
from sample_claims.writing import Pen

_PAYERS = {
    "medicare": "Medicare", "medicaid": "Medicaid", "tricare": "Tricare", "champva": "Champva", "group_health": "Group",
    "feca": "Feca", "other": "Other",
}  # fmt: skip
_RELATIONS = {"self": "Self", "spouse": "Spouse", "child": "Child", "other": "Other"}
_SEXES = {"male": "M", "female": "F"}
_TAX = {"ssn": "SSN", "ein": "EIN"}
_LETTERS = "ABCDEFGHIJKL"

Make = Callable[[Pen], tuple[FieldBox, ...]]


@dataclass(frozen=True)
class _Text:
    """A field for a value as it is written; `part` is "street" or "town" where an address is split over two fields."""

    name: str
    caption: str
    path: str
    width: float = 1.0
    style: str = ""
    part: str = ""

    def __call__(self, pen: Pen) -> tuple[FieldBox, ...]:
        text = value_of(pen, self.path, self.style) if self.path else ""
        street, _, town = text.partition(", ")
        text = {"street": street, "town": town}.get(self.part, text)
        return (FieldBox(self.name, self.caption, text, self.width),)


@dataclass(frozen=True)
class _Date:
    """Three fields for month, day and year."""

    stem: str
    caption: str
    path: str
    end: str = ""

    def __call__(self, pen: Pen) -> tuple[FieldBox, ...]:
        parts = ["", "", ""]
        if pen.scene.knows(self.path):
            pen.tell(self.path)
            year, month, day = str(pen.scene.values[self.path]).split("-")
            parts = [month, day, year]
        names = (f"{self.stem}_{part}{self.end}" for part in ("mm", "dd", "yy"))
        captions = (f"{self.caption}  (MM DD YY)", "", "")
        return tuple(FieldBox(*field, 0.45) for field in zip(names, captions, parts, strict=True))


@dataclass(frozen=True)
class _Phone:
    """Two fields for area code and number."""

    area: str
    number: str
    path: str

    def __call__(self, pen: Pen) -> tuple[FieldBox, ...]:
        ten = ""
        if pen.scene.knows(self.path):
            pen.tell(self.path)
            ten = str(pen.scene.values[self.path])
        rest = f"{ten[3:6]}-{ten[6:]}" if ten else ""
        return (FieldBox(self.area, "AREA", ten[:3], 0.4), FieldBox(self.number, "TELEPHONE", rest))


@dataclass(frozen=True)
class _Choice:
    """Radio buttons; without `words` they are YES and NO."""

    name: str
    caption: str
    path: str
    words: dict[str, str] | None = None

    def __call__(self, pen: Pen) -> tuple[FieldBox, ...]:
        words = self.words or {"true": "YES", "false": "NO"}
        chosen = ""
        if pen.scene.knows(self.path):
            pen.tell(self.path)
            chosen = words[str(pen.scene.values[self.path]).lower()]
        width = 2 if self.words else 0.9
        return (FieldBox(self.name, self.caption, chosen, width, choices=tuple(words.values())),)


_PEOPLE: tuple[tuple[Make, ...], ...] = (
    (_Text("insurance_name", "CARRIER", "payer_name"),),
    (
        _Choice("insurance_type", "1. TYPE OF INSURANCE", "insurance_type", _PAYERS),
        _Text("insurance_id", "1a. INSURED'S I.D. NUMBER", "insured_id"),
    ),
    (
        _Text("pt_name", "2. PATIENT'S NAME", "patient_name", 2),
        _Date("birth", "3. BIRTH DATE", "patient_date_of_birth"),
        _Choice("sex", "SEX", "patient_sex", _SEXES),
        _Text("ins_name", "4. INSURED'S NAME", "insured_name", 2),
    ),
    (
        _Text("pt_street", "5. PATIENT'S ADDRESS (No., Street)", "patient_address", 1.5),
        _Choice("rel_to_ins", "6. PATIENT RELATIONSHIP TO INSURED", "patient_relationship", _RELATIONS),
        _Text("ins_street", "7. INSURED'S ADDRESS (No., Street)", "insured_address", 1.5),
    ),
    (
        _Text("pt_city", "CITY", "patient_city"),
        _Text("pt_state", "STATE", "patient_state", 0.4),
        _Text("ins_city", "CITY", "insured_city"),
        _Text("ins_state", "STATE", "insured_state", 0.4),
    ),
    (
        _Text("pt_zip", "ZIP CODE", "patient_zip"),
        _Phone("pt_AreaCode", "pt_phone", "patient_phone"),
        _Text("ins_zip", "ZIP CODE", "insured_zip"),
        _Phone("ins_phone area", "ins_phone", "insured_phone"),
    ),
    (
        _Choice("employment", "10a. EMPLOYMENT?", "employment_related"),
        _Choice("pt_auto_accident", "b. AUTO ACCIDENT?", "auto_accident"),
        _Text("accident_place", "PLACE (State)", "", 0.4),
        _Choice("other_accident", "c. OTHER ACCIDENT?", "other_accident"),
    ),
    (
        _Text("ins_policy", "11. INSURED'S POLICY GROUP OR FECA NUMBER", "policy_number", 1.4),
        _Date("ins_dob", "a. INSURED'S DATE OF BIRTH", "insured_date_of_birth"),
        _Choice("ins_sex", "SEX", "insured_sex", _SEXES),
    ),
    (
        _Text("ins_plan_name", "11c. INSURANCE PLAN NAME OR PROGRAM NAME", "plan_name", 1.4),
        _Choice("ins_benefit_plan", "d. ANOTHER HEALTH BENEFIT PLAN?", "other_health_plan"),
    ),
    (
        _Text("pt_signature", "12. PATIENT'S OR AUTHORIZED PERSON'S SIGNATURE", "patient_signature"),
        _Text("pt_date", "DATE", "patient_signature_date", 0.5),
        _Text("ins_signature", "13. INSURED'S OR AUTHORIZED PERSON'S SIGNATURE", "insured_signature"),
    ),
    (
        _Date("cur_ill", "14. DATE OF CURRENT ILLNESS", "illness_date"),
        _Date("work", "16. UNABLE TO WORK FROM", "unable_to_work_from", "_from"),
        _Date("work", "TO", "unable_to_work_to", "_end"),
    ),
    (
        _Text("ref_physician", "17. NAME OF REFERRING PROVIDER", "referring_provider", 1.5),
        _Text("id_physician", "17b. NPI", "referring_npi"),
        _Choice("lab", "20. OUTSIDE LAB?", "outside_lab"),
        _Text("prior_auth", "23. PRIOR AUTHORIZATION NUMBER", "prior_authorization_number"),
    ),
)
_PROVIDER: tuple[tuple[Make, ...], ...] = (
    (
        _Text("tax_id", "25. FEDERAL TAX I.D. NUMBER", "tax_id"),
        _Choice("ssn", "SSN EIN", "tax_id_type", _TAX),
        _Text("pt_account", "26. PATIENT'S ACCOUNT NO.", "patient_account_number"),
        _Choice("assignment", "27. ACCEPT ASSIGNMENT?", "accept_assignment"),
    ),
    (
        _Text("t_charge", "28. TOTAL CHARGE", "total_charge", 1, "bare"),
        _Text("amt_paid", "29. AMOUNT PAID", "amount_paid", 1, "bare"),
        _Text("physician_signature", "31. SIGNATURE OF PHYSICIAN OR SUPPLIER", "physician_signature", 1.5),
        _Text("physician_date", "DATE", "physician_signature_date", 0.6),
    ),
    (
        _Text("fac_name", "32. SERVICE FACILITY LOCATION INFORMATION", "facility_name"),
        _Text("doc_name", "33. BILLING PROVIDER INFO", "billing_provider_name"),
    ),
    (
        _Text("fac_street", "STREET", "facility_address", part="street"),
        _Text("doc_street", "STREET", "billing_provider_address", part="street"),
    ),
    (
        _Text("fac_location", "CITY, STATE, ZIP", "facility_address", part="town"),
        _Text("doc_location", "CITY, STATE, ZIP", "billing_provider_address", part="town"),
    ),
    (
        _Text("pin1", "32a. NPI", "facility_npi"),
        _Text("pin", "33a. NPI", "billing_provider_npi"),
        _Phone("doc_phone area", "doc_phone", "billing_provider_phone"),
    ),
)


def cms_lines(pen: Pen) -> list[Line]:
    """A CMS-1500 (02/12) with the field names of the fillable form that clinics use."""
    codes = [_Text(f"diagnosis{row + 1}", _LETTERS[row], f"diagnoses[{row}].code") for row in range(12)]
    return [
        *(_line(pen, makes) for makes in _PEOPLE),
        Line(heading="21. DIAGNOSIS OR NATURE OF ILLNESS OR INJURY"),
        _line(pen, tuple(codes[:6])),
        _line(pen, tuple(codes[6:])),
        Line(heading="24. SERVICES"),
        *(_line(pen, _service(number, f"service_lines[{number - 1}]")) for number in range(1, 7)),
        *(_line(pen, makes) for makes in _PROVIDER),
    ]


def _line(pen: Pen, makes: tuple[Make, ...]) -> Line:
    return Line(tuple(box for make in makes for box in make(pen)))


def _service(number: int, path: str) -> tuple[Make, ...]:
    return (
        _Date(f"sv{number}", "A. FROM", f"{path}.date_from", "_from"),
        _Date(f"sv{number}", "TO", f"{path}.date_to", "_end"),
        _Text(f"place{number}", "B. PLACE", f"{path}.place_of_service", 0.5),
        _Text(f"cpt{number}", "D. CPT/HCPCS", f"{path}.procedure", 0.9),
        _Text(f"diag{number}", "E. POINTER", f"{path}.diagnosis_pointer", 0.7),
        _Text(f"ch{number}", "F. $ CHARGES", f"{path}.charge", 0.9, "bare"),
        _Text(f"day{number}", "G. UNITS", f"{path}.units", 0.5),
        _Text(f"local{number}", "J. RENDERING NPI", f"{path}.rendering_npi", 1.1),
    )
