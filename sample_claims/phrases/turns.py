"""Questions and replies that fit a call about any loss; each with whether it is always asked."""

Turn = tuple[tuple[str, ...], tuple[str, ...], bool]

NAME: Turn = (
    (
        "Can I have your name?",
        "Who am I speaking with?",
        "Your full name, please?",
        "And you are?",
        "What is the name on the policy?",
        "Name of the insured?",
    ),
    (
        "It is {insured_name}.",
        "{insured_name}.",
        "My name is {insured_name}.",
        "That would be {insured_name}.",
        "The policy is under {insured_name}, that is me.",
        "This is {insured_name}.",
    ),
    True,
)
POLICY: Turn = (
    (
        "Do you have your policy number?",
        "What is the policy number?",
        "Policy number, please.",
        "Could you read me your policy number?",
        "And the policy?",
        "Do you have the insurance card there?",
    ),
    (
        "It is {policy_number}.",
        "The policy number is {policy_number}.",
        "Policy {policy_number}.",
        "I have the card here, {policy_number}.",
        "It says {policy_number}.",
        "{policy_number}, I think that is the policy number.",
    ),
    True,
)
WHEN: Turn = (
    (
        "When did it happen?",
        "What was the date of the loss?",
        "What day was that?",
        "And the date?",
        "When was this?",
        "Which day?",
    ),
    (
        "It was {date_of_loss}, around {time_of_loss}.",
        "That was on {date_of_loss}.",
        "On {date_of_loss}, at about {time_of_loss}.",
        "{date_of_loss}.",
        "It happened on {date_of_loss}, maybe {time_of_loss}.",
        "{date_of_loss}, I looked it up.",
    ),
    True,
)
UNHURT: Turn = (
    (
        "Was anybody injured?",
        "Anyone hurt?",
        "Any injuries?",
        "Is everybody okay?",
        "Did anyone get hurt?",
        "Injuries?",
    ),
    (
        "{~injuries_reported=false}No, nobody was hurt.",
        "{~injuries_reported=false}No injuries.",
        "{~injuries_reported=false}No, we are all fine, nobody injured.",
        "{~injuries_reported=false}Thank God no, no injuries at all.",
        "{~injuries_reported=true}Yes, {injured[0].name} was hurt, {injured[0].extent}.",
        "{~injuries_reported=true}{injured[0].name} got injured. {injured[0].extent}, the doctor says.",
    ),
    True,
)
PHONE: Turn = (
    (
        "What number can we reach you on?",
        "Best phone number?",
        "Call back number?",
        "And a phone number?",
        "How can we reach you?",
        "Which number is best?",
    ),
    (
        "{insured_phone}.",
        "It is {insured_phone}.",
        "My cell is {insured_phone}.",
        "Call {insured_phone}.",
        "Best is {insured_phone}, evenings.",
        "You can use {insured_phone}.",
    ),
    False,
)
HOME: Turn = (
    (
        "And your address?",
        "Is your address still the same?",
        "Your mailing address?",
        "Where do you live?",
        "Address on the policy?",
        "Where shall we send papers?",
    ),
    (
        "{insured_address}.",
        "It is {insured_address}.",
        "I live at {insured_address}.",
        "Yes, {insured_address}.",
        "Send it to {insured_address}.",
        "We are at {insured_address}.",
    ),
    False,
)
WHERE: Turn = (
    (
        "Where was this?",
        "Where did it happen?",
        "And the location?",
        "What is the address of the loss?",
        "Where exactly?",
        "Which place?",
    ),
    (
        "At {loss_location} in {loss_city}, {loss_state}.",
        "{loss_location}, {loss_city}.",
        "In {loss_city}, at {loss_location}.",
        "It was {loss_location}, {loss_city}, {loss_state}.",
        "{loss_location}, that is in {loss_city}, {loss_state}.",
        "Over at {loss_location} in {loss_city}.",
    ),
    True,
)
POLICE: Turn = (
    (
        "Did you call the police or fire department?",
        "Is there a report?",
        "Were the authorities there?",
        "Any report number?",
        "Did anyone take a report?",
        "Do you have a report number?",
    ),
    (
        "Yes, the {authority_contacted}, report number {report_number}.",
        "{authority_contacted} came, the report is {report_number}.",
        "They gave me {report_number}, that is the {authority_contacted}.",
        "The {authority_contacted} did, number {report_number}.",
        "Report {report_number}, {authority_contacted}.",
        "{authority_contacted}. The report number is {report_number}.",
    ),
    False,
)
WHAT: Turn = (
    (
        "What happened?",
        "Tell me what happened.",
        "In your own words, what happened?",
        "How did it happen?",
        "Go ahead, what happened?",
        "Can you describe it?",
    ),
    (
        "{~cause_of_loss}{loss_description}",
        "{~cause_of_loss}So, {loss_description}",
        "{~cause_of_loss}It was like this, {loss_description}",
        "{~cause_of_loss}Basically {loss_description}",
        "{~cause_of_loss}You know, {loss_description}",
        "{~cause_of_loss}I mean, {loss_description}",
    ),
    True,
)
DAMAGE: Turn = (
    (
        "What is damaged?",
        "And the damage?",
        "Can you describe the damage?",
        "How bad is it?",
        "What does it look like?",
        "What broke?",
    ),
    (
        "{damage_description}.",
        "Like I said, {damage_description}.",
        "Oh, {damage_description}.",
        "From what I see, {damage_description}.",
        "It is bad, {damage_description}.",
        "So far {damage_description}.",
    ),
    True,
)
