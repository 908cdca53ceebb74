"""The third party of a liability claim: who was hurt or lost something, how badly, and what was done about it."""

from __future__ import annotations

from pipelines.claim_types.casualty import ADDRESS, NAME, PHONE, worded
from pipelines.claim_types.schema import field, group

NOUNS = "claimant | injured party | injured person | third party | injured | person injured | owner of property"
HEADINGS = (
    "claimant | claimant information | claimant details | injured | injured party | injured person"
    " | injured/property damaged | injured / property damaged | injured or property damaged | third party"
    " | third party information | injured party information | injured person information | person injured"
    " | injured/owner | injured or owner | the claimant | claimant / injured party"
)
HARM = (
    "injury | injury information | injury details | injury and damage | injury or damage | injury or property damage"
    " | property damage | property damaged | damage | damages | injury/damage"
)
LEGAL = (
    "attorney | legal | suit | attorney and suit | litigation | legal representation | attorney information"
    " | suit information | attorney / suit | representation | claimant's attorney | lawsuit | legal action"
)

CLAIMANT = group(
    "claimant",
    HEADINGS,
    field("claimant_name", "name", "Who was hurt, or whose property was damaged.",
          worded(NOUNS, "{} | {} name | {}'s name | name of {} | name of the {}")
          + " | name & address (injured/owner) | injured/owner | injured / owner | name (injured/owner)"
          " | injured/owner name | name of injured/owner | third party claimant | party injured | plaintiff",
          section_labels=f"{NAME} | name & address | name and address | owner's name",
          phrases="claimant is {} | injured party is {} | injured person is {} | injured was {} | claimant, {}"
          " | our customer {} | person hurt is {} | claim is from {}"
          " | claim by {} | claim from {} | third party is {} | who was hurt is {} | belongs to {} | name was {}"
          " | her name is {} | his name is {} | injured is {}"
          " | claim comes from {} | the claimant {} | claimant's name is {} | customer is {} | claimant {}"
          " | injured party {}",
          questions="who was hurt | who was injured | name of the claimant | name of the injured | who is the claimant"
          " | who is claiming | who got hurt | the injured person | whose property | claimant's name | other party"),
    field("claimant_address", "address", "The claimant's address.",
          worded(NOUNS, "{} address | {}'s address | address of {}") + " | owner's address",
          section_labels=ADDRESS,
          phrases="claimant lives at {} | who lives at {} | lives at {} | living at {} | claimant's address is {}"
          " | resides at {} | address given is {} | her address is {} | his address is {}",
          questions="claimant's address | where does the claimant live | their address | does he live"
          " | does she live | address of the injured"),
    field("claimant_phone", "phone", "The claimant's telephone number.",
          worded(NOUNS, "{} phone | {}'s phone | {} telephone | phone of {} | {} phone number | telephone of {}"
                 " | {}'s telephone"),
          section_labels=f"{PHONE} | residence phone | home phone | phone (a/c, no)",
          phrases="claimant's phone is {} | claimant can be reached at {} | claimant's number is {}"
          " | her number is {} | his number is {} | her phone is {} | his phone is {} | reach the claimant at {}",
          questions="claimant's phone | number for the claimant | claimant's number | phone for the injured"),
    field("claimant_age", "integer", "The claimant's age in years.",
          worded(NOUNS, "{} age | {}'s age | age of {}"), section_labels="age | age (years) | age in years",
          phrases="aged {} | claimant is {} | age {} | is {} years old",
          questions="how old | the age | what age"),
    field("claimant_sex", "enum", "The claimant's sex.",
          worded(NOUNS, "{} sex | {}'s sex | {} gender | sex of {}"), section_labels="sex | gender",
          options={"male": "male | man | M", "female": "female | woman | F", "other": "other | X | non-binary"}),
    field("claimant_occupation", "text", "What the claimant works as.",
          worded(NOUNS, "{} occupation | {}'s occupation | occupation of {}"),
          section_labels="occupation | trade | job | profession",
          phrases="works as a {} | works as an {} | is a {} by trade | is a {} by profession | employed as a {}"
          " | employed as an {} | occupation is {}",
          questions="for a living | the occupation | claimant's occupation | what work"),
    field("claimant_employer", "organisation", "Whom the claimant works for.",
          worded(NOUNS, "{} employer | {}'s employer | employer of {}") + " | employer's name & address",
          section_labels="employer | employer name | employer's name | employed by | works for",
          phrases="employed by {} | works for {} | works at {} | employer is {}",
          questions="who does the claimant work for | the employer | claimant's employer"),
)  # fmt: skip

INJURY = group(
    "injury",
    HARM,
    field("injury_description", "narrative", "What the injury is.",
          "describe injury | description of injury | injury description | nature of injury | extent of injury"
          " | injury | injuries | injury sustained | injuries sustained | nature and extent of injury"
          " | describe the injury | injury / illness | bodily injury",
          phrases="injuries are {} | suffered {} | was diagnosed with {} | sustained {}"
          " | injury is {} | injury reported is {} | came away with {} | complains of {}",
          questions="what is the injury | what injury | describe the injury | how badly | what are the injuries"
          " | nature of the injury | what was hurt | what kind of injury | what did they injure"),
    field("taken_to", "organisation", "Where the injured person was taken.",
          "where taken | where was injured taken | taken to | injured taken to | hospital | where was the injured taken"
          " | transported to | treated at | hospital / clinic | hospital where taken | hospital name",
          endings="Hospital | Medical Center | Clinic | Urgent Care",
          phrases="taken to {} | brought to {} | transported to {} | treated at {} | went to {} | taken by ambulance"
          " to {} | drove to {} | seen at {}",
          questions="where were they taken | taken to | which hospital | what hospital | where was the injured taken"
          " | was she taken | was he taken"),
    field("fatality", "boolean", "Whether somebody died (yes or no).",
          "fatality | fatal | death | was injury fatal | fatal injury | did the injured die | fatalities"
          " | was there a fatality | did injury result in death | resulted in death",
          options={
              "true": "was fatal | died at the scene | died of | died from | has died | passed away | was killed"
                  " | pronounced dead | died in hospital | a fatality | fatal injuries | succumbed",
              "false": "no fatality | no fatalities | nobody died | not fatal | no one died | there was no fatality"
                  " | non-fatal | did not die | nobody was killed",
          },
          questions="fatal | anybody die | anyone die | fatality | did somebody die"),
    field("activity", "narrative", "What the injured person was doing.",
          "what was injured doing | what was the injured doing | activity at time of injury | activity"
          " | what was injured person doing | what was injured doing at time of occurrence | injured was doing"
          " | what was claimant doing | activity at time of occurrence | activity when injured",
          phrases="at the time the claimant was {} | at that moment the claimant was {} | claimant was busy {}"
          " | at the time she was {} | at the time he was {} | the injured was {}",
          questions="what was the injured doing | what were they doing | doing at the time | what was she doing"
          " | what was he doing | claimant doing"),
    field("property_description", "narrative", "What property of others was damaged.",
          "describe property | description of property | property damaged | property description | describe property"
          " (type, model, etc.) | property | damaged property | describe damaged property"
          " | property (type, model, etc.) | description of property damage | describe property damage",
          phrases="damaged property is this {} | property damaged is {} | damaged property is {}"
          " | property of others damaged is {}"
          " | what was damaged is {} | damaged was {} | the property is {}",
          questions="what property | what was damaged | which property | what is damaged | describe the property"),
    field("property_estimate", "money", "The estimated damage to property of others.",
          "estimate amount | estimated amount of damage | property damage estimate | estimate of damage"
          " | amount of estimate | estimated damage | property estimate | estimate | damage estimate"
          " | estimated cost of repair | estimated cost of repairs | repair estimate | estimated property damage",
          phrases="estimated at {} | estimate of {} | estimate is {} | damage at {} | repairs will cost {} | quoted {}"
          " | quote of {} | estimate for repairs is {} | repair will cost {} | repaired for {}",
          questions="estimate | what will it cost | how much is the damage | cost to repair"),
    field("property_location", "address", "Where the damaged property can be seen.",
          "where can property be seen | where can the property be seen | property can be seen at"
          " | where property can be seen | property can be inspected at | location of damaged property",
          phrases="property can be seen at {} | can be inspected at {} | property is now at {}"
          "",
          questions="where can the property be seen | where can we see | where can it be seen"),
    field("property_seen_when", "text", "When the damaged property can be seen.",
          "when can property be seen | when can the property be seen | when can it be seen | time property can be seen"
          " | hours property can be seen | when property can be seen",
          questions="when can the property be seen | when can we see it"),
)  # fmt: skip

SUIT = group(
    "suit",
    LEGAL,
    field("attorney_represented", "boolean", "Whether a lawyer represents the claimant (yes or no).",
          "attorney represented | represented by attorney | is claimant represented | represented | represented by"
          " counsel | is claimant represented by an attorney | attorney involved | has claimant retained an attorney"
          " | claimant represented | attorney retained | lawyer involved | is claimant represented by attorney",
          options={
              "true": "is represented by | has hired a lawyer | has retained an attorney | has a lawyer"
                  " | has an attorney | hired an attorney | letter from her lawyer | letter from his lawyer"
                  " | retained counsel | represented by counsel | attorney has written | represents the claimant"
                  " | instructed solicitors",
              "false": "not represented | no attorney | no lawyer | has not hired a lawyer | no lawyer is involved"
                  " | not represented by | without a lawyer | has no attorney",
          },
          questions="lawyer | attorney involved | represented | an attorney"),
    field("attorney_name", "name", "The claimant's lawyer.",
          "attorney name | name of attorney | attorney | attorney's name | claimant's attorney | claimant attorney"
          " | lawyer | name of lawyer | solicitor | counsel | claimant's counsel | plaintiff's attorney | law firm"
          " | plaintiff attorney",
          section_labels=NAME,
          phrases="attorney is {} | attorney {} | lawyer is {} | lawyer {} | represented by {} | attorney, {}"
          " | lawyer, {} | counsel is {} | represented by attorney {} | hired attorney {}",
          questions="attorney's name | lawyer's name | name of the lawyer | name of the attorney | who is the lawyer"
          " | who is the attorney | who represents"),
    field("attorney_phone", "phone", "The lawyer's telephone number.",
          "attorney phone | attorney's phone | attorney telephone | lawyer's phone | phone of attorney"
          " | attorney phone number | lawyer phone | attorney's telephone | telephone of attorney",
          section_labels=PHONE,
          phrases="attorney's number is {} | lawyer's number is {} | attorney's phone is {} | lawyer's phone is {}",
          questions="lawyer's number | attorney's number | attorney's phone | lawyer's phone"),
    field("suit_filed", "boolean", "Whether suit has been filed (yes or no).",
          "suit filed | has suit been filed | lawsuit filed | suit | is suit filed | has a lawsuit been filed"
          " | litigation | was suit filed | in suit | suit commenced | in litigation | legal proceedings commenced",
          options={
              "true": "has filed suit | filed suit | suit has been filed | lawsuit has been filed | filed a lawsuit"
                  " | served with a lawsuit | served with suit papers | served with a summons | suit was filed"
                  " | has sued us | is suing us | we were served",
              "false": "no suit has been filed | no lawsuit has been filed | no suit | no lawsuit | suit has not been"
                  " filed | not been sued | has not sued | not in suit | lawsuit has not been filed",
          },
          questions="suit | lawsuit | been sued | sued"),
    field("suit_served_date", "date", "The day on which the suit was served on the insured.",
          "date served | date of service | suit served | suit served on | served on | date suit served | service date"
          " | date suit papers served | date suit was served | date summons served | summons served on"
          " | date of service of suit",
          phrases="served on us on {} | served on {} | papers were served {} | was served {} | served us on {}"
          " | papers came on {} | summons on {}",
          questions="when were you served | date of service | when was it served | served with the papers"),
    field("demand_amount", "money", "What the claimant demands.",
          "demand amount | amount of demand | demand | amount demanded | settlement demand | amount claimed"
          " | claim amount | claimed amount | amount of claim | damages claimed | demanded amount | damages demanded",
          phrases="demands {} | demand of {} | demand is {} | demanding {} | is asking for {} | asks for {}"
          " | wants {} | claims {} | demand for {} | seeking {} | seeks {} | claim for {} | sum of {} | claiming {}",
          questions="how much do they want | the demand | how much are they asking | demand amount | what do they want"
          " | what are they demanding | did they demand"),
    field("remarks", "narrative", "Further remarks on the form.",
          "remarks | additional remarks | comments | other remarks | additional comments | additional information"
          " | further remarks | notes"),
)  # fmt: skip
