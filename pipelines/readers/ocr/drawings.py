"""Drawings: rulings and tick boxes found in the pixels of a level picture, told as the paths of a page are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np

from pipelines.claim import Box
from pipelines.readers.ocr.engine import Grey
from pipelines.readers.ocr.lighting import ink_of
from pipelines.readers.paths import Path

_ACROSS, _DOWN = 16.0, 18.0  # points: shorter strokes may be letters
_SIDE = 8.0  # points: the least height of a field
_THICK = 3.5  # points: thicker ones are bars
_SIDES = (6.5, 15.0)  # points: of a tick box
_SLACK = 0.7  # points: how far the corners of a drawn square may miss one another
_MARK_OUT = 0.4  # of a box's height that a mark may take beside it, where it leaves the box
_CROWDED = 0.3  # of a stroke's length that may have ink right beside it
_WHOLE = 0.85  # of a side that must be ink
_LONE = 0.12  # of what lies around a box that may be ink: letters stand close to one another, boxes apart
_MARKED = 0.055  # of a box's inside that is ink, where it is marked
_CORNER = 0.8  # points: how far from the corner of a box ink may begin, across and down together
_INSET = 0.22  # of its side: the strokes of the box itself
_REACH = 0.3  # of its side: a smaller speck is dirt
_MOST_STROKES = 4000

Segment = tuple[int, int, int, int]  # left, top, width, height in pixels


@dataclass(frozen=True)
class Drawings:
    """The paths in points, and the picture without them."""

    paths: list[Path]
    rest: Grey


def drawings_in(picture: Grey, pixels_per_point: float) -> Drawings:
    """What is drawn on the page; a picture without it is easier to read."""
    unit = pixels_per_point
    bare = ink_of(picture)
    # A fax breaks the strokes of a box; between letters the same healing would make strokes that are not there.
    ink = cv2.morphologyEx(bare, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    rest = picture.copy()
    paths: list[Path] = []
    for square, marked in _squares(picture, np.asarray(ink, dtype=np.uint8), unit):
        left, top, wide, high = square
        paths += _square_paths(square, marked, unit)
        pad = round(0.9 * unit)
        rest[max(0, top - pad) : top + high + pad, max(0, left - pad) : left + wide + pad] = 255
    rulings = [(stroke, True) for stroke in _bare_strokes(bare, round(_ACROSS * unit), _THICK * unit, True)]
    ends = [stroke for stroke, _ in rulings]
    for stroke in _bare_strokes(bare, round(_SIDE * unit), _THICK * unit, False):
        # The side of a low field is no longer than a capital letter of a heading, but it ends at the field's edges.
        if stroke[3] >= _DOWN * unit or any(_meets(stroke, end, unit) for end in ends):
            rulings.append((stroke, False))
    for stroke, level in rulings[:_MOST_STROKES]:
        paths.append(_stroke_path(stroke, unit, level))
        _erase(rest, stroke, level)
    return Drawings(paths, rest)


def _strokes(ink: Grey, length: int, level: bool) -> list[Segment]:
    """Runs of ink at least `length` pixels long, along the lines or across them."""
    kernel = np.ones((1, length) if level else (length, 1), np.uint8)
    # A stroke that climbs by a pixel here and there is still one stroke.
    thick = cv2.dilate(ink, np.ones((2, 1) if level else (1, 2), np.uint8))
    runs = cv2.morphologyEx(thick, cv2.MORPH_OPEN, kernel)
    _, _, stats, _ = cv2.connectedComponentsWithStats(runs)
    return [(int(x), int(y), int(w), int(h)) for x, y, w, h, _ in stats[1:]]


def _bare_strokes(ink: Grey, length: int, thick: float, level: bool) -> list[Segment]:
    """Strokes at least `length` long and no more than `thick` pixels thick that stand by themselves."""
    return [
        stroke
        for stroke in _strokes(ink, length, level)
        if stroke[3 if level else 2] <= thick and _is_bare(ink, stroke, level)
    ]


def _meets(side: Segment, edge: Segment, unit: float) -> bool:
    """Whether an upright stroke begins or ends at a level one."""
    slack = 2 * unit
    across = edge[0] - slack <= side[0] <= edge[0] + edge[2] + slack
    return across and (abs(side[1] - edge[1]) <= slack or abs(side[1] + side[3] - edge[1] - edge[3]) <= slack)


def _is_bare(ink: Grey, segment: Segment, level: bool) -> bool:
    """Whether a stroke stands by itself: what the feet of letters make up has the letters right above it."""
    left, top, wide, high = segment
    gap = 3
    if level:
        sides = (
            ink[max(0, top - gap), left : left + wide],
            ink[min(len(ink) - 1, top + high + gap - 1), left : left + wide],
        )
    else:
        last = ink.shape[1] - 1
        sides = (ink[top : top + high, max(0, left - gap)], ink[top : top + high, min(last, left + wide + gap - 1)])
    return max(float((side > 0).mean()) for side in sides) <= _CROWDED


def _erase(rest: Grey, segment: Segment, level: bool) -> None:
    """Paint a stroke over, but for the letters that cross it."""
    left, top, wide, high = segment
    pad = 2
    area = rest[max(0, top - pad) : top + high + pad, max(0, left - pad) : left + wide + pad]
    beyond = 4
    if level:
        above = rest[max(0, top - pad - beyond) : max(1, top - pad), max(0, left - pad) : left + wide + pad]
        crossing = above.min(axis=0) < 110 if above.size else np.zeros(area.shape[1], bool)
        area[:, ~crossing] = 255
    else:
        area[:] = 255


def _squares(picture: Grey, ink: Grey, unit: float) -> Iterator[tuple[Segment, bool]]:
    """The tick boxes, each with whether something stands in it."""
    taken: list[Segment] = []
    for square in [*_frames(ink, unit), *_pairs(ink, unit)]:
        if any(_near(square, other) for other in taken):
            continue
        if _is_frame(ink, square, unit) and _is_alone(ink, square, unit):
            taken.append(square)
            yield square, _is_marked(picture, square)


def _frames(ink: Grey, unit: float) -> Iterator[Segment]:
    """Connected ink of a tick box's size: the box, and the mark where it stays inside."""
    least, most = _SIDES[0] * unit, _SIDES[1] * unit
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink)
    for left, top, wide, high, _ in stats[1:]:
        if least <= wide <= most and least <= high <= most and _is_even(wide, high):
            yield int(left), int(top), int(wide), int(high)


def _pairs(ink: Grey, unit: float) -> Iterator[Segment]:
    """Two level strokes above one another, as long as they are apart: a box whose mark reaches beyond it."""
    least, most, slack = _SIDES[0] * unit, _SIDES[1] * unit, _SLACK * unit
    sides = [side for side in _strokes(ink, max(3, round(0.9 * least)), True) if side[2] <= most + slack]
    sides = [side for side in sides if side[3] <= max(4.0, 2.5 * unit)]
    sides.sort(key=lambda side: side[1])
    for number, (left, top, wide, _) in enumerate(sides):
        for x, y, w, h in sides[number + 1 :]:
            tall = y + h - top
            if tall > most:
                break
            if abs(x - left) <= slack and abs(x + w - left - wide) <= slack and _is_even(max(wide, w), tall):
                first = min(left, x)
                yield first, top, max(left + wide, x + w) - first, tall


def _is_even(wide: float, high: float) -> bool:
    return 0.75 <= wide / high <= 1.33


def _is_frame(ink: Grey, square: Segment, unit: float) -> bool:
    """Whether ink runs along all four sides and meets in square corners."""
    turned = np.ascontiguousarray(ink.T)
    left, top, wide, high = square
    slack = _SLACK * unit
    return (
        _has_corners(ink, square, unit)
        and all(_has_side(ink, square, at, slack) for at in (0, wide - 1))
        and all(_has_side(turned, (top, left, high, wide), at, slack) for at in (0, high - 1))
    )


def _has_side(ink: Grey, square: Segment, at: int, slack: float) -> bool:
    """Whether ink runs down the square at `at` pixels from its left, or close by."""
    left, top, _, high = square
    # Further in, the thick bow of a D is as whole as the side of a box.
    reach = max(1, round(0.55 * slack))
    inset = max(1, round(0.03 * high))
    first = max(0, left + at - reach)
    columns = ink[top + inset : top + high - inset, first : left + at + reach + 1]
    return bool(columns.size) and float((columns > 0).mean(axis=0).max()) >= _WHOLE


def _has_corners(ink: Grey, square: Segment, unit: float) -> bool:
    """Whether the corners are square: those of D and O are round."""
    left, top, wide, high = square
    reach = max(2, round(_CORNER * unit))
    patch = ink[top : top + high, left : left + wide] > 0
    corners = (patch, patch[:, ::-1], patch[::-1], patch[::-1, ::-1])
    # From a round corner to the nearest ink it is further, whichever way one goes.
    return all(
        any(corner[down, step - down] for step in range(reach + 1) for down in range(step + 1)) for corner in corners
    )


def _is_alone(ink: Grey, square: Segment, unit: float) -> bool:
    """Whether nothing stands close on the left and the right, as letters do; a mark may leave the box at one end."""
    left, top, wide, high = square
    near, far, further = max(2, round(0.7 * unit)), max(4, round(1.4 * unit)), max(4, round(1.7 * unit))
    beside = (
        ink[top : top + high, max(0, left - further) : max(1, left - near)],
        ink[top : top + high, left + wide + near : left + wide + further],
    )
    over = (
        ink[max(0, top - far) : max(1, top - near), left : left + wide],
        ink[top + high + near : top + high + far, left : left + wide],
    )
    return (
        all(_height_of_ink(ring) <= _MARK_OUT for ring in beside)
        and any(_inked(ring) <= _LONE for ring in beside)
        and any(_inked(ring) <= _LONE for ring in over)
    )


def _height_of_ink(ring: Grey) -> float:
    """The share of the rows that have ink: a letter beside takes most of them, a mark that leaves its box few."""
    return float((ring > 0).any(axis=1).mean()) if ring.size else 0.0


def _inked(ring: Grey) -> float:
    return float((ring > 0).mean()) if ring.size else 0.0


def _near(one: Segment, other: Segment) -> bool:
    return abs(one[0] - other[0]) < other[2] / 2 and abs(one[1] - other[1]) < other[3] / 2


def _is_marked(picture: Grey, square: Segment) -> bool:
    left, top, wide, high = square
    inset = max(3, round(_INSET * min(wide, high)))
    around = picture[top : top + high, left : left + wide]
    inside = around[inset : high - inset, inset : wide - inset]
    if not inside.size:
        return False
    # Ink is what is nearer to the frame's black than to the paper's white.
    middle = (int(around.min()) + int(np.percentile(picture, 90))) / 2
    ink = inside < middle
    if float(ink.mean()) < _MARKED:
        return False
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    return bool(max(rows[-1] - rows[0] + 1, columns[-1] - columns[0] + 1) >= _REACH * min(wide, high))


def _square_paths(square: Segment, marked: bool, unit: float) -> list[Path]:
    left, top, wide, high = (side / unit for side in square)
    box = Box(x0=left, top=top, x1=left + wide, bottom=top + high)
    corners = [(box.x0, box.top), (box.x1, box.top), (box.x1, box.bottom), (box.x0, box.bottom)]
    sides = tuple((a, b) for a, b in zip(corners, [*corners[1:], corners[0]], strict=True))
    paths = [Path(box, sides, True, False)]
    if marked:
        third_across, third_down = wide / 4, high / 4
        inner = Box(
            x0=left + third_across, top=top + third_down, x1=box.x1 - third_across, bottom=box.bottom - third_down
        )
        paths.append(Path(inner, (((inner.x0, inner.top), (inner.x1, inner.bottom)),), True, True))
    return paths


def _stroke_path(stroke: Segment, unit: float, level: bool) -> Path:
    left, top, wide, high = stroke
    x0, y0, x1, y1 = left / unit, top / unit, (left + wide) / unit, (top + high) / unit
    middle_x, middle_y = (x0 + x1) / 2, (y0 + y1) / 2
    ends = ((x0, middle_y), (x1, middle_y)) if level else ((middle_x, y0), (middle_x, y1))
    return Path(Box(x0=x0, top=y0, x1=x1, bottom=y1), (ends,), True, False)
