"""Sentences of clinics' billing offices and of patients who send a bill in, by topic."""

TOPICS: dict[str, tuple[str, ...]] = {
    "who": (
        "We are billing for services to {patient_name}, born {patient_date_of_birth}.",
        "This concerns our patient {patient_name}, date of birth {patient_date_of_birth}.",
        "Patient: {patient_name}, DOB {patient_date_of_birth}.",
        "The patient is {patient_name} (born {patient_date_of_birth}).",
        "Please find below the charges for {patient_name}, whose date of birth is {patient_date_of_birth}.",
        "We treated {patient_name}, born on {patient_date_of_birth}.",
        "The claim is for {patient_name}; birth date {patient_date_of_birth}.",
    ),
    "sex": (
        "{~patient_sex=female}The patient is female.",
        "{~patient_sex=male}The patient is male.",
        "{~patient_sex=female}Sex: female.",
        "{~patient_sex=male}Sex: male.",
    ),
    "member": (
        "Member ID {insured_id}, policy group number {policy_number}.",
        "The insured's ID is {insured_id} and the group number is {policy_number}.",
        "Coverage is under ID number {insured_id}, group {policy_number}, with {payer_name}.",
        "The card shows member ID {insured_id} and policy number {policy_number}.",
        "Insurance: {payer_name}, ID {insured_id}, group policy {policy_number}.",
        "On the insurance card we read: member {insured_id}, group no. {policy_number}.",
        "Policy number {policy_number}; identification number {insured_id}.",
    ),
    "insured": (
        "{~patient_relationship=self}The patient is the insured.",
        "{~patient_relationship=self}The insured is the patient (relationship: self).",
        "{~patient_relationship=spouse}The insured is {insured_name}, and the patient is the spouse.",
        "{~patient_relationship=spouse}The patient is the spouse of the insured, {insured_name}.",
        "{~patient_relationship=spouse}The policyholder is {insured_name}, spouse of the patient; the patient is"
        " the insured's spouse.",
        "{~patient_relationship=child}The insured is {insured_name}; the patient is a child of the insured.",
        "{~patient_relationship=child}The patient is the child of the insured, {insured_name}.",
        "{~patient_relationship=child}The insured parent is {insured_name}, the patient being the child.",
    ),
    "diagnosis": (
        "The diagnosis is {diagnoses[0].code} ({+diagnosis0}) with {diagnoses[1].code} ({+diagnosis1}).",
        "Diagnoses: A. {diagnoses[0].code}, B. {diagnoses[1].code}.",
        "ICD-10 codes are {diagnoses[0].code} for {+diagnosis0} and {diagnoses[1].code} for {+diagnosis1}.",
        "Diagnosis codes: {diagnoses[0].code} and {diagnoses[1].code}.",
        "The physician documented {+diagnosis0} ({diagnoses[0].code}) and {+diagnosis1} ({diagnoses[1].code}).",
        "We coded {diagnoses[0].code}, {+diagnosis0}, and {diagnoses[1].code}, {+diagnosis1}.",
    ),
    "diagnosis_one": (
        "The diagnosis is {diagnoses[0].code}, {+diagnosis0}.",
        "Diagnosis code: {diagnoses[0].code}.",
        "ICD-10 {diagnoses[0].code} ({+diagnosis0}) applies.",
        "The physician documented {+diagnosis0}, code {diagnoses[0].code}.",
        "We coded {diagnoses[0].code} for {+diagnosis0}.",
        "The only diagnosis is {diagnoses[0].code}.",
    ),
    "illness": (
        "Symptoms began on {illness_date}.",
        "The date of current illness is {illness_date}.",
        "It started on {illness_date}.",
        "Onset was {illness_date}.",
        "The illness or injury dates from {illness_date}.",
        "First symptom: {illness_date}.",
    ),
    "accident": (
        "{~other_accident=true}The condition is related to an accident (not auto, not work).",
        "{~employment_related=true}The injury is related to employment; it happened at work.",
        "{~employment_related=true}This was an injury at work, related to the patient's employment.",
        "{~auto_accident=false}It was not an auto accident.",
        "{~employment_related=false}The condition is not related to employment.",
        "{~auto_accident=false}{~employment_related=false}It is related neither to employment nor to an auto accident.",
    ),
    "line0": (
        "On {service_lines[0].date_from} we provided {service_lines[0].procedure} ({+called0}),"
        " {service_lines[0].units}"
        " unit(s), charge {service_lines[0].charge}.",
        "{service_lines[0].date_from}: {service_lines[0].procedure}, {+called0}, {service_lines[0].units} unit(s) at"
        " {service_lines[0].charge} in all.",
        "The service of {service_lines[0].date_from} was {+called0}, HCPCS {service_lines[0].procedure}, units"
        " {service_lines[0].units}, billed at {service_lines[0].charge}.",
        "Date of service {service_lines[0].date_from}, place of service {service_lines[0].place_of_service} ({+place}):"
        " {service_lines[0].procedure} {+called0}, units {service_lines[0].units}, {service_lines[0].charge}.",
        "First, {+called0} ({service_lines[0].procedure}) on {service_lines[0].date_from}, units"
        " {service_lines[0].units},"
        " for {service_lines[0].charge}.",
        "We charge {service_lines[0].charge} for {+called0}, code {service_lines[0].procedure}, units"
        " {service_lines[0].units}, given on {service_lines[0].date_from}.",
    ),
    "total": (
        "The total charge is {total_charge}.",
        "Total charges: {total_charge}.",
        "Altogether we bill {total_charge}.",
        "The charges come to a total of {total_charge}.",
        "That makes a total charge of {total_charge}.",
        "Sum total of all charges: {total_charge}.",
    ),
    "paid": (
        "The patient paid {amount_paid}, leaving a balance due of {balance_due}.",
        "Amount paid: {amount_paid}; balance due: {balance_due}.",
        "{amount_paid} has been paid, so the balance is {balance_due}.",
        "We received a payment of {amount_paid}; {balance_due} is outstanding.",
        "Less {amount_paid} paid by the patient, the balance due is {balance_due}.",
        "Payments so far {amount_paid}, balance {balance_due}.",
    ),
    "provider": (
        "Our NPI is {billing_provider_npi} and our tax ID is {tax_id}.",
        "{billing_provider_name}, NPI {billing_provider_npi}.",
        "Billing provider: {billing_provider_name}, NPI {billing_provider_npi}, tax ID {tax_id}.",
        "Please pay {billing_provider_name} (NPI {billing_provider_npi}).",
        "The billing provider is {billing_provider_name}, NPI {billing_provider_npi}, {billing_provider_address}.",
        "Remit to {billing_provider_name}, {billing_provider_address}; NPI {billing_provider_npi}.",
    ),
    "account": (
        "Our account number for this patient is {patient_account_number}.",
        "Patient account no. {patient_account_number}.",
        "Please quote patient account {patient_account_number}.",
        "We keep this under account number {patient_account_number}.",
        "Account number: {patient_account_number}.",
        "Reference the patient's account no. {patient_account_number} on the remittance.",
    ),
    "referral": (
        "The patient was referred by Dr. {referring_provider}, NPI {referring_npi}.",
        "Referring provider: {referring_provider} (NPI {referring_npi}).",
        "{referring_provider}, NPI {referring_npi}, referred the patient.",
        "Referral came from {referring_provider}.",
        "The referring provider was {referring_provider}; NPI {referring_npi}.",
        "Referred by {referring_provider}, whose NPI is {referring_npi}.",
    ),
    "authorization": (
        "Prior authorization number {prior_authorization_number} was given.",
        "We hold prior authorization {prior_authorization_number}.",
        "Prior authorization no.: {prior_authorization_number}.",
        "You authorized this beforehand under {prior_authorization_number}, the prior authorization number.",
        "The prior authorization number is {prior_authorization_number}.",
        "See prior authorization {prior_authorization_number}.",
    ),
    "facility": (
        "Services were given at {facility_name}, {facility_address}.",
        "The service facility is {facility_name} (NPI {facility_npi}).",
        "Facility: {facility_name}, {facility_address}.",
        "All of it took place at {facility_name}.",
        "The facility was {facility_name}, NPI {facility_npi}.",
        "Place of treatment: {facility_name}, {facility_address}.",
    ),
    "assignment": (
        "{~accept_assignment=true}We accept assignment.",
        "{~accept_assignment=true}The provider accepts assignment.",
        "{~accept_assignment=false}We do not accept assignment.",
        "{~accept_assignment=false}The provider does not accept assignment.",
    ),
    "home": (
        "The patient lives at {patient_address}, {patient_city}, {patient_state} {patient_zip}.",
        "Patient address: {patient_address}, {patient_city}, {patient_state} {patient_zip}.",
        "Home address of the patient is {patient_address} in {patient_city}, {patient_state}.",
        "Patient phone: {patient_phone}.",
        "The patient can be reached at {patient_phone}.",
        "Patient's telephone {patient_phone}, address {patient_address}, {patient_city}, {patient_state}"
        " {patient_zip}.",
    ),
    "aside": (
        "An earlier bill, {+old_claim} of {+old_year} for {+old_amount}, was paid and is not part of this.",
        "I spoke with {+agent} at your provider line, ticket {+ticket}.",
        "Our office is closed on Friday afternoons.",
        "{+doctor} has signed the notes, which we can send.",
        "Your {+handler} asked for this by letter because the portal was down.",
        "Please do not send payment to the old lockbox.",
    ),
}
LATER_LINES = (
    "Then {service_lines[N].procedure} ({+calledN}), {service_lines[N].units} unit(s), {service_lines[N].charge}.",
    "Also {+calledN}, {service_lines[N].procedure}, units {service_lines[N].units}, {service_lines[N].charge}.",
    "In addition {service_lines[N].procedure}, {+calledN}, units {service_lines[N].units}, charge"
    " {service_lines[N].charge}.",
    "The same day: {service_lines[N].procedure} {+calledN}, {service_lines[N].units} unit(s) for"
    " {service_lines[N].charge}.",
    "We charge {service_lines[N].charge} for {+calledN}, code {service_lines[N].procedure}, units"
    " {service_lines[N].units}.",
    "{service_lines[N].procedure} ({+calledN}) follows with {service_lines[N].units} unit(s) at"
    " {service_lines[N].charge} in all.",
)
OPENINGS = (
    "Please accept this letter in place of the usual claim form.",
    "We are asking for payment of the charges below.",
    "Our system could not print the form, so we write it out.",
    "This is a claim for medical services.",
    "Enclosed please find our bill, restated here for your convenience.",
    "We submit the following charges for payment.",
)
CLOSINGS = (
    "Thank you for your prompt payment.",
    "Please call our billing office with questions.",
    "We look forward to your remittance.",
    "Kindly process at your earliest convenience.",
    "A copy of the notes is available on request.",
    "Thank you for your attention.",
)
ORDER = (
    ("who", "sex", "insured", "member", "home"),
    ("diagnosis", "illness", "accident", "referral", "authorization"),
    ("lines",),
    ("total", "paid", "assignment"),
    ("facility", "provider", "account"),
)
ALWAYS = ("who", "insured", "member", "diagnosis", "lines", "total", "provider")
