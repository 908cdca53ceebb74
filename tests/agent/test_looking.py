"""Looking closer: a part of a page is drawn larger and read again, in the sandbox, and nothing else comes of it."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
from PIL import Image

from agent.looking import SandboxCloser
from agent.sandbox import Sandbox
from evals.investigations.papers import Notice, scanned, scene_of
from pipelines.claim import Box, Document, Page
from pipelines.errors import UnreadableError
from pipelines.readers.ocr import engine_named
from pipelines.readers.reader import sha256_of

pytestmark = pytest.mark.skipif(engine_named("auto") is None, reason="no engine for scans is installed")
SCENE = scene_of("looking")


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as one:
        yield one


@pytest.fixture(scope="module")
def scan() -> bytes:
    return scanned(Notice(SCENE, small={"vehicle_vin": 5.0}).pdf(), 150)


def band_of(document: Document, label: str) -> tuple[int, Box]:
    """The line on which the label stands, from edge to edge."""
    page = document.pages[0]
    word = next(word for word in page.words if word.text.startswith(label))
    return page.number, Box(x0=0, top=max(0, word.box.top - 20), x1=page.width, bottom=word.box.bottom + 15)


def test_small_type_is_read_from_a_larger_picture(sandbox: Sandbox, scan: bytes) -> None:
    (document,) = sandbox.read(scan).documents
    number, box = band_of(document, "VIN")
    text, page = sandbox.look(scan, number, box)
    assert str(SCENE.values["vehicle_vin"]) in text
    assert page.number == number
    for word in page.words:
        assert text[word.start : word.end] == word.text
        assert box.top - 1 <= word.box.top <= word.box.bottom <= box.bottom + 1
        assert 0 <= word.box.x0 <= word.box.x1 <= page.width + 1


def test_a_page_of_a_pdf_is_drawn_too(sandbox: Sandbox) -> None:
    pdf = Notice(SCENE).pdf()
    (document,) = sandbox.read(pdf).documents
    number, box = band_of(document, "VIN")
    text, page = sandbox.look(pdf, number, box)
    assert str(SCENE.values["vehicle_vin"]) in text
    assert (page.width, page.height) == (document.pages[0].width, document.pages[0].height)


@pytest.mark.parametrize("page", [0, 2, 99])
def test_a_page_that_is_not_there_is_refused(sandbox: Sandbox, scan: bytes, page: int) -> None:
    with pytest.raises(UnreadableError) as caught:
        sandbox.look(scan, page, Box(x0=0, top=0, x1=100, bottom=20))
    assert caught.value.code == "no_page"


def test_a_box_outside_the_page_brings_nothing_or_a_refusal(sandbox: Sandbox, scan: bytes) -> None:
    for box in (Box(x0=0, top=5000, x1=100, bottom=5020), Box(x0=50, top=50, x1=50, bottom=50)):
        try:
            text, _ = sandbox.look(scan, 1, box)
        except UnreadableError:
            continue
        assert not any(letter.isalnum() for letter in text)


def test_bytes_that_are_gone_or_broken_bring_nothing(sandbox: Sandbox) -> None:
    file = io.BytesIO()
    Image.new("L", (300, 300), 255).save(file, "PNG")
    contents = {sha256_of(file.getvalue()): file.getvalue(), "broken": b"%PDF-1.7\nnothing"}
    closer = SandboxCloser(sandbox.look, contents.__getitem__)
    box = Box(x0=0, top=0, x1=200, bottom=20)

    def paper(sha256: str) -> Document:
        page = Page(number=1, width=300, height=300, start=0, end=0)
        return Document(id="d", ordinal=0, media_type="image/png", sha256=sha256, text="", pages=(page,))

    assert closer.look(paper("gone"), 1, box) is None
    assert closer.look(paper("broken"), 1, box) is None
    glance = closer.look(paper(sha256_of(file.getvalue())), 1, box)
    assert glance is None or glance.text.strip() == ""
