"""The accident statement in German and French: the same boxes, in the words, dates and telephones of its country."""

from __future__ import annotations

from datetime import date
from itertools import count

import pytest

from pipelines.claim import Value
from pipelines.claim_types import CLAIM_TYPES
from pipelines.classifying import classify
from pipelines.extracting import Material, read_exact
from pipelines.fusing import fuse
from pipelines.readers import read

STATEMENT = CLAIM_TYPES["accident_statement"]


def beside(left: str, right: str) -> str:
    rows = zip(left.strip().split("\n"), right.strip().split("\n"), strict=True)
    return "\n".join(f"{one.strip():<62}{other.strip()}".rstrip() for one, other in rows)


GERMAN_TOP = """EUROPÄISCHER UNFALLBERICHT

1. Datum des Unfalls: 31.12.2025   Zeit: {time}
2. Ort: Lindenweg 4, Kassel   Land: Deutschland
3. Verletzte, auch Leichtverletzte: [ ] nein [x] ja
4. Sachschäden an anderen Fahrzeugen als A und B: [x] nein [ ] ja
   an anderen Gegenständen als Fahrzeugen: [ ] nein [x] ja
5. Zeugen: Namen, Anschriften, Tel.: Ute Falk, Lindenweg 9, Kassel

"""
GERMAN_SIDE = """FAHRZEUG {0}
6. Versicherungsnehmer
Name: {1}
Vorname: {2}
Anschrift: Amselgasse 12
Postleitzahl: 34117
Land: Deutschland
Tel. oder E-Mail: {3}
7. Fahrzeug
Marke, Typ: Opel Corsa
Amtl. Kennzeichen: {4}
Land der Zulassung: Deutschland
8. Versicherungsgesellschaft
Name: Fuldaer Assekuranz AG
Vertrags-Nr.: KH 553 210 87
Nr. der Grünen Karte: D 447120
gültig vom: 01.01.2025
bis: 31.12.2026
9. Fahrer
Name: {1}
Vorname: {2}
Geburtsdatum: 14.05.1988
Führerschein-Nr.: B072RRE2I55
Klasse: B
gültig bis: 19.01.2033
10. Punkt des ursprünglichen Aufpralls: vorne links
11. Sichtbare Schäden am Fahrzeug {0}: Stoßstange
14. Meine Bemerkungen: nasse Fahrbahn
15. Unterschrift: {2} {1}"""
GERMAN_MARKS = """

12. UMSTÄNDE
[ ]   1 parkte / hielt an                    [x]
[x]   8 fuhr auf das Heck auf                [ ]
[ ]   11 überholte                           [ ]
1     Anzahl der angekreuzten Felder         1
"""
FRENCH_TOP = """CONSTAT AMIABLE D'ACCIDENT AUTOMOBILE

1. Date de l'accident : 31/12/2025   Heure : {time}
2. Localisation   Lieu : 4 rue des Tilleuls, Dole   Pays : France
3. Blessé(s) même léger(s) : [ ] non [x] oui
4. Dégâts matériels à des véhicules autres que A et B : [x] non [ ] oui
   à des objets autres que des véhicules : [ ] non [x] oui
5. Témoins : noms, adresses, tél. : Anne Roux, 9 rue des Tilleuls, Dole

"""
FRENCH_SIDE = """VÉHICULE {0}
6. Preneur d'assurance/assuré
NOM : {1}
Prénom : {2}
Adresse : 12 place Neuve
Code postal : 39100
Pays : France
Tél. ou e-mail : {3}
7. Véhicule
Marque, type : Peugeot 208
N° d'immatriculation : {4}
Pays d'immatriculation : France
8. Société d'assurance
NOM : Mutuelle du Doubs
N° de contrat : MD 553 210 87
N° de carte verte : F 447120
Carte verte valable du : 01/01/2025
au : 31/12/2026
9. Conducteur
NOM : {1}
Prénom : {2}
Date de naissance : 14/05/1988
Permis de conduire n° : 88AB12345
Catégorie : B
Permis valable jusqu'au : 19/01/2033
10. Point de choc initial : avant gauche
11. Dégâts apparents au véhicule {0} : pare-chocs
14. Mes observations : chaussée mouillée
15. Signature : {2} {1}"""
FRENCH_MARKS = """

12. CIRCONSTANCES
[ ]   1 en stationnement / à l'arrêt         [x]
[x]   8 heurtait à l'arrière                 [ ]
[ ]   11 doublait                            [ ]
1     indiquer le nombre de cases marquées d'une croix   1
"""
GERMANS = (
    ("A", "Falkner", "Ulla", "0049 170 1234567", "KS-UF 412"),
    ("B", "Ritter", "Jens", "+49 561 778899", "HR-J 88"),
)
FRENCH = (
    ("A", "Morel", "Luc", "+33 6 12 34 56 78", "AB-123-CD"),
    ("B", "Petit", "Eve", "0033 3 84 11 22 33", "EF-456-GH"),
)


def german(time: str = "14:30 Uhr") -> str:
    return GERMAN_TOP.format(time=time) + beside(*(GERMAN_SIDE.format(*side) for side in GERMANS)) + GERMAN_MARKS


def french(time: str = "14h30") -> str:
    return FRENCH_TOP.format(time=time) + beside(*(FRENCH_SIDE.format(*side) for side in FRENCH)) + FRENCH_MARKS


def values_of(text: str) -> dict[str, Value]:
    ids = count()
    documents = read(text.encode(), lambda: f"d{next(ids)}").documents
    assert classify(documents, CLAIM_TYPES).claim_type == "accident_statement"
    exact = read_exact(Material(documents, STATEMENT, date(2026, 6, 15)))
    return {field.path: field.value for field in fuse(STATEMENT, exact.readings).fields}


SAME: dict[str, Value] = {
    "date_of_loss": "2025-12-31",
    "time_of_loss": "14:30",
    "injuries_reported": True,
    "other_vehicle_damage": False,
    "object_damage": True,
    "vehicles[0].cover_from": "2025-01-01",
    "vehicles[0].cover_to": "2026-12-31",
    "vehicles[0].driver_birthdate": "1988-05-14",
    "vehicles[0].licence_valid_until": "2033-01-19",
    "vehicles[1].licence_category": "B",
    "vehicles[0].circumstances": "8",
    "vehicles[1].circumstances": "1",
    "vehicles[0].circumstances_count": 1,
    "vehicles[1].circumstances_count": 1,
}
GERMAN: dict[str, Value] = {
    "loss_country": "Deutschland",
    "loss_location": "Lindenweg 4, Kassel",
    "vehicles[0].insured_name": "Falkner",
    "vehicles[0].insured_first_name": "Ulla",
    "vehicles[0].insured_address": "Amselgasse 12",
    "vehicles[0].insured_postal_code": "34117",
    "vehicles[0].insured_phone": "+491701234567",
    "vehicles[1].insured_phone": "+49561778899",
    "vehicles[0].make": "Opel Corsa",
    "vehicles[0].plate": "KS-UF 412",
    "vehicles[1].plate": "HR-J 88",
    "vehicles[0].country_of_registration": "Deutschland",
    "vehicles[0].insurer": "Fuldaer Assekuranz AG",
    "vehicles[0].policy_number": "KH 553 210 87",
    "vehicles[0].green_card_number": "D 447120",
    "vehicles[1].driver_name": "Ritter",
    "vehicles[0].licence_number": "B072RRE2I55",
    "vehicles[0].impact_point": "vorne links",
    "vehicles[0].visible_damage": "Stoßstange",
    "vehicles[0].remarks": "nasse Fahrbahn",
}
FRANCE: dict[str, Value] = {
    "loss_country": "France",
    "loss_location": "4 rue des Tilleuls, Dole",
    "vehicles[0].insured_name": "Morel",
    "vehicles[0].insured_first_name": "Luc",
    "vehicles[0].insured_address": "12 place Neuve",
    "vehicles[0].insured_phone": "+33612345678",
    "vehicles[1].insured_phone": "+33384112233",
    "vehicles[0].plate": "AB-123-CD",
    "vehicles[1].plate": "EF-456-GH",
    "vehicles[0].insurer": "Mutuelle du Doubs",
    "vehicles[0].policy_number": "MD 553 210 87",
    "vehicles[0].green_card_number": "F 447120",
    "vehicles[1].driver_name": "Petit",
    "vehicles[0].licence_number": "88AB12345",
    "vehicles[0].impact_point": "avant gauche",
    "vehicles[0].visible_damage": "pare-chocs",
    "vehicles[0].remarks": "chaussée mouillée",
}


@pytest.mark.parametrize(("text", "told"), [(german(), GERMAN), (french(), FRANCE)], ids=["German", "French"])
def test_both_columns_are_read(text: str, told: dict[str, Value]) -> None:
    found = values_of(text)
    wanted = {**SAME, **told}
    assert {path: found.get(path) for path in wanted} == wanted


@pytest.mark.parametrize("text", [german("14.30"), german("14.30 Uhr"), french("14:30"), french("14 h 30")])
def test_times_as_they_are_written_abroad(text: str) -> None:
    assert values_of(text)["time_of_loss"] == "14:30"


@pytest.mark.parametrize("text", [german(), french()], ids=["German", "French"])
def test_accents_may_be_left_out(text: str) -> None:
    plain = text.replace("VÉHICULE", "VEHICULE").replace("Véhicule", "Vehicule").replace("Prénom", "Prenom")
    plain = plain.replace("Tél", "Tel").replace("Société", "Societe").replace("Dégâts", "Degats")
    found = values_of(plain)
    assert set(values_of(text)) == set(found)


@pytest.mark.parametrize(
    ("side", "sides", "top"), [(GERMAN_SIDE, GERMANS, GERMAN_TOP), (FRENCH_SIDE, FRENCH, FRENCH_TOP)]
)
def test_an_empty_column_a_leaves_b_where_it_is(side: str, sides: tuple[tuple[str, ...], ...], top: str) -> None:
    filled = side.format(*sides[1])
    labels = [line.partition(":")[0] + ":" if ":" in line else line for line in filled.split("\n")]
    empty = "\n".join(labels).replace("FAHRZEUG B", "FAHRZEUG A").replace("VÉHICULE B", "VÉHICULE A")
    found = values_of(top.format(time="14:30") + beside(empty, filled))
    assert {path.partition(".")[0] for path in found if "[" in path} == {"vehicles[1]"}
    assert found["vehicles[1].driver_name"] == sides[1][1]
