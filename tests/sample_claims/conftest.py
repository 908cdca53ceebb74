"""One whole set of each of two seeds, made once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from sample_claims import Case
from sample_claims.generating import generate


@pytest.fixture(scope="session")
def first_set(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Sequence[Case]]:
    """The folder and the cases of seed 1."""
    out = tmp_path_factory.mktemp("seed-1")
    return out, generate(1, out)


@pytest.fixture(scope="session")
def other_set(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Sequence[Case]]:
    """The folder and the cases of another seed."""
    out = tmp_path_factory.mktemp("seed-29")
    return out, generate(29, out)
