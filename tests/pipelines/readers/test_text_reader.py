"""Plain text in the encodings that claims arrive in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_pdfs import read_bytes

from pipelines.errors import UnreadableError
from pipelines.readers.text import TextReader

LETTER = "Dear Sir,\nthe façade of No 5 – “Rosé” – was hit. Estimate: €1,250.00\n"
CASES = {
    "utf-8": LETTER.encode(),
    "utf-8 with a mark": LETTER.encode("utf-8-sig"),
    "utf-16": LETTER.encode("utf-16"),
    "utf-16 big-endian": b"\xfe\xff" + LETTER.encode("utf-16-be"),
    "windows-1252": LETTER.encode("cp1252"),
    "windows line ends": LETTER.replace("\n", "\r\n").encode(),
    "old mac line ends": LETTER.replace("\n", "\r").encode(),
}


@pytest.mark.parametrize("data", CASES.values(), ids=CASES.keys())
def test_every_encoding_gives_the_same_text(data: bytes) -> None:
    (document,) = read_bytes(data).documents
    assert document.text == LETTER
    assert document.media_type == "text/plain"
    assert document.pages == ()


def test_what_is_invisible_goes_and_what_parts_stays() -> None:
    (document,) = read_bytes("a\u200bb\u202ec\x1b[0m\td\fe\u00a0f \n\x1a".encode()).documents
    assert document.text == "abc[0m  d\fe f\n"


@pytest.mark.parametrize("data", [b"", b" \r\n\t", b"\0\0\0", b"\xef\xbb\xbf", "\ufeff \u200b\n".encode("utf-16")])
def test_nothing_is_empty(data: bytes) -> None:
    with pytest.raises(UnreadableError) as error:
        read_bytes(data)
    assert error.value.code == "empty"


@pytest.mark.parametrize(
    "data", [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", bytes(range(1, 256)), b"\xff\xd8\xff\xe0\0\x10JFIF"]
)
def test_binary_files_are_no_text(data: bytes) -> None:
    assert not TextReader().recognises(data)


@given(st.text(min_size=1))
def test_no_control_character_is_left(text: str) -> None:
    try:
        (document,) = read_bytes(b"x\n" + text.encode("utf-8", "replace")).documents
    except UnreadableError as error:
        assert error.code == "unknown_format"
        return
    assert all(char.isprintable() or char in "\n\f" for char in document.text if ord(char) < 0x300)
