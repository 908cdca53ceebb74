"""X12 taken apart: delimiters from ISA whatever they are, and ISA segments that are broken."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_x12 import isa

from pipelines.errors import UnreadableError
from pipelines.readers.x12.segments import Segment, is_x12, segments_of

MARKS = "*|~:>!#%&+;=?@\\{}'`$"  # ISA11 holds ^, the repetition mark
TEXT = st.text(alphabet="ABCXYZabc0123456789 .-", min_size=0, max_size=12).map(str.strip)


@st.composite
def made(draw: st.DrawFn) -> tuple[str, str, str, list[list[str]]]:
    element, component, ending = draw(st.permutations(MARKS))[:3]
    rows = draw(
        st.lists(
            st.tuples(st.sampled_from(["NM1", "REF", "N3", "HI"]), st.lists(TEXT, min_size=1, max_size=6)),
            min_size=1,
            max_size=12,
        )
    )
    return element, component, ending, [[tag, *values] for tag, values in rows]


@given(made(), st.sampled_from(["", "\n", "\r\n", "\n   "]))
def test_any_delimiters_give_back_the_same_segments(case: tuple[str, str, str, list[list[str]]], between: str) -> None:
    element, component, ending, rows = case
    text = isa(element, component, ending) + between
    text += between.join(element.join(row) + ending for row in [["GS", "HC", "S", "R"], *rows])
    (stretch,) = segments_of(text, 100)
    assert (stretch.delimiters.element, stretch.delimiters.component) == (element, component)
    assert stretch.delimiters.segment == ending
    assert stretch.faults == []
    assert [segment.tag for segment in stretch.segments] == ["ISA", "GS", *(row[0] for row in rows)]
    for number, (segment, row) in enumerate(zip(stretch.segments[2:], rows, strict=True), start=3):
        assert segment.number == number
        assert [segment[place] for place in range(1, len(row))] == row[1:]


@given(st.text(max_size=300), st.sampled_from(["ISA*", "ISA|00|", "GS*HC*", "ST*837*", isa(), "\ufeff" + isa()]))
def test_whatever_follows_is_taken_apart_or_refused(rest: str, start: str) -> None:
    try:
        stretches = segments_of(start + rest, 1000)
    except UnreadableError as error:
        assert str(error).endswith(".")
    else:
        numbers = [segment.number for stretch in stretches for segment in stretch.segments]
        assert numbers == list(range(1, len(numbers) + 1))


def test_line_ends_may_end_segments() -> None:
    (stretch,) = segments_of(isa(ending="\n") + "GS*HC*S*R\nST*837*1\n", 10)
    assert [segment.tag for segment in stretch.segments] == ["ISA", "GS", "ST"]


def test_lines_broken_within_a_segment_are_joined() -> None:
    (stretch,) = segments_of(isa() + "GS*HC*SEN\r\nDER*R~ST*83\n7*1~", 10)
    assert stretch.segments[1] == Segment(2, ("GS", "HC", "SENDER", "R"))
    assert stretch.segments[2][1] == "837"


def test_a_second_interchange_has_delimiters_of_its_own() -> None:
    first, second = segments_of(isa() + "GS*HC*A~IEA*1*1~\n" + isa("|", ">", "\n") + "GS|HC|B\nIEA|1|1\n", 20)
    assert (second.delimiters.element, second.delimiters.component, second.delimiters.segment) == ("|", ">", "\n")
    assert [segment.number for segment in second.segments] == [4, 5, 6]
    assert first.segments[1][2] == "A" and second.segments[1][2] == "B"


@pytest.mark.parametrize(
    ("header", "told"),
    [
        (isa().replace("SENDER         ", "SENDER"), "ISA element 6 has 6 characters; it must have 15"),
        (isa().replace("*T*:", "*T*"), "ISA16 names no character that parts components"),
        (isa().replace("*T*:~", "*T**~"), "ISA16 names no character that parts components"),
        (isa().replace("*^*00501", ""), "ISA has 14 elements; it must have 16"),
    ],
)
def test_a_broken_header_is_told_and_read_as_best_it_can(header: str, told: str) -> None:
    (stretch,) = segments_of(header + "GS*HC*S*R~ST*837*1~", 10)
    assert any(told in fault for fault in stretch.faults)
    assert stretch.delimiters.component == ":"
    assert [segment.tag for segment in stretch.segments] == ["ISA", "GS", "ST"]


@pytest.mark.parametrize(
    ("text", "known"),
    [
        (isa(), True),
        ("\ufeff\r\n  " + isa(), True),
        ("ST*837*0001~BHT*", True),
        ("GS*HC*A*B*20260101*", True),
        ("ISA BELL wrote on Monday", False),
        ("ISABEL*", False),
        ("Dear Sirs,\nISA*00*", False),
        ("", False),
    ],
)
def test_x12_is_known_by_how_it_begins(text: str, known: bool) -> None:
    assert is_x12(text) is known


def test_too_many_segments_are_refused() -> None:
    with pytest.raises(UnreadableError, match="more than 50 segments") as refused:
        segments_of(isa() + "LX*1~" * 500, 50)
    assert refused.value.code == "too_many_segments"
