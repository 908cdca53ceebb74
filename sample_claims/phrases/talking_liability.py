"""What is asked and answered on the telephone about a claim against a firm, by topic."""

from sample_claims.phrases.turns import POLICY, WHAT, WHEN, WHERE, Turn

TELL: Turn = (WHAT[0], tuple(text.replace("{~cause_of_loss}", "") for text in WHAT[1]), True)

FIRM: Turn = (
    ("What is the name of the business?", "Which company are you calling for?", "What is the named insured?"),
    ("It is {insured_name}.", "I am calling for {insured_name}.", "{insured_name}.", "We are {insured_name}."),
    True,
)
OFFICE: Turn = (
    ("What number can we reach you on?", "Best phone number?", "And a phone number for the office?"),
    ("{insured_phone}.", "It is {insured_phone}.", "Our number is {insured_phone}."),
    False,
)
TURNS: dict[str, Turn] = {
    "name": FIRM,
    "policy": POLICY,
    "when": WHEN,
    "where": WHERE,
    "what": TELL,
    "who": (
        ("Who was hurt or is claiming?", "What is the claimant's name?", "Who is the claimant?", "Who is claiming?"),
        ("It is {claimant_name}.", "{claimant_name}.", "The claimant is {claimant_name}."),
        True,
    ),
    "injury": (
        ("What is the injury?", "What injury was it?", "What kind of injury?", "Can you describe the injury?"),
        (
            "{injury_description}.",
            "So far as we know, {injury_description}.",
            "{+he} suffered {injury_description}.",
            "Well, {injury_description}.",
        ),
        True,
    ),
    "taken": (
        ("Which hospital?", "Where was the injured taken?", "Which hospital was it?"),
        ("{taken_to}.", "It was {taken_to}.", "To {taken_to}, by ambulance."),
        False,
    ),
    "property": (
        ("What property was damaged?", "Can you describe the property?", "What is damaged?"),
        ("{property_description}.", "It is this: {property_description}.", "Well, {property_description}."),
        True,
    ),
    "estimate": (
        ("Is there an estimate?", "What will it cost?", "How much is the damage?"),
        ("{property_estimate}, they say.", "The estimate is {property_estimate}.", "About {property_estimate}."),
        True,
    ),
    "lawyer": (
        ("Is the claimant represented?", "Is there an attorney involved?", "Do they have a lawyer?"),
        (
            "{~attorney_represented=true}Yes, the attorney is {attorney_name}.",
            "{~attorney_represented=true}Yes, by {attorney_name}.",
            "{~attorney_represented=false}No, no attorney.",
            "{~attorney_represented=false}No, no lawyer that we know of.",
        ),
        True,
    ),
    "suit": (
        ("Has suit been filed?", "Is there a lawsuit?", "Have you been sued?"),
        (
            "{~suit_filed=true}Yes, we were served on {suit_served_date}.",
            "{~suit_filed=true}Yes. The papers were served on {suit_served_date}.",
            "{~suit_filed=true}Yes, a suit has been filed.",
            "{~suit_filed=false}No, nothing so far.",
            "{~suit_filed=false}No, no suit.",
        ),
        True,
    ),
    "demand": (
        ("What is the demand?", "How much do they want?", "Did they make a demand?"),
        ("{demand_amount}.", "They want {demand_amount}.", "The demand is {demand_amount}."),
        True,
    ),
    "police": (
        ("Did you call the police?", "Which police came?", "Did the police come?"),
        (
            "Yes, {authority_contacted}, report {report_number}.",
            "{authority_contacted}. The report number is {report_number}.",
        ),
        False,
    ),
    "phone": OFFICE,
}
