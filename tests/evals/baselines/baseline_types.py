"""A claim type with every sort of value, which does not change."""

from pipelines.claim_types.schema import ClaimType, field, record

BOAT = ClaimType(
    name="boat",
    title="Boat",
    line="other",
    description="Damage to a boat.",
    cues=("boat",),
    fields=(
        field("policy_number", "policy_number", "The number of the policy."),
        field("insured_name", "name", "Who holds the policy."),
        field("date_of_loss", "date", "The day of the loss."),
        field("time_of_loss", "time", "The time of the loss."),
        field("estimate_amount", "money", "The estimated cost."),
        field("cause_of_loss", "enum", "What caused it.", options={"storm": "storm", "theft": "stolen"}),
        field("afloat", "boolean", "Whether it still floats."),
        field("loss_description", "narrative", "What happened."),
    ),
    records=(
        record(
            "sails",
            "The sails that are torn.",
            "sails",
            (field("sail", "text", "Which sail."), field("price", "money", "Its price.")),
        ),
    ),
)
