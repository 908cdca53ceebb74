"""A branch whose power is cut at one commit, in a process of its own, and what can be seen of it afterwards."""

from __future__ import annotations

import os
import signal
import sqlite3
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import httpx
from branch import branch_settings, inbox_of
from starlette.testclient import TestClient

from agent.identity import ENROL_PATH, open_identity
from agent.outbox import build_report, send
from agent.site import open_site
from agent.store import Store
from agent.worker import Worker
from fleet.app import create_app
from fleet.store import Store as FleetStore
from pipelines.privacy.summary import Enrolment, decode, encode


def cut_at(when: str, what: str, nth: int) -> Callable[[str, str], None]:
    """A hook that kills this process, as a power cut would, at the nth commit of one kind."""
    seen = 0

    def hook(now_when: str, now_what: str) -> None:
        nonlocal seen
        if (now_when, now_what) == (when, what):
            seen += 1
            if seen == nth:
                os.kill(os.getpid(), signal.SIGKILL)

    return hook


def live(home: Path, hook: Callable[[str, str], None] | None) -> None:
    """One day of a branch: take in, work off, report, send."""
    settings = branch_settings(home, fleet_url="http://127.0.0.1:1")
    fleet = FleetStore(home / "fleet.sqlite")
    with open_site(settings, on_commit=hook) as site, TestClient(create_app(fleet)) as line:
        inbox_of(site).drain()
        Worker(site).run_once()
        identity = open_identity(home, str(site.store.fact("site_id")))
        if not fleet.public_key(identity.site_id):
            token = fleet.add_token("Leeds", datetime.now(UTC))
            body = encode(
                Enrolment(
                    message_id=site.store.new_id(),
                    site_id=identity.site_id,
                    public_key=identity.public_key,
                    token=token,
                )
            )
            line.post(ENROL_PATH, content=body, headers=identity.headers(body)).raise_for_status()
        build_report(site.store, datetime.now(UTC))
        send(site.store, settings, identity, cast(httpx.Client, line), datetime.now(UTC))
    fleet.close()


def live_until_cut(home: Path, when: str, what: str, nth: int = 1) -> bool:
    """Let the branch live in another process; whether the cut came."""
    return _live_apart(home, cut_at(when, what, nth)) == -signal.SIGKILL


def live_on(home: Path) -> None:
    """Let the branch live to the end of its day, in another process."""
    assert _live_apart(home, None) == 0


def _live_apart(home: Path, hook: Callable[[str, str], None] | None) -> int:
    """How a process that lives one day ended. It is forked, for importing everything anew takes seconds."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            live(home, hook)
            code = 0
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def state(home: Path) -> dict[str, Any]:
    """All that matters of a branch and its fleet, without ids and times."""
    store = Store(home / "lodge.sqlite")
    sources: dict[str, list[Any]] = {}
    for row in store.claims(limit=1000):
        claim = store.claim(row.claim_id)
        source = store.source(row.source_id)
        fields = (
            sorted((field.path, str(field.value), field.chosen.verbatim) for field in claim.fields) if claim else []
        )
        findings = sorted((finding.rule, finding.message) for finding in claim.findings) if claim else []
        reasons = row.reasons if row.status not in ("duplicate", "joined") else ()
        seen = (row.status, row.claim_type, row.tier, row.outcome, reasons, tuple(fields), tuple(findings))
        sources.setdefault(source.sha256 if source else "", []).append(seen)
    with sqlite3.connect(home / "lodge.sqlite") as db:
        open_runs = db.execute("SELECT COUNT(*) FROM runs WHERE status = 'open'").fetchone()[0]
        arrivals = db.execute("SELECT kind, COUNT(*) FROM arrivals GROUP BY kind ORDER BY kind").fetchall()
        results = db.execute("SELECT step, COUNT(*) FROM results GROUP BY step ORDER BY step").fetchall()
        remains = db.execute("SELECT COUNT(*) FROM arrivals WHERE removed_at IS NULL").fetchone()[0]
    found = {
        "sources": {sha256: sorted(rows, key=repr) for sha256, rows in sources.items()},
        "counts": store.counts(),
        "totals": without_bands(store.totals()),
        "fleet": without_bands(fleet_sums(home)),
        "arrivals": arrivals,
        "results": results,
        "open_runs": open_runs,
        "remains": remains,
        "inbox": sorted(path.name for path in (home / "inbox").iterdir()),
        "chain": next(store.chain_faults(), None),
    }
    store.close()
    return found


def fleet_sums(home: Path) -> dict[tuple[str, str, str], int]:
    """The sums over all messages that the fleet has, in the store's words."""
    names = {"processed": "processed", "settled": "settled", "findings": "finding", "seconds": "seconds"}
    names |= {"documents": "document"}
    sums: dict[tuple[str, str, str], int] = {}
    with sqlite3.connect(home / "fleet.sqlite") as db:
        bodies = [decode(bytes(body)) for (body,) in db.execute("SELECT body FROM messages WHERE kind = 'site_report'")]
    for report in bodies:
        told = report.model_dump(mode="json")
        for name, kind in names.items():
            for row in told[name]:
                count = row.pop("count")
                first, second = [*row.values(), ""][:2]
                sums[(kind, first, second)] = sums.get((kind, first, second), 0) + count
        if told["duplicates"]:
            sums[("duplicate", "", "")] = sums.get(("duplicate", "", ""), 0) + told["duplicates"]
    return sums


def without_bands(sums: dict[tuple[str, str, str], int]) -> dict[tuple[str, str, str], int]:
    """The sums with all seconds in one band: how long a step took is no part of a state."""
    merged: dict[tuple[str, str, str], int] = {}
    for (kind, first, second), count in sums.items():
        key = (kind, "" if kind == "seconds" else first, second)
        merged[key] = merged.get(key, 0) + count
    return merged
