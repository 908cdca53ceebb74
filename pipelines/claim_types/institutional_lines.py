"""The lists of an institutional claim: revenue lines, the codes of a UB-04, other payers, diagnoses and procedures."""

from __future__ import annotations

from pipelines.claim_types.schema import field, record

PRESENT = {
    "yes": "y | yes | present on admission", "no": "n | no | not present on admission",
    "unknown": "u | unknown | documentation insufficient", "undetermined": "w | clinically undetermined",
    "exempt": "1 | e | exempt | exempt from reporting",
}  # fmt: skip
POA = "poa | present on admission | poa indicator | present on admission indicator"

SERVICE_LINES = record(
    "service_lines",
    "The revenue lines, one each, without the line of totals (0001).",
    "revenue lines | service lines | revenue codes | charges by revenue code | itemized charges | itemised charges"
    " | statement of charges | services | summary of charges by department | details of charges",
    (
        field("revenue_code", "revenue_code", "Four-digit revenue code of the line.",
              "rev. cd. | rev cd | 42 rev. cd. | 42. rev. cd. | 42 rev cd | revenue code | rev code | rev. code | rev"
              " | 42 revenue code | rc", form="rev_cd_<n>"),
        field("description", "text", "What the revenue code or the line stands for.",
              "description | 43 description | 43. description | service description | department | service"
              " | revenue description", form="rev_description_<n>"),
        field("procedure", "procedure", "Procedure code (HCPCS or CPT) of the line, where it has one.",
              "hcpcs / rate / hipps code | 44 hcpcs / rate / hipps code | 44. hcpcs / rate / hipps code | hcpcs"
              " | hcpcs/rate | hcpcs code | hcpcs/cpt | cpt/hcpcs | cpt | hipps code | procedure code"
              " | 44 hcpcs/rates | hcpcs/rate/hipps code", form="hcpcs_<n>"),
        field("modifiers", "text", "Modifiers of the procedure, two characters each.",
              "modifier | modifiers | mod | mods", form="hcpcs_modifiers_<n>"),
        field("rate", "money", "Rate per day of an accommodation line.",
              "rate | daily rate | accommodation rate | room rate | rate per day", form="rate_<n>"),
        field("date_from", "date", "Day of this service.",
              "serv. date | 45 serv. date | 45. serv. date | 45 serv date | service date | serv date | date of service"
              " | dos | date | svc date", form="serv_date_<n>"),
        field("date_to", "date", "Last day of this service.",
              "service date to | through date | serv. date thru | date to | to date", form="serv_date_to_<n>"),
        field("units", "integer", "Days or units.",
              "serv. units | 46 serv. units | 46. serv. units | 46 serv units | service units | serv units | units"
              " | days | qty | quantity | days/units", form="serv_units_<n>"),
        field("charge", "money", "Total charge of this line.",
              "total charges | 47 total charges | 47. total charges | charges | charge | amount | total charge"
              " | line charge | billed", form="total_charges_<n>"),
        field("non_covered", "money", "The part of the charge that the plan does not cover.",
              "non-covered charges | 48 non-covered charges | 48. non-covered charges | non covered charges"
              " | noncovered charges | non-covered | noncovered", form="non_covered_<n>"),
    ),
    max_rows=999,
    anchor="revenue_code",
)  # fmt: skip

CONDITION_CODES = record(
    "condition_codes",
    "Condition codes (FL 18 to 28).",
    "condition codes | 18-28 condition codes | condition code",
    (
        field("code", "two_character_code", "Two-character condition code.",
              "condition code | condition codes | cond code | cond. code | 18-28 condition codes | cc",
              form="condition_code_<n>"),
    ),
    max_rows=24,
)  # fmt: skip

OCCURRENCES = record(
    "occurrences",
    "Occurrence codes with their dates (FL 31 to 34).",
    "occurrence codes and dates | occurrence codes | occurrences | 31-34 occurrence | occurrence code and date",
    (
        field("code", "two_character_code", "Two-character occurrence code.",
              "occurrence code | occ code | occurrence | 31 occurrence code | occ. code | occurrence codes",
              form="occurrence_code_<n>"),
        field("date", "date", "Day of the occurrence.",
              "occurrence date | occ date | 31 occurrence date | date of occurrence | occ. date | date",
              form="occurrence_date_<n>"),
    ),
    max_rows=24,
    anchor="code",
)  # fmt: skip

OCCURRENCE_SPANS = record(
    "occurrence_spans",
    "Occurrence span codes with the days from and through (FL 35 and 36).",
    "occurrence span codes | occurrence spans | occurrence span | 35-36 occurrence span"
    " | occurrence span codes and dates",
    (
        field("code", "two_character_code", "Two-character occurrence span code.",
              "occurrence span code | span code | 35 occurrence span code | occurrence span",
              form="occurrence_span_code_<n>"),
        field("date_from", "date", "First day of the span.",
              "occurrence span from | span from | occurrence span from date | from", form="occurrence_span_from_<n>"),
        field("date_to", "date", "Last day of the span.",
              "occurrence span through | span through | occurrence span through date | span to | through | to",
              form="occurrence_span_through_<n>"),
    ),
    max_rows=24,
    anchor="code",
)  # fmt: skip

VALUE_CODES = record(
    "value_codes",
    "Value codes with their amounts (FL 39 to 41).",
    "value codes | value codes and amounts | 39-41 value codes | 39 value codes | value code amount",
    (
        field("code", "two_character_code", "Two-character value code.",
              "value code | value codes | val code | 39 value code | val. code", form="value_code_<n>"),
        field("amount", "money", "Amount or number that the code gives a meaning to.",
              "value amount | value code amount | 39 value amount | value codes amount | amount",
              form="value_amount_<n>"),
    ),
    max_rows=24,
    anchor="code",
)  # fmt: skip

OTHER_PAYERS = record(
    "other_payers",
    "The payers after the first (rows B and C of FL 50 to 65), each with its insured.",
    "other payers | secondary payers | secondary payer | payers b and c | other insurance | coordination of benefits",
    (
        field("name", "organisation", "Name of the payer.",
              "other payer | other payer name | secondary payer | secondary payer name | tertiary payer | payer b"
              " | payer name", form="other_payer_name_<n>"),
        field("plan_id", "identifier", "The payer's number as a health plan.",
              "other health plan id | other payer id | secondary payer id | health plan id", form="other_plan_id_<n>"),
        field("insured_name", "name", "Who holds the insurance with this payer.",
              "other insured's name | secondary insured | other subscriber | insured's name",
              form="other_insured_name_<n>"),
        field("patient_relationship", "enum", "What the patient is to that insured.",
              "other patient relationship | relationship to other insured | relationship",
              options={"self": "self | 18", "spouse": "spouse | wife | husband | 01", "child": "child | 19",
                       "other": "other | G8"}, form="other_relationship_<n>"),
        field("insured_id", "identifier", "The insured's number with this payer.",
              "other insured's unique id | secondary member id | other member id | insured's unique id",
              form="other_insured_id_<n>"),
        field("policy_number", "policy_number", "Group or policy number with this payer.",
              "other insurance group no | secondary group number | other group number | insurance group no",
              form="other_group_number_<n>"),
        field("plan_name", "organisation", "Name of the group or plan with this payer.",
              "other group name | secondary plan name | group name", form="other_group_name_<n>"),
        field("amount_paid", "money", "What this payer has paid already.",
              "other payer prior payments | other payer paid | secondary payer paid | other payer paid amount"
              " | prior payments", form="other_prior_payments_<n>"),
        field("estimated_amount_due", "money", "What the provider expects this payer to pay.",
              "other payer est. amount due | secondary payer est. amount due | est. amount due",
              form="other_est_amount_due_<n>"),
        field("authorization_number", "identifier", "This payer's number of the treatment's authorisation.",
              "other treatment authorization code | secondary authorization number", form="other_authorization_<n>"),
    ),
    max_rows=10,
    anchor="name",
)  # fmt: skip

OTHER_DIAGNOSES = record(
    "other_diagnoses",
    "Diagnoses beside the principal one (FL 67A to 67Q), in their order.",
    "other diagnoses | secondary diagnoses | other diagnosis codes | 67a-q other diagnoses | secondary diagnosis codes"
    " | additional diagnoses | 67 a-q",
    (
        field("code", "icd10", "ICD-10-CM diagnosis code.",
              "other diagnosis | secondary diagnosis | other diagnosis code | diagnosis code | dx | code | icd-10"
              " | secondary dx | additional diagnosis", form="other_diagnosis_<n>"),
        field("poa", "enum", "Whether it was present on admission.", POA, options=PRESENT, form="other_poa_<n>"),
    ),
    max_rows=24,
    anchor="code",
)  # fmt: skip

VISIT_REASONS = record(
    "visit_reasons",
    "The patient's reasons for the visit (FL 70).",
    "patient's reason for visit | patient reason dx | 70 patient reason dx | reason for visit | patient's reason dx",
    (
        field("code", "icd10", "ICD-10-CM code of the reason.",
              "patient reason dx | reason for visit code | 70 patient reason dx | reason dx"
              " | patient's reason for visit", form="patient_reason_<n>"),
    ),
    max_rows=3,
)  # fmt: skip

EXTERNAL_CAUSES = record(
    "external_causes",
    "External causes of injury (FL 72).",
    "external cause of injury | external causes | 72 eci | external cause codes | e-codes"
    " | external cause of morbidity",
    (
        field("code", "icd10", "ICD-10-CM code of the external cause.",
              "external cause code | external cause of injury code | eci | 72 eci | e-code | external cause",
              form="eci_<n>"),
        field("poa", "enum", "Whether it was present on admission.", POA, options=PRESENT, form="eci_poa_<n>"),
    ),
    max_rows=12,
)  # fmt: skip

OTHER_PROCEDURES = record(
    "other_procedures",
    "Inpatient procedures beside the principal one (FL 74A to 74E), with their days.",
    "other procedures | secondary procedures | 74a-e other procedures | other procedure codes and dates"
    " | additional procedures",
    (
        field("code", "icd10_pcs", "ICD-10-PCS procedure code of seven characters.",
              "other procedure code | other procedure | procedure code | icd-10-pcs | secondary procedure"
              " | a. other procedure code | code", form="other_procedure_<n>"),
        field("date", "date", "Day of the procedure.",
              "other procedure date | procedure date | date", form="other_procedure_date_<n>"),
    ),
    max_rows=24,
    anchor="code",
)  # fmt: skip

RECORDS = (
    SERVICE_LINES, CONDITION_CODES, OCCURRENCES, OCCURRENCE_SPANS, VALUE_CODES, OTHER_PAYERS, OTHER_DIAGNOSES,
    VISIT_REASONS, EXTERNAL_CAUSES, OTHER_PROCEDURES,
)  # fmt: skip
