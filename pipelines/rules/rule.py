"""Rule and ClaimView: what a rule is, and how it sees a claim."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pipelines.claim import Claim, Field, Finding, Severity, Span, Value
from pipelines.claim_types.schema import ClaimType
from pipelines.ports import Context

_ROW = re.compile(r"^(\w+?)s?\[(\d+)\]\.(\w+)$")
_MOST_OTHERS = 20  # other claims that a finding points at; its sentence counts them all
_CAPITALS = {word.lower(): word for word in ("VIN", "NPI", "ID", "ZIP", "EIN", "SSN", "ICD")}


def spoken(path: str) -> str:
    """A path as a handler says it: "date of loss", "vehicle VIN", "charge of service line 2"."""
    row = _ROW.match(path)
    if row:
        # "diagnoses" and "witnesses" end in "es" where the others end in "s".
        singular = row[1].removesuffix("e") if row[1].endswith(("sse", "ose")) else row[1]
        singular = {"diagnos": "diagnosis"}.get(singular, singular)
        return _in_words(f"{row[3]} of {singular} {int(row[2]) + 1}")
    record, is_column, column = path.partition("[].")
    return _in_words(f"{column} of {record}" if is_column else path)


def _in_words(name: str) -> str:
    return " ".join(_CAPITALS.get(word, word) for word in name.replace("_", " ").split())


def sentence_case(text: str) -> str:
    """The text with its first letter raised, the rest as it is."""
    return text[:1].upper() + text[1:]


class ClaimView:
    """A claim's values by path and by type; every accessor gives None where the value is not there."""

    def __init__(self, claim: Claim, claim_type: ClaimType) -> None:
        self.claim = claim
        self.claim_type = claim_type
        self._fields = {field.path: field for field in claim.fields}

    def field(self, path: str) -> Field | None:
        """The field at `path`."""
        return self._fields.get(path)

    def value(self, path: str) -> Value | None:
        """The normalised value at `path`."""
        field = self._fields.get(path)
        return field.value if field else None

    def text(self, path: str) -> str | None:
        """The value as text."""
        value = self.value(path)
        return value if isinstance(value, str) else None

    def date(self, path: str) -> date | None:
        """The value as a date."""
        value = self.text(path)
        return date.fromisoformat(value) if value else None

    def money(self, path: str) -> Decimal | None:
        """The value as an amount."""
        value = self.text(path)
        return Decimal(value) if value else None

    def number(self, path: str) -> int | None:
        """The value as a whole number."""
        value = self.value(path)
        return value if isinstance(value, int) and not isinstance(value, bool) else None

    def yes(self, path: str) -> bool | None:
        """The value as yes or no."""
        value = self.value(path)
        return value if isinstance(value, bool) else None

    def has(self, path: str) -> bool:
        """Whether there is a value at `path`, a row of the list `path`, or a row with the column `list[].column`."""
        record, is_column, column = path.partition("[].")
        if is_column:
            return any(f"{row}.{column}" in self._fields for row in self.rows(record))
        return path in self._fields or bool(self.rows(path))

    def rows(self, record: str) -> list[str]:
        """Path prefixes of the rows that are there: ["service_lines[0]", "service_lines[1]"]."""
        prefixes = {path.partition(".")[0] for path in self._fields if path.startswith(f"{record}[")}
        return sorted(prefixes, key=lambda prefix: int(prefix.partition("[")[2].rstrip("]")))

    def spans(self, *paths: str) -> tuple[Span, ...]:
        """Where the values at these paths stand."""
        fields = (self._fields.get(path) for path in paths)
        return tuple(span for field in fields if field for span in field.chosen.spans)


@dataclass(frozen=True)
class Fault:
    """What a check found, where a sentence alone will not do.

    `paths` None means the rule's `needs`; `spans` are added to where the values stand. `missing` says that the rule
    could not be checked, because what is named in the sentence is not there.
    """

    sentence: str
    paths: tuple[str, ...] | None = None
    spans: tuple[Span, ...] = ()
    other_claims: tuple[str, ...] = ()
    missing: bool = False


def _says(view: ClaimView, said: str) -> bool:
    path, has_value, value = said.partition("=")
    return str(view.value(path)) == value if has_value else view.has(path)


Check = Callable[[ClaimView, Context], Iterator[str | tuple[str, tuple[str, ...]] | Fault]]


@dataclass(frozen=True)
class Rule:
    """One rule. `check` yields a sentence per fault, (sentence, paths) where it concerns other paths than `needs`,
    or a Fault.

    It applies to claim types that know all of `needs`. Where a needed value is missing from the claim, the rule is not
    run: that becomes a finding with the outcome "missing" (rules fail closed). `needs` may name a list of records, or
    one of its columns ("service_lines[].charge").
    """

    id: str
    severity: Severity
    title: str  # what the rule demands, in one sentence
    check: Check
    needs: tuple[str, ...] = ()
    types: tuple[str, ...] = ()  # only these claim types; empty: all that know the needed fields
    optional: bool = False  # where a needed value is missing the rule has nothing to check, and says nothing
    instead: tuple[str, ...] = ()  # paths, or "path=value", of which one says that a needed value may be missing

    def applies_to(self, claim_type: ClaimType) -> bool:
        """Whether this rule can speak about claims of this type."""
        if self.types and claim_type.name not in self.types:
            return False
        return all(claim_type.has(path) for path in self.needs)

    def findings(self, view: ClaimView, context: Context) -> Iterator[Finding]:
        """What this rule has to say about a claim."""
        missing = [path for path in self.needs if not view.has(path)]
        if missing:
            if not self.optional and not any(_says(view, said) for said in self.instead):
                sentence = f"Could not check “{self.title}”: {', '.join(map(spoken, missing))} not found"
                yield self._finding(view, Fault(sentence, tuple(missing), missing=True))
            return
        for fault in self.check(view, context):
            match fault:
                case Fault():
                    yield self._finding(view, fault)
                case (sentence, paths):
                    yield self._finding(view, Fault(sentence, paths))
                case str():
                    yield self._finding(view, Fault(fault))

    def _finding(self, view: ClaimView, fault: Fault) -> Finding:
        paths = self.needs if fault.paths is None else fault.paths
        # What could not be checked is a reason to look, however bad a failure of the rule would be.
        severity = Severity.WARNING if fault.missing and self.severity is Severity.ERROR else self.severity
        return Finding(
            rule=self.id,
            severity=severity,
            outcome="missing" if fault.missing else "failed",
            message=f"{fault.sentence} (rule {self.id}).",
            paths=paths,
            spans=(*view.spans(*paths), *fault.spans),
            other_claims=fault.other_claims[:_MOST_OTHERS],
        )
