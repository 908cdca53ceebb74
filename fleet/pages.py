"""The fleet page: all sites, their sums, and what needs a look."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Depends, Request, Response
from fastapi.templating import Jinja2Templates
from starlette.exceptions import HTTPException

from fleet.guard import Guard
from fleet.rows import SiteRow, Totals
from fleet.store import Store
from pipelines.privacy.summary import Backlog
from pipelines.privacy.summary_words import (
    Line,
    Outcome,
    SecondsBand,
    Severity,
    Topic,
    Verdict,
)

# Sites report every hour or so when their line is up; a day without a word deserves a call.
_SILENT_AFTER = timedelta(hours=26)
_BAND_LABELS = {
    SecondsBand.UNDER_1: "< 1",
    SecondsBand.FROM_1_TO_5: "1–5",
    SecondsBand.FROM_5_TO_15: "5–15",
    SecondsBand.FROM_15_TO_60: "15–60",
    SecondsBand.FROM_60_TO_300: "60–300",
    SecondsBand.OVER_300: "> 300",
}


@dataclass(frozen=True)
class Bar:
    """One bar of a histogram; `height` is 0 to 100."""

    label: str
    count: int
    height: float


@dataclass(frozen=True)
class View:
    """Sums laid out as the page shows them; rows and columns without a count are left out."""

    totals: Totals
    outcomes: tuple[str, ...]
    lines: tuple[tuple[str, tuple[int, ...], int], ...]  # line, count per outcome, sum
    verdicts: tuple[tuple[str, int], ...]
    topics: tuple[tuple[str, tuple[int, ...], int], ...]  # topic, count per severity, sum; most frequent first
    bars: tuple[Bar, ...]


def view(totals: Totals) -> View:
    """The tables and bars behind one set of sums."""
    lines = [(line, tuple(totals.processed.get((line, outcome), 0) for outcome in Outcome)) for line in Line]
    topics = [(topic, tuple(totals.findings.get((topic, severity), 0) for severity in Severity)) for topic in Topic]
    verdicts = [(v, sum(n for (_, verdict), n in totals.settled.items() if verdict == v)) for v in Verdict]
    highest = max(totals.seconds.values(), default=0) or 1
    counts = {band: totals.seconds.get(band, 0) for band in SecondsBand}
    return View(
        totals=totals,
        outcomes=tuple(Outcome),
        lines=tuple((line, counts, sum(counts)) for line, counts in lines if sum(counts)),
        verdicts=tuple((verdict, count) for verdict, count in verdicts if count),
        topics=tuple(
            sorted(((topic, row, sum(row)) for topic, row in topics if sum(row)), key=lambda row: (-row[2], row[0]))
        ),
        bars=tuple(Bar(_BAND_LABELS[band], n, 100 * n / highest) for band, n in counts.items()),
    )


def router(store: Store, guard: Guard, now: Callable[[], datetime]) -> APIRouter:
    """The page's routes; every one asks for a login."""
    routes = APIRouter(dependencies=[Depends(guard)])
    templates = Jinja2Templates(Path(__file__).parent / "templates")
    templates.env.filters["ago"] = lambda moment: _ago(now() - moment)
    templates.env.filters["words"] = lambda name: str(name).replace("_", " ")
    templates.env.globals["silent"] = lambda site: _silent(site, now())

    @routes.get("/")
    def fleet(request: Request) -> Response:
        return templates.TemplateResponse(request, "fleet.html", _fleet(store, now()))

    @routes.get("/sites/{site_id}")
    def site(request: Request, site_id: str) -> Response:
        row = store.site(site_id)
        if row is None:
            raise HTTPException(404, "There is no such site.")
        return templates.TemplateResponse(request, "site.html", {"site": row, "view": view(row.totals), "now": now()})

    return routes


def _fleet(store: Store, at: datetime) -> dict[str, Any]:
    sites = store.sites()
    backlogs = [site.backlog for site in sites if site.backlog]
    backlog = Backlog(**{name: sum(getattr(b, name) for b in backlogs) for name in Backlog.model_fields})
    # Silent sites first: the page is looked at to see what is wrong.
    rows = sorted(sites, key=lambda site: (not _silent(site, at), site.label, site.site_id))
    silent_sites = sum(_silent(site, at) for site in sites)
    cells = [(site, view(site.totals)) for site in rows]
    return {"sites": cells, "view": view(store.totals()), "backlog": backlog, "silent_sites": silent_sites, "now": at}


def _silent(site: SiteRow, at: datetime) -> bool:
    return site.last_seen is None or at - site.last_seen > _SILENT_AFTER


def _ago(span: timedelta) -> str:
    """A span in the one unit that fits: "40 s", "12 min", "5 h", "3 d"."""
    seconds = max(int(span.total_seconds()), 0)
    for unit, size in (("d", 86400), ("h", 3600), ("min", 60)):
        if seconds >= 2 * size:
            return f"{seconds // size} {unit}"
    return f"{seconds} s"
