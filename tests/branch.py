"""What tests put into a branch's inbox, and how they look at what became of it."""

from __future__ import annotations

from pathlib import Path

from agent.inbox import Inbox
from agent.settings import Settings
from agent.site import Site
from agent.worker import Worker

NOTICE = """AUTOMOBILE LOSS NOTICE

Policy Number: {number}
Date of Loss: 2026-03-14
Name of Insured: Wilma Tarnbeck
Amount of Estimate: $1,250.00

I was driving home when the other vehicle hit the driver's door of the insured vehicle.
Call {phone} for the carrier.
"""
CHATTER = "Dear branch, letter {number} thanks you for the calendar and wishes you a pleasant summer.\n"


def notice(number: int) -> bytes:
    """A short loss notice, different for each number, that leaves something to ask of a model."""
    return NOTICE.format(number=f"QX-{100000 + number}", phone=f"(555) 010-{number:04d}").encode()


def chatter(number: int) -> bytes:
    """A letter that is no claim."""
    return CHATTER.format(number=number).encode()


def branch_settings(home: Path, **changes: object) -> Settings:
    """Settings of a branch with the scripted model and an inbox that takes files at once."""
    given = {"home": home, "backend": "scripted", "settle_seconds": 0.0, "poll_seconds": 0.05, "rescan_seconds": 0.2}
    return Settings.model_validate(given | changes)


def put(settings: Settings, name: str, data: bytes) -> Path:
    """A file in the inbox."""
    path = settings.inbox / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def inbox_of(site: Site) -> Inbox:
    """The inbox of an open branch."""
    return Inbox(site.settings, site.store, site.blobs)


def work_off(site: Site) -> None:
    """Take everything that lies in the inbox through the corridor."""
    inbox_of(site).drain()
    Worker(site).run_once()
