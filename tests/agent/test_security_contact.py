"""The setting that security.txt is made of, and what `lodge doctor` says of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from agent.commands import doctor_checks
from agent.settings import load_settings
from pipelines import disclosure
from pipelines.errors import OperatorError

CONTACT = "mailto:security@insurer.example"


def test_a_wrong_contact_is_named_with_what_it_must_be(tmp_path: Path) -> None:
    with pytest.raises(OperatorError, match=r"LODGE_SECURITY_CONTACT has the value 'ring us'.*written like mailto:"):
        load_settings(tmp_path, {"LODGE_SECURITY_CONTACT": "ring us"})


@pytest.mark.parametrize(
    ("contact", "left", "state", "said"),
    [
        (None, 300, "warn", "none set"),
        (CONTACT, 300, "ok", CONTACT),
        (CONTACT, 30, "ok", CONTACT),
        (CONTACT, 29, "warn", "expires in 29 days"),
        (CONTACT, -1, "warn", "has expired"),
    ],
)
def test_doctor_warns_before_it_expires(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, contact: str | None, left: int, state: str, said: str
) -> None:
    monkeypatch.setattr(disclosure, "EXPIRES", datetime.now(UTC) + timedelta(days=left, hours=1))
    settings = load_settings(tmp_path, {"LODGE_SECURITY_CONTACT": contact} if contact else {})
    line = doctor_checks.security_contact(settings)
    assert (line.state, said in line.seen) == (state, True)
    assert bool(line.remedy) is (state != "ok")
