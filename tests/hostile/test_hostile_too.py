"""The other half of what test_hostile puts through a site: two halves can run side by side."""

from __future__ import annotations

from pathlib import Path

import pytest

from hostile.running import MAY_GROW_MB, faults, put_through


@pytest.mark.slow
def test_the_other_half_of_a_third_of_all_does_no_harm(tmp_path: Path) -> None:
    result = put_through(tmp_path, "some-2", cpu_seconds=4)
    assert len(result.trials) >= 75
    assert not faults(result)
    assert result.grown_mb < MAY_GROW_MB
