"""Professional health claim: the 33 boxes of a CMS-1500 (02/12)."""

from __future__ import annotations

from pipelines.claim_types.health_edi import EDI
from pipelines.claim_types.health_fhir import DECLARED, FHIR
from pipelines.claim_types.health_lines import DIAGNOSES, SERVICE_LINES
from pipelines.claim_types.health_people import NAME, PHONE, STREET, WHO
from pipelines.claim_types.schema import ClaimType, field, group

CONDITION = "condition | condition information | is patient's condition related to | illness | dates | accident"
REFERRING = "referring provider | referring physician | referring doctor | referral | referred by"
BILLING = (
    "billing provider | billing provider info | billing provider info & ph # | billing information | provider"
    " | provider information | billing provider information | physician | practice | supplier | remit to | pay to"
)
FACILITY = (
    "service facility | service facility location | service facility location information | facility"
    " | facility information | place of treatment | location of service"
)
WORK = "dates patient unable to work in current occupation | unable to work | dates unable to work | disability dates"
HOSPITAL = (
    "hospitalization dates related to current services | hospitalization dates | hospitalisation dates"
    " | hospitalization | hospital stay | inpatient stay"
)
FROM = "from | from date | start | admitted | since"
TO = "to | to date | through | until | end | discharged"

CONDITIONS = (
    *group(
        "condition",
        CONDITION,
        field("employment_related", "boolean", "Whether the condition comes from employment (yes or no).",
              "employment | employment? | employment related | related to employment | work related | work-related"
              " | 10a. employment | a. employment? (current or previous) | employment (current or previous)"
              " | condition related to employment", form="employment",
              options={"true": "related to employment | happened at work | work related | work-related"
                        " | injured at work | job related",
                       "false": "not related to employment | not work related | not work-related"
                                " | nothing to do with work | unrelated to work"}),
        field("auto_accident", "boolean", "Whether the condition comes from a car accident (yes or no).",
              "auto accident | auto accident? | 10b. auto accident | b. auto accident? | b. auto accident"
              " | automobile accident | car accident | related to auto accident | condition related to auto accident",
              form="pt_auto_accident",
              options={"true": "result of an auto accident | due to an auto accident | from a car accident"
                        " | car accident | motor vehicle accident",
                       "false": "not an auto accident | no auto accident | not from a car accident"
                                " | not a car accident"}),
        field("auto_accident_state", "state", "State where the car accident happened.",
              "auto accident state | place (state) | place state | accident state | state of accident",
              form="accident_place"),
        field("other_accident", "boolean", "Whether the condition comes from another accident (yes or no).",
              "other accident | other accident? | 10c. other accident | c. other accident? | c. other accident"
              " | related to other accident | condition related to other accident", form="other_accident"),
        field("claim_codes", "text", "Claim condition codes of box 10d.",
              "claim codes | 10d. claim codes | claim codes (designated by nucc) | condition codes"
              " | 10d. claim codes (designated by nucc)", form="50"),
        field("illness_date", "date", "First day of the illness, injury or pregnancy (LMP).",
              "date of current illness, injury, or pregnancy (lmp) | date of current illness | date of illness"
              " | 14. date of current illness, injury, or pregnancy (lmp) | 14. date of current illness | onset date"
              " | date of onset | illness date | date of injury | injury date"
              " | date of current illness injury or pregnancy | onset of illness | date of first symptom"
              " | symptoms began | onset | date of current illness or injury",
              form="{cur_ill_mm}/{cur_ill_dd}/{cur_ill_yy}",
              phrases="dates from {} | began on {} | started on {} | onset was {} | since {} | illness began {} |"
              " symptoms began {} | injured on {} | injury of {}"),
        field("other_date", "date", "Another date that belongs to the condition (box 15).",
              "other date | 15. other date | 15 other date | first consultation date | date of similar illness"
              " | initial treatment date", form="{sim_ill_mm}/{sim_ill_dd}/{sim_ill_yy}"),
        field("additional_information", "narrative", "Additional claim information (box 19).",
              "additional claim information | 19. additional claim information | additional information | remarks"
              " | additional claim information (designated by nucc)"
              " | 19. additional claim information (designated by nucc) | notes | reserved for local use", form="96"),
    ),
    *group(
        "absence",
        "",
        field("unable_to_work_from", "date", "First day on which the patient could not work.",
              "unable to work from | dates patient unable to work in current occupation | unable to work since"
              " | 16. dates patient unable to work in current occupation"
              " | 16. dates patient unable to work in current occupation from | off work from"
              " | dates unable to work from | disability from | unable to work",
              sections=WORK, section_labels=FROM, form="{work_mm_from}/{work_dd_from}/{work_yy_from}"),
        field("unable_to_work_to", "date", "Last day on which the patient could not work.",
              "unable to work to | unable to work until | off work to | off work until | dates unable to work to"
              " | disability to | unable to work through | return to work date",
              sections=WORK, section_labels=TO, form="{work_mm_end}/{work_dd_end}/{work_yy_end}"),
        field("hospitalized_from", "date", "Day of admission to hospital.",
              "hospitalized from | hospitalised from | hospitalization dates related to current services"
              " | 18. hospitalization dates related to current services | admission date | date of admission"
              " | admitted | 18. hospitalization dates related to current services from | hospitalization from"
              " | admit date | hospitalized | hospital stay from", sections=HOSPITAL, section_labels=FROM,
              form="{hosp_mm_from}/{hosp_dd_from}/{hosp_yy_from}"),
        field("hospitalized_to", "date", "Day of discharge from hospital.",
              "hospitalized to | hospitalised to | discharge date | date of discharge | discharged"
              " | hospitalization to | hospitalized until | hospital stay to", sections=HOSPITAL, section_labels=TO,
              form="{hosp_mm_end}/{hosp_dd_end}/{hosp_yy_end}"),
    ),
    *group(
        "signatures",
        "",
        field("patient_signature", "text", "The patient's signature, or words such as SIGNATURE ON FILE.",
              "patient's or authorized person's signature | 12. patient's or authorized person's signature"
              " | patient signature | patient's signature | signature of patient"
              " | 12 patient's or authorized person's signature", form="pt_signature"),
        field("patient_signature_date", "date", "Day on which the patient signed.",
              "patient signature date | date patient signed | patient signed on | patient signed | 12. date",
              form="pt_date"),
        field("insured_signature", "text", "The insured's signature, or words such as SIGNATURE ON FILE.",
              "insured's or authorized person's signature | 13. insured's or authorized person's signature"
              " | insured signature | insured's signature | signature of insured"
              " | 13 insured's or authorized person's signature", form="ins_signature"),
        field("physician_signature", "text", "Signature of the physician or supplier.",
              "signature of physician or supplier | 31. signature of physician or supplier | physician signature"
              " | signature of physician or supplier including degrees or credentials | physician's signature"
              " | provider signature | 31. signature of physician or supplier including degrees or credentials",
              form="physician_signature"),
        field("physician_signature_date", "date", "Day on which the physician signed.",
              "physician signature date | date physician signed | provider signature date | physician signed"
              " | physician signed on | 31. date", form="physician_date"),
        field("date_reported", "date", "Day on which the claim was sent, if it says so.",
              "date reported | date submitted | submission date | claim date | date of claim | statement date"
              " | invoice date | bill date | date of letter | letter date | date sent | date billed | billing date",
              dateline=True),
    ),
)  # fmt: skip

BILLED = (
    *group(
        "referral",
        REFERRING,
        field("referring_provider", "name", "The provider who referred the patient.",
              "name of referring provider or other source | 17. name of referring provider or other source"
              " | referring provider | referring physician | referring provider name | referring doctor | referred by"
              " | 17 name of referring provider or other source | ordering provider",
              section_labels=NAME, form="ref_physician",
              phrases="referred by {} | referring provider was {} | referring provider is {} | referring provider"
              " {} | referral from {} | referring physician was {}",
              questions="who referred | referring"),
        field("referring_other_id", "identifier", "Another number of the referring provider (box 17a).",
              "referring provider other id | referring other id | 17a | 17a. | referring provider id | referring id",
              form="physician number 17a"),
        field("referring_npi", "npi", "National Provider Identifier (10 digits) of the referring provider.",
              "referring npi | referring provider npi | 17b. npi | 17b npi | 17b | npi of referring provider"
              " | referring physician npi | ordering provider npi", section_labels="npi", form="id_physician"),
        field("outside_lab", "boolean", "Whether an outside laboratory was used (yes or no).",
              "outside lab | outside lab? | 20. outside lab | 20. outside lab? | outside laboratory", form="lab"),
        field("outside_lab_charges", "money", "What the outside laboratory charged.",
              "outside lab charges | outside lab $ charges | 20. $ charges | outside lab charge | lab charges",
              form="charge"),
        field("resubmission_code", "text", "Resubmission code (box 22).",
              "resubmission code | 22. resubmission code | 22 resubmission code | medicaid resubmission code"
              " | claim frequency code | 22. medicaid resubmission", form="medicaid_resub"),
        field("original_reference_number", "identifier", "Number of the original claim that this one replaces.",
              "original ref. no. | original ref no | original reference number | original claim number"
              " | original reference no | original claim reference", form="original_ref"),
        field("prior_authorization_number", "identifier", "Number of the payer's prior authorisation.",
              "prior authorization number | 23. prior authorization number | prior authorisation number"
              " | prior authorization | prior auth number | authorization number | prior auth"
              " | 23 prior authorization number | auth number | precertification number"
              " | referral number", form="prior_auth",
              phrases="prior authorization {} | prior authorisation {} | authorization number {} | authorization"
              " {}"),
    ),
    *group(
        "billing",
        BILLING,
        field("billing_provider_name", "organisation", "The provider or practice that bills.",
              "billing provider | billing provider name | billing provider info & ph #"
              " | 33. billing provider info & ph # | billing provider info | provider name | physician or supplier"
              " | provider | 33. billing provider info | billing provider information | practice name"
              " | rendering practice | billed by | practice | payee",
              section_labels="name | practice name | organization | practice", form="doc_name",
              phrases="billing provider is {} | billing provider {} | remit to {} | payment to {} | payable to {}"
              " | on behalf of {}",
              questions="billing provider | name of the practice | which practice | which clinic"),
        field("billing_provider_address", "address", "Address of the billing provider.",
              "billing provider address | billing address | provider address | practice address | pay-to address"
              " | remit to address | address of billing provider", section_labels=STREET,
              form="{doc_street}, {doc_location}"),
        field("billing_provider_phone", "phone", "Telephone number of the billing provider.",
              "billing provider phone | billing phone | provider phone | billing provider telephone | practice phone"
              " | provider telephone | billing office phone", section_labels=PHONE,
              form="({doc_phone area}) {doc_phone}"),
        field("billing_provider_npi", "npi", "National Provider Identifier (10 digits) of the billing provider.",
              "billing provider npi | billing npi | 33a. npi | 33a npi | 33a | provider npi | npi number | npi"
              " | group npi | npi of billing provider | npi # | practice npi",
              section_labels="npi | a. npi", form="pin", critical=True),
        field("tax_id", "tax_id", "Federal tax number of the billing provider.",
              "federal tax i.d. number | federal tax id number | federal tax id | 25. federal tax i.d. number | tax id"
              " | 25 federal tax i.d. number | tax id number | tax i.d. | ein | employer identification number | tin"
              " | taxpayer identification number | tax identification number | fein",
              section_labels="tax id | ein | tin", form="tax_id"),
        field("tax_id_type", "enum", "Whether the tax number is a social security number or an employer's number.",
              "tax id type | ssn ein | ssn or ein | type of tax id | 25. ssn ein | tax id is", form="ssn",
              options={"ssn": "ssn | social security number | social security",
                       "ein": "ein | employer identification number | employer id | fein"}),
        field("patient_account_number", "identifier", "The number of the patient's account with the provider.",
              "patient's account no. | patient's account no | patient account number | patient account no"
              " | account number | 26. patient's account no. | 26 patient's account no | patient's account number"
              " | account no | account # | patient acct no | patient account | acct no", form="pt_account"),
        field("accept_assignment", "boolean", "Whether the provider accepts assignment (yes or no).",
              "accept assignment | accept assignment? | 27. accept assignment | 27. accept assignment?"
              " | assignment accepted | accepts assignment | assignment of benefits", form="assignment",
              options={"true": "accepts assignment | we accept assignment | assignment is accepted"
                        " | assignment accepted",
                       "false": "do not accept assignment | does not accept assignment"
                                " | not accepting assignment | assignment is not accepted"}),
    ),
    *group(
        "amounts",
        "charges | charges and payments | amounts | billing summary | totals | summary of charges | summary | payment",
        field("total_charge", "money", "The sum of all charges.",
              "total charge | total charges | 28. total charge | 28 total charge | total amount | amount billed"
              " | total billed | total amount billed | billed amount | total | grand total | charges total | total due"
              " | amount charged | sum of charges | invoice total | total fee | total claim charge",
              section_labels="total", form="t_charge", critical=True, required=True,
              phrases="total of {} | altogether we bill {} | we bill {} in all | total charge of {} | total"
              " charges of {} | total is {} | total comes to {} | comes to {} | in all {} | sum of {} |"
              " amounts to {} | bill in total {} | bill a total of {}",
              questions="total | how much in all | total charge"),
        field("amount_paid", "money", "What the patient or another payer has paid already.",
              "amount paid | 29. amount paid | 29 amount paid | paid | payments | patient paid | copay paid"
              " | payment received | less payment | less paid | amount paid by patient | payments received | copay",
              section_labels="paid", form="amt_paid",
              phrases="paid {} | has paid {} | already paid {} | payment of {} | copay of {} | received {}"
              " | {} has been paid"),
        field("balance_due", "money", "What is still open: total less paid.",
              "balance due | 30. balance due | 30 balance due | balance | amount due | outstanding balance"
              " | balance owing | remaining balance | net due | 30. rsvd for nucc use", section_labels="balance",
              form="balance_due",
              phrases="balance is {} | balance of {} | balance due is {} | balance {} | leaves {} | remaining {}"),
    ),
    *group(
        "facility",
        FACILITY,
        field("facility_name", "organisation", "Where the services were given.",
              "service facility location information | 32. service facility location information | facility name"
              " | service facility | service facility location | facility | 32 service facility location information"
              " | service facility name | name of facility | place of treatment | hospital",
              section_labels="name | facility name", form="fac_name",
              phrases="services were given at {} | services were rendered at {} | treated at {} | seen at {} |"
              " facility was {} | facility is {} | performed at {}",
              cues="services were given | services were rendered | treated at | facility",
              asked=False),
        field("facility_address", "address", "Address where the services were given.",
              "facility address | service facility address | address of facility | service location address",
              section_labels=STREET, form="{fac_street}, {fac_location}"),
        field("facility_npi", "npi", "National Provider Identifier (10 digits) of the facility.",
              "facility npi | service facility npi | 32a. npi | 32a npi | 32a | npi of facility",
              section_labels="npi | a. npi", form="pin1"),
    ),
)  # fmt: skip

HEALTH = ClaimType(
    name="health",
    title="Professional health claim",
    line="health",
    description="A physician or supplier bills a health plan for services to a patient.",
    cues=(
        "health insurance claim form", "cms-1500", "cms 1500", "hcfa 1500", "health claim", "medical claim",
        "medical bill", "patient", "patient's name", "diagnosis", "icd-10", "icd-10-cm", "hcpcs", "procedure code",
        "date of service", "dates of service", "place of service", "npi", "national provider identifier",
        "billing provider", "rendering provider", "referring provider", "physician", "member id", "subscriber",
        "insured's i.d. number", "total charge", "charges", "units", "medicare", "medicaid", "tricare", "champva",
        "accept assignment", "prior authorization", "clinic", "health plan", "copay", "diagnosis pointer",
        "service facility", "signature on file", "treatment", "superbill", "nucc", "modifier", "office visit",
    ),
    fields=(*WHO, *CONDITIONS, *BILLED),
    records=(DIAGNOSES, SERVICE_LINES),
    declared=f"837P | {DECLARED}",
    edi=EDI,
    fhir=FHIR,
)  # fmt: skip
