"""A claim as text: findings first, then the fields in their groups, for a handler at a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from agent.commands.output import plain, table
from pipelines.claim import Claim, Document, Field, Finding, Outcome, ReadingSource, Severity, Triage
from pipelines.claim_types import ClaimType
from pipelines.placing import name_of, places_of

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.NOTE: "dim"}
_RANK = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}
_READ_BY = {
    ReadingSource.PERSON: "person",
    ReadingSource.FORM: "form field",
    ReadingSource.LABEL: "label",
    ReadingSource.MODEL: "model",
    ReadingSource.CODE: "computed",
}


def claim_text(claim: Claim, claim_types: Mapping[str, ClaimType]) -> RenderableType:
    """The whole claim."""
    claim_type = claim_types.get(claim.claim_type or "")
    parts = [_head(claim, claim_type)]
    if len(claim.documents) > 1:
        parts.append(_papers(claim.documents))
    if claim.findings:
        parts.append(_findings(claim))
    if claim.fields:
        parts += [_fields(name, fields, claim, claim_type) for name, fields in _groups(claim, claim_type)]
    return Group(*parts)


def _head(claim: Claim, claim_type: ClaimType | None) -> RenderableType:
    decision = claim.decision
    title = Text(claim_type.title if claim_type else "Kind of claim unknown", style="bold")
    if decision and decision.outcome is Outcome.QUARANTINE:
        title = Text("Not readable", style="bold red")
    rules = {finding.message: finding.rule for finding in claim.findings}
    lines = Table.grid(padding=(0, 2))
    lines.add_column(style="dim")
    lines.add_column(overflow="fold")
    if decision:
        lines.add_row("decision", decision.outcome.value)
        # Reasons that are findings stand below, with what they are about.
        for reason in decision.reasons:
            if reason.message not in rules:
                lines.add_row("", Text(plain(reason.message)))
    for name, words in _triage(claim.triage, rules) if claim.triage else ():
        lines.add_row(name, Text(plain(words)))
    return Group(title, lines)


def _triage(triage: Triage, rules: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """A line for the tier with the reasons that give no signal, and one for each signal; findings by their rule."""
    signalled = {reason for signal in triage.signals for reason in signal.reasons}
    plainly = dict.fromkeys(reason for reason in triage.reasons if reason not in signalled)
    yield "triage", ": ".join([triage.tier.value, *(["; ".join(plainly)] if plainly else [])])
    for signal in triage.signals:
        said = dict.fromkeys(reason for reason in signal.reasons if reason not in rules)
        found = dict.fromkeys(rules[reason] for reason in signal.reasons if reason in rules)
        words = [*said, *([f"see {', '.join(found)} below"] if found else [])]
        yield signal.name.replace("_", " "), "; ".join(words)


def _findings(claim: Claim) -> RenderableType:
    ranked: list[Finding] = sorted(claim.findings, key=lambda finding: _RANK[finding.severity])
    rows = ((Text(finding.severity.value, style=_STYLES[finding.severity]), _told(finding)) for finding in ranked)
    return Group(Text("\nFindings", style="bold"), table(("", ""), rows))


def _told(finding: Finding) -> str:
    """The sentence, with the ids of the claims it is about, as other commands take them."""
    others = ", ".join(claim[:8] for claim in finding.other_claims)
    return f"{finding.message} See {others}." if others else finding.message


def _groups(claim: Claim, claim_type: ClaimType | None) -> Iterator[tuple[str, list[Field]]]:
    """Fields under their group's name, in the order of the claim type; each list of records is a group."""
    groups: dict[str, list[Field]] = {}
    for field in claim.fields:
        spec = claim_type.spec(field.path) if claim_type else None
        record = field.path.partition("[")[0] if "[" in field.path else ""
        groups.setdefault(record or (spec.group if spec else "other"), []).append(field)
    yield from groups.items()


def _papers(documents: Sequence[Document]) -> RenderableType:
    """The documents of the claim, each with the pages that it has in its file."""
    rows = ((name_of(document, documents), Text(_pages(document), style="dim")) for document in documents)
    return Group(Text("\nDocuments", style="bold"), table(("", ""), rows))


def _pages(document: Document) -> str:
    numbers = [page.number for page in document.pages]
    if not numbers:
        return ""
    by = f", transcribed by {plain(document.transcribed_by)}" if document.transcribed_by else ""
    return f"page {numbers[0]}{by}" if len(numbers) == 1 else f"pages {numbers[0]} to {numbers[-1]}{by}"


def _fields(name: str, fields: list[Field], claim: Claim, claim_type: ClaimType | None) -> RenderableType:
    title = Text(f"\n{plain(name).replace('_', ' ').capitalize()}", style="bold")
    rows = (_row(field, claim.documents, claim_type) for field in fields)
    return Group(title, table(("", "", "", "", ""), rows))


def _row(field: Field, documents: Sequence[Document], claim_type: ClaimType | None) -> tuple[object, ...]:
    spec = claim_type.spec(field.path) if claim_type else None
    name = Text(field.path, style="bold" if spec and spec.critical else "")
    how = field.chosen.derivation or _READ_BY[field.chosen.source]
    where = "; ".join(places_of(field.chosen.spans, documents))
    return (
        name,
        field.value,
        Text(plain(where), style="dim"),
        Text(how, style="dim"),
        Text(f"{field.score:.2f}", style="dim"),
    )
