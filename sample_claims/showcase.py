"""Showcase: papers as branches get them that no set of samples holds: a fax, a packet, a mailed archive, a late report.

Generated once into `showcase/`, because drawing them needs more than showing them: python -m sample_claims.showcase
"""

from __future__ import annotations

import copy
import io
import zipfile
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from random import Random

from sample_claims import DOCUMENTS, SHOWCASE, SHOWN_LATE, load_cases
from sample_claims.case import Truth
from sample_claims.degrading import degrade
from sample_claims.drafting import new_sheet
from sample_claims.packets import draw_packet
from sample_claims.people import draw_person
from sample_claims.scene import Scene

_FAXED = "property-form-028"
_MAILED = "auto-form-003"
_PACKET_SEED = 11
_RECEIPT = "RECEIPT\n\nHarbor Towing\nReceipt no. 40718\nTow to the garage    $95.00\nPaid by card. Thank you.\n"


def draw_showcase() -> dict[str, bytes]:
    """The files by name."""
    cases = {case.name: case for case in load_cases(DOCUMENTS)}
    return {
        "faxed-form.tif": degrade(cases[_FAXED].path.read_bytes(), "fax", "showcase"),
        "fifteen-pages.pdf": draw_packet(_PACKET_SEED, _another_driver).data,
        "mail-with-zip.eml": _mail(cases[_MAILED].path),
        "police-report.pdf": _police_report(cases[SHOWN_LATE].truth),
    }


def _another_driver(scene: Scene) -> Scene:
    """The loss as the police tell it: somebody else was driving."""
    told = copy.deepcopy(scene)
    told.values["driver_name"] = draw_person(Random("showcase")).name
    return told


def _mail(notice: Path) -> bytes:
    """An e-mail that says little, and has an archive with a notice and a receipt with it."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("notice.pdf"), notice.read_bytes())
        archive.writestr(zipfile.ZipInfo("towing.txt"), _RECEIPT)
    message = EmailMessage(policy=SMTP)
    message["From"] = "Harbor Agency <desk@agency.example.org>"
    message["To"] = "claims@branch.example.com"
    message["Date"] = "Mon, 15 Jun 2026 08:40:00 -0500"
    message["Subject"] = "Papers for a new claim"
    message["Message-ID"] = "<showcase@agency.example.org>"
    message.set_content("Good morning,\n\nthe papers are in the archive.\n\nHarbor Agency\n")
    message.add_attachment(held.getvalue(), maintype="application", subtype="zip", filename="papers.zip")
    message.set_boundary("=_showcase")
    return message.as_bytes()


def _police_report(truth: Truth) -> bytes:
    """What the police wrote about the loss of an earlier case."""
    sheet = new_sheet(Random("showcase"))
    sheet.heading("POLICE REPORT", 15, rule=True)
    rows = (
        ("Report number", "SC-2026-40718"),
        ("Date of accident", truth.fields["date_of_loss"]),
        ("Location", truth.fields["loss_location"]),
    )
    for label, value in rows:
        sheet.paragraph(f"{label}: {value}", 10.5)
    sheet.heading("Vehicle 1", 12)
    sheet.paragraph(f"VIN: {truth.fields['vehicle_vin']}", 10.5)
    sheet.paragraph(f"Driver: {truth.fields['driver_name']}", 10.5)
    sheet.heading("Findings", 12)
    sheet.paragraph("The officer spoke with both drivers at the scene. No citation was issued.", 10.5)
    return sheet.finish("Police report")


def main() -> None:
    """Write the files."""
    SHOWCASE.mkdir(exist_ok=True)
    for name, data in draw_showcase().items():
        (SHOWCASE / name).write_bytes(data)


if __name__ == "__main__":
    main()
