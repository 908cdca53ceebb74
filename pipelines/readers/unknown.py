"""What bytes that no reader knows look like, so that a person can be told what to do with them."""

from __future__ import annotations

_PICTURE = "Have it sent as a JPEG picture or a PDF."
_SIGNATURES: tuple[tuple[bytes, str, str], ...] = (
    (b"\xd0\xcf\x11\xe0", "an old Office document or an Outlook message", "Print it to PDF, or save it as .eml."),
    (b"Rar!", "a RAR archive", "Unpack it and put the files in."),
    (b"7z\xbc\xaf", "a 7-Zip archive", "Unpack it and put the files in."),
    (b"\x1f\x8b", "a gzip archive", "Unpack it and put the files in."),
    (b"BZh", "a bzip2 archive", "Unpack it and put the files in."),
    (b"\xfd7zXZ", "an XZ archive", "Unpack it and put the files in."),
    (b"\x78\x9f\x3e\x22", "Outlook's winmail.dat", "Ask the sender to send the message as plain text or HTML."),
    (b"BM", "a BMP picture", _PICTURE),
    (b"8BPS", "a Photoshop picture", _PICTURE),
    (b"\x7fELF", "a program", "A program is not a claim: have it looked at before anyone opens it."),
    (b"MZ", "a program", "A program is not a claim: have it looked at before anyone opens it."),
    (b"ID3", "a sound recording", "Have it written down and put the text in."),
    (b"OggS", "a sound recording", "Have it written down and put the text in."),
)
_CONTAINERS = (
    (b"RIFF", b"WAVE", 8, "a sound recording", "Have it written down and put the text in."),
    (b"", b"ftypheic", 4, "a HEIC picture", _PICTURE),
    (b"", b"ftypheix", 4, "a HEIC picture", _PICTURE),
    (b"", b"ftypmif1", 4, "a HEIC picture", _PICTURE),
    (b"", b"ftypavif", 4, "an AVIF picture", _PICTURE),
    (b"", b"ftyp", 4, "a video or sound recording", "Have what it shows written down and put the text in."),
)


def appearance(data: bytes) -> str:
    """A sentence that says what `data` looks like and what to do next."""
    for start, mark, at, what, remedy in _CONTAINERS:
        if data.startswith(start) and data[at : at + len(mark)] == mark:
            return f"This looks like {what}, which no reader knows. {remedy}"
    for start, what, remedy in _SIGNATURES:
        if data.startswith(start):
            return f"This looks like {what}, which no reader knows. {remedy}"
    return (
        "This is no format that a reader knows (PDF, pictures, e-mail, Word, Excel, RTF, HTML, plain text,"
        " X12 837, FHIR, ZIP). Ask the sender for a PDF."
    )
