"""Where a FHIR Claim or ExplanationOfBenefit says what a professional claim asks for.

The names `fhir.…` are those of pipelines.readers.fhir_roles: they are the same for every release and profile.
"""

from __future__ import annotations

from string import ascii_uppercase

RELATIONSHIP = "fhir.coverage.relationship(self=self, spouse=spouse, common=spouse, child=child, *=other)"
SUBSCRIBER = "fhir.subscriber"


def person(root: str) -> str:
    """Templates for a person's name, most telling first."""
    return f"{{{root}.given[0]}} {{{root}.given[1]}} {{{root}.family}} {{{root}.suffix}} | {root}.name | {root}.display"


def firm(root: str) -> str:
    """Templates for the name of an organisation, or of a person who stands in its place."""
    return f"{root}.name | {person(root)}"


def street(root: str) -> str:
    """Templates for the street of an address."""
    return f"{{{root}.street}}, {{{root}.unit}} | {root}.address"


def full_address(root: str) -> str:
    """Templates for a whole address on one line."""
    return f"{{{root}.street}}, {{{root}.unit}}, {{{root}.city}}, {{{root}.state}} {{{root}.zip}} | {root}.address"


# What professional, institutional and dental claims say alike.
COMMON = {
    "patient_name": person("fhir.patient"),
    "patient_date_of_birth": "fhir.patient.birth",
    "patient_sex": "fhir.patient.sex",
    "patient_address": street("fhir.patient"),
    "patient_city": "fhir.patient.city",
    "patient_state": "fhir.patient.state",
    "patient_zip": "fhir.patient.zip",
    "patient_phone": "fhir.patient.phone",
    "insured_id": "fhir.coverage.member | fhir.subscriber.member | fhir.patient.member | fhir.coverage.identifier",
    "insured_name": person(SUBSCRIBER),
    "insured_date_of_birth": f"{SUBSCRIBER}.birth",
    "insured_sex": f"{SUBSCRIBER}.sex",
    "insured_address": street(SUBSCRIBER),
    "insured_city": f"{SUBSCRIBER}.city",
    "insured_state": f"{SUBSCRIBER}.state",
    "insured_zip": f"{SUBSCRIBER}.zip",
    "insured_phone": f"{SUBSCRIBER}.phone",
    "policy_number": "fhir.coverage.group",
    "plan_name": "fhir.coverage.plan_name | fhir.coverage.group_name | fhir.coverage.plan",
    "patient_relationship": RELATIONSHIP,
    "payer_name": f"{firm('fhir.payer')}",
    "billing_provider_name": firm("fhir.provider"),
    "billing_provider_address": full_address("fhir.provider"),
    "billing_provider_phone": "fhir.provider.phone",
    "billing_provider_npi": "fhir.provider.npi",
    "tax_id": "fhir.provider.tax",
    "facility_name": firm("fhir.facility"),
    "facility_address": full_address("fhir.facility"),
    "facility_npi": "fhir.facility.npi",
    "referring_provider": person("fhir.referring"),
    "referring_npi": "fhir.referring.npi",
    "prior_authorization_number": "fhir.authorization",
    "original_reference_number": "fhir.original",
    "patient_account_number": "fhir.info.account | fhir.number",
    "date_reported": "fhir.sent",
    "auto_accident_state": "fhir.accident.state",
    "total_charge": "fhir.total | sum(service_lines[].charge)",
    "service_lines[].date_from": "fhir.lines[<n>].date_from",
    "service_lines[].procedure": "fhir.lines[<n>].procedure",
    "service_lines[].modifiers": (
        "{fhir.lines[<n>].modifier[0]} {fhir.lines[<n>].modifier[1]} {fhir.lines[<n>].modifier[2]}"
        " {fhir.lines[<n>].modifier[3]}"
    ),
    "service_lines[].units": "fhir.lines[<n>].quantity",
    "service_lines[].charge": (
        "fhir.lines[<n>].net | product(fhir.lines[<n>].unit_price, fhir.lines[<n>].quantity, fhir.lines[<n>].factor)"
    ),
}
# Forms call diagnoses by letters.
_LETTERS = ", ".join(f"{number}={letter}" for number, letter in enumerate(ascii_uppercase, start=1))
POINTERS = "".join(f"{{fhir.lines[<n>].pointer[{number}]({_LETTERS})}}" for number in range(12))

DECLARED = "fhir:professional | fhir:vision | fhir:pharmacy"
FHIR = {
    **COMMON,
    "auto_accident": "fhir.accident.auto(*=true)",
    "employment_related": "fhir.accident.work(*=true)",
    "other_accident": "fhir.accident.other(*=true)",
    "illness_date": "fhir.onset | fhir.accident.date",
    "unable_to_work_from": "fhir.unable.from",
    "unable_to_work_to": "fhir.unable.to",
    "hospitalized_from": "fhir.stay.from",
    "hospitalized_to": "fhir.stay.to",
    "additional_information": "fhir.info.remarks",
    "other_claim_id": "fhir.payers_number",
    "diagnoses[].code": "fhir.diagnoses[<n>].code | fhir.diagnoses[<n>].icd9:icd9",
    "service_lines[].date_to": "fhir.lines[<n>].date_to",
    "service_lines[].place_of_service": "fhir.lines[<n>].place",
    "service_lines[].diagnosis_pointer": POINTERS,
    "service_lines[].rendering_npi": "fhir.lines[<n>].npi",
}
