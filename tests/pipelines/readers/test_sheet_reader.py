"""XLSX: what visible cells show, dates and money as people see them."""

from __future__ import annotations

import io
from datetime import date, datetime, time, timedelta

import pytest
from made_pdfs import read_bytes
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill

from pipelines.errors import UnreadableError
from pipelines.readers.office_numbers import shown


def saved(book: Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def a_book() -> Workbook:
    book = Workbook()
    sheet = book.active
    sheet.append(["Policy number", "AP-1", None, "Date of loss", date(2026, 3, 4)])
    sheet["E1"].number_format = "m/d/yyyy"
    sheet.append([])
    sheet.append(["Date of loss", "Claim number", "Paid"])
    for number, amount in enumerate((1250, 0.5, 20000)):
        sheet.append([datetime(2025, 1, number + 1), f"C-{number}", amount])
        sheet.cell(sheet.max_row, 1).number_format = "mm-dd-yy"
        sheet.cell(sheet.max_row, 3).number_format = '"$"#,##0.00'
    return book


def test_cells_stand_in_columns_as_they_show() -> None:
    (document,) = read_bytes(saved(a_book())).documents
    assert document.text.split("\n") == [
        "Policy number   AP-1              Date of loss   3/4/2026",
        "",
        "Date of loss    Claim number   Paid",
        "1/1/2025        C-0            $1,250.00",
        "1/2/2025        C-1            $0.50",
        "1/3/2025        C-2            $20,000.00",
    ]
    assert document.problems == ()
    assert document.media_type.endswith("spreadsheetml.sheet")


def test_a_named_sheet_has_its_name_as_heading() -> None:
    book = a_book()
    book.active.title = "Loss run"
    (document,) = read_bytes(saved(book)).documents
    assert document.text.startswith("Loss run\n\nPolicy number")
    assert document.genre == "loss_run"


def hide_sheet(book: Workbook) -> None:
    book.create_sheet("More").append(["Secret words"])
    book["More"].sheet_state = "veryHidden"


def hide_row(book: Workbook) -> None:
    book.active["A9"] = "Secret words"
    book.active.row_dimensions[9].hidden = True


def hide_column(book: Workbook) -> None:
    book.active["H9"] = "Secret words"
    book.active.column_dimensions["H"].hidden = True


def whiten(book: Workbook) -> None:
    book.active["A9"] = "Secret words"
    book.active["A9"].font = Font(color="FFFFFFFF")


def format_away(book: Workbook) -> None:
    book.active["A9"] = 123456
    book.active["A9"].number_format = ";;;"


def comment(book: Workbook) -> None:
    book.active["A1"].comment = Comment("Secret words", "somebody")


@pytest.mark.parametrize("hide", [hide_sheet, hide_row, hide_column, whiten, format_away, comment])
def test_what_nobody_sees_is_a_problem_and_no_text(hide) -> None:  # type: ignore[no-untyped-def]
    book = a_book()
    hide(book)
    (document,) = read_bytes(saved(book)).documents
    assert "Secret" not in document.text and "123456" not in document.text and "AP-1" in document.text
    assert document.problems == ("hidden_text",)


def test_white_on_a_colour_is_seen() -> None:
    book = a_book()
    book.active["A1"].font = Font(color="FFFFFFFF")
    book.active["A1"].fill = PatternFill("solid", fgColor="FF1F3864")
    (document,) = read_bytes(saved(book)).documents
    assert "Policy number" in document.text and document.problems == ()


def test_a_formula_without_a_value_is_told() -> None:
    book = a_book()
    book.active["C8"] = "=SUM(C4:C6)"
    assert read_bytes(saved(book)).documents[0].problems == ("formula_without_value",)


def test_far_apart_cells_cost_nothing() -> None:
    book = a_book()
    book.active["XFD1048576"] = "Far away"
    assert read_bytes(saved(book)).documents[0].text.endswith("Far away")


def test_an_empty_workbook_is_refused() -> None:
    with pytest.raises(UnreadableError) as error:
        read_bytes(saved(Workbook()))
    assert error.value.code == "empty"


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (1250.5, '_($* #,##0.00_);_($* (#,##0.00);_($* "-"??_);_(@_)', "$1,250.50"),
        (-1250.5, '_($* #,##0.00_);_($* (#,##0.00);_($* "-"??_);_(@_)', "$(1,250.50)"),
        (4521, "00000", "04521"),
        (5551234567, "[<=9999999]###-####;(###) ###-####", "(555) 123-4567"),
        (123456789, "000-00-0000", "123-45-6789"),
        (0.256, "0.0%", "25.6%"),
        (1234.5, "General", "1234.5"),
        (1200, "[$€-407] #,##0.00", "€ 1,200.00"),
        (1.005, "0.00", "1.01"),
        (-3, "0.00", "-3.00"),
        (datetime(2026, 3, 4, 14, 5), "m/d/yy h:mm", "3/4/2026 14:05"),
        (datetime(2026, 3, 4), "[$-409]mmmm d, yyyy;@", "March 4, 2026"),
        (time(14, 5), "h:mm AM/PM", "2:05 PM"),
        (timedelta(hours=27, minutes=5), "[h]:mm:ss", "27:05:00"),
        (True, "General", "TRUE"),
        ("words", "@", "words"),
    ],
)
def test_numbers_show_as_their_format_says(value: object, number_format: str, text: str) -> None:
    assert shown(value, number_format) == text
