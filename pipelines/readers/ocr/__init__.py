"""OCR: from the picture of a page to words, tick boxes and rulings. An engine is one file here, a line in ENGINES."""

from __future__ import annotations

from pipelines.readers.ocr.agreeing import doubt_what_differs
from pipelines.readers.ocr.engine import Engine, Glimpse, Grey
from pipelines.readers.ocr.engines import ENGINES, engine_named, second_engine
from pipelines.readers.ocr.scanning import Scan, scan

__all__ = [
    "ENGINES",
    "Engine",
    "Glimpse",
    "Grey",
    "Scan",
    "doubt_what_differs",
    "engine_named",
    "scan",
    "second_engine",
]
