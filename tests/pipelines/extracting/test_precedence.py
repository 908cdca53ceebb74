"""Which document of a claim is believed: the notice before reports, each paper for what it is there to say."""

from __future__ import annotations

from datetime import date

from pipelines.claim import Document, Field, Genre
from pipelines.claim_types import CLAIM_TYPES
from pipelines.extracting import Material, read_exact
from pipelines.fusing import fuse

AUTO = CLAIM_TYPES["auto"]
NOTICE = (
    "AUTOMOBILE LOSS NOTICE\n\nPolicy number: AP-4471-20\nDate of loss: 05/02/2026\nPolice report number: 26-1170\n"
)
REPORT = "POLICE REPORT\n\nReport number: 26-1171\nDate of loss: 05/03/2026\nPolicy number: AP-4471-29\n"
ITEMS = "REPAIR ESTIMATE\n\nEstimate\n\nDescription          Amount\n"
ITEMS += "Front bumper         $400.00\nPaint {0}              $75.00\n"


def fields(*papers: tuple[Genre, str]) -> dict[str, Field]:
    documents = tuple(
        Document(id=f"d{number}", ordinal=number, media_type="text/plain", sha256="0", text=text, genre=genre)
        for number, (genre, text) in enumerate(papers)
    )
    readings = read_exact(Material(documents, AUTO, date(2026, 6, 15))).readings
    return {field.path: field for field in fuse(AUTO, readings).fields}


def test_a_report_before_the_notice_does_not_overwrite_it() -> None:
    found = fields((Genre.POLICE_REPORT, REPORT), (Genre.NOTICE, NOTICE))
    assert found["policy_number"].value == "AP-4471-20"
    assert found["date_of_loss"].value == "2026-05-02"
    assert {str(reading.value) for reading in found["date_of_loss"].readings} == {"2026-05-02", "2026-05-03"}


def test_a_report_knows_its_own_number_best() -> None:
    assert fields((Genre.NOTICE, NOTICE), (Genre.POLICE_REPORT, REPORT))["report_number"].value == "26-1171"


def test_items_of_two_estimates_are_rows_one_after_the_other() -> None:
    found = fields((Genre.NOTICE, NOTICE), (Genre.ESTIMATE, ITEMS.format(1)), (Genre.ESTIMATE, ITEMS.format(2)))
    amounts = [field.value for path, field in sorted(found.items()) if path.endswith("].amount")]
    assert amounts == ["400.00", "75.00", "400.00", "75.00"]


def test_a_copy_of_an_estimate_adds_no_rows() -> None:
    found = fields((Genre.ESTIMATE, ITEMS.format(1)), (Genre.ESTIMATE, ITEMS.format(1)))
    assert [path for path in found if path.endswith("].amount")] == [
        "estimate_lines[0].amount",
        "estimate_lines[1].amount",
    ]
