"""What a handler may decide, why, and how a posted form becomes a verdict."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pipelines.claim import Claim, Value, Verdict
from pipelines.claim_types.schema import ClaimType, FieldSpec
from pipelines.values import KINDS
from pipelines.values.kind import Hints

MAX_TYPED = 4000  # characters

# The closed list of reasons: they are counted, and later they leave the site, so none is free text.
REASONS: dict[Verdict, dict[str, str]] = {
    Verdict.ACCEPTED: {"as_read": "Read rightly"},
    Verdict.CORRECTED: {"values_corrected": "Values corrected"},
    Verdict.SENT_BACK: {
        "missing_information": "Information is missing",
        "missing_document": "A document is missing",
        "illegible": "Not legible",
        "contradictory": "Contradicts itself",
        "not_signed": "Not signed",
        "wrong_form": "Wrong form",
    },
    Verdict.REFERRED: {
        "senior_adjuster": "Above my authority",
        "special_investigation": "Special investigation",
        "coverage": "Coverage question",
        "medical_review": "Medical review",
        "subrogation": "Recovery from a third party",
        "legal": "Legal",
    },
    Verdict.DUPLICATE: {"same_document": "Same document again", "same_loss": "Same loss, reported again"},
    Verdict.NOT_A_CLAIM: {
        "correspondence": "Correspondence",
        "advertising": "Advertising",
        "misdirected": "Meant for someone else",
        "blank": "Nothing on it",
    },
}


@dataclass(frozen=True)
class Posted:
    """A form as the handler sent it, checked. `faults` says per path what cannot be taken as typed."""

    verdict: Verdict
    reason_code: str
    corrections: dict[str, str] = field(default_factory=dict)
    confirmed: frozenset[str] = frozenset()
    faults: dict[str, str] = field(default_factory=dict)


def shown(value: Value | None) -> str:
    """A value as it stands in an input: what a handler sees, and changes."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def read_form(form: Mapping[str, str], claim: Claim, claim_type: ClaimType | None) -> Posted | None:
    """The verdict in a posted form; None where it names none of the closed list.

    Inputs are named `value:<path>`, ticks `confirmed:<path>`, the button `verdict` with `<verdict>.<reason>`.
    """
    name, _, reason = form.get("verdict", "").partition(".")
    if name not in set(Verdict) or reason not in REASONS[Verdict(name)]:
        return None
    verdict = Verdict(name)
    if verdict not in (Verdict.ACCEPTED, Verdict.CORRECTED):
        return Posted(verdict, reason)
    corrections, faults = _corrections(form, claim, claim_type)
    ticked = {key.removeprefix("confirmed:") for key in form if key.startswith("confirmed:")}
    known = {one.path for one in claim.fields} | {path for path, _ in (claim_type.specs() if claim_type else ())}
    verdict = Verdict.CORRECTED if corrections else Verdict.ACCEPTED
    (reason,) = REASONS[verdict]
    return Posted(verdict, reason, corrections, frozenset(ticked & known - set(corrections)), faults)


def _corrections(
    form: Mapping[str, str], claim: Claim, claim_type: ClaimType | None
) -> tuple[dict[str, str], dict[str, str]]:
    """What was typed over what was read, by path, and what of it cannot be a value of its field."""
    corrections: dict[str, str] = {}
    faults: dict[str, str] = {}
    for key, content in form.items():
        path = key.removeprefix("value:")
        spec = claim_type.spec(path) if claim_type and path != key else None
        if spec is None:
            continue
        old = claim.field(path)
        typed = content.strip()
        # A browser turns line ends and runs of blanks into others: that is no correction.
        if typed.split() == shown(old.value if old else None).split():
            continue
        fault = _fault(spec, typed)
        if fault:
            faults[path] = fault
        corrections[path] = typed
    return corrections, faults


def _fault(spec: FieldSpec, typed: str) -> str | None:
    """Why what was typed is no value of its field; an emptied input says that there is no such value."""
    if len(typed) > MAX_TYPED:
        return f"This is longer than {MAX_TYPED} characters."
    if not typed:
        return None
    value = KINDS[spec.kind].parse(typed, Hints(options=spec.options))
    if value is None and typed not in spec.options:
        return f"This is not {_KIND_NAMES.get(spec.kind, 'a value of this field')}."
    return None


_KIND_NAMES = {
    "date": "a date (2026-12-31)",
    "time": "a time (14:30)",
    "money": "an amount (1250.00)",
    "integer": "a whole number",
    "year": "a year",
    "boolean": "yes or no",
    "enum": "one of the choices",
    "vin": "a vehicle identification number (17 characters)",
    "npi": "a provider number (10 digits)",
    "icd10": "a diagnosis code",
    "state": "a state",
    "zip": "a ZIP code",
    "phone": "a phone number",
    "email": "an e-mail address",
}
