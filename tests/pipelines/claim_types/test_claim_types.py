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
    "institutional": (
        "patient_name patient_date_of_birth patient_sex patient_address patient_city patient_state "
        "patient_zip patient_phone insured_id insured_name policy_number insured_date_of_birth insured_sex "
        "patient_relationship plan_name insurance_type insured_address insured_city insured_state insured_zip "
        "insured_phone payer_name other_insured_name other_insured_policy_number other_plan_name "
        "other_claim_id other_health_plan type_of_bill patient_account_number medical_record_number "
        "statement_from statement_to date_reported original_reference_number additional_information "
        "admission_date admission_hour admission_type admission_source discharge_date discharge_hour "
        "patient_status auto_accident_state principal_diagnosis principal_diagnosis_poa admitting_diagnosis "
        "drg principal_procedure principal_procedure_date attending_provider attending_npi operating_provider "
        "operating_npi other_provider other_provider_npi referring_provider referring_npi "
        "billing_provider_name billing_provider_address billing_provider_phone billing_provider_npi tax_id "
        "total_charge non_covered_charges amount_paid estimated_amount_due plan_id employer_name "
        "prior_authorization_number accept_assignment facility_name facility_address facility_npi"
    ),
    "dental": (
        "patient_name patient_date_of_birth patient_sex patient_address patient_city patient_state "
        "patient_zip patient_phone insured_id insured_name policy_number insured_date_of_birth insured_sex "
        "patient_relationship plan_name insured_address insured_city insured_state insured_zip insured_phone "
        "payer_name other_insured_name other_insured_policy_number other_plan_name other_claim_id "
        "other_health_plan transaction_type prior_authorization_number patient_account_number employer_name "
        "additional_information date_reported original_reference_number enclosures place_of_service "
        "treatment_cause accident_date auto_accident_state illness_date orthodontics appliance_date "
        "treatment_months treatment_months_remaining prosthesis_replacement prior_placement_date "
        "patient_signature patient_signature_date insured_signature billing_provider_name "
        "billing_provider_address billing_provider_phone billing_provider_npi billing_license_number tax_id "
        "treating_dentist treating_npi treating_license_number treating_specialty facility_name "
        "facility_address facility_npi treating_phone referring_provider referring_npi other_fees "
        "total_charge amount_paid balance_due accept_assignment"
    ),
    "liability": (
        "carrier agency policy_number policy_effective_date policy_expiration_date claim_number "
        "deductible_amount policy_form retroactive_date general_aggregate products_aggregate "
        "each_occurrence_limit premises_damage_limit medical_expense_limit personal_injury_limit "
        "insured_name insured_address insured_phone insured_email insured_fein contact_name contact_phone "
        "reported_by reported_to date_of_loss time_of_loss date_reported authority_contacted report_number "
        "loss_description loss_location loss_city loss_state loss_zip liability_type premises_interest "
        "premises_type product_role product_type product_manufacturer product_location claimant_name "
        "claimant_address claimant_phone claimant_age claimant_sex claimant_occupation claimant_employer "
        "injury_description taken_to fatality activity property_description property_estimate "
        "property_location property_seen_when attorney_represented attorney_name attorney_phone suit_filed "
        "suit_served_date demand_amount remarks"
    ),
    "workers_comp": (
        "carrier agency policy_number policy_effective_date policy_expiration_date claim_number "
        "claims_administrator self_insured insured_name insured_address insured_phone insured_email "
        "insured_fein industry_code employer_location employee_name employee_address employee_phone "
        "employee_ssn employee_date_of_birth employee_sex marital_status dependents date_hired "
        "state_of_hire occupation employment_status class_code wage_rate wage_period average_weekly_wage "
        "days_per_week full_pay_injury_day salary_continued date_of_loss time_of_loss date_reported "
        "loss_description employer_notified_date work_began_time last_work_date disability_began_date "
        "loss_location loss_city loss_state loss_zip on_premises department injury_type body_part "
        "cause_code equipment activity work_process safeguards_provided safeguards_used initial_treatment "
        "physician_name hospital_name returned_to_work_date date_of_death fatality prepared_date "
        "contact_name contact_phone reported_by reported_to preparer_title preparer_phone"
    ),
    "loss_run": ("insured_name carrier policy_number valuation_date policy_effective_date policy_expiration_date"),
    "accident_statement": (
        "date_of_loss time_of_loss loss_country loss_location injuries_reported other_vehicle_damage "
        "object_damage witnesses"
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
    "institutional": {
        "service_lines": (
            "revenue_code description procedure modifiers rate date_from date_to units charge non_covered"
        ),
        "condition_codes": ("code"),
        "occurrences": ("code date"),
        "occurrence_spans": ("code date_from date_to"),
        "value_codes": ("code amount"),
        "other_payers": (
            "name plan_id insured_name patient_relationship insured_id policy_number plan_name amount_paid "
            "estimated_amount_due authorization_number"
        ),
        "other_diagnoses": ("code poa"),
        "visit_reasons": ("code"),
        "external_causes": ("code poa"),
        "other_procedures": ("code date"),
    },
    "dental": {
        "service_lines": (
            "date_from area tooth_system tooth surfaces procedure modifiers diagnosis_pointer units "
            "description charge rendering_npi"
        ),
        "missing_teeth": ("tooth status"),
        "diagnoses": ("code"),
    },
    "liability": {"witnesses": "name phone address"},
    "workers_comp": {"witnesses": "name phone address"},
    "loss_run": {
        "losses": (
            "claim_number policy_number date_of_loss date_reported date_closed claimant coverage description "
            "status paid expense reserve incurred recovered"
        ),
    },
    "accident_statement": {
        "vehicles": (
            "insured_name insured_first_name insured_address insured_postal_code insured_country "
            "insured_phone insured_email make plate country_of_registration trailer_plate trailer_country "
            "insurer policy_number green_card_number cover_from cover_to agency agency_address "
            "covers_own_damage driver_name driver_first_name driver_birthdate driver_address driver_country "
            "driver_phone driver_email licence_number licence_category licence_valid_until impact_point "
            "visible_damage circumstances circumstances_count remarks signature"
        ),
    },
}
CRITICAL = {
    "auto": {"policy_number", "date_of_loss", "insured_name", "vehicle_vin", "estimate_amount"},
    "property": {"policy_number", "date_of_loss", "insured_name", "cause_of_loss", "probable_amount"},
    "health": {"insured_id", "patient_name", "patient_date_of_birth", "total_charge", "billing_provider_npi"},
    "institutional": {"patient_name", "patient_date_of_birth", "insured_id", "billing_provider_npi", "total_charge"},
    "dental": {"patient_name", "patient_date_of_birth", "insured_id", "billing_provider_npi", "total_charge"},
    "liability": {"policy_number", "insured_name", "date_of_loss"},
    "workers_comp": {"policy_number", "insured_name", "employee_name", "date_of_loss"},
    "loss_run": {"insured_name", "valuation_date"},
    "accident_statement": {"date_of_loss", "injuries_reported"},
}
REQUIRED = {
    "auto": {"policy_number", "date_of_loss", "insured_name", "estimate_amount"},
    "property": {"policy_number", "date_of_loss", "insured_name", "probable_amount"},
    "health": {"insured_id", "patient_name", "policy_number", "total_charge"},
    "institutional": {"patient_name", "insured_id", "statement_from", "principal_diagnosis", "total_charge"},
    "dental": {"patient_name", "insured_id", "total_charge"},
    "liability": {"policy_number", "insured_name", "date_of_loss"},
    "workers_comp": {"policy_number", "insured_name", "employee_name", "date_of_loss"},
    "loss_run": {"insured_name", "valuation_date"},
    "accident_statement": {"date_of_loss"},
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
        # In the columns of a form every label stands under a heading.
        assert spec.labels or spec.section_labels or path.endswith("circumstances"), path
        assert spec.description.endswith(".") and "\n" not in spec.description, path
        assert "[]" in path or bool(spec.section_labels) == bool(spec.sections), path
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
