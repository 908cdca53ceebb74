"""Property loss notice: the ground that an ACORD 1 covers."""

from __future__ import annotations

from pipelines.claim_types.notice import INJURIES, PEOPLE, POLICY, loss
from pipelines.claim_types.schema import ClaimType, field, group, record

CAUSES = {
    "fire": "fire | kitchen fire | house fire | burned | burnt | flames | blaze | electrical fire | grease fire"
    " | caught fire",
    "lightning": "lightning | lightning strike | struck by lightning | power surge from lightning",
    "smoke": "smoke | smoke damage | soot",
    "wind": "wind | windstorm | wind storm | tornado | hurricane | high winds | gale | fallen tree | tree fell"
    " | storm blew | blown off",
    "hail": "hail | hailstorm | hailstones | hail storm | hail damage",
    "water": "water | water damage | burst pipe | pipe burst | leak | leaking | plumbing | water heater"
    " | washing machine | dishwasher | overflow | overflowed | sewer backup | water backup | supply line",
    "freeze": "freeze | frozen pipe | frozen pipes | freezing | froze | ice dam | weight of ice | weight of snow",
    "flood": "flood | flooding | flooded | rising water | surface water | river | storm surge",
    "theft": "theft | stolen | burglary | burglar | burglars | break-in | broke in | broken into | robbery | stole",
    "vandalism": "vandalism | vandalised | vandalized | malicious mischief | graffiti | vandals",
    "vehicle_impact": "vehicle impact | vehicle | car drove into | car hit the house | struck by a vehicle"
    " | hit by a car | truck hit | impact of vehicle | vehicle damage to property",
    "other": "other | collapse | earthquake | falling object | explosion | riot | mould | mold",
}

PROPERTY = (
    "property | property information | property details | damage | damages | damage information | damage details"
    " | loss and damage | mortgage | mortgagee | mortgage information | dwelling | the property"
)

FIELDS = (
    *POLICY,
    *loss(CAUSES, cause_is_critical=True),
    *PEOPLE,
    *group(
        "damage",
        PROPERTY,
        field("property_type", "enum", "What kind of property was damaged.",
              "property type | type of property | dwelling type | type of dwelling | building type | type of building"
              " | occupancy | kind of property | residence type | structure type",
              section_labels="type | kind", options={
                  "dwelling": "dwelling | house | home | single family | single-family | residence"
                  " | single family home | homeowners | townhouse | duplex",
                  "condominium": "condominium | condo | condo unit | unit owner | apartment | flat",
                  "mobile_home": "mobile home | manufactured home | trailer | modular home",
                  "commercial": "commercial | business | office | store | shop | warehouse | restaurant"
                      " | commercial building | retail",
                  "other": "other | garage | barn | shed | outbuilding | other structure | farm",
              },
              phrases="property is a {} | the home is a {} | the building is a {} | it is a {} | we live in a {}"
              " | i live in a {}"),
        field("damage_description", "narrative", "What is damaged, in the words of the document.",
              "description of damage | damage description | describe damage | damage to property | property damage"
              " | damage | damages | description of loss & damage | description of loss and damage | nature of damage"
              " | extent of damage | areas damaged | damaged areas | rooms affected | affected areas",
              section_labels="description | details | describe",
              questions="describe the damage | what is damaged | what's damaged | what damage",
              phrases="as for the damage {} | the damage is as follows {} | damage is this {} | about the damage"
              " {} | so far we know that {}"),
        field("probable_amount", "money", "The probable amount of the entire loss.",
              "probable amount entire loss | probable amount of entire loss | probable amount of loss"
              " | probable amount | probable loss | estimated amount of loss | estimated loss | amount of loss"
              " | estimated damage | estimate amount | estimate | estimated cost | estimated cost of repair"
              " | estimated cost of repairs | estimated repair cost | cost of repairs | repair estimate"
              " | total estimate | estimated amount | amount claimed | claim amount | claimed amount | total claimed"
              " | loss amount | loss estimate | total loss amount | total amount | estimated total loss"
              " | total amount of loss | grand total | estimated damages | estimate of loss",
              section_labels="amount | total", critical=True, required=True,
              phrases="estimated at {} | quoted {} | quote of {} | quote is {} | estimate of {} | estimate is {}"
              " | estimate was {} | estimate for {} | estimate came to {} | estimate comes to {}"
              " | repairs will cost {} | cost about {} | comes to {} | repair bill {} | damage at {} | claiming {}"
              " | claim for {} | amounts to {} | put it at {} | puts it at {} | puts the damage at {} | total of {}"
              " | cost to repair is {} | will cost {} | it will be {} | estimate {} | repairs at {} | loss at {}"
              " | damage is {} | worth {} | replacement cost {}",
              questions="estimate | how much | a figure | what will it cost | what amount | what is it worth"),
        field("mortgagee", "organisation", "The bank that holds the mortgage on the property.",
              "mortgagee | mortgage company | mortgage holder | mortgagee name | name of mortgagee | lender"
              " | lienholder | mortgage lender | loss payee | mortgagee/loss payee | bank",
              sections="mortgagee | mortgage | mortgage information | lender", section_labels="name | company",
              questions="mortgage | who holds the mortgage",
              phrases="{} holds the mortgage | {} has the mortgage | mortgage is with {} | mortgage with {} |"
              " mortgaged to {} | mortgage from {}"),
        field("loan_number", "identifier", "The number of the mortgage loan.",
              "loan number | loan no | loan # | mortgage loan number | mortgage number | mortgage account number"
              " | loan account number | loan reference | mortgage loan no",
              sections="mortgagee | mortgage | mortgage information | lender", section_labels="number | loan"
                  " | account",
              phrases="loan {} | loan number {} | loan is {}"),
        field("habitable", "boolean", "Whether people can still live or work there (yes or no).",
              "habitable | is the property habitable | is the home habitable | property habitable | home habitable"
              " | is dwelling habitable | dwelling habitable | livable | liveable | is the home livable"
              " | can you live in the home | is the property livable | inhabitable | fit to live in",
              options={
                  "true": "still habitable | still livable | can still live | is habitable | we can stay"
                  " | able to stay in | still living in | remains habitable",
                  "false": "not habitable | uninhabitable | unlivable | cannot live there | can't live there"
                  " | can't stay | cannot stay | staying with relatives | staying at a hotel | staying in a hotel"
                  " | had to move out | moved out | moved into a hotel | not livable",
              },
              questions="still live | habitable | stay in the | able to live | live there"),
        field("emergency_repairs", "boolean", "Whether emergency repairs were made (yes or no).",
              "emergency repairs | emergency repairs made | emergency repairs done | temporary repairs"
              " | were emergency repairs made | have emergency repairs been made | emergency services | mitigation"
              " | emergency mitigation | temporary repairs made | emergency repairs needed",
              options={
                  "true": "emergency repairs were made | emergency repairs have been made | had it tarped | tarped"
                  " | boarded up | water extraction | temporary repairs were | emergency plumber | board-up"
                  " | dried out | made temporary repairs",
                  "false": "no emergency repairs | no repairs have been made | no temporary repairs"
                  " | nothing has been repaired",
              },
              questions="emergency repairs | temporary repairs"),
        INJURIES,
    ),
)  # fmt: skip

DAMAGED_ITEMS = record(
    "damaged_items",
    "The damaged or stolen things, one by one, without the total.",
    "damaged items | items damaged | inventory | contents inventory | list of damaged items | stolen items"
    " | items stolen | personal property inventory | contents | lost items | property lost or damaged | items claimed"
    " | schedule of loss | damaged property | itemised list | itemized list | list of items | contents list"
    " | items lost",
    (
        field("description", "text", "What the thing is.",
              "description | item | item description | article | description of item | property | contents item"
              " | description of property | damaged item"),
        field("quantity", "integer", "How many of them.", "quantity | qty | no | number | count | units | qty."),
        field("amount", "money", "What is claimed for this line.",
              "amount | value | cost | replacement cost | claimed amount | amount claimed | total | price | est. value"
              " | estimated value | line total | amount ($) | loss amount | repair cost | RCV"),
    ),
    max_rows=40,
)  # fmt: skip

PROPERTY_LOSS = ClaimType(
    name="property",
    title="Property loss notice",
    line="property",
    description="A building or the things in it were damaged, destroyed or stolen.",
    cues=(
        "property loss notice", "property claim", "homeowners claim", "homeowner's claim", "home claim", "acord 1",
        "homeowners", "homeowner", "home insurance", "property insurance", "dwelling", "condominium", "mobile home",
        "house", "home", "roof", "shingles", "ceiling", "basement", "kitchen", "bedroom", "bathroom", "drywall",
        "carpet", "flooring", "burst pipe", "water damage", "smoke damage", "mortgagee", "mortgage", "loan number",
        "probable amount", "habitable", "contents", "personal property", "inventory", "building", "premises",
        "siding", "gutter", "garage", "plumber", "emergency repairs", "tarp", "burglary", "peril", "windstorm",
        "vandalism", "vandalised", "vandalized", "porch", "fence", "attic", "chimney", "water heater", "sump pump",
    ),
    fields=FIELDS,
    records=(DAMAGED_ITEMS,),
)  # fmt: skip
