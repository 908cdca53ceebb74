"""Papers: letters as PDF, repair estimates and police reports, drawn on a Sheet."""

from __future__ import annotations

from sample_claims.forms import Table, written
from sample_claims.layouts.sheet import FAMILIES, MARGIN, WIDTH, Sheet
from sample_claims.letters import Prose
from sample_claims.scene import Scene
from sample_claims.writing import Pen

_LEGAL = (
    "This message is confidential. Any person who knowingly presents a false claim may be guilty of a crime.",
    "Printed on recycled paper. Page 1 of 1.",
    "Fraud warning: see the back of your policy for the law of your state.",
    "Sent without enclosures unless listed.",
)


def draw_letter(pen: Pen, prose: Prose) -> bytes:
    """A letter on one or two pages, with date line and address block."""
    sheet = Sheet(pen.rng, pen.rng.choice(tuple(FAMILIES)))
    size = pen.rng.choice((10, 10.5, 11))
    health = pen.scene.claim_type == "health"
    for line in _sender(pen) if pen.rng.random() < 0.7 else []:
        sheet.paragraph(line, size, gap=0, x=MARGIN if health else WIDTH - 260)
    if pen.scene.knows("date_reported"):
        sheet.y -= 10
        sheet.paragraph(pen.tell("date_reported"), size, gap=10)
    for paragraph in (prose.greeting, *prose.paragraphs):
        sheet.paragraph(paragraph, size, gap=size)
    for line in prose.sign_off:
        sheet.paragraph(line, size, gap=0)
    if pen.rng.random() < 0.4:
        sheet.footer = pen.rng.choice(_LEGAL)
    return sheet.finish()


def _sender(pen: Pen) -> list[str]:
    if pen.scene.claim_type == "health":
        street, town = pen.tell("billing_provider_address").split(", ", 1)
        return [pen.tell("billing_provider_name"), street, town, ""]
    if not (pen.scene.knows("insured_name") and pen.scene.knows("insured_address")):
        return []
    street, town = pen.tell("insured_address").split(", ", 1)
    return [pen.tell("insured_name"), street, town, ""]


def draw_estimate(sheet: Sheet, pen: Pen) -> None:
    """A garage's repair estimate: lines, and the total below them."""
    extras, scene = pen.scene.extras, pen.scene
    sheet.heading(extras["garage"], 16)
    sheet.paragraph(f"Tel. {extras['garage_phone']}   Estimator: {extras['estimator']}", 8.5)
    sheet.heading(pen.rng.choice(("REPAIR ESTIMATE", "Estimate of Repairs", "ESTIMATE OF RECORD")), 12, rule=True)
    sheet.paragraph(f"Estimate no. {extras['ticket']}", 9.5, gap=2)
    for label, path in (
        ("Customer", "insured_name"),
        ("Vehicle", ""),
        ("VIN", "vehicle_vin"),
        ("Insurance policy no.", "policy_number"),
    ):
        if not path:
            car = [pen.tell(part) for part in ("vehicle_year", "vehicle_make", "vehicle_model")]
            sheet.paragraph(f"{label}: {' '.join(car)}", 9.5, gap=2)
        elif scene.knows(path):
            sheet.paragraph(f"{_label(scene, path, label)}: {pen.tell(path)}", 9.5, gap=2)
    sheet.y -= 8
    count = scene.rows("estimate_lines")
    rows = tuple(
        (pen.tell(f"estimate_lines[{row}].description"), pen.tell(f"estimate_lines[{row}].amount"))
        for row in range(count)
    )
    sheet.table(
        Table((pen.rng.choice(("Description", "Operation", "Item")), "Amount"), rows), ruled=pen.rng.random() < 0.6
    )
    if scene.knows("estimate_amount"):
        label = pen.rng.choice(("TOTAL ESTIMATE", "Estimate total", "Grand total"))
        label = _label(scene, "estimate_amount", label)
        sheet.paragraph(f"{label}: {pen.tell('estimate_amount')}", 11, font=sheet.bold)
    sheet.paragraph("Valid for 30 days. Hidden damage may change this estimate.", 7.5, font=sheet.slanted)


def _label(scene: Scene, path: str, usual: str) -> str:
    """What this paper calls a field."""
    return scene.extras.get(f"label.{path}", usual)


def draw_police_report(sheet: Sheet, pen: Pen) -> None:
    """A police accident report, with the officer's own view of things."""
    scene = pen.scene
    sheet.heading(pen.tell("authority_contacted").upper(), 14)
    sheet.heading(pen.rng.choice(("TRAFFIC ACCIDENT REPORT", "INCIDENT REPORT", "POLICE REPORT")), 12, rule=True)
    rows = (
        ("Report number", "report_number"),
        ("Date of accident", "date_of_loss"),
        ("Time", "time_of_loss"),
        ("Location", "loss_location"),
        ("City", "loss_city"),
        ("State", "loss_state"),
    )
    for label, path in rows:
        sheet.paragraph(f"{_label(scene, path, label)}: {pen.tell(path)}", 10, gap=2)
    if "label.injuries_reported" in scene.extras:
        sheet.paragraph(f"{_label(scene, 'injuries_reported', '')}: {pen.tell('injuries_reported')}", 10, gap=2)
    if scene.knows("vehicle_vin"):
        sheet.heading("Vehicle 1", 10.5)
        car = " ".join(pen.tell(part) for part in ("vehicle_year", "vehicle_make", "vehicle_model"))
        vin, plate = _label(scene, "vehicle_vin", "VIN"), _label(scene, "vehicle_plate", "Plate")
        line = f"{car}    {vin}: {pen.tell('vehicle_vin')}    {plate}: {pen.tell('vehicle_plate')}"
        sheet.paragraph(line, 10, gap=2)
        if scene.knows("driver_name"):
            sheet.paragraph(
                f"Driver: {pen.tell('driver_name')}    License: {pen.tell('driver_license_number')}", 10, gap=2
            )
    if scene.knows("other_vehicles[0].driver_name"):
        sheet.heading("Vehicle 2", 10.5)
        car = " ".join(pen.tell(f"other_vehicles[0].{part}") for part in ("year", "make", "model"))
        sheet.paragraph(f"{car}    Plate: {pen.tell('other_vehicles[0].plate')}", 10, gap=2)
        sheet.paragraph(f"Driver: {pen.tell('other_vehicles[0].driver_name')}", 10, gap=2)
        cited = "Citation issued to other driver" if pen.scene.claim_type == "auto" else "Citation"
        sheet.paragraph(f"{cited}: {pen.tell('other_party_cited')}", 10)
    sheet.heading("Narrative", 10.5)
    sheet.paragraph(written(pen, "loss_description"), 10)
