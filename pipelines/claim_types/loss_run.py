"""Loss run: a carrier's list of all claims under an insured's policies, as of a day."""

from __future__ import annotations

from pipelines.claim_types.schema import ClaimType, field, group, record

_STATES = {
    "open": "open | o | active | pending",
    "closed": "closed | c | settled | final | closed without payment | cwp | closed no payment",
    "reopened": "reopened | re-opened | reopen | r | re-open",
}

_SUMMARY = group(
    "summary",
    "loss run | account | account information | insured | policy | summary",
    field("insured_name", "organisation", "The insured whose claims are listed.",
          "insured | named insured | insured name | account | account name | policyholder | client | customer",
          critical=True, required=True, asked=False),
    field("carrier", "organisation", "The insurance company whose list it is.",
          "carrier | insurance company | insurer | company | writing company | issued by | prepared by", asked=False),
    field("policy_number", "policy_number", "The policy that the claims are made under.",
          "policy number | policy no | policy # | policy | policy numbers | policies", asked=False),
    field("valuation_date", "date", "The day as of which the amounts hold.",
          "valuation date | valued as of | losses valued as of | as of | as of date | evaluation date | run date"
          " | report date | data as of | valuation | loss run date | date of valuation", critical=True, required=True,
          asked=False),
    field("policy_effective_date", "date", "First day of the policy period.",
          "effective date | policy effective date | policy period from | period from | inception date | eff date"
          " | policy effective | effective | policy period | policy term", asked=False),
    field("policy_expiration_date", "date", "Last day of the policy period.",
          "expiration date | policy expiration date | policy period to | period to | expiry date | exp date"
          " | policy expiration | expiration", asked=False),
)  # fmt: skip

LOSSES = record(
    "losses",
    "The claims of the list, one by one, without subtotals and totals.",
    "losses | claims | loss history | claim history | claims experience | claim detail | loss detail | list of claims",
    (
        field("claim_number", "claim_number", "The claim's number.",
              "claim number | claim no | claim # | claim | claim id | file number | claim reference | occurrence number"
              " | claim/occurrence | reference"),
        field("policy_number", "policy_number", "The policy that this claim is made under.",
              "policy number | policy no | policy # | policy"),
        field("date_of_loss", "date", "The day of the loss.",
              "date of loss | loss date | dol | d.o.l. | accident date | date of accident | occurrence date"
              " | incident date | date of injury | doi | loss dt | occ date | injury date | event date"),
        field("date_reported", "date", "The day on which it was reported.",
              "date reported | reported date | report date | reported | date of report | rpt date | notice date"
              " | rptd | date rptd | date of notice | reported on"),
        field("date_closed", "date", "The day on which the claim was closed.",
              "date closed | closed date | close date | closing date | closed on"),
        field("claimant", "name", "Who claims.",
              "claimant | claimant name | name of claimant | injured party | injured worker | employee | claimant(s)"
              " | employee name | injured employee | driver"),
        field("coverage", "text", "The line of business or the coverage.",
              "coverage | line | lob | line of business | cov | type | coverage type | claim type | line of coverage"
              " | type of claim | cov type | type of loss"),
        field("description", "text", "What happened.",
              "description | loss description | accident description | description of loss | cause | cause of loss"
              " | details | nature of loss | description of accident | claim description | nature of injury"
              " | cause/description | narrative"),
        field("status", "enum", "Whether the claim is open.", "status | claim status | o/c | open/closed | stat | st",
              options=_STATES),
        field("paid", "money", "What was paid.",
              "paid | total paid | paid to date | amount paid | paid loss | payments | net paid | gross paid"
              " | loss paid | paid losses | paid amount | total payments"),
        field("expense", "money", "What was paid as expense.",
              "expense | expenses | expense paid | paid expense | alae | alae paid | lae | legal | adjusting expense"
              " | expenses paid | alloc expense"),
        field("reserve", "money", "What is set aside for the claim.",
              "reserve | reserves | outstanding | outstanding reserve | total reserve | o/s | os reserve | case reserve"
              " | outstanding reserves | reserved | total reserves | o/s reserve | remaining reserve | reserve amount"),
        field("incurred", "money", "Paid and reserve together.",
              "incurred | total incurred | net incurred | gross incurred | incurred loss | total | incurred losses"
              " | total inc | incurred amount | incurred total"),
        field("recovered", "money", "What came back from others.",
              "recovered | recovery | recoveries | subrogation | subro | salvage/subro | total recovered"
              " | salvage and subrogation | recovery amount | deductible recovered"),
    ),
    counted="claims | losses | occurrences | incidents | reported claims | claimants",
    max_rows=5000,
)  # fmt: skip

LOSS_RUN = ClaimType(
    name="loss_run",
    title="Loss run",
    line="other",
    description="A carrier's list of the claims under an insured's policies.",
    cues=(
        "loss run", "loss runs", "loss run report", "claims experience report", "loss history report", "loss history",
        "claim history report", "loss experience", "valuation date", "valued as of", "losses valued as of",
        "currently valued", "total incurred", "claims listing", "experience report", "page total", "carried forward",
        "number of claims", "outstanding reserve", "loss listing", "claim count",
        "total paid", "total reserve", "total reserves", "paid to date", "o/s reserve", "claims bordereau",
        "loss summary", "losses as of", "claims experience",
    ),
    fields=_SUMMARY,
    records=(LOSSES,),
)  # fmt: skip
