"""PDF: words with places, pages, rotation, hidden words, locked and broken files."""

from __future__ import annotations

import io
import re

import pytest
from made_pdfs import assert_whole, drawn, encrypted, lines, raw_pdf, read_bytes
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText
from pypdf.generic import NameObject, NumberObject
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from pipelines.claim import Document, Layer, Word
from pipelines.errors import UnreadableError
from pipelines.readers import ReadLimits


def only(data: bytes) -> Document:
    (document,) = read_bytes(data).documents
    assert_whole(document)
    return document


def word(document: Document, text: str) -> Word:
    return next(word for page in document.pages for word in page.words if word.text == text)


def hidden(document: Document) -> list[str]:
    return [word.text for page in document.pages for word in page.words if word.layer is Layer.HIDDEN]


def test_words_stand_where_the_page_shows_them() -> None:
    document = only(lines("Policy number: AP-204-77"))
    box = word(document, "AP-204-77").box
    assert document.text == "Policy number: AP-204-77"
    assert document.media_type == "application/pdf"
    assert (document.pages[0].width, document.pages[0].height) == (612, 792)
    assert 140 < box.x0 < 155 and box.x0 < box.x1 < 215
    assert 60 < box.top < 72 < box.bottom < 78  # the baseline is 72 points below the top
    assert document.problems == ()


def test_pages_are_parted_by_form_feeds() -> None:
    def draw(canvas: Canvas) -> None:
        for text in ("first", "", "third"):
            canvas.drawString(72, 700, text)
            canvas.showPage()

    document = only(drawn(draw))
    assert document.text == "first\f\fthird"
    assert [page.number for page in document.pages] == [1, 2, 3]


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_boxes_follow_the_page_s_rotation(rotation: int) -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(lines("Corner"))))
    writer.pages[0].rotate(rotation)
    file = io.BytesIO()
    writer.write(file)
    document = only(file.getvalue())
    page, box = document.pages[0], word(document, "Corner").box
    middle = ((box.x0 + box.x1) / 2, (box.top + box.bottom) / 2)
    upright = (90, 70)  # where the word's middle is on the page as written
    expected = {
        0: upright,
        90: (792 - upright[1], upright[0]),
        180: (612 - upright[0], 792 - upright[1]),
        270: (upright[1], 612 - upright[0]),
    }[rotation]
    assert (page.width, page.height) == ((612, 792) if rotation % 180 == 0 else (792, 612))
    assert middle == pytest.approx(expected, abs=6)
    assert document.text == "Corner"


def test_sideways_text_is_read_along_its_own_lines() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.translate(300, 200)
        canvas.rotate(90)
        canvas.drawString(0, 0, "Date of loss: 2026-03-04")
        canvas.drawString(0, -16, "Time of loss: 09:15")

    assert only(drawn(draw)).text == "Date of loss: 2026-03-04\nTime of loss: 09:15"


def test_the_crop_box_is_where_points_are_counted_from() -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(lines("Corner"))))
    writer.pages[0].cropbox.lower_left = (50, 100)
    writer.pages[0].cropbox.upper_right = (612, 780)
    file = io.BytesIO()
    writer.write(file)
    document = only(file.getvalue())
    assert (document.pages[0].width, document.pages[0].height) == (562, 680)
    assert word(document, "Corner").box.x0 == pytest.approx(72 - 50, abs=1)
    assert word(document, "Corner").box.bottom == pytest.approx(780 - 720, abs=4)


def _white(canvas: Canvas) -> None:
    canvas.setFillColorRGB(1, 1, 1)
    canvas.drawString(72, 600, "unseen words")


def _nearly_white(canvas: Canvas) -> None:
    canvas.setFillColorRGB(0.985, 0.99, 1)
    canvas.drawString(72, 600, "unseen words")


def _mode_three(canvas: Canvas) -> None:
    text = canvas.beginText(72, 600)
    text.setTextRenderMode(3)
    text.textLine("unseen words")
    canvas.drawText(text)


def _transparent(canvas: Canvas) -> None:
    canvas.setFillAlpha(0)
    canvas.drawString(72, 600, "unseen words")


def _tiny(canvas: Canvas) -> None:
    canvas.setFont("Helvetica", 0.5)
    canvas.drawString(72, 600, "unseen words")


def _outside(canvas: Canvas) -> None:
    canvas.drawString(72, 2000, "unseen words")


def _covered(canvas: Canvas) -> None:
    canvas.drawString(72, 600, "unseen words")
    canvas.rect(60, 590, 200, 30, fill=1)


def _clipped(canvas: Canvas) -> None:
    path = canvas.beginPath()
    path.rect(400, 100, 50, 50)
    canvas.saveState()
    canvas.clipPath(path, stroke=0)
    canvas.drawString(72, 600, "unseen words")
    canvas.restoreState()


def _in_a_form(canvas: Canvas) -> None:
    canvas.beginForm("stamp")
    canvas.setFillColorRGB(1, 1, 1)
    canvas.drawString(72, 600, "unseen words")
    canvas.endForm()
    canvas.doForm("stamp")


UNSEEN = [_white, _nearly_white, _mode_three, _transparent, _tiny, _outside, _covered, _clipped, _in_a_form]


@pytest.mark.parametrize("draw", UNSEEN, ids=lambda draw: draw.__name__.strip("_"))
def test_what_nobody_sees_is_not_in_the_text(draw) -> None:  # type: ignore[no-untyped-def]
    def page(canvas: Canvas) -> None:
        canvas.drawString(72, 700, "Seen words")
        draw(canvas)

    document = only(drawn(page))
    assert document.text == "Seen words"
    assert hidden(document) == ["unseen", "words"]
    assert document.problems == ("hidden_text",)


def _on_black(canvas: Canvas) -> None:
    canvas.rect(60, 590, 300, 30, fill=1)
    canvas.setFillColorRGB(1, 1, 1)
    canvas.drawString(72, 600, "Seen words")


def _light_grey(canvas: Canvas) -> None:
    canvas.setFillGray(0.8)
    canvas.setFont("Helvetica", 7)
    canvas.drawString(72, 600, "Seen words")


def _in_a_stamp(canvas: Canvas) -> None:
    canvas.beginForm("stamp")
    canvas.drawString(72, 600, "Seen words")
    canvas.endForm()
    canvas.doForm("stamp")


def _small_print(canvas: Canvas) -> None:
    canvas.setFont("Times-Roman", 4)
    canvas.drawString(72, 600, "Seen words")


@pytest.mark.parametrize("draw", [_on_black, _light_grey, _in_a_stamp, _small_print], ids=lambda d: d.__name__)
def test_what_a_person_sees_is_in_the_text(draw) -> None:  # type: ignore[no-untyped-def]
    document = only(drawn(draw))
    assert document.text == "Seen words"
    assert document.problems == ()


def test_a_scan_is_a_document_without_text() -> None:
    document = only(drawn(lambda canvas: canvas.rect(100, 100, 300, 300, fill=1)))
    assert document.text == ""
    assert document.problems == ("no_text",)


def test_a_scanned_page_among_others_is_reported() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 700, "Cover letter")
        canvas.showPage()
        canvas.drawImage(ImageReader(Image.new("L", (60, 80), 200)), 0, 0, 612, 792)
        canvas.showPage()
        canvas.showPage()  # a blank page is nothing to report

    assert only(drawn(draw)).problems == ("page_without_text",)
    assert only(drawn(lambda canvas: canvas.drawString(72, 700, "x"))).problems == ()


def test_a_note_typed_onto_the_page_is_text() -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(lines("Claim number:", "Name:"))))
    for text, rect, flags in (("C-1042", (150, 715, 260, 733), 4), ("unseen", (150, 695, 260, 713), 2)):
        note = FreeText(text=text, rect=rect)
        note[NameObject("/F")] = NumberObject(flags)
        writer.add_annotation(0, note)
    file = io.BytesIO()
    writer.write(file)
    document = only(file.getvalue())
    assert [line.split() for line in document.text.splitlines()] == [["Claim", "number:", "C-1042"], ["Name:"]]
    assert word(document, "C-1042").layer is Layer.VISIBLE


def test_files_inside_a_pdf_are_reported() -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(lines("Portfolio"))))
    writer.add_attachment("estimate.pdf", lines("Estimate"))
    file = io.BytesIO()
    writer.write(file)
    assert only(file.getvalue()).problems == ("embedded_files",)


def test_metadata_never_becomes_text() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setTitle("Title of nobody")
        canvas.setAuthor("Author of nobody")
        canvas.setKeywords("keyword")
        canvas.drawString(72, 700, "Seen words")

    stripped = only(drawn(lambda canvas: canvas.drawString(72, 700, "Seen words")))
    document = only(drawn(draw))
    assert document.text == stripped.text
    assert document.pages == stripped.pages


def test_an_empty_password_opens() -> None:
    data = encrypted(lines("Open to all"), "")
    assert only(data).text == "Open to all"


def test_another_password_does_not() -> None:
    with pytest.raises(UnreadableError) as error:
        read_bytes(encrypted(lines("Closed"), "secret"))
    assert error.value.code == "encrypted"
    assert "password" in str(error.value)


def test_too_many_pages() -> None:
    def draw(canvas: Canvas) -> None:
        for _ in range(4):
            canvas.showPage()

    with pytest.raises(UnreadableError) as error:
        read_bytes(drawn(draw), ReadLimits(max_pages=3))
    assert error.value.code == "too_many_pages"


def test_a_file_that_declares_fifty_thousand_pages() -> None:
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] >>"
    kids = b" ".join(b"3 0 R" for _ in range(50_000))
    data = raw_pdf(b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count 50000 /Kids [%s] >>" % kids, page)
    with pytest.raises(UnreadableError) as error:
        read_bytes(data)
    assert error.value.code == "too_many_pages"


def test_repaired_ligatures_are_reported() -> None:
    """In Helvetica "J" is as wide as "t" and "i" together, so it can play the glyph that lost its two letters."""
    document = only(lines("InformaJon LocaJon DescripJon", "Julia Jones, 14 James Road"))
    # The same glyph begins words here, so it is a letter and stays one.
    assert document.text.startswith("InformaJon LocaJon DescripJon")
    document = only(lines("InformaJon LocaJon DescripJon, until"))
    assert document.text == "Information Location Description, until"
    assert document.problems == ("garbled_text",)


def test_a_page_that_cannot_be_opened_does_not_take_the_others_with_it() -> None:
    def three(page: Canvas) -> None:
        for number in range(3):
            page.drawString(72, 700, f"Policy number: AP-{number}")
            page.showPage()

    good = drawn(three)
    second = [found.start() for found in re.finditer(rb"/Type /Page\b", good)][1]
    document = only(good[:second] + b"/Type /Trap" + good[second + 11 :])
    assert "page_not_read:page_2" in document.problems
    assert [page.number for page in document.pages] == [1, 2, 3]
    assert "AP-0" in document.text and "AP-1" not in document.text and "AP-2" in document.text


def test_a_file_of_which_no_page_can_be_opened_is_damaged() -> None:
    good = lines("Policy number: AP-204-77")
    with pytest.raises(UnreadableError, match="No page") as refused:
        read_bytes(re.sub(rb"/Type /Page\b", b"/Type /Trap", good))
    assert refused.value.code == "damaged"
