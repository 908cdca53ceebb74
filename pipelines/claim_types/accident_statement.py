"""Agreed statement of facts on a motor accident: the European form that both drivers fill in, a column each."""

from __future__ import annotations

from pipelines.claim_types.schema import ClaimType, field, group, record

# What the numbered boxes in the middle of the form say, shortened; their numbers are the same in every language.
CIRCUMSTANCES = {
    "1": "parked | stopped | parked / stopped | stationary",
    "2": "leaving a parking place | leaving a parking space | opening the door | opening a door",
    "3": "entering a parking place | entering a parking space",
    "4": "emerging from a car park | emerging from private ground | leaving a car park",
    "5": "entering a car park | entering private ground",
    "6": "entering a roundabout",
    "7": "circulating on a roundabout | circulating in a roundabout | driving on a roundabout",
    "8": "striking the rear | struck the rear | ran into the rear | hit the rear of the other vehicle",
    "9": "same direction but different lane | different lane | in a different lane",
    "10": "changing lanes | changing lane",
    "11": "overtaking",
    "12": "turning to the right | turning right",
    "13": "turning to the left | turning left",
    "14": "reversing",
    "15": "encroaching on the opposite lane | encroaching in the opposite traffic lane | opposite traffic lane"
    " | on the wrong side of the road",
    "16": "coming from the right",
    "17": "not observing a right of way sign | ignored a right of way sign | failed to give way"
    " | not observing priority"
    " | ignored a red light",
}

_INSURED = (
    "insured | policyholder | insured/policyholder | insured policyholder | policyholder/insured | box 6"
    " | versicherungsnehmer | preneur d'assurance | preneur d'assurance/assuré | assuré"
)
_VEHICLE = "vehicle | motor vehicle | vehicle details | motor | box 7 | fahrzeug | véhicule | kraftfahrzeug"
_TRAILER = "trailer | anhänger | remorque"
_INSURER = (
    "insurance company | insurer | insurance | vehicle insured with | insured with | box 8 | versicherer"
    " | versicherungsgesellschaft | société d'assurance | compagnie d'assurance"
)
_AGENCY = (
    "agency | agency or bureau or broker | agency bureau or broker | broker | agency/broker | agence | geschäftsstelle"
)
_DRIVER = "driver | driver details | box 9 | fahrer | lenker | conducteur"
_NAME = "name | surname | last name | family name | nom"
_FIRST = "first name | given name | forename | vorname | prénom | christian name"
_ADDRESS = "address | street | adresse | anschrift"
_PHONE = (
    "tel. or e-mail | tel or e-mail | phone or email | phone | tel | telephone | telefon | téléphone | tél | mobile"
)
_POST = "postal code | postcode | post code | plz | code postal"
_COUNTRY = "country | land | pays | staat"
_PLATE = (
    "registration no | registration number | registration | license plate | plate | plate number"
    " | amtliches kennzeichen | kennzeichen | immatriculation | numéro d'immatriculation"
)
_REGISTERED = (
    "country of registration | registered in | zulassungsland | pays d'immatriculation | state of registration"
)

_OF_VEHICLE = (
    *group(
        "insured", _INSURED,
        field("insured_name", "text", "Last name of the policyholder.", "insured | policyholder | name of insured",
              section_labels=_NAME),
        field("insured_first_name", "text", "First name of the policyholder.", section_labels=_FIRST),
        field("insured_address", "address", "Street and number of the policyholder.", section_labels=_ADDRESS),
        field("insured_postal_code", "text", "Postal code of the policyholder, maybe with the town.",
              section_labels=_POST),
        field("insured_country", "text", "Country of the policyholder.", section_labels=_COUNTRY),
        field("insured_phone", "phone", "Telephone of the policyholder.", section_labels=_PHONE),
        field("insured_email", "email", "E-mail of the policyholder.", section_labels="e-mail | email | mail"),
    ),
    *group(
        "vehicle", _VEHICLE,
        field("make", "text", "Make and type of the vehicle.",
              "make, type | make and type | make / type | make/type | make type | marke, typ | marque, type | car",
              section_labels="make | type | model | marke | marque"),
        field("plate", "plate", "Registration number of the vehicle.", _PLATE, critical=True),
        field("country_of_registration", "text", "Country in which the vehicle is registered.", _REGISTERED),
        field("trailer_plate", "plate", "Registration number of the trailer.", "trailer registration no",
              sections=_TRAILER, section_labels=_PLATE),
        field("trailer_country", "text", "Country in which the trailer is registered.", sections=_TRAILER,
              section_labels=_REGISTERED),
    ),
    *group(
        "insurance", _INSURER,
        field("insurer", "organisation", "The insurance company of the vehicle.",
              "insurance company | insurer | versicherer | vehicle insured with | insured with",
              section_labels="name | company | nom"),
        field("policy_number", "policy_number", "The policy's number.",
              "policy no | policy number | contract number | policy | vertragsnummer | versicherungsschein-nr"
              " | no de contrat | numéro de contrat", critical=True),
        field("green_card_number", "identifier", "The number of the green card.",
              "green card no | green card number | green card | grüne karte nr | no de carte verte"
              " | international insurance card"),
        field("cover_from", "date", "First day of the insurance certificate or green card.",
              "valid from | insurance certificate or green card valid from | certificate valid from"
              " | green card valid from | gültig ab | valable du | cover from", section_labels="from"),
        field("cover_to", "date", "Last day of the insurance certificate or green card.",
              "green card valid to | certificate valid to | valid to | gültig bis | valable jusqu'au | cover to",
              section_labels="to"),
        field("agency", "organisation", "The agency or broker.", "agency | agency or broker | broker"
              " | agency or bureau or broker | agency (or bureau, or broker)",
              sections=_AGENCY, section_labels="name | nom"),
        field("agency_address", "address", "Address of the agency.", "address of agency | agency address",
              sections=_AGENCY, section_labels=_ADDRESS),
        field("covers_own_damage", "boolean", "Whether the policy covers damage to the own vehicle.",
              "does the policy cover material damage to the vehicle | policy covers material damage to the vehicle"
              " | material damage to the vehicle covered | own damage covered | does policy cover material damage"
              " | material damage to the vehicle insured by the policy | comprehensive cover"),
    ),
    *group(
        "driver", _DRIVER,
        field("driver_name", "text", "Last name of the driver.", "driver | driver name | name of driver",
              section_labels=_NAME),
        field("driver_first_name", "text", "First name of the driver.", section_labels=_FIRST),
        field("driver_birthdate", "date", "The driver's day of birth.",
              "date of birth | born on | geburtsdatum | date de naissance"),
        field("driver_address", "address", "Street and number of the driver.", section_labels=_ADDRESS),
        field("driver_country", "text", "Country of the driver.", section_labels=_COUNTRY),
        field("driver_phone", "phone", "Telephone of the driver.", section_labels=_PHONE),
        field("driver_email", "email", "E-mail of the driver.", section_labels="e-mail | email | mail"),
        field("licence_number", "identifier", "Number of the driving licence.",
              "driving licence no | driving licence number | driving licence | licence no | licence number"
              " | führerschein-nr | führerschein nr | permis de conduire no | permis de conduire n°"),
        field("licence_category", "text", "Category of the driving licence.",
              "category | licence category | klasse | catégorie"),
        field("licence_valid_until", "date", "Last day of the driving licence.",
              "driving licence valid until | licence valid until | valid until | licence expires"
              " | permis valable jusqu'au | führerschein gültig bis | valable jusqu'au"),
    ),
    *group(
        "facts", "facts",
        field("impact_point", "text", "Where the vehicles first touched.",
              "point of initial impact | initial impact | indicate the point of initial impact | first point of impact"
              " | point of initial impact to vehicle | point of first impact"),
        field("visible_damage", "text", "What damage can be seen.",
              "visible damage | visible damage to vehicle | damage visible | sichtbare schäden | dégâts apparents"),
        field("circumstances", "text", "The numbers of the circumstances that are marked.", options=CIRCUMSTANCES),
        field("circumstances_count", "integer", "How many circumstances are marked, as the form itself says.",
              "number of boxes marked | number of marked boxes | number of boxes marked with a cross"
              " | state the number of boxes marked with a cross | number of crosses | boxes marked"),
        field("remarks", "text", "The driver's own remarks.", "my remarks | remarks | bemerkungen | mes observations"
              " | observations"),
        field("signature", "name", "The driver's signature.",
              "signature | signatures | signature of the driver | signature of driver | driver's signature | signed"
              " | unterschrift"),
    ),
)  # fmt: skip

_SIDES = (
    "vehicle a/party a/driver a/statement of a/fahrzeug a/véhicule a"
    " | vehicle b/party b/driver b/statement of b/fahrzeug b/véhicule b"
)

VEHICLES = record(
    "vehicles",
    "The vehicles of the accident: A, then B.",
    "vehicles | parties to the accident",
    _OF_VEHICLE,
    columns=_SIDES,
    max_rows=8,
)

ACCIDENT_STATEMENT = ClaimType(
    name="accident_statement",
    title="Agreed statement of facts on motor vehicle accident",
    line="auto",
    description="Two drivers tell together how their vehicles collided, each in a column of one form.",
    cues=(
        "agreed statement of facts", "european accident statement", "accident statement", "constat amiable",
        "constat amiable d'accident automobile", "europäischer unfallbericht", "unfallbericht", "vehicle a",
        "vehicle b",
        "green card", "point of initial impact", "country of registration", "visible damage", "circumstances",
        "number of boxes marked with a cross", "fahrzeug a", "fahrzeug b", "véhicule a", "véhicule b",
        "injuries even if slight", "my remarks", "registration no", "encroaching", "roundabout",
        "material damage other than to vehicles", "sketch of accident",
    ),
    day_first=True,
    fields=group(
        "accident",
        "accident | date and place | unfall",
        field("date_of_loss", "date", "The day of the accident.",
              "date of accident | accident date | date of the accident | unfalldatum | tag des unfalls"
              " | date de l'accident", critical=True, required=True),
        field("time_of_loss", "time", "The time of the accident.", "time | time of accident | uhrzeit | heure | zeit",
              beside="date_of_loss"),
        field("loss_country", "text", "The country of the accident.", "country | country of accident | land | pays"),
        field("loss_location", "address", "Where it happened.",
              "place | location | place of accident | place of the accident | ort | lieu | exact place | locality"),
        field("injuries_reported", "boolean", "Whether anybody was hurt, however slightly.",
              "injuries even if slight | injuries, even if slight | injury even if slight | injuries | injury(ies) even"
              " if slight | verletzte | verletzte, einschließlich leichtverletzte | blessés même légers | blessé(s)",
              critical=True),
        field("other_vehicle_damage", "boolean", "Whether vehicles other than A and B were damaged.",
              "other than to vehicles a and b | to vehicles other than a and b | vehicles other than a and b"
              " | damage to other vehicles | other vehicles damaged | material damage to vehicles other than a and b"),
        field("object_damage", "boolean", "Whether things other than vehicles were damaged.",
              "objects other than vehicles | to objects other than vehicles | damage to objects other than vehicles"
              " | material damage to objects other than vehicles | damage to objects | other objects damaged"),
        field("witnesses", "text", "Names, addresses and telephones of witnesses.",
              "witnesses | witnesses: names, addresses and tel | witness | zeugen | témoins"
              " | witnesses: names, addresses, tel"),
    ),
    records=(VEHICLES,),
)  # fmt: skip
