"""Automobile loss notice: the ground that an ACORD 2 covers."""

from __future__ import annotations

from pipelines.claim_types.notice import ADDRESS, BIRTH, INJURIES, NAME, PEOPLE, PHONE, POLICY, loss
from pipelines.claim_types.schema import ClaimType, field, group, record

CAUSES = {
    "collision": "collision | collided | crash | rear-ended | rear ended | rear end | sideswiped | hit and run"
    " | hit-and-run | t-boned | struck | hit another vehicle | ran into | ran off the road | backed into"
    " | slid into | fender bender | rollover | overturned | pile-up | bumped | hit a pole | hit the | hit by"
    " | ran a red light | run a red light",
    "theft": "theft | stolen | stole | thief | thieves | burglary | broken into | larceny | carjacked",
    "vandalism": "vandalism | vandalised | vandalized | keyed | malicious mischief | slashed | graffiti"
    " | smashed window | scratched deliberately",
    "fire": "fire | caught fire | burned | burnt | burst into flames | engine fire | smoke",
    "hail": "hail | hailstorm | hailstones | hail damage | hail storm",
    "flood": "flood | flooded | flooding | flash flood | high water | submerged | water damage | rising water",
    "animal": "animal | deer | elk | moose | dog | cow | raccoon | struck a deer | hit a deer | wildlife | bird",
    "glass": "glass | windshield | windscreen | window glass | glass breakage | chipped windshield"
    " | cracked windshield | rock chip",
    "other": "other | fallen tree | tree limb | falling object | wind | storm | tornado | mechanical | comprehensive",
}

VEHICLE = (
    "insured vehicle | vehicle | vehicle information | vehicle details | insured vehicle information | your vehicle"
    " | our vehicle | vehicle 1 | vehicle #1 | vehicle one | veh 1 | insured's vehicle | my vehicle"
    " | our insured's vehicle | insured auto | insured automobile | the vehicle | car | motor vehicle"
)
DAMAGE = "damage | damages | damage information | damage details | damage and estimate | estimate | repair estimate"
DRIVER = (
    "driver | driver information | driver details | driver's name & address | insured vehicle driver"
    " | driver of insured vehicle | driver 1 | operator | operator information | the driver | driver of vehicle"
)
OWNER = "owner | owner information | owner details | vehicle owner | owner's name & address | registered owner"

FIELDS = (
    *POLICY,
    *loss(CAUSES),
    *PEOPLE,
    *group(
        "vehicle",
        VEHICLE,
        field("vehicle_year", "year", "Model year of the insured vehicle.",
              "vehicle year | model year | year of vehicle | insured vehicle year | veh year | year of manufacture"
              " | year/make/model | year make model | year, make, model",
              section_labels="year | yr", form="YEAR",
              phrases="my {} | driving a {} | driving my {} | drove my {} | drove a {} | our {} | vehicle is a {}"
              " | car is a {} | in my {} | drives a {} | vehicle a {} | insured vehicle {} | own a {}"
              " | vehicle was a {} | car a {} | the insured {}",
              cues="car | vehicle | truck | suv | sedan | van | driving",
              questions="what car | which car | what vehicle | which vehicle | year make and model | what were you"
              " driving | what are you driving | your vehicle | your car | kind of car | make and model"),
        field("vehicle_make", "text", "Make of the insured vehicle (the maker's name).",
              "vehicle make | make of vehicle | insured vehicle make | veh make | manufacturer | make/model",
              section_labels="make", form="MAKE",
              cues="car | vehicle | truck | suv | sedan | van | driving | drive | drove"),
        field("vehicle_model", "text", "Model of the insured vehicle.",
              "vehicle model | model of vehicle | insured vehicle model | veh model", section_labels="model",
              cues="car | vehicle | truck | suv | sedan | van | driving | drive | drove"),
        field("vehicle_vin", "vin", "The 17-character vehicle identification number of the insured vehicle.",
              "VIN | V.I.N. | vehicle identification number | vehicle id number | vehicle id no | VIN number | VIN #"
              " | vehicle vin | insured vehicle vin | vehicle serial number | serial number"
              " | vehicle identification no | vehicle id | veh 1 vin | vehicle 1 vin | unit 1 vin | v1 vin | vin 1"
              " | vin no", critical=True,
              questions="vin | identification number",
              sole=True),
        field("vehicle_plate", "plate", "Licence plate of the insured vehicle.",
              "plate number | license plate | licence plate | license plate number | licence plate number | plate no"
              " | plate # | vehicle plate | tag number | license tag | registration number | plate | tag | license no"
              " | registration plate | lic plate | lic plate # | plate/lic | plate/lic # | plate/lic no"
              " | plate/license # | veh 1 plate | vehicle 1 plate | unit 1 plate | insured plate",
              section_labels="plate | tag | registration", form="PLATE NUMBER",
              questions="plate | license plate | plate number"),
        field("vehicle_plate_state", "state", "State that issued the insured vehicle's plate.",
              "plate state | state of plate | tag state | registration state | license plate state | plate issued by"
              " | state of registration | registered in", section_labels="state | st", form="STATE"),
        field("vehicle_drivable", "boolean", "Whether the vehicle can still be driven (yes or no).",
              "vehicle drivable | drivable | driveable | vehicle driveable | is the vehicle drivable"
              " | is vehicle drivable | is the vehicle driveable | is the car drivable | drivable? | can it be driven"
              " | vehicle is drivable | able to drive",
              options={
                  "true": "drivable | driveable | can still be driven | still drives | still runs and drives"
                  " | able to drive it | drove it home | drove home | was driven away | could drive away"
                  " | still driving it | safe to drive",
                  "false": "not drivable | not driveable | undrivable | undriveable | cannot be driven"
                  " | can't be driven | could not be driven | couldn't be driven | cannot drive it | can't drive it"
                  " | had to be towed | was towed | it was towed | towed away | towed from the scene"
                  " | not safe to drive | no longer drivable | isn't drivable | is not drivable | won't start"
                  " | will not start | wasn't drivable",
              },
              questions="drivable | driveable | can you drive it | still drive | be driven"),
        field("vehicle_location", "address", "Where the vehicle can be seen.",
              "where can vehicle be seen | where can the vehicle be seen | vehicle location"
              " | current location of vehicle | location of vehicle | vehicle can be seen at | where is the vehicle"
              " | present location of vehicle | where vehicle can be seen | where can car be seen | vehicle is at"
              " | towed to | stored at",
              form="WHERE CAN VEHICLE BE SEEN",
              questions="where is the car now | where is the vehicle now | where can we see | where is it now | car"
              " now | vehicle now",
              cues="towed to | parked at | can be seen | is now at | being stored | sitting at | taken to"),
    ),
    *group(
        "driver",
        DRIVER,
        field("driver_name", "name", "Who drove the insured vehicle.",
              "driver name | driver's name | name of driver | driver | driven by | operator name | name of operator"
              " | operator | driver's name & address | person driving"
              " | driver of insured vehicle", section_labels=NAME,
              phrases="driven by {} | driver was {} | behind the wheel was {} | at the wheel was {}",
              questions="who was driving | who drove | who was behind the wheel | driver",
              cues="driven by | was driving | at the wheel | drove",
              asked=False),
        field("driver_date_of_birth", "date", "The driver's day of birth.",
              "driver date of birth | driver's date of birth | driver dob | driver's dob | date of birth of driver"
              " | driver birth date", section_labels=BIRTH, form="DATE OF BIRTH_2"),
        field("driver_license_number", "identifier", "Number of the driver's licence.",
              "driver's license number | drivers license number | driver license number | driver's license no"
              " | driver's license # | driver's licence number | license number | licence number | DL number | DL #"
              " | DL no | driver's license | drivers license | driver license no | operator license number",
              section_labels="license | licence | license no | license #", form="DRIVERS LICENSE NUMBER"),
        field("driver_license_state", "state", "State that issued the driver's licence.",
              "driver's license state | driver license state | license state | licence state | DL state"
              " | state of license | licensed in | license issued by | state licensed",
              section_labels="state | st", form="STATE_2"),
        field("driver_relation", "enum", "What the driver is to the insured.",
              "relation to insured | relationship to insured | driver relation | driver's relation to insured"
              " | driver relation to insured | driver relationship | relationship of driver to insured"
              " | relation to policyholder | relationship to policyholder"
              " | relation to insured (employee, family, etc.) | (employee, family, etc.) relation to insured",
              section_labels="relation | relationship", form="Employee family etc RELATION TO INSURED",
              options={
                  "insured": "insured | self | same | same as insured | named insured | policyholder | owner | himself"
                  " | herself | myself",
                  "spouse": "spouse | wife | husband | partner",
                  "child": "child | son | daughter | stepson | stepdaughter | dependent | dependant",
                  "employee": "employee | staff | worker | company driver | works for",
                  "other": "other | friend | parent | mother | father | brother | sister | sibling | roommate"
                      " | relative | neighbour | neighbor | none | permissive user",
              },
              phrases="driver was my {} | my {} was driving | my {} was at the wheel | i was driving it {}"),
        field("purpose_of_use", "text", "What the vehicle was used for at the time.",
              "purpose of use | use of vehicle | vehicle use | purpose of trip | used for | purpose",
              form="PURPOSE OF USE",
              cues="on my way | way to | commuting | errand | business | work | pleasure | delivery | going to"),
        field("owner_name", "name", "Who owns the insured vehicle.",
              "owner name | owner's name | vehicle owner | name of owner | owner | registered owner"
              " | owner's name & address | owner of vehicle | owned by | title holder",
              sections=OWNER, section_labels=NAME,
              phrases="owned by {} | registered to {} | belongs to {}",
              cues="owner | owned | registered to | belongs to"),
    ),
    *group(
        "damage",
        DAMAGE,
        field("damage_description", "narrative", "What is damaged on the insured vehicle.",
              "describe damage | damage description | description of damage | damage to vehicle"
              " | damage to insured vehicle | damage | damages | vehicle damage | area of damage | damaged areas"
              " | points of impact | point of impact | damage to your vehicle"
              " | nature of damage", section_labels="description | details | describe",
              form="DESCRIBE DAMAGE",
              questions="describe the damage | what is damaged | what's damaged | what damage | damage to your",
              phrases="as for the damage {} | the damage is as follows {} | damage is this {} | about the damage"
              " {} | on the car {}"),
        field("estimate_amount", "money", "The estimated cost of the damage to the insured vehicle.",
              "estimate amount | amount of estimate | estimated amount | estimate | repair estimate | estimated cost"
              " | estimated cost of repair | estimated cost of repairs | estimated repair cost | cost of repairs"
              " | cost of repair | estimated damage | estimated loss | estimate total | total estimate"
              " | total estimate amount | estimated damages | amount of loss | repair cost | amount claimed"
              " | claim amount | claimed amount | loss amount | damage estimate | estimated amount of damage"
              " | grand total | total amount | estimate of damage | total cost of repairs | repair total",
              section_labels="amount | total | estimate", critical=True, required=True,
              phrases="estimated at {} | quoted {} | quote of {} | quote is {} | estimate of {} | estimate is {}"
              " | puts the repair at {} | put the repair at {} | puts the damage at {} | wants {} for the repair"
              " | want {} for the repair | asks {} for the repair | they want {}"
              " | estimate was {} | estimate for {} | estimate came to {} | estimate comes to {}"
              " | repairs will cost {} | cost about {} | comes to {} | repair bill {} | damage at {} | claiming {}"
              " | claim for {} | amounts to {} | put it at {} | puts it at {} | puts the damage at {} | total of {}"
              " | cost to repair is {} | will cost {} | it will be {} | estimate {} | repairs at {}",
              questions="estimate | how much | a figure | what will it cost | what amount | repair cost"),
        field("total_loss", "boolean", "Whether the vehicle is a total loss (yes or no).",
              "total loss | is vehicle a total loss | is the vehicle a total loss | vehicle total loss | totaled"
              " | totalled | total loss? | possible total loss | constructive total loss",
              options={
                  "true": "is a total loss | a total loss | total loss | totaled | totalled | written off | write- off"
                  " | beyond repair",
                  "false": "not a total loss | not totaled | not totalled | no total loss | isn't a total loss",
              },
              questions="total loss"),
        INJURIES,
        field("other_party_cited", "boolean", "Whether the police cited the other driver (yes or no).",
              "other party cited | other driver cited | was other party cited | was the other driver cited"
              " | citation issued to other driver | other driver ticketed | other party ticketed"
              " | citation to other party | ticket issued to other driver | other driver received citation",
              options={
                  "true": "the other driver was cited | other driver was cited | other driver was ticketed"
                  " | other driver got a ticket | other driver received a citation | other driver was given a citation"
                  " | cited the other driver | ticketed the other driver | issued the other driver a citation"
                  " | gave the other driver a ticket | he was cited | she was cited | he was ticketed"
                  " | she was ticketed | he got a ticket | she got a ticket",
                  "false": "no citation was issued | no citations were issued | no citations | no tickets"
                  " | no ticket was issued | nobody was cited | no one was cited | other driver was not cited",
              },
              questions="cited | ticket | citation"),
    ),
)  # fmt: skip

OTHER_VEHICLES = record(
    "other_vehicles",
    "Vehicles of other parties in the accident.",
    "other vehicle | other vehicles | other vehicle information | other vehicle(s) | other vehicle / property damaged"
    " | property damaged | vehicle 2 | vehicle #2 | vehicle two | veh 2 | vehicle 3 | other party"
    " | other party information | other driver | third party | third-party vehicle | third party vehicle"
    " | adverse vehicle | adverse party | other party's vehicle | other car | claimant vehicle"
    " | other vehicle/property damaged",
    (
        field("year", "year", "Model year of the other vehicle.",
              "other vehicle year | year | model year | yr", form="YEAR_2"),
        field("make", "text", "Make of the other vehicle.",
              "other vehicle make | make | manufacturer"),
        field("model", "text", "Model of the other vehicle.",
              "other vehicle model | model", form="MODEL"),
        field("plate", "plate", "Licence plate of the other vehicle.",
              "other vehicle plate | other plate | plate number | license plate | plate | plate no | plate # | tag"
              " | licence plate | tag number | lic plate | plate/lic # | veh 2 plate | vehicle 2 plate | unit 2 plate",
              form="PLATE NUMBER_2"),
        field("plate_state", "state", "State of the other vehicle's plate.",
              "other vehicle plate state | plate state | state | tag state | st", form="STATE_3"),
        field("driver_name", "name", "Who drove the other vehicle.",
              "other driver name | other driver's name | other driver | name of other driver | driver name | driver"
              " | driver's name | driver's name & address | other party name | other party | operator | name"
              " | driven by"),
        field("owner_name", "name", "Who owns the other vehicle.",
              "other vehicle owner | other owner | owner name | owner | owner's name | owner's name & address"
              " | registered owner"),
        field("insurer", "organisation", "Who insures the other vehicle.",
              "other insurer | other party's insurer | other driver's insurance | other insurance company"
              " | carrier or agency name | insurer | insurance company | insurance | carrier | insurance carrier"
              " | insured with | other carrier", form="CARRIER OR AGENCY NAME"),
        field("policy_number", "policy_number", "Policy number of the other vehicle's insurance.",
              "other policy number | other party's policy number | other driver's policy number | policy number"
              " | policy no | policy # | policy", form="POLICY NUMBER_2"),
        field("damage_description", "narrative", "What is damaged on the other vehicle.",
              "other vehicle damage | damage to other vehicle | describe damage | damage description | damage"
              " | damages | description of damage", form="DESCRIBE DAMAGE_2"),
    ),
    max_rows=6,
    cues="the other driver | another car | another vehicle | another driver | other driver's | the other car",
)  # fmt: skip

INJURED = record(
    "injured",
    "People who were hurt.",
    "injured | injured persons | injured parties | injured person | injuries | persons injured | injury information"
    " | injured party | people injured | injured people",
    (
        field("name", "name", "Name of the injured person.",
              "injured name | injured person | name of injured | name | name & address | full name | injured party",
              form="NAME  ADDRESSRow<n>"),
        field("phone", "phone", "Telephone number of the injured person.",
              f"phone (a/c, no) | {PHONE}", form="PHONE AC NoRow<n>"),
        field("age", "integer", "Age of the injured person in years.", "age | age (years) | years old",
              form="AGE | AGE_<n>"),
        field("role", "enum", "Where the injured person was.",
              "role | position | injured was | seat | status | person type | capacity | location | party",
              options={
                  "insured_driver": "insured driver | ins driver | driver of insured vehicle | insured | driver"
                      " | our driver | policyholder | ins veh",
                  "passenger": "passenger | passenger in insured vehicle | front passenger | rear passenger | occupant"
                  " | rider",
                  "other_driver": "other driver | driver of other vehicle | third party driver | oth veh | other party"
                  " | driver of vehicle 2",
                  "pedestrian": "pedestrian | ped | cyclist | bicyclist | bystander | walker",
              }),
        field("extent", "narrative", "What the injury is.",
              "extent of injury | injury | injuries | extent | nature of injury | description of injury | injury type"
              " | type of injury | injury description | condition", form="EXTENT OF INJURY | EXTENT OF INJURY_<n>"),
    ),
    max_rows=8,
)  # fmt: skip

WITNESSES = record(
    "witnesses",
    "People who saw it happen.",
    "witness | witnesses | witness information | witnesses or passengers | witness details | witness(es)"
    " | witnesses and passengers",
    (
        field("name", "name", "Name of the witness.",
              "witness name | name of witness | witness | witnessed by | name | name & address | full name",
              form="NAME  ADDRESSRow<n>_2"),
        field("phone", "phone", "Telephone number of the witness.",
              f"witness phone | witness telephone | phone (a/c, no) | {PHONE}", form="PHONE AC NoRow<n>_2"),
        field("address", "address", "Address of the witness.", f"witness address | {ADDRESS}"),
    ),
    max_rows=8,
)  # fmt: skip

ESTIMATE_LINES = record(
    "estimate_lines",
    "The lines of the repair estimate, without the total.",
    "estimate lines | repair estimate | estimate | line items | parts and labour | parts and labor | estimate details"
    " | repair items | itemised estimate | itemized estimate | estimate of repairs | estimate breakdown",
    (
        field("description", "text", "What is repaired, replaced or done.",
              "description | item | operation | part | work | repair item | part/labour | service"
              " | description of work | line"),
        field("amount", "money", "What this line costs.",
              "amount | cost | price | total | line total | extended | charge | ext | amount ($)"),
    ),
    max_rows=30,
)  # fmt: skip

AUTO = ClaimType(
    name="auto",
    title="Automobile loss notice",
    line="auto",
    description="A vehicle was damaged, stolen or in an accident.",
    cues=(
        "automobile loss notice", "auto loss notice", "automobile claim", "auto claim", "vehicle claim", "motor claim",
        "acord 2", "car accident", "motor vehicle accident", "insured vehicle", "other vehicle", "vehicle",
        "vehicle identification number", "vin", "license plate", "licence plate", "plate number", "driver",
        "driver's license", "drivable", "driveable", "windshield", "bumper", "fender", "rear-ended", "rear ended",
        "collision", "intersection", "towed", "tow truck", "car", "truck", "suv", "sedan", "pickup", "odometer",
        "body shop", "traffic light", "red light", "highway", "parked car", "parking lot", "quarter panel", "headlight",
    ),
    fields=FIELDS,
    records=(OTHER_VEHICLES, INJURED, WITNESSES, ESTIMATE_LINES),
)  # fmt: skip
