"""Form: a scene as labelled entries, sections and tables, before any layout gives it a place on paper."""

from __future__ import annotations

from dataclasses import dataclass, field

from sample_claims.words import sections_casualty
from sample_claims.words.labels import COLUMNS, LABELS, OPTION_WORDS, RECORD_TITLES
from sample_claims.writing import Pen

_LEFT_EMPTY = 0.12  # how often somebody leaves a box empty that nobody insists on


@dataclass(frozen=True)
class Entry:
    """A label and what stands beside it; `wide` entries hold sentences. `tick` holds (choice, ticked) of tick boxes."""

    path: str
    label: str
    text: str
    wide: bool = False
    ticks: tuple[tuple[str, bool], ...] = ()


@dataclass(frozen=True)
class Table:
    """Rows of a record under column headings."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass
class Section:
    """A heading with its entries, or with a table."""

    title: str
    entries: list[Entry] = field(default_factory=list)
    table: Table | None = None


@dataclass(frozen=True)
class Form:
    """A whole form: title, the line below it, sections."""

    title: str
    subtitle: str
    sections: tuple[Section, ...]


_NOTICE_POLICY = (
    "carrier",
    "agency",
    "policy_number",
    "policy_effective_date",
    "policy_expiration_date",
    "claim_number",
    "deductible_amount",
    "coverage_limit",
)
_NOTICE_LOSS = (
    "date_of_loss",
    "time_of_loss",
    "date_reported",
    "cause_of_loss",
    "loss_location",
    "loss_city",
    "loss_state",
    "loss_zip",
    "authority_contacted",
    "report_number",
    "loss_description",
)
_INSURED = (
    "insured_name",
    "insured_date_of_birth",
    "insured_address",
    "insured_phone",
    "insured_email",
    "contact_name",
    "contact_phone",
)
SECTIONS: dict[str, tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]] = {
    "auto": (
        (("Policy", "Policy information", "Insurance"), _NOTICE_POLICY),
        (("Insured", "Insured information", "Policyholder"), _INSURED),
        (("Loss", "Loss information", "Accident details", "Incident details"), _NOTICE_LOSS),
        (
            ("Insured vehicle", "Vehicle", "Vehicle information"),
            (
                "vehicle_year",
                "vehicle_make",
                "vehicle_model",
                "vehicle_vin",
                "vehicle_plate",
                "vehicle_plate_state",
                "owner_name",
                "vehicle_drivable",
                "vehicle_location",
            ),
        ),
        (
            ("Driver", "Driver information"),
            (
                "driver_name",
                "driver_date_of_birth",
                "driver_license_number",
                "driver_license_state",
                "driver_relation",
                "purpose_of_use",
            ),
        ),
        (
            ("Damage", "Damage and estimate", "Damage information"),
            ("damage_description", "estimate_amount", "total_loss", "injuries_reported", "other_party_cited"),
        ),
        (("other_vehicles",), ()),
        (("injured",), ()),
        (("witnesses",), ()),
        (("Report", "Reported by"), ("reported_by", "reported_to")),
    ),
    "property": (
        (("Policy", "Policy information", "Insurance"), _NOTICE_POLICY),
        (("Insured", "Insured information", "Policyholder"), _INSURED),
        (("Loss", "Loss information", "Details of loss"), _NOTICE_LOSS),
        (
            ("Damage", "Property and damage", "Property damage"),
            (
                "property_type",
                "damage_description",
                "probable_amount",
                "habitable",
                "emergency_repairs",
                "injuries_reported",
            ),
        ),
        (("damaged_items",), ()),
        (("Mortgage", "Mortgagee"), ("mortgagee", "loan_number")),
        (("Report", "Reported by"), ("reported_by", "reported_to")),
    ),
    "health": (
        (
            ("Insurance", "Coverage", "Insurance information"),
            ("payer_name", "insurance_type", "plan_name", "insured_id", "policy_number", "other_health_plan"),
        ),
        (
            ("Patient", "Patient information"),
            (
                "patient_name",
                "patient_date_of_birth",
                "patient_sex",
                "patient_address",
                "patient_city",
                "patient_state",
                "patient_zip",
                "patient_phone",
                "patient_relationship",
                "patient_signature",
            ),
        ),
        (("Insured", "Subscriber", "Insured information"), ("insured_name", "insured_date_of_birth", "insured_sex")),
        (
            ("Condition", "Condition and dates"),
            (
                "illness_date",
                "employment_related",
                "auto_accident",
                "other_accident",
                "unable_to_work_from",
                "unable_to_work_to",
                "referring_provider",
                "referring_npi",
                "prior_authorization_number",
            ),
        ),
        (("diagnoses",), ()),
        (("service_lines",), ()),
        (("Charges and payment", "Totals"), ("total_charge", "amount_paid", "balance_due", "accept_assignment")),
        (
            ("Billing provider", "Provider"),
            (
                "billing_provider_name",
                "billing_provider_address",
                "billing_provider_phone",
                "billing_provider_npi",
                "tax_id",
                "patient_account_number",
                "physician_signature",
            ),
        ),
        (("Service facility", "Facility"), ("facility_name", "facility_address", "facility_npi")),
    ),
    **sections_casualty.SECTIONS,
}
TITLES = {
    "auto": (
        "AUTOMOBILE LOSS NOTICE",
        "Auto Insurance Claim Form",
        "VEHICLE CLAIM REPORT",
        "Notice of Automobile Accident",
    ),
    "property": ("PROPERTY LOSS NOTICE", "Homeowners Claim Form", "PROPERTY DAMAGE REPORT", "Notice of Property Loss"),
    "health": (
        "HEALTH INSURANCE CLAIM",
        "Medical Claim Form",
        "PROFESSIONAL SERVICES CLAIM",
        "Statement of Medical Services",
    ),
    **sections_casualty.TITLES,
}
_NARRATIVES = {"narrative", "address"}


def fill(pen: Pen) -> Form:
    """The scene on a form of its type, in this form's own wordings."""
    scene, rng = pen.scene, pen.rng
    sections = []
    for titles, paths in SECTIONS[scene.claim_type]:
        section = table_section(pen, titles[0]) if not paths else Section(rng.choice(titles), _entries(pen, paths))
        if section and (section.entries or section.table):
            sections.append(section)
    subtitle = rng.choice(
        ("Please print or type.", "Complete all sections that apply.", "For company use: received by mail.", "")
    )
    return Form(rng.choice(TITLES[scene.claim_type]), subtitle, tuple(sections))


def _entries(pen: Pen, paths: tuple[str, ...]) -> list[Entry]:
    entries = []
    for path in paths:
        needed = path in pen.scene.must
        if not needed and pen.rng.random() < _LEFT_EMPTY:
            continue
        entry = make_entry(pen, path)
        if entry.text or needed or pen.rng.random() < 0.3:
            entries.append(entry)
    return entries


def make_entry(pen: Pen, path: str) -> Entry:
    """One labelled value; its text is empty where the scene has none or may not tell it."""
    kind = pen.scene.kind(path)
    label = pen.rng.choice(LABELS[pen.scene.claim_type][path])
    text = written(pen, path) if pen.scene.knows(path) else ""
    value = pen.scene.values.get(path)
    ticks = (("Yes", value is True), ("No", value is False)) if kind == "boolean" and text else ()
    return Entry(path, label, text, kind in _NARRATIVES, ticks)


def written(pen: Pen, path: str) -> str:
    """A value as forms have it: choices in words, names as they are."""
    text = pen.tell(path)
    if pen.scene.kind(path) == "enum":
        return OPTION_WORDS.get(text, text.replace("_", " ").capitalize())
    return text


def table_section(pen: Pen, record: str) -> Section | None:
    """The rows of a record as a section with a table; None where there are no rows."""
    count = pen.scene.rows(record)
    if not count:
        return None
    columns = [
        (name, pen.rng.choice(labels))
        for name, labels in COLUMNS[record]
        if any(pen.scene.knows(f"{record}[{row}].{name}") for row in range(count))
    ]
    rows = tuple(
        tuple(written(pen, path) if pen.scene.knows(path := f"{record}[{row}].{name}") else "" for name, _ in columns)
        for row in range(count)
    )
    if not columns:
        return None
    return Section(pen.rng.choice(RECORD_TITLES[record]), table=Table(tuple(label for _, label in columns), rows))
