"""Lines: one line per claim of the demo, as it is finished."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from textwrap import shorten

import click

from agent.commands.output import plain
from agent.rows import ClaimRow
from agent.site import Site

_FINISHED = ("finish", "quarantine", "admit")
_REASON_LETTERS = 110
_OPEN = ("received", "working")


class Lines:
    """Told of each commit of the store, prints what has come to its end since the last one; keeps it in `told`."""

    def __init__(self, names: Mapping[bytes, str], *, is_silent: bool) -> None:
        """`names` are the files' names by their bytes."""
        self._names = {hashlib.sha256(data).hexdigest(): name for data, name in names.items()}
        self._is_silent = is_silent
        self._site: Site | None = None
        self._seen: set[str] = set()
        self.told: list[dict[str, object]] = []

    def watch(self, site: Site) -> None:
        """Begin, with the store of `site`."""
        self._site = site

    def committed(self, when: str, what: str) -> None:
        """What `open_site` calls around each commit."""
        if self._site is None or when != "after" or what not in _FINISHED:
            return
        rows = [row for row in self._site.store.claims(1000) if row.status not in _OPEN]
        for row in rows:
            if row.claim_id not in self._seen:
                self._seen.add(row.claim_id)
                self._tell(row, self._site)

    def _tell(self, row: ClaimRow, site: Site) -> None:
        source = site.store.source(row.source_id)
        name = self._names.get(source.sha256, "") if source else ""
        reason = row.reasons[0] if row.reasons else ""
        self.told.append(
            {
                "file": name,
                "claim_type": row.claim_type,
                "decision": row.outcome or row.status,
                "reason": reason,
                "seconds": row.seconds,
            }
        )
        if self._is_silent:
            return
        seconds = "" if row.seconds is None else f"{row.seconds:.1f} s"
        line = f"{len(self.told):3}  {name:28} {row.claim_type or '–':9} {row.outcome or row.status:11} {seconds:>7}  "
        click.echo(line + shorten(plain(reason), _REASON_LETTERS, placeholder=" …"))
