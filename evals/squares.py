"""Squares: small SVG pictures with a share on both axes: how risk grows with coverage, how often a score is right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape

from evals.tallies import Share

_SIDE = 300  # px
_LEFT, _BOTTOM = 60, 40  # px for what is written beside the axes
_STEPS = (0.0, 0.25, 0.5, 0.75, 1.0)


def curve(lines: Mapping[str, Sequence[tuple[float, float]]], across: str, up: str) -> str:
    """One line for each name through its points; the upper edge is the largest share that occurs."""
    top = max((y for points in lines.values() for _, y in points), default=0.0) or 1.0
    parts = [*_axes(top, across, up)]
    for number, (name, points) in enumerate(lines.items()):
        places = " ".join(f"{_x(x):.1f},{_y(y / top):.1f}" for x, y in points)
        parts.append(f'<polyline class="line n{number}" points="{places}"><title>{escape(name)}</title></polyline>')
    key = "".join(f'<span class="key n{number}"></span>{escape(name)}' for number, name in enumerate(lines))
    return f"{_svg(parts)}<p>{key}</p>"


def reliability(bands: Sequence[tuple[float, Share]]) -> str:
    """A dot for each band of scores: its mean score across, the share that is right up, with its 95 % interval."""
    parts = [
        *_axes(1.0, "score", "right"),
        f'<line class="even" x1="{_x(0):.1f}" y1="{_y(0):.1f}" x2="{_x(1):.1f}" y2="{_y(1):.1f}"/>',
    ]
    for score, right in bands:
        if right.share is None:
            continue
        low, high = right.interval
        x = f"{_x(score):.1f}"
        parts.append(
            f"<g><title>score {score:.2f}: {right.hits} of {right.total} right</title>"
            f'<line class="whisker" x1="{x}" x2="{x}" y1="{_y(low):.1f}" y2="{_y(high):.1f}"/>'
            f'<circle class="dot" cx="{x}" cy="{_y(right.share):.1f}" r="4"/></g>'
        )
    return _svg(parts)


def _x(share: float) -> float:
    return _LEFT + share * _SIDE


def _y(share: float) -> float:
    return 10 + (1 - share) * _SIDE


def _axes(top: float, across: str, up: str) -> Iterator[str]:
    for share in _STEPS:
        yield f'<line class="grid" x1="{_x(share):.1f}" x2="{_x(share):.1f}" y1="{_y(1):.1f}" y2="{_y(0):.1f}"/>'
        yield f'<line class="grid" x1="{_x(0):.1f}" x2="{_x(1):.1f}" y1="{_y(share):.1f}" y2="{_y(share):.1f}"/>'
        yield f'<text x="{_x(share):.1f}" y="{_y(0) + 16:.1f}" text-anchor="middle">{100 * share:.0f} %</text>'
        height = f"{100 * share * top:.0f} %" if top > 0.2 else f"{100 * share * top:.1f} %"
        yield f'<text x="{_LEFT - 6}" y="{_y(share) + 4:.1f}" text-anchor="end">{height}</text>'
    yield f'<text x="{_x(0.5):.1f}" y="{_y(0) + 34:.1f}" text-anchor="middle">{escape(across)}</text>'
    yield f'<text x="{_LEFT}" y="6" text-anchor="middle">{escape(up)}</text>'


def _svg(parts: Sequence[str]) -> str:
    size = f"-20 -8 {_LEFT + _SIDE + 50} {_SIDE + _BOTTOM + 24}"
    return f'<svg class="square" viewBox="{size}" role="img">{"".join(parts)}</svg>'
