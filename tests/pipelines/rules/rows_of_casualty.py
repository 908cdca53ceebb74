"""Rows of the topics `liability` and `workers_comp`."""

from __future__ import annotations

from rule_rows import Row, fails, misses, passes

DAY = {"date_of_loss": "2026-04-20"}
LIMITS = {"each_occurrence_limit": "1000000.00", "general_aggregate": "2000000.00"}
MADE = {"policy_form": "claims_made", "date_reported": "2026-04-22"}
HOURLY = {"wage_rate": "20.00", "wage_period": "hour"}


def _ordered(later: str, earlier: str, says: str) -> tuple[Row, ...]:
    return (
        passes("workers_comp", {later: "2026-04-20", earlier: "2026-04-20"}),
        passes("workers_comp", {later: "2026-04-21", earlier: "2026-04-20"}),
        fails("workers_comp", says, {later: "2026-04-19", earlier: "2026-04-20"}),
        misses("workers_comp", values={later: "2026-04-19"}),
        misses("workers_comp", values={earlier: "2026-04-19"}),
    )


ROWS: dict[str, tuple[Row, ...]] = {
    "liability.suit_without_date": (
        passes("liability", {"suit_filed": True, "suit_served_date": "2026-04-21"}),
        passes("liability", {"suit_filed": False}),
        fails("liability", "the day it was served was not found", {"suit_filed": True}),
        misses("liability"),
    ),
    "liability.served_before_occurrence": (
        passes("liability", {**DAY, "suit_served_date": "2026-04-20"}),
        fails("liability", "Suit was served on 2026-04-19, before the date of loss 2026-04-20",
              {**DAY, "suit_served_date": "2026-04-19"}),
        misses("liability", values={"suit_served_date": "2026-04-19"}),
    ),
    "liability.demand_above_limit": (
        passes("liability", {**LIMITS, "demand_amount": "1000000.00"}),
        fails("liability", "250,000.00 would fall on the insured", {**LIMITS, "demand_amount": "1250000.00"}),
        misses("liability", values={"demand_amount": "1250000.00"}),
        misses("liability", values=LIMITS),
    ),
    "liability.aggregate_below_occurrence": (
        passes("liability", LIMITS),
        passes("liability", {**LIMITS, "general_aggregate": "1000000.00"}),
        fails("liability", "is above the general aggregate 500,000.00", {**LIMITS, "general_aggregate": "500000.00"}),
        misses("liability", values={"general_aggregate": "500000.00"}),
    ),
    "liability.before_retroactive_date": (
        passes("liability", {**DAY, "retroactive_date": "2026-04-20"}),
        fails("liability", "before the policy's retroactive date 2026-04-21",
              {**DAY, "retroactive_date": "2026-04-21"}),
        misses("liability", values=DAY),
    ),
    "liability.claim_outside_period": (
        passes("liability", {**MADE, "policy_effective_date": "2026-04-22", "policy_expiration_date": "2027-04-22"}),
        passes("liability", {**MADE, "policy_form": "occurrence", "policy_expiration_date": "2026-04-01"}),
        passes("liability", MADE),
        fails("liability", "after the period ended 2026-04-01", {**MADE, "policy_expiration_date": "2026-04-01"}),
        fails("liability", "before the period began 2026-05-01", {**MADE, "policy_effective_date": "2026-05-01"}),
        misses("liability", values={"policy_form": "claims_made"}),
    ),
    "liability.no_harm": (
        passes("liability", {"claimant_name": "Ada Quill", "injury_description": "Broken wrist"}),
        passes("liability", {"claimant_name": "Ada Quill", "property_description": "A van"}),
        fails("liability", "neither an injury nor damaged property", {"claimant_name": "Ada Quill"}),
        misses("liability"),
    ),
    "liability.fatality": (
        passes("liability", {"fatality": False, "injury_description": "Broken wrist, nobody died"}),
        passes("liability", {"fatality": True, "injury_description": "Died in hospital"}),
        fails("liability", "the injury description says “died”",
              {"fatality": False, "injury_description": "Head injury, died in hospital"}),
        fails("liability", "the loss description says “fatal”",
              {"fatality": False, "loss_description": "A fatal fall."}),
        misses("liability", values={"loss_description": "A fatal fall."}),
    ),
    "liability.report_number": (
        passes("liability", {"authority_contacted": "Salem Police", "report_number": "26-1"}),
        fails("liability", "Salem Police was contacted", {"authority_contacted": "Salem Police"}),
        misses("liability"),
    ),
    "liability.unnamed_attorney": (
        passes("liability", {"attorney_represented": True, "attorney_name": "Odo Brandt"}),
        passes("liability", {"attorney_represented": False}),
        fails("liability", "the attorney's name was not found", {"attorney_represented": True}),
        misses("liability"),
    ),
    "liability.represented": (
        passes("liability", {"attorney_represented": True, "attorney_name": "Odo Brandt"}),
        fails("liability", "an attorney is named: Odo Brandt",
              {"attorney_represented": False, "attorney_name": "Odo Brandt"}),
        misses("liability", values={"attorney_name": "Odo Brandt"}),
    ),
    "liability.medical_limit": (
        passes("liability", {**LIMITS, "medical_expense_limit": "5000.00"}),
        fails("liability", "is above the limit for each occurrence", {**LIMITS, "medical_expense_limit": "2000000.00"}),
        misses("liability", values=LIMITS),
    ),
    "workers_comp.hired_after_injury": _ordered("date_of_loss", "date_hired",
                                                "Date of loss 2026-04-19 is before date hired 2026-04-20"),
    "workers_comp.death_before_injury": _ordered("date_of_death", "date_of_loss", "Date of death 2026-04-19 is before"),
    "workers_comp.notified_before_injury": _ordered("employer_notified_date", "date_of_loss",
                                                    "Employer notified date 2026-04-19 is before"),
    "workers_comp.prepared_before_injury": _ordered("prepared_date", "date_of_loss", "Prepared date 2026-04-19"),
    "workers_comp.disability_before_injury": _ordered("disability_began_date", "date_of_loss",
                                                      "Disability began date 2026-04-19"),
    "workers_comp.returned_before_disability": _ordered("returned_to_work_date", "disability_began_date",
                                                        "is before disability began date 2026-04-20"),
    "workers_comp.returned_before_injury": _ordered("returned_to_work_date", "date_of_loss",
                                                    "Returned to work date 2026-04-19"),
    "workers_comp.hired_before_birth": _ordered("date_hired", "employee_date_of_birth", "Date hired 2026-04-19"),
    "workers_comp.wage_differs": (
        passes("workers_comp", {**HOURLY, "average_weekly_wage": "800.00"}),
        passes("workers_comp", {**HOURLY, "average_weekly_wage": "160.00", "days_per_week": 1}),
        passes("workers_comp", {"wage_rate": "4000.00", "wage_period": "month", "average_weekly_wage": "923.08"}),
        passes("workers_comp", {"wage_rate": "52000.00", "wage_period": "year", "average_weekly_wage": "1000.00"}),
        passes("workers_comp", {"wage_rate": "9.00", "wage_period": "other", "average_weekly_wage": "1000.00"}),
        fails("workers_comp", "does not fit a wage of 20.00 per hour", {**HOURLY, "average_weekly_wage": "8000.00"}),
        fails("workers_comp", "expected 80.00 to 280.00",
              {**HOURLY, "average_weekly_wage": "800.00", "days_per_week": 1}),
        fails("workers_comp", "per two weeks",
              {"wage_rate": "900.00", "wage_period": "two_weeks", "average_weekly_wage": "1800.00"}),
        misses("workers_comp", values=HOURLY),
    ),
    "workers_comp.employee_age": (
        passes("workers_comp", {**DAY, "employee_date_of_birth": "2012-04-20"}),
        passes("workers_comp", {**DAY, "employee_date_of_birth": "1936-04-20"}),
        fails("workers_comp", "was 13 on the day of the injury", {**DAY, "employee_date_of_birth": "2012-04-21"}),
        fails("workers_comp", "was 91 on the day", {**DAY, "employee_date_of_birth": "1935-04-20"}),
        misses("workers_comp", values=DAY),
    ),
    "workers_comp.days_per_week": (
        passes("workers_comp", {"days_per_week": 7}),
        fails("workers_comp", "Days per week is 8", {"days_per_week": 8}),
        fails("workers_comp", "Days per week is 0", {"days_per_week": 0}),
        misses("workers_comp"),
    ),
    "workers_comp.occupation": (
        passes("workers_comp", {"employee_name": "Ada Quill", "occupation": "Welder"}),
        passes("workers_comp", {"employee_name": "Ada Quill", "class_code": "3365"}),
        fails("workers_comp", "Neither occupation nor class code", {"employee_name": "Ada Quill"}),
        misses("workers_comp"),
    ),
    "workers_comp.fatality": (
        passes("workers_comp", {"fatality": True, "date_of_death": "2026-04-21"}),
        passes("workers_comp", {"fatality": False, "loss_description": "He fell; nobody died."}),
        passes("workers_comp", {"loss_description": "He fell and died.", "date_of_death": "2026-04-21"}),
        fails("workers_comp", "Fatality is answered no, but a date of death is given",
              {"fatality": False, "date_of_death": "2026-04-21"}),
        fails("workers_comp", "The description says “died”", {"loss_description": "He fell and died."}),
    ),
    "workers_comp.untreated_absence": (
        passes("workers_comp", {"initial_treatment": "emergency", "disability_began_date": "2026-04-21"}),
        fails("workers_comp", "disability began 2026-04-21",
              {"initial_treatment": "none", "disability_began_date": "2026-04-21"}),
        misses("workers_comp", values={"initial_treatment": "none"}),
    ),
    "workers_comp.late_to_employer": (
        passes("workers_comp", {"date_of_loss": "2026-03-01", "employer_notified_date": "2026-03-31"}),
        fails("workers_comp", "31 days after the injury",
              {"date_of_loss": "2026-03-01", "employer_notified_date": "2026-04-01"}),
        misses("workers_comp", values=DAY),
    ),
    "workers_comp.unused_safeguards": (
        passes("workers_comp", {"safeguards_provided": True, "safeguards_used": True}),
        fails("workers_comp", "none were provided", {"safeguards_provided": False, "safeguards_used": True}),
        misses("workers_comp", values={"safeguards_used": True}),
    ),
}  # fmt: skip
