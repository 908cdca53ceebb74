"""Words of scans: their size, the blanks between them, and the ones that engines run together or leave out."""

from __future__ import annotations

import numpy as np
import pytest
from made_pdfs import read_bytes
from made_scans import picture, saved
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from pipelines.claim import Box
from pipelines.readers.glyphs import Look, Piece
from pipelines.readers.ocr import ENGINES, doubt_what_differs, engine_named
from pipelines.readers.ocr.blanks import mark_blanks
from pipelines.readers.ocr.engine import Glimpse
from pipelines.readers.ocr.parting import parted
from pipelines.readers.ocr.sizes import evenly_sized, size_of
from pipelines.readers.ocr.trimming import trimmed
from pipelines.readers.reader import ReadLimits


def seen(text: str, left: float, right: float, size: float = 20.0, confidence: float = 0.9) -> Glimpse:
    return Glimpse(text, left, 0, right, size * 0.72, size * 0.72, size, confidence)


@pytest.mark.parametrize(
    ("text", "wide", "high", "size"),
    [
        ("Policy", 55, 18.6, 20),  # an ascender and a descender
        ("Insured", 66, 14.4, 20),
        ("same", 45, 10.6, 20),
        ("4471", 43, 14.4, 20),
        ("Kalamazoo", 108, 12.2, 20),  # a typewriter's letters are low and wide
        ("1,144.25", 95, 14.6, 20),
    ],
)
def test_the_size_comes_from_the_letters(text: str, wide: float, high: float, size: float) -> None:
    assert size_of(text, wide, high) == pytest.approx(size, rel=0.06)


def test_signs_tell_no_size() -> None:
    assert size_of("--", 20, 2) is None


def test_sizes_that_are_nearly_alike_become_one_and_others_stay() -> None:
    words = [seen(text, 0, 50, size) for text, size in (("Date", 19.2), ("of", 20.1), ("loss", 20.5), ("LABEL", 11.0))]
    sizes = [word.size for word in evenly_sized(words)]
    assert max(sizes[:3]) - min(sizes[:3]) < 0.1
    assert sizes[3] == pytest.approx(11.0, rel=0.01)
    assert evenly_sized([]) == []


def pieces(*places: tuple[str, float, float], size: float = 9.0) -> list[Piece]:
    return [
        Piece(text, Box(x0=left, top=0, x1=right, bottom=9), left, right, 9, Look(size, 0), True)
        for text, left, right in places
    ]


def test_a_typewriter_s_blank_is_a_blank_and_a_column_s_gap_is_none() -> None:
    letter = 5.4
    words = ["05", "30", "2026", "Evergreen"]
    placed, at = [], 0.0
    for word in words:
        placed.append((word, at, at + letter * len(word)))
        at += letter * (len(word) + 1)
    line = pieces(*placed, ("Far", at + 20, at + 36))
    mark_blanks(line)
    assert [piece.blank_is_written for piece in line] == [False, True, True, True, False]


def test_words_run_together_are_parted_at_their_one_wide_gap() -> None:
    letters = [("b", 0, 8), ("C", 15, 25), ("I", 26, 28), ("T", 29, 38), ("Y", 38, 48)]
    assert [word.text for word in parted(seen("bCITY", 0, 48), letters)] == ["b", "CITY"]
    even = [(sign, 12 * at, 12 * at + 6) for at, sign in enumerate("118187618F")]
    assert [word.text for word in parted(seen("118187618F", 0, 114), even)] == ["118187618F"]
    number = [("1", 0, 7), ("3", 9, 17), ("H", 25, 36), ("R", 38, 48)]
    assert [word.text for word in parted(seen("13HR", 0, 48), number)] == ["13", "HR"]


def test_words_of_a_line_are_cut_to_their_ink() -> None:
    ink = np.zeros((40, 200), np.uint8)
    ink[10:25, 12:60] = 255
    ink[10:25, 70:120] = 255
    ink[0:3, 12:120] = 255  # the feet of the line above
    first, second = trimmed(ink, (5, 0, 130, 28), [("Date", 5, 68, 0.9), ("loss", 66, 130, 0.8)])
    assert (first.left, first.right, second.left, second.right) == (13, 59, 71, 119)
    assert first.top > 5 and first.baseline == second.baseline == pytest.approx(24, abs=1)
    (whole,) = trimmed(ink, (5, 0, 130, 28), [("Dateloss", 5, 130, 0.9)])
    assert whole.text == "Dateloss"


def test_what_two_engines_spell_differently_is_doubted() -> None:
    sure = pieces(("KR", 0, 12), ("4471-0932", 16, 60), ("Policy", 80, 110))
    other = pieces(("KR4471-O932", 0, 60), ("policy", 80, 110))
    doubt_what_differs(sure, other)
    assert [piece.confidence < 0.95 for piece in sure] == [False, True, False]


def table(canvas: Canvas) -> None:
    for row, (label, value) in enumerate(
        (("Days worked per week", "4"), ("Number of dependents", "2"), ("Hour", "09"))
    ):
        canvas.setFont("Helvetica-Bold", 9)
        canvas.drawString(30, 200 - 18 * row, label)
        canvas.setFont("Courier", 9)
        canvas.drawString(220, 200 - 18 * row, value)


@pytest.mark.skipif(engine_named("tesseract") is None, reason="Tesseract is not installed")
def test_single_letters_in_wide_fields_are_read() -> None:
    text = read_bytes(saved(picture(table), dpi=(200, 200)), ReadLimits(ocr="tesseract")).documents[0].text
    lines = [" ".join(line.split()) for line in text.split("\n") if line.strip()]
    assert lines == ["Days worked per week 4", "Number of dependents 2", "Hour 09"]


@pytest.mark.parametrize("engine", [name for name in ENGINES if engine_named(name)])
def test_sizes_and_edges_are_those_of_the_page(engine: str) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 10)
        canvas.drawString(30, 200, "Street address of the person insured")
        canvas.setFont("Courier", 9)
        canvas.drawString(30, 170, "2672 Evergreen Place")

    document = read_bytes(saved(picture(draw), dpi=(200, 200)), ReadLimits(ocr=engine)).documents[0]
    assert document.text.split("\n")[0].strip() == "Street address of the person insured"
    assert document.text.split("\n")[-1].strip() == "2672 Evergreen Place"
    word = next(word for word in document.pages[0].words if word.text == "Evergreen")
    before, wide = stringWidth("2672 ", "Courier", 9), stringWidth("Evergreen", "Courier", 9)
    assert word.box.x0 == pytest.approx(30 + before, abs=1.5)
    assert word.box.x1 == pytest.approx(30 + before + wide, abs=1.5)
