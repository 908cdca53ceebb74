"""Packets: a file of several papers is split where they begin, a form is not torn, and every place moves along."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pytest
from made_pdfs import drawn, read_bytes
from pypdf import PdfReader, PdfWriter
from reportlab.lib.pagesizes import letter
from reportlab.pdfgen.canvas import Canvas

from pipelines.claim import Document, FormField, Genre, Layer, Page
from pipelines.readers.genres import title_genre
from sample_claims.packets import draw_packet

Line = tuple[str, float]  # words, size in points


def pdf(*pages: Sequence[Line], sizes: Sequence[tuple[float, float]] = ()) -> bytes:
    """A PDF of these pages, their lines one below the other."""

    def draw(canvas: Canvas) -> None:
        for number, page in enumerate(pages):
            size = sizes[number] if sizes else letter
            canvas.setPageSize(size)
            y = size[1] - 60
            for text, points in page:
                canvas.setFont("Helvetica", points)
                canvas.drawString(60, y, text)
                y -= points * 1.8
            canvas.showPage()

    return drawn(draw)


def papers(data: bytes) -> list[tuple[str, list[int], int]]:
    return [
        (document.genre.value, [page.number for page in document.pages], document.claim)
        for document in read_bytes(data).documents
    ]


BODY = [(f"Line {word} of the text goes on.", 10.0) for word in ("one", "two", "three", "four", "five")]
NOTICE = [
    ("AUTOMOBILE LOSS NOTICE", 16.0),
    ("Policy number: AP-4471-20", 10.0),
    ("Insured: Greta Okonkwo", 10.0),
    *BODY,
]
POLICE = [
    ("SPRINGFIELD POLICE DEPARTMENT", 15.0),
    ("TRAFFIC COLLISION REPORT", 13.0),
    ("Report number: 26-117", 10.0),
    *BODY,
]
ESTIMATE = [("Oak Street Body Works", 16.0), ("REPAIR ESTIMATE", 13.0), *BODY]


def test_papers_are_told_apart_by_their_headings() -> None:
    data = pdf(NOTICE, BODY, POLICE, BODY, ESTIMATE)
    assert papers(data) == [("notice", [1, 2], 0), ("police_report", [3, 4], 0), ("estimate", [5], 0)]


@pytest.mark.parametrize(
    "second",
    [
        [("POLICE REPORT", 11.0), *BODY, ("WITNESSES", 11.0), *BODY],  # a section of the form, set like its others
        [("POLICE REPORT", 13.0), *BODY, ("Page 2 of 2", 8.0)],
        [("Police report number: 26-117", 10.0), *BODY],
        [("A police report was filed with the town on the next day.", 10.0), *BODY],
        [("AUTOMOBILE LOSS NOTICE", 16.0), *BODY],  # a running head
        [("AUTOMOBILE LOSS NOTICE (continued)", 16.0), *BODY],
    ],
)
def test_a_form_is_not_torn(second: list[Line]) -> None:
    first = [*NOTICE, ("POLICY", 11.0), ("Page 1 of 2", 8.0)]
    assert papers(pdf(first, second)) == [("notice", [1, 2], 0)]


def test_counters_that_start_again_part_papers() -> None:
    pages = [[*BODY, (f"Page {n} of {of}", 8.0)] for n, of in ((1, 2), (2, 2), (1, 3), (2, 3), (3, 3))]
    assert [numbers for _, numbers, _ in papers(pdf(*pages))] == [[1, 2], [3, 4, 5]]


def test_a_fax_header_that_counts_the_whole_file_parts_nothing() -> None:
    pages = [
        [(f"FAX 04/05/2026 10:{n}1 Page {n} of 3", 8.0), *page] for n, page in enumerate((NOTICE, BODY, ESTIMATE), 1)
    ]
    assert papers(pdf(*pages)) == [("notice", [1, 2], 0), ("estimate", [3], 0)]


def test_a_line_of_print_about_pages_parts_nothing() -> None:
    page = [*BODY, ("Printed on recycled paper. Page 1 of 1.", 7.0)]
    assert len(papers(pdf([("Dear Sir or Madam,", 10.0), *page], page))) == 1


def test_receipts_of_two_shops_are_two_papers() -> None:
    data = pdf(
        [("Harbor Towing", 14.0), ("RECEIPT", 12.5), ("Receipt no. 4711", 10.0), *BODY],
        [("City Car Rental", 14.0), ("RECEIPT", 12.5), ("Receipt no. 815", 10.0), *BODY],
    )
    assert [genre for genre, _, _ in papers(data)] == ["receipt", "receipt"]


def notice(policy: str, name: str, day: int) -> list[Line]:
    return [
        ("AUTOMOBILE LOSS NOTICE", 16.0),
        (f"Policy number: {policy}", 10.0),
        (f"Name of insured: {name}", 10.0),
        (f"Date of loss: 05/0{day}/2026", 10.0),
        *BODY,
    ]


def test_notices_scanned_one_after_the_other_are_claims() -> None:
    data = pdf(
        notice("AP-4471-20", "Greta Okonkwo", 2),
        BODY,
        notice("BQ-9912-07", "Tomas Lindqvist", 3),
        POLICE,
        notice("CR-1030-55", "Ada Fernandez", 4),
    )
    assert papers(data) == [
        ("notice", [1, 2], 0),
        ("notice", [3], 1),
        ("police_report", [4], 1),
        ("notice", [5], 2),
    ]


def test_the_same_notice_twice_is_one_claim() -> None:
    data = pdf(notice("AP-4471-20", "Greta Okonkwo", 2), POLICE, notice("AP-4471-20", "Greta Okonkwo", 2))
    assert {claim for _, _, claim in papers(data)} == {0}


def merged(*files: bytes) -> bytes:
    writer, stream = PdfWriter(), io.BytesIO()
    for data in files:
        writer.append(PdfReader(io.BytesIO(data)))
    writer.write(stream)
    return stream.getvalue()


def test_every_place_moves_with_its_page() -> None:
    def form(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 16)
        canvas.drawString(60, 740, "REPAIR ESTIMATE")
        canvas.setFont("Helvetica", 10)
        canvas.drawString(60, 700, "Customer")
        canvas.acroForm.textfield(name="customer", value="Greta Okonkwo", x=120, y=690, width=200, height=20)

    def hidden(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 16)
        canvas.drawString(60, 740, "TRAFFIC COLLISION REPORT")
        canvas.setFont("Helvetica", 10)
        canvas.drawString(60, 700, "Report number: 26-117")
        canvas.setFillColorRGB(1, 1, 1)
        canvas.drawString(60, 600, "Secret words")

    first, second, third = read_bytes(merged(pdf(NOTICE), drawn(form), drawn(hidden))).documents
    assert [one.genre for one in (first, second, third)] == [Genre.NOTICE, Genre.ESTIMATE, Genre.POLICE_REPORT]
    assert len({one.id for one in (first, second, third)}) == 3
    assert len({one.sha256 for one in (first, second, third)}) == 1
    assert [one.problems for one in (first, second, third)] == [(), (), ("hidden_text",)]
    (field,) = second.form
    assert second.text[field.start : field.end] == "Greta Okonkwo" and field.page == 2
    for document in (first, second, third):
        assert_places(document)


def assert_places(document: Document) -> None:
    assert document.pages[0].start == 0 and document.pages[-1].end == len(document.text)
    for page in document.pages:
        for word in page.words:
            assert word.layer is Layer.HIDDEN or document.text[word.start : word.end] == word.text
            assert word.layer is Layer.HIDDEN or page.start <= word.start <= word.end <= page.end


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_packet_of_fifteen_pages(seed: int) -> None:
    packet = draw_packet(seed)
    documents = read_bytes(packet.data).documents
    assert [(one.genre, [page.number for page in one.pages]) for one in documents] == packet.papers
    assert {one.claim for one in documents} == {0}
    for document in documents:
        assert_places(document)


@pytest.mark.parametrize(
    ("line", "genre"),
    [
        ("POLICE REPORT", Genre.POLICE_REPORT),
        ("Estimate of Repairs", Genre.ESTIMATE),
        ("HEALTH INSURANCE CLAIM FORM", Genre.NOTICE),
        ("Employer's First Report of Injury or Illness", Genre.NOTICE),
        ("Agreed statement of facts on motor vehicle accident", Genre.NOTICE),
        ("Statement of account", Genre.INVOICE),
        ("WITNESS STATEMENT", Genre.STATEMENT),
        ("Loss Run", Genre.LOSS_RUN),
        ("EMERGENCY DEPARTMENT RECORD", Genre.MEDICAL_RECORD),
        ("Sales Receipt", Genre.RECEIPT),
        ("Police report no.", None),
        ("Police report: 26-117", None),
        ("Please attach the police report, and sign below.", None),
        ("Estimate amount", None),
    ],
)
def test_titles(line: str, genre: Genre | None) -> None:
    assert title_genre(line) is genre


def test_fields_without_a_place_stay_without_one() -> None:
    from itertools import count

    from pipelines.readers.packets import split
    from pipelines.readers.reader import ReadLimits, ReadTask

    text = "NOTICE OF LOSS\fPOLICE REPORT\nReport number: 26-117"
    document = Document(
        id="d",
        ordinal=0,
        media_type="image/tiff",
        sha256="0" * 64,
        text=text,
        pages=(
            Page(number=1, width=612, height=792, start=0, end=14),
            Page(number=2, width=792, height=612, start=15, end=len(text)),
        ),
        form=(FormField(name="x", label="x", value="", kind="text", page=2, box=None),),
        problems=("page_not_read", "no_text", "odd"),
    )  # fmt: skip
    task = ReadTask(lambda: "new", ReadLimits(), lambda data, inner: (_ for _ in ()).throw(AssertionError()), count(1))
    first, second = split(document, task)
    assert (first.text, second.text) == ("NOTICE OF LOSS", "POLICE REPORT\nReport number: 26-117")
    assert (second.form[0].start, first.form, first.problems) == (-1, (), ("odd",))
