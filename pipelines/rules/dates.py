"""Dates: loss, report and receipt in order, the loss inside the policy period, notice in time."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.claim import Severity
from pipelines.ports import Context
from pipelines.rules.facts import claims_made, loss_days, policy_end, policy_start
from pipelines.rules.rule import ClaimView, Fault, Rule, sentence_case, spoken

LATE_NOTICE_DAYS = 30  # "as soon as practicable" in most policies; beyond a month somebody should ask why
SOON_AFTER_INCEPTION_DAYS = 14
JUST_BEFORE_EXPIRY_DAYS = 7
OLDEST_PERSON_YEARS = 120


def loss_after_received(view: ClaimView, context: Context) -> Iterator[str]:
    """A loss later than the day on which its claim came in."""
    loss = view.date("date_of_loss")
    if loss and loss > context.received_on:
        yield f"Date of loss {loss} is after the claim was received, {context.received_on}"


def loss_after_reported(view: ClaimView, context: Context) -> Iterator[str]:
    """A loss later than its report."""
    loss, reported = view.date("date_of_loss"), view.date("date_reported")
    if loss and reported and loss > reported:
        yield f"Date of loss {loss} is after the loss was reported, {reported}"


def reported_after_received(view: ClaimView, context: Context) -> Iterator[str]:
    """A report later than the day on which it came in."""
    reported = view.date("date_reported")
    if reported and reported > context.received_on:
        yield f"Date reported {reported} is after the claim was received, {context.received_on}"


def loss_before_policy_start(view: ClaimView, context: Context) -> Iterator[str]:
    """A loss before the first day of the period that the document names."""
    loss, start = view.date("date_of_loss"), view.date("policy_effective_date")
    if loss and start and loss < start and not claims_made(view):
        yield f"Date of loss {loss} is before the policy's effective date {start}"


def loss_after_policy_end(view: ClaimView, context: Context) -> Iterator[str]:
    """A loss after the last day of the period that the document names."""
    loss, end = view.date("date_of_loss"), view.date("policy_expiration_date")
    if loss and end and loss > end:
        yield f"Date of loss {loss} is after the policy's expiration date {end}"


def late_notice(view: ClaimView, context: Context) -> Iterator[Fault]:
    """A loss that was reported late."""
    loss, reported = view.date("date_of_loss"), view.date("date_reported")
    known = reported or context.received_on
    if loss and (days := (known - loss).days) > LATE_NOTICE_DAYS:
        verb, path = ("reported", ("date_reported",)) if reported else ("received", ())
        yield Fault(
            f"The loss of {loss} was {verb} {days} days later, {known};"
            f" more than {LATE_NOTICE_DAYS} days is late notice",
            ("date_of_loss", *path),
        )


def soon_after_inception(view: ClaimView, context: Context) -> Iterator[Fault]:
    """A loss in the policy's first days."""
    start = policy_start(view, context)
    for loss in loss_days(view)[:1]:
        if start and 0 <= (days := (loss.day - start.day).days) <= SOON_AFTER_INCEPTION_DAYS:
            yield Fault(
                f"{_named(loss.path)} {loss.day} is {days} days after the policy began, {start.day};"
                " a reason to look, not proof of anything",
                (*loss.paths, *start.paths),
            )


def just_before_expiry(view: ClaimView, context: Context) -> Iterator[Fault]:
    """A loss in the policy's last days."""
    end = policy_end(view, context)
    for loss in loss_days(view)[-1:]:
        if end and 0 <= (days := (end.day - loss.day).days) <= JUST_BEFORE_EXPIRY_DAYS:
            yield Fault(
                f"{_named(loss.path)} {loss.day} is {days} days before the policy ends, {end.day};"
                " a reason to look, not proof of anything",
                (*loss.paths, *end.paths),
            )


def birth(view: ClaimView, context: Context) -> Iterator[Fault]:
    """A day of birth that nobody alive can have."""
    for field in view.claim.fields:
        day = view.date(field.path) if "birth" in field.path else None
        if day is None:
            continue
        name = sentence_case(spoken(field.path))
        if day > context.received_on:
            yield Fault(f"{name} {day} is after the claim was received, {context.received_on}", (field.path,))
        elif context.received_on.year - day.year > OLDEST_PERSON_YEARS:
            yield Fault(f"{name} {day} is more than {OLDEST_PERSON_YEARS} years ago", (field.path,))


def _named(path: str | None) -> str:
    return sentence_case(spoken(path)) if path else "Loss"


RULES = (
    Rule("dates.loss_after_received", Severity.ERROR, "The loss happened before the claim was received",
         loss_after_received, needs=("date_of_loss",)),
    Rule("dates.loss_after_reported", Severity.ERROR, "The loss happened before it was reported",
         loss_after_reported, needs=("date_of_loss", "date_reported"), optional=True),
    Rule("dates.reported_after_received", Severity.ERROR, "The loss was reported before the claim was received",
         reported_after_received, needs=("date_reported",), optional=True),
    Rule("dates.loss_before_policy_start", Severity.ERROR, "The loss happened after the policy began",
         loss_before_policy_start, needs=("date_of_loss", "policy_effective_date"), optional=True),
    Rule("dates.loss_after_policy_end", Severity.ERROR, "The loss happened before the policy ended",
         loss_after_policy_end, needs=("date_of_loss", "policy_expiration_date"), optional=True),
    Rule("dates.late_notice", Severity.WARNING, f"The loss was reported within {LATE_NOTICE_DAYS} days",
         late_notice, needs=("date_of_loss",)),
    Rule("dates.soon_after_inception", Severity.WARNING,
         f"The loss happened more than {SOON_AFTER_INCEPTION_DAYS} days after the policy began", soon_after_inception),
    Rule("dates.just_before_expiry", Severity.WARNING,
         f"The loss happened more than {JUST_BEFORE_EXPIRY_DAYS} days before the policy ends", just_before_expiry),
    Rule("dates.birth", Severity.WARNING, "Days of birth are possible", birth),
)  # fmt: skip
