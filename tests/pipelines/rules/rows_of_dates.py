"""Rows of the topics `required` and `dates`."""

from __future__ import annotations

from datetime import date

from rule_rows import Register, Row, fails, lines, misses, passes

from pipelines.ports import Policy

LOSS = {"date_of_loss": "2026-04-20"}
WHOLE_AUTO = {
    "policy_number": "P-1", "date_of_loss": "2026-04-20", "insured_name": "Ada Quill", "vehicle_vin": "V",
    "estimate_amount": "900.00",
}  # fmt: skip
REGISTERED = Register(
    (Policy("P-1", "auto", "active", "Ada Quill", date(2026, 4, 15), date(2027, 4, 15)),)
)  # fmt: skip
SERVICE = lines("service_lines", {"date_from": "2026-03-02", "date_to": "2026-03-03"})

ROWS: dict[str, tuple[Row, ...]] = {
    "required.missing": (
        passes("auto", WHOLE_AUTO),
        fails("auto", "Date of loss not found", {k: v for k, v in WHOLE_AUTO.items() if k != "date_of_loss"}),
        fails("auto", "Vehicle VIN not found", {k: v for k, v in WHOLE_AUTO.items() if k != "vehicle_vin"}),
        fails("health", "Patient name not found", {}, faults=6),
    ),
    "dates.loss_after_received": (
        passes("auto", {"date_of_loss": "2026-04-30"}),
        fails("auto", "Date of loss 2026-05-01 is after the claim was received, 2026-04-30",
              {"date_of_loss": "2026-05-01"}),
        misses("property", "date of loss not found"),
    ),
    "dates.loss_after_reported": (
        passes("auto", {**LOSS, "date_reported": "2026-04-20"}),
        fails("auto", "Date of loss 2026-04-20 is after the loss was reported, 2026-04-19",
              {**LOSS, "date_reported": "2026-04-19"}),
        misses("auto", values=LOSS),
    ),
    "dates.reported_after_received": (
        passes("auto", {"date_reported": "2026-04-30"}),
        fails("health", "Date reported 2026-05-02", {"date_reported": "2026-05-02"}),
        misses("property"),
    ),
    "dates.loss_before_policy_start": (
        passes("liability", {**LOSS, "policy_effective_date": "2026-04-21", "policy_form": "claims_made"}),
        fails("liability", "before the policy's effective date",
              {**LOSS, "policy_effective_date": "2026-04-21", "policy_form": "occurrence"}),
        passes("auto", {**LOSS, "policy_effective_date": "2026-04-20"}),
        fails("property", "before the policy's effective date 2026-04-21",
              {**LOSS, "policy_effective_date": "2026-04-21"}),
        misses("auto", values=LOSS),
    ),
    "dates.loss_after_policy_end": (
        passes("auto", {**LOSS, "policy_expiration_date": "2026-04-20"}),
        fails("auto", "after the policy's expiration date 2026-04-19",
              {**LOSS, "policy_expiration_date": "2026-04-19"}),
        misses("auto", values={"policy_expiration_date": "2026-04-19"}),
    ),
    "dates.late_notice": (
        passes("auto", {"date_of_loss": "2026-03-31"}),
        passes("auto", {"date_of_loss": "2026-01-05", "date_reported": "2026-01-06"}),
        fails("auto", "was received 31 days later", {"date_of_loss": "2026-03-30"}),
        fails("property", "was reported 59 days later, 2026-03-01",
              {"date_of_loss": "2026-01-01", "date_reported": "2026-03-01"}),
        misses("auto", "date of loss not found"),
    ),
    "dates.soon_after_inception": (
        passes("auto", {**LOSS, "policy_effective_date": "2026-04-05"}),
        passes("auto", {**LOSS, "policy_effective_date": "2026-04-21"}),
        fails("auto", "Date of loss 2026-04-20 is 14 days after the policy began",
              {**LOSS, "policy_effective_date": "2026-04-06"}),
        fails("auto", "is 5 days after the policy began, 2026-04-15", {**LOSS, "policy_number": "P-1"},
              register=REGISTERED),
        misses("auto", values=LOSS),
    ),
    "dates.just_before_expiry": (
        passes("auto", {**LOSS, "policy_expiration_date": "2026-04-28"}),
        fails("auto", "is 7 days before the policy ends", {**LOSS, "policy_expiration_date": "2026-04-27"}),
        misses("auto", values=LOSS),
    ),
    "dates.birth": (
        passes("auto", {"insured_date_of_birth": "1950-01-01", "driver_date_of_birth": "2007-01-01"}),
        fails("health", "Patient date of birth 2026-05-01 is after the claim was received",
              {"patient_date_of_birth": "2026-05-01"}),
        fails("auto", "more than 120 years ago", {"insured_date_of_birth": "1890-01-01"}),
        misses("health"),
    ),
    "dates.service_order": (
        passes("health", SERVICE),
        fails("health", "Date from of service line 2, 2026-03-05, is after its last day, 2026-03-04",
              lines("service_lines", {"date_from": "2026-03-01"},
              {"date_from": "2026-03-05", "date_to": "2026-03-04"})),
        fails("health", "is after the claim was received", lines("service_lines", {"date_from": "2026-05-05"})),
        passes("health", lines("service_lines", {"date_from": "2026-03-01"}, {"charge": "10.00"})),
        misses("health", "date from of service lines not found"),
        misses("health", "date from of service lines not found", lines("service_lines", {"charge": "10.00"})),
    ),
    "dates.late_filing": (
        passes("health", SERVICE),
        fails("health", "more than 365 days is late filing", lines("service_lines", {"date_from": "2025-04-29"})),
        misses("health"),
    ),
    "dates.hospital_order": (
        passes("health", {"hospitalized_from": "2026-03-01", "hospitalized_to": "2026-03-01"}),
        fails("health", "Hospitalized from 2026-03-02 is after hospitalized to 2026-03-01",
              {"hospitalized_from": "2026-03-02", "hospitalized_to": "2026-03-01"}),
        misses("health", values={"hospitalized_from": "2026-03-02"}),
    ),
    "dates.absence_order": (
        passes("health", {"unable_to_work_from": "2026-03-01", "unable_to_work_to": "2026-03-09"}),
        fails("health", "Unable to work from 2026-03-10 is after",
              {"unable_to_work_from": "2026-03-10", "unable_to_work_to": "2026-03-09"}),
        misses("health", values={"unable_to_work_to": "2026-03-02"}),
    ),
    "dates.illness_after_service": (
        passes("health", {**SERVICE, "illness_date": "2026-03-02"}),
        fails("health", "Date of illness 2026-03-03 is after the first service, 2026-03-02",
              {**SERVICE, "illness_date": "2026-03-03"}),
        misses("health", values=SERVICE),
    ),
}  # fmt: skip
