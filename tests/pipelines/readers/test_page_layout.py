"""Layout: columns stay columns, lines stay lines, words stay whole."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_pdfs import assert_whole, drawn, read_bytes
from reportlab.lib import colors
from reportlab.lib.pagesizes import letter
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, Table

ROWS = [
    ["Item", "Description", "Qty", "Unit price", "Amount"],
    ["1", "Sofa, three seats", "1", "980.00", "980.00"],
    ["2", "Carpet, wool, patterned", "12", "40.50", "486.00"],
    ["3", "Lamp", "2", "9,000.00", "18,000.00"],
]


def text_of(draw) -> str:  # type: ignore[no-untyped-def]
    (document,) = read_bytes(drawn(draw)).documents
    assert_whole(document)
    return document.text


def cells(line: str) -> list[str]:
    return re.split(r" {3,}", line.strip())


@pytest.mark.parametrize("grid", [True, False], ids=["ruled", "unruled"])
@pytest.mark.parametrize("padding", [3, 6])
def test_a_table_s_cells_stay_apart(grid: bool, padding: int) -> None:
    style = [("LEFTPADDING", (0, 0), (-1, -1), padding), ("RIGHTPADDING", (0, 0), (-1, -1), padding)]
    style += [("ALIGN", (2, 0), (-1, -1), "RIGHT")]
    style += [("GRID", (0, 0), (-1, -1), 0.5, colors.black)] if grid else []

    def draw(canvas: Canvas) -> None:
        table = Table(ROWS, style=style)
        table.wrapOn(canvas, *letter)
        table.drawOn(canvas, 72, 600)

    found = [cells(line) for line in text_of(draw).splitlines() if line]
    if grid or padding == 6:
        assert found == ROWS
    else:  # cells six points apart without a ruling: the narrow gaps of a single line may be blanks
        assert found[1:] == ROWS[1:]


def test_cells_below_one_another_begin_in_one_column() -> None:
    def draw(canvas: Canvas) -> None:
        for number, (left, right) in enumerate([("iii", "A"), ("WWWWWWWWWWWWWWWWWWWW", "B"), ("x", "C")]):
            canvas.drawString(72, 700 - 20 * number, left)
            canvas.drawString(330, 700 - 20 * number, right)

    lines = text_of(draw).splitlines()
    assert len({line.index(mark) for line, mark in zip(lines, "ABC", strict=True)}) == 1


def test_prose_in_two_columns_stays_in_two() -> None:
    style = ParagraphStyle("justified", fontName="Helvetica", fontSize=10, leading=12, alignment=4)
    left = "On the evening of the second the insured noticed smoke in the kitchen and called the brigade. " * 3
    right = "The adjuster went to see the house on the following day and took down what was damaged. " * 3

    def draw(canvas: Canvas) -> None:
        for x, text in ((72, left), (320, right)):
            paragraph = Paragraph(text, style)
            paragraph.wrapOn(canvas, 220, 400)
            paragraph.drawOn(canvas, x, 500)

    rows = [cells(line) for line in text_of(draw).splitlines()]
    assert " ".join(row[0] for row in rows).split() == left.split()
    assert " ".join(row[1] for row in rows if len(row) > 1).split() == right.split()


def test_a_line_that_jumps_a_little_is_one_line() -> None:
    def draw(canvas: Canvas) -> None:
        for x, y, word in ((72, 700, "Loss"), (100, 701.3, "on"), (118, 699, "the"), (140, 700.5, "road")):
            canvas.drawString(x, y, word)

    assert text_of(draw) == "Loss on the road"


def test_a_word_drawn_in_pieces_is_one_word() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 700, "recei")
        canvas.setFont("Helvetica-Bold", 12)
        canvas.drawString(72 + canvas.stringWidth("recei", "Helvetica", 12), 700, "ved")

    assert text_of(draw) == "received"


def test_a_shadow_is_not_read_twice() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 700, "Estimate")
        canvas.drawString(72.5, 699.6, "Estimate")

    assert text_of(draw) == "Estimate"


def test_lines_come_top_to_bottom_whatever_the_order_of_drawing() -> None:
    def draw(canvas: Canvas) -> None:
        for y, text in ((600, "third"), (700, "first"), (680, "second")):
            canvas.drawString(72, y, text)

    assert text_of(draw) == "first\nsecond\n\nthird"


def test_typed_blanks_never_part_a_value() -> None:
    """A typewriter face has wide blanks; between columns above and below they are blanks all the same."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Courier", 10)
        for y, left, right in ((700, "AAAA", "BBBB"), (686, "2672 Evergreen", ""), (672, "CCCC", "DDDD")):
            canvas.drawString(72, y, left)
            canvas.drawString(130, y, right)

    assert text_of(draw).splitlines()[1] == "2672 Evergreen"


def test_labels_that_run_into_one_another_are_not_shuffled() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 8)
        canvas.drawString(72, 700, "11. INSURED'S DATE OF BIRTH")
        canvas.drawString(150, 700, "MM DD YY")

    assert cells(text_of(draw)) == ["11. INSURED'S DATE OF BIRTH", "MM DD YY"]


def _box(canvas: Canvas, x: float, mark: str) -> None:
    canvas.rect(x, 698, 9, 9)
    if mark == "letter":
        canvas.drawString(x + 1, 699.5, "X")
    elif mark == "cross":
        canvas.line(x, 698, x + 9, 707)
        canvas.line(x, 707, x + 9, 698)
    elif mark == "hook":
        path = canvas.beginPath()
        path.moveTo(x + 1, 702)
        path.curveTo(x + 2, 701, x + 3, 700, x + 4, 699)
        path.lineTo(x + 8, 706)
        canvas.drawPath(path)
    elif mark == "filling":
        canvas.rect(x + 2, 700, 5, 5, stroke=0, fill=1)
    elif mark == "digit":
        canvas.drawString(x + 2, 699.5, "7")


@pytest.mark.parametrize(
    ("mark", "shown"),
    [("", "[ ]"), ("letter", "[x]"), ("cross", "[x]"), ("hook", "[x]"), ("filling", "[x]"), ("digit", "7")],
)
def test_drawn_tick_boxes_say_whether_they_are_ticked(mark: str, shown: str) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 9)
        canvas.drawString(72, 700, "Injured?")
        for x, label, what in ((130, "Yes", mark), (180, "No", "")):
            _box(canvas, x, what)
            canvas.drawString(x + 12, 700, label)

    (yes, no) = cells(text_of(draw))[1:]
    assert yes == f"{shown} Yes"
    assert no == "[ ] No"


def test_squares_side_by_side_are_for_digits() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 9)
        canvas.drawString(72, 700, "ZIP")
        for number, digit in enumerate("9X02"):
            canvas.rect(100 + 12 * number, 697, 12, 12)
            canvas.drawString(103 + 12 * number, 700, digit)

    assert text_of(draw).split() == ["ZIP", "9", "X", "0", "2"]


words = st.text(alphabet=st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=12)
places = st.tuples(
    st.floats(0, 600), st.floats(0, 780), st.floats(3, 40), words, st.sampled_from([0, 30, 90, 180, 270])
)


@settings(max_examples=40, deadline=None)
@given(st.lists(places, min_size=1, max_size=25))
def test_every_word_stands_at_its_offsets(marks: list[tuple[float, float, float, str, int]]) -> None:
    def draw(canvas: Canvas) -> None:
        for x, y, size, text, angle in marks:
            canvas.saveState()
            canvas.setFont("Courier", size)
            canvas.translate(x, y)
            canvas.rotate(angle)
            canvas.drawString(0, 0, text)
            canvas.restoreState()

    text_of(draw)
