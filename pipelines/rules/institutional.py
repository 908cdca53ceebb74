"""Institutional claims: the codes of a UB-04, the stay's days in their order, covered and other charges."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from pipelines.claim import Severity
from pipelines.ports import Context
from pipelines.rules.facts import shown
from pipelines.rules.identifiers import of_kind
from pipelines.rules.rule import ClaimView, Fault, Rule, sentence_case, spoken
from pipelines.rules.services import in_order

ONLY = ("institutional",)
BEFORE_ADMISSION_DAYS = 3  # outpatient services of these days belong to the stay (the three-day payment window)
INPATIENT = frozenset({"11", "12", "18", "21", "22", "28", "41", "65", "66", "86"})  # facility and kind of care
STILL_PATIENT = "30"
OPEN_BILLS = frozenset("23")  # first and middle of a series: the patient has not left
CLOSED_BILLS = frozenset("14")
ACCOMMODATIONS = range(10, 22)  # revenue categories 010x to 021x: a unit is a day in a bed


def stay_order(view: ClaimView, context: Context) -> Iterator[Fault]:
    """A stay that ends before it begins, or bill days outside of it."""
    for early, late in (
        ("admission_date", "discharge_date"),
        ("statement_from", "statement_to"),
        ("admission_date", "statement_to"),
    ):
        first, last = view.date(early), view.date(late)
        if first and last and first > last:
            yield Fault(f"{sentence_case(spoken(early))} {first} is after {spoken(late)} {last}", (early, late))


def bill_in_future(view: ClaimView, context: Context) -> Iterator[Fault]:
    """A stay or a bill's period that goes beyond the day on which the bill came in."""
    for path in ("admission_date", "discharge_date", "statement_to"):
        day = view.date(path)
        if day and day > context.received_on:
            yield Fault(
                f"{sentence_case(spoken(path))} {day} is after the claim was received, {context.received_on}", (path,)
            )


def outside_statement(view: ClaimView, context: Context) -> Iterator[Fault]:
    """Services on days that the statement does not cover."""
    start, end = view.date("statement_from"), view.date("statement_to")
    for row in view.rows("service_lines"):
        path = f"{row}.date_from"
        day = view.date(path)
        if day and start and end and start <= end and not _within(day, start, end):
            yield Fault(
                f"{sentence_case(spoken(path))}, {day}, is outside the statement's period, {start} to {end}",
                (path, "statement_from", "statement_to"),
            )


def procedure_outside_stay(view: ClaimView, context: Context) -> Iterator[Fault]:
    """Inpatient procedures on days outside the stay."""
    start = view.date("admission_date") or view.date("statement_from")
    end = view.date("discharge_date") or view.date("statement_to")
    paths = ["principal_procedure_date", *(f"{row}.date" for row in view.rows("other_procedures"))]
    for path in paths:
        day = view.date(path)
        if day and start and end and not _within(day, start, end):
            yield Fault(f"{sentence_case(spoken(path))} {day} is outside the stay, {start} to {end}", (path,))


def _within(day: date, start: date, end: date) -> bool:
    return start - timedelta(days=BEFORE_ADMISSION_DAYS) <= day <= end


def spans_order(view: ClaimView, context: Context) -> Iterator[Fault]:
    """Occurrence spans that end before they begin, and occurrences that lie ahead."""
    for row in view.rows("occurrence_spans"):
        first, last = view.date(f"{row}.date_from"), view.date(f"{row}.date_to")
        if first and last and first > last:
            yield Fault(
                f"{sentence_case(spoken(f'{row}.date_from'))}, {first}, is after its last day, {last}",
                (f"{row}.date_from", f"{row}.date_to"),
            )
    for row in view.rows("occurrences"):
        day = view.date(f"{row}.date")
        if day and day > context.received_on:
            yield Fault(
                f"{sentence_case(spoken(f'{row}.date'))}, {day}, is after the claim was received,"
                f" {context.received_on}",
                (f"{row}.date",),
            )


def admission_missing(view: ClaimView, context: Context) -> Iterator[Fault]:
    """An inpatient bill without what only an inpatient bill must say."""
    bill = view.text("type_of_bill") or ""
    if bill[1:3] in INPATIENT:
        absent = [path for path in ("admission_date", "admission_type", "patient_status") if not view.has(path)]
        if absent:
            yield Fault(
                f"Type of bill {bill} is of an inpatient stay; {', '.join(map(spoken, absent))} not found",
                ("type_of_bill", *absent),
            )


def patient_status(view: ClaimView, context: Context) -> Iterator[Fault]:
    """A patient who has left on an interim bill, or is still there on the last one."""
    bill, status = view.text("type_of_bill") or "", view.text("patient_status") or ""
    if bill[1:3] not in INPATIENT or not status:
        return
    if bill[3:] in OPEN_BILLS and status != STILL_PATIENT:
        yield Fault(
            f"Patient status is {status}, but type of bill {bill} is an interim bill of a patient who is still there"
        )
    if bill[3:] in CLOSED_BILLS and status == STILL_PATIENT:
        yield Fault(f"Patient status is {status}, still a patient, but type of bill {bill} ends the stay")


def non_covered(view: ClaimView, context: Context) -> Iterator[Fault]:
    """More non-covered than charged on a line, or another sum of it than the bill's."""
    rows = view.rows("service_lines")
    for row in rows:
        charge, part = view.money(f"{row}.charge"), view.money(f"{row}.non_covered")
        if charge is not None and part is not None and part > charge:
            yield Fault(
                f"{sentence_case(spoken(f'{row}.non_covered'))} is {shown(part)}, more than its charge,"
                f" {shown(charge)}",
                (f"{row}.non_covered", f"{row}.charge"),
            )
    total = view.money("non_covered_charges")
    parts = [amount for row in rows if (amount := view.money(f"{row}.non_covered")) is not None]
    if total is not None and parts and sum(parts, Decimal(0)) != total:
        yield Fault(
            f"The non-covered charges of the lines add up to {shown(sum(parts, Decimal(0)))}, but the bill says"
            f" {shown(total)}",
            ("non_covered_charges",),
        )


def days_in_bed(view: ClaimView, context: Context) -> Iterator[Fault]:
    """More days in a bed than the statement's period has."""
    start, end = view.date("statement_from"), view.date("statement_to")
    paths = []
    days = 0
    for row in view.rows("service_lines"):
        code, units = view.text(f"{row}.revenue_code") or "", view.number(f"{row}.units")
        if code[:3].isdigit() and int(code[:3]) in ACCOMMODATIONS and units:
            days += units
            paths.append(f"{row}.units")
    if start and end and start <= end and days > (most := (end - start).days + 1):
        yield Fault(
            f"{days} days of room and board are billed; the statement's period, {start} to {end}, has {most}",
            (*paths, "statement_from", "statement_to"),
        )


def admitting_missing(view: ClaimView, context: Context) -> Iterator[Fault]:
    """A procedure without its day, or a day without its procedure."""
    pairs = [("principal_procedure", "principal_procedure_date")]
    pairs += [(f"{row}.code", f"{row}.date") for row in view.rows("other_procedures")]
    pairs += [(f"{row}.code", f"{row}.date") for row in view.rows("occurrences")]
    for code, day in pairs:
        if view.has(code) != view.has(day):
            there, absent = (code, day) if view.has(code) else (day, code)
            yield Fault(f"{sentence_case(spoken(there))} stands without {spoken(absent)}", (there, absent))


RULES = (
    Rule("medical.revenue_code", Severity.WARNING, "Revenue codes are of assigned categories",
         of_kind("revenue_code"), needs=("service_lines[].revenue_code",), types=ONLY, optional=True),
    Rule("medical.type_of_bill", Severity.WARNING, "The type of bill is made of assigned parts",
         of_kind("type_of_bill"), needs=("type_of_bill",), types=ONLY, optional=True),
    Rule("medical.inpatient_codes", Severity.WARNING, "DRG and inpatient procedure codes are as such codes are made",
         of_kind("drg", "icd10_pcs"), types=ONLY),
    Rule("medical.admission_missing", Severity.WARNING, "An inpatient bill tells of the admission", admission_missing,
         needs=("type_of_bill",), types=ONLY, optional=True),
    Rule("medical.patient_status", Severity.WARNING, "Patient status and type of bill agree", patient_status,
         needs=("type_of_bill", "patient_status"), types=ONLY, optional=True),
    Rule("medical.days_in_bed", Severity.WARNING, "Room and board fits into the statement's period", days_in_bed,
         needs=("service_lines[].revenue_code", "statement_from", "statement_to"), types=ONLY, optional=True),
    Rule("medical.code_without_date", Severity.WARNING, "Procedures and occurrences have their dates",
         admitting_missing, types=ONLY),
    Rule("dates.stay_order", Severity.ERROR, "Admission, discharge and statement period are in order", stay_order,
         types=ONLY),
    Rule("dates.bill_in_future", Severity.ERROR, "The stay was over, or under way, when the bill came",
         bill_in_future, types=ONLY),
    Rule("dates.outside_statement", Severity.WARNING, "Services lie within the statement's period", outside_statement,
         needs=("service_lines[].date_from", "statement_from", "statement_to"), types=ONLY, optional=True),
    Rule("dates.procedure_outside_stay", Severity.WARNING, "Inpatient procedures lie within the stay",
         procedure_outside_stay, types=ONLY),
    Rule("dates.occurrences", Severity.WARNING, "Occurrences and their spans are in order", spans_order, types=ONLY),
    Rule("dates.admission_before_birth", Severity.ERROR, "The patient was born before being admitted",
         in_order("patient_date_of_birth", "admission_date"), needs=("patient_date_of_birth", "admission_date"),
         types=ONLY, optional=True),
    Rule("money.non_covered", Severity.WARNING, "Non-covered charges are part of the charges", non_covered,
         needs=("service_lines[].non_covered",), types=ONLY, optional=True),
)  # fmt: skip
