"""Policy: what the branch's register knows of the policy, against what the claim says."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from pipelines.claim import Severity
from pipelines.ports import Context, Policy
from pipelines.rules.facts import Day, amount_path, claims_made, loss_days, policy_of, shown
from pipelines.rules.rule import Check, ClaimView, Fault, Rule, sentence_case, spoken
from pipelines.values.comparing import same

# Covers that stand for several causes of loss, as policies name them.
WIDE_COVERS: dict[str, frozenset[str]] = {
    "comprehensive": frozenset({"theft", "vandalism", "fire", "hail", "flood", "animal", "glass", "other"}),
    "other_than_collision": frozenset({"theft", "vandalism", "fire", "hail", "flood", "animal", "glass", "other"}),
    "wind_hail": frozenset({"wind", "hail"}),
}
ALL_RISKS = frozenset({"all", "all_risks", "all_risk", "all_perils", "open_perils", "special"})


def register_empty(view: ClaimView, context: Context) -> Iterator[Fault]:
    """No register: nothing can be looked up."""
    if context.policies.is_empty():
        yield Fault(
            "The policy could not be looked up: the branch has no policy register yet (lodge policies import)",
            missing=True,
        )


def not_found(view: ClaimView, context: Context) -> Iterator[str]:
    """A policy number that the register does not know; a list of losses is another carrier's, of several policies."""
    number = None if view.claim_type.record("losses") else view.text("policy_number")
    if number and not context.policies.is_empty() and context.policies.find(number) is None:
        yield f"Policy number {number} is not in the branch's policy register"


def _with_policy(check: Callable[[ClaimView, Policy], Iterator[Fault]]) -> Check:
    """A check that needs the register's policy, and says nothing where there is none: another rule says that."""

    def checked(view: ClaimView, context: Context) -> Iterator[Fault]:
        policy = policy_of(view, context)
        if policy:
            yield from check(view, policy)

    return checked


def line(view: ClaimView, policy: Policy) -> Iterator[Fault]:
    """A policy of another line of business."""
    if policy.line and policy.line != view.claim_type.line:
        yield Fault(f"The register has this policy as {policy.line}; the claim is {view.claim_type.line}")


def status(view: ClaimView, policy: Policy) -> Iterator[Fault]:
    """A policy that is not in force."""
    if policy.status != "active":
        yield Fault(f"The register has this policy as {policy.status or 'without a status'}; expected active")


def insured(view: ClaimView, policy: Policy) -> Iterator[Fault]:
    """Another insured than the register's; in health claims an empty box 4 means the patient."""
    path = next((path for path in ("insured_name", "patient_name") if view.has(path)), None)
    if path is None:
        yield Fault("Could not compare the insured with the register: insured name not found", (), missing=True)
    elif policy.insured_name and not _same_holder(view, path, policy.insured_name):
        yield Fault(
            f"{sentence_case(spoken(path))} is {view.text(path)}; the register has {policy.insured_name}",
            (path, "policy_number"),
        )


def _same_holder(view: ClaimView, path: str, registered: str) -> bool:
    """Whether the register's insured is the claim's: a person by name, a firm by its firm's name."""
    spec = view.claim_type.spec(path)
    kinds = {"name", spec.kind if spec else "name"}
    return any(same(kind, view.text(path) or "", registered) for kind in kinds)


def vehicle(view: ClaimView, policy: Policy) -> Iterator[Fault]:
    """A vehicle that the policy does not name."""
    vin = view.text("vehicle_vin") or ""
    if policy.vins and not any(same("vin", vin, known) for known in policy.vins):
        yield Fault(f"Vehicle VIN {vin} is not on the policy; the register has {', '.join(policy.vins)}")


def cover(view: ClaimView, policy: Policy) -> Iterator[Fault]:
    """A cause of loss that the policy does not cover."""
    covers = {_plain(name) for name in policy.covers}
    covered = covers.union(*(WIDE_COVERS.get(name, frozenset()) for name in covers))
    cause, spec = view.text("cause_of_loss"), view.claim_type.spec("cause_of_loss")
    if not covers or covers & ALL_RISKS or (spec and covered >= set(spec.options)):
        return
    if cause is None:
        yield Fault("Could not check the cover: cause of loss not found", ("cause_of_loss",), missing=True)
    elif cause not in covered:
        yield Fault(f"Cause of loss is {cause}; the register has cover for {', '.join(policy.covers)}")


def period(view: ClaimView, policy: Policy) -> Iterator[Fault]:
    """A loss outside the register's policy period."""
    start, end = policy.effective_date, policy.expiration_date
    days = loss_days(view)
    if not days:
        yield Fault("Could not compare the loss with the policy period: day of loss not found", (), missing=True)
    if not (start or end or view.has("policy_effective_date") or view.has("policy_expiration_date")):
        yield Fault("Could not check the policy period: neither register nor document names one", (), missing=True)
    for day in (days[0], days[-1]) if len(days) > 1 else days:
        if (start and day.day < start and not claims_made(view)) or (end and day.day > end):
            yield _outside(day, policy)
            return


def _outside(day: Day, policy: Policy) -> Fault:
    name = sentence_case(spoken(day.path)) if day.path else "Loss"
    known = f"{policy.effective_date or 'unknown'} to {policy.expiration_date or 'unknown'}"
    return Fault(f"{name} {day.day} is outside the register's policy period, {known}", day.paths)


def limit(view: ClaimView, policy: Policy) -> Iterator[Fault]:
    """An amount above the register's limit."""
    path = amount_path(view.claim_type)
    amount = view.money(path) if path else None
    if path and amount is not None and policy.limit is not None and amount > policy.limit:
        yield Fault(
            f"{sentence_case(spoken(path))} {shown(amount)} is above the register's limit {shown(policy.limit)}",
            (path,),
        )


def period_differs(view: ClaimView, policy: Policy) -> Iterator[Fault]:
    """Another policy period in the document than in the register."""
    for path, registered in (
        ("policy_effective_date", policy.effective_date),
        ("policy_expiration_date", policy.expiration_date),
    ):
        said = view.date(path)
        if said and registered and said != registered:
            yield Fault(f"{sentence_case(spoken(path))} is {said}; the register has {registered}", (path,))


def _plain(cover_name: str) -> str:
    """ "Wind / Hail" as "wind_hail"."""
    return re.sub(r"[\W_]+", "_", cover_name.strip().lower()).strip("_")


NUMBER = ("policy_number",)
RULES = (
    Rule("policy.register_empty", Severity.WARNING, "The branch has a policy register", register_empty),
    Rule("policy.not_found", Severity.ERROR, "The policy is in the register", not_found, needs=NUMBER),
    Rule("policy.line", Severity.ERROR, "The policy is of the claim's line", _with_policy(line), needs=NUMBER,
         optional=True),
    Rule("policy.status", Severity.ERROR, "The policy is in force", _with_policy(status), needs=NUMBER, optional=True),
    Rule("policy.insured", Severity.WARNING, "The insured is the register's", _with_policy(insured), needs=NUMBER,
         optional=True),
    Rule("policy.vehicle", Severity.WARNING, "The vehicle is on the policy", _with_policy(vehicle),
         needs=("policy_number", "vehicle_vin")),
    Rule("policy.cover", Severity.WARNING, "The policy covers the cause of loss", _with_policy(cover),
         needs=NUMBER, optional=True, types=("auto", "property")),
    Rule("policy.period", Severity.ERROR, "The loss lies in the register's policy period", _with_policy(period),
         needs=NUMBER, optional=True),
    Rule("policy.limit", Severity.WARNING, "The amount is within the register's limit", _with_policy(limit),
         needs=NUMBER, optional=True),
    Rule("policy.period_differs", Severity.WARNING, "Document and register name the same policy period",
         _with_policy(period_differs), needs=NUMBER, optional=True),
)  # fmt: skip
