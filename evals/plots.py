"""Plots: small SVG pictures, drawn here so that the report page needs nothing from anywhere else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from evals.measures import Share, Tally

_LABEL = 230  # px for names on the left
_WIDTH = 460  # px for the plot itself
_ROW = 22  # px per line
MARKS = ("right", "wrong", "missing", "invented")


def shares(rows: Mapping[str, Share]) -> str:
    """One line per share: a dot, and its 95 % interval as a whisker, on an axis from 0 to 100 %."""
    parts = [_axis(len(rows))]
    for number, (name, share) in enumerate(rows.items()):
        y = number * _ROW + _ROW // 2
        parts.append(_name(name, y))
        if share.share is None:
            continue
        low, high = share.interval
        words = (
            f"{name}: {share.hits} of {share.total} = {100 * share.share:.1f} % ({100 * low:.1f} to {100 * high:.1f})"
        )
        parts.append(
            f"<g><title>{escape(words)}</title>"
            f'<line class="whisker" x1="{_x(low):.1f}" x2="{_x(high):.1f}" y1="{y}" y2="{y}"/>'
            f'<circle class="dot" cx="{_x(share.share):.1f}" cy="{y}" r="4"/></g>'
        )
    return _svg(len(rows), parts)


def stacks(rows: Mapping[str, Tally]) -> str:
    """One bar per tally: right, wrong, missing and invented as parts of all its values."""
    parts = [_axis(len(rows))]
    for number, (name, tally) in enumerate(rows.items()):
        y = number * _ROW + 4
        counts = [tally.right, tally.wrong, tally.missing, tally.invented]
        total = sum(counts)
        parts.append(_name(name, y + _ROW // 2 - 4))
        start = 0
        for mark, count in zip(MARKS, counts, strict=True):
            if count:
                left, right = _x(start / total), _x((start + count) / total)
                parts.append(
                    f'<rect class="{mark}" x="{left:.1f}" y="{y}" width="{right - left:.1f}" height="{_ROW - 8}">'
                    f"<title>{escape(name)}: {count} {mark} of {total}</title></rect>"
                )
            start += count
    return _svg(len(rows), parts)


def histogram(values: Sequence[float], unit: str, bins: int = 20) -> str:
    """How often values fall into equal bands from 0 to the largest."""
    top = max(values, default=0.0) or 1.0
    counts = [0] * bins
    for value in values:
        counts[min(int(value / top * bins), bins - 1)] += 1
    height, width = 140, _LABEL + _WIDTH + 40
    step = (width - 40) / bins
    tallest = max(counts) or 1
    bars = [
        f'<rect class="right" x="{20 + number * step:.1f}" y="{height - 110 * count / tallest:.1f}" '
        f'width="{step - 2:.1f}" height="{110 * count / tallest:.1f}">'
        f"<title>{number * top / bins:.1f} to {(number + 1) * top / bins:.1f} {escape(unit)}: {count}</title></rect>"
        for number, count in enumerate(counts)
    ]
    marks = "".join(
        f'<text x="{20 + share * (width - 40):.1f}" y="{height + 16}" text-anchor="middle">'
        f"{share * top:.1f} {escape(unit)}</text>"
        for share in (0.0, 0.5, 1.0)
    )
    return f'<svg viewBox="-20 0 {width + 40} {height + 24}" role="img">{"".join(bars)}{marks}</svg>'


def _x(share: float) -> float:
    return _LABEL + share * _WIDTH


def _name(name: str, y: int) -> str:
    return f'<text x="{_LABEL - 8}" y="{y + 4}" text-anchor="end">{escape(name)}</text>'


def _axis(rows: int) -> str:
    bottom = rows * _ROW
    return "".join(
        f'<line class="grid" x1="{_x(share):.1f}" x2="{_x(share):.1f}" y1="0" y2="{bottom}"/>'
        f'<text x="{_x(share):.1f}" y="{bottom + 16}" text-anchor="middle">{100 * share:.0f} %</text>'
        for share in (0, 0.25, 0.5, 0.75, 1)
    )


def _svg(rows: int, parts: Sequence[str]) -> str:
    return f'<svg viewBox="0 0 {_LABEL + _WIDTH + 40} {rows * _ROW + 24}" role="img">{"".join(parts)}</svg>'
