"""Sentences about cars, by topic."""

TOPICS: dict[str, tuple[str, ...]] = {
    "what": (
        "{~cause_of_loss}{loss_description}",
        "{~cause_of_loss}Here is what happened: {loss_description}",
        "{~cause_of_loss}To make it short, {loss_description}",
        "{~cause_of_loss}What happened is this: {loss_description}",
        "{~cause_of_loss}In a few words: {loss_description}",
        "{~cause_of_loss}As far as we know {loss_description}",
    ),
    "where": (
        "This was at {loss_location} in {loss_city}, {loss_state}.",
        "The place was {loss_location}, {loss_city}, {loss_state} {loss_zip}.",
        "It happened on {loss_location} in {loss_city}.",
        "Location: {loss_location}, {loss_city}, {loss_state}.",
        "We were at {loss_location} ({loss_city}, {loss_state}).",
        "It was in {loss_city}, {loss_state}, at {loss_location}.",
        "Scene of it all: {loss_location} in {loss_city}, {loss_state}.",
    ),
    "vehicle": (
        "The car is a {vehicle_year} {vehicle_make} {vehicle_model}, VIN {vehicle_vin}.",
        "My {vehicle_year} {vehicle_make} {vehicle_model} has the VIN {vehicle_vin} and plate {vehicle_plate}.",
        "It concerns our {+colour} {vehicle_year} {vehicle_make} {vehicle_model} (VIN {vehicle_vin}).",
        "Vehicle: {vehicle_year} {vehicle_make} {vehicle_model}, plate {vehicle_plate}, VIN {vehicle_vin}.",
        "The vehicle is the {vehicle_make} {vehicle_model} from {vehicle_year}; its VIN reads {vehicle_vin}.",
        "We drive a {+colour} {vehicle_make} {vehicle_model}, model year {vehicle_year}, license plate"
        " {vehicle_plate}, VIN {vehicle_vin}.",
        "The car insured is a {vehicle_year} {vehicle_make} {vehicle_model}. The VIN is {vehicle_vin}.",
    ),
    "driver": (
        "{~driver_relation=child}{driver_name}, who is our child, was at the wheel.",
        "{~driver_relation=spouse}My spouse {driver_name} was driving.",
        "{~driver_relation=child}The driver was our child {driver_name}, license {driver_license_number}.",
        "{~driver_relation=spouse}The driver was my spouse, {driver_name}, license number {driver_license_number}.",
        "{~driver_relation=insured}I was driving myself, license number {driver_license_number}.",
        "{~driver_relation=insured}I, the insured, was the driver; my license is {driver_license_number}"
        " ({driver_license_state}).",
        "{~driver_relation=insured}I was at the wheel myself.",
    ),
    "other": (
        "The other driver was {other_vehicles[0].driver_name} in a {other_vehicles[0].year} {other_vehicles[0].make}"
        " {other_vehicles[0].model}, plate {other_vehicles[0].plate}.",
        "The other car, a {+other_colour} {other_vehicles[0].make} {other_vehicles[0].model} with plate"
        " {other_vehicles[0].plate},"
        " was driven by {other_vehicles[0].driver_name}.",
        "Other party: {other_vehicles[0].driver_name}, {other_vehicles[0].make} {other_vehicles[0].model}, insured with"
        " {other_vehicles[0].insurer}.",
        "{other_vehicles[0].driver_name} drove the other car ({other_vehicles[0].make}"
        " {other_vehicles[0].model}) and is with"
        " {other_vehicles[0].insurer}, their policy is {other_vehicles[0].policy_number}.",
        "On the other side it was {other_vehicles[0].driver_name}, phone {+other_phone}, with a"
        " {other_vehicles[0].make}"
        " {other_vehicles[0].model}.",
        "I swapped details with {other_vehicles[0].driver_name}, who drives a {other_vehicles[0].year}"
        " {other_vehicles[0].make}"
        " {other_vehicles[0].model} and has a policy with {other_vehicles[0].insurer}.",
    ),
    "cited": (
        "{~other_party_cited=true}The other driver got a ticket.",
        "{~other_party_cited=true}The police cited the other driver on the spot.",
        "{~other_party_cited=true}A citation went to the other driver.",
        "{~other_party_cited=false}The other driver was not cited.",
        "{~other_party_cited=false}No ticket was given to the other driver.",
        "{~other_party_cited=false}The police did not cite the other party.",
    ),
    "hurt": (
        "{~injuries_reported=true}{injured[0].name} was injured: {injured[0].extent}.",
        "{~injuries_reported=true}There is one injury, {injured[0].name}, age {injured[0].age}: {injured[0].extent}.",
        "{~injuries_reported=true}Sadly {injured[0].name} got hurt ({injured[0].extent}).",
        "{~injuries_reported=true}{injured[0].name} ({injured[0].age}) was hurt, the doctor says: {injured[0].extent}.",
        "{~injuries_reported=true}One person was injured, {injured[0].name}, phone {injured[0].phone};"
        " {injured[0].extent}.",
        "{~injuries_reported=true}As to injuries: {injured[0].name}, {injured[0].extent}.",
        "{~injuries_reported=true}{~injured[0].role=passenger}My passenger {injured[0].name} was injured:"
        " {injured[0].extent}.",
        "{~injuries_reported=true}{~injured[0].role=other_driver}The other driver, {injured[0].name}, was hurt:"
        " {injured[0].extent}.",
    ),
    "witness": (
        "A witness, {witnesses[0].name}, left a number: {witnesses[0].phone}.",
        "{witnesses[0].name} saw it all and can be reached at {witnesses[0].phone}.",
        "There is a witness: {witnesses[0].name}, {witnesses[0].phone}.",
        "A passer-by named {witnesses[0].name} witnessed it (tel. {witnesses[0].phone}).",
        "Witness {witnesses[0].name} of {witnesses[0].address} will confirm it.",
        "If you need a witness ask {witnesses[0].name}, phone {witnesses[0].phone}.",
    ),
    "damage": (
        "As for the damage, {damage_description}.",
        "Now {damage_description}.",
        "The result is that {damage_description}.",
        "Damage: {damage_description}.",
        "When I looked at it in daylight, {damage_description}.",
        "You should see it, {damage_description}.",
        "On the car {damage_description}.",
    ),
    "estimate": (
        "{+garage} gave me an estimate of {estimate_amount}.",
        "The estimate from {+garage} comes to {estimate_amount}.",
        "The repair is estimated at {estimate_amount}.",
        "The body shop wants {estimate_amount} for the repair.",
        "A man named {+estimator} at {+garage} puts the repair at {estimate_amount}.",
        "I have a written estimate for {estimate_amount}.",
        "Repair estimate: {estimate_amount}.",
    ),
    "drivable": (
        "{~vehicle_drivable=true}The car can still be driven.",
        "{~vehicle_drivable=true}It is still drivable.",
        "{~vehicle_drivable=true}The car is drivable, and you can look at it at {vehicle_location}.",
        "{~vehicle_drivable=false}The car cannot be driven.",
        "{~vehicle_drivable=false}It is not drivable and stands at {vehicle_location}.",
        "{~vehicle_drivable=false}It had to be towed and is at {vehicle_location}, not drivable.",
    ),
    "total": (
        "{~total_loss=true}The garage calls it a total loss.",
        "{~total_loss=true}It is a total loss.",
        "{~total_loss=true}They say that the car is totaled.",
        "{~total_loss=true}I am told it counts as a total loss.",
        "{~total_loss=true}The car is totalled, says {+estimator}.",
        "{~total_loss=true}In short, a total loss.",
    ),
    "limit": (
        "The coverage limit is {coverage_limit} as far as I know.",
        "I believe the limit on the policy is {coverage_limit}.",
        "My papers say the limit is {coverage_limit}.",
        "We have a limit of {coverage_limit}.",
        "The policy limit should be {coverage_limit}.",
        "Limit of coverage: {coverage_limit}.",
    ),
}
ORDER = (
    ("name", "policy", "claim_number", "period"),
    ("when", "where", "what", "driver"),
    ("vehicle",),
    ("other", "cited", "police", "witness"),
    ("hurt", "unhurt"),
    ("damage", "estimate", "drivable", "total", "deductible", "limit"),
    ("reported", "home", "contact", "other_contact"),
)
ALWAYS = ("name", "policy", "when", "where", "what", "vehicle", "damage", "estimate", "unhurt", "hurt")
