"""The registry: who reads what, what is said of the unknown, and that one more reader is one more line."""

from __future__ import annotations

import itertools
import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_pdfs import assert_whole, drawn, lines, raw_pdf, read_bytes
from reportlab.pdfgen.canvas import Canvas

from pipelines.claim import Document
from pipelines.errors import UnreadableError
from pipelines.readers import READERS, ReadResult, read
from pipelines.readers.reader import ReadTask, sha256_of

CATALOGUE = b"<< /Type /Catalog /Pages 2 0 R >>"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"BM\x36\0\0\0\0\0\0\0", "BMP picture"),
        (b"\0\0\0\x18ftypavif", "AVIF picture"),
        (b"BZh91AY&SY\0", "bzip2 archive"),
        (b"\x78\x9f\x3e\x22\x01\0", "winmail.dat"),
        (b"Rar!\x1a\x07\x01\0", "RAR archive"),
        (b"RIFF\0\0\0\0WAVEfmt ", "sound recording"),
        (b"\0\0\0\x18ftypheic", "HEIC picture"),
        (b"\0\0\0\x18ftypisom", "recording"),
        (bytes(range(1, 200)), "no format"),
    ],
)
def test_the_unknown_is_described(data: bytes, says: str) -> None:
    with pytest.raises(UnreadableError) as error:
        read_bytes(data)
    assert error.value.code == "unknown_format"
    assert says in str(error.value)


def _nested_arrays() -> bytes:
    deep = b"[" * 30_000 + b"]" * 30_000
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Annots %s >>" % deep
    return raw_pdf(CATALOGUE, b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>", page)


def _deep_form() -> bytes:
    deep = b"[" * 3_000 + b"]" * 3_000
    form = b"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields %s >> >>" % deep
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Annots [4 0 R] >>"
    widget = b"<< /Subtype /Widget /FT /Tx /V %s /Rect [0 0 50 50] >>" % deep
    return raw_pdf(form, b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>", page, widget)


HOSTILE = {
    "page tree in a circle": raw_pdf(CATALOGUE, b"<< /Type /Pages /Count 3 /Kids [2 0 R 2 0 R] /Parent 2 0 R >>"),
    "negative page count": raw_pdf(CATALOGUE, b"<< /Type /Pages /Count -5 /Kids [] >>"),
    "no pages": raw_pdf(b"<< /Type /Catalog >>"),
    "nested arrays": _nested_arrays(),
    "deep form": _deep_form(),
    "zero bytes inside": lines("words").replace(b"endobj", b"\0\0\0\0\0\0"),
    "only a mark": b"%PDF-1.7\n",
    "huge page": raw_pdf(
        CATALOGUE,
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 1e9 1e9] >>",
    ),
    "page of no size": raw_pdf(
        CATALOGUE,
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 0 0] >>",
    ),
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_files_are_read_or_refused(data: bytes) -> None:
    try:
        result = read_bytes(data)
    except UnreadableError as error:
        assert error.code in {"damaged", "too_many_pages", "empty"}
        return
    for document in result.documents:
        assert_whole(document)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_file_cut_short_is_read_or_refused(share: float) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 700, "words")
        canvas.acroForm.textfield(name="field", value="value", x=72, y=600)

    data = drawn(draw)
    try:
        (document,) = read_bytes(data[: int(share * len(data))]).documents
    except UnreadableError as error:
        assert error.code == "damaged"
        return
    assert_whole(document)


PDF = lines("Policy number AP-1", "Date of loss 2026-03-02")
MAIL = (
    b"From: a@example.com\nSubject: s\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\n"
    b"Content-Type: text/plain\n\nbody\n--b\nContent-Type: application/pdf\nContent-Transfer-Encoding: base64\n\n"
    b"JVBERi0=\n--b--\n"
)
damage = st.lists(st.tuples(st.integers(0, 4000), st.binary(max_size=8)), max_size=6)


def _damaged(data: bytes, wounds: list[tuple[int, bytes]]) -> bytes:
    for place, put in wounds:
        at = place % len(data)
        data = data[:at] + put + data[at + len(put) :]
    return data


any_bytes = st.one_of(
    st.binary(max_size=400),
    st.builds(lambda tail: b"%PDF-1.4\n" + tail, st.binary(max_size=400)),
    st.builds(lambda tail: b"From: a@b\nSubject: s\n" + tail, st.binary(max_size=400)),
    st.builds(_damaged, st.just(PDF), damage),
    st.builds(_damaged, st.just(MAIL), damage),
)


@settings(max_examples=150, deadline=None)
@given(any_bytes)
def test_any_bytes_are_documents_or_unreadable(data: bytes) -> None:
    try:
        result = read_bytes(data)
    except UnreadableError as error:
        assert error.code and str(error)
        return
    assert [document.ordinal for document in result.documents] == list(range(len(result.documents)))
    for document in result.documents:
        assert_whole(document)
        assert document.sha256 == sha256_of(result.contents.get(document.sha256, data))
        assert Document.model_validate_json(document.model_dump_json()) == document


class _Telegram:
    name = "telegram"
    media_types = ("text/x-telegram",)

    def recognises(self, data: bytes) -> bool:
        return data.startswith(b"TELEGRAM STOP ")

    def read(self, data: bytes, task: ReadTask) -> ReadResult:
        text = data.decode("ascii").removeprefix("TELEGRAM STOP ")
        return ReadResult(
            (Document(id=task.new_id(), ordinal=0, media_type="text/x-telegram", sha256=sha256_of(data), text=text),)
        )


def test_one_more_reader_is_one_more_line() -> None:
    numbers = itertools.count()
    result = read(b"TELEGRAM STOP car gone", lambda: str(next(numbers)), readers=(_Telegram(), *READERS))
    assert result.documents[0].text == "car gone"


def test_whatever_a_reader_raises_is_unreadable() -> None:
    class Broken(_Telegram):
        def read(self, data: bytes, task: ReadTask) -> ReadResult:
            raise KeyError(os.sep)

    with pytest.raises(UnreadableError) as error:
        read(b"TELEGRAM STOP x", lambda: "1", readers=(Broken(),))
    assert error.value.code == "damaged"
    assert isinstance(error.value.__cause__, KeyError)
