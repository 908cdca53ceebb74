"""Structured documents: X12 837 and FHIR, with one claim or several, and with faults that rules must find."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from email.message import EmailMessage
from email.policy import SMTP
from random import Random

from sample_claims.drafting import Draft, Told
from sample_claims.fhir import Record, dumped
from sample_claims.planning import Slot
from sample_claims.plants import FUTURE_SERVICE, NPI, TOTAL
from sample_claims.scene import Scene
from sample_claims.telling import Teller
from sample_claims.x12 import SENT, Interchange

STRUCTURED_KINDS = frozenset({"edi", "fhir"})
_CLAIMS = {"batch": 5, "lines": 3}  # in a file of this shape; one in all others
# ICD-10 came after 4010, whose qualifiers mean ICD-9: a code of its V chapter.
_OLD_DIAGNOSIS = "V70.0"

Draw = Callable[[Random], Scene]


def draft_structured(slot: Slot, rng: Random, draws: Mapping[str, Draw]) -> Draft:
    """The document that a slot of a structured kind asks for."""
    scenes = [_scene(slot, rng, draws[slot.claim_type]) for _ in range(_CLAIMS.get(slot.shape, 1))]
    if slot.plant:
        slot.plant.apply(scenes[0])
    # In a batch a fault stands behind the first claim, where whoever reads only that misses it.
    for scene, plant in zip(scenes[1:], (TOTAL, FUTURE_SERVICE, NPI), strict=False):
        plant.apply(scene)
    tellers = [Teller(scene) for scene in scenes]
    data, suffix = _edi(slot, rng, tellers) if slot.kind == "edi" else _fhir(slot, rng, tellers)
    further = tuple(Told(teller.scene, teller.written) for teller in tellers[1:])
    return Draft(data, suffix, slot.kind, scenes[0], tellers[0].written, name=slot.kind, further=further)


def _scene(slot: Slot, rng: Random, draw: Draw) -> Scene:
    scene = draw(rng)
    while slot.kind == "fhir" and scene.values.get("transaction_type") == "predetermination":
        scene = draw(rng)  # which would be a claim of another use, told by a rule of its own
    if slot.kind == "edi":
        _for_x12(scene, slot.shape == "old")
    return scene


def _for_x12(scene: Scene, old: bool) -> None:
    """What the format itself says, and what it has no word for."""
    values = scene.values
    values["date_reported"] = SENT
    if scene.claim_type != "dental" and values.get("insurance_type") not in ("medicare", "medicaid", "tricare"):
        values["insurance_type"] = "other"  # the code for commercial insurance
    if scene.claim_type != "health":
        values["accept_assignment"] = scene.rng.random() < 0.8
    if scene.claim_type == "institutional":
        values["plan_id"] = str(scene.rng.randint(10_000, 99_999))
    if old:
        rows = [path for path in values if path.startswith("diagnoses[") and path != "diagnoses[0].code"]
        for path in rows:
            del values[path]
        values["diagnoses[0].code"] = _OLD_DIAGNOSIS
        for row in range(scene.rows("service_lines")):
            values[f"service_lines[{row}].diagnosis_pointer"] = "A"
        scene.plant("medical.diagnosis_code")


def _edi(slot: Slot, rng: Random, tellers: list[Teller]) -> tuple[bytes, str]:
    miscounted = slot.plant is not None and slot.plant.name == "wrong_count"
    miscount = rng.choice((-2, -1, 1, 3)) if miscounted else 0
    data = Interchange(rng, tellers, old=slot.shape == "old", miscount=miscount).text().encode("ascii")
    return (_mailed(rng, data), ".eml") if slot.shape == "attached" else (data, ".x12")


def _fhir(slot: Slot, rng: Random, tellers: list[Teller]) -> tuple[bytes, str]:
    records = [Record(teller, rng, explained=slot.shape == "explanation") for teller in tellers]
    if slot.shape == "lines":
        return "".join(dumped(record.alone(), lines=True) for record in records).encode(), ".ndjson"
    resource = records[0].bundled() if slot.shape == "bundle" else records[0].alone()
    return dumped(resource).encode(), ".json"


def _mailed(rng: Random, data: bytes) -> bytes:
    """An e-mail that says no more than that there is a file with it."""
    message = EmailMessage(policy=SMTP)
    message["From"] = f"EDI desk <edi{rng.randint(2, 99)}@clinic.example.org>"
    message["To"] = "claims@branch.example.com"
    message["Date"] = "Sun, 14 Jun 2026 09:15:00 -0500"
    message["Subject"] = "Claim file"
    message["Message-ID"] = f"<{rng.randrange(16**12):012x}@mail.example.net>"
    message.set_content("Good morning,\n\nour claim file is attached. Please let us know if you cannot open it.\n")
    message.add_attachment(data, maintype="application", subtype="edi-x12", filename="claims.837")
    message.set_boundary(f"=_{rng.randrange(16**16):016x}")
    return message.as_bytes()
