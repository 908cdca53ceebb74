"""Drawing: the bench's plots as SVG, in the manner of evals.plots."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

_LABEL, _WIDTH, _ROW = 230, 460, 22  # px: names on the left, the plot itself, one line
_HEIGHT, _MARGIN = 340, 56  # px of a scatter plot
_COLOURS = ("#1f6f8b", "#c8502f", "#8a4fa0", "#5b8c3a", "#b8860b", "#4a5a8a", "#a0415f", "#6b7580", "#2a9d8f")
_TICKS = (1, 2, 5)


@dataclass(frozen=True)
class Point:
    """A dot of a scatter plot; `low` and `high` are the whisker of `share`. Points of a `series` share a colour."""

    name: str
    series: str
    seconds: float
    share: float
    low: float
    high: float


def colour(number: int) -> str:
    """The colour of a series."""
    return _COLOURS[number % len(_COLOURS)]


def scatter(points: Sequence[Point]) -> str:
    """Share right against seconds, these on a logarithmic axis: the best stand at the top left."""
    if not points:
        return ""
    least = min(point.seconds for point in points) / 1.6
    most = max(point.seconds for point in points) * 1.6
    floor = max(0.0, math.floor(10 * min(point.low for point in points)) / 10)
    series = list(dict.fromkeys(point.series for point in points))

    def x(seconds: float) -> float:
        return _MARGIN + (math.log(seconds) - math.log(least)) / (math.log(most) - math.log(least)) * (_WIDTH + 140)

    def y(share: float) -> float:
        return 10 + (1 - share) / max(1e-9, 1 - floor) * (_HEIGHT - _MARGIN)

    parts = [_upright(floor, y), _along(least, most, x)]
    for number, point in enumerate(points):
        aside = 14 if number % 2 else -6  # names of neighbours on two heights
        ink = colour(series.index(point.series))
        words = f"{point.name}: {100 * point.share:.1f} % right, {point.seconds:.2f} s"
        parts.append(
            f'<g><title>{escape(words)}</title><line stroke="{ink}" stroke-width="2" x1="{x(point.seconds):.1f}" '
            f'x2="{x(point.seconds):.1f}" y1="{y(point.low):.1f}" y2="{y(point.high):.1f}"/>'
            f'<circle fill="{ink}" cx="{x(point.seconds):.1f}" cy="{y(point.share):.1f}" r="5"/>'
            f'<text x="{x(point.seconds) + 8:.1f}" y="{y(point.share) + aside:.1f}">{escape(point.name)}</text></g>'
        )
    width = _MARGIN + _WIDTH + 300
    return f'<svg viewBox="0 0 {width} {_HEIGHT + 10}" role="img">{"".join(parts)}</svg>'


def stacked(rows: Mapping[str, Mapping[str, float]], unit: str, parts: Sequence[str]) -> str:
    """One bar per row, made of its parts, on an axis from 0 to the longest."""
    longest = max((sum(row.values()) for row in rows.values()), default=0.0) or 1.0
    drawn = []
    for number, (name, row) in enumerate(rows.items()):
        y, start = number * _ROW + 4, 0.0
        drawn.append(f'<text x="{_LABEL - 8}" y="{y + 11}" text-anchor="end">{escape(name)}</text>')
        for place, part in enumerate(parts):
            value = row.get(part, 0.0)
            if value > 0:
                left, wide = _LABEL + start / longest * _WIDTH, value / longest * _WIDTH
                drawn.append(
                    f'<rect fill="{colour(place)}" x="{left:.1f}" y="{y}" width="{wide:.1f}" height="{_ROW - 8}">'
                    f"<title>{escape(name)}: {escape(part)} {value:.2f} {escape(unit)}</title></rect>"
                )
            start += value
        end = _LABEL + start / longest * _WIDTH + 6
        drawn.append(f'<text x="{end:.1f}" y="{y + 11}">{start:.2f} {escape(unit)}</text>')
    width, height = _LABEL + _WIDTH + 90, len(rows) * _ROW + 6
    return f'<svg viewBox="0 0 {width} {height}" role="img">{"".join(drawn)}</svg>'


def key(names: Sequence[str]) -> str:
    """Which colour is what."""
    return "".join(
        f'<span class="key" style="background:{colour(number)}"></span>{escape(name)}'
        for number, name in enumerate(names)
    )


def _upright(floor: float, y: Callable[[float], float]) -> str:
    steps = [step / 10 for step in range(round(10 * floor), 11)]
    return "".join(
        f'<line class="grid" x1="{_MARGIN}" x2="{_MARGIN + _WIDTH + 140}" y1="{y(share):.1f}" y2="{y(share):.1f}"/>'
        f'<text x="{_MARGIN - 8}" y="{y(share) + 4:.1f}" text-anchor="end">{100 * share:.0f} %</text>'
        for share in steps
    )


def _along(least: float, most: float, x: Callable[[float], float]) -> str:
    marks = [tick * 10.0**power for power in range(-3, 4) for tick in _TICKS if least <= tick * 10.0**power <= most]
    return "".join(
        f'<line class="grid" y1="10" y2="{_HEIGHT - _MARGIN + 10}" x1="{x(mark):.1f}" x2="{x(mark):.1f}"/>'
        f'<text x="{x(mark):.1f}" y="{_HEIGHT - _MARGIN + 28}" text-anchor="middle">{mark:g} s</text>'
        for mark in marks
    )
