"""Sentences of a firm that reports what somebody else holds it liable for, by topic."""

OPENINGS = (
    "We wish to give notice of an occurrence that may lead to a liability claim.",
    "Please accept this as our notice of a third-party claim.",
    "Something happened that we have to report under our liability cover.",
    "This is to report an incident for which somebody holds us responsible.",
    "I was told to put this in writing for the general liability policy.",
    "Kindly open a liability claim for the following.",
)
CLOSINGS = (
    "We have admitted nothing and paid nothing.",
    "Please tell us how to answer the claimant.",
    "We look forward to your instructions.",
    "Let me know which adjuster will handle this.",
    "Photographs and the incident log can be had from me.",
    "Thank you for taking this up.",
)
TOPICS: dict[str, tuple[str, ...]] = {
    "name": (
        "We are {insured_name}.",
        "I am writing on behalf of {insured_name}.",
        "This is about {insured_name}, your policyholder.",
        "The named insured is {insured_name}.",
        "Our firm is {insured_name}.",
        "I work for {insured_name} as {+post}.",
    ),
    "policy": (
        "Our policy number is {policy_number}.",
        "We are insured with you under policy {policy_number}.",
        "The policy is {policy_number} with {carrier}.",
        "Policy number: {policy_number}.",
        "Please file this under policy number {policy_number}.",
        "You will find us under policy {policy_number}.",
    ),
    "period": (
        "The policy runs from {policy_effective_date} to {policy_expiration_date}.",
        "The current term started on {policy_effective_date} and ends on {policy_expiration_date}.",
        "The policy period is {policy_effective_date} to {policy_expiration_date}.",
    ),
    "form": (
        "{~policy_form=claims_made}It is a claims-made policy with a retroactive date of {retroactive_date}.",
        "{~policy_form=claims_made}The policy is claims-made, retroactive date {retroactive_date}.",
        "{~policy_form=occurrence}The policy is written on an occurrence basis.",
        "{~policy_form=occurrence}The policy is an occurrence policy.",
    ),
    "limits": (
        "The limit is {each_occurrence_limit} per occurrence.",
        "We carry {each_occurrence_limit} per occurrence with a general aggregate of {general_aggregate}.",
        "Each occurrence limit is {each_occurrence_limit}, general aggregate is {general_aggregate}.",
    ),
    "deductible": (
        "Our deductible is {deductible_amount}.",
        "We know about the {deductible_amount} deductible.",
        "There is a deductible of {deductible_amount}.",
    ),
    "when": (
        "It happened on {date_of_loss}, around {time_of_loss}.",
        "The date of occurrence is {date_of_loss}.",
        "This was on {date_of_loss} at {time_of_loss}.",
        "The incident occurred on {date_of_loss}.",
        "It took place on {date_of_loss} at about {time_of_loss}.",
        "The accident happened on {date_of_loss}.",
    ),
    "where": (
        "The place was {loss_location}, {loss_city}, {loss_state}.",
        "It happened at {loss_location} in {loss_city}, {loss_state}.",
        "The location of the occurrence is {loss_location}, {loss_city}, {loss_state} {loss_zip}.",
        "This was at {loss_location}, {loss_city}, {loss_state}.",
    ),
    "what": (
        "Here is what happened: {loss_description}",
        "What happened was that {loss_description}",
        "In short: {loss_description}",
        "It happened like this: {loss_description}",
        "This is how it happened: {loss_description}",
    ),
    "kind": (
        "{~liability_type=premises}This is a premises claim, and we are the {premises_interest} of the building.",
        "{~liability_type=premises}It is a premises liability matter.",
        "{~liability_type=products}This is a products claim.",
        "{~liability_type=products}It is a products liability matter; we are the {product_role}.",
        "{~liability_type=operations}This is an operations claim.",
        "{~liability_type=operations}The claim is a matter of our operations.",
    ),
    "product": (
        "{~liability_type=products}The product can be seen at {product_location}.",
        "{~liability_type=products}It was made by {product_manufacturer}.",
        "{~liability_type=products}It is kept for you, the product can be seen at {product_location}.",
    ),
    "who": (
        "The claimant is {claimant_name}.",
        "The claim comes from {claimant_name}, who lives at {claimant_address}.",
        "The claimant is {claimant_name}, aged {claimant_age}.",
        "The injured party is {claimant_name}, a customer.",
        "The third party is {claimant_name}; the claimant's phone is {claimant_phone}.",
        "It was {claimant_name}, and the claimant can be reached at {claimant_phone}.",
    ),
    "about_them": (
        "The claimant is {claimant_name}, and {+he} works as a {claimant_occupation}.",
        "As far as we know {+he} works as a {claimant_occupation}.",
        "I understand that {+he} is employed by {claimant_employer}.",
    ),
    "injury": (
        "{+he} suffered {injury_description}.",
        "The claimant sustained {injury_description}.",
        "The injury is {injury_description}.",
        "We were told that {+he} suffered {injury_description}.",
    ),
    "doing": (
        "At the time {+he} was {activity}.",
        "At that moment the claimant was {activity}.",
    ),
    "taken": (
        "The ambulance came and {+he} was taken to {taken_to}.",
        "We know that {+he} was treated at {taken_to}.",
        "A colleague saw to it that {+he} was brought to {taken_to}.",
    ),
    "alive": (
        "{~fatality=false}Nobody died.",
        "{~fatality=false}There was no fatality, thank God.",
    ),
    "property": (
        "The property damaged is {property_description}.",
        "The damaged property is this: {property_description}.",
    ),
    "estimate": (
        "{+builder} gave an estimate of {property_estimate}.",
        "The damage is estimated at {property_estimate}.",
        "The repair estimate is {property_estimate}.",
        "They were quoted {property_estimate} for repairs.",
    ),
    "seen": ("It can be inspected at {property_location}.", "The property can be seen at {property_location}."),
    "lawyer": (
        "{~attorney_represented=true}The claimant is represented by {attorney_name}.",
        "{~attorney_represented=true}We have had a letter from {+his} lawyer, {attorney_name}, phone {attorney_phone}.",
        "{~attorney_represented=true}The claimant has hired a lawyer; the attorney is {attorney_name}.",
        "{~attorney_represented=false}No attorney is involved so far.",
        "{~attorney_represented=false}As far as we know the claimant has no attorney.",
    ),
    "suit": (
        "{~suit_filed=true}We were served on {suit_served_date}.",
        "{~suit_filed=true}The claimant has filed suit, and the papers were served on {suit_served_date}.",
        "{~suit_filed=true}The claimant has filed suit.",
        "{~suit_filed=false}No suit has been filed.",
        "{~suit_filed=false}So far no lawsuit has been filed.",
    ),
    "demand": (
        "The claimant demands {demand_amount}.",
        "There is a demand of {demand_amount}.",
        "The settlement demand is {demand_amount}.",
        "The lawyer is asking for {demand_amount}.",
    ),
    "police": (
        "The {authority_contacted} came out; the report number is {report_number}.",
        "{authority_contacted} took a report, number {report_number}.",
        "We called the {authority_contacted} and got report number {report_number}.",
    ),
    "witness": (
        "A witness is {witnesses[0].name}, phone {witnesses[0].phone}.",
        "It was witnessed by {witnesses[0].name}, {witnesses[0].phone}.",
        "Witness: {witnesses[0].name}, {witnesses[0].phone}.",
    ),
    "reported": (
        "We reported it to {agency} on {date_reported}.",
        "It was reported on {date_reported}.",
        "Your agency was notified on {date_reported}.",
    ),
    "home": (
        "Our mailing address is {insured_address}.",
        "Please write to us at {insured_address}.",
        "Our address is {insured_address}.",
    ),
    "contact": (
        "You can reach us at {insured_phone}.",
        "Our phone is {insured_phone}.",
        "Call us on {insured_phone} during office hours.",
        "Our number is {insured_phone}, or write to {insured_email}.",
    ),
    "other_contact": (
        "The person to contact is {contact_name} at {contact_phone}.",
        "If I am out please speak to {contact_name}, {contact_phone}.",
    ),
    "fein": ("Our federal ID is {insured_fein}.", "FEIN {insured_fein}."),
    "aside": (
        "We had another matter in {+old_year} that cost {+old_amount}, but that is closed.",
        "The old claim {+old_claim} has nothing to do with this one.",
        "Our agent {+agent} ({+agent_phone}) is on holiday.",
        "It was {+weather} that day.",
        "Your portal gave me an error and ticket {+ticket}.",
    ),
}
ORDER = (
    ("name", "policy", "period", "form", "limits", "deductible", "fein"),
    ("when", "where", "what", "kind", "product"),
    ("who", "about_them", "doing", "injury", "taken", "alive"),
    ("property", "estimate", "seen"),
    ("police", "witness"),
    ("lawyer", "suit", "demand"),
    ("reported", "home", "contact", "other_contact"),
)
ALWAYS = ("name", "policy", "when", "where", "what", "who", "injury", "property", "estimate", "lawyer", "demand")
