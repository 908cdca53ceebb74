"""What every kind promises: it never raises, it ends, and what it finds is what it reads there."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.values import KINDS, Hints

HINTS = Hints(
    today=date(2026, 5, 20),
    options={"collision": ("collision", "rear-ended", "hit"), "theft": ("theft", "stolen"), "other": ("other",)},
)
# Pieces of values and of what stands around them: texts that are almost something.
PIECES = (
    "$ 1,250.00 .50 351 50 12k € USD dollars cents thousand hundred three twenty twenty-six and a half past "
    "quarter to noon pm a.m. 3:30 15h30 1530 hrs 05/09/2026 2026-05-09 5/9 20260509 May Sept. 9th the third of "
    "ninth last Tuesday yesterday ago weeks 01 02 26 AC-987654321 HO3-2231-09 #XYZ789 1HGCM82633A004352 ABC-1234 "
    "7ABC123 1234567893 S83.511A I10 J1100 CPT NPI ZIP SSN EIN 12-3456789 123-45-6789 Austin, TX 78701-1234 "
    "Texas New York Main St. Oak Avenue intersection corner P.O. Box I-35 512-555-0142 (512) +1 +44 "
    "jane@example.com at dot @ double triple oh dash slash A C as in for like X [x] [ ] ☒ ☐ yes no not hit an "
    "stolen other Roe, Jane Jr. MD \n \t . , ; : - – / | ( ) % ' \" ０１２ １ \u00a0 \u200b"
).split(" ")
TEXTS = st.one_of(
    st.text(max_size=120),
    st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join),
    st.lists(st.sampled_from(PIECES), max_size=14).map("".join),
)
KIND_NAMES = sorted(KINDS)


@pytest.mark.parametrize("kind", KIND_NAMES)
def test_the_registry_knows_each_kind_by_its_name(kind: str) -> None:
    assert KINDS[kind].name == kind


@pytest.mark.parametrize("kind", KIND_NAMES)
@pytest.mark.parametrize("text", ["", " ", "\n\t \u00a0\u200b", "N/A", "n/a"])
def test_nothing_is_none(kind: str, text: str) -> None:
    if kind != "narrative" or not text.strip("\n\t \u00a0\u200b"):
        assert KINDS[kind].parse(text, HINTS) is None


@pytest.mark.parametrize("kind", KIND_NAMES)
@settings(max_examples=40, deadline=None)
@given(TEXTS)
def test_what_is_found_is_what_is_read_there(kind: str, text: str) -> None:
    found = KINDS[kind].find(text, HINTS)
    reach = 0
    for candidate in found:
        assert reach <= candidate.start < candidate.end <= len(text)
        reach = candidate.end
        assert KINDS[kind].parse(text[candidate.start : candidate.end], HINTS) == candidate.value


@pytest.mark.parametrize("kind", KIND_NAMES)
@settings(max_examples=40, deadline=None)
@given(TEXTS)
def test_a_value_is_read_again_as_itself(kind: str, text: str) -> None:
    value = KINDS[kind].parse(text, HINTS)
    if value is not None:
        assert KINDS[kind].parse(str(value), HINTS) == value
        assert all(isinstance(fault, str) for fault in KINDS[kind].faults(value))


@pytest.mark.parametrize(
    "unit",
    [
        "1-",
        "1 ",
        "A1 ",
        "one ",
        "9",
        "a",
        "A.",
        "Aa ",
        "@",
        "a@a.",
        "1,",
        "1/",
        "(",
        "half past ",
        "May 1 ",
        "double ",
        "hit an ",
    ],
)
def test_long_repetitions_end(unit: str) -> None:
    text = unit * (4_000 // len(unit))
    for kind in KINDS.values():
        for candidate in kind.find(text, HINTS):
            assert candidate.value is not None
        kind.parse(text, HINTS)
        kind.parse(text[:150], HINTS)
