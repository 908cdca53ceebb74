"""RTF and HTML files: what shows is read, in columns; what does not is a problem and no evidence."""

from __future__ import annotations

import base64
import io

import pytest
from made_pdfs import read_bytes
from PIL import Image

from pipelines.errors import UnreadableError
from pipelines.readers import ReadLimits

HEAD = r"{\rtf1\ansi\deff0{\fonttbl{\f0 Times;}}{\colortbl;\red255\green255\blue255;\red0\green0\blue0;}"
ROW = r"\trowd\cellx2000\cellx4000\cellx6000 {}\cell {}\cell {}\cell\row "


def rtf(body: str) -> bytes:
    return (HEAD + body + "}").encode("latin-1")


def test_rtf_paragraphs_and_tables() -> None:
    rows = ROW.format("Item", "Qty", "Amount") + ROW.format("Front bumper", "", "$400.00")
    (document,) = read_bytes(
        rtf(r"\b NOTICE OF LOSS\b0\par Insured: Ren\'e9e\par " + rows + r"\pard Signed\par ")
    ).documents
    assert document.text.split("\n") == [
        "NOTICE OF LOSS",
        "Insured: Renée",
        "",
        "Item           Qty   Amount",
        "Front bumper         $400.00",
        "",
        "Signed",
    ]
    assert (document.genre, document.problems, document.media_type) == ("notice", (), "application/rtf")


@pytest.mark.parametrize("secret", [r"{\v Secret words}", r"\v Secret words\v0 ", r"{\cf1 Secret words}"])
def test_hidden_rtf_text_is_a_problem(secret: str) -> None:
    (document,) = read_bytes(rtf(rf"Seen {secret} again\par ")).documents
    assert "Secret" not in document.text and "again" in document.text
    assert document.problems == ("hidden_text",)


def test_heads_and_feet_of_rtf_pages_are_read() -> None:
    text = read_bytes(rtf(r"{\header Keystone Mutual\par}Body\par ")).documents[0].text
    assert [line for line in text.split("\n") if line] == ["Keystone Mutual", "Body"]


def test_a_picture_in_rtf_is_an_attachment() -> None:
    stream = io.BytesIO()
    noise = Image.effect_noise((64, 64), 90)
    noise.save(stream, "PNG")
    body = rf"See\par {{\pict\pngblip {stream.getvalue().hex()}}}"
    result = read_bytes(rtf(body), ReadLimits(ocr="none"))
    assert list(result.contents.values()) == [stream.getvalue()]


PAGE = """<!DOCTYPE html><html><head><title>no</title>
<style>.gone {display:none} @media print {.menu {display:none}}</style>
</head><body><h1>Claim receipt</h1><p class="menu">Menu</p>
<table><tr><td>Policy number</td><td>AP-1</td><td>Date of loss</td><td>5/2/2026</td></tr>
<tr><td rowspan="2">Item</td><td>1</td></tr><tr><td>2</td></tr></table>%s</body></html>"""


def test_html_tables_stand_in_columns() -> None:
    (document,) = read_bytes((PAGE % "").encode()).documents
    assert document.text.split("\n") == [
        "Claim receipt",
        "",
        "Menu",
        "",
        "Policy number   AP-1   Date of loss   5/2/2026",
        "Item            1",
        "                2",
    ]
    assert (document.media_type, document.problems) == ("text/html", ())


@pytest.mark.parametrize(
    "secret",
    [
        '<p style="display: none">Secret words</p>',
        "<p hidden>Secret words</p>",
        '<div class="gone"><p>Secret <b>words</b></p></div>',
        '<span style="color:#ffffff">Secret words</span>',
        '<span style="font-size:0">Secret words</span>',
        '<div style="position:absolute;left:-9999px">Secret words</div>',
        '<font color="white">Secret words</font>',
        '<div style="visibility:hidden !important">Secret words</div>',
    ],
)
def test_hidden_html_is_a_problem(secret: str) -> None:
    (document,) = read_bytes((PAGE % (secret + "<p>After</p>")).encode()).documents
    assert "Secret" not in document.text and document.text.endswith("After")
    assert document.problems == ("hidden_text",)


def test_white_on_a_colour_and_comments_are_no_problem() -> None:
    shown = '<table bgcolor="#003366"><tr><td><font color="white">Banner</font></td></tr></table><!-- note -->'
    (document,) = read_bytes((PAGE % shown).encode()).documents
    assert document.text.endswith("Banner") and document.problems == ()


def test_controls_show_what_was_filled_in() -> None:
    controls = (
        '<p>Injured? <input type="radio" checked> Yes <input type="radio"> No</p><p>Cause: <select><option>Choose'
        '<option selected>Hail</select></p><p>Name: <input value="Ada Lovelace"><input type="hidden" value="zz"></p>'
    )
    lines = read_bytes((PAGE % controls).encode()).documents[0].text.split("\n")
    assert [" ".join(line.split()) for line in lines if line][-3:] == [
        "Injured? [X] Yes [ ] No", "Cause: Hail", "Name: Ada Lovelace",
    ]  # fmt: skip


def test_a_picture_inside_html_is_an_attachment() -> None:
    stream = io.BytesIO()
    Image.effect_noise((64, 64), 90).save(stream, "PNG")
    image = f'<img src="data:image/png;base64,{base64.b64encode(stream.getvalue()).decode()}">'
    assert list(read_bytes((PAGE % image).encode(), ReadLimits(ocr="none")).contents.values()) == [stream.getvalue()]


def test_html_in_another_character_set() -> None:
    data = '<html><head><meta charset="windows-1252"></head><body>Renée</body></html>'.encode("cp1252")
    assert read_bytes(data).documents[0].text == "Renée"


@pytest.mark.parametrize(
    "data", [b"<table>" * 3000 + b"x", b"<div>" * 50_000 + b"deep words", b"<td>a<td>b</table></p>"]
)
def test_broken_html_is_read_as_far_as_it_goes(data: bytes) -> None:
    assert read_bytes(b"<html>" + data).documents[0].text


@pytest.mark.parametrize("data", [rtf(""), b"<html><body></body></html>"])
def test_nothing_to_read_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableError) as error:
        read_bytes(data)
    assert error.value.code == "empty"
