"""Visits: diagnoses (ICD-10-CM) with the HCPCS Level II services that go with them, as clinics bill them."""

from typing import NamedTuple


class Service(NamedTuple):
    """One thing a clinic bills: its code, what people call it, the lowest and highest charge in dollars."""

    code: str
    called: str
    low: int
    high: int
    most_units: int = 1


class Visit(NamedTuple):
    """What a patient came for: diagnoses as (code, what people call it), services, where, and whether by accident."""

    diagnoses: tuple[tuple[str, str], ...]
    services: tuple[Service, ...]
    places: tuple[str, ...]
    accident: bool = False


PLACE_CALLED = {
    "11": "office",
    "12": "home",
    "20": "urgent care",
    "21": "inpatient hospital",
    "22": "outpatient hospital",
    "23": "emergency room",
    "41": "ambulance",
}
CLINIC_VISIT = Service("G0463", "hospital outpatient clinic visit", 95, 260)

VISITS = (
    Visit(
        (("S83.511A", "sprain of the right anterior cruciate ligament"), ("M25.561", "pain in the right knee")),
        (
            CLINIC_VISIT,
            Service("L1830", "knee immobilizer", 85, 190),
            Service("E0114", "underarm crutches", 45, 95),
            Service("L1833", "adjustable knee brace", 480, 890),
        ),
        ("22", "11"),
        True,
    ),
    Visit(
        (("S93.401A", "sprain of the right ankle"), ("W19.XXXA", "a fall")),
        (
            Service("L4360", "pneumatic walking boot", 210, 390),
            Service("E0114", "underarm crutches", 45, 95),
            Service("J1885", "ketorolac injection", 12, 40, 4),
            Service("L1902", "ankle gauntlet", 70, 130),
        ),
        ("11", "20"),
        True,
    ),
    Visit(
        (("S52.501A", "fracture of the right radius"),),
        (
            Service("Q4010", "fiberglass short arm cast supplies", 60, 140),
            Service("L3908", "wrist cock-up splint", 55, 110),
            Service("J2250", "midazolam injection", 8, 25, 3),
            Service("A4550", "surgical tray", 30, 80),
        ),
        ("22", "23"),
        True,
    ),
    Visit(
        (("S13.4XXA", "cervical sprain"), ("S09.90XA", "head injury")),
        (Service("A0429", "emergency ambulance", 620, 1150), Service("A0425", "ambulance mileage", 14, 24, 18)),
        ("41",),
        True,
    ),
    Visit(
        (("R55", "syncope"), ("R42", "dizziness")),
        (
            Service("A0427", "advanced life support ambulance", 780, 1450),
            Service("A0425", "ambulance mileage", 14, 24, 22),
        ),
        ("41",),
    ),
    Visit(
        (("E11.65", "type 2 diabetes with high blood sugar"), ("E78.5", "high blood lipids")),
        (
            Service("G0108", "diabetes self-management training", 55, 120, 4),
            Service("A4253", "blood glucose test strips", 28, 60, 4),
            Service("E0607", "home blood glucose monitor", 40, 95),
        ),
        ("11", "12"),
    ),
    Visit(
        (("J44.1", "COPD with exacerbation"), ("R05.9", "cough")),
        (
            Service("J7620", "albuterol and ipratropium", 4, 12, 6),
            Service("J2930", "methylprednisolone injection", 14, 45, 2),
            Service("E0570", "nebulizer with compressor", 110, 240),
            Service("J0696", "ceftriaxone injection", 10, 30, 4),
        ),
        ("11", "20"),
    ),
    Visit(
        (("G47.33", "obstructive sleep apnea"),),
        (Service("E0601", "CPAP device", 420, 980), Service("A7030", "CPAP full face mask", 110, 230)),
        ("12",),
    ),
    Visit(
        (("Z23", "immunization"), ("Z00.00", "general medical examination")),
        (
            Service("G0008", "flu vaccine administration", 22, 48),
            Service("G0009", "pneumococcal vaccine administration", 22, 48),
            Service("G0439", "annual wellness visit", 120, 240),
        ),
        ("11",),
    ),
    Visit(
        (("M17.11", "osteoarthritis of the right knee"), ("M25.561", "pain in the right knee")),
        (
            Service("J7321", "hyaluronan knee injection", 110, 230),
            Service("J3301", "triamcinolone injection", 9, 26, 4),
            Service("L1810", "elastic knee brace", 65, 120),
        ),
        ("11",),
    ),
    Visit(
        (("M54.50", "low back pain"), ("M62.830", "muscle spasm of the back")),
        (
            Service("E0730", "four lead TENS unit", 160, 340),
            Service("G0283", "electrical stimulation", 18, 45, 2),
            Service("L0625", "lumbar support", 50, 110),
            Service("J1885", "ketorolac injection", 12, 40, 4),
        ),
        ("11", "22"),
    ),
    Visit(
        (("T78.2XXA", "anaphylactic shock"),),
        (
            Service("J0171", "adrenalin injection", 16, 60, 3),
            Service("J1200", "diphenhydramine injection", 8, 22, 2),
            Service("J7030", "normal saline infusion", 15, 45, 2),
            Service("J1100", "dexamethasone injection", 6, 18, 8),
        ),
        ("23", "20"),
    ),
    Visit(
        (("L97.509", "ulcer of the foot"), ("E11.9", "type 2 diabetes")),
        (
            Service("A6402", "sterile gauze", 3, 9, 10),
            Service("G0463", "wound clinic visit", 110, 240),
            Service("L3260", "surgical boot", 40, 90),
        ),
        ("22", "11"),
    ),
    Visit(
        (("N39.0", "urinary tract infection"), ("R50.9", "fever")),
        (
            Service("J0696", "ceftriaxone injection", 10, 30, 4),
            Service("J7040", "saline infusion", 14, 40, 2),
            Service("J2405", "ondansetron injection", 6, 20, 4),
        ),
        ("20", "22"),
    ),
    Visit(
        (("R11.2", "nausea with vomiting"), ("R10.9", "abdominal pain")),
        (
            Service("J2405", "ondansetron injection", 6, 20, 4),
            Service("J7030", "normal saline infusion", 15, 45, 2),
            Service("J2765", "metoclopramide injection", 6, 18),
        ),
        ("23", "20"),
    ),
    Visit(
        (("G43.909", "migraine"), ("R51.9", "headache")),
        (
            Service("J1885", "ketorolac injection", 12, 40, 4),
            Service("J2550", "promethazine injection", 8, 22),
            Service("J1200", "diphenhydramine injection", 8, 22),
        ),
        ("20", "11"),
    ),
    Visit(
        (("D50.9", "iron deficiency anemia"), ("E55.9", "vitamin D deficiency")),
        (Service("J3420", "vitamin B-12 injection", 12, 35), CLINIC_VISIT),
        ("11", "22"),
    ),
    Visit(
        (("M75.41", "impingement of the right shoulder"), ("M25.511", "pain in the right shoulder")),
        (
            Service("J1030", "methylprednisolone 40 mg injection", 14, 38),
            Service("J2001", "lidocaine injection", 5, 15, 2),
            Service("L3670", "shoulder sling", 70, 140),
        ),
        ("11",),
    ),
    Visit(
        (("M81.0", "osteoporosis"),),
        (Service("J0897", "denosumab injection", 18, 30, 60), CLINIC_VISIT),
        ("11", "22"),
    ),
    Visit(
        (("J45.909", "asthma"), ("J20.9", "acute bronchitis")),
        (
            Service("J7613", "albuterol", 3, 9, 3),
            Service("E0570", "nebulizer with compressor", 110, 240),
            Service("J1100", "dexamethasone injection", 6, 18, 8),
        ),
        ("20", "11"),
    ),
    Visit(
        (("S72.001A", "fracture of the right femoral neck"), ("W19.XXXA", "a fall")),
        (
            Service("E0143", "folding wheeled walker", 95, 190),
            Service("E0163", "commode chair", 85, 170),
            Service("E0260", "semi-electric hospital bed", 720, 1280),
            Service("E0240", "shower chair", 45, 110),
        ),
        ("12",),
        True,
    ),
    Visit(
        (("J44.9", "chronic obstructive pulmonary disease"), ("I50.9", "heart failure")),
        (Service("E1390", "oxygen concentrator", 210, 420), Service("G0151", "home physical therapy", 38, 75, 4)),
        ("12",),
    ),
    Visit(
        (("Z12.11", "colon cancer screening"), ("Z12.5", "prostate cancer screening")),
        (
            Service("G0103", "PSA screening", 25, 70),
            Service("G0102", "prostate exam", 30, 80),
            Service("G0438", "initial annual wellness visit", 150, 290),
        ),
        ("11",),
    ),
    Visit(
        (("F32.A", "depression"), ("F41.1", "generalized anxiety disorder")),
        (Service("G0444", "annual depression screening", 25, 60), CLINIC_VISIT),
        ("11", "22"),
    ),
)

# Look like ICD-10-CM codes and are none.
INVALID_DIAGNOSES = ("S83.999Q", "E11.9ZZ", "M25.56", "R05", "Z99.77", "J44.7", "U88.8", "K21.99X")
REFERRERS = ("MD", "DO", "NP", "PA-C")
