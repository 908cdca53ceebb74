"""Agreed statement of facts on a motor accident: the European form that both drivers fill in, a column each."""

from __future__ import annotations

from pipelines.claim_types.accident_statement_words import (
    ADDRESS,
    AGENCY,
    CIRCUMSTANCES,
    COUNTRY,
    DRIVER,
    FIRST,
    INSURED,
    INSURER,
    NAME,
    PHONE,
    PLATE,
    POST,
    REGISTERED,
    TRAILER,
    VEHICLE,
)
from pipelines.claim_types.schema import ClaimType, field, group, record

_OF_VEHICLE = (
    *group(
        "insured", INSURED,
        field("insured_name", "text", "Last name of the policyholder.", "insured | policyholder | name of insured",
              section_labels=NAME),
        field("insured_first_name", "text", "First name of the policyholder.", section_labels=FIRST),
        field("insured_address", "address", "Street and number of the policyholder.", section_labels=ADDRESS),
        field("insured_postal_code", "text", "Postal code of the policyholder, maybe with the town.",
              section_labels=POST),
        field("insured_country", "text", "Country of the policyholder.", section_labels=COUNTRY),
        field("insured_phone", "phone", "Telephone of the policyholder.", section_labels=PHONE),
        field("insured_email", "email", "E-mail of the policyholder.", section_labels="e-mail | email | mail"),
    ),
    *group(
        "vehicle", VEHICLE,
        field("make", "text", "Make and type of the vehicle.",
              "make, type | make and type | make / type | make/type | make type | marke, typ | marke und typ"
              " | marque, type | marque et type | car",
              section_labels="make | type | model | marke | marque | typ"),
        field("plate", "plate", "Registration number of the vehicle.", PLATE, critical=True),
        field("country_of_registration", "text", "Country in which the vehicle is registered.", REGISTERED),
        field("trailer_plate", "plate", "Registration number of the trailer.",
              "trailer registration no | kennzeichen des anhängers", sections=TRAILER, section_labels=PLATE),
        field("trailer_country", "text", "Country in which the trailer is registered.", sections=TRAILER,
              section_labels=REGISTERED),
    ),
    *group(
        "insurance", INSURER,
        field("insurer", "organisation", "The insurance company of the vehicle.",
              "insurance company | insurer | versicherer | vehicle insured with | insured with"
              " | versicherungsgesellschaft | société d'assurance | compagnie d'assurance | assureur",
              section_labels="name | company | nom"),
        field("policy_number", "policy_number", "The policy's number.",
              "policy no | policy number | contract number | policy | vertragsnummer | versicherungsschein-nr"
              " | vertrags-nr | policen-nr | policennummer | vertrags-nr policen-nr | vertrag nr | police nr"
              " | no de contrat | numéro de contrat | n° de contrat | n° de police", critical=True),
        field("green_card_number", "identifier", "The number of the green card.",
              "green card no | green card number | green card | grüne karte nr | no de carte verte"
              " | nr. der grünen karte | nummer der grünen karte | n° de carte verte | n° carte verte"
              " | international insurance card"),
        field("cover_from", "date", "First day of the insurance certificate or green card.",
              "valid from | insurance certificate or green card valid from | certificate valid from"
              " | green card valid from | gültig ab | gültig vom | gültig von | valable du | cover from"
              " | versicherungsbescheinigung oder grüne karte gültig vom"
              " | versicherungsbescheinigung oder grüne karte gültig ab | carte verte valable du"
              " | attestation d'assurance ou carte verte valable du",
              section_labels="from | von | vom | du"),
        field("cover_to", "date", "Last day of the insurance certificate or green card.",
              "green card valid to | certificate valid to | valid to | gültig bis | cover to",
              section_labels="to | bis | au | valable jusqu'au"),
        field("agency", "organisation", "The agency or broker.", "agency | agency or broker | broker"
              " | agency or bureau or broker | agency (or bureau, or broker)",
              sections=AGENCY, section_labels="name | nom"),
        field("agency_address", "address", "Address of the agency.", "address of agency | agency address",
              sections=AGENCY, section_labels=ADDRESS),
        field("covers_own_damage", "boolean", "Whether the policy covers damage to the own vehicle.",
              "does the policy cover material damage to the vehicle | policy covers material damage to the vehicle"
              " | material damage to the vehicle covered | own damage covered | does policy cover material damage"
              " | material damage to the vehicle insured by the policy | comprehensive cover"
              " | sind die sachschäden am fahrzeug durch den vertrag versichert"
              " | sind die sachschäden am fahrzeug aufgrund des vertrages versichert"
              " | les dégâts matériels au véhicule sont-ils assurés par le contrat"),
    ),
    *group(
        "driver", DRIVER,
        field("driver_name", "text", "Last name of the driver.", "driver | driver name | name of driver",
              section_labels=NAME),
        field("driver_first_name", "text", "First name of the driver.", section_labels=FIRST),
        field("driver_birthdate", "date", "The driver's day of birth.",
              "date of birth | born on | geburtsdatum | date de naissance"),
        field("driver_address", "address", "Street and number of the driver.", section_labels=ADDRESS),
        field("driver_country", "text", "Country of the driver.", section_labels=COUNTRY),
        field("driver_phone", "phone", "Telephone of the driver.", section_labels=PHONE),
        field("driver_email", "email", "E-mail of the driver.", section_labels="e-mail | email | mail"),
        field("licence_number", "identifier", "Number of the driving licence.",
              "driving licence no | driving licence number | driving licence | licence no | licence number"
              " | führerschein-nr | führerschein nr | nr. des führerscheins | führerscheinnummer | n° du permis"
              " | permis de conduire no | permis de conduire n°"),
        field("licence_category", "text", "Category of the driving licence.",
              "category | licence category | klasse | catégorie | klassen | catégorie du permis"),
        field("licence_valid_until", "date", "Last day of the driving licence.",
              "driving licence valid until | licence valid until | valid until | licence expires"
              " | permis valable jusqu'au | führerschein gültig bis | valable jusqu'au",
              section_labels="gültig bis | bis | au"),
    ),
    *group(
        "facts", "facts",
        field("impact_point", "text", "Where the vehicles first touched.",
              "point of initial impact | initial impact | indicate the point of initial impact | first point of impact"
              " | point of initial impact to vehicle | point of first impact | punkt des ursprünglichen aufpralls"
              " | punkt des ersten aufpralls | stelle des aufpralls | erster aufprall | point de choc initial"
              " | indiquer le point de choc initial | point de choc initial au véhicule"),
        field("visible_damage", "text", "What damage can be seen.",
              "visible damage | visible damage to vehicle | damage visible | sichtbare schäden | dégâts apparents"
              " | sichtbare schäden am fahrzeug | dégâts apparents au véhicule | sichtbare schäden am fahrzeug a"
              " | sichtbare schäden am fahrzeug b | dégâts apparents au véhicule a | dégâts apparents au véhicule b"),
        field("circumstances", "text", "The numbers of the circumstances that are marked.", options=CIRCUMSTANCES),
        field("circumstances_count", "integer", "How many circumstances are marked, as the form itself says.",
              "number of boxes marked | number of marked boxes | number of boxes marked with a cross"
              " | state the number of boxes marked with a cross | number of crosses | boxes marked"
              " | anzahl der angekreuzten felder | nombre de cases marquées d'une croix | nombre de cases marquées"),
        field("remarks", "text", "The driver's own remarks.",
              "my remarks | remarks | bemerkungen | meine bemerkungen | mes observations"
              " | observations"),
        field("signature", "name", "The driver's signature.",
              "signature | signatures | signature of the driver | signature of driver | driver's signature | signed"
              " | unterschrift | unterschrift des fahrers | signature du conducteur"),
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
        "unfallskizze", "croquis de l'accident", "versicherungsnehmer", "preneur d'assurance", "sichtbare schäden",
        "dégâts apparents", "grüne karte", "carte verte", "umstände", "circonstances", "amtliches kennzeichen",
    ),
    day_first=True,
    fields=group(
        "accident",
        "accident | date and place | unfall",
        field("date_of_loss", "date", "The day of the accident.",
              "date of accident | accident date | date of the accident | unfalldatum | tag des unfalls"
              " | datum des unfalls | date de l'accident", critical=True, required=True),
        field("time_of_loss", "time", "The time of the accident.", "time | time of accident | uhrzeit | heure | zeit",
              beside="date_of_loss"),
        field("loss_country", "text", "The country of the accident.", "country | country of accident | land | pays"),
        field("loss_location", "address", "Where it happened.",
              "place | location | place of accident | place of the accident | ort | lieu | exact place | locality"
              " | ort des unfalls | unfallort | lieu de l'accident"),
        field("injuries_reported", "boolean", "Whether anybody was hurt, however slightly.",
              "injuries even if slight | injuries, even if slight | injury even if slight | injuries | injury(ies) even"
              " if slight | verletzte | verletzte, einschließlich leichtverletzte | verletzte, auch leichtverletzte"
              " | verletzte, auch leicht | blessés même légers | blessé(s) même léger(s) | blessé(s) | blessés",
              critical=True),
        field("other_vehicle_damage", "boolean", "Whether vehicles other than A and B were damaged.",
              "other than to vehicles a and b | to vehicles other than a and b | vehicles other than a and b"
              " | damage to other vehicles | other vehicles damaged | material damage to vehicles other than a and b"
              " | an anderen fahrzeugen als a und b | sachschäden an anderen fahrzeugen als a und b"
              " | à des véhicules autres que a et b | dégâts matériels à des véhicules autres que a et b"),
        field("object_damage", "boolean", "Whether things other than vehicles were damaged.",
              "objects other than vehicles | to objects other than vehicles | damage to objects other than vehicles"
              " | material damage to objects other than vehicles | damage to objects | other objects damaged"
              " | an anderen gegenständen als fahrzeugen | sachschäden an anderen gegenständen als fahrzeugen"
              " | an anderen sachen als fahrzeugen | à des objets autres que des véhicules"
              " | dégâts matériels à des objets autres que des véhicules"),
        field("witnesses", "text", "Names, addresses and telephones of witnesses.",
              "witnesses | witnesses: names, addresses and tel | witness | zeugen | témoins"
              " | witnesses: names, addresses, tel | zeugen: namen, anschriften, tel"
              " | zeugen: namen, anschriften und tel | témoins: noms, adresses, tél | témoins: noms, adresses et tél"),
    ),
    records=(VEHICLES,),
)  # fmt: skip
