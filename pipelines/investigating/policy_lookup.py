"""Policy look-up: what the register knows is looked for in the documents; its word alone is evidence of nothing."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.claim import Document, Reading, ReadingSource, Span, Value
from pipelines.grounding import ground, span_at
from pipelines.investigating.confusing import look_alike, one_slip_from, solid
from pipelines.investigating.look import Action, Case, Means, Proposal
from pipelines.investigating.looking_closer import look_closer
from pipelines.investigating.spots import is_scanned
from pipelines.ports import Policy
from pipelines.values import KINDS
from pipelines.values.comparing import same

PATHS = frozenset({"policy_number", "insured_name", "vehicle_vin"})
_LEAST_SIGNS = 5  # of a number: shorter ones have too many neighbours
_NAMES = ("insured_name", "patient_name")
_EXACT = (ReadingSource.PERSON, ReadingSource.FORM, ReadingSource.LABEL)


def can_look_up(case: Case, action: Action, means: Means) -> bool:
    """Whether the register can help to read this field."""
    if action.path not in PATHS or means.context.policies.is_empty():
        return False
    if action.path == "policy_number":
        return len(_near(case, means)) == 1
    policy = _policy(case, means)
    if policy is None:
        return False
    # A name or number that a label names is the document's own word, which the register does not overrule.
    standing = case.claim.field(action.path)
    stands_labelled = standing is not None and standing.chosen.source in _EXACT
    if action.path == "insured_name":
        is_blank = standing is None and action.path in case.blank
        return bool(policy.insured_name) and not stands_labelled and not is_blank
    return _near_vin(case, policy) is not None


def look_up(case: Case, action: Action, means: Means) -> Proposal:
    """The register's word, where it stands in the documents."""
    if action.path == "policy_number":
        return _number(case, action, means)
    policy = _policy(case, means)
    if policy is None:
        return Proposal()
    if action.path == "insured_name":
        return _found(case, action, policy.insured_name)
    wanted = _near_vin(case, policy)
    return _read_as(case, action, means, wanted) if wanted else Proposal()


def _near_vin(case: Case, policy: Policy) -> str | None:
    """The one vehicle of the policy that the claim's may be: alike in a scan, or the only one where none was read."""
    standing = _text(case, "vehicle_vin")
    if standing is None:
        return policy.vins[0] if len(policy.vins) == 1 else None
    near = [vin for vin in policy.vins if look_alike(vin, standing) and solid(vin) != solid(standing)]
    return near[0] if len(near) == 1 else None


def _number(case: Case, action: Action, means: Means) -> Proposal:
    """The one policy a slip away whose insured or vehicle is the claim's, read again where the number stands."""
    near = _near(case, means)
    return _read_as(case, action, means, next(iter(near))) if len(near) == 1 else Proposal()


def _near(case: Case, means: Means) -> dict[str, Policy]:
    """The policies a slip away from an unknown number whose insured or vehicle is the claim's."""
    number = _text(case, "policy_number") or ""
    if len(solid(number)) < _LEAST_SIGNS or means.context.policies.find(number) is not None:
        return {}
    near: dict[str, Policy] = {}
    for other in dict.fromkeys(one_slip_from(number)):
        policy = means.context.policies.find(other)
        if policy is not None and _agrees(policy, case):
            near[policy.policy_number] = policy
    return near


def _agrees(policy: Policy, case: Case) -> bool:
    """Whether the policy's insured or one of its vehicles is the claim's, and neither speaks against it."""
    names = [name for path in _NAMES if (name := _text(case, path))]
    vin = _text(case, "vehicle_vin")
    told = [any(same(kind, name, policy.insured_name) for name in names for kind in ("name", "organisation"))]
    told = told if names and policy.insured_name else []
    if vin and policy.vins:
        told.append(any(same("vin", vin, known) for known in policy.vins))
    return any(told) and all(told)


def _read_as(case: Case, action: Action, means: Means, wanted: str) -> Proposal:
    """The place read again with this value in mind; else another place of the documents that has it."""
    standing = case.standing(action.path)
    elsewhere = _found(case, action, wanted)
    if elsewhere.readings:
        return elsewhere
    note = "the register has one that differs in a single sign; the document was not found to say so"
    if standing is None or not is_scanned(case, standing):
        return Proposal(note=note)
    closer = look_closer(case, action, means) if means.closer else Proposal()
    kind = case.spec(action.path)
    for reading in closer.readings:
        if (
            kind
            and reading.path == action.path
            and reading.value is not None
            and same(kind.kind, reading.value, wanted)
        ):
            return closer
    seen = [standing, *closer.readings]
    if not all(_is_end_of(str(reading.value or reading.verbatim), wanted) for reading in seen):
        return Proposal(note=note)
    # In ink both stand there alike: a sign that a scan shows as O may be meant as 0.
    value = _normal(case, action.path, wanted)
    told = standing.model_copy(update={"value": value, "derivation": "signs_that_look_alike"})
    return Proposal((told,), withdrawn=(standing,))


def _is_end_of(seen: str, wanted: str) -> bool:
    """Whether what was seen looks like the number, or like its end where the beginning was cut off."""
    signs = solid(seen)
    return len(signs) >= _LEAST_SIGNS and look_alike(signs, solid(wanted)[-len(signs) :])


def _found(case: Case, action: Action, wanted: str) -> Proposal:
    """Where the documents have what the register has, elsewhere than what was read."""
    spec = case.spec(action.path)
    for reading in case.readings:
        agrees = spec is not None and reading.value is not None and same(spec.kind, reading.value, wanted)
        if reading.path == action.path and reading.spans and agrees:
            return Proposal((reading,))
    others = _others_places(case, action.path)
    for document in case.material.documents:
        for span, value in _places(case, action, document, wanted):
            if (span.document_id, getattr(span, "start", -1)) in others:
                continue
            reading = Reading(
                path=action.path,
                verbatim=span.text,
                value=value,
                source=ReadingSource.CODE,
                spans=(span,),
            )
            return Proposal((reading,))
    return Proposal()


def _others_places(case: Case, path: str) -> set[tuple[str, int]]:
    """Where the values of other fields stand, as forms and labels name them: a driver's name says who drove."""
    return {
        (span.document_id, getattr(span, "start", -1))
        for field in case.claim.fields
        if field.path != path and field.chosen.source in _EXACT
        for span in field.chosen.spans
    }


def _places(case: Case, action: Action, document: Document, wanted: str) -> Iterator[tuple[Span, Value]]:
    spec = case.spec(action.path)
    if spec is None or not wanted:
        return
    hints = case.material.hints(spec)
    for candidate in KINDS[spec.kind].find(document.text, hints):
        if same(spec.kind, candidate.value, wanted):
            yield span_at(document, candidate.start, candidate.end), candidate.value
    span = ground(wanted, document)
    value = KINDS[spec.kind].parse(span.text, hints) if span else None
    if span and value is not None:
        yield span, value


def _policy(case: Case, means: Means) -> Policy | None:
    number = _text(case, "policy_number")
    return means.context.policies.find(number) if number else None


def _text(case: Case, path: str) -> str | None:
    field = case.claim.field(path)
    return field.value if field and isinstance(field.value, str) else None


def _normal(case: Case, path: str, wanted: str) -> Value:
    spec = case.spec(path)
    value = KINDS[spec.kind].parse(wanted, case.material.hints(spec)) if spec else None
    return wanted if value is None else value
