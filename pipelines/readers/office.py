"""Office files: the parts of a DOCX or XLSX, unpacked within limits before any library sees them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from pipelines.errors import UnreadableError
from pipelines.readers.archive import open_zip, unpack
from pipelines.readers.reader import ReadTask

_MARK = b"PK\x03\x04"
_CONTENTS = "[Content_Types].xml"
_MOST_PARTS = 5_000
# Office never writes a document type: what follows one are entities that grow, or that name files elsewhere.
_DOCTYPE = (b"<!DOCTYPE", b"<!ENTITY")
_XML_PER_CHARACTER = 40  # bytes of XML that one character of text may take at most before the file is refused
_EMBEDDED = re.compile(r"/(?:embeddings|afchunk)[\w./]*$|/vbaProject\.bin$", re.IGNORECASE)
_MEDIA = re.compile(r"^(?:word|xl)/media/[^/]+$", re.IGNORECASE)


def is_office(data: bytes, folder: str) -> bool:
    """Whether the bytes are an Office package with parts in `folder` ("word/", "xl/")."""
    if not data.startswith(_MARK):
        return False
    try:
        with open_zip(data) as archive:
            names = archive.namelist()
    except UnreadableError:
        return False
    return _CONTENTS in names and any(name.startswith(folder) for name in names)


def parts_of(data: bytes, task: ReadTask) -> dict[str, bytes]:
    """The XML and the pictures of an Office package by their names; anything else in it is left out.

    Raises UnreadableError where it unpacks to more than it may, or where its XML is such as Office never writes.
    """
    parts: dict[str, bytes] = {}
    with open_zip(data) as archive:
        entries = archive.infolist()
        if len(entries) > _MOST_PARTS:
            raise UnreadableError("too_long", "The Office file has far too many parts. Ask the sender for a PDF.")
        for info in entries:
            name = info.filename
            if name.endswith((".xml", ".rels")):
                parts[name] = _checked(unpack(archive, info, task), task)
            elif _MEDIA.match(name):
                parts[name] = unpack(archive, info, task)
    return parts


def _checked(part: bytes, task: ReadTask) -> bytes:
    plain = part.replace(b"\0", b"") if b"\0" in part[:200] else part
    if any(mark in plain for mark in _DOCTYPE):
        raise UnreadableError(
            "entities", "The Office file holds definitions such as only harmful files have. Ask the sender for a PDF."
        )
    task.check_length(len(part) // _XML_PER_CHARACTER)
    return part


def tree(part: bytes) -> Element:
    """A part of `parts_of` as a tree; what is no XML raises UnreadableError "damaged"."""
    with damaged():  # an encoding of no name is a LookupError, one of many bytes a ValueError
        return ElementTree.fromstring(part)  # noqa: S314 - no part with a document type, thus with entities, comes here


@contextmanager
def damaged() -> Iterator[None]:
    """Take whatever a library raises at an Office file that it cannot read for UnreadableError "damaged"."""
    try:
        yield
    except (UnreadableError, MemoryError):
        raise
    except Exception as error:
        raise UnreadableError(
            "damaged", "The Office file is damaged and cannot be read. Ask the sender to send it again."
        ) from error


def has_embedded(data: bytes) -> bool:
    """Whether other files are embedded in an Office package, such as a table in a letter, or programs."""
    with open_zip(data) as archive:
        return any(_EMBEDDED.search(name) for name in archive.namelist())


def package(parts: Mapping[str, bytes]) -> io.BytesIO:
    """The parts as a package again, for the library that reads it."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name), part)
    stream.seek(0)
    return stream
