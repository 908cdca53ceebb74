"""security.txt: the grammar of RFC 9116, and a date that holds for less than a year."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest

from pipelines import disclosure

MAIL = "mailto:security@insurer.example"
RELEASE = datetime.combine(disclosure.RELEASED, datetime.min.time(), UTC)
# RFC 9116, section 4, and the fields that it names; a URI on the web begins with https.
_URI = r"(https://\S+|mailto:\S+|tel:\S+)"
_FIELDS = {
    "Contact": _URI,
    "Expires": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ",
    "Preferred-Languages": r"[a-z]{2,3}(, ?[a-z]{2,3})*",
    "Canonical": r"https://\S+",
}


def fields(text: str) -> list[tuple[str, str]]:
    """The fields of a file; every line must end, and be a field of the RFC with one space before its value."""
    assert text.endswith("\n") and text.isascii()
    found = []
    for line in text.splitlines():
        match = re.fullmatch(r"([A-Za-z-]+): (.+)", line)
        assert match and re.fullmatch(_FIELDS[match[1]], match[2]), line
        found.append((match[1], match[2]))
    return found


@pytest.mark.parametrize("address", [None, "https://claims.leeds.example/", "http://127.0.0.1:8700"])
@pytest.mark.parametrize("contact", [MAIL, "https://insurer.example/report?to=security", "tel:+44-113-496-0000"])
def test_the_file_is_of_the_grammar(contact: str, address: str | None) -> None:
    text = disclosure.security_txt(contact, RELEASE, address)
    assert text is not None
    names = [name for name, _ in fields(text)]
    assert names.count("Contact") == names.count("Expires") == names.count("Preferred-Languages") == 1
    assert dict(fields(text))["Contact"] == contact
    expected = "https://claims.leeds.example/.well-known/security.txt" if address and address[:5] == "https" else None
    assert dict(fields(text)).get("Canonical") == expected


def test_it_expires_within_a_year_of_the_release() -> None:
    text = disclosure.security_txt(MAIL, RELEASE)
    assert text is not None
    expires = datetime.fromisoformat(dict(fields(text))["Expires"])
    assert expires == disclosure.EXPIRES
    assert timedelta() < expires - RELEASE < timedelta(days=365)


@pytest.mark.parametrize(
    ("before", "left", "served"),
    [
        (timedelta(days=40), 40, True),
        (timedelta(seconds=1), 0, True),
        (timedelta(), 0, False),
        (timedelta(days=-1), -1, False),
    ],
)
def test_an_expired_file_is_none(before: timedelta, left: int, served: bool) -> None:
    now = disclosure.EXPIRES - before
    assert (disclosure.security_txt(MAIL, now) is not None) is served
    assert disclosure.days_left(now) == left


def test_what_is_released_today_has_not_expired() -> None:
    today = datetime.now(UTC)
    assert today.date() + timedelta(days=1) >= disclosure.RELEASED
    assert today < disclosure.EXPIRES, "This version is a year old: release a new one, with its day in RELEASED."


@pytest.mark.parametrize(
    "contact",
    [
        "security@insurer.example",
        "mailto:security",
        "mailto:a@b.example\nExpires: 2099-01-01T00:00:00Z",
        "mailto:a@b.example mailto:c@d.example",
        "http://insurer.example/security",
        "https://",
        "https://user:word@insurer.example/",
        "https://insurer.example/ä",
        "tel:0113 496 0000",
        "javascript:alert(1)",
        "",
    ],
)
def test_a_contact_that_is_no_address_of_the_rfc_is_refused(contact: str) -> None:
    with pytest.raises(ValueError, match="is written like mailto:"):
        disclosure.check_contact(contact)
