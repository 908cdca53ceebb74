"""General liability notice of occurrence or claim: the ground that an ACORD 3 covers."""

from __future__ import annotations

from pipelines.claim_types.casualty import INSURED, WITNESSES, firm, occurrence, policy, speakers
from pipelines.claim_types.liability_third_party import CLAIMANT, INJURY, SUIT
from pipelines.claim_types.schema import ClaimType, field, group

LIMITS = (
    "limits | limits of insurance | limits of liability | policy limits | coverage limits | policy type and limits"
    " | coverage and limits | coverage | liability limits"
)
LIABILITY = (
    "type of liability | liability | liability information | liability details | premises | premises information"
    " | products | products information | nature of liability"
)

COVERAGE = group(
    "coverage",
    LIMITS,
    field("policy_form", "enum", "Whether the policy answers for occurrences or for claims made in its period.",
          "policy type | type of policy | coverage form | policy form | coverage trigger | occurrence or claims made"
          " | occurrence/claims made | claims made or occurrence | policy basis | basis of cover | coverage basis"
          " | form of policy | trigger",
          section_labels="type | form | basis",
          options={
              "occurrence": "occurrence | occurrence form | occurrence policy | occurrence basis | occurrence-based"
                  " | per occurrence form | losses occurring",
              "claims_made": "claims made | claims-made | claims made form | claims-made policy | claims made policy"
                  " | claims made basis | claims-made form | claims-made basis",
          },
          phrases="policy is written on {} | policy is a {} | policy is {} | written on a {} | written on an {}"
          " | form is {}"),
    field("retroactive_date", "date", "The day from which occurrences count under a claims-made policy.",
          "retroactive date | retro date | retroactive date (claims made) | claims made retroactive date"
          " | claims-made retroactive date | retro-active date",
          phrases="retroactive date {} | retroactive date of {} | retroactive date is {} | retro date is {}"
          " | retro date of {} | retro date {}",
          questions="retroactive date | retro date"),
    field("general_aggregate", "money", "The general aggregate limit.",
          "general aggregate | general aggregate limit | gen aggregate | general agg | gen agg | policy aggregate"
          " | general aggregate limit (other than products) | annual aggregate | aggregate limit",
          section_labels="aggregate",
          phrases="general aggregate of {} | general aggregate is {} | aggregate of {} | aggregate is {}",
          questions="aggregate"),
    field("products_aggregate", "money", "The aggregate limit for products and completed operations.",
          "products aggregate | prod/comp op aggregate | products/completed operations aggregate"
          " | products - comp/op agg | products-comp/op agg | prod/comp op agg | products and completed operations"
          " aggregate | products-completed operations aggregate limit | products comp ops aggregate"
          " | products/completed operations | products aggregate limit"),
    field("each_occurrence_limit", "money", "The limit for each occurrence.",
          "each occurrence | each occurrence limit | per occurrence limit | occurrence limit | limit each occurrence"
          " | each occ | per occurrence | limit per occurrence | any one occurrence | limit any one occurrence",
          phrases="{} per occurrence | {} each occurrence | {} an occurrence | each occurrence limit of {}"
          " | each occurrence limit is {} | limit of {} | limit is {} | limits are {} | per occurrence limit of {}",
          questions="limit | per occurrence | limits"),
    field("premises_damage_limit", "money", "The limit for damage to rented premises.",
          "damage to premises rented | damage to rented premises | damage to premises rented to you | fire damage"
          " | damage to rented premises (ea occurrence) | fire legal liability | tenants liability | rented premises"
          " | fire damage limit | damage to premises rented limit | tenant's legal liability | rented premises limit"),
    field("medical_expense_limit", "money", "The limit for medical expense of any one person.",
          "medical expense | medical expense limit | med exp | medical payments | med exp (any one person)"
          " | medical expense (any one person) | medical payments limit | medical expenses"),
    field("personal_injury_limit", "money", "The limit for personal and advertising injury.",
          "personal & advertising injury | personal and advertising injury | personal & adv injury"
          " | pers & adv injury | personal and adv injury | personal & advertising injury limit"
          " | personal/advertising injury | advertising injury | personal injury limit"),
)  # fmt: skip

KIND = group(
    "liability",
    LIABILITY,
    field("liability_type", "enum", "Which hazard the claim comes from.",
          "type of liability | liability type | kind of liability | nature of liability | type of hazard"
          " | liability hazard | hazard | coverage part",
          section_labels="type | kind",
          options={
              "premises": "premises | premises liability | premises/operations | premises operations | slip and fall"
                  " | condition of premises | public liability",
              "products": "products | product | products liability | product liability | products/completed operations"
                  " | defective product",
              "operations": "operations | completed operations | work performed | contractor operations"
                  " | your work | ongoing operations",
              "other": "other | advertising | personal injury | professional | employer's liability",
          },
          phrases="this is a {} | claim is a {} | it concerns {} | liability is {} | it is a {} | a case of {}"
          " | comes under {} | falls under {}",
          questions="type of liability | what kind of liability | premises or products"),
    field("premises_interest", "enum", "What the insured is to the premises.",
          "insured is | the insured is | premises: insured is | interest in premises | insured's interest"
          " | premises interest | insured's interest in premises | interest of insured | status at premises"
          " | capacity of insured",
          section_labels="interest | owner or tenant | status",
          options={
              "owner": "owner | landlord | we own the | own the premises | owner of the premises | lessor"
                  " | owner of the building | owners of the building",
              "tenant": "tenant | lessee | we rent the | we lease the | occupier | tenant of the premises"
                  " | tenants of the building",
              "manager": "managing agent | property manager | manager of the premises | facility manager",
              "other": "other | contractor on site | visitor",
          },
          phrases="we are the {} | we are {} | insured is {} | insured is the {} | we are only the {}"
          " | insured, as {} | our firm is the {}",
          questions="own or rent | owner or tenant | own the premises | rent the premises"),
    field("premises_type", "text", "What kind of premises.",
          "type of premises | premises type | kind of premises | description of premises | use of premises"
          " | premises description | nature of premises",
          phrases="premises are a {} | premises is a {} | premises are an {}",
          questions="kind of premises | type of premises"),
    field("product_role", "enum", "What the insured is to the product.",
          "products: insured is | insured's role | role in product | product interest | manufacturer or vendor"
          " | manufacturer/vendor | interest in product | insured's role for product | role of insured",
          section_labels="role",
          options={
              "manufacturer": "manufacturer | maker | producer | we make it | we manufactured | manufactured by us",
              "vendor": "vendor | seller | retailer | distributor | wholesaler | we sold | we sell | sold by us"
                  " | importer",
              "installer": "installer | we installed",
              "other": "other",
          },
          phrases="we are its {} | we are only the {} | we are the {} | with us as {} | our role is {}",
          questions="make it or sell it | manufacture | make or sell | your role"),
    field("product_type", "text", "What product.",
          "type of product | product type | kind of product | product | product name | product description"
          " | description of product | name of product",
          phrases="product is a {} | product is an {} | product was a {} | product in question is a {}",
          questions="kind of product | type of product | which product | what product | what was the product"),
    field("product_manufacturer", "organisation", "Who made the product, where the insured did not.",
          "manufacturer (if not insured) | manufacturer, if not the insured | if insured is not manufacturer, name"
          " | manufacturer name | name of manufacturer | made by | product made by | manufacturer's name"
          " | product manufacturer",
          phrases="manufactured by {} | made by {} | manufacturer is {}",
          questions="who made it | the manufacturer"),
    field("product_location", "address", "Where the product can be seen.",
          "where can product be seen | where can the product be seen | product can be seen at | location of product"
          " | product location | product kept at | where product can be seen",
          phrases="product can be seen at {} | product is kept at {} | product is now at {}",
          questions="where can the product be seen | where can we see the product | where is the product"),
)  # fmt: skip

FIELDS = (
    *policy("carrier agency policy_number policy_effective_date policy_expiration_date claim_number deductible_amount"),
    *COVERAGE,
    *firm("insured | named insured | policyholder | policy holder", INSURED),
    *speakers(),
    *occurrence(
        "occurrence",
        "date_of_loss time_of_loss date_reported authority_contacted report_number loss_description loss_location"
        " loss_city loss_state loss_zip",
    ),
    *KIND,
    *CLAIMANT,
    *INJURY,
    *SUIT,
)

GENERAL_LIABILITY = ClaimType(
    name="liability",
    title="General liability notice of occurrence",
    line="liability",
    description="Somebody outside the firm was hurt, or lost something, and holds the insured liable.",
    cues=(
        "general liability", "notice of occurrence", "general liability notice of occurrence/claim", "acord 3",
        "commercial general liability", "cgl", "liability claim", "public liability", "third party", "third-party",
        "claimant", "premises", "slip and fall", "slipped", "tripped", "wet floor", "occurrence", "claims made",
        "claims-made", "retroactive date", "each occurrence", "general aggregate", "products aggregate",
        "completed operations", "bodily injury", "property damage liability", "attorney", "lawyer", "lawsuit",
        "suit filed", "summons", "demand letter",
        "product liability", "defective product", "negligence", "holds us responsible", "holds us liable",
        "incident report", "injured party", "our store", "our premises",
        "advertising injury", "medical expense",
    ),
    fields=FIELDS,
    records=(WITNESSES,),
)  # fmt: skip
