"""Papers of the demo: what lies in its branch's inbox, in the order in which it came."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from datetime import datetime

from sample_claims import DEMO_CASES, DOCUMENTS, SHOWCASE, load_cases

_BOMB_MB = 300
_LATE = "police-report.pdf"  # after the claim that it belongs to


@dataclass(frozen=True)
class Paper:
    """One file of the inbox, and when it came."""

    name: str
    data: bytes
    received_at: datetime

    def moment(self) -> datetime:
        """When it came, as a clock tells it."""
        return self.received_at


def demo_papers() -> list[Paper]:
    """All files of the demo."""
    cases = {case.name: case for case in load_cases(DOCUMENTS)}
    shown = [cases[name] for name in DEMO_CASES]
    papers = [Paper(case.path.name, case.path.read_bytes(), case.truth.received_at) for case in shown]
    last = max(paper.received_at for paper in papers)
    further = [Paper(path.name, path.read_bytes(), last) for path in SHOWCASE.iterdir() if path.is_file()]
    further.append(Paper("photos.zip", _bomb(), last))
    return papers + sorted(further, key=lambda paper: (paper.name == _LATE, paper.name))


def _bomb() -> bytes:
    """An archive that unpacks to far more than a branch's box should hold."""
    held, entry = io.BytesIO(), zipfile.ZipInfo("photos.txt")
    entry.compress_type = zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(held, "w") as archive, archive.open(entry, "w", force_zip64=True) as photos:
        for _ in range(_BOMB_MB):
            photos.write(bytes(1 << 20))
    return held.getvalue()
