"""Looking: parts of a claim's pages drawn larger and read again, in the sandbox."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass

from agent.blobs import BlobLostError
from pipelines.claim import Box, Document, Page
from pipelines.errors import UnreadableError
from pipelines.investigating import Glance

log = logging.getLogger("lodge.looking")


@dataclass(frozen=True)
class SandboxCloser:
    """What pipelines.investigating.Closer asks for: `contents` gives the bytes behind a document's digest."""

    read: Callable[[bytes, int, Box], tuple[str, Page]]
    contents: Callable[[str], bytes]

    def look(self, document: Document, page: int, box: Box) -> Glance | None:
        """What stands in `box`; None where the bytes are gone or the part cannot be read."""
        try:
            return Glance(*self.read(self.contents(document.sha256), page, box))
        except (BlobLostError, KeyError):
            log.warning("page not looked at again code=bytes_lost")
        except UnreadableError as error:
            log.warning("page not looked at again code=%s", error.code)
        return None
