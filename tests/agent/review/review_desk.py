"""A desk with two real claims in a real store: a PDF and a letter, taken through the store as the worker takes them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import uuid4

from reportlab.pdfgen import canvas
from starlette.testclient import TestClient

from agent.assembling import Checked, Plan, to_results
from agent.review.app import create_app
from agent.rows import Arrival, Closing, Pipeline, StepResult
from agent.settings import Settings
from agent.site import init_home, open_site
from pipelines.claim import (
    Claim,
    Decision,
    Document,
    Field,
    Finding,
    Grounding,
    Outcome,
    PageSpan,
    Reading,
    ReadingSource,
    Reason,
    Severity,
    Signal,
    Span,
    TextSpan,
    Tier,
    Triage,
    Value,
    Verdict,
)
from pipelines.claim_types import CLAIM_TYPES
from pipelines.classifying import Classification
from pipelines.extracting import Exact
from pipelines.fusing import Fused
from pipelines.readers import read

PASSWORD = "a long password"
# The real cost is paid where a test is about passwords; a hash says itself what it cost.
HASH = f"scrypt$16$8$1${'00' * 16}${hashlib.scrypt(PASSWORD.encode(), salt=bytes(16), n=16, r=8, p=1, dklen=32).hex()}"
AT = datetime(2026, 5, 2, 9, tzinfo=UTC)
PIPELINE = Pipeline("test", {"claim_types": {name: one.model_dump(mode="json") for name, one in CLAIM_TYPES.items()}})

# What stands on the page, under which path, and what it means.
VALUES: dict[str, tuple[str, Value]] = {
    "policy_number": ("PX-204-7781", "PX-204-7781"),
    "date_of_loss": ("04/17/2026", "2026-04-17"),
    "insured_name": ("Orla Fennimore-Baskerville", "Orla Fennimore-Baskerville"),
    "vehicle_vin": ("1HGCM82633A004352", "1HGCM82633A004352"),
    "cause_of_loss": ("Collision", "collision"),
    "damage_description": ("Front bumper and head lamp pushed in", "Front bumper and head lamp pushed in"),
    "estimate_amount": ("$4,812.50", "4812.50"),
    "injuries_reported": ("nobody was hurt", False),
}
LETTER = """Dear Sir or Madam,

I write about the accident of 04/17/2026. My policy is PX-204-7781. Front bumper and head lamp pushed in,
nobody was hurt. The garage wants $4,812.50. <script>alert('claim')</script>

Orla Fennimore-Baskerville
"""


class Clock:
    """Seconds since the epoch, moved by hand."""

    now = AT.timestamp() + 3600

    def __call__(self) -> float:
        return self.now


class Desk:
    """A site with its review page, a handler, an operator, and two claims that wait."""

    def __init__(self, home: Path) -> None:
        self.clock = Clock()
        settings = Settings(home=home, backend="scripted")
        init_home(settings)
        self.site = open_site(settings)
        self.site.store.add_user("ann", HASH, "handler")
        self.site.store.add_user("oscar", HASH, "operator")
        self.claims = [self._put(pdf()), self._put(LETTER.encode())]
        self.app = create_app(self.site, settings, self.clock)

    def waiting(self) -> list[Claim]:
        """The claims in the order of the queue."""
        by_id = {claim.id: claim for claim in self.claims}
        return [by_id[row.claim_id] for row in self.site.store.queue()]

    def decide(self, client: TestClient, claim: Claim, verdict: str, **inputs: str) -> Any:
        """Post the claim's form as the page holds it, with `inputs` changed."""
        token = form_token(client.get("/").text)
        data = {"form_token": token, "verdict": verdict} | inputs
        return client.post(f"/claims/{claim.id}/verdict", data=data, follow_redirects=False)

    def settle(self, claim: Claim) -> None:
        """What another handler does meanwhile."""
        verdict = {"reason_code": "legal", "corrections": {}, "confirmed": (), "at": AT}
        self.site.store.record_verdict(claim.id, Verdict.REFERRED, "bob", **verdict)

    def quarantine(self, message: str) -> str:
        """A source that cannot be worked on; its id."""
        store = self.site.store
        store.admit(Arrival(uuid4().hex, "f" * 64, 9, "broken.pdf"), AT)
        lease = store.lease(PIPELINE, AT, 60)
        assert lease
        store.quarantine(lease, Closing("quarantine", "quarantine", reasons=(("encrypted", message),)), AT)
        return lease.source_id

    def other_token(self) -> str:
        """The form token of another session of the same handler."""
        with TestClient(self.app) as other:
            return form_token(log_in(other, "ann", PASSWORD).text)

    def _put(self, data: bytes) -> Claim:
        """A claim in the store, by the same calls as the worker's."""
        store = self.site.store
        sha256 = self.site.blobs.put(data)
        store.admit(Arrival(uuid4().hex, sha256, len(data), "notice.pdf"), AT)
        lease = store.lease(PIPELINE, AT, 60)
        assert lease
        documents = read(data, store.new_id).documents
        payload = {"documents": [document.model_dump(mode="json") for document in documents]}
        store.record_read(lease, StepResult(lease.source_id, "read", payload, 12), [0], [], AT)
        claim_id = store.open_claims(lease)[0].id
        findings, triage = _findings(), Triage(tier=Tier.COMPLEX, reasons=("x",), signals=(_SUBROGATION,))
        reasons = tuple(Reason(code=finding.rule, message=finding.message) for finding in findings)
        update = {
            "classification": Classification(claim_type="auto", scores={"auto": 1.0}, findings=()),
            "exact": Exact(readings=(), seen=frozenset()),
            "plan": Plan(),
            "fused": Fused(fields=tuple(_fields(documents[0])), findings=()),
            "checked": Checked(findings=findings, triage=triage),
            "decision": Decision(outcome=Outcome.REVIEW, reasons=reasons),
        }
        for result in to_results(claim_id, update, 7):
            store.record(lease, result, AT)
        messages = tuple((reason.code, reason.message) for reason in reasons)
        store.finish(lease, claim_id, Closing("review", "review", "auto", "complex", messages), AT)
        claim = store.claim(claim_id)
        assert claim
        return claim


_SUBROGATION = Signal(name="subrogation", reasons=("Another driver was cited.",))


def pdf() -> bytes:
    """One page on which every value stands beside its name."""
    data = BytesIO()
    page = canvas.Canvas(data, pagesize=(612, 792))
    for line, (path, (verbatim, _)) in enumerate(VALUES.items()):
        page.drawString(60, 700 - 30 * line, f"{path.replace('_', ' ')}:")
        page.drawString(200, 700 - 30 * line, verbatim)
    page.save()
    return data.getvalue()


def _fields(document: Document) -> Iterator[Field]:
    for path, (verbatim, value) in VALUES.items():
        start = document.text.find(verbatim)
        if start < 0:
            continue
        span = _span(document, verbatim, start)
        label, model = (
            Reading(path=path, verbatim=verbatim, value=value, source=source, spans=(span,))
            for source in (ReadingSource.LABEL, ReadingSource.MODEL)
        )
        yield Field(
            path=path, value=value, chosen=label, readings=(label, model), grounding=Grounding.NORMALISED, score=0.93
        )


def _span(document: Document, verbatim: str, start: int) -> Span:
    end = start + len(verbatim)
    if document.media_type != "application/pdf":
        return TextSpan(document_id=document.id, text=verbatim, start=start, end=end)
    boxes = tuple(word.box for word in document.pages[0].words if word.start < end and start < word.end)
    return PageSpan(document_id=document.id, text=verbatim, page=1, boxes=boxes, start=start, end=end)


def _findings() -> tuple[Finding, ...]:
    return (
        Finding(
            rule="identifiers.vin",
            severity=Severity.ERROR,
            message="Vehicle VIN: check digit is 3, expected X (rule identifiers.vin).",
            paths=("vehicle_vin",),
        ),
        Finding(rule="documents.pages", severity=Severity.NOTE, message="One page only (rule documents.pages)."),
    )


def form_token(html: str) -> str:
    """The token in a page's first form."""
    found = re.search(r'name="form_token" value="([0-9a-f]+)"', html)
    assert found, "no form on this page"
    return found[1]


def log_in(client: TestClient, name: str, password: str) -> Any:
    """The page after a login, or the login page again."""
    token = form_token(client.get("/login").text)
    return client.post("/login", data={"name": name, "password": password, "form_token": token})
