"""A loss run that comes with a claim: the claim stays what its notice says it is, and keeps the notice's values."""

from __future__ import annotations

import io
from datetime import date
from email.message import EmailMessage
from itertools import count
from random import Random

import pytest
from pypdf import PdfReader, PdfWriter
from reportlab.lib.pagesizes import letter
from reportlab.pdfgen.canvas import Canvas

from pipelines.claim import Document, Genre
from pipelines.claim_types import CLAIM_TYPES
from pipelines.classifying import classify
from pipelines.extracting import Material, read_exact
from pipelines.fusing import fuse
from pipelines.readers import read
from sample_claims.loss_runs import draw_loss_run, draw_loss_run_pdf

NOTICES = {
    "liability": "GENERAL LIABILITY NOTICE OF OCCURRENCE\n\nNamed insured: Tidewater Grocers LLC\n"
    "Policy number: CGL-771-4410\nDate of loss: 05/02/2026\nClaimant: Mara Tull\n"
    "Description of occurrence: The claimant slipped on a wet floor in our store.\n",
    "property": "PROPERTY LOSS NOTICE\n\nNamed insured: Mara Tull\nPolicy number: HO-771-4410\n"
    "Date of loss: 05/02/2026\nCause of loss: Hail\nDescription of loss: Hail broke the roof of the house.\n",
}
LETTERS = {
    "liability": "A customer slipped on the wet floor of our store and has a lawyer. It happened on 05/02/2026."
    " Our policy number is CGL-771-4410. The claimant is Mara Tull. Please open a general liability claim.\n",
    "property": "Hail broke the roof of my house, and water came through the ceiling. It happened on 05/02/2026."
    " My policy number is HO-771-4410.\n",
}
POLICIES = {"liability": "CGL-771-4410", "property": "HO-771-4410"}
RUN = draw_loss_run(Random(9), 30)
RUN_PDF = draw_loss_run_pdf(RUN, "ruled")
RUN_CSV = "Claim Number,Date of Loss,Claimant,Status,Total Paid,Reserve,Incurred\r\n" + "\r\n".join(
    f"CL-{1000 + row},03/{row + 1:02d}/2023,Jon Pike,Closed,{row}.50,0.00,{row}.50" for row in range(20)
)


def mail(body: str, *attachments: tuple[bytes, str]) -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "m.tull@example.com", "claims@example.com", "New claim"
    message["Date"] = "Mon, 04 May 2026 10:00:00 +0000"
    message.set_content(body + "\nThe loss run that you asked for is attached.\n")
    for data, subtype in attachments:
        message.add_attachment(data, maintype="application", subtype=subtype)
    return message.as_bytes()


def printed(text: str) -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=letter)
    for number, line in enumerate(text.split("\n")):
        canvas.setFont("Helvetica-Bold" if number == 0 else "Helvetica", 15 if number == 0 else 10)
        canvas.drawString(60, 730 - 18 * number, line)
    canvas.save()
    return file.getvalue()


def packet(*files: bytes) -> bytes:
    writer = PdfWriter()
    for data in files:
        for page in PdfReader(io.BytesIO(data)).pages:
            writer.add_page(page)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def documents(data: bytes) -> tuple[Document, ...]:
    ids = count()
    return read(data, lambda: f"d{next(ids)}").documents


@pytest.mark.parametrize("name", NOTICES)
@pytest.mark.parametrize("how", ["notice and pdf", "letter and pdf", "letter and csv", "packet", "packet reversed"])
def test_the_claim_stays_its_notices(name: str, how: str) -> None:
    source = {
        "notice and pdf": lambda: mail("See below.\n\n" + NOTICES[name], (RUN_PDF, "pdf")),
        "letter and pdf": lambda: mail(LETTERS[name], (RUN_PDF, "pdf")),
        "letter and csv": lambda: mail(LETTERS[name], (RUN_CSV.encode(), "octet-stream")),
        "packet": lambda: packet(printed(NOTICES[name]), RUN_PDF),
        "packet reversed": lambda: packet(RUN_PDF, printed(NOTICES[name])),
    }[how]()
    papers = documents(source)
    assert Genre.LOSS_RUN in {paper.genre for paper in papers}
    assert {paper.claim for paper in papers} == {0}
    kind = CLAIM_TYPES[classify(papers, CLAIM_TYPES).claim_type]
    assert kind.name == name
    found = {f.path: f.value for f in fuse(kind, read_exact(Material(papers, kind, date(2026, 5, 4))).readings).fields}
    assert found["policy_number"] == POLICIES[name]
    assert found["date_of_loss"] == "2026-05-02"


@pytest.mark.parametrize("attachment", [RUN_PDF, RUN_CSV.encode()], ids=["pdf", "csv"])
def test_a_letter_that_only_sends_a_loss_run_is_a_loss_run(attachment: bytes) -> None:
    papers = documents(mail("Dear underwriter,\nplease find our claims of the last years.\n", (attachment, "pdf")))
    kind = CLAIM_TYPES[classify(papers, CLAIM_TYPES).claim_type]
    assert kind.name == "loss_run"
    found = fuse(kind, read_exact(Material(papers, kind, date(2026, 5, 4))).readings).fields
    assert sum(field.path.endswith("].claim_number") for field in found) == (30 if attachment is RUN_PDF else 20)
