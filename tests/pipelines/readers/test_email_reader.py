"""E-mails: body, headers, attachments within attachments, and what must not get out of them."""

from __future__ import annotations

from email.message import EmailMessage
from email.mime.multipart import MIMEMultipart

import pytest
from made_pdfs import assert_whole, encrypted, lines, read_bytes

from pipelines.errors import UnreadableError
from pipelines.readers import ReadLimits
from pipelines.readers.reader import sha256_of


def mail(body: str = "My policy is AP-1.\n", subtype: str = "plain", **options: str) -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Greta Okonkwo <greta@example.com>"
    message["To"] = "claims@example.com"
    message["Date"] = "Mon, 04 May 2026 09:30:00 -0500"
    message["Subject"] = "Claim for my car"
    message["X-Internal"] = "not shown"
    message.set_content(body, subtype=subtype, **options)
    return message


def attach(message: EmailMessage, data: bytes, name: str = "paper.pdf") -> EmailMessage:
    message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message


def test_the_body_with_its_headers_is_a_document() -> None:
    data = mail().as_bytes()
    result = read_bytes(data)
    (document,) = result.documents
    assert document.text == (
        "From: Greta Okonkwo <greta@example.com>\nTo: claims@example.com\n"
        "Date: Mon, 04 May 2026 09:30:00 -0500\nSubject: Claim for my car\n\nMy policy is AP-1.\n"
    )
    assert (document.role, document.media_type, document.ordinal) == ("body", "message/rfc822", 0)
    assert document.sha256 == sha256_of(data)
    assert document.problems == ()
    assert result.contents == {}


def test_attachments_are_documents_of_their_own() -> None:
    pdf, note = lines("Estimate 1,250.00"), b"Police report BPD-77\n"
    message = attach(attach(mail(), pdf), note, "note.pdf")
    result = read_bytes(message.as_bytes())
    body, first, second = result.documents
    assert [document.ordinal for document in result.documents] == [0, 1, 2]
    assert [first.media_type, second.media_type] == [
        "application/pdf",
        "text/plain",
    ]  # by content, whatever the name says
    assert (first.role, second.role) == ("attachment", "attachment")
    assert first.text == "Estimate 1,250.00"
    assert result.contents == {first.sha256: pdf, second.sha256: note}
    assert body.problems == ()
    assert_whole(first)


def test_a_name_that_leads_elsewhere_leaves_no_trace() -> None:
    message = attach(mail(), b"note\n", "../../../../etc/cron.d/x")
    result = read_bytes(message.as_bytes())
    assert "cron" not in "".join(document.model_dump_json() for document in result.documents)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"%PDF-1.7 broken", "damaged"),
        (bytes(range(1, 200)), "unknown_format"),
        (encrypted(lines("secret"), "pass"), "encrypted"),
    ],
)
def test_an_unreadable_attachment_is_a_problem_of_the_body(data: bytes, code: str) -> None:
    message = attach(attach(mail(), data), b"a readable note\n")
    body, note = read_bytes(message.as_bytes()).documents
    assert body.problems == (f"attachment_unreadable:{code}",)
    assert note.text == "a readable note\n"


def test_plain_text_is_preferred_and_said_once() -> None:
    message = mail("Plain words\n")
    message.add_alternative("<p>HTML words</p>", subtype="html")
    (document,) = read_bytes(message.as_bytes()).documents
    assert document.text.endswith("\n\nPlain words\n")
    assert "HTML" not in document.text


def test_html_alone_is_shown_as_a_mail_program_would() -> None:
    html = (
        "<html><head><title>T</title><style>p {}</style></head><body><p>Date of&nbsp;loss:<b> 05/02/2026</b></p>"
        "<script>alert(1)</script><table><tr><td>Item</td><td>Amount</td></tr><tr><td>TV</td><td>$400</td></tr></table>"
        "a &lt; b<br>next</body></html>"
    )
    (document,) = read_bytes(mail(html, "html").as_bytes()).documents
    body = document.text.partition("\n\n")[2]
    assert body.split("\n") == ["Date of loss: 05/02/2026", "", "Item   Amount", "TV     $400", "", "a < b", "next"]


def test_windows_letters_and_encoded_headers() -> None:
    data = (
        b"From: =?windows-1252?Q?Ren=E9?= <r@example.com>\r\nSubject: =?utf-8?B?RsO8cg==?=\r\nMIME-Version: 1.0\r\n"
        b"Content-Type: text/plain; charset=windows-1252\r\n\r\nCaf\xe9 \x93quoted\x94 \x80 5\r\n"
    )
    (document,) = read_bytes(data).documents
    assert document.text == "From: René <r@example.com>\nSubject: Für\n\nCafé “quoted” € 5\n"


def test_a_wrong_character_set_does_not_sink_the_body() -> None:
    data = b"From: a@example.com\nSubject: s\nContent-Type: text/plain; charset=no-such\n\nCaf\xc3\xa9\n"
    (document,) = read_bytes(data).documents
    assert document.text.endswith("Café\n")


def test_an_attached_mail_is_read_with_its_own_attachments() -> None:
    inner = attach(mail("inner body\n"), b"inner note\n")
    outer = mail("outer body\n")
    outer.add_attachment(inner)
    result = read_bytes(outer.as_bytes())
    assert [document.role for document in result.documents] == ["body", "attachment", "attachment"]
    assert [document.media_type for document in result.documents] == ["message/rfc822", "message/rfc822", "text/plain"]
    assert result.documents[2].text == "inner note\n"
    assert len(result.contents) == 2


def test_mails_within_mails_end_at_a_depth() -> None:
    message = mail("level 0\n")
    for level in range(1, 6):
        outer = mail(f"level {level}\n")
        outer.add_attachment(message)
        message = outer
    documents = read_bytes(message.as_bytes(), ReadLimits(max_depth=2)).documents
    assert [document.text.split()[-1] for document in documents] == ["5", "4", "3"]
    assert documents[2].problems == ("attachment_unreadable:nested_too_deep",)


def test_ten_thousand_levels_are_refused() -> None:
    nest = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(10_000))
    with pytest.raises(UnreadableError) as error:
        read_bytes(b"From: a@example.com\nSubject: s\nMIME-Version: 1.0\n" + nest)
    assert error.value.code == "nested_too_deep"


def test_deep_parts_behind_folded_headers_do_no_harm() -> None:
    message = MIMEMultipart()
    inner = message
    for _ in range(55):
        part = MIMEMultipart()
        inner.attach(part)
        inner = part
    message["From"], message["Subject"] = "a@example.com", "s"
    (document,) = read_bytes(message.as_bytes()).documents
    assert document.text.startswith("From: a@example.com")


def test_the_number_of_attachments_is_limited() -> None:
    message = mail()
    for number in range(6):
        attach(message, b"note %d\n" % number)
    result = read_bytes(message.as_bytes(), ReadLimits(max_attachments=4))
    assert len(result.documents) == 5
    assert result.documents[0].problems == ("attachment_unreadable:too_many_attachments",)


@pytest.mark.parametrize(
    "text", ["Policy number: AP-1\nDate of loss: 2026-03-02\n\nSubject: my car\n", "Dear Sir,\nFrom: me\nSubject: it\n"]
)
def test_a_letter_with_labels_is_no_mail(text: str) -> None:
    (document,) = read_bytes(text.encode()).documents
    assert document.media_type == "text/plain"


def test_a_file_name_in_thousands_of_pieces_is_refused() -> None:
    pieces = b"".join(b' filename*%d="a";\r\n' % number for number in range(3_000))
    message = (
        b"From: a@b.example\r\nTo: c@d.example\r\nSubject: x\r\nMIME-Version: 1.0\r\n"
        b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n"
        b"Content-Disposition: attachment;\r\n" + pieces + b"\r\nwords\r\n--b--\r\n"
    )
    with pytest.raises(UnreadableError, match="pieces") as refused:
        read_bytes(message)
    assert refused.value.code == "too_long"
