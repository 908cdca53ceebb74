"""Writes the corpus to a folder, in a process of its own: bombs take memory to make."""

from __future__ import annotations

import json
import sys
import warnings
from pathlib import Path

from hostile.corpus import CORPUS


def main() -> None:
    """`python -m hostile.make FOLDER all|small|few`: every file under its number, and a list of what they are."""
    warnings.simplefilter("ignore")  # archives with one name twice are meant
    folder, part = Path(sys.argv[1]), sys.argv[2]
    small = [file for file in CORPUS if file.small]
    chosen = {"all": list(CORPUS), "small": small, "few": small[::4]}[part]
    for number, file in enumerate(chosen):
        (folder / f"{number:04d}").write_bytes(file.make())
    listed = [{"kind": file.kind, "name": file.name, "file_name": file.file_name} for file in chosen]
    (folder / "list.json").write_text(json.dumps(listed))


if __name__ == "__main__":
    main()
