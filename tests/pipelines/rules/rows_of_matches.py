"""Rows for the rules that compare claims with earlier ones, and a claim's documents with each other."""

from __future__ import annotations

from rule_rows import Past, Row, document, fails, lines, misses, passes

from pipelines.claim import Genre
from pipelines.ports import Likeness
from pipelines.rules.matching import (
    INVOICE,
    PERSON_DAY,
    PHOTO,
    POLICY,
    REPORT,
    SERVICE,
    VEHICLE_DAY,
    WORDING,
    photo_marks,
    wording_marks,
)

VIN = {"vehicle_vin": "1M8GDM9AXKP042788", "date_of_loss": "2026-04-20"}
VIN_KEY = (VEHICLE_DAY, "1m8gdm9axkp042788|2026-04-20")
PERSON = {"insured_name": "Quill, Ada", "date_of_loss": "2026-04-20"}
BILL = {
    "patient_name": "Ada B. Quill", "patient_date_of_birth": "1980-01-02", "billing_provider_npi": "1993999998",
    **lines("service_lines", {"procedure": "G0101", "date_from": "2026-03-02"}),
}  # fmt: skip
BILL_KEY = (SERVICE, "ada quill|1980-01-02|1993999998|G0101|2026-03-02")
TOLD = (
    "I was driving north on Elm Street at about 9 in the morning when a grey van came out of a side road without "
    "stopping and struck the left side of my car behind the front wheel."
)
RETOLD = (
    "I was driving north on Elm Street at about 10 in the morning when a grey van came out of a side road without "
    "stopping and struck the left side of my car behind the front door."
)
OTHER = (
    "My parked car was found in the evening with a broken window, and the bag that lay on the seat was gone, together "
    "with the radio and two coats."
)
FINGERPRINT = "e1c3a5962d78f04b"


def told(text: str) -> Past:
    """An earlier claim with this account of 2026-04-20, and of no day."""
    marks = wording_marks(text)
    dated = tuple(f"2026-04-20|{mark}" for mark in marks)
    return Past(likenesses=(("c0", Likeness(WORDING, marks)), ("c0", Likeness(WORDING, dated))))


def photo(fingerprint: str) -> Past:
    return Past(likenesses=(("c0", Likeness(PHOTO, photo_marks(fingerprint)[0])),))


def paper(genre: Genre, text: str = "", fingerprint: str = "", name: str = "d1"):  # type: ignore[no-untyped-def]
    return document(text).model_copy(update={"genre": genre, "fingerprint": fingerprint, "id": name})


def two_papers(*values: object) -> dict[str, object]:
    return {"documents": (paper(Genre.NOTICE), paper(Genre.POLICE_REPORT, name="d2")), "others": values[0]}


INVOICE_TEXT = "Harbour Glass & Mirror\n\nINVOICE\nInvoice No: {number}\nTotal: $120.00\n"

ROWS: dict[str, tuple[Row, ...]] = {
    "duplicates.same_vehicle": (
        passes("auto", VIN, past=Past(keys={(VEHICLE_DAY, "1m8gdm9axkp042788|2026-04-21"): ("c0",)})),
        # The rules about policy and day have told of it already.
        passes("auto", {**VIN, "policy_number": "P-1"},
               past=Past(keys={VIN_KEY: ("c0",)}, losses={"c0": ("P-1", "2026-04-20", "1.00")})),
        fails("auto", "One earlier claim had the same vehicle and day of loss", VIN,
              past=Past(keys={VIN_KEY: ("c0",)})),
        misses("auto", values={"vehicle_vin": "1M8GDM9AXKP042788"}),
    ),
    "duplicates.same_person": (
        passes("auto", PERSON, past=Past(keys={(PERSON_DAY, "ada quill|2026-04-20|property"): ("c0",)})),
        fails("auto", "the same insured, day and kind of loss", PERSON,
              past=Past(keys={(PERSON_DAY, "ada quill|2026-04-20|auto"): ("c0",)})),
        misses("auto", values={"insured_name": "Ada Quill"}),
    ),
    "duplicates.same_report": (
        passes("auto", {"report_number": "26-1148"}, past=Past(keys={(REPORT, "261149"): ("c0",)})),
        fails("auto", "the same report number", {"report_number": "26-1148"},
              past=Past(keys={(REPORT, "261148"): ("c0", "c2")})),
        misses("auto"),
    ),
    "duplicates.same_invoice": (
        passes("auto", documents=(paper(Genre.NOTICE, INVOICE_TEXT.format(number="HG-4471-09")),),
               past=Past(keys={(INVOICE, "hg447109"): ("c0",)})),
        passes("auto", documents=(paper(Genre.INVOICE, INVOICE_TEXT.format(number="4471")),),
               past=Past(keys={(INVOICE, "4471|northglass"): ("c0",)})),
        fails("auto", "an invoice or receipt with the same number",
              documents=(paper(Genre.INVOICE, INVOICE_TEXT.format(number="HG-4471-09")),),
              past=Past(keys={(INVOICE, "hg447109"): ("c0",)})),
        fails("auto", "an invoice or receipt with the same number",
              documents=(paper(Genre.INVOICE, INVOICE_TEXT.format(number="4471")),),
              past=Past(keys={(INVOICE, "4471|harbourglassmirror"): ("c0",)})),
    ),
    "duplicates.same_service": (
        passes("health", {**BILL, "billing_provider_npi": "1000000004"}, past=Past(keys={BILL_KEY: ("c0",)})),
        fails("health", "the same patient, procedure, day and provider", BILL, past=Past(keys={BILL_KEY: ("c0",)})),
        misses("health", values={"patient_name": "Ada Quill"}),
    ),
    "duplicates.same_line": (
        passes("health", lines("service_lines", {"procedure": "G0101", "date_from": "2026-03-02"},
                               {"procedure": "G0101", "date_from": "2026-03-03"},
                               {"procedure": "G0101", "date_from": "2026-03-03", "modifiers": "76"})),
        fails("health", "Service lines 1 and 2 charge the same procedure on the same day",
              lines("service_lines", *({"procedure": "G0101", "date_from": "2026-03-02"},) * 2)),
        misses("health"),
    ),
    "duplicates.same_wording": (
        passes("auto", {"loss_description": OTHER}, past=told(TOLD)),
        passes("auto", {"loss_description": "Hail broke the glass."}, past=told("Hail broke the glass.")),
        passes("auto", {"loss_description": RETOLD, "date_of_loss": "2026-04-21"}, past=told(TOLD)),
        fails("auto", "nearly the same words about the loss",
              {"loss_description": RETOLD, "date_of_loss": "2026-04-20"}, past=told(TOLD)),
        fails("auto", "nearly the same words about the loss", {"loss_description": f"{RETOLD} {OTHER}"},
              past=told(f"{TOLD} {OTHER}")),
    ),
    "duplicates.same_photo": (
        passes("auto", documents=(paper(Genre.PHOTO, fingerprint="1e3c5a69d2870fb4"),), past=photo(FINGERPRINT)),
        fails("auto", "a photograph that looks the same",
              documents=(paper(Genre.PHOTO, fingerprint="e1c3a5962d78f05a"),), past=photo(FINGERPRINT)),
    ),
    "duplicates.belongs": (
        passes("auto", {"policy_number": "P-1001"}, documents=(paper(Genre.NOTICE),),
               past=Past(keys={(POLICY, "p1001"): ("c0",)})),
        fails("auto", "may belong to one earlier claim, with the same policy number", {"policy_number": "P-1001"},
              documents=(paper(Genre.ESTIMATE),), past=Past(keys={(POLICY, "p1001"): ("c0",)})),
    ),
    "documents.late": (passes("auto"),),
    "contradictions.corrected": (passes("auto"),),
    "contradictions.dates": (
        passes("auto", {"date_of_loss": "2026-04-20"}, **two_papers({"date_of_loss": "2026-04-20"})),
        passes("auto", {"date_reported": "2026-04-20"}, **two_papers({"date_reported": "2026-04-21"})),
        fails("auto", "Date of loss differs between documents. Notice: 2026-04-20; police report: 2026-04-21",
              {"date_of_loss": "2026-04-20"}, **two_papers({"date_of_loss": "2026-04-21"})),
    ),
    "contradictions.amounts": (
        passes("auto", {"estimate_amount": "900.00"}, **two_papers({"estimate_amount": "900.00"})),
        fails("auto", "Estimate amount differs", {"estimate_amount": "900.00"},
              **two_papers({"estimate_amount": "90.00"})),
    ),
    "contradictions.identifiers": (
        passes("auto", {"policy_number": "PA-1001"}, **two_papers({"policy_number": "pa 1OO1"})),
        passes("auto", {"policy_number": "PA-100123"}, **two_papers({"policy_number": "PA-100123-01"})),
        fails("auto", "Policy number differs", {"policy_number": "PA-1001"},
              **two_papers({"policy_number": "PA-1002"})),
    ),
    "contradictions.people": (
        passes("auto", {"driver_name": "Ada B. Quill"}, **two_papers({"driver_name": "Quill, Ada"})),
        passes("auto", {"driver_name": "Ada Quill"}, **two_papers({"driver_name": "Quill"})),
        fails("auto", "Driver name differs", {"driver_name": "Ada Quill"}, **two_papers({"driver_name": "Berta Vane"})),
    ),
    "contradictions.places": (
        passes("auto", {"loss_zip": "60601"}, **two_papers({"loss_zip": "60601-1234"})),
        fails("auto", "Loss city differs", {"loss_city": "Chicago"}, **two_papers({"loss_city": "Joliet"})),
    ),
    "contradictions.answers": (
        passes("auto", {"injuries_reported": False}, **two_papers({"injuries_reported": False})),
        fails("auto", "Injuries reported differs between documents. Notice: no; police report: yes",
              {"injuries_reported": False}, **two_papers({"injuries_reported": True})),
    ),
}  # fmt: skip
