"""What is asked and answered on the telephone about a bill for a patient, by topic."""

from sample_claims.phrases.turns import Turn

TURNS: dict[str, Turn] = {
    "patient": (
        (
            "Who is the patient?",
            "Patient's name and date of birth?",
            "Which member is it?",
            "Name of the patient?",
            "Who was treated?",
            "Can I have the patient?",
        ),
        (
            "The patient is {patient_name}, born {patient_date_of_birth}.",
            "{patient_name}, date of birth {patient_date_of_birth}.",
            "Patient {patient_name}, DOB {patient_date_of_birth}.",
            "It is {patient_name}, birth date {patient_date_of_birth}.",
            "{patient_name}. Born on {patient_date_of_birth}.",
            "That is {patient_name}, with a birthday of {patient_date_of_birth}.",
        ),
        True,
    ),
    "member": (
        (
            "What is the member ID?",
            "ID number and group?",
            "Can you read me the card?",
            "Insured's ID?",
            "What does the card say?",
            "Member number and policy number?",
        ),
        (
            "Member ID {insured_id}, group {policy_number}.",
            "The ID is {insured_id} and the policy group number is {policy_number}.",
            "It says ID {insured_id}, group number {policy_number}.",
            "{insured_id} is the member ID. Policy number {policy_number}.",
            "ID number {insured_id}, policy {policy_number}.",
            "The card has {insured_id} for the ID and {policy_number} for the group.",
        ),
        True,
    ),
    "insured": (
        (
            "Is the patient the insured?",
            "And who is the insured?",
            "Relationship to the insured?",
            "Who holds the policy?",
            "Is it the patient's own policy?",
            "Who is the subscriber?",
        ),
        (
            "{~patient_relationship=self}Yes, the patient is the insured, self.",
            "{~patient_relationship=self}It is self.",
            "{~patient_relationship=spouse}The insured is {insured_name}, the patient is the spouse.",
            "{~patient_relationship=spouse}No, spouse. The insured is {insured_name}.",
            "{~patient_relationship=child}The insured is {insured_name}, the patient is the child.",
            "{~patient_relationship=child}Child. The subscriber is {insured_name}.",
        ),
        True,
    ),
    "diagnosis": (
        (
            "What are the diagnosis codes?",
            "Diagnosis?",
            "ICD-10 code?",
            "And the diagnosis?",
            "What was the diagnosis?",
            "Dx code?",
        ),
        (
            "{diagnoses[0].code}, that is {+diagnosis0}.",
            "ICD-10 {diagnoses[0].code}, {+diagnosis0}.",
            "The diagnosis code is {diagnoses[0].code}.",
            "{diagnoses[0].code} and {diagnoses[1].code}.",
            "First {diagnoses[0].code}, second {diagnoses[1].code}.",
            "We have {diagnoses[0].code} for {+diagnosis0}.",
        ),
        True,
    ),
    "when": (
        (
            "What is the date of service?",
            "When was the patient seen?",
            "Date of service, please.",
            "Which day was it?",
            "When was this?",
            "And the service date?",
        ),
        (
            "{service_lines[0].date_from}.",
            "The date of service is {service_lines[0].date_from}.",
            "It was {service_lines[0].date_from}.",
            "On {service_lines[0].date_from}.",
            "Everything was on {service_lines[0].date_from}.",
            "Date of service {service_lines[0].date_from}.",
        ),
        True,
    ),
    "first": (
        (
            "What was done?",
            "First service?",
            "What are the charges?",
            "Which procedures?",
            "Give me the first line.",
            "Line one?",
        ),
        (
            "{service_lines[0].procedure}, {+called0}, {service_lines[0].units} units, {service_lines[0].charge}.",
            "First is {service_lines[0].procedure}, that is {+called0}, units {service_lines[0].units}, for"
            " {service_lines[0].charge}.",
            "{+called0}, code {service_lines[0].procedure}, quantity {service_lines[0].units},"
            " {service_lines[0].charge}.",
            "Line one is {service_lines[0].procedure} at {service_lines[0].charge}, units {service_lines[0].units}.",
            "{service_lines[0].procedure}, {+called0}, charge {service_lines[0].charge}, units"
            " {service_lines[0].units}.",
            "We did {service_lines[0].procedure}, {+called0}, charged {service_lines[0].charge},"
            " {service_lines[0].units} units.",
        ),
        True,
    ),
    "lines": ((), (), True),
    "total": (
        (
            "What is the total?",
            "Total charge?",
            "So the total is?",
            "And altogether?",
            "The total charges?",
            "Sum total?",
        ),
        (
            "The total charge is {total_charge}.",
            "Total {total_charge}.",
            "{total_charge} altogether.",
            "It comes to {total_charge} in total.",
            "Total charges are {total_charge}.",
            "{total_charge}, that is the total.",
        ),
        True,
    ),
    "provider": (
        (
            "And the billing provider?",
            "Your NPI?",
            "Who is billing?",
            "Provider name and NPI?",
            "What is the NPI of the practice?",
            "Which clinic is this?",
        ),
        (
            "{billing_provider_name}, NPI {billing_provider_npi}.",
            "We are {billing_provider_name} and the NPI is {billing_provider_npi}.",
            "NPI {billing_provider_npi}, {billing_provider_name}.",
            "This is {billing_provider_name}. Our NPI is {billing_provider_npi}.",
            "The billing provider is {billing_provider_name}, NPI {billing_provider_npi}.",
            "{billing_provider_name}. NPI is {billing_provider_npi}, tax ID {tax_id}.",
        ),
        True,
    ),
    "paid": (
        (
            "Has anything been paid?",
            "Did the patient pay something?",
            "Any copay?",
            "Amount paid?",
            "Payments?",
            "Paid so far?",
        ),
        (
            "{amount_paid} was paid, the balance is {balance_due}.",
            "The patient paid {amount_paid}.",
            "Paid {amount_paid}, balance {balance_due}.",
            "Amount paid is {amount_paid}.",
            "They paid {amount_paid}, so {balance_due} is due.",
            "{amount_paid}.",
        ),
        False,
    ),
}
