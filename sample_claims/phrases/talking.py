"""What agent and caller say on the telephone, by line and topic: questions, replies, and whether it is always asked."""

GREETINGS = (
    "Claims department, this is AGENT, this call is recorded. How can I help?",
    "Thank you for calling the claims line, my name is AGENT.",
    "Good morning, claims, AGENT speaking.",
    "Hi, you are through to claims. I am AGENT. What happened?",
    "This is AGENT on the first notice line, are you safe and able to talk?",
    "Claims intake, AGENT here.",
)
HELLOS = {
    "auto": ("Hi, I need to report something with my car.", "Hello, I had a thing with the car.", "Yeah hi, it is about my car.",
             "Good morning, I want to make a claim on the auto policy.", "Hey, my car got damaged.", "I am calling about a car claim."),
    "property": ("Hi, I need to report damage at our place.", "Hello, something happened at the house.", "Yeah, it is about my home policy.",
                 "Good morning, I want to make a claim on the property.", "Hey, we had some damage here.", "I am calling about a property claim."),
    "health": ("Hi, this is the billing office of a clinic, I have a claim to give you.", "Hello, we need to file a medical claim by phone.",
               "Hi, provider billing here, our clearinghouse is down.", "Good morning, I have charges for one of your members.",
               "Hello, I am calling about a bill for a patient.", "Hi, we could not send this claim electronically."),
}  # fmt: skip
ENDS = (
    "Thank you, an adjuster will call you within two days.", "I have all I need, you will get a letter.",
    "Okay, that is in the system, have a good day.", "We will be in touch. Anything else? No? Good bye.",
    "Thanks for your patience, someone will follow up.", "That is everything for now, take care.",
)  # fmt: skip
ASIDES = (
    "Sorry, the dog is barking.", "Last time, in {+old_year}, I got {+old_amount}, remember?", "Can you hear me? The line is bad.",
    "My old claim was {+old_claim}, but that is closed.", "One second, somebody is at the door.",
    "The guy at the agency, {+agent}, gave me this number.",
)  # fmt: skip
Turn = tuple[tuple[str, ...], tuple[str, ...], bool]

_NAME: Turn = (
    ("Can I have your name?", "Who am I speaking with?", "Your full name, please?", "And you are?", "What is the name on the policy?",
     "Name of the insured?"),
    ("It is {insured_name}.", "{insured_name}.", "My name is {insured_name}.", "That would be {insured_name}.",
     "The policy is under {insured_name}, that is me.", "This is {insured_name}."),
    True,
)  # fmt: skip
_POLICY: Turn = (
    ("Do you have your policy number?", "What is the policy number?", "Policy number, please.", "Could you read me your policy number?",
     "And the policy?", "Do you have the insurance card there?"),
    ("It is {policy_number}.", "The policy number is {policy_number}.", "Policy {policy_number}.", "I have the card here, {policy_number}.",
     "It says {policy_number}.", "{policy_number}, I think that is the policy number."),
    True,
)  # fmt: skip
_WHEN: Turn = (
    ("When did it happen?", "What was the date of the loss?", "What day was that?", "And the date?", "When was this?", "Which day?"),
    ("It was {date_of_loss}, around {time_of_loss}.", "That was on {date_of_loss}.", "On {date_of_loss}, at about {time_of_loss}.",
     "{date_of_loss}.", "It happened on {date_of_loss}, maybe {time_of_loss}.", "{date_of_loss}, I looked it up."),
    True,
)  # fmt: skip
_UNHURT: Turn = (
    ("Was anybody injured?", "Anyone hurt?", "Any injuries?", "Is everybody okay?", "Did anyone get hurt?", "Injuries?"),
    ("{~injuries_reported=false}No, nobody was hurt.", "{~injuries_reported=false}No injuries.",
     "{~injuries_reported=false}No, we are all fine, nobody injured.", "{~injuries_reported=false}Thank God no, no injuries at all.",
     "{~injuries_reported=true}Yes, {injured[0].name} was hurt, {injured[0].extent}.",
     "{~injuries_reported=true}{injured[0].name} got injured. {injured[0].extent}, the doctor says."),
    True,
)  # fmt: skip
_PHONE: Turn = (
    ("What number can we reach you on?", "Best phone number?", "Call back number?", "And a phone number?", "How can we reach you?",
     "Which number is best?"),
    ("{insured_phone}.", "It is {insured_phone}.", "My cell is {insured_phone}.", "Call {insured_phone}.",
     "Best is {insured_phone}, evenings.", "You can use {insured_phone}."),
    False,
)  # fmt: skip
_HOME: Turn = (
    ("And your address?", "Is your address still the same?", "Your mailing address?", "Where do you live?", "Address on the policy?",
     "Where shall we send papers?"),
    ("{insured_address}.", "It is {insured_address}.", "I live at {insured_address}.", "Yes, {insured_address}.",
     "Send it to {insured_address}.", "We are at {insured_address}."),
    False,
)  # fmt: skip
_WHERE: Turn = (
    ("Where was this?", "Where did it happen?", "And the location?", "What is the address of the loss?", "Where exactly?", "Which place?"),
    ("At {loss_location} in {loss_city}, {loss_state}.", "{loss_location}, {loss_city}.", "In {loss_city}, at {loss_location}.",
     "It was {loss_location}, {loss_city}, {loss_state}.", "{loss_location}, that is in {loss_city}, {loss_state}.",
     "Over at {loss_location} in {loss_city}."),
    True,
)  # fmt: skip
_POLICE: Turn = (
    ("Did you call the police or fire department?", "Is there a report?", "Were the authorities there?", "Any report number?",
     "Did anyone take a report?", "Do you have a report number?"),
    ("Yes, the {authority_contacted}, report number {report_number}.", "{authority_contacted} came, the report is {report_number}.",
     "They gave me {report_number}, that is the {authority_contacted}.", "The {authority_contacted} did, number {report_number}.",
     "Report {report_number}, {authority_contacted}.", "{authority_contacted}. The report number is {report_number}."),
    False,
)  # fmt: skip
_WHAT: Turn = (
    ("What happened?", "Tell me what happened.", "In your own words, what happened?", "How did it happen?", "Go ahead, what happened?",
     "Can you describe it?"),
    ("{~cause_of_loss}{loss_description}", "{~cause_of_loss}So, {loss_description}", "{~cause_of_loss}It was like this, {loss_description}",
     "{~cause_of_loss}Basically {loss_description}", "{~cause_of_loss}You know, {loss_description}", "{~cause_of_loss}I mean, {loss_description}"),
    True,
)  # fmt: skip
_DAMAGE: Turn = (
    ("What is damaged?", "And the damage?", "Can you describe the damage?", "How bad is it?", "What does it look like?", "What broke?"),
    ("{damage_description}.", "Like I said, {damage_description}.", "Oh, {damage_description}.", "From what I see, {damage_description}.",
     "It is bad, {damage_description}.", "So far {damage_description}."),
    True,
)  # fmt: skip
_CORRECTED = (
    "It was {+wrong_day}, no wait, {date_of_loss}.", "{+wrong_day}... no, sorry, {date_of_loss}, around {time_of_loss}.",
    "I want to say {+wrong_day}, uh, no, it was {date_of_loss}.", "Last {+wrong_weekday}? No. {date_of_loss}. Yes, {date_of_loss}.",
    "{+wrong_day}. Hang on, my wife says {date_of_loss}. She is right, {date_of_loss}.", "Not {+wrong_day}, {date_of_loss}, I checked.",
)  # fmt: skip
CORRECTED = {
    "auto": _CORRECTED,
    "property": _CORRECTED,
    "health": tuple(text.replace("date_of_loss", "service_lines[0].date_from").replace(", around {time_of_loss}", "").replace("My wife", "My colleague")
                    for text in _CORRECTED),
}  # fmt: skip
MORE_LINES = (
    "{service_lines[N].procedure}, {+calledN}, {service_lines[N].units} units, {service_lines[N].charge}.",
    "Then {service_lines[N].procedure}, that is {+calledN}, units {service_lines[N].units}, for {service_lines[N].charge}.",
    "{+calledN}, code {service_lines[N].procedure}, quantity {service_lines[N].units}, {service_lines[N].charge}.",
    "Next is {service_lines[N].procedure} at {service_lines[N].charge}, units {service_lines[N].units}.",
    "Also {service_lines[N].procedure}, {+calledN}, charge {service_lines[N].charge}, units {service_lines[N].units}.",
    "{service_lines[N].procedure} for {+calledN}, we charged {service_lines[N].charge}, {service_lines[N].units} units.",
)
TURNS: dict[str, dict[str, Turn]] = {
    "auto": {
        "name": _NAME, "policy": _POLICY, "when": _WHEN, "where": _WHERE, "what": _WHAT, "hurt": _UNHURT,
        "car": (
            ("Which vehicle was it?", "What car is that?", "Year, make and model?", "Tell me about the car.", "Which of your cars?",
             "And the vehicle?"),
            ("A {vehicle_year} {vehicle_make} {vehicle_model}.", "It is the {vehicle_make} {vehicle_model}, {vehicle_year}.",
             "My {vehicle_year} {vehicle_make} {vehicle_model}, the {+colour} one.", "The {vehicle_year} {vehicle_make} {vehicle_model}, plate {vehicle_plate}.",
             "The {+colour} {vehicle_make}, {vehicle_model}, from {vehicle_year}.", "A {vehicle_make} {vehicle_model}, model year {vehicle_year}."),
            True,
        ),
        "vin": (
            ("Can you read me the VIN?", "What is the VIN?", "Do you see the vehicle identification number?", "VIN, please?",
             "And the VIN from the registration?", "I need the VIN too."),
            ("{vehicle_vin}.", "The VIN is {vehicle_vin}.", "It is {vehicle_vin}.", "Reading it off the card: {vehicle_vin}.",
             "Okay, {vehicle_vin}.", "VIN {vehicle_vin}."),
            True,
        ),
        "other": (
            ("Was another vehicle involved?", "Who was the other driver?", "Do you have the other driver's details?", "Other party?",
             "Was there somebody else in it?", "And the other car?"),
            ("Yes, {other_vehicles[0].driver_name}, in a {other_vehicles[0].make} {other_vehicles[0].model}, plate {other_vehicles[0].plate}.",
             "The other driver is {other_vehicles[0].driver_name}, with {other_vehicles[0].insurer}.",
             "A {other_vehicles[0].year} {other_vehicles[0].make} {other_vehicles[0].model}, driven by {other_vehicles[0].driver_name}.",
             "{other_vehicles[0].driver_name}. The car is a {other_vehicles[0].make} {other_vehicles[0].model}.",
             "That was {other_vehicles[0].driver_name}, phone {+other_phone}, in a {other_vehicles[0].make}.",
             "The name is {other_vehicles[0].driver_name} and the plate is {other_vehicles[0].plate}."),
            False,
        ),
        "police": _POLICE, "damage": _DAMAGE,
        "estimate": (
            ("Do you have an estimate?", "Any idea of the cost?", "What will the repair cost?", "Did a garage look at it?",
             "Is there a repair estimate?", "How much is the damage?"),
            ("The shop says {estimate_amount}.", "Yes, {+garage} estimated {estimate_amount}.", "The estimate is {estimate_amount}.",
             "They want {estimate_amount}.", "{estimate_amount}, from {+garage}.", "I got an estimate for {estimate_amount}."),
            True,
        ),
        "drive": (
            ("Can you still drive it?", "Is the vehicle drivable?", "Does it still drive?", "Is it drivable?", "Can it be driven?",
             "Are you able to drive it?"),
            ("{~vehicle_drivable=true}Yes, I can drive it.", "{~vehicle_drivable=true}It drives fine, yes.",
             "{~vehicle_drivable=true}Yes, it is drivable.", "{~vehicle_drivable=false}No, it had to be towed.",
             "{~vehicle_drivable=false}No, it is not drivable.", "{~vehicle_drivable=false}No, it is at {vehicle_location}."),
            True,
        ),
        "phone": _PHONE, "home": _HOME,
    },
    "property": {
        "name": _NAME, "policy": _POLICY, "when": _WHEN, "where": _WHERE, "what": _WHAT, "damage": _DAMAGE,
        "amount": (
            ("Do you know what it will cost?", "Any estimate of the loss?", "What is the probable amount?", "Did anyone give you an estimate?",
             "How much is the damage, about?", "Do you have a figure?"),
            ("{+builder} says {probable_amount}.", "The estimate is {probable_amount}.", "They estimate {probable_amount} for all of it.",
             "{probable_amount}, the man from {+builder} said.", "About {probable_amount} altogether.", "We got a quote, {probable_amount}."),
            True,
        ),
        "living": (
            ("Can you stay in the home?", "Is it habitable?", "Are you still living there?", "Is the home livable?", "Can you live there now?",
             "Do you need a place to stay?"),
            ("{~habitable=true}Yes, we can live here.", "{~habitable=true}It is habitable, yes.", "{~habitable=true}We stay, it is habitable.",
             "{~habitable=false}No, it is not habitable.", "{~habitable=false}No, we cannot live there.", "{~habitable=false}It is uninhabitable, we are at my sister's."),
            False,
        ),
        "repairs": (
            ("Did you have emergency repairs made?", "Any emergency repairs?", "Has anyone done temporary repairs?", "Was it secured?",
             "Emergency repairs done?", "Did somebody stop the damage?"),
            ("{~emergency_repairs=true}Yes, emergency repairs were done right away.", "{~emergency_repairs=true}Yes, {+builder} made emergency repairs.",
             "{~emergency_repairs=true}We had the emergency repairs done.", "{~emergency_repairs=false}No emergency repairs, no.",
             "{~emergency_repairs=false}No, no emergency repairs yet.", "{~emergency_repairs=false}There were no emergency repairs."),
            False,
        ),
        "police": _POLICE, "hurt": _UNHURT,
        "bank": (
            ("Is there a mortgage?", "Who holds the mortgage?", "Mortgage company?", "Any mortgagee?", "Which bank has the mortgage?",
             "Is there a lender?"),
            ("{mortgagee} has the mortgage.", "Yes, {mortgagee}, loan number {loan_number}.", "The mortgage is with {mortgagee}.",
             "{mortgagee}, the loan is {loan_number}.", "It is {mortgagee} for the mortgage.", "Mortgage with {mortgagee}, yes."),
            False,
        ),
        "phone": _PHONE, "home": _HOME,
    },
    "health": {
        "patient": (
            ("Who is the patient?", "Patient's name and date of birth?", "Which member is it?", "Name of the patient?", "Who was treated?",
             "Can I have the patient?"),
            ("The patient is {patient_name}, born {patient_date_of_birth}.", "{patient_name}, date of birth {patient_date_of_birth}.",
             "Patient {patient_name}, DOB {patient_date_of_birth}.", "It is {patient_name}, birth date {patient_date_of_birth}.",
             "{patient_name}. Born on {patient_date_of_birth}.", "That is {patient_name}, with a birthday of {patient_date_of_birth}."),
            True,
        ),
        "member": (
            ("What is the member ID?", "ID number and group?", "Can you read me the card?", "Insured's ID?", "What does the card say?",
             "Member number and policy number?"),
            ("Member ID {insured_id}, group {policy_number}.", "The ID is {insured_id} and the policy group number is {policy_number}.",
             "It says ID {insured_id}, group number {policy_number}.", "{insured_id} is the member ID. Policy number {policy_number}.",
             "ID number {insured_id}, policy {policy_number}.", "The card has {insured_id} for the ID and {policy_number} for the group."),
            True,
        ),
        "insured": (
            ("Is the patient the insured?", "And who is the insured?", "Relationship to the insured?", "Who holds the policy?",
             "Is it the patient's own policy?", "Who is the subscriber?"),
            ("{~patient_relationship=self}Yes, the patient is the insured, self.", "{~patient_relationship=self}It is self.",
             "{~patient_relationship=spouse}The insured is {insured_name}, the patient is the spouse.",
             "{~patient_relationship=spouse}No, spouse. The insured is {insured_name}.",
             "{~patient_relationship=child}The insured is {insured_name}, the patient is the child.",
             "{~patient_relationship=child}Child. The subscriber is {insured_name}."),
            True,
        ),
        "diagnosis": (
            ("What are the diagnosis codes?", "Diagnosis?", "ICD-10 code?", "And the diagnosis?", "What was the diagnosis?", "Dx code?"),
            ("{diagnoses[0].code}, that is {+diagnosis0}.", "ICD-10 {diagnoses[0].code}, {+diagnosis0}.", "The diagnosis code is {diagnoses[0].code}.",
             "{diagnoses[0].code} and {diagnoses[1].code}.", "First {diagnoses[0].code}, second {diagnoses[1].code}.",
             "We have {diagnoses[0].code} for {+diagnosis0}."),
            True,
        ),
        "when": (
            ("What is the date of service?", "When was the patient seen?", "Date of service, please.", "Which day was it?", "When was this?",
             "And the service date?"),
            ("{service_lines[0].date_from}.", "The date of service is {service_lines[0].date_from}.", "It was {service_lines[0].date_from}.",
             "On {service_lines[0].date_from}.", "Everything was on {service_lines[0].date_from}.", "Date of service {service_lines[0].date_from}."),
            True,
        ),
        "first": (
            ("What was done?", "First service?", "What are the charges?", "Which procedures?", "Give me the first line.", "Line one?"),
            ("{service_lines[0].procedure}, {+called0}, {service_lines[0].units} units, {service_lines[0].charge}.",
             "First is {service_lines[0].procedure}, that is {+called0}, units {service_lines[0].units}, for {service_lines[0].charge}.",
             "{+called0}, code {service_lines[0].procedure}, quantity {service_lines[0].units}, {service_lines[0].charge}.",
             "Line one is {service_lines[0].procedure} at {service_lines[0].charge}, units {service_lines[0].units}.",
             "{service_lines[0].procedure}, {+called0}, charge {service_lines[0].charge}, units {service_lines[0].units}.",
             "We did {service_lines[0].procedure}, {+called0}, charged {service_lines[0].charge}, {service_lines[0].units} units."),
            True,
        ),
        "lines": ((), (), True),
        "total": (
            ("What is the total?", "Total charge?", "So the total is?", "And altogether?", "The total charges?", "Sum total?"),
            ("The total charge is {total_charge}.", "Total {total_charge}.", "{total_charge} altogether.", "It comes to {total_charge} in total.",
             "Total charges are {total_charge}.", "{total_charge}, that is the total."),
            True,
        ),
        "provider": (
            ("And the billing provider?", "Your NPI?", "Who is billing?", "Provider name and NPI?", "What is the NPI of the practice?",
             "Which clinic is this?"),
            ("{billing_provider_name}, NPI {billing_provider_npi}.", "We are {billing_provider_name} and the NPI is {billing_provider_npi}.",
             "NPI {billing_provider_npi}, {billing_provider_name}.", "This is {billing_provider_name}. Our NPI is {billing_provider_npi}.",
             "The billing provider is {billing_provider_name}, NPI {billing_provider_npi}.",
             "{billing_provider_name}. NPI is {billing_provider_npi}, tax ID {tax_id}."),
            True,
        ),
        "paid": (
            ("Has anything been paid?", "Did the patient pay something?", "Any copay?", "Amount paid?", "Payments?", "Paid so far?"),
            ("{amount_paid} was paid, the balance is {balance_due}.", "The patient paid {amount_paid}.", "Paid {amount_paid}, balance {balance_due}.",
             "Amount paid is {amount_paid}.", "They paid {amount_paid}, so {balance_due} is due.", "{amount_paid}."),
            False,
        ),
    },
}  # fmt: skip
