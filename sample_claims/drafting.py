"""Draft: one document made from a scene, of the kind and shape that its slot asks for."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Literal

from pipelines.claim import Value
from sample_claims import emails, forms, letters, papers, portal, transcripts
from sample_claims.acroforms import draw_acroform
from sample_claims.hand import Hand
from sample_claims.layouts import FURTHER_LAYOUTS, LAYOUTS
from sample_claims.layouts.cms1500 import draw_cms1500
from sample_claims.layouts.facilities import draw_ada, draw_ub04
from sample_claims.layouts.sheet import Sheet
from sample_claims.loss_runs import draw_loss_run_pdf
from sample_claims.numbers import policy_number
from sample_claims.planning import Slot
from sample_claims.scene import Scene
from sample_claims.statements import statement_pdf, statement_text
from sample_claims.writing import Pen


@dataclass(frozen=True)
class Told:
    """One more claim of a document, and what has been told of it."""

    scene: Scene
    written: dict[str, Value]


@dataclass(frozen=True)
class Draft:
    """A document's bytes and what has been told in it; `name` is what it is called in its file's name.

    `further` are the claims after the first, where it holds several.
    """

    data: bytes
    suffix: str
    kind: str
    scene: Scene | None
    written: dict[str, Value] = field(default_factory=dict)
    free_text: bool = False
    name: str = ""
    outcome: Literal["review", "quarantine"] = "review"
    duplicate_of: str | None = None
    further: tuple[Told, ...] = ()


def draft(slot: Slot, scene: Scene) -> Draft:
    """The document that the slot asks for."""
    return _MAKERS[slot.kind](slot, scene)


def new_sheet(rng: Random) -> Sheet:
    """A sheet in some font, with what is filled in set as print or as typewriting."""
    family = rng.choice(("Helvetica", "Helvetica", "Times"))
    return Sheet(rng, family, rng.choice(("", "", "Courier", "Times-Roman", "Helvetica")))


def _form(slot: Slot, scene: Scene) -> Draft:
    pen = Pen(scene, Hand(scene.rng, "form"))
    sheet = new_sheet(scene.rng)
    form = forms.fill(pen)
    (LAYOUTS | FURTHER_LAYOUTS)[slot.shape](sheet, form)
    return Draft(sheet.finish(form.title), ".pdf", "digital_form", scene, pen.written)


def _cms(slot: Slot, scene: Scene) -> Draft:
    pen = Pen(scene, Hand(scene.rng, "form"))
    return Draft(draw_cms1500(pen), ".pdf", "digital_form", scene, pen.written)


def _facility(slot: Slot, scene: Scene) -> Draft:
    pen = Pen(scene, Hand(scene.rng, "form"))
    draw = draw_ub04 if slot.kind == "ub04" else draw_ada
    return Draft(draw(pen), ".pdf", "digital_form", scene, pen.written)


def _acroform(slot: Slot, scene: Scene) -> Draft:
    pen = Pen(scene, Hand(scene.rng, "form"))
    return Draft(draw_acroform(pen, slot.shape), ".pdf", "acroform", scene, pen.written)


def _portal(slot: Slot, scene: Scene) -> Draft:
    pen = Pen(scene, Hand(scene.rng, "form"))
    text = portal.export(forms.fill(pen), scene.rng.choice(("colon", "colon", "equals", "arrow")))
    return Draft(text.encode(), ".txt", "portal", scene, pen.written)


def _letter(slot: Slot, scene: Scene) -> Draft:
    pen = Pen(scene, Hand(scene.rng, "letter"))
    prose = letters.tell(pen)
    if slot.shape == "txt":
        return Draft(f"{prose.text}\n".encode(), ".txt", "letter", scene, pen.written, True)
    return Draft(papers.draw_letter(pen, prose), ".pdf", "letter", scene, pen.written, True)


def _email(slot: Slot, scene: Scene) -> Draft:
    pen = Pen(scene, Hand(scene.rng, "letter"))
    data = emails.send(pen, letters.tell(pen), as_html=slot.shape == "html")
    return Draft(data, ".eml", "email", scene, pen.written, True)


def _transcript(slot: Slot, scene: Scene) -> Draft:
    pen = Pen(scene, Hand(scene.rng, "speech"))
    text = transcripts.transcribe(pen)
    return Draft(text.encode(), ".txt", "transcript", scene, pen.written, True)


def contradict(scene: Scene) -> Scene:
    """The same scene with another policy number or day of loss, for the paper that disagrees."""
    other = copy.deepcopy(scene)
    path = scene.rng.choice(("policy_number", "date_of_loss")) if scene.knows("report_number") else "policy_number"
    if path == "policy_number":
        other.values[path] = policy_number(scene.rng, scene.claim_type)
    else:
        day = str(scene.values[path])
        other.values[path] = f"{day[:8]}{int(day[8:]) % 27 + 1:02d}"
    scene.plant("contradictions.identifiers" if path == "policy_number" else "contradictions.dates")
    return other


def _attachments(pen: Pen, told: Scene, *, estimate: bool) -> list[tuple[str, bytes]]:
    """Papers about the same loss, which they tell as `told`; what they tell joins what the pen has told."""
    scene = pen.scene
    papers_wanted = ["estimate"] if estimate else []
    papers_wanted += ["police_report"] if scene.knows("report_number") else []
    made = []
    for name in papers_wanted:
        other = Pen(told, Hand(scene.rng, "form"))
        sheet = new_sheet(scene.rng)
        (papers.draw_estimate if name == "estimate" else papers.draw_police_report)(sheet, other)
        made.append((f"{name}.pdf", sheet.finish()))
        pen.written = {**other.written, **pen.written}
    return made


def _attached(slot: Slot, scene: Scene) -> Draft:
    return draft_attached(scene, scene, contradicted=bool(slot.plant and slot.plant.name == "contradiction"))


def draft_attached(scene: Scene, told: Scene, *, contradicted: bool = False) -> Draft:
    """An e-mail with the papers of others attached, which tell the loss as `told`."""
    pen = Pen(scene, Hand(scene.rng, "letter"))
    prose = letters.tell(pen)
    told = contradict(scene) if contradicted else told
    files = tuple(emails.Attachment(name, data) for name, data in _attachments(pen, told, estimate=True))
    return Draft(emails.send(pen, prose, files), ".eml", "email", scene, pen.written, True, "email")


def _packet(slot: Slot, scene: Scene) -> Draft:
    return draft_packet(scene, scene, contradicted=bool(slot.plant and slot.plant.name == "contradiction"))


def draft_packet(scene: Scene, told: Scene, *, contradicted: bool = False) -> Draft:
    """One PDF: the form, then the repair estimate, then the police report, which tell the loss as `told`."""
    pen = Pen(scene, Hand(scene.rng, "form"))
    sheet = new_sheet(scene.rng)
    layout = scene.rng.choice(tuple(LAYOUTS.values()))
    layout(sheet, forms.fill(pen))
    told = contradict(scene) if contradicted else told
    for draw in (papers.draw_estimate, *((papers.draw_police_report,) if scene.knows("report_number") else ())):
        other = Pen(told, Hand(scene.rng, "form"))
        sheet.turn()
        draw(sheet, other)
        pen.written = {**other.written, **pen.written}
    return Draft(sheet.finish("Claim packet"), ".pdf", "packet", scene, pen.written)


def _statement(slot: Slot, scene: Scene) -> Draft:
    if slot.shape in ("centre", "halves"):
        return Draft(statement_pdf(scene, slot.shape), ".pdf", "digital_form", scene, dict(scene.values))
    text = statement_text(scene, beside=slot.shape == "txt")
    if slot.shape == "txt":
        return Draft(text.encode(), ".txt", "portal", scene, dict(scene.values))
    head = "From: a driver <driver@post.example>\nTo: claims@insurer.example\nSubject: Accident statement\n"
    head += "Date: Mon, 15 Jun 2026 09:00:00 +0200\nContent-Type: text/plain; charset=utf-8\n\n"
    return Draft((head + text).encode(), ".eml", "email", scene, dict(scene.values), True)


def _loss_run(slot: Slot, scene: Scene) -> Draft:
    return Draft(draw_loss_run_pdf(scene, slot.shape), ".pdf", "loss_run", scene, dict(scene.values))


_MAKERS: dict[str, Callable[[Slot, Scene], Draft]] = {
    "form": _form,
    "cms": _cms,
    "ub04": _facility,
    "ada": _facility,
    "statement": _statement,
    "loss_run": _loss_run,
    "acroform": _acroform,
    "portal": _portal,
    "letter": _letter,
    "email": _email,
    "transcript": _transcript,
    "attached": _attached,
    "packet": _packet,
}
