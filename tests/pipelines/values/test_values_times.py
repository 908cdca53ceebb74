"""Times of day, as people write and say them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.values import KINDS

TIME = KINDS["time"]

WRITTEN = [
    ("3:30 PM", "15:30"),
    ("3:30pm", "15:30"),
    ("3:30 p.m.", "15:30"),
    ("3.30 pm", "15:30"),
    ("330 PM", "15:30"),
    ("3:30 P", "15:30"),
    ("15:30", "15:30"),
    ("15:30:00", "15:30"),
    ("1530", "15:30"),
    ("1530 hrs", "15:30"),
    ("15h30", "15:30"),
    ("2400 hrs", "00:00"),
    ("0730", "07:30"),
    ("7 am", "07:00"),
    ("around 7 am", "07:00"),
    ("approx. 3:30 PM EST", "15:30"),
    ("7 o'clock in the morning", "07:00"),
    ("8:45 this morning", "08:45"),
    ("10:15 in the evening", "22:15"),
    ("ten at night", "22:00"),
    ("two at night", "02:00"),
    ("half past three in the afternoon", "15:30"),
    ("about a quarter past four in the afternoon", "16:15"),
    ("quarter to five pm", "16:45"),
    ("twenty-five past eight in the evening", "20:25"),
    ("ten minutes to noon", "11:50"),
    ("three thirty pm", "15:30"),
    ("three oh five p.m.", "15:05"),
    ("six forty-five in the evening", "18:45"),
    ("seven am", "07:00"),
    ("fifteen thirty hours", "15:30"),
    ("zero eight hundred hours", "08:00"),
    ("noon", "12:00"),
    ("12 noon", "12:00"),
    ("midnight", "00:00"),
    ("12:00 AM", "00:00"),
    ("12:30 am", "00:30"),
    ("12 PM", "12:00"),
    ("13:30 PM", "13:30"),
    ("2026-01-02T15:30:00", "15:30"),
    ("05/09/2026 3:30 PM", "15:30"),
]
NO_TIME = [
    "", " ", "N/A", "25:00", "3:60 PM", "13:30 AM", "7 o'clock", "half past three", "at 7",
    "between 3 pm and 4 pm", "3:30-ish pm",
    "soon", "12", "$3.30", "after 3 pm",
]  # fmt: skip


@pytest.mark.parametrize(("text", "value"), WRITTEN)
def test_a_time_is_read(text: str, value: str) -> None:
    assert TIME.parse(text) == value


@pytest.mark.parametrize("text", NO_TIME)
def test_what_leaves_the_time_open_is_none(text: str) -> None:
    assert TIME.parse(text) is None


FORMATS: list[Callable[[time], str]] = [
    lambda moment: f"{moment:%H:%M}",
    lambda moment: f"{moment:%H:%M:%S}",
    lambda moment: f"{moment:%H%M} hrs",
    lambda moment: f"{moment:%H%M}",
    lambda moment: f"{moment:%I:%M %p}",
    lambda moment: f"{moment:%I:%M%p}".lower(),
    lambda moment: f"{moment:%I:%M} {'a.m.' if moment.hour < 12 else 'p.m.'}".lstrip("0"),
    lambda moment: f"{moment:%I.%M %p}",
]


@given(st.times(), st.sampled_from(FORMATS))
def test_every_way_to_write_a_time_reads_the_same(moment: time, written: Callable[[time], str]) -> None:
    assert TIME.parse(written(moment)) == f"{moment:%H:%M}"


def test_times_are_found_in_a_letter() -> None:
    text = (
        "It was 3:30 PM, or 15:45 by his watch; half past three in the afternoon (1530 hrs). At about seven am, call "
        "512-555-0142. $3.30 a piece, 05/09/2026 3:45 pm, twelve noon, 10 a man."
    )
    assert [(text[one.start : one.end], one.value) for one in TIME.find(text)] == [
        ("3:30 PM", "15:30"),
        ("15:45", "15:45"),
        ("half past three in the afternoon", "15:30"),
        ("1530 hrs", "15:30"),
        ("seven am", "07:00"),
        ("3:45 pm", "15:45"),
        ("twelve noon", "12:00"),
    ]
