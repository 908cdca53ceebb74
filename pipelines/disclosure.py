"""security.txt (RFC 9116): whom to tell of a weakness in this installation, and until when that holds."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta

# The day on which this version was released; whoever releases the next one writes its day here.
RELEASED = date(2026, 11, 23)
# RFC 9116 advises less than a year. An installation that nobody has updated for so long should not promise an answer.
EXPIRES = datetime.combine(RELEASED + timedelta(days=364), time(), UTC)
WARN_DAYS = 30

PATH = "/.well-known/security.txt"
MEDIA_TYPE = "text/plain; charset=utf-8"
NONE_SET = "No contact for reports of weaknesses is set here."
EXPIRED = "The contact for reports of weaknesses has expired here: this version is too old."

_MAIL = re.compile(r"mailto:[A-Za-z0-9.!#$&'*+/=^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
_PAGE = re.compile(r"https://[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*(:[0-9]{1,5})?(/[A-Za-z0-9._~%!$&'()*+,;=:@/?-]*)?")
_PHONE = re.compile(r"tel:\+[0-9](-?[0-9]){3,17}")


def check_contact(contact: str) -> str:
    """The contact as it is; ValueError, in words for an operator, where it is no URI that RFC 9116 takes."""
    if not any(kind.fullmatch(contact) for kind in (_MAIL, _PAGE, _PHONE)):
        raise ValueError(
            "a contact is written like mailto:security@insurer.example, https://insurer.example/security or "
            "tel:+44-113-496-0000"
        )
    return contact


def security_txt(contact: str, now: datetime, address: str | None = None) -> str | None:
    """The file of a server that browsers reach under `address`; None once it has expired."""
    if now >= EXPIRES:
        return None
    lines = [f"Contact: {contact}", f"Expires: {EXPIRES:%Y-%m-%dT%H:%M:%SZ}", "Preferred-Languages: en"]
    # The RFC takes addresses with https only: a file read over plain HTTP vouches for nothing.
    if address and address.startswith("https://"):
        lines.append(f"Canonical: {address.rstrip('/')}{PATH}")
    return "".join(f"{line}\n" for line in lines)


def days_left(now: datetime) -> int:
    """For how many whole days the file still holds; below zero once it has expired."""
    return (EXPIRES - now).days
