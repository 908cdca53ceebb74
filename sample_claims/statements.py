"""Agreed statements of facts on a motor accident: the European form with a column for each driver."""

from __future__ import annotations

import io
from random import Random

import phonenumbers
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from pipelines.claim import Value
from pipelines.claim_types.accident_statement_words import CIRCUMSTANCES
from sample_claims import numbers
from sample_claims.scene import Scene

_COUNTRIES = {
    "Germany": (("Weber", "Brandt", "Vogel"), ("Anke", "Jonas", "Silke"), "@@-@@ ###", "+49 171 #######",
                ("Birkenallee", "Am Mühlbach", "Gartenweg"), ("Nordlicht Versicherung AG", "Rheinbund Assekuranz AG")),
    "France": (("Garnier", "Lefort", "Marchand"), ("Claire", "Hugo", "Elise"), "@@-###-@@", "+33 6 ## ## ## ##",
               ("rue du Moulin", "avenue des Tilleuls"), ("Mutuelle des Cimes", "Assurances du Ponant")),
    "Italy": (("Ferrero", "Galli", "Moretti"), ("Paola", "Sandro", "Livia"), "@@ ### @@", "+39 347 #######",
              ("Via dei Pini", "Corso Umberto"), ("Assicurazioni Adria", "Compagnia Ligure")),
}  # fmt: skip
_CARS = ("VW Golf", "Renault Clio", "Fiat Panda", "Skoda Octavia", "Peugeot 308")
_POINTS = ("front left", "front right", "rear", "left side", "right side")
_PAIRS = (({"8"}, {"1"}), ({"13"}, {"11"}), ({"17"}, {"16"}), ({"10", "9"}, {"9"}), ({"14"}, {"3"}))
_SECTIONS = (
    ("6. Insured/policyholder", (("Name", "insured_name"), ("First name", "insured_first_name"),
     ("Address", "insured_address"), ("Country", "insured_country"), ("Tel. or e-mail", "insured_phone"))),
    ("7. Vehicle", (("Make, type", "make"), ("Registration No.", "plate"),
     ("Country of registration", "country_of_registration"))),
    ("8. Insurance company", (("Name", "insurer"), ("Policy No.", "policy_number"),
     ("Green Card No.", "green_card_number"), ("valid from", "cover_from"), ("to", "cover_to"))),
    ("9. Driver", (("Name", "driver_name"), ("First name", "driver_first_name"), ("Date of birth", "driver_birthdate"),
     ("Driving licence No.", "licence_number"), ("Category", "licence_category"),
     ("Valid until", "licence_valid_until"))),
    ("Facts", (("10. Point of initial impact", "impact_point"), ("11. Visible damage", "visible_damage"),
     ("14. My remarks", "remarks"), ("15. Signature", "signature"))),
)  # fmt: skip
_WORDS = {number: wordings.split(" | ")[0] for number, wordings in CIRCUMSTANCES.items()}
_SIZE, _STEP = 8.0, 11.0


def _phone(rng: Random, shape: str) -> str:
    """A number of this shape that its country's numbering plan has."""
    while not phonenumbers.is_valid_number(phonenumbers.parse(number := numbers.shaped(rng, shape))):
        pass
    return number


def draw_statement(rng: Random) -> Scene:
    """Two drivers of two countries, and what they mark."""
    scene = Scene(rng, "accident_statement")
    day = f"2026-05-{rng.randint(18, 28)}"  # beyond the twelfth, so that the day is told from the month
    country = rng.choice(tuple(_COUNTRIES))
    scene.values |= {
        "date_of_loss": day,
        "time_of_loss": f"{rng.randint(7, 19):02d}:{rng.randint(10, 59)}",
        "loss_country": country,
        "loss_location": f"{rng.choice(_COUNTRIES[country][4])} {rng.randint(2, 90)}",
        "injuries_reported": rng.random() < 0.3,
    }
    chosen = rng.choice(_PAIRS)
    for row, marks in enumerate(chosen):
        party = _party(rng, rng.choice(tuple(_COUNTRIES)), marks)
        scene.values |= {f"vehicles[{row}].{name}": value for name, value in party.items()}
    return scene


def _party(rng: Random, country: str, marks: set[str]) -> dict[str, Value]:
    last, first, plate, phone, streets, insurers = _COUNTRIES[country]
    name, given = rng.choice(last), rng.choice(first)
    return {
        "insured_name": name,
        "insured_first_name": given,
        "insured_address": f"{rng.choice(streets)} {rng.randint(2, 90)}",
        "insured_country": country,
        "insured_phone": _phone(rng, phone),
        "make": rng.choice(_CARS),
        "plate": numbers.shaped(rng, plate),
        "country_of_registration": country,
        "insurer": rng.choice(insurers),
        "policy_number": numbers.shaped(rng, "@@ ### ### ##"),
        "green_card_number": numbers.shaped(rng, "@ ######"),
        "cover_from": "2026-01-01",
        "cover_to": "2026-12-31",
        "driver_name": name,
        "driver_first_name": rng.choice(first),
        "driver_birthdate": f"{rng.randint(1955, 2003)}-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}",
        "licence_number": numbers.shaped(rng, "@###@@#@##"),
        "licence_category": "B",
        "licence_valid_until": f"{rng.randint(2027, 2035)}-03-{rng.randint(13, 28)}",
        "impact_point": rng.choice(_POINTS),
        "visible_damage": rng.choice(("bumper and lamp", "door", "wing and wheel", "bonnet")),
        "remarks": rng.choice(("the road was wet", "I braked at once", "the sun was low")),
        "signature": f"{given[0]}. {name}",
        "circumstances": ", ".join(sorted(marks, key=int)),
        "circumstances_count": len(marks),
    }


def _told(scene: Scene, path: str) -> str:
    value = str(scene.values[path])
    return f"{value[8:]}/{value[5:7]}/{value[:4]}" if scene.kind(path) == "date" else value


def _marks(scene: Scene, row: int) -> set[str]:
    return set(str(scene.values[f"vehicles[{row}].circumstances"]).split(", "))


def statement_text(scene: Scene, *, beside: bool) -> str:
    """The statement as text: the columns side by side, or one after the other as in an e-mail."""
    yes, no = ("[x]", "[ ]") if scene.values["injuries_reported"] else ("[ ]", "[x]")
    lines = [
        "AGREED STATEMENT OF FACTS ON MOTOR VEHICLE ACCIDENT",
        "",
        f"1. Date of accident: {_told(scene, 'date_of_loss')}   Time: {_told(scene, 'time_of_loss')}",
        f"2. Country: {_told(scene, 'loss_country')}   Place: {_told(scene, 'loss_location')}",
        f"3. Injuries, even if slight: {yes} Yes {no} No",
        "",
    ]
    parties = [_party_lines(scene, row, marked=not beside) for row in range(2)]
    if not beside:
        return "\n".join([*lines, "Vehicle A", *parties[0], "", "Vehicle B", *parties[1], ""])
    lines.append(f"{'VEHICLE A':<60}VEHICLE B")
    lines += [f"{one:<60}{other}" for one, other in zip(*parties, strict=True)]
    lines += ["", "12. CIRCUMSTANCES"]
    for number, words in _WORDS.items():
        one, other = ("[x]" if number in _marks(scene, row) else "[ ]" for row in range(2))
        lines.append(f"   {one}   {number} {words:<50}   {other}")
    counts = [_told(scene, f"vehicles[{row}].circumstances_count") for row in range(2)]
    lines.append(f"   {counts[0]}     number of boxes marked with a cross   {counts[1]}")
    return "\n".join([*lines, ""])


def _party_lines(scene: Scene, row: int, *, marked: bool) -> list[str]:
    lines = []
    for title, entries in _SECTIONS:
        lines += [title] if title[0].isdigit() else []
        lines += [f"{caption}: {_told(scene, f'vehicles[{row}].{name}')}" for caption, name in entries]
    if marked:
        lines.append("12. Circumstances")
        lines += [f"[x] {number} {_WORDS[number]}" for number in sorted(_marks(scene, row), key=int)]
        lines.append(f"Number of boxes marked: {_told(scene, f'vehicles[{row}].circumstances_count')}")
    return lines


def statement_pdf(scene: Scene, shape: str) -> bytes:
    """The form as a PDF: its marks between the columns ("centre"), or below them ("halves")."""
    data = io.BytesIO()
    canvas = Canvas(data, pagesize=A4, invariant=1)
    high = A4[1]

    def say(x: float, y: float, text: str, font: str = "Helvetica") -> None:
        canvas.setFont(font, _SIZE)
        canvas.drawString(x, y, text)

    def box(x: float, y: float, ticked: bool) -> None:
        canvas.rect(x, y - 1, 7, 7)
        if ticked:
            say(x + 1, y, "X", "Helvetica-Bold")

    canvas.setFont("Helvetica-Bold", 12)
    canvas.drawString(40, high - 40, "AGREED STATEMENT OF FACTS ON MOTOR VEHICLE ACCIDENT")
    say(40, high - 60, f"1. Date of accident: {_told(scene, 'date_of_loss')}")
    say(190, high - 60, f"Time: {_told(scene, 'time_of_loss')}")
    say(270, high - 60, f"2. Country: {_told(scene, 'loss_country')}")
    say(390, high - 60, f"Place: {_told(scene, 'loss_location')}")
    say(40, high - 76, "3. Injuries, even if slight:")
    for x, word, ticked in ((150, "no", False), (190, "yes", True)):
        box(x, high - 76, scene.values["injuries_reported"] is ticked)
        say(x + 10, high - 76, word)
    top = high - 104
    places = (36, 404) if shape == "centre" else (40, 310)
    for row, x in enumerate(places):
        say(x + 30, top, f"VEHICLE {'AB'[row]}", "Helvetica-Bold")
        y = top - 14
        for title, entries in _SECTIONS:
            if title[0].isdigit():
                say(x, y, title, "Helvetica-Bold")
                y -= _STEP
            for caption, name in entries:
                say(x + 4, y, f"{caption}: {_told(scene, f'vehicles[{row}].{name}')}")
                y -= _STEP
            y -= 3
    left, words_at, right, y = (200, 220, 388, top - 16) if shape == "centre" else (120, 150, 420, top - 330)
    say(words_at, top if shape == "centre" else y, "12. CIRCUMSTANCES", "Helvetica-Bold")
    for number, words in _WORDS.items():
        y -= _STEP + (4 if shape == "centre" else 0)
        box(left, y, number in _marks(scene, 0))
        say(words_at, y, f"{number}  {words}")
        box(right, y, number in _marks(scene, 1))
    y -= _STEP + 6
    say(left, y, _told(scene, "vehicles[0].circumstances_count"))
    say(words_at, y, "number of boxes marked with a cross")
    say(right, y, _told(scene, "vehicles[1].circumstances_count"))
    canvas.save()
    return data.getvalue()
