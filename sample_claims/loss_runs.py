"""Loss runs: a carrier's list of claims over many pages, with heads, page totals and wrapped descriptions."""

from __future__ import annotations

import io
from dataclasses import dataclass
from random import Random

from reportlab.lib.pagesizes import landscape, letter
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from pipelines.claim import Value
from sample_claims import numbers, people
from sample_claims.scene import Scene
from sample_claims.words import firms

ROWS = {"plain": 20, "ruled": 120, "stacked": 500}
MONEY = ("paid", "reserve", "incurred")
_STATUS = ("open", "closed", "closed", "reopened")
_WHAT = (
    "Slip on a wet floor",
    "Rear-end collision at a light",
    "Lift truck struck the racking on the second floor",
    "Strained back while lifting a crate from a pallet",
    "Hail on the roof membrane",
    "Leak from a sprinkler head above the loading dock",
)
_COLUMNS = (
    ("claim_number", "Claim|Number", 68),
    ("date_of_loss", "Date of|Loss", 54),
    ("date_reported", "Date|Reported", 54),
    ("claimant", "Claimant", 104),
    ("coverage", "Line", 34),
    ("description", "Description", 130),
    ("status", "Status", 50),
    ("paid", "Total|Paid", 66),
    ("reserve", "Outstanding|Reserve", 66),
    ("incurred", "Total|Incurred", 66),
)
_SIZE, _LEFT, _STEP = 7.5, 40.0, 9.4
_WIDE, _HIGH = landscape(letter)

_LONGEST_NAME = 22  # characters


def _short_name(rng: Random) -> str:
    """A name that its column holds; a carrier's list cuts longer ones off."""
    while len(name := people.draw_person(rng).name) > _LONGEST_NAME:
        pass
    return name


def draw_loss_run(rng: Random, rows: int = 20) -> Scene:
    """An insured with so many claims."""
    scene = Scene(rng, "loss_run")
    scene.values |= {
        "insured_name": rng.choice(firms.BUILDERS),
        "carrier": rng.choice(firms.INSURERS),
        "policy_number": numbers.shaped(rng, "CPP-#######"),
        "valuation_date": f"2026-05-{rng.randint(1, 28):02d}",
    }
    for row in range(rows):
        year, month, day = rng.randint(2021, 2025), rng.randint(1, 12), rng.randint(1, 25)
        paid, reserve = (rng.choice((0, rng.randint(5_000, 9_000_000))) for _ in range(2))
        line: dict[str, Value] = {
            "claim_number": f"{numbers.shaped(rng, '@@')}{year % 100}-{row + 1:05d}",
            "date_of_loss": f"{year}-{month:02d}-{day:02d}",
            "date_reported": f"{year}-{month:02d}-{day + rng.randint(0, 3):02d}",
            "claimant": _short_name(rng),
            "coverage": rng.choice(("GL", "AL", "PROP")),
            "description": rng.choice(_WHAT),
            "status": rng.choice(_STATUS),
            "paid": f"{paid / 100:.2f}",
            "reserve": f"{reserve / 100:.2f}",
            "incurred": f"{(paid + reserve) / 100:.2f}",
        }
        if rng.random() < 0.1:  # a box left blank
            line.pop(rng.choice(("claimant", "coverage")))
        scene.values |= {f"losses[{row}].{name}": value for name, value in line.items()}
    return scene


def draw_loss_run_pdf(scene: Scene, shape: str) -> bytes:
    """The list as a PDF in landscape; "ruled" has rules round its cells, "stacked" heads of two lines."""
    return _Printer(scene, shape).print()


@dataclass
class _Printer:
    scene: Scene
    shape: str

    def print(self) -> bytes:
        """All pages."""
        data = io.BytesIO()
        self.canvas = Canvas(data, pagesize=(_WIDE, _HIGH), invariant=1)
        self.page, self.y = 1, 0.0
        self.sums = dict.fromkeys(MONEY, 0)
        self.all = dict.fromkeys(MONEY, 0)
        rows = self.scene.rows("losses")
        self._top(rows)
        for row in range(rows):
            self._row(row)
        self._total("Page total", self.sums)
        self._total("Grand total", self.all)
        self._foot()
        self.canvas.save()
        return data.getvalue()

    def _say(self, x: float, text: str, *, bold: bool = False, right: bool = False) -> None:
        self.canvas.setFont("Helvetica-Bold" if bold else "Helvetica", _SIZE)
        (self.canvas.drawRightString if right else self.canvas.drawString)(x, self.y, text)

    def _top(self, rows: int) -> None:
        values = self.scene.values
        self.y = _HIGH - 46
        self.canvas.setFont("Helvetica-Bold", 12)
        self.canvas.drawString(_LEFT, self.y, "LOSS RUN REPORT" if rows else "LOSS RUN REPORT (continued)")
        told = [f"Named Insured: {values['insured_name']}"]
        if rows:
            told += [f"Carrier: {values['carrier']}", f"Policy Number: {values['policy_number']}"]
            told += [f"Valuation Date: {_day(str(values['valuation_date']))}", f"Number of claims: {rows}"]
        for text in told:
            self.y -= 13
            self._say(_LEFT, text)
        self.y -= 22
        lines = 2 if self.shape == "stacked" else 1
        for line in range(lines):
            x = _LEFT
            for name, caption, width in _COLUMNS:
                parts = caption.split("|") if lines == 2 else [caption.replace("|", " ")]
                place = line - (lines - len(parts))
                if place >= 0:
                    right = name in MONEY
                    self._say(x + width - 4 if right else x, parts[place], bold=True, right=right)
                x += width
            self.y -= _STEP
        self.y -= 3

    def _foot(self) -> None:
        self.y = 26
        self._say(_LEFT, "Losses are subject to change. Confidential.")
        self._say(_WIDE - 90, f"Page {self.page}")
        self.canvas.showPage()
        self.page += 1

    def _row(self, row: int) -> None:
        told = {name: str(self.scene.values.get(f"losses[{row}].{name}", "")) for name, _, _ in _COLUMNS}
        lines = _wrapped(told["description"], 124)
        height = len(lines) * _STEP + 3
        if self.y - height < 74:
            self._total("Page total", self.sums)
            self.sums = dict.fromkeys(MONEY, 0)
            self._foot()
            self._top(0)
        x, top = _LEFT, self.y
        for name, _, width in _COLUMNS:
            if self.shape == "ruled":
                self.canvas.setLineWidth(0.3)
                self.canvas.rect(x - 2, top - height + _STEP - 1, width, height)
            if name in MONEY:
                self._say(x + width - 4, f"{float(told[name]):,.2f}", right=True)
                self.sums[name] += _cents(told[name])
                self.all[name] += _cents(told[name])
            elif name == "description":
                for line in lines:
                    self._say(x, line)
                    self.y -= _STEP
                self.y = top
            else:
                text = _day(told[name]) if name.startswith("date") else told[name]
                self._say(x, text.capitalize() if name == "status" else text)
            x += width
        self.y = top - height

    def _total(self, label: str, sums: dict[str, int]) -> None:
        self.y -= 3
        self._say(_LEFT, label, bold=True)
        x = _LEFT
        for name, _, width in _COLUMNS:
            if name in MONEY:
                self._say(x + width - 4, f"{sums[name] / 100:,.2f}", bold=True, right=True)
            x += width
        self.y -= _STEP + 3


def _day(iso: str) -> str:
    return f"{iso[5:7]}/{iso[8:]}/{iso[:4]}"


def _cents(amount: str) -> int:
    return int(amount.replace(".", ""))


def _wrapped(text: str, width: float) -> list[str]:
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and stringWidth(longer, "Helvetica", _SIZE) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines
