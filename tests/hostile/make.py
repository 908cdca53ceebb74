"""Writes the corpus to a folder, in a process of its own: bombs take memory to make."""

from __future__ import annotations

import json
import sys
import warnings
from pathlib import Path

from hostile.corpus import CORPUS


def main() -> None:
    """`python -m hostile.make FOLDER PART`: every file under its number, and a list of what they are.

    PART is all, some (the small ones and every fourth of the others), its halves some-1 and some-2, small, few, or a
    kind.
    """
    warnings.simplefilter("ignore")  # archives with one name twice are meant
    folder, part = Path(sys.argv[1]), sys.argv[2]
    small = [file for file in CORPUS if file.small]
    large = [file for file in CORPUS if not file.small]
    some = small + large[::4]
    parts = {
        "all": list(CORPUS),
        "some": some,
        "some-1": some[::2],
        "some-2": some[1::2],
        "small": small,
        "few": small[::4],
    }
    chosen = parts.get(part) or [file for file in CORPUS if file.kind == part]
    for number, file in enumerate(chosen):
        (folder / f"{number:04d}").write_bytes(file.make())
    listed = [{"kind": file.kind, "name": file.name, "file_name": file.file_name} for file in chosen]
    (folder / "list.json").write_text(json.dumps(listed))


if __name__ == "__main__":
    main()
