"""AcroForms: names, labels, values, ticks and choices, and their places in the text."""

from __future__ import annotations

import io

from made_pdfs import assert_whole, drawn, encrypted, lines, read_bytes
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    TextStringObject,
)
from reportlab.pdfgen.canvas import Canvas

from pipelines.claim import Document, FormField, Layer


def _notice(canvas: Canvas) -> None:
    canvas.setFont("Helvetica", 10)
    form = canvas.acroForm
    canvas.drawString(72, 700, "Policy number:")
    form.textfield(name="policy", tooltip="Policy number", value="HO-55-1234", x=180, y=695, width=150, height=18)
    canvas.drawString(350, 700, "Agency:")
    form.textfield(name="agency", tooltip="Agency", value="", x=420, y=695, width=100, height=18)
    canvas.drawString(72, 670, "Injuries?")
    form.checkbox(name="injured", tooltip="Anyone injured", checked=True, x=140, y=667, size=12)
    canvas.drawString(156, 670, "Yes")
    form.checkbox(name="unhurt", tooltip="Nobody injured", checked=False, x=190, y=667, size=12)
    canvas.drawString(206, 670, "No")
    canvas.drawString(72, 640, "Sex:")
    form.radio(name="sex", tooltip="Sex", value="M", selected=False, x=140, y=637, size=12)
    canvas.drawString(156, 640, "Male")
    form.radio(name="sex", tooltip="Sex", value="F", selected=True, x=200, y=637, size=12)
    canvas.drawString(216, 640, "Female")
    form.choice(name="cause", tooltip="Cause of loss", value="Fire", options=["Fire", "Wind"], x=72, y=600, height=18)
    canvas.setFont("Helvetica", 6)
    canvas.drawString(75, 560, "DATE OF LOSS")
    form.textfield(name="date", tooltip="Date of loss", value="05/02/2026", x=75, y=540, width=120, height=16)
    canvas.drawString(205, 560, "AMOUNT")
    form.textfield(name="amount", tooltip="Amount", value="$1,250.00", x=205, y=540, width=120, height=16)
    form.textfield(
        name="story",
        tooltip="Description",
        value="Fire in the kitchen.\nSmoke in all rooms.",
        x=72,
        y=440,
        width=400,
        height=60,
        fieldFlags="multiline",
    )


def only(data: bytes) -> Document:
    (document,) = read_bytes(data).documents
    assert_whole(document)
    return document


def field(document: Document, name: str) -> FormField:
    return next(field for field in document.form if field.name == name)


def test_values_are_told_by_kind() -> None:
    document = only(drawn(_notice))
    assert [(one.name, one.label, one.kind, one.value) for one in document.form] == [
        ("policy", "Policy number", "text", "HO-55-1234"),
        ("agency", "Agency", "text", ""),
        ("injured", "Anyone injured", "tick", "true"),
        ("unhurt", "Nobody injured", "tick", "false"),
        ("sex", "Sex", "choice", "F"),
        ("cause", "Cause of loss", "choice", "Fire"),
        ("date", "Date of loss", "text", "05/02/2026"),
        ("amount", "Amount", "text", "$1,250.00"),
        ("story", "Description", "text", "Fire in the kitchen. Smoke in all rooms."),
    ]


def test_values_stand_where_a_person_sees_them() -> None:
    text = only(drawn(_notice)).text
    rows = [line.split() for line in text.splitlines() if line]
    assert rows[0] == ["Policy", "number:", "HO-55-1234", "Agency:"]
    assert rows[1] == ["Injuries?", "[x]", "Yes", "[", "]", "No"]
    assert rows[2] == ["Sex:", "[", "]", "Male", "[x]", "Female"]
    labels, values = text.splitlines()[-4:-2]
    assert labels.split("   ")[0].strip() == "DATE OF LOSS"
    assert values.split() == ["05/02/2026", "$1,250.00"]
    assert abs(labels.index("AMOUNT") - values.index("$1,250.00")) <= 2


def test_a_field_points_at_its_value() -> None:
    document = only(drawn(_notice))
    for one in document.form:
        if one.value in ("", "false"):
            continue
        shown = "[x]" if one.kind == "tick" or one.name == "sex" else one.value
        assert document.text[one.start : one.end] == shown
    box = field(document, "policy").box
    assert box is not None and (box.x0, box.top, box.x1, box.bottom) == (180, 79, 330, 97)
    assert (field(document, "agency").start, field(document, "agency").end) == (-1, -1)
    (chosen,) = (one.box for one in document.form if one.name == "sex")
    assert chosen is not None and chosen.x0 == 200


def test_values_are_words_of_the_form_layer() -> None:
    document = only(drawn(_notice))
    words = {word.text: word.layer for word in document.pages[0].words}
    assert words["HO-55-1234"] is Layer.FORM
    assert words["Policy"] is Layer.VISIBLE


def test_a_value_that_is_printed_as_well_stands_there_once() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 10)
        canvas.drawString(72, 700, "Claim number")
        canvas.drawString(182, 700, "C-100")
        canvas.acroForm.textfield(name="claim", value="C-100", x=180, y=695, width=150, height=18)

    document = only(drawn(draw))
    assert document.text.count("C-100") == 1
    assert document.text[document.form[0].start : document.form[0].end] == "C-100"


def _edited(data: bytes, name: str, **entries: object) -> bytes:
    """The PDF with entries of one widget changed."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    for annotation in writer.pages[0]["/Annots"]:  # type: ignore[union-attr]
        widget = annotation.get_object()
        if widget.get("/T") == name:
            widget.update({NameObject("/" + key): value for key, value in entries.items()})
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def test_a_field_that_nobody_sees_is_not_read() -> None:
    document = only(_edited(drawn(_notice), "policy", F=NumberObject(2)))
    assert "HO-55-1234" not in document.text
    assert all(one.name != "policy" for one in document.form)


def test_lists_show_the_wording_of_their_options() -> None:
    pair = ArrayObject([TextStringObject("F1"), TextStringObject("Fire and smoke")])
    data = _edited(drawn(_notice), "cause", V=TextStringObject("F1"), Opt=ArrayObject([pair]))
    document = only(data)
    assert field(document, "cause").value == "Fire and smoke"
    assert "Fire and smoke" in document.text


def test_names_and_values_come_from_the_fields_above() -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(lines("Form"))))
    widget = DictionaryObject(
        {
            NameObject("/Subtype"): NameObject("/Widget"),
            NameObject("/T"): TextStringObject("number"),
            NameObject("/Rect"): ArrayObject([FloatObject(n) for n in (100, 600, 200, 618)]),
        }
    )
    parent = DictionaryObject(
        {
            NameObject("/T"): TextStringObject("policy"),
            NameObject("/FT"): NameObject("/Tx"),
            NameObject("/V"): TextStringObject("AP-9"),
            NameObject("/TU"): TextStringObject("Policy number"),
        }
    )
    parent_reference = writer._add_object(parent)
    widget[NameObject("/Parent")] = parent_reference
    parent[NameObject("/Parent")] = parent_reference  # a circle, which must end
    writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(widget)])
    writer.root_object[NameObject("/AcroForm")] = DictionaryObject(
        {NameObject("/Fields"): ArrayObject([parent_reference])}
    )
    file = io.BytesIO()
    writer.write(file)
    (one,) = only(file.getvalue()).form
    assert (one.name.endswith("policy.number"), one.label, one.value) == (True, "Policy number", "AP-9")


def test_a_locked_form_with_an_empty_password_is_read() -> None:
    assert field(only(encrypted(drawn(_notice), "")), "policy").value == "HO-55-1234"


def test_a_broken_form_leaves_the_page_readable() -> None:
    data = _edited(drawn(_notice), "policy", Rect=ArrayObject([TextStringObject("x")] * 4))
    document = only(data)
    assert "Policy number:" in document.text
    assert "form_unreadable" in document.problems
