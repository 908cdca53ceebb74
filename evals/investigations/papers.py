"""Papers: a plain notice of loss and what comes with it, drawn so that one value of it is hard to come by."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from email.message import EmailMessage
from email.policy import SMTP
from random import Random

from PIL import Image

from pipelines.claim import Value
from sample_claims.degrading import rendered
from sample_claims.facts.auto import draw_auto
from sample_claims.hand import Hand
from sample_claims.layouts.sheet import MARGIN, Sheet
from sample_claims.papers import draw_estimate, draw_police_report
from sample_claims.scene import Scene
from sample_claims.truth import normal
from sample_claims.writing import Pen

LINES = (
    ("Policy number", "policy_number"),
    ("Name of insured", "insured_name"),
    ("Address", "insured_address"),
    ("Phone", "insured_phone"),
    ("Date of loss", "date_of_loss"),
    ("Location of loss", "loss_location"),
    ("Vehicle year", "vehicle_year"),
    ("Vehicle make", "vehicle_make"),
    ("Vehicle model", "vehicle_model"),
    ("VIN", "vehicle_vin"),
    ("License plate", "vehicle_plate"),
    ("Driver's name", "driver_name"),
    ("Estimate amount", "estimate_amount"),
)
CRITICAL = ("policy_number", "date_of_loss", "vehicle_vin", "estimate_amount")
_SIZE = 10.5
_COLUMN = 170.0  # points: where the values stand
_BLANK = "______________"


def scene_of(seed: str) -> Scene:
    """An accident of two cars of which every line of the notice can be told."""
    for turn in range(1000):
        scene = draw_auto(Random(f"{seed}:{turn}"))
        if all(scene.knows(path) for _, path in LINES) and scene.knows("report_number"):
            return scene
    raise AssertionError("no such accident is ever drawn")


class Notice:
    """The notice of one scene. `told` is what stands in it; `spoilt` are texts put in the place of a value."""

    def __init__(self, scene: Scene, spoilt: Mapping[str, str] | None = None, small: Mapping[str, float] | None = None):
        self.pen = Pen(scene, Hand(scene.rng, "form"))
        self._spoilt = spoilt or {}
        self._small = small or {}

    def lines(self, blank: Sequence[str] = ()) -> list[tuple[str, str, float]]:
        """Label, text and type size of each line."""
        made = []
        for label, path in LINES:
            text = self._spoilt[path] if path in self._spoilt else "" if path in blank else self.pen.tell(path)
            made.append((label, text or _BLANK, self._small.get(path, _SIZE)))
        return made

    def pdf(self, blank: Sequence[str] = ()) -> bytes:
        """The notice on one page."""
        sheet = Sheet(self.pen.rng, "Helvetica")
        sheet.heading("AUTOMOBILE LOSS NOTICE", 15, rule=True)
        sheet.y -= 10
        for label, text, size in self.lines(blank):
            sheet.y -= 1.35 * _SIZE
            sheet.text(MARGIN, sheet.y, f"{label}:", sheet.plain, _SIZE)
            sheet.text(_COLUMN, sheet.y, text, sheet.plain, size)
            sheet.y -= 8
        sheet.heading("Description of accident", 11)
        sheet.paragraph("The other car hit ours at the crossing and dented the door.", _SIZE)
        return sheet.finish("Automobile loss notice")

    def text(self, blank: Sequence[str] = ()) -> str:
        """The notice as a portal writes it."""
        lines = [f"{label}: {text}" for label, text, _ in self.lines(blank)]
        return "\n".join(("AUTOMOBILE LOSS NOTICE", "", *lines, "", "The other car hit ours at the crossing.", ""))

    @property
    def truth(self) -> dict[str, Value]:
        """What was told, in normal form."""
        return {path: normal(self.pen.scene, path, value) for path, value in self.pen.written.items()}


def scanned(pdf: bytes, dots: int) -> bytes:
    """The pages of a PDF as a scanner of so many dots per inch gives them: grey, one TIFF."""
    pages = [Image.fromarray(page).convert("L") for page in rendered(pdf, dots)]
    file = io.BytesIO()
    first, *others = pages
    first.save(file, "TIFF", compression="tiff_lzw", dpi=(dots, dots), save_all=True, append_images=others)
    return file.getvalue()


def mailed(words: str, papers: Sequence[tuple[str, bytes]]) -> bytes:
    """An e-mail with papers attached."""
    message = EmailMessage()
    message["From"], message["To"] = "a customer <customer@post.example>", "claims@insurer.example"
    message["Subject"], message["Date"] = "Our claim", "Mon, 15 Jun 2026 09:00:00 -0400"
    message.set_content(words)
    for name, data in papers:
        kind = ("text", "plain") if name.endswith(".txt") else ("application", "pdf")
        message.add_attachment(data, maintype=kind[0], subtype=kind[1], filename=name)
    return message.as_bytes(policy=SMTP)


def estimate(scene: Scene) -> tuple[bytes, Pen]:
    """A garage's estimate as PDF, and the pen that wrote it."""
    pen, sheet = Pen(scene, Hand(scene.rng, "form")), Sheet(scene.rng, "Helvetica")
    draw_estimate(sheet, pen)
    return sheet.finish("Estimate"), pen


def police_report(scene: Scene) -> tuple[bytes, Pen]:
    """A police report as PDF, and the pen that wrote it."""
    pen, sheet = Pen(scene, Hand(scene.rng, "form")), Sheet(scene.rng, "Helvetica")
    draw_police_report(sheet, pen)
    return sheet.finish("Report"), pen
