"""Money: sums against totals, the amount against limit and deductible, amounts that cannot be."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from pipelines.claim import Severity
from pipelines.ports import Context
from pipelines.rules.facts import amount_path, policy_of, shown
from pipelines.rules.rule import Check, ClaimView, Fault, Rule, sentence_case, spoken
from pipelines.values.institutional import TOTAL_REVENUE_CODE

ROUND_TO = Decimal(1000)


def adds_up(record: str, column: str, total_path: str, besides: str = "") -> Check:
    """A check that the amounts of a list's rows, and the one at `besides`, add up to the total.

    A revenue line of the total itself (0001) is no addend.
    """

    def check(view: ClaimView, context: Context) -> Iterator[Fault]:
        rows = [row for row in view.rows(record) if view.text(f"{row}.revenue_code") != TOTAL_REVENUE_CODE]
        paths = tuple(f"{row}.{column}" for row in rows)
        absent = [path for path in paths if view.money(path) is None]
        total = view.money(total_path)
        if absent:
            names = ", ".join(map(spoken, absent))
            yield Fault(f"Could not add up the {spoken(record)}: {names} not found", tuple(absent), missing=True)
        elif total is not None:
            paths = (*paths, besides) if besides and view.has(besides) else paths
            found = sum((view.money(path) or Decimal(0) for path in paths), Decimal(0))
            if found != total:
                yield Fault(
                    f"The {len(rows)} {spoken(record)} add up to {shown(found)}, but the {spoken(total_path)}"
                    f" is {shown(total)}, {shown(abs(total - found))} {'more' if total > found else 'less'}",
                    (total_path, *paths),
                )

    return check


def balance(view: ClaimView, context: Context) -> Iterator[Fault]:
    """A balance that is not total less paid."""
    total, due = view.money("total_charge"), view.money("balance_due")
    paid = view.money("amount_paid") or Decimal(0)
    if total is not None and due is not None and due != total - paid:
        yield Fault(
            f"Balance due is {shown(due)}; total charge {shown(total)} less amount paid {shown(paid)} is"
            f" {shown(total - paid)}",
            tuple(path for path in ("balance_due", "total_charge", "amount_paid") if view.has(path)),
        )


def paid_above_total(view: ClaimView, context: Context) -> Iterator[str]:
    """More paid than charged."""
    paid, total = view.money("amount_paid"), view.money("total_charge")
    if paid is not None and total is not None and paid > total:
        yield f"Amount paid {shown(paid)} is more than the total charge {shown(total)}"


def above_limit(view: ClaimView, context: Context) -> Iterator[Fault]:
    """An amount above the limit that the document names."""
    path = amount_path(view.claim_type)
    amount, limit = (view.money(path) if path else None), view.money("coverage_limit")
    if path and amount is not None and limit is not None and amount > limit:
        yield Fault(
            f"{sentence_case(spoken(path))} {shown(amount)} is above the coverage limit {shown(limit)}",
            (path, "coverage_limit"),
        )


def below_deductible(view: ClaimView, context: Context) -> Iterator[Fault]:
    """An amount that the deductible eats up; the document's word about it comes before the register's."""
    path = amount_path(view.claim_type)
    amount = view.money(path) if path else None
    said, policy = view.money("deductible_amount"), policy_of(view, context)
    deductible = said if said is not None else (policy.deductible if policy else None)
    if path and amount is not None and deductible and amount <= deductible:
        yield Fault(
            f"{sentence_case(spoken(path))} {shown(amount)} is not above the deductible {shown(deductible)};"
            " nothing would be left to pay",
            (path, *(("deductible_amount",) if said is not None else ())),
        )


def not_positive(view: ClaimView, context: Context) -> Iterator[Fault]:
    """Amounts below zero, and a claim for nothing."""
    claimed = amount_path(view.claim_type)
    for field in view.claim.fields:
        spec = view.claim_type.spec(field.path)
        amount = view.money(field.path) if spec and spec.kind == "money" else None
        if amount is not None and (amount < 0 or (amount == 0 and field.path == claimed)):
            wanted = "an amount above zero" if field.path == claimed else "no amount below zero"
            yield Fault(f"{sentence_case(spoken(field.path))} is {shown(amount)}; expected {wanted}", (field.path,))


def round_amount(view: ClaimView, context: Context) -> Iterator[Fault]:
    """A claimed amount in whole thousands: more often guessed than measured."""
    path = amount_path(view.claim_type)
    amount = view.money(path) if path else None
    if path and amount and amount > 0 and amount % ROUND_TO == 0:
        yield Fault(f"{sentence_case(spoken(path))} is a round {shown(amount)}, perhaps a guess", (path,))


RULES = (
    Rule("money.line_charges", Severity.ERROR, "The charges of the service lines add up to the total charge",
         adds_up("service_lines", "charge", "total_charge", besides="other_fees"),
         needs=("service_lines", "total_charge")),
    Rule("money.estimate_lines", Severity.ERROR, "The lines of the estimate add up to its amount",
         adds_up("estimate_lines", "amount", "estimate_amount"), needs=("estimate_lines", "estimate_amount"),
         optional=True),
    Rule("money.damaged_items", Severity.ERROR, "The damaged items add up to the probable amount",
         adds_up("damaged_items", "amount", "probable_amount"), needs=("damaged_items", "probable_amount"),
         optional=True),
    Rule("money.balance", Severity.ERROR, "The balance is the total less what was paid",
         balance, needs=("total_charge", "balance_due"), optional=True),
    Rule("money.paid_above_total", Severity.WARNING, "No more was paid than charged",
         paid_above_total, needs=("amount_paid", "total_charge"), optional=True),
    Rule("money.above_limit", Severity.WARNING, "The amount is within the coverage limit",
         above_limit, needs=("coverage_limit",), optional=True),
    Rule("money.below_deductible", Severity.WARNING, "The amount is above the deductible", below_deductible),
    Rule("money.not_positive", Severity.ERROR, "Amounts are above zero", not_positive),
    Rule("money.round", Severity.NOTE, "The amount is not a round figure", round_amount),
)  # fmt: skip
