"""How figures become bands."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.privacy.bands import cut_to_hour, format_of, seconds_band
from pipelines.privacy.summary_words import SecondsBand


@pytest.mark.parametrize(
    ("seconds", "band"),
    [
        (0, "under_1"),
        (0.999, "under_1"),
        (1, "1_to_5"),
        (5, "5_to_15"),
        (59.9, "15_to_60"),
        (60, "60_to_300"),
        (300, "over_300"),
        (1e9, "over_300"),
    ],
)
def test_seconds_band(seconds: float, band: str) -> None:
    assert seconds_band(seconds) == band


@given(st.floats(min_value=0, allow_nan=False), st.floats(min_value=0, allow_nan=False))
def test_longer_is_never_a_lower_band(one: float, other: float) -> None:
    order = list(SecondsBand)
    low, high = sorted((one, other))
    assert order.index(seconds_band(low)) <= order.index(seconds_band(high))


@pytest.mark.parametrize(
    ("media_type", "name"),
    [
        ("application/pdf", "pdf"),
        ("text/plain; charset=utf-8", "text"),
        ("message/rfc822", "email"),
        ("IMAGE/PNG", "image"),
        ("application/x-jane-doe", "other"),
    ],
)
def test_format_of(media_type: str, name: str) -> None:
    assert format_of(media_type) == name


def test_cut_to_hour() -> None:
    moment = datetime(2026, 5, 2, 23, 59, 59, 9, tzinfo=timezone(timedelta(hours=-5, minutes=-30)))
    assert cut_to_hour(moment) == datetime(2026, 5, 3, 5, tzinfo=UTC)
