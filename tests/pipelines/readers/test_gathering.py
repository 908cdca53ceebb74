"""Gathering: papers that come with a batch of structured claims belong to its first claim, and none is lost."""

from __future__ import annotations

from email.message import EmailMessage
from itertools import count

from made_x12 import claim, interchange, subscriber, transaction

from pipelines.claim import Document
from pipelines.readers import read

BATCH = interchange(transaction(subscriber(2, claim("A1") + claim("A2") + claim("A3"))))
COVER = "Good morning,\n\nplease find our claim file attached.\n\nKind regards\nAnn"
NOTICE = (
    "AUTOMOBILE LOSS NOTICE\n\nPolicy number: QX-204518\nInsured name: Ruth Oakes\nDate of loss: 04/03/2026\n"
    "Location of loss: Elm St, Akron\nDescription of loss: rear-ended at a light\nVIN: 1HGCM82633A004352\n"
    "Vehicle make: Honda\nDriver name: Ruth Oakes\nDate reported: 04/04/2026\n"
)


def mail(body: str, *attached: str) -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@b.example", "claims@b.example", "Claim file"
    message.set_content(body)
    for number, text in enumerate(attached):
        message.add_attachment(text.encode(), maintype="application", subtype="octet-stream", filename=f"{number}.dat")
    return message.as_bytes()


def documents_of(data: bytes) -> list[Document]:
    numbers = count()
    return list(read(data, lambda: f"d{next(numbers)}").documents)


def test_a_covering_body_belongs_to_the_first_claim_of_the_batch() -> None:
    found = documents_of(mail(COVER, BATCH))
    assert [(document.role, document.claim) for document in found] == [
        ("body", 0), ("attachment", 0), ("attachment", 1), ("attachment", 2)
    ]  # fmt: skip
    assert "claim file attached" in found[0].text


def test_two_batches_are_numbered_on_and_the_body_is_of_the_first() -> None:
    found = documents_of(mail(COVER, BATCH, BATCH.replace("*A", "*B")))
    assert [document.claim for document in found] == [0, 0, 1, 2, 3, 4, 5]


def test_a_note_beside_the_batch_goes_with_it() -> None:
    found = documents_of(mail(COVER, "Please pay quickly.\n", BATCH))
    assert [document.claim for document in found] == [0, 0, 0, 1, 2]


def test_papers_that_tell_of_a_claim_stay_a_claim_of_their_own() -> None:
    found = documents_of(mail(COVER, BATCH, NOTICE))
    claims = [document.claim for document in found]
    assert len(set(claims)) == 4
    assert claims[0] == claims[-1]  # the body comes with the notice


def test_a_batch_pasted_into_the_body_is_read_as_if_it_were_attached() -> None:
    wrapped = "\n".join(BATCH[start : start + 76] for start in range(0, len(BATCH), 76))
    for pasted in (BATCH.replace("~", "~\n"), wrapped, "\n".join(f"> {line}" for line in BATCH.split("~"))):
        found = documents_of(mail(f"Hello,\n\nour claims:\n\n{pasted}\n\nKind regards\nAnn\n"))
        assert [(document.role, document.claim, document.declares) for document in found] == [
            ("body", 0, ""), ("attachment", 0, "837P"), ("attachment", 1, "837P"), ("attachment", 2, "837P")
        ]  # fmt: skip
        assert "our claims" in found[0].text
        assert "Kind regards" in found[0].text
        assert "CLM" not in found[0].text


def test_words_of_a_body_that_only_mention_an_interchange_stay() -> None:
    (body,) = documents_of(mail("Our system says:\nISA*00* is wrong in your last file.\n"))
    assert "ISA*00*" in body.text
