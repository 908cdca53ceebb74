"""Where a FHIR Claim or ExplanationOfBenefit says what an institutional claim asks for."""

from __future__ import annotations

from pipelines.claim_types.health_fhir import COMMON, firm, person

DECLARED = "fhir:institutional"
OTHER = "fhir.others[<n>]"
PRESENT = "(Y=yes, y=yes, N=no, n=no, U=unknown, u=unknown, W=undetermined, w=undetermined, 1=exempt)"
FHIR = {
    **COMMON,
    "type_of_bill": "fhir.info.type_of_bill",
    "medical_record_number": "fhir.info.record",
    "statement_from": "fhir.from | fhir.stay.from | fhir.lines[0].date_from",
    "statement_to": "fhir.to | fhir.stay.to",
    "additional_information": "fhir.info.remarks",
    "admission_date": "fhir.stay.from",
    "admission_type": "fhir.info.admission_type",
    "admission_source": "fhir.info.admission_source",
    "discharge_date": "fhir.stay.to",
    "patient_status": "fhir.info.patient_status",
    "principal_diagnosis": "fhir.diagnosis.principal.code | fhir.diagnosis.principal.icd9:icd9",
    "principal_diagnosis_poa": f"fhir.diagnosis.principal.poa{PRESENT}",
    "admitting_diagnosis": "fhir.diagnosis.admitting.code | fhir.diagnosis.admitting.icd9:icd9",
    "drg": "fhir.info.drg | fhir.drg",
    "principal_procedure": "fhir.procedure.principal.code | fhir.procedure.principal.icd9:icd9_procedure",
    "principal_procedure_date": "fhir.procedure.principal.date",
    "attending_provider": person("fhir.attending"),
    "attending_npi": "fhir.attending.npi",
    "operating_provider": person("fhir.operating"),
    "operating_npi": "fhir.operating.npi",
    "other_provider": person("fhir.other_provider"),
    "other_provider_npi": "fhir.other_provider.npi",
    "service_lines[].date_to": "fhir.lines[<n>].date_to",
    "service_lines[].revenue_code": "fhir.lines[<n>].revenue",
    "service_lines[].description": "fhir.lines[<n>].description",
    "service_lines[].non_covered": "fhir.lines[<n>].non_covered",
    "other_diagnoses[].code": "fhir.diagnosis.other[<n>].code | fhir.diagnosis.other[<n>].icd9:icd9",
    "other_diagnoses[].poa": f"fhir.diagnosis.other[<n>].poa{PRESENT}",
    "visit_reasons[].code": "fhir.diagnosis.reason[<n>].code | fhir.diagnosis.reason[<n>].icd9:icd9",
    "external_causes[].code": "fhir.diagnosis.external[<n>].code | fhir.diagnosis.external[<n>].icd9:icd9",
    "external_causes[].poa": f"fhir.diagnosis.external[<n>].poa{PRESENT}",
    "other_procedures[].code": "fhir.procedure.other[<n>].code | fhir.procedure.other[<n>].icd9:icd9_procedure",
    "other_procedures[].date": "fhir.procedure.other[<n>].date",
    "other_payers[].name": firm(f"{OTHER}.payer"),
    "other_payers[].insured_name": person(f"{OTHER}.subscriber"),
    "other_payers[].insured_id": f"{OTHER}.coverage.member | {OTHER}.coverage.identifier",
    "other_payers[].policy_number": f"{OTHER}.coverage.group",
    "other_payers[].plan_name": f"{OTHER}.coverage.plan_name | {OTHER}.coverage.group_name | {OTHER}.coverage.plan",
    "other_payers[].patient_relationship": (
        f"{OTHER}.coverage.relationship(self=self, spouse=spouse, common=spouse, child=child, *=other)"
    ),
    "other_payers[].authorization_number": f"{OTHER}.authorization",
}
