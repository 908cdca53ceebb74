"""Rows of the topics `money` and `identifiers`."""

from __future__ import annotations

from decimal import Decimal

from rule_rows import Register, Row, fails, lines, misses, passes

from pipelines.ports import Policy

CHARGES = lines("service_lines", {"charge": "120.50"}, {"charge": "79.50"})
ITEMS = lines("damaged_items", {"amount": "400.00"}, {"amount": "100.10"})
REGISTERED = Register((Policy("P-1", "auto", "active", "Ada Quill", deductible=Decimal(500)),))

ROWS: dict[str, tuple[Row, ...]] = {
    "money.line_charges": (
        passes("health", {**CHARGES, "total_charge": "200.00"}),
        fails("health", "The 2 service lines add up to 200.00, but the total charge is 210.00, 10.00 more",
              {**CHARGES, "total_charge": "210.00"}),
        fails("health", "0.01 less", {**CHARGES, "total_charge": "199.99"}),
        misses("health", "service lines not found", {"total_charge": "200.00"}),
        misses("health", "total charge not found", CHARGES),
        passes("institutional", {**CHARGES, "total_charge": "200.00", "service_lines[2].revenue_code": "0001",
                                 "service_lines[2].charge": "200.00"}),
        passes("dental", {**CHARGES, "other_fees": "5.00", "total_charge": "205.00"}),
        fails("dental", "The 2 service lines add up to 205.00, but the total charge is 200.00, 5.00 less",
              {**CHARGES, "other_fees": "5.00", "total_charge": "200.00"}),
        misses("health", "charge of service line 3 not found",
               {**CHARGES, "service_lines[2].units": 1, "total_charge": "200.00"}),
    ),
    "money.estimate_lines": (
        passes("auto", {**lines("estimate_lines", {"amount": "900.00"}), "estimate_amount": "900.00"}),
        fails("auto", "add up to 900.00, but the estimate amount is 990.00",
              {**lines("estimate_lines", {"amount": "900.00"}), "estimate_amount": "990.00"}),
        misses("auto", values={"estimate_amount": "990.00"}),
    ),
    "money.damaged_items": (
        passes("property", {**ITEMS, "probable_amount": "500.10"}),
        fails("property", "The 2 damaged items add up to 500.10",
              {**ITEMS, "probable_amount": "5,00.00".replace(",", "")}),
        misses("property", values={"probable_amount": "500.00"}),
    ),
    "money.balance": (
        passes("health", {"total_charge": "200.00", "amount_paid": "20.00", "balance_due": "180.00"}),
        passes("health", {"total_charge": "200.00", "balance_due": "200.00"}),
        fails("health", "Balance due is 190.00; total charge 200.00 less amount paid 20.00 is 180.00",
              {"total_charge": "200.00", "amount_paid": "20.00", "balance_due": "190.00"}),
        misses("health", values={"total_charge": "200.00", "amount_paid": "20.00"}),
    ),
    "money.paid_above_total": (
        passes("health", {"total_charge": "200.00", "amount_paid": "200.00"}),
        fails("health", "Amount paid 201.00 is more", {"total_charge": "200.00", "amount_paid": "201.00"}),
        misses("health", values={"total_charge": "200.00"}),
    ),
    "money.above_limit": (
        passes("auto", {"estimate_amount": "5000.00", "coverage_limit": "5000.00"}),
        fails("property", "Probable amount 5,000.01 is above the coverage limit 5,000.00",
              {"probable_amount": "5000.01", "coverage_limit": "5000.00"}),
        misses("auto", values={"estimate_amount": "5000.00"}),
    ),
    "money.below_deductible": (
        passes("auto", {"estimate_amount": "501.00", "deductible_amount": "500.00"}),
        passes("auto", {"estimate_amount": "400.00", "deductible_amount": "250.00", "policy_number": "P-1"},
               register=REGISTERED),
        fails("auto", "Estimate amount 500.00 is not above the deductible 500.00",
              {"estimate_amount": "500.00", "deductible_amount": "500.00"}),
        fails("auto", "deductible 500.00", {"estimate_amount": "400.00", "policy_number": "P-1"}, register=REGISTERED),
        misses("auto", values={"estimate_amount": "400.00"}),
    ),
    "money.not_positive": (
        passes("health", {"total_charge": "0.01", "amount_paid": "0.00"}),
        fails("health", "Total charge is 0.00; expected an amount above zero", {"total_charge": "0.00"}),
        fails("property", "Amount of damaged item 1 is -5.00", lines("damaged_items", {"amount": "-5.00"})),
        misses("auto"),
    ),
    "money.round": (
        passes("auto", {"estimate_amount": "2500.00"}),
        fails("auto", "a round 3,000.00", {"estimate_amount": "3000.00"}),
        misses("auto"),
    ),
    "identifiers.vin": (
        passes("auto", {"vehicle_vin": "1M8GDM9AXKP042788"}),
        fails("auto", "Vehicle VIN 1M8GDM9A1KP042788", {"vehicle_vin": "1M8GDM9A1KP042788"}),
        misses("auto"),
    ),
    "identifiers.npi": (
        passes("health", {"billing_provider_npi": "1234567893"}),
        fails("health", "Rendering NPI of service line 1 1234567890", lines("service_lines",
              {"rendering_npi": "1234567890"})),
        misses("health"),
    ),
    "identifiers.format": (
        passes("auto", {"policy_number": "P-1001", "insured_name": "Ada Quill", "loss_state": "IL"}),
        fails("auto", "Loss state ZZ", {"loss_state": "ZZ"}),
        misses("auto"),
    ),
    "identifiers.conflict": (
        passes("auto", {"estimate_amount": "900.00"}, others={"estimate_amount": "900.00"}),
        passes("auto", {"witnesses[0].name": "Berta Vane"}, others={"witnesses[0].name": "Carl Rook"}),
        passes("auto", {"damage_description": "front bumper"}, others={"damage_description": "bumper at the front"}),
        fails("auto", "Date of loss is 2026-04-20 in one place and 2026-04-21 in another",
              {"date_of_loss": "2026-04-20"}, others={"date_of_loss": "2026-04-21"}),
        misses("auto"),
    ),
}  # fmt: skip
