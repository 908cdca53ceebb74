"""Where a FHIR Claim or ExplanationOfBenefit says what a dental claim asks for."""

from __future__ import annotations

from pipelines.claim_types.health_fhir import COMMON, POINTERS, person

DECLARED = "fhir:oral"
FHIR = {
    **COMMON,
    "transaction_type": "fhir.use(claim=actual, complete=actual, predetermination=predetermination,"
    " preauthorization=predetermination, proposed=predetermination)",
    "other_insured_name": person("fhir.others[0].subscriber"),
    "other_insured_policy_number": "fhir.others[0].coverage.group",
    "other_plan_name": "fhir.others[0].coverage.plan_name | fhir.others[0].payer.name | fhir.others[0].payer.display",
    "additional_information": "fhir.info.remarks",
    "place_of_service": "fhir.lines[0].place",
    "treatment_cause": (
        "fhir.accident.auto(*=auto_accident) | fhir.accident.work(*=occupational)"
        " | fhir.accident.other(*=other_accident)"
    ),
    "accident_date": "fhir.accident.date",
    "illness_date": "fhir.onset",
    "treating_dentist": f"{person('fhir.rendering')} | {person('fhir.first_of_team')}",
    "treating_npi": "fhir.rendering.npi | fhir.first_of_team.npi",
    "diagnoses[].code": "fhir.diagnoses[<n>].code | fhir.diagnoses[<n>].icd9:icd9",
    "missing_teeth[].tooth": "fhir.missing[<n>].tooth",
    "service_lines[].tooth": "fhir.lines[<n>].site",
    "service_lines[].surfaces": (
        "{fhir.lines[<n>].surface[0]}{fhir.lines[<n>].surface[1]}{fhir.lines[<n>].surface[2]}"
        "{fhir.lines[<n>].surface[3]}{fhir.lines[<n>].surface[4]}"
    ),
    "service_lines[].description": "fhir.lines[<n>].description",
    "service_lines[].diagnosis_pointer": POINTERS,
    "service_lines[].rendering_npi": "fhir.lines[<n>].npi",
}
