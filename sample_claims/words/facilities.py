"""Stays and visits at hospitals, and visits to dentists: codes of public lists, with what they are called."""

from typing import NamedTuple


class RevenueLine(NamedTuple):
    """One revenue code: its description, HCPCS code where it has one, and its price in dollars."""

    code: str
    called: str
    low: int
    high: int
    procedure: str = ""
    daily: bool = False  # once for each day of the stay


class Stay(NamedTuple):
    """What a patient was in hospital for. `nights` 0: an outpatient visit."""

    principal: str
    others: tuple[str, ...]
    admitting: str
    nights: int
    lines: tuple[RevenueLine, ...]
    drg: str = ""
    procedure: str = ""  # ICD-10-PCS
    external_cause: str = ""


class DentalService(NamedTuple):
    """One dental procedure. `tooth` and `surfaces` say what it needs; "" for neither, "quadrant" for an area."""

    code: str
    called: str
    low: int
    high: int
    needs: str = ""


_ROOM = RevenueLine("0120", "ROOM-BOARD/SEMI", 1150, 2400, daily=True)
_WARD = RevenueLine("0200", "INTENSIVE CARE", 3900, 6200, daily=True)
_DRUGS = RevenueLine("0250", "PHARMACY", 180, 1400)
_SUPPLY = RevenueLine("0270", "MED-SUR SUPPLIES", 90, 900)
_LAB = RevenueLine("0300", "LABORATORY", 120, 800)
_ER = RevenueLine("0450", "EMERG ROOM", 450, 1900)
STAYS = (
    Stay("K35.80", ("E86.0",), "R10.31", 2,
         (_ROOM, _DRUGS, RevenueLine("0360", "OR SERVICES", 4200, 9800), RevenueLine("0370", "ANESTHESIA", 900, 2600),
          _LAB), "399", "0DTJ4ZZ"),
    Stay("I21.4", ("I10", "E78.5"), "R07.9", 4,
         (_WARD, _DRUGS, _LAB, RevenueLine("0480", "CARDIOLOGY", 1800, 5200), _SUPPLY), "281"),
    Stay("J18.9", ("J44.1", "I10"), "R06.02", 3,
         (_ROOM, _DRUGS, _LAB, RevenueLine("0320", "DX X-RAY", 180, 620),
          RevenueLine("0410", "RESPIRATORY SVC", 240, 980)), "194"),
    Stay("S72.001A", ("E11.9",), "M25.551", 5,
         (_ROOM, RevenueLine("0360", "OR SERVICES", 7800, 16400), _DRUGS, _SUPPLY,
          RevenueLine("0420", "PHYSICAL THERP", 320, 900)), "481", "0QS604Z", "W01.0XXA"),
    Stay("S61.411A", (), "S61.411A", 0,
         (_ER, RevenueLine("0270", "MED-SUR SUPPLIES", 45, 160), RevenueLine("0250", "PHARMACY", 20, 90)),
         external_cause="W26.0XXA"),
    Stay("R07.89", ("I10",), "R07.9", 0,
         (_ER, RevenueLine("0730", "EKG/ECG", 140, 420, "G0404"), _LAB,
          RevenueLine("0320", "DX X-RAY", 160, 520, "Q0092"))),
    Stay("K21.9", (), "R10.13", 0,
         (RevenueLine("0750", "GASTRO-INTEST", 1400, 3200, "G0105"), RevenueLine("0370", "ANESTHESIA", 380, 900),
          RevenueLine("0310", "PATHOLOGY LAB", 160, 420, "G0416"))),
)  # fmt: skip

_EXAM = DentalService("D0120", "Periodic oral evaluation", 45, 85)
_CLEANING = DentalService("D1110", "Prophylaxis - adult", 85, 150)
_BITEWINGS = DentalService("D0274", "Bitewings - four images", 55, 95)
DENTAL_VISITS = (
    (_EXAM, _CLEANING, _BITEWINGS),
    (DentalService("D0140", "Limited oral evaluation", 60, 110),
     DentalService("D0220", "Periapical first image", 25, 45),
     DentalService("D2392", "Resin composite - two surfaces, posterior", 180, 290, "two")),
    (_EXAM, DentalService("D2391", "Resin composite - one surface, posterior", 140, 220, "one"),
     DentalService("D2393", "Resin composite - three surfaces, posterior", 220, 340, "three")),
    (DentalService("D0140", "Limited oral evaluation", 60, 110),
     DentalService("D3330", "Endodontic therapy, molar", 980, 1450, "molar"),
     DentalService("D2950", "Core buildup", 220, 340, "molar")),
    (DentalService("D2740", "Crown - porcelain/ceramic", 1080, 1600, "molar"),),
    (DentalService("D7140", "Extraction, erupted tooth", 160, 290, "molar"),),
    (DentalService("D4341", "Periodontal scaling and root planing", 210, 320, "quadrant"), _EXAM),
)  # fmt: skip
SURFACES = {"one": ("O", "B"), "two": ("MO", "DO", "OB"), "three": ("MOD", "MOL")}
MOLARS = ("2", "3", "14", "15", "18", "19", "30", "31")
QUADRANTS = ("10", "20", "30", "40")
DENTAL_OFFICES = (
    "Juniper Lane Dental", "Harborview Family Dentistry", "Quail Ridge Dental Group", "Silver Birch Dental Care",
    "Marigold Dental Arts", "Copperfield Dentistry", "Lantern Hill Dental",
)  # fmt: skip
