"""What a check found in a manifest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Fault:
    """One thing wrong: where it stands, what it is and what to do, and the rule that saw it."""

    source: str  # the file or the overlay
    subject: str  # Kind/namespace/name; empty for a file that cannot be read
    container: str
    text: str
    rule: str
    minors: tuple[str, ...] = ()  # Kubernetes minors it holds for; none: for all of them

    def line(self) -> str:
        """The fault for a person, on one line."""
        where = " ".join(part for part in (self.subject, self.container) if part)
        minors = f", Kubernetes {', '.join(self.minors)}" if self.minors else ""
        text = f"{self.source}: {where + ': ' if where else ''}{self.text} ({self.rule}{minors})"
        return "".join(letter if letter.isprintable() else "�" for letter in text)

    def as_json(self) -> dict[str, Any]:
        """The fault for a program."""
        return {
            "source": self.source,
            "object": self.subject,
            "container": self.container,
            "fault": self.text,
            "rule": self.rule,
            "kubernetes": list(self.minors),
        }
