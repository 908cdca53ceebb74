"""Tables of separated values stand in columns; prose with commas or tabs in it stays as it was written."""

from __future__ import annotations

import pytest
from made_pdfs import read_bytes

HEAD = ["Item", "Quantity", "Amount"]
ROWS = [["Front bumper", "1", "$1,400.00"], ["Paint, two coats", "", "$60.00"], ["Labour", "3", "$240.00"]]
SHOWN = [
    "Item               Quantity   Amount",
    "Front bumper       1          $1,400.00",
    "Paint, two coats              $60.00",
    "Labour             3          $240.00",
]


def text_of(data: bytes) -> list[str]:
    (document,) = read_bytes(data).documents
    return document.text.rstrip("\n").split("\n")


def separated(by: str, quote: bool = True) -> str:
    def cell(words: str) -> str:
        return f'"{words}"' if quote and by in words else words

    return "\r\n".join(by.join(map(cell, row)) for row in [HEAD, *ROWS]) + "\r\n"


@pytest.mark.parametrize(
    "data",
    [
        separated(",").encode(),
        separated(";").encode("utf-8-sig"),
        separated("\t").encode("utf-16"),
        ("sep=,\r\n" + separated(",")).encode("cp1252"),
        separated(",").replace('"Paint, two coats"', '"Paint, two\r\ncoats"').encode(),
    ],
    ids=["commas", "semicolons with a mark", "tabs in utf-16", "a told separator", "a line break in a cell"],
)
def test_separated_values_stand_in_columns(data: bytes) -> None:
    assert text_of(data) == SHOWN


def test_what_stands_above_a_table_moves_no_column() -> None:
    above = "REPAIR ESTIMATE,,\r\nPrepared by,Cedar Body Shop of the Lower Valley,\r\n,,\r\n"
    lines = text_of((above + separated(",")).encode())
    assert lines[0] == "REPAIR ESTIMATE"
    assert lines[1] == "Prepared by   Cedar Body Shop of the Lower Valley"
    assert lines[3:] == SHOWN


def test_a_name_and_its_value_on_every_line() -> None:
    data = b"Policy Number,HO 4418832\nInsured,Mara Tull\nDate of Loss,05/02/2026\nCause,Hail\n"
    assert text_of(data)[:2] == ["Policy Number   HO 4418832", "Insured         Mara Tull"]


@pytest.mark.parametrize(
    "letter",
    [
        "Dear Sir,\nOn 2 May, in the evening, hail broke the roof.\nPlease call, write, or come.\nYours, Mara Tull\n",
        "Mara Tull, 12 Elm Street, Salem\nJon Pike, 14 Elm Street, Salem\n",
        "I saw it; he did not stop.\nThe light was red; it was raining.\nI called; nobody came.\nIt is so; I swear.\n",
        "Springfield, IL\nWe had a leak, sadly.\nThe floor is wet, all of it.\nWe called you, twice.\n",
        'He said "stop, now\nand then, later, he left, fast.\nWe waited, and waited, there.\n',
    ],
)
def test_prose_with_commas_is_no_table(letter: str) -> None:
    assert text_of(letter.encode()) == letter.rstrip("\n").split("\n")


def test_lines_with_as_many_tabs_stand_in_columns() -> None:
    text = "Below are the claims.\n\nNo.\tDay of the accident\tPaid\n1\t2 May\t$5\n2\t\t$80\n\nRegards\tM. Tull\n"
    assert text_of(text.encode()) == [
        "Below are the claims.",
        "",
        "No.   Day of the accident   Paid",
        "1     2 May                 $5",
        "2                           $80",
        "",
        "Regards M. Tull",
    ]


def test_tabs_that_indent_a_paragraph_part_nothing() -> None:
    assert text_of(b"\tOne paragraph.\n\tAnother one.\n") == ["        One paragraph.", "        Another one."]


def test_a_table_of_tabs_in_an_email() -> None:
    mail = "From: a@example.com\nSubject: Claims\nDate: Mon, 4 May 2026 10:00:00 +0000\n\nItem\tAmount\nBumper\t$5.00\n"
    assert text_of(mail.encode())[-2:] == ["Item     Amount", "Bumper   $5.00"]


def test_rows_that_lack_their_last_cells() -> None:
    assert text_of(b"a,b,c\n1,2,3\n4,5\n6,7,8\n")[2] == "4   5"
    assert text_of(b"a\tb\tc\n1\t2\t3\n4\t5\n6\t7\t8\n")[2] == "4   5"
