"""ZIP archives: what is in them, read one by one within limits. Nothing is written, so no name can lead anywhere."""

from __future__ import annotations

import stat
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from pipelines.errors import UnreadableError
from pipelines.readers.gathering import Members, gather, read_members, with_problems
from pipelines.readers.reader import ReadResult, ReadTask

_MARKS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_ENTRY = b"PK\x01\x02"
_MOST_ENTRIES = 10_000  # beyond it even the list of contents is a burden
_CHUNK = 1 << 16
_RATIO_FREE = 8 << 20  # bytes that may come out of anything: a blank page packs very well
_MOST_RATIO = 300
# What macOS and Windows put beside the files, known by its first bytes.
_LITTER = (b"\0\x05\x16\x07", b"\0\0\0\x01Bud1")
_OFFICE_PARTS = ("[Content_Types].xml", "mimetype")
_REASONS = {
    "encrypted": "locked with a password",
    "damaged": "damaged",
    "empty": "empty",
    "unknown_format": "of a kind that no reader knows",
    "nested_too_deep": "too deep inside other archives",
    "too_many_attachments": "beyond the number of files that are read",
    "link": "mere links to files elsewhere",
    "unknown_compression": "packed in a way that cannot be undone here",
}


class ArchiveReader:
    """Reads a ZIP into the documents of its members; members that cannot be read are problems of a document.

    Its problem: attachment_unreadable.
    """

    name = "ZIP"
    media_types = ("application/zip",)

    def recognises(self, data: bytes) -> bool:
        """Whether the bytes begin as a ZIP does."""
        return data.startswith(_MARKS)

    def read(self, data: bytes, task: ReadTask) -> ReadResult:
        """The documents of all members in the archive's order; UnreadableError where none can be read."""
        with open_zip(data) as archive:
            if any(name in archive.namelist() for name in _OFFICE_PARTS):
                raise UnreadableError(
                    "unknown_format",
                    "This is an Office document of a kind that no reader knows. Save it as PDF, and put that in.",
                )
            members = read_members(_contents(archive, task), task)
        if not members.read:
            raise _nothing(members)
        documents = gather(members.read, apart=task.depth == 0)
        return ReadResult(with_problems(documents, members.problems), members.contents)


def open_zip(data: bytes) -> zipfile.ZipFile:
    """The archive; UnreadableError "damaged" or "too_many_attachments" where it is none, or one with far too many."""
    if data.count(_ENTRY) > _MOST_ENTRIES:
        raise UnreadableError(
            "too_many_attachments",
            f"The archive lists more than {_MOST_ENTRIES} files. Ask for the claim's papers alone.",
        )
    try:
        return zipfile.ZipFile(BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise UnreadableError(
            "damaged", "The archive is damaged or incomplete and cannot be opened. Ask the sender to send it again."
        ) from error


def _contents(archive: zipfile.ZipFile, task: ReadTask) -> Iterator[bytes | UnreadableError]:
    """The bytes of each member, or why it has none; raises where the archive unpacks to more than a source may."""
    for info in archive.infolist():
        if info.is_dir() and not info.file_size:
            continue
        if stat.S_ISLNK(info.external_attr >> 16):
            yield UnreadableError("link", "The archive holds a link instead of a file.")
            continue
        try:
            data = unpack(archive, info, task)
        except UnreadableError as error:
            if error.code == "unpacks_too_large":
                raise
            yield error
            continue
        if not data.startswith(_LITTER):
            yield data


def unpack(archive: zipfile.ZipFile, info: zipfile.ZipInfo, task: ReadTask) -> bytes:
    """A member's bytes, counted as they come: the sizes that an archive declares may lie.

    UnreadableError "unpacks_too_large" where the whole source would unpack to more than it may, else what is wrong.
    """
    if info.flag_bits & 0x1:
        raise UnreadableError("encrypted", "A file in the archive is locked with a password. Ask for it without one.")
    pieces: list[bytes] = []
    length = 0
    try:
        with archive.open(info) as member:
            while piece := member.read(_CHUNK):
                length += len(piece)
                task.count_unpacked(len(piece))
                if length > _RATIO_FREE and length > _MOST_RATIO * max(info.compress_size, 1):
                    raise task.unpacks_too_large()
                pieces.append(piece)
    except NotImplementedError as error:
        raise UnreadableError(
            "unknown_compression", "A file in the archive is packed in a way that cannot be undone here."
        ) from error
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError) as error:
        raise UnreadableError(
            "damaged", "A file in the archive is damaged. Ask the sender to send it again."
        ) from error
    return b"".join(pieces)


def _nothing(members: Members) -> UnreadableError:
    """Why nothing in the archive could be read."""
    count = sum(members.failures.values())
    if not count:
        return UnreadableError("empty", "There is nothing in the archive. Ask the sender to send it again.")
    reasons = ", ".join(
        f"{number} {_REASONS.get(code, code.replace('_', ' '))}" for code, number in members.failures.items()
    )
    files = "The one file" if count == 1 else f"None of the {count} files"
    verb = "cannot be read" if count == 1 else "can be read"
    return UnreadableError(
        "nothing_readable", f"{files} in the archive {verb} ({reasons}). Ask the sender for the papers as PDF."
    )
