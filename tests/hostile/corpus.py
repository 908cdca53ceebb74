"""The corpus: every hostile file, those that fuzzing found included."""

from __future__ import annotations

from pathlib import Path

from hostile.archives import ARCHIVES
from hostile.case import HostileFile
from hostile.mails import MAILS
from hostile.offices import OFFICES
from hostile.pdfs import PDFS
from hostile.pictures import PICTURES
from hostile.structured import STRUCTURED
from hostile.texts import TEXTS

FOUND = Path(__file__).parent / "found"
_FOUND = tuple(
    HostileFile("found", path.name, path.read_bytes, small=True) for path in sorted(FOUND.glob("*")) if path.is_file()
)
CORPUS: tuple[HostileFile, ...] = (*PDFS, *PICTURES, *MAILS, *ARCHIVES, *OFFICES, *STRUCTURED, *TEXTS, *_FOUND)
