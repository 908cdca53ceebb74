"""The fields of the fillable forms: names, captions and what a scene puts into them."""

from __future__ import annotations

from dataclasses import dataclass

from sample_claims.forms import SECTIONS, written
from sample_claims.words.labels import COLUMNS, LABELS, RECORD_TITLES
from sample_claims.writing import Pen


@dataclass(frozen=True)
class FieldBox:
    """One fillable field; `width` counts against its neighbours'. `choices` make it a row of radio buttons."""

    name: str
    caption: str
    value: str = ""
    width: float = 1.0
    rows: int = 1
    choices: tuple[str, ...] = ()
    tick: bool | None = None
    tooltip: str = ""


@dataclass(frozen=True)
class Line:
    """A row of fields, or a heading."""

    boxes: tuple[FieldBox, ...] = ()
    heading: str = ""


def _value(pen: Pen, path: str, style: str = "") -> str:
    if not pen.scene.knows(path):
        return ""
    return written(pen, path) if not style else pen.tell(path, style)


def plain_lines(pen: Pen) -> list[Line]:
    """A form of somebody's own making, its fields named after what they hold."""
    lines: list[Line] = []
    labels = LABELS[pen.scene.claim_type]
    for titles, paths in SECTIONS[pen.scene.claim_type]:
        if not paths:
            lines += _record_lines(pen, titles[0])
            continue
        lines.append(Line(heading=titles[-1]))
        boxes = [_own(pen, path, pen.rng.choice(labels[path])) for path in paths]
        while boxes:
            take = 1 if boxes[0].rows > 1 else 2 if len(boxes) > 1 and boxes[1].rows == 1 else 1
            lines.append(Line(tuple(boxes[:take])))
            boxes = boxes[take:]
    return lines


def _own(pen: Pen, path: str, label: str) -> FieldBox:
    kind = pen.scene.kind(path)
    if kind == "boolean":
        value = _value(pen, path)
        yes = pen.scene.values.get(path) is True
        return FieldBox(path, label, ("Yes" if yes else "No") if value else "", choices=("Yes", "No"))
    return FieldBox(path, label, _value(pen, path), rows=2 if kind == "narrative" else 1, tooltip=label)


def _record_lines(pen: Pen, record: str) -> list[Line]:
    lines = [Line(heading=RECORD_TITLES[record][0])] if pen.scene.rows(record) else []
    for row in range(pen.scene.rows(record)):
        boxes = tuple(
            FieldBox(f"{record}_{row + 1}_{name}", labels[0], _value(pen, f"{record}[{row}].{name}"))
            for name, labels in COLUMNS[record]
        )
        lines.append(Line(boxes))
    return lines


def acord_lines(pen: Pen) -> list[Line]:
    """An automobile loss notice with the field names of the 2016 form, "Text1" and all."""

    def box(name: str, caption: str, path: str, width: float = 1.0, rows: int = 1) -> FieldBox:
        return FieldBox(name, caption, _value(pen, path), width, rows)

    scene = pen.scene
    town = ""
    if scene.knows("loss_city"):
        town = f"{pen.tell('loss_city')}, {pen.tell('loss_state')} {pen.tell('loss_zip')}"
    injured = [
        Line((
            box(f"NAME  ADDRESSRow{row + 1}", "NAME & ADDRESS", f"injured[{row}].name", 2.4),
            box(f"PHONE AC NoRow{row + 1}", "PHONE (A/C, No)", f"injured[{row}].phone", 1.2),
            box("AGE" if row == 0 else f"AGE_{row + 1}", "AGE", f"injured[{row}].age", 0.5),
            box("EXTENT OF INJURY" if row == 0 else f"EXTENT OF INJURY_{row + 1}", "EXTENT OF INJURY", f"injured[{row}].extent", 2),
        ))
        for row in range(max(scene.rows("injured"), 1))
    ]  # fmt: skip
    return [
        Line((box("AGENCY", "AGENCY", "agency"), box("CARRIER", "CARRIER", "carrier"), box("Text1", "POLICY NUMBER", "policy_number"))),
        Line((box("Text2", "DATE OF LOSS", "date_of_loss"), box("Text3", "TIME OF LOSS", "time_of_loss"),
              box("Text4", "POLICY EFFECTIVE DATE", "policy_effective_date"),
              box("Text7", "POLICY EXPIRATION DATE", "policy_expiration_date"), box("Text8", "DATE REPORTED", "date_reported"))),
        Line(heading="INSURED"),
        Line((box("NAME OF INSURED First Middle Last", "NAME OF INSURED (First, Middle, Last)", "insured_name", 2.2),
              box("DATE OF BIRTH", "DATE OF BIRTH", "insured_date_of_birth"))),
        Line((box("INSUREDS MAILING ADDRESS", "INSURED'S MAILING ADDRESS", "insured_address", 2.2),
              box("PHONE  CELL HOME BUS PRIMARY", "PHONE # CELL HOME BUS PRIMARY", "insured_phone"),
              box("PRIMARY EMAIL ADDRESS", "PRIMARY E-MAIL ADDRESS", "insured_email", 1.4))),
        Line(heading="CONTACT"),
        Line((box("NAME OF CONTACT First Middle Last", "NAME OF CONTACT (First, Middle, Last)", "contact_name", 2),
              box("PHONE  CELL HOME BUS PRIMARY_2", "PHONE # CELL HOME BUS PRIMARY", "contact_phone"))),
        Line(heading="LOSS"),
        Line((box("STREET LOCATION OF LOSS", "STREET: LOCATION OF LOSS", "loss_location", 1.6),
              box("POLICE OR FIRE DEPARTMENT CONTACTED", "POLICE OR FIRE DEPARTMENT CONTACTED", "authority_contacted", 1.4))),
        Line((FieldBox("CITY STATE ZIP", "CITY, STATE, ZIP", town, 1.6), box("REPORT NUMBER", "REPORT NUMBER", "report_number", 1.4))),
        Line((box("DESCRIPTION OF ACCIDENT ACORD 101 Additional Remarks Schedule may be attached if more space is required",
                  "DESCRIPTION OF ACCIDENT (ACORD 101, Additional Remarks Schedule, may be attached if more space is required)",
                  "loss_description", rows=2),)),
        Line(heading="INSURED VEHICLE"),
        Line((box("YEAR", "YEAR", "vehicle_year", 0.5), box("MAKE", "MAKE", "vehicle_make"),
              box("Text22", "MODEL", "vehicle_model"), box("Text23", "V.I.N.", "vehicle_vin", 1.8),
              box("PLATE NUMBER", "PLATE NUMBER", "vehicle_plate"), box("STATE", "STATE", "vehicle_plate_state", 0.5))),
        Line((box("Text45", "DRIVER'S NAME", "driver_name", 1.6), box("Employee family etc RELATION TO INSURED",
              "RELATION TO INSURED (Employee, family, etc.)", "driver_relation", 1.4), box("DATE OF BIRTH_2", "DRIVER DATE OF BIRTH", "driver_date_of_birth"))),
        Line((box("DRIVERS LICENSE NUMBER", "DRIVER'S LICENSE NUMBER", "driver_license_number", 1.4),
              box("STATE_2", "STATE", "driver_license_state", 0.5), box("PURPOSE OF USE", "PURPOSE OF USE", "purpose_of_use"))),
        Line((box("DESCRIBE DAMAGE", "DESCRIBE DAMAGE", "damage_description", rows=2),)),
        Line((box("Text48", "ESTIMATE AMOUNT", "estimate_amount"),
              box("WHERE CAN VEHICLE BE SEEN", "WHERE CAN VEHICLE BE SEEN?", "vehicle_location", 2))),
        Line(heading="OTHER VEHICLE"),
        Line((box("YEAR_2", "YEAR", "other_vehicles[0].year", 0.5), box("Text62", "MAKE", "other_vehicles[0].make"),
              box("MODEL", "MODEL", "other_vehicles[0].model"), box("PLATE NUMBER_2", "PLATE NUMBER", "other_vehicles[0].plate"),
              box("STATE_3", "STATE", "other_vehicles[0].plate_state", 0.5))),
        Line((box("CARRIER OR AGENCY NAME", "CARRIER OR AGENCY NAME", "other_vehicles[0].insurer"),
              box("POLICY NUMBER_2", "POLICY NUMBER", "other_vehicles[0].policy_number"),
              box("DESCRIBE DAMAGE_2", "DESCRIBE DAMAGE", "other_vehicles[0].damage_description", 1.5))),
        Line(heading="INJURED"),
        *injured,
        Line(heading="WITNESSES"),
        Line((box("NAME  ADDRESSRow1_2", "NAME & ADDRESS", "witnesses[0].name", 2), box("PHONE AC NoRow1_2", "PHONE (A/C, No)", "witnesses[0].phone"))),
        Line((box("REPORTED BY", "REPORTED BY", "reported_by"), box("REPORTED TO", "REPORTED TO", "reported_to"))),
    ]  # fmt: skip


def _parts(pen: Pen, path: str) -> tuple[str, str, str]:
    """A date as month, day and year."""
    if not pen.scene.knows(path):
        return ("", "", "")
    pen.tell(path)
    year, month, day = str(pen.scene.values[path]).split("-")
    return (month, day, year)


def _dates(pen: Pen, stem: str, path: str, caption: str, end: str = "") -> tuple[FieldBox, ...]:
    names = (f"{stem}_mm{end}", f"{stem}_dd{end}", f"{stem}_yy{end}")
    captions = (f"{caption} MM", "DD", "YY")
    return tuple(FieldBox(name, text, part, 0.45) for name, text, part in zip(names, captions, _parts(pen, path), strict=True))


def _yes_no(pen: Pen, name: str, path: str, caption: str) -> FieldBox:
    told = pen.scene.knows(path)
    if told:
        pen.tell(path)
    return FieldBox(name, caption, ("YES" if pen.scene.values[path] else "NO") if told else "", 0.9, choices=("YES", "NO"))


def _phone(pen: Pen, names: tuple[str, str], path: str) -> tuple[FieldBox, ...]:
    if not pen.scene.knows(path):
        return (FieldBox(names[0], "AREA", width=0.4), FieldBox(names[1], "TELEPHONE"))
    pen.tell(path)
    ten = str(pen.scene.values[path])
    return (FieldBox(names[0], "AREA", ten[:3], 0.4), FieldBox(names[1], "TELEPHONE", f"{ten[3:6]}-{ten[6:]}"))


_PAYERS = {
    "medicare": "Medicare", "medicaid": "Medicaid", "tricare": "Tricare", "champva": "Champva", "group_health": "Group",
    "feca": "Feca", "other": "Other",
}  # fmt: skip
_RELATIONS = {"self": "Self", "spouse": "Spouse", "child": "Child", "other": "Other"}


def _radio(pen: Pen, name: str, path: str, caption: str, words: dict[str, str]) -> FieldBox:
    known = pen.scene.knows(path)
    if known:
        pen.tell(path)
    return FieldBox(name, caption, words[str(pen.scene.values[path])] if known else "", 2, choices=tuple(words.values()))


def cms_lines(pen: Pen) -> list[Line]:
    """A CMS-1500 (02/12) with the field names of the fillable form that clinics use."""
    return [*_cms_people(pen), *_cms_condition(pen), *_cms_services(pen), *_cms_provider(pen)]


def _cms_people(pen: Pen) -> list[Line]:
    def box(name: str, caption: str, path: str, width: float = 1.0) -> FieldBox:
        return FieldBox(name, caption, _value(pen, path), width)

    sexes = {"male": "M", "female": "F"}
    return [
        Line((box("insurance_name", "CARRIER", "payer_name"),)),
        Line((_radio(pen, "insurance_type", "insurance_type", "1. TYPE OF INSURANCE", _PAYERS),
              box("insurance_id", "1a. INSURED'S I.D. NUMBER", "insured_id"))),
        Line((box("pt_name", "2. PATIENT'S NAME", "patient_name", 2), *_dates(pen, "birth", "patient_date_of_birth", "3. BIRTH DATE"),
              _radio(pen, "sex", "patient_sex", "SEX", sexes), box("ins_name", "4. INSURED'S NAME", "insured_name", 2))),
        Line((box("pt_street", "5. PATIENT'S ADDRESS (No., Street)", "patient_address", 1.5),
              _radio(pen, "rel_to_ins", "patient_relationship", "6. PATIENT RELATIONSHIP TO INSURED", _RELATIONS),
              box("ins_street", "7. INSURED'S ADDRESS (No., Street)", "insured_address", 1.5))),
        Line((box("pt_city", "CITY", "patient_city"), box("pt_state", "STATE", "patient_state", 0.4),
              box("ins_city", "CITY", "insured_city"), box("ins_state", "STATE", "insured_state", 0.4))),
        Line((box("pt_zip", "ZIP CODE", "patient_zip"), *_phone(pen, ("pt_AreaCode", "pt_phone"), "patient_phone"),
              box("ins_zip", "ZIP CODE", "insured_zip"), *_phone(pen, ("ins_phone area", "ins_phone"), "insured_phone"))),
        Line((_yes_no(pen, "employment", "employment_related", "10a. EMPLOYMENT?"), _yes_no(pen, "pt_auto_accident", "auto_accident", "b. AUTO ACCIDENT?"),
              FieldBox("accident_place", "PLACE (State)", "", 0.4), _yes_no(pen, "other_accident", "other_accident", "c. OTHER ACCIDENT?"))),
        Line((box("ins_policy", "11. INSURED'S POLICY GROUP OR FECA NUMBER", "policy_number", 1.4),
              *_dates(pen, "ins_dob", "insured_date_of_birth", "a. INSURED'S DATE OF BIRTH"), _radio(pen, "ins_sex", "insured_sex", "SEX", sexes))),
        Line((box("ins_plan_name", "11c. INSURANCE PLAN NAME OR PROGRAM NAME", "plan_name", 1.4),
              _yes_no(pen, "ins_benefit_plan", "other_health_plan", "d. ANOTHER HEALTH BENEFIT PLAN?"))),
        Line((box("pt_signature", "12. PATIENT'S OR AUTHORIZED PERSON'S SIGNATURE", "patient_signature"),
              box("pt_date", "DATE", "patient_signature_date", 0.5),
              box("ins_signature", "13. INSURED'S OR AUTHORIZED PERSON'S SIGNATURE", "insured_signature"))),
    ]  # fmt: skip


def _cms_condition(pen: Pen) -> list[Line]:
    def box(name: str, caption: str, path: str, width: float = 1.0) -> FieldBox:
        return FieldBox(name, caption, _value(pen, path), width)

    codes = tuple(
        FieldBox(f"diagnosis{row + 1}", "ABCDEFGHIJKL"[row], _value(pen, f"diagnoses[{row}].code")) for row in range(12)
    )
    return [
        Line((*_dates(pen, "cur_ill", "illness_date", "14. DATE OF CURRENT ILLNESS"), *_dates(pen, "work", "unable_to_work_from", "16. UNABLE TO WORK FROM", "_from"),
              *_dates(pen, "work", "unable_to_work_to", "TO", "_end"))),
        Line((box("ref_physician", "17. NAME OF REFERRING PROVIDER", "referring_provider", 1.5), box("id_physician", "17b. NPI", "referring_npi"),
              _yes_no(pen, "lab", "outside_lab", "20. OUTSIDE LAB?"), box("prior_auth", "23. PRIOR AUTHORIZATION NUMBER", "prior_authorization_number"))),
        Line(heading="21. DIAGNOSIS OR NATURE OF ILLNESS OR INJURY"),
        Line(codes[:6]), Line(codes[6:]),
    ]  # fmt: skip


def _cms_services(pen: Pen) -> list[Line]:
    lines = [Line(heading="24. SERVICES")]
    for row in range(6):
        number, path = row + 1, f"service_lines[{row}]"
        lines.append(Line((
            *_dates(pen, f"sv{number}", f"{path}.date_from", "A. FROM", "_from"),
            *_dates(pen, f"sv{number}", f"{path}.date_to", "TO", "_end"),
            FieldBox(f"place{number}", "B. PLACE", _value(pen, f"{path}.place_of_service"), 0.5),
            FieldBox(f"cpt{number}", "D. CPT/HCPCS", _value(pen, f"{path}.procedure"), 0.9),
            FieldBox(f"diag{number}", "E. POINTER", _value(pen, f"{path}.diagnosis_pointer"), 0.7),
            FieldBox(f"ch{number}", "F. $ CHARGES", _value(pen, f"{path}.charge", "bare"), 0.9),
            FieldBox(f"day{number}", "G. UNITS", _value(pen, f"{path}.units"), 0.5),
            FieldBox(f"local{number}", "J. RENDERING NPI", _value(pen, f"{path}.rendering_npi"), 1.1),
        )))  # fmt: skip
    return lines


def _cms_provider(pen: Pen) -> list[Line]:
    def box(name: str, caption: str, path: str, width: float = 1.0, style: str = "") -> FieldBox:
        return FieldBox(name, caption, _value(pen, path, style), width)

    def split(path: str) -> tuple[str, str]:
        street, _, town = _value(pen, path).partition(", ") if pen.scene.knows(path) else ("", "", "")
        return street, town

    facility, provider = split("facility_address"), split("billing_provider_address")
    kinds = {"ssn": "SSN", "ein": "EIN"}
    return [
        Line((box("tax_id", "25. FEDERAL TAX I.D. NUMBER", "tax_id"), _radio(pen, "ssn", "tax_id_type", "SSN EIN", kinds),
              box("pt_account", "26. PATIENT'S ACCOUNT NO.", "patient_account_number"), _yes_no(pen, "assignment", "accept_assignment", "27. ACCEPT ASSIGNMENT?"))),
        Line((box("t_charge", "28. TOTAL CHARGE", "total_charge", 1, "bare"), box("amt_paid", "29. AMOUNT PAID", "amount_paid", 1, "bare"),
              box("physician_signature", "31. SIGNATURE OF PHYSICIAN OR SUPPLIER", "physician_signature", 1.5), box("physician_date", "DATE", "physician_signature_date", 0.6))),
        Line((box("fac_name", "32. SERVICE FACILITY LOCATION INFORMATION", "facility_name"), box("doc_name", "33. BILLING PROVIDER INFO", "billing_provider_name"))),
        Line((FieldBox("fac_street", "STREET", facility[0]), FieldBox("doc_street", "STREET", provider[0]))),
        Line((FieldBox("fac_location", "CITY, STATE, ZIP", facility[1]), FieldBox("doc_location", "CITY, STATE, ZIP", provider[1]))),
        Line((box("pin1", "32a. NPI", "facility_npi"), box("pin", "33a. NPI", "billing_provider_npi"),
              *_phone(pen, ("doc_phone area", "doc_phone"), "billing_provider_phone"))),
    ]  # fmt: skip
