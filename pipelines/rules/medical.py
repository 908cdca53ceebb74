"""Medical: diagnoses, pointers, units, places and procedures of a health claim."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from string import ascii_uppercase

from pipelines.claim import Severity
from pipelines.ports import Context
from pipelines.rules.facts import loss_days
from pipelines.rules.identifiers import of_kind
from pipelines.rules.rule import ClaimView, Fault, Rule, sentence_case, spoken
from pipelines.rules.services import UNDATED

POINTERS = ascii_uppercase  # box 21 has places A to L; a claim sent as data may list more
MOST_UNITS = 999  # box 24G has three digits
ICD10_FROM = date(2015, 10, 1)  # services from that day on are coded in ICD-10 in the United States


def no_diagnosis(view: ClaimView, context: Context) -> Iterator[Fault]:
    """Services without a diagnosis that calls for them."""
    if not view.rows("diagnoses"):
        yield Fault("No diagnosis code was found; services need at least one", ("diagnoses",))


def diagnosis_code(view: ClaimView, context: Context) -> Iterator[Fault]:
    """Codes that are none. Those of ICD-9 are known by their shape alone, and right for services of their time."""
    old = {field.path for field in view.claim.fields if field.chosen.derivation == "icd9"}
    for fault in of_kind("icd10")(view, context):
        if isinstance(fault, Fault) and not old.intersection(fault.paths or ()):
            yield fault
    days = [found.day for found in loss_days(view)] or [
        day for path in ("statement_to", "statement_from") if (day := view.date(path))
    ]
    if old and days and max(days) >= ICD10_FROM:
        yield Fault(
            f"Diagnoses are coded in ICD-9, but the service of {max(days)} must be coded in ICD-10",
            tuple(field.path for field in view.claim.fields if field.path in old),
        )


def pointer(view: ClaimView, context: Context) -> Iterator[Fault]:
    """Pointers to a diagnosis that is not listed."""
    listed = {int(row[len("diagnoses[") : -1]) for row in view.rows("diagnoses")}
    for row in view.rows("service_lines"):
        path = f"{row}.diagnosis_pointer"
        said = view.text(path) or ""
        for mark in re.findall(r"[A-Za-z]|\d+", said):
            place = POINTERS.find(mark.upper()) if mark.isalpha() else int(mark) - 1
            if place not in listed:
                known = ", ".join(POINTERS[number] for number in sorted(listed) if number < len(POINTERS))
                yield Fault(
                    f"{sentence_case(spoken(path))} points to {mark.upper()}; the claim lists"
                    f" {known or 'no diagnosis'}",
                    (path,),
                )


def units(view: ClaimView, context: Context) -> Iterator[Fault]:
    """Lines with no unit at all, or with more than the form has room for."""
    for row in view.rows("service_lines"):
        number = view.number(f"{row}.units")
        if number is not None and not 1 <= number <= MOST_UNITS:
            yield Fault(
                f"{sentence_case(spoken(f'{row}.units'))} is {number}; expected 1 to {MOST_UNITS}", (f"{row}.units",)
            )


def service_before_birth(view: ClaimView, context: Context) -> Iterator[Fault]:
    """Services given before the patient was born."""
    born = view.date("patient_date_of_birth")
    for row in view.rows("service_lines"):
        path = f"{row}.date_from"
        day = view.date(path)
        if born and day and day < born:
            yield Fault(
                f"{sentence_case(spoken(path))}, {day}, is before the patient's birth, {born}",
                (path, "patient_date_of_birth"),
            )


RULES = (
    Rule("medical.no_diagnosis", Severity.WARNING, "The claim lists a diagnosis", no_diagnosis, types=("health",)),
    Rule("medical.diagnosis_code", Severity.WARNING, "Diagnosis codes exist in ICD-10-CM", diagnosis_code),
    Rule("medical.pointer", Severity.ERROR, "Diagnosis pointers refer to listed diagnoses", pointer,
         needs=("service_lines[].diagnosis_pointer",), optional=True),
    Rule("medical.units", Severity.WARNING, "Units are plausible", units, needs=("service_lines[].units",),
         optional=True),
    Rule("medical.place_of_service", Severity.WARNING, "Place of service codes exist", of_kind("place_of_service")),
    Rule("medical.procedure_code", Severity.WARNING, "Procedure codes are as such codes are made",
         of_kind("procedure")),
    Rule("medical.service_before_birth", Severity.ERROR, "Services lie within the patient's life", service_before_birth,
         needs=("patient_date_of_birth", "service_lines[].date_from"), instead=UNDATED),
)  # fmt: skip
