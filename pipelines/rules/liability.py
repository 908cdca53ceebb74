"""Liability: suit, demand and limits, claims-made cover, and what a claim must say about the harm."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from pipelines.claim import Severity
from pipelines.ports import Context
from pipelines.rules.facts import claims_made, policy_end, policy_start, shown
from pipelines.rules.rule import ClaimView, Fault, Rule
from pipelines.wording import DEATH, says

HARMS = ("injury_description", "property_description")


def suit_without_date(view: ClaimView, context: Context) -> Iterator[Fault]:
    """A suit without the day on which it was served: the time to answer runs from that day."""
    if view.yes("suit_filed") and not view.has("suit_served_date"):
        yield Fault(
            "Suit has been filed, but the day it was served was not found; the time to answer it runs from that day",
            ("suit_filed", "suit_served_date"),
        )


def served_before_occurrence(view: ClaimView, context: Context) -> Iterator[str]:
    """A suit served before anything happened."""
    served, day = view.date("suit_served_date"), view.date("date_of_loss")
    if served and day and served < day:
        yield f"Suit was served on {served}, before the date of loss {day}"


def demand_above_limit(view: ClaimView, context: Context) -> Iterator[str]:
    """A demand that one occurrence's limit does not reach."""
    demand, limit = view.money("demand_amount"), view.money("each_occurrence_limit")
    if demand is not None and limit is not None and demand > limit:
        yield (
            f"Demand amount {shown(demand)} is above the limit for each occurrence, {shown(limit)};"
            f" {shown(demand - limit)} would fall on the insured"
        )


def aggregate_below_occurrence(view: ClaimView, context: Context) -> Iterator[str]:
    """A general aggregate that one occurrence's limit exceeds."""
    each, general = view.money("each_occurrence_limit"), view.money("general_aggregate")
    if each is not None and general is not None and each > general:
        yield f"Each occurrence limit {shown(each)} is above the general aggregate {shown(general)}"


def before_retroactive_date(view: ClaimView, context: Context) -> Iterator[str]:
    """An occurrence that a claims-made policy does not reach back to."""
    day, retroactive = view.date("date_of_loss"), view.date("retroactive_date")
    if day and retroactive and day < retroactive:
        yield f"Date of loss {day} is before the policy's retroactive date {retroactive}"


def claim_outside_period(view: ClaimView, context: Context) -> Iterator[Fault]:
    """Under a claims-made policy the claim itself must be made in the period."""
    made = view.date("date_reported")
    if not claims_made(view) or made is None:
        return
    start, end = policy_start(view, context), policy_end(view, context)
    if start and made < start.day:
        yield Fault(
            f"The policy is claims-made, and the claim was reported {made}, before the period began {start.day}",
            ("date_reported", "policy_form", *start.paths),
        )
    if end and made > end.day:
        yield Fault(
            f"The policy is claims-made, and the claim was reported {made}, after the period ended {end.day}",
            ("date_reported", "policy_form", *end.paths),
        )


def no_harm(view: ClaimView, context: Context) -> Iterator[Fault]:
    """A claimant, and nothing about what the claimant suffered."""
    if not any(view.has(path) for path in HARMS):
        yield Fault(
            f"The claim names {view.text('claimant_name')} as claimant, but neither an injury nor damaged property",
            ("claimant_name", *HARMS),
        )


def fatality(view: ClaimView, context: Context) -> Iterator[Fault]:
    """A death in the words of the claim and not in its answer."""
    for path in ("injury_description", "loss_description", "remarks"):
        words = says(view.text(path) or "", DEATH)
        if words and view.yes("fatality") is False:
            yield Fault(f"Fatality is answered no, but the {path.replace('_', ' ')} says “{words}”", ("fatality", path))
            return


def report_number(view: ClaimView, context: Context) -> Iterator[Fault]:
    """An authority that was called, and no number of its report."""
    if not view.has("report_number"):
        yield Fault(
            f"{view.text('authority_contacted')} was contacted, but no report number was found",
            ("authority_contacted", "report_number"),
        )


def unnamed_attorney(view: ClaimView, context: Context) -> Iterator[Fault]:
    """A lawyer without a name: nobody knows whom to write to."""
    if view.yes("attorney_represented") and not view.has("attorney_name"):
        yield Fault(
            "The claimant is represented, but the attorney's name was not found",
            ("attorney_represented", "attorney_name"),
        )


def unnamed_but_represented(view: ClaimView, context: Context) -> Iterator[Fault]:
    """An answer "not represented" beside an attorney's name."""
    if view.yes("attorney_represented") is False and view.has("attorney_name"):
        yield Fault(
            f"Represented is answered no, but an attorney is named: {view.text('attorney_name')}",
            ("attorney_represented", "attorney_name"),
        )


def medical_limit(view: ClaimView, context: Context) -> Iterator[str]:
    """A limit for one person's medical expense above the limit for the whole occurrence."""
    medical, each = view.money("medical_expense_limit"), view.money("each_occurrence_limit")
    if medical is not None and each is not None and medical > max(each, Decimal(0)):
        yield f"Medical expense limit {shown(medical)} is above the limit for each occurrence {shown(each)}"


RULES = (
    Rule("liability.suit_without_date", Severity.WARNING, "A suit has the day on which it was served",
         suit_without_date, needs=("suit_filed",), optional=True),
    Rule("liability.served_before_occurrence", Severity.ERROR, "The suit was served after the occurrence",
         served_before_occurrence, needs=("suit_served_date", "date_of_loss"), optional=True),
    Rule("liability.demand_above_limit", Severity.WARNING, "The demand is within the limit for each occurrence",
         demand_above_limit, needs=("demand_amount", "each_occurrence_limit"), optional=True),
    Rule("liability.aggregate_below_occurrence", Severity.WARNING,
         "The general aggregate is not below the limit for each occurrence", aggregate_below_occurrence,
         needs=("each_occurrence_limit", "general_aggregate"), optional=True),
    Rule("liability.before_retroactive_date", Severity.ERROR, "The occurrence is not before the retroactive date",
         before_retroactive_date, needs=("date_of_loss", "retroactive_date"), optional=True),
    Rule("liability.claim_outside_period", Severity.ERROR, "A claims-made claim was reported in the policy period",
         claim_outside_period, needs=("policy_form", "date_reported"), optional=True),
    Rule("liability.no_harm", Severity.WARNING, "A claimant has an injury or damaged property", no_harm,
         needs=("claimant_name",), optional=True),
    Rule("liability.fatality", Severity.WARNING, "The answer about a fatality agrees with the words", fatality,
         needs=("fatality",), optional=True, types=("liability",)),
    Rule("liability.report_number", Severity.NOTE, "An authority's report has a number", report_number,
         needs=("authority_contacted",), optional=True, types=("liability",)),
    Rule("liability.unnamed_attorney", Severity.NOTE, "An attorney has a name", unnamed_attorney,
         needs=("attorney_represented",), optional=True),
    Rule("liability.represented", Severity.WARNING, "Nobody is named as attorney of a claimant without one",
         unnamed_but_represented, needs=("attorney_represented", "attorney_name"), optional=True),
    Rule("liability.medical_limit", Severity.WARNING, "The medical expense limit is within the occurrence's",
         medical_limit, needs=("medical_expense_limit", "each_occurrence_limit"), optional=True),
)  # fmt: skip
