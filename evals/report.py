"""Report: a run's measures as tables for a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from evals.measures import Detection, Measures, Share, Tally
from evals.run import Report
from evals.scoring import CaseScore, Mark
from evals.sureness import Sureness


def percent(share: Share) -> str:
    """A share with its interval: "97.3 % (96.1–98.2)"; "–" where nothing was counted."""
    if share.share is None:
        return "–"
    low, high = share.interval
    return f"{100 * share.share:.1f} % ({100 * low:.1f}–{100 * high:.1f})"


def brief(share: Share) -> str:
    """A share alone: "97.3 %"."""
    return "–" if share.share is None else f"{100 * share.share:.1f} %"


def report(found: Report) -> RenderableType:
    """The whole report."""
    run, measures = found.run, found.measures
    head = Text.assemble(
        (f"{measures.cases} cases ({run.cases}), model {run.model} on {run.backend}", "bold"),
        f"\nmodel SHA-256 {run.model_sha256 or 'unknown'}, pipeline {run.pipeline_digest[:12]}, Lodge {run.version}",
        "\nShares are in percent with their 95 % Wilson intervals, values counted as independent of each other.",
    )
    return Group(
        head,
        _tallies("Values", measures.values),
        _tallies("Values by claim type", measures.by_type),
        _tallies("Values by kind of case", measures.by_kind),
        _tallies("Values by kind of field", measures.by_field_kind),
        *(_tallies(f"Fields of {name}", fields, brief) for name, fields in measures.by_field.items()),
        _sources(measures.by_source),
        _sureness(measures.sureness),
        _bands(measures.sureness["all"]),
        _rows(measures),
        _detections("Claim types", measures.claim_types),
        _detections("Rules (warnings and errors)", measures.rules),
        _facts(measures),
    )


def unlike_truth(scores: Iterable[CaseScore]) -> RenderableType:
    """Every value that did not come out as the truth has it, and every rule that was silent or spoke unasked.

    It shows values: for the person who asked.
    """
    table = Table(title="Unlike the truth", title_justify="left", show_edge=False)
    for title in ("case", "path", "mark", "truth", "read", "read by"):
        table.add_column(title, overflow="fold")
    for score in scores:
        for mark in score.marks:
            if mark.mark is not Mark.RIGHT:
                source = mark.source.value if mark.source else ""
                table.add_row(score.case, mark.path, mark.mark.value, _shown(mark.expected), _shown(mark.read), source)
        for rule in sorted(score.expected_rules - score.fired_rules):
            table.add_row(score.case, rule, "rule silent", "", "", "")
        for rule in sorted(score.fired_rules - score.expected_rules):
            table.add_row(score.case, rule, "rule unasked", "", "", "")
    return table


def _shown(value: object) -> Text:
    # Text, so that brackets in a document are not taken for markup.
    return Text("" if value is None else str(value))


def _table(title: str, columns: Iterable[str]) -> Table:
    table = Table(title=f"\n{title}", title_justify="left", title_style="bold", box=None, pad_edge=False)
    for number, column in enumerate(columns):
        table.add_column(column, justify="right" if number else "left", overflow="fold", no_wrap=number > 0)
    return table


def _tallies(title: str, tallies: Mapping[str, Tally], told: Callable[[Share], str] = percent) -> Table:
    table = _table(title, ("", "right", "wrong", "missing", "invented", "exact", "precision", "recall"))
    for name, tally in tallies.items():
        table.add_row(
            Text(name),
            *(str(count) for count in (tally.right, tally.wrong, tally.missing, tally.invented)),
            told(tally.exact),
            told(tally.precision),
            told(tally.recall),
        )
    return table


def _detections(title: str, detections: Mapping[str, Detection]) -> Table:
    table = _table(title, ("", "hits", "false", "missed", "precision", "recall"))
    for name, found in detections.items():
        counts = (str(found.hits), str(found.false), str(found.missed))
        table.add_row(Text(name), *counts, percent(found.precision), percent(found.recall))
    return table


def _sources(sources: Mapping[str, Share]) -> Table:
    table = _table("Who read the reported values", ("", "right", "reported", "precision"))
    for name, share in sources.items():
        table.add_row(name, str(share.hits), str(share.total), percent(share))
    return table


def _sureness(found: Mapping[str, Sureness]) -> Table:
    head = ("", "proposed", "wrong", "AUROC", "AURC", "right of the surest 80 %", "Brier", "calibration error")
    table = _table("Scores of all proposed values, before any is dropped", head)
    for name, one in found.items():
        table.add_row(name, *sureness_cells(one))
    return table


def sureness_cells(found: Sureness) -> tuple[str, ...]:
    """The measures of scores as they are shown."""
    low, high = found.auroc_interval or (0.0, 1.0)
    auroc = "–" if found.auroc is None else f"{found.auroc:.3f}"
    return (
        str(found.proposed),
        str(found.wrong),
        f"{auroc} ({low:.3f}–{high:.3f})" if found.auroc_interval else auroc,
        *("–" if value is None else f"{value:.4f}" for value in (found.aurc,)),
        percent(found.right_at_80),
        *("–" if value is None else f"{value:.4f}" for value in (found.brier, found.calibration_error)),
    )


def _bands(found: Sureness) -> Table:
    table = _table("What scores mean", ("score", "values", "mean score", "right"))
    for band in found.bands:
        if band.score is not None:
            table.add_row(
                f"{band.low:.1f}–{band.high:.1f}", str(band.right.total), f"{band.score:.3f}", percent(band.right)
            )
    return table


def _rows(measures: Measures) -> Table:
    table = _table("Rows of lists", ("", "in the truth", "missing", "invented"))
    for name, rows in measures.rows.items():
        table.add_row(Text(name), str(rows.expected), str(rows.missing), str(rows.extra))
    return table


def _facts(measures: Measures) -> Table:
    table = Table(title="\nClaims", title_justify="left", title_style="bold", show_header=False, show_edge=False)
    table.add_column()
    table.add_column()
    for name, text in facts(measures):
        table.add_row(name, text)
    return table


def facts(measures: Measures) -> list[tuple[str, str]]:
    """The measures of whole claims, in words."""
    acceptance, money, seconds = measures.acceptance, measures.money, measures.seconds
    present = measures.values["free text"].reported
    evidence = measures.evidence["all"]
    return [
        (
            "Reported with evidence: right",
            f"{percent(evidence.right)}, {evidence.right.hits} of {evidence.right.total}",
        ),
        ("Reported, but standing nowhere in the document", str(evidence.invented)),
        ("Free text: present values reported", f"{percent(present)}, {present.hits} of {present.total}"),
        (
            "Outcome as it should be",
            f"{percent(measures.outcomes)}, {measures.outcomes.hits} of {measures.outcomes.total}",
        ),
        (
            "Planted errors caught",
            f"{money.errors.hits} of {money.errors.total}, worth {money.caught} of {money.planted}",
        ),
        (
            "Would be accepted",
            f"{percent(acceptance.would_accept)}, {acceptance.would_accept.hits} of {acceptance.would_accept.total} "
            f"(the truth gives no reason to look in {acceptance.should_accept})",
        ),
        (
            "… of these with a wrong critical field",
            f"{acceptance.wrong.hits} of {acceptance.wrong.total}, {percent(acceptance.wrong)}",
        ),
        (
            "Seconds per claim",
            f"median {seconds.median:.2f}, 90 % below {seconds.p90:.2f}, together {seconds.total:.0f}",
        ),
    ]
