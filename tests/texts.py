"""Small documents and a small claim type of the tests' own, and how tests look at what was read from them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from pipelines.claim import Document, FormField, Reading, Value
from pipelines.claim_types.schema import ClaimType, field, group, record
from pipelines.extracting import Material

RECEIVED = date(2026, 6, 15)

BOAT = ClaimType(
    name="boat",
    title="Boat loss notice",
    line="other",
    description="A boat was damaged, sunk or stolen.",
    cues=("boat loss notice", "boat", "hull", "marina", "mooring", "outboard", "harbour"),
    fields=(
        *group(
            "loss",
            "loss details",
            field("policy_number", "policy_number", "The policy's number.", "policy number | policy no | policy",
                  phrases="insured under {} | {} is my policy number", questions="policy number", critical=True,
                  required=True),
            field("claim_number", "claim_number", "The claim's number.", "claim number"),
            field("date_of_loss", "date", "The day of the loss.", "date of loss | loss date",
                  phrases="happened on {}", questions="what day | when", critical=True, required=True),
            field("time_of_loss", "time", "The time of the loss.", "time of loss", beside="date_of_loss"),
            field("loss_location", "address", "Where it happened.", "location of loss"),
            field("loss_city", "city", "The town.", "city of loss", beside="date_of_loss", questions="what town"),
            field("loss_state", "state", "The state.", "state of loss"),
            field("loss_zip", "zip", "The ZIP code.", "zip of loss"),
            field("date_reported", "date", "The day of the notice.", "date reported", dateline=True),
            field("cause", "enum", "What did it.", "cause of loss", anywhere=True, critical=True,
                  options={"storm": "storm | gale", "fire": "fire | burned", "theft": "stolen | theft",
                           "other": "other | unknown cause"}),
            field("afloat", "boolean", "Whether the boat floats.", "afloat | boat afloat",
                  options={"true": "still afloat", "false": "not afloat | no longer afloat"}),
            field("story", "narrative", "What happened.", "description of loss", questions="what happened"),
            field("loss_amount", "money", "The cost.", "amount of loss | estimate",
                  phrases="will cost {} | estimate of {}",
                  questions="how much", critical=True, required=True),
            field("hull_number", "identifier", "The hull's number.", "hull number"),
            field("boat_year", "year", "The boat's year.", "boat year"),
            field("boat_make", "text", "The boat's make.", "boat make"),
            field("boat_model", "text", "The boat's model.", "boat model"),
        ),
        *group(
            "insured",
            "insured | insured details",
            field("insured_name", "name", "Who is insured.", "name of insured | insured name | insured",
                  section_labels="name", phrases="my name is {} | sincerely {}", questions="your name", critical=True,
                  required=True),
            field("insured_address", "address", "Where the insured lives.", "insured address",
                  section_labels="address"),
            field("insured_phone", "phone", "The insured's telephone.", "insured phone", section_labels="phone",
                  sole=True),
            field("insured_email", "email", "The insured's e-mail.", "insured email", section_labels="e-mail",
                  sole=True),
        ),
        *group(
            "skipper",
            "skipper | skipper details",
            field("skipper_name", "name", "Who steered.", "skipper name", section_labels="name", cues="steering"),
            field("skipper_phone", "phone", "The skipper's telephone.", "skipper phone", section_labels="phone"),
        ),
    ),
    records=(
        record("items", "Damaged parts of the boat.", "damaged items | items",
               (field("description", "text", "What it is.", "description | item"),
                field("quantity", "integer", "How many.", "quantity | qty"),
                field("amount", "money", "What it costs.", "amount | cost")),
               max_rows=6),
        record("witnesses", "Who saw it.", "witness | witnesses",
               (field("name", "name", "Name of the witness.", "name"),
                field("phone", "phone", "Telephone of the witness.", "phone")),
               max_rows=4),
        record("works", "Procedures at a clinic.", "works",
               (field("procedure", "procedure", "The procedure.", "procedure"),
                field("day", "date", "The day.", "day"),
                field("charge", "money", "The charge.", "charge"),
                field("units", "integer", "How often.", "units")),
               anchor="procedure", max_rows=3),
        record("codes", "Codes of the injury.", "injury codes",
               (field("code", "icd10", "The code.", "injury code"),), max_rows=12),
    ),
)  # fmt: skip


def a_document(text: str, number: int = 0, form: Iterable[FormField] = ()) -> Document:
    """A plain text document."""
    return Document(
        id=f"document-{number}", ordinal=number, media_type="text/plain", sha256="0" * 64, text=text, form=tuple(form)
    )


def a_field(name: str, value: str, kind: str = "text", label: str = "") -> FormField:
    """A fillable field whose value does not stand in the text."""
    return FormField.model_validate(
        {"name": name, "label": label, "value": value, "kind": kind, "page": 1,
         "box": {"x0": 10, "top": 10, "x1": 90, "bottom": 20}}
    )  # fmt: skip


def material_of(*documents: str | Document, claim_type: ClaimType = BOAT) -> Material:
    """Documents of one claim, received on RECEIVED."""
    whole = [a_document(one, n) if isinstance(one, str) else one for n, one in enumerate(documents)]
    return Material(tuple(whole), claim_type, RECEIVED)


def values_of(readings: Iterable[Reading]) -> dict[str, Value | None]:
    """The readings' values by path; AssertionError where two of one path differ."""
    values: dict[str, Value | None] = {}
    for reading in readings:
        assert values.setdefault(reading.path, reading.value) == reading.value, reading.path
    return values


def assert_stands(readings: Iterable[Reading], *documents: Document) -> None:
    """Every span of every reading holds the very characters of its document that it names."""
    texts = {document.id: document.text for document in documents}
    for reading in readings:
        assert reading.spans, reading.path
        for span in reading.spans:
            if getattr(span, "start", -1) >= 0:
                assert texts[span.document_id][span.start : span.end] == span.text  # type: ignore[union-attr]
                assert span.text.strip()
