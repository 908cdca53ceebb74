"""`lodge join` and `lodge split`: put documents that came in late where they belong, and take them apart again."""

from __future__ import annotations

import getpass
from datetime import UTC, datetime

import click

from agent.commands.options import home_option, home_settings, json_option
from agent.commands.output import print_json
from agent.rows import ClaimRow
from agent.site import open_site
from agent.store import Store
from pipelines.errors import LodgeError, OperatorError, UsageError


@click.command()
@click.argument("claim_id", metavar="CLAIM")
@click.argument("into", metavar="INTO")
@json_option
@home_option
def join(claim_id: str, into: str, as_json: bool) -> None:
    """Make the documents of CLAIM documents of the claim INTO, which is then read again.

    Papers that name the number of an earlier claim, or its police report, its policy and day, or its vehicle and day,
    are joined by themselves. This is for those that do not. What handlers decided stays, and both histories tell of it.

    \b
    lodge join 3f2a9c41 77b0e1d2

    Exit codes: 0 done, 2 no such claim, 3 these two cannot be joined now.
    """
    with open_site(home_settings()) as site:
        late, claim = _line(site.store, claim_id), _line(site.store, into)
        try:
            site.store.join_by_hand(late.claim_id, claim.claim_id, getpass.getuser(), datetime.now(UTC))
        except LodgeError as error:
            raise OperatorError(str(error)) from None
    _tell(f"Joined to {claim.claim_id[:8]}, which is read again: lodge run", as_json, late, claim.claim_id)


@click.command()
@click.argument("claim_id", metavar="CLAIM")
@json_option
@home_option
def split(claim_id: str, as_json: bool) -> None:
    """Take the documents of CLAIM away again from the claim that they were joined to; both are then read again.

    \b
    lodge list --status joined
    lodge split 3f2a9c41

    Exit codes: 0 done, 2 no such claim, 3 it is not joined, or cannot be split off now.
    """
    with open_site(home_settings()) as site:
        late = _line(site.store, claim_id)
        try:
            site.store.split(late.claim_id, getpass.getuser(), datetime.now(UTC))
        except LodgeError as error:
            raise OperatorError(str(error)) from None
    _tell("Split off. Both claims are read again: lodge run", as_json, late, late.joined_to)


def _line(store: Store, claim_id: str) -> ClaimRow:
    row = store.row(claim_id.lower())
    if row is None:
        raise UsageError("There is no claim with this id. To see what there is: lodge list")
    return row


def _tell(sentence: str, as_json: bool, late: ClaimRow, other: str | None) -> None:
    if as_json:
        print_json({"id": late.claim_id, "other": other})
    else:
        click.echo(sentence)
