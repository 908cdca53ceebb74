"""E-mails: the body alone, the body as HTML, or with papers attached."""

from __future__ import annotations

import html
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from sample_claims.letters import Prose
from sample_claims.writing import Pen

_SUBJECTS = {
    "auto": (
        "Claim",
        "Accident claim, policy {policy_number}",
        "car claim - please help",
        "New auto claim",
        "RE: your call",
        "{insured_name}: damage to car",
    ),
    "property": (
        "Claim",
        "Damage at home, policy {policy_number}",
        "House claim",
        "Loss at {loss_location}",
        "Fwd: claim",
        "{insured_name} / property claim",
    ),
    "liability": (
        "Liability claim",
        "Notice of occurrence, policy {policy_number}",
        "Incident with a customer",
        "Claim of {claimant_name}",
        "Third-party claim",
    ),
    "workers_comp": (
        "Injury at work",
        "First report of injury, policy {policy_number}",
        "Accident of {employee_name}",
        "Workers comp claim",
        "Employee injury",
    ),
    "health": (
        "Claim for services",
        "Charges for patient, account {patient_account_number}",
        "Medical bill",
        "Billing",
        "Claim {patient_name}",
        "Bill from {billing_provider_name}",
    ),
}
_FOOTERS = (
    "Sent from my phone",
    "This e-mail and any attachments are confidential. If you are not the intended recipient please delete it.",
    "-- \nPlease consider the environment before printing this e-mail.",
    "",
    "",
)


@dataclass(frozen=True)
class Attachment:
    """A PDF to attach, with the name that it travels under."""

    name: str
    data: bytes


def send(pen: Pen, prose: Prose, attachments: tuple[Attachment, ...] = (), *, as_html: bool = False) -> bytes:
    """The letter as an e-mail from the insured (or the clinic) to the branch, sent on the day of the report."""
    message = EmailMessage(policy=SMTP)
    subject = pen.pick(_SUBJECTS[pen.scene.claim_type]) or "Claim"
    message["From"] = _sender(pen)
    message["To"] = f"claims@{pen.rng.choice(('harbour', 'branch', 'office'))}.example.com"
    message["Date"] = format_datetime(_sent(pen))
    message["Subject"] = subject
    message["Message-ID"] = f"<{pen.rng.randrange(16**12):012x}@mail.example.net>"
    text = prose.text + _quoted(pen) + _footer(pen)
    if as_html:
        message.set_content(_html(prose), subtype="html")
    else:
        message.set_content(text)
    for attachment in attachments:
        message.add_attachment(attachment.data, maintype="application", subtype="pdf", filename=attachment.name)
    if attachments:
        message.set_boundary(f"=_{pen.rng.randrange(16**16):016x}")
    return message.as_bytes()


def _sender(pen: Pen) -> str:
    scene = pen.scene
    if scene.claim_type == "health":
        return f"Billing Office <billing{pen.rng.randint(2, 99)}@clinic.example.org>"
    name = f'"{scene.extras["short_name"]}" ' if "insured_name" not in scene.silent else ""
    return f"{name}<{pen.tell('insured_email')}>"


def _sent(pen: Pen) -> datetime:
    scene = pen.scene
    day = date.fromisoformat(str(scene.values["date_reported"]))
    if scene.knows("date_reported"):
        pen.written["date_reported"] = scene.values["date_reported"]
    moment = datetime(day.year, day.month, day.day, 9, 0, tzinfo=timezone(timedelta(hours=-5)))
    return moment + timedelta(minutes=pen.rng.randint(0, 600))


def _quoted(pen: Pen) -> str:
    """Sometimes the end of an older thread, with other people's names and numbers."""
    if pen.rng.random() > 0.25:
        return ""
    extras = pen.scene.extras
    return (
        f"\n\n> From: {extras['agent']}\n> Subject: your question of {extras['old_year']}\n>\n"
        f"> Your old claim {extras['old_claim']} was closed with {extras['old_amount']}.\n"
        f"> Call me at {extras['agent_phone']} with any new claim.\n> {extras['agent_first']}"
    )


def _footer(pen: Pen) -> str:
    footer = pen.rng.choice(_FOOTERS)
    return f"\n\n{footer}\n" if footer else "\n"


def _html(prose: Prose) -> str:
    body = "".join(f"<p>{html.escape(part)}</p>\n" for part in (prose.greeting, *prose.paragraphs))
    end = "<br>\n".join(html.escape(line) for line in prose.sign_off)
    return (
        f"<html><head><style>p {{ font-family: Verdana }}</style></head>\n<body>\n{body}<p>{end}</p>\n</body></html>\n"
    )
