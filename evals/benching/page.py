"""Page: a bench as one HTML file with plots, which needs nothing else."""

from __future__ import annotations

from html import escape

from evals.benching.drawing import Point, key, scatter, stacked
from evals.benching.figures import Figures
from evals.benching.sheets import Sheet, facts, sheets
from evals.benching.stopwatch import PARTS
from evals.plots import MARKS, shares, stacks

_STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem; color: #1c2430; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2.2rem; } h3 { font-size: 1rem; }
.wide { overflow-x: auto; } table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { text-align: right; padding: .2rem .6rem; border-bottom: 1px solid #e3e7ec; white-space: nowrap; }
th:first-child, td:first-child { text-align: left; } svg { width: 100%; height: auto; font-size: 12px; }
svg text { fill: #41505f; } .grid { stroke: #e3e7ec; } .whisker { stroke: #1f6f8b; stroke-width: 3; }
.dot { fill: #0d3b4c; } .key { display: inline-block; width: .8em; height: .8em; margin: 0 .3em 0 1em; }
.right { fill: #1f6f8b; background: #1f6f8b; } .wrong { fill: #c8502f; background: #c8502f; }
.missing { fill: #c9d0d8; background: #c9d0d8; } .invented { fill: #8a4fa0; background: #8a4fa0; }
.small { color: #5d6b79; font-size: .9em; overflow-wrap: anywhere; }
"""


def page(found: Figures) -> str:
    """The whole page."""
    tables = {sheet.title: _sheet(sheet) for sheet in sheets(found)}
    memory = list(dict.fromkeys(name for entry in found.entries for name in entry.memory))
    parts = {entry.name: entry.parts for entry in found.entries if entry.single}
    cold = {entry.name: entry.cold.parts for entry in found.entries if entry.cold}
    held = {entry.name: {name: size / 2**20 for name, size in entry.memory.items()} for entry in found.entries}
    marks = "".join(f'<span class="key {mark}"></span>{mark}' for mark in MARKS)
    pictures = {
        "All together": f"<p>Right against the seconds of one claim.</p>{scatter(_points(found, alone=True))}"
        f"<p>Right against the seconds of a claim in a backlog.</p>{scatter(_points(found, alone=False))}"
        f"<p>Each bar is all values of a line:{marks}</p>"
        + stacks({entry.name: entry.values for entry in found.entries}),
        "Where the seconds go": f"<p>{key(PARTS)}</p>{stacked(parts, 's', PARTS)}",
        "Cold start": f"<p>{key(PARTS)}</p>{stacked(cold, 's', PARTS)}",
        "Memory": f"<p>{key(memory)}</p>{stacked(held, 'MiB', memory)}",
        "By kind of field": _by_kind(found),
    }
    body = "\n".join(f"<h2>{escape(title)}</h2>\n{pictures.get(title, '')}\n{text}" for title, text in tables.items())
    lines = "<br>".join(f"{escape(name)}: {escape(words)}" for name, words in facts(found))
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>Lodge bench</title>'
        f"<style>{_STYLE}</style></head><body>\n<h1>Lodge beside its baselines</h1>\n"
        f'<p class="small">{lines}</p>\n{body}\n</body></html>\n'
    )


def _points(found: Figures, *, alone: bool) -> list[Point]:
    points = []
    for entry in [one for one in found.entries if one.is_whole]:
        speed = entry.single if alone else entry.backlog
        values = entry.values if alone else entry.backlog_values
        if speed is None or values is None or values.recall.share is None:
            continue
        low, high = values.recall.interval
        points.append(Point(entry.name, entry.contender, speed.seconds, values.recall.share, low, high))
    return points


def _by_kind(found: Figures) -> str:
    """For each kind of field one line per contender."""
    whole = [entry for entry in found.entries if entry.is_whole]
    kinds = sorted({kind for entry in whole for kind in entry.by_field_kind})
    drawn = []
    for kind in kinds:
        rows = {one.name: one.by_field_kind[kind].recall for one in whole if kind in one.by_field_kind}
        if any(row.total for row in rows.values()):
            drawn.append(f"<h3>{escape(kind)}</h3>{shares(rows)}")
    return "".join(drawn)


def _sheet(sheet: Sheet) -> str:
    head = "".join(f"<th>{escape(name)}</th>" for name in sheet.head)
    rows = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in sheet.rows)
    return (
        f'<p class="small">{escape(sheet.note)}</p><div class="wide"><table><thead><tr>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )
