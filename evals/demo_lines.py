"""Lines: what became of each file of the demo, told as it is finished."""

from __future__ import annotations

import hashlib
import re
import shutil
import time
from collections import Counter
from collections.abc import Iterable
from textwrap import fill

import click

from agent.commands.output import plain
from agent.rows import ClaimRow
from agent.site import Site

_FINISHED = ("finish", "quarantine", "admit", "join")
_OPEN = ("received", "working")
_INDENT = "     "
_WIDEST = 120
_RULE = re.compile(r" \(rule [\w.]+\)")
_NOTHING = "Nothing odd was found. Until a certificate is earned, a handler confirms every claim."
_TYPES = {None: "–", "workers_comp": "workers' comp"}
_MARKS = {"review": "yellow", "quarantine": "red", "duplicate": "blue", "joined": "blue"}


class Lines:
    """Told of each commit of the store, prints what has come to its end since the last one; keeps it in `told`."""

    def __init__(self, files: Iterable[tuple[str, bytes]], *, is_silent: bool) -> None:
        """`files` are all that will come, by name, in their order."""
        self._names: dict[str, list[str]] = {}
        for name, data in files:
            self._names.setdefault(hashlib.sha256(data).hexdigest(), []).append(name)
        self._is_silent = is_silent
        self._site: Site | None = None
        self._seen: set[str] = set()
        self._of_source: Counter[str] = Counter()
        self._started = time.monotonic()
        self.told: list[dict[str, object]] = []

    def watch(self, site: Site) -> None:
        """Begin, with the store of `site`."""
        self._site = site
        self._started = time.monotonic()

    def committed(self, when: str, what: str) -> None:
        """What `open_site` calls around each commit."""
        if self._site is None or when != "after" or what not in _FINISHED:
            return
        rows = [row for row in self._site.store.claims(1000) if row.status not in _OPEN]
        for row in rows:
            if row.claim_id not in self._seen:
                self._seen.add(row.claim_id)
                self._tell(row, self._site)

    def sum_up(self) -> None:
        """One line for everything."""
        counts = Counter(str(row["decision"]) for row in self.told)
        words = ", ".join(f"{count} {name}" for name, count in counts.most_common())
        self._say(f"\n{len(self._of_source)} files in {time.monotonic() - self._started:.0f} s: {words}.")

    def _tell(self, row: ClaimRow, site: Site) -> None:
        name = self._name(row.source_id, site, 1 if row.status == "duplicate" else 0)
        self._of_source[row.source_id if row.status != "duplicate" else row.claim_id] += 1
        decision = row.status if row.status == "joined" else row.outcome or row.status
        reason = self._reason(row, site)
        self.told.append(
            {
                "file": name,
                "claim_type": row.claim_type,
                "decision": decision,
                "reason": reason,
                "seconds": row.seconds,
            }
        )
        seconds = "" if row.seconds is None else f"{row.seconds:.1f} s"
        claim_type = _TYPES.get(row.claim_type, (row.claim_type or "").replace("_", " "))
        number = self._of_source[row.source_id]
        name = f"{name} #{number}" if number > 1 else name
        mark = click.style(f"{decision:10}", fg=_MARKS.get(decision))
        self._say(f"{len(self.told):3}  {name:36} {claim_type:18} {mark} {seconds:>6}".rstrip())
        if reason:
            wide = min(shutil.get_terminal_size().columns, _WIDEST) - len(_INDENT) - 1
            told = fill(
                plain(reason), wide, initial_indent=_INDENT, subsequent_indent=_INDENT, max_lines=2, placeholder=" …"
            )
            self._say(click.style(told, dim=True))

    def _name(self, source_id: str, site: Site, again: int = 0) -> str:
        """The name under which a source's bytes came in, the first time or the next."""
        source = site.store.source(source_id)
        names = self._names.get(source.sha256, []) if source else []
        return names[min(again, len(names) - 1)] if names else ""

    def _reason(self, row: ClaimRow, site: Site) -> str:
        """Why the claim is where it is: how many reasons there are, and the weightiest."""
        if row.joined_to:
            home = site.store.claim(row.joined_to)
            name = self._name(home.source_id, site) if home else ""
            return f"Belongs to {name}, which is open again with it." if name else row.reasons[0]
        reasons = [_RULE.sub("", reason) for reason in row.reasons if "certificate.none" not in reason]
        if not reasons:
            return _NOTHING if row.status == "review" else next(iter(row.reasons), "")
        more = len(reasons) - 1
        return f"({more + 1} reasons) {reasons[0]}" if more else reasons[0]

    def _say(self, line: str) -> None:
        if not self._is_silent:
            click.echo(line)
