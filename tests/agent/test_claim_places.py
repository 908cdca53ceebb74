"""Where each value stands: told at the terminal and in JSON, compared with the truth of a packet of fifteen pages."""

from __future__ import annotations

from datetime import date
from io import StringIO
from itertools import count

import pytest
from rich.console import Console

from agent.commands.claim_json import claim_json, document_json
from agent.commands.claim_text import claim_text
from agent.review.claim_view import view
from pipelines.claim import Claim, Document, Genre, PathSpan, SegmentSpan, TextSpan
from pipelines.claim_types import CLAIM_TYPES
from pipelines.extracting import Material, read_exact
from pipelines.fusing import fuse
from pipelines.placing import NAMES, place_of
from pipelines.readers import read
from pipelines.values.comparing import same
from sample_claims.packets import Packet, draw_packet

AUTO = CLAIM_TYPES["auto"]


@pytest.fixture(scope="module")
def packet() -> Packet:
    return draw_packet(4)


@pytest.fixture(scope="module")
def claim(packet: Packet) -> Claim:
    numbers = count(1)
    documents = read(packet.data, lambda: f"d{next(numbers)}").documents
    fields = fuse(AUTO, read_exact(Material(documents, AUTO, date(2026, 6, 15))).readings).fields
    return Claim(id="c", source_id="s", claim_type="auto", documents=documents, fields=fields)


def test_every_value_is_told_with_the_page_it_stands_on(packet: Packet, claim: Claim) -> None:
    genre_of = {page: genre for genre, pages in packet.papers for page in pages}
    told = claim_json(claim)["fields"]
    right = 0
    for path, value in packet.fields.items():
        spec = AUTO.spec(path)
        if path not in told or spec is None:
            continue
        assert same(spec.kind, told[path]["value"], value), path
        page = packet.pages[path]
        assert told[path]["places"] == [f"{NAMES[genre_of[page]]}, page {page}"], path
        assert {span["page"] for span in told[path]["evidence"]} == {page}, path
        right += 1
    assert right >= 0.8 * len(packet.fields)
    assert {packet.pages[path] for path in told if path in packet.pages} >= {1, 2, 3, 4, 8, 9, 10}


def test_the_terminal_says_the_same(packet: Packet, claim: Claim) -> None:
    out = StringIO()
    Console(file=out, width=160, highlight=False).print(claim_text(claim, CLAIM_TYPES))
    lines = [" ".join(line.split()) for line in out.getvalue().splitlines()]
    assert "police report pages 4 to 7" in lines and "receipt 2 page 14" in lines
    number = packet.fields["report_number"]
    assert any(line.startswith(f"report_number {number} police report, page 4 ") for line in lines)
    assert any(line.startswith("estimate_amount ") and " estimate, page 10 " in line for line in lines)


def test_json_names_the_papers(packet: Packet, claim: Claim) -> None:
    told = [document_json(document) for document in claim.documents]
    assert [(one["genre"], one["page_numbers"]) for one in told] == [
        (genre.value, pages) for genre, pages in packet.papers
    ]


def test_the_review_page_names_the_papers(claim: Claim) -> None:
    titles = [exhibit.title for exhibit in view(claim, AUTO).exhibits]
    assert titles[0] == "Document 1 of 7 · notice · PDF · 3 pages"
    assert titles[1] == "Document 2 of 7 · police report · PDF · pages 4 to 7"
    assert titles[5] == "Document 6 of 7 · receipt 2 · PDF · page 14"


def test_places_without_pages() -> None:
    document = Document(id="a", ordinal=0, media_type="text/plain", sha256="0", text="one\ntwo", genre=Genre.EMAIL)
    other = document.model_copy(update={"id": "b", "genre": Genre.UNKNOWN})
    assert place_of(TextSpan(document_id="a", text="two", start=4, end=7), (document, other)) == "e-mail, line 2"
    segment = SegmentSpan(document_id="b", text="x", segment=12, element=2, component=1)
    assert place_of(segment, (document, other)) == "document, segment 12, element 2-1"
    path = PathSpan(document_id="b", text="x", path="Claim.item[0].net.value")
    assert place_of(path, (document, other)) == "document, Claim.item[0].net.value"
