"""Duplicates: the same document, the same loss, or the same thing billed, seen before at this site."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipelines.claim import Severity
from pipelines.ports import Context
from pipelines.rules.facts import amount_path, loss_days, loss_number
from pipelines.rules.matching import (
    CLAIM_NUMBER,
    INVOICE,
    LEAST_PHOTO,
    LEAST_WORDING,
    PAPERS,
    PERSON_DAY,
    PHOTO,
    POLICY,
    POLICY_DAY,
    REPORT,
    SERVICE,
    VEHICLE,
    VEHICLE_DAY,
    WORDING,
    comes_later,
    keys_of,
    likenesses_of,
    papers_keys,
)
from pipelines.rules.rule import Check, ClaimView, Fault, Rule, sentence_case, spoken

_SHARED = {
    CLAIM_NUMBER: "claim number",
    REPORT: "report number",
    VEHICLE_DAY: "vehicle and day",
    POLICY_DAY: "policy and day",
}
# What tells two lines with the same procedure on the same day apart.
_TELLING = ("rendering_npi", "charge", "revenue_code", "tooth", "surfaces", "area")
# Modifiers by which a bill says itself that the service was done again, or on another part of the body.
_REPEATED = frozenset({"59", "76", "77", "91", "XE", "XS", "XP", "XU", "RT", "LT", "50"})


def same_bytes(view: ClaimView, context: Context) -> Iterator[Fault]:
    """A document that came in before, byte for byte."""
    # The claims of one batch share its bytes; a whole batch that comes again is not admitted again.
    digests = dict.fromkeys(document.sha256 for document in view.claim.documents if not document.declares)
    earlier = [claim for digest in digests for claim in context.past_claims.same_bytes(digest)]
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
    same = frozenset(_on_same_day(view, context, amount) if amount else ())
    others = tuple(claim for claim in _on_same_day(view, context, None) if claim not in same)
    if others:
        yield Fault(
            f"{sentence_case(_count(others))} had the same policy and day of loss", _paths(view), other_claims=others
        )


def shared(kind: str, what: str) -> Check:
    """A check for earlier claims that share one kind of key, which a handler calls `what`.

    A claim on the same policy and day is told by the rules above already.
    """

    def check(view: ClaimView, context: Context) -> Iterator[Fault]:
        known = _on_same_day(view, context, None)
        found: dict[tuple[str, ...], tuple[str, ...]] = {}
        for key in keys_of(view):
            if key.kind == kind:
                others = _others(view, context.past_claims.sharing(kind, key.text), known)
                if others:
                    found[others] = (*found.get(others, ()), *key.paths)
        for others, paths in found.items():
            yield Fault(f"{sentence_case(_count(others))} had {what}", tuple(dict.fromkeys(paths)), other_claims=others)

    return check


def alike(kind: str, least: int, what: str, paths: tuple[str, ...] = ()) -> Check:
    """A check for earlier claims with something of this kind that is nearly the same."""

    def check(view: ClaimView, context: Context) -> Iterator[Fault]:
        likenesses = [one for one in likenesses_of(view) if one.kind == kind]
        earlier = [claim for one in likenesses for claim in context.past_claims.alike(one, least)]
        others = _others(view, earlier, () if kind == PHOTO else _on_same_day(view, context, None))
        if others:
            told = tuple(path for path in paths if view.has(path))
            yield Fault(f"{sentence_case(_count(others))} had {what}", told, other_claims=others)

    return check


def same_line(view: ClaimView, context: Context) -> Iterator[Fault]:
    """A service that the same bill charges twice for one day."""
    first: dict[tuple[object, ...], str] = {}
    for row in view.rows("service_lines"):
        procedure, day = view.text(f"{row}.procedure"), view.text(f"{row}.date_from")
        modifiers = frozenset((view.text(f"{row}.modifiers") or "").replace(",", " ").split())
        if not procedure or not day or modifiers & _REPEATED:
            continue
        # Another tooth, or the same code for another drug at another price, is another thing.
        rest = tuple(view.text(f"{row}.{name}") for name in _TELLING)
        earlier = first.setdefault((procedure, day, modifiers, rest), row)
        if earlier != row:
            numbers = " and ".join(str(int(one.partition("[")[2].rstrip("]")) + 1) for one in (earlier, row))
            paths = tuple(f"{one}.{name}" for one in (earlier, row) for name in ("procedure", "date_from"))
            yield Fault(f"Service lines {numbers} charge the same procedure on the same day", paths)


def belongs(view: ClaimView, context: Context) -> Iterator[Fault]:
    """Papers that come after a claim, and more than one claim, or only a number that says too little, to join; and
    papers that came before this claim, and that a handler has decided about as a claim of their own."""
    if not comes_later(view.claim.documents):
        yield from _waiting_papers(view, context)
        return
    told = {CLAIM_NUMBER: "claim number", REPORT: "report number", POLICY: "policy number", VEHICLE: "vehicle"}
    found: dict[str, list[str]] = {}
    for key in keys_of(view):
        if key.kind in told:
            for claim in _others(view, context.past_claims.sharing(key.kind, key.text)):
                found.setdefault(claim, []).append(told[key.kind])
    if found:
        names = " and ".join(dict.fromkeys(name for shared in found.values() for name in shared))
        yield Fault(
            f"These papers may belong to {_count(tuple(found))}, with the same {names}. Join them there if they do",
            (),
            other_claims=tuple(found),
        )


def _waiting_papers(view: ClaimView, context: Context) -> Iterator[Fault]:
    found: dict[str, list[str]] = {}
    paths: list[str] = []
    for key in papers_keys(view):
        for claim in _others(view, context.past_claims.sharing(key.kind, key.text)):
            found.setdefault(claim, []).append(_SHARED[key.kind.removeprefix(PAPERS)])
            paths += key.paths
    if found:
        names = " and ".join(dict.fromkeys(name for shared in found.values() for name in shared))
        papers = "Papers that came in before, as " + _count(tuple(found)) + ","
        yield Fault(
            f"{papers} may belong to this one, with the same {names}. Join them to it there if they do",
            tuple(dict.fromkeys(paths)),
            other_claims=tuple(found),
        )


def _on_same_day(view: ClaimView, context: Context, amount: str | None) -> tuple[str, ...]:
    number, days = loss_number(view), loss_days(view)
    if not number or not days:
        return ()
    return _others(view, context.past_claims.same_loss(number, days[0].day.isoformat(), amount))


def _others(view: ClaimView, claims: Iterable[str], known: Iterable[str] = ()) -> tuple[str, ...]:
    told = {view.claim.id, *known}
    return tuple(dict.fromkeys(claim for claim in claims if claim not in told))


def _paths(view: ClaimView) -> tuple[str, ...]:
    return ("policy_number", *(path for day in loss_days(view)[:1] for path in day.paths))


def _count(claims: tuple[str, ...]) -> str:
    return "one earlier claim" if len(claims) == 1 else f"{len(claims)} earlier claims"


BELONGS = Rule("duplicates.belongs", Severity.WARNING, "Papers that come after a claim are joined to it", belongs)

RULES = (
    Rule("duplicates.same_bytes", Severity.WARNING, "No document came in before", same_bytes),
    Rule("duplicates.same_loss", Severity.WARNING, "No earlier claim has the same policy, day and amount", same_loss,
         needs=("policy_number",), optional=True),
    Rule("duplicates.same_day", Severity.WARNING, "No earlier claim has the same policy and day", same_day,
         needs=("policy_number",), optional=True),
    Rule("duplicates.same_vehicle", Severity.WARNING, "No earlier claim on another policy has the same vehicle and day",
         shared(VEHICLE_DAY, "the same vehicle and day of loss"), needs=("date_of_loss",), optional=True),
    Rule("duplicates.same_person", Severity.WARNING, "No earlier claim on another policy has the same insured and day",
         shared(PERSON_DAY, "the same insured, day and kind of loss"),
         needs=("insured_name", "date_of_loss"), optional=True),
    Rule("duplicates.same_report", Severity.WARNING, "No earlier claim names the same police report",
         shared(REPORT, "the same report number"), needs=("report_number",), optional=True),
    Rule("duplicates.same_invoice", Severity.WARNING, "No invoice or receipt was handed in before",
         shared(INVOICE, "an invoice or receipt with the same number")),
    Rule("duplicates.same_service", Severity.WARNING, "No earlier claim bills the same service of the same day",
         shared(SERVICE, "the same patient, procedure, day and provider"), needs=("service_lines",), optional=True),
    Rule("duplicates.same_line", Severity.WARNING, "No service is billed twice for one day", same_line,
         needs=("service_lines",), optional=True),
    Rule("duplicates.same_wording", Severity.WARNING, "No earlier claim tells its loss in nearly the same words",
         alike(WORDING, LEAST_WORDING, "nearly the same words about the loss",
               ("loss_description", "additional_information"))),
    Rule("duplicates.same_photo", Severity.WARNING, "No photograph was handed in before",
         alike(PHOTO, LEAST_PHOTO, "a photograph that looks the same")),
    BELONGS,
)  # fmt: skip
