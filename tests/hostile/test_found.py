"""What fuzzing found is read again: nothing but UnreadableError comes of it, and no step behind the readers gives way.

A file that lies in found/ is a case from then on; `make fuzz` puts them there.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from hostile.corpus import FOUND
from hostile.targets import TARGETS, go_on, takes
from pipelines.errors import UnreadableError

_OURS = {target.reader: target for target in TARGETS.values()}
# What ends a process is for the sandbox to stand, and the corpus puts it through one.
_FILES = sorted(path for path in FOUND.glob("*") if path.is_file() and "-process-" not in path.name)


@pytest.mark.parametrize("path", _FILES, ids=lambda path: path.name)
def test_what_was_found_does_no_harm_any_more(path: Path) -> None:
    data = path.read_bytes()
    reader = takes(data)
    if reader is None:
        return
    try:
        documents = _OURS[reader].read(data)
    except UnreadableError:
        return
    go_on(documents)


def test_every_reader_is_a_target_with_seeds() -> None:
    for name, target in TARGETS.items():
        assert any(target.reader.recognises(target.wrap(seed)) for seed in target.seeds()), name
