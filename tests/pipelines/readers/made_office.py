"""Office files made by hand, so that a test holds exactly what it speaks of."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping

_W = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
)
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def zipped(members: Mapping[str, bytes | str], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP with these members."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return stream.getvalue()


def paragraph(text: str, look: str = "", style: str = "") -> str:
    """A Word paragraph of one run; `look` is the inside of its run properties."""
    own = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{own}{run(text, look)}</w:p>"


def run(text: str, look: str = "") -> str:
    """A Word run."""
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def table(rows: Iterable[Iterable[str]]) -> str:
    """A Word table of plain cells."""
    body = "".join(
        "<w:tr>" + "".join(f"<w:tc><w:tcPr/>{paragraph(cell)}</w:tc>" for cell in row) + "</w:tr>" for row in rows
    )
    return f"<w:tbl><w:tblPr/>{body}</w:tbl>"


def word(
    body: str,
    *,
    header: str = "",
    footer: str = "",
    comment: str = "",
    styles: str = "",
    media: bytes = b"",
    extra: Mapping[str, bytes | str] | None = None,
    prolog: str = "",
) -> bytes:
    """A DOCX; `header`, `footer` and `comment` are texts, `media` the picture of relation rIdPicture."""
    relations = [f'<Relationship Id="rIdPicture" Type="{_REL}/image" Target="media/picture.png"/>'] if media else []
    section = ""
    types = [f'<Override PartName="/word/document.xml" ContentType="{_TYPE}.document.main+xml"/>']
    parts: dict[str, bytes | str] = {}
    for kind, text in (("header", header), ("footer", footer)):
        if text:
            relations.append(f'<Relationship Id="rId_{kind}" Type="{_REL}/{kind}" Target="{kind}1.xml"/>')
            section += f'<w:{kind}Reference w:type="default" r:id="rId_{kind}"/>'
            root = "hdr" if kind == "header" else "ftr"
            parts[f"word/{kind}1.xml"] = f"<w:{root} {_W}>{paragraph(text)}</w:{root}>"
    if comment:
        parts["word/comments.xml"] = (
            f'<w:comments {_W}><w:comment w:id="0">{paragraph(comment)}</w:comment></w:comments>'
        )
    if styles:
        parts["word/styles.xml"] = f"<w:styles {_W}>{styles}</w:styles>"
    if media:
        parts["word/media/picture.png"] = media
    return zipped(
        {
            "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="xml" ContentType="application/xml"/>'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f"{''.join(types)}</Types>",
            "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="rId1" Type="{_REL}/officeDocument" Target="word/document.xml"/></Relationships>',
            "word/document.xml": f"{prolog}<w:document {_W}><w:body>{body}<w:sectPr>{section}</w:sectPr></w:body>"
            "</w:document>",
            "word/_rels/document.xml.rels": "<Relationships "
            f'xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{"".join(relations)}</Relationships>',
            **parts,
            **(extra or {}),
        }
    )


def picture(inches: float) -> str:
    """A paragraph with the picture of relation rIdPicture, shown so large."""
    side = int(inches * 914_400)
    return (
        f'<w:p><w:r><w:drawing><wp:inline><wp:extent cx="{side}" cy="{side}"/><a:graphic><a:graphicData>'
        '<a:blip r:embed="rIdPicture"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>'
    )
