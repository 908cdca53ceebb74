"""Pen: fills templates with a scene's values and remembers which values it has written."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipelines.claim import Value
from sample_claims.hand import Hand
from sample_claims.scene import Scene

# {path} writes a value, {path:style} in a named style, {~path=value} says that the words around it tell an
# enum or a boolean, {+name} writes something that is no field's value.
_SLOT = re.compile(r"\{([~+]?)([a-z_0-9\[\].]+|I)(?:=([a-z_]+))?(?::([a-z_]+))?\}")


class Pen:
    """Writes a scene down in one hand. `written` is the truth of the document: path to value, as far as it was told."""

    def __init__(self, scene: Scene, hand: Hand) -> None:
        self.scene = scene
        self.hand = hand
        self.rng = scene.rng
        self.written: dict[str, Value] = {}
        self.used: set[str] = set()

    def can(self, template: str) -> bool:
        """Whether every value that the template speaks of is there, may be told, and is what the words say."""
        return all(self._fits(*match.groups()) for match in _SLOT.finditer(template))

    def _fits(self, mark: str, name: str, value: str | None, _style: str | None) -> bool:
        if mark == "+":
            return name in self.scene.extras
        if not self.scene.knows(name):
            return False
        return value is None or str(self.scene.values[name]).lower() == value

    def write(self, template: str) -> str:
        """The template with its values; a sentence starts with a capital."""
        text = _SLOT.sub(lambda match: self._fill(*match.groups()), template)
        text = text.replace(".m..", ".m.")
        sentence = text[:1].upper() + text[1:]
        for path in self.scene.told:
            told = self.written.get(path)
            if isinstance(told, str) and "{" + path in template and text.startswith(told):
                self.written[path] = sentence[: len(told)]
        return sentence

    def _fill(self, mark: str, name: str, value: str | None, style: str | None) -> str:
        if mark == "+":
            return self.scene.extras[name]
        if mark == "~":
            self.written[name] = self.scene.values[name]
            return ""
        return self.tell(name, style or "")

    def tell(self, path: str, style: str = "") -> str:
        """The value at `path` in this hand; it stands in the document from now on."""
        if self.hand.medium != "form" and path in self.scene.told:
            text = _SLOT.sub(lambda match: self._fill(*match.groups()), self.scene.told[path])
            self.written[path] = text
            if path == "loss_description" and self.scene.knows("cause_of_loss"):
                self.written["cause_of_loss"] = self.scene.values["cause_of_loss"]
            return text
        kind, value = self.scene.kind(path), self.scene.values[path]
        self.written[path] = value
        if path == "loss_description" and self.scene.knows("cause_of_loss"):
            self.written["cause_of_loss"] = self.scene.values["cause_of_loss"]  # every story says what the cause was
        if style == "last_first":
            return self.scene.extras[f"{path}.last_first"]
        text = self.hand.write(kind, value, style)
        if kind == "address":
            self.written[path] = text
        return text

    def pick(self, templates: Iterable[str]) -> str:
        """One of the templates that can be written, written, and not one used before; "" where none can."""
        usable = [template for template in templates if template not in self.used and self.can(template)]
        if not usable:
            return ""
        chosen = self.rng.choice(usable)
        self.used.add(chosen)
        return self.write(chosen)
