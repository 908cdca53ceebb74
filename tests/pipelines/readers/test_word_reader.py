"""DOCX: what shows on paper is read, tables in columns; what does not show is a problem and no evidence."""

from __future__ import annotations

import io

import pytest
from made_office import paragraph, picture, run, table, word, zipped
from made_pdfs import read_bytes
from PIL import Image

from pipelines.claim import Genre
from pipelines.errors import UnreadableError
from pipelines.readers import ReadLimits
from pipelines.readers.reader import sha256_of

HIDDEN = "Estimate amount: $9,999.00"


def text_of(data: bytes) -> str:
    return read_bytes(data).documents[0].text


def test_paragraphs_tables_heads_and_feet() -> None:
    rows = [("Item", "Qty", "Amount"), ("Front bumper", "", "$400.00"), ("Paint", "2", "$75.00")]
    data = word(
        paragraph("NOTICE OF LOSS") + paragraph("Policy number: AP-1") + table(rows) + paragraph("Signed"),
        header="Keystone Mutual",
        footer="Form 12",
    )
    (document,) = read_bytes(data).documents
    assert document.text.split("\n") == [
        "Keystone Mutual",
        "NOTICE OF LOSS",
        "Policy number: AP-1",
        "",
        "Item           Qty   Amount",
        "Front bumper         $400.00",
        "Paint          2     $75.00",
        "",
        "Signed",
        "Form 12",
    ]
    assert document.genre is Genre.NOTICE
    assert document.problems == ()
    assert document.sha256 == sha256_of(data)
    assert document.media_type.endswith("wordprocessingml.document")


def test_tabs_part_columns() -> None:
    body = "<w:p><w:r><w:t>Policy number</w:t><w:tab/><w:t>AP-1</w:t></w:r></w:p>"
    assert text_of(word(body)) == "Policy number   AP-1"


@pytest.mark.parametrize(
    "look",
    [
        "<w:vanish/>",
        '<w:color w:val="FFFFFF"/>',
        '<w:sz w:val="1"/>',
        '<w:rStyle w:val="Quiet"/>',
        '<w:rStyle w:val="Quieter"/>',
    ],
)
def test_what_nobody_sees_is_a_problem_and_no_text(look: str) -> None:
    styles = (
        '<w:style w:type="character" w:styleId="Quiet"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="Quieter"><w:basedOn w:val="Quiet"/></w:style>'
    )
    (document,) = read_bytes(word(paragraph("Seen words") + paragraph(HIDDEN, look), styles=styles)).documents
    assert "9,999" not in document.text and "Seen words" in document.text
    assert document.problems == ("hidden_text",)


@pytest.mark.parametrize(
    "look",
    [
        '<w:vanish w:val="0"/>',
        '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="1F3864"/>',
        '<w:color w:val="FFFFFF"/><w:highlight w:val="black"/>',
    ],
)
def test_what_is_seen_is_read(look: str) -> None:
    (document,) = read_bytes(word(paragraph("Loss notice", look))).documents
    assert (document.text, document.problems) == ("Loss notice", ())


def test_a_comment_is_hidden_text() -> None:
    (document,) = read_bytes(word(paragraph("Seen words"), comment=HIDDEN)).documents
    assert (document.text, document.problems) == ("Seen words", ("hidden_text",))


def test_tracked_changes_are_read_as_they_stand_now() -> None:
    body = (
        f"<w:p>{run('Amount: ')}<w:del><w:r><w:delText>100</w:delText></w:r></w:del><w:ins>{run('200')}</w:ins></w:p>"
    )
    (document,) = read_bytes(word(body)).documents
    assert (document.text, document.problems) == ("Amount: 200", ("tracked_changes",))


def test_controls_show_what_was_chosen_and_no_prompt() -> None:
    prompt = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('Click here')}</w:sdtContent></w:sdt>"
    tick = (
        '<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="{}"/></w14:checkbox></w:sdtPr>'
        "<w:sdtContent><w:r><w:t>{}</w:t></w:r></w:sdtContent></w:sdt>"
    )
    chosen = f"<w:sdt><w:sdtPr><w:dropDownList/></w:sdtPr><w:sdtContent>{run('Collision')}</w:sdtContent></w:sdt>"
    old = (
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="Fire"/>'
        '<w:listEntry w:val="Hail"/></w:ddList></w:ffData></w:fldChar></w:r>'
        '<w:r><w:instrText> FORMDROPDOWN </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    body = (
        f"<w:p>{run('Name: ')}{prompt}</w:p><w:p>{run('Injured? ')}{tick.format('1', '☒')}{run(' Yes ')}"
        f"{tick.format('0', '☐')}{run(' No')}</w:p><w:p>{run('Cause: ')}{chosen}</w:p><w:p>{run('Peril: ')}{old}</w:p>"
    )
    lines = [" ".join(line.split()) for line in text_of(word(body)).split("\n")]
    assert lines == ["Name:", "Injured? [X] Yes [ ] No", "Cause: Collision", "Peril: Hail"]


def test_a_text_box_is_read_once() -> None:
    box = f"<w:txbxContent>{paragraph('Claim number: C-77')}</w:txbxContent>"
    body = (
        f"<w:p>{run('Letterhead')}<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:wsp>"
        f"<wps:txbx>{box}</wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>{box}"
        "</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert text_of(word(body)).split("\n") == ["Letterhead", "Claim number: C-77"]


def test_a_scan_pasted_in_is_read_and_a_logo_is_not() -> None:
    stream = io.BytesIO()
    Image.new("L", (200, 200), 255).save(stream, "PNG")
    large = read_bytes(word(paragraph("See below") + picture(4), media=stream.getvalue()), ReadLimits(ocr="none"))
    assert [document.role for document in large.documents] == ["file", "attachment"]
    assert large.contents == {sha256_of(stream.getvalue()): stream.getvalue()}
    small = read_bytes(word(paragraph("See below") + picture(1), media=stream.getvalue()), ReadLimits(ocr="none"))
    assert len(small.documents) == 1


def test_entities_are_refused() -> None:
    bomb = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
    with pytest.raises(UnreadableError) as error:
        read_bytes(word(paragraph("&amp;"), prolog=bomb))
    assert error.value.code == "entities"


def test_a_part_that_unpacks_to_too_much_is_refused() -> None:
    with pytest.raises(UnreadableError) as error:
        read_bytes(
            word(paragraph("x"), extra={"word/media/big.png": b"\0" * 3_000_000}), ReadLimits(max_unpacked=1 << 20)
        )
    assert error.value.code == "unpacks_too_large"


def test_embedded_files_are_told() -> None:
    (document,) = read_bytes(word(paragraph("x y"), extra={"word/embeddings/oleObject1.bin": b"x"})).documents
    assert document.problems == ("embedded_files",)


@pytest.mark.parametrize("name", ["ppt/presentation.xml", "mimetype"])
def test_other_office_files_are_told_apart_from_archives(name: str) -> None:
    with pytest.raises(UnreadableError) as error:
        read_bytes(zipped({"[Content_Types].xml": "<Types/>", name: "x"}))
    assert error.value.code == "unknown_format"
