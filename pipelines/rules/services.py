"""Dates of health claims: services, hospital stay, absence from work and illness in their order."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.claim import Severity
from pipelines.ports import Context
from pipelines.rules.facts import loss_days
from pipelines.rules.rule import Check, ClaimView, Fault, Rule, sentence_case, spoken

LATE_FILING_DAYS = 365  # Medicare's limit for filing; most payers allow less

# A stay is dated by its statement; what is only asked for has no day yet.
UNDATED = ("statement_from", "transaction_type=predetermination")


def service_order(view: ClaimView, context: Context) -> Iterator[Fault]:
    """Lines that end before they begin, or lie in the future.

    A line without a day of its own is the line above's: letters name the day of a visit once.
    """
    for row in view.rows("service_lines"):
        first, last = f"{row}.date_from", f"{row}.date_to"
        start, end = view.date(first), view.date(last)
        if start and end and start > end:
            yield Fault(f"{sentence_case(spoken(first))}, {start}, is after its last day, {end}", (first, last))
        elif (latest := end or start) and latest > context.received_on:
            path = last if end else first
            yield Fault(
                f"{sentence_case(spoken(path))}, {latest}, is after the claim was received, {context.received_on}",
                (path,),
            )


def late_filing(view: ClaimView, context: Context) -> Iterator[Fault]:
    """Services that were billed very late."""
    for day in loss_days(view)[:1]:
        if (days := (context.received_on - day.day).days) > LATE_FILING_DAYS:
            yield Fault(
                f"The service of {day.day} was received {days} days later, {context.received_on};"
                f" more than {LATE_FILING_DAYS} days is late filing",
                day.paths,
            )


def illness_after_service(view: ClaimView, context: Context) -> Iterator[Fault]:
    """An illness that began after it was first treated."""
    illness = view.date("illness_date")
    for day in loss_days(view)[:1]:
        if illness and illness > day.day:
            yield Fault(
                f"Date of illness {illness} is after the first service, {day.day}", ("illness_date", *day.paths)
            )


def in_order(start_path: str, end_path: str) -> Check:
    """A check that the day at `start_path` is not after the day at `end_path`."""

    def check(view: ClaimView, context: Context) -> Iterator[str]:
        start, end = view.date(start_path), view.date(end_path)
        if start and end and start > end:
            yield f"{sentence_case(spoken(start_path))} {start} is after {spoken(end_path)} {end}"

    return check


RULES = (
    Rule("dates.service_order", Severity.ERROR, "Services begin before they end, and before the claim was received",
         service_order, needs=("service_lines[].date_from",), instead=UNDATED),
    Rule("dates.late_filing", Severity.WARNING, f"Services are billed within {LATE_FILING_DAYS} days",
         late_filing, needs=("service_lines[].date_from",), optional=True),
    Rule("dates.hospital_order", Severity.ERROR, "The patient was admitted before being discharged",
         in_order("hospitalized_from", "hospitalized_to"), needs=("hospitalized_from", "hospitalized_to"),
         optional=True),
    Rule("dates.absence_order", Severity.ERROR, "The absence from work begins before it ends",
         in_order("unable_to_work_from", "unable_to_work_to"), needs=("unable_to_work_from", "unable_to_work_to"),
         optional=True),
    Rule("dates.illness_after_service", Severity.WARNING, "The illness began before it was treated",
         illness_after_service, needs=("illness_date", "service_lines[].date_from"), optional=True),
)  # fmt: skip
