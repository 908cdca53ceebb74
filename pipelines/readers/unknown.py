"""What bytes that no reader knows look like, so that a person can be told what to do with them."""

from __future__ import annotations

_HEIC = "Have it sent as a JPEG picture or a PDF."
_SIGNATURES: tuple[tuple[bytes, str, str], ...] = (
    (b"PK\x03\x04", "a ZIP archive or an Office document", "Unpack it, or print the document to PDF, and put that in."),
    (b"PK\x05\x06", "an empty ZIP archive", "Ask the sender to send it again."),
    (b"\xd0\xcf\x11\xe0", "an old Office document or an Outlook message", "Print it to PDF, or save it as .eml."),
    (b"Rar!", "a RAR archive", "Unpack it and put the files in."),
    (b"7z\xbc\xaf", "a 7-Zip archive", "Unpack it and put the files in."),
    (b"\x1f\x8b", "a gzip archive", "Unpack it and put the files in."),
    (b"\x7fELF", "a program", "A program is not a claim: have it looked at before anyone opens it."),
    (b"MZ", "a program", "A program is not a claim: have it looked at before anyone opens it."),
    (b"ID3", "a sound recording", "Have it written down and put the text in."),
    (b"OggS", "a sound recording", "Have it written down and put the text in."),
)
_CONTAINERS = (
    (b"RIFF", b"WAVE", 8, "a sound recording", "Have it written down and put the text in."),
    (b"", b"ftypheic", 4, "a HEIC picture", _HEIC),
    (b"", b"ftypmif1", 4, "a HEIC picture", _HEIC),
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
    return "This is no format that a reader knows (PDF, e-mail, plain text). Ask the sender for a PDF."
