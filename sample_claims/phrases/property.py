"""Sentences about homes, by topic."""

TOPICS: dict[str, tuple[str, ...]] = {
    "what": (
        "{~cause_of_loss}{loss_description}",
        "{~cause_of_loss}Here is what happened: {loss_description}",
        "{~cause_of_loss}To put it simply, {loss_description}",
        "{~cause_of_loss}What happened was that {loss_description}",
        "{~cause_of_loss}In short: {loss_description}",
        "{~cause_of_loss}The story is this: {loss_description}",
    ),
    "where": (
        "The address of the loss is {loss_location}, {loss_city}, {loss_state} {loss_zip}.",
        "It happened at {loss_location} in {loss_city}, {loss_state}.",
        "This is about the place at {loss_location}, {loss_city}, {loss_state}.",
        "The property stands at {loss_location}, {loss_city}, {loss_state} {loss_zip}.",
        "Loss location: {loss_location}, {loss_city}, {loss_state} {loss_zip}.",
        "We are at {loss_location} in {loss_city}, as you know.",
    ),
    "type": (
        "{~property_type=dwelling}It is our house, a one-family dwelling.",
        "{~property_type=dwelling}The dwelling is where we live.",
        "{~property_type=dwelling}The property is a dwelling.",
        "{~property_type=condominium}It is a condominium on the second floor.",
        "{~property_type=condominium}The property is a condominium.",
        "{~property_type=mobile_home}The property is a mobile home.",
        "{~property_type=mobile_home}We live in a mobile home.",
        "{~property_type=commercial}It is a commercial building, we rent out the shops.",
        "{~property_type=commercial}The property is commercial.",
    ),
    "hurt": ("{~injuries_reported=true}There were injuries.",),
    "damage": (
        "As for the damage, {damage_description}.",
        "Now {damage_description}.",
        "The result is that {damage_description}.",
        "Damage: {damage_description}.",
        "When we came in, {damage_description}.",
        "It looks bad, {damage_description}.",
        "So far we know that {damage_description}.",
    ),
    "amount": (
        "{+builder} estimates the loss at {probable_amount}.",
        "The probable amount of the loss is {probable_amount}.",
        "We put the whole loss at {probable_amount}.",
        "The estimate from {+builder} comes to {probable_amount}.",
        "A man named {+estimator} from {+builder} says it will take {probable_amount} to put right.",
        "All in all the damage is estimated at {probable_amount}.",
        "Total estimate: {probable_amount}.",
    ),
    "items": (
        "Among it{+three} the {damaged_items[0].description} for {damaged_items[0].amount}, the"
        " {damaged_items[1].description} for"
        " {damaged_items[1].amount} and the {damaged_items[2].description} for {damaged_items[2].amount}.",
        "In detail{+three}: {damaged_items[0].description} {damaged_items[0].amount}; {damaged_items[1].description}"
        " {damaged_items[1].amount}; {damaged_items[2].description} {damaged_items[2].amount}.",
        "The list{+three}: {damaged_items[0].description}, {damaged_items[0].amount}. {damaged_items[1].description},"
        " {damaged_items[1].amount}. {damaged_items[2].description}, {damaged_items[2].amount}.",
    ),
    "living": (
        "{~habitable=true}We can still live in it.",
        "{~habitable=true}The place is habitable.",
        "{~habitable=true}We are able to stay, the home is habitable.",
        "{~habitable=false}We cannot live there now, it is not habitable.",
        "{~habitable=false}The home is uninhabitable and we stay with family.",
        "{~habitable=false}It is not habitable at the moment.",
    ),
    "repairs": (
        "{~emergency_repairs=true}Emergency repairs have been made to stop it getting worse.",
        "{~emergency_repairs=true}We had emergency repairs done the same night.",
        "{~emergency_repairs=true}{+builder} did emergency repairs.",
        "{~emergency_repairs=false}No emergency repairs have been made.",
        "{~emergency_repairs=false}No emergency repairs were needed.",
        "{~emergency_repairs=false}There were no emergency repairs.",
    ),
    "mortgage": (
        "The mortgage is with {mortgagee}, loan number {loan_number}.",
        "Our mortgage company is {mortgagee}, loan no. {loan_number}.",
        "{mortgagee} holds the mortgage (loan {loan_number}).",
        "Mortgagee is {mortgagee}.",
        "There is a mortgage at {mortgagee} under loan number {loan_number}.",
        "The bank that holds the mortgage is {mortgagee}.",
    ),
    "limit": (
        "The coverage limit is {coverage_limit} as far as I know.",
        "The house is insured for a limit of {coverage_limit}.",
        "My papers say the limit is {coverage_limit}.",
        "We have a limit of {coverage_limit}.",
        "The policy limit should be {coverage_limit}.",
        "Limit of coverage: {coverage_limit}.",
    ),
}
ORDER = (
    ("name", "policy", "claim_number", "period"),
    ("when", "where", "type", "what"),
    ("police",),
    ("damage", "amount", "items", "living", "repairs"),
    ("unhurt", "deductible", "limit", "mortgage"),
    ("reported", "home", "contact", "other_contact"),
)
ALWAYS = ("name", "policy", "when", "where", "what", "damage", "amount")
