"""The people and plans of a health claim: patient, insured, payer, other insurance (boxes 1 to 13)."""

from __future__ import annotations

from pipelines.claim_types.schema import field, group

BIRTH = "date of birth | birth date | DOB | D.O.B. | born"
NAME = "name | full name | name (last name, first name, middle initial) | name (last, first)"
PHONE = "phone | telephone | telephone (include area code) | phone number | tel | telephone number"
STREET = "address | address (no., street) | street | street address | mailing address | home address"
SEX = {"male": "male | m | man | boy", "female": "female | f | woman | girl"}
PATIENT = "patient | patient information | patient details | about the patient | the patient | patient data"
INSURED = (
    "insured | insured information | insured details | subscriber | subscriber information | policyholder | member"
    " | member information | policyholder information | insured/subscriber | insured / subscriber | guarantor"
    " | insurance | insurance information | coverage | coverage information | insured's information"
)
OTHER_INSURED = (
    "other insured | other insurance | secondary insurance | other insurance information | secondary coverage"
    " | secondary insured | other coverage"
)

WHO = (
    *group(
        "patient",
        PATIENT,
        field("patient_name", "name", "The person who was treated.",
              "patient's name | patient name | name of patient | patient"
              " | patient's name (last name, first name, middle initial) | 2. patient's name | 2 patient's name"
              " | 2. patient's name (last name, first name, middle initial) | patient full name"
              " | patient (last, first) | regarding patient",
              section_labels=NAME, form="pt_name", critical=True, required=True,
              phrases="patient {} | the patient is {} | our patient {} | patient name is {} | treated {} |"
              " services for {} | services to {} | care of {} | patient was {}",
              questions="patient's name | the patient | who is the patient"),
        field("patient_date_of_birth", "date", "The patient's day of birth.",
              "patient's birth date | patient birth date | patient date of birth | patient's date of birth"
              " | patient dob | patient's dob | 3. patient's birth date | 3 patient's birth date | pt dob"
              " | patient's birth date sex",
              section_labels=BIRTH, form="{birth_mm}/{birth_dd}/{birth_yy}", critical=True,
              phrases="dob {} | born {} | born on {} | date of birth {} | birth date {}",
              questions="date of birth | patient's birthday | born"),
        field("patient_sex", "enum", "The patient's sex.",
              "patient's sex | patient sex | patient gender | patient's gender | 3. sex",
              section_labels="sex | gender", options=SEX, form="sex",
              phrases="sex {} | gender {} | patient is {}"),
        field("patient_address", "address", "Street of the patient's home.",
              "patient's address | patient address | patient's address (no., street) | 5. patient's address"
              " | 5. patient's address (no., street) | 5 patient's address | patient street | patient home address",
              section_labels=STREET, form="pt_street",
              phrases="patient lives at {} | home address of patient is {} | patient resides at {} | residing at"
              " {} | lives at {} | patient address is {}"),
        field("patient_city", "city", "Town of the patient's home.", "patient city | patient's city",
              section_labels="city | town", form="pt_city"),
        field("patient_state", "state", "State of the patient's home.", "patient state | patient's state",
              section_labels="state | st", form="pt_state"),
        field("patient_zip", "zip", "ZIP code of the patient's home.",
              "patient zip | patient's zip | patient zip code | patient's zip code",
              section_labels="zip | zip code", form="pt_zip"),
        field("patient_phone", "phone", "The patient's telephone number.",
              "patient phone | patient's phone | patient telephone | patient's telephone | patient phone number"
              " | patient tel", section_labels=PHONE, form="({pt_AreaCode}) {pt_phone}",
              questions="patient's phone"),
    ),
    *group(
        "insured",
        INSURED,
        field("insured_id", "identifier", "The insured's (member's) identification number with the payer.",
              "insured's i.d. number | insured's id number | insured id number | insured's id | insured id | member id"
              " | member number | member id number | subscriber id | subscriber number | identification number"
              " | 1a. insured's i.d. number | 1a insured's i.d. number | 1a. insured's id number | 1a | id number"
              " | insurance id | medicare number | member # | subscriber id number | insured i.d.",
              section_labels="id | i.d. | id number | number | member id", form="insurance_id",
              critical=True, required=True,
              phrases="member id {} | member id is {} | id number {} | member number {} | subscriber id {}"
              " | insured id is {} | insured's id is {} | identification number {} | {} for the id"
              " | {} is the member id",
              questions="member id | insured id | member number"),
        field("insured_name", "name", "The person who holds the insurance.",
              "insured's name | insured name | name of insured | subscriber name | subscriber's name | policyholder"
              " | policyholder name | 4. insured's name | 4 insured's name"
              " | insured's name (last name, first name, middle initial)"
              " | 4. insured's name (last name, first name, middle initial) | member name | subscriber"
              " | insured", section_labels=NAME, form="ins_name",
              phrases="the insured is {} | insured {} | subscriber is {} | policyholder is {} | subscriber {}",
              questions="who is insured | the insured | the subscriber",
              cues="subscriber | policyholder | insured is",
              asked=False),
        field("policy_number", "policy_number", "The insured's policy, group or FECA number.",
              "insured's policy group or feca number | insured's policy group | policy group or feca number"
              " | 11. insured's policy group or feca number | 11 insured's policy group or feca number"
              " | policy group number | policy/group number | group number | policy number | group no | group #"
              " | policy no | policy # | policy or group number | policy group | group id | policy | policy number is"
              " | group/policy number", section_labels="policy | group", form="ins_policy", required=True,
              questions="policy number | group number",
              phrases="group number {} | policy group {} | group {} | {} for the group | {} is the group number"),
        field("insured_date_of_birth", "date", "The insured's day of birth.",
              "insured's date of birth | insured date of birth | insured dob | insured's dob"
              " | subscriber date of birth | subscriber dob | 11a. insured's date of birth"
              " | a. insured's date of birth | insured's birth date"
              " | policyholder dob", section_labels=BIRTH, form="{ins_dob_mm}/{ins_dob_dd}/{ins_dob_yy}"),
        field("insured_sex", "enum", "The insured's sex.",
              "insured's sex | insured sex | insured gender | subscriber sex | subscriber gender",
              section_labels="sex | gender", options=SEX, form="ins_sex"),
        field("patient_relationship", "enum", "What the patient is to the insured.",
              "patient relationship to insured | patient's relationship to insured | relationship to insured"
              " | 6. patient relationship to insured | 6 patient relationship to insured | relationship to subscriber"
              " | relationship to policyholder | patient relationship | relationship | relation to insured",
              options={"self": "self | same | insured | subscriber | policyholder",
                       "spouse": "spouse | wife | husband | partner",
                       "child": "child | son | daughter | dependent child | C",
                       "other": "other | dependent | parent | ward"},
              form="rel_to_ins",
              phrases="the patient is the {} | patient is the {} | the patient is {} | relationship is {} |"
              " relationship to insured is {} | patient is insured's {} | is the insured's {}"),
        field("plan_name", "organisation", "Name of the insured's plan or programme.",
              "insurance plan name or program name | insurance plan name | plan name | program name | plan"
              " | 11c. insurance plan name or program name | c. insurance plan name or program name | health plan"
              " | insurance plan | benefit plan", form="ins_plan_name",
              cues="plan name | name of plan | plan is",
              asked=False),
        field("insurance_type", "enum", "Which programme pays (box 1).",
              "insurance type | type of insurance | coverage type | type of coverage | program | 1. insurance type"
              " | payer type | kind of insurance | 1. type of insurance | insurance program",
              options={"medicare": "medicare | medicare part b", "medicaid": "medicaid | medical assistance",
                       "tricare": "tricare | champus | tricare/champus", "champva": "champva",
                       "group_health": "group health plan | group health | employer plan | group plan | group"
                       " | employer group", "feca": "feca | feca blk lung | feca black lung | black lung",
                       "other": "other | commercial | individual | ppo | hmo | private"},
              form="insurance_type"),
    ),
    *group(
        "insured_address",
        INSURED,
        field("insured_address", "address", "Street of the insured's home.",
              "insured's address | insured address | 7. insured's address | 7 insured's address | subscriber address"
              " | insured's address (no., street) | 7. insured's address (no., street) | subscriber's address"
              " | insured street | policyholder address", section_labels=STREET, form="ins_street"),
        field("insured_city", "city", "Town of the insured's home.", "insured city | insured's city | subscriber city",
              section_labels="city | town", form="ins_city"),
        field("insured_state", "state", "State of the insured's home.",
              "insured state | insured's state | subscriber state", section_labels="state | st", form="ins_state"),
        field("insured_zip", "zip", "ZIP code of the insured's home.",
              "insured zip | insured's zip | insured zip code | insured's zip code | subscriber zip",
              section_labels="zip | zip code", form="ins_zip"),
        field("insured_phone", "phone", "The insured's telephone number.",
              "insured phone | insured's phone | insured telephone | insured's telephone | subscriber phone"
              " | insured phone number", section_labels=PHONE, form="({ins_phone area}) {ins_phone}"),
        field("payer_name", "organisation", "The payer or insurance company that the claim goes to.",
              "payer | payer name | insurance company | insurance carrier | carrier | health insurer | insurer"
              " | insurance name | carrier name | bill to | name of payer | claim to | payor | payor name",
              form="insurance_name | insurance_company",
              phrases="dear {} | to {}",
              asked=False),
    ),
    *group(
        "other_insured",
        OTHER_INSURED,
        field("other_insured_name", "name", "Name of another insured person whose plan may pay too.",
              "other insured's name | other insured name | 9. other insured's name | 9 other insured's name"
              " | other insured's name (last name, first name, middle initial) | secondary insured name"
              " | other insured | secondary subscriber", section_labels=NAME, form="other_ins_name"),
        field("other_insured_policy_number", "policy_number", "Policy or group number of the other insured.",
              "other insured's policy or group number | other insured's policy number | other policy number"
              " | 9a. other insured's policy or group number | a. other insured's policy or group number"
              " | other insured policy | other policy or group number | secondary policy number",
              section_labels="policy number | policy no | group number | policy", form="other_ins_policy"),
        field("other_plan_name", "organisation", "Name of the other insured's plan.",
              "other insured's plan name | other plan name | other insurance plan name"
              " | 9d. insurance plan name or program name | d. insurance plan name or program name"
              " | other insurance plan | secondary plan"
              " | secondary insurance plan", section_labels="plan | plan name | insurance plan name",
              form="other_ins_plan_name"),
        field("other_claim_id", "identifier", "Another number of this claim, such as of a property and casualty claim.",
              "other claim id | 11b. other claim id | b. other claim id (designated by nucc) | b. other claim id"
              " | other claim id (designated by nucc) | property casualty claim number | other claim number",
              form="58"),
        field("other_health_plan", "boolean", "Whether there is another health benefit plan (yes or no).",
              "is there another health benefit plan | another health benefit plan | other health benefit plan"
              " | 11d. is there another health benefit plan | d. is there another health benefit plan"
              " | other health plan | other health insurance | other coverage", form="ins_benefit_plan"),
    ),
)  # fmt: skip
