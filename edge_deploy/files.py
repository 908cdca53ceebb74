"""Files that are whole or not there, and untouched where nothing changed."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from pipelines.errors import OperatorError


def write_whole(path: Path, text: str, mode: int = 0o644, *, durable: bool = True) -> bool:
    """Put `text` into `path` in one step, readable as `mode` says; tells whether anything was written.

    Not `durable`, it does not wait for the disk: for what another call makes good after a power cut.
    """
    try:
        if path.exists() and path.read_bytes() == text.encode() and path.stat().st_mode & 0o777 == mode:
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        # mkstemp makes it 0600 from the start: a key is never readable by others, not for a moment.
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        part = Path(name)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(text)
                file.flush()
                if durable:
                    os.fsync(file.fileno())
            part.chmod(mode)
            part.replace(path)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise OperatorError(f"{path} cannot be written: {error.strerror}. Give another folder with --out.") from None
    return True
