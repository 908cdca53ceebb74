"""Straightening: the page cut out of a photo, its lines made level; and the way back to the picture as it came."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np

from pipelines.readers.ocr.engine import Grey, Matrix
from pipelines.readers.ocr.lighting import ink_of

_SMALL = 1000  # pixels of the longer side on which directions are measured
_MOST_DEGREES = 16.0
_LEAST_DEGREES = 0.12  # less is not worth the blur
_SIDEWAYS = 1.3  # how much sharper lines down the page must be than lines across before it counts as lying on its side
_LEAST_LETTERS = 25  # with fewer the direction is a guess
_PAPER_SHARE = (0.2, 0.97)  # of the photo's area
_AT_EDGE = 0.015  # of the photo's sides: paper that reaches all corners was scanned, not photographed
_MOST_POINTS = 40_000


@dataclass(frozen=True)
class Upright:
    """A picture on its way to being read, and the matrix that takes its pixels to those of the picture as it came."""

    picture: Grey
    to_source: Matrix

    def warped(self, matrix: Matrix, size: tuple[int, int]) -> Upright:
        """The picture as `matrix` (from these pixels to the new ones) makes it, `size` wide and high."""
        picture = cv2.warpPerspective(
            self.picture, matrix, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_CONSTANT, borderValue=255
        )
        return Upright(np.asarray(picture, dtype=np.uint8), self.to_source @ np.linalg.inv(matrix))

    def turned(self, quarters: int) -> Upright:
        """The picture turned by so many quarters against the clock."""
        high, wide = self.picture.shape
        back = {
            1: [[0, -1, wide - 1], [1, 0, 0]],
            2: [[-1, 0, wide - 1], [0, -1, high - 1]],
            3: [[0, 1, 0], [-1, 0, high - 1]],
        }.get(quarters % 4, [[1, 0, 0], [0, 1, 0]])
        picture = np.ascontiguousarray(np.rot90(self.picture, quarters))
        return Upright(picture, self.to_source @ np.array([*back, [0, 0, 1]], dtype=float))

    def scaled(self, across: float, down: float) -> Upright:
        """The picture with its sides so many times as long."""
        high, wide = self.picture.shape
        size = (max(1, round(wide * across)), max(1, round(high * down)))
        method = cv2.INTER_AREA if min(across, down) < 1 else cv2.INTER_CUBIC
        picture = cv2.resize(self.picture, size, interpolation=method)
        back = np.diag([wide / size[0], high / size[1], 1.0])
        return Upright(np.asarray(picture, dtype=np.uint8), self.to_source @ back)

    def points(self, corners: list[tuple[float, float]]) -> list[tuple[float, float]]:
        """Points of this picture as points of the one that came."""
        found = self.to_source @ np.array([[x, y, 1.0] for x, y in corners]).T
        return [(float(x / w), float(y / w)) for x, y, w in found.T]


@dataclass(frozen=True)
class Slant:
    """How the lines of a page run: on its side or not, by how many degrees askew, and how high its letters are."""

    sideways: bool
    certain: bool
    degrees: float
    letter_height: float  # pixels


def slant_of(picture: Grey) -> Slant | None:
    """The direction of the lines; None where there are hardly any letters."""
    high, wide = picture.shape
    factor = min(1.0, 2 * _SMALL / max(high, wide))
    small = cv2.resize(picture, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA) if factor < 1 else picture
    _, _, stats, centres = cv2.connectedComponentsWithStats(ink_of(np.asarray(small, dtype=np.uint8)))
    width, height, area = stats[1:, 2], stats[1:, 3], stats[1:, 4]
    letters = (height >= 5) & (width >= 2) & (height <= 70) & (width <= 70) & (area >= 12)
    if int(letters.sum()) < _LEAST_LETTERS:
        return None
    places = centres[1:][letters][:_MOST_POINTS]
    foot = np.stack([places[:, 0], (stats[1:, 1] + height)[letters][:_MOST_POINTS]], axis=1)
    side = np.stack([(stats[1:, 0] + width)[letters][:_MOST_POINTS], places[:, 1]], axis=1)
    across, straight = _sharpest(foot)
    down, aside = _sharpest(np.stack([-side[:, 1], side[:, 0]], axis=1))
    sideways = aside > _SIDEWAYS * straight
    ratio = max(aside, straight) / max(1e-9, min(aside, straight))
    tall = np.median((width if sideways else height)[letters]) / factor
    return Slant(sideways, ratio > _SIDEWAYS, down if sideways else across, float(tall))


def _sharpest(points: Matrix) -> tuple[float, float]:
    """At which angle, in degrees, points lie on lines best, and how well."""
    best, sharpness = 0.0, -1.0
    for step, reach in ((0.5, _MOST_DEGREES), (0.05, 0.5)):
        middle = best
        for angle in np.arange(middle - reach, middle + reach + step / 2, step):
            found = _sharpness(points, float(angle))
            if found > sharpness or (found == sharpness and abs(angle) < abs(best)):
                best, sharpness = float(angle), found
    return best, sharpness


def _sharpness(points: Matrix, degrees: float) -> float:
    angle = np.radians(degrees)
    rows = points[:, 1] * np.cos(angle) - points[:, 0] * np.sin(angle)
    counts = np.bincount((rows - rows.min()).astype(int)).astype(float)
    pairs = counts[:-1] + counts[1:] if len(counts) > 1 else counts
    return float((pairs**2).sum() / len(points))


def levelled(upright: Upright, degrees: float) -> Upright:
    """The picture turned by `degrees`, so that lines which fall by so much to the right are level."""
    if abs(degrees) < _LEAST_DEGREES:
        return upright
    high, wide = upright.picture.shape
    angle = np.radians(degrees)
    cosine, sine = np.cos(angle), np.sin(angle)
    corners = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], dtype=float)
    turn = np.array([[cosine, sine], [-sine, cosine]])
    moved = corners @ turn.T
    least = moved.min(axis=0)
    size = np.ceil(moved.max(axis=0) - least).astype(int)
    matrix = np.array([[cosine, sine, -least[0]], [-sine, cosine, -least[1]], [0, 0, 1]])
    return upright.warped(matrix, (int(size[0]), int(size[1])))


def cut_out(upright: Upright) -> Upright | None:
    """The sheet of paper in a photo, seen from straight above; None where no sheet stands out clearly."""
    corners = _sheet(upright.picture)
    if corners is None:
        return None
    wide = (_length(corners[0], corners[1]) + _length(corners[3], corners[2])) / 2
    high = (_length(corners[0], corners[3]) + _length(corners[1], corners[2])) / 2
    target = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], dtype=np.float32)
    matrix = cv2.getPerspectiveTransform(corners.astype(np.float32), target)
    return upright.warped(np.asarray(matrix, dtype=float), (round(wide), round(high)))


def _length(a: Matrix, b: Matrix) -> float:
    return float(np.hypot(*(a - b)))


def _sheet(picture: Grey) -> Matrix | None:
    """The corners of the paper, clockwise from the top left one."""
    high, wide = picture.shape
    factor = min(1.0, 600 / max(high, wide))
    small = cv2.GaussianBlur(cv2.resize(picture, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA), (5, 5), 0)
    closed = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((11, 11), np.uint8))
    bright = cv2.threshold(closed, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)[1]
    outlines, _ = cv2.findContours(bright, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    if not outlines:
        return None
    hull = cv2.convexHull(max(outlines, key=cv2.contourArea))
    quad = cv2.approxPolyDP(hull, 0.03 * cv2.arcLength(hull, True), True)
    if len(quad) != 4:
        return None
    share = cv2.contourArea(quad) / small.size
    filled = cv2.contourArea(hull) / max(1.0, cv2.contourArea(quad))
    if not _PAPER_SHARE[0] <= share <= _PAPER_SHARE[1] or filled > 1.1 or filled < 0.9:
        return None
    corners = _clockwise(quad.reshape(4, 2).astype(float) / factor)
    frame = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], dtype=float)
    if np.all(np.abs(corners - frame) <= _AT_EDGE * np.array([wide, high])) or not _is_square_enough(corners):
        return None
    return corners


def _clockwise(corners: Matrix) -> Matrix:
    middle = corners.mean(axis=0)
    order = np.argsort(np.arctan2(corners[:, 1] - middle[1], corners[:, 0] - middle[0]))
    turned: Matrix = np.roll(corners[order], 0, axis=0)
    return turned


def _is_square_enough(corners: Matrix) -> bool:
    """Whether the angles are those of a sheet that a phone is held over."""
    sides = [b - a for a, b in pairwise([*corners, corners[0]])]
    for one, other in pairwise([*sides, sides[0]]):
        cosine = float(one @ other) / max(1e-9, float(np.hypot(*one) * np.hypot(*other)))
        if abs(cosine) > 0.5:
            return False
    return True
