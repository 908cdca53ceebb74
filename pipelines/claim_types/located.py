"""Located: the data of a YAML file, and the line on which each part of it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

Place = tuple[str | int, ...]  # keys and positions, from the top of the file


@dataclass(frozen=True)
class Located:
    """What a file holds. `twice` are the places of keys that stand twice: only the last one would count."""

    data: Any
    lines: dict[Place, int]  # counted from 1
    twice: tuple[Place, ...]

    def line(self, place: Place) -> int | None:
        """The line of a place, or of what it lies in where it does not stand in the file."""
        for length in range(len(place), 0, -1):
            if place[:length] in self.lines:
                return self.lines[place[:length]]
        return None


def read_located(text: str) -> Located:
    """The data of a YAML text with its lines; what is no plain data raises yaml.YAMLError."""
    data = yaml.safe_load(text)
    lines: dict[Place, int] = {}
    twice: list[Place] = []
    node = yaml.compose(text, Loader=yaml.SafeLoader)
    for place, line in _places(node, (), set()) if node else ():
        if place in lines:
            twice.append(place)
        lines[place] = line
    return Located(data, lines, tuple(twice))


def _places(node: yaml.Node, place: Place, walked: set[int]) -> Iterator[tuple[Place, int]]:
    if id(node) in walked:
        return  # what an alias repeats stands where it was first written
    walked.add(id(node))
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            here = (*place, str(key.value))
            yield here, key.start_mark.line + 1
            yield from _places(value, here, walked)
    elif isinstance(node, yaml.SequenceNode):
        for number, value in enumerate(node.value):
            here = (*place, number)
            yield here, value.start_mark.line + 1
            yield from _places(value, here, walked)
