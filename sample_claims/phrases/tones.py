"""How some people put what others say plainly: in telegram style, or in a language that is not their own."""

_TERSE_NOTICE: dict[str, tuple[str, ...]] = {
    "policy": (
        "Policy {policy_number}.",
        "Pol. no. {policy_number}.",
        "Policy # {policy_number}, {carrier}.",
        "Pol {policy_number}.",
    ),
    "name": ("Insured: {insured_name}.", "{insured_name} here.", "Name {insured_name}.", "Insured is {insured_name}."),
    "when": (
        "DOL {date_of_loss}.",
        "Date {date_of_loss}, {time_of_loss}.",
        "Happened {date_of_loss}.",
        "Date of loss {date_of_loss}, approx {time_of_loss}.",
    ),
    "unhurt": (
        "{~injuries_reported=false}No injuries.",
        "{~injuries_reported=false}Injuries: none.",
        "{~injuries_reported=false}Nobody hurt.",
    ),
    "police": (
        "Police: {authority_contacted}, rpt {report_number}.",
        "Report {report_number} ({authority_contacted}).",
        "{authority_contacted} report no. {report_number}.",
    ),
    "contact": ("Call {insured_phone}.", "Ph {insured_phone}.", "Tel {insured_phone}, mail {insured_email}."),
    "reported": (
        "Reported {date_reported}.",
        "First reported {date_reported}.",
        "Reported to {agency} on {date_reported}.",
    ),
}
_FOREIGN_NOTICE: dict[str, tuple[str, ...]] = {
    "policy": (
        "The number of my policy it is {policy_number}.",
        "I have the insurance with you, policy number {policy_number}.",
        "My contract, policy no. {policy_number}, is paid.",
    ),
    "name": (
        "I am calling me {insured_name}.",
        "My name it is {insured_name}.",
        "The insured person is me, {insured_name}.",
    ),
    "when": (
        "It has happened the day {date_of_loss}.",
        "The date of the damage was {date_of_loss}, at the hour {time_of_loss}.",
        "It was in the {date_of_loss} that this happened.",
        "On {date_of_loss} it happened to us.",
    ),
    "unhurt": (
        "{~injuries_reported=false}Nobody is injured, thanks God.",
        "{~injuries_reported=false}There is no person injured.",
        "{~injuries_reported=false}No one was hurted.",
    ),
    "police": (
        "The police of {authority_contacted} did a report with number {report_number}.",
        "We have called {authority_contacted}, they have the report number {report_number}.",
    ),
    "contact": (
        "You can to call me in {insured_phone}.",
        "My telephone it is {insured_phone}.",
        "Please to call {insured_phone}.",
    ),
    "reported": ("I have informed your agency the {date_reported}.", "It was reported from me on {date_reported}."),
}
_TERSE_AUTO: dict[str, tuple[str, ...]] = {
    "where": (
        "Loc: {loss_location}, {loss_city} {loss_state}.",
        "{loss_location}, {loss_city}.",
        "At {loss_location}, {loss_city}, {loss_state}.",
    ),
    "vehicle": (
        "{vehicle_year} {vehicle_make} {vehicle_model}, VIN {vehicle_vin}.",
        "Veh: {vehicle_year} {vehicle_make} {vehicle_model}, plate {vehicle_plate}, VIN {vehicle_vin}.",
        "VIN {vehicle_vin}, {vehicle_year} {vehicle_make} {vehicle_model}.",
    ),
    "other": (
        "OV: {other_vehicles[0].year} {other_vehicles[0].make} {other_vehicles[0].model}, driver"
        " {other_vehicles[0].driver_name},"
        " ins. {other_vehicles[0].insurer}.",
        "Other driver {other_vehicles[0].driver_name}, {other_vehicles[0].make} {other_vehicles[0].model}, plate"
        " {other_vehicles[0].plate}.",
    ),
    "estimate": ("Est. {estimate_amount}.", "Estimate {estimate_amount} ({+garage}).", "Repair est {estimate_amount}."),
    "drivable": (
        "{~vehicle_drivable=true}Drivable.",
        "{~vehicle_drivable=false}Not drivable.",
        "{~vehicle_drivable=false}Towed, at {vehicle_location}.",
    ),
}
_FOREIGN_AUTO: dict[str, tuple[str, ...]] = {
    "where": (
        "The place was {loss_location} in the city {loss_city}, {loss_state}.",
        "It happened in {loss_city}, in {loss_location}.",
    ),
    "vehicle": (
        "My car is one {vehicle_make} {vehicle_model} of the year {vehicle_year}, the VIN is {vehicle_vin}.",
        "I have a {vehicle_make} {vehicle_model}, year {vehicle_year}, plate {vehicle_plate}, VIN number"
        " {vehicle_vin}.",
    ),
    "other": (
        "The other man is {other_vehicles[0].driver_name} with a {other_vehicles[0].make}"
        " {other_vehicles[0].model}, plate"
        " {other_vehicles[0].plate}.",
        "The other car, {other_vehicles[0].make} {other_vehicles[0].model}, was of {other_vehicles[0].driver_name}.",
    ),
    "estimate": (
        "For repair it they want {estimate_amount}.",
        "The garage {+garage} makes an estimate of {estimate_amount}.",
        "The cost for the repair is estimated {estimate_amount}.",
    ),
    "drivable": (
        "{~vehicle_drivable=true}The car it drives still.",
        "{~vehicle_drivable=false}The car is not possible to drive.",
    ),
}
_TERSE_PROPERTY: dict[str, tuple[str, ...]] = {
    "where": (
        "Loc: {loss_location}, {loss_city} {loss_state} {loss_zip}.",
        "{loss_location}, {loss_city}.",
        "Risk address {loss_location}, {loss_city}, {loss_state}.",
    ),
    "amount": (
        "Est. {probable_amount}.",
        "Probable amount {probable_amount}.",
        "Estimate {probable_amount} ({+builder}).",
    ),
    "living": (
        "{~habitable=true}Habitable.",
        "{~habitable=false}Not habitable.",
        "{~habitable=false}Uninhabitable for now.",
    ),
    "repairs": ("{~emergency_repairs=true}Emergency repairs done.", "{~emergency_repairs=false}No emergency repairs."),
    "mortgage": ("Mortgagee {mortgagee}, loan {loan_number}.", "Mortgage: {mortgagee}."),
}
_FOREIGN_PROPERTY: dict[str, tuple[str, ...]] = {
    "where": (
        "Our home is in {loss_location}, city of {loss_city}, {loss_state}.",
        "It happened to us in {loss_location}, {loss_city}.",
    ),
    "amount": (
        "The firm {+builder} makes an estimate of {probable_amount}.",
        "All together it costs {probable_amount} for repair.",
        "The damage is estimated {probable_amount}.",
    ),
    "living": ("{~habitable=true}We can to live there.", "{~habitable=false}It is not possible to live there."),
    "repairs": (
        "{~emergency_repairs=true}The emergency repairs they are made.",
        "{~emergency_repairs=false}No emergency repairs we have made.",
    ),
    "mortgage": (
        "The mortgage we have with {mortgagee}.",
        "For the mortgage it is the bank {mortgagee}, loan number {loan_number}.",
    ),
}
TONED: dict[tuple[str, str], dict[str, tuple[str, ...]]] = {
    ("auto", "terse"): _TERSE_NOTICE | _TERSE_AUTO,
    ("auto", "nonnative"): _FOREIGN_NOTICE | _FOREIGN_AUTO,
    ("property", "terse"): _TERSE_NOTICE | _TERSE_PROPERTY,
    ("property", "nonnative"): _FOREIGN_NOTICE | _FOREIGN_PROPERTY,
}
