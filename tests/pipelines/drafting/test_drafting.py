"""Claim types drafted from sample documents: what becomes a field, of which kind, and what never gets into the file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path

import pytest
import yaml

import sample_claims
from pipelines.claim import Document
from pipelines.claim_types import ClaimType
from pipelines.claim_types.nesting import flatten
from pipelines.drafting import draft, written
from pipelines.drafting.guessing import kind_of
from pipelines.drafting.wording import head_of, house_field, is_label, looks_like_a_name, name_of
from pipelines.extracting.words import words_of
from pipelines.readers import read
from sample_claims import load_cases

SAMPLES = Path(sample_claims.__file__).parent / "documents"
LINES = ("auto-form", "property-form", "liability-form", "workers_comp-form", "dental-ada", "property-acroform",
         "auto-letter", "health-email", "property-transcript", "accident_statement", "loss_run")  # fmt: skip


def documents_in(*texts: str) -> list[Document]:
    numbers = count()
    return [one for text in texts for one in read(text.encode(), lambda: f"d{next(numbers)}").documents]


def type_of(documents: Sequence[Document]) -> ClaimType:
    """The type that the drafted file makes."""
    return ClaimType.model_validate(flatten(yaml.safe_load(written(draft(documents), "made", "Made up claim"))).data)


def kinds(*texts: str) -> dict[str, str]:
    return {path: spec.kind for path, spec in type_of(documents_in(*texts)).specs()}


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("Departure date", "departure_date"),
        ("Date of departure", "departure_date"),
        ("Name of traveller", "traveller_name"),
        ("Reason for the cancellation", "cancellation_reason"),
        ("Policy no.", "policy_number"),
        ("Your full name", "name"),
        ("Has any part been refunded", "part_refunded"),
        ("Date of birth", "date_of_birth"),
        ("Nº", "field_n"),
    ],
)
def test_a_field_is_called_after_its_label(label: str, name: str) -> None:
    found = name_of(words_of(label))
    assert found == name or (label == "Nº" and re.fullmatch(r"[a-z][a-z0-9_]*", found))


@pytest.mark.parametrize(
    ("heading", "name"),
    [("TRAVELLER DETAILS", "traveller"), ("Information about your trip", "trip"), ("Details", "")],
)
def test_a_group_is_called_after_its_heading(heading: str, name: str) -> None:
    assert head_of(words_of(heading)) == name


@pytest.mark.parametrize(
    ("wording", "is_one"),
    [
        ("Booking reference", True), ("Name (last, first)", True), ("Kind regards,", False), ("Dear team", False),
        ("Flight 12", False), ("ann@example.org", False), ("", False), ("a", False),
        ("We were on our way to the airport that day", False), ("Yours sincerely", False), ("Item", True),
    ],
)  # fmt: skip
def test_what_may_be_a_label(wording: str, is_one: bool) -> None:
    assert is_label(wording) is is_one


@pytest.mark.parametrize(
    ("wording", "marked", "name"),
    [
        ("Ines Holt", True, True), ("Departure Date", True, False), ("Booking reference", True, False),
        ("Union Lantern Bank", False, True), ("Policy Number", False, False),
    ],
)  # fmt: skip
def test_what_looks_like_a_name(wording: str, marked: bool, name: bool) -> None:
    assert looks_like_a_name(wording, frozenset({"date", "policy", "number", "bank"}), marked) is name


@pytest.mark.parametrize(
    ("label", "values", "kind"),
    [
        ("Departure date", ["04/03/2026", "May 9, 2026"], "date"),
        ("Departure", ["04/03/2026", "May 9, 2026"], "date"),
        ("Total claimed", ["$2,279.00", "12.50"], "money"),
        ("Nights", ["3", "14"], "integer"),
        ("Booking reference", ["BK8493939", "BK2680475"], "identifier"),
        ("Policy no.", ["TR-999898"], "policy_number"),
        ("Primary e-mail address", ["a@example.org", "b@example.org"], "email"),
        ("Refunded", ["Yes", "No"], "boolean"),
        ("Destination", ["Lisbon", "Oslo"], "text"),
        (
            "Your words",
            ["It rained for days and the river came up to the door of the house where we stayed."],
            "narrative",
        ),
        ("Amount", [], "money"),
        ("Anything else", [], "text"),
    ],
)
def test_kinds_are_told_by_values_and_labels(label: str, values: list[str], kind: str) -> None:
    assert kind_of(words_of(label), values) == kind


def test_what_built_in_types_know_keeps_its_name() -> None:
    for label, name in (
        ("Date of accident", "date_of_loss"),
        ("Policy #", "policy_number"),
        ("Claim no.", "claim_number"),
    ):
        spec = house_field(words_of(label))
        assert spec is not None and spec.name == name
    assert house_field(words_of("Booking reference")) is None
    assert house_field(words_of("Name")) is None
    below = house_field(words_of("Name"), words_of("Policyholder information"))
    assert below is not None and below.name == "insured_name"


def test_headings_make_groups_and_tell_the_same_label_apart() -> None:
    form = "OWNER\nName: {}\nPhone: {}\n\nVET\nName: {}\nPhone: {}\n"
    made = type_of(
        documents_in(
            form.format("Ann Example", "(212) 555-0101", "Bo Sample", "(212) 555-0102"),
            form.format("Cy Specimen", "(212) 555-0103", "Di Proof", "(212) 555-0104"),
        )
    )
    assert [path for path, _ in made.specs()] == ["owner_name", "owner_phone", "vet_name", "vet_phone"]
    name = made.spec("vet_name")
    assert name is not None and (name.labels, name.section_labels, name.sections) == ((), ("name",), ("vet",))
    owner = made.spec("owner_name")
    assert owner is not None and owner.critical


def test_what_a_heading_tells_counts_under_it_alone() -> None:
    form = "Policyholder information:\n   ● Name: {}\n   ● Phone: {}\n\nVet:\n   ● Name: {}\n   ● Phone: {}\n"
    made = type_of(
        documents_in(
            form.format("Ann Example", "(212) 555-0101", "Bo Sample", "(212) 555-0102"),
            form.format("Cy Specimen", "(212) 555-0103", "Di Proof", "(212) 555-0104"),
        )
    )
    assert [path for path, _ in made.specs()] == ["insured_name", "insured_phone", "vet_name", "vet_phone"]
    name = made.spec("insured_name")
    assert name is not None and name.critical and name.required
    assert (name.section_labels, name.sections) == (("name",), ("policyholder information",))
    assert "insured" in name.labels and "name" not in name.labels


@pytest.mark.parametrize(
    ("layout", "kind"),
    [
        ("Seat:   [{0}] window   [{1}] aisle\n", "enum"),
        ("Seat:\n[{0}] window\n[{1}] aisle\n", "enum"),
        ("Was a doctor called?   [{0}] Yes   [{1}] No\n", "boolean"),
    ],
)
def test_boxes_to_tick_become_options(layout: str, kind: str) -> None:
    made = type_of(documents_in(layout.format("X", " "), layout.format(" ", "X"), layout.format("X", " ")))
    (spec,) = made.fields
    assert spec.kind == kind
    assert spec.options == ({"window": ("window",), "aisle": ("aisle",)} if kind == "enum" else {})


def test_rows_under_heads_become_a_list_and_single_rows_do_not() -> None:
    table = "COSTS\nItem              Amount\nTaxi              {}.00\nHotel             {}.50\nTotal: {}.50\n"
    boxes = "Item              Amount\nTaxi              {}.00\n"
    assert kinds(table.format(12, 90, 102), table.format(8, 70, 78)) == {
        "total": "money", "costs[].item": "text", "costs[].amount": "money",
    }  # fmt: skip
    assert not any("[]" in path for path in kinds(boxes.format(12), boxes.format(13)))


def test_running_text_gives_phrases_and_fields() -> None:
    letter = (
        "Dear team, we met on the ship and talked about everything for a long while before we wrote this letter.\n"
        "We boarded on {} and the weather was fine for most of the way, which is more than we had hoped for then.\n"
    )
    found = type_of(documents_in(letter.format("March 3, 2026"), letter.format("May 14, 2026")))
    (spec,) = found.fields
    assert (spec.name, spec.kind, spec.labels) == ("boarded_date", "date", ("boarded on",))


def spelled(text: str) -> str:
    """The words of a text, one blank between and around them."""
    words = re.findall(r"[^\W_]+", text.casefold())
    return f" {' '.join(words)} "


def batches() -> Iterator[tuple[str, list[Document], list[str]]]:
    """The sample claims by line and layout: documents, and the telling values that stand in them."""
    cases = load_cases(SAMPLES)
    for line in LINES:
        chosen = [case for case in cases if case.name.startswith(line)][:6]
        documents = [one for case in chosen for one in read(case.path.read_bytes(), lambda: "d").documents]
        values = [str(value) for case in chosen for value in case.truth.fields.values()]
        yield line, documents, [value for value in values if len(value.split()) > 1 or sum(map(str.isdigit, value)) > 3]


@pytest.mark.parametrize(("line", "documents", "values"), list(batches()), ids=LINES)
def test_the_file_loads_and_holds_no_value(line: str, documents: list[Document], values: list[str]) -> None:
    found = draft(documents)
    text = written(found, "made", "Made up claim")
    assert text == written(draft(documents), "made", "Made up claim")
    if found.fields or found.lists:
        ClaimType.model_validate(flatten(yaml.safe_load(text)).data)
    assert not [value for value in values if spelled(value) in spelled(text)]


def test_no_document_gives_an_empty_draft() -> None:
    found = draft([])
    assert (found.fields, found.lists, found.left_out) == ([], [], 0)
