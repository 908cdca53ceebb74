"""What is asked and answered on the telephone about a home, by topic."""

from sample_claims.phrases.turns import DAMAGE, HOME, NAME, PHONE, POLICE, POLICY, UNHURT, WHAT, WHEN, WHERE, Turn

TURNS: dict[str, Turn] = {
    "name": NAME,
    "policy": POLICY,
    "when": WHEN,
    "where": WHERE,
    "what": WHAT,
    "damage": DAMAGE,
    "amount": (
        (
            "Do you know what it will cost?",
            "Any estimate of the loss?",
            "What is the probable amount?",
            "Did anyone give you an estimate?",
            "How much is the damage, about?",
            "Do you have a figure?",
        ),
        (
            "{+builder} says {probable_amount}.",
            "The estimate is {probable_amount}.",
            "They estimate {probable_amount} for all of it.",
            "{probable_amount}, the man from {+builder} said.",
            "About {probable_amount} altogether.",
            "We got a quote, {probable_amount}.",
        ),
        True,
    ),
    "living": (
        (
            "Can you stay in the home?",
            "Is it habitable?",
            "Are you still living there?",
            "Is the home livable?",
            "Can you live there now?",
            "Do you need a place to stay?",
        ),
        (
            "{~habitable=true}Yes, we can live here.",
            "{~habitable=true}It is habitable, yes.",
            "{~habitable=true}We stay, it is habitable.",
            "{~habitable=false}No, it is not habitable.",
            "{~habitable=false}No, we cannot live there.",
            "{~habitable=false}It is uninhabitable, we are at my sister's.",
        ),
        False,
    ),
    "repairs": (
        (
            "Did you have emergency repairs made?",
            "Any emergency repairs?",
            "Has anyone done temporary repairs?",
            "Was it secured?",
            "Emergency repairs done?",
            "Did somebody stop the damage?",
        ),
        (
            "{~emergency_repairs=true}Yes, emergency repairs were done right away.",
            "{~emergency_repairs=true}Yes, {+builder} made emergency repairs.",
            "{~emergency_repairs=true}We had the emergency repairs done.",
            "{~emergency_repairs=false}No emergency repairs, no.",
            "{~emergency_repairs=false}No, no emergency repairs yet.",
            "{~emergency_repairs=false}There were no emergency repairs.",
        ),
        False,
    ),
    "police": POLICE,
    "hurt": UNHURT,
    "bank": (
        (
            "Is there a mortgage?",
            "Who holds the mortgage?",
            "Mortgage company?",
            "Any mortgagee?",
            "Which bank has the mortgage?",
            "Is there a lender?",
        ),
        (
            "{mortgagee} has the mortgage.",
            "Yes, {mortgagee}, loan number {loan_number}.",
            "The mortgage is with {mortgagee}.",
            "{mortgagee}, the loan is {loan_number}.",
            "It is {mortgagee} for the mortgage.",
            "Mortgage with {mortgagee}, yes.",
        ),
        False,
    ),
    "phone": PHONE,
    "home": HOME,
}
