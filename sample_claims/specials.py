"""Documents out of the ordinary: repeated, encrypted, empty, speaking to the machine, or no claim at all."""

from __future__ import annotations

import copy
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random

from reportlab.lib.pagesizes import letter
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from sample_claims import forms, letters, papers, people
from sample_claims.drafting import Draft, draft, new_sheet
from sample_claims.hand import Hand
from sample_claims.layouts import LAYOUTS
from sample_claims.layouts.sheet import MARGIN, WIDTH
from sample_claims.planning import Slot
from sample_claims.scene import Scene
from sample_claims.words import firms, injections
from sample_claims.writing import Pen


@dataclass(frozen=True)
class Earlier:
    """A document made before in the same set, which a later one may repeat."""

    name: str
    slot: Slot
    draft: Draft


Draws = Mapping[str, Callable[[Random], Scene]]


def draft_special(slot: Slot, rng: Random, earlier: Sequence[Earlier], draws: Draws) -> Draft:
    """The document that a slot of a special kind asks for."""
    if slot.kind in {"repeat", "retold"}:
        found = _to_repeat(slot, rng, earlier)
        if found is None:  # a set too small to repeat anything has an ordinary letter instead
            return draft(Slot(slot.claim_type, "letter", "txt"), draws[slot.claim_type](rng))
        return _repeat(found) if slot.kind == "repeat" else _retold(found, rng)
    if slot.kind in _NO_CLAIM:
        return _NO_CLAIM[slot.kind](rng)
    scene = draws[slot.claim_type](rng)
    return {"encrypted": _encrypted, "injection": _injection, "hidden": _hidden}[slot.kind](slot, scene)


def _to_repeat(slot: Slot, rng: Random, earlier: Sequence[Earlier]) -> Earlier | None:
    kinds = {"form", "letter", "email", "attached", "cms"} if slot.kind == "repeat" else {"form", "acroform", "portal"}
    fit = [
        one
        for one in earlier
        if one.slot.claim_type == slot.claim_type and one.slot.kind in kinds and not one.slot.plant
    ]
    return rng.choice(fit) if fit else None


def _repeat(found: Earlier) -> Draft:
    """The very same bytes under another name."""
    scene = copy.deepcopy(found.draft.scene)
    assert scene is not None
    scene.plant("duplicates.same_bytes", None)
    scene.expected.append("duplicates.same_loss")
    return replace(found.draft, scene=scene, name="repeat", duplicate_of=found.name)


def _retold(found: Earlier, rng: Random) -> Draft:
    """The same loss again, in a letter."""
    scene = copy.deepcopy(found.draft.scene)
    assert scene is not None
    scene.rng = rng
    scene.plant("duplicates.same_loss", str(scene.values.get("estimate_amount", scene.values.get("probable_amount"))))
    made = draft(Slot(scene.claim_type, "letter", "txt"), scene)
    return replace(made, name="repeat", duplicate_of=found.name)


def _encrypted(slot: Slot, scene: Scene) -> Draft:
    """A form that opens with a password only."""
    data = io.BytesIO()
    lock = StandardEncryption(f"{scene.rng.randint(100000, 999999)}", strength=128)
    canvas = Canvas(data, pagesize=letter, invariant=1, encrypt=lock)
    y = 740
    for section in forms.fill(Pen(scene, Hand(scene.rng, "form"))).sections:
        for entry in section.entries:
            canvas.drawString(50, y, f"{entry.label}: {entry.text}"[:95])
            y -= 15
            if y < 60:
                canvas.showPage()
                y = 740
    canvas.save()
    return Draft(data.getvalue(), ".pdf", "encrypted", None, name="encrypted", outcome="quarantine")


def _injection(slot: Slot, scene: Scene) -> Draft:
    """A letter that tells the machine what to decide."""
    scene.plant(
        "content.instructions",
        str(scene.values.get("estimate_amount", scene.values.get("probable_amount", scene.values.get("total_charge")))),
    )
    pen = Pen(scene, Hand(scene.rng, "letter"))
    prose = letters.tell(pen)
    paragraphs = list(prose.paragraphs)
    paragraphs.insert(scene.rng.randint(1, len(paragraphs)), scene.rng.choice(injections.ORDERS))
    prose = replace(prose, paragraphs=tuple(paragraphs))
    if slot.shape == "txt":
        return Draft(f"{prose.text}\n".encode(), ".txt", "letter", scene, pen.written, True, "injection")
    return Draft(papers.draw_letter(pen, prose), ".pdf", "letter", scene, pen.written, True, "injection")


def _hidden(slot: Slot, scene: Scene) -> Draft:
    """A form with white words on white paper."""
    scene.plant("documents.hidden_text")
    scene.plant("content.instructions")
    pen = Pen(scene, Hand(scene.rng, "form"))
    sheet = new_sheet(scene.rng)
    form = forms.fill(pen)
    layout = scene.rng.choice(("columns", "ruled", "boxed"))
    LAYOUTS[layout](sheet, form)
    sheet.canvas.setFillGray(1)
    for number, line in enumerate(sheet.lines(scene.rng.choice(injections.ORDERS), WIDTH - 2 * MARGIN, size=6)):
        sheet.text(MARGIN, 40 - number * 7, line, size=6)
    sheet.canvas.setFillGray(0)
    return Draft(sheet.finish(form.title), ".pdf", "digital_form", scene, pen.written, name="hidden")


def _empty(rng: Random) -> Draft:
    return Draft(b"", ".pdf", "empty", None, name="empty", outcome="quarantine")


def _newsletter(rng: Random) -> Draft:
    sheet = new_sheet(rng)
    town = people.draw_place(rng).city
    sheet.heading(f"The {town.name} Gardener", 20, rule=True)
    for text in rng.sample(injections.NEWS, 4):
        title, _, body = text.partition("|")
        sheet.heading(title, 12)
        sheet.paragraph(body, 10)
    return Draft(sheet.finish("Newsletter"), ".pdf", "newsletter", None, name="newsletter")


def _invoice(rng: Random) -> Draft:
    sheet = new_sheet(rng)
    sheet.heading(f"{rng.choice(firms.BUILDERS).split()[0]} Office Supply", 16)
    sheet.heading(f"INVOICE {rng.randint(10000, 99999)}", 12, rule=True)
    rows, total = [], 0
    for item in rng.sample(injections.OFFICE, 5):
        count, price = rng.randint(1, 20), rng.randint(150, 4200)
        total += count * price
        rows.append((item, str(count), f"{price / 100:.2f}", f"{count * price / 100:.2f}"))
    sheet.table(forms.Table(("Article", "Count", "Each", "Sum"), tuple(rows)))
    sheet.paragraph(f"Please pay ${total / 100:,.2f} within 30 days. Thank you for your order.", 10)
    return Draft(sheet.finish("Invoice"), ".pdf", "invoice", None, name="invoice")


def _greeting(rng: Random) -> Draft:
    sender, receiver = people.draw_person(rng), people.draw_person(rng)
    text = f"Dear {receiver.first},\n\n{rng.choice(injections.GREETINGS)}\n\nLove,\n{sender.first}\n"
    return Draft(text.encode(), ".txt", "greeting", None, name="greeting")


_NO_CLAIM: dict[str, Callable[[Random], Draft]] = {
    "empty": _empty,
    "newsletter": _newsletter,
    "invoice": _invoice,
    "greeting": _greeting,
}
SPECIAL_KINDS = frozenset({"repeat", "retold", "encrypted", "injection", "hidden", *_NO_CLAIM})
