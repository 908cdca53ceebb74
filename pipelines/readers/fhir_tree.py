"""A FHIR resource as a tree whose references are filled in, and every leaf of it with its path."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pipelines.errors import UnreadableError
from pipelines.readers.fhir_json import Number

# References that say who and under which plan; prescriptions, devices and the like stay what they are.
FOLLOWED = frozenset(
    "patient subscriber policyHolder beneficiary insurer provider practitioner organization facility coverage payor"
    " party managingOrganization enterer encounter location referral requester agent".split()
)
_MOST_LEVELS = 4  # of references within references
_MOST_FILLED = 200_000  # values of one claim, with all that its references mean
_NOT_TAKEN = frozenset({"resourceType", "id", "meta", "text", "contained", "implicitRules", "language"})
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_VERSION = re.compile(r"/_history/[^/]*$")

Resource = dict[str, object]


@dataclass
class Shelf:
    """The resources of a file, found by what a reference may say: type and id, or the whole address."""

    by_name: dict[str, Resource] = field(default_factory=dict)

    def add(self, resource: Resource, address: object = None) -> None:
        """Keep a resource under its type and id, and under its full address; the first of a name stays."""
        kind, key = resource.get("resourceType"), resource.get("id")
        if isinstance(kind, str) and isinstance(key, str):
            self.by_name.setdefault(f"{kind}/{key}", resource)
        if isinstance(address, str) and address:
            self.by_name.setdefault(address, resource)

    def find(self, reference: str) -> Resource | None:
        """The resource that a reference means, or None where it is not in the file."""
        plain = _VERSION.sub("", reference)
        if plain in self.by_name:
            return self.by_name[plain]
        # An absolute address of another server may name a resource that came along.
        return self.by_name.get("/".join(plain.split("/")[-2:])) if plain.count("/") > 1 else None


@dataclass(frozen=True)
class Node:
    """A place in the tree: `Claim.item[0].net` and what stands there."""

    path: str
    value: object

    def each(self, name: str) -> list[Node]:
        """What stands under `name`: each element of a list, or the one value that stands in place of a list."""
        inner = self.value.get(name) if isinstance(self.value, dict) else None
        if inner is None:
            return []
        if isinstance(inner, list):
            return [Node(f"{self.path}.{name}[{n}]", one) for n, one in enumerate(inner)]
        return [Node(f"{self.path}.{name}", inner)]

    def at(self, *names: str) -> Node | None:
        """The first value along these names, or None."""
        node: Node | None = self
        for name in names:
            found = node.each(name) if node else []
            node = found[0] if found else None
        return node

    def first(self, *names: str) -> Node | None:
        """The first of these members that is there: releases of FHIR name some things differently."""
        return next((found[0] for name in names if (found := self.each(name))), None)

    @property
    def text(self) -> str:
        """The leaf as it is shown; "" for anything that is no leaf."""
        return shown(self.value) if is_leaf(self.value) else ""


def is_leaf(value: object) -> bool:
    """Whether a JSON value has nothing inside it; null says nothing and is none."""
    return isinstance(value, str | bool)


def shown(value: object) -> str:
    """A leaf on one line, without control characters: what the document's text says of it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value)
    if isinstance(value, Number) or (text.isprintable() and "  " not in text and text == text.strip()):
        return text
    return " ".join(_CONTROLS.sub(" ", text).split())


def leaves(node: Node) -> Iterator[Node]:
    """Every leaf in the order of the file."""
    if isinstance(node.value, dict):
        for name in node.value:
            for inner in node.each(name):
                yield from leaves(inner)
    elif isinstance(node.value, list):  # a list straight in a list is not FHIR, and still no reason to lose it
        for n, one in enumerate(node.value):
            yield from leaves(Node(f"{node.path}[{n}]", one))
    elif node.text:
        yield node


def filled_in(resource: Resource, shelf: Shelf) -> Resource:
    """The resource with what its references mean beside them; contained resources that were so placed are left out."""
    contained = {
        f"#{one['id']}": one
        for one in as_list(resource.get("contained"))
        if isinstance(one, dict) and isinstance(one.get("id"), str)
    }
    filler = _Filler(shelf, contained)
    filled = {name: filler.fill(name, value, 0) for name, value in resource.items() if name != "contained"}
    rest = [one for one in as_list(resource.get("contained")) if not _is_among(one, filler.placed)]
    return {**filled, "contained": rest} if rest else filled


def _is_among(one: object, placed: list[Resource]) -> bool:
    return any(one is other for other in placed)


def as_list(value: object) -> list[object]:
    """The value as a list: what older releases write once, newer ones repeat."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


@dataclass
class _Filler:
    shelf: Shelf
    contained: dict[str, Resource]
    placed: list[Resource] = field(default_factory=list)
    filled: int = 0

    def fill(self, name: str, value: object, level: int) -> object:
        self.filled += 1
        if self.filled > _MOST_FILLED:
            raise UnreadableError(
                "too_long",
                f"A claim in the file has more than {_MOST_FILLED:,} values with all that it refers to."
                " Ask for the claim's papers alone.",
            )
        if isinstance(value, list):
            return [self.fill(name, one, level) for one in value]
        if not isinstance(value, dict):
            return value
        filled = {key: self.fill(key, inner, level) for key, inner in value.items()}
        target = self._target(name, value) if level < _MOST_LEVELS else None
        if target is None:
            return filled
        if not _is_among(target, self.placed):
            self.placed.append(target)
        meant = {k: self.fill(k, inner, level + 1) for k, inner in target.items() if k not in _NOT_TAKEN}
        own = as_list(filled.pop("identifier", None))
        if own and "identifier" in meant:
            meant["identifier"] = [*as_list(meant["identifier"]), *own]
        elif own:
            meant["identifier"] = own
        return {**filled, **meant}

    def _target(self, name: str, value: Resource) -> Resource | None:
        reference = value.get("reference")
        if name not in FOLLOWED or not isinstance(reference, str):
            return None
        return self.contained.get(reference) if reference.startswith("#") else self.shelf.find(reference)
