"""Engine: what reads the words in an upright picture, and what it gives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

Grey = NDArray[np.uint8]  # rows of pixels, 0 black to 255 white
Matrix = NDArray[np.floating[Any]]  # 3 x 3: takes (x, y, 1) of one picture to another, up to a factor


@dataclass(frozen=True)
class Glimpse:
    """One word as an engine sees it, in pixels of the picture from its top left corner.

    Left and right are where its ink ends. `size` is the type size, as printers count it: somewhat more than from the
    top of an ascender to the foot of a descender.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    baseline: float
    size: float
    confidence: float  # 0 to 1, the engine's own word for it


class Engine(Protocol):
    """Reads upright pictures whose lines are level; it keeps its model loaded from one picture to the next."""

    @property
    def name(self) -> str:
        """What the setting calls it."""
        ...

    def words(self, picture: Grey, dots_per_inch: int) -> list[Glimpse]:
        """The words in the picture, line by line; none where there are none."""
        ...
