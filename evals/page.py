"""Page: a run's measures as one HTML file that needs nothing else, without any value of a claim."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from evals.measures import Detection, Measures, Tally
from evals.plots import MARKS, histogram, shares, stacks
from evals.report import facts, percent, sureness_cells
from evals.run import Report
from evals.squares import curve, reliability
from evals.sureness import Sureness

_STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; max-width: 62rem; margin: 2rem auto; padding: 0 1rem; color: #1c2430; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2.2rem; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { text-align: right; padding: .2rem .6rem; border-bottom: 1px solid #e3e7ec; white-space: nowrap; }
th:first-child, td:first-child { text-align: left; white-space: normal; }
svg { width: 100%; height: auto; font-size: 12px; } svg text { fill: #41505f; }
.grid { stroke: #e3e7ec; } .whisker { stroke: #1f6f8b; stroke-width: 3; } .dot { fill: #0d3b4c; }
.right { fill: #1f6f8b; } .wrong { fill: #c8502f; } .missing { fill: #c9d0d8; } .invented { fill: #8a4fa0; }
.line { fill: none; stroke-width: 2; } .even { stroke: #9aa6b2; stroke-dasharray: 4 4; }
.line.n0 { stroke: #0d3b4c; } .line.n1 { stroke: #c8502f; } .line.n2 { stroke: #8a4fa0; }
.key.n0 { background: #0d3b4c; } .key.n1 { background: #c8502f; } .key.n2 { background: #8a4fa0; }
svg.square { max-width: 34rem; }
.key { display: inline-block; width: .8em; height: .8em; margin: 0 .3em 0 1em; }
.key.right { background: #1f6f8b; } .key.wrong { background: #c8502f; } .key.missing { background: #c9d0d8; }
.key.invented { background: #8a4fa0; } .small { color: #5d6b79; font-size: .9em; overflow-wrap: anywhere; }
"""


def page(report: Report, seconds: Sequence[float]) -> str:
    """The whole page; `seconds` are those of each case."""
    run, measures = report.run, report.measures
    key = "".join(f'<span class="key {mark}"></span>{mark}' for mark in MARKS)
    sections = [
        f"<h1>How well {escape(run.model)} reads</h1>",
        f"<p>{measures.cases} cases ({escape(run.cases)}), engine {escape(run.backend)}, Lodge {escape(run.version)}."
        f'<br><span class="small">model SHA-256 {escape(run.model_sha256 or "unknown")}, '
        f"pipeline {escape(run.pipeline_digest)}</span></p>",
        _facts(measures),
        "<h2>Values</h2>" + _precision(measures) + _tallies(measures.values),
        f"<p>Each bar is all values of a line:{key}</p>" + stacks(measures.values),
        "<h2>By claim type</h2>" + stacks(measures.by_type) + _tallies(measures.by_type),
        "<h2>By kind of case</h2>" + stacks(measures.by_kind) + _tallies(measures.by_kind),
        "<h2>By who read</h2>" + shares(measures.by_source),
        "<h2>By kind of field</h2>" + stacks(measures.by_field_kind) + _tallies(measures.by_field_kind),
        *(
            f"<h2>Fields of {escape(name)}</h2>{stacks(fields)}{_tallies(fields)}"
            for name, fields in measures.by_field.items()
        ),
        "<h2>Scores</h2>" + _scores(measures.sureness),
        "<h2>Rows of lists</h2>" + _rows(measures),
        "<h2>Claim types</h2>" + _detections(measures.claim_types) + _confusion(measures),
        "<h2>Rules (warnings and errors)</h2>" + _detections(measures.rules),
        "<h2>Seconds per claim</h2>" + histogram(seconds, "s"),
        '<p class="small">Intervals are 95 % Wilson intervals; values are counted as independent of each other.</p>',
    ]
    title = f"Lodge eval: {escape(run.model)}"
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        f"<style>{_STYLE}</style></head><body>\n" + "\n".join(sections) + "\n</body></html>\n"
    )


def _precision(measures: Measures) -> str:
    rows = {f"{name}: {which}": getattr(tally, which) for name, tally in measures.values.items() for which in _SHARES}
    return shares(rows)


_SHARES = ("precision", "recall")


def _scores(found: Mapping[str, Sureness]) -> str:
    every = found["all"]
    head = ("", "proposed", "wrong", "AUROC", "AURC", "right of the surest 80 %", "Brier", "calibration error")
    curves = {name: [(point.coverage, point.risk) for point in one.curve] for name, one in found.items()}
    bands = [(band.score, band.right) for band in every.bands if band.score is not None]
    return (
        "<p>Every value that was proposed, before any was dropped.</p>"
        + _table(head, ((name, *sureness_cells(one)) for name, one in found.items()))
        + "<p>How many of the surest values are wrong, by how many are kept:</p>"
        + curve(curves, "kept", "wrong")
        + "<p>The share that is right, by score; on the line a score means what it says:</p>"
        + reliability(bands)
    )


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    cells = "".join(f"<th>{escape(name)}</th>" for name in head)
    lines = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><thead><tr>{cells}</tr></thead><tbody>{lines}</tbody></table>"


def _facts(measures: Measures) -> str:
    return _table(("Claims", ""), facts(measures))


def _tallies(tallies: Mapping[str, Tally]) -> str:
    return _table(
        ("", *MARKS, "exact", "precision", "recall"),
        (
            (
                name,
                *(str(getattr(tally, mark)) for mark in MARKS),
                percent(tally.exact),
                percent(tally.precision),
                percent(tally.recall),
            )
            for name, tally in tallies.items()
        ),
    )


def _detections(detections: Mapping[str, Detection]) -> str:
    return _table(
        ("", "hits", "false", "missed", "precision", "recall"),
        (
            (
                name,
                str(found.hits),
                str(found.false),
                str(found.missed),
                percent(found.precision),
                percent(found.recall),
            )
            for name, found in detections.items()
        ),
    )


def _rows(measures: Measures) -> str:
    return _table(
        ("", "in the truth", "missing", "invented"),
        ((name, str(rows.expected), str(rows.missing), str(rows.extra)) for name, rows in measures.rows.items()),
    )


def _confusion(measures: Measures) -> str:
    names = sorted({read for row in measures.confusion.values() for read in row})
    return _table(
        ("truth \\ read as", *names),
        ((name, *(str(row.get(read, 0)) for read in names)) for name, row in measures.confusion.items()),
    )
