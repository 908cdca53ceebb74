"""A branch office on a temporary disk, for every test that needs one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from branch import branch_settings

from agent.settings import Settings
from agent.site import Site, init_home, open_site


@pytest.fixture
def branch(tmp_path: Path) -> Settings:
    """The settings of a new home with the scripted model, whose inbox takes files at once."""
    settings = branch_settings(tmp_path / "home")
    init_home(settings)
    return settings


@pytest.fixture
def branch_site(branch: Settings) -> Iterator[Site]:
    """That branch, opened."""
    with open_site(branch) as site:
        yield site
