"""The resources of a FHIR file: one, a Bundle of them, or one on each line."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipelines.errors import UnreadableError
from pipelines.readers.fhir_json import Budget, decoded, is_whole, parse
from pipelines.readers.fhir_tree import Resource, Shelf, as_list

CLAIMS = frozenset({"Claim", "ExplanationOfBenefit"})
_MOST_LEVELS = 6  # of Bundles within Bundles
_BLANK = "\x1e \t\r\n"  # a record separator stands before each line of a JSON text sequence
_MOST_LINES = 50_000  # of one file, with the patients, plans and providers that the claims refer to


@dataclass
class Holding:
    """What a file holds: its claims in order, all its resources by name, and the lines that could not be read."""

    claims: list[Resource] = field(default_factory=list)
    shelf: Shelf = field(default_factory=Shelf)
    kinds: dict[str, int] = field(default_factory=dict)  # how many resources of each type
    broken: list[tuple[int, str]] = field(default_factory=list)  # line, and what is wrong with it

    def add(self, resource: Resource, address: object = None, level: int = 0) -> None:
        """Take in a resource, and what a Bundle or a Parameters resource holds."""
        kind = resource.get("resourceType")
        name = kind if isinstance(kind, str) and kind else ""
        if name in ("Bundle", "Parameters") and level < _MOST_LEVELS:
            self._add_inner(resource, "entry" if name == "Bundle" else "parameter", level)
            return
        self.kinds[name] = self.kinds.get(name, 0) + 1
        self.shelf.add(resource, address)
        if name in CLAIMS:
            self.claims.append(resource)

    def _add_inner(self, resource: Resource, member: str, level: int) -> None:
        for entry in as_list(resource.get(member)):
            if isinstance(entry, dict) and isinstance(inner := entry.get("resource"), dict):
                self.add(inner, entry.get("fullUrl"), level + 1)


def open_file(data: bytes) -> Holding:
    """What the bytes hold; UnreadableError where they are no JSON, or JSON that is no FHIR."""
    whole = decoded(data).rstrip(_BLANK)
    text = whole.lstrip(_BLANK)
    above = whole.count("\n") - text.count("\n")  # empty lines, so that the others keep their numbers
    budget = Budget()
    first, _, rest = text.partition("\n")
    if rest and is_whole(first.strip(_BLANK)):
        return _by_line(text, above, budget)
    try:
        value = parse(text, budget)
    except UnreadableError:
        # A file of records whose first line is broken; of anything else no line is a resource of its own.
        if 0 < text.count("\n") <= _MOST_LINES and any('"resourceType"' in line and is_whole(line.strip(_BLANK))
                                                       for line in text.split("\n")):  # fmt: skip
            return _by_line(text, above, Budget())
        raise
    holding = Holding()
    for resource in as_list(value):
        if isinstance(resource, dict):
            holding.add(resource)
    _check(holding)
    return holding


def _by_line(text: str, above: int, budget: Budget) -> Holding:
    holding = Holding()
    first: UnreadableError | None = None
    if text.count("\n") > _MOST_LINES:
        raise UnreadableError(
            "too_long", f"The file has more than {_MOST_LINES:,} lines. Ask for it in several smaller files."
        )
    for number, line in enumerate(text.split("\n"), above + 1):
        if not line.strip(_BLANK):
            continue
        try:
            value = parse(line.strip(_BLANK), budget)
        except UnreadableError as error:
            if budget.values < 0:
                raise  # the whole file is too long, not this line
            first = first or error
            holding.broken.append((number, error.code))
            continue
        if isinstance(value, dict) and isinstance(value.get("resourceType"), str):
            holding.add(value)
        else:
            holding.broken.append((number, "no_resource"))
    if first and not holding.kinds:
        raise first
    _check(holding)
    return holding


def _check(holding: Holding) -> None:
    """Refuse what is no FHIR at all: UnreadableError "unknown_format"."""
    if not any(holding.kinds):
        empty = not holding.kinds and not holding.broken
        raise UnreadableError(
            "unknown_format",
            "The file is JSON without a FHIR resource in it"
            f"{' (an empty Bundle or list)' if empty else ': nothing in it names a resourceType'}."
            " Ask the sender for the claim as FHIR, X12 or PDF.",
        )
