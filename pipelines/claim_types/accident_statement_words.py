"""The wordings of the accident statement in English, German and French; its boxes have the same numbers in each."""

from __future__ import annotations

# What the numbered boxes in the middle of the form say, shortened.
CIRCUMSTANCES = {
    "1": "parked | stopped | parked / stopped | stationary | parkte | hielt an | en stationnement | à l'arrêt",
    "2": "leaving a parking place | leaving a parking space | opening the door | opening a door"
    " | verließ einen Parkplatz | öffnete die Tür | öffnete eine Tür | quittait un stationnement"
    " | ouvrait une portière",
    "3": "entering a parking place | entering a parking space | parkte ein | prenait un stationnement",
    "4": "emerging from a car park | emerging from private ground | leaving a car park"
    " | verließ ein Privatgrundstück | verließ einen Privatgrund | sortait d'un parking | sortait d'un lieu privé",
    "5": "entering a car park | entering private ground | bog in einen Parkplatz ein | fuhr in einen Parkplatz ein"
    " | s'engageait dans un parking | s'engageait dans un lieu privé",
    "6": "entering a roundabout | fuhr in einen Kreisverkehr ein | bog in einen Kreisverkehr ein"
    " | s'engageait sur une place à sens giratoire | s'engageait dans un rond-point",
    "7": "circulating on a roundabout | circulating in a roundabout | driving on a roundabout"
    " | fuhr im Kreisverkehr | fuhr in einem Kreisverkehr | roulait sur une place à sens giratoire"
    " | roulait dans un rond-point",
    "8": "striking the rear | struck the rear | ran into the rear | hit the rear of the other vehicle"
    " | fuhr auf | prallte auf das Heck | auf das Heck | heurtait à l'arrière",
    "9": "same direction but different lane | different lane | in a different lane | in einer anderen Spur"
    " | in einer anderen Kolonne | sur une file différente",
    "10": "changing lanes | changing lane | wechselte die Spur | wechselte die Kolonne | wechselte den Fahrstreifen"
    " | changeait de file",
    "11": "overtaking | überholte | doublait | dépassait",
    "12": "turning to the right | turning right | bog rechts ab | virait à droite",
    "13": "turning to the left | turning left | bog links ab | virait à gauche",
    "14": "reversing | setzte zurück | fuhr rückwärts | reculait",
    "15": "encroaching on the opposite lane | encroaching in the opposite traffic lane | opposite traffic lane"
    " | on the wrong side of the road | Gegenfahrbahn | empiétait sur une voie | circulation en sens inverse",
    "16": "coming from the right | kam von rechts | venait de droite",
    "17": "not observing a right of way sign | ignored a right of way sign | failed to give way"
    " | not observing priority"
    " | ignored a red light | missachtete ein Vorfahrtzeichen | hatte ein Vorfahrtszeichen | Vorrangzeichen"
    " | n'avait pas observé un signal de priorité | n'avait pas observé",
}

INSURED = (
    "insured | policyholder | insured/policyholder | insured policyholder | policyholder/insured | box 6"
    " | versicherungsnehmer | versicherungsnehmer/versicherter | versicherungsnehmer siehe versicherungsbescheinigung"
    " | preneur d'assurance | preneur d'assurance/assuré | assuré | assuré/preneur d'assurance"
    " | preneur d'assurance/assuré voir attestation d'assurance"
)
VEHICLE = (
    "vehicle | motor vehicle | vehicle details | motor | box 7 | fahrzeug | véhicule | kraftfahrzeug | motorfahrzeug"
    " | véhicule à moteur | à moteur"
)
TRAILER = "trailer | anhänger | remorque"
INSURER = (
    "insurance company | insurer | insurance | vehicle insured with | insured with | box 8 | versicherer"
    " | versicherungsgesellschaft | versicherung | société d'assurance | compagnie d'assurance | assureur"
    " | société d'assurance voir attestation d'assurance"
)
AGENCY = (
    "agency | agency or bureau or broker | agency bureau or broker | broker | agency/broker | agence | geschäftsstelle"
    " | geschäftsstelle oder büro oder makler | agence ou bureau ou courtier | makler | courtier"
)
DRIVER = (
    "driver | driver details | box 9 | fahrer | lenker | conducteur | fahrer siehe führerschein"
    " | conducteur voir permis de conduire"
)
NAME = "name | surname | last name | family name | nom | nachname | familienname"
FIRST = "first name | given name | forename | vorname | prénom | christian name"
ADDRESS = "address | street | adresse | anschrift | straße"
PHONE = (
    "tel. or e-mail | tel or e-mail | phone or email | phone | tel | telephone | telefon | téléphone | tél | mobile"
    " | tel. oder e-mail | telefon oder e-mail | tél. ou e-mail | tél. ou email | téléphone ou e-mail | tél. ou mél"
)
POST = "postal code | postcode | post code | plz | code postal | postleitzahl"
COUNTRY = "country | land | pays | staat"
PLATE = (
    "registration no | registration number | registration | license plate | plate | plate number"
    " | amtliches kennzeichen | amtl. kennzeichen | kennzeichen | immatriculation | numéro d'immatriculation"
    " | n° d'immatriculation | no d'immatriculation"
)
REGISTERED = (
    "country of registration | registered in | zulassungsland | land der zulassung | pays d'immatriculation"
    " | state of registration"
)
