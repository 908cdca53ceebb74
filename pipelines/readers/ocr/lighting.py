"""Lighting: a picture as if the paper were evenly white: shadows, stains and grey paper go, ink stays."""

from __future__ import annotations

import cv2
import numpy as np

from pipelines.readers.ocr.engine import Grey

_SMALL = 256  # pixels of the longer side on which the paper's brightness is estimated
_REACH = 9  # of these pixels: wider than a stroke, narrower than a shadow
_UNEVEN = 0.9  # of the brightest paper: darker paper somewhere means a shadow or a stain
_DARK_BAR = 140  # of 255: what is darker over a stretch is not paper
_WINDOW = 31  # pixels: what counts as the neighbourhood of a pixel when ink is told from paper
_OFFSET = 7  # of 255: how much darker than its neighbourhood ink is


def evened(picture: Grey) -> Grey:
    """The picture with the paper's brightness divided out where it differs from place to place."""
    paper = _paper(picture)
    bright = float(np.percentile(paper, 95))
    if float(np.percentile(paper, 3)) >= _UNEVEN * bright and bright > 200:
        return picture
    high, wide = picture.shape
    wall = cv2.resize(paper, (wide, high), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(picture, np.maximum(wall, 30), scale=250), dtype=np.uint8)


def unshaded(picture: Grey, letter_height: float) -> Grey:
    """The picture with the grey that fields are filled with taken away; a dark bar with white letters stays dark."""
    side = max(15, round(1.6 * letter_height)) | 1
    paper = cv2.morphologyEx(picture, cv2.MORPH_CLOSE, np.ones((side, side), np.uint8))
    return np.asarray(cv2.divide(picture, np.maximum(paper, _DARK_BAR), scale=252), dtype=np.uint8)


def _paper(picture: Grey) -> Grey:
    """How bright the paper is from place to place, as a small picture."""
    high, wide = picture.shape
    factor = _SMALL / max(high, wide)
    small = cv2.resize(picture, (max(1, round(wide * factor)), max(1, round(high * factor))), interpolation=3)
    closed = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((_REACH, _REACH), np.uint8))
    return np.asarray(cv2.medianBlur(closed, _REACH), dtype=np.uint8)


def ink_of(picture: Grey) -> Grey:
    """255 where there is ink, 0 where there is paper."""
    smooth = cv2.GaussianBlur(picture, (3, 3), 0)
    ink = cv2.adaptiveThreshold(smooth, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, _WINDOW, _OFFSET)
    dark = cv2.threshold(smooth, 90, 255, cv2.THRESH_BINARY_INV)[1]  # what is filled is ink to its middle
    return np.asarray(cv2.bitwise_or(ink, dark), dtype=np.uint8)
