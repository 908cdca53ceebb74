"""Real papers that other people made: forms, a police report, an estimate, e-mails."""

from __future__ import annotations

import json
import os
from email.message import EmailMessage
from functools import cache
from pathlib import Path

import pytest
from made_pdfs import assert_whole, read_bytes

from pipelines.claim import Document
from pipelines.readers import ReadLimits

SHARED = Path(os.environ.get("LODGE_SHARED", Path(__file__).resolve().parents[3].parent / "shared"))
SAMPLES = SHARED / "samples"

pytestmark = pytest.mark.skipif(
    not SAMPLES.is_dir(), reason="no real papers here: LODGE_SHARED names the folder that holds samples/"
)


@cache  # the letter shows a picture, and pictures take seconds to read
def paper(name: str) -> Document:
    (document,) = read_bytes((SAMPLES / name).read_bytes()).documents
    assert_whole(document)
    return document


CLAIM = "auto_claim_pdfs/sample-claim-docs-1/claim_sample_1.pdf"
REPORT = "auto_claim_pdfs/sample-claim-docs-1/police_report.pdf"
ESTIMATE = "auto_claim_pdfs/sample-claim-docs-1/repair_estimate.pdf"
LETTER = "claim_emails/marty-mcfly-auto.pdf"


@pytest.mark.parametrize(
    ("name", "line"),
    [
        (CLAIM, "Policy Number: AUTO-1234-5678"),
        (CLAIM, "Location: 123 Main Street, Boston, MA 02108"),  # the text layer says "Loca.on"
        (CLAIM, "Description of Incident: Rear-ended at stoplight by another vehicle"),
        (CLAIM, "Email: john.smith@email.com"),  # and the dots that are dots stay
        (REPORT, "Intersection: Main St & Park Ave"),  # "Intersec@on"
        (REPORT, "License #: MA98765432"),
        (ESTIMATE, "Estimator: Robert Johnson"),  # "EsGmator"
        (ESTIMATE, "Vehicle Information:"),  # "InformaBon"
        (ESTIMATE, "Model: Camry Year: 2022"),
        (ESTIMATE, "1. Rear Bumper Assembly............$850.00"),
        (LETTER, "   ●   Policy Number: AC-987654321"),
        (LETTER, "   ●   Estimated Repair Cost: $7,500"),
    ],
)
def test_lines_read_as_on_paper(name: str, line: str) -> None:
    assert line in paper(name).text.splitlines()


def test_what_stands_apart_stays_apart() -> None:
    first = paper(CLAIM).text.splitlines()[0]
    assert first.split("   ", 1)[0] == "AUTO INSURANCE CLAIM FORM"
    assert first.endswith("   Claim ID: CLAIM-2025-001")


def test_lost_ligatures_are_reported() -> None:
    assert paper(CLAIM).problems == ("garbled_text",)
    assert paper(LETTER).problems == ()


def test_every_real_pdf_is_read() -> None:
    names = sorted(SAMPLES.glob("*/**/*.pdf"))
    assert names
    for name in names:
        document = paper(str(name.relative_to(SAMPLES)))
        assert len(document.text) > 400
        assert "no_text" not in document.problems


def test_real_mails_with_a_paper() -> None:
    for claim in json.loads((SAMPLES / "claim_emails/claims.json").read_text()):
        message = EmailMessage()
        message["From"], message["Subject"] = claim["email_address"], claim["subject"]
        message.set_content(claim["body"])
        message.add_attachment((SAMPLES / LETTER).read_bytes(), maintype="application", subtype="pdf")
        body, attached = read_bytes(message.as_bytes(), ReadLimits(ocr="none")).documents
        assert body.text.partition("\n\n")[2].split() == claim["body"].split()
        assert f"Subject: {claim['subject']}" in body.text
        assert "AC-987654321" in attached.text
