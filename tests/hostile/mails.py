# ruff: noqa: E501 (one file a line reads better)
"""Hostile e-mails: parts within parts, attachments without end, names that lead elsewhere, headers that never end."""

from __future__ import annotations

import base64

from hostile.case import MB, HostileFile, noise
from hostile.pdfs import paper

_HEAD = b"From: a@example.com\nTo: b@example.com\nSubject: claim\nMIME-Version: 1.0\n"


def mail(rest: bytes) -> bytes:
    """A mail with these headers and body after the usual ones."""
    return _HEAD + rest


def mixed(parts: list[bytes], boundary: bytes = b"b") -> bytes:
    """A mail of these parts, each with its own headers."""
    body = b"".join(b"--" + boundary + b"\n" + part + b"\n" for part in parts)
    return mail(b"Content-Type: multipart/mixed; boundary=" + boundary + b"\n\n" + body + b"--" + boundary + b"--\n")


def attached(
    data: bytes, header: bytes = b"Content-Disposition: attachment; filename=x.pdf", kind: bytes = b"application/pdf"
) -> bytes:
    """A part that is an attachment."""
    return b"Content-Type: %s\n%s\nContent-Transfer-Encoding: base64\n\n%s" % (kind, header, base64.encodebytes(data))


def named(name: bytes) -> bytes:
    """A mail whose attachment is named so."""
    return mixed(
        [
            b"Content-Type: text/plain\n\nsee there",
            attached(paper(), b"Content-Disposition: attachment; filename=" + name),
        ]
    )


def nested(levels: int) -> bytes:
    """Parts within parts."""
    body = b"Content-Type: text/plain\n\ndeep\n"
    for level in range(levels):
        edge = b"b%d" % level
        body = b"Content-Type: multipart/mixed; boundary=%s\n\n--%s\n%s\n--%s--\n" % (edge, edge, body, edge)
    return mail(body)


def forwarded(levels: int) -> bytes:
    """Mails within mails."""
    body = mail(b"\nDate of loss 2026-03-02\n")
    for _ in range(levels):
        body = mail(b"Content-Type: message/rfc822\n\n" + body)
    return body


def open_parts(levels: int) -> bytes:
    """Parts within parts that never close."""
    return mail(b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(levels)))


_TNEF = b"\x78\x9f\x3e\x22\1\0" + b"\1\6\x90\x08\0\xff\xff\xff\x7f" + noise(5000)
_UU = b"begin 644 ../../x\n" + b"M" + b"9" * 60 + b"\n"


def _f(name: str, make: object, small: bool = False) -> HostileFile:
    return HostileFile("mail", name, make, small)  # type: ignore[arg-type]


MAILS: tuple[HostileFile, ...] = (
    _f("parts 50 deep", lambda: nested(50), True),
    _f("parts 5,000 deep", lambda: nested(5000)),
    _f("parts 20,000 deep that never close", lambda: open_parts(20_000)),
    _f("mails 30 deep", lambda: forwarded(30)),
    _f("mails 1,000 deep", lambda: forwarded(1000)),
    _f("10,000 attachments", lambda: mixed([attached(b"note %d" % n, kind=b"text/plain") for n in range(10_000)]), True),
    _f("10,000 papers", lambda: mixed([attached(paper())] * 10_000)),
    _f("an attachment named ../../x", lambda: named(b'"../../x"'), True),
    _f("an attachment named /etc/passwd", lambda: named(b'"/etc/passwd"')),
    _f("an attachment with a NUL in its name", lambda: named(b'"x\0.pdf"')),
    _f("an attachment whose name runs backwards", lambda: named('"\u202efdp.exe"'.encode())),
    _f("an attachment with a name of 1 MB", lambda: named(b'"' + b"x" * MB + b'"')),
    _f("an attachment with a name of 100,000 pieces", lambda: mixed([attached(paper(), b"Content-Disposition: attachment;\n" + b"".join(b" filename*%d*=%%41;\n" % n for n in range(100_000)))])),
    _f("an attachment with a coded name", lambda: named(b'"=?utf-8?B?Li4vLi4veA==?="')),
    _f("100,000 headers", lambda: mail(b"".join(b"X-%d: y\n" % n for n in range(100_000)) + b"\nbody")),
    _f("a header of 20 MB", lambda: mail(b"X-Long: " + b"y" * (20 * MB) + b"\n\nbody")),
    _f("a header of a million lines", lambda: mail(b"X-Long: y\n" + b" y\n" * 1_000_000 + b"\nbody")),
    _f("a subject of 100,000 coded words", lambda: b"From: a@b\nMIME-Version: 1.0\nSubject: " + b"=?utf-8?Q?=41?= \n " * 100_000 + b"\n\nbody", True),
    _f("a subject of broken coded words", lambda: b"From: a@b\nMIME-Version: 1.0\nSubject: " + b"=?" * 200_000 + b"\n\nbody"),
    _f("a sender of 100,000 brackets", lambda: b"MIME-Version: 1.0\nSubject: x\nFrom: " + b"(" * 100_000 + b"<a@b>\n\nbody"),
    _f("a sender of 100,000 groups", lambda: b"MIME-Version: 1.0\nSubject: x\nFrom: " + b"a:" * 100_000 + b";\n\nbody"),
    _f("100,000 receivers", lambda: b"From: a@b\nSubject: x\nMIME-Version: 1.0\nTo: " + b", \n ".join(b"a%d@b" % n for n in range(100_000)) + b"\n\nbody"),
    _f("a sender of 100,000 quotes", lambda: b"MIME-Version: 1.0\nSubject: x\nFrom: " + b'"\\' * 100_000 + b"\n\nbody"),
    _f("a date of a million digits", lambda: b"From: a@b\nSubject: x\nDate: " + b"9" * 1_000_000 + b"\n\nbody"),
    _f("a character set that is none", lambda: mail(b"Content-Type: text/plain; charset=../../x\n\n\xff\xfe\xfd"), True),
    _f("a character set that is a packing", lambda: mail(b"Content-Type: text/plain; charset=zip\n\n" + noise(2000))),
    _f("a character set that lies", lambda: mail(b"Content-Type: text/plain; charset=utf-16\n\n\xffodd")),
    _f("UTF-7", lambda: mail(b"Content-Type: text/plain; charset=utf-7\n\n" + b"+AAAA" * 200_000)),
    _f("punycode without end", lambda: mail(b"Content-Type: text/plain; charset=punycode\n\n" + b"a-" + b"9" * 20_000)),
    _f("IDNA without end", lambda: mail(b"Content-Type: text/plain; charset=idna\n\n" + b"xn--" + b"a" * 100_000)),
    _f("uuencoded, named ../../x", lambda: mail(b"Content-Transfer-Encoding: x-uuencode\n\n" + _UU * 10_000 + b"end\n")),
    _f("TNEF", lambda: mixed([attached(_TNEF, kind=b"application/ms-tnef")])),
    _f("a piece of a message", lambda: mail(b"Content-Type: message/partial; id=x; number=1; total=999999999\n\nFrom: c@d\n\nx"), True),
    _f("a message elsewhere", lambda: mail(b"Content-Type: message/external-body; access-type=URL; URL=http://192.0.2.1/\n\n\n")),
    _f("a receipt of itself", lambda: mail(b"Content-Type: message/delivery-status\n\n" + b"Status: x\n\n" * 100_000)),
    _f("base64 of nothing", lambda: mixed([b"Content-Type: application/pdf\nContent-Transfer-Encoding: base64\n\n" + b"=!*" * 100_000])),
    _f("base64 of 30 MB of zeros", lambda: mixed([attached(bytes(30 * MB))])),
    _f("quoted-printable without end", lambda: mail(b"Content-Transfer-Encoding: quoted-printable\n\n" + b"=\n" * 2_000_000)),
    _f("a boundary of 1 MB", lambda: mixed([b"\n\nx"], b"b" * MB)),
    _f("a boundary that is empty", lambda: mail(b'Content-Type: multipart/mixed; boundary=""\n\n' + b"--\n\nx\n" * 50_000)),
    _f("a boundary 500,000 times", lambda: mail(b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n" * 500_000)),
    _f("a kind of 100,000 settings", lambda: mail(b"Content-Type: text/plain" + b"; a=b" * 100_000 + b"\n\nbody")),
    _f("a kind that never ends", lambda: mail(b"Content-Type: " + b"/" * 1_000_000 + b"\n\nbody")),
    _f("HTML of 200,000 open tags", lambda: mail(b"Content-Type: text/html\n\n" + b"<div>" * 200_000 + b"Date of loss 2026-03-02")),
    _f("an injected header", lambda: mail(b"Subject: x\r\rBcc: all@example.com\r\n\r\nDate of loss 2026-03-02")),
    _f("a mail of headers only", lambda: b"From: a@b\nSubject: x\nReceived: y"),
    _f("a mail with hostile papers", lambda: mixed([attached(paper(b"<< /Length 9 >>")), attached(b"%PDF-1.7"), attached(noise(9999)), attached(b"PK\3\4" + noise(99))])),
)  # fmt: skip
