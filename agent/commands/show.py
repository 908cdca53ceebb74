"""`lodge show`: one claim, as it is now."""

from __future__ import annotations

import click
from rich.text import Text

from agent.commands.claim_json import claim_json, document_json
from agent.commands.claim_text import claim_text
from agent.commands.options import home_option, home_settings, json_option
from agent.commands.output import console, plain, print_json, table
from agent.rows import AuditRow, ClaimRow, VerdictRow
from agent.site import open_site
from pipelines.errors import UsageError


@click.command()
@click.argument("claim_id", metavar="ID")
@json_option
@home_option
def show(claim_id: str, as_json: bool) -> None:
    """Show one claim: findings, fields, the handler's verdicts, and all that happened to it.

    ID may be cut to its first characters, six at least, as `lodge list` prints them.

    \b
    lodge show 3f2a9c41

    Exit codes: 0 done, 2 no such claim, 3 there is no Lodge in the home folder.
    """
    with open_site(home_settings()) as site:
        row = site.store.row(claim_id.lower())
        if row is None:
            raise UsageError("There is no claim with this id. To see what there is: lodge list")
        claim = site.store.claim(row.claim_id)
        verdicts, history = site.store.verdicts(row.claim_id), site.store.history(row.claim_id)
        if as_json:
            print_json(
                {
                    **(claim_json(claim) if claim else {"id": row.claim_id}),
                    "source_id": row.source_id,
                    "status": row.status,
                    "received_at": row.received_at.isoformat(),
                    "seconds": row.seconds,
                    "documents": [document_json(document) for document in claim.documents] if claim else [],
                    "verdicts": [_verdict(verdict) for verdict in verdicts],
                    "history": [_entry(entry) for entry in history],
                }
            )
            return
        out = console()
        out.print(Text(_line(row), style="dim"))
        if claim:
            out.print(claim_text(claim, site.claim_types))
        zone = site.settings.zone
        if history:
            out.print(Text("\nHistory", style="bold"))
            out.print(
                table(
                    ("", "", ""),
                    (
                        (f"{entry.at.astimezone(zone):%Y-%m-%d %H:%M:%S}", entry.actor, entry.action)
                        for entry in history
                    ),
                )
            )


def _line(row: ClaimRow) -> str:
    seconds = "" if row.seconds is None else f"  {row.seconds:.1f} s"
    reasons = "" if row.tier else "".join(f"\n{plain(reason)}" for reason in row.reasons)
    return f"{row.claim_id}  {row.status}{seconds}{reasons}"


def _verdict(verdict: VerdictRow) -> dict[str, object]:
    return {
        "verdict": verdict.verdict,
        "reason_code": verdict.reason_code,
        "user": verdict.user,
        "at": verdict.at.isoformat(),
        "corrections": verdict.corrections,
        "marks": verdict.marks,
    }


def _entry(entry: AuditRow) -> dict[str, object]:
    return {
        "at": entry.at.isoformat(),
        "actor": entry.actor,
        "action": entry.action,
        "subject": entry.subject,
        "detail": entry.detail,
        "head": entry.head,
    }
