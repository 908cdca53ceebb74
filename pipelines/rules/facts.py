"""What many rules ask of a claim: its amount, its days of loss, its policy and the period of that policy."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pipelines.claim_types.schema import ClaimType
from pipelines.ports import Context, Policy
from pipelines.rules.rule import ClaimView


@dataclass(frozen=True)
class Day:
    """A day and the path of the field that says so; no path where the register does."""

    day: date
    path: str | None = None

    @property
    def paths(self) -> tuple[str, ...]:
        """The path as a tuple, empty where there is none."""
        return (self.path,) if self.path else ()


def amount_path(claim_type: ClaimType) -> str | None:
    """The field that says what is claimed: the first critical amount, else the first required one, else a demand."""
    amounts = [spec for spec in claim_type.fields if spec.kind == "money"]
    ranked = [spec for spec in amounts if spec.critical] + [spec for spec in amounts if spec.required]
    ranked += [spec for spec in amounts if spec.name == "demand_amount"]
    return ranked[0].name if ranked else None


def amount(view: ClaimView) -> Decimal | None:
    """What is claimed, or None."""
    path = amount_path(view.claim_type)
    return view.money(path) if path else None


def loss_days(view: ClaimView) -> list[Day]:
    """The day of the loss; for a claim of services their first days, earliest first; [] where none is found.

    Inpatient bills date no single service: there the first day of the statement counts.
    """
    paths = ["date_of_loss"] if view.has("date_of_loss") else [f"{row}.date_from" for row in view.rows("service_lines")]
    days = [Day(day, path) for path in paths if (day := view.date(path))]
    if not days and (day := view.date("statement_from")):
        days = [Day(day, "statement_from")]
    return sorted(days, key=lambda found: found.day)


def claims_made(view: ClaimView) -> bool:
    """Whether the policy answers for claims made in its period, whenever the loss happened."""
    return view.text("policy_form") == "claims_made"


def loss_number(view: ClaimView) -> str | None:
    """The number under which a loss is met again: the policy's. In a batch many people have their group's number, so
    that those of a structured document have the member's and the patient's day of birth with it."""
    number = view.text("policy_number")
    if number is None or not any(document.declares for document in view.claim.documents):
        return number
    person = (view.text(path) for path in ("insured_id", "patient_date_of_birth") if view.claim_type.has(path))
    return "/".join([number, *filter(None, person)])


def policy_of(view: ClaimView, context: Context) -> Policy | None:
    """The register's policy with the claim's number, or None."""
    number = view.text("policy_number")
    return context.policies.find(number) if number else None


def policy_start(view: ClaimView, context: Context) -> Day | None:
    """First day of the policy: the document's word, else the register's."""
    policy = policy_of(view, context)
    return _bound(view, "policy_effective_date", policy.effective_date if policy else None)


def policy_end(view: ClaimView, context: Context) -> Day | None:
    """Last day of the policy: the document's word, else the register's."""
    policy = policy_of(view, context)
    return _bound(view, "policy_expiration_date", policy.expiration_date if policy else None)


def _bound(view: ClaimView, path: str, registered: date | None) -> Day | None:
    said = view.date(path)
    if said:
        return Day(said, path)
    return Day(registered) if registered else None


def shown(value: Decimal) -> str:
    """An amount as people write it: "1,250.00"."""
    return f"{value:,.2f}"
