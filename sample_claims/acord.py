"""The fields of an automobile loss notice, named as in the 2016 form: "Text1" and all."""

from __future__ import annotations

from dataclasses import dataclass

from sample_claims.acrofields import FieldBox, Line, value_of
from sample_claims.writing import Pen


@dataclass(frozen=True)
class _Spec:
    """A field: its name in the file, the caption printed above it, and what it holds."""

    name: str
    caption: str
    path: str
    width: float = 1.0
    rows: int = 1


_DESCRIPTION = "DESCRIPTION OF ACCIDENT ACORD 101 Additional Remarks Schedule may be attached if more space is required"
_DESCRIBE = (
    "DESCRIPTION OF ACCIDENT (ACORD 101, Additional Remarks Schedule, may be attached if more space is required)"
)
_TOWN = "CITY STATE ZIP"
_PHONE = "PHONE # CELL HOME BUS PRIMARY"
_RELATION = "RELATION TO INSURED (Employee, family, etc.)"
_BEFORE: tuple[str | tuple[_Spec, ...], ...] = (
    (
        _Spec("AGENCY", "AGENCY", "agency"),
        _Spec("CARRIER", "CARRIER", "carrier"),
        _Spec("Text1", "POLICY NUMBER", "policy_number"),
    ),
    (
        _Spec("Text2", "DATE OF LOSS", "date_of_loss"),
        _Spec("Text3", "TIME OF LOSS", "time_of_loss"),
        _Spec("Text4", "POLICY EFFECTIVE DATE", "policy_effective_date"),
        _Spec("Text7", "POLICY EXPIRATION DATE", "policy_expiration_date"),
        _Spec("Text8", "DATE REPORTED", "date_reported"),
    ),
    "INSURED",
    (
        _Spec("NAME OF INSURED First Middle Last", "NAME OF INSURED (First, Middle, Last)", "insured_name", 2.2),
        _Spec("DATE OF BIRTH", "DATE OF BIRTH", "insured_date_of_birth"),
    ),
    (
        _Spec("INSUREDS MAILING ADDRESS", "INSURED'S MAILING ADDRESS", "insured_address", 2.2),
        _Spec("PHONE  CELL HOME BUS PRIMARY", _PHONE, "insured_phone"),
        _Spec("PRIMARY EMAIL ADDRESS", "PRIMARY E-MAIL ADDRESS", "insured_email", 1.4),
    ),
    "CONTACT",
    (
        _Spec("NAME OF CONTACT First Middle Last", "NAME OF CONTACT (First, Middle, Last)", "contact_name", 2),
        _Spec("PHONE  CELL HOME BUS PRIMARY_2", _PHONE, "contact_phone"),
    ),
    "LOSS",
    (
        _Spec("STREET LOCATION OF LOSS", "STREET: LOCATION OF LOSS", "loss_location", 1.6),
        _Spec("POLICE OR FIRE DEPARTMENT CONTACTED", "POLICE OR FIRE DEPARTMENT CONTACTED", "authority_contacted", 1.4),
    ),
    (_Spec(_TOWN, "CITY, STATE, ZIP", "", 1.6), _Spec("REPORT NUMBER", "REPORT NUMBER", "report_number", 1.4)),
    (_Spec(_DESCRIPTION, _DESCRIBE, "loss_description", rows=2),),
    "INSURED VEHICLE",
    (
        _Spec("YEAR", "YEAR", "vehicle_year", 0.5),
        _Spec("MAKE", "MAKE", "vehicle_make"),
        _Spec("Text22", "MODEL", "vehicle_model"),
        _Spec("Text23", "V.I.N.", "vehicle_vin", 1.8),
        _Spec("PLATE NUMBER", "PLATE NUMBER", "vehicle_plate"),
        _Spec("STATE", "STATE", "vehicle_plate_state", 0.5),
    ),
    (
        _Spec("Text45", "DRIVER'S NAME", "driver_name", 1.6),
        _Spec("Employee family etc RELATION TO INSURED", _RELATION, "driver_relation", 1.4),
        _Spec("DATE OF BIRTH_2", "DRIVER DATE OF BIRTH", "driver_date_of_birth"),
    ),
    (
        _Spec("DRIVERS LICENSE NUMBER", "DRIVER'S LICENSE NUMBER", "driver_license_number", 1.4),
        _Spec("STATE_2", "LICENSE STATE", "driver_license_state", 0.6),
        _Spec("PURPOSE OF USE", "PURPOSE OF USE", "purpose_of_use"),
    ),
    (_Spec("DESCRIBE DAMAGE", "DESCRIBE DAMAGE", "damage_description", rows=2),),
    (
        _Spec("Text48", "ESTIMATE AMOUNT", "estimate_amount"),
        _Spec("WHERE CAN VEHICLE BE SEEN", "WHERE CAN VEHICLE BE SEEN?", "vehicle_location", 2),
    ),
    "OTHER VEHICLE",
    (
        _Spec("YEAR_2", "YEAR", "other_vehicles[0].year", 0.5),
        _Spec("Text62", "MAKE", "other_vehicles[0].make"),
        _Spec("MODEL", "MODEL", "other_vehicles[0].model"),
        _Spec("PLATE NUMBER_2", "PLATE NUMBER", "other_vehicles[0].plate"),
        _Spec("STATE_3", "STATE", "other_vehicles[0].plate_state", 0.5),
    ),
    (
        _Spec("CARRIER OR AGENCY NAME", "CARRIER OR AGENCY NAME", "other_vehicles[0].insurer"),
        _Spec("POLICY NUMBER_2", "POLICY NUMBER", "other_vehicles[0].policy_number"),
        _Spec("DESCRIBE DAMAGE_2", "DESCRIBE DAMAGE", "other_vehicles[0].damage_description", 1.5),
    ),
)
_AFTER: tuple[str | tuple[_Spec, ...], ...] = (
    "WITNESSES",
    (
        _Spec("NAME  ADDRESSRow1_2", "NAME & ADDRESS", "witnesses[0].name", 2),
        _Spec("PHONE AC NoRow1_2", "PHONE (A/C, No)", "witnesses[0].phone"),
    ),
    (_Spec("REPORTED BY", "REPORTED BY", "reported_by"), _Spec("REPORTED TO", "REPORTED TO", "reported_to")),
)


def acord_lines(pen: Pen) -> list[Line]:
    """An automobile loss notice with the field names of the 2016 form."""
    lines = [_line(pen, row) for row in _BEFORE]
    lines.append(Line(heading="INJURED"))
    lines += [_line(pen, _injured(row)) for row in range(max(pen.scene.rows("injured"), 1))]
    return lines + [_line(pen, row) for row in _AFTER]


def _line(pen: Pen, row: str | tuple[_Spec, ...]) -> Line:
    if isinstance(row, str):
        return Line(heading=row)
    return Line(tuple(FieldBox(spec.name, spec.caption, _value(pen, spec), spec.width, spec.rows) for spec in row))


def _value(pen: Pen, spec: _Spec) -> str:
    if spec.name != _TOWN:
        return value_of(pen, spec.path)
    city, state, zip_code = (value_of(pen, path) for path in ("loss_city", "loss_state", "loss_zip"))
    return f"{city}, {state} {zip_code}"


def _injured(row: int) -> tuple[_Spec, ...]:
    """The first row's age and extent have no number in their names, the others' have."""
    path, later = f"injured[{row}]", f"_{row + 1}" if row else ""
    return (
        _Spec(f"NAME  ADDRESSRow{row + 1}", "NAME & ADDRESS", f"{path}.name", 2.4),
        _Spec(f"PHONE AC NoRow{row + 1}", "PHONE (A/C, No)", f"{path}.phone", 1.2),
        _Spec(f"AGE{later}", "AGE", f"{path}.age", 0.5),
        _Spec(f"EXTENT OF INJURY{later}", "EXTENT OF INJURY", f"{path}.extent", 2),
    )
