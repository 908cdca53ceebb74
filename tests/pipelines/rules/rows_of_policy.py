"""Rows of the topics `policy` and `duplicates`."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from rule_rows import Past, Register, Row, document, fails, lines, misses, passes

from pipelines.ports import Policy

NUMBER = {"policy_number": "P-1"}
VIN = "1M8GDM9AXKP042788"
LOSS = {**NUMBER, "date_of_loss": "2026-04-20"}
AMOUNT = {**LOSS, "estimate_amount": "900.00"}
SERVICES = {**NUMBER, **lines("service_lines", {"date_from": "2026-03-02"}, {"date_from": "2026-03-09"})}


def known(**changes: Any) -> Register:
    """A register with one policy, P-1, changed as told."""
    facts: dict[str, Any] = {
        "policy_number": "P-1", "line": "auto", "status": "active", "insured_name": "Ada Quill",
        "effective_date": date(2026, 1, 1), "expiration_date": date(2027, 1, 1),
    }  # fmt: skip
    return Register((Policy(**{**facts, **changes}),))


ROWS: dict[str, tuple[Row, ...]] = {
    "policy.register_empty": (
        passes("auto", NUMBER, register=known()),
        misses("auto", "no policy register yet", NUMBER),
    ),
    "policy.not_found": (
        passes("auto", NUMBER, register=known()),
        passes("auto", NUMBER),
        fails("auto", "Policy number P-2 is not in the branch's policy register", {"policy_number": "P-2"},
              register=known()),
        misses("auto", "policy number not found", register=known()),
    ),
    "policy.line": (
        passes("auto", NUMBER, register=known()),
        fails("property", "as auto; the claim is property", NUMBER, register=known()),
        misses("auto", register=known()),
    ),
    "policy.status": (
        passes("auto", NUMBER, register=known()),
        fails("auto", "as lapsed; expected active", NUMBER, register=known(status="lapsed")),
        fails("auto", "without a status", NUMBER, register=known(status="")),
        misses("auto", register=known()),
    ),
    "policy.insured": (
        passes("auto", {**NUMBER, "insured_name": "Ada Quill"}, register=known()),
        passes("health", {**NUMBER, "patient_name": "Ada Quill"}, register=known(line="health")),
        passes("liability", {**NUMBER, "insured_name": "Quill Bakery, Inc."},
               register=known(line="liability", insured_name="Quill Bakery Inc")),
        fails("workers_comp", "Insured name is Vane Roofing", {**NUMBER, "insured_name": "Vane Roofing"},
              register=known(line="workers_comp", insured_name="Quill Bakery Inc")),
        fails("auto", "Insured name is Berta Vane; the register has Ada Quill",
              {**NUMBER, "insured_name": "Berta Vane"},
              register=known()),
        misses("auto", "insured name not found", NUMBER, register=known()),
    ),
    "policy.vehicle": (
        passes("auto", {**NUMBER, "vehicle_vin": VIN}, register=known(vins=("X" * 17, VIN))),
        passes("auto", {**NUMBER, "vehicle_vin": VIN}, register=known()),
        fails("auto", f"Vehicle VIN {VIN} is not on the policy", {**NUMBER, "vehicle_vin": VIN},
              register=known(vins=("1HGCM82633A004352",))),
        misses("auto", "vehicle VIN not found", NUMBER, register=known(vins=(VIN,))),
    ),
    "policy.cover": (
        passes("auto", {**NUMBER, "cause_of_loss": "hail"}, register=known(covers=("collision", "Comprehensive"))),
        passes("property", {**NUMBER, "cause_of_loss": "other"}, register=known(covers=("All risks",))),
        passes("auto", NUMBER, register=known()),
        passes("auto", NUMBER, register=known(covers=("collision", "comprehensive"))),
        fails("auto", "Cause of loss is hail; the register has cover for collision",
              {**NUMBER, "cause_of_loss": "hail"},
              register=known(covers=("collision",))),
        misses("auto", "cause of loss not found", NUMBER, register=known(covers=("collision",))),
    ),
    "policy.period": (
        passes("auto", LOSS, register=known()),
        passes("health", SERVICES, register=known(line="health")),
        passes("liability", {**LOSS, "policy_form": "claims_made"},
               register=known(line="liability", effective_date=date(2026, 4, 21))),
        fails("liability", "is outside the register's policy period", LOSS,
              register=known(line="liability", effective_date=date(2026, 4, 21))),
        fails("auto", "Date of loss 2026-04-20 is outside the register's policy period, 2026-04-21 to 2027-01-01", LOSS,
              register=known(effective_date=date(2026, 4, 21))),
        fails("health", "Date from of service line 2 2026-03-09 is outside", SERVICES,
              register=known(line="health", expiration_date=date(2026, 3, 8))),
        misses("auto", "day of loss not found", NUMBER, register=known()),
        misses("auto", "neither register nor document names one", LOSS,
               register=known(effective_date=None, expiration_date=None)),
    ),
    "policy.limit": (
        passes("auto", AMOUNT, register=known(limit=Decimal(900))),
        fails("auto", "Estimate amount 900.00 is above the register's limit 899.00", AMOUNT,
              register=known(limit=Decimal(899))),
        misses("auto", register=known(limit=Decimal(1))),
    ),
    "policy.period_differs": (
        passes("auto", {**NUMBER, "policy_effective_date": "2026-01-01"}, register=known()),
        fails("auto", "Policy effective date is 2026-02-01; the register has 2026-01-01",
              {**NUMBER, "policy_effective_date": "2026-02-01"}, register=known()),
        misses("auto", values={"policy_effective_date": "2026-02-01"}, register=known()),
    ),
    "duplicates.same_bytes": (
        passes("auto", documents=(document(sha256="ab"),), past=Past({"cd": ("c0",)})),
        passes("auto", documents=(document(sha256="ab"),), past=Past({"ab": ("c1",)})),
        fails("auto", "came in before, with one earlier claim", documents=(document(sha256="ab"),),
              past=Past({"ab": ("c0",)})),
        misses("auto"),
    ),
    "duplicates.same_loss": (
        passes("auto", AMOUNT, past=Past(losses={"c0": ("P-1", "2026-04-20", "901.00")})),
        fails("auto", "One earlier claim had the same policy, day of loss and estimate amount", AMOUNT,
              past=Past(losses={"c0": ("P-1", "2026-04-20", "900.00")})),
        fails("health", "day of loss and total charge", {**SERVICES, "total_charge": "900.00"},
              past=Past(losses={"c0": ("P-1", "2026-03-02", "900.00")})),
        misses("auto", values={"date_of_loss": "2026-04-20"},
              past=Past(losses={"c0": ("P-1", "2026-04-20", "900.00")})),
    ),
    "duplicates.same_day": (
        passes("auto", AMOUNT, past=Past(losses={"c0": ("P-1", "2026-04-20", "900.00")})),
        passes("auto", AMOUNT, past=Past(losses={"c0": ("P-1", "2026-04-19", "901.00")})),
        fails("auto", "2 earlier claims had the same policy and day of loss", AMOUNT,
              past=Past(losses={"c0": ("P-1", "2026-04-20", "1.00"), "c2": ("P-1", "2026-04-20", "2.00")})),
        misses("auto", values=NUMBER, past=Past(losses={"c0": ("P-1", "2026-04-20", "1.00")})),
    ),
}  # fmt: skip
