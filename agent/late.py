"""Late: to which earlier claim papers belong that came in by themselves, and how a claim stood before they came."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from agent.assembling import corrected
from agent.past_claims import SitePastClaims
from agent.rows import OpenClaim
from agent.store import Store
from pipelines.claim import Claim, Document
from pipelines.claim_types.schema import ClaimType
from pipelines.classifying import UNKNOWN, Classification, classify
from pipelines.extracting import Material, read_exact
from pipelines.fusing import fuse
from pipelines.ports import Context, Joined, Late
from pipelines.rules import duplicates
from pipelines.rules.facts import loss_days
from pipelines.rules.matching import (
    ATTACHED_LATER,
    CLAIM_NUMBER,
    PAPERS,
    POLICY_DAY,
    REPORT,
    VEHICLE_DAY,
    are_papers,
    comes_later,
    genres_of,
    keys_of,
    numbers_in,
    papers_keys,
)
from pipelines.rules.rule import ClaimView

_STRONG = (REPORT, VEHICLE_DAY)


@dataclass(frozen=True)
class Home:
    """The one earlier claim that papers belong to, and what the two share."""

    claim_id: str
    kinds: tuple[str, ...]


_LONGEST_UNKNOWN = 100_000  # characters; more is not read as each kind of claim, one after the other


def find_home(
    store: Store,
    claim: OpenClaim,
    documents: Sequence[Document],
    claim_types: Mapping[str, ClaimType],
    received_on: date,
) -> Home | None:
    """The earlier claim that these papers belong to, where one and only one fits all they share with earlier claims.

    A number of a policy or a vehicle alone proves nothing. A letter or an e-mail without such papers may tell of a loss
    of its own: it must name the claim's number.
    """
    if not comes_later(documents):
        return None
    told, days = _shared(store, claim, documents, claim_types, received_on, claim.id)
    fitting = set.intersection(*told.values()) if told else set()
    # What came in one file was put together, or kept apart, when it was read.
    fitting = {one for one in fitting if (row := store.row(one)) and row.source_id != claim.source_id}
    if len(fitting) != 1:
        return None
    if not genres_of(documents) & ATTACHED_LATER and (CLAIM_NUMBER not in told or (days and POLICY_DAY not in told)):
        return None
    (home,) = fitting
    return Home(home, tuple(told))


def find_papers(
    store: Store,
    claim: OpenClaim,
    documents: Sequence[Document],
    claim_types: Mapping[str, ClaimType],
    received_on: date,
) -> tuple[Home, ...]:
    """Papers that came in before this notice and wait as claims of their own, where they fit it and no other claim."""
    if comes_later(documents):
        return ()
    found: dict[str, dict[str, None]] = {}
    for view in _views(claim, documents, claim_types, received_on):
        for key in papers_keys(view):
            for other in store.matches(key.kind, key.text, claim.id):
                found.setdefault(other, {})[key.kind.removeprefix(PAPERS)] = None
    homes = []
    for other, kinds in found.items():
        row, earlier = store.row(other), store.claim(other)
        if row is None or earlier is None or row.source_id == claim.source_id or row.status != "review":
            continue
        own = OpenClaim(other, row.source_id, 0)
        if not store.may_be_gathered(other) or not are_papers(earlier.documents):
            continue
        # What points at another claim as well is for a handler to see.
        told, _ = _shared(store, own, earlier.documents, claim_types, received_on, None)
        if not any(claims - {other} for claims in told.values()):
            homes.append(Home(other, tuple(kinds)))
    return tuple(homes)


def keys_of_papers(
    claim: Claim, claim_types: Mapping[str, ClaimType], received_on: date
) -> tuple[tuple[str, str], ...]:
    """Under what papers of no known kind of claim are met by the notice they belong to."""
    if not are_papers(claim.documents):
        return ()
    own = OpenClaim(claim.id, claim.source_id, 0)
    views = _views(own, claim.documents, claim_types, received_on)
    return tuple(dict.fromkeys((key.kind, key.text) for view in views for key in papers_keys(view)))


def _shared(
    store: Store,
    claim: OpenClaim,
    documents: Sequence[Document],
    claim_types: Mapping[str, ClaimType],
    received_on: date,
    before: str | None,
) -> tuple[dict[str, set[str]], bool]:
    """The claims that share something with these papers, by what it is, and whether the papers name policy and day."""
    past = SitePastClaims(store, before)
    found: dict[str, set[str]] = {}
    numbers = numbers_in(documents)
    for kind in (CLAIM_NUMBER, REPORT):
        found[kind] = set(store.matches_any(kind, numbers, before))
    days = False
    for view in _views(claim, documents, claim_types, received_on):
        for key in keys_of(view):
            if key.kind in _STRONG:
                found.setdefault(key.kind, set()).update(past.sharing(key.kind, key.text))
        policy = view.text("policy_number")
        for day in loss_days(view)[:1] if policy else ():
            days = True
            found.setdefault(POLICY_DAY, set()).update(past.same_loss(policy or "", day.day.isoformat(), None))
    return {kind: claims for kind, claims in found.items() if claims}, days


def _views(
    claim: OpenClaim, documents: Sequence[Document], claim_types: Mapping[str, ClaimType], received_on: date
) -> list[ClaimView]:
    """The papers as code alone reads them; where they do not tell the kind of claim, as each kind."""
    name = classify(documents, claim_types).claim_type
    if name == UNKNOWN and sum(len(document.text) for document in documents) > _LONGEST_UNKNOWN:
        return []
    views = []
    for claim_type in claim_types.values() if name == UNKNOWN else (claim_types[name],):
        readings = read_exact(Material(tuple(documents), claim_type, received_on)).readings
        fields = fuse(claim_type, readings).fields
        whole = Claim(id=claim.id, source_id=claim.source_id, documents=tuple(documents), fields=fields)
        views.append(ClaimView(whole, claim_type))
    return views


def doubtful(
    claim: OpenClaim, documents: Sequence[Document], claim_types: Mapping[str, ClaimType], context: Context
) -> Classification | None:
    """Papers of no known kind of claim, with a finding that names the claims they may belong to; else None.

    Rules are run for known kinds of claims only, and an estimate alone seldom says what it is about.
    """
    classification = classify(documents, claim_types)
    if not comes_later(documents) or classification.claim_type != UNKNOWN:
        return None
    for view in _views(claim, documents, claim_types, context.received_on):
        for finding in duplicates.BELONGS.findings(view, context):
            return classification.model_copy(update={"findings": (*classification.findings, finding)})
    return None


def late_of(store: Store, claim_id: str, run_id: str) -> Late | None:
    """How a claim stood before documents were joined to it; None where none were."""
    documents = store.documents_joined_to(claim_id)
    if not documents:
        return None
    before = store.claim_before(claim_id, run_id)
    typed = store.corrections(claim_id)
    # Parsed as the page shows them: what was typed, as a value of its field.
    read = corrected(Claim(id=claim_id, source_id=""), typed, store.claim_type_of(claim_id))
    values = {field.path: field.value for field in read.fields}
    return Late(
        joined=tuple(
            Joined(row.joined_at, tuple(one.id for one in documents[row.id]), row.user)
            for row in store.joins_into(claim_id)
        ),
        before={field.path: field.value for field in before.fields} if before else None,
        corrected={path: values.get(path) for path in typed},
    )
