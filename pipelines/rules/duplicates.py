"""Duplicates: the same document, or the same loss, seen before at this site."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipelines.claim import Severity
from pipelines.ports import Context
from pipelines.rules.facts import amount_path, loss_days
from pipelines.rules.rule import ClaimView, Fault, Rule, sentence_case, spoken


def same_bytes(view: ClaimView, context: Context) -> Iterator[Fault]:
    """A document that came in before, byte for byte."""
    earlier = [claim for document in view.claim.documents for claim in context.past_claims.same_bytes(document.sha256)]
    others = _others(view, earlier)
    if others:
        yield Fault(f"A document of this claim came in before, with {_count(others)}", other_claims=others)


def same_loss(view: ClaimView, context: Context) -> Iterator[Fault]:
    """Another claim on the same policy, day and amount."""
    path = amount_path(view.claim_type)
    amount = view.text(path) if path else None
    others = _on_same_day(view, context, amount) if amount else ()
    if path and amount and others:
        yield Fault(
            f"{sentence_case(_count(others))} had the same policy, day of loss and {spoken(path)}",
            (*_paths(view), path),
            other_claims=others,
        )


def same_day(view: ClaimView, context: Context) -> Iterator[Fault]:
    """Another claim on the same policy and day, with another amount."""
    path = amount_path(view.claim_type)
    amount = view.text(path) if path else None
    same = _on_same_day(view, context, amount) if amount else ()
    others = tuple(claim for claim in _on_same_day(view, context, None) if claim not in same)
    if others:
        yield Fault(
            f"{sentence_case(_count(others))} had the same policy and day of loss", _paths(view), other_claims=others
        )


def _on_same_day(view: ClaimView, context: Context, amount: str | None) -> tuple[str, ...]:
    number, days = view.text("policy_number"), loss_days(view)
    if not number or not days:
        return ()
    return _others(view, context.past_claims.same_loss(number, days[0].day.isoformat(), amount))


def _others(view: ClaimView, claims: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(claim for claim in claims if claim != view.claim.id))


def _paths(view: ClaimView) -> tuple[str, ...]:
    return ("policy_number", *(path for day in loss_days(view)[:1] for path in day.paths))


def _count(claims: Sequence[str]) -> str:
    return "one earlier claim" if len(claims) == 1 else f"{len(claims)} earlier claims"


RULES = (
    Rule("duplicates.same_bytes", Severity.WARNING, "No document came in before", same_bytes),
    Rule("duplicates.same_loss", Severity.WARNING, "No earlier claim has the same policy, day and amount", same_loss,
         needs=("policy_number",), optional=True),
    Rule("duplicates.same_day", Severity.WARNING, "No earlier claim has the same policy and day", same_day,
         needs=("policy_number",), optional=True),
)  # fmt: skip
