"""Institutional claim: the form locators of a UB-04 (CMS-1450), as hospitals, clinics and nursing homes bill."""

from __future__ import annotations

from pipelines.claim_types.health import BILLED
from pipelines.claim_types.health_people import NAME, PHONE, STREET
from pipelines.claim_types.institutional_edi import EDI
from pipelines.claim_types.institutional_fhir import DECLARED, FHIR
from pipelines.claim_types.institutional_lines import PRESENT, RECORDS
from pipelines.claim_types.institutional_people import PEOPLE, under
from pipelines.claim_types.schema import ClaimType, field, group

BILLING = (
    "billing provider | provider | hospital | hospital information | provider information | facility | billing facility"
    " | billing provider information | remit to | pay to"
)
STAY = "admission | admission information | stay | hospital stay | inpatient stay | encounter | visit"
PROVIDERS = "attending | attending provider | attending physician | 76 attending | attending provider information"
OPERATING = "operating | operating physician | surgeon | 77 operating | operating provider"
OTHER = "78 other | other provider | other operating physician | 79 other"
ADMITTED = "admitted on {} | admitted {} | was admitted on {} | admission on {} | admission of {}"
DISCHARGED = "discharged on {} | discharged {} | was discharged on {} | went home on {} | left hospital on {}"

BILL = (
    *group(
        "bill",
        "",
        field("type_of_bill", "type_of_bill", "Type of bill: kind of facility, kind of care, and which bill it is.",
              "type of bill | 4 type of bill | 4. type of bill | bill type | tob | type of bill code",
              form="type_of_bill",
              phrases="bill type {} | type of bill {}"),
        field("patient_account_number", "identifier", "The number of the patient's account with the provider.",
              "pat. cntl # | 3a pat. cntl # | 3a. pat. cntl # | 3a pat cntl # | patient control number"
              " | patient control no | patient control no. | patient control # | patient account number"
              " | patient account no | patient's account number | account number | account no | account # | pcn"
              " | pat cntl no | our account", form="pat_cntl"),
        field("medical_record_number", "identifier", "The number of the patient's medical record.",
              "med. rec. # | b. med. rec. # | 3b med. rec. # | 3b. med. rec. # | 3b med rec # | medical record number"
              " | medical record no | medical record # | mrn | medical/health record number | chart number",
              form="med_rec"),
        field("statement_from", "date", "First day that the statement covers.",
              "statement covers period from | 6 statement covers period from | 6 statement covers period"
              " | 6. statement covers period | statement covers period | statement from | statement from date"
              " | statement period from | statement period | period from | dates of service from | covers from"
              " | billing period from | billing period | service period from",
              sections="statement covers period | 6 statement covers period | statement period | period covered",
              section_labels="from | start | from date", form="statement_from", required=True,
              phrases="covers the period from {} | for the period {} | statement covers {} | period from {}"),
        field("statement_to", "date", "Last day that the statement covers.",
              "statement covers period through | 6 statement covers period through | statement through"
              " | statement through date | statement period through | statement to | period through | period to"
              " | dates of service through | covers through | billing period through | service period through",
              sections="statement covers period | 6 statement covers period | statement period | period covered",
              section_labels="through | thru | to | end | through date | until", form="statement_through"),
        field("date_reported", "date", "Day on which the bill was made out.",
              "creation date | 45 creation date | date billed | bill date | billing date | statement date"
              " | invoice date | date of bill | date prepared | date submitted | submission date", form="creation_date",
              dateline=True),
        field("original_reference_number", "identifier", "The payer's number of the claim that this one replaces.",
              "document control number | 64 document control number | 64. document control number | dcn | icn"
              " | internal control number | payer claim control number | original claim number"
              " | original reference number", form="document_control_number"),
        field("additional_information", "narrative", "Remarks (FL 80).",
              "remarks | 80 remarks | 80. remarks | billing note | claim note | additional information | notes",
              form="remarks"),
    ),
    *group(
        "stay",
        STAY,
        field("admission_date", "date", "Day of admission, or of the start of care.",
              "admission date | 12 admission date | 12. admission date | 12 date | admit date | date of admission"
              " | start of care | start of care date | admission/start of care | admitted | 12 admission"
              " | admission date and time | date admitted",
              sections=STAY, section_labels="date | admitted | admit | from", form="admission_date", phrases=ADMITTED),
        field("admission_hour", "two_character_code", "Hour of admission as two figures (00 to 23).",
              "admission hr | 13 hr | 13. hr | 13 admission hour | admission hour | admit hour | hour of admission"
              " | adm hr | admission hour code", sections=STAY, section_labels="hr | hour", form="admission_hour"),
        field("admission_type", "admission_code", "Priority of the admission as one figure (1 emergency to 5, 9).",
              "admission type | 14 type | 14. type | 14 admission type | type of admission | priority of visit"
              " | priority (type) of visit | type of admission or visit | admit type | priority of admission",
              sections=STAY, section_labels="type | priority", form="admission_type"),
        field("admission_source", "admission_code", "Point of origin of the patient as one character.",
              "admission source | 15 src | 15. src | 15 source | source of admission | point of origin | admit source"
              " | point of origin for admission or visit | admission src", sections=STAY,
              section_labels="src | source | origin", form="admission_source"),
        field("discharge_date", "date", "Day of discharge, if it says so.",
              "discharge date | date of discharge | discharged | date discharged | discharge",
              sections=STAY, section_labels="discharged | until | left", form="discharge_date", phrases=DISCHARGED),
        field("discharge_hour", "two_character_code", "Hour of discharge as two figures (00 to 23).",
              "16 dhr | 16. dhr | dhr | discharge hour | hour of discharge | discharge hr | disch hr",
              sections=STAY, section_labels="discharge hour", form="discharge_hour"),
        field("patient_status", "two_character_code", "The patient's status at discharge as two figures.",
              "17 stat | 17. stat | stat | patient status | patient discharge status | discharge status"
              " | patient status code | discharge status code | status code",
              sections=STAY, section_labels="status", form="patient_status"),
        field("auto_accident_state", "state", "State where an accident happened.",
              "29 acdt state | 29. acdt state | acdt state | accident state | state of accident",
              form="accident_state"),
    ),
    *group(
        "illness",
        "",
        field("principal_diagnosis", "icd10", "ICD-10-CM code of the principal diagnosis.",
              "principal diagnosis | 67 principal diagnosis | 67. principal diagnosis | 67 prin. diag. | 67 dx"
              " | principal diagnosis code | primary diagnosis | primary diagnosis code | principal dx | prin diag"
              " | prin. diag. cd. | pdx | main diagnosis", form="principal_diagnosis", required=True,
              phrases="principal diagnosis was {} | principal diagnosis is {} | principal diagnosis {}"),
        field("principal_diagnosis_poa", "enum", "Whether the principal diagnosis was present on admission.",
              "principal diagnosis poa | principal poa | present on admission | poa", options=PRESENT,
              form="principal_poa"),
        field("admitting_diagnosis", "icd10", "ICD-10-CM code of the diagnosis on admission.",
              "admitting diagnosis | 69 admit dx | 69. admit dx | admit dx | admitting diagnosis code | admitting dx"
              " | adm. diag. cd. | diagnosis on admission | admission diagnosis", form="admitting_diagnosis",
              phrases="admitting diagnosis was {} | admitting diagnosis {} | admitted with {}"),
        field("drg", "drg", "Diagnosis-related group of three figures.",
              "drg | ms-drg | drg code | 71 pps code | 71. pps code | pps code | diagnosis related group"
              " | diagnosis-related group", form="drg", phrases="drg {} | ms-drg {} | diagnosis-related group {}"),
        field("principal_procedure", "icd10_pcs", "ICD-10-PCS code of the principal procedure.",
              "principal procedure | 74 principal procedure code | 74 principal procedure | 74. principal procedure"
              " | principal procedure code | primary procedure | primary procedure code", form="principal_procedure",
              phrases="principal procedure was {} | principal procedure {}"),
        field("principal_procedure_date", "date", "Day of the principal procedure.",
              "principal procedure date | 74 principal procedure date | date of principal procedure"
              " | primary procedure date | date of surgery", form="principal_procedure_date"),
    ),
)  # fmt: skip

PROVIDED = (
    *group(
        "attending",
        PROVIDERS,
        field("attending_provider", "name", "Who has overall responsibility for the patient's care.",
              "76 attending | 76. attending | attending | attending provider | attending physician | attending doctor"
              " | attending provider name | attending physician name", section_labels=f"{NAME} | last | last, first",
              form="attending_name",
              phrases="attending physician was {} | attending physician {} | attended by {} | under the care of {}"),
        field("attending_npi", "npi", "National Provider Identifier (10 digits) of the attending provider.",
              "attending npi | attending provider npi | attending physician npi | 76 attending npi"
              " | npi of attending provider", section_labels="npi", form="attending_npi"),
        field("operating_provider", "name", "Who performed the principal procedure.",
              "77 operating | 77. operating | operating | operating physician | operating provider | surgeon"
              " | operating physician name", sections=OPERATING, section_labels=f"{NAME} | last | last, first",
              form="operating_name", phrases="operated on by {} | surgeon was {} | operating physician was {}"),
        field("operating_npi", "npi", "National Provider Identifier (10 digits) of the operating physician.",
              "operating npi | operating physician npi | operating provider npi | 77 operating npi | surgeon npi",
              sections=OPERATING, section_labels="npi", form="operating_npi"),
        field("other_provider", "name", "Another provider named on the claim.",
              "78 other | 78. other | other provider | other operating physician | other physician | 79 other",
              sections=OTHER, section_labels=f"{NAME} | last | last, first", form="other_name"),
        field("other_provider_npi", "npi", "National Provider Identifier (10 digits) of the other provider.",
              "other provider npi | 78 other npi | other operating physician npi | other physician npi",
              sections=OTHER, section_labels="npi", form="other_npi"),
        field("referring_provider", "name", "The provider who referred the patient.",
              "referring provider | referring physician | referring provider name | referred by",
              form="referring_name"),
        field("referring_npi", "npi", "National Provider Identifier (10 digits) of the referring provider.",
              "referring npi | referring provider npi | referring physician npi", form="referring_npi"),
    ),
    *group(
        "billing",
        BILLING,
        field("billing_provider_name", "organisation", "The hospital or facility that bills.",
              "billing provider | billing provider name | 1 billing provider | 1. billing provider | provider name"
              " | hospital | hospital name | name of hospital | facility name | name of facility | billing facility"
              " | provider | 1 provider name | billed by", section_labels="name | organization | facility name",
              form="billing_name",
              phrases="on behalf of {} | payable to {} | remit to {} | payment to {} | treated at {}"
              " | inpatient at {}"),
        field("billing_provider_address", "address", "Address of the billing provider.",
              "billing provider address | hospital address | provider address | billing address | facility address"
              " | remit to address | 1 billing provider address", section_labels=STREET,
              form="{billing_street}, {billing_city_state_zip}"),
        field("billing_provider_phone", "phone", "Telephone number of the billing provider.",
              "billing provider phone | hospital phone | provider phone | billing office phone | patient accounts phone"
              " | billing phone", section_labels=PHONE, form="billing_phone"),
        field("billing_provider_npi", "npi", "National Provider Identifier (10 digits) of the billing provider.",
              "56 npi | 56. npi | npi | billing provider npi | billing npi | provider npi | hospital npi | facility npi"
              " | npi number | npi #", section_labels="npi", form="billing_npi", critical=True),
        field("tax_id", "tax_id", "Federal tax number of the billing provider.",
              "fed. tax no. | 5 fed. tax no. | 5. fed. tax no. | 5 fed tax no | fed tax no | federal tax number"
              " | federal tax no | federal tax id | tax id | tax id number | tax i.d. | ein | tin"
              " | employer identification number", section_labels="tax id | ein | tin", form="fed_tax_no"),
    ),
    *group(
        "amounts",
        "charges | totals | amounts | summary | billing summary | summary of charges | payment",
        field("total_charge", "money", "The sum of all charges (revenue code 0001).",
              "totals | total charges | total charge | total hospital charges | total amount | total billed"
              " | amount billed | total amount billed | grand total | total claim charge | charges total | total due"
              " | sum of charges | total claim charge amount | 0001 total charges | 0001 total charge | total",
              section_labels="total", form="total_charge", critical=True, required=True,
              phrases="total of {} | total charges of {} | charges total {} | total charges were {} | total is {}"
              " | total comes to {} | comes to {} | amount to {} | in all {} | we bill {} in all | bill a total of {}"),
        field("non_covered_charges", "money", "The sum of the charges that are not covered.",
              "total non-covered charges | total non covered charges | non-covered total | total noncovered"
              " | non-covered charges | noncovered charges", form="total_non_covered"),
        field("amount_paid", "money", "What payers or the patient have paid already.",
              "prior payments | 54 prior payments | 54. prior payments | amount paid | paid | payments received"
              " | patient paid | deposit | payments | less payments | payments to date", section_labels="paid",
              form="prior_payments",
              phrases="paid {} | has paid {} | already paid {} | payment of {} | deposit of {} | {} has been paid"),
        field("estimated_amount_due", "money", "What the provider expects the payer to pay.",
              "est. amount due | 55 est. amount due | 55. est. amount due | est amount due | estimated amount due"
              " | amount due | balance due | net due | balance", section_labels="balance", form="est_amount_due",
              phrases="balance is {} | balance of {} | leaves {} | amount due is {} | estimated amount due is {}"),
        field("plan_id", "identifier", "The payer's number as a health plan.",
              "health plan id | 51 health plan id | 51. health plan id | payer id | payer id number | plan id"
              " | payer identification", form="health_plan_id"),
        field("employer_name", "organisation", "The insured's employer.",
              "employer name | 65 employer name | 65. employer name | employer | insured's employer", form="employer",
              asked=False),
        field("prior_authorization_number", "identifier", "Number of the payer's authorisation of the treatment.",
              "treatment authorization codes | 63 treatment authorization codes | 63. treatment authorization codes"
              " | treatment authorization code | treatment authorization | prior authorization number"
              " | prior authorization | prior authorisation number | authorization number | precertification number"
              " | prior auth | auth number", form="treatment_authorization",
              phrases="authorization number {} | authorisation number {} | authorization {} | precertification {}"),
        field("accept_assignment", "boolean", "Whether the benefits are assigned to the provider (yes or no).",
              "53 asg. ben. | 53. asg. ben. | asg. ben. | asg ben | assignment of benefits | benefits assigned"
              " | accept assignment", form="assignment_of_benefits",
              options={"true": "benefits are assigned | assignment is accepted",
                       "false": "benefits are not assigned | assignment is not accepted"}),
    ),
    *group("facility", "service facility | service location",
           *under((spec for spec in BILLED if spec.name.startswith("facility_")), {},
                  facility_name={"labels": "service facility | service facility name | service location name"
                                 " | place of treatment", "phrases": "", "cues": "service facility",
                                 "sections": "service facility | service location"},
                  facility_address={"labels": "service facility address | service location address",
                                    "sections": "service facility | service location"},
                  facility_npi={"labels": "service facility npi | npi of service facility",
                                "sections": "service facility | service location"})),
)  # fmt: skip

INSTITUTIONAL = ClaimType(
    name="institutional",
    title="Institutional claim",
    line="health",
    description="A hospital or another facility bills a health plan for a stay or a visit.",
    cues=(
        "ub-04", "ub04", "ub-92", "cms-1450", "cms 1450", "uniform bill", "uniform billing", "nubc", "hospital bill",
        "institutional", "inpatient", "outpatient", "type of bill", "bill type", "revenue code", "revenue codes",
        "rev. cd.", "statement covers period", "condition codes", "occurrence codes", "occurrence span", "value codes",
        "admission date", "admitted", "discharged", "discharge status", "discharge date", "principal diagnosis",
        "admitting diagnosis", "principal procedure", "attending physician", "attending provider", "attending",
        "operating physician", "treatment authorization codes", "prior payments", "est. amount due", "drg", "ms-drg",
        "present on admission", "patient control number", "medical record number", "room and board", "semi-private",
        "operating room", "emergency room", "hospital stay", "intensive care", "skilled nursing", "hospital",
    ),
    fields=(*PEOPLE, *BILL, *PROVIDED),
    records=RECORDS,
    declared=f"837I | {DECLARED}",
    edi=EDI,
    fhir=FHIR,
)  # fmt: skip
