"""The claim types: their fields are the agreed ones, known by words that do not mean two things."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from pydantic import ValidationError

from pipelines.claim_types import CLAIM_TYPES, ClaimType, FieldSpec
from pipelines.claim_types.schema import field, group, record

SCALARS = {
    "auto": (
        "carrier agency policy_number policy_effective_date policy_expiration_date claim_number date_of_loss "
        "time_of_loss date_reported loss_location loss_city loss_state loss_zip loss_description "
        "cause_of_loss authority_contacted report_number insured_name insured_date_of_birth insured_address "
        "insured_phone insured_email contact_name contact_phone vehicle_year vehicle_make vehicle_model "
        "vehicle_vin vehicle_plate vehicle_plate_state owner_name driver_name driver_date_of_birth "
        "driver_license_number driver_license_state driver_relation purpose_of_use damage_description "
        "estimate_amount deductible_amount coverage_limit vehicle_drivable vehicle_location injuries_reported "
        "other_party_cited total_loss reported_by reported_to"
    ),
    "property": (
        "carrier agency policy_number policy_effective_date policy_expiration_date claim_number date_of_loss "
        "time_of_loss date_reported loss_location loss_city loss_state loss_zip loss_description "
        "cause_of_loss authority_contacted report_number insured_name insured_date_of_birth insured_address "
        "insured_phone insured_email contact_name contact_phone property_type damage_description "
        "probable_amount deductible_amount coverage_limit mortgagee loan_number habitable emergency_repairs "
        "injuries_reported reported_by reported_to"
    ),
    "health": (
        "payer_name insurance_type insured_id patient_name patient_date_of_birth patient_sex insured_name "
        "patient_address patient_city patient_state patient_zip patient_phone patient_relationship "
        "insured_address insured_city insured_state insured_zip insured_phone other_insured_name "
        "other_insured_policy_number other_plan_name employment_related auto_accident auto_accident_state "
        "other_accident claim_codes policy_number insured_date_of_birth insured_sex other_claim_id plan_name "
        "other_health_plan patient_signature patient_signature_date insured_signature illness_date other_date "
        "unable_to_work_from unable_to_work_to referring_provider referring_other_id referring_npi "
        "hospitalized_from hospitalized_to additional_information outside_lab outside_lab_charges "
        "resubmission_code original_reference_number prior_authorization_number tax_id tax_id_type "
        "patient_account_number accept_assignment total_charge amount_paid balance_due physician_signature "
        "physician_signature_date facility_name facility_address facility_npi billing_provider_name "
        "billing_provider_address billing_provider_phone billing_provider_npi date_reported"
    ),
}
RECORDS = {
    "auto": {
        "other_vehicles": (
            "year make model plate plate_state driver_name owner_name insurer policy_number damage_description"
        ),
        "injured": "name phone age role extent",
        "witnesses": "name phone address",
        "estimate_lines": "description amount",
    },
    "property": {"damaged_items": "description quantity amount"},
    "health": {
        "diagnoses": "code",
        "service_lines": (
            "date_from date_to place_of_service emergency procedure modifiers diagnosis_pointer charge units"
            " rendering_npi"
        ),
    },
}
CRITICAL = {
    "auto": {"policy_number", "date_of_loss", "insured_name", "vehicle_vin", "estimate_amount"},
    "property": {"policy_number", "date_of_loss", "insured_name", "cause_of_loss", "probable_amount"},
    "health": {"insured_id", "patient_name", "patient_date_of_birth", "total_charge", "billing_provider_npi"},
}
REQUIRED = {
    "auto": {"policy_number", "date_of_loss", "insured_name", "estimate_amount"},
    "property": {"policy_number", "date_of_loss", "insured_name", "probable_amount"},
    "health": {"insured_id", "patient_name", "policy_number", "total_charge"},
}
TYPES = list(CLAIM_TYPES.values())
# A date and its time of day are often written into one place; so are the loss and the damage.
SHARED = {"date_of_loss", "time_of_loss"}, {"loss_description", "damage_description"}


def _plain(label: str) -> str:
    return " ".join(re.findall(r"[a-z0-9#$]+", label.lower()))


@pytest.mark.parametrize("claim_type", TYPES, ids=lambda kind: kind.name)
def test_the_fields_are_the_agreed_ones(claim_type: ClaimType) -> None:
    name = claim_type.name
    assert {spec.name for spec in claim_type.fields} == set(SCALARS[name].split())
    assert {rec.name: {spec.name for spec in rec.fields} for rec in claim_type.records} == {
        record_name: set(columns.split()) for record_name, columns in RECORDS[name].items()
    }
    assert {spec.name for spec in claim_type.fields if spec.critical} == CRITICAL[name]
    assert {spec.name for spec in claim_type.fields if spec.required} == REQUIRED[name]
    assert CLAIM_TYPES[name] is claim_type


@pytest.mark.parametrize("claim_type", TYPES, ids=lambda kind: kind.name)
def test_no_label_means_two_fields(claim_type: ClaimType) -> None:
    meanings: dict[str, set[str]] = {}
    for spec in claim_type.fields:
        for label in spec.labels:
            meanings.setdefault(_plain(label), set()).add(spec.name)
    assert {label: names for label, names in meanings.items() if len(names) > 1 and names not in SHARED} == {}


@pytest.mark.parametrize("claim_type", TYPES, ids=lambda kind: kind.name)
def test_no_word_under_a_heading_means_two_fields(claim_type: ClaimType) -> None:
    meanings: dict[tuple[str, str], set[str]] = {}
    for spec in claim_type.fields:
        for heading in spec.sections:
            for label in spec.section_labels:
                meanings.setdefault((_plain(heading), _plain(label)), set()).add(spec.name)
    assert {place: names for place, names in meanings.items() if len(names) > 1} == {}


@pytest.mark.parametrize("claim_type", TYPES, ids=lambda kind: kind.name)
def test_every_field_can_be_asked_for_and_found(claim_type: ClaimType) -> None:
    groups: dict[str, int] = {}
    for path, spec in claim_type.specs():
        assert spec.labels, path
        assert spec.description.endswith(".") and "\n" not in spec.description, path
        assert bool(spec.section_labels) == bool(spec.sections), path
        assert spec.group != "other", path
        groups[spec.group] = groups.get(spec.group, 0) + ("[]" not in path)
    # A small model answers flat groups of a few fields; larger ones make it skip some.
    assert max(groups.values()) <= 8
    assert len(claim_type.cues) >= 30


def test_no_word_stands_for_two_options() -> None:
    for claim_type in TYPES:
        for path, spec in claim_type.specs():
            meanings: dict[str, set[str]] = {}
            for value, words in spec.options.items():
                for word in words:
                    meanings.setdefault(_plain(word), set()).add(value)
            assert {word: values for word, values in meanings.items() if len(values) > 1} == {}, path


def _names(file: str) -> set[str]:
    return set(json.loads((Path(__file__).parent / file).read_text(encoding="utf-8")))


@pytest.mark.parametrize(("name", "file"), [("auto", "acord2_names.json"), ("health", "cms1500_names.json")])
def test_form_names_stand_on_the_real_forms(name: str, file: str) -> None:
    """Names, and each part of a composite name, are of the published forms, or plain words of our own."""
    known, own = _names(file), re.compile(r"[a-z]+(_[a-z]+)+")
    for path, spec in CLAIM_TYPES[name].specs():
        rows = CLAIM_TYPES[name].record(path.partition("[")[0])
        for template in spec.form:
            parts = re.findall(r"\{([^}]+)\}", template) or [template]
            for part in parts:
                numbers = range(1, rows.max_rows + 1) if rows and "<n>" in part else range(1, 2)
                filled = [part.replace("<n>", str(number)) for number in numbers]
                assert own.fullmatch(part) or any(one in known for one in filled), (path, part)


def test_paths_lead_to_fields_with_and_without_row_numbers() -> None:
    health = CLAIM_TYPES["health"]
    charge = health.spec("service_lines[3].charge")
    assert charge is not None and charge.kind == "money" and charge is health.spec("service_lines[].charge")
    assert health.spec("service_lines") is None and health.has("service_lines")
    assert not health.has("service_lines[].colour")


def test_words_may_be_written_with_bars() -> None:
    spec = field("owner", "name", "Who owns it.", "owner | owned  by ", options={"yes": "y | yes"}, form="a | {b}-{c}")
    assert spec.labels == ("owner", "owned  by")
    assert spec.options == {"yes": ("y", "yes")}
    assert spec.form == ("a", "{b}-{c}")
    assert FieldSpec(name="owner", kind="name", description="Who owns it.", labels=("a|b",)).labels == ("a|b",)


def test_group_gives_its_headings_to_fields_with_general_words_alone() -> None:
    own = field("c", "name", "C.", "c", sections="elsewhere", section_labels="name")
    first, second, third = group(
        "g", "here | there", field("a", "name", "A.", "a", section_labels="name"), field("b", "name", "B.", "b"), own
    )
    assert (first.group, first.sections) == ("g", ("here", "there"))
    assert second.sections == ()
    assert third.sections == ("elsewhere",)
    assert record("r", "R.", "r", (own,)).fields[0].group == "r"


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"line": "space"}, "line is 'space'"),
        ({"fields": (field("a", "colour", "A."),)}, "field 'a' has the kind 'colour'"),
        ({"fields": (field("a", "enum", "A."),)}, "names no options"),
        ({"fields": (field("a", "text", "A."), field("a", "text", "A."))}, "field 'a' stands twice"),
    ],
)
def test_a_claim_type_that_cannot_work_is_refused(changes: dict[str, object], says: str) -> None:
    base = {"name": "x", "title": "X", "line": "other", "description": "X.", "cues": "x", "fields": ()}
    with pytest.raises(ValidationError, match=re.escape(says)):
        ClaimType.model_validate({**base, **changes})
