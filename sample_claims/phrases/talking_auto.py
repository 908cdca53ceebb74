"""What is asked and answered on the telephone about a car, by topic."""

from sample_claims.phrases.turns import DAMAGE, HOME, NAME, PHONE, POLICE, POLICY, UNHURT, WHAT, WHEN, WHERE, Turn

TURNS: dict[str, Turn] = {
    "name": NAME,
    "policy": POLICY,
    "when": WHEN,
    "where": WHERE,
    "what": WHAT,
    "hurt": UNHURT,
    "car": (
        (
            "Which vehicle was it?",
            "What car is that?",
            "Year, make and model?",
            "Tell me about the car.",
            "Which of your cars?",
            "And the vehicle?",
        ),
        (
            "A {vehicle_year} {vehicle_make} {vehicle_model}.",
            "It is the {vehicle_make} {vehicle_model}, {vehicle_year}.",
            "My {vehicle_year} {vehicle_make} {vehicle_model}, the {+colour} one.",
            "The {vehicle_year} {vehicle_make} {vehicle_model}, plate {vehicle_plate}.",
            "The {+colour} {vehicle_make}, {vehicle_model}, from {vehicle_year}.",
            "A {vehicle_make} {vehicle_model}, model year {vehicle_year}.",
        ),
        True,
    ),
    "vin": (
        (
            "Can you read me the VIN?",
            "What is the VIN?",
            "Do you see the vehicle identification number?",
            "VIN, please?",
            "And the VIN from the registration?",
            "I need the VIN too.",
        ),
        (
            "{vehicle_vin}.",
            "The VIN is {vehicle_vin}.",
            "It is {vehicle_vin}.",
            "Reading it off the card: {vehicle_vin}.",
            "Okay, {vehicle_vin}.",
            "VIN {vehicle_vin}.",
        ),
        True,
    ),
    "other": (
        (
            "Was another vehicle involved?",
            "Who was the other driver?",
            "Do you have the other driver's details?",
            "Other party?",
            "Was there somebody else in it?",
            "And the other car?",
        ),
        (
            "Yes, {other_vehicles[0].driver_name}, in a {other_vehicles[0].make} {other_vehicles[0].model}, plate"
            " {other_vehicles[0].plate}.",
            "The other driver is {other_vehicles[0].driver_name}, with {other_vehicles[0].insurer}.",
            "A {other_vehicles[0].year} {other_vehicles[0].make} {other_vehicles[0].model}, driven by"
            " {other_vehicles[0].driver_name}.",
            "{other_vehicles[0].driver_name}. The car is a {other_vehicles[0].make} {other_vehicles[0].model}.",
            "That was {other_vehicles[0].driver_name}, phone {+other_phone}, in a {other_vehicles[0].make}.",
            "The name is {other_vehicles[0].driver_name} and the plate is {other_vehicles[0].plate}.",
        ),
        False,
    ),
    "police": POLICE,
    "damage": DAMAGE,
    "estimate": (
        (
            "Do you have an estimate?",
            "Any idea of the cost?",
            "What will the repair cost?",
            "Did a garage look at it?",
            "Is there a repair estimate?",
            "How much is the damage?",
        ),
        (
            "The shop says {estimate_amount}.",
            "Yes, {+garage} estimated {estimate_amount}.",
            "The estimate is {estimate_amount}.",
            "They want {estimate_amount}.",
            "{estimate_amount}, from {+garage}.",
            "I got an estimate for {estimate_amount}.",
        ),
        True,
    ),
    "drive": (
        (
            "Can you still drive it?",
            "Is the vehicle drivable?",
            "Does it still drive?",
            "Is it drivable?",
            "Can it be driven?",
            "Are you able to drive it?",
        ),
        (
            "{~vehicle_drivable=true}Yes, I can drive it.",
            "{~vehicle_drivable=true}It drives fine, yes.",
            "{~vehicle_drivable=true}Yes, it is drivable.",
            "{~vehicle_drivable=false}No, it had to be towed.",
            "{~vehicle_drivable=false}No, it is not drivable.",
            "{~vehicle_drivable=false}No, it is at {vehicle_location}.",
        ),
        True,
    ),
    "phone": PHONE,
    "home": HOME,
}
