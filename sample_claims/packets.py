"""`python -m sample_claims.packets --seed 7 --out DIR`: one PDF of fifteen pages that holds all papers of a claim.

Beside what stands in it, the truth says on which page: the page a reader should point at, which is the notice's where
the notice says it, and otherwise that of the paper which is there to say it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from random import Random

import click

from pipelines.claim import Genre, Value
from sample_claims.drafting import new_sheet
from sample_claims.facts.auto import draw_auto
from sample_claims.forms import Table, make_entry, table_section, written
from sample_claims.hand import Hand
from sample_claims.layouts.sheet import MARGIN, WIDTH, Sheet
from sample_claims.scene import Scene
from sample_claims.truth import normal
from sample_claims.words.packets import ADVICE, CLINIC, COURSE, FINDINGS, RECEIPTS, SCENE_WORDS, TERMS, WITNESS_WORDS
from sample_claims.writing import Pen

PAPERS = (
    (Genre.NOTICE, 3),
    (Genre.POLICE_REPORT, 4),
    (Genre.ESTIMATE, 3),
    (Genre.MEDICAL_RECORD, 2),
    (Genre.RECEIPT, 1),
    (Genre.RECEIPT, 1),
    (Genre.LETTER, 1),
)
_NEEDED = ("report_number", "authority_contacted", "other_vehicles[0].plate", "injured[0].name", "estimate_amount",
           "driver_name", "insured_phone", "policy_number")  # fmt: skip
_FIRST = (
    ("Policy information", ("carrier", "agency", "policy_number", "policy_effective_date", "policy_expiration_date",
                            "deductible_amount", "coverage_limit")),
    ("Insured information", ("insured_name", "insured_date_of_birth", "insured_address", "insured_phone",
                             "insured_email")),
)  # fmt: skip
_SECOND = (
    ("Loss information", ("date_of_loss", "time_of_loss", "date_reported", "cause_of_loss", "loss_location",
                          "loss_city", "loss_state", "loss_zip", "loss_description")),
    ("Insured vehicle", ("vehicle_year", "vehicle_make", "vehicle_model", "vehicle_vin", "vehicle_plate",
                         "vehicle_plate_state")),
    ("Driver", ("driver_name", "driver_date_of_birth", "driver_license_number", "driver_license_state")),
)  # fmt: skip
_THIRD = ("damage_description", "vehicle_drivable", "vehicle_location", "injuries_reported")
_RECORDS = ("other_vehicles", "injured", "witnesses")


@dataclass
class Packet:
    """The PDF; what stands in it by field path; on which page; and the genre and the pages of every paper."""

    data: bytes
    fields: dict[str, Value] = field(default_factory=dict)
    pages: dict[str, int] = field(default_factory=dict)
    papers: list[tuple[Genre, list[int]]] = field(default_factory=list)


class _Writer:
    """Draws the papers, and keeps on which page each value was first written."""

    def __init__(self, scene: Scene, told: Scene) -> None:
        self.scene = scene
        self.told = told  # as the police and the garage tell it
        self.rng = scene.rng
        self.sheet: Sheet = new_sheet(scene.rng)
        self.pages: dict[str, int] = {}
        self.values: dict[str, Value] = {}
        self.counted = scene.rng.random() < 0.6

    def pen(self, scene: Scene | None = None) -> Pen:
        """A hand for the next paper."""
        return Pen(scene or self.scene, Hand(self.rng, "form"))

    def keep(self, pen: Pen, only: Sequence[str] | None = None) -> None:
        """What the pen has written so far stands on this page, unless it stands on one before."""
        page = self.sheet.canvas.getPageNumber()
        for path, value in pen.written.items():
            if only is None or path.startswith(tuple(only)):
                self.values.setdefault(path, value)
                self.pages.setdefault(path, page)

    def turn(self, number: int, of: int) -> None:
        """Number the page within its paper, and begin the next."""
        if self.counted:
            self.sheet.text(WIDTH - MARGIN - 60, 24, f"Page {number} of {of}", size=8)
        self.sheet.turn()

    def line(self, pen: Pen, label: str, path: str) -> None:
        """One label and its value."""
        label = pen.scene.extras.get(f"label.{path}", label)
        self.sheet.paragraph(f"{label}: {written(pen, path)}", 10, gap=3)


def draw_packet(seed: int, alter: Callable[[Scene], Scene] = lambda scene: scene) -> Packet:
    """A packet of fifteen pages; the same seed gives the same bytes.

    The police report and the estimate tell the scene that `alter` makes of the notice's.
    """
    rng = Random(f"packet:{seed}")
    scene = draw_auto(rng)
    while not all(scene.knows(path) for path in _NEEDED):
        scene = draw_auto(rng)
    writer = _Writer(scene, alter(scene))
    for draw in (_notice, _police_report, _estimate, _medical_record, _receipts):
        draw(writer)
    _letter(writer)
    data = writer.sheet.finish("Claim packet")
    fields = {path: normal(scene, path, value) for path, value in sorted(writer.values.items())}
    return Packet(data, fields, {path: writer.pages[path] for path in fields}, list(_paper_pages()))


def _paper_pages() -> list[tuple[Genre, list[int]]]:
    found, first = [], 1
    for genre, count in PAPERS:
        found.append((genre, list(range(first, first + count))))
        first += count
    return found


def _notice(writer: _Writer) -> None:
    pen, sheet = writer.pen(), writer.sheet
    title = writer.rng.choice(("AUTOMOBILE LOSS NOTICE", "Auto Insurance Claim Form", "Notice of Automobile Accident"))
    sheet.heading(title, 16)
    for number, sections in enumerate((_FIRST, _SECOND), 1):
        for heading, paths in sections:
            sheet.heading(heading, 11, rule=True)
            for path in paths:
                if writer.scene.knows(path):
                    entry = make_entry(pen, path)
                    sheet.paragraph(f"{entry.label}: {entry.text}", 10, gap=4)
        sheet.paragraph(writer.rng.choice(TERMS), 8)
        writer.keep(pen)
        writer.turn(number, 3)
    sheet.heading("Damage", 11, rule=True)
    for path in _THIRD:
        if writer.scene.knows(path):
            entry = make_entry(pen, path)
            sheet.paragraph(f"{entry.label}: {entry.text}", 10, gap=4)
    for record in _RECORDS:
        section = table_section(pen, record)
        if section and section.table:
            sheet.heading(section.title, 11, rule=True)
            sheet.table(section.table, ruled=True)
    writer.keep(pen)
    writer.turn(3, 3)


def _police_report(writer: _Writer) -> None:
    pen, sheet, rng = writer.pen(writer.told), writer.sheet, writer.rng
    sheet.heading(pen.tell("authority_contacted").upper(), 14)
    sheet.heading(rng.choice(("TRAFFIC COLLISION REPORT", "POLICE REPORT", "Crash Report")), 13, rule=True)
    for label, path in (("Report number", "report_number"), ("Date of accident", "date_of_loss"),
                        ("Location", "loss_location")):  # fmt: skip
        writer.line(pen, label, path)
    sheet.paragraph(rng.choice(SCENE_WORDS), 10)
    writer.keep(pen)
    writer.turn(1, 4)
    sheet.heading("Vehicle 1", 11)
    writer.line(pen, "VIN", "vehicle_vin")
    writer.line(pen, "Driver", "driver_name")
    sheet.heading("Vehicle 2", 11)
    writer.line(pen, "Plate", "other_vehicles[0].plate")
    writer.keep(pen)
    writer.turn(2, 4)
    sheet.heading("Persons heard", 11)
    for words in rng.sample(WITNESS_WORDS, 2):
        sheet.paragraph(words, 10)
    writer.turn(3, 4)
    sheet.heading("Findings", 11)
    sheet.paragraph(rng.choice(FINDINGS), 10)
    writer.line(pen, "Citation issued to other driver", "other_party_cited")
    writer.keep(pen)
    writer.turn(4, 4)


def _estimate(writer: _Writer) -> None:
    pen, sheet, extras = writer.pen(writer.told), writer.sheet, writer.scene.extras
    sheet.heading(extras["garage"], 16)
    sheet.paragraph(f"Tel. {extras['garage_phone']}", 8.5)
    sheet.heading(writer.rng.choice(("REPAIR ESTIMATE", "Estimate of Repairs")), 13, rule=True)
    writer.line(pen, "Customer", "insured_name")
    writer.line(pen, "VIN", "vehicle_vin")
    rows = [
        (pen.tell(f"estimate_lines[{row}].description"), pen.tell(f"estimate_lines[{row}].amount"))
        for row in range(writer.scene.rows("estimate_lines"))
    ]
    half = (len(rows) + 1) // 2
    sheet.table(Table(("Description", "Amount"), tuple(rows[:half])))
    writer.keep(pen, ("insured_name", "vehicle_vin", *(f"estimate_lines[{row}]" for row in range(half))))
    writer.turn(1, 3)
    sheet.table(Table(("Description", "Amount"), tuple(rows[half:])))
    writer.keep(pen)
    writer.turn(2, 3)
    sheet.paragraph(f"Estimate total: {pen.tell('estimate_amount')}", 11, font=sheet.bold)
    for words in writer.rng.sample(TERMS, 2):
        sheet.paragraph(words, 8)
    writer.keep(pen)
    writer.turn(3, 3)


def _medical_record(writer: _Writer) -> None:
    sheet, rng = writer.sheet, writer.rng
    sheet.heading(rng.choice(CLINIC), 15)
    sheet.heading(rng.choice(("EMERGENCY DEPARTMENT RECORD", "MEDICAL RECORD", "Discharge Summary")), 12.5, rule=True)
    sheet.paragraph(f"Seen: {writer.scene.values['injured[0].name']}", 10)
    for words in rng.sample(COURSE, 2):
        sheet.paragraph(words, 10)
    writer.turn(1, 2)
    sheet.heading("Advice", 11)
    for words in rng.sample(ADVICE, 2):
        sheet.paragraph(words, 10)
    writer.turn(2, 2)


def _receipts(writer: _Writer) -> None:
    sheet, rng = writer.sheet, writer.rng
    for firm, item in rng.sample(RECEIPTS, 2):
        sheet.heading(firm, 14)
        sheet.heading(rng.choice(("RECEIPT", "Sales Receipt", "Official Receipt")), 12.5)
        sheet.paragraph(f"Receipt no. {rng.randint(10_000, 99_999)}", 10)
        sheet.paragraph(f"{item}    ${rng.randint(40, 400)}.00", 10)
        sheet.paragraph("Paid by card. Thank you.", 9)
        writer.turn(1, 1)


def _letter(writer: _Writer) -> None:
    sheet = writer.sheet
    sheet.paragraph("Dear claims department,", 10.5, gap=10)
    for words in ("Enclosed please find the papers that you asked for.",
                  "Should anything be missing, I will send it at once."):  # fmt: skip
        sheet.paragraph(words, 10.5, gap=10)
    sheet.paragraph("Kind regards,", 10.5, gap=24)
    sheet.paragraph(str(writer.scene.values["insured_name"]), 10.5)


@click.command()
@click.option("--seed", type=int, default=1, show_default=True, help="Another seed: other people and other numbers.")
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), required=True, help="The folder to write into."
)
def main(seed: int, out: Path) -> None:
    """Write a packet of fifteen pages as packet.pdf, and what stands where in it as packet.truth.json."""
    packet = draw_packet(seed)
    out.mkdir(parents=True, exist_ok=True)
    (out / "packet.pdf").write_bytes(packet.data)
    told = {name: value for name, value in asdict(packet).items() if name != "data"}
    (out / "packet.truth.json").write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
