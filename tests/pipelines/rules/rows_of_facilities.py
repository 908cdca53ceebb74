"""Rows of the rules about institutional and dental claims, and of what a reader of records tells of its file."""

from __future__ import annotations

from rule_rows import Row, document, fails, lines, misses, passes

from pipelines.claim import Defect, Document

HOSPITAL, DENTAL = "institutional", "dental"
STAY = {"admission_date": "2026-03-02", "statement_from": "2026-03-02", "statement_to": "2026-03-06"}
BEDS = lines("service_lines", {"revenue_code": "0120", "units": 4}, {"revenue_code": "0250", "units": 90})
GONE = lines(
    "missing_teeth", {"tooth": "1", "status": "missing"}, {"tooth": "16"}, {"tooth": "17", "status": "impacted"}
)


def told(rule: str) -> tuple[Document, ...]:
    """A document in whose making the reader found this fault."""
    return (document().model_copy(update={"defects": (Defect(rule=rule, message="Line 3 could not be read"),)}),)


def of_reader(rule: str) -> tuple[Row, ...]:
    other = told("documents.another")
    return (passes("health", documents=other), fails("health", "Line 3 could not be read", documents=told(rule)))


ROWS: dict[str, tuple[Row, ...]] = {
    **{f"documents.{name}": of_reader(f"documents.{name}")
       for name in ("broken_line", "claim_status", "claim_use", "claim_kind", "claim_currency", "transcribed",
                    "not_transcribed")},
    "medical.revenue_code": (
        passes(HOSPITAL, lines("service_lines", {"revenue_code": "0450"}, {"revenue_code": "0001"})),
        fails(HOSPITAL, "Revenue code of service line 1 0050: no such revenue code is assigned",
              lines("service_lines", {"revenue_code": "0050"})),
        fails(HOSPITAL, "1999", lines("service_lines", {"revenue_code": "1999"})),
        misses(HOSPITAL, values=lines("service_lines", {"charge": "1.00"})),
    ),
    "medical.type_of_bill": (
        passes(HOSPITAL, {"type_of_bill": "0131"}),
        passes(HOSPITAL, {"type_of_bill": "032A"}),
        fails(HOSPITAL, "Type of bill 0931: its second character, 9, names no kind of facility",
              {"type_of_bill": "0931"}),
        fails(HOSPITAL, "third character, 0", {"type_of_bill": "0101"}),
        misses(HOSPITAL),
    ),
    "medical.inpatient_codes": (
        passes(HOSPITAL, {"drg": "291", "principal_procedure": "0DTJ4ZZ"}),
        fails(HOSPITAL, "no such group", {"drg": "000"}),
        fails(HOSPITAL, "its first character, A, names no section", {"principal_procedure": "ADTJ4ZZ"}),
    ),
    "medical.admission_missing": (
        passes(HOSPITAL, {"type_of_bill": "0111", **STAY, "admission_type": "1", "patient_status": "01"}),
        passes(HOSPITAL, {"type_of_bill": "0131"}),
        fails(HOSPITAL, "Type of bill 0111 is of an inpatient stay; admission type, patient status not found",
              {"type_of_bill": "0111", **STAY}),
        misses(HOSPITAL),
    ),
    "medical.patient_status": (
        passes(HOSPITAL, {"type_of_bill": "0112", "patient_status": "30"}),
        passes(HOSPITAL, {"type_of_bill": "0111", "patient_status": "01"}),
        passes(HOSPITAL, {"type_of_bill": "0131", "patient_status": "30"}),
        fails(HOSPITAL, "Patient status is 01, but type of bill 0112 is an interim bill",
              {"type_of_bill": "0112", "patient_status": "01"}),
        fails(HOSPITAL, "Patient status is 30, still a patient, but type of bill 0114 ends the stay",
              {"type_of_bill": "0114", "patient_status": "30"}),
        misses(HOSPITAL, values={"type_of_bill": "0111"}),
    ),
    "medical.days_in_bed": (
        passes(HOSPITAL, {**STAY, **BEDS}),
        fails(HOSPITAL, "6 days of room and board are billed; the statement's period, 2026-03-02 to 2026-03-06, has 5",
              {**STAY, **BEDS, "service_lines[0].units": 6}),
        misses(HOSPITAL, values=BEDS),
    ),
    "medical.code_without_date": (
        passes(HOSPITAL, {"principal_procedure": "0DTJ4ZZ", "principal_procedure_date": "2026-03-03",
                          **lines("occurrences", {"code": "11", "date": "2026-03-01"})}),
        fails(HOSPITAL, "Principal procedure stands without principal procedure date",
              {"principal_procedure": "0DTJ4ZZ"}),
        fails(HOSPITAL, "Date of occurrence 1 stands without code of occurrence 1",
              lines("occurrences", {"date": "2026-03-01"})),
    ),
    "dates.stay_order": (
        passes(HOSPITAL, {**STAY, "discharge_date": "2026-03-06"}),
        fails(HOSPITAL, "Admission date 2026-03-02 is after discharge date 2026-02-28",
              {**STAY, "discharge_date": "2026-02-28"}),
        fails(HOSPITAL, "Statement from 2026-03-02 is after statement to 2026-03-01",
              {"statement_from": "2026-03-02", "statement_to": "2026-03-01"}),
    ),
    "dates.bill_in_future": (
        passes(HOSPITAL, STAY),
        fails(HOSPITAL, "Statement to 2026-05-02 is after the claim was received, 2026-04-30",
              {"statement_to": "2026-05-02"}),
    ),
    "dates.outside_statement": (
        passes(HOSPITAL, {**STAY, **lines("service_lines", {"date_from": "2026-03-06"}, {"date_from": "2026-02-28"})}),
        fails(HOSPITAL, "Date from of service line 1, 2026-03-07, is outside the statement's period",
              {**STAY, **lines("service_lines", {"date_from": "2026-03-07"})}),
        misses(HOSPITAL, values=STAY),
    ),
    "dates.procedure_outside_stay": (
        passes(HOSPITAL, {**STAY, "principal_procedure_date": "2026-03-03"}),
        fails(HOSPITAL, "Principal procedure date 2026-03-09 is outside the stay, 2026-03-02 to 2026-03-06",
              {**STAY, "principal_procedure_date": "2026-03-09"}),
        fails(HOSPITAL, "Date of other procedure 1", {**STAY, **lines("other_procedures", {"date": "2026-02-01"})}),
    ),
    "dates.occurrences": (
        passes(HOSPITAL, {**lines("occurrence_spans", {"date_from": "2026-03-02", "date_to": "2026-03-04"}),
                          **lines("occurrences", {"date": "2026-03-02"})}),
        fails(HOSPITAL, "Date from of occurrence span 1, 2026-03-05, is after its last day, 2026-03-04",
              lines("occurrence_spans", {"date_from": "2026-03-05", "date_to": "2026-03-04"})),
        fails(HOSPITAL, "Date of occurrence 1, 2026-06-01, is after the claim was received",
              lines("occurrences", {"date": "2026-06-01"})),
    ),
    "dates.admission_before_birth": (
        passes(HOSPITAL, {**STAY, "patient_date_of_birth": "2026-03-02"}),
        fails(HOSPITAL, "Patient date of birth 2026-03-03 is after admission date 2026-03-02",
              {**STAY, "patient_date_of_birth": "2026-03-03"}),
        misses(HOSPITAL, values=STAY),
    ),
    "money.non_covered": (
        passes(HOSPITAL, {**lines("service_lines", {"charge": "100.00", "non_covered": "20.00"}, {"charge": "5.00"}),
                          "non_covered_charges": "20.00"}),
        fails(HOSPITAL, "Non covered of service line 1 is 120.00, more than its charge, 100.00",
              lines("service_lines", {"charge": "100.00", "non_covered": "120.00"})),
        fails(HOSPITAL, "The non-covered charges of the lines add up to 20.00, but the bill says 30.00",
              {**lines("service_lines", {"charge": "100.00", "non_covered": "20.00"}), "non_covered_charges": "30.00"}),
        misses(HOSPITAL, values={"non_covered_charges": "20.00"}),
    ),
    "medical.tooth": (
        passes(DENTAL, lines("service_lines", {"tooth": "14"}, {"tooth": "T"}, {"tooth": "18-20"}, {"tooth": "48"})),
        passes(DENTAL, lines("service_lines", {"tooth": "48", "tooth_system": "JO"})),
        fails(DENTAL, "Tooth of service line 1 is 48; the universal numbering has no such tooth",
              lines("service_lines", {"tooth": "48", "tooth_system": "JP"})),
        fails(DENTAL, "is 99", lines("service_lines", {"tooth": "3, 99"})),
        misses(DENTAL, values=lines("service_lines", {"charge": "1.00"})),
    ),
    "medical.tooth_surfaces": (
        passes(DENTAL, lines("service_lines", {"surfaces": "MOD", "area": "10"})),
        fails(DENTAL, "names a surface twice", lines("service_lines", {"surfaces": "MM"})),
        fails(DENTAL, "not in the list of areas", lines("service_lines", {"area": "77"})),
    ),
    "medical.tooth_missing": (
        passes(DENTAL, lines("service_lines", {"procedure": "D2740", "tooth": "8"}, {"procedure": "D1110"})),
        fails(DENTAL, "Procedure D2740 is done to one tooth; tooth of service line 1 not found",
              lines("service_lines", {"procedure": "D2740"})),
        misses(DENTAL, values=lines("service_lines", {"charge": "1.00"})),
    ),
    "medical.surfaces_missing": (
        passes(DENTAL, lines("service_lines", {"procedure": "D2392", "tooth": "3", "surfaces": "MO"})),
        fails(DENTAL, "Procedure D2392 is a filling; surfaces of service line 1 not found",
              lines("service_lines", {"procedure": "D2392", "tooth": "3"})),
        fails(DENTAL, "Surfaces of service line 1 stands without a tooth",
              lines("service_lines", {"procedure": "D1351", "surfaces": "O"})),
        misses(DENTAL),
    ),
    "medical.missing_tooth_treated": (
        passes(DENTAL, {**GONE, **lines("service_lines", {"procedure": "D2392", "tooth": "3"},
                                        {"procedure": "D6010", "tooth": "1"}, {"procedure": "D7140", "tooth": "17"})}),
        fails(DENTAL, "Tooth of service line 1 is 16, which the claim lists as missing",
              {**GONE, **lines("service_lines", {"procedure": "D2392", "tooth": "16"})}),
        misses(DENTAL, values=GONE),
    ),
    "medical.accident_incomplete": (
        passes(DENTAL, {"treatment_cause": "other_accident", "accident_date": "2026-03-01"}),
        fails(DENTAL, "Treatment results from other accident; accident date not found",
              {"treatment_cause": "other_accident"}),
        fails(DENTAL, "auto accident state not found",
              {"treatment_cause": "auto_accident", "accident_date": "2026-03-01"}),
        misses(DENTAL),
    ),
    "dates.predetermination": (
        passes(DENTAL, {"transaction_type": "predetermination", **lines("service_lines", {"charge": "9.00"})}),
        passes(DENTAL, lines("service_lines", {"charge": "9.00", "date_from": "2026-03-01"})),
        fails(DENTAL, "The claim asks for a predetermination, but 1 of its services have been dated",
              {"transaction_type": "predetermination", **lines("service_lines", {"date_from": "2026-03-01"})}),
        fails(DENTAL, "Date from of service line 1 not found", lines("service_lines", {"charge": "9.00"})),
        misses(DENTAL),
    ),
    "dates.prior_placement": (
        passes(DENTAL, {"prior_placement_date": "2016-03-01", **lines("service_lines", {"date_from": "2026-03-01"})}),
        fails(DENTAL, "Prior placement date 2026-03-09 is after date from of service line 1 2026-03-01",
              {"prior_placement_date": "2026-03-09", **lines("service_lines", {"date_from": "2026-03-01"})}),
        misses(DENTAL, values={"prior_placement_date": "2016-03-01"}),
    ),
}  # fmt: skip
