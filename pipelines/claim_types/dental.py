"""Dental claim: the boxes of the ADA dental claim form, for services done or to be determined beforehand."""

from __future__ import annotations

from pipelines.claim_types.dental_edi import EDI
from pipelines.claim_types.dental_fhir import DECLARED, FHIR
from pipelines.claim_types.dental_lines import RECORDS
from pipelines.claim_types.health_people import NAME, PHONE, STREET, WHO
from pipelines.claim_types.institutional_people import under
from pipelines.claim_types.schema import ClaimType, field, group

BILLING = (
    "billing dentist | billing dentist or dental entity | billing dentist or entity | billing provider | dentist"
    " | dental practice | practice | provider | dental office | pay to | remit to"
)
TREATING = (
    "treating dentist | treating dentist and treatment location information | treating provider | rendering dentist"
    " | treating dentist and treatment location"
)
ANCILLARY = "ancillary claim/treatment information | ancillary information | treatment information | accident"
ORTHODONTICS = "orthodontics | orthodontic treatment | ortho | ancillary claim/treatment information"
PROSTHESIS = "prosthesis | prosthodontics | replacement of prosthesis"

PEOPLE = under(
    (spec for spec in WHO if spec.name != "insurance_type"),
    {
        "patient_name": "20. name | 20 name | patient name (last, first, middle initial, suffix)",
        "patient_date_of_birth": "21. date of birth | 21 date of birth | 21. date of birth (mm/dd/ccyy)",
        "patient_sex": "22. gender | 22 gender",
        "patient_relationship": "18. relationship to policyholder/subscriber in #12 above | 18. relationship"
        " | relationship to policyholder/subscriber | 18 relationship to policyholder/subscriber",
        "insured_name": "12. policyholder/subscriber name | 12 policyholder/subscriber name | primary subscriber"
        " | policyholder/subscriber name | policyholder/subscriber | primary subscriber name",
        "insured_date_of_birth": "13. date of birth | 13 date of birth | 13. date of birth (mm/dd/ccyy)",
        "insured_sex": "14. gender | 14 gender",
        "insured_id": "15. policyholder/subscriber id | 15 policyholder/subscriber id | policyholder/subscriber id"
        " | 15. policyholder/subscriber id (ssn or id#) | policyholder/subscriber id (assigned by plan)"
        " | 15. policyholder/subscriber id (assigned by plan)",
        "policy_number": "16. plan/group number | 16 plan/group number | plan/group number | plan / group number",
        "payer_name": "3. company/plan name | 3. company/plan name, address, city, state, zip code"
        " | 3 company/plan name | company/plan name | dental plan | dental benefit plan | dental insurance company",
        "other_insured_name": "5. name of policyholder/subscriber in #4 | 5 name of policyholder/subscriber in #4"
        " | name of policyholder/subscriber in #4",
        "other_insured_policy_number": "9. plan/group number",
        "other_plan_name": "11. other insurance company/dental benefit plan name"
        " | other insurance company/dental benefit plan name | other dental plan",
        "other_health_plan": "4. dental? medical? | other dental or medical coverage | other dental coverage"
        " | 4. other dental or medical coverage",
    },
    # Many dental plans know members by their number alone.
    policy_number={"required": False},
)  # fmt: skip

TREATMENT = (
    *group(
        "header",
        "",
        field("transaction_type", "enum", "Whether services are billed or a predetermination is asked for.",
              "type of transaction | 1. type of transaction | 1 type of transaction | transaction type"
              " | 1. type of transaction (mark all applicable boxes) | type of claim",
              options={"actual": "statement of actual services | actual services"
                       " | dentist's statement of actual services | services rendered",
                       "predetermination": "request for predetermination/preauthorization"
                       " | request for predetermination | predetermination | preauthorization"
                       " | pre-treatment estimate | pretreatment estimate"
                       " | dentist's pre-treatment estimate",
                       "epsdt": "epsdt/title xix | epsdt | title xix"}, form="transaction_type", anywhere=True),
        field("prior_authorization_number", "identifier", "Number of the plan's predetermination or preauthorisation.",
              "predetermination/preauthorization number | 2. predetermination/preauthorization number"
              " | 2 predetermination/preauthorization number | predetermination number | preauthorization number"
              " | predetermination no | preauthorization no | prior authorization number | authorization number",
              form="predetermination_number",
              phrases="predetermination number {} | predetermination {} | preauthorization {}"
              " | authorization number {}"),
        field("patient_account_number", "identifier", "The number of the patient's account with the dentist.",
              "patient id/account # | 23. patient id/account # | 23 patient id/account #"
              " | 23. patient id/account # (assigned by dentist) | patient id/account # (assigned by dentist)"
              " | patient account number | account number | account no | chart number | chart no | account #",
              form="patient_account"),
        field("employer_name", "organisation", "The subscriber's employer.",
              "employer name | 17. employer name | 17 employer name | employer | subscriber's employer",
              form="employer", asked=False),
        field("additional_information", "narrative", "Remarks.",
              "remarks | 35. remarks | 35 remarks | additional information | notes | narrative | remarks for unusual"
              " services", form="remarks"),
        field("date_reported", "date", "Day on which the claim was signed or sent.",
              "date submitted | submission date | claim date | date of claim | statement date | invoice date"
              " | date of letter | date sent | billing date | date billed | bill date", form="claim_date",
              dateline=True),
        field("original_reference_number", "identifier", "The plan's number of the claim that this one replaces.",
              "original claim number | original reference number | payer claim control number"
              " | document control number", form="original_claim_number"),
        field("enclosures", "boolean", "Whether radiographs, images or models are enclosed (yes or no).",
              "enclosures | 39. enclosures | 39. enclosures (y or n) | 39 enclosures | number of enclosures"
              " | radiographs enclosed", form="enclosures",
              options={"true": "radiographs enclosed | x-rays enclosed", "false": "no enclosures"}),
    ),
    *group(
        "treatment",
        ANCILLARY,
        field("place_of_service", "place_of_service", "Two-digit code of the place of treatment.",
              "place of treatment | 38. place of treatment | 38 place of treatment | place of service | pos"
              " | place of treatment code", form="place_of_treatment"),
        field("treatment_cause", "enum", "What the treatment results from, if an accident or an illness of work.",
              "treatment resulting from | 45. treatment resulting from | 45 treatment resulting from | result of",
              options={"occupational": "occupational illness/injury | occupational illness or injury | work injury"
                       " | occupational injury",
                       "auto_accident": "auto accident | car accident | motor vehicle accident",
                       "other_accident": "other accident"}, form="treatment_cause"),
        field("accident_date", "date", "Day of that accident.",
              "date of accident | 46. date of accident | 46 date of accident | accident date"
              " | 46. date of accident (mm/dd/ccyy)", section_labels="date", form="accident_date"),
        field("auto_accident_state", "state", "State of the car accident.",
              "auto accident state | 47. auto accident state | 47 auto accident state | accident state",
              form="accident_state"),
        field("illness_date", "date", "First day of the illness or injury.",
              "date of onset | onset date | date of injury | date of current illness | injury date",
              form="illness_date"),
    ),
    *group(
        "appliances",
        ORTHODONTICS,
        field("orthodontics", "boolean", "Whether the treatment is for orthodontics (yes or no).",
              "is treatment for orthodontics | is treatment for orthodontics? | 40. is treatment for orthodontics"
              " | 40. is treatment for orthodontics? | 40 is treatment for orthodontics | orthodontic treatment"
              " | treatment for orthodontics | orthodontics", form="orthodontics",
              options={"true": "orthodontic treatment | for orthodontics", "false": "not for orthodontics"}),
        field("appliance_date", "date", "Day on which the orthodontic appliance was placed.",
              "date appliance placed | 41. date appliance placed | 41 date appliance placed"
              " | 41. date appliance placed (mm/dd/ccyy) | appliance placed | banding date", form="appliance_date",
              phrases="appliance was placed on {} | appliance placed {} | banded on {}"),
        field("treatment_months", "integer", "Months of orthodontic treatment in all.",
              "months of treatment | 42. months of treatment | 42 months of treatment | total months of treatment"
              " | treatment months", form="treatment_months"),
        field("treatment_months_remaining", "integer", "Months of orthodontic treatment that remain.",
              "months of treatment remaining | 42. months of treatment remaining | months remaining | remaining months",
              form="treatment_months_remaining"),
        field("prosthesis_replacement", "boolean", "Whether a prosthesis replaces an earlier one (yes or no).",
              "replacement of prosthesis | 43. replacement of prosthesis | 43. replacement of prosthesis?"
              " | 43 replacement of prosthesis | replacement of prosthesis?", form="prosthesis_replacement",
              options={"true": "replaces an earlier prosthesis", "false": "initial placement | first placement"}),
        field("prior_placement_date", "date", "Day on which the earlier prosthesis was placed.",
              "date of prior placement | 44. date of prior placement | 44 date of prior placement"
              " | 44. date of prior placement (mm/dd/ccyy) | prior placement date", sections=PROSTHESIS,
              section_labels="prior placement", form="prior_placement_date"),
    ),
    *group(
        "signatures",
        "",
        field("patient_signature", "text", "The patient's or guardian's signature, or words such as SIGNATURE ON FILE.",
              "patient/guardian signature | 36. patient/guardian signature | patient signature"
              " | patient/guardian | signature of patient", form="patient_signature"),
        field("patient_signature_date", "date", "Day on which the patient signed.",
              "patient/guardian signature date | date patient signed | patient signature date", form="patient_date"),
        field("insured_signature", "text", "The subscriber's signature, or words such as SIGNATURE ON FILE.",
              "subscriber signature | 37. subscriber signature | insured signature | signature of subscriber",
              form="subscriber_signature"),
    ),
)  # fmt: skip

DENTISTS = (
    *group(
        "billing",
        BILLING,
        field("billing_provider_name", "organisation", "The dentist or practice that bills.",
              "billing dentist | billing dentist or dental entity | billing dentist name | billing provider"
              " | 48. name, address, city, state, zip code | 48. name | billing provider name | practice name"
              " | dental practice | dental office | billed by | practice | name of practice",
              section_labels="name | practice name | practice", form="billing_name",
              phrases="on behalf of {} | payable to {} | remit to {} | payment to {} | billing dentist is {}"),
        field("billing_provider_address", "address", "Address of the billing dentist.",
              "billing dentist address | billing provider address | practice address | billing address"
              " | remit to address | dental office address", section_labels=STREET,
              form="{billing_street}, {billing_city_state_zip}"),
        field("billing_provider_phone", "phone", "Telephone number of the billing dentist.",
              "billing dentist phone | 52. phone number | 52 phone number | practice phone | billing phone"
              " | office phone | billing provider phone", section_labels=PHONE, form="billing_phone"),
        field("billing_provider_npi", "npi", "National Provider Identifier (10 digits) of the billing dentist.",
              "49. npi | 49 npi | billing npi | billing dentist npi | billing provider npi | practice npi | npi"
              " | npi number | npi #", section_labels="npi", form="billing_npi", critical=True),
        field("billing_license_number", "identifier", "Licence number of the billing dentist.",
              "50. license number | 50 license number | billing dentist license number | billing license number"
              " | license number | license no", section_labels="license number | license | license no",
              form="billing_license"),
        field("tax_id", "tax_id", "Tax number of the billing dentist.",
              "51. ssn or tin | 51 ssn or tin | ssn or tin | tin | tax id | tax id number | ein | federal tax id"
              " | federal tax i.d. number | employer identification number",
              section_labels="tax id | ein | tin | ssn or tin", form="tax_id"),
    ),
    *group(
        "treating",
        TREATING,
        field("treating_dentist", "name", "The dentist who treated the patient.",
              "treating dentist | treating dentist name | 53. signed (treating dentist) | signed (treating dentist)"
              " | 53. treating dentist | treating provider | rendering dentist | dentist | treating dentist signature"
              " | dentist name | rendering provider", section_labels=NAME, form="treating_name",
              phrases="treated by {} | treating dentist was {} | treating dentist {} | performed by {}"),
        field("treating_npi", "npi", "National Provider Identifier (10 digits) of the treating dentist.",
              "54. npi | 54 npi | treating dentist npi | treating npi | treating provider npi | rendering npi"
              " | dentist npi", section_labels="npi", form="treating_npi"),
        field("treating_license_number", "identifier", "Licence number of the treating dentist.",
              "55. license number | 55 license number | treating dentist license number | treating license number",
              section_labels="license number | license | license no", form="treating_license"),
        field("treating_specialty", "identifier", "Code of the treating dentist's specialty.",
              "56a. provider specialty code | 56a provider specialty code | provider specialty code | specialty code"
              " | provider specialty", form="treating_specialty"),
        field("facility_name", "organisation", "Where the services were given, if elsewhere.",
              "service facility | service facility name | facility name | treatment location", form="facility_name",
              asked=False),
        field("facility_address", "address", "Address where the services were given.",
              "treatment location address | 56. address, city, state, zip code | 56 address, city, state, zip code"
              " | service facility address | treating dentist address", section_labels=STREET, form="treating_street"),
        field("facility_npi", "npi", "National Provider Identifier (10 digits) of that place.",
              "service facility npi | facility npi", form="facility_npi"),
        field("treating_phone", "phone", "Telephone number of the treating dentist.",
              "treating dentist phone | 57. phone number | 57 phone number | treating phone", section_labels=PHONE,
              form="treating_phone"),
    ),
    *group(
        "referral",
        "",
        field("referring_provider", "name", "The dentist who referred the patient.",
              "referring dentist | referring provider | referred by | referring dentist name", form="referring_name",
              phrases="referred by {} | referring dentist {}"),
        field("referring_npi", "npi", "National Provider Identifier (10 digits) of the referring dentist.",
              "referring npi | referring dentist npi | referring provider npi", form="referring_npi"),
    ),
    *group(
        "amounts",
        "fees | charges | totals | amounts | summary | payment",
        field("other_fees", "money", "Other fees such as taxes.",
              "other fee(s) | 31a. other fee(s) | 31a other fee(s) | other fees | tax | sales tax", form="other_fees"),
        field("total_charge", "money", "The sum of all fees.",
              "total fee | 32. total fee | 32 total fee | total fees | total charge | total charges | total amount"
              " | total | grand total | total billed | amount billed | sum of fees | total fee charged | total due"
              " | total treatment fee", section_labels="total", form="total_fee", critical=True, required=True,
              phrases="total of {} | total fee of {} | total fee is {} | total is {} | total comes to {} | comes to {}"
              " | amounts to {} | in all {} | we bill {} in all | bill a total of {} | total fees of {}"),
        field("amount_paid", "money", "What the patient or another plan has paid already.",
              "amount paid | paid | payments | patient paid | payment received | payments received"
              " | amount paid by other plan | other coverage paid | copay", section_labels="paid", form="amount_paid",
              phrases="paid {} | has paid {} | already paid {} | payment of {} | {} has been paid"),
        field("balance_due", "money", "What is still open: total less paid.",
              "balance due | balance | amount due | outstanding balance | remaining balance | net due",
              section_labels="balance", form="balance_due",
              phrases="balance is {} | balance of {} | balance due is {} | leaves {}"),
        field("accept_assignment", "boolean", "Whether the benefits are assigned to the dentist (yes or no).",
              "accept assignment | assignment of benefits | benefits assigned | pay dentist directly",
              form="assignment_of_benefits"),
    ),
)  # fmt: skip

DENTAL = ClaimType(
    name="dental",
    title="Dental claim",
    line="dental",
    description="A dentist bills a dental plan for services, or asks what it would pay.",
    cues=(
        "dental claim form", "ada dental claim form", "american dental association", "ada form", "dental", "dentist",
        "dental plan", "dental benefit plan", "dental insurance", "treating dentist", "billing dentist", "tooth",
        "teeth", "tooth number", "tooth surface", "area of oral cavity", "tooth system", "dental_procedure", "cdt code",
        "missing teeth", "orthodontics", "prosthesis", "predetermination", "crown", "filling", "root canal",
        "extraction", "periodontal", "prophylaxis", "bitewing", "radiographs", "oral evaluation", "amalgam",
        "resin-based composite", "composite", "molar", "bicuspid", "denture", "bridge", "endodontic", "dds", "dmd",
        "policyholder/subscriber", "statement of actual services", "dental office", "oral surgery", "implant",
    ),
    fields=(*PEOPLE, *TREATMENT, *DENTISTS),
    records=RECORDS,
    declared=f"837D | {DECLARED}",
    edi=EDI,
    fhir=FHIR,
)  # fmt: skip
